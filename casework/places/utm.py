"""UTM coordinates on WGS 84, as Thai maps and officials write them: zone, easting, northing.

Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85
(2011), series to the sixth order of n; zones and scale as in DMA TM 8358.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

_A: Final = 6_378_137.0
_F: Final = 1 / 298.257223563
_N: Final = _F / (2 - _F)
_E: Final = math.sqrt(_F * (2 - _F))
_SCALE: Final = 0.9996
_EAST, _SOUTH = 500_000.0, 10_000_000.0
_RADIUS: Final = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64 + _N**6 / 256)
_ALPHA: Final = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180 - 127 * _N**5 / 288
    + 7891 * _N**6 / 37800,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440 + 281 * _N**5 / 630
    - 1983433 * _N**6 / 1935360,
    61 * _N**3 / 240 - 103 * _N**4 / 140 + 15061 * _N**5 / 26880 + 167603 * _N**6 / 181440,
    49561 * _N**4 / 161280 - 179 * _N**5 / 168 + 6601661 * _N**6 / 7257600,
    34729 * _N**5 / 80640 - 3418889 * _N**6 / 1995840,
    212378941 * _N**6 / 319334400,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Utm:
    """A point in a zone (1 to 60) of the north or the south; metres east and north."""

    zone: int
    north: bool
    easting: float
    northing: float

    def words(self) -> str:
        """As officials write it: 47N 729918 E 1818963 N."""
        half = "N" if self.north else "S"
        return f"{self.zone}{half} {self.easting:.0f} E {self.northing:.0f} N"


def to_utm(lon: float, lat: float, zone: int | None = None) -> Utm:
    """(lon, lat), WGS 84 degrees, in its own zone or in the one given.

    Raises ValueError beyond 84° N and 80° S, where UTM is not used.
    """
    if not -80.0 <= lat <= 84.0 or not -180.0 <= lon <= 180.0:
        raise ValueError("UTM is not used here")
    chosen = zone_of(lon, lat) if zone is None else zone
    turn = math.radians(lon - (6 * chosen - 183))
    sine = math.sin(math.radians(lat))
    # The conformal latitude's tangent, then the sphere's own transverse Mercator.
    tangent = math.sinh(math.atanh(sine) - _E * math.atanh(_E * sine))
    up = math.atan2(tangent, math.cos(turn))
    across = math.asinh(math.sin(turn) / math.hypot(tangent, math.cos(turn)))
    east, north = across, up
    for step, factor in enumerate(_ALPHA, start=1):
        north += factor * math.sin(2 * step * up) * math.cosh(2 * step * across)
        east += factor * math.cos(2 * step * up) * math.sinh(2 * step * across)
    northing = _SCALE * _RADIUS * north
    return Utm(
        zone=chosen,
        north=lat >= 0,
        easting=_EAST + _SCALE * _RADIUS * east,
        northing=northing if lat >= 0 else _SOUTH + northing,
    )


def zone_of(lon: float, lat: float) -> int:
    """The zone of a point; Norway and Svalbard have their own cut."""
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if lat >= 72 and 0 <= lon < 42:
        return 31 if lon < 9 else 33 if lon < 21 else 35 if lon < 33 else 37
    return min(60, int((lon + 180) // 6) + 1)
