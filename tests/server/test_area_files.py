"""Outlines from the files that offices have: forms, grids, encodings, names, and mistakes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pyogrio
import pyproj
import pytest
import shapely

from server.area_files import Wishes, read
from server.area_packing import TARGET_BYTES, pack
from server.errors import UsageError

NAMES = ("บ้านใหม่", "ห้วยป่า", "ทุ่งนา", "ศาลา")
UTM = "EPSG:32647"


def squares(crs="EPSG:4326"):
    """Two by two neighbours of some two kilometres near (99.2, 16.4)."""
    made = [
        shapely.box(99.2 + x * 0.02, 16.4 + y * 0.02, 99.22 + x * 0.02, 16.42 + y * 0.02)
        for y in range(2)
        for x in range(2)
    ]
    turn = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return shapely.transform(shapely.segmentize(made, 0.001), turn.transform, interleaved=False)


def write(path: Path, fields, crs="EPSG:4326", driver="", encoding="UTF-8", shapes=None):
    """A file of outlines as another program writes it."""
    import numpy as np

    shapes = squares(crs) if shapes is None else shapes
    columns = [np.array(values, dtype=object) for values in fields.values()]
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), columns, list(fields), crs=crs, geometry_type="Polygon",
        driver=driver or None, encoding=encoding,
    )  # fmt: skip
    return path


def first_corner(areas):
    return areas[0].bounds[:2]


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_each_form_is_read_with_its_names(tmp_path, name):
    path = write(tmp_path / name, {"TAM_NAM_T": NAMES, "TAM_NAM_E": ["A", "B", "C", "D"]})
    areas = read(path, Wishes())
    assert [a.name_th for a in areas] == list(NAMES)
    assert {a.kind for a in areas} == {"subdistrict"}
    assert areas[1].name_en == "B"
    assert areas[0].holds(99.21, 16.41)


def test_a_shapefile_of_a_thai_office(tmp_path):
    """UTM, a table in cp874 that does not say so, all of it in a ZIP."""
    write(tmp_path / "a.shp", {"VILL_NAM_T": NAMES, "VILL_NO": ["1", "2", "7", "12"]},
          UTM, encoding="cp874")  # fmt: skip
    (tmp_path / "a.cpg").unlink()
    raw = (tmp_path / "a.dbf").read_bytes()
    (tmp_path / "a.dbf").write_bytes(raw[:29] + b"\x00" + raw[30:])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for part in tmp_path.glob("a.*"):
            if part.suffix != ".zip":
                packed.write(part, part.name)
    areas = read(tmp_path / "a.zip", Wishes())
    assert [a.label("th") for a in areas] == [
        "หมู่ 1 บ้านใหม่", "หมู่ 2 ห้วยป่า", "หมู่ 7 ทุ่งนา", "หมู่ 12 ศาลา",
    ]  # fmt: skip
    assert first_corner(areas) == pytest.approx((99.2, 16.4), abs=1e-6)


def test_the_old_grid_of_thailand_is_some_hundred_metres_away(tmp_path):
    path = write(tmp_path / "a.gpkg", {"TAM_NAM_T": NAMES}, "EPSG:24047")
    assert first_corner(read(path, Wishes())) == pytest.approx((99.2, 16.4), abs=1e-4)


def test_the_administrator_may_say_everything(tmp_path):
    path = write(tmp_path / "a.shp", {"X1": NAMES, "X2": ["1", "2", "3", ""]}, UTM)
    (tmp_path / "a.prj").unlink()
    wishes = Wishes(kind="village", name_th="X1", number="X2", crs=UTM)
    areas = read(path, wishes)
    assert [a.village for a in areas] == [1, 2, 3, None]
    assert first_corner(areas) == pytest.approx((99.2, 16.4), abs=1e-6)


def test_outlines_in_our_own_form_keep_their_kinds(tmp_path):
    made = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": "canal", "name_th": "คลอง"},
                "geometry": {"type": "LineString", "coordinates": [[99.2, 16.4], [99.3, 16.5]]},
            }
        ],
    }
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(made), encoding="utf-8")
    (area,) = read(path, Wishes())
    assert (area.kind, area.name_th, len(area.lines)) == ("water", "คลอง", 1)


def refused(path, wishes=None):
    with pytest.raises(UsageError) as caught:
        read(path, wishes or Wishes())
    return caught.value.words


def test_what_cannot_be_used_is_said(tmp_path):
    plain = {"TAM_NAM_T": NAMES}
    assert refused(tmp_path / "a.txt") == "areas_form"
    assert refused(tmp_path / "missing.shp") == "cannot_read"
    (tmp_path / "rubbish.gpkg").write_bytes(b"no database")
    assert refused(tmp_path / "rubbish.gpkg") == "bad_file"
    (tmp_path / "rubbish.zip").write_bytes(b"PK no archive")
    assert refused(tmp_path / "rubbish.zip") == "bad_file"
    assert refused(write(tmp_path / "k.geojson", {"x": NAMES})) == "areas_kind"
    named = write(tmp_path / "n.geojson", plain)
    assert refused(named, Wishes(name_th="y")) == "areas_field"
    assert refused(named, Wishes(layer="nowhere")) == "bad_file"
    assert refused(named, Wishes(crs="EPSG:nonsense")) == "bad_file"
    swapped = shapely.transform(squares(), lambda x, y: (y, x), interleaved=False)
    assert refused(write(tmp_path / "s.geojson", plain, shapes=swapped)) == "areas_swapped"
    write(tmp_path / "u.shp", plain, UTM)
    (tmp_path / "u.prj").unlink()
    assert refused(tmp_path / "u.shp") == "areas_crs"


def test_of_several_layers_one_is_to_be_chosen(tmp_path):
    path = tmp_path / "a.gpkg"
    fields = {"TAM_NAM_T": NAMES}
    write(path, fields)
    import numpy as np

    pyogrio.raw.write(
        path, shapely.to_wkb(squares()), [np.array(NAMES, dtype=object)], ["AMP_NAM_T"],
        layer="amphoe", crs="EPSG:4326", geometry_type="Polygon", append=True,
    )  # fmt: skip
    assert refused(path) == "areas_layers"
    assert {a.kind for a in read(path, Wishes(layer="amphoe"))} == {"district"}


def test_neighbours_stay_neighbours_when_simplified(tmp_path):
    areas = read(write(tmp_path / "a.gpkg", {"TAM_NAM_T": NAMES}), Wishes())
    packed = pack(areas, 10)
    assert packed.points < sum(1 for a in areas for _ in a.points) / 5
    assert packed.count == 4
    assert len(packed.body) < TARGET_BYTES


@pytest.mark.real_data
def test_the_districts_of_bangkok_become_small_and_stay_whole(real_data):
    areas = read(real_data("geo/bangkok_districts.geojson"), Wishes())
    assert len(areas) == 50
    assert areas[0].kind == "district"
    packed = pack(areas, 10)
    assert packed.points < 20_000
    assert len(packed.body) < 200_000
