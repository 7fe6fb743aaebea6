"""Opening any file of tiles by its first bytes, and what tiles of it may go on to a map."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import DeskError
from desktop.maps.tiles import mbtiles, pmtiles_file
from desktop.maps.tiles.records import MOST_STORED, Tile, TileFile
from desktop.maps.tiles.sniffing import CONTENT_TYPES, as_picture, as_shapes

ENDINGS = (".mbtiles", ".pmtiles")
# One pixel that lets all through (PNG), and a vector tile without layers.
_NOTHING = (
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b49444154789c636060000000030001b8ad3a630000000049454e44ae426082"
)
EMPTY_PICTURE = Tile(bytes.fromhex(_NOTHING), CONTENT_TYPES["png"])
EMPTY_SHAPES = Tile(b"", CONTENT_TYPES["pbf"])


def ending_of(path: Path) -> str:
    """The ending that suits what the file is by its first bytes.

    Raises DeskError: tiles_not_package; OSError where it can't be read.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(pmtiles_file.MAGIC):
        return ".pmtiles"
    if head.startswith(mbtiles.MAGIC[: max(1, len(head))]):
        return ".mbtiles"
    raise DeskError("tiles_not_package")


def open_tiles(path: Path) -> TileFile:
    """Open a file of tiles. Raises DeskError with the code of a sentence; OSError."""
    if ending_of(path) == ".pmtiles":
        return pmtiles_file.PmtilesFile(path)
    return mbtiles.MbtilesFile(path)


def fit_tile(file: TileFile, stored: bytes) -> Tile | None:
    """A stored tile as a map may have it, None where it is not what its package is made of."""
    if len(stored) > MOST_STORED:
        return None
    if file.info.kind == "raster":
        return as_picture(stored)
    try:
        return as_shapes(file.unpack(stored))
    except ValueError:
        return None
