"""Keys that desk and server both derive from the recovery key of one account on one device.

HKDF-SHA-256 (RFC 5869), 32 bytes, without salt; a key for one purpose tells nothing of another,
and nothing leads back from it to the recovery key.
"""

from __future__ import annotations

import hashlib
import hmac


def derived(recovery_key: str, purpose: bytes) -> bytes:
    """The key for a purpose. `recovery_key` is hex. Raises ValueError for what is not hex."""
    return extended(bytes(hashlib.sha256().digest_size), bytes.fromhex(recovery_key), purpose)


def extended(salt: bytes, secret: bytes, purpose: bytes) -> bytes:
    """HKDF with a salt, for a key of one use."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), purpose + b"\x01", "sha256")
