"""What every page has in common: heading, search, letter keys, language."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.widgets.keys import LetterKeys


class Page(QWidget):
    """A page of the window; see each method for what the window asks of it.

    Signals:
        heading_changed: title or subtitle are others now.
    """

    heading_changed = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Made when the page is first shown."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._keys = LetterKeys(self)

    def title(self) -> str:
        """The heading in the top bar."""
        raise NotImplementedError

    def subtitle(self) -> str:
        """The quiet words beside it."""
        return ""

    def search(self, text: str) -> None:
        """Show only what holds this text."""

    def handle_key(self, letter: str) -> bool:
        """Act on a letter key (upper case, `Shift+X` with Shift); says whether it was used."""
        del letter
        return False

    def bind_letters(self, letters: str, repeating: str = "") -> None:
        """Send these keys of the keyboard to `handle_key`, in any layout."""
        for letter in letters:
            again = letter in repeating
            self._keys.bind(letter, partial(self.handle_key, letter), repeats=again)

    def activate(self, **what: str) -> None:
        """The page is shown; `what` may say which case."""

    def panes(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self]

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is room for one pane only."""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
