"""The facts of a case at its right: type, due date, officer, reporter, place and a small map."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from casework.thai import day_text
from desktop import clock
from desktop.ui.pages.case_map import CaseMap
from desktop.ui.pages.case_view import CaseView, channel_word, day_and_time
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chip import Tag
from desktop.ui.widgets.text import Text
from desktop.ui.wording import masked_phone, village
from desktop.words import language, translate


class CaseFacts(QWidget):
    """A column of facts.

    Signals:
        map_wanted: show the case on the map.
    """

    map_wanted = Signal()

    def __init__(self) -> None:
        """Empty until a case is shown."""
        super().__init__()
        self._labels: dict[str, Text] = {}
        self._values: dict[str, Text] = {}
        self._phone_number = self._case_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._tags = QWidget()
        self._flow = _Flow(self._tags)
        self._add("types", self._tags)
        self._add("due")
        self._add("officer")
        self._add("reporter")
        self._add("reported")
        self._add("place")
        self.map = CaseMap()
        self.map.opened.connect(self.map_wanted)
        self._open = Button("", icon="navigation", key="L", size="small")
        self._open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._open.clicked.connect(self.map_wanted)
        self._column.addSpacing(6)
        self._column.addWidget(self.map)
        self._column.addSpacing(6)
        self._column.addWidget(self._open)
        self._column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the headings in the language in use."""
        for key, text in _headings().items():
            self._labels[key].set_text(text)
        self._open.set_text(translate("CaseFacts", "Show on the map"))

    def show_view(self, view: CaseView) -> None:
        """Show the facts of a case."""
        case, ticket = view.case, view.case.ticket
        if case.id != self._case_id:
            self._case_id = case.id
            self._hide_phone(ticket.reporter_phone)
        elif ticket.reporter_phone != self._phone_number:
            self._hide_phone(ticket.reporter_phone)
        self._show_types(case.types)
        overdue = case.is_overdue(clock.now())
        due = day_text(case.due_at, language()) if case.due_at else ""
        self._say("due", due, "over" if overdue else "ink", weight_of_due=overdue)
        officer = view.names.get(case.officer, case.officer)
        self._say("officer", " · ".join(part for part in (case.unit, officer) if part))
        self._say("reporter", ticket.reporter_name or "–")
        how = channel_word(ticket.channel)
        self._say("reported", " ".join(p for p in (day_and_time(ticket.reported_at), how) if p))
        told = any(event.kind in ("report", "import") for event in case.history)
        self._labels["reported"].setVisible(not told)
        self._values["reported"].setVisible(not told)
        self._say("place", _place(view))
        self.map.show_place(ticket.lon, ticket.lat)
        self._open.setVisible(ticket.lon is not None and ticket.lat is not None)

    def show_phone(self) -> None:
        """Show the reporter's number in full."""
        self._phone.set_text(self._phone_number)
        self._phone.setToolTip("")

    def _hide_phone(self, number: str) -> None:
        self._phone_number = number
        self._phone.setVisible(bool(number))
        self._phone.set_text(masked_phone(number))
        self._phone.setToolTip(translate("CaseFacts", "Show the whole number"))

    def _show_types(self, types: tuple[str, ...]) -> None:
        self._flow.clear()
        for name in types or (translate("CaseFacts", "No type yet"),):
            self._flow.addWidget(Tag(name))
        self._tags.updateGeometry()

    def _say(self, key: str, text: str, token: str = "ink", *, weight_of_due: bool = False) -> None:
        strong = self._values.get(f"{key}-strong")
        plain = self._values[key]
        shown = strong if weight_of_due and strong is not None else plain
        for one in (plain, strong):
            if one is not None:
                one.setVisible(one is shown)
        shown.set_text(text or translate("CaseFacts", "not set"), token if text else "ink2")

    def _reporter_row(self) -> QHBoxLayout:
        """Name and telephone number side by side."""
        self._phone = Button("", kind="soft", icon="phone", size="small")
        self._phone.setFixedHeight(26)
        self._phone.clicked.connect(self.show_phone)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._values["reporter"], 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._phone, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return row

    def _add(self, key: str, value: QWidget | None = None) -> None:
        label = Text("", Role.CAPTION, "ink2")
        self._labels[key] = label
        self._column.addWidget(label)
        if value is not None:
            self._column.addWidget(value)
            return
        self._values[key] = Text("", Role.BODY, lines=1 if key == "reporter" else None)
        if key == "reporter":
            self._column.addLayout(self._reporter_row())
            return
        self._column.addWidget(self._values[key])
        if key == "due":
            self._values["due-strong"] = Text("", Role.BODY, "over", weight=600)
            self._values["due-strong"].hide()
            self._column.addWidget(self._values["due-strong"])


def _headings() -> dict[str, str]:
    return {
        "types": translate("CaseFacts", "Type"),
        "due": translate("CaseFacts", "Due"),
        "officer": translate("CaseFacts", "Responsible"),
        "reporter": translate("CaseFacts", "Reporter"),
        "reported": translate("CaseFacts", "Reported"),
        "place": translate("CaseFacts", "Place"),
    }


def _place(view: CaseView) -> str:
    ticket = view.case.ticket
    where = ticket.place or ticket.address
    number = village(ticket.village)
    if number and number not in where:
        where = f"{where} {number}".strip()
    if ticket.subdistrict and ticket.subdistrict not in where:
        where = f"{where} {ticket.subdistrict}".strip()
    return where


class _Flow(QLayout):
    """Widgets side by side, on new lines where the width is full."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 2, 0, 2)

    def clear(self) -> None:
        """Remove and delete all widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def addItem(self, item: QLayoutItem) -> None:
        """Take a widget's item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at a width, px."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Little."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """One line."""
        return QSize(60, 28)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tall = rect.x(), rect.y() + 2, 0
        for item in self._items:
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, tall = rect.x(), y + tall + 4, 0
            if move:
                item.setGeometry(QRect(x, y, width, size.height()))
            x += width + 4
            tall = max(tall, size.height())
        return y + tall + 2 - rect.y()
