"""What the list of cases shows: tab, filters, search and order, and the views kept under names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as replace_query
from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from casework.case import Role
from desktop import clock
from desktop.storage.records import CaseQuery, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.views import NOTHING, Filters, View, Views, built_in, order_of, query_of
from desktop.words import translate


class ListChoice(QObject):
    """The one place where a list's choice is changed; everything around the list follows it.

    Signals:
        changed: something else is to be shown.
        views_changed: views were saved, renamed, taken away or put back.
    """

    changed = Signal()
    views_changed = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices, parent: QObject) -> None:
        """Begin with the view that the person chose to begin with."""
        super().__init__(parent)
        self._bridge = bridge
        self._window = window
        desk = bridge.desk
        self.officer = desk.account.username if desk.role == Role.OFFICER else ""
        self.acts_for = desk.acts_for()
        self.views = Views(desk.cache)
        self._own = self.views.own()
        self.start_key = self.views.start_key()
        begun = next((view for view in self.known() if view.key == self.start_key), View())
        self._view = replace(begun, key="")
        settings = desk.settings
        self._codes = {u.name: u.code for u in settings.units} if settings else {}

    @property
    def view(self) -> View:
        """What is shown now."""
        return self._view

    @property
    def filters(self) -> Filters:
        """What is chosen now."""
        return self._view.filters

    @property
    def narrowing(self) -> Filters:
        """What is chosen beside whose cases an officer looks at: that has chips of its own."""
        return replace(self.filters, officer="") if self.officer else self.filters

    @property
    def order(self) -> Sort:
        """The order in which the list stands now."""
        return order_of(self._view)

    @property
    def searching(self) -> bool:
        """Whether words are looked for."""
        return bool(self._view.text.strip())

    def query(self, view: View | None = None) -> CaseQuery:
        """The query of what is shown now, or of another view, for this person.

        An officer sees their own cases or those of one they stand in for; a search looks into all
        of these.
        """
        view = view or self._view
        mine = "" if view.filters.chosen else self.whose(view) or self.officer
        query = query_of(view, clock.now(), mine)
        named = bool(view.filters.chosen)
        if self.officer and self.acts_for and view.text.strip() and not (named or self.whose(view)):
            query = replace_query(query, officer="", officers=self.acts_for | {self.officer})
        return self.with_codes(query)

    def with_codes(self, query: CaseQuery) -> CaseQuery:
        """The query with its units by code too: cases from elsewhere may name a unit so."""
        codes = {self._codes[name] for name in query.units if name in self._codes}
        return replace_query(query, units=query.units | codes) if codes else query

    def whose(self, view: View | None = None) -> str:
        """The officer whose cases an officer looks at in their place, empty for their own."""
        chosen = (view or self._view).filters.officer
        return chosen if self.officer and chosen in self.acts_for else ""

    def stand_in(self, officers: frozenset[str]) -> None:
        """The person stands in for these now; the list of one whose leave is over is left."""
        if officers == self.acts_for:
            return
        self.acts_for = officers
        chosen = self._view.filters.officer
        if self.officer and chosen and chosen not in officers:
            self.choose(replace(self.filters, officer=""))
        else:
            self.changed.emit()

    # -- choosing ---------------------------------------------------------------------------------

    def choose(self, filters: Filters) -> None:
        """Choose other filters."""
        self._become(replace(self._view, filters=filters))

    def clear(self) -> None:
        """Choose nothing: every filter goes; search, order and whose cases these are stay."""
        self.choose(replace(NOTHING, officer=self.whose()))

    def choose_cases(self, ids: str) -> None:
        """Show exactly the cases with these ids, a JSON list, whatever was chosen before."""
        chosen = msgspec.json.decode(ids, type=frozenset[str])
        self._become(View(filters=Filters(chosen=chosen)))
        self._window.show_search("")

    def look_for(self, text: str) -> None:
        """Search these words among what is chosen."""
        self._become(replace(self._view, text=text))

    def order_by(self, sort: Sort) -> None:
        """Order the list so from now on, also in searches."""
        self._become(replace(self._view, sort=str(sort)))

    def go_to_tab(self, tab: str) -> None:
        """Show what stands behind a tab."""
        self._become(replace(self._view, tab=tab))

    def show(self, view: View) -> None:
        """Show a saved view, its search too."""
        self._become(replace(view, key=""))
        self._window.show_search(view.text)

    def _become(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.changed.emit()

    def known(self) -> list[View]:
        """The person's own views, then those of the program in the language in use."""
        return [*self._own, *built_in()]

    def show_on_map(self) -> None:
        """Show the cases of this list on the map."""
        whose = self.whose() or ("" if self.filters.chosen else self.officer)
        view = msgspec.json.encode(replace(self._view, key="", name="")).decode()
        self._window.navigate("map", view=view, officer=whose)

    # -- views ------------------------------------------------------------------------------------

    def is_kept(self, view: View) -> bool:
        """Whether what is shown now is this saved view."""
        return replace(view, key="", name="") == replace(self._view, key="", name="")

    def save(self, name: str) -> None:
        """Keep what is shown now under a name; a view that had it is replaced."""
        view = replace(self._view, name=name, key="")
        text = translate("Views", "View saved: {name}").format(name=name)
        self._change(lambda: self.views.save(view), text)

    def rename(self, key: str, name: str) -> None:
        """Give a view another name."""
        text = translate("Views", "View renamed: {name}").format(name=name)
        self._change(lambda: self.views.rename(key, name), text)

    def remove(self, view: View) -> None:
        """Take a view away."""
        text = translate("Views", "View removed: {name}").format(name=view.name)
        self._change(lambda: self.views.remove(view.key), text)

    def begin_with(self, view: View | None) -> None:
        """Begin with a view from the next start on; None begins with the plain list."""
        if view is None:
            text = translate("Views", "The list begins as usual")
        else:
            text = translate("Views", "The list begins with: {name}").format(name=view.name)
        key = view.key if view is not None else ""
        self._change(lambda: self.views.begin_with(key), text)

    def _change(self, act: Callable[[], dict[str, Any]], text: str) -> None:
        def done(before: dict[str, Any]) -> None:
            self._read_views()
            self._window.show_undo(text, lambda: self._put_back(before))

        self._bridge.write(act, done, self._window.show_problem)

    def _put_back(self, before: dict[str, Any]) -> None:
        self._bridge.write(
            lambda: self.views.restore(before),
            lambda _: self._read_views(),
            self._window.show_problem,
        )

    def _read_views(self) -> None:
        def take(found: tuple[list[View], str]) -> None:
            self._own, self.start_key = found
            self.views_changed.emit()

        self._bridge.read(lambda: (self.views.own(), self.views.start_key()), take)
