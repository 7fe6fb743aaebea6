"""The words of the batch page: why a photo is proposed, how sure that is, what a case is called."""

from __future__ import annotations

from collections.abc import Mapping

from casework.case import Case
from casework.pictures.proposals import Confidence, Key, Proposal, Reason
from casework.thai import day_text, local, time_text
from desktop import clock
from desktop.batch_state import Group
from desktop.ui.theme import Look
from desktop.ui.widgets.text import one_line
from desktop.ui.wording import distance, length, moment
from desktop.words import language, translate

Cases = Mapping[Key, Case]


def confidence_look(confidence: Confidence, *, by_hand: bool, open_choice: bool) -> Look:
    """Icon, colours and word of how sure a proposal is."""
    if open_choice:
        word = translate("Batch", "Which case?")
        return _look("circle-help", "wait", word)
    if confidence == "none" or (by_hand and confidence == "possible"):
        return _look("user", "rej", translate("Batch", "Put here by you"))
    return {
        "sure": _look("shield-check", "done", translate("Batch", "Clear")),
        "likely": _look("circle-check", "prog", translate("Batch", "Likely")),
        "possible": _look("circle-help", "wait", translate("Batch", "Possible")),
    }[confidence]


def _look(icon: str, tone: str, word: str) -> Look:
    return Look(icon, tone, f"{tone}-bg", f"{tone}-ln", word)


def case_name(case: Case | None) -> str:
    """What a case is called in one line: its words and its number."""
    if case is None:
        return translate("Batch", "A case that is no longer here")
    return f"{sentence_of(case)} · {case.ticket.number}"


def sentence_of(case: Case) -> str:
    """What was reported, in one line."""
    return one_line(case.ticket.description or case.ticket.place)


def number_of(key: Key | None, cases: Cases) -> str:
    """The number of a case, where it is known."""
    case = cases.get(key) if key is not None else None
    return case.ticket.number if case is not None else ""


def reason_words(reason: Reason, cases: Cases) -> str:
    """One reason, in words; a code that is not known here has none."""
    number = number_of(reason.key, cases)
    metres = distance(reason.metres) if reason.metres is not None else ""
    now = clock.now()
    at = moment(reason.at, now) if reason.at is not None else ""
    until = time_text(reason.until) if reason.until is not None else ""
    words = _place_words() | _time_words()
    return words.get(reason.code, "").format(
        metres=metres, number=number, at=at, until=until,
        time=time_text(reason.at) if reason.at is not None else "",
    )  # fmt: skip


def _place_words() -> dict[str, str]:
    return {
        "near": translate("Batch", "{metres} from case {number}"),
        "also_near": translate("Batch", "case {number} is {metres} away too"),
        "far": translate("Batch", "the nearest case ({number}) is {metres} away"),
        "nothing_near": translate("Batch", "no case with a place is near"),
        "no_place": translate("Batch", "no place in the photo"),
        "planned": translate("Batch", "in your plan of the day"),
        "used": translate("Batch", "already used for case {number}"),
    }


def _time_words() -> dict[str, str]:
    return {
        "between": translate("Batch", "taken between {time} and {until}, while you were there"),
        "beside": translate("Batch", "taken within minutes of the photo at {time}"),
        "closed_then": translate("Batch", "the case was closed {at}"),
        "before_report": translate("Batch", "taken before the case was reported"),
        "no_time": translate("Batch", "no time in the photo"),
        "named_time": translate("Batch", "time from the file's name"),
    }


def why(proposal: Proposal, cases: Cases) -> str:
    """All reasons of a photo in one line: 12 m from case 2026-…, taken 09:20."""
    told = [words for r in proposal.reasons if (words := reason_words(r, cases))]
    shot = proposal.shot
    if shot.at is not None:
        told.insert(0, translate("Batch", "taken {at}").format(at=moment(shot.at, clock.now())))
    if proposal.early:
        told.append(translate("Batch", "perhaps before the work"))
    return " · ".join(told)


def short_place(proposal: Proposal, case: Case | None) -> str:
    """The shortest word on where a photo was taken: 12 m, or that it does not tell."""
    from casework.pictures.visits import metres_to

    if not proposal.shot.has_place:
        by_time = {"between", "beside"} & {reason.code for reason in proposal.reasons}
        return translate("Batch", "by its time") if by_time else translate("Batch", "no place")
    if case is None or case.ticket.lon is None or case.ticket.lat is None:
        return translate("Batch", "has a place")
    return distance(metres_to(proposal.shot, case.ticket.lon, case.ticket.lat))


def short_time(proposal: Proposal) -> str:
    """When a photo was taken: 09:20, with the day where that is another than today."""
    at = proposal.shot.at
    if at is None:
        return translate("Batch", "no time")
    if local(at).date() == local(clock.now()).date():
        return time_text(at)
    return f"{day_text(at, language(), year=False)} {time_text(at)}"


def group_times(group: Group) -> str:
    """From when to when the photos of a group were taken."""
    times = sorted(p.shot.at for p in group.photos if p.shot.at is not None)
    if not times:
        return ""
    first, last = times[0], times[-1]
    shown = moment(first, clock.now())
    if time_text(first) == time_text(last):
        return shown
    if local(first).date() == local(last).date():
        return f"{shown}-{time_text(last)}"
    return f"{shown} - {moment(last, clock.now())}"


def offset_words(offsets: Mapping[str, int]) -> str:
    """That the clock of a camera was off, and by how much; "" where none was."""
    told = []
    for camera, offset in sorted(offsets.items()):
        name = camera or translate("Batch", "the camera")
        words = (
            translate("Batch", "The clock of {camera} was {length} behind; times were set right.")
            if offset > 0
            else translate(
                "Batch", "The clock of {camera} was {length} ahead; times were set right."
            )
        )
        told.append(words.format(camera=name, length=exact_length(abs(offset))))
    return " ".join(told)


def exact_length(passed: int) -> str:
    """Hours and minutes: 5 h 30 min."""
    minutes = round(passed / 60_000_000)
    hours, rest = divmod(minutes, 60)
    parts = [length(hours * 3_600_000_000)] if hours and hours < 24 else []
    if hours >= 24:
        return length(passed)
    if rest or not parts:
        parts.append(length(rest * 60_000_000))
    return " ".join(parts)


def clock_reason(offset: int) -> str:
    """What the record tells of a photo whose time was corrected by hand."""
    ahead = translate("Batch", "The camera's clock was {length} ahead.")
    behind = translate("Batch", "The camera's clock was {length} behind.")
    words = ahead if offset < 0 else behind
    return words.format(length=exact_length(abs(offset)))
