"""Views of the list of cases: what is chosen, searched and ordered, kept under names.

They are kept in the profile as the named value `views`. What a newer program wrote and this one
does not understand stays where it is; only what is understood is shown.
"""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from casework.case import State
from casework.thai import fold
from desktop.errors import DeskError
from desktop.storage.records import CaseQuery, Near, Sort
from desktop.words import speaking, translate

NAME_LENGTH = 60
TABS = ("all", "todo", "follow")
_DAY = 86_400_000_000
_TODO = frozenset({State.WAITING, State.IN_PROGRESS})
_KEPT_AS = "views"


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """Within so many metres of a place (WGS 84 degrees)."""

    lon: float
    lat: float
    metres: float


class Filters(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is chosen. Empty means any; choices of one kind widen, kinds narrow each other.

    Ages are whole days since the report: at least `older_days`, at most `younger_days`.
    """

    states: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    officer: str = ""
    overdue: bool = False
    reopened: bool = False
    unassigned: bool = False
    without_place: bool = False
    unsent: bool = False
    attention: bool = False
    older_days: int | None = None
    younger_days: int | None = None
    near: Point | None = None
    after_photo: bool | None = None
    chosen: frozenset[str] = frozenset()
    """The cases themselves, by id, as they were chosen on the map."""

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Filters()


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """A list as a person wants it. `sort` empty: urgent first, in a search the best hits.

    `key` tells views apart: a view of one's own by its name, one of the program by `@` and a word.
    """

    name: str = ""
    filters: Filters = NOTHING
    tab: str = "all"
    text: str = ""
    sort: str = ""
    key: str = ""


class Named(Protocol):
    """Where named values are kept: the cache."""

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name."""

    def put(self, name: str, value: Any) -> None:
        """Keep a value under a name."""


def order_of(view: View) -> Sort:
    """The order in which a view stands."""
    chosen = Sort(view.sort) if view.sort in set(Sort) else None
    searching = bool(view.text.strip())
    if chosen is None or (chosen == Sort.BEST and not searching):
        return Sort.BEST if searching else Sort.URGENT
    return chosen


def query_of(view: View, now: int, officer: str = "") -> CaseQuery:
    """The query of a view at `now` (µs UTC), of one officer's cases where one is named.

    The first tab holds what is open, and closed cases too where one searches among all or looks
    for what is not sent or needs attention. Chosen states win over the tab's.
    """
    chosen = view.filters
    of_tab = {"todo": _TODO, "follow": frozenset({State.FOLLOWED_UP})}.get(view.tab, frozenset())
    wanted = frozenset(State(s) for s in chosen.states if s in set(State)) or of_tab
    everything = bool(view.text.strip()) or chosen.unsent or chosen.attention or bool(chosen.chosen)
    return CaseQuery(
        states=wanted,
        types=chosen.types,
        units=chosen.units,
        villages=chosen.villages,
        officer=officer or chosen.officer,
        text=view.text,
        open_only=not wanted and not (everything and view.tab == "all"),
        overdue=chosen.overdue,
        reopened=chosen.reopened,
        unassigned=chosen.unassigned and not officer,
        without_place=chosen.without_place,
        unsent=chosen.unsent,
        attention=chosen.attention,
        reported_from=None if chosen.younger_days is None else now - chosen.younger_days * _DAY,
        older_than=None if chosen.older_days is None else chosen.older_days * _DAY,
        near=Near(chosen.near.lon, chosen.near.lat, chosen.near.metres) if chosen.near else None,
        after_photo=chosen.after_photo,
        ids=chosen.chosen,
        sort=order_of(view),
    )


def built_in() -> list[View]:
    """The views of the program itself, in the language in use."""
    done = frozenset({str(State.DONE)})
    return [
        View(translate("Views", "Open for more than 7 days"), Filters(older_days=7), key="@old"),
        View(translate("Views", "Overdue"), Filters(overdue=True), key="@overdue"),
        View(translate("Views", "Reopened"), Filters(reopened=True), key="@reopened"),
        View(
            translate("Views", "Done without an after-photo"),
            Filters(states=done, after_photo=False),
            key="@unproven",
        ),
    ]


class Views:
    """The views of one profile. Every change gives what was kept before, for `restore`."""

    def __init__(self, kept: Named) -> None:
        """Of a desk's cache."""
        self._kept = kept

    def own(self) -> list[View]:
        """The person's own views by name."""
        views = [view for raw in self._raw()["views"] if (view := _read(raw)) is not None]
        return sorted(views, key=lambda view: fold(view.name))

    def all(self) -> list[View]:
        """The person's own views, then those of the program."""
        return [*self.own(), *built_in()]

    def find(self, name: str) -> View:
        """The view that people name so, in either language or as `overdue` of `@overdue`.

        Raises DeskError("no_such_view").
        """
        named = [(view.name, view) for view in self.own()]
        for spoken in ("th", "en"):
            with speaking(spoken):
                named += [(view.name, view) for view in built_in()]
        named += [(view.key[1:], view) for view in built_in()]
        for known, view in named:
            if fold(known) == fold(name):
                return view
        raise DeskError("no_such_view", name=name)

    def start(self) -> View | None:
        """The view with which the list begins; None for the plain list."""
        key = self.start_key()
        return next((view for view in self.all() if view.key == key), None) if key else None

    def start_key(self) -> str:
        """The key of the view with which the list begins, empty for the plain list."""
        return str(self._raw().get("start", ""))

    def save(self, view: View) -> dict[str, Any]:
        """Keep a view under its name, instead of one that had it. Raises ValueError for no name."""
        name = one_name(view.name)
        if not name:
            raise ValueError("a view needs a name")
        before = self._raw()
        raw = msgspec.to_builtins(msgspec.structs.replace(view, name=name, key=""))
        self._write({**before, "views": [*_without(before["views"], name), raw]})
        return before

    def rename(self, key: str, name: str) -> dict[str, Any]:
        """Give a view of one's own another name. Raises ValueError for no name."""
        name, before = one_name(name), self._raw()
        if not name:
            raise ValueError("a view needs a name")
        renamed = [{**raw, "name": name} for raw in before["views"] if raw.get("name") == key]
        others = _without(_without(before["views"], key), name)
        start = name if before.get("start") == key else before.get("start", "")
        if renamed:
            self._write({**before, "views": [*others, *renamed], "start": start})
        return before

    def remove(self, key: str) -> dict[str, Any]:
        """Take a view of one's own away."""
        before = self._raw()
        start = "" if before.get("start") == key else before.get("start", "")
        self._write({**before, "views": _without(before["views"], key), "start": start})
        return before

    def begin_with(self, key: str) -> dict[str, Any]:
        """Begin with a view from now on; an empty key begins with the plain list."""
        before = self._raw()
        self._write({**before, "start": key})
        return before

    def restore(self, before: dict[str, Any]) -> None:
        """Put back what was kept before a change."""
        self._write(before)

    def _raw(self) -> dict[str, Any]:
        kept = self._kept.get(_KEPT_AS)
        kept = kept if isinstance(kept, dict) else {}
        views = kept.get("views")
        views = [raw for raw in views if isinstance(raw, dict)] if isinstance(views, list) else []
        return {**kept, "views": views}

    def _write(self, value: dict[str, Any]) -> None:
        self._kept.put(_KEPT_AS, value)


def one_name(text: str) -> str:
    """A name as it is kept: one line, not too long, no sign of the program's own views."""
    return " ".join(text.split()).lstrip("@")[:NAME_LENGTH].strip()


def _without(views: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [raw for raw in views if raw.get("name") != name]


def _read(raw: dict[str, Any]) -> View | None:
    try:
        view = msgspec.convert(raw, View)
    except msgspec.ValidationError:
        return None
    return msgspec.structs.replace(view, key=view.name) if view.name else None
