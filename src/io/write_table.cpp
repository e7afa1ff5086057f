#include "io/write_table.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "base/safe_file_set.h"
#include "io/gdal_handles.h"

namespace parkatlas::io {
namespace {

constexpr std::size_t most_sheet_rows = 1'048'575;  // 2^20 less the head: the format's limit
constexpr std::size_t flush_bytes = std::size_t{1} << 20;
constexpr std::size_t rows_per_look = 1024;

bool is_formula(std::string_view text) {
    return !text.empty() && std::string_view{"=+-@\t"}.find(text.front()) != std::string_view::npos;
}

void append_text(std::string& out, std::string_view text) {
    const bool formula = is_formula(text);
    if (!formula && text.find_first_of("\",\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_value(std::string& out, const model::Value& value, const TableField& field) {
    if (const auto* real = std::get_if<double>(&value)) {
        if (std::isfinite(*real)) out += fmt::format("{:.{}f}", *real, field.decimals);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        append_text(out, *text);
    } else {
        out += model::value_text(value);
    }
}

Result<void> write_csv_table(const PlainTable& table, const std::string& path, const Work& work) {
    Result<SafeFile> file = SafeFile::create(path);
    if (!file) return tl::unexpected{file.error()};
    std::string out = "\xEF\xBB\xBF";
    for (std::size_t f = 0; f < table.fields.size(); ++f) {
        if (f > 0) out += ',';
        append_text(out, table.fields[f].name);
    }
    out += "\r\n";
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (row % rows_per_look == 0) {
            if (work.stop_requested())
                return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
            work.report(row, table.rows);
        }
        for (std::size_t f = 0; f < table.fields.size(); ++f) {
            if (f > 0) out += ',';
            append_value(out, table.cell(row, f), table.fields[f]);
        }
        out += "\r\n";
        if (out.size() >= flush_bytes) {
            if (Result<void> written = file->write(out); !written) return written;
            out.clear();
        }
    }
    if (Result<void> written = file->write(out); !written) return written;
    return file->commit();
}

double rounded(double value, int decimals) {
    const double step = std::pow(10.0, decimals);
    const double whole = std::round(value * step);
    return std::isfinite(whole) ? whole / step : value;
}

void set_cell(OGRFeatureH feature, int column, const model::Value& value, const TableField& field) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        if (field.is_number) {
            OGR_F_SetFieldDouble(feature, column, static_cast<double>(*whole));
        } else {
            OGR_F_SetFieldString(feature, column, fmt::format("{}", *whole).c_str());
        }
    } else if (const auto* real = std::get_if<double>(&value)) {
        if (!std::isfinite(*real)) return;
        if (field.is_number) {
            OGR_F_SetFieldDouble(feature, column, rounded(*real, field.decimals));
        } else {
            OGR_F_SetFieldString(feature, column, model::value_text(value).c_str());
        }
    } else if (!std::holds_alternative<std::monostate>(value)) {
        OGR_F_SetFieldString(feature, column, model::value_text(value).c_str());
    }
}

Result<void> write_sheet(const PlainTable& table, const std::string& path, const Work& work) {
    if (table.rows > most_sheet_rows) {
        return fail(ErrorCode::unsupported, path,
                    said(msg::errors_xlsx_holds_at_most, most_sheet_rows, table.rows),
                    said(msg::errors_write_csv_or_filter));
    }
    if (Result<void> there = register_gdal_drivers(); !there) return there;
    // GDAL looks for an archive's ending all along the path, in small letters or not: the temporary
    // folder must have none in its name.
    const std::filesystem::path target_path{path};
    std::filesystem::path without_ending = target_path;
    without_ending.replace_extension(".table");
    Result<SafeFileSet> files = SafeFileSet::create(without_ending);
    if (!files) return tl::unexpected{files.error()};
    GdalQuiet quiet;
    const auto failed = [&] {
        return fail(ErrorCode::output_failed, path,
                    quiet.failure().empty() ? said(msg::errors_cannot_write)
                                            : said(msg::errors_cannot_write_why, quiet.failure()));
    };
    GDALDriverH const driver = GDALGetDriverByName("XLSX");
    if (driver == nullptr) {
        return fail(ErrorCode::unsupported, path, said(msg::errors_this_gdal_has_no_driver),
                    said(msg::errors_write_csv));
    }
    const std::filesystem::path sheet = files->folder() / "sheet.xlsx";
    const std::string target = sheet.string();
    DatasetOwner dataset{GDALCreate(driver, target.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (dataset == nullptr) return failed();
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset.get(), table.name.empty() ? "Sheet1" : table.name.c_str(),
                               nullptr, wkbNone, nullptr);
    if (layer == nullptr) return failed();
    for (const TableField& field : table.fields) {
        const FieldOwner made{
            OGR_Fld_Create(field.name.c_str(), field.is_number ? OFTReal : OFTString)};
        if (OGR_L_CreateField(layer, made.get(), 1) != OGRERR_NONE) return failed();
    }
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (row % rows_per_look == 0) {
            if (work.stop_requested())
                return fail(ErrorCode::stopped, path, said(msg::errors_stopped));
            work.report(row, table.rows);
        }
        const FeatureOwner feature{OGR_F_Create(OGR_L_GetLayerDefn(layer))};
        for (std::size_t f = 0; f < table.fields.size(); ++f) {
            set_cell(feature.get(), static_cast<int>(f), table.cell(row, f), table.fields[f]);
        }
        if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE) return failed();
    }
    dataset.reset();  // the driver writes only now, and closing does not answer
    if (!quiet.failure().empty()) return failed();
    std::error_code failure;
    std::filesystem::rename(sheet, files->folder() / target_path.filename(), failure);
    if (failure) return fail(ErrorCode::output_failed, path, failure.message());
    return files->commit();
}

}  // namespace

Result<void> write_table(const PlainTable& table, const std::string& path, const Work& work) {
    std::string ending = std::filesystem::path{path}.extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (ending == ".csv") return write_csv_table(table, path, work);
    if (ending == ".xlsx") return write_sheet(table, path, work);
    return fail(ErrorCode::usage, path, said(msg::errors_table_written_csv_or),
                said(msg::errors_give_file_one_these));
}

}  // namespace parkatlas::io
