"""Who may do what to a case, from which state, and where that leads: the table of rules."""

from __future__ import annotations

import msgspec

from casework.case import CLOSED_STATES, OPEN_STATES, Case, Role, State

_DESK = frozenset({Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR})
_ALL_STAFF = _DESK | {Role.OFFICER}
_ANY = frozenset(State)
_WORKABLE = frozenset({State.WAITING, State.IN_PROGRESS, State.FOLLOWED_UP, State.FORWARDED})


class Rule(msgspec.Struct, frozen=True):
    """One kind of operation: roles that may do it, states it starts from, states it may lead to.

    `needs_text` means that a reason is required. `cascades` means that doing it to a main case
    does it to the members of its group.
    """

    roles: frozenset[Role]
    states: frozenset[State] = _ANY
    to: frozenset[State] = frozenset()
    needs_text: bool = False
    cascades: bool = False
    anyone_here: bool = False


def _to(*states: State) -> frozenset[State]:
    return frozenset(states)


RULES: dict[str, Rule] = {
    "report": Rule(_ALL_STAFF),
    "accept": Rule(_ALL_STAFF, _to(State.WAITING), _to(State.IN_PROGRESS), cascades=True),
    "assign": Rule(_DESK, OPEN_STATES, cascades=True),
    "unassign": Rule(_DESK, OPEN_STATES, cascades=True),
    "set_unit": Rule(_DESK, OPEN_STATES, cascades=True),
    "start": Rule(_ALL_STAFF, _WORKABLE, _to(State.IN_PROGRESS), cascades=True),
    "record_fix": Rule(
        _ALL_STAFF,
        _WORKABLE,
        _to(State.DONE, State.IN_PROGRESS, State.FOLLOWED_UP),
        cascades=True,
    ),
    "close": Rule(_ALL_STAFF, _WORKABLE, _to(State.DONE), needs_text=True, cascades=True),
    "reject": Rule(_DESK, OPEN_STATES, _to(State.REJECTED), needs_text=True, cascades=True),
    "forward": Rule(_DESK, OPEN_STATES, _to(State.FORWARDED), cascades=True),
    "invite": Rule(_DESK, OPEN_STATES),
    "follow_up": Rule(_ALL_STAFF, _WORKABLE, _to(State.FOLLOWED_UP), cascades=True),
    "reopen": Rule(_ALL_STAFF, CLOSED_STATES, _to(State.WAITING), needs_text=True, cascades=True),
    "retype": Rule(_ALL_STAFF),
    "set_priority": Rule(_DESK, OPEN_STATES),
    "set_due": Rule(_ALL_STAFF, OPEN_STATES),
    "edit_report": Rule(_DESK),
    "correct_location": Rule(_ALL_STAFF),
    "comment": Rule(_ALL_STAFF, anyone_here=True),
    "attach_photo": Rule(_ALL_STAFF, anyone_here=True),
    "merge": Rule(_DESK),
    "part": Rule(_DESK),
    "rate": Rule(_DESK),
    "redact": Rule(frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})),
    "undo": Rule(_ALL_STAFF, anyone_here=True),
}

# Fields that each kind may set, beside those the rules set by themselves.
SETTABLE: dict[str, frozenset[str]] = {
    "accept": frozenset({"state", "label", "due_at", "unit", "officer", "types"}),
    "assign": frozenset({"officer", "unit"}),
    "unassign": frozenset({"officer"}),
    "set_unit": frozenset({"unit"}),
    "start": frozenset({"state", "label"}),
    "record_fix": frozenset({"state", "label", "due_at"}),
    "close": frozenset({"state", "label"}),
    "reject": frozenset({"state", "label"}),
    "forward": frozenset({"state", "label", "forwarded_to"}),
    "follow_up": frozenset({"state", "label", "due_at"}),
    "reopen": frozenset({"state", "label"}),
    "retype": frozenset({"types"}),
    "set_priority": frozenset({"priority"}),
    "set_due": frozenset({"due_at"}),
    "edit_report": frozenset(
        {
            "ticket.description",
            "ticket.place",
            "ticket.address",
            "ticket.village",
            "ticket.reporter_name",
            "ticket.reporter_phone",
        }
    ),
    "correct_location": frozenset({"ticket.lon", "ticket.lat", "ticket.place", "ticket.village"}),
    "merge": frozenset({"parent"}),
    "part": frozenset({"parent"}),
    "redact": frozenset({"ticket.description", "ticket.reporter_name", "ticket.reporter_phone"}),
    "rate": frozenset({"star"}),
}


def may(role: Role, kind: str) -> bool:
    """Whether a role may do this kind of operation at all."""
    rule = RULES.get(kind)
    return rule is not None and role in rule.roles


def fits(case: Case, kind: str) -> bool:
    """Whether the case's state admits this kind now (for greying out acts on a screen)."""
    rule = RULES[kind]
    if case.state not in rule.states:
        return False
    return not (rule.to and case.forwarded_to and kind not in {"follow_up", "reopen"})
