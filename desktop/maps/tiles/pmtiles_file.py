"""PMTiles 3: one file of tiles with directories of its own, read piece by piece.

The header and the numbering of tiles come from the package `pmtiles`; directories are unpacked and
read here, because they come from outside and the package unpacks without an end.
"""

from __future__ import annotations

import json
import os
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop.errors import DeskError
from desktop.maps.tiles import metadata
from desktop.maps.tiles.attribution import plain
from desktop.maps.tiles.records import MOST_STORED, WORLD, Format, Kind, TileInfo, Told
from desktop.maps.tiles.sniffing import unpacked

if TYPE_CHECKING:
    from pmtiles.tile import HeaderDict

MAGIC: Final = b"PMTiles"
_HEAD: Final = 127
_MOST_DIRECTORY: Final = 4 * 1024 * 1024
_MOST_DEPTH: Final = 4
_KEPT_DIRECTORIES: Final = 16
_SAMPLE: Final = 4
_PACKINGS: Final = {"NONE", "GZIP", "ZSTD"}
_KINDS: Final[dict[str, tuple[Kind, Format]]] = {
    "MVT": ("vector", "pbf"),
    "PNG": ("raster", "png"),
    "JPEG": ("raster", "jpeg"),
    "WEBP": ("raster", "webp"),
}


class _Directory(NamedTuple):
    """Entries in the order of their tile numbers; a run of 0 leads to a directory below."""

    ids: list[int]
    runs: list[int]
    lengths: list[int]
    offsets: list[int]


class PmtilesFile:
    """An open PMTiles file; see `TileFile`."""

    info: TileInfo

    def __init__(self, path: Path) -> None:
        """Raises DeskError: tiles_cut, tiles_other_version, tiles_other_packing,
        tiles_other_format, tiles_damaged, tiles_empty."""
        self._lock = threading.Lock()
        self._file = path.open("rb")
        self._directories: OrderedDict[tuple[int, int], _Directory] = OrderedDict()
        try:
            self._size = os.fstat(self._file.fileno()).st_size
            self._header = self._read_header()
            self.info = self._read_info(path.name)
        except (ValueError, OSError) as error:
            self.close()
            raise DeskError("tiles_damaged") from error
        except DeskError:
            self.close()
            raise

    def raw(self, z: int, x: int, y: int) -> bytes | None:
        """The tile as it is stored; None where none is, or it can't be read."""
        from pmtiles.tile import zxy_to_tileid

        try:
            return self._at(zxy_to_tileid(z, x, y))
        except (ValueError, OSError):
            return None

    def _at(self, number: int) -> bytes | None:
        where = self._header["root_offset"], self._header["root_length"]
        for _ in range(_MOST_DEPTH):
            directory = self._directory(*where)
            at = bisect_right(directory.ids, number) - 1
            if at < 0:
                return None
            run, length = directory.runs[at], directory.lengths[at]
            if run == 0:
                where = self._header["leaf_directory_offset"] + directory.offsets[at], length
                continue
            if number - directory.ids[at] >= run or not 0 < length <= MOST_STORED:
                return None
            return self._bytes(self._header["tile_data_offset"] + directory.offsets[at], length)
        return None

    def sample(self) -> Iterator[bytes]:
        """Some tiles as they are stored, from the first to the last that it has."""
        directory = self._first_tiles()
        numbers = [n for n, run in zip(directory.ids, directory.runs, strict=True) if run]
        step = max(1, len(numbers) // (2 * _SAMPLE))
        for number in numbers[::step]:
            data = self._at(number)
            if data is None:
                raise DeskError("tiles_damaged")
            yield data

    def _first_tiles(self) -> _Directory:
        """The root where it names tiles itself, else the leaf in the middle."""
        where = self._header["root_offset"], self._header["root_length"]
        for _ in range(_MOST_DEPTH):
            directory = self._directory(*where)
            if not directory.ids:
                raise DeskError("tiles_empty")
            if any(directory.runs):
                return directory
            middle = len(directory.ids) // 2
            where = (
                self._header["leaf_directory_offset"] + directory.offsets[middle],
                directory.lengths[middle],
            )
        raise DeskError("tiles_damaged")

    def unpack(self, data: bytes) -> bytes:
        """A stored vector tile without its packing. Raises ValueError."""
        return unpacked(data)

    def check(self, told: Told) -> None:
        """Every directory is readable and every tile lies inside the file.

        Raises DeskError("tiles_damaged"), and what `told` raises to stop it.
        """
        try:
            waiting = [(self._header["root_offset"], self._header["root_length"], 0)]
            end, done = self._header["tile_data_length"], 0
            while waiting:
                offset, length, depth = waiting.pop()
                directory = self._directory(offset, length)
                done += 1
                told(done, done + len(waiting))
                for run, length, offset in zip(
                    directory.runs, directory.lengths, directory.offsets, strict=True
                ):
                    if run:
                        if offset + length > end:
                            raise ValueError("a tile outside of the file")
                    elif depth + 1 < _MOST_DEPTH:
                        start = self._header["leaf_directory_offset"]
                        waiting.append((start + offset, length, depth + 1))
                    else:
                        raise ValueError("directories without an end")
        except (ValueError, OSError) as error:
            raise DeskError("tiles_damaged") from error

    def close(self) -> None:
        """Give the file back. Twice does no harm."""
        self._file.close()

    # -- pieces of the file

    def _bytes(self, offset: int, length: int) -> bytes:
        """Raises ValueError where the file has none there."""
        with self._lock:
            self._file.seek(offset)
            data = self._file.read(length)
        if len(data) < length:
            raise ValueError("cut off")
        return data

    def _directory(self, offset: int, length: int) -> _Directory:
        key = offset, length
        with self._lock:
            found = self._directories.get(key)
            if found is not None:
                self._directories.move_to_end(key)
                return found
        if not 0 < length <= _MOST_DIRECTORY:
            raise ValueError("a directory that can't be")
        read = _entries(unpacked(self._bytes(offset, length), 8 * _MOST_DIRECTORY))
        with self._lock:
            self._directories[key] = read
            while len(self._directories) > _KEPT_DIRECTORIES:
                self._directories.popitem(last=False)
        return read

    # -- what it says of itself

    def _read_header(self) -> HeaderDict:
        from pmtiles.tile import deserialize_header

        with self._lock:
            self._file.seek(0)
            head = self._file.read(_HEAD)
        if len(head) < _HEAD:
            raise DeskError("tiles_cut")
        if head[7] != 3:
            raise DeskError("tiles_other_version")
        try:
            header = deserialize_header(head)
        except ValueError:
            raise DeskError("tiles_other_packing") from None
        parts = ("root", "metadata", "leaf_directory", "tile_data")
        numbers: dict[str, Any] = dict(header)
        ends = [numbers[f"{part}_offset"] + numbers[f"{part}_length"] for part in parts]
        if max(ends) > self._size:
            raise DeskError("tiles_cut")
        packings = {header["internal_compression"].name, header["tile_compression"].name}
        if not packings <= _PACKINGS:
            raise DeskError("tiles_other_packing")
        return header

    def _read_info(self, file_name: str) -> TileInfo:
        header = self._header
        found = _KINDS.get(header["tile_type"].name)
        if found is None:
            raise DeskError("tiles_other_format")
        said = self._said()
        corners = (
            header["min_lon_e7"], header["min_lat_e7"],
            header["max_lon_e7"], header["max_lat_e7"],
        )  # fmt: skip
        low = metadata.zoom_of(header["min_zoom"], 0)
        return TileInfo(
            name=metadata.name_of(said.get("name"), file_name),
            kind=found[0],
            format=found[1],
            min_zoom=low,
            max_zoom=max(low, metadata.zoom_of(header["max_zoom"], 14)),
            bounds=metadata.bounds_of(corner / 1e7 for corner in corners) or WORLD,
            attribution=plain(said.get("attribution")),
            layers=metadata.layer_names(said.get("vector_layers")),
        )

    def _said(self) -> dict[str, Any]:
        length = self._header["metadata_length"]
        if not 0 < length <= metadata.MOST_METADATA:
            return {}
        packed = self._bytes(self._header["metadata_offset"], length)
        try:
            said = json.loads(unpacked(packed, metadata.MOST_METADATA))
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def _entries(data: bytes) -> _Directory:
    """A directory as the format writes it (PMTiles 3, section 4). Raises ValueError."""
    numbers = _numbers(data)
    count = next(numbers)
    if count > len(data):
        raise ValueError("more entries than bytes")
    ids, last = [], 0
    for _ in range(count):
        last += next(numbers)
        ids.append(last)
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for at in range(count):
        said = next(numbers)
        if said == 0 and at == 0:
            raise ValueError("the first entry follows on none")
        offsets.append(offsets[-1] + lengths[at - 1] if said == 0 else said - 1)
    return _Directory(ids, runs, lengths, offsets)


def _numbers(data: bytes) -> Iterator[int]:
    """Variable-length numbers, low part first. Raises ValueError where one breaks off."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            yield value
            value = shift = 0
        elif shift >= 63:
            raise ValueError("a number without an end")
        else:
            shift += 7
    raise ValueError("cut off")
