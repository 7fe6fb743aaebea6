"""Needs attention: work that no longer fits, settled by the person, never dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.operations import Operation
from desktop.acting import ActReport
from desktop.messages import of_result
from desktop.ui.bridge import Bridge
from desktop.ui.pages.attention_detail import FOOT_HEIGHT, AttentionDetail
from desktop.ui.pages.attention_list import AttentionList, AttentionModel
from desktop.ui.pages.attention_words import Known, comment_words, read_items
from desktop.ui.pages.base import Page
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.card import Ground, Rule
from desktop.ui.widgets.feedback import Banner, EmptyState
from desktop.ui.widgets.text import Text
from desktop.words import translate

RELOAD_MS = 100
LIST = 318
WIDEST = 16_777_215


class AttentionPage(Page):
    """The page: what needs attention at the left, the chosen one at the right."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Build the page; it reads when it is shown."""
        super().__init__(bridge, window)
        self._chosen: dict[str, dict[str, bool]] = {}
        self._narrow = self._running = self._loaded = False
        self._asked = 0
        self._count = 0
        self._later = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._later.timeout.connect(self.reload)
        self._build()
        bridge.outbox_changed.connect(self._later.start)
        bridge.cases_changed.connect(self._cases_changed)
        self.bind_letters("JK12C", repeating="JK")
        save = QShortcut(QKeySequence("Ctrl+Return"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self._save)

    # -- what the window asks of a page ---------------------------------------------------------

    def _cases_changed(self, _keys: object) -> None:
        self._later.start()

    def title(self) -> str:
        """The page's name."""
        return translate("Attention", "Needs attention")

    def subtitle(self) -> str:
        """How many things need attention."""
        return translate("Attention", "{n} cases").format(n=self._count) if self._count else ""

    @property
    def foot_height(self) -> int:
        """The height of the buttons at the foot, above which the undo bar stands."""
        return FOOT_HEIGHT if self.detail.known is not None else 0

    def activate(self, **what: str) -> None:
        """Show what is there now, and point at a case where one is named."""
        self._wanted = what.get("case", "")
        self.reload()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window there is room for the list or the item; Enter and Esc switch."""
        self._narrow = narrow
        self.detail.set_narrow(narrow)
        self._show_panes(detail=False)

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        table = self.detail.table
        return [self.list, table] if table is not None else [self.list]

    def handle_key(self, letter: str) -> bool:
        """Act on a letter key."""
        if letter in "JK":
            wanted = self.list.currentIndex().row() + (1 if letter == "J" else -1)
            if 0 <= wanted < self.model.rowCount():
                self.list.setCurrentIndex(self.model.index(wanted))
        elif letter in "12":
            if self.detail.table is not None and self.detail.isVisible():
                self.detail.table.choose(mine=letter == "1")
        elif letter == "C":
            self._keep_as_comment()
        else:
            return False
        return True

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._note.set_text(_note())
        self._empty.say(_nothing())
        self.detail.show_item(None, {})
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case, Esc goes back to the list, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._wanted = ""
        self.model = AttentionModel()
        self.list = AttentionList(self.model)
        self.list.setAccessibleName(self.title())
        self.detail = AttentionDetail()
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        self._note = Text(_note(), Role.SECONDARY, "ink2", lines=4)
        self._empty = EmptyState("circle-check", _nothing())
        self._empty.setProperty("no-ring", True)
        both = QWidget()
        across = _plain(QHBoxLayout(both))
        across.addWidget(self._make_left())
        across.addWidget(self._make_right(), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        _plain(QVBoxLayout(self)).addWidget(self._stack)
        self._connect()

    def _make_left(self) -> QWidget:
        self._left = Ground("surface", ("right",))
        self._left.setFixedWidth(LIST)
        column = _plain(QVBoxLayout(self._left))
        column.setContentsMargins(0, 0, 1, 0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self._note)
        column.addLayout(inner)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        return self._left

    def _make_right(self) -> QWidget:
        self._right = QWidget()
        column = _plain(QVBoxLayout(self._right))
        column.addWidget(self.detail, 1)
        column.addWidget(self.problem)
        return self._right

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.opened.connect(self._enter)
        self.list.left.connect(self._back)
        self.list.clicked.connect(lambda _index: self._show_panes(detail=True))
        detail = self.detail
        detail.choices_changed.connect(self._remember)
        detail.save_wanted.connect(self._save)
        detail.theirs_wanted.connect(self._give_up)
        detail.comment_wanted.connect(self._keep_as_comment)
        detail.again_wanted.connect(self._do_again)
        detail.open_wanted.connect(self._open_case)
        detail.back_wanted.connect(self._back)

    # -- reading --------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what needs attention."""
        self._later.stop()
        self._asked += 1
        asked, desk = self._asked, self._bridge.desk
        self._bridge.read(
            lambda: read_items(desk),
            lambda items: self._got(items) if asked == self._asked else None,
            self._window.show_problem,
        )

    def _got(self, items: list[Known]) -> None:
        current = self._current()
        place = self.list.currentIndex().row()
        self.model.set_items(items)
        self._loaded, self._count = True, len(items)
        self._stack.setCurrentIndex(0 if items else 1)
        wanted = next((k.id for k in items if k.item.operation.case == self._wanted), "")
        self._wanted = ""
        at = self.model.place_of(wanted or (current.id if current else ""))
        if items:
            at = at if at >= 0 else min(max(place, 0), len(items) - 1)
            self.list.setCurrentIndex(self.model.index(at))
        self._show_current()
        if self._narrow and (current is None or current.id != (self._current_id())):
            self._show_panes(detail=bool(wanted))
        self.heading_changed.emit()

    def _current(self) -> Known | None:
        return self.detail.known

    def _current_id(self) -> str:
        known = self.model.item(self.list.currentIndex().row())
        return known.id if known is not None else ""

    def _show_current(self) -> None:
        known = self.model.item(self.list.currentIndex().row())
        if known == self.detail.known:
            return
        self.problem.hide()
        self.detail.show_item(known, self._chosen.get(known.id, {}) if known else {})

    def _show_panes(self, *, detail: bool) -> None:
        if self._narrow and detail:
            # Before the list goes: a hidden widget would hand the keyboard to the search field.
            self._right.show()
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left.setVisible(not self._narrow or not detail)
        self._right.setVisible(not self._narrow or detail)
        self._left.setMinimumWidth(LIST)
        self._left.setMaximumWidth(WIDEST if self._narrow else LIST)

    # -- deciding -------------------------------------------------------------------------------

    def _remember(self) -> None:
        known = self.detail.known
        if known is not None:
            self._chosen[known.id] = self.detail.choices

    def _save(self) -> None:
        known, table = self.detail.known, self.detail.table
        if known is None or table is None or not table.complete:
            return
        choices, desk = table.choices, self._bridge.desk
        said = translate("Attention", "Saved as you chose")
        self._decide(lambda: desk.choose(known.item, choices), said)

    def _give_up(self) -> None:
        known = self.detail.known
        if known is None:
            return
        item, desk = known.item, self._bridge.desk

        def work() -> ActReport:
            desk.take_theirs(item)
            return ActReport("resolve", (item.operation,))

        self._decide(work, translate("Attention", "The case stays as the authority has it"))

    def _do_again(self) -> None:
        known = self.detail.known
        if known is not None and known.case is not None:
            item, desk = known.item, self._bridge.desk
            said = translate("Attention", "Done again; it goes out with the next sync")
            self._decide(lambda: desk.choose(item, {}), said)

    def _keep_as_comment(self) -> None:
        known = self.detail.known
        if known is None or known.case is None:
            return
        item, words, desk = known.item, comment_words(known), self._bridge.desk
        said = translate("Attention", "Kept as a comment for staff")
        self._decide(lambda: desk.as_comment(item, words), said)

    def _decide(self, work: Callable[[], ActReport], said: str) -> None:
        if not self._running:
            self._running = True
            self._bridge.write(work, lambda report: self._decided(report, said), self._failed)

    def _decided(self, report: ActReport, said: str) -> None:
        self._running = False
        if report.not_done:
            self.problem.say(of_result(report.not_done[0][1]), tone="warning")
            self.problem.show()
            return
        self._chosen.pop(self.detail.known.id if self.detail.known else "", None)
        # What was settled without an operation of its own has nothing to take back.
        undo = None if report.kind == "resolve" else lambda: self._take_back(report.done)
        self._window.show_undo(said, undo)
        self.reload()

    def _take_back(self, operations: tuple[Operation, ...]) -> None:
        desk = self._bridge.desk
        self._bridge.write(
            lambda: desk.take_back(operations), self._taken_back, self._window.show_problem
        )

    def _taken_back(self, report: ActReport) -> None:
        if report.not_done:
            self.problem.say(of_result(report.not_done[0][1]), tone="warning")
            self.problem.show()
        self.reload()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._window.show_problem(error, self.problem)
        self.problem.show()

    # -- going elsewhere ------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._narrow and self._right.isHidden():
            self._show_panes(detail=True)
        else:
            self._open_case()

    def _back(self) -> None:
        if self._narrow:
            self._show_panes(detail=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_case(self) -> None:
        known = self.detail.known
        if known is not None and known.case is not None:
            case = known.case
            self._window.navigate("cases", authority=case.authority, case=case.id)


def _plain(layout: QBoxLayout) -> QBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _note() -> str:
    return translate(
        "Attention",
        "These were changed on both sides, or no longer fit. Your work is kept. "
        "Choose when you are ready.",
    )


def _nothing() -> str:
    return translate("Attention", "Nothing needs your attention.")
