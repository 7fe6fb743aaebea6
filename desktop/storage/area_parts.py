"""Area packages as they are kept: piece by piece, under the hash of the whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

import msgspec

from casework import wire

if TYPE_CHECKING:
    from desktop.storage.values import Values

AREAS, PREFIX = "areas", "areas:"
"""The names of what the authority has, and of the pieces that are here."""


def name_of(sha256: str, number: int) -> str:
    """Under which name a piece is kept in the cache."""
    return f"{PREFIX}{sha256}:{number}"


def told(cache: Values) -> tuple[wire.AreaPackage, ...]:
    """The packages that the authority has, as far as this desk knows."""
    return msgspec.convert(cache.get(AREAS, ()), tuple[wire.AreaPackage, ...])


def body_of(cache: Values, package: wire.AreaPackage) -> bytes | None:
    """The whole package, checked by its hash, where it is here; else None."""
    pieces = [cache.get(name_of(package.sha256, n)) for n in range(package.parts)]
    try:
        body = b"".join(base64.b64decode(piece or "") for piece in pieces)
    except (binascii.Error, TypeError):
        return None
    return body if hashlib.sha256(body).hexdigest() == package.sha256 else None


def keep(cache: Values, package: wire.AreaPackage, number: int, piece: bytes) -> bool:
    """Keep a piece; False where with it the package is whole and is not what its hash says.

    Then all of it was dropped, to come again.
    """
    cache.put(name_of(package.sha256, number), base64.b64encode(piece).decode())
    held = set(cache.names(f"{PREFIX}{package.sha256}:"))
    names = {name_of(package.sha256, n) for n in range(package.parts)}
    if names <= held and body_of(cache, package) is None:
        cache.drop(names)
        return False
    return True
