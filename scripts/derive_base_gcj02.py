"""GCJ-02, the datum of the county source, taken back to WGS 84 / CGCS2000.

GCJ-02 shifts WGS 84 by a smooth function of position; the forward shift is known in closed form
(the coefficients below are the ones in general use, on the Krassovsky 1940 ellipsoid), the inverse
is found by fixed-point iteration. The shift changes by about 1e-4 of the distance moved, so each
step gains some four digits; eight steps end far below a millimetre.
"""

from __future__ import annotations

import numpy as np

_A = 6378245.0  # Krassovsky 1940, semi-major axis in metres
_E2 = 0.00669342162296594323  # its first eccentricity squared
_STEPS = 8


def _series_lat(x, y):
    r = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    r += (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    r += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    r += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    return r


def _series_lon(x, y):
    r = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    r += (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    r += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    r += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    return r


def gcj02_shift(lon, lat):
    """Degrees to add to WGS 84 lon, lat to get GCJ-02."""
    d_lat = _series_lat(lon - 105.0, lat - 35.0)
    d_lon = _series_lon(lon - 105.0, lat - 35.0)
    phi = np.radians(lat)
    w2 = 1.0 - _E2 * np.sin(phi) ** 2
    w = np.sqrt(w2)
    meridian_radius = _A * (1.0 - _E2) / (w2 * w)
    parallel_radius = _A / w * np.cos(phi)
    return np.degrees(d_lon / parallel_radius), np.degrees(d_lat / meridian_radius)


def gcj02_to_wgs84(lon, lat):
    """Arrays of GCJ-02 degrees -> arrays of WGS 84 degrees, and the residual of the inverse."""
    gcj_lon, gcj_lat = np.asarray(lon, float), np.asarray(lat, float)
    out_lon, out_lat = gcj_lon, gcj_lat
    for _ in range(_STEPS):
        d_lon, d_lat = gcj02_shift(out_lon, out_lat)
        out_lon, out_lat = gcj_lon - d_lon, gcj_lat - d_lat
    d_lon, d_lat = gcj02_shift(out_lon, out_lat)
    residual = 0.0
    if out_lon.size:
        residual = float(
            max(np.abs(out_lon + d_lon - gcj_lon).max(), np.abs(out_lat + d_lat - gcj_lat).max())
        )
    return out_lon, out_lat, residual
