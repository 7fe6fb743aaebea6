"""What our own widgets are to a screen reader: Qt sees only that they are widgets.

Buttons, fields and lists that are made from Qt's need nothing here. A widget that is painted and
answers the keyboard by itself has a line in `ROLES`.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_Role = QAccessible.Role

ROLES: Final[dict[str, QAccessible.Role]] = {
    "Text": _Role.StaticText,
    "MarkedText": _Role.StaticText,
    "Chip": _Role.StaticText,
    "Tag": _Role.StaticText,
    "KeyCap": _Role.StaticText,
    "Banner": _Role.AlertMessage,
    "ProgressBar": _Role.ProgressBar,
    "QrCode": _Role.Graphic,
    "Thumb": _Role.Graphic,
    "PhotoView": _Role.Button,
    "PhotoStage": _Role.Graphic,
    "PhotoTile": _Role.Button,
    "BatchTile": _Role.CheckBox,
    "BatchMap": _Role.Graphic,
    "NativeMap": _Role.Graphic,
    "CasePage": _Role.Grouping,
    "OutboxPage": _Role.Grouping,
    "AttentionDetail": _Role.Grouping,
    "BulkPane": _Role.Grouping,
    "IncomingTable": _Role.Grouping,
}
"""By the name of the class, that none of them need be imported for it."""


def speak_for_our_widgets() -> None:
    """Tell Qt what our widgets are, once, where a screen reader runs and no web engine does.

    Qt asks us about every object then, also about those of the web engine, and PySide ends the
    program with one of them. Qt forgets nobody whom it was told to ask: so it is the one or the
    other until the program ends, and with a screen reader the map is drawn natively.
    """
    if QAccessible.isActive() and not _told and _ENGINE not in sys.modules:
        _told.append(_interface)
        QAccessible.installFactory(_interface)


def speaks_for_our_widgets() -> bool:
    """Whether Qt asks us what widgets are: then no web engine may be loaded."""
    return bool(_told)


def role_of(widget: QWidget) -> QAccessible.Role:
    """What a widget is to a screen reader."""
    for cls in type(widget).__mro__:
        if cls.__name__ in ROLES:
            return ROLES[cls.__name__]
    return QAccessible.queryAccessibleInterface(widget).role()


_ENGINE: Final = "PySide6.QtWebEngineCore"
_told: list[object] = []


def _interface(name: str, of: QObject) -> QAccessibleInterface | None:
    """The interface for an object as one of its classes; None leaves it to Qt."""
    role = ROLES.get(name)
    if role is None or not isinstance(of, QWidget):
        return None
    return QAccessibleWidget(of, role)
