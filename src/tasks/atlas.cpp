#include "tasks/atlas.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "base/safe_file.h"
#include "base/safe_file_set.h"
#include "base/units.h"
#include "cartography/atlas_contents.h"
#include "cartography/label_text.h"
#include "draw/fonts.h"
#include "export/png.h"
#include "export/vector.h"
#include "render/page_painter.h"
#include "tasks/color_classes.h"
#include "tasks/sheet_manifest.h"
#include "tasks/sheet_output.h"

namespace parkatlas::tasks {

namespace {

using cartography::FeatureRef;
using model::Role;

/// A sheet shows its feature with this much ground about it, on each side as a share of its size.
constexpr double ground_about = 0.9;
/// A view of fewer metres shows nothing of the surroundings.
constexpr double smallest_view_m = 5000.0;
/// The ground about a drawn shape is at least this many times the accuracy of its place: closer in,
/// the sheet would promise what the drawing does not hold.
constexpr double accuracies_in_view = 6.0;
constexpr std::size_t most_neighbours = 5;

/// What the atlas has a sheet of, in the order of the source.
Result<std::vector<FeatureRef>> chosen_features(const cartography::MapScene& scene,
                                                const AtlasRequest& request, Lang lang) {
    const cartography::MapContent& content = scene.content();
    std::vector<FeatureRef> chosen;
    if (content.layout) {
        const auto& features = content.layout->features;
        const auto take = [&](Role role) {
            for (std::uint32_t i = 0; i < features.size(); ++i) {
                const FeatureRef ref{-1, i};
                if (features[i].role == role && !scene.feature_extent(ref).is_empty()) {
                    chosen.push_back(ref);
                }
            }
        };
        if (request.role) {
            take(*request.role);
        } else {
            for (const Role role :
                 {Role::park, Role::phase, Role::zone, Role::cluster, Role::plate, Role::pole,
                  Role::town, Role::platform, Role::node, Role::plot, Role::belt, Role::core}) {
                take(role);
                if (!chosen.empty()) break;
            }
        }
    } else {
        for (std::size_t l = 0; l < content.layers.size(); ++l) {
            for (std::uint32_t i = 0; i < content.layers[l]->size(); ++i) {
                const FeatureRef ref{static_cast<int>(l), i};
                if (!scene.feature_extent(ref).is_empty()) chosen.push_back(ref);
                if (chosen.size() > request.limit) break;
            }
        }
    }
    if (chosen.empty()) {
        return fail(ErrorCode::usage, "atlas", std::string{text(msg::atlas_nothing, lang)});
    }
    if (chosen.size() > request.limit) {
        return fail(ErrorCode::usage, "atlas",
                    fmt::format(fmt::runtime(text(msg::atlas_too_many, lang)), request.limit),
                    std::string{text(msg::atlas_too_many_remedy, lang)});
    }
    return chosen;
}

/// Composes the sheets of one atlas.
class AtlasComposer {
  public:
    AtlasComposer(const cartography::MapScene& scene, const AtlasRequest& request,
                  const draw::FontSet& fonts, std::vector<FeatureRef> features)
        : scene_{scene}, fonts_{fonts}, features_{std::move(features)} {
        base_ = request.sheet;
        base_.width_mm = request.page.width_mm;
        base_.height_mm = request.page.height_mm;
        base_.decorations = true;
        base_.show.set(cartography::Element::overview, true);
        base_.show.set(cartography::Element::area_table, scene.content().layout != nullptr);
        base_.show.set(cartography::Element::summary, true);
        contents_pages_ = cartography::contents_page_count(base_, features_.size());
    }

    [[nodiscard]] std::size_t count() const { return features_.size(); }
    [[nodiscard]] std::size_t contents_pages() const { return contents_pages_; }
    [[nodiscard]] int page_of(std::size_t index) const {
        return static_cast<int>(contents_pages_ + index + 1);
    }
    [[nodiscard]] std::string name_of(std::size_t index) const {
        return scene_.feature_name(features_[index], base_.lang);
    }

    [[nodiscard]] std::string id_of(std::size_t index) const {
        const FeatureRef ref = features_[index];
        const cartography::MapContent& content = scene_.content();
        if (ref.layer < 0) return content.layout->features[ref.index].id;
        return model::id_text(content.layers[static_cast<std::size_t>(ref.layer)]->ids[ref.index]);
    }

    [[nodiscard]] Result<std::vector<cartography::ContentsPage>> contents() const {
        cartography::SheetSpec spec = base_;
        spec.annotations = nullptr;  // they are of maps
        spec.title = atlas_title();
        if (const auto& layout = scene_.content().layout; spec.subtitle.empty() && layout) {
            spec.subtitle = base_.lang == Lang::en && !layout->scheme_en.empty() ? layout->scheme_en
                                                                                 : layout->scheme;
        }
        std::vector<cartography::AtlasEntry> entries;
        for (std::size_t i = 0; i < features_.size(); ++i) {
            entries.push_back({name_of(i), entry_note(features_[i]), page_of(i)});
        }
        return cartography::compose_contents(scene_, spec, entries, fonts_);
    }

    [[nodiscard]] Result<cartography::Sheet> sheet(std::size_t index) const {
        const FeatureRef ref = features_[index];
        cartography::SheetSpec spec = base_;
        spec.title = name_of(index);
        spec.subtitle = collection_title();
        spec.extent_map = extent_of(ref);
        spec.map.selected = ref;
        spec.overview_extent = scene_.default_extent();
        spec.page_words = fmt::format(fmt::runtime(text(msg::atlas_page_of, spec.lang)),
                                      page_of(index), contents_pages_ + features_.size());
        if (ref.layer < 0) spec.table_features = table_features(ref.index);
        spec.notes = notes_of(ref);
        return cartography::compose_sheet(scene_, spec, fonts_);
    }

    [[nodiscard]] std::string atlas_title() const {
        return fmt::format(fmt::runtime(text(msg::atlas_title, base_.lang)), collection_title());
    }

  private:
    [[nodiscard]] std::string collection_title() const {
        if (!base_.title.empty()) return base_.title;
        const cartography::MapContent& content = scene_.content();
        if (content.layout && !content.layout->title.in(base_.lang).empty()) {
            return content.layout->title.in(base_.lang);
        }
        if (!content.layers.empty()) return content.layers.front()->name;
        return std::string{text(msg::sheet_default_title, base_.lang)};
    }

    [[nodiscard]] std::string entry_note(FeatureRef ref) const {
        if (ref.layer >= 0) return {};
        const model::LayoutFeature& told = scene_.content().layout->features[ref.index];
        std::string note{model::role_label(told.role, base_.lang)};
        const std::string area = cartography::area_line(told, std::nullopt, base_.lang);
        return area.empty() ? note : note + "　" + area;
    }

    [[nodiscard]] geo::Box extent_of(FeatureRef ref) const {
        geo::Box box = scene_.feature_extent(ref);
        double least = smallest_view_m;
        if (ref.layer < 0) {
            const auto& accuracy = scene_.content().layout->features[ref.index].position_accuracy_m;
            if (accuracy) least = std::max(least, accuracies_in_view * *accuracy);
        }
        const geo::XY middle = box.centre();
        const double half_w = std::max(least, box.width() * (1.0 + 2 * ground_about)) / 2;
        const double half_h = std::max(least, box.height() * (1.0 + 2 * ground_about)) / 2;
        return {middle.x - half_w, middle.y - half_h, middle.x + half_w, middle.y + half_h};
    }

    /// The feature itself and its parts.
    [[nodiscard]] std::vector<std::uint32_t> table_features(std::uint32_t index) const {
        const auto& features = scene_.content().layout->features;
        std::vector<std::uint32_t> out{index};
        for (std::uint32_t i = 0; i < features.size(); ++i) {
            if (features[i].part_of == features[index].id && i != index) out.push_back(i);
        }
        return out;
    }

    [[nodiscard]] std::vector<cartography::SheetNote> notes_of(FeatureRef ref) const {
        std::vector<cartography::SheetNote> notes;
        const Lang lang = base_.lang;
        if (ref.layer < 0) {
            const model::LayoutFeature& told = scene_.content().layout->features[ref.index];
            if (!told.summary.in(lang).empty()) {
                notes.push_back(
                    {std::string{text(msg::sheet_summary, lang)}, told.summary.in(lang)});
            }
        }
        if (std::string words = neighbours(ref); !words.empty()) {
            notes.push_back({std::string{text(msg::atlas_neighbours, lang)}, std::move(words)});
        }
        return notes;
    }

    /// The nearest features of the atlas: where they lie and how far.
    [[nodiscard]] std::string neighbours(FeatureRef ref) const {
        const geo::MapXY here = scene_.feature_centre(ref);
        std::vector<std::pair<double, std::size_t>> others;
        for (std::size_t i = 0; i < features_.size(); ++i) {
            if (features_[i] == ref) continue;
            const geo::MapXY there = scene_.feature_centre(features_[i]);
            others.emplace_back(std::hypot(there.x_m - here.x_m, there.y_m - here.y_m), i);
        }
        std::sort(others.begin(), others.end());
        std::string words;
        for (std::size_t n = 0; n < others.size() && n < most_neighbours; ++n) {
            const auto [distance_m, index] = others[n];
            const geo::MapXY there = scene_.feature_centre(features_[index]);
            if (!words.empty()) words += text(msg::sheet_source_separator, base_.lang);
            const double km = distance_m / 1000.0;
            words += fmt::format(fmt::runtime(text(msg::atlas_neighbour, base_.lang)),
                                 direction(there.x_m - here.x_m, there.y_m - here.y_m),
                                 name_of(index), grouped(km, km < 10.0 ? 1 : 0));
        }
        return words;
    }

    [[nodiscard]] std::string_view direction(double east, double north) const {
        static constexpr std::array directions{msg::direction_east,  msg::direction_northeast,
                                               msg::direction_north, msg::direction_northwest,
                                               msg::direction_west,  msg::direction_southwest,
                                               msg::direction_south, msg::direction_southeast};
        const double eighths = std::atan2(north, east) / (std::numbers::pi / 4.0);
        const long index = std::lround(eighths);
        return text(directions[static_cast<std::size_t>((index % 8 + 8) % 8)], base_.lang);
    }

    const cartography::MapScene& scene_;
    const draw::FontSet& fonts_;
    std::vector<FeatureRef> features_;
    cartography::SheetSpec base_;
    std::size_t contents_pages_ = 1;
};

tl::unexpected<Error> stopped(const AtlasRequest& request) {
    return fail(ErrorCode::stopped, request.output.string(), said(msg::errors_stopped_by_user));
}

void note_dropped(const cartography::Sheet& sheet, const std::string& name, AtlasReport& report) {
    for (std::size_t i = 0; i < sheet.dropped_labels.size(); ++i) {
        report.dropped_labels.push_back(fmt::format("{}: {}", name, sheet.names_without_place[i]));
    }
    report.untried_labels += sheet.untried_labels.size();
    // The first sheet tells what it leaves out; what a later one shows is struck off.
    if (report.sheet_count++ == 0) {
        report.dropped_annotations = sheet.dropped_annotations;
        return;
    }
    std::erase_if(report.dropped_annotations, [&sheet](const cartography::UnsetAnnotation& one) {
        return std::ranges::find(sheet.dropped_annotations, one.name,
                                 &cartography::UnsetAnnotation::name) ==
               sheet.dropped_annotations.end();
    });
}

/// What the manifest needs of a sheet once it is drawn: all but its drawing.
cartography::Sheet without_drawing(const cartography::Sheet& sheet) {
    cartography::Sheet out = sheet;
    out.list.groups.clear();
    return out;
}

/// The manifest's file, if one is asked for, opened before the long work.
Result<std::optional<SafeFile>> manifest_file(const AtlasRequest& request) {
    std::optional<SafeFile> out;
    if (!request.manifest) return out;
    Result<SafeFile> file = SafeFile::create(*request.manifest);
    if (!file) return tl::unexpected{file.error()};
    out = std::move(*file);
    return out;
}

AtlasPage contents_page(std::size_t index, const cartography::Sheet& sheet,
                        const AtlasRequest& request) {
    return {static_cast<int>(index + 1),
            std::string{text(msg::atlas_contents, request.sheet.lang)},
            {},
            {},
            &sheet};
}

Result<void> write_manifest(std::optional<SafeFile>& file, const std::vector<AtlasPage>& pages,
                            const AtlasRequest& request) {
    if (!file) return {};
    if (Result<void> done = file->write(atlas_manifest_json(pages, request.page.dpi)); !done) {
        return done;
    }
    return file->commit();
}

Result<AtlasReport> write_pdf_atlas(const AtlasComposer& composer, const AtlasRequest& request,
                                    const draw::FontSet& fonts, const Work& work) {
    AtlasReport report;
    Result<std::optional<SafeFile>> manifest = manifest_file(request);
    if (!manifest) return tl::unexpected{manifest.error()};
    auto contents = composer.contents();
    if (!contents) return tl::unexpected{contents.error()};
    std::vector<AtlasPage> told;
    std::vector<cartography::Sheet> sheets;
    const std::size_t steps = composer.count() + 1;
    for (std::size_t i = 0; i < composer.count(); ++i) {
        work.report(i, steps);
        if (work.stop_requested()) return stopped(request);
        auto sheet = composer.sheet(i);
        if (!sheet) return tl::unexpected{sheet.error()};
        note_dropped(*sheet, composer.name_of(i), report);
        sheets.push_back(std::move(*sheet));
    }
    work.report(composer.count(), steps);
    std::vector<exporting::PdfPage> pages;
    for (std::size_t p = 0; p < contents->size(); ++p) {
        exporting::PdfPage page;
        page.list = &(*contents)[p].sheet.list;
        if (p == 0) page.bookmark = text(msg::atlas_contents, request.sheet.lang);
        for (const auto& link : (*contents)[p].links) page.links.push_back({link.box, link.page});
        pages.push_back(std::move(page));
        told.push_back(contents_page(p, (*contents)[p].sheet, request));
    }
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        pages.push_back({&sheets[i].list,
                         exporting::MapPlace{sheets[i].view, request.map_crs},
                         composer.name_of(i),
                         {}});
        told.push_back(
            {composer.page_of(i), composer.name_of(i), composer.id_of(i), {}, &sheets[i]});
    }
    if (Result<void> written =
            exporting::write_pdf(request.output, pages, fonts, {composer.atlas_title()});
        !written) {
        return tl::unexpected{written.error()};
    }
    if (Result<void> done = write_manifest(*manifest, told, request); !done) {
        return tl::unexpected{done.error()};
    }
    work.report(steps, steps);
    report.files.push_back(request.output);
    return report;
}

Result<AtlasReport> write_picture_atlas(const AtlasComposer& composer, const AtlasRequest& request,
                                        const NumberedFiles& names, const draw::FontSet& fonts,
                                        const Work& work) {
    AtlasReport report;
    Result<std::optional<SafeFile>> manifest = manifest_file(request);
    if (!manifest) return tl::unexpected{manifest.error()};
    auto contents = composer.contents();
    if (!contents) return tl::unexpected{contents.error()};
    std::vector<AtlasPage> told;
    std::vector<cartography::Sheet> sheets;  // without what they draw
    sheets.reserve(composer.count());        // pointed into
    render::PagePainter painter;
    Result<SafeFileSet> files = SafeFileSet::create(names.path(1));
    if (!files) return tl::unexpected{files.error()};
    const std::size_t steps = composer.contents_pages() + composer.count();
    const auto write = [&](const cartography::Sheet& sheet, std::size_t number) -> Result<void> {
        const Result<Image> image =
            painter.draw_image(sheet.list, fonts, request.page.dpi, work.stop);
        if (!image) return tl::unexpected{image.error()};
        const std::filesystem::path name = names.path(number);
        report.files.push_back(name);
        return exporting::write_png(files->folder() / name.filename(), *image,
                                    {request.page.dpi, png_texts(sheet), request.palette});
    };
    for (std::size_t p = 0; p < contents->size(); ++p) {
        if (Result<void> done = write((*contents)[p].sheet, p + 1); !done) {
            return tl::unexpected{done.error()};
        }
        told.push_back(contents_page(p, (*contents)[p].sheet, request));
        told.back().file = report.files.back().filename();
    }
    for (std::size_t i = 0; i < composer.count(); ++i) {
        work.report(composer.contents_pages() + i, steps);
        if (work.stop_requested()) return stopped(request);
        const auto sheet = composer.sheet(i);
        if (!sheet) return tl::unexpected{sheet.error()};
        note_dropped(*sheet, composer.name_of(i), report);
        if (Result<void> done = write(*sheet, static_cast<std::size_t>(composer.page_of(i)));
            !done) {
            return tl::unexpected{done.error()};
        }
        sheets.push_back(without_drawing(*sheet));
        told.push_back({composer.page_of(i), composer.name_of(i), composer.id_of(i),
                        report.files.back().filename(), &sheets.back()});
    }
    if (work.stop_requested()) return stopped(request);
    if (Result<void> moved = files->commit(); !moved) return tl::unexpected{moved.error()};
    if (Result<void> done = write_manifest(*manifest, told, request); !done) {
        return tl::unexpected{done.error()};
    }
    work.report(steps, steps);
    return report;
}

}  // namespace

std::filesystem::path NumberedFiles::path(std::size_t number) const {
    return fmt::format("{}{:0{}}{}", before, number, digits, after);
}

Result<std::optional<NumberedFiles>> numbered_files(const std::filesystem::path& output) {
    std::error_code ignored;
    std::string words = output.string();
    if (words.ends_with('/') || std::filesystem::is_directory(output, ignored)) {
        if (!words.ends_with('/')) words += '/';
        return NumberedFiles{words, ".png", 2};
    }
    const Result<SheetFormat> format = sheet_format(output);
    if (!format) return tl::unexpected{format.error()};
    if (*format == SheetFormat::pdf) return std::optional<NumberedFiles>{};
    const auto refuse = [&](const Phrase& what) {
        return fail(ErrorCode::usage, output.string(), what, said(msg::errors_give_out_pdf_folder));
    };
    if (*format != SheetFormat::png) return refuse(said(msg::errors_atlas_pdf_or_png));
    const std::size_t name = words.find_last_of('/') + 1;  // 0 where there is none
    const std::size_t at = words.find('%', name);
    if (at == std::string::npos) return refuse(said(msg::errors_picture_holds_one_page));
    std::size_t end = at + 1;
    std::string width;
    while (end < words.size() && words[end] >= '0' && words[end] <= '9') width += words[end++];
    if (end >= words.size() || words[end] != 'd' || width.size() > 2 ||
        words.find('%', end) != std::string::npos) {
        return refuse(said(msg::errors_numbers_place_not_d));
    }
    return NumberedFiles{words.substr(0, at), words.substr(end + 1),
                         width.empty() ? 1 : std::stoi(width)};
}

Result<AtlasReport> write_atlas(const Workspace& workspace, const AtlasRequest& request,
                                const Work& work) {
    const auto names = numbered_files(request.output);
    if (!names) return tl::unexpected{names.error()};
    auto classes = color_classes(workspace.layers, request.color_by, request.sheet.lang, work);
    if (!classes) return tl::unexpected{classes.error()};
    const Result<cartography::MapScene> scene =
        make_scene(workspace, request.map_crs, std::move(*classes));
    if (!scene) return tl::unexpected{scene.error()};
    auto features = chosen_features(*scene, request, request.sheet.lang);
    if (!features) return tl::unexpected{features.error()};
    const Result<draw::FontSet> fonts = draw::FontSet::load();
    if (!fonts) return tl::unexpected{fonts.error()};
    const AtlasComposer composer{*scene, request, *fonts, std::move(*features)};
    Result<AtlasReport> report = *names
                                     ? write_picture_atlas(composer, request, **names, *fonts, work)
                                     : write_pdf_atlas(composer, request, *fonts, work);
    if (!report) return report;
    report->sheet_count = composer.count();
    report->contents_pages = composer.contents_pages();
    report->missing_characters = fonts->missing();
    report->stand_ins = fonts->stand_ins();
    return report;
}

}  // namespace parkatlas::tasks
