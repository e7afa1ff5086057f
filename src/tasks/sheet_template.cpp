#include "tasks/sheet_template.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/sheet_template.h"

namespace parkatlas::tasks {

Result<model::SheetTemplate> open_template(const std::string& name_or_path, const Work& work) {
    return io::find_sheet_template(name_or_path, work);
}

Result<void> apply_template(const model::SheetTemplate& chosen, PageSize& page,
                            cartography::SheetSpec& sheet) {
    const std::string where =
        chosen.name.en.empty() ? std::string{"template"} : "template " + chosen.name.en;
    if (!chosen.page.empty()) {
        const auto size = parse_page(chosen.page);
        if (!size) {
            return fail(ErrorCode::input_malformed, where, size.error().what, size.error().remedy);
        }
        std::tie(page.width_mm, page.height_mm) = *size;
    }
    const bool upright = page.height_mm > page.width_mm;
    if ((chosen.orientation == "portrait" && !upright) ||
        (chosen.orientation == "landscape" && upright)) {
        std::swap(page.width_mm, page.height_mm);
    }
    if (chosen.dpi) page.dpi = *chosen.dpi;
    if (chosen.margin_mm) sheet.margin_mm = chosen.margin_mm;
    if (chosen.type_scale) sheet.type_scale = *chosen.type_scale;
    if (chosen.scale_denominator) sheet.scale_denominator = chosen.scale_denominator;
    for (const auto& [name, is_shown] : chosen.elements) {
        const auto element = cartography::parse_element(name);
        if (!element) {
            std::vector<std::string_view> names;
            names.reserve(std::size(cartography::all_elements));
            for (const auto one : cartography::all_elements) {
                names.push_back(cartography::element_name(one));
            }
            return fail(ErrorCode::input_malformed, where, said(msg::errors_no_element_sheet, name),
                        fmt::format("{}", fmt::join(names, ", ")));
        }
        sheet.show.set(*element, is_shown);
    }
    const auto take = [](std::string& value, const std::string& said) {
        if (!said.empty()) value = said;
    };
    take(sheet.title, chosen.title);
    take(sheet.subtitle, chosen.subtitle);
    take(sheet.compiled_by, chosen.compiled_by);
    take(sheet.drawn_by, chosen.drawn_by);
    take(sheet.checked_by, chosen.checked_by);
    take(sheet.date, chosen.date);
    take(sheet.approval_number, chosen.approval_number);
    take(sheet.stamp, chosen.stamp);
    return {};
}

}  // namespace parkatlas::tasks
