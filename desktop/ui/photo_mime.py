"""Photos that are dropped or pasted: files, pictures, and the text of file addresses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QImageWriter

from desktop.photo_sources import ENDINGS

MOST_FILES = 500
_LONGEST_TEXT = 200_000


def may_hold_photos(data: QMimeData) -> bool:
    """Whether to take what is held over a page: files or a picture."""
    return data.hasUrls() or data.hasImage() or bool(files_of(data))


def means_photos(data: QMimeData) -> bool:
    """Whether what is put into a field of words is meant as photos.

    What an office program copies is a picture too, beside its words: there the words are meant.
    """
    return data.hasUrls() or (data.hasImage() and not data.hasText()) or bool(files_of(data))


def files_of(data: QMimeData) -> list[Path]:
    """The files that were dropped or pasted, by address or as text that is nothing else."""
    files = [Path(url.toLocalFile()) for url in data.urls()[:MOST_FILES] if url.isLocalFile()]
    if files or not data.hasText():
        return files
    return _files_in(data.text()[:_LONGEST_TEXT])


def image_of(data: QMimeData) -> QImage | None:
    """The picture that was pasted, None where there is none."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def as_png(image: QImage) -> bytes:
    """The picture as a file. Slow for a large one: never on the main thread."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(kept.data())


def _files_in(text: str) -> list[Path]:
    """The files that a text names, one a line; none where any line is something else.

    A file manager writes a first line of its own ("copy" or "cut").
    """
    lines = [line.strip().strip('"') for line in text.splitlines() if line.strip()]
    if lines and lines[0].lower() in ("copy", "cut"):
        lines = lines[1:]
    files: list[Path] = []
    for line in lines[:MOST_FILES]:
        path = Path(QUrl(line).toLocalFile()) if line.startswith("file://") else Path(line)
        if not path.is_absolute() or path.suffix.lower() not in ENDINGS:
            return []
        files.append(path)
    return files
