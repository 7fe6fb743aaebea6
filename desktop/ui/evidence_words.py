"""What a photo proves, in words: one line a check and one verdict (codes: docs/evidence.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.ui.wording import distance, length, moment
from desktop.words import translate

if TYPE_CHECKING:
    from casework.pictures import Check, Evidence
    from casework.pictures.together import TooFast

STATUS_ICONS: Final = {"ok": "circle-check", "warn": "triangle-alert", "unknown": "circle-help"}
"""Icon of a check by its status."""
STATUS_TOKENS: Final = {"ok": "done", "warn": "attn", "unknown": "ink2"}
"""Colour token of a check by its status."""
VERDICT_ICONS: Final = {
    "complete": "shield-check",
    "look_again": "triangle-alert",
    "unproven": "circle-help",
}
VERDICT_STATUS: Final = {"complete": "ok", "look_again": "warn", "unproven": "unknown"}


def check_words(check: Check, now: int) -> str:
    """One check as a line under a photo; `now` is microseconds UTC, for "today"."""
    return code_words(
        check.code,
        now,
        metres=check.metres,
        limit=check.limit,
        at=check.at,
        against=check.against,
        case=check.case,
        program=check.program,
    )


def code_words(
    code: str,
    now: int,
    *,
    metres: float | None = None,
    limit: float | None = None,
    at: int | None = None,
    against: int | None = None,
    case: str = "",
    program: str = "",
) -> str:
    """The words of a check's code with its values; an unknown code has none ("")."""
    words = {
        **_place_words(known_limit=limit is not None), **_time_words(),
        **_origin_words(known_length=at is not None and against is not None),
        **_likeness_words(known_program=bool(program)),
    }  # fmt: skip
    return words.get(code, "").format(
        distance=distance(metres or 0.0),
        limit=distance(limit or 0.0),
        time=moment(at, now) if at is not None else "",
        length=length(abs(at - against)) if at is not None and against is not None else "",
        case=case,
        program=program,
    )


def verdict_words(evidence: Evidence) -> str:
    """The verdict as a chip says it; a warning names what to look at."""
    if evidence.verdict == "complete":
        return translate("Evidence", "Evidence complete")
    if evidence.verdict == "unproven":
        return translate("Evidence", "The photo proves nothing by itself")
    if evidence.distance.status == "warn":
        return translate("Evidence", "Please look at the distance")
    if evidence.time.status == "warn":
        return translate("Evidence", "Please look at the time")
    if evidence.seen.status == "warn":
        return translate("Evidence", "Please look whether it is the same photo")
    if evidence.origin is not None and evidence.origin.status == "warn":
        return translate("Evidence", "Please look where the photo comes from")
    return translate("Evidence", "Please look at the editing")


def _place_words(*, known_limit: bool) -> dict[str, str]:
    near = far = translate("Evidence", "{distance} from the case")
    if known_limit:
        near = translate("Evidence", "{distance} from the case (within {limit})")
        far = translate("Evidence", "{distance} from the case (more than {limit})")
    return {
        "near": near,
        "far": far,
        "photo_without_place": translate("Evidence", "No place in the photo"),
        "photo_stripped": translate(
            "Evidence", "No place: its data were removed, as LINE and other chats do"
        ),
        "case_without_place": translate("Evidence", "The case has no place to compare with"),
    }


def together_words(found: TooFast) -> str:
    """Two photos that no traveller can have taken one after the other."""
    said = translate(
        "Evidence",
        "Photos {one} and {two} are {distance} apart with {length} between them: the time or the "
        "place of one cannot be right.",
    )
    return said.format(
        one=found.first + 1,
        two=found.second + 1,
        distance=distance(found.metres),
        length=length(found.passed),
    )


def _origin_words(*, known_length: bool) -> dict[str, str]:
    return {
        "place_mocked": translate("Evidence", "The place was made up by an app (mock location)"),
        "place_by_hand": translate("Evidence", "The place was entered by hand, not by satellite"),
        "place_by_program": translate("Evidence", "The place was written in by a program"),
        "place_impossible": translate("Evidence", "The height in the photo cannot be right"),
        "place_stale": translate("Evidence", "The place is {length} older than the photo")
        if known_length
        else translate("Evidence", "The place is older than the photo"),
        "screenshot": translate("Evidence", "A picture of a screen, not of the place"),
        "taken_here": translate(
            "Evidence", "Taken with a computer's camera: its clock, and no place"
        ),
    }


def _time_words() -> dict[str, str]:
    return {
        "after_accept": translate("Evidence", "Taken {time}, after the case was accepted"),
        "after_report": translate("Evidence", "Taken {time}, after the report"),
        "before_report": translate("Evidence", "Taken {time}, before the report"),
        "in_the_future": translate("Evidence", "Taken {time}, which is still to come"),
        "photo_without_time": translate("Evidence", "No time in the photo"),
    }


def _likeness_words(*, known_program: bool) -> dict[str, str]:
    return {
        "not_seen": translate("Evidence", "Not used for another case"),
        "same_file": translate("Evidence", "The same file is with case {case}"),
        "same_picture": translate("Evidence", "Looks like a photo of case {case}"),
        "same_as_before_photo": translate("Evidence", "Looks like the reporter's own photo"),
        "not_edited": translate("Evidence", "Not edited after it was taken"),
        "edited": translate("Evidence", "Edited with {program}")
        if known_program
        else translate("Evidence", "Edited after it was taken"),
    }
