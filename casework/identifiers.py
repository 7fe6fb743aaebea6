"""Identifiers: UUIDv7 made offline, ticket numbers, and the way people name a case.

The alphabet of ticket numbers is Traffy Fondue's (no 0, 1, J, O).
"""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import NamedTuple

NUMBER_ALPHABET = "23456789ABCDEFGHIKLMNPQRSTUVWXYZ"
_NUMBER = re.compile(r"^\d{4}-[0-9A-Z]{4,12}$")
_ENTROPY_BYTES = 10
_CODE_LENGTH = 6


class Reference(NamedTuple):
    """A case as people name it: the ticket number, and the authority where it is needed."""

    number: str
    authority: str


def uuid7(at: int, entropy: bytes) -> str:
    """Return a UUID version 7 (RFC 9562) for the time `at` (µs UTC) from ten random bytes.

    Raises ValueError when `entropy` has another length.
    """
    if len(entropy) != _ENTROPY_BYTES:
        raise ValueError("uuid7 needs ten random bytes")
    milliseconds = (at // 1000) & ((1 << 48) - 1)
    rand = int.from_bytes(entropy, "big")
    value = milliseconds << 80
    value |= 0x7 << 76
    value |= ((rand >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= rand & ((1 << 62) - 1)
    return str(uuid.UUID(int=value))


def ticket_number(year: int, seed: str) -> str:
    """Return a ticket number `YYYY-XXXXXX` drawn from `seed`, the same for the same seed."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    letters = []
    for _ in range(_CODE_LENGTH):
        number, index = divmod(number, len(NUMBER_ALPHABET))
        letters.append(NUMBER_ALPHABET[index])
    return f"{year:04d}-{''.join(letters)}"


def parse_reference(text: str) -> Reference:
    """Split `2022-K4MDMW@CODE` into number and authority ("" when none was given).

    Letters may be small, and a leading # is taken off. Raises ValueError when nothing is left.
    """
    number, _, authority = text.strip().lstrip("#").partition("@")
    if not number:
        raise ValueError("a case is named by its ticket number")
    return Reference(
        number.strip().upper() if _NUMBER.match(number.strip().upper()) else number.strip(),
        authority.strip(),
    )
