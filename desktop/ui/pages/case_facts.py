"""The facts of a case at its right: type, due date, officer, reporter, place and a small map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.thai import day_text
from desktop import clock
from desktop.ui.pages.case_place import CasePlace
from desktop.ui.pages.case_view import CaseView, channel_word, day_and_time
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chip import Tag
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.marked import MarkedText
from desktop.ui.widgets.text import Text
from desktop.ui.wording import masked_phone
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
        self._values: dict[str, MarkedText] = {}
        self._phone_number = self._case_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._tags = QWidget()
        self._flow = Flow(self._tags)
        self._add("types", self._tags)
        self._add("due")
        self._add("officer")
        self._add("reporter")
        self._add("reported")
        self.place = CasePlace()
        self.place.map_wanted.connect(self.map_wanted)
        self._add("place", self.place)
        self._column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the headings in the language in use."""
        for key, text in _headings().items():
            self._labels[key].set_text(text)
        self.place.retranslate()

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
        self.place.show_place(ticket, view.start)

    def mark(self, terms: Sequence[str]) -> None:
        """Mark what is searched (folded terms), in what a search looks into."""
        self._values["reporter"].mark(terms)
        self.place.mark(terms)

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
        self._values[key] = MarkedText("", Role.BODY, lines=1 if key == "reporter" else None)
        if key == "reporter":
            self._column.addLayout(self._reporter_row())
            return
        self._column.addWidget(self._values[key])
        if key == "due":
            self._values["due-strong"] = MarkedText("", Role.BODY, "over", weight=600)
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
