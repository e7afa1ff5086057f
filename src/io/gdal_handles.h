#pragma once

// Owners of GDAL's C handles. Only for the sources of this module that call GDAL.

#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/crs.h"
#include "io/gdal_library.h"
#include "model/layer.h"

namespace parkatlas::io {

struct CloseDataset {
    void operator()(void* dataset) const { GDALClose(dataset); }
};
struct DestroyFeature {
    void operator()(std::remove_pointer_t<OGRFeatureH>* feature) const { OGR_F_Destroy(feature); }
};
struct DestroyGeometry {
    void operator()(std::remove_pointer_t<OGRGeometryH>* geometry) const {
        OGR_G_DestroyGeometry(geometry);
    }
};
struct FreeText {
    void operator()(char* text) const { CPLFree(text); }
};

struct DestroyReference {
    void operator()(std::remove_pointer_t<OGRSpatialReferenceH>* reference) const {
        OSRDestroySpatialReference(reference);
    }
};
struct DestroyList {
    void operator()(char** list) const { CSLDestroy(list); }
};
struct DestroyField {
    void operator()(std::remove_pointer_t<OGRFieldDefnH>* field) const { OGR_Fld_Destroy(field); }
};

using DatasetOwner = std::unique_ptr<void, CloseDataset>;
using FeatureOwner = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;
using GeometryOwner = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;
using GdalText = std::unique_ptr<char, FreeText>;

using ReferenceOwner =
    std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, DestroyReference>;
using ListOwner = std::unique_ptr<char*, DestroyList>;
using FieldOwner = std::unique_ptr<std::remove_pointer_t<OGRFieldDefnH>, DestroyField>;

/// "KEY=value" options as GDAL takes them.
[[nodiscard]] ListOwner list_of(std::initializer_list<std::pair<const char*, std::string>> values);

/// A CRS for GDAL, longitude or easting first. Fails with crs_unknown.
[[nodiscard]] Result<ReferenceOwner> reference_of(const geo::Crs& crs);

/// Loads GDAL and its drivers once, when something is first opened or written through them. Fails
/// with what load_gdal fails with.
[[nodiscard]] Result<void> register_gdal_drivers();

/// Keeps GDAL quiet on this thread while it lives, and remembers the first thing it complained of.
class GdalQuiet {
  public:
    GdalQuiet();
    GdalQuiet(const GdalQuiet&) = delete;
    GdalQuiet& operator=(const GdalQuiet&) = delete;
    ~GdalQuiet();
    /// The first failure since `forget`; empty if there was none.
    [[nodiscard]] const std::string& failure() const { return failure_; }
    void forget() { failure_.clear(); }
    /// As if it had been complained of here; empty: nothing.
    void note(const std::string& complaint) {
        if (failure_.empty()) failure_ = complaint;
    }

  private:
    static void take(CPLErr severity, CPLErrorNum number, const char* message);
    std::string failure_;
};

struct GeometryScratch;
/// Adds the parts of an OGR geometry of any type. `swap_axes`: it has latitude or northing first.
void add_ogr_geometry(OGRGeometryH geometry, bool swap_axes, GeometryScratch& scratch);

struct GdalRequest;
/// What is too large is read in part, and what is cut to a box only that: see source.h.
/// Reads one layer; `format` is the driver's name.
[[nodiscard]] Result<Loaded<model::Layer>> read_gdal_layer(OGRLayerH layer,
                                                           const GdalRequest& request,
                                                           const std::string& format,
                                                           GdalQuiet& quiet, const Work& work);

}  // namespace parkatlas::io
