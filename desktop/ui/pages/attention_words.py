"""What needs attention in words: values with names, who did what when, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casework import fields as case_fields
from casework.case import Case, Event
from casework.thai import day_text
from desktop import clock
from desktop.desk import Desk
from desktop.messages import of_refusal
from desktop.storage.records import OutboxItem, Sending
from desktop.ui.theme import state_style
from desktop.ui.wording import act_word, field_word, moment
from desktop.words import language, translate

_COORDINATES = {"ticket.lon", "ticket.lat"}


@dataclass(frozen=True, slots=True)
class Known:
    """An item of Needs attention with what the desk knows of its case.

    `names` are people by user name, `units` their units, `numbers` ticket numbers by case id.
    """

    item: OutboxItem
    case: Case | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The operation's id."""
        return self.item.operation.id


def read_items(desk: Desk) -> list[Known]:
    """Everything that needs attention, the newest first, with its cases. Not for the main thread.

    An item that is held comes after the one it waits for.
    """
    staff = desk.person.staff
    names = {name: desk.name_of(name, language()) for name in staff}
    units = {name: person.unit for name, person in staff.items()}
    known = []
    for item in desk.attention():
        case = desk.case(item.operation.authority, item.operation.case)
        known.append(Known(item, case, names, units, _numbers(desk, item)))
    return sorted(known, key=lambda k: -(k.item.settled_at or k.item.operation.made_at))


def _numbers(desk: Desk, item: OutboxItem) -> dict[str, str]:
    """The ticket numbers of the main cases that a conflict speaks of."""
    conflict = item.conflicts.get("parent")
    ids = {conflict.before, conflict.mine, conflict.theirs} if conflict else set()
    change = item.operation.payload.fields.get("parent")
    ids |= {change.old, change.new} if change else set()
    numbers = {}
    for case_id in ids - {None, ""}:
        case = desk.case(item.operation.authority, str(case_id))
        if case is not None:
            numbers[str(case_id)] = case.ticket.number
    return numbers


def value_text(known: Known, name: str, value: Any) -> str:
    """A field's value as people say it: names, days and state words, never codes."""
    if value is None or value in ("", (), []):
        return translate("Attention", "none yet")
    if name == "officer":
        person = known.names.get(value, str(value))
        unit = known.units.get(value, "")
        return f"{unit} · {person}" if unit else person
    if name == "due_at":
        return day_text(int(value), language())
    if name == "state":
        return state_style(str(value)).word
    if name == "types":
        return ", ".join(value)
    if name == "parent":
        return known.numbers.get(str(value), translate("Attention", "another case"))
    if name in _COORDINATES:
        return f"{float(value):.5f}"
    return str(value)


def asked_fields(item: OutboxItem) -> list[str]:
    """The fields to choose between; an officer brings the unit along, it is not asked apart."""
    together = {"officer", "unit"} <= set(item.conflicts)
    return [name for name in item.conflicts if not (together and name == "unit")]


def theirs_of(known: Known, name: str) -> Any:
    """What the authority's side holds: newer than the conflict where the case has moved on."""
    conflict = known.item.conflicts[name]
    if known.case is None:
        return conflict.theirs
    now = case_fields.get(known.case, name)
    return conflict.theirs if now in (conflict.before, None, "") else now


def their_event(known: Known) -> Event | None:
    """The newest line of the history by somebody else that changed a field in conflict."""
    me = known.item.operation.actor
    if known.case is None:
        return None
    others = [e for e in known.case.history if e.actor != me and e.id != known.id]
    touching = [e for e in others if set(e.fields) & set(known.item.conflicts)]
    found = touching or [e for e in others if e.at >= known.item.operation.made_at]
    return max(found, key=lambda e: e.at, default=None)


def their_event_of(known: Known, name: str) -> Event | None:
    """The newest line of the history by somebody else that changed this field."""
    me = known.item.operation.actor
    history = known.case.history if known.case else ()
    found = [e for e in history if e.actor != me and name in e.fields]
    return max(found, key=lambda e: e.at, default=None)


def first_name(known: Known, event: Event | None) -> str:
    """Who did something, by the first name; the authority where nobody is named."""
    if event is None:
        return translate("Attention", "the authority")
    name = known.names.get(event.actor) or event.name or event.actor
    return name.split(" ")[0] if name else translate("Attention", "the authority")


def reason_line(known: Known) -> str:
    """Why an item is here, in one line for the list."""
    item = known.item
    if item.sending == Sending.CONFLICT:
        return translate("Attention", "{n} values differ").format(n=len(asked_fields(item)))
    if item.sending == Sending.HELD:
        return translate("Attention", "waits for an earlier act on this case")
    return refusal(known)


def refusal(known: Known) -> str:
    """Why the act could not be done, what is safe and what to do."""
    item = known.item
    if item.sending == Sending.HELD:
        return of_refusal("held")
    state = str(known.case.state) if known.case else ""
    reason = item.reason or (f"state_{state}" if state else "")
    officer = str(item.detail.get("officer") or "")
    if reason == "not_yours" and officer:
        return of_refusal("went_to", {"officer": known.names.get(officer, officer)})
    return of_refusal(reason, {"authority": item.operation.authority})


def banner(known: Known) -> tuple[str, str]:
    """Who did what when, and what to do: a first sentence and a second."""
    item, now = known.item, clock.now()
    mine_at = moment(item.operation.made_at, now)
    if item.sending != Sending.CONFLICT:
        did = translate("Attention", "You did this {when}: {act}. It is kept here.")
        return refusal(known), did.format(when=mine_at, act=act_word(item.operation.kind))
    event = their_event(known)
    name = first_name(known, event)
    first = translate("Attention", "You and {name} changed this case at the same time")
    if event is None:
        second = translate("Attention", "You changed it {mine} · choose the right value of each")
        return first.format(name=name), second.format(mine=mine_at)
    second = translate(
        "Attention",
        "You changed it {mine} · {name} changed it {theirs} · choose the right value of each",
    )
    theirs_at = moment(event.at, now)
    return first.format(name=name), second.format(mine=mine_at, theirs=theirs_at, name=name)


def mine_note(known: Known) -> str:
    """What stands under a value of mine."""
    act = act_word(known.item.operation.kind)
    text = " ".join(known.item.operation.payload.text.split())
    return translate("Attention", "you · {what}").format(what=text or act)


def theirs_note(known: Known, name: str) -> str:
    """What stands under a value of theirs."""
    event = their_event_of(known, name)
    if event is None:
        return ""
    text = " ".join(event.text.split()) or act_word(event.kind)
    return f"{first_name(known, event)} · {text}"


def fits_line(known: Known) -> str:
    """What fits by itself, so that nobody need choose; "" where nothing does."""
    item = known.item
    parts = []
    for name, change in item.operation.payload.fields.items():
        if name not in item.conflicts:
            value = value_text(known, name, change.new)
            parts.append(
                translate("Attention", "{field} {value} (you)").format(
                    field=field_word(name), value=value
                )
            )
    if item.operation.payload.text.strip():
        parts.append(translate("Attention", "your words"))
    if item.operation.photos:
        photos = translate("Attention", "{n} photos (you)")
        parts.append(photos.format(n=len(item.operation.photos)))
    return " · ".join(parts)


def events_of(known: Known) -> list[tuple[int, str]]:
    """The sequence of events: when, and what happened, the oldest first."""
    item, operation = known.item, known.item.operation
    wanted = {name: change.new for name, change in operation.payload.fields.items()}
    me = translate("Attention", "you")
    lines = [(operation.made_at, _told(known, me, operation.kind, wanted))]
    history = known.case.history if known.case else ()
    since = min([operation.made_at, *(e.at for e in _touching(known))])
    for event in history:
        if event.at >= since and event.actor != operation.actor:
            values = {n: c.new for n, c in event.fields.items()}
            lines.append((event.at, _told(known, first_name(known, event), event.kind, values)))
    if item.settled_at:
        met = translate("Attention", "sent to the server; it did not fit")
        lines.append((item.settled_at, met))
    return sorted(lines, key=lambda line: line[0])[-8:]


def _touching(known: Known) -> list[Event]:
    found = (their_event_of(known, name) for name in known.item.conflicts)
    return [event for event in found if event is not None]


def _told(known: Known, who: str, kind: str, values: Mapping[str, Any]) -> str:
    shown = [f"{field_word(n)} {value_text(known, n, v)}" for n, v in values.items()
             if n not in {"accepted_at", "started_at", "finished_at", "label", "members",
                          "reopen_count"}]  # fmt: skip
    told = f"{who} · {act_word(kind)}"
    return f"{told}: {', '.join(shown)}" if shown else told


def result_pairs(known: Known, mine: Mapping[str, bool]) -> list[tuple[str, str]]:
    """What the case will hold after saving: field and value in words, for the fields chosen."""
    item = known.item
    pairs = []
    for name in asked_fields(item):
        if name in mine:
            value = item.conflicts[name].mine if mine[name] else theirs_of(known, name)
            pairs.append((field_word(name), value_text(known, name, value)))
    for name, change in item.operation.payload.fields.items():
        if name not in item.conflicts and known.case is not None:
            merged, _ = case_fields.merge(known.case, {name: change})
            value = merged.get(name, change.new)
            pairs.append((field_word(name), value_text(known, name, value)))
    return pairs


def comment_words(known: Known) -> str:
    """What an act becomes as a comment for staff: its own words, else what it wanted."""
    payload = known.item.operation.payload
    if payload.text.strip():
        return payload.text.strip()
    wanted = {name: change.new for name, change in payload.fields.items()}
    return _wanted(known, wanted)


def _wanted(known: Known, wanted: Mapping[str, Any]) -> str:
    act = act_word(known.item.operation.kind)
    values = ", ".join(f"{field_word(n)}: {value_text(known, n, v)}" for n, v in wanted.items())
    text = translate("Attention", "Wanted to do, but it no longer fitted: {act}")
    said = text.format(act=act)
    return f"{said} ({values})" if values else said
