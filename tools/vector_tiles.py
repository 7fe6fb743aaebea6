"""A small writer of vector tiles (Mapbox Vector Tile 2.1): just what packages for tests need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bool
Spot = tuple[int, int]
"""(x, y) in units of the tile, y to the south."""
EXTENT = 4096
_TYPES = {"point": 1, "line": 2, "polygon": 3}


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature; `parts` are points, lines, or rings without their closing corner."""

    kind: Literal["point", "line", "polygon"]
    parts: Sequence[Sequence[Spot]]
    properties: Mapping[str, Value]


def encode_tile(layers: Mapping[str, Iterable[Shape]]) -> bytes:
    """The bytes of a tile with these layers, in this order."""
    return b"".join(_field(3, _layer(name, list(shapes))) for name, shapes in layers.items())


def _layer(name: str, shapes: Sequence[Shape]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    features = []
    for shape in shapes:
        tags = b""
        for key, value in shape.properties.items():
            tags += varint(keys.setdefault(key, len(keys)))
            tags += varint(values.setdefault((type(value), value), len(values)))
        features.append(
            _field(2, tags) + b"\x18" + varint(_TYPES[shape.kind]) + _field(4, _geometry(shape))
        )
    return (
        _field(1, name.encode())
        + b"".join(_field(2, feature) for feature in features)
        + b"".join(_field(3, key.encode()) for key in keys)
        + b"".join(_field(4, _value(value)) for _, value in values)
        + b"\x28" + varint(EXTENT)
        + b"\x78" + varint(2)
    )  # fmt: skip


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + varint(int(value))
    if isinstance(value, int):
        return b"\x30" + varint(_zigzag(value))
    if isinstance(value, float):
        import struct

        return b"\x19" + struct.pack("<d", value)
    return _field(1, value.encode())


def _geometry(shape: Shape) -> bytes:
    """Commands of section 4.3: move, line, close, with steps from the corner before."""
    out, at = b"", (0, 0)
    for part in shape.parts:
        for number, spot in enumerate(part):
            if number == 0:
                out += varint(1 | 1 << 3)
            elif number == 1:
                out += varint(2 | (len(part) - 1) << 3)
            out += varint(_zigzag(spot[0] - at[0])) + varint(_zigzag(spot[1] - at[1]))
            at = spot
        if shape.kind == "polygon":
            out += varint(7 | 1 << 3)
    return out


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def varint(value: int) -> bytes:
    """A number in as few bytes as it needs, seven bits each, the low ones first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _field(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data
