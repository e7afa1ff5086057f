#pragma once

namespace parkatlas::geo {

/// Figure of the Earth of a datum. `flattening` is f, not 1/f.
struct Ellipsoid {
    double semi_major_m;
    double flattening;
    bool operator==(const Ellipsoid&) const = default;
};

/// CGCS2000 (GB 22021-2008, same defining figures as GRS 80): a = 6378137 m, 1/f = 298.257222101.
inline constexpr Ellipsoid cgcs2000_ellipsoid{6378137.0, 1.0 / 298.257222101};

}  // namespace parkatlas::geo
