"""The head of a case: state and marks, number, the citizen's sentence, and the acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casework.case import OPEN_STATES, Role, State
from casework.workflow import may
from desktop import clock
from desktop.ui.pages.acts import ICONS, KEYS, button_word, tip
from desktop.ui.pages.case_view import CaseView, evidence_awaited, own_label, stands_in_text
from desktop.ui.theme import Look, state_style
from desktop.ui.theme import Role as Type
from desktop.ui.theme.scale import LIST_LEAST
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.marked import MarkedText
from desktop.ui.widgets.text import one_line
from desktop.ui.wording import due_text, reopened_text
from desktop.words import translate

_BESIDE = ("comment", "assign", "forward", "start", "follow_up", "set_due")
_MORE = (
    "start", "record_fix", "follow_up", "assign", "forward", "retype", "set_due", "reject",
    "reopen", "attach_photo",
)  # fmt: skip
_SHOWN, _SHOWN_NARROW = 4, 3
_MARGIN = 20


def primary_act(state: State) -> str:
    """The one act that a case in this state asks for."""
    if state == State.WAITING:
        return "accept"
    return "record_fix" if state in OPEN_STATES else "reopen"


class CaseHead(Ground):
    """Two lines of facts and one of acts; what could not be done is said below them.

    Signals:
        wanted: the kind of an act.
        back: return to the list (shown in a narrow window only).
        main_wanted: open the main case of the group.
    """

    wanted = Signal(str)
    back = Signal()
    main_wanted = Signal(str)

    def __init__(self) -> None:
        """Empty until a case is shown."""
        super().__init__("surface", ("bottom",))
        self._view: CaseView | None = None
        self._narrow = False
        self._back = IconButton("arrow-left", "")
        self._back.clicked.connect(self.back)
        self._back.hide()
        self._marks = QWidget()
        self._chips = Flow(self._marks, gap=8)
        self._shown_chips: list[QWidget] = []
        self._number = MarkedText("", Type.BODY, "ink2")
        self._copy = IconButton("copy", "", token="ink2")
        self._copy.clicked.connect(self._copy_number)
        self.title = MarkedText("", Type.TITLE, lines=2)
        self.buttons: dict[str, Button] = {}
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        self._more = IconButton("ellipsis", "", framed=True, size=36)
        self._more.clicked.connect(self._open_menu)
        self._problem = Banner("", tone="warning")
        self._problem.hide()
        self._lay_out()
        self.retranslate()

    def show_view(self, view: CaseView) -> None:
        """Show a case's head."""
        self._view = view
        self._number.set_text(view.case.ticket.number)
        self.title.set_text(one_line(view.case.ticket.description))
        self._show_chips(view)
        self._show_acts(view)

    def mark(self, terms: Sequence[str]) -> None:
        """Mark what is searched (folded terms)."""
        self._number.mark(terms)
        self.title.mark(terms)

    def say_problem(self, text: str) -> None:
        """Say beside the acts why one was not done; "" takes it away."""
        self._problem.say(text, tone="warning")
        self._problem.setVisible(bool(text))

    def problem(self) -> str:
        """What is said beside the acts, "" for nothing."""
        return self._problem.accessibleName() if not self._problem.isHidden() else ""

    def set_narrow(self, narrow: bool) -> None:
        """Fewer acts, and the way back to the list."""
        self._narrow = narrow
        self._back.setVisible(narrow)
        if self._view is not None:
            self._show_acts(self._view)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._back.set_icon("arrow-left", translate("CasePage", "Back to the list (Esc)"))
        self._copy.set_icon("copy", translate("CasePage", "Copy the number"))
        self._more.set_icon("ellipsis", translate("CasePage", "More acts"))
        if self._view is not None:
            self.show_view(self._view)

    def menu(self) -> QMenu:
        """The acts that have no button of their own."""
        menu = QMenu(self)
        view = self._view
        if view is None:
            return menu
        for kind in _MORE:
            shown = kind in self.buttons and not self.buttons[kind].isHidden()
            if shown or not may(view.role, kind):
                continue
            key = KEYS.get(kind, "")
            action = menu.addAction(f"{button_word(kind)}\t{key}")
            action.setEnabled(view.can(kind))
            action.triggered.connect(partial(self.wanted.emit, kind))
        menu.addSeparator()
        copy = menu.addAction(translate("CasePage", "Copy the number"))
        copy.triggered.connect(self._copy_number)
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _copy_number(self) -> None:
        if self._view is not None:
            QGuiApplication.clipboard().setText(self._view.case.ticket.number)
            self._copy.set_icon("check", translate("CasePage", "Copied"))

    def _show_chips(self, view: CaseView) -> None:
        case, now = view.case, clock.now()
        chips: list[QWidget] = [Chip(state_style(str(case.state)), own_label(case))]
        if view.attention:
            chips.append(Chip.of_mark("attention"))
        if view.gone:
            text = translate("CasePage", "No longer with you")
            chips.append(Chip(Look("forward", "ink", "surface", "line2", text)))
        elif view.stands_in:
            chips.append(Chip(Look("users", "ink", "surface", "line2", stands_in_text(view))))
        if case.is_overdue(now) and case.due_at is not None:
            chips.append(Chip.of_mark("overdue", due_text(case.due_at, now)))
        if case.reopen_count:
            chips.append(Chip.of_mark("reopened", reopened_text(case.reopen_count)))
        if evidence_awaited(view):
            # Done here, and not yet there: said beside the state until the server has the photos.
            text = translate("CasePage", "Photos not on the server yet")
            chips.append(Chip.of_mark("unsent", text))
        elif view.unsent or view.sending:
            chips.append(Chip.of_mark("unsent"))
        if case.members:
            text = translate("CasePage", "{n} cases together").format(n=len(case.members) + 1)
            chips.append(Chip(Look("merge", "ink", "surface", "line2", text)))
        if case.parent:
            chips.append(self._main_button(view))
        for old in self._shown_chips:
            self._chips.removeWidget(old)
            old.hide()
            old.deleteLater()
        for chip in chips:
            self._chips.addWidget(chip)
            chip.show()
        self._chips.invalidate()
        self._shown_chips = chips
        self._copy.set_icon("copy", translate("CasePage", "Copy the number"))

    def _main_button(self, view: CaseView) -> Button:
        number = view.numbers.get(view.case.parent, "")
        text = translate("CasePage", "Belongs to {number}").format(number=number)
        button = Button(text, kind="quiet", icon="merge", size="small")
        button.setFixedHeight(24)
        button.clicked.connect(partial(self.main_wanted.emit, view.case.parent))
        return button

    def _show_acts(self, view: CaseView) -> None:
        kinds = self._kinds(view)
        if list(self.buttons) != kinds:
            self._make_buttons(kinds)
        for place, kind in enumerate(kinds):
            button = self.buttons[kind]
            button.set_text(self._word(view, kind))
            button.setToolTip(tip(kind))
            button.set_kind("primary" if place == 0 else "plain")
            button.setEnabled(view.can(kind))
        self._fit()

    def _fit(self) -> None:
        """Show as many acts as there is room for; the others stand under More."""
        left = self.width() - 2 * _MARGIN - self._more.sizeHint().width()
        for place, button in enumerate(self.buttons.values()):
            left -= button.sizeHint().width() + self._acts.spacing()
            button.setVisible(place == 0 or left >= 0)

    def minimumSizeHint(self) -> QSize:
        """Narrow: acts give way to More."""
        return QSize(LIST_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other acts."""
        super().resizeEvent(event)
        self._fit()

    def _kinds(self, view: CaseView) -> list[str]:
        first = primary_act(view.case.state)
        kinds = [first] if may(view.role, first) else []
        kinds += [k for k in _BESIDE if k != first and may(view.role, k)]
        if view.role == Role.OFFICER and view.case.state == State.IN_PROGRESS:
            kinds = [k for k in kinds if k != "start"]
        return kinds[: _SHOWN_NARROW if self._narrow else _SHOWN]

    def _word(self, view: CaseView, kind: str) -> str:
        if kind == "record_fix" and view.drafted:
            return translate("CasePage", "Go on with the draft")
        return button_word(kind)

    def _make_buttons(self, kinds: list[str]) -> None:
        focused = next((k for k, b in self.buttons.items() if b.hasFocus()), "")
        for old in self.buttons.values():
            self._acts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for place, kind in enumerate(kinds):
            button = Button("", icon=ICONS.get(kind, ""), key=KEYS.get(kind, ""))
            button.clicked.connect(partial(self.wanted.emit, kind))
            self._acts.insertWidget(place, button)
            self.buttons[kind] = button
        if focused:
            heir = self.buttons.get(focused, next(iter(self.buttons.values())))
            heir.show()  # what is not shown yet cannot take the keyboard over
            heir.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._back)
        # Where it is narrow the marks go on below; state and number are never cut.
        above = Qt.AlignmentFlag.AlignTop
        top.addWidget(self._marks, 1)
        top.addWidget(self._number, 0, above)
        top.addWidget(self._copy, 0, above)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addSpacing(6)
        self._acts.addWidget(self._more)
        self._acts.addStretch(1)
        column.addLayout(self._acts)
        column.addSpacing(2)
        column.addWidget(self._problem)
