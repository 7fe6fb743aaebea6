"""Places: distances, outlines of areas, and whether a point lies in one."""

from casework.places.distances import bearing_degrees, distance_metres
from casework.places.outlines import Area, OutlineError, area_at, in_polygon, read_outlines

__all__ = [
    "Area",
    "OutlineError",
    "area_at",
    "bearing_degrees",
    "distance_metres",
    "in_polygon",
    "read_outlines",
]
