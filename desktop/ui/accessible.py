"""What our own widgets are to a screen reader: Qt sees only that they are widgets.

Buttons, fields and lists that are made from Qt's need nothing here. A widget that is painted and
answers the keyboard by itself has a line in `ROLES`.
"""

from __future__ import annotations

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
    """Tell Qt what our widgets are, once; it asks only while a screen reader runs."""
    if not _told:
        _told.append(_interface)
        QAccessible.installFactory(_interface)


_told: list[object] = []


def _interface(name: str, of: QObject) -> QAccessibleInterface | None:
    """The interface for an object as one of its classes; None leaves it to Qt."""
    role = ROLES.get(name)
    if role is None or not isinstance(of, QWidget):
        return None
    return QAccessibleWidget(of, role)
