"""What an after-photo proves about a fix: three checks, one verdict. It never blocks anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from casework.limits import EvidenceLimits
from casework.pictures import origins
from casework.pictures.inspection import Picture
from casework.pictures.likeness import bits_apart
from casework.places.distances import distance_metres

Status = Literal["ok", "warn", "unknown"]
_STALE_US = 10 * 60_000_000
_DOUBTFUL = frozenset(
    {
        origins.MOCKED, origins.BY_HAND, origins.BY_PROGRAM, origins.IMPOSSIBLE,
        origins.SCREENSHOT,
    }
)  # fmt: skip
Verdict = Literal["complete", "look_again", "unproven"]


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """A photo already known: its hashes, the number of its case, and whether that is this case."""

    sha256: str
    perceptual_hash: str
    case: str
    same_case: bool
    role: Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a status, a code for which the desk has words, and the values those words need.

    `metres` for distances, `limit` the most that is near; `at` and `against` (microseconds UTC)
    for times: the shot and what it was held against; `case` a case number; `program` the name of
    an editor.
    """

    status: Status
    code: str
    metres: float | None = None
    limit: float | None = None
    at: int | None = None
    against: int | None = None
    case: str = ""
    program: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The checks of one photo and the verdict; `edited` is None where the file doesn't tell."""

    distance: Check
    time: Check
    seen: Check
    edited: Check | None
    verdict: Verdict
    origin: Check | None = None

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks that were made, in the order they are shown."""
        three = (self.distance, self.time, self.seen)
        return (*three, *(c for c in (self.origin, self.edited) if c is not None))


def evidence(
    picture: Picture,
    *,
    case_lon: float | None,
    case_lat: float | None,
    reported_at: int,
    accepted_at: int | None,
    now: int,
    seen_before: Sequence[SeenBefore],
    limits: EvidenceLimits | None = None,
) -> Evidence:
    """Say what `picture` proves about the case at (case_lon, case_lat), WGS 84.

    Times are microseconds since 1970 UTC. Verdict: look_again when any check warns, else unproven
    when any of the three is unknown, else complete. Codes: docs/evidence.md.
    """
    limits = limits or EvidenceLimits()
    distance = _distance(picture, case_lon, case_lat, limits)
    time = _time(picture, reported_at, accepted_at, now, limits)
    seen = _seen(picture, seen_before, limits)
    edited, origin = _edited(picture), _origin(picture, limits)
    statuses = {distance.status, time.status, seen.status}
    statuses |= {check.status for check in (edited, origin) if check is not None}
    verdict: Verdict = "complete"
    if "warn" in statuses:
        verdict = "look_again"
    elif "unknown" in statuses:
        verdict = "unproven"
    return Evidence(distance, time, seen, edited, verdict, origin)


def _distance(
    picture: Picture, lon: float | None, lat: float | None, limits: EvidenceLimits
) -> Check:
    if picture.lon is None or picture.lat is None:
        if picture.origin == origins.STRIPPED:
            return Check("unknown", "photo_stripped")
        return Check("unknown", "photo_without_place")
    if lon is None or lat is None:
        return Check("unknown", "case_without_place")
    metres = distance_metres(lon, lat, picture.lon, picture.lat)
    if metres <= limits.near_metres:
        return Check("ok", "near", metres=metres, limit=limits.near_metres)
    return Check("warn", "far", metres=metres, limit=limits.near_metres)


def _time(
    picture: Picture,
    reported_at: int,
    accepted_at: int | None,
    now: int,
    limits: EvidenceLimits,
) -> Check:
    taken = picture.taken_at
    if taken is None:
        return Check("unknown", "photo_without_time")
    if taken > now + limits.clock_slack_us:
        return Check("warn", "in_the_future", at=taken, against=now)
    if taken < reported_at - limits.clock_slack_us:
        return Check("warn", "before_report", at=taken, against=reported_at)
    if accepted_at is not None and taken >= accepted_at - limits.clock_slack_us:
        return Check("ok", "after_accept", at=taken, against=accepted_at)
    return Check("ok", "after_report", at=taken, against=reported_at)


def _seen(picture: Picture, known: Sequence[SeenBefore], limits: EvidenceLimits) -> Check:
    """Same bytes first, whatever the case; then the same picture on another case; then this
    case's own before-photo, saved anew and handed in as the fix."""
    for other in known:
        if other.sha256 == picture.sha256:
            return Check("warn", "same_file", case=other.case)
    likes = [(bits_apart(picture.perceptual_hash, o.perceptual_hash), o) for o in known]
    for bits, other in sorted(likes, key=lambda pair: pair[0]):
        if not other.same_case and bits <= limits.same_picture_bits:
            return Check("warn", "same_picture", case=other.case)
        if other.same_case and other.role == "before" and bits <= limits.same_view_bits:
            return Check("warn", "same_as_before_photo", case=other.case)
    return Check("ok", "not_seen")


def _origin(picture: Picture, limits: EvidenceLimits) -> Check | None:
    """What stands out about where the place or the file comes from; None where nothing does."""
    if picture.origin in _DOUBTFUL:
        return Check("warn", picture.origin)
    camera, satellite = picture.camera_at, picture.satellite_at
    if picture.lon is not None and camera is not None and satellite is not None:
        # Where the two differ by a time zone or a clock never set, the satellite's was taken.
        stale = (
            picture.taken_at == camera and camera - satellite > _STALE_US + limits.clock_slack_us
        )
        if stale:
            return Check("warn", "place_stale", at=satellite, against=camera)
    if picture.origin == origins.TAKEN_HERE:
        return Check("unknown", picture.origin)
    return None


def _edited(picture: Picture) -> Check | None:
    if picture.edited is None:
        return None
    if picture.edited:
        return Check("warn", "edited", program=picture.edited_with)
    return Check("ok", "not_edited")
