"""At the top of the outbox: what happens now, in words, each step of a round as a line."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock
from desktop.status import Line, Status
from desktop.storage.records import OutboxItem
from desktop.sync.progress import Progress
from desktop.ui.bridge import Bridge
from desktop.ui.pages.outbox_words import LaneView, detail, lanes, sentence
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.feedback import Icon, ProgressBar
from desktop.ui.widgets.text import Text
from desktop.words import translate

LOOK_MS = 500
_NAME, _WORDS = 190, 230
_NAME_NARROW, _WORDS_NARROW = 170, 210


class LaneLine(QWidget):
    """One step: icon, name, bar, and how far it is in words."""

    def __init__(self) -> None:
        """Empty until a view is shown."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._icon = Icon("send", "ink2", 15)
        self._name = Text("", Role.SECONDARY, "ink", lines=1)
        self.bar = ProgressBar()
        self._words = Text("", Role.SECONDARY, "ink2", lines=1)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        row.addWidget(self.bar, 1)
        row.addWidget(self._words)
        row.addStretch(0)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Names and figures take less room."""
        self._name.setFixedWidth(_NAME_NARROW if narrow else _NAME)
        self._words.setFixedWidth(_WORDS_NARROW if narrow else _WORDS)

    def show_lane(self, lane: LaneView, *, running: bool) -> None:
        """Show how far it is; while a round runs the words stand below each other at the end."""
        moving = lane.tone == "accent-t"
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(running)
        self.bar.setSizePolicy(policy)
        self._icon.set_icon(lane.icon, "accent-t" if moving else "ink2")
        self._name.set_text(lane.name, "ink" if moving or not lane.quiet else "ink2")
        self._words.set_text(lane.words, "ink" if moving else lane.tone)
        self.bar.setVisible(lane.part is not None)
        self.bar.set_value(lane.part or 0.0, "done" if lane.tone == "done" else "accent-t")
        self.bar.setAccessibleName(lane.name)
        self.setAccessibleName(f"{lane.name}: {lane.words}")


class NowCard(Card):
    """The line in a sentence, what to expect, the steps, and the acts "stop" and "now".

    Signals:
        now_wanted, stop_wanted: the person pressed a button.
    """

    now_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        """Look at how far a round is twice a second, while somebody sees it."""
        super().__init__()
        self._bridge = bridge
        self._status, self._items = Status(), list[OutboxItem]()
        self._narrow = self._stopping = False
        self._lines = [LaneLine() for _ in range(4)]
        self._build()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.now.set_text(translate("Outbox", "Send now"))
        self._show()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window a step at rest has no line of its own."""
        self._narrow = narrow
        for line in self._lines:
            line.set_narrow(narrow)
        self._show()

    def show_status(self, status: Status) -> None:
        """Show the truth about the line."""
        if status.line != Line.SYNCING:
            self._stopping = False
        self._status = status
        self._follow()
        self._show()

    def show_items(self, items: list[OutboxItem]) -> None:
        """What waits, for the lines at rest."""
        self._items = items
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._look.stop()

    def _follow(self) -> None:
        running = self._status.line == Line.SYNCING and self.isVisible()
        if running != self._look.isActive():
            self._look.start() if running else self._look.stop()

    def _show(self) -> None:
        status = self._status
        running = status.line == Line.SYNCING
        far = (self._far() or status.progress) if running else None
        icon, words = sentence(status)
        self._icon.set_icon(icon, "done" if icon == "circle-check" else "send")
        self._sentence.set_text(words)
        self._detail.set_text(detail(status, far, clock.now()))
        for line, lane in zip(self._lines, lanes(status, far, self._items), strict=True):
            line.show_lane(lane, running=running)
            moving = lane.tone == "accent-t"
            line.setVisible(not self._narrow or moving or not (running or lane.quiet))
        self.now.setVisible(not running)
        self.stop.setVisible(running)
        self.stop.setEnabled(not self._stopping)
        stopping = translate("Outbox", "Stopping…")
        self.stop.set_text(stopping if self._stopping else translate("Outbox", "Stop"))

    def _far(self) -> Progress | None:
        return self._bridge.desk.far

    def _stop(self) -> None:
        self._stopping = True
        self._show()
        self.stop_wanted.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(14)
        self._icon = Icon("wifi", "send", 22)
        self._sentence = Text("", Role.HEADING, "ink", lines=2)
        self._detail = Text("", Role.SECONDARY, "ink2", lines=2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        self.stop = Button("", icon="pause")
        self.stop.clicked.connect(self._stop)
        self.now = Button("", kind="primary", icon="refresh-cw", key="Ctrl+R")
        self.now.clicked.connect(self.now_wanted)
        top.addWidget(self._icon)
        top.addLayout(words, 1)
        top.addWidget(self.stop)
        top.addWidget(self.now)
        column.addLayout(top)
        steps = QVBoxLayout()
        steps.setSpacing(2)
        for line in self._lines:
            steps.addWidget(line)
        column.addLayout(steps)
