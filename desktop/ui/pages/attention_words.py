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
from desktop.resolving import same
from desktop.storage.records import OutboxItem, Sending
from desktop.ui.theme import state_style
from desktop.ui.wording import act_word, field_word, moment
from desktop.words import language, translate

_COORDINATES = {"ticket.lon", "ticket.lat"}


@dataclass(frozen=True, slots=True)
class Known:
    """An item of Needs attention with what the desk knows of its case.

    `names` are people by user name, `units` their units, `numbers` ticket numbers by case id;
    `authority` is the person's own.
    """

    item: OutboxItem
    case: Case | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    authority: str = ""

    @property
    def can_comment(self) -> bool:
        """Whether words can still be kept as a comment: the case is of the own authority."""
        return self.case is not None and self.case.authority == self.authority

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
        numbers = _numbers(desk, item)
        known.append(Known(item, case, names, units, numbers, desk.account.authority))
    return sorted(known, key=lambda k: -(k.item.settled_at or k.item.operation.acted_at))


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
    unset = now in (None, "") or same(now, conflict.before)
    return conflict.theirs if unset else now


def their_event(known: Known) -> Event | None:
    """The newest line of the history by somebody else that changed a field in conflict."""
    me = known.item.operation.actor
    if known.case is None:
        return None
    others = [e for e in known.case.history if e.actor != me and e.id != known.id]
    touching = [e for e in others if set(e.fields) & set(known.item.conflicts)]
    found = touching or [e for e in others if e.at >= known.item.operation.acted_at]
    return max(found, key=lambda e: e.at, default=None)


def their_event_of(known: Known, name: str) -> Event | None:
    """The newest line of the history that set this field to what the authority holds.

    It may be the person's own, from another computer of theirs.
    """
    history = known.case.history if known.case else ()
    found = [e for e in history if e.id != known.id and name in e.fields]
    theirs = theirs_of(known, name) if name in known.item.conflicts else None
    fitting = [e for e in found if same(e.fields[name].new, theirs)]
    return max(fitting or found, key=lambda e: e.at, default=None)


def first_name(known: Known, event: Event | None) -> str:
    """Who did something, by the first name; the authority where nobody is named."""
    if event is None:
        return translate("Attention", "the authority")
    if event.actor == known.item.operation.actor:
        return translate("Attention", "you")
    name = known.names.get(event.actor) or event.name or event.actor
    return name.split(" ")[0] if name else translate("Attention", "the authority")


def moved_line(known: Known) -> str:
    """That the case is with somebody else now, and with whom where that is known; "" if not."""
    if not known.item.gone:
        return ""
    conflict = known.item.conflicts.get("officer")
    officer = known.item.detail.get("officer") or (conflict.theirs if conflict else "")
    if not officer or officer == known.item.operation.actor:
        return translate("Attention", "This case is no longer with you.")
    name = known.names.get(str(officer), str(officer))
    return translate("Attention", "This case has moved to {name}.").format(name=name)


def reason_line(known: Known) -> str:
    """Why an item is here, in one line for the list."""
    item = known.item
    if item.gone:
        return moved_line(known)
    if item.sending == Sending.CONFLICT:
        return translate("Attention", "values that differ: {n}").format(n=len(asked_fields(item)))
    if item.sending == Sending.HELD:
        return translate("Attention", "waits for an earlier act on this case")
    return refusal(known)


def refusal(known: Known) -> str:
    """Why the act could not be done, what is safe and what to do."""
    item = known.item
    if item.sending == Sending.HELD and not item.reason:
        return of_refusal("held")
    state = str(known.case.state) if known.case else ""
    reason = item.reason or (f"state_{state}" if state else "")
    named = {k: known.names.get(str(v), v) for k, v in item.detail.items()}
    return of_refusal(reason, named)


def moved_banner(known: Known) -> tuple[str, str]:
    """Of a case that is with somebody else: with whom, what was done, what is possible."""
    item = known.item
    did = translate("Attention", "You did this {when}: {act}. It is kept here.").format(
        when=moment(item.operation.acted_at, clock.now()), act=act_word(item.operation.kind)
    )
    can = (
        translate("Attention", "Your words can go to them as a comment.")
        if known.can_comment
        else translate("Attention", "A comment is not possible from here; copy your words.")
    )
    return moved_line(known), f"{did} {can}"


def banner(known: Known) -> tuple[str, str]:
    """Who did what when, and what to do: a first sentence and a second."""
    item, now = known.item, clock.now()
    if item.gone:
        return moved_banner(known)
    mine_at = moment(item.operation.acted_at, now)
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


def mine_note(known: Known) -> tuple[str, ...]:
    """What stands under a value of mine: when I set it; with what words."""
    operation = known.item.operation
    when = moment(operation.acted_at, clock.now())
    who = translate("Attention", "you · {when}").format(when=when)
    text = " ".join(operation.payload.text.split())
    return (who, text or act_word(operation.kind))


def theirs_note(known: Known, name: str) -> tuple[str, ...]:
    """What stands under a value of theirs: who set it and when; with what words."""
    event = their_event_of(known, name)
    if event is None:
        return (translate("Attention", "who set it is not known here"),)
    text = " ".join(event.text.split()) or act_word(event.kind)
    return (f"{first_name(known, event)} · {moment(event.at, clock.now())}", text)


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
    lines = [(operation.acted_at, _told(known, me, operation.kind, wanted))]
    history = known.case.history if known.case else ()
    since = min([operation.acted_at, *(e.at for e in _touching(known))])
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
