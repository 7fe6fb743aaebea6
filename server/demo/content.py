"""Reads the demo's content and lays its times around now, so that it always looks fresh.

The files are described in docs/demo.md. Times in the files are hours before now; those older
than a day keep their hour of the day in Thailand, as if they were read at ten in the morning.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from casework.case import PhotoRole, Role, State
from casework.thai import BANGKOK
from server.demo.files import demo_file

_HOUR = 3_600_000_000
_MINUTE = 60_000_000
_READ_AT = 10
_OFFICE_CLOSES = (16, 30)


class DemoAuthority(msgspec.Struct, frozen=True, kw_only=True):
    """The one authority of the demo."""

    code: str
    name: str
    name_en: str
    subdistrict: str
    district: str
    province: str


class DemoUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A division of the authority; cases name it by its Thai name."""

    name: str
    name_en: str


class DemoVillage(msgspec.Struct, frozen=True, kw_only=True):
    """A village; `number` is its หมู่, as cases name it."""

    number: str
    name: str
    name_en: str


class DemoStaff(msgspec.Struct, frozen=True, kw_only=True):
    """A person with an account."""

    username: str
    name: str
    name_en: str
    role: Role
    unit: str


class DemoPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A photo to be made by `server.demo.photos.render`, with exactly these arguments.

    Where the photo came through LINE, `taken_at`, `lon` and `lat` are None: LINE removes them.
    `added_at` (µs UTC) is when it reached the case.
    """

    file: str
    role: PhotoRole
    variant: int
    added_at: int
    taken_at: int | None = None
    lon: float | None = None
    lat: float | None = None


class DemoEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a case's history, oldest first; `at` is µs UTC.

    `to` is the officer of an assign, the authority of a forward, the main case of a merge.
    `via` is the main case whose fix this is. `photos` are indexes into the case's photos.
    """

    kind: str
    actor: str
    at: int
    text: str = ""
    to: str = ""
    via: str = ""
    state: State | None = None
    star: int | None = None
    photos: tuple[int, ...] = ()


class DemoCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case with absolute times (µs UTC); (lon, lat) WGS 84, None where unknown."""

    number: str
    description: str
    types: tuple[str, ...]
    state: State
    label: str
    unit: str
    officer: str
    forwarded_to: str
    village: str
    place: str
    address: str
    subdistrict: str
    district: str
    province: str
    lon: float | None
    lat: float | None
    reporter_name: str
    reporter_phone: str
    channel: str
    reported_at: int
    due_at: int | None
    accepted_at: int | None
    started_at: int | None
    finished_at: int | None
    updated_at: int
    reopen_count: int
    star: int | None
    parent: str
    photos: tuple[DemoPhoto, ...]
    history: tuple[DemoEvent, ...]


class DemoContent(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the demo starts with; `outlines` is a GeoJSON FeatureCollection."""

    authority: DemoAuthority
    units: tuple[DemoUnit, ...]
    villages: tuple[DemoVillage, ...]
    staff: tuple[DemoStaff, ...]
    cases: tuple[DemoCase, ...]
    outlines: dict[str, Any]


def load(now: int) -> DemoContent:
    """Read the demo's content as of `now` (µs UTC); main cases come before their members.

    Raises:
        OSError: when a file of the demo is missing.
        ValueError: when one is damaged (msgspec.ValidationError and JSON errors are such).
    """
    people = json.loads(demo_file("staff.json").read_bytes())
    raw = json.loads(demo_file("cases.json").read_bytes())
    cases = [_case(record, now) for record in raw]
    return msgspec.convert(
        {
            **people,
            "cases": sorted(cases, key=lambda case: (bool(case["parent"]), case["number"])),
            "outlines": json.loads(demo_file("outlines.geojson").read_bytes()),
        },
        DemoContent,
    )


def moment(hours_ago: float, now: int) -> int:
    """When (µs UTC) something `hours_ago` was: of the last day exactly, else at its hour of day."""
    if hours_ago < 24:
        return now - round(hours_ago * _HOUR)
    read_at = _local(now).replace(hour=_READ_AT, minute=0, second=0, microsecond=0)
    return min(_micros(read_at) - round(hours_ago * _HOUR), now - _MINUTE)


def _due(hours: float | None, now: int) -> int | None:
    """Dates that lie ahead end with the office day; those past are as long past as told."""
    if hours is None:
        return None
    if hours < 0:
        return now + round(hours * _HOUR)
    day = _local(now) + timedelta(hours=hours)
    hour, minute = _OFFICE_CLOSES
    return _micros(day.replace(hour=hour, minute=minute, second=0, microsecond=0))


def _case(raw: dict[str, Any], now: int) -> dict[str, Any]:
    history = _history(raw["history"], now)
    reported_at = history[0]["at"]
    photos = [_photo(p, raw, history, index) for index, p in enumerate(raw["photos"])]
    kept = {k: v for k, v in raw.items() if not k.endswith(("hours", "hours_ago"))}
    return {
        **kept,
        "parent": raw["parent"] or "",
        "reported_at": reported_at,
        "due_at": _due(raw["due_hours"], now),
        "accepted_at": _last(history, "accept"),
        "started_at": _last(history, "start"),
        "finished_at": _last(history, "record_fix", "reject"),
        "updated_at": history[-1]["at"],
        "photos": photos,
        "history": history,
    }


def _history(events: list[dict[str, Any]], now: int) -> list[dict[str, Any]]:
    """Give every event its time; laying them on days must not change their order."""
    told: list[dict[str, Any]] = []
    for event in events:
        at = moment(event["hours_ago"], now)
        if told:
            at = max(at, told[-1]["at"] + _MINUTE)
        told.append({**event, "at": min(at, now)})
    return told


def _photo(
    photo: dict[str, Any], case: dict[str, Any], history: list[dict[str, Any]], index: int
) -> dict[str, Any]:
    """Place a photo before the event that brought it, near the case, unless it lost its EXIF."""
    added_at = next(e["at"] for e in history if index in e.get("photos", ()))
    made = {
        "file": photo["file"],
        "role": photo["role"],
        "variant": photo["variant"],
        "added_at": added_at,
    }
    if photo["gps"]:
        # Minutes between the shot and its sending, and a few metres of a phone's error.
        made["taken_at"] = added_at - (3 + photo["variant"] % 9) * _MINUTE
        if case["lon"] is not None:
            made["lon"] = round(case["lon"] + (photo["variant"] % 7 - 3) * 0.00003, 6)
            made["lat"] = round(case["lat"] + (photo["variant"] % 5 - 2) * 0.00003, 6)
    return made


def _last(history: list[dict[str, Any]], *kinds: str) -> int | None:
    times: list[int] = [event["at"] for event in history if event["kind"] in kinds]
    return times[-1] if times else None


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(BANGKOK)


def _micros(when: datetime) -> int:
    return round(when.timestamp()) * 1_000_000
