"""The proofs of a wipe from afar: that a desk is that desk, and that an order is its server's.

Desk and server share the recovery key of one account on one device. Of it alone both derive the
wipe key, and prove themselves by HMAC-SHA-256 with it; docs/decisions/0012 says why.
"""

from __future__ import annotations

import hmac
import re
from enum import StrEnum

import msgspec

from casework.shared_keys import derived

_INFO = b"tambon desk wipe"
_CHALLENGE = re.compile(r"^[A-Za-z0-9_-]{16,64}\Z")


class Purpose(StrEnum):
    """What a proof is for; a proof for one purpose fits no other."""

    ASK = "ask"
    ORDER = "order"
    DONE = "done"


def wipe_key(recovery_key: str) -> bytes:
    """The wipe key of a recovery key in hex. Raises ValueError for what is not hex."""
    return derived(recovery_key, _INFO)


def proof(
    key: bytes, purpose: Purpose, *, server: str, account: str, device: str, about: tuple[str, ...]
) -> str:
    """A proof in hex for one account on one device of one server; `about` is what it vouches for.

    The parts are written as JSON, so that no two of them can run into each other.
    """
    said = msgspec.json.encode([str(purpose), server, account, device, *about])
    return hmac.digest(key, said, "sha256").hex()


def fits(given: str, wanted: str) -> bool:
    """Whether a proof is the one that is wanted, in a time that tells nothing of it."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def is_challenge(text: str) -> bool:
    """Whether this can be the challenge of a desk: random, so that an old order fits no new one."""
    return _CHALLENGE.match(text) is not None
