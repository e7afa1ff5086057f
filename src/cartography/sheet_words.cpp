// The words of the margin, and the footer that they stand in.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "cartography/palette.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {

int footer_right_lines(const SheetSpec& spec) {
    const bool names_people = (spec.show.has(Element::drawn_by) && !spec.drawn_by.empty()) ||
                              (spec.show.has(Element::checked_by) && !spec.checked_by.empty());
    return (spec.show.has(Element::compiled_by) ? 1 : 0) + (names_people ? 1 : 0) +
           (spec.show.has(Element::date) || !spec.page_words.empty() ? 1 : 0);
}

void paint_footer(draw::Group& group, const PagePlan& plan, const MapScene& scene,
                  const SheetSpec& spec, const draw::FontSet& fonts,
                  std::vector<SheetItem>& items) {
    const double size = 2.5 * plan.unit;
    const draw::RectMm& footer = plan.footer;
    const auto words_if = [&](Element element, std::string words) {
        return spec.show.has(element) ? std::move(words) : std::string{};
    };
    const double left_w = footer.w_mm * (footer_right_lines(spec) > 0 ? 0.66 : 1.0);
    double y = footer.y_mm;
    for (const std::string& words : {words_if(Element::crs, crs_words(scene.crs(), spec.lang)),
                                     words_if(Element::sources, source_words(scene, spec))}) {
        if (words.empty()) continue;
        const draw::RectMm box = paint_paragraph(group, words, {footer.x_mm, y}, left_w, size,
                                                 palette::ink_soft, Align::left, fonts);
        items.push_back({ItemKind::source, words, {}, box, {}, {}});
        y = box.bottom_mm();
    }
    y = footer.y_mm;
    const double right_w = footer.w_mm * 0.32;
    const std::string gap{text(msg::sheet_wide_gap, spec.lang)};
    const auto joined = [&gap](std::string a, const std::string& b) {
        if (!a.empty() && !b.empty()) a += gap;
        return a + b;
    };
    const auto named = [&](Element element, Msg form, const std::string& who) {
        return spec.show.has(element) && !who.empty()
                   ? fmt::format(fmt::runtime(text(form, spec.lang)), who)
                   : std::string{};
    };
    for (const std::string& words :
         {words_if(Element::compiled_by, compiled_by_words(scene, spec)),
          joined(named(Element::drawn_by, msg::sheet_drawn_by, spec.drawn_by),
                 named(Element::checked_by, msg::sheet_checked_by, spec.checked_by)),
          joined(words_if(Element::date, date_words(scene, spec)), spec.page_words)}) {
        if (words.empty()) continue;
        const draw::RectMm box =
            paint_paragraph(group, words, {footer.right_mm() - right_w, y}, right_w, size * 1.12,
                            palette::ink, Align::right, fonts);
        items.push_back({ItemKind::source, words, {}, box, {}, {}});
        y = box.bottom_mm();
    }
}

std::string crs_words(const geo::Crs& crs, Lang lang) {
    const std::string& code = crs.authority_code();
    const auto meridian = crs.central_meridian_deg();
    if (meridian && crs.name().find("CGCS2000") != std::string::npos &&
        crs.name().find("3-degree") != std::string::npos) {
        return fmt::format(fmt::runtime(text(msg::sheet_crs_cgcs2000_gk3, lang)),
                           fmt::format("{:g}", *meridian), code);
    }
    if (code.empty()) {
        return fmt::format(fmt::runtime(text(msg::sheet_crs_plain, lang)), crs.label());
    }
    return fmt::format(fmt::runtime(text(msg::sheet_crs_other, lang)), crs.name(), code);
}

std::string source_words(const MapScene& scene, const SheetSpec& spec) {
    const MapContent& content = scene.content();
    std::vector<std::string> sources;
    if (content.layout) {
        const model::PlanDocument& document = content.layout->document;
        const std::string& title = document.title.in(spec.lang);
        if (!title.empty()) {
            sources.push_back(
                document.number.empty()
                    ? fmt::format(fmt::runtime(text(msg::sheet_source_document_plain, spec.lang)),
                                  title)
                    : fmt::format(fmt::runtime(text(msg::sheet_source_document, spec.lang)), title,
                                  document.number));
        }
    }
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
        if (spec.map.hidden_layers.contains(static_cast<int>(i))) continue;
        // The file's name is enough: paths say nothing to a reader.
        const std::string& source = content.layers[i]->source;
        sources.push_back(source.substr(source.find_last_of('/') + 1));
    }
    if (content.land && spec.map.land) {
        sources.emplace_back(text(msg::sheet_source_coast, spec.lang));
    }
    if (content.counties && spec.map.counties) {
        sources.emplace_back(text(msg::sheet_source_counties, spec.lang));
    }
    if (sources.empty()) return {};
    std::string all;
    for (const std::string& source : sources) {
        if (!all.empty()) all += text(msg::sheet_source_separator, spec.lang);
        all += source;
    }
    return fmt::format(fmt::runtime(text(msg::sheet_sources, spec.lang)), all);
}

std::string accuracy_words(const MapScene& scene, Lang lang) {
    if (!scene.content().layout) return {};
    double least = 0.0;
    double most = 0.0;
    bool is_drawn = false;
    for (const model::LayoutFeature& told : scene.content().layout->features) {
        if (told.basis != model::Basis::schematic && told.basis != model::Basis::text_boundary) {
            continue;
        }
        is_drawn = true;
        if (!told.position_accuracy_m) continue;
        least =
            least == 0.0 ? *told.position_accuracy_m : std::min(least, *told.position_accuracy_m);
        most = std::max(most, *told.position_accuracy_m);
    }
    if (!is_drawn) return {};
    if (most <= 0.0) return std::string{text(msg::sheet_note_schematic, lang)};
    const std::string range =
        least == most
            ? fmt::format("{:g}", most / 1000)
            : fmt::format("{:g}{}{:g}", least / 1000, lang == Lang::zh ? "～" : "-", most / 1000);
    return fmt::format(fmt::runtime(text(msg::sheet_note_accuracy, lang)), range);
}

std::string date_words(const MapScene& scene, const SheetSpec& spec) {
    const auto in_words = [&](const std::string& date) {
        int y = 0;
        int m = 0;
        int d = 0;
        if (date.size() != 10 || std::sscanf(date.c_str(), "%4d-%2d-%2d", &y, &m, &d) != 3) {
            return date;
        }
        constexpr std::array<std::string_view, 12> months{
            "January", "February", "March",     "April",   "May",      "June",
            "July",    "August",   "September", "October", "November", "December"};
        if (m < 1 || m > 12) return date;
        return fmt::format(fmt::runtime(text(msg::sheet_iso_date, spec.lang)), y, m, d,
                           months[static_cast<std::size_t>(m - 1)]);
    };
    if (!spec.date.empty()) {
        return fmt::format(fmt::runtime(text(msg::sheet_date, spec.lang)), in_words(spec.date));
    }
    if (!scene.content().layout || scene.content().layout->document.date.empty()) return {};
    return fmt::format(fmt::runtime(text(msg::sheet_document_date, spec.lang)),
                       in_words(scene.content().layout->document.date));
}

std::string compiler_of(const model::Layout& layout, Lang lang) {
    const model::PlanDocument& document = layout.document;
    const std::string& who = layout.compiled_by.empty() ? document.issuer : layout.compiled_by;
    // The issuer has an English name, another compiler has the one it gives.
    const bool is_issuer = lang == Lang::en && who == document.issuer;
    return is_issuer && !document.issuer_en.empty() ? document.issuer_en : who;
}

std::string compiled_by_words(const MapScene& scene, const SheetSpec& spec) {
    std::string who = spec.compiled_by;
    if (who.empty() && scene.content().layout) {
        who = compiler_of(*scene.content().layout, spec.lang);
    }
    if (who.empty()) return {};
    return fmt::format(fmt::runtime(text(msg::sheet_compiled_by, spec.lang)), who);
}

}  // namespace parkatlas::cartography
