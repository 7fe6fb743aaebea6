"""Pictures from bytes of our own making, on any thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader


def read_image(data: bytes) -> QImage:
    """A picture from the bytes of a thumbnail; null where it is none.

    Never `QImage.fromData`: it holds up all of Python while it reads. Where another thread is
    loading Qt's part for that kind of picture and Qt asks Python meanwhile, both wait for ever.
    """
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    image = QImageReader(buffer).read()
    buffer.close()
    return image
