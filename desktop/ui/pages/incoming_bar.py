"""The action bar of the incoming page: how many are selected, the acts, and what was not done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casework.apply import Conflict, Refusal
from casework.case import Case
from desktop.messages import of_result
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.words import translate

BAR_HEIGHT = 60
BUSY_MS = 300
"""Work shorter than this is not spoken of."""
NUMBERS_SHOWN = 3
ALWAYS_SHOWN = 3
_GAP, _SIDE = 6, 14
_WORDS_LEAST = 124


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the bar: its key, the name under which it is reported, and its words."""

    name: str
    key: str
    words: Callable[[], str]
    icon: str = ""


ACTS = (
    Act("accept", "A", lambda: translate("Incoming", "Accept"), "check"),
    Act("assign", "G", lambda: translate("Incoming", "Assign")),
    Act("retype", "T", lambda: translate("Incoming", "Type")),
    Act("forward", "F", lambda: translate("Incoming", "Forward")),
    Act("reject", "R", lambda: translate("Incoming", "Not a matter")),
    Act("merge", "M", lambda: translate("Incoming", "Merge")),
)


class ActionBar(QWidget):
    """The foot of the list. It appears with the first selection and then keeps its place.

    Signals:
        act_wanted: the name of an act.
        height_changed: the bar grew or shrank; what floats above it moves.
    """

    act_wanted = Signal(str)
    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """All acts at rest."""
        super().__init__(parent)
        self._selected = 0
        self._is_short = False
        self._busy_words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._problem = Ground("surface", ("top",))
        self._banner = Banner("", tone="warning")
        close = IconButton("x", translate("Incoming", "Close"))
        close.clicked.connect(lambda: self.say_not_done(()))
        self._banner.add_action(close)
        inner = QVBoxLayout(self._problem)
        inner.setContentsMargins(16, 8, 16, 8)
        inner.addWidget(self._banner)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(self._make_bar())
        self._busy = QTimer(self, singleShot=True, interval=BUSY_MS)
        self._busy.timeout.connect(self._show_words)
        self.retranslate()

    def _make_bar(self) -> QWidget:
        bar = Ground("sel", ("top",), line="accent-t")
        bar.setFixedHeight(BAR_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(_GAP)
        self._words = Text("", Role.BODY, "ink", weight=600)
        row.addWidget(self._words, 1)
        self.buttons: dict[str, Button] = {}
        for act in ACTS:
            button = Button("", icon=act.icon, key=act.key)
            button.clicked.connect(lambda _on=False, name=act.name: self.act_wanted.emit(name))
            row.addWidget(button)
            self.buttons[act.name] = button
        self.buttons["accept"].set_kind("primary")
        self._more = Button("")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        row.addWidget(self._more)
        return bar

    def retranslate(self) -> None:
        """Say everything in the language in use; what was said before in the other goes."""
        self.say("")
        self._menu.clear()
        for place, act in enumerate(ACTS):
            self.buttons[act.name].set_text(act.words())
            self.buttons[act.name].setToolTip(both_keys(act.key))
            if place >= ALWAYS_SHOWN:
                action = QAction(f"{act.words()}  ({both_keys(act.key)})", self._menu)
                action.triggered.connect(lambda _on=False, n=act.name: self.act_wanted.emit(n))
                self._menu.addAction(action)
        self._more.set_text(translate("Incoming", "More"))
        self._show_words()
        self._arrange()

    def set_selected(self, count: int) -> None:
        """Show how many cases are selected."""
        self._selected = count
        self._show_words()

    def set_busy(self, words: str) -> None:
        """Say what is being done once it takes long; acts rest meanwhile. Empty when done."""
        self._busy_words = words
        for button in (*self.buttons.values(), self._more):
            button.setEnabled(not words)
        if words:
            self._busy.start()
        else:
            self._busy.stop()
            self._show_words()

    def say(self, text: str) -> None:
        """Say a sentence above the acts, until the next act or its cross is clicked."""
        self._banner.say(text, tone="warning")
        self._problem.setVisible(bool(text))
        self._banner.updateGeometry()
        self.height_changed.emit()

    def say_not_done(self, not_done: Sequence[tuple[Case, Refusal | Conflict]]) -> None:
        """Say which cases were left as they are, and why; nothing for none."""
        if not_done:
            head, lines = not_done_words(not_done)
            self._banner.say(head, lines, tone="warning")
        self._problem.setVisible(bool(not_done))
        self._banner.updateGeometry()
        self.height_changed.emit()

    def not_done_text(self) -> str:
        """What the banner says, empty while it is hidden."""
        return self._banner.accessibleName() if not self._problem.isHidden() else ""

    def minimumSizeHint(self) -> QSize:
        """As narrow as three acts and "more": the others give way."""
        shown = [act.name for act in ACTS[:ALWAYS_SHOWN]]
        wide = sum(self.buttons[name].sizeHint().width() + _GAP for name in shown)
        return QSize(wide + self._more.sizeHint().width() + 64, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep three acts and "more" where the others have no room."""
        super().resizeEvent(event)
        self._arrange()
        if event.size().height() != event.oldSize().height():
            self.height_changed.emit()

    def _arrange(self) -> None:
        needed = sum(b.sizeHint().width() + _GAP for b in self.buttons.values())
        fits = needed + _WORDS_LEAST + 2 * _SIDE <= self.width()
        for place, act in enumerate(ACTS):
            self.buttons[act.name].setVisible(fits or place < ALWAYS_SHOWN)
        self._more.setVisible(not fits)
        three = sum(b.sizeHint().width() + _GAP for b in list(self.buttons.values())[:ALWAYS_SHOWN])
        taken = needed if fits else three + self._more.sizeHint().width() + _GAP
        self._is_short = self.width() - taken - 2 * _SIDE < _WORDS_LEAST
        self._show_words()

    def _show_words(self) -> None:
        if self._busy_words and not self._busy.isActive():
            self._words.set_text(self._busy_words)
        elif self._is_short:
            count = translate("Incoming", "{n} cases").format(n=self._selected)
            self._words.set_text(count if self._selected else "")
        elif self._selected:
            self._words.set_text(translate("Incoming", "{n} selected").format(n=self._selected))
        else:
            self._words.set_text(translate("Incoming", "The case pointed at"))


def not_done_words(not_done: Sequence[tuple[Case, Refusal | Conflict]]) -> tuple[str, str]:
    """How many cases were left as they are, and each reason with their numbers."""
    head = translate("Incoming", "{n} cases were left as they are").format(n=len(not_done))
    counts: Counter[str] = Counter()
    numbers: dict[str, list[str]] = {}
    for case, why in not_done:
        reason = of_result(why)
        counts[reason] += 1
        numbers.setdefault(reason, []).append(case.ticket.number)
    lines = []
    for reason, count in counts.most_common():
        shown = ", ".join(numbers[reason][:NUMBERS_SHOWN])
        if count > NUMBERS_SHOWN:
            more = translate("Incoming", "and {n} more").format(n=count - NUMBERS_SHOWN)
            shown = f"{shown} {more}"
        lines.append(f"{shown}: {reason}")
    return head, "\n".join(lines)
