"""Outlines are read from GeoJSON, bad ones refused with a reason; points fall inside or not."""

import json

import pytest

from casework.places import OutlineError, area_at, in_polygon, read_outlines

SQUARE = [[100.0, 14.0], [100.1, 14.0], [100.1, 14.1], [100.0, 14.1], [100.0, 14.0]]
HOLE = [[100.04, 14.04], [100.06, 14.04], [100.06, 14.06], [100.04, 14.06], [100.04, 14.04]]


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


VILLAGE = feature(
    {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
    kind="village",
    name_th="บ้านห้วยตะวัน",
    name_en="Ban Huai Tawan",
    village=3,
)
CANAL = feature({"type": "LineString", "coordinates": SQUARE[:3]}, kind="water", name_th="คลองไผ่")


def test_names_kind_and_village_number_are_read():
    village, canal = read_outlines(json.dumps(collection(VILLAGE, CANAL)).encode())
    assert (village.kind, village.village) == ("village", 3)
    assert (village.name("th"), village.name("en")) == ("บ้านห้วยตะวัน", "Ban Huai Tawan")
    assert village.bounds == (100.0, 14.0, 100.1, 14.1)
    assert canal.name("en") == "คลองไผ่"
    assert (len(canal.lines), canal.polygons) == (1, ())


def test_a_point_is_in_the_outline_but_not_in_its_hole():
    (village,) = read_outlines(collection(VILLAGE))
    assert village.holds(100.02, 14.02)
    assert not village.holds(100.05, 14.05)
    assert not village.holds(100.2, 14.02)


def test_the_area_at_a_point_is_found_by_kind():
    areas = read_outlines(collection(CANAL, VILLAGE))
    found = area_at(areas, 100.02, 14.02, "village")
    assert found is not None
    assert found.village == 3
    assert area_at(areas, 100.02, 14.02, "subdistrict") is None


def test_an_unclosed_ring_counts_as_closed():
    assert in_polygon(100.05, 14.05, [[(100.0, 14.0), (100.1, 14.0), (100.1, 14.1), (100.0, 14.1)]])


def test_many_parts_are_read():
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}
    lines = {"type": "MultiLineString", "coordinates": [SQUARE[:2], SQUARE[2:]]}
    area, road = read_outlines(
        collection(feature(geometry, kind="subdistrict"), feature(lines, kind="road"))
    )
    assert (len(area.polygons), len(road.lines)) == (2, 2)


@pytest.mark.parametrize(
    ("source", "reason", "place"),
    [
        ("{", "not_json", -1),
        ("[]", "not_a_collection", -1),
        ({"type": "Feature"}, "not_a_collection", -1),
        (collection(VILLAGE, feature(None, kind="road")), "bad_geometry", 1),
        (
            collection(feature({"type": "Point", "coordinates": [1, 2]}, kind="road")),
            "bad_geometry",
            0,
        ),
        (collection(feature(CANAL["geometry"], kind="castle")), "bad_kind", 0),
        (collection(feature(CANAL["geometry"])), "bad_kind", 0),
        (
            collection(
                feature({"type": "LineString", "coordinates": [[1, 2], [300, 2]]}, kind="road")
            ),
            "bad_coordinates",
            0,
        ),
        (
            collection(
                feature({"type": "LineString", "coordinates": [[1, 2], ["3", 2]]}, kind="road")
            ),
            "bad_coordinates",
            0,
        ),
        (
            collection(feature({"type": "Polygon", "coordinates": [SQUARE[:2]]}, kind="road")),
            "bad_geometry",
            0,
        ),
    ],
)
def test_bad_outlines_are_refused_with_reason_and_number(source, reason, place):
    with pytest.raises(OutlineError) as refusal:
        read_outlines(source)
    assert (refusal.value.reason, refusal.value.place) == (reason, place)


def test_a_deeply_nested_file_is_refused():
    with pytest.raises(OutlineError):
        read_outlines("[" * 200_000)


def test_a_label_stands_inside_its_area_even_where_that_is_bent_or_has_a_hole():
    bent = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]
    geometry = {"type": "Polygon", "coordinates": [bent]}
    for area in read_outlines(collection(VILLAGE, feature(geometry, kind="village"))):
        assert area.holds(*area.label_point)


def test_a_label_of_a_line_stands_on_it():
    (canal,) = read_outlines(collection(CANAL))
    assert canal.label_point == (100.1, 14.0)


@pytest.mark.real_data
def test_a_point_of_bangkok_lies_in_exactly_one_of_its_districts(real_data):
    districts = json.loads(real_data("geo/bangkok_districts.geojson").read_text(encoding="utf-8"))
    for one in districts["features"]:
        one["properties"] = {"kind": "subdistrict", "name_th": one["properties"]["dname"]}
    areas = read_outlines(districts)
    assert len(areas) == 50
    assert all(area.holds(*area.label_point) for area in areas)
    assert sum(area.holds(100.5018, 13.7563) for area in areas) == 1
