"""The sums by which two holders of the same cases find out whether they hold the same versions.

Each case falls into one of 64 buckets by its id. A bucket's sum is the XOR of a hash of each
case's id and version, so that it does not depend on the order and one wrong case shows.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import blake2b
from zlib import crc32

import msgspec

BUCKETS = 64
_WIDTH = 8


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """How many cases an account is to hold, and the sums of their versions, base64 in `sums`."""

    count: int
    sums: str


def bucket_of(case_id: str) -> int:
    """The bucket (0 to 63) of a case."""
    return crc32(case_id.encode()) % BUCKETS


def check_of(versions: Iterable[tuple[str, int]]) -> Check:
    """The check of cases by (id, version)."""
    sums = [0] * BUCKETS
    count = 0
    for case_id, version in versions:
        count += 1
        named = case_id.encode()
        digest = blake2b(b"%b\n%d" % (named, version), digest_size=_WIDTH).digest()
        sums[crc32(named) % BUCKETS] ^= int.from_bytes(digest)
    packed = b"".join(value.to_bytes(_WIDTH) for value in sums)
    return Check(count=count, sums=base64.b64encode(packed).decode())


def differing(one: Check, other: Check) -> list[int]:
    """The buckets in which two checks differ; all of them where a sum cannot be read."""
    try:
        first, second = (base64.b64decode(check.sums, validate=True) for check in (one, other))
    except ValueError:
        return list(range(BUCKETS))
    if len(first) != len(second) or len(first) != BUCKETS * _WIDTH:
        return list(range(BUCKETS))
    return [
        n
        for n in range(BUCKETS)
        if first[n * _WIDTH : (n + 1) * _WIDTH] != second[n * _WIDTH : (n + 1) * _WIDTH]
    ]
