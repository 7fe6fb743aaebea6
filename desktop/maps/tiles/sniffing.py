"""What the bytes of a tile are, by themselves: packing, kind of picture, its size in pixels.

Only headers are read: a bomb is found by the size that it claims, before anything decodes it.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

import zstandard

from desktop.maps.tiles.records import MOST_SIDE, MOST_UNPACKED, Format, Tile

CONTENT_TYPES: Final[dict[Format, str]] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pbf": "application/x-protobuf",
}
_GZIP: Final = b"\x1f\x8b"
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
# Frames that hold sizes: JPEG (ITU T.81, table B.1), without tables and restarts.
_JPEG_SIZES: Final = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_VECTOR_LAYER: Final = 0x1A  # field 3, length-delimited: Mapbox Vector Tile 2.1, section 4.1


def unpacked(data: bytes, most: int = MOST_UNPACKED) -> bytes:
    """The bytes without gzip, zlib or zstd, whichever they begin like; others as they are.

    Raises ValueError where they are damaged, or come to more than `most` bytes.
    """
    if data.startswith(_GZIP):
        return _inflated(data, 31, most)
    if data.startswith(_ZSTD):
        return _from_zstd(data, most)
    if data.startswith(_ZLIB):
        return _inflated(data, 15, most)
    return data


def _inflated(data: bytes, window: int, most: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        out = inflate.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if len(out) > most:
        raise ValueError("too large")
    if not inflate.eof:
        raise ValueError("cut off")
    return out


def _from_zstd(data: bytes, most: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=most).stream_reader(data) as reader:
            out = reader.read(most + 1)
    except zstandard.ZstdError as error:
        raise ValueError("damaged") from error
    if len(out) > most:
        raise ValueError("too large")
    return out


def picture_format(data: bytes) -> Format | None:
    """png, jpeg or webp by the first bytes; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels that a picture claims, None where it claims none."""
    kind = picture_format(data)
    try:
        if kind == "png":
            return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" else None
        if kind == "jpeg":
            return _jpeg_size(data)
        if kind == "webp":
            return _webp_size(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """The three kinds of WebP: lossy, lossless, extended (RFC 9649, section 2)."""
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int(struct.unpack("<I", data[21:25])[0])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        return width, int.from_bytes(data[27:30], "little") + 1
    return None


def as_picture(data: bytes) -> Tile | None:
    """A raster tile fit to be given to a decoder, None for anything else."""
    kind, size = picture_format(data), picture_size(data)
    if kind is None or size is None or not all(0 < side <= MOST_SIDE for side in size):
        return None
    return Tile(data, CONTENT_TYPES[kind])


def as_shapes(data: bytes) -> Tile | None:
    """A vector tile (already unpacked) whose outer frame is whole, None for anything else."""
    if not is_vector_tile(data):
        return None
    return Tile(data, CONTENT_TYPES["pbf"])


def is_vector_tile(data: bytes) -> bool:
    """Whether the bytes are layers of a vector tile from first to last byte, or nothing at all."""
    at = 0
    while at < len(data):
        if data[at] != _VECTOR_LAYER:
            return False
        length, at = _varint(data, at + 1)
        at += length
    return at == len(data)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """(value, where it ends); a value that never ends counts as more than there is."""
    value = shift = 0
    while at < len(data) and shift < 35:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
    return len(data) + 1, at
