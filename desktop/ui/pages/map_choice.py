"""What the map shows: the same filters, search and views as the list, and what it adds to them."""

from __future__ import annotations

from dataclasses import replace as replace_query

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject

from casework.case import CLOSED_STATES, State
from desktop import clock
from desktop.storage.records import CaseQuery, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.services import WindowServices
from desktop.views import Filters, View, query_of

PERIODS = (90, 30, 365)
"""Days back that the legend offers; the first is what a map begins with."""
AT_FIRST = Filters(younger_days=PERIODS[0])
_OF_TAB = {
    "todo": frozenset({str(State.WAITING), str(State.IN_PROGRESS)}),
    "follow": frozenset({str(State.FOLLOWED_UP)}),
}
_CLOSED = frozenset(str(state) for state in CLOSED_STATES)


class MapChoice(ListChoice):
    """A list's choice on a map: the legend says which states are seen, so none are left out."""

    def __init__(self, bridge: Bridge, window: WindowServices, parent: QObject) -> None:
        """Begin with what was reported lately, whose ever it is."""
        super().__init__(bridge, window, parent)
        self._view = View(filters=AT_FIRST)

    def query(self, view: View | None = None) -> CaseQuery:
        """The query of what is shown: of every case on this desk, open or closed."""
        query = self.with_codes(query_of(view or self._view, clock.now()))
        return replace_query(query, open_only=False, sort=Sort.NEWEST)

    def begin_anew(self) -> None:
        """Choose and search nothing but what a map begins with."""
        self.show(View(filters=AT_FIRST))

    def show_list(self, view: View, officer: str = "") -> bool:
        """Show what a list shows, of this officer's cases where one is named.

        Gives whether closed cases may be among them.
        """
        chosen = view.filters
        states = chosen.states or _OF_TAB.get(view.tab, frozenset())
        filters = replace(chosen, states=states, officer=officer or chosen.officer)
        self.show(View(filters=filters, text=view.text))
        everything = view.text.strip() or chosen.unsent or chosen.attention or chosen.chosen
        return bool(states & _CLOSED) or (not states and bool(everything))


def view_of_words(text: str) -> View | None:
    """The view that a list hands over as JSON; None where it is none."""
    try:
        return msgspec.json.decode(text, type=View)
    except msgspec.DecodeError:
        return None
