"""The batch on the page: visits and cases with their photos, as proposed and as the officer moved.

No widgets: what is shown is worked out here from the proposals and from what the officer did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from casework.pictures.proposals import Confidence, Key, Matching, Proposal, Visit
from casework.pictures.visits import Shot
from desktop.batching import BatchPhoto, Proposed

ASIDE = "aside"
_VISIT = "visit:"
NONE = Matching((), (), {})


def place_of(key: Key) -> str:
    """The name of a case among the places of photos."""
    return f"{key[0]}/{key[1]}"


def key_of(place: str) -> Key | None:
    """The case of a place, None for any other place."""
    if place == ASIDE or place.startswith(_VISIT) or "/" not in place:
        return None
    authority, _, case = place.partition("/")
    return (authority, case)


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that are shown together: of one case, or of a visit whose case is to be chosen.

    `place` names it; `others` are cases to choose from or also near; `by_hand`: the officer put
    photos here.
    """

    place: str
    key: Key | None
    photos: tuple[Proposal, ...]
    confidence: Confidence
    others: tuple[Key, ...] = ()
    by_hand: bool = False

    @property
    def start(self) -> int:
        """When its first photo was taken (µs UTC), 0 where none tells."""
        return min((p.shot.at for p in self.photos if p.shot.at is not None), default=0)


class BatchState:
    """The photos of the batch and where they belong."""

    def __init__(self) -> None:
        """Empty."""
        self.photos: dict[str, BatchPhoto] = {}
        self.proposed = Proposed(NONE)
        self.placed: dict[str, str] = {}
        self._visits = 0

    def add(self, photos: Iterable[BatchPhoto]) -> int:
        """Add photos; returns how many of them were here already."""
        twice = 0
        for photo in photos:
            twice += photo.sha256 in self.photos
            self.photos.setdefault(photo.sha256, photo)
        return twice

    def remove(self, sha256s: Iterable[str]) -> None:
        """Take photos out of the batch."""
        for sha256 in list(sha256s):
            self.photos.pop(sha256, None)
            self.placed.pop(sha256, None)

    def move(self, sha256s: Iterable[str], place: str) -> None:
        """Put photos to a case (`place_of`), or aside."""
        self.placed |= {sha256: place for sha256 in sha256s if sha256 in self.photos}

    def split(self, sha256s: Iterable[str]) -> str:
        """Make a visit of its own of photos; returns its place."""
        taken = set(self.placed.values())
        while f"{_VISIT}{self._visits}" in taken:
            self._visits += 1
        place = f"{_VISIT}{self._visits}"
        self.move(sha256s, place)
        return place

    def put_back(self, before: Mapping[str, str]) -> None:
        """Undo moves: photos are again where `placed` said before."""
        self.placed = dict(before)

    # -- what is shown ----------------------------------------------------------------------------

    def groups(self) -> list[Group]:
        """Cases and visits with photos, in order of time."""
        here: dict[str, list[Proposal]] = {}
        kept: dict[str, Visit] = {}
        for visit in self.proposed.matching.visits:
            place = _proposed_place(visit)
            kept[place] = visit
            for proposal in visit.photos:
                self._put(here, proposal, place)
        for proposal in self.proposed.matching.apart:
            self._put(here, proposal, ASIDE)
        here.pop(ASIDE, None)
        found = [self._group(place, photos, kept.get(place)) for place, photos in here.items()]
        return sorted(found, key=lambda g: (g.start, g.place))

    def aside(self) -> list[Proposal]:
        """The photos that are in no group, in order of time."""
        visits = [p for visit in self.proposed.matching.visits for p in visit.photos]
        apart = [
            replace(p, key=None, confidence="none")
            for p in visits
            if self.placed.get(p.shot.sha256) == ASIDE and p.shot.sha256 in self.photos
        ]
        for proposal in self.proposed.matching.apart:
            sha256 = proposal.shot.sha256
            if sha256 in self.photos and self.placed.get(sha256, ASIDE) == ASIDE:
                apart.append(proposal)
        return sorted(apart, key=_by_time)

    def group(self, place: str) -> Group | None:
        """The group of this name, if there is one."""
        return next((group for group in self.groups() if group.place == place), None)

    def _put(self, here: dict[str, list[Proposal]], proposal: Proposal, proposed: str) -> None:
        sha256 = proposal.shot.sha256
        if sha256 not in self.photos:
            return
        here.setdefault(self.placed.get(sha256, proposed), []).append(proposal)

    def _group(self, place: str, photos: Sequence[Proposal], visit: Visit | None) -> Group:
        ordered = tuple(sorted(photos, key=_by_time))
        by_hand = any(p.shot.sha256 in self.placed for p in ordered)
        key = key_of(place)
        if visit is None:
            return Group(place, key, ordered, "none", by_hand=True)
        confidence = visit.confidence
        return Group(place, key, ordered, confidence, visit.others, by_hand)


def _proposed_place(visit: Visit) -> str:
    """Where matching puts a visit: with its case, or in a place of its own where it is open."""
    if visit.key is not None and not is_open(visit):
        return place_of(visit.key)
    # By a photo, not by a number: more photos may come before it.
    return f"{_VISIT}{visit.photos[0].shot.sha256}"


def is_open(visit: Visit) -> bool:
    """Whether the officer must say which case it is: several are possible, none is likely."""
    return visit.key is None or (visit.confidence == "possible" and bool(visit.others))


def choices(group: Group) -> list[Key]:
    """The cases that matching thinks possible for a group whose case is to be chosen."""
    found = [p.key for p in group.photos if p.key is not None]
    return list(dict.fromkeys([*found, *group.others]))


def _by_time(proposal: Proposal) -> tuple[int, str]:
    shot: Shot = proposal.shot
    return (shot.at or 0, shot.sha256)
