"""The camera of this computer, where there is one. Import it only when a person asks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)


class Camera(QObject):
    """One camera, off until `start`.

    Signals:
        frame: what it sees now, a QImage.
        failed: it cannot be used, with what the system says of it.
    """

    frame = Signal(QImage)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """The system's first choice among the cameras."""
        super().__init__(parent)
        self._device = QMediaDevices.defaultVideoInput()
        self._session: QMediaCaptureSession | None = None

    @property
    def name(self) -> str:
        """What the camera calls itself, "" where there is none."""
        return "" if self._device.isNull() else self._device.description()

    def start(self) -> None:
        """Switch it on; `failed` where there is none or another program holds it."""
        if self._device.isNull():
            self.failed.emit("")
            return
        self._camera = QCamera(self._device, self)
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._seen)
        self._camera.errorOccurred.connect(lambda _, text: self.failed.emit(text))
        self._camera.start()

    def stop(self) -> None:
        """Switch it off."""
        if self._session is not None:
            self._camera.stop()
            self._session = None

    def _seen(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.frame.emit(image)
