"""The button at the top right that tells the truth about the connection and what waits."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from casework.thai import time_text
from desktop.status import Line, Status
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.scale import BUTTON, ICON, Role
from desktop.ui.theme.theme import Theme, colour
from desktop.ui.widgets.text import draw_line, text_width
from desktop.ui.wording import size
from desktop.words import translate


class _Tone(msgspec.Struct, frozen=True):
    icon: str
    ink: str
    fill: str = "surface"
    edge: str = "line2"


_OFF = ("send", "send-bg", "send-ln")
_TONES = {
    "unknown": _Tone("cloud-upload", "ink2"),
    "ok": _Tone("circle-check", "done"),
    "syncing": _Tone("refresh-cw", "accent-t"),
    "weak": _Tone("wifi", *_OFF),
    "offline": _Tone("cloud-off", *_OFF),
    "captive": _Tone("wifi-off", *_OFF),
    "server_down": _Tone("server-off", *_OFF),
    "maintenance": _Tone("server-off", *_OFF),
    "proxy": _Tone("wifi-off", *_OFF),
    "sign_in": _Tone("log-in", "wait", "wait-bg", "wait-ln"),
    "problem": _Tone("triangle-alert", "attn", "attn-bg", "attn-ln"),
}
STATES = tuple(_TONES)


def connection_text(state: str, *, waiting: int = 0, time: str = "") -> str:
    """The words of the button; `time` is a clock such as 09:42.

    It is that of the last sync, or in a time of maintenance that of the next try.
    """
    words = {
        "ok": translate("Connection", "All sent"),
        "syncing": translate("Connection", "Sending…"),
        "weak": translate("Connection", "Weak signal"),
        "offline": translate("Connection", "Offline"),
        "captive": translate("Connection", "Wi-Fi needs sign-in"),
        "server_down": translate("Connection", "Server not answering"),
        "maintenance": translate("Connection", "Closed for maintenance"),
        "proxy": translate("Connection", "The network's proxy is in the way"),
        "sign_in": translate("Connection", "Please sign in again"),
        "revoked": translate("Connection", "This computer was signed out"),
        "clock": translate("Connection", "Check this computer's date"),
        "too_new": translate("Connection", "Update needed"),
        "problem": translate("Connection", "Not sent yet"),
    }.get(state, translate("Connection", "Not connected yet"))
    if time and state == "maintenance":
        words += " · " + translate("Connection", "again at {time}").format(time=time)
    if waiting:
        return f"{words} · " + translate("Connection", "{n} waiting").format(n=f"{waiting:,}")
    return f"{words} · {time}" if time and state == "ok" else words


def status_text(status: Status) -> tuple[str, str]:
    """The state to show for a status, and its words."""
    waiting = status.waiting + status.photos_waiting
    at = status.next_try_at if status.line == Line.MAINTENANCE else status.last_sync_at
    if status.line == Line.OK and status.text_only and status.pictures_left:
        pictures = translate("Connection", "Pictures wait: {n} ({size})")
        words = translate("Connection", "Words sent") if status.waiting == 0 else ""
        left = pictures.format(n=f"{status.pictures_left:,}", size=size(status.pictures_bytes))
        return "weak", f"{words} · {left}" if words else left
    if status.code == "stopped":
        words = translate("Connection", "Stopped")
        more = translate("Connection", "{n} waiting").format(n=f"{waiting:,}")
        return "unknown", f"{words} · {more}" if waiting else words
    if status.line == Line.OK and waiting:
        # Neither all sent nor on its way: a photo waits for its next try.
        return "unknown", translate("Window", "{n} waiting").format(n=waiting)
    time = time_text(at) if at else ""
    return str(status.line), connection_text(str(status.line), waiting=waiting, time=time)


class ConnectionButton(QAbstractButton):
    """State of the line as icon, words and colour; indigo while offline, never red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = _TONES["unknown"]
        self._narrow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        Theme.current().changed.connect(self.updateGeometry)
        Theme.current().changed.connect(self.update)
        self.set_state("unknown")

    def set_state(self, state: str, text: str = "", more: str = "") -> None:
        """Show a state (see STATES; others look like `problem`); `text` replaces its words.

        `more` is said to who points at it.
        """
        self._tone = _TONES.get(state, _TONES["problem"])
        self.setText(text or connection_text(state))
        self.setAccessibleName(self.text())
        hint = translate("Connection", "Opens the outbox")
        told = f"{more}\n{hint}" if more else hint
        self.setToolTip(f"{self.text()}\n{told}")
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = 26 + ICON + 8 + text_width(self.text(), Role.BUTTON)
        return QSize(round(width), BUTTON)

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut by a layout."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, icon and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._tone
        painter.setPen(QPen(colour(tone.ink if self.underMouse() else tone.edge), 1))
        painter.setBrush(colour(tone.fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        paint_icon(painter, 13, (self.height() - ICON) / 2, tone.icon, tone.ink, ICON)
        words = QRectF(13 + ICON + 8, 0, self.width() - 13 - ICON - 8 - 11, self.height())
        draw_line(painter, words, self.text(), Role.BUTTON, tone.ink)
