"""Panels that ask what an act needs: an officer, an authority, a reason, types or a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.case import MAX_TYPES, Case, Staff
from casework.thai import local
from desktop.ui.bridge import Bridge
from desktop.ui.pages.acts import button_word
from desktop.ui.pages.day_field import DayField
from desktop.ui.theme import Role
from desktop.ui.theme.scale import GAP_2
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.filtered_list import ALSO, ITEM_HEIGHT, FilteredList
from desktop.ui.widgets.text import Text
from desktop.words import language, translate

WIDTH, WORDS_HEIGHT = 420, 93
_KEY = Qt.ItemDataRole.UserRole


class ActPanel(Card):
    """A card over the page that asks for what one act needs. Esc or Cancel closes it.

    Signals:
        saved: (kind, values of fields, other parts of the payload).
        closed: it was left without saving.
    """

    saved = Signal(str, object, object)
    closed = Signal()

    def __init__(self, kind: str, bridge: Bridge, parent: QWidget) -> None:
        """Made for one act; `ask` shows it."""
        super().__init__(parent, floating=True)
        self.kind = kind
        self._bridge = bridge
        self._cases: list[Case] = []
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(8)
        self._heading = Text("", Role.HEADING)
        self._column.addWidget(self._heading)
        self._build()
        self._problem = Text("", Role.SECONDARY, "attn", lines=None)
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._column.addLayout(self._foot())
        save = QShortcut(QKeySequence("Ctrl+Return"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)
        self.hide()

    def ask(self, cases: Sequence[Case]) -> None:
        """Show the panel for these cases."""
        self._cases = list(cases)
        many = len(self._cases)
        words = button_word(self.kind)
        if many > 1:
            words = translate("ActPanel", "{act}: {n} cases").format(act=words, n=many)
        self._heading.set_text(words)
        self.say_problem("")
        self._begin()
        for listed in self.findChildren(FilteredList):
            listed.set_rows_hidden(0)
        self.adjustSize()
        self._give_way()
        self.show()
        self.raise_()
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def _give_way(self) -> None:
        """Where the page is low, a list shows fewer rows at once: the buttons stay in sight."""
        above = self.parentWidget()
        excess = self.height() - (above.height() - 2 * GAP_2) if above is not None else 0
        for listed in self.findChildren(FilteredList):
            listed.set_rows_hidden(-(-excess // ITEM_HEIGHT))
            self.adjustSize()

    def cases(self) -> list[Case]:
        """The cases it asks about."""
        return self._cases

    def save(self) -> None:
        """Tell what was chosen, or say what is missing."""
        missing = self._missing()
        self.say_problem(missing)
        if not missing:
            self.saved.emit(self.kind, self._values(), self._more())

    def leave(self) -> None:
        """Close without saving."""
        self.hide()
        self.closed.emit()

    def say_problem(self, text: str) -> None:
        """Show why it was not saved; the panel and what was typed stay."""
        self._problem.set_text(text)
        self._problem.setVisible(bool(text))
        if self.isVisible():
            self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        leave = Button(translate("ActPanel", "Cancel"), key="Esc")
        leave.clicked.connect(self.leave)
        save = Button(translate("ActPanel", "Save"), kind="primary", key="Ctrl+Enter")
        save.clicked.connect(self.save)
        row.addWidget(leave)
        row.addWidget(save)
        return row

    # What each act asks for.

    def _build(self) -> None:
        raise NotImplementedError

    def _begin(self) -> None:
        """Put the fields back to where a new act begins."""

    def _first(self) -> QWidget:
        raise NotImplementedError

    def _missing(self) -> str:
        return ""

    def _values(self) -> dict[str, Any]:
        return {}

    def _more(self) -> dict[str, Any]:
        return {}


class AssignPanel(ActPanel):
    """To which officer."""

    def _build(self) -> None:
        self._people = FilteredList(translate("ActPanel", "Officer's name or unit"))
        self._people.picked.connect(self.save)
        self._people.list.itemDoubleClicked.connect(lambda _: self.save())
        self._column.addWidget(self._people)

    def _begin(self) -> None:
        self._people.field.clear()
        desk, speech = self._bridge.desk, language()

        def known() -> list[tuple[Staff, str]]:
            return [(s, desk.name_of(s.username, speech)) for s in desk.officers()]

        self._bridge.read(known, self._put)

    def _first(self) -> QWidget:
        return self._people.field

    def _put(self, officers: list[tuple[Staff, str]]) -> None:
        self._people.list.clear()
        now = self._cases[0].officer if len(self._cases) == 1 else ""
        for staff, name in officers:
            item = QListWidgetItem(f"{name} · {staff.unit}" if staff.unit else name)
            item.setData(_KEY, staff.username)
            item.setData(ALSO, f"{staff.name} {staff.name_en} {staff.username}")
            self._people.add(item)
            if staff.username == now:
                self._people.list.setCurrentItem(item)
        if self._people.list.currentRow() < 0 and officers:
            self._people.list.setCurrentRow(0)

    def _missing(self) -> str:
        people = self._people.list
        if people.currentRow() < 0 or people.currentItem().isHidden():
            return translate("ActPanel", "Please choose an officer.")
        return ""

    def _values(self) -> dict[str, Any]:
        return {"officer": self._people.list.currentItem().data(_KEY)}


class ForwardPanel(ActPanel):
    """To which authority, and words to the reporter."""

    def _build(self) -> None:
        self._to = QLineEdit()
        self._to.setPlaceholderText(
            translate("ActPanel", "Authority, for example the highways district")
        )
        self._to.setAccessibleName(self._to.placeholderText())
        self._text = TextArea(translate("ActPanel", "Words to the reporter (optional)"), lines=2)
        self._column.addWidget(self._to)
        self._text.setFixedHeight(WORDS_HEIGHT)
        self._column.addWidget(self._text)

    def _begin(self) -> None:
        self._to.clear()
        self._text.clear()
        known = sorted({name for case in self._cases for name in case.ticket.organisations})
        completer = QCompleter(known, self._to)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._to.setCompleter(completer)

    def _first(self) -> QWidget:
        return self._to

    def _missing(self) -> str:
        if self._to.text().strip():
            return ""
        return translate("ActPanel", "Please say to which authority.")

    def _more(self) -> dict[str, Any]:
        return {"to": self._to.text().strip(), "text": self._text.toPlainText().strip()}


class ReasonPanel(ActPanel):
    """Why."""

    def _build(self) -> None:
        self._text = TextArea(translate("ActPanel", "Why? The reporter will read this."), lines=3)
        self._text.setFixedHeight(WORDS_HEIGHT)
        self._column.addWidget(self._text)

    def _begin(self) -> None:
        self._text.clear()

    def _first(self) -> QWidget:
        return self._text

    def _missing(self) -> str:
        if self._text.toPlainText().strip():
            return ""
        return translate("ActPanel", "Please say why.")

    def _more(self) -> dict[str, Any]:
        return {"text": self._text.toPlainText().strip()}


class TypesPanel(ActPanel):
    """Which types, nine at most."""

    def _build(self) -> None:
        self._types = FilteredList(translate("ActPanel", "Look for a type"), rows=7)
        self._types.picked.connect(self._flip)
        self._column.addWidget(self._types)

    def _begin(self) -> None:
        self._types.field.clear()
        desk = self._bridge.desk

        def known() -> list[str]:
            settings = desk.settings
            listed = list(settings.types) if settings else []
            return [*listed, *(name for name, _ in desk.cache.types() if name not in listed)]

        self._bridge.read(known, self._put)

    def _first(self) -> QWidget:
        return self._types.field

    def _put(self, known: list[str]) -> None:
        held = list(self._cases[0].types) if self._cases else []
        self._types.list.clear()
        for name in [*held, *(n for n in known if n not in held)]:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = Qt.CheckState.Checked if name in held else Qt.CheckState.Unchecked
            item.setCheckState(on)
            self._types.add(item)
        self._types.list.setCurrentRow(0)

    def _flip(self) -> None:
        if self._types.list.currentRow() >= 0:
            item = self._types.list.currentItem()
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _ticked(self) -> tuple[str, ...]:
        items = (self._types.list.item(n) for n in range(self._types.list.count()))
        return tuple(i.text() for i in items if i.checkState() == Qt.CheckState.Checked)

    def _missing(self) -> str:
        if len(self._ticked()) > MAX_TYPES:
            return translate("ActPanel", "At most {n} types.").format(n=MAX_TYPES)
        return ""

    def _values(self) -> dict[str, Any]:
        return {"types": self._ticked()}


class DayPanel(ActPanel):
    """Until when, and for following up, words to the reporter."""

    def _build(self) -> None:
        self._day = DayField()
        self._column.addWidget(self._day)
        self._text = TextArea(translate("ActPanel", "Words to the reporter (optional)"), lines=2)
        self._text.setFixedHeight(WORDS_HEIGHT)
        self._column.addWidget(self._text)

    def _begin(self) -> None:
        self._text.clear()
        due = self._cases[0].due_at if len(self._cases) == 1 else None
        if due is not None and self.kind == "set_due":
            self._day.set_day(local(due).date())

    def _first(self) -> QWidget:
        return self._text if self.kind == "follow_up" else self._day.findChildren(Button)[0]

    def _values(self) -> dict[str, Any]:
        return {"due_at": self._day.due_at()}

    def _more(self) -> dict[str, Any]:
        return {"text": self._text.toPlainText().strip()}


_PANELS: dict[str, type[ActPanel]] = {
    "assign": AssignPanel,
    "forward": ForwardPanel,
    "reject": ReasonPanel,
    "reopen": ReasonPanel,
    "retype": TypesPanel,
    "set_due": DayPanel,
    "follow_up": DayPanel,
}


def panel_for(kind: str, bridge: Bridge, parent: QWidget) -> ActPanel:
    """The panel of an act. Raises KeyError for one that asks for nothing."""
    return _PANELS[kind](kind, bridge, parent)
