"""What is known of a photo, line by line: from the case's record, and from the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.case import Evidence, Photo
from casework.places.forms import forms_of
from casework.thai import day_text, time_text
from desktop.ui.directions import way_words
from desktop.ui.evidence_words import VERDICT_ICONS, VERDICT_STATUS, code_words
from desktop.ui.wording import size
from desktop.words import language, translate

if TYPE_CHECKING:
    from casework.pictures.showing import Described

_TOKENS = {"ok": "done", "warn": "attn", "unknown": "ink2"}
_WITHOUT_PLACE = frozenset({"photo_without_place", "photo_stripped"})
Point = tuple[float, float]
"""(lon, lat), WGS 84 degrees."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, what is known, and a note where that says too little."""

    icon: str
    heading: str
    text: str
    note: str = ""
    token: str = "ink"


def facts_of(photo: Photo, file: Described | None, case: Point | None, *, here: bool) -> list[Fact]:
    """Everything that is known. `file` is what the original says, where it is `here` and was read;
    `case` the place of the case."""
    evidence = photo.evidence
    found = [
        _time(photo, evidence, file, here=here),
        _place(evidence, file, case, here=here),
        _camera(evidence, file, here=here),
        _size(photo, file),
        _editing(evidence, file, here=here),
    ]
    if photo.name:
        found.append(Fact("file-text", translate("PhotoInfo", "File"), photo.name))
    proof = proof_of(photo)
    if proof is not None:
        found.insert(0, proof)
    return found


def proof_of(photo: Photo) -> Fact | None:
    """What an after-photo proves, as the desk said it before it was saved."""
    evidence = photo.evidence
    if evidence is None:
        return None
    icon = VERDICT_ICONS.get(evidence.verdict, "circle-help")
    token = _TOKENS[VERDICT_STATUS.get(evidence.verdict, "unknown")]
    parts = [
        code_words(evidence.place_check, 0, metres=evidence.distance_m),
        time_check_words(evidence.time_check),
        code_words(evidence.origin_check, 0) if evidence.origin_check else "",
    ]
    if evidence.seen_check not in ("", "unknown", "not_seen"):
        parts.append(translate("CasePhotos", "seen before"))
    if evidence.edited:
        parts.append(translate("CasePhotos", "edited"))
    parts.append(code_words(evidence.origin_check, 0))
    note = f"“{evidence.reason}”" if evidence.reason else ""
    text = " · ".join(part for part in parts if part)
    return Fact(icon, translate("PhotoInfo", "What it proves"), text, note, token)


def time_check_words(code: str) -> str:
    """When a photo was taken, held against the case."""
    words = {
        "after_accept": translate("CasePhotos", "taken after the case was accepted"),
        "after_report": translate("CasePhotos", "taken after the report"),
        "before_report": translate("CasePhotos", "taken before the report"),
        "in_the_future": translate("CasePhotos", "the camera's date is still to come"),
        "photo_without_time": translate("CasePhotos", "no time in the photo"),
    }
    return words.get(code, "")


def _unread(*, here: bool) -> str:
    """Why nothing is known: the file was not read, and may say it."""
    if here:
        return translate("PhotoInfo", "Reading the file…")
    return translate("PhotoInfo", "Not known here: the full photo is not on this computer")


def _time(photo: Photo, evidence: Evidence | None, file: Described | None, *, here: bool) -> Fact:
    heading = translate("PhotoInfo", "Taken")
    at = photo.taken_at or (evidence.taken_at if evidence else None)
    at = at or (file.taken_at if file else None)
    if at:
        text = translate("PhotoInfo", "{day} at {time}")
        return Fact("clock", heading, text.format(day=day_text(at, language()), time=time_text(at)))
    known = file is not None or (evidence is not None and bool(evidence.time_check))
    if known and (evidence is None or evidence.time_check != "unknown"):
        text = translate("PhotoInfo", "The photo does not say when it was taken")
        return Fact("clock", heading, text, token="ink2")
    return Fact("clock", heading, _unread(here=here), token="ink2")


def _place(
    evidence: Evidence | None, file: Described | None, case: Point | None, *, here: bool
) -> Fact:
    heading = translate("PhotoInfo", "Place")
    at = _point_of(evidence) or _point_of(file)
    if at is not None:
        note = ""
        if case is not None:
            text = translate("PhotoInfo", "{way} of the case")
            note = text.format(way=way_words(case, at))
        odd = _odd_origin(evidence, file)
        token = "attn" if odd else "ink"
        return Fact(
            "map-pin", heading, forms_of(*at).decimal, ". ".join(p for p in (note, odd) if p), token
        )
    without = evidence is not None and evidence.place_check in _WITHOUT_PLACE
    if file is not None or without:
        text = translate("PhotoInfo", "The photo has no place")
        note = translate("PhotoInfo", "Chat programs such as LINE remove it.")
        return Fact("map-pin-off", heading, text, note, "ink2")
    if evidence is not None and evidence.distance_m is not None:
        text = code_words(evidence.place_check, 0, metres=evidence.distance_m)
        return Fact("map-pin", heading, text)
    return Fact("map-pin", heading, _unread(here=here), token="ink2")


def _odd_origin(evidence: Evidence | None, file: Described | None) -> str:
    """What stands out about where the place comes from: made up by an app, entered by hand."""
    code = (evidence.origin_check if evidence else "") or (file.origin if file else "")
    return code_words(code, 0) if code else ""


def _point_of(told: Evidence | Described | None) -> Point | None:
    if told is None or told.lon is None or told.lat is None:
        return None
    return told.lon, told.lat


def _camera(evidence: Evidence | None, file: Described | None, *, here: bool) -> Fact:
    heading = translate("PhotoInfo", "Camera")
    name = (evidence.camera if evidence else "") or (file.camera if file else "")
    if name:
        return Fact("camera", heading, name)
    if file is not None:
        text = translate("PhotoInfo", "The photo does not say with what it was taken")
        return Fact("camera", heading, text, token="ink2")
    return Fact("camera", heading, _unread(here=here), token="ink2")


def _size(photo: Photo, file: Described | None) -> Fact:
    heading = translate("PhotoInfo", "Size")
    count = file.size if file is not None else photo.size
    weight = size(count) if count else ""
    if file is None:
        unknown = translate("PhotoInfo", "Not known yet")
        return Fact("image", heading, weight or unknown, token="ink" if weight else "ink2")
    mega = f"{file.width * file.height / 1e6:.1f}".removesuffix(".0")
    pixels = translate("PhotoInfo", "{n} megapixels").format(n=mega)
    sides = f"{file.width:,} × {file.height:,}"
    return Fact("image", heading, f"{sides} · {pixels}", f"{file.format.upper()} · {weight}")


def _editing(evidence: Evidence | None, file: Described | None, *, here: bool) -> Fact:
    heading = translate("PhotoInfo", "Edited")
    edited = file.edited if file is not None else (True if evidence and evidence.edited else None)
    if edited:
        program = file.edited_with if file is not None else ""
        text = code_words("edited", 0, program=program)
        return Fact("pencil", heading, text, token="attn")
    if edited is False:
        return Fact("pencil", heading, code_words("not_edited", 0))
    if file is not None:
        text = translate("PhotoInfo", "The file does not tell")
        return Fact("pencil", heading, text, token="ink2")
    return Fact("pencil", heading, _unread(here=here), token="ink2")
