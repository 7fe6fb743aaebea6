"""A profile with very many cases in its cache, without a server: for measuring the cache alone."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casework import wire
from casework.case import Case, Role
from desktop import clock
from desktop.storage import keys
from desktop.storage.cache import Cache
from desktop.storage.profile import Profile

PASSPHRASE = "a passphrase"
AUTHORITY = "TT"
PAGE = 1000
# After the last of the cases, so that none is from tomorrow.
NOW = 1_690_000_000_000_000
UNITS = ("สำนักปลัด", "กองช่าง", "กองสาธารณสุข", "กองคลัง")
OFFICERS = tuple(f"officer{n}" for n in range(12))


@dataclass(slots=True)
class Filled:
    """A profile, its key and its cache."""

    profile: Profile
    key: bytes
    cache: Cache


def handed_out(cases: Iterable[Case]) -> Iterable[Case]:
    """The cases with units and officers, which public data do not tell, and with due times."""
    for n, case in enumerate(cases):
        yield msgspec.structs.replace(
            case,
            unit=UNITS[n % 4] if n % 5 else "",
            officer=OFFICERS[n % 12] if n % 7 else "",
            due_at=case.ticket.reported_at + (3 + n % 12) * 86_400_000_000,
            ticket=msgspec.structs.replace(case.ticket, village=str(n % 17 or "")),
        )


def fill(folder: Path, cases: Iterable[Case]) -> Filled:
    """Make a profile, of a supervisor, whose cache holds these cases."""
    profile = Profile(folder)
    key = keys.create_key(profile, PASSPHRASE, b"r" * 32)
    cache = Cache.open(profile, key)
    account = wire.Account(
        username="somsri", name="สมศรี", role=str(Role.SUPERVISOR), authority=AUTHORITY
    )
    cache.put_many(
        {
            "account": msgspec.to_builtins(account), "server": "measured", "epoch": 1,
            "server_url": "http://127.0.0.1:9", "device": "measured", "last_sync_at": clock.now(),
        }
    )  # fmt: skip
    start, held = time.perf_counter(), iter(cases)
    number = 0
    while page := list(itertools.islice(held, PAGE)):
        apply(cache, page)
        number += len(page)
    seconds = time.perf_counter() - start
    cache.index.finish()
    indexed = time.perf_counter() - start - seconds
    print(
        f"{number:,} cases in the cache after {seconds:.0f} s, indexed after {indexed:.0f} s more",
        file=sys.stderr, flush=True,
    )  # fmt: skip
    return Filled(profile, key, cache)


def apply(cache: Cache, page: list[Case]) -> None:
    """Take in a page of a pull that goes on."""
    lines = [wire.Line(case=case) for case in page]
    cache.apply_page(lines, wire.End(cursor="1", more=True), epoch=1, now=NOW)
