"""Ctrl+K and F1: the commands that can be typed into the search field, and all keys in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.pages.acts import KEYS
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Ground
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.keys import both_keys
from desktop.ui.widgets.text import Text
from desktop.ui.wording import act_word
from desktop.views import View, built_in
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow

MARGIN = 24
MOST_SHOWN = 9
ACT = Qt.ItemDataRole.UserRole + 1

Commands = list[tuple[str, Callable[[], object]]]
Ask = Callable[[Callable[[list[View]], None]], None]


class Palette(QObject):
    """Offers commands under the search field as their words are typed; Enter does one."""

    def __init__(
        self, field: SearchField, commands: Callable[[Sequence[View]], Commands], ask: Ask
    ) -> None:
        """`commands` gives words and act in the language in use, with the person's own views.

        `ask` reads these beside whenever the field is entered, and hands them on.
        """
        super().__init__(field)
        self._field = field
        self._commands = commands
        self._ask = ask
        self._own: list[View] = []
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        self._completer.activated.connect(self._chosen)
        field.setCompleter(self._completer)
        field.entered.connect(self._entered)
        self.refresh()

    def refresh(self) -> None:
        """Take the commands anew (another language, another person, other views)."""
        commands = self._commands(self._own)
        if [text for text, _ in commands] == self.texts():
            return
        self._model.clear()
        for text, act in commands:
            item = QStandardItem(text)
            item.setData(act, ACT)
            self._model.appendRow(item)

    def _entered(self) -> None:
        # A window that closes passes the keyboard on once more, with its desk closed already.
        if self._field.isVisible():
            self.refresh()
            self._ask(self._take)

    def _take(self, own: list[View]) -> None:
        self._own = own
        self.refresh()

    def texts(self) -> list[str]:
        """The words of all commands."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def run(self, text: str) -> None:
        """Do the command with these words. Raises KeyError."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).text() == text:
                self._model.item(row).data(ACT)()
                return
        raise KeyError(text)

    def _chosen(self, chosen: QModelIndex | str) -> None:
        # Qt has two signals of this name, for a row and for its words.
        text = chosen if isinstance(chosen, str) else str(chosen.data())
        # The completer writes the words into the field only after this, and they are no search.
        QTimer.singleShot(0, self._field, self._field.clear)
        self.run(text)


def commands_of(window: DeskWindow, own: Sequence[View]) -> Commands:
    """What can be typed: the pages, the views of the list, and the acts of the window."""
    go, show = translate("Window", "Go to {page}"), translate("Window", "View: {name}")
    pages: Commands = [
        (go.format(page=window.title_of(key)), partial(window.navigate, key))
        for key in window.page_keys()
    ]
    views: Commands = [
        (show.format(name=view.name), partial(window.navigate, "cases", view=view.key))
        for view in (*own, *built_in())
    ]
    return [
        *pages,
        *views,
        (
            translate("Window", "Filter the list"),
            partial(window.navigate, "cases", panel="filters"),
        ),
        (translate("Window", "Sync now"), window.desk.wake),
        (translate("Window", "Undo the last act"), window.undo_last),
        (translate("Window", "All keys"), window.show_keys),
        ("ภาษาไทย", partial(window.choose_language, "th")),
        ("English", partial(window.choose_language, "en")),
        (translate("Window", "Light screen"), partial(window.choose_mode, "light")),
        (translate("Window", "Dark screen"), partial(window.choose_mode, "dark")),
    ]


_AROUND_KEYS = 160
"""Height of heading, button and margins, px."""


class KeysDialog(QDialog):
    """All keys, with the Thai letter on the same key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lists what the program really listens to."""
        super().__init__(parent)
        self.setWindowTitle(translate("Keys", "All keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addWidget(Text(translate("Keys", "All keys"), Role.TITLE, "ink"))
        inner = Ground("surface")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for number, (key, words) in enumerate(all_keys()):
            row, side = divmod(number, 2)
            both = (Text(key, Role.STRONG, "ink"), Text(words, Role.BODY, "ink2"))
            for place, text in enumerate(both):
                text.setMinimumWidth(text.sizeHint().width())
                grid.addWidget(text, row, side * 2 + place)
        # On a small screen, or with large letters, it scrolls; the arrow keys do that too.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        scroll.setMinimumWidth(inner.sizeHint().width())
        scroll.setAccessibleName(translate("Keys", "All keys"))
        column.addWidget(scroll, 1)
        close = Button(translate("Keys", "Close"), kind="primary", key="Esc")
        close.clicked.connect(self.accept)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        tall = inner.sizeHint().height() + _AROUND_KEYS
        self.resize(self.sizeHint().width(), min(tall, self.screen().availableSize().height() - 60))
        scroll.setFocus()


def all_keys() -> list[tuple[str, str]]:
    """Key and what it does, in the language in use."""
    acts = [(both_keys(letter), act_word(kind)) for kind, letter in KEYS.items()]
    moves = [
        (f"{both_keys('J')} · {both_keys('K')}", translate("Keys", "next, previous")),
        ("Enter · Esc", translate("Keys", "open, back")),
        (both_keys("X"), translate("Keys", "select (incoming, attention, my day)")),
        (both_keys("R"), translate("Keys", "try again (outbox)")),
        ("Delete", translate("Keys", "take back (outbox)")),
        (f"{both_keys('M')} · {both_keys('N')}", translate("Keys", "merge, not the same")),
        (both_keys("Y"), translate("Keys", "take suggestions")),
        (both_keys("L"), translate("Keys", "show on the map")),
        (both_keys("H"), translate("Keys", "go there, coordinates (case)")),
        (both_keys("B"), translate("Keys", "compare before and after (case)")),
        (both_keys("Z"), translate("Keys", "view the photos large (case)")),
        (both_keys("V"), translate("Keys", "filters and views (cases)")),
        ("Alt+↑ · Alt+↓", translate("Keys", "move the stop (my day)")),
        (both_keys("B"), translate("Keys", "propose a short way (my day)")),
        ("Ctrl+K", translate("Keys", "search and commands")),
        ("Ctrl+Z", translate("Keys", "undo the last act")),
        ("Ctrl+Enter", translate("Keys", "save this page")),
        ("Ctrl+R · F5", translate("Keys", "sync now")),
        ("Ctrl+E · Ctrl+P", translate("Keys", "export, print (reports)")),
        ("Ctrl+1…6", translate("Keys", "pages of the rail")),
        ("F6", translate("Keys", "next pane")),
        ("F1", translate("Keys", "this list")),
    ]
    return acts + moves
