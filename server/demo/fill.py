"""Fills a data folder with the demo: one authority, its people, several hundred cases, photos."""

from __future__ import annotations

import os
import shutil
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from casework.case import Audience, Case, Event, FieldChange, Photo, State, Ticket
from casework.pictures import Picture
from server import accounts, cases, clock, photos, schema
from server.db import DATABASE_FILE
from server.demo.content import DemoCase, DemoContent, DemoEvent, DemoPhoto, load
from server.demo.photos import camera_roll, render
from server.errors import UsageError
from server.service import Service

PASSWORD = "tambon-demo"
CAMERA_ROLL = "camera-roll"
_MARK = "demo"
_IDS = uuid.UUID("7f0d0a52-6a37-5f4e-8a59-0a4f4b8f6c11")
_STAFF_COMMENT = "staff_comment"
# Drawing runs outside Python's lock.
_PAINTERS = min(4, os.cpu_count() or 1)
_DESK_SIDE = 512
_PhotoKey = tuple[str, int]
_Stored = tuple[str, Picture]
_LEADS_TO = {
    "accept": State.IN_PROGRESS,
    "start": State.IN_PROGRESS,
    "record_fix": State.DONE,
    "reject": State.REJECTED,
    "forward": State.FORWARDED,
    "follow_up": State.FOLLOWED_UP,
    "reopen": State.WAITING,
}


@dataclass(frozen=True, slots=True)
class _Names:
    """What the demo's files name by words, as ids and display names."""

    authority: str
    people: dict[str, str]
    members: dict[str, tuple[str, ...]]


def fill(folder: Path, *, fresh: bool) -> dict[str, Any]:
    """Fill the folder, and say what is there. A demo that is there already stays.

    `fresh` throws it away first. Raises UsageError where the folder holds anything else.
    """
    if fresh and folder.exists() and any(folder.iterdir()):
        if not _is_demo(folder):
            raise UsageError("not_fresh", folder=folder)
        shutil.rmtree(folder)
    service = Service(folder)
    try:
        content = load(clock.now())
        with service.database.reading() as connection:
            there = connection.execute(select(schema.authorities.c.code)).first()
        if there is None:
            _fill(service, folder, content)
        elif not _is_demo(folder):
            raise UsageError("demo_there", folder=folder)
        return _summary(service, folder, content)
    finally:
        service.close()


def _is_demo(folder: Path) -> bool:
    if not (folder / DATABASE_FILE).exists():
        return False
    service = Service(folder)
    try:
        with service.database.reading() as connection:
            column = schema.meta.c.name
            return connection.execute(select(column).where(column == _MARK)).first() is not None
    finally:
        service.close()


def _summary(service: Service, folder: Path, content: DemoContent) -> dict[str, Any]:
    with service.database.reading() as connection:
        case_count = len(connection.execute(select(schema.cases.c.id)).all())
        photo_count = len(connection.execute(select(schema.photos.c.sha256)).all())
    return {
        "data": str(folder),
        "authority": content.authority.code,
        "authority_name": content.authority.name,
        "password": PASSWORD,
        "staff": [{"username": s.username, "role": str(s.role)} for s in content.staff],
        "cases": case_count,
        "photos": photo_count,
        "camera_roll": str(folder / CAMERA_ROLL),
    }


def _fill(service: Service, folder: Path, content: DemoContent) -> None:
    rendered = _rendered(service.photos, content)
    now = clock.now()
    with service.database.writing() as connection:
        # The mark goes in with the rest: a fill that was cut off leaves an empty folder.
        connection.execute(insert(schema.meta).values(name=_MARK, value="1"))
        _add_people(connection, content)
        for _, picture in rendered.values():
            photos.store_row(connection, picture, now)
        names = _names(content)
        log = cases.CaseLog(connection, content.authority.code)
        for case in content.cases:
            held = [rendered[case.number, index][0] for index in range(len(case.photos))]
            made = _case(case, held, names)
            for sha256 in dict.fromkeys(held):
                photos.add_proof(connection, log, "", made.id, sha256, now)
            log.put(None, made, kind="import", at=case.updated_at)
        log.flush()
    camera_roll(folder / CAMERA_ROLL, content.cases, now)


def _rendered(folder: photos.PhotoFolder, content: DemoContent) -> dict[_PhotoKey, _Stored]:
    """Every photo of the demo, stored with the thumbnail that desks will ask for."""

    def make(wanted: tuple[_PhotoKey, DemoPhoto]) -> tuple[_PhotoKey, _Stored]:
        key, photo = wanted
        stored = folder.add(render(photo.file, photo.variant, photo.taken_at, photo.lon, photo.lat))
        folder.thumbnail(stored[0], _DESK_SIDE)
        return key, stored

    wanted = [
        ((case.number, index), photo)
        for case in content.cases
        for index, photo in enumerate(case.photos)
    ]
    with ThreadPoolExecutor(_PAINTERS) as painters:
        return dict(painters.map(make, wanted))


def _add_people(connection: Connection, content: DemoContent) -> None:
    code = content.authority.code
    accounts.add_authority(connection, code, content.authority.name)
    for unit in content.units:
        accounts.add_unit(connection, code, unit.name, unit.name)
    for person in content.staff:
        accounts.add_user(
            connection,
            person.username,
            PASSWORD,
            role=person.role,
            authority=code,
            name=person.name,
            name_en=person.name_en,
            unit=person.unit,
        )
    types = dict.fromkeys(name for case in content.cases for name in case.types)
    accounts.set_types(connection, code, tuple(types))
    accounts.set_outlines(connection, code, content.outlines)


def _id(number: str) -> str:
    return str(uuid.uuid5(_IDS, number))


def _names(content: DemoContent) -> _Names:
    members: dict[str, tuple[str, ...]] = {}
    for case in content.cases:
        if case.parent:
            members[case.parent] = (*members.get(case.parent, ()), _id(case.number))
    people = {person.username: person.name for person in content.staff}
    return _Names(content.authority.code, people, members)


def _case(case: DemoCase, held: list[str], names: _Names) -> Case:
    ticket = Ticket(
        number=case.number,
        home=names.authority,
        source="demo",
        description=case.description,
        place=case.place,
        address=case.address,
        village=case.village,
        subdistrict=case.subdistrict,
        district=case.district,
        province=case.province,
        lon=case.lon,
        lat=case.lat,
        reporter_name=case.reporter_name,
        reporter_phone=case.reporter_phone,
        channel=case.channel,
        reported_at=case.reported_at,
    )
    history = _history(case, held, names)
    return Case(
        authority=names.authority,
        id=_id(case.number),
        ticket=ticket,
        state=case.state,
        label=case.label,
        types=case.types,
        unit=case.unit,
        officer=case.officer,
        due_at=case.due_at,
        accepted_at=case.accepted_at,
        started_at=case.started_at,
        finished_at=case.finished_at,
        updated_at=case.updated_at,
        forwarded_to=case.forwarded_to,
        reopen_count=case.reopen_count,
        star=case.star,
        parent=_id(case.parent) if case.parent else "",
        members=names.members.get(case.number, ()),
        photos=_photos(case, held, history),
        history=history,
    )


def _photos(case: DemoCase, held: list[str], history: tuple[Event, ...]) -> tuple[Photo, ...]:
    by_hash: dict[str, Photo] = {}
    for sha256, photo in zip(held, case.photos, strict=True):
        event = next((e.id for e in history if sha256 in e.photos), "")
        by_hash.setdefault(sha256, _photo(sha256, photo, event))
    return tuple(by_hash.values())


def _photo(sha256: str, photo: DemoPhoto, event: str) -> Photo:
    return Photo(
        sha256=sha256,
        role=photo.role,
        name=photo.file,
        taken_at=photo.taken_at,
        added_at=photo.added_at,
        event=event,
        verified=True,
    )


def _history(case: DemoCase, held: list[str], names: _Names) -> tuple[Event, ...]:
    now_set: dict[str, Any] = {"state": State.WAITING, "officer": "", "parent": ""}
    events = []
    for index, event in enumerate(case.history):
        values = _values(event)
        changes = {
            name: FieldChange(old=now_set.get(name), new=value)
            for name, value in values.items()
            if now_set.get(name) != value
        }
        now_set |= values
        events.append(
            Event(
                id=str(uuid.uuid5(_IDS, f"{case.number} {index}")),
                kind="comment" if event.kind == _STAFF_COMMENT else event.kind,
                at=event.at,
                actor=event.actor if event.actor in names.people else "",
                name=names.people.get(event.actor, case.reporter_name),
                text=event.text,
                audience=Audience.STAFF if event.kind == _STAFF_COMMENT else Audience.REPORTER,
                fields=changes,
                photos=tuple(held[i] for i in event.photos),
                via=_id(event.via) if event.via else "",
            )
        )
    return tuple(events)


def _values(event: DemoEvent) -> dict[str, Any]:
    """The fields that an event of the demo sets."""
    values: dict[str, Any] = {}
    if event.kind in _LEADS_TO:
        values["state"] = event.state or _LEADS_TO[event.kind]
    if event.kind == "assign":
        values["officer"] = event.to
    elif event.kind == "forward":
        values["forwarded_to"] = event.to
    elif event.kind == "merge":
        values["parent"] = _id(event.to)
    elif event.kind == "rate":
        values["star"] = event.star
    return values
