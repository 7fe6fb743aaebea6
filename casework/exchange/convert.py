"""From the fields of one record, in any of the forms, to a Record or a named Problem."""

from __future__ import annotations

import re
from typing import Any

from casework.exchange.problems import problem
from casework.exchange.record import Problem, Record
from casework.exchange.states import MACHINE, read_state
from casework.exchange.thai_places import (
    area_in_address,
    plain_district,
    plain_province,
    plain_subdistrict,
    village_in_address,
)
from casework.exchange.times import parse_time
from casework.exchange.values import (
    HIDDEN_TEXT,
    clean_text,
    is_empty,
    limit_types,
    read_count,
    read_names,
    read_photo,
    read_point,
    read_star,
    short_text,
)

Fields = dict[str, Any]

_NUMBER_NAMES = ("ticket_id", "ticketid", "ticket_no", "ticket")
_USUAL_NUMBER = re.compile(r"\d{4}-[0-9A-Z]{6}")
_NOT_IN_NUMBER = re.compile("[\\s\x00\u200b-\u200f\u2060\ufeff\ud800-\udfff]+")
_MARKS = frozenset(
    {"timestamp", "description", "comment", "state", "status", "coords", "address", "latitude"}
)
LONG_TEXT = 20_000


def looks_like_record(value: Any) -> bool:
    """Whether an object has a case's fields: a ticket number, and what or when was reported."""
    if not isinstance(value, dict):
        return False
    fields = value.get("properties") if value.get("type") == "Feature" else value
    return (
        isinstance(fields, dict)
        and any(name in fields for name in _NUMBER_NAMES)
        and len(_MARKS & fields.keys()) > 1
    )


def convert(value: Any, file: str, place: str, form: str = "") -> Record | Problem:
    """Read one record. `form` is the file's form where the file as a whole tells it."""
    if not isinstance(value, dict):
        return problem(file, place, "not_a_record", type(value).__name__)
    fields = value
    if isinstance(value.get("properties"), dict):
        fields = value["properties"] | {"geometry": value.get("geometry")}
    notes: list[str] = []
    number = _read_number(fields, notes)
    if not number:
        known = any(name in fields for name in _NUMBER_NAMES) or _MARKS & fields.keys()
        reason = "no_number" if known else "not_a_record"
        return problem(file, place, reason, "an object without a case's fields")
    times, odd_time = _read_times(fields, notes)
    reported_at = times.pop("reported_at")
    if reported_at is None:
        detail = clean_text(odd_time, notes)[:40] or "no time at all"
        return problem(file, place, "no_time", detail, number)
    return _build(fields, number, reported_at, times, notes, form or _form_of(fields), place)


def _build(
    fields: Fields,
    number: str,
    reported_at: int,
    times: Fields,
    notes: list[str],
    form: str,
    place: str,
) -> Record:
    label, machine = _labels(fields, notes)
    state, stage, state_note = read_state(label, machine)
    if state_note:
        notes.append(state_note)
    told = _report(fields, notes) | _place(fields, notes)
    return Record(
        number=number,
        reported_at=reported_at,
        state=state,
        label=label,
        stage=stage,
        source_id=short_text(fields.get("message_id"), notes),
        types=_read_types(fields, notes),
        organisations=_read_organisations(fields, notes),
        star=read_star(fields.get("star"), notes),
        reopen_count=read_count(fields.get("count_reopen"), notes),
        note=_note(fields, notes),
        **told,
        **times,
        notes=tuple(dict.fromkeys(notes)),
        form=form,
        place=place,
    )


def _report(fields: Fields, notes: list[str]) -> Fields:
    """What was reported: words and pictures."""
    description = clean_text(
        _first(fields, ("description", "comment", "description_reporter")), notes
    )
    if len(description) > LONG_TEXT:
        notes.append("long_text")
    before, before_hidden = read_photo(_first(fields, ("photo_url", "photo")), notes)
    after, _ = read_photo(_first(fields, ("after_photo", "photo_after")), notes)
    return {
        "description": description,
        "photo_before_url": before,
        "photo_after_url": after,
        "hidden": _is_hidden(fields, description, before_hidden),
    }


def _place(fields: Fields, notes: list[str]) -> Fields:
    lon, lat = read_point(
        _first(fields, ("coords", "coord", "coordinates", "geometry")),
        _first(fields, ("longitude", "lon", "lng")),
        _first(fields, ("latitude", "lat")),
        notes,
    )
    address = short_text(fields.get("address"), notes)
    subdistrict, district, province = _read_area(fields, address, notes)
    return {
        "address": address,
        "village": village_in_address(address),
        "subdistrict": subdistrict,
        "district": district,
        "province": province,
        "lon": lon,
        "lat": lat,
    }


def _first(fields: Fields, names: tuple[str, ...]) -> Any:
    for name in names:
        value = fields.get(name)
        if value is not None and value != "":
            return value
    return None


def _read_number(fields: Fields, notes: list[str]) -> str:
    value = _first(fields, _NUMBER_NAMES)
    if is_empty(value) or isinstance(value, dict | list | bool):
        return ""
    text = str(value)
    if _USUAL_NUMBER.fullmatch(text):
        return text
    number = _NOT_IN_NUMBER.sub("", text).lstrip("#").upper()
    if number != text:
        notes.append("number_tidied")
    if number and not _USUAL_NUMBER.fullmatch(number):
        notes.append("odd_number")
    return "" if is_empty(number) else number


_TIME_NAMES = (
    ("reported_at", "timestamp"),
    ("in_progress_at", "timestamp_inprogress"),
    ("finished_at", "timestamp_finished"),
    ("last_activity_at", "last_activity"),
)


def _read_times(fields: Fields, notes: list[str]) -> tuple[Fields, Any]:
    """The four times, and the time of report as written when it could not be read.

    A missing time of report is replaced by the earliest other time, and that is noted.
    """
    times: Fields = {}
    unreadable: Any = ""
    for ours, theirs in _TIME_NAMES:
        try:
            times[ours] = parse_time(fields.get(theirs))
        except (ValueError, OverflowError):
            times[ours] = None
            notes.append(f"bad_{theirs}")
            unreadable = unreadable or fields.get(theirs)
    if times["reported_at"] is None:
        others = [t for t in times.values() if t is not None]
        if others:
            times["reported_at"] = min(others)
            notes.append("reported_at_guessed")
    return times, unreadable


def _labels(fields: Fields, notes: list[str]) -> tuple[str, str]:
    """The label that people see and the machine word, "" each where missing."""
    label = short_text(fields.get("state"), notes)
    label = label or short_text(fields.get("status_th_latest"), notes)
    status = short_text(fields.get("status"), notes)
    machine = short_text(
        _first(fields, ("state_type_latest", "status_type", "state_type", "status_en")), notes
    )
    if status.lower() in MACHINE:
        machine = machine or status
    else:
        label = label or status
    organisations = fields.get("orgs")
    if not label and isinstance(organisations, list):
        label = _label_of_organisation(organisations, machine, notes)
    return label, machine


def _label_of_organisation(organisations: list[Any], machine: str, notes: list[str]) -> str:
    for organisation in organisations:
        if isinstance(organisation, dict) and organisation.get("status_type") == machine:
            return short_text(organisation.get("status"), notes)
    return ""


def _read_types(fields: Fields, notes: list[str]) -> tuple[str, ...]:
    for name in ("problem_type_fondue", "problem_type_abdul", "type"):
        types = read_names(fields.get(name), notes)
        if types:
            return limit_types(types, notes)
    return ()


def _read_organisations(fields: Fields, notes: list[str]) -> tuple[str, ...]:
    for name in ("orgs", "org", "organization", "org_response"):
        names = read_names(fields.get(name), notes)
        if names:
            return names
    return ()


def _read_area(fields: Fields, address: str, notes: list[str]) -> tuple[str, str, str]:
    subdistrict = plain_subdistrict(short_text(fields.get("subdistrict"), notes))
    district = plain_district(short_text(fields.get("district"), notes))
    province = plain_province(short_text(fields.get("province"), notes))
    if address and not (subdistrict and district and province):
        area = area_in_address(address)
        if (area.subdistrict, area.district, area.province) != ("", "", ""):
            notes.append("area_from_address")
        subdistrict = subdistrict or area.subdistrict
        district = district or area.district
        province = province or area.province
    return subdistrict, district, province


def _note(fields: Fields, notes: list[str]) -> str:
    note = clean_text(fields.get("note"), notes)
    return "" if is_empty(note) else note


def _is_hidden(fields: Fields, description: str, hidden_picture: bool) -> bool:
    shown = fields.get("see_info")
    return (
        hidden_picture
        or description.strip() == HIDDEN_TEXT
        or shown is False
        or (isinstance(shown, str) and shown.strip().lower() in {"false", "f", "0"})
    )


def _form_of(fields: Fields) -> str:
    if "state_type_latest" in fields or "geometry" in fields:
        return "statistics"
    if "timeline" in fields or "orgs" in fields:
        return "exchange-issue"
    if "latitude" in fields:
        return "exchange"
    if "comment" in fields:
        return "search-2022"
    return "search-2026" if isinstance(fields.get("problem_type_abdul"), list) else "search-2023"
