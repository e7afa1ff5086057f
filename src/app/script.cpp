#include "app/script.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace parkatlas::app {
namespace {

struct Form {
    std::string_view name;
    std::size_t numbers;  ///< so many, then
    bool words;           ///< the rest of the line, not empty
};

constexpr std::array<Form, 27> forms{{
    {"wait_idle", 0, false},    {"move", 2, false},    {"click", 2, false},
    {"double_click", 2, false}, {"click_on", 0, true}, {"drag", 4, false},
    {"scroll", 3, false},       {"key", 0, true},      {"type", 0, true},
    {"select", 0, true},        {"zoom_to", 0, true},  {"toggle", 0, true},
    {"search", 0, true},        {"lang", 0, true},     {"fit", 0, false},
    {"scale", 1, false},        {"resize", 2, false},  {"screenshot", 0, true},
    {"dump", 0, true},          {"quit", 0, false},    {"plan", 0, true},
    {"drawer", 0, true},        {"tool", 0, true},     {"open", 0, true},
    {"lose_context", 0, false}, {"run", 0, true},      {"monkey", 2, false},
}};

std::string_view trimmed(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::string_view take_word(std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest = trimmed(rest.substr(end));
    return word;
}

const Form* find_form(std::string_view name) {
    const auto found = std::find_if(forms.begin(), forms.end(),
                                    [&](const Form& form) { return form.name == name; });
    return found == forms.end() ? nullptr : &*found;
}

std::string all_names() {
    std::string all;
    for (const std::string_view name : script_command_names()) {
        if (!all.empty()) all += ", ";
        all += name;
    }
    return all;
}

Result<ScriptCommand> parse_line(std::string_view line, int line_number, const std::string& where) {
    const std::string place = fmt::format("{}, line {}", where, line_number);
    std::string_view rest = line;
    const std::string_view name = take_word(rest);
    const Form* form = find_form(name);
    if (form == nullptr) {
        return fail(ErrorCode::usage, place, fmt::format("unknown command '{}'", name),
                    "known are " + all_names());
    }
    ScriptCommand command{line_number, std::string{name}, {}, {}};
    for (std::size_t i = 0; i < form->numbers; ++i) {
        const std::string_view word = take_word(rest);
        double number = 0.0;
        const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
        if (word.empty() || read.ec != std::errc{} || read.ptr != word.data() + word.size() ||
            !std::isfinite(number)) {
            return fail(ErrorCode::usage, place,
                        fmt::format("'{}' takes {} number(s)", name, form->numbers));
        }
        command.numbers.push_back(number);
    }
    if (form->words == rest.empty()) {
        return fail(ErrorCode::usage, place,
                    form->words ? fmt::format("'{}' lacks its argument", name)
                                : fmt::format("'{}' has an argument too many: {}", name, rest));
    }
    command.words = rest;
    return command;
}

}  // namespace

std::vector<std::string_view> script_command_names() {
    std::vector<std::string_view> names;
    for (const Form& form : forms) names.push_back(form.name);
    return names;
}

Result<std::vector<ScriptCommand>> parse_script(std::string_view script, const std::string& where) {
    std::vector<ScriptCommand> commands;
    int line_number = 0;
    while (!script.empty()) {
        const std::size_t end = std::min(script.find('\n'), script.size());
        const std::string_view line = trimmed(script.substr(0, end));
        script.remove_prefix(std::min(end + 1, script.size()));
        ++line_number;
        if (line.empty() || line.front() == '#') continue;
        Result<ScriptCommand> command = parse_line(line, line_number, where);
        if (!command) return tl::unexpected{command.error()};
        commands.push_back(std::move(*command));
    }
    return commands;
}

}  // namespace parkatlas::app
