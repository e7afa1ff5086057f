#include "io/sheet_template.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/messages_errors.h"
#include "io/encoding.h"
#include "io/file_bytes.h"
#include "io/geodata.h"

namespace parkatlas::io {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t most_bytes = 1U << 20U;
constexpr int deepest = 8;

tl::unexpected<Error> wrong(const std::string& where, const std::string& member, Phrase what,
                            Phrase remedy = {}) {
    return fail(ErrorCode::input_malformed,
                member.empty() ? where : fmt::format("{}, {}", where, member), std::move(what),
                std::move(remedy));
}

/// Takes members of one object and remembers the first that is wrong.
class Taker {
  public:
    Taker(const Json& json, std::string where) : json_{json}, where_{std::move(where)} {}

    void text(const char* key, std::string& value) {
        const Json* member = find(key);
        if (member == nullptr) return;
        if (!member->is_string()) return refuse(key, said(msg::errors_must_text));
        value = member->get<std::string>();
    }
    void number(const char* key, double least, double most, std::optional<double>& value) {
        const Json* member = find(key);
        if (member == nullptr) return;
        if (!member->is_number()) return refuse(key, said(msg::errors_must_number));
        const double read = member->get<double>();
        if (!(read >= least && read <= most)) {
            return refuse(
                key, said(msg::errors_out_range, fmt::format("{:g}", read)),
                said(msg::errors_to, fmt::format("{:g}", least), fmt::format("{:g}", most)));
        }
        value = read;
    }
    void words(const char* key, model::Words& value) {
        const Json* member = find(key);
        if (member == nullptr) return;
        if (member->is_string()) {
            value.zh = value.en = member->get<std::string>();
            return;
        }
        if (!member->is_object()) return refuse(key, said(msg::errors_must_text_or_zh));
        for (const auto& [lang, text] : member->items()) {
            if (!text.is_string() || (lang != "zh" && lang != "en")) {
                return refuse(key, said(msg::errors_must_text_or_zh));
            }
            (lang == "zh" ? value.zh : value.en) = text.get<std::string>();
        }
    }
    void flags(const char* key, std::vector<std::pair<std::string, bool>>& value) {
        const Json* member = find(key);
        if (member == nullptr) return;
        if (!member->is_object()) return refuse(key, said(msg::errors_must_object));
        for (const auto& [name, on] : member->items()) {
            if (!on.is_boolean()) {
                return refuse(fmt::format("{}.{}", key, name),
                              said(msg::errors_must_true_or_false));
            }
            value.emplace_back(name, on.get<bool>());
        }
    }
    void one_of(const char* key, std::initializer_list<std::string_view> allowed,
                std::string& value) {
        text(key, value);
        if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
            refuse(key, said(msg::errors_none, value, fmt::format("{}", fmt::join(allowed, ", "))));
        }
    }
    /// Members that nothing took are slips of the pen, apart from remarks.
    Result<void> finish() {
        for (const auto& [key, value] : json_.items()) {
            if (key.starts_with('_') || key == "$schema") continue;
            if (std::ranges::find(taken_, key) == taken_.end()) {
                refuse(key, said(msg::errors_no_member_template));
            }
        }
        if (problem_) return tl::unexpected{*problem_};
        return {};
    }

  private:
    const Json* find(const char* key) {
        taken_.emplace_back(key);
        const auto at = json_.find(key);
        return at == json_.end() ? nullptr : &*at;
    }
    void refuse(const std::string& member, Phrase what, Phrase remedy = {}) {
        if (problem_) return;
        problem_ = Error{ErrorCode::input_malformed, fmt::format("{}, {}", where_, member),
                         std::move(what), std::move(remedy)};
    }
    const Json& json_;
    std::string where_;
    std::vector<std::string> taken_;
    std::optional<Error> problem_;
};

}  // namespace

Result<model::SheetTemplate> parse_sheet_template(std::string_view json, const std::string& where) {
    Result<DecodedText> decoded = decode_text(std::string{json}, where);
    if (!decoded) return tl::unexpected{std::move(decoded.error())};
    bool too_deep = false;
    const Json root = Json::parse(
        decoded->text,
        [&too_deep](int depth, Json::parse_event_t, Json&) {
            if (depth > deepest) too_deep = true;
            return depth <= deepest;
        },
        false);
    if (root.is_discarded() || too_deep) return wrong(where, {}, "no JSON of a template");
    if (!root.is_object() || !root.contains("parkatlas_template")) {
        return wrong(where, {}, "no template", said(msg::errors_begins_parkatlas_template_1));
    }
    model::SheetTemplate out;
    Taker take{root, where};
    std::optional<double> version;
    take.number("parkatlas_template", 1.0, 1.0, version);
    take.words("name", out.name);
    take.text("page", out.page);
    take.one_of("orientation", {"landscape", "portrait"}, out.orientation);
    take.number("dpi", 30.0, 1200.0, out.dpi);
    take.number("margin_mm", 0.0, 200.0, out.margin_mm);
    take.number("type_scale", 0.3, 4.0, out.type_scale);
    take.number("scale", 10.0, 1e9, out.scale_denominator);
    take.flags("elements", out.elements);
    take.text("title", out.title);
    take.text("subtitle", out.subtitle);
    take.text("compiled_by", out.compiled_by);
    take.text("drawn_by", out.drawn_by);
    take.text("checked_by", out.checked_by);
    take.text("date", out.date);
    take.text("approval_number", out.approval_number);
    take.text("stamp", out.stamp);
    if (Result<void> done = take.finish(); !done) return tl::unexpected{done.error()};
    return out;
}

std::string sheet_template_json(const model::SheetTemplate& from) {
    Json json{{"parkatlas_template", 1}};
    const auto add_text = [&json](const char* key, const std::string& value) {
        if (!value.empty()) json[key] = value;
    };
    const auto add_number = [&json](const char* key, const std::optional<double>& value) {
        if (value) json[key] = *value;
    };
    if (from.name.zh == from.name.en) {
        add_text("name", from.name.zh);
    } else {
        json["name"] = {{"zh", from.name.zh}, {"en", from.name.en}};
    }
    add_text("page", from.page);
    add_text("orientation", from.orientation);
    add_number("dpi", from.dpi);
    add_number("margin_mm", from.margin_mm);
    add_number("type_scale", from.type_scale);
    add_number("scale", from.scale_denominator);
    for (const auto& [name, is_shown] : from.elements) json["elements"][name] = is_shown;
    add_text("title", from.title);
    add_text("subtitle", from.subtitle);
    add_text("compiled_by", from.compiled_by);
    add_text("drawn_by", from.drawn_by);
    add_text("checked_by", from.checked_by);
    add_text("date", from.date);
    add_text("approval_number", from.approval_number);
    add_text("stamp", from.stamp);
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

Result<model::SheetTemplate> read_sheet_template(const std::string& path, const Work& work) {
    const Result<InputFile> file = InputFile::open(path, path);
    if (!file) return tl::unexpected{file.error()};
    if (file->size_bytes() > most_bytes) {
        return fail(ErrorCode::input_unreadable, path, said(msg::errors_larger_than_1_mb));
    }
    Result<std::string> bytes = file->read_all(path, work);
    if (!bytes) return tl::unexpected{std::move(bytes.error())};
    return parse_sheet_template(*bytes, path);
}

Result<std::vector<model::SheetTemplate>> built_in_sheet_templates() {
    const Result<std::filesystem::path> folder = geodata_folder();
    if (!folder) return tl::unexpected{folder.error()};
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(*folder / "templates", problem)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (problem) {
        return fail(ErrorCode::input_unreadable, (*folder / "templates").string(),
                    problem.message());
    }
    std::sort(files.begin(), files.end());
    std::vector<model::SheetTemplate> out;
    for (const std::filesystem::path& file : files) {
        Result<model::SheetTemplate> read = read_sheet_template(file.string(), {});
        if (!read) return tl::unexpected{std::move(read.error())};
        out.push_back(std::move(*read));
    }
    return out;
}

Result<model::SheetTemplate> find_sheet_template(const std::string& name_or_path,
                                                 const Work& work) {
    const bool is_path =
        name_or_path.ends_with(".json") || name_or_path.find('/') != std::string::npos;
    if (is_path) return read_sheet_template(name_or_path, work);
    Result<std::vector<model::SheetTemplate>> all = built_in_sheet_templates();
    if (!all) return tl::unexpected{std::move(all.error())};
    std::vector<std::string> names;
    for (model::SheetTemplate& one : *all) {
        if (one.name.en == name_or_path || one.name.zh == name_or_path) return std::move(one);
        names.push_back(fmt::format("'{}' ({})", one.name.en, one.name.zh));
    }
    return fail(ErrorCode::usage, "--template", said(msg::errors_no_template_called, name_or_path),
                said(msg::errors_or_file, fmt::format("{}", fmt::join(names, ", "))));
}

}  // namespace parkatlas::io
