#include "export/detail/pdf_place.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/geotiff.h"

namespace parkatlas::exporting::detail {

namespace {

constexpr double points_per_mm = 72.0 / 25.4;

/// The number at the start of a text, after blanks.
std::optional<std::size_t> number_at(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return value;
}

std::optional<std::size_t> number_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    return number_at(text.substr(at + key.size()));
}

/// What the update needs to know of the file: Cairo writes one classic cross-reference table.
struct Structure {
    std::size_t table = 0;             ///< offset of "xref"
    std::size_t size = 0;              ///< number of objects
    std::string root, info;            ///< "14 0 R"
    std::vector<std::size_t> offsets;  ///< of the objects
    std::vector<std::size_t> pages;    ///< object numbers in page order
};

std::optional<std::string> reference_after(std::string_view text, std::string_view key) {
    const auto number = number_after(text, key);
    if (!number) return std::nullopt;
    return fmt::format("{} 0 R", *number);
}

std::optional<std::string_view> object_text(std::string_view pdf, const Structure& structure,
                                            std::size_t number) {
    if (number >= structure.offsets.size()) return std::nullopt;
    const std::size_t at = structure.offsets[number];
    const std::string head = fmt::format("{} 0 obj\n", number);
    if (at >= pdf.size() || !pdf.substr(at).starts_with(head)) return std::nullopt;
    const std::string_view body = pdf.substr(at + head.size());
    const std::size_t end = body.find("endobj");
    if (end == std::string_view::npos) return std::nullopt;
    return body.substr(0, end);
}

std::optional<Structure> structure_of(std::string_view pdf) {
    Structure out;
    constexpr std::string_view start = "startxref";
    const std::size_t last = pdf.rfind(start);
    if (last == std::string_view::npos) return std::nullopt;
    const auto table = number_at(pdf.substr(last + start.size()));
    if (!table || *table >= pdf.size()) return std::nullopt;
    out.table = *table;
    const std::string_view tail = pdf.substr(out.table);
    constexpr std::string_view head = "xref\n0 ";
    if (!tail.starts_with(head)) return std::nullopt;
    const auto count = number_at(tail.substr(head.size()));
    const std::size_t first_line = tail.find('\n', head.size());
    constexpr std::size_t line = 20;  // ISO 32000-1, 7.5.4
    if (!count || first_line == std::string_view::npos ||
        tail.size() < first_line + 1 + *count * line) {
        return std::nullopt;
    }
    out.size = *count;
    for (std::size_t i = 0; i < *count; ++i) {
        // Ten digits with leading zeros.
        const auto offset = number_at(tail.substr(first_line + 1 + i * line, 10));
        if (!offset) return std::nullopt;
        out.offsets.push_back(*offset);
    }
    const std::string_view trailer = tail.substr(first_line + 1 + *count * line);
    const auto root = reference_after(trailer, "/Root ");
    const auto info = reference_after(trailer, "/Info ");
    if (!root || !info) return std::nullopt;
    out.root = *root;
    out.info = *info;

    const auto catalogue = object_text(pdf, out, number_at(out.root).value_or(0));
    if (!catalogue) return std::nullopt;
    const auto tree = object_text(pdf, out, number_after(*catalogue, "/Pages ").value_or(0));
    if (!tree) return std::nullopt;
    const std::size_t kids = tree->find("/Kids [");
    if (kids == std::string_view::npos) return std::nullopt;
    std::string_view rest = tree->substr(kids + 7);
    rest = rest.substr(0, rest.find(']'));
    while (const auto page = number_at(rest)) {
        out.pages.push_back(*page);
        const std::size_t after = rest.find('R');
        if (after == std::string_view::npos) break;
        rest.remove_prefix(after + 1);
    }
    return out;
}

/// A literal string: brackets and backslashes escaped, what is no ASCII as octal.
std::string literal(std::string_view text) {
    std::string out{"("};
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '(' || c == ')' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte > 0x7E) {
            out += fmt::format("\\{:03o}", byte);
        } else {
            out += c;
        }
    }
    return out + ")";
}

Result<std::string> viewport(const PdfPage& page) {
    const draw::MapView& view = page.place->view;
    const geo::Crs& crs = page.place->crs;
    const Result<geo::Transform> to_degrees = geo::Transform::to_own_lon_lat(crs);
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    const geo::Box extent = view.extent();
    // Anticlockwise from the frame's lower left corner, the order of the unit square below.
    std::array<geo::XY, 4> corners{geo::XY{extent.min_x, extent.min_y},
                                   {extent.min_x, extent.max_y},
                                   {extent.max_x, extent.max_y},
                                   {extent.max_x, extent.min_y}};
    if (Result<void> applied = to_degrees->apply(corners); !applied) {
        return tl::unexpected{applied.error()};
    }
    std::string degrees;
    for (const geo::XY corner : corners) {
        degrees += fmt::format("{}{:.10f} {:.10f}", degrees.empty() ? "" : " ", corner.y, corner.x);
    }
    const Result<std::string> wkt = io::esri_wkt(crs);
    if (!wkt) return tl::unexpected{wkt.error()};
    std::string epsg;
    if (crs.authority_code().starts_with("EPSG:")) {
        epsg = " /EPSG " + crs.authority_code().substr(5);
    }
    const double height = page.list->height_mm;
    const auto points = [](double mm) { return fmt::format("{:.6f}", mm * points_per_mm); };
    return fmt::format(
        "   /VP [ << /Type /Viewport /Name (Map)\n"
        "      /BBox [ {} {} {} {} ]\n"
        "      /Measure << /Type /Measure /Subtype /GEO\n"
        "         /Bounds [ 0 0 0 1 1 1 1 0 ]\n"
        "         /GPTS [ {} ]\n"
        "         /LPTS [ 0 0 0 1 1 1 1 0 ]\n"
        "         /GCS << /Type /{}{}\n"
        "            /WKT {} >> >> >> ]\n",
        points(view.frame.x_mm), points(height - view.frame.bottom_mm()),
        points(view.frame.right_mm()), points(height - view.frame.y_mm), degrees,
        crs.is_geographic() ? "GEOGCS" : "PROJCS", epsg, literal(*wkt));
}

}  // namespace

Result<void> add_places(std::string& pdf, std::span<const PdfPage> pages) {
    if (std::none_of(pages.begin(), pages.end(), [](const PdfPage& p) { return p.place; })) {
        return {};
    }
    const std::optional<Structure> structure = structure_of(pdf);
    const auto unexpected_file = [] {
        return fail(ErrorCode::output_failed, "PDF", "Cairo's file is not of the form expected");
    };
    if (!structure || structure->pages.size() != pages.size()) return unexpected_file();
    std::string update{"\n"};
    std::map<std::size_t, std::size_t> offsets;  // by object number, ascending as the table wants
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!pages[i].place) continue;
        const std::size_t number = structure->pages[i];
        const auto body = object_text(pdf, *structure, number);
        const std::size_t end = body ? body->rfind(">>") : std::string_view::npos;
        if (end == std::string_view::npos) return unexpected_file();
        const Result<std::string> port = viewport(pages[i]);
        if (!port) return tl::unexpected{port.error()};
        offsets[number] = pdf.size() + update.size();
        update += fmt::format("{} 0 obj\n{}{}>>\nendobj\n", number, body->substr(0, end), *port);
    }
    const std::size_t table = pdf.size() + update.size();
    update += "xref\n";
    for (const auto& [number, offset] : offsets) {
        update += fmt::format("{} 1\n{:010} 00000 n \n", number, offset);
    }
    update += fmt::format("trailer\n<< /Size {}\n   /Root {}\n   /Info {}\n   /Prev {}\n>>\n",
                          structure->size, structure->root, structure->info, structure->table);
    update += fmt::format("startxref\n{}\n%%EOF\n", table);
    pdf += update;
    return {};
}

}  // namespace parkatlas::exporting::detail
