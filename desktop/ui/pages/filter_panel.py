"""The filter panel beside the list: views, order, and everything that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.case import State
from desktop.storage.records import Sort
from desktop.ui.bridge import Bridge
from desktop.ui.pages.filter_counts import Options, count_choices, read_options, with_only
from desktop.ui.pages.filter_fields import AgeField, CheckLine, Choice, NearField, Section
from desktop.ui.pages.filter_views import ViewsSection
from desktop.ui.pages.filter_words import FLAGS, flag_word, order_words, photo_words
from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.theme import Look, Role, mark_style, state_style
from desktop.ui.theme.scale import FILTERS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground, Rule
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.text import Text
from desktop.ui.wording import village
from desktop.views import Point
from desktop.words import language, translate

COUNT_MS = 250
"""Counting begins so long after the last choice: the list itself comes first."""
Line = tuple[str, str]
"""Kind and name of a line to check: ("states", "done"), ("flags", "overdue")."""
FOLDING = ("types", "units", "villages")


class FilterPanel(Ground):
    """Everything is applied at once; Esc or Close leads back to the list.

    Signals:
        closed: the person is done here.
        here_wanted: measure from the place of the case shown.
    """

    closed = Signal()
    here_wanted = Signal()

    def __init__(self, bridge: Bridge, choice: ListChoice) -> None:
        """Hidden until it is wanted; reads what can be chosen when it is shown."""
        super().__init__("surface", ("right",))
        self._bridge = bridge
        self._choice = choice
        self._options = Options()
        self._checks: dict[Line, CheckLine] = {}
        self._turn = 0
        self._later = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._later.timeout.connect(self._count)
        self.setFixedWidth(FILTERS)
        self._build()
        choice.changed.connect(self._follow)
        bridge.cases_changed.connect(self._cases_changed)
        self.retranslate()
        self.hide()

    def _cases_changed(self, _keys: object) -> None:
        self._count_later()

    def give_focus(self) -> None:
        """Give the keyboard to the first thing to choose."""
        self.views.lines[0].button.setFocus(Qt.FocusReason.TabFocusReason)

    def set_alone(self, alone: bool, count: str) -> None:
        """Whether the panel stands in place of the list: then its foot leads to the list."""
        self.setMaximumWidth(16_777_215 if alone else FILTERS)
        self._done.setVisible(alone)
        self._done.set_text(translate("Filters", "Show {n} cases").format(n=count))

    def take_point(self, lon: float, lat: float) -> None:
        """Measure from this point (degrees)."""
        self.near.take(lon, lat)

    def say_no_place(self) -> None:
        """Say that the case shown has no place."""
        self.near.say(translate("Filters", "The case shown has no place."))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.set_text(translate("Filters", "Filters"))
        self._clear.set_text(translate("MyCases", "Clear"))
        self._close.set_text(translate("Filters", "Close"))
        self._sections["views"].say(translate("Filters", "Views"))
        self._sections["order"].say(translate("Filters", "Order"))
        self._sections["states"].say(translate("Filters", "State"))
        self._sections["flags"].say(translate("Filters", "Only cases that are"))
        self._sections["photo"].say(translate("Filters", "After-photo"))
        self._sections["age"].say(translate("Filters", "Age"))
        self._sections["officer"].say(translate("Filters", "Responsible"))
        self._sections["near"].say(translate("Filters", "Distance from a place"))
        self.views.retranslate()
        self._make_lines(("states", "flags", *FOLDING))
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what can be chosen, and show what is."""
        super().showEvent(event)
        self.views.retranslate()
        self._follow()
        desk, spoken = self._bridge.desk, language()
        self._bridge.read(lambda: read_options(desk, spoken), self._know)

    # -- showing ----------------------------------------------------------------------------------

    def _know(self, options: Options) -> None:
        if options != self._options:
            self._options = options
            self._make_lines(FOLDING)
        self._follow()

    def _follow(self) -> None:
        """Show what is chosen now."""
        filters, choice = self._choice.filters, self._choice
        chosen = {(kind, name) for kind in FOLDING for name in getattr(filters, kind)}
        if not chosen <= self._checks.keys():
            self._make_lines(FOLDING)
        for (kind, name), line in self._checks.items():
            held = getattr(filters, name) if kind == "flags" else name in getattr(filters, kind)
            line.set_on(bool(held))
        for kind, words in _folding_words().items():
            self._sections[kind].say(words, len(getattr(filters, kind)))
        orders = order_words(searching=choice.searching)
        self.order.offer([(words, sort) for sort, words in orders.items()], choice.order)
        self.order.setAccessibleName(translate("Filters", "Order"))
        photos = [(words, value) for value, words in photo_words().items()]
        self.photo.offer(photos, filters.after_photo)
        self.photo.setAccessibleName(translate("Filters", "After-photo"))
        people = [(translate("Filters", "Everybody"), "")]
        people += [(name, user) for user, name in self._options.officers]
        if filters.officer and filters.officer not in dict(self._options.officers):
            name = self._bridge.desk.name_of(filters.officer, language())
            people.append((name, filters.officer))  # who left since
        self.officer.offer(people, filters.officer)
        self.officer.setAccessibleName(translate("Filters", "Responsible"))
        self.age.show_days(filters.older_days, filters.younger_days)
        self.near.show_near(filters.near)
        self._clear.setVisible(bool(filters))
        self._count_later()

    def _make_lines(self, kinds: Sequence[str]) -> None:
        """The lines to check of these kinds, made anew for other options or another language."""
        focused = next((name for name, line in self._checks.items() if line.box.hasFocus()), None)
        for name in [name for name in self._checks if name[0] in kinds]:
            line = self._checks.pop(name)
            line.hide()
            line.deleteLater()
        if "states" in kinds:
            for state in State:
                style = state_style(str(state))
                self._add_line(("states", str(state)), style.word, style)
        if "flags" in kinds:
            for flag in FLAGS:
                if flag == "unassigned" and self._choice.officer:
                    continue  # a list of one's own cases has none that are nobody's
                look = mark_style(flag) if flag in ("overdue", "reopened", "attention") else None
                self._add_line(("flags", flag), flag_word(flag), look)
        for kind in FOLDING if "types" in kinds else ():
            names = list(getattr(self._options, kind))
            # A view may hold what no case has any more: it can be unchecked all the same.
            names += sorted(getattr(self._choice.filters, kind) - set(names))
            for name in names:
                self._add_line((kind, name), village(name) if kind == "villages" else name)
            self._sections[kind].setVisible(bool(names))
        if focused in self._checks:
            self._checks[focused].box.setFocus()

    def _add_line(self, name: Line, words: str, look: Look | None = None) -> None:
        line = CheckLine(words, look)
        line.flipped.connect(partial(self._flip, name))
        self._sections[name[0]].lines.addWidget(line)
        line.show()  # at once: what is not shown yet cannot take the keyboard over
        self._checks[name] = line

    # -- choosing ---------------------------------------------------------------------------------

    def _flip(self, line: Line, on: bool) -> None:
        kind, name = line
        filters = self._choice.filters
        if kind == "flags":
            self._choice.choose(replace(filters, **{name: on}))
            return
        held = getattr(filters, kind)
        self._choice.choose(replace(filters, **{kind: held | {name} if on else held - {name}}))

    def _take_age(self, older: int | None, younger: int | None) -> None:
        self._choice.choose(replace(self._choice.filters, older_days=older, younger_days=younger))

    def _take_near(self, near: Point | None) -> None:
        self._choice.choose(replace(self._choice.filters, near=near))

    def _take_photo(self, has: bool | None) -> None:
        self._choice.choose(replace(self._choice.filters, after_photo=has))

    def _take_officer(self, username: str) -> None:
        self._choice.choose(replace(self._choice.filters, officer=username))

    def _take_order(self, sort: Sort) -> None:
        self._choice.order_by(sort)

    # -- how many ---------------------------------------------------------------------------------

    def _count_later(self) -> None:
        if self.isVisible():
            self._later.start()

    def _count(self) -> None:
        """Count what each visible line would leave; a newer question drops this one."""
        self._turn += 1
        turn, desk, view = self._turn, self._bridge.desk, self._choice.view
        wanted = [
            (name, self._choice.query(replace(view, filters=with_only(view.filters, *name))))
            for name in self._checks
            if self._sections[name[0]].is_open()
        ]

        def still() -> bool:
            return turn == self._turn

        def show(numbers: dict[Line, int]) -> None:
            if still():
                for name, line in self._checks.items():
                    line.set_number(numbers.get(name))

        self._bridge.read(lambda: count_choices(desk, wanted, still), show, wanted=still)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        scroll = scrolling(self._build_body())
        column.addWidget(scroll, 1)
        self._done = Button("", kind="primary")
        self._done.clicked.connect(self.closed)
        self._done.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._done)
        foot.addStretch(1)
        column.addLayout(foot)

    def _build_head(self) -> QWidget:
        head = Ground("surface", ("bottom",))
        head.setFixedHeight(44)
        self._title = Text("", Role.HEADING)
        self._clear = Button("", kind="quiet", size="small")
        self._clear.clicked.connect(self._choice.clear)
        self._close = Button("", kind="soft", key="Esc", size="small")
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 8, 1)
        row.setSpacing(2)
        row.addWidget(self._title, 1)
        row.addWidget(self._clear)
        row.addWidget(self._close)
        return head

    def _build_body(self) -> QWidget:
        body = Ground("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(8)
        self._sections: dict[str, Section] = {}
        self.views = ViewsSection(self._choice)
        self.order, self.photo, self.officer = Choice(), Choice(), Choice()
        self.age, self.near = AgeField(), NearField()
        fields = {
            "views": self.views, "states": None, "flags": None, "age": self.age,
            "photo": self.photo, "types": None, "units": None, "villages": None,
            "officer": self.officer, "near": self.near, "order": self.order,
        }  # fmt: skip
        for name, field in fields.items():
            section = self._sections[name] = Section(folds=name in FOLDING)
            if field is not None:
                section.lines.addWidget(field)
            section.opened.connect(self._count_later)
            column.addWidget(section)
            if name == "views":
                column.addWidget(Rule())
        column.addStretch(1)
        self._sections["officer"].setVisible(not self._choice.officer)
        self._sections["units"].setVisible(False)
        self.order.picked.connect(self._take_order)
        self.photo.picked.connect(self._take_photo)
        self.officer.picked.connect(self._take_officer)
        self.age.picked.connect(self._take_age)
        self.near.picked.connect(self._take_near)
        self.near.here_wanted.connect(self.here_wanted)
        return body


def _folding_words() -> dict[str, str]:
    return {
        "types": translate("Filters", "Type"),
        "units": translate("Filters", "Unit"),
        "villages": translate("Filters", "Village"),
    }
