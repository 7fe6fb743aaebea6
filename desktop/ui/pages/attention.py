"""Needs attention: work that no longer fits, settled by the person, never dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.resolving import Decision, How
from desktop.ui.bridge import Bridge
from desktop.ui.pages.attention_acts import AttentionActs
from desktop.ui.pages.attention_bulk import BulkPane
from desktop.ui.pages.attention_detail import FOOT_HEIGHT, AttentionDetail
from desktop.ui.pages.attention_list import AttentionList, AttentionModel, SelectStrip
from desktop.ui.pages.attention_plan import comments_of
from desktop.ui.pages.attention_words import Known, read_items
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
        self._narrow = self._loaded = False
        self._asked = self._count = self._checked_last = 0
        self._later = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._later.timeout.connect(self.reload)
        self._build()
        bridge.outbox_changed.connect(self._later.start)
        bridge.cases_changed.connect(self._cases_changed)
        self.bind_letters("JK12CX", repeating="JK")
        self._keys.bind("Shift+X", lambda: self._check_to(self.list.currentIndex().row()))
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
        return FOOT_HEIGHT if self.detail.known is not None or self.model.checked else 0

    def activate(self, **what: str) -> None:
        """Show what is there now, and point at a case where one is named."""
        self._wanted = what.get("case", "")
        self.reload()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window there is room for the list or the item; Enter and Esc switch."""
        self._narrow = narrow
        self.detail.set_narrow(narrow)
        self._show_checks()
        self._show_panes(detail=False)

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        if self.model.checked:
            return [self.list, self.bulk.cards]
        table = self.detail.table
        return [self.list, table] if table is not None else [self.list]

    def handle_key(self, letter: str) -> bool:
        """Act on a letter key."""
        if letter in "JK":
            wanted = self.list.currentIndex().row() + (1 if letter == "J" else -1)
            if 0 <= wanted < self.model.rowCount():
                self.list.setCurrentIndex(self.model.index(wanted))
        elif letter == "X":
            self._check(self.list.currentIndex().row())
        elif letter in "12C" and self.model.checked:
            self.bulk.choose({"1": How.MINE, "2": How.THEIRS, "C": How.COMMENT}[letter])
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
        self.bulk.retranslate()
        self._show_checks()
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
        self.acts = AttentionActs(self._bridge, self._window, self.problem)
        self._note = Text(_note(), Role.SECONDARY, "ink2", lines=4)
        self._all = SelectStrip()
        self._all.all_wanted.connect(self._check_all)
        self._all.result_wanted.connect(self._enter)
        self.bulk = BulkPane()
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
        column.addWidget(self._all)
        column.addWidget(self.list, 1)
        return self._left

    def _make_right(self) -> QWidget:
        self._right = QWidget()
        column = _plain(QVBoxLayout(self._right))
        self._sides = QStackedWidget()
        self._sides.addWidget(self.detail)
        self._sides.addWidget(self.bulk)
        column.addWidget(self._sides, 1)
        column.addWidget(self.problem)
        return self._right

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.opened.connect(self._enter)
        self.list.left.connect(self._back)
        self.list.clicked.connect(lambda _index: self._show_panes(detail=True))
        self.list.box_clicked.connect(
            lambda row, to: self._check_to(row) if to else self._check(row)
        )
        self.list.all_wanted.connect(self._check_all)
        self.model.checks_changed.connect(self._show_checks)
        self.bulk.chosen.connect(self._work_out)
        self.bulk.save_wanted.connect(self._save)
        self.bulk.clear_wanted.connect(self._check_none)
        detail = self.detail
        detail.choices_changed.connect(self._remember)
        detail.save_wanted.connect(self._save)
        acts = self.acts
        detail.theirs_wanted.connect(lambda: self._with_known(acts.give_up))
        detail.comment_wanted.connect(self._keep_as_comment)
        detail.again_wanted.connect(lambda: self._with_known(acts.again))
        detail.copy_wanted.connect(lambda: self._with_known(acts.copy))
        acts.decided.connect(self._decided)
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
        self._show_checks()
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
            shown = self.bulk if self.model.checked else self.detail
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
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
        how, table = self.bulk.how, self.detail.table
        if self.model.checked:
            if how is not None and self.bulk.save.isEnabled():
                self.acts.settle(self.model.checked, how, self.bulk.lost)
        elif table is not None and table.complete:
            self._with_known(lambda known: self.acts.choose(known, table.choices))

    def _keep_as_comment(self) -> None:
        self._with_known(self.acts.comment)

    def _with_known(self, act: Callable[[Known], None]) -> None:
        if self.detail.known is not None:
            act(self.detail.known)

    def _decided(self, settled: str) -> None:
        """Something was settled, or taken back."""
        self._chosen.pop(settled, None)
        self.model.check(range(self.model.rowCount()), on=False)
        self.reload()

    # -- several at once ------------------------------------------------------------------------

    def _check(self, row: int) -> None:
        self._checked_last = row
        self.model.check([row])

    def _check_to(self, row: int) -> None:
        first, last = sorted((self._checked_last, row))
        self.model.check(range(max(0, first), last + 1), on=True)

    def _check_all(self) -> None:
        everything = len(self.model.checked) == self.model.rowCount()
        self.model.check(range(self.model.rowCount()), on=not everything)

    def _check_none(self) -> None:
        self.model.check(range(self.model.rowCount()), on=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_checks(self) -> None:
        """The pane for several stands at the right as long as something is selected."""
        checked = self.model.checked
        self._sides.setCurrentIndex(1 if checked else 0)
        self.bulk.show_items(checked)
        self._all.show_checked(len(checked), self.model.rowCount(), narrow=self._narrow)

    def _work_out(self) -> None:
        """Ask what the choice comes to, on a reading thread."""
        checked, how, desk = self.model.checked, self.bulk.how, self._bridge.desk
        if how is None or not checked:
            return
        items, words = [k.item for k in checked], comments_of(checked)
        ids = [k.id for k in checked]

        def show(decisions: list[Decision]) -> None:
            if how == self.bulk.how and ids == [k.id for k in self.model.checked]:
                self.bulk.show_decisions(decisions)

        self._bridge.read(
            lambda: desk.decide_many(items, how, words), show, self._window.show_problem
        )

    # -- going elsewhere ------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._narrow and self._right.isHidden():
            self._show_panes(detail=True)
        elif not self.model.checked:
            self._open_case()

    def _back(self) -> None:
        if self._narrow and not self._right.isHidden():
            self._show_panes(detail=False)
        elif self.model.checked:
            self._check_none()
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
