#include "cartography/sheet_check.h"

#include <algorithm>
#include <set>
#include <span>

#include <fmt/format.h>

#include "base/messages_labels.h"
#include "base/messages_page.h"
#include "base/messages_sheet.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {
namespace {

/// Collects the rows of one sheet.
class Checker {
  public:
    Checker(const Sheet& sheet, const MapScene& scene, const SheetSpec& spec)
        : sheet_{sheet}, scene_{scene}, spec_{spec} {}

    std::vector<CheckRow> run() {
        for (const Element element : all_elements) check(element);
        check_labels();
        std::vector<std::string> names;
        for (const UnsetAnnotation& one : sheet_.dropped_annotations) {
            names.push_back(fmt::format("{} ({})", one.name, one.reason));
        }
        add_count("annotations", msg::sheet_check_annotations, names.size(),
                  msg::sheet_check_annotations_dropped, joined(names),
                  spec_.annotations != nullptr);
        std::vector<std::string> codes;
        for (const char32_t c : sheet_.missing_characters) {
            codes.push_back(fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)));
        }
        add_count("letters", msg::sheet_check_letters, codes.size(),
                  msg::sheet_check_letters_missing, joined(codes), true);
        return std::move(rows_);
    }

  private:
    [[nodiscard]] std::string word(Msg key) const { return std::string{text(key, spec_.lang)}; }
    [[nodiscard]] bool has(ItemKind kind) const {
        return std::ranges::any_of(sheet_.items,
                                   [kind](const SheetItem& item) { return item.kind == kind; });
    }
    [[nodiscard]] bool has_annotation(model::AnnotationKind kind) const {
        return moved_by_annotations(spec_, kind);
    }
    std::string joined(const std::vector<std::string>& words) const {
        return some_of(words, spec_.lang);
    }
    void add(Element element, CheckState state, std::string reason) {
        rows_.push_back({std::string{element_name(element)},
                         std::string{element_label(element, spec_.lang)}, state,
                         std::move(reason)});
    }
    void add_count(const char* name, Msg label, std::size_t lost, Msg reason,
                   const std::string& which, bool is_wanted) {
        if (!is_wanted) {
            rows_.push_back(
                {name, word(label), CheckState::not_needed, word(msg::sheet_check_none)});
        } else if (lost == 0) {
            rows_.push_back({name, word(label), CheckState::present, {}});
        } else {
            rows_.push_back({name, word(label), CheckState::missing,
                             fmt::format(fmt::runtime(text(reason, spec_.lang)), lost, which)});
        }
    }
    /// Those that are ids of features.
    [[nodiscard]] std::set<std::string> features_among(
        const std::vector<std::string>& dropped) const {
        std::set<std::string> found;
        const std::set<std::string> asked{dropped.begin(), dropped.end()};
        const MapContent& content = scene_.content();
        for (const std::string& one : asked) {
            if (content.layout && content.layout->find(one)) found.insert(one);
        }
        for (const auto& layer : content.layers) {
            for (std::size_t i = 0; i < layer->size(); ++i) {
                if (std::string one = model::id_text(layer->ids[i]); asked.contains(one)) {
                    found.insert(std::move(one));
                }
            }
        }
        return found;
    }
    /// A feature without its label is a gap; a name of the ground or of a part that gave way is
    /// not, but is told.
    void check_labels() {
        std::vector<std::string> features;
        std::vector<std::string> names;
        const std::set<std::string> known = features_among(sheet_.dropped_labels);
        for (const std::string& dropped : sheet_.dropped_labels) {
            (known.contains(dropped) ? features : names).push_back(dropped);
        }
        features.insert(features.end(), sheet_.untried_labels.begin(), sheet_.untried_labels.end());
        add_count("labels", msg::sheet_check_labels, features.size(),
                  msg::sheet_check_labels_dropped, joined(features),
                  has(ItemKind::label) || !names.empty() || !features.empty());
        if (names.empty()) return;
        CheckRow& row = rows_.back();
        if (!row.reason.empty()) row.reason += text(msg::sheet_source_separator, spec_.lang);
        row.reason += fmt::format(fmt::runtime(text(msg::sheet_check_names_dropped, spec_.lang)),
                                  joined(names));
    }
    /// Present, or missing for the reason.
    void demand(Element element, bool is_there, Msg reason) {
        add(element, is_there ? CheckState::present : CheckState::missing,
            is_there ? std::string{} : word(reason));
    }
    /// Present, or not needed for the reason.
    void allow(Element element, bool is_there, Msg reason) {
        add(element, is_there ? CheckState::present : CheckState::not_needed,
            is_there ? std::string{} : word(reason));
    }

    void check(Element element) {
        if (!spec_.decorations) {
            return add(element, CheckState::not_needed, word(msg::sheet_check_map_only));
        }
        if (!spec_.show.has(element)) {
            return add(element, CheckState::not_needed, word(msg::sheet_check_switched_off));
        }
        const SheetReport& report = sheet_.report;
        const bool has_layout = scene_.content().layout != nullptr;
        switch (element) {
            case Element::title:
                return demand(element, report.has_title, msg::sheet_check_no_title);
            case Element::subtitle:
                return allow(element, report.has_subtitle, msg::sheet_check_no_subtitle);
            case Element::legend:
                if (!report.has_legend) {
                    return allow(element, false, msg::sheet_check_nothing_to_explain);
                }
                return demand(element, report.legend_fits, msg::sheet_check_legend_overflow);
            case Element::area_table:
                if (has(ItemKind::table)) return demand(element, true, msg::sheet_check_none);
                if (!report.table_fits)
                    return demand(element, false, msg::sheet_check_table_no_room);
                return allow(element, false, msg::sheet_check_no_areas);
            case Element::summary:
                if (!report.wants_summary)
                    return allow(element, false, msg::sheet_check_no_summary);
                return demand(element, report.notes_left_out == 0,
                              msg::sheet_check_summary_no_room);
            case Element::scale_bar:
                return demand(
                    element,
                    has(ItemKind::scale_bar) || has_annotation(model::AnnotationKind::scale_bar),
                    msg::sheet_check_none);
            case Element::north_arrow:
                return demand(element,
                              has(ItemKind::north_arrow) ||
                                  has_annotation(model::AnnotationKind::north_arrow),
                              msg::sheet_check_none);
            case Element::graticule:
            case Element::kilometre_grid:
            case Element::crs:
                return demand(element, true, msg::sheet_check_none);
            case Element::overview:
                return allow(element, has(ItemKind::overview),
                             msg::sheet_check_overview_not_needed);
            case Element::stamp:
                return add(element, CheckState::present,
                           spec_.approval_number.empty() ? word(msg::sheet_check_no_approval)
                                                         : std::string{});
            case Element::compiled_by:
                return demand(element, !compiled_by_words(scene_, spec_).empty(),
                              msg::sheet_check_no_compiler);
            case Element::drawn_by:
                return demand(element, !spec_.drawn_by.empty(), msg::sheet_check_no_draughtsman);
            case Element::checked_by:
                return demand(element, !spec_.checked_by.empty(), msg::sheet_check_no_checker);
            case Element::date:
                return demand(element, !date_words(scene_, spec_).empty(),
                              msg::sheet_check_no_date);
            case Element::sources:
                return demand(element, !source_words(scene_, spec_).empty(),
                              msg::sheet_check_no_sources);
            case Element::accuracy_note:
                return allow(element, report.has_accuracy_note,
                             has_layout ? msg::sheet_check_no_drawn_shapes : msg::sheet_check_none);
        }
    }

    const Sheet& sheet_;
    const MapScene& scene_;
    const SheetSpec& spec_;
    std::vector<CheckRow> rows_;
};

}  // namespace

std::string_view check_state_name(CheckState state) {
    switch (state) {
        case CheckState::present:
            return "present";
        case CheckState::missing:
            return "missing";
        case CheckState::not_needed:
            break;
    }
    return "not_needed";
}

std::vector<CheckRow> check_sheet(const Sheet& sheet, const MapScene& scene,
                                  const SheetSpec& spec) {
    return Checker{sheet, scene, spec}.run();
}

std::string some_of(const std::vector<std::string>& words, Lang lang) {
    constexpr std::size_t most = 20;
    if (words.size() <= most) return fmt::format("{}", fmt::join(words, ", "));
    return fmt::format(fmt::runtime(text(msg::labels_some_of, lang)),
                       fmt::join(words.begin(), words.begin() + most, ", "), words.size());
}

bool is_complete(const std::vector<CheckRow>& rows) {
    return std::ranges::none_of(
        rows, [](const CheckRow& row) { return row.state == CheckState::missing; });
}

}  // namespace parkatlas::cartography
