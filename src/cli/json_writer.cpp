#include "cli/json_writer.h"

#include <cassert>
#include <utility>
#include <variant>

namespace parkatlas::cli {

void JsonWriter::new_line() {
    text_ += '\n';
    text_.append(levels_.size(), ' ');
}

void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (!level.empty) text_ += ',';
    if (level.layout == Layout::lines) {
        new_line();
    } else if (!level.empty) {
        text_ += ' ';
    }
    level.empty = false;
}

void JsonWriter::begin(char bracket, Layout layout) {
    separate();
    text_ += bracket;
    levels_.push_back({layout, true});
}

void JsonWriter::end(char bracket) {
    assert(!levels_.empty() && !after_key_);
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.layout == Layout::lines && !level.empty) new_line();
    text_ += bracket;
}

void JsonWriter::key(std::string_view name) {
    separate();
    text_ += '"';
    text_ += name;
    text_ += "\": ";
    after_key_ = true;
}

void JsonWriter::value(std::string_view text) {
    separate();
    append_json_string(text_, text);
}

void JsonWriter::value(double number) {
    separate();
    append_json_number(text_, number);
}

void JsonWriter::value(bool truth) {
    separate();
    text_ += truth ? "true" : "false";
}

void JsonWriter::value(const model::FeatureId& id) {
    std::visit([this](const auto& content) { value(content); }, id);
}

void JsonWriter::value(const model::FeatureIdView& id) {
    std::visit([this](const auto& content) { value(content); }, id);
}

void JsonWriter::null() {
    separate();
    text_ += "null";
}

JsonWriter JsonWriter::part(bool first) const {
    assert(!levels_.empty() && !after_key_);
    JsonWriter members;
    members.levels_ = levels_;
    if (!first) members.levels_.back().empty = false;
    return members;
}

void JsonWriter::append_part(std::string_view members) {
    if (members.empty()) return;
    text_ += members;
    levels_.back().empty = false;
}

std::string JsonWriter::take_part() {
    return std::exchange(text_, {});
}

std::string JsonWriter::take() {
    assert(levels_.empty());
    text_ += '\n';
    return std::exchange(text_, {});
}

}  // namespace parkatlas::cli
