"""What matching is told of cases and what it answers: photos proposed to cases, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from casework.pictures.visits import Shot

Confidence = Literal["sure", "likely", "possible", "none"]
Key = tuple[str, str]
"""(authority, case id)."""


@dataclass(frozen=True, slots=True)
class Site:
    """A case to which photos may belong. `workable`: the officer may record a fix on it.

    `order` is its place in the plan of the day, `photos` the SHA-256 of photos it has already;
    `awaited`: it was closed and its after-photos are still to come.
    """

    key: Key
    lon: float | None = None
    lat: float | None = None
    workable: bool = True
    is_open: bool = True
    reported_at: int = 0
    accepted_at: int | None = None
    finished_at: int | None = None
    awaited: bool = False
    order: int | None = None
    photos: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a photo is proposed, or is not: a code with the values its words need.

    near, also_near, far (`metres`, `key`); between (`at`, `until`: the photos around it);
    beside (`at`, of the photo beside it); planned; closed_then (`at`); no_place; no_time;
    nothing_near; before_report (`at`); used (`key`); named_time; early.
    """

    code: str
    metres: float | None = None
    at: int | None = None
    until: int | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One photo with the case it is proposed to, if any, and other cases that are possible.

    `share` is how likely the case is, 0 to 1. `early`: it may show the place before the work.
    """

    shot: Shot
    key: Key | None
    confidence: Confidence
    share: float = 0.0
    reasons: tuple[Reason, ...] = ()
    others: tuple[Key, ...] = ()
    early: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Photos of one visit; `key` is None where no case, or no single one, is proposed."""

    photos: tuple[Proposal, ...]
    key: Key | None
    confidence: Confidence
    others: tuple[Key, ...] = ()

    @property
    def start(self) -> int:
        """When its first photo was taken, 0 where none tells."""
        return min((p.shot.at for p in self.photos if p.shot.at is not None), default=0)


@dataclass(frozen=True, slots=True)
class Matching:
    """Visits with a case (or a choice of cases) in order of time, and photos apart.

    `offsets` says by camera how much its clock was behind the satellites.
    """

    visits: tuple[Visit, ...]
    apart: tuple[Proposal, ...]
    offsets: Mapping[str, int]
