"""MBTiles 1.3: an SQLite file of tiles, read as what it is, hostile until proven otherwise.

Nothing in the file is run: no extension, no function but the few that our own queries use, no
recursion; a query that takes too long is stopped. Views stay, as many makers of packages use one.
"""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from desktop.errors import DeskError
from desktop.maps.tiles import metadata
from desktop.maps.tiles.attribution import plain
from desktop.maps.tiles.records import MOST_STORED, WORLD, Format, Kind, TileInfo, Told
from desktop.maps.tiles.sniffing import picture_format, unpacked

MAGIC: Final = b"SQLite format 3\0"
_GEOPACKAGE: Final = b"GPKG"
_STEPS: Final = 10_000
"""SQLite's instructions between two looks at whether a query goes on."""
_MOST_LOOKS: Final = 2_000
"""Looks (of _STEPS) after which a query is stopped: seconds, where a tile takes microseconds."""
_MOST_KEYS: Final = 200
_SAMPLE: Final = 4
_ALLOWED_FUNCTIONS: Final = {"min", "max", "length", "typeof", "substr"}
_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_TILE: Final = (
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1"
)


class MbtilesFile:
    """An open MBTiles file; see `TileFile`."""

    info: TileInfo

    def __init__(self, path: Path) -> None:
        """Raises DeskError: tiles_cut, tiles_not_package, tiles_damaged, tiles_other_projection."""
        _check_head(path)
        self._lock = threading.Lock()
        self._looks = 0
        self._told: Told | None = None
        self._connection = self._open(path)
        try:
            self.info = self._read_info(path.name)
        except sqlite3.DatabaseError as error:
            self.close()
            raise DeskError("tiles_damaged") from error
        except DeskError:
            self.close()
            raise

    def _open(self, path: Path) -> sqlite3.Connection:
        # immutable: nothing beside the file is read or made, and nobody is waited for.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, metadata.MOST_METADATA)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100)
        connection.set_authorizer(_may)
        connection.set_progress_handler(self._look, _STEPS)
        return connection

    def _look(self) -> int:
        """Called by SQLite on its way: anything but 0 stops the query."""
        self._looks += 1
        return int(self._looks > _MOST_LOOKS)

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            self._looks = 0
            return self._connection.execute(query, values).fetchall()

    def raw(self, z: int, x: int, y: int) -> bytes | None:
        """The tile as it is stored; None where none is, or it can't be read."""
        south = (1 << z) - 1 - y  # rows count from the south in MBTiles
        try:
            found = self._ask(_TILE, (z, x, south))
        except sqlite3.Error:
            return None
        data = found[0][0] if found else None
        return data if isinstance(data, bytes) and 0 < len(data) <= MOST_STORED else None

    def sample(self) -> Iterator[bytes]:
        """Some tiles as they are stored, from the first, the middle and the last zoom."""
        low, high = self.info.min_zoom, self.info.max_zoom
        for zoom in sorted({low, (low + high) // 2, high}):
            yield from self._some(zoom)

    def _some(self, zoom: int) -> list[bytes]:
        query = (
            "SELECT tile_data FROM tiles WHERE zoom_level = ? "
            "AND typeof(tile_data) = 'blob' AND length(tile_data) > 0 LIMIT ?"
        )
        try:
            rows = self._ask(query, (zoom, _SAMPLE))
        except sqlite3.Error as error:
            raise DeskError("tiles_damaged") from error
        return [row[0] for row in rows]

    def unpack(self, data: bytes) -> bytes:
        """A stored vector tile without its packing. Raises ValueError."""
        return unpacked(data)

    def check(self, told: Told) -> None:
        """SQLite's own check of the whole file. Raises DeskError("tiles_damaged"), and what `told`
        raises to stop it."""
        stopped: list[Exception] = []
        looks = itertools.count(1)

        def look() -> int:
            try:
                told(next(looks), 0)
            except Exception as error:  # noqa: BLE001 - raised again outside of SQLite
                stopped.append(error)
            return len(stopped)

        with self._lock:
            self._connection.set_authorizer(None)
            self._connection.set_progress_handler(look, _STEPS * 10)
            try:
                found = self._connection.execute("PRAGMA quick_check(1)").fetchone()
            except sqlite3.DatabaseError as error:
                found = (str(error),)
            finally:
                self._connection.set_authorizer(_may)
                self._connection.set_progress_handler(self._look, _STEPS)
        if stopped:
            raise stopped[0]
        if found != ("ok",):
            raise DeskError("tiles_damaged")

    def close(self) -> None:
        """Give the file back. Twice does no harm."""
        with self._lock:
            self._connection.close()

    # -- what it says of itself

    def _read_info(self, file_name: str) -> TileInfo:
        said = self._said()
        metadata.check_projection(said)
        low, high = self._zooms(said)
        if low is None or high is None:
            raise DeskError("tiles_empty")
        kind, form = self._kind(low, high)
        return TileInfo(
            name=metadata.name_of(said.get("name"), file_name),
            kind=kind,
            format=form,
            min_zoom=low,
            max_zoom=high,
            bounds=metadata.bounds_of(str(said.get("bounds") or "").split(","))
            or self._bounds(high),
            attribution=plain(said.get("attribution")),
            layers=metadata.layers_of(str(said.get("json") or "")) if kind == "vector" else (),
        )

    def _said(self) -> dict[str, object]:
        try:
            rows = self._ask("SELECT name, value FROM metadata LIMIT ?", (_MOST_KEYS,))
            self._ask(_TILE, (0, 0, 0))
        except sqlite3.OperationalError as error:
            # A database of something else, or one that wants to be run rather than read.
            raise DeskError("tiles_not_package") from error
        return {str(name).lower(): value for name, value in rows}

    def _zooms(self, said: dict[str, object]) -> tuple[int | None, int | None]:
        """What the tiles say, and only where that takes too long what the maker says."""
        try:
            found = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles")[0]
        except sqlite3.OperationalError:
            found = said.get("minzoom", 0), said.get("maxzoom", 14)
        if found[0] is None:
            return None, None
        return metadata.zoom_of(found[0], 0), metadata.zoom_of(found[1], 14)

    def _kind(self, low: int, high: int) -> tuple[Kind, Format]:
        """By the bytes of a tile, whatever the maker says."""
        for data in (*self._some(low), *self._some(high)):
            picture = picture_format(data)
            return ("raster", picture) if picture else ("vector", "pbf")
        raise DeskError("tiles_empty")

    def _bounds(self, zoom: int) -> tuple[float, float, float, float]:
        query = (
            "SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) "
            "FROM tiles WHERE zoom_level = ?"
        )
        try:
            left, right, low, high = (int(part) for part in self._ask(query, (zoom,))[0])
        except (sqlite3.OperationalError, TypeError, ValueError):
            return WORLD
        last = (1 << zoom) - 1
        return metadata.bounds_of_rows(zoom, (left, right), (last - high, last - low))


def _check_head(path: Path) -> None:
    """Raises DeskError: tiles_not_package for a GeoPackage, tiles_cut where pages are missing."""
    with path.open("rb") as file:
        head = file.read(100)
        size = file.seek(0, 2)
    if len(head) < 100 or not head.startswith(MAGIC):
        raise DeskError("tiles_cut" if MAGIC.startswith(head[:16]) else "tiles_not_package")
    if head[68:72] == _GEOPACKAGE:
        raise DeskError("tiles_not_package")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if size < (65536 if page == 1 else page) * pages:
        raise DeskError("tiles_cut")


def _may(act: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Reading, and functions that compute from their arguments alone; nothing else."""
    if act in _ALLOWED:
        return sqlite3.SQLITE_OK
    if act == sqlite3.SQLITE_FUNCTION and second in _ALLOWED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
