"""The bars of the photo viewer: what is shown, and every tool with its name and key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.photo_truth import PhotoTruth
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.feedback import Icon
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.words import translate

_TOP, _FOOT, _GAP = 56, 52, 6


class _Tool(NamedTuple):
    name: str
    icon: str
    key: str
    word: Callable[[], str]


_FOOT_TOOLS = (
    _Tool("before", "chevron-left", "←", lambda: translate("Viewer", "Previous")),
    _Tool("next", "chevron-right", "→", lambda: translate("Viewer", "Next")),
    _Tool("out", "zoom-out", "−", lambda: translate("Viewer", "Smaller")),
    _Tool("in", "zoom-in", "+", lambda: translate("Viewer", "Larger")),
    _Tool("fit", "maximize", "0", lambda: translate("Viewer", "Whole")),
    _Tool("left", "rotate-ccw", "Shift+R", lambda: translate("Viewer", "Turn left")),
    _Tool("right", "rotate-cw", "R", lambda: translate("Viewer", "Turn right")),
    _Tool("compare", "square-split-horizontal", "B", lambda: translate("Viewer", "Compare")),
    _Tool("full", "monitor", "F", lambda: translate("Viewer", "Full screen")),
)
_TOP_TOOLS = (
    _Tool("info", "info", "I", lambda: translate("Viewer", "About this photo")),
    _Tool("close", "x", "Esc", lambda: translate("Viewer", "Close")),
)
_CHECKABLE = frozenset({"compare", "full", "info"})


def _button(tool: _Tool) -> Button:
    button = Button("", icon=tool.icon, key=tool.key, size="small")
    button.setCheckable(tool.name in _CHECKABLE)
    # A click leaves the keyboard with the photo; Tab reaches every button.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _name(button: Button, tool: _Tool, *, short: bool) -> None:
    word = tool.word()
    button.set_text("" if short else word)
    button.setAccessibleName(word)
    key = tool.key.rsplit("+", 1)[-1] if len(tool.key) > 1 else tool.key
    keys = tool.key.replace(key, both_keys(key)) if key.isalpha() and len(key) == 1 else tool.key
    button.setToolTip(f"{word} ({keys})")


class ViewerTop(Ground):
    """Which photo it is, where its bytes are, and the way out.

    Signals:
        wanted: the name of a tool: info or close.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        """Without a photo."""
        super().__init__("surface", ("bottom",))
        self.setFixedHeight(_TOP)
        self._title = Text("", Role.STRONG)
        self._truth_icon = Icon("circle-check", "done", 15)
        self._truth = Text("", Role.SECONDARY)
        self._count = Text("", Role.SECONDARY, "ink2")
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self._count)
        second.addWidget(self._truth_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self._truth, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(_GAP)
        row.addLayout(words, 1)
        self.buttons: dict[str, Button] = {}
        for tool in _TOP_TOOLS:
            button = self.buttons[tool.name] = _button(tool)
            button.clicked.connect(partial(self.wanted.emit, tool.name))
            row.addWidget(button)

    def show_photo(self, title: str, count: str, truth: PhotoTruth | None) -> None:
        """Say which photo it is, which of how many, and where its bytes are."""
        self._title.set_text(title)
        self._count.set_text(count)
        self._count.setVisible(bool(count))
        self._truth_icon.setVisible(truth is not None)
        self._truth.set_text(truth.words if truth else "", truth.token if truth else "ink2")
        if truth is not None:
            self._truth_icon.set_icon(truth.icon, truth.token)

    def retranslate(self, *, short: bool) -> None:
        """Say everything in the language in use."""
        for tool in _TOP_TOOLS:
            _name(self.buttons[tool.name], tool, short=short)

    def words(self) -> str:
        """What is said, for tests."""
        return " ".join(t.text() for t in (self._title, self._count, self._truth) if t.text())


class ViewerFoot(Ground):
    """The tools in a row: to other photos, size, turning, comparing, full screen.

    Signals:
        wanted: the name of a tool.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        """Every tool offered."""
        super().__init__("surface", ("top",))
        self.setFixedHeight(_FOOT)
        self._short = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self.zoom = Text("100 %", Role.SECONDARY, "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        self.zoom.setFixedWidth(54)
        self.buttons: dict[str, Button] = {}
        for tool in _FOOT_TOOLS:
            button = self.buttons[tool.name] = _button(tool)
            button.clicked.connect(partial(self.wanted.emit, tool.name))
            self._row.addWidget(button)
            if tool.name == "out":
                self._row.addWidget(self.zoom)
            if tool.name in ("next", "fit", "right"):
                self._row.addSpacing(14)
        self._row.addStretch(1)
        self.retranslate()

    def show_zoom(self, zoom: float) -> None:
        """Say how much the photo is enlarged; 1 is whole."""
        self.zoom.set_text(f"{round(100 * zoom)} %")
        self.zoom.setAccessibleName(
            translate("Viewer", "Enlarged to {n} %").format(n=round(100 * zoom))
        )
        self.buttons["out"].setEnabled(zoom > 1.0)
        self.buttons["fit"].setEnabled(zoom > 1.0)

    def show_full(self, full: bool) -> None:
        """Say whether the whole screen is taken."""
        self.buttons["full"].setChecked(full)
        self._name_all()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._name_all()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words give way to icons and keys where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._short = False
        self._name_all()
        wide = sum(button.sizeHint().width() + _GAP for button in self.buttons.values())
        if wide + self.zoom.width() + 90 > self.width():
            self._short = True
            self._name_all()

    def _name_all(self) -> None:
        for tool in _FOOT_TOOLS:
            _name(self.buttons[tool.name], tool, short=self._short)
        if self.buttons["full"].isChecked():
            word = translate("Viewer", "Leave full screen")
            self.buttons["full"].setAccessibleName(word)
            self.buttons["full"].setToolTip(f"{word} (Esc)")
