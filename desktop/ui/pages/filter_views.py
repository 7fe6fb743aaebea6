"""The saved views in the filter panel: shown, saved, renamed, taken away, begun with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.pages.list_choice import ListChoice
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.text import Text
from desktop.views import NAME_LENGTH, View, one_name
from desktop.words import translate


class NameField(QWidget):
    """A field for a name, shown while one is asked for; Enter saves, Esc leaves.

    Signals:
        named: the name.
        left: nothing is to be named.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        """Hidden until `ask`."""
        super().__init__()
        self.field = QLineEdit()
        self.field.setMaxLength(NAME_LENGTH)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._save)
        self.button = Button("", kind="primary", key="Enter", size="small")
        self.button.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def ask(self, name: str = "") -> None:
        """Ask for a name, with the one there is at present."""
        self.button.set_text(translate("Views", "Save"))
        self.field.setPlaceholderText(translate("Views", "Name of the view"))
        self.field.setAccessibleName(translate("Views", "Name of the view"))
        self.field.setText(name)
        self._typed()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field alone, not the panel around it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self.button.setEnabled(bool(one_name(self.field.text())))

    def _save(self) -> None:
        name = one_name(self.field.text())
        if name:
            self.hide()
            self.named.emit(name)


class ViewLine(QWidget):
    """A view: its name shows it, the menu beside it does the rest."""

    def __init__(self, view: View, *, shown: bool, begins: bool, own: bool) -> None:
        super().__init__()
        self.view = view
        self.own, self.begins = own, begins
        self.button = _NameButton(view.name, "check" if shown else "")
        told = [view.name]
        if shown:
            told.append(translate("Views", "shown now"))
        if begins:
            told.append(translate("Views", "the list begins with it"))
        self.button.setAccessibleName(", ".join(told))
        more = translate("Views", "More about {name}").format(name=view.name)
        self.more = IconButton("ellipsis", more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.button, 1)
        if begins:
            row.addWidget(Text(translate("Views", "start"), Role.CAPTION, "ink2"))
        row.addWidget(self.more)


class _NameButton(Button):
    """A button whose words begin at the left and may be cut."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text, kind="quiet", icon=icon, size="small")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def _inner_width(self) -> float:
        return max(super()._inner_width(), self.width() - 2.0 * self._padding())


class ViewsSection(QWidget):
    """The person's own views, those of the program, and the way to save what is shown now."""

    def __init__(self, choice: ListChoice) -> None:
        """Follow a choice."""
        super().__init__()
        self._choice = choice
        self._renaming = ""
        self.lines: list[ViewLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.name = NameField()
        self.name.named.connect(self._named)
        self.name.left.connect(self._asked_no_more)
        self.save = Button("", icon="save", size="small")
        self.save.clicked.connect(self.ask_name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._column)
        whole.addWidget(self.name)
        whole.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        choice.views_changed.connect(self.retranslate)
        choice.changed.connect(self._follow)
        self.retranslate()

    def _follow(self) -> None:
        if self.isVisible():
            self.retranslate()

    def retranslate(self) -> None:
        """Show the views, in the language in use."""
        before, self.lines = self.lines, []
        for view in self._choice.known():
            line = ViewLine(
                view, shown=self._choice.is_kept(view), own=not view.key.startswith("@"),
                begins=view.key == self._choice.start_key,
            )  # fmt: skip
            line.button.clicked.connect(partial(self._show, view))
            line.more.clicked.connect(partial(self._open_menu, line))
            self._column.addWidget(line)
            line.show()
            self.lines.append(line)
        self.save.set_text(translate("Views", "Save this view"))
        for place, line in enumerate(before):
            heir = self.lines[min(place, len(self.lines) - 1)]
            if line.button.hasFocus():
                heir.button.setFocus()
            elif line.more.hasFocus():
                heir.more.setFocus()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()

    def ask_name(self) -> None:
        """Ask under which name to keep what is shown now."""
        self._renaming = ""
        self.save.hide()
        self.name.ask()

    def menu(self, line: ViewLine) -> QMenu:
        """What can be done with a view beside showing it."""
        menu = QMenu(self)
        view, choice = line.view, self._choice
        if line.begins:
            plain = translate("Views", "Begin as usual")
            menu.addAction(plain, lambda: choice.begin_with(None))
        else:
            begin = translate("Views", "Begin with this view")
            menu.addAction(begin, lambda: choice.begin_with(view))
        if line.own:
            menu.addAction(translate("Views", "Rename"), partial(self._ask_rename, view))
            menu.addAction(translate("Views", "Remove"), partial(choice.remove, view))
        return menu

    def _open_menu(self, line: ViewLine, _on: bool = False) -> None:
        menu = self.menu(line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(line.more.mapToGlobal(line.more.rect().bottomLeft()))

    def _show(self, view: View, _on: bool = False) -> None:
        self._choice.show(view)

    def _ask_rename(self, view: View) -> None:
        self._renaming = view.key
        self.save.hide()
        self.name.ask(view.name)

    def _named(self, name: str) -> None:
        if self._renaming:
            self._choice.rename(self._renaming, name)
        else:
            self._choice.save(name)
        self._asked_no_more()

    def _asked_no_more(self) -> None:
        self.save.show()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)
