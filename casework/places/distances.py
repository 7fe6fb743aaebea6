"""Distances and directions between two points on the earth."""

from __future__ import annotations

import math

# IUGG mean radius R1. A sphere errs by at most 0.5 %: 5 m in a kilometre.
_EARTH_METRES = 6_371_008.8


def distance_metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance in metres between (lon1, lat1) and (lon2, lat2), degrees WGS 84."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat = (phi2 - phi1) / 2
    half_lon = math.radians(lon2 - lon1) / 2
    a = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_METRES * math.asin(min(1.0, math.sqrt(a)))


def bearing_degrees(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Initial direction from (lon1, lat1) to (lon2, lat2): 0 north, 90 east, below 360."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    turn = math.radians(lon2 - lon1)
    east = math.sin(turn) * math.cos(phi2)
    north = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360.0
