// Overlaps of pairs of every nasty kind against a referee that cuts them into slabs, and one in
// ten against GEOS OverlayNG as well. In the usual run 100,000 pairs; PARKATLAS_PAIRS=10000000
// takes more (docs/performance.md tells what such runs found).

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <geos_c.h>
#include <gtest/gtest.h>

#include "base/parallel.h"
#include "geo/overlap.h"
#include "geo/repair.h"
#include "property/random_shapes.h"
#include "property/slab_overlap.h"

namespace parkatlas::geo {
namespace {

using test::Random;

/// GEOS OverlayNG by its C interface, apart from the code under test.
class Geos {
  public:
    Geos() : handle_{GEOS_init_r()} {}
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    ~Geos() { GEOS_finish_r(handle_); }

    /// Planar area of the intersection; negative if GEOS gives up.
    double shared_area(const Shapes& a, const Shapes& b) {
        GEOSGeometry* ga = geometry(a);
        GEOSGeometry* gb = geometry(b);
        GEOSGeometry* shared = GEOSIntersection_r(handle_, ga, gb);
        double area = -1.0;
        if (shared != nullptr) GEOSArea_r(handle_, shared, &area);
        for (GEOSGeometry* one : {ga, gb, shared}) GEOSGeom_destroy_r(handle_, one);
        return area;
    }

  private:
    GEOSGeometry* geometry(const Shapes& shapes) {
        std::vector<GEOSGeometry*> parts;
        for (std::size_t p = 0; p < shapes[0].part_count(); ++p) {
            const ShapeView::PartView part = shapes[0].part(p);
            std::vector<GEOSGeometry*> rings;
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                std::vector<XY> closed{part.ring(r).begin(), part.ring(r).end()};
                if (!(closed.front() == closed.back())) closed.push_back(closed.front());
                rings.push_back(GEOSGeom_createLinearRing_r(
                    handle_,
                    GEOSCoordSeq_copyFromBuffer_r(handle_, &closed[0].x,
                                                  static_cast<unsigned int>(closed.size()), 0, 0)));
            }
            parts.push_back(GEOSGeom_createPolygon_r(handle_, rings[0], rings.data() + 1,
                                                     static_cast<unsigned int>(rings.size() - 1)));
        }
        return GEOSGeom_createCollection_r(handle_, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned int>(parts.size()));
    }
    GEOSContextHandle_t handle_;
};

double extent(const Shapes& shapes) {
    double largest = 0.0;
    for (const XY v : shapes.vertices())
        largest = std::max({largest, std::abs(v.x), std::abs(v.y)});
    return largest;
}

double length(const Shapes& shapes) {
    double sum = 0.0;
    for (std::size_t p = 0; p < shapes[0].part_count(); ++p) {
        const ShapeView::PartView part = shapes[0].part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const auto ring = part.ring(r);
            XY before = ring.back();
            for (const XY v : ring) {
                sum += std::hypot(v.x - before.x, v.y - before.y);
                before = v;
            }
        }
    }
    return sum;
}

/// So that a pair can be looked at elsewhere: rings as lists of lists.
std::string rings_text(const Shapes& shapes) {
    std::string text = "[";
    for (std::size_t p = 0; p < shapes[0].part_count(); ++p) {
        const ShapeView::PartView part = shapes[0].part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            text += "[";
            for (const XY v : part.ring(r)) text += fmt::format("[{},{}],", v.x, v.y);
            text += "],";
        }
    }
    return text + "]";
}

/// Shapes that share what rounding and special cases go wrong on.
class NastyFamilies {
  public:
    static constexpr std::size_t members = 10;
    static constexpr std::size_t pairs = members * (members - 1) / 2;

    explicit NastyFamilies(std::uint32_t seed) : random_{seed} {}

    /// Valid ones of one shape each, which may be empty; the others are made from the first.
    std::vector<Shapes> next() {
        place_ = places[static_cast<std::size_t>(random_.whole(0, 3))];
        scale_ = std::pow(10.0, random_.between(-3.0, 2.0));
        std::vector<Shapes> family{any_shape()};
        while (family.size() < members) family.push_back(related_to(family.front()));
        return family;
    }

  private:
    static constexpr XY places[] = {
        {0.0, 0.0}, {121.5, 29.9}, {600000.0, 3300000.0}, {40500000.0, 3300000.0}};

    Shapes mended(const Shapes& shapes) {
        const auto repaired = repairer_.make_valid(shapes[0]);
        Shapes out;
        if (repaired) {
            out.append(repaired->shapes[0]);
        } else {
            out.begin_shape();
        }
        return out;
    }

    XY at(double x, double y) const { return {place_.x + scale_ * x, place_.y + scale_ * y}; }
    double coordinate() {
        switch (grid_) {
            case 0:
                return random_.between(0.0, 8.0);
            case 1:
                return random_.whole(0, 8);
            default:
                return random_.whole(0, 80) / 10.0;
        }
    }

    std::vector<XY> tangle() {
        std::vector<XY> ring;
        const int count = random_.whole(3, 9);
        for (int i = 0; i < count; ++i) {
            const double x = coordinate();
            ring.push_back(at(x, coordinate()));
        }
        return ring;
    }

    Shapes triangle() {
        std::vector<XY> ring;
        for (int i = 0; i < 3; ++i) {
            const double x = coordinate();
            ring.push_back(at(x, coordinate()));
        }
        return mended(test::polygon_of(ring));
    }

    std::vector<XY> block(double x, double y, double width, double height) const {
        return {at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)};
    }

    Shapes any_shape() {
        grid_ = random_.whole(0, 2);
        switch (random_.whole(0, 4)) {
            case 0:  // a tangle: bow-ties, spikes, holes
                return mended(test::polygon_of(tangle()));
            case 1: {  // a block, its sides along the axes
                const double x = coordinate();
                const double y = coordinate();
                return test::polygon_of(block(x, y, 1.0 + coordinate(), 1.0 + coordinate()));
            }
            case 2:
                if (random_.unit() < 0.7) return triangle();
                return test::holed_star(random_, at(4, 4), 4.0 * scale_);
            case 3: {  // several parts
                Shapes shapes;
                shapes.begin_shape();
                for (int i = 0; i < 3; ++i) {
                    shapes.begin_part(PartKind::polygon);
                    shapes.begin_ring();
                    shapes.add(tangle());
                }
                return mended(shapes);
            }
            default:  // now and then enough vertices for a tree
                return test::polygon_of(test::star(
                    random_, at(4, 4), 4.0 * scale_,
                    random_.unit() < 0.02 ? random_.whole(130, 200) : random_.whole(3, 12)));
        }
    }

    Shapes moved(const Shapes& a, double dx, double dy) const {
        Shapes out;
        out.append(a[0]);
        for (XY& v : out.mutable_vertices()) v = {v.x + dx, v.y + dy};
        return out;
    }

    /// With vertices put on the edges, rounded off them by a step or not at all.
    Shapes divided(const Shapes& a) {
        Shapes out;
        out.begin_shape();
        for (std::size_t p = 0; p < a[0].part_count(); ++p) {
            const ShapeView::PartView part = a[0].part(p);
            out.begin_part(PartKind::polygon);
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                const auto ring = part.ring(r);
                out.begin_ring();
                for (std::size_t i = 0; i < ring.size(); ++i) {
                    const XY from = ring[i];
                    const XY to = ring[(i + 1) % ring.size()];
                    out.add(from);
                    if (random_.unit() < 0.5) continue;
                    const double t = random_.unit();
                    out.add(XY{from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
                }
            }
        }
        return mended(out);
    }

    Shapes shrunk(const Shapes& a, double by) const {
        Shapes out;
        out.append(a[0]);
        const XY centre = at(4, 4);
        for (XY& v : out.mutable_vertices()) {
            v = {centre.x + (v.x - centre.x) * by, centre.y + (v.y - centre.y) * by};
        }
        return out;
    }

    Shapes related_to(const Shapes& a) {
        switch (random_.whole(0, 9)) {
            case 0:  // the same
                return moved(a, 0, 0);
            case 1:  // the same but for a step of rounding here and there
                return mended(nudged(a));
            case 2:  // moved by next to nothing
                return mended(moved(a, scale_ * 1e-12 * random_.whole(-2, 2),
                                    scale_ * 1e-12 * random_.whole(-2, 2)));
            case 3:  // moved along the grid: shared edges and vertices
                return mended(
                    moved(a, scale_ * random_.whole(-3, 3), scale_ * random_.whole(-3, 3)));
            case 4:  // the same border with other vertices on it
                return divided(a);
            case 5:  // nested
                return mended(shrunk(a, random_.between(0.3, 0.99)));
            case 6:  // nearly nested
                return mended(shrunk(a, 1.0 - std::pow(10.0, random_.between(-15.0, -6.0))));
            case 7:  // one edge shared, the rest elsewhere
                return sharing_an_edge(a);
            default:
                return any_shape();
        }
    }

    Shapes nudged(const Shapes& a) {
        Shapes out;
        out.append(a[0]);
        for (XY& v : out.mutable_vertices()) {
            if (random_.unit() < 0.3) v.x = std::nextafter(v.x, random_.between(-1e9, 1e9));
            if (random_.unit() < 0.3) v.y = std::nextafter(v.y, random_.between(-1e9, 1e9));
        }
        return out;
    }

    Shapes sharing_an_edge(const Shapes& a) {
        if (a[0].is_empty()) return any_shape();
        const auto ring = a[0].part(0).ring(0);
        const auto i =
            static_cast<std::size_t>(random_.whole(0, static_cast<int>(ring.size()) - 1));
        std::vector<XY> other{ring[i], ring[(i + 1) % ring.size()]};
        const int more = random_.whole(1, 5);
        for (int k = 0; k < more; ++k) {
            const double x = coordinate();
            other.push_back(at(x, coordinate()));
        }
        return mended(test::polygon_of(other));
    }

    Random random_;
    Repairer repairer_;
    XY place_{};
    double scale_ = 1.0;
    int grid_ = 0;
};

std::size_t pair_count() {
    const char* given = std::getenv("PARKATLAS_PAIRS");
    return given == nullptr ? 100'000 : std::strtoull(given, nullptr, 10);
}

struct Tally {
    std::uint64_t shared = 0, none = 0, left_to_geos = 0;
    std::uint64_t asked_geos = 0, geos_off = 0, geos_failed = 0;
    double worst_share = 0.0;

    void add(const Tally& other) {
        shared += other.shared;
        none += other.none;
        left_to_geos += other.left_to_geos;
        asked_geos += other.asked_geos;
        geos_off += other.geos_off;
        geos_failed += other.geos_failed;
        worst_share = std::max(worst_share, other.worst_share);
    }
};

/// Errors speak of the pair.
Result<void> judge(const Shapes& a, const Shapes& b, const Measurer& by, Geos* geos, Tally& tally) {
    const auto answer = overlaps(a, &b, by, {});
    if (!answer) return tl::unexpected(answer.error());
    const double found = answer->pairs.empty() ? 0.0 : answer->pairs[0].area_m2;
    const double expected = test::slab_overlap_area(a, b);
    tally.left_to_geos += answer->left_to_geos;
    ++(found > 0.0 ? tally.shared : tally.none);
    // Contact is up to 8 steps of the coordinates wide, and crossings are placed a step or two off:
    // what that can make along all edges is no difference.
    const double step = std::max(extent(a), extent(b)) * std::numeric_limits<double>::epsilon();
    const double rounding = 8.0 * step * (length(a) + length(b) + 8.0 * step);
    // What is left to GEOS may have been snapped to 1e-12 of the coordinates there.
    const double snapping = answer->left_to_geos == 0
                                ? 0.0
                                : 4e-12 * std::max(extent(a), extent(b)) * (length(a) + length(b));
    const double off = std::abs(found - expected);
    if (!(off <= rounding + snapping + 1e-12 * expected)) {
        return fail(ErrorCode::out_of_range, rings_text(a) + "\n" + rings_text(b),
                    fmt::format("{} m2, by slabs {}", found, expected));
    }
    if (expected > 1e6 * rounding) tally.worst_share = std::max(tally.worst_share, off / expected);
    if (geos == nullptr) return {};
    ++tally.asked_geos;
    const double by_geos = geos->shared_area(a, b);
    if (by_geos < 0.0) {
        ++tally.geos_failed;
    } else if (!(std::abs(by_geos - found) <= rounding + 1e-9 * found)) {
        // Where it finds no clean overlay GEOS snaps to 1e-12 of the coordinates; the slabs have
        // said that ours is right.
        ++tally.geos_off;
    }
    return {};
}

TEST(OverlapOracle, NastyPairsShareWhatSlabsAndGeosSay) {
    // Areas of planes: with geodesics it matters where a shared border is thought to be divided.
    const std::uint32_t seed = test::seed();
    const std::size_t count = pair_count();
    std::vector<Tally> tallies(parallel_width());
    const Result<void> done = for_each_piece(
        (count + NastyFamilies::pairs - 1) / NastyFamilies::pairs, 1, {},
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            NastyFamilies families{seed + static_cast<std::uint32_t>(piece.first)};
            const Measurer by = test::measurer_for(Method::planar, Crs::gauss_kruger_120());
            Geos geos;
            const std::vector<Shapes> family = families.next();
            for (std::size_t i = 0; i < family.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    Tally& tally = tallies[worker];
                    Geos* asked = (i + k) % 9 == 0 ? &geos : nullptr;
                    Result<void> fine = i % 2 == 0 ? judge(family[i], family[k], by, asked, tally)
                                                   : judge(family[k], family[i], by, asked, tally);
                    if (!fine) {
                        fine.error().what = fmt::format("family {}, {} and {}: {}", piece.first, i,
                                                        k, fine.error().what.english());
                        return fine;
                    }
                }
            }
            return {};
        });
    ASSERT_TRUE(done) << done.error().what.english() << "\n" << done.error().where;
    Tally all;
    for (const Tally& tally : tallies) all.add(tally);
    std::cout << all.shared + all.none << " pairs: " << all.shared << " share ground, " << all.none
              << " do not; " << all.left_to_geos
              << " were left to GEOS. Largest difference from the slabs, as a "
              << "share of what is shared where rounding is below a millionth of it: "
              << all.worst_share << ". Of " << all.asked_geos << " asked of GEOS, " << all.geos_off
              << " were off by more than rounding and " << all.geos_failed << " failed there.\n";
    EXPECT_GT(all.shared, count / 4);
    EXPECT_GT(all.none, count / 100);
    EXPECT_LE(all.left_to_geos, 10 + count / 1000);
    EXPECT_LE(all.geos_off, all.asked_geos / 50);
}

}  // namespace
}  // namespace parkatlas::geo
