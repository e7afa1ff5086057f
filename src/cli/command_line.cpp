#include "cli/command_line.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/messages_audit.h"
#include "base/messages_check.h"
#include "base/messages_cli.h"
#include "base/messages_convert.h"
#include "base/messages_frames.h"
#include "base/messages_layers.h"
#include "base/messages_overlap.h"
#include "base/messages_page.h"
#include "base/messages_parts.h"
#include "base/threads.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"

namespace parkatlas::cli {

namespace {

constexpr const char* version = PARKATLAS_VERSION;

// The language must be known before the help texts are set, hence before CLI11 parses.
// None where neither the command line nor the locale says one.
std::optional<Lang> asked_language(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        std::string_view value;
        if (word == "--lang" && i + 1 < argc) value = argv[i + 1];
        if (word.starts_with("--lang=")) value = word.substr(7);
        if (value == "zh") return Lang::zh;
        if (value == "en") return Lang::en;
    }
    const Lang lang = lang_from_environment(Lang::zh);
    const bool said = lang == lang_from_environment(Lang::en);
    return said ? std::optional{lang} : std::nullopt;
}

class Commands {
  public:
    explicit Commands(Lang lang) : lang_{lang}, app_{word(msg::cli_about), "parkatlas"} {
        common_.lang = lang;
        app_.footer(word(msg::cli_footer));
        app_.set_version_flag("--version", version, word(msg::cli_version));
        app_.set_help_flag("-h,--help", word(msg::cli_help))->group(word(msg::cli_options));
        app_.get_version_ptr()->group(word(msg::cli_options));
        app_.require_subcommand(1);
        label(app_);
        add_view();
        add_layouts();
        add_info();
        add_area();
        add_overlap();
        add_audit();
        add_check();
        add_convert();
        add_export();
        add_atlas();
    }

    CLI::App& app() { return app_; }
    [[nodiscard]] bool lang_given() const { return !lang_word_.empty(); }

    [[nodiscard]] bool wants_view() const { return view_command_->parsed(); }
    [[nodiscard]] ViewRequest view_request() const { return view_; }
    [[nodiscard]] const CommonOptions& common() const { return common_; }

    [[nodiscard]] Result<int> run(const Context& context) const {
        if (layouts_command_->parsed()) return run_layouts(context);
        if (info_command_->parsed()) return run_info(context, sources_);
        if (area_command_->parsed()) return run_area(context, sources_);
        if (overlap_command_->parsed()) return run_overlap(context, overlap_);
        if (audit_command_->parsed()) return run_audit(context, audited_, boundaries_);
        if (check_command_->parsed()) return run_check(context, sources_, repair_);
        if (convert_command_->parsed()) return run_convert(context, convert_);
        if (atlas_command_->parsed()) return run_atlas(context, atlas_);
        return run_export(context, export_);
    }

  private:
    [[nodiscard]] std::string word(Msg key) const { return std::string{text(key, lang_)}; }

    void label(CLI::App& app) const {
        const auto formatter = std::make_shared<CLI::Formatter>();
        formatter->label("Usage", word(msg::cli_usage));
        formatter->label("OPTIONS", word(msg::cli_option_word));
        formatter->label("Options", word(msg::cli_options));
        formatter->label("SUBCOMMAND", word(msg::cli_command_word));
        formatter->label("SUBCOMMANDS", word(msg::cli_command_word));
        formatter->label("Subcommands", word(msg::cli_commands));
        formatter->label("Positionals", word(msg::cli_positionals));
        formatter->label("REQUIRED", word(msg::cli_required));
        formatter->column_width(26);
        app.formatter(formatter);
        app.get_formatter();
    }

    CLI::App* add_command(const char* name, Msg help) {
        CLI::App* command = app_.add_subcommand(name, word(help));
        command->option_defaults()->group(word(msg::cli_options));
        command->set_help_flag("-h,--help", word(msg::cli_help))->group(word(msg::cli_options));
        command->group(word(msg::cli_commands));
        label(*command);
        command->add_option("--lang", lang_word_, word(msg::cli_lang))
            ->check(CLI::IsMember({"zh", "en"}))
            ->type_name("zh|en");
        command->add_flag("--quiet", common_.quiet, word(msg::cli_quiet));
        return command;
    }

    void add_output(CLI::App* command, Msg help) {
        command->add_option("-o,--output", common_.output, word(help))->type_name("FILE");
    }

    void add_format(CLI::App* command, Msg output = msg::cli_output) {
        command
            ->add_option_function<std::string>(
                "--format",
                [this](const std::string& name) {
                    common_.format = name == "json"  ? Format::json
                                     : name == "csv" ? Format::csv
                                                     : Format::table;
                },
                word(msg::cli_format))
            ->check(CLI::IsMember({"table", "json", "csv"}))
            ->type_name("table|json|csv");
        add_output(command, output);
    }

    void add_threads(CLI::App* command) {
        command->add_option("--threads", common_.threads, word(msg::cli_threads))
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
    }

    void add_crs(CLI::App* command, Msg help, const char* default_text) {
        CLI::Option* option = command->add_option("--crs", common_.crs, word(help));
        option->type_name("EPSG:n");
        if (default_text != nullptr) option->default_str(default_text);
    }

    void add_measuring(CLI::App* command) {
        command
            ->add_option_function<std::string>(
                "--method",
                [this](const std::string& name) {
                    common_.method = geo::parse_method(name).value_or(geo::Method::geodesic);
                },
                word(msg::cli_method))
            ->check(CLI::IsMember({"geodesic", "official", "planar"}))
            ->type_name("geodesic|official|planar");
        add_crs(command, msg::cli_crs_measure, nullptr);
        command
            ->add_option_function<std::string>(
                "--unit", [this](const std::string& name) { common_.unit = parse_area_unit(name); },
                word(msg::cli_unit))
            ->check(CLI::IsMember({"m2", "ha", "km2", "mu", "mu10k", "亩", "万亩"}))
            ->type_name("m2|ha|km2|mu|mu10k");
        add_threads(command);
    }

    // One word for all sources, or one for each by commas; nothing where a word is not known.
    static std::optional<std::vector<geo::MapOffset>> offset_list(const std::string& words) {
        std::vector<geo::MapOffset> offsets;
        for (std::size_t begin = 0; begin <= words.size();) {
            const std::size_t end = std::min(words.find(',', begin), words.size());
            const auto offset = geo::parse_map_offset(words.substr(begin, end - begin));
            if (!offset) return std::nullopt;
            offsets.push_back(*offset);
            begin = end + 1;
        }
        return offsets;
    }

    void add_offset(CLI::App* command, const char* name, std::vector<geo::MapOffset>& offsets,
                    Msg help) {
        command
            ->add_option_function<std::string>(
                name,
                [&offsets](const std::string& words) { offsets = offset_list(words).value(); },
                word(help))
            ->check([](const std::string& words) {
                return offset_list(words) ? std::string{}
                                          : fmt::format("{} is not gcj02, bd09 or none", words);
            })
            ->type_name("gcj02|bd09");
    }

    void add_offsets(CLI::App* command) {
        add_offset(command, "--offset", common_.offsets.carried, msg::cli_offset);
        add_offset(command, "--from-offset", common_.offsets.removed, msg::cli_from_offset);
    }

    void add_sources(CLI::App* command, std::vector<std::string>& sources, bool required) {
        command->add_option("SOURCE", sources, word(msg::cli_source))
            ->required(required)
            ->type_name("");
    }

    void add_view() {
        view_command_ = add_command("view", msg::cli_view);
        add_sources(view_command_, view_.sources, false);
        view_command_->add_flag("--stats", view_.stats, word(msg::frames_cli_stats));
        view_command_->add_option("--color-by", view_.color_by, word(msg::parts_cli_color_by))
            ->type_name("FIELD");
        view_command_
            ->add_option("--layer-memory", view_.layer_memory_mb, word(msg::parts_cli_memory))
            ->check(CLI::Range(0, 1 << 20))
            ->envname("PARKATLAS_LAYER_MEMORY")
            ->type_name("MB");
        // For scripts and tests: kept out of the help.
        view_command_->add_option("--screenshot", view_.screenshot)->group("");
        view_command_->add_option("--state-dump", view_.state_dump)->group("");
        view_command_->add_option("--script", view_.script)->group("");
        view_command_->add_option("--benchmark", view_.benchmark)->group("");
        view_command_->add_option("--width", view_.width)->check(CLI::Range(320, 16384))->group("");
        view_command_->add_option("--height", view_.height)
            ->check(CLI::Range(240, 16384))
            ->group("");
    }

    void add_layouts() {
        layouts_command_ = add_command("layouts", msg::cli_layouts);
        add_format(layouts_command_);
    }

    void add_info() {
        info_command_ = add_command("info", msg::cli_info);
        add_sources(info_command_, sources_, true);
        add_format(info_command_);
        add_offsets(info_command_);
    }

    void add_area() {
        area_command_ = add_command("area", msg::cli_area);
        add_sources(area_command_, sources_, true);
        add_format(area_command_);
        add_measuring(area_command_);
        add_offsets(area_command_);
    }

    void add_overlap() {
        overlap_command_ = add_command("overlap", msg::cli_overlap);
        overlap_command_->add_option("A", overlap_.a, word(msg::cli_source_a))
            ->required()
            ->type_name("");
        overlap_command_->add_option("B", overlap_.b, word(msg::cli_source_b))->type_name("");
        overlap_command_->add_option("--mode", overlap_.mode, word(msg::cli_overlap_mode))
            ->check(CLI::IsMember({"pairs", "coverage", "gaps", "folds", "classes"}))
            ->type_name("pairs|coverage|gaps|folds|classes")
            ->default_str("pairs");
        overlap_command_->add_option("--by", overlap_.by, word(msg::cli_overlap_by))
            ->type_name("FIELD");
        add_format(overlap_command_, msg::cli_overlap_output);
        add_measuring(overlap_command_);
        add_offsets(overlap_command_);
    }

    void add_audit() {
        audit_command_ = add_command("audit", msg::cli_audit);
        audit_command_->add_option("SOURCE", audited_, word(msg::cli_audit_source))
            ->required()
            ->type_name("");
        audit_command_->add_option("--with", boundaries_, word(msg::cli_audit_with))
            ->type_name("BOUNDARIES");
        add_format(audit_command_);
        add_measuring(audit_command_);
    }

    void add_check() {
        check_command_ = add_command("check", msg::cli_check);
        add_sources(check_command_, sources_, true);
        check_command_->add_flag("--repair", repair_, word(msg::cli_check_repair));
        add_format(check_command_, msg::cli_check_output);
        add_measuring(check_command_);
        add_offsets(check_command_);
    }

    void add_convert() {
        convert_command_ = add_command("convert", msg::cli_convert);
        add_sources(convert_command_, convert_.sources, true);
        add_format(convert_command_, msg::cli_convert_output);
        convert_command_->get_option("--output")->required();
        add_crs(convert_command_, msg::cli_convert_crs, nullptr);
        declare_convert(*convert_command_, convert_, lang_);
    }

    /// Page and margin, which export and atlas share.
    void add_sheet_arguments(CLI::App* command, SheetArguments& sheet) {
        const std::string group = word(msg::cli_group_page);
        const auto text_option = [&](const char* name, std::optional<std::string>& value, Msg help,
                                     const char* type) {
            return command->add_option(name, value, word(help))->group(group)->type_name(type);
        };
        text_option("--template", sheet.template_name, msg::cli_template, "NAME|FILE");
        text_option("--page", sheet.page, msg::cli_page, "A0..A4|WxHmm")->default_str("A3");
        command->add_flag("--portrait", sheet.portrait, word(msg::cli_portrait))->group(group);
        command->add_flag("--landscape", sheet.landscape, word(msg::cli_landscape))->group(group);
        command->add_option("--dpi", sheet.dpi, word(msg::cli_dpi))
            ->group(group)
            ->type_name("N")
            ->default_str("300");
        text_option("--title", sheet.title, msg::cli_title, "TEXT");
        text_option("--compiled-by", sheet.compiled_by, msg::cli_compiled_by, "TEXT");
        text_option("--drawn-by", sheet.drawn_by, msg::cli_drawn_by, "TEXT");
        text_option("--checked-by", sheet.checked_by, msg::cli_checked_by, "TEXT");
        text_option("--date", sheet.date, msg::cli_date, "TEXT");
        text_option("--approval-number", sheet.approval_number, msg::cli_approval, "TEXT");
        text_option("--stamp", sheet.stamp, msg::cli_stamp, "TEXT");
        command->add_option("--show", sheet.show, word(msg::cli_show))
            ->group(group)
            ->type_name("ELEMENT,…")
            ->delimiter(',');
        command->add_option("--hide", sheet.hide, word(msg::cli_hide))
            ->group(group)
            ->type_name("ELEMENT,…")
            ->delimiter(',');
        text_option("--annotations", sheet.annotations, msg::cli_annotations, "FILE");
        text_option("--manifest", sheet.manifest, msg::cli_manifest, "FILE");
        command->add_flag("--palette", sheet.palette, word(msg::cli_palette))->group(group);
    }

    void add_export() {
        CLI::App* command = add_command("export", msg::cli_export);
        export_command_ = command;
        add_offset(command, "--from-offset", common_.offsets.removed, msg::cli_from_offset);
        add_sources(command, export_.sources, true);
        add_output(command, msg::cli_export_output);
        add_threads(command);
        add_sheet_arguments(command, export_.sheet);
        const std::string sheet = word(msg::cli_group_page);
        const auto in_group = [&](CLI::Option* option) {
            option->group(sheet);
            return option;
        };
        in_group(command->add_option("--size", export_.sheet.size, word(msg::cli_size)))
            ->type_name("WxH");
        in_group(command->add_option("--extent", export_.extent, word(msg::cli_extent)))
            ->type_name("w,s,e,n");
        in_group(command->add_option("--scale", export_.scale, word(msg::cli_scale)))
            ->type_name("1:N");
        in_group(command->add_option("--color-by", export_.color_by, word(msg::cli_color_by)))
            ->type_name("FIELD");
        command->add_flag("--stats", export_.stats)->group("");
        in_group(command->add_flag("--no-decorations", export_.no_decorations,
                                   word(msg::cli_no_decorations)));
        add_crs(command, msg::cli_map_crs, "EPSG:4549");
        in_group(command->add_flag("--check", export_.check, word(msg::cli_check_sheet)));
        in_group(command->add_flag("--strict", export_.strict, word(msg::cli_strict)));
        in_group(command->add_flag("--world-file", export_.world_file, word(msg::cli_world_file)));
        in_group(command->add_flag("--svg-text", export_.svg_text, word(msg::cli_svg_text)));
        command
            ->add_option_function<std::string>(
                "--format",
                [this](const std::string& name) {
                    common_.format = name == "json" ? Format::json : Format::table;
                },
                word(msg::cli_check_format))
            ->check(CLI::IsMember({"table", "json"}))
            ->type_name("table|json");
    }

    void add_atlas() {
        CLI::App* command = add_command("atlas", msg::cli_atlas);
        atlas_command_ = command;
        command->add_option("SOURCE", atlas_.source, word(msg::cli_atlas_source))
            ->required()
            ->type_name("");
        add_output(command, msg::cli_atlas_output);
        add_threads(command);
        command->add_option("--role", atlas_.role, word(msg::cli_atlas_role))->type_name("ROLE");
        command->add_option("--limit", atlas_.limit, word(msg::cli_atlas_limit))
            ->check(CLI::Range(1, 100000))
            ->type_name("N")
            ->default_str("200");
        command->add_option("--color-by", atlas_.color_by, word(msg::cli_color_by))
            ->type_name("FIELD");
        add_crs(command, msg::cli_map_crs, "EPSG:4549");
        add_sheet_arguments(command, atlas_.sheet);
    }

    Lang lang_;
    CLI::App app_;
    CLI::App* view_command_ = nullptr;
    CLI::App* layouts_command_ = nullptr;
    CLI::App* info_command_ = nullptr;
    CLI::App* area_command_ = nullptr;
    CLI::App* overlap_command_ = nullptr;
    CLI::App* audit_command_ = nullptr;
    CLI::App* check_command_ = nullptr;
    CLI::App* convert_command_ = nullptr;
    CLI::App* export_command_ = nullptr;
    CLI::App* atlas_command_ = nullptr;

    CommonOptions common_;
    std::string lang_word_;
    ViewRequest view_;
    std::vector<std::string> sources_;
    bool repair_ = false;
    OverlapArguments overlap_;
    std::string audited_;
    std::optional<std::string> boundaries_;
    ConvertArguments convert_;
    ExportArguments export_;
    AtlasArguments atlas_;
};

constexpr std::array command_names{"view",  "layouts", "info",    "area",   "overlap",
                                   "audit", "check",   "convert", "export", "atlas"};

// `parkatlas [view] [SOURCE…]`: without a command's name, the first word is a source to view.
std::vector<std::string> with_command(int argc, const char* const* argv) {
    std::vector<std::string> words{argv + 1, argv + argc};
    if (words.empty()) return {"view"};
    for (const std::string& word : words) {
        if (word == "-h" || word == "--help" || word == "--version") return words;
        if (std::find(command_names.begin(), command_names.end(), word) != command_names.end()) {
            // Options that every command has may stand before its name.
            const auto at = std::find(words.begin(), words.end(), word);
            std::rotate(words.begin(), at, at + 1);
            return words;
        }
        const bool option = word.starts_with("--");
        const bool value_of_lang = &word != &words.front() && *(&word - 1) == "--lang";
        if (!option && !value_of_lang) break;
    }
    words.insert(words.begin(), "view");
    return words;
}

int report(const Error& error, Lang lang) {
    fmt::print(stderr, "{}\n", error_line(error, lang));
    return exit_code(error.code);
}

int run_parsed(Commands& commands, Lang lang, Lang error_lang) {
    const Interrupt interrupt;
    const ThreadLimit threads{commands.common().threads};
    std::unique_ptr<ProgressBar> bar;
    if (!commands.common().quiet && ProgressBar::is_wanted()) {
        bar = std::make_unique<ProgressBar>(lang);
    }
    const Context context{commands.common(), Work{bar.get(), interrupt.token()}, error_lang};
    const Result<int> done = commands.run(context);
    bar.reset();
    return done ? *done : report(done.error(), error_lang);
}

}  // namespace

int run(int argc, const char* const* argv, const std::function<int(const ViewRequest&)>& view) {
    const std::optional<Lang> said = asked_language(argc, argv);
    const Lang lang = said.value_or(Lang::zh);
    // Where nobody asks for a language, scripts read the errors.
    const Lang error_lang = said.value_or(Lang::en);
    Commands commands{lang};
    std::vector<std::string> words = with_command(argc, argv);
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        commands.app().parse(words);
    } catch (const CLI::Success& asked) {  // --help, --version
        return commands.app().exit(asked);
    } catch (const CLI::ParseError& error) {
        return report({ErrorCode::usage, "command line", error.what(), "see parkatlas --help"},
                      error_lang);
    }
    if (commands.wants_view()) {
        ViewRequest request = commands.view_request();
        request.lang = lang;
        request.error_lang = error_lang;
        request.lang_given = commands.lang_given();
        request.command_given = argc > 1;
        return view(request);
    }
    return run_parsed(commands, lang, error_lang);
}

}  // namespace parkatlas::cli
