"""How many cases each choice of the filter panel would leave, counted off the main thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.views import Filters

SECONDS = 0.5
"""Counting that takes longer stops: a choice without a number is better than a slow desk."""


@dataclass(frozen=True, slots=True)
class Options:
    """What cases can be filtered by: names with how many of all cases have each."""

    types: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    officers: tuple[tuple[str, str], ...] = ()


def read_options(desk: Desk, language: str) -> Options:
    """The types, units, villages and officers known to a desk. Slow: worker thread."""
    settings = desk.settings
    types = [name for name, _ in desk.cache.types()]
    types += [name for name in (settings.types if settings else ()) if name not in types]
    return Options(
        types=tuple(types),
        units=tuple(unit.name for unit in settings.units) if settings else (),
        villages=tuple(number for number, _ in desk.cache.villages()),
        officers=tuple((s.username, desk.name_of(s.username, language)) for s in desk.officers()),
    )


def with_only(filters: Filters, kind: str, name: str) -> Filters:
    """Filters with one thing chosen of a kind, all other kinds as they are."""
    if kind == "flags":
        return replace(filters, **{name: True})
    return replace(filters, **{kind: frozenset({name})})


def count_choices(
    desk: Desk,
    wanted: Sequence[tuple[tuple[str, str], CaseQuery]],
    still: Callable[[], bool],
) -> dict[tuple[str, str], int]:
    """How many cases each of these queries has, as far as the time goes. Slow: worker thread."""
    found: dict[tuple[str, str], int] = {}
    end = time.monotonic() + SECONDS
    for name, query in wanted:
        if not still() or time.monotonic() > end:
            break
        found[name] = desk.count(query)
    return found
