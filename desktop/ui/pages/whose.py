"""Above an officer's list: whose cases are shown, and drafts on cases that left.

Hidden on an ordinary day, when nobody is stood in for and no draft was left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.ui.bridge import Bridge
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.services import WindowServices
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.flow import Flow
from desktop.words import language, translate


@dataclass(frozen=True, slots=True)
class Known:
    """Open cases of one's own; name and open cases of each whom one stands in for; drafts left."""

    mine: int = 0
    others: tuple[tuple[str, str, int], ...] = ()
    drafts: int = 0


def read(desk: Desk) -> Known:
    """What the strip says. Slow: worker thread."""

    def left(officer: str) -> int:
        return desk.count(CaseQuery(officer=officer, open_only=True))

    names = [(officer, desk.name_of(officer, language())) for officer in desk.acts_for()]
    others = tuple((o, name, left(o)) for o, name in sorted(names, key=lambda pair: pair[1]))
    mine = left(desk.account.username) if others else 0
    return Known(mine, others, len(desk.left_drafts()))


class WhoseStrip(Ground):
    """A chip for one's own cases, one for each officer one stands in for, and the drafts left."""

    def __init__(self, bridge: Bridge, window: WindowServices, choice: ListChoice) -> None:
        """Follow the list's choice and the desk."""
        super().__init__("surface", ("bottom",))
        self._bridge, self._window, self._choice = bridge, window, choice
        self.known = Known()
        self.chips: dict[str, Button] = {}
        self.drafts = Button("", kind="quiet", icon="file-text", size="small", parent=self)
        self.drafts.clicked.connect(self.show_drafts)
        holder = QWidget(self)
        self._flow = Flow(holder, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 8, 4)
        column.addWidget(holder)
        choice.changed.connect(self._show)
        bridge.counts_changed.connect(self.look)
        self._show()

    def look(self) -> None:
        """Ask the desk anew: a leave begins and ends by itself."""
        self._bridge.read(lambda: read(self._bridge.desk), self._take)

    def show_drafts(self) -> None:
        """Open the drafts on cases that are with somebody else now."""
        from desktop.ui.pages.left_drafts import LeftDraftsDialog

        LeftDraftsDialog(self._bridge, self._window, self.window()).show()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the language in use."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.look()
            self._show()

    def _take(self, known: Known) -> None:
        if known == self.known:
            return
        self.known = known
        self._choice.stand_in(frozenset(officer for officer, _, _ in known.others))
        self._show()

    def _show(self) -> None:
        wanted = self._wanted()
        if list(self.chips) != list(wanted):
            self._make(list(wanted))
        for officer, (text, on) in wanted.items():
            chip = self.chips[officer]
            chip.set_text(text)
            chip.set_icon("check" if on else "")
            chip.setChecked(on)
        count = self.known.drafts
        self.drafts.setVisible(bool(count))
        self.drafts.set_text(
            translate("Whose", "Drafts on cases that left: {n}").format(n=f"{count:,}")
        )
        self._flow.invalidate()
        self.setVisible(bool(wanted) or bool(count))
        self.updateGeometry()

    def _wanted(self) -> dict[str, tuple[str, bool]]:
        """The chips by officer, one's own under the empty name: words, and whether it is chosen."""
        if not self.known.others:
            return {}
        chosen = self._choice.whose()
        mine = translate("Whose", "Mine {n}").format(n=f"{self.known.mine:,}")
        found = {"": (mine, chosen == "")}
        for officer, name, count in self.known.others:
            text = translate("Whose", "For {name} {n}").format(name=name, n=f"{count:,}")
            found[officer] = (text, chosen == officer)
        return found

    def _make(self, officers: list[str]) -> None:
        self._flow.removeWidget(self.drafts)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for officer in officers:
            chip = Button("", size="small", parent=self)
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._choose, officer))
            self.chips[officer] = chip
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.drafts)

    def _choose(self, officer: str, _checked: bool = False) -> None:
        self._choice.choose(replace(self._choice.filters, officer=officer))
        self._show()
