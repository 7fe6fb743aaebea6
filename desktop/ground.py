"""The ground of every map on this desk: the authority's outlines, its area packages, the country.

Reading them takes some hundredths of a second: worker threads only.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.paths import resource

if TYPE_CHECKING:
    from casework import wire
    from casework.places.outlines import Area
    from desktop.storage.cache import Cache

_log = logging.getLogger(__name__)
MOST_BYTES = 64_000_000
"""No package unpacks to more."""

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
    from casework.places.outlines import read_outlines

    return read_outlines((resource("maps") / "country.json").read_bytes())


class Grounds:
    """Keeps the ground that was read last. Thread-safe."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._last = Ground()

    def of(self, settings: wire.DeskSettings | None, cache: Cache) -> Ground:
        """The ground by what the desk knows of its authority, with the packages that are here."""
        from desktop.storage import area_parts

        here = "".join(cache.names(area_parts.PREFIX))
        version = f"{settings.authority}:{settings.version}:{hash(here)}" if settings else "none"
        with self._lock:
            if self._last.version != version:
                self._last = _read(settings, cache, version)
            return self._last


def _read(settings: wire.DeskSettings | None, cache: Cache, version: str) -> Ground:
    from casework.places.outlines import OutlineError, read_outlines
    from desktop.storage import area_parts

    sources = [COUNTRY_SOURCE]
    areas: list[Area] = []
    for package in settings.areas if settings is not None else ():
        found = list(_outlines(area_parts.body_of(cache, package)))
        areas += found
        if found and package.source:
            sources.append(package.source)
    if settings is not None and settings.outlines:
        try:
            areas += read_outlines(settings.outlines)
        except OutlineError:
            _log.warning("the authority's outlines cannot be read")  # the country is shown alone
    return Ground(tuple(areas), country(), tuple(dict.fromkeys(sources)), version)


def _outlines(body: bytes | None) -> Iterator[Area]:
    """The areas of a package; none where it is not here, or not one."""
    from casework.places.outlines import OutlineError, read_outlines

    if body is None:
        return
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)) as reader:
            text = reader.read(MOST_BYTES + 1)
        if len(text) <= MOST_BYTES:
            yield from read_outlines(text)
    except (zstandard.ZstdError, OutlineError):
        _log.warning("an area package cannot be read")
