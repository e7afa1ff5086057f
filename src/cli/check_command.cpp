#include <array>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_check.h"
#include "base/messages_cli.h"
#include "base/units.h"
#include "cli/area_columns.h"
#include "cli/commands.h"
#include "cli/json_writer.h"
#include "cli/table.h"
#include "tasks/check.h"

namespace parkatlas::cli {

namespace {

using analysis::CheckFinding;
using analysis::MendedFeature;
using tasks::CheckAnswer;
using tasks::CheckedLayer;

constexpr std::array severities{"error", "warning", "info"};
/// Of each code a table lists so many; JSON and CSV list all.
constexpr std::size_t most_rows_per_code = 20;
constexpr std::size_t most_mended_rows = 50;

const char* severity_word(const CheckFinding& finding) {
    return severities.at(static_cast<std::size_t>(finding.severity));
}

void write_optional_name(JsonWriter& json, const char* key, const std::string& word) {
    json.key(key);
    if (word.empty()) {
        json.null();
    } else {
        json.value(word);
    }
}

void write_finding(JsonWriter& json, const CheckFinding& finding) {
    json.begin_object();
    json.member("severity", severity_word(finding));
    json.member("code", finding.code);
    json.member("source", finding.source);
    write_optional_name(json, "layer", finding.layer);
    write_optional_name(json, "feature", finding.feature);
    json.member("id", finding.id);
    json.member("part", finding.part);
    json.member("ring", finding.ring);
    json.key("position");
    if (finding.position) {
        json.begin_array();
        json.value(finding.position->x);
        json.value(finding.position->y);
        json.end_array();
    } else {
        json.null();
    }
    json.member("message", finding.message);
    json.end_object();
}

std::string check_json(const CheckAnswer& answer, const tasks::CheckRequest& request) {
    JsonWriter json;
    json.begin_object(JsonWriter::Layout::lines);
    json.key("sources");
    json.begin_array(JsonWriter::Layout::lines);
    for (const CheckedLayer& layer : answer.layers) {
        json.begin_object();
        json.member("source", layer.source);
        json.member("layer", layer.layer);
        json.member("format", layer.format);
        json.member("crs", layer.crs);
        json.member("crs_stated", layer.crs_stated);
        json.member("feature_count", layer.feature_count);
        json.member("errors", layer.errors);
        json.member("warnings", layer.warnings);
        json.member("infos", layer.infos);
        json.end_object();
    }
    json.end_array();
    json.key("findings");
    json.begin_array(JsonWriter::Layout::lines);
    for (const CheckFinding& finding : answer.findings) write_finding(json, finding);
    json.end_array();
    json.key("repaired");
    json.begin_array(JsonWriter::Layout::lines);
    for (const MendedFeature& feature : answer.mended) {
        json.begin_object();
        json.member("source", feature.source);
        json.member("layer", feature.layer);
        json.member("id", feature.id);
        json.member("name", feature.name);
        json.key("reasons");
        json.begin_array();
        for (const std::string& reason : feature.reasons) json.value(reason);
        json.end_array();
        json.member("area_before_m2", feature.area_before_m2);
        json.member("area_after_m2", feature.area_after_m2);
        json.end_object();
    }
    json.end_array();
    if (request.mend_to) json.member("written", *request.mend_to);
    json.end_object();
    return json.take();
}

template <typename T>
std::string field(const std::optional<T>& value) {
    return value ? fmt::format("{}", *value) : "";
}

std::string reasons_text(const MendedFeature& feature) {
    return fmt::format("{}", fmt::join(feature.reasons, " "));
}

// Findings and mended features in one table, so that one file holds the check: `kind` says which.
std::string check_csv(const CheckAnswer& answer) {
    std::string csv =
        csv_record({"kind", "severity", "code", "source", "layer", "feature", "id", "part", "ring",
                    "x", "y", "area_before_m2", "area_after_m2", "message"});
    for (const CheckFinding& finding : answer.findings) {
        const auto& at = finding.position;
        csv += csv_record({"finding", severity_word(finding), finding.code, finding.source,
                           finding.layer, finding.feature,
                           finding.id ? model::id_text(*finding.id) : "", field(finding.part),
                           field(finding.ring), at ? fmt::format("{}", at->x) : "",
                           at ? fmt::format("{}", at->y) : "", "", "", finding.message});
    }
    for (const MendedFeature& feature : answer.mended) {
        csv += csv_record({"repaired", "", reasons_text(feature), feature.source, feature.layer,
                           feature.name.value_or(""), model::id_text(feature.id), "", "", "", "",
                           field(feature.area_before_m2), field(feature.area_after_m2), ""});
    }
    return csv;
}

// The table a person reads.
class CheckText {
  public:
    CheckText(const CheckAnswer& answer, const tasks::CheckRequest& request,
              const CommonOptions& options)
        : answer_{&answer}, request_{&request}, options_{&options}, lang_{options.lang} {}

    [[nodiscard]] std::string str() const {
        std::string out = findings();
        if (request_->mend_to) out += "\n" + mended();
        return out;
    }

  private:
    [[nodiscard]] std::string word(Msg key) const { return std::string{text(key, lang_)}; }
    template <typename... Values>
    [[nodiscard]] std::string say(Msg key, const Values&... values) const {
        return fmt::format(fmt::runtime(text(key, lang_)), values...) + "\n";
    }

    [[nodiscard]] static std::string position_text(const CheckFinding& finding) {
        if (!finding.position) return {};
        const auto [x, y] = *finding.position;
        const bool degrees = std::abs(x) <= 360.0 && std::abs(y) <= 90.0;
        return degrees ? fmt::format("{:.7f}, {:.7f}", x, y) : fmt::format("{:.3f}, {:.3f}", x, y);
    }

    [[nodiscard]] bool several_layers() const { return answer_->layers.size() > 1; }

    [[nodiscard]] std::string findings() const {
        static constexpr std::array words{msg::check_error, msg::check_warning, msg::check_info};
        std::string out = word(msg::check_head_findings) + "\n";
        if (answer_->findings.empty()) return out + word(msg::check_none) + "\n";
        TextTable table;
        table.add_column(word(msg::check_col_severity), Align::left);
        table.add_column(word(msg::check_col_code), Align::left);
        if (several_layers()) table.add_column(word(msg::col_layer), Align::left);
        table.add_column(word(msg::check_col_feature), Align::left);
        table.add_column(word(msg::check_col_position), Align::left);
        table.add_column(word(msg::check_col_message), Align::left);
        std::map<std::string, std::size_t> count;
        for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
            for (const CheckFinding& finding : answer_->findings) {
                if (finding.severity != severity) continue;
                if (++count[finding.code] > most_rows_per_code) continue;
                std::vector<std::string> cells{word(words.at(static_cast<std::size_t>(severity))),
                                               finding.code};
                if (several_layers()) cells.push_back(finding.layer);
                cells.insert(cells.end(),
                             {finding.feature, position_text(finding), finding.message});
                table.add_row(std::move(cells));
            }
        }
        out += table.str();
        for (const auto& [code, number] : count) {
            if (number <= most_rows_per_code) continue;
            out += say(msg::check_more,
                       grouped(static_cast<double>(number - most_rows_per_code), 0), code);
        }
        return out + say(msg::check_total, answer_->count(Severity::error),
                         answer_->count(Severity::warning), answer_->count(Severity::info));
    }

    [[nodiscard]] std::string area_text(const std::optional<double>& area_m2, AreaUnit unit) const {
        return area_m2 ? format_area_number(*area_m2, unit) : "-";
    }

    [[nodiscard]] std::string mended() const {
        std::string out = word(msg::check_head_repaired) + "\n";
        if (answer_->mended.empty()) {
            out += word(msg::check_none_repaired) + "\n";
        } else {
            out += mended_table();
            out += say(msg::check_before_note, geo::method_name(request_->measure.method),
                       answer_->basis);
        }
        return out + say(msg::check_written, *request_->mend_to, answer_->features_written,
                         answer_->mended.size());
    }

    [[nodiscard]] std::string mended_table() const {
        const AreaUnit unit = options_->unit.value_or(AreaUnit::m2);
        const auto head = [&](Msg key) {
            return fmt::format("{} ({})", word(key), unit_symbol(unit, lang_));
        };
        TextTable table;
        table.add_column(word(msg::check_col_feature), Align::left);
        table.add_column(head(msg::check_col_before), Align::right);
        table.add_column(head(msg::check_col_after), Align::right);
        table.add_column(head(msg::check_col_change), Align::right);
        table.add_column(word(msg::check_col_code), Align::left);
        std::size_t rows = 0;
        for (const MendedFeature& feature : answer_->mended) {
            if (++rows > most_mended_rows) continue;
            std::optional<double> change;
            if (feature.area_before_m2 && feature.area_after_m2) {
                change = *feature.area_after_m2 - *feature.area_before_m2;
            }
            table.add_row({feature.name.value_or("#" + model::id_text(feature.id)),
                           area_text(feature.area_before_m2, unit),
                           area_text(feature.area_after_m2, unit), area_text(change, unit),
                           reasons_text(feature)});
        }
        std::string out = table.str();
        if (rows > most_mended_rows) {
            out += say(msg::check_more_repaired,
                       grouped(static_cast<double>(rows - most_mended_rows), 0));
        }
        return out;
    }

    const CheckAnswer* answer_;
    const tasks::CheckRequest* request_;
    const CommonOptions* options_;
    Lang lang_;
};

}  // namespace

Result<int> run_check(const Context& context, const std::vector<std::string>& sources,
                      bool repair) {
    const Result<analysis::MeasureOptions> measure = context.options.measure_options();
    if (!measure) return tl::unexpected{measure.error()};
    tasks::CheckRequest request;
    request.sources = sources;
    request.offsets = context.options.offsets;
    request.lang = context.options.lang;
    // What programs read stays as it is.
    const bool for_people = context.options.effective_format() == Format::table;
    request.reading_lang = for_people ? context.options.lang : Lang::en;
    request.measure = *measure;
    Context report = context;
    if (repair) {
        if (!context.options.output) {
            return fail(ErrorCode::usage, "--repair", "there is no file to write to",
                        "give one with -o; the sources stay as they are");
        }
        request.mend_to = context.options.output;
        report.options.output.reset();  // -o is for the data; the report goes to the screen
    }
    const Result<CheckAnswer> answer = tasks::check(request, context.work);
    if (!answer) return tl::unexpected{answer.error()};

    std::string out;
    switch (report.options.effective_format()) {
        case Format::json:
            out = check_json(*answer, request);
            break;
        case Format::csv:
            out = check_csv(*answer);
            break;
        case Format::table:
            out = CheckText{*answer, request, context.options}.str();
            break;
    }
    if (Result<void> delivered = deliver(report, out); !delivered) {
        return tl::unexpected{delivered.error()};
    }
    return answer->count(Severity::error) > 0 ? 1 : 0;
}

}  // namespace parkatlas::cli
