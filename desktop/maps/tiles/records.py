"""What a package of tiles says of itself, and one tile of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

Kind = Literal["raster", "vector"]
Format = Literal["png", "jpeg", "webp", "pbf"]
Bounds = tuple[float, float, float, float]
"""(west, south, east, north), degrees WGS 84."""
Told = Callable[[int, int], None]
"""Hears (done, of how many); what it raises stops the work."""

WORLD: Final[Bounds] = (-180.0, -85.0511, 180.0, 85.0511)
MOST_ZOOM: Final = 24
MOST_STORED: Final = 4 * 1024 * 1024
"""Bytes of the largest tile as it lies in a package; what is larger counts as missing."""
MOST_UNPACKED: Final = 16 * 1024 * 1024
"""Bytes of the largest vector tile once it is unpacked."""
MOST_SIDE: Final = 2048
"""Pixels of the longest side of a raster tile (256 and 512 are usual)."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The bytes of one tile, unpacked, and what they are by their own first bytes."""

    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class TileInfo:
    """What a file says of itself, brought to words and numbers that can be relied on.

    `attribution` is plain text. `layers` names the layers of vector tiles, as far as it says.
    """

    name: str
    kind: Kind
    format: Format
    min_zoom: int
    max_zoom: int
    bounds: Bounds
    attribution: str
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TilePackage:
    """One installed package. `size` in bytes; `shown` is whether maps draw it."""

    id: str
    info: TileInfo
    size: int
    shown: bool = True

    @property
    def name(self) -> str:
        """The name that its maker gave it, or the file's."""
        return self.info.name

    @property
    def kind(self) -> Kind:
        """Pictures or shapes."""
        return self.info.kind

    @property
    def min_zoom(self) -> int:
        """The widest zoom that it has tiles for."""
        return self.info.min_zoom

    @property
    def max_zoom(self) -> int:
        """The closest zoom that it has tiles for; beyond it its tiles are enlarged."""
        return self.info.max_zoom

    @property
    def bounds(self) -> Bounds:
        """(west, south, east, north), degrees."""
        return self.info.bounds

    @property
    def attribution(self) -> str:
        """Whose map it is, as plain text; must be shown wherever the map is."""
        return self.info.attribution


class TileFile(Protocol):
    """An open file of tiles. Thread-safe. Nothing in it is believed."""

    info: TileInfo

    def raw(self, z: int, x: int, y: int) -> bytes | None:
        """The tile as it is stored, rows counted from the north; None where none is."""

    def sample(self) -> Iterator[bytes]:
        """Some tiles as they are stored, from the first, the middle and the last zoom."""

    def unpack(self, data: bytes) -> bytes:
        """A stored vector tile without its packing. Raises ValueError."""

    def check(self, told: Told) -> None:
        """Read the whole file for damage. Raises DeskError("tiles_damaged")."""

    def close(self) -> None:
        """Give the file back. Twice does no harm."""


class OpenTiles(Protocol):
    """Opens a file of one format."""

    def __call__(self, path: Path) -> TileFile:
        """Raises DeskError where the file can't be used."""
