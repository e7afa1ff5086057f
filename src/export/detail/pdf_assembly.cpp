#include "export/detail/pdf_assembly.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr only, as qpdf asks its new users to say
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include "base/messages_errors.h"
#include "base/source_date.h"
#include "io/geotiff.h"

namespace parkatlas::exporting::detail {

namespace {

using Object = QPDFObjectHandle;

constexpr double points_per_mm = 72.0 / 25.4;

tl::unexpected<Error> unexpected_file(const Phrase& what) {
    return fail(ErrorCode::output_failed, "PDF", what);
}

/// Where the map frame lies on the ground, as an entry of the page's viewports.
Object viewport(const PdfPage& page, const PagePlace& place) {
    const draw::MapView& view = page.place->view;
    const geo::Crs& crs = page.place->crs;
    Object system = Object::newDictionary();
    system.replaceKey("/Type", Object::newName(crs.is_geographic() ? "/GEOGCS" : "/PROJCS"));
    if (crs.authority_code().starts_with("EPSG:")) {
        system.replaceKey("/EPSG", Object::parse(crs.authority_code().substr(5)));
    }
    system.replaceKey("/WKT", Object::newString(place.wkt));
    Object measure =
        Object::parse(fmt::format("<< /Type /Measure /Subtype /GEO /Bounds [ 0 0 0 1 1 1 1 0 ] "
                                  "/GPTS [{} ] /LPTS [ 0 0 0 1 1 1 1 0 ] >>",
                                  place.corners_deg));
    measure.replaceKey("/GCS", system);
    const double height = page.list->height_mm;
    const auto points = [](double mm) { return fmt::format("{:.6f}", mm * points_per_mm); };
    Object port =
        Object::parse(fmt::format("<< /Type /Viewport /Name (Map) /BBox [ {} {} {} {} ] >>",
                                  points(view.frame.x_mm), points(height - view.frame.bottom_mm()),
                                  points(view.frame.right_mm()), points(height - view.frame.y_mm)));
    port.replaceKey("/Measure", measure);
    return Object::newArray({port});
}

/// The layers of a file. Pages share those of the same id.
class OptionalContent {
  public:
    explicit OptionalContent(QPDF& pdf) : pdf_{&pdf} {}

    /// The condition under which a run is seen: one layer or two.
    [[nodiscard]] std::optional<Object> of(const LayerRun& run, const draw::DrawList& list) {
        const std::optional<Object> outer = group(run.outer, list);
        const std::optional<Object> inner = group(run.inner, list);
        if (!outer || !inner) return outer ? outer : inner;
        Object& both = memberships_[{outer->getObjectID(), inner->getObjectID()}];
        if (!both.isInitialized()) {
            both = pdf_->makeIndirectObject(
                Object::newDictionary({{"/Type", Object::newName("/OCMD")},
                                       {"/OCGs", Object::newArray({*outer, *inner})},
                                       {"/P", Object::newName("/AllOn")}}));
        }
        return both;
    }

    /// Names the layers in the file's catalogue, all of them on.
    void list_in(Object catalogue) const {
        if (order_.empty()) return;
        const Object all = Object::newArray(order_);
        catalogue.replaceKey(
            "/OCProperties",
            Object::newDictionary(
                {{"/OCGs", all},
                 {"/D", Object::newDictionary({{"/Order", Object::newArray(order_)},
                                               {"/ON", Object::newArray(order_)},
                                               {"/OFF", Object::newArray()}})}}));
    }

    /// Makes the layers of a page, in the order in which it lists them.
    void add(const draw::DrawList& list) {
        for (const draw::Layer& layer : list.layers) {
            auto [at, is_new] = groups_.try_emplace(layer.id);
            if (!is_new) continue;
            at->second = pdf_->makeIndirectObject(
                Object::newDictionary({{"/Type", Object::newName("/OCG")},
                                       {"/Name", Object::newUnicodeString(layer.name)}}));
            order_.push_back(at->second);
        }
    }

  private:
    [[nodiscard]] std::optional<Object> group(std::uint16_t number,
                                              const draw::DrawList& list) const {
        const auto named = std::ranges::find(list.layers, number, &draw::Layer::number);
        if (number == 0 || named == list.layers.end()) return std::nullopt;
        return groups_.at(named->id);
    }

    QPDF* pdf_;
    std::map<std::string, Object> groups_;
    std::map<std::pair<int, int>, Object> memberships_;
    std::vector<Object> order_;
};

/// Makes of a page of Cairo's a form: the stream stays as it is, packed.
std::optional<Object> as_form(Object page) {
    Object stream = page.getKey("/Contents");
    if (!stream.isStream()) return std::nullopt;
    Object dictionary = stream.getDict();
    dictionary.replaceKey("/Type", Object::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Object::newName("/Form"));
    dictionary.replaceKey("/BBox", page.getKey("/MediaBox"));
    dictionary.replaceKey("/Resources", page.getKey("/Resources"));
    return stream;
}

/// Figures of our own as a form of the page's size.
Object as_form(QPDF& pdf, const FigureStream& figures, Object media_box) {
    Object stream = Object::newStream(&pdf);
    stream.replaceStreamData(figures.packed, Object::newName("/FlateDecode"), Object::newNull());
    Object resources = Object::newDictionary();
    Object states = Object::newDictionary();
    for (const std::uint8_t alpha : figures.alphas) {
        states.replaceKey(fmt::format("/A{}", alpha),
                          Object::parse(fmt::format(
                              "<< /Type /ExtGState /ca {0:.6g} /CA {0:.6g} >>", alpha / 255.0)));
    }
    if (!figures.alphas.empty()) resources.replaceKey("/ExtGState", states);
    Object dictionary = stream.getDict();
    dictionary.replaceKey("/Type", Object::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Object::newName("/Form"));
    dictionary.replaceKey("/BBox", std::move(media_box));
    dictionary.replaceKey("/Resources", resources);
    return stream;
}

/// Puts the sheets of one page on its first of Cairo's.
bool stack(QPDF& pdf, std::span<Object> by_cairo, const PlannedPage& planned,
           std::span<const FigureStream> figures, OptionalContent& layers) {
    Object forms = Object::newDictionary();
    Object properties = Object::newDictionary();
    std::map<QPDFObjGen, std::string> names;
    std::string content;
    const Object box = by_cairo[0].getKey("/MediaBox");
    const std::optional<Object> ground = as_form(by_cairo[0]);
    if (!ground) return false;
    forms.replaceKey("/S0", *ground);
    content += "/S0 Do\n";
    std::size_t next = 1;
    for (std::size_t i = 0; i < planned.sheets.size(); ++i) {
        const PlannedSheet& sheet = planned.sheets[i];
        if (sheet.figures && figures[*sheet.figures].packed.empty()) continue;
        const std::optional<Object> form =
            sheet.figures ? as_form(pdf, figures[*sheet.figures], box) : as_form(by_cairo[next++]);
        if (!form) return false;
        const std::string name = fmt::format("/S{}", i + 1);
        forms.replaceKey(name, *form);
        const auto seen = layers.of(sheet.run, *planned.page->list);
        if (!seen) {
            content += name + " Do\n";
            continue;
        }
        auto [known, is_new] = names.try_emplace(seen->getObjGen());
        if (is_new) {
            known->second = fmt::format("/L{}", names.size());
            properties.replaceKey(known->second, *seen);
        }
        content += fmt::format("/OC {} BDC {} Do EMC\n", known->second, name);
    }
    Object resources = Object::newDictionary({{"/XObject", forms}});
    if (!names.empty()) resources.replaceKey("/Properties", properties);
    by_cairo[0].replaceKey("/Contents", pdf.makeIndirectObject(Object::newStream(&pdf, content)));
    by_cairo[0].replaceKey("/Resources", resources);
    return true;
}

/// Places of a page that lead to others.
Object annotations(const PdfPage& page, const std::vector<Object>& pages) {
    Object out = Object::newArray();
    const double height = page.list->height_mm;
    const auto points = [](double mm) { return fmt::format("{:.4f}", mm * points_per_mm); };
    for (const PdfLink& link : page.links) {
        const auto target = static_cast<std::size_t>(std::max(link.page, 1)) - 1;
        if (target >= pages.size()) continue;
        Object one = Object::parse(
            fmt::format("<< /Type /Annot /Subtype /Link /Border [ 0 0 0 ] /Rect [ {} {} {} {} ] >>",
                        points(link.box.x_mm), points(height - link.box.bottom_mm()),
                        points(link.box.right_mm()), points(height - link.box.y_mm)));
        one.replaceKey("/Dest", Object::newArray({pages[target], Object::newName("/Fit")}));
        out.appendItem(one);
    }
    return out;
}

/// Cairo 1.16 leaves out the "D:" that a date begins with.
void mend_date(Object info) {
    if (!info.isDictionary()) return;
    Object date = info.getKey("/CreationDate");
    if (!date.isString() || date.getStringValue().starts_with("D:")) return;
    info.replaceKey("/CreationDate", Object::newString("D:" + date.getStringValue()));
}

}  // namespace

Result<std::optional<PagePlace>> place_of(const PdfPage& page) {
    if (!page.place) return std::nullopt;
    const geo::Crs& crs = page.place->crs;
    const Result<geo::Transform> to_degrees = geo::Transform::to_own_lon_lat(crs);
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    const geo::Box extent = page.place->view.extent();
    // From the frame's lower left corner, in the order of the viewport's unit square.
    std::array<geo::XY, 4> corners{geo::XY{extent.min_x, extent.min_y},
                                   {extent.min_x, extent.max_y},
                                   {extent.max_x, extent.max_y},
                                   {extent.max_x, extent.min_y}};
    if (Result<void> applied = to_degrees->apply(corners); !applied) {
        return tl::unexpected{applied.error()};
    }
    PagePlace place;
    for (const geo::XY corner : corners) {
        place.corners_deg += fmt::format(" {:.10f} {:.10f}", corner.y, corner.x);
    }
    Result<std::string> wkt = io::esri_wkt(crs);
    if (!wkt) return tl::unexpected{wkt.error()};
    place.wkt = std::move(*wkt);
    return place;
}

Result<std::string> assemble_pdf(const std::string& cairo_pdf, std::span<const PlannedPage> pages,
                                 std::span<const FigureStream> figures,
                                 std::span<const std::optional<PagePlace>> places) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);  // they are looked at below, and not for standard error
        pdf.processMemoryFile("PDF", cairo_pdf.data(), cairo_pdf.size());
        std::vector<Object> sheets = pdf.getAllPages();
        std::size_t count = sheets_before;
        for (const PlannedPage& page : pages) count += page.cairo_count();
        if (sheets.size() != count) {
            return unexpected_file(said(msg::errors_cairos_file_has_another));
        }
        OptionalContent layers{pdf};
        for (const PlannedPage& page : pages) layers.add(*page.page->list);
        std::vector<Object> kept;
        std::size_t at = sheets_before;
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const PlannedPage& page = pages[i];
            const std::span<Object> own{sheets.data() + at, page.cairo_count()};
            at += own.size();
            if (!stack(pdf, own, page, figures, layers)) {
                return unexpected_file(said(msg::errors_cairos_pages_not_form));
            }
            if (places[i]) own[0].replaceKey("/VP", viewport(*page.page, *places[i]));
            kept.push_back(own[0]);
        }
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (pages[i].page->links.empty()) continue;
            kept[i].replaceKey("/Annots", annotations(*pages[i].page, kept));
        }
        Object tree = pdf.getRoot().getKey("/Pages");
        for (Object page : kept) page.replaceKey("/Parent", tree);
        tree.replaceKey("/Kids", Object::newArray(kept));
        tree.replaceKey("/Count", Object::newInteger(static_cast<long long>(kept.size())));
        pdf.updateAllPagesCache();
        layers.list_in(pdf.getRoot());
        mend_date(pdf.getTrailer().getKey("/Info"));

        QPDFWriter writer{pdf};
        writer.setOutputMemory();
        writer.setStreamDataMode(qpdf_s_preserve);
        writer.setObjectStreamMode(qpdf_o_disable);
        writer.setDeterministicID(true);
        writer.write();
        if (pdf.anyWarnings()) return unexpected_file(pdf.getWarnings().front().what());
        const auto bytes = writer.getBufferSharedPointer();
        return std::string{reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
    } catch (const std::exception& problem) {
        return unexpected_file(said(msg::errors_cannot_put_together, problem.what()));
    }
}

}  // namespace parkatlas::exporting::detail
