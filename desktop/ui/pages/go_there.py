"""The menu "go there": a map program, coordinates in the usual forms, and where to measure from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from casework.places.forms import Forms, forms_of
from desktop.ui.whence import Point
from desktop.words import translate


class GoThere(QObject):
    """Makes the menu for a place.

    Signals:
        said: what came of it, in words.
        measure_wanted: choose from where distances are told.
    """

    said = Signal(str)
    measure_wanted = Signal()

    def menu(self, parent: QWidget, at: Point, way: str) -> QMenu:
        """The menu for a place, (lon, lat); `way` says how far it is and whither."""
        forms = forms_of(*at)
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            translate("GoThere", "&Open in the map program"), partial(self.open_map, forms)
        )
        menu.addSeparator()
        for number, (name, text) in enumerate(_named(forms), start=1):
            words = translate("GoThere", "&{n} Copy {name}: {text}")
            # An ampersand in a text would be taken for the mark of a key.
            shown = words.format(n=number, name=name, text=text.replace("&", "&&"))
            menu.addAction(shown, partial(self.copy, text))
        menu.addSeparator()
        if way:
            menu.addAction(
                translate("GoThere", "Copy the &way: {text}").format(text=way),
                partial(self.copy, way),
            )
        menu.addAction(
            translate("GoThere", "&Measure from another place…"), self.measure_wanted.emit
        )
        return menu

    def open_map(self, forms: Forms) -> None:
        """Hand the place to whatever program opens geo: links; say so where none does."""
        if QDesktopServices.openUrl(QUrl(forms.geo)):
            self.said.emit(translate("GoThere", "Opened in the map program."))
            return
        QGuiApplication.clipboard().setText(forms.decimal)
        self.said.emit(
            translate(
                "GoThere",
                "This computer has no program for map links. The coordinates are copied: "
                "paste them into any map.",
            )
        )

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.said.emit(translate("GoThere", "Copied: {text}").format(text=text))


def _named(forms: Forms) -> list[tuple[str, str]]:
    named = [
        (translate("GoThere", "degrees"), forms.decimal),
        (translate("GoThere", "degrees and minutes"), forms.angles),
        (translate("GoThere", "UTM"), forms.utm),
        (translate("GoThere", "link for Google Maps"), forms.link),
    ]
    return [(name, text) for name, text in named if text]
