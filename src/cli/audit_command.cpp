#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_audit.h"
#include "base/messages_cli.h"
#include "base/units.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/table.h"
#include "model/role.h"
#include "tasks/audit.h"

namespace parkatlas::cli {

namespace {

using analysis::AuditArea;
using analysis::AuditOverlap;
using analysis::AuditReport;
using analysis::AuditRole;

// What the reader remarks on and the audit reports by itself, in its own words.
constexpr std::array told_by_the_audit{"unknown_role", "missing_role", "unknown_basis",
                                       "unknown_feature", "duplicate_id"};

std::vector<Finding> findings_of_reading(const std::vector<Finding>& findings) {
    std::vector<Finding> kept;
    for (const Finding& finding : findings) {
        bool told = false;
        for (const std::string_view code : told_by_the_audit) told = told || finding.code == code;
        if (!told) kept.push_back(finding);
    }
    return kept;
}

// The word of the file for a role this program does not know.
std::string_view role_of(const AuditArea& area) {
    return area.role == model::Role::other && !area.role_word.empty()
               ? std::string_view{area.role_word}
               : model::role_identifier(area.role);
}

const std::string& plain_name(const model::Words& name) {
    return name.in(Lang::zh);
}

Json stated_json(const AuditRole& role) {
    if (role.many) return "many";
    return nullable(role.stated);
}

Json side_json(const AuditOverlap::Side& side) {
    return {{"layer", side.layer}, {"id", id_json(side.id)}, {"name", nullable(side.name)}};
}

std::string audit_json(const AuditReport& report) {
    Json findings = Json::array();
    for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
    Json roles = Json::array();
    for (const AuditRole& role : report.roles) {
        roles.push_back({{"role", model::role_identifier(role.role)},
                         {"stated", stated_json(role)},
                         {"found", role.found}});
    }
    Json areas = Json::array();
    for (const AuditArea& area : report.areas) {
        const std::string& name = plain_name(area.name);
        areas.push_back({{"id", area.id},
                         {"name", name.empty() ? Json(nullptr) : Json(name)},
                         {"role", role_of(area)},
                         {"stated_m2", nullable(area.stated_m2)},
                         {"measured_m2", nullable(area.measured_m2)},
                         {"difference", nullable(area.difference)},
                         {"basis", model::basis_identifier(area.basis)},
                         {"position_accuracy_m", nullable(area.position_accuracy_m)}});
    }
    Json overlaps = Json::array();
    for (const AuditOverlap& overlap : report.overlaps) {
        overlaps.push_back({{"a", side_json(overlap.row.a)},
                            {"b", side_json(overlap.row.b)},
                            {"area_m2", overlap.row.area_m2},
                            {"share_of_a", overlap.row.share_of_a},
                            {"share_of_b", overlap.row.share_of_b},
                            {"implied", overlap.implied}});
    }
    return json_text({{"layout", report.layout},
                      {"scheme", report.scheme},
                      {"findings", std::move(findings)},
                      {"roles", std::move(roles)},
                      {"areas", std::move(areas)},
                      {"overlaps", std::move(overlaps)}});
}

std::string number_field(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : "";
}

// "+1,234.5", and "0.0" for what is nothing at these decimals.
std::string signed_number(double value, int decimals) {
    const std::string digits = grouped(std::abs(value), decimals);
    if (digits.find_first_of("123456789") == std::string::npos) return digits;
    return (value < 0.0 ? "-" : "+") + digits;
}

// All four kinds of rows in one table, so that one file holds the audit: `kind` says which.
std::string audit_csv(const AuditReport& report) {
    static constexpr std::array severities{"error", "warning", "info"};
    std::string csv =
        csv_record({"kind",      "severity",    "code",       "id",      "name",
                    "other_id",  "other_name",  "role",       "stated",  "found",
                    "stated_m2", "measured_m2", "difference", "basis",   "position_accuracy_m",
                    "area_m2",   "share_of_a",  "share_of_b", "implied", "message"});
    for (const Finding& finding : report.findings) {
        csv += csv_record({"finding",    severities.at(static_cast<std::size_t>(finding.severity)),
                           finding.code, finding.feature,
                           "",           "",
                           "",           "",
                           "",           "",
                           "",           "",
                           "",           "",
                           "",           "",
                           "",           "",
                           "",           finding.message});
    }
    for (const AuditRole& role : report.roles) {
        const std::string stated = role.many     ? "many"
                                   : role.stated ? fmt::format("{}", *role.stated)
                                                 : "";
        csv += csv_record({"role", "",
                           "",     "",
                           "",     "",
                           "",     std::string{model::role_identifier(role.role)},
                           stated, fmt::format("{}", role.found),
                           "",     "",
                           "",     "",
                           "",     "",
                           "",     "",
                           "",     ""});
    }
    for (const AuditArea& area : report.areas) {
        csv += csv_record({"area",
                           "",
                           "",
                           area.id,
                           plain_name(area.name),
                           "",
                           "",
                           std::string{role_of(area)},
                           "",
                           "",
                           number_field(area.stated_m2),
                           number_field(area.measured_m2),
                           number_field(area.difference),
                           std::string{model::basis_identifier(area.basis)},
                           number_field(area.position_accuracy_m),
                           "",
                           "",
                           "",
                           "",
                           ""});
    }
    for (const AuditOverlap& overlap : report.overlaps) {
        csv += csv_record({"overlap",
                           "",
                           "",
                           model::id_text(overlap.row.a.id),
                           overlap.row.a.name.value_or(""),
                           model::id_text(overlap.row.b.id),
                           overlap.row.b.name.value_or(""),
                           "",
                           "",
                           "",
                           "",
                           "",
                           "",
                           "",
                           "",
                           fmt::format("{}", overlap.row.area_m2),
                           fmt::format("{}", overlap.row.share_of_a),
                           fmt::format("{}", overlap.row.share_of_b),
                           overlap.implied ? "true" : "false",
                           ""});
    }
    return csv;
}

// The table a person reads, section by section.
class AuditText {
  public:
    AuditText(const AuditReport& report, const CommonOptions& options)
        : report_{&report}, lang_{options.lang} {}

    [[nodiscard]] std::string str() const {
        const std::string& title = report_->title.in(lang_);
        std::string out = (title.empty() ? report_->layout : title) + "\n";
        if (!report_->scheme.empty()) {
            out += fmt::format("{}: {}", word(msg::col_scheme), report_->scheme);
            if (!report_->also_scheme.empty()) out += " + " + report_->also_scheme;
            out += "\n";
        }
        out += section(msg::audit_head_counts, counts());
        out += section(msg::audit_head_areas, areas());
        out += section(msg::audit_head_overlaps, overlaps());
        out += section(msg::audit_head_findings, findings());
        out += fmt::format(fmt::runtime(word(msg::audit_total)), report_->count(Severity::error),
                           report_->count(Severity::warning), report_->count(Severity::info));
        return out + "\n";
    }

  private:
    [[nodiscard]] std::string word(Msg key) const { return std::string{text(key, lang_)}; }

    [[nodiscard]] std::string section(Msg head, const std::string& body) const {
        return fmt::format("\n{}\n{}", word(head),
                           body.empty() ? word(msg::audit_none) + "\n" : body);
    }

    [[nodiscard]] std::string name(const model::Words& words, const std::string& id) const {
        return words.in(lang_).empty() ? "#" + id : words.in(lang_);
    }

    [[nodiscard]] std::string unit_head(Msg key, AreaUnit unit) const {
        return fmt::format("{} ({})", word(key), unit_symbol(unit, lang_));
    }

    [[nodiscard]] std::string counts() const {
        if (report_->roles.empty()) return {};
        TextTable table;
        table.add_column(word(msg::col_role), Align::left);
        table.add_column(word(msg::col_stated), Align::right);
        table.add_column(word(msg::audit_col_found), Align::right);
        table.add_column(word(msg::audit_col_verdict), Align::left);
        for (const AuditRole& role : report_->roles) {
            const bool speaks = role.many || role.stated;
            const bool kept = role.many ? role.found >= 2 : role.stated == role.found;
            table.add_row({std::string{model::role_label(role.role, lang_)},
                           role.many     ? word(msg::audit_count_many)
                           : role.stated ? fmt::format("{}", *role.stated)
                                         : "-",
                           fmt::format("{}", role.found),
                           !speaks ? ""
                           : kept  ? word(msg::audit_within)
                                   : word(msg::audit_beyond)});
        }
        return table.str();
    }

    [[nodiscard]] std::string verdict(const AuditArea& area) const {
        const bool drawn =
            area.basis == model::Basis::schematic || area.basis == model::Basis::text_boundary;
        switch (area.verdict) {
            case analysis::AreaVerdict::agrees:
                return word(drawn ? msg::audit_within_drawn : msg::audit_within);
            case analysis::AreaVerdict::differs:
                return word(drawn ? msg::audit_beyond_drawn : msg::audit_beyond);
            case analysis::AreaVerdict::none:
                break;
        }
        return {};
    }

    [[nodiscard]] std::string areas() const {
        if (report_->areas.empty()) return {};
        TextTable table;
        table.add_column(word(msg::col_name), Align::left);
        table.add_column(word(msg::col_role), Align::left);
        table.add_column(unit_head(msg::col_stated, AreaUnit::km2), Align::right);
        table.add_column(unit_head(msg::audit_col_tolerance, AreaUnit::km2), Align::right);
        table.add_column(unit_head(msg::audit_col_measured, AreaUnit::km2), Align::right);
        table.add_column(fmt::format("{} (%)", word(msg::audit_col_difference)), Align::right);
        table.add_column(unit_head(msg::audit_col_difference, AreaUnit::km2), Align::right);
        table.add_column(unit_head(msg::audit_col_difference, AreaUnit::mu), Align::right);
        table.add_column(word(msg::audit_col_verdict), Align::left);
        table.add_column(word(msg::col_basis), Align::left);
        table.add_column(fmt::format("{} (m)", word(msg::audit_col_accuracy)), Align::right);
        const auto in_km2 = [](const std::optional<double>& area_m2) {
            return area_m2 ? format_area_number(*area_m2, AreaUnit::km2) : std::string{"-"};
        };
        bool any_drawn = false;
        for (const AuditArea& area : report_->areas) {
            std::vector<std::string> cells{name(area.name, area.id),
                                           area.role == model::Role::other
                                               ? std::string{role_of(area)}
                                               : std::string{model::role_label(area.role, lang_)},
                                           in_km2(area.stated_m2)};
            // The ends need the digits that the statement leaves open: 4.55, 0.0522333.
            cells.push_back(area.stated_m2
                                ? fmt::format("{:.6g} - {:.6g}", *area.allowed_from_m2 / 1e6,
                                              *area.allowed_to_m2 / 1e6)
                                : "-");
            cells.push_back(in_km2(area.measured_m2));
            if (area.stated_m2 && area.measured_m2) {
                const double off_m2 = *area.measured_m2 - *area.stated_m2;
                cells.push_back(area.difference ? signed_number(100.0 * *area.difference, 2) : "-");
                cells.push_back(signed_number(from_square_metres(off_m2, AreaUnit::km2), 3));
                cells.push_back(signed_number(from_square_metres(off_m2, AreaUnit::mu), 1));
            } else {
                cells.insert(cells.end(), 3, "-");
            }
            cells.push_back(verdict(area));
            cells.emplace_back(model::basis_label(area.basis, lang_));
            cells.push_back(area.position_accuracy_m ? grouped(*area.position_accuracy_m, 0) : "-");
            table.add_row(std::move(cells));
            any_drawn = any_drawn || area.basis == model::Basis::schematic ||
                        area.basis == model::Basis::text_boundary;
        }
        std::string out = table.str() +
                          fmt::format(fmt::runtime(word(msg::table_method)),
                                      geo::method_name(report_->method), report_->basis) +
                          "\n";
        if (any_drawn) out += word(msg::table_schematic_note) + "\n";
        return out;
    }

    [[nodiscard]] std::string overlaps() const {
        if (report_->overlaps.empty()) return {};
        TextTable table;
        table.add_column("A", Align::left);
        table.add_column("B", Align::left);
        table.add_column(unit_head(msg::col_area, AreaUnit::km2), Align::right);
        table.add_column(unit_head(msg::col_area, AreaUnit::mu), Align::right);
        table.add_column(word(msg::col_share_a), Align::right);
        table.add_column(word(msg::col_share_b), Align::right);
        table.add_column(word(msg::audit_col_implied), Align::left);
        std::size_t nested = 0;
        for (const AuditOverlap& overlap : report_->overlaps) {
            if (overlap.nested) {
                ++nested;
                continue;
            }
            const AuditOverlap::Row& row = overlap.row;
            table.add_row({name(overlap.name_a, model::id_text(row.a.id)),
                           name(overlap.name_b, model::id_text(row.b.id)),
                           format_area_number(row.area_m2, AreaUnit::km2),
                           format_area_number(row.area_m2, AreaUnit::mu),
                           fmt::format("{:.2f} %", 100.0 * row.share_of_a),
                           fmt::format("{:.2f} %", 100.0 * row.share_of_b),
                           word(overlap.implied ? msg::audit_yes : msg::audit_no)});
        }
        const bool all_nested = nested == report_->overlaps.size();
        std::string out = all_nested ? std::string{} : table.str();
        if (nested > 0) {
            out += fmt::format(fmt::runtime(word(msg::audit_nested)), nested) + "\n";
        }
        return out;
    }

    [[nodiscard]] std::string findings() const {
        if (report_->findings.empty()) return {};
        static constexpr std::array severities{msg::audit_error, msg::audit_warning,
                                               msg::audit_info};
        TextTable table;
        table.add_column(word(msg::audit_col_severity), Align::left);
        table.add_column(word(msg::audit_col_code), Align::left);
        table.add_column(word(msg::audit_col_message), Align::left);
        for (const Finding& finding : report_->findings) {
            table.add_row({word(severities.at(static_cast<std::size_t>(finding.severity))),
                           finding.code, finding.message});
        }
        return table.str();
    }

    const AuditReport* report_;
    Lang lang_;
};

}  // namespace

Result<int> run_audit(const Context& context, const std::string& source,
                      const std::optional<std::string>& boundaries) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    tasks::AuditRequest request;
    request.source = source;
    request.boundaries = boundaries;
    request.options = {*measure, context.options.lang};
    const Result<Loaded<AuditReport>> answer = tasks::audit(request, context.work);
    if (!answer) return tl::unexpected{answer.error()};
    report_findings(context, findings_of_reading(answer->findings));

    const AuditReport& report = answer->value;
    std::string out;
    switch (context.options.effective_format()) {
        case Format::json:
            out = audit_json(report);
            break;
        case Format::csv:
            out = audit_csv(report);
            break;
        case Format::table:
            out = AuditText{report, context.options}.str();
            break;
    }
    if (Result<void> delivered = deliver(context, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return report.count(Severity::error) > 0 ? 1 : 0;
}

}  // namespace parkatlas::cli
