"""The ground of every map on this desk: the authority's outlines, its area packages, the country.

Reading them takes some hundredths of a second: worker threads only.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from casework.places.outlines import Area, OutlineError, read_outlines
from desktop.paths import resource

if TYPE_CHECKING:
    from casework import wire

COUNTRY_SOURCE = "Natural Earth"


@dataclass(frozen=True, slots=True)
class Ground:
    """Outlines from the smallest scale to the largest: `country` lies under `areas`.

    `sources` are to be named wherever the map is shown. Two grounds with the same `version` are
    the same.
    """

    areas: tuple[Area, ...] = ()
    country: tuple[Area, ...] = ()
    sources: tuple[str, ...] = ()
    version: str = ""


@cache
def country() -> tuple[Area, ...]:
    """Coarse borders of Thailand and its neighbours, so that no map is blank."""
    return read_outlines((resource("maps") / "country.json").read_bytes())


class Grounds:
    """Keeps the ground that was read last. Thread-safe."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._last = Ground()

    def of(self, settings: wire.DeskSettings | None) -> Ground:
        """The ground by what the desk knows of its authority."""
        version = f"{settings.authority}:{settings.version}" if settings else "none"
        with self._lock:
            if self._last.version != version:
                self._last = _read(settings, version)
            return self._last


def _read(settings: wire.DeskSettings | None, version: str) -> Ground:
    areas: tuple[Area, ...] = ()
    if settings is not None and settings.outlines:
        try:
            areas = read_outlines(settings.outlines)
        except OutlineError:
            areas = ()  # the cases are shown on the country alone
    return Ground(areas, country(), (COUNTRY_SOURCE,), version)
