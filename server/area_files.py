"""Outlines from files that administrators have: GeoJSON, GeoPackage, Shapefile (also in a ZIP).

GDAL reads them (through pyogrio), with what it knows of their forms; what it does not know is
handled here: Thai shapefiles without a code page, fields that each office names its own way, grids
of Thailand (UTM 47N and 48N on WGS 84 or Indian 1975, by EPSG's register in pyproj), positions
that were written in the wrong order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.places.outlines import Area, AreaKind
from server.errors import UsageError

MOST_FEATURES = 200_000
MOST_BYTES = 500_000_000
FORMS = (".geojson", ".json", ".gpkg", ".shp", ".zip")
WGS84 = "EPSG:4326"

# Lower-case names of fields as they are met, the surest first: the survey department, OCHA's
# boundaries of Thailand, provincial offices, Bangkok.
_NAMES_TH: Mapping[AreaKind, Sequence[str]] = {
    "village": ("vill_nam_t", "village_th", "mooban_nam", "vill_name", "muban"),
    "subdistrict": ("tam_nam_t", "adm3_th", "t_name_t", "tambon_th", "tb_tn", "tam_name", "sname"),
    "district": ("amp_nam_t", "adm2_th", "a_name_t", "amphoe_th", "ap_tn", "amp_name", "dname"),
    "province": ("prov_nam_t", "adm1_th", "p_name_t", "changwat_th", "pv_tn", "prov_name"),
}
_NAMES_EN: Mapping[AreaKind, Sequence[str]] = {
    "village": ("vill_nam_e", "village_en"),
    "subdistrict": ("tam_nam_e", "adm3_en", "t_name_e", "tambon_en", "tb_en", "sname_e"),
    "district": ("amp_nam_e", "adm2_en", "a_name_e", "amphoe_en", "ap_en", "dname_e"),
    "province": ("prov_nam_e", "adm1_en", "p_name_e", "changwat_en", "pv_en"),
}
_ANY_TH = ("name_th", "name:th", "nameth", "name_t", "namt", "name")
_ANY_EN = ("name_en", "name:en", "nameen", "name_e", "name_eng", "nam_e")
_NUMBERS = ("village", "vill_no", "moo", "mooban_no", "vill_code", "หมู่", "หมู่ที่")
_KINDS: tuple[AreaKind, ...] = ("village", "subdistrict", "district", "province")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the administrator said of a file; empty: as the file tells."""

    layer: str = ""
    kind: AreaKind | None = None
    name_th: str = ""
    name_en: str = ""
    number: str = ""
    encoding: str = ""
    crs: str = ""


def read(path: Path, wishes: Wishes) -> tuple[Area, ...]:
    """The outlines of a file in WGS 84, nothing simplified yet. Raises UsageError."""
    if path.suffix.lower() not in FORMS:
        raise UsageError("areas_form", file=path, forms=" ".join(FORMS))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError("areas_large", file=path, most=MOST_BYTES // 1_000_000)
    except OSError as error:
        raise UsageError("cannot_read", file=path, why=error.strerror) from error
    meta, shapes, fields = _table(path, wishes)
    names = {str(name): values for name, values in zip(meta["fields"], fields, strict=True)}
    if wishes.encoding == "" and path.suffix.lower() in {".shp", ".zip"}:
        names = {name: [_thai(value) for value in values] for name, values in names.items()}
    shapes = _on_the_globe(path, shapes, wishes.crs or meta.get("crs") or "")
    columns = _Columns.of(path, names, wishes)
    found = [
        area
        for number, shape in enumerate(shapes)
        if (area := columns.area(number, shape)) is not None
    ]
    if not found:
        raise UsageError("areas_none", file=path)
    return tuple(found)


def _table(path: Path, wishes: Wishes) -> tuple[dict[str, Any], Any, Sequence[Any]]:
    """(what the file says of itself, shapes, a column of values for each field)."""
    import pyogrio
    import shapely

    source = f"zip://{path}" if path.suffix.lower() == ".zip" else path
    try:
        layer = wishes.layer or _only_layer(path, pyogrio.list_layers(source))
        meta, _, binary, fields = pyogrio.raw.read(
            source, layer=layer, encoding=wishes.encoding or None, force_2d=True,
            max_features=MOST_FEATURES + 1,
        )  # fmt: skip
        if binary is None or not len(binary):
            raise UsageError("areas_none", file=path)
        if len(binary) > MOST_FEATURES:
            raise UsageError("areas_many", file=path, most=MOST_FEATURES)
        return meta, shapely.make_valid(shapely.from_wkb(binary)), fields
    except (
        pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
        pyogrio.errors.GeometryError, shapely.errors.ShapelyError, ValueError, LookupError,
    ) as error:  # fmt: skip
        raise UsageError("bad_file", file=path, why=error) from error


def _only_layer(path: Path, layers: Any) -> str:
    """The one layer with shapes. Raises UsageError that names them where there are several."""
    shaped = [str(name) for name, form in layers if form is not None]
    if not shaped:
        raise UsageError("areas_none", file=path)
    if len(shaped) > 1:
        raise UsageError("areas_layers", file=path, layers=", ".join(shaped))
    return shaped[0]


def _thai(value: Any) -> Any:
    """A DBF table that does not name its code page is read as Latin-1; in Thailand it is cp874.

    Or UTF-8, where that is what its bytes are.
    """
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        raw = value.encode("latin-1")
    except UnicodeEncodeError:
        return value  # it was read by its own code page
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value


def _on_the_globe(path: Path, shapes: Any, crs: str) -> Any:
    """The shapes in degrees, (lon, lat). Raises UsageError where they are not in this world."""
    import pyproj
    import shapely

    west, south, east, north = shapely.total_bounds(shapes)
    degrees = abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 180
    if not crs and not degrees:
        raise UsageError("areas_crs", file=path)
    try:
        turn = pyproj.Transformer.from_crs(crs or WGS84, WGS84, always_xy=True)
        if not turn.source_crs or turn.source_crs != turn.target_crs:
            shapes = shapely.transform(shapes, turn.transform, interleaved=False)
    except pyproj.exceptions.ProjError as error:
        raise UsageError("bad_file", file=path, why=error) from error
    west, south, east, north = shapely.total_bounds(shapes)
    if 4 < west < 22 and 96 < south < 107:
        raise UsageError("areas_swapped", file=path)
    if not (abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90):
        raise UsageError("areas_crs", file=path)
    return shapes


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which field says what, and what kind of area they are; or each feature says it itself."""

    values: Mapping[str, Sequence[Any]]
    kind: AreaKind | None
    name_th: str
    name_en: str
    number: str

    @classmethod
    def of(cls, path: Path, values: Mapping[str, Sequence[Any]], wishes: Wishes) -> _Columns:
        """By the wishes, else by names that are known. Raises UsageError."""
        known = {name.casefold(): name for name in values}
        for wish in (wishes.name_th, wishes.name_en, wishes.number):
            if wish and wish not in values:
                raise UsageError("areas_field", field=wish, fields=", ".join(values), file=path)

        def first(*lists: Sequence[str]) -> str:
            return next((known[n] for names in lists for n in names if n in known), "")

        kind = wishes.kind or next((k for k in _KINDS if first(_NAMES_TH[k])), None)
        own = "kind" in known and wishes.kind is None
        if kind is None and not own:
            raise UsageError("areas_kind", file=path, fields=", ".join(values))
        special: AreaKind = kind or "subdistrict"
        return cls(
            values,
            None if own else kind,
            wishes.name_th or first(_NAMES_TH.get(special, ()), _ANY_TH),
            wishes.name_en or first(_NAMES_EN.get(special, ()), _ANY_EN),
            wishes.number or first(_NUMBERS),
        )

    def area(self, number: int, shape: Any) -> Area | None:
        """The feature with that number, None where it has no line and no area."""
        polygons, lines = _parts(shape)
        kind = self.kind or self._own_kind(number)
        if kind is None or not (polygons or lines):
            return None
        village = self._text(self.number, number)
        return Area(
            kind,
            self._text(self.name_th, number),
            self._text(self.name_en, number),
            polygons=polygons,
            lines=() if polygons else lines,
            village=int(float(village)) if kind == "village" and _is_number(village) else None,
        )

    def _own_kind(self, number: int) -> AreaKind | None:
        from casework.places.outlines import kind_named

        return kind_named(self._text("kind", number))

    def _text(self, column: str, number: int) -> str:
        value = self.values[column][number] if column in self.values else None
        # An empty number is read as "not a number".
        empty = value is None or (isinstance(value, float) and math.isnan(value))
        return "" if empty else str(value).strip()


def _is_number(text: str) -> bool:
    whole = text.removesuffix(".0")
    return whole.isascii() and whole.isdigit() and len(whole) <= 3


def _parts(shape: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """(polygons, lines) of a shape, corners as (lon, lat)."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = tuple(
        tuple(tuple(ring.coords) for ring in (part.exterior, *part.interiors))
        for part in parts
        if part.geom_type == "Polygon"
    )
    lines = tuple(tuple(part.coords) for part in parts if part.geom_type == "LineString")
    return polygons, lines
