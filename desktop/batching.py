"""Photos of a day that become fixes of several cases: taken in, proposed, saved as one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from casework import acts
from casework.case import Case, PhotoRole, Role, State
from casework.pictures.inspection import Picture
from casework.pictures.matching import REACH, match
from casework.pictures.proposals import Key, Matching, Site
from casework.pictures.visits import Shot, time_in_name
from casework.thai import local
from casework.workflow import RULES, fits, may
from desktop import clock
from desktop.acting import ActReport
from desktop.errors import DeskError
from desktop.storage.records import CaseQuery, CaseRow, Near

if TYPE_CHECKING:
    from casework.operations import Payload
    from desktop.desk import Desk
    from desktop.evidence import PreparedPhoto
    from desktop.storage.photos import PhotoStore

PLAN = "day"
"""The name under which My day keeps its plan: `day`, and `today` as [authority, case] pairs."""
MOST_PHOTOS = 500
MOST_OWN, MOST_NEAR = 400, 2000
LATE_DAYS = 14
"""So long after it was closed a case may still be proposed for a photo."""
_CELL = 0.003
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class BatchPhoto:
    """A photo of the batch whose bytes this desk keeps; `picture` is what the file tells."""

    name: str
    picture: Picture

    @property
    def sha256(self) -> str:
        """Its identity."""
        return self.picture.sha256

    @property
    def shot(self) -> Shot:
        """What matching is told of it."""
        known = self.picture
        return Shot(
            known.sha256,
            known.taken_at,
            known.lon,
            known.lat,
            known.camera,
            known.camera_at,
            known.satellite_at,
            time_in_name(self.name),
        )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a batch, the cases that may be chosen from, and what may be saved on
    each (see `allowed`), by key."""

    matching: Matching
    cases: Mapping[Key, Case] = field(default_factory=dict)
    kinds: Mapping[Key, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseFix:
    """What the officer confirmed for one case. `reasons` are words for photos that warn."""

    key: Key
    photos: tuple[BatchPhoto, ...] = ()
    text: str = ""
    outcome: State = State.DONE
    due_at: int | None = None
    work: acts.Work = acts.NO_WORK
    reasons: Mapping[str, str] = field(default_factory=dict)


def take_in(photos: PhotoStore, source: Path | bytes, name: str) -> BatchPhoto:
    """Read a photo and keep its bytes, encrypted. Slow: never on the main thread.

    Raises DeskError; then nothing was kept.
    """
    from desktop.evidence import keep

    picture, shown = keep(photos, source, name)
    return BatchPhoto(shown, picture)


def propose(
    desk: Desk, photos: Sequence[BatchPhoto], by_hand: int | None, plan: Sequence[Key] = ()
) -> Proposed:
    """Match the photos with the cases of this desk. Slow: never on the main thread.

    `by_hand` (µs) is added to times that no satellite confirms; `plan` is the order of the day.
    """
    shots = [photo.shot for photo in photos]
    cases = _cases_for(desk, shots, plan)
    order = {key: number for number, key in enumerate(plan)}
    kinds = {key: allowed(desk, case) for key, case in cases.items()}
    sites = [_site(desk, case, kinds[key], order.get(key)) for key, case in cases.items()]
    wanted = {shot.sha256 for shot in shots}
    known = desk.cache.known_photos()
    used = {one.sha256: (one.authority, one.case) for one in known if one.sha256 in wanted}
    missing = [key for key in used.values() if key not in cases]
    cases |= {_key(case): case for case in desk.cache.many(missing)}
    return Proposed(match(shots, sites, by_hand, used), cases, kinds)


def look(desk: Desk, keys: Iterable[Key]) -> dict[Key, tuple[Case, str]]:
    """Cases as they stand now, each with what may be saved on it."""
    return {_key(case): (case, allowed(desk, case)) for case in desk.cache.many(list(keys))}


def judge(
    desk: Desk, case: Case, photos: Iterable[BatchPhoto]
) -> dict[tuple[str, Key], PreparedPhoto]:
    """What photos prove about a case, by (SHA-256, case). Slow: never on the main thread."""
    from desktop.evidence import judge as judge_one
    from desktop.evidence import limits_of, seen_before

    seen, limits = seen_before(desk.cache, desk.photos, case), limits_of(desk.cache)
    return {
        (photo.sha256, _key(case)): judge_one(photo.picture, photo.name, case, seen, limits)
        for photo in photos
    }


def allowed(desk: Desk, case: Case) -> str:
    """What may be saved on a case: record_fix, attach_photo where no more is, or ""."""
    role, person = desk.role, desk.person
    whose = person.acts_for(clock.now()) | {person.account.username}
    for kind in ("record_fix", "attach_photo"):
        own = role != Role.OFFICER or RULES[kind].anyone_here or case.officer in whose
        gone = kind == "record_fix" and desk.cache.is_gone(case.authority, case.id)
        if may(role, kind) and fits(case, kind) and own and not gone:
            return kind
    return ""


def save(desk: Desk, wanted: Sequence[CaseFix]) -> ActReport:
    """Save all of it as one group with one undo; where only photos are taken, photos alone.

    Raises DeskError("batch_nothing") where nothing of it can be saved, "photo_missing".
    """
    payloads: list[tuple[Case, Payload]] = []
    for one in wanted:
        case = desk.case(*one.key)
        payload = None if case is None else _payload(desk, case, one)
        if case is not None and payload is not None:
            payloads.append((case, payload))
    if not payloads:
        raise DeskError("batch_nothing")
    return desk.save(payloads)


def _payload(desk: Desk, case: Case, one: CaseFix) -> Payload | None:
    judged = judge(desk, case, one.photos)
    missing = next((p for p in one.photos if not desk.photos.has(p.sha256)), None)
    if missing is not None:
        raise DeskError("photo_missing", name=missing.name)
    named = tuple(
        judged[photo.sha256, one.key].named(one.reasons.get(photo.sha256, ""))
        for photo in one.photos
    )
    kind = allowed(desk, case)
    if kind == "record_fix":
        return acts.outcome(
            case, one.outcome, due_at=one.due_at, text=one.text, photos=named, work=one.work
        )
    if kind == "attach_photo" and named:
        return acts.payload(case, kind, text=one.text, photos=named)
    return None


def _key(case: Case) -> Key:
    return (case.authority, case.id)


def _cases_for(desk: Desk, shots: Sequence[Shot], plan: Sequence[Key]) -> dict[Key, Case]:
    """The person's own open cases, those near the photos, and those of the plan."""
    times = [shot.at for shot in shots if shot.at is not None]
    since = min(times, default=clock.now()) - LATE_DAYS * _DAY
    me = desk.account.username if desk.role == Role.OFFICER else ""
    own = desk.rows(CaseQuery(officer=me, open_only=True), limit=MOST_OWN).rows
    found = {(row.authority, row.id): None for row in own}
    for near in _circles(shots):
        if len(found) < MOST_NEAR:
            rows = desk.rows(CaseQuery(near=near), limit=MOST_OWN).rows
            found |= {(row.authority, row.id): None for row in rows if _is_live(row, since)}
    keys = [*plan, *found]
    cases = {_key(case): case for case in desk.cache.many(keys)}
    # What is done to the main case of a group is done to its members.
    return {key: case for key, case in cases.items() if not case.parent}


def _is_live(row: CaseRow, since: int) -> bool:
    return row.is_open or (row.finished_at is not None and row.finished_at >= since)


def _circles(shots: Sequence[Shot]) -> list[Near]:
    """Circles that hold every place within reach of a photo, one for photos that lie together."""
    cells = {
        (round(shot.lon / _CELL), round(shot.lat / _CELL))
        for shot in shots
        if shot.lon is not None and shot.lat is not None
    }
    # From the middle of a cell to its corner are at most 240 m.
    return [Near(x * _CELL, y * _CELL, REACH + 250) for x, y in sorted(cells)]


def _site(desk: Desk, case: Case, kind: str, order: int | None) -> Site:
    after = case.photos_of(PhotoRole.AFTER)
    return Site(
        _key(case),
        case.ticket.lon,
        case.ticket.lat,
        workable=kind == "record_fix" or _was_ones_own(desk, case),
        is_open=case.is_open,
        reported_at=case.ticket.reported_at,
        accepted_at=case.accepted_at,
        finished_at=case.finished_at,
        awaited=case.state == State.DONE and not after,
        order=order,
        photos=frozenset(photo.sha256 for photo in case.photos if photo.sha256),
    )


def _was_ones_own(desk: Desk, case: Case) -> bool:
    return not case.is_open and case.officer in {"", desk.account.username}


def plan_of(desk: Desk, photos: Sequence[BatchPhoto]) -> list[Key]:
    """The order of My day on a day on which photos were taken; empty where there is none."""
    plan = desk.cache.get(PLAN)
    if not isinstance(plan, dict):
        return []
    days = {local(p.shot.at).date().isoformat() for p in photos if p.shot.at is not None}
    kept = plan.get("today")
    if plan.get("day") not in days or not isinstance(kept, list):
        return []
    return [(str(one[0]), str(one[1])) for one in kept if isinstance(one, list) and len(one) == 2]
