"""Taking a photo with this computer's camera: what it sees, and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.thai import local
from desktop import clock
from desktop.ui.bridge import Bridge
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.photo_paint import paint_no_photo, paint_photo
from desktop.ui.widgets.text import Text
from desktop.words import translate

HEIGHT = 210


class CameraPanel(Card):
    """The picture of the camera with its button.

    Signals:
        taken: list of one (bytes, name).
        closed: the panel is to go.
    """

    taken = Signal(list)
    closed = Signal()

    def __init__(self, bridge: Bridge, make: Callable[[], Any] | None = None) -> None:
        """`make` gives a camera; the one of this computer is looked for now."""
        super().__init__(radius=8)
        self._bridge = bridge
        self._seen: QImage | None = None
        self._count = 0
        self._view = _View()
        self._note = Text("", Role.SECONDARY, "ink2", lines=None)
        self.take = Button(
            translate("PhotoWays", "Take a photo"), icon="camera", key="Space", size="small"
        )
        self.close_button = Button(translate("PhotoWays", "Close the camera"), size="small")
        self.take.setEnabled(False)
        self.take.clicked.connect(self.take_photo)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("PhotoWays", "Camera of this computer"))
        self._camera = self._find(make)

    def note(self) -> str:
        """What is said beside the picture."""
        return self._note.text()

    def take_photo(self) -> None:
        """Take what the camera sees now."""
        if self._seen is None or self._camera is None:
            return
        image, name, at = self._seen.copy(), self._camera.name, clock.now()
        self._count += 1
        file = f"camera-{local(at):%H%M%S}-{self._count}.jpg"

        def work() -> bytes:
            from casework.pictures.taken_here import stamped

            return stamped(_as_jpeg(image), at, name)

        self._bridge.picture(work, lambda data: self.taken.emit([(data, file)]), self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes, Esc closes."""
        if event.key() == Qt.Key.Key_Space:
            self.take_photo()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: the camera is switched off."""
        super().hideEvent(event)
        if self._camera is not None:
            self._camera.stop()

    def _find(self, make: Callable[[], Any] | None) -> Any:
        try:
            if make is None:
                from desktop.ui.camera import Camera

                camera = Camera(self)
            else:
                camera = make()
        except ImportError:
            self._say_none()
            return None
        camera.frame.connect(self._show)
        camera.failed.connect(self._failed)
        self._note.set_text(
            translate(
                "PhotoWays",
                "The time comes from this computer's clock. Such a photo has no place in it, "
                "and the evidence will say so.",
            )
        )
        camera.start()
        return camera

    def _show(self, image: QImage) -> None:
        self._seen = image
        self.take.setEnabled(True)
        self._view.show_image(image)

    def _failed(self, error: object = "") -> None:
        self.take.setEnabled(False)
        self._seen = None
        if error:
            self._note.set_text(
                translate(
                    "PhotoWays",
                    "The camera does not answer; another program may be using it. "
                    "Close that one, then open the camera again.",
                )
            )
        else:
            self._say_none()

    def _say_none(self) -> None:
        self._note.set_text(
            translate(
                "PhotoWays",
                "No camera was found on this computer. Photos can come from a phone, a card or "
                "a folder.",
            )
        )

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.take)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._view)
        row.addLayout(side, 1)


class _View(QWidget):
    """What the camera sees, whole."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setFixedSize(round(HEIGHT * 4 / 3), HEIGHT)
        self.setAccessibleName(translate("PhotoWays", "What the camera sees"))

    def show_image(self, image: QImage) -> None:
        """Show a frame."""
        ratio = self.devicePixelRatio()
        size = self.size() * ratio
        small = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        self._picture = QPixmap.fromImage(small)
        self._picture.setDevicePixelRatio(ratio)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, or that there is none."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._picture.isNull():
            paint_no_photo(painter, box, 8, "camera")
        else:
            paint_photo(painter, box, self._picture, 8, whole=True)


def _as_jpeg(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(92)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB888))
    return bytes(kept.data())
