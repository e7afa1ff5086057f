#include "geo/crs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "geo/proj_handle.h"

namespace parkatlas::geo {

using detail::make_proj_context;
using detail::ProjContext;
using detail::ProjList;
using detail::ProjObject;

namespace {

constexpr double degrees_per_radian = 180.0 / std::numbers::pi;
constexpr std::string_view gauss_kruger_120_pipeline =
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80";

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string upper(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::toupper(c) : c);
    });
    return out;
}

/// "AUTHORITY:CODE" of the short forms (a bare number is EPSG's, URNs and OGC's URLs); else empty.
std::string short_code(std::string_view text) {
    const auto digits = [](std::string_view s) {
        return !s.empty() && s.size() <= 9 &&
               std::ranges::all_of(s, [](unsigned char c) { return std::isdigit(c) != 0; });
    };
    if (digits(text)) return "EPSG:" + std::string{text};
    std::string code = upper(text);
    for (const std::string_view prefix : {"URN:OGC:DEF:CRS:", "HTTP://WWW.OPENGIS.NET/DEF/CRS/",
                                          "HTTPS://WWW.OPENGIS.NET/DEF/CRS/"}) {
        if (!code.starts_with(prefix)) continue;
        const char separator = prefix.front() == 'U' ? ':' : '/';
        const std::string rest = code.substr(prefix.size());
        const std::size_t first = rest.find(separator);
        const std::size_t last = rest.rfind(separator);
        if (first == std::string::npos || first == last) return {};
        code = rest.substr(0, first) + ":" + rest.substr(last + 1);
        break;
    }
    if (code.starts_with("+INIT=EPSG:")) code = code.substr(6);  // the way of PROJ 4
    if (code == "CRS84" || code == "OGC:CRS84") return "OGC:CRS84";
    if (code.starts_with("EPSG:") && digits(std::string_view{code}.substr(5))) return code;
    return {};
}

bool is_wgs84_or_cgcs2000(std::string_view datum) {
    return datum == "China 2000" || datum.starts_with("World Geodetic System 1984") ||
           datum == "D_China_2000" || datum == "D_WGS_1984" || datum == "WGS_1984";
}

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string{} : text;
}

/// The plain horizontal system inside a compound, bound or 3D one.
ProjObject horizontal(PJ_CONTEXT* context, ProjObject object) {
    for (int depth = 0; object && depth < 8; ++depth) {
        switch (proj_get_type(object.get())) {
            case PJ_TYPE_COMPOUND_CRS:
                object.reset(proj_crs_get_sub_crs(context, object.get(), 0));
                break;
            case PJ_TYPE_BOUND_CRS:
                object.reset(proj_get_source_crs(context, object.get()));
                break;
            case PJ_TYPE_GEOGRAPHIC_3D_CRS:
                object.reset(proj_crs_demote_to_2D(context, nullptr, object.get()));
                break;
            default:
                return object;
        }
    }
    return object;
}

std::string authority_code_of(PJ_CONTEXT* context, const PJ* crs, bool search) {
    const auto code = [](const PJ* object) {
        const std::string authority = text_or_empty(proj_get_id_auth_name(object, 0));
        const std::string number = text_or_empty(proj_get_id_code(object, 0));
        return authority.empty() || number.empty() ? std::string{} : authority + ":" + number;
    };
    std::string own = code(crs);
    if (!own.empty() || !search) return own;
    // 90: same parameters, and the name is an alias; 70: another name, which for longitude and
    // latitude is as good, since the datum is the same.
    const bool crs_is_projected = proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS;
    int* confidence = nullptr;
    const ProjList candidates{proj_identify(context, crs, "EPSG", nullptr, &confidence)};
    if (candidates && confidence != nullptr && proj_list_get_count(candidates.get()) > 0 &&
        confidence[0] >= (crs_is_projected ? 90 : 70)) {
        const ProjObject best{proj_list_get(context, candidates.get(), 0)};
        if (best) own = code(best.get());
    }
    proj_int_list_destroy(confidence);
    return own;
}

}  // namespace

/// Fills a Crs from PROJ's object. A struct of its own so that PROJ stays out of the header.
struct CrsReader {
    PJ_CONTEXT* context;

    Result<Crs> read(const PJ* object, const std::string& definition, bool search_code) const;
    bool read_ellipsoid(const PJ* object, Crs& crs) const;
    bool read_pipeline(const PJ* object, Crs& crs) const;
    void read_transverse_mercator(const PJ* object, Crs& crs) const;

    static Crs cgcs2000();
    static Crs wgs84();
    static Crs gauss_kruger_120();
};

bool CrsReader::read_ellipsoid(const PJ* object, Crs& crs) const {
    const ProjObject ellipsoid{proj_get_ellipsoid(context, object)};
    if (!ellipsoid) return false;
    double semi_major_m = 0.0;
    double inverse_flattening = 0.0;
    if (proj_ellipsoid_get_parameters(context, ellipsoid.get(), &semi_major_m, nullptr, nullptr,
                                      &inverse_flattening) == 0) {
        return false;
    }
    crs.ellipsoid_ = {semi_major_m, inverse_flattening == 0.0 ? 0.0 : 1.0 / inverse_flattening};
    crs.ellipsoid_name_ = text_or_empty(proj_get_name(ellipsoid.get()));
    return semi_major_m > 0.0;
}

bool CrsReader::read_pipeline(const PJ* object, Crs& crs) const {
    ProjObject datum{proj_crs_get_datum_forced(context, object)};
    if (!datum) return false;
    crs.datum_name_ = text_or_empty(proj_get_name(datum.get()));
    ProjObject axes{
        proj_create_ellipsoidal_2D_cs(context, PJ_ELLPS2D_LONGITUDE_LATITUDE, nullptr, 0.0)};
    const ProjObject geodetic{proj_crs_get_geodetic_crs(context, object)};
    if (!axes || !geodetic) return false;
    const ProjObject lon_lat{proj_create_geographic_crs_from_datum(
        context, proj_get_name(geodetic.get()), datum.get(), axes.get())};
    if (!lon_lat) return false;
    const ProjObject raw{
        proj_create_crs_to_crs_from_pj(context, lon_lat.get(), object, nullptr, nullptr)};
    if (!raw) return false;
    const ProjObject operation{proj_normalize_for_visualization(context, raw.get())};
    if (!operation) return false;
    const char* text = proj_as_proj_string(context, operation.get(), PJ_PROJ_5, nullptr);
    if (text == nullptr) return false;
    const std::string_view pipeline{text};
    if (pipeline != "+proj=noop") crs.from_lon_lat_ = pipeline;
    return true;
}

void CrsReader::read_transverse_mercator(const PJ* object, Crs& crs) const {
    const ProjObject conversion{proj_crs_get_coordoperation(context, object)};
    if (!conversion) return;
    const char* method = nullptr;
    if (proj_coordoperation_get_method_info(context, conversion.get(), &method, nullptr, nullptr) ==
        0) {
        return;
    }
    if (!std::string_view{method == nullptr ? "" : method}.starts_with("Transverse Mercator")) {
        return;
    }
    const auto parameter = [&](const char* name) {
        double value = 0.0;
        double to_si = 1.0;
        const int index = proj_coordoperation_get_param_index(context, conversion.get(), name);
        if (index < 0 || proj_coordoperation_get_param(context, conversion.get(), index, nullptr,
                                                       nullptr, nullptr, &value, nullptr, &to_si,
                                                       nullptr, nullptr, nullptr, nullptr) == 0) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        return value * to_si;
    };
    // Nine decimals of a degree are 0.1 mm: a meridian given in radians comes back as written.
    const double meridian =
        std::round(parameter("Longitude of natural origin") * degrees_per_radian * 1e9) / 1e9;
    if (!std::isfinite(meridian)) return;
    crs.central_meridian_ = meridian;

    const bool cgcs2000 = crs.datum_name_ == "China 2000" || crs.datum_name_ == "D_China_2000" ||
                          crs.ellipsoid_name_ == "CGCS2000";
    // A 6-degree zone may share its meridian with a 3-degree one; only the name tells them apart:
    // "CGCS2000 / Gauss-Kruger CM 117E", in Esri's words "CGCS2000_GK_CM_117E".
    const std::string name = upper(crs.name_);
    const auto says = [&](const char* words) { return name.find(words) != std::string::npos; };
    const bool six_degrees = !says("3-DEGREE") && !says("3_DEGREE") &&
                             (says("GAUSS-KRUGER") || says("_GK_") || says("6-DEGREE"));
    const double easting = parameter("False easting");
    const double zone = std::round(meridian / 3.0);
    const bool three_degree_easting = easting == 500000.0 || easting == zone * 1e6 + 500000.0;
    if (cgcs2000 && !six_degrees && crs.unit_factor_ == 1.0 && meridian == zone * 3.0 &&
        parameter("Scale factor at natural origin") == 1.0 &&
        parameter("Latitude of natural origin") == 0.0 && three_degree_easting &&
        parameter("False northing") == 0.0) {
        crs.three_degree_meridian_ = static_cast<int>(meridian);
    }
}

Result<Crs> CrsReader::read(const PJ* object, const std::string& definition,
                            bool search_code) const {
    const auto refuse = [&](const Phrase& what) {
        return fail(ErrorCode::crs_unknown, definition, what,
                    said(msg::errors_use_longitude_latitude_or));
    };
    Crs crs;
    const PJ_TYPE type = proj_get_type(object);
    if (type == PJ_TYPE_GEOGRAPHIC_2D_CRS && proj_crs_is_derived(context, object) == 0) {
        crs.kind_ = CrsKind::geographic;
    } else if (type == PJ_TYPE_PROJECTED_CRS) {
        crs.kind_ = CrsKind::projected;
    } else {
        return refuse(said(msg::errors_neither_geographic_nor_projected));
    }
    crs.definition_ = definition;
    crs.name_ = text_or_empty(proj_get_name(object));
    if (crs.name_.empty() || crs.name_ == "unknown") crs.name_ = definition;

    const ProjObject axes{proj_crs_get_coordinate_system(context, object)};
    double to_si = 0.0;
    if (!axes || proj_cs_get_axis_info(context, axes.get(), 0, nullptr, nullptr, nullptr, &to_si,
                                       nullptr, nullptr, nullptr) == 0) {
        return refuse(said(msg::errors_has_no_usable_axes));
    }
    crs.unit_factor_ = crs.is_geographic() ? to_si * degrees_per_radian : to_si;
    if (std::abs(crs.unit_factor_ - 1.0) < 1e-12) crs.unit_factor_ = 1.0;
    if (!(crs.unit_factor_ > 0.0) || !read_ellipsoid(object, crs) || !read_pipeline(object, crs)) {
        return refuse(said(msg::errors_not_system_proj_can));
    }
    crs.authority_code_ = authority_code_of(context, object, search_code);
    if (!crs.is_geographic()) read_transverse_mercator(object, crs);
    return crs;
}

Crs CrsReader::cgcs2000() {
    Crs crs;
    crs.definition_ = crs.authority_code_ = "EPSG:4490";
    crs.name_ = "China Geodetic Coordinate System 2000";
    crs.ellipsoid_name_ = "CGCS2000";
    crs.datum_name_ = "China 2000";
    return crs;
}

Crs CrsReader::wgs84() {
    Crs crs;
    crs.definition_ = crs.authority_code_ = "EPSG:4326";
    crs.name_ = crs.ellipsoid_name_ = "WGS 84";
    crs.datum_name_ = "World Geodetic System 1984";
    crs.ellipsoid_ = {6378137.0, 1.0 / 298.257223563};  // EPSG ellipsoid 7030
    return crs;
}

Crs CrsReader::gauss_kruger_120() {
    Crs crs = cgcs2000();
    crs.kind_ = CrsKind::projected;
    crs.definition_ = crs.authority_code_ = "EPSG:4549";
    crs.name_ = "CGCS2000 / 3-degree Gauss-Kruger CM 120E";
    crs.central_meridian_ = 120.0;
    crs.three_degree_meridian_ = 120;
    crs.from_lon_lat_ = gauss_kruger_120_pipeline;
    return crs;
}

// The three systems in daily use are written out, so that a process that needs no other never opens
// PROJ's database (20 ms); tests compare them with what PROJ says.
const Crs& Crs::cgcs2000() {
    static const Crs crs = CrsReader::cgcs2000();
    return crs;
}

const Crs& Crs::wgs84() {
    static const Crs crs = CrsReader::wgs84();
    return crs;
}

const Crs& Crs::gauss_kruger_120() {
    static const Crs crs = CrsReader::gauss_kruger_120();
    return crs;
}

Result<Crs> Crs::parse(std::string_view definition) {
    const std::string_view text = trimmed(definition);
    if (text.empty()) {
        return fail(ErrorCode::crs_unknown, "CRS", said(msg::errors_definition_empty),
                    said(msg::errors_give_one_such_epsg));
    }
    std::string query = short_code(text);
    if (query == "EPSG:4490") return cgcs2000();
    if (query == "EPSG:4326") return wgs84();
    if (query == "EPSG:4549") return gauss_kruger_120();
    const bool coded = !query.empty();
    const bool proj_string =
        !coded && (text.front() == '+' || text.find("proj=") != std::string_view::npos);
    if (!coded) query = text;
    // Without it PROJ takes the text for an operation, not for a system.
    if (proj_string && text.find("type=crs") == std::string_view::npos) {
        query += " +type=crs";
    }
    // An embedded NUL would make PROJ see less than the text shown to the user.
    const std::string shown{text.substr(0, 120)};
    const ProjContext context = make_proj_context();
    ProjObject object;
    const bool usable = query.find('\0') == std::string::npos && query.size() < (1U << 20) &&
                        !(proj_string && text.find("pipeline") != std::string_view::npos);
    if (context && usable) {
        object = horizontal(context.get(), ProjObject{proj_create(context.get(), query.c_str())});
    }
    if (!object) {
        return fail(ErrorCode::crs_unknown, shown, said(msg::errors_no_known_crs),
                    said(msg::errors_give_epsg));
    }
    const bool search_code =
        !coded && (!proj_string || proj_get_type(object.get()) == PJ_TYPE_GEOGRAPHIC_2D_CRS);
    return CrsReader{context.get()}.read(object.get(), query, search_code);
}

const std::string& Crs::label() const {
    return authority_code_.empty() ? name_ : authority_code_;
}

bool Crs::same_datum_as(const Crs& other) const {
    if (is_wgs84_or_cgcs2000(datum_name_) && is_wgs84_or_cgcs2000(other.datum_name_)) return true;
    return datum_name_ == other.datum_name_ && ellipsoid_ == other.ellipsoid_;
}

bool Crs::same_as(const Crs& other) const {
    if (kind_ != other.kind_) return false;
    if (!authority_code_.empty() && authority_code_ == other.authority_code_) return true;
    if (definition_ == other.definition_) return true;
    return datum_name_ == other.datum_name_ && ellipsoid_ == other.ellipsoid_ &&
           unit_factor_ == other.unit_factor_ && from_lon_lat_ == other.from_lon_lat_;
}

struct Transform::Impl {
    struct Step {
        ProjObject operation;
        PJ_DIRECTION direction = PJ_FWD;
    };

    ProjContext context;
    std::array<Step, 2> steps;  // those without an operation change nothing
    bool from_degrees = false;
    bool ballpark = false;

    [[nodiscard]] bool is_identity() const { return !steps[0].operation && !steps[1].operation; }

    Result<void> add_pipeline(const std::string& pipeline, PJ_DIRECTION direction, std::size_t at) {
        if (pipeline.empty()) return {};
        if (!context) context = make_proj_context();
        steps.at(at) = {ProjObject{proj_create(context.get(), pipeline.c_str())}, direction};
        if (!steps.at(at).operation) {
            return fail(ErrorCode::crs_unknown, pipeline,
                        said(msg::errors_proj_cannot_compute_this));
        }
        return {};
    }

    Result<void> add_datum_shift(const Crs& from, const Crs& to);
};

Result<void> Transform::Impl::add_datum_shift(const Crs& from, const Crs& to) {
    context = make_proj_context();
    PJ_CONTEXT* c = context.get();
    const ProjObject source = horizontal(c, ProjObject{proj_create(c, from.definition().c_str())});
    const ProjObject target = horizontal(c, ProjObject{proj_create(c, to.definition().c_str())});
    ProjObject raw;
    if (source && target) {
        raw.reset(proj_create_crs_to_crs_from_pj(c, source.get(), target.get(), nullptr, nullptr));
    }
    ProjObject operation;
    if (raw) operation.reset(proj_normalize_for_visualization(c, raw.get()));
    if (!operation) {
        return fail(ErrorCode::crs_unknown, from.label() + " to " + to.label(),
                    said(msg::errors_no_way_between));
    }
    ballpark = proj_coordoperation_has_ballpark_transformation(c, operation.get()) == 1;
    steps[0] = {std::move(operation), PJ_FWD};
    return {};
}

Transform::Transform(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;
Transform::~Transform() = default;

Result<Transform> Transform::between(const Crs& from, const Crs& to) {
    auto impl = std::make_unique<Impl>();
    impl->from_degrees = from.is_geographic() && from.unit_factor() == 1.0;
    if (from.same_as(to)) return Transform{std::move(impl)};
    Result<void> built;
    if (from.same_datum_as(to)) {
        built = impl->add_pipeline(from.from_lon_lat_, PJ_INV, 0);
        if (built) built = impl->add_pipeline(to.from_lon_lat_, PJ_FWD, 1);
    } else {
        built = impl->add_datum_shift(from, to);
    }
    if (!built) return tl::unexpected(built.error());
    return Transform{std::move(impl)};
}

Result<Transform> Transform::to_own_lon_lat(const Crs& from) {
    auto impl = std::make_unique<Impl>();
    impl->from_degrees = from.is_geographic() && from.unit_factor() == 1.0;
    if (const Result<void> built = impl->add_pipeline(from.from_lon_lat_, PJ_INV, 0); !built) {
        return tl::unexpected(built.error());
    }
    return Transform{std::move(impl)};
}

Result<void> Transform::apply(std::span<XY> vertices) const {
    if (impl_->is_identity() || vertices.empty()) return {};
    const auto refuse = [](std::size_t at, XY vertex, const Phrase& what) {
        return fail(ErrorCode::out_of_range,
                    fmt::format("vertex {} ({}, {})", at + 1, vertex.x, vertex.y), what);
    };
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const XY v = vertices[i];
        if (!std::isfinite(v.x) || !std::isfinite(v.y))
            return refuse(i, v, said(msg::errors_not_finite_2));
        if (impl_->from_degrees && !(std::abs(v.y) <= 90.0 && std::abs(v.x) <= 540.0)) {
            return refuse(i, v, said(msg::errors_lies_outside_degrees_longitude));
        }
    }
    for (const Impl::Step& step : impl_->steps) {
        if (!step.operation) continue;
        PJ* operation = step.operation.get();
        proj_errno_reset(operation);
        proj_trans_generic(operation, step.direction, &vertices[0].x, sizeof(XY), vertices.size(),
                           &vertices[0].y, sizeof(XY), vertices.size(), nullptr, 0, 0, nullptr, 0,
                           0);
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            if (!std::isfinite(vertices[i].x) || !std::isfinite(vertices[i].y)) {
                return fail(ErrorCode::out_of_range, fmt::format("vertex {}", i + 1),
                            said(msg::errors_outside_crs));
            }
        }
    }
    return {};
}

Result<XY> Transform::apply(XY vertex) const {
    if (const Result<void> done = apply(std::span{&vertex, 1}); !done) {
        return tl::unexpected(done.error());
    }
    return vertex;
}

Box box_over(const Transform& transform, const Box& box) {
    Box over;
    if (box.is_empty()) return over;
    constexpr int steps = 8;
    for (int i = 0; i <= steps; ++i) {
        const double x = box.min_x + box.width() * i / steps;
        const double y = box.min_y + box.height() * i / steps;
        for (const XY p : {XY{x, box.min_y}, XY{x, box.max_y}, XY{box.min_x, y}, XY{box.max_x, y}})
            if (const auto at = transform.apply(p)) over.add(*at);
    }
    return over;
}

bool Transform::is_identity() const {
    return impl_->is_identity();
}
bool Transform::is_ballpark() const {
    return impl_->ballpark;
}

}  // namespace parkatlas::geo
