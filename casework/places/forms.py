"""A point in the forms in which people hand coordinates on, and a link that maps open.

Pairs come as (lon, lat), WGS 84 degrees; the texts say latitude first, as people do.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.places.utm import to_utm

_METRE_DIGITS = 5
"""A hundred-thousandth of a degree is about a metre."""


@dataclass(frozen=True, slots=True)
class Forms:
    """One point in the usual forms; `utm` is empty where UTM is not used."""

    decimal: str
    angles: str
    link: str
    geo: str
    utm: str


def forms_of(lon: float, lat: float) -> Forms:
    """A point as decimal degrees, degrees-minutes-seconds, map link, geo link, and UTM."""
    try:
        utm = to_utm(lon, lat).words()
    except ValueError:
        utm = ""
    pair = f"{lat:.{_METRE_DIGITS}f},{lon:.{_METRE_DIGITS}f}"
    return Forms(
        decimal=pair.replace(",", ", "),
        angles=f"{_angle(lat, 'N', 'S')} {_angle(lon, 'E', 'W')}",
        link=f"https://www.google.com/maps/search/?api=1&query={pair}",
        geo=geo_link(lon, lat),
        utm=utm,
    )


def geo_link(lon: float, lat: float) -> str:
    """A geo: URI (RFC 5870): latitude first, WGS 84."""
    return f"geo:{lat:.6f},{lon:.6f}"


def _angle(value: float, positive: str, negative: str) -> str:
    """Degrees, minutes and tenths of seconds: 16°26′28.3″N."""
    tenths = round(abs(value) * 36_000)
    minutes, rest = divmod(tenths, 600)
    degrees, minutes = divmod(minutes, 60)
    letter = positive if value >= 0 else negative
    return f"{degrees}°{minutes:02d}′{rest / 10:04.1f}″{letter}"
