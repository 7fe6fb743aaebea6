"""Single-letter keys bound to the place of a key, so that they work with the Thai layout too.

Thai characters by key: the Kedmanee layout (TIS 820-2538). Scan codes: set 1 of the PC keyboard,
as Windows gives them; X11 and Wayland give evdev's code plus 8, which is the same number plus 8.
"""

from __future__ import annotations

import unicodedata
import weakref
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_THAI: Final = {
    "Q": "ๆ๐", "W": 'ไ"', "E": "ำฎ", "R": "พฑ", "T": "ะธ", "Y": "ัํ", "U": "ี๊", "I": "รณ",
    "O": "นฯ", "P": "ยญ", "A": "ฟฤ", "S": "หฆ", "D": "กฏ", "F": "ดโ", "G": "เฌ", "H": "้็",
    "J": "่๋", "K": "าษ", "L": "สศ", "Z": "ผ", "X": "ป", "C": "แฉ", "V": "อฮ", "B": "ิฺ",
    "N": "ื์", "M": "ท", "1": "ๅ", "2": "/๑", "3": "-๒", "4": "ภ๓",
}  # fmt: skip
_OF_THAI: Final = {thai: letter for letter, both in _THAI.items() for thai in both}
_ROWS: Final = ((2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_OF_SCAN: Final = {start + n: key for start, row in _ROWS for n, key in enumerate(row)}
_FIELDS = (QLineEdit, QAbstractSpinBox, QKeySequenceEdit)
_HELD_BACK = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def thai_of(letter: str) -> str:
    """The Thai character on the key of a Latin letter, empty where there is none."""
    return _THAI.get(letter.upper(), "")[:1]


def both_keys(letter: str) -> str:
    """A key as messages and tooltips show it: `D / ก`."""
    thai = thai_of(letter)
    if thai and unicodedata.category(thai) == "Mn":
        # A vowel or tone mark stands over a dotted circle, as on the key itself.
        thai = f"\u25cc{thai}"
    return f"{letter} / {thai}" if thai else letter


def letter_of(event: QKeyEvent) -> str:
    """The upper-case letter, digit or `?` of a key press, whatever the layout; empty for others."""
    if event.modifiers() & _HELD_BACK:
        return ""
    text = event.text()
    if text == "?":
        return "?"
    if len(text) == 1 and text.isascii() and text.isalnum():
        return text.upper()
    if text in _OF_THAI:
        return _OF_THAI[text]
    if not text or not text.isprintable() or text.isspace():
        return ""
    return _OF_SCAN.get(_scan_code(event), "")


def is_typing(widget: QWidget | None) -> bool:
    """Whether a widget takes typed text, so that letters are no commands."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, _FIELDS)


class LetterKeys(QObject):
    """The letter keys of one page: `keys.bind("D", self.record_fix)`.

    A key works while the focus is in the page, or nowhere, the page is shown, no text field has
    the focus, and no menu or dialog is open. `bind("Shift+X", …)` needs Shift; without a binding
    of its own a shifted letter does nothing. A key held down repeats only where `repeats` is set.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._acts: dict[str, tuple[Callable[[], object], bool]] = {}
        _watch().add(self)

    def bind(self, key: str, act: Callable[[], object], *, repeats: bool = False) -> None:
        """Call `act` when `key` (a letter, digit, `?` or `Shift+` letter) is pressed."""
        self._acts[key.upper()] = (act, repeats)

    def handle(self, event: QKeyEvent) -> bool:
        """Act on a key press; says whether it was one of this page's."""
        letter = letter_of(event)
        if not letter or not self._listens():
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and letter.isalpha()
        found = self._acts.get(f"SHIFT+{letter}" if shift else letter)
        if found is None:
            return False
        act, repeats = found
        if repeats or not event.isAutoRepeat():
            act()
        return True

    def _listens(self) -> bool:
        if QApplication.activePopupWidget() is not None or not self._page.isVisible():
            return False
        modal = QApplication.activeModalWidget()
        if modal is not None and modal is not self._page.window():
            return False
        focus = QApplication.focusWidget()
        if focus is None or focus is self._page.window():
            return True
        return not is_typing(focus) and (focus is self._page or self._page.isAncestorOf(focus))


class _Watch(QObject):
    """Sees key presses before the widget that has the focus, for the letter keys of all pages.

    It filters the focused widget alone: a filter of the whole application in Python crashes the
    web engine, whose objects are then wrapped while they are being torn down.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._keys: weakref.WeakSet[LetterKeys] = weakref.WeakSet()
        self._held: QWidget | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def add(self, keys: LetterKeys) -> None:
        self._keys.add(keys)
        if self._held is None:
            self._follow(None, QApplication.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        return any(keys.handle(event) for keys in self._alive())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        from shiboken6 import isValid

        if self._held is not None and isValid(self._held):
            self._held.removeEventFilter(self)
        self._held = new if new is not None else QApplication.activeWindow()
        if self._held is not None:
            self._held.installEventFilter(self)

    def _alive(self) -> Iterator[LetterKeys]:
        from shiboken6 import isValid

        return (keys for keys in list(self._keys) if isValid(keys) and isValid(keys._page))


_watches: dict[int, _Watch] = {}


def _watch() -> _Watch:
    from shiboken6 import isValid

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = _watches.get(id(app))
    if found is None or not isValid(found):
        found = _watches[id(app)] = _Watch(app)
    return found


def _scan_code(event: QKeyEvent) -> int:
    code = event.nativeScanCode()
    return code - 8 if QGuiApplication.platformName() in ("xcb", "wayland") else code
