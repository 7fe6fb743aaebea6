"""How long from the click on a photo until it is painted, beside Qt's own scaled decoding.

A photo of twelve megapixels, as JPEG and as HEIC, lies in the encrypted store of a desk. The clock
runs from the call that a click makes until the viewer of 1366 × 768 has painted, drawn off screen.
"warm" is with the process that decodes already running, as it is a second after the first case with
photos was shown; "cold" with none. The bare figure reads the
same bytes from memory in this very process: without encryption, and without a second process.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.harness import Options, Row, main
from benchmarks.support.photo_desk import open_desk, photo
from desktop.desk import Desk

WINDOW = (1366, 768)
JPEG_GOAL, HEIC_GOAL, FRAME = 0.150, 1.0, 1 / 60
SECONDS = 30.0
BARE = "bare QImageReader, scaled"


def measures(options: Options) -> Iterable[Row]:
    """Open photos in every state in which a click can find them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.application import make_application

    application = make_application()
    with tempfile.TemporaryDirectory() as name:
        desk = open_desk(Path(name) / "desk")
        try:
            yield from _rows(Clicks(desk, application.processEvents), options.runs(9))
        finally:
            desk.close()


def _rows(clicks: Clicks, runs: int) -> Iterable[Row]:
    jpeg, heic = photo("JPEG", 1), photo("HEIF", 2)
    bare = statistics.median(_seconds(partial(_bare, jpeg)) for _ in range(runs))
    first, other = clicks.add(jpeg), clicks.add(photo("JPEG", 3))
    clicks.open(first, sharp=True)  # the process runs now
    warm = [clicks.open(first, sharp=True) for _ in range(runs)]
    yield _row("12 MP JPEG, warm", warm, JPEG_GOAL, BARE, bare)
    cold = [clicks.open(first, sharp=True, cold=True) for _ in range(min(runs, 5))]
    yield _row("12 MP JPEG never shown before, cold", cold, None, BARE, bare)
    clicks.see(first)
    seen = [clicks.open(first, sharp=True, cold=True) for _ in range(runs)]
    yield _row("12 MP JPEG seen on its case page, cold", seen, JPEG_GOAL, BARE, bare)
    thumbs = [clicks.open(first, sharp=False) for _ in range(runs)]
    yield _row("its thumbnail after the click", thumbs, FRAME)
    turns = [clicks.turn(first, other) for _ in range(runs)]
    yield _row("12 MP JPEG, next by arrow (decoded ahead)", turns, FRAME)
    large = clicks.add(heic)
    warm = [clicks.open(large, sharp=True) for _ in range(min(runs, 5))]
    yield _row("12 MP HEIC, warm", warm, HEIC_GOAL)
    cold = [clicks.open(large, sharp=True, cold=True) for _ in range(min(runs, 5))]
    yield _row("12 MP HEIC never shown before, cold", cold, HEIC_GOAL)


def _row(
    name: str,
    runs: list[float],
    goal: float | None,
    against: str = "",
    theirs: float | None = None,
) -> Row:
    spread = min(runs), max(runs)
    return Row(name, statistics.median(runs), against, theirs, goal, spread=spread)


class Clicks:
    """A viewer over a window, clicked and timed."""

    def __init__(self, desk: Desk, turn: Callable[[], None]) -> None:
        """`turn` lets the window do what waits."""
        from PySide6.QtWidgets import QWidget

        from desktop.ui.bridge import Bridge
        from desktop.ui.pages.photo_viewer import PhotoViewer
        from desktop.ui.services import Thumbnails

        self._desk, self._turn = desk, turn
        self._bridge = Bridge(desk)
        self._window = QWidget()
        self._window.resize(*WINDOW)
        self._window.show()
        self._thumbnails = Thumbnails(self._bridge)
        self._viewer = PhotoViewer(self._bridge, self._window, self._thumbnails)
        self._painted: list[str] = []
        self._viewer.shown.painted.connect(self._painted.append)
        self._until(lambda: not self._bridge.busy)

    def add(self, data: bytes) -> str:
        """Keep a photo's original, as taking it in or fetching it does."""
        return self._desk.photos.add(data, "photo")

    def see(self, key: str) -> None:
        """Show it on a page as the case page does, so that its thumbnails are made and kept."""
        self._until(lambda: self._thumbnails.pixmap(key, 720) is not None)

    def open(self, key: str, *, sharp: bool, cold: bool = False) -> float:
        """Click; the seconds until the thumbnail, or all that the screen shows, is painted."""
        from desktop.ui.pages.photo_viewer import ViewedPhoto

        if cold:
            self._end_process()
        begun = time.perf_counter()
        self._viewer.show_photos([ViewedPhoto(key, "")], key)
        if sharp:
            self._until(lambda: key in self._painted)
        self._viewer.repaint()
        seconds = time.perf_counter() - begun
        if self._viewer.stage.picture().isNull():
            raise RuntimeError("nothing was painted")
        self._until(lambda: key in self._painted and not self._bridge.busy)
        self._viewer.leave()
        self._painted.clear()
        return seconds

    def turn(self, first: str, other: str) -> float:
        """The seconds of an arrow from one photo to the next, which was decoded ahead."""
        from desktop.ui.pages.photo_viewer import ViewedPhoto

        self._viewer.show_photos([ViewedPhoto(key, "") for key in (first, other)], first)
        self._until(lambda: first in self._painted and not self._bridge.busy)
        begun = time.perf_counter()
        self._viewer.turn(1)
        self._viewer.repaint()
        seconds = time.perf_counter() - begun
        if other not in self._painted:
            raise RuntimeError("it was not decoded ahead")
        self._until(lambda: not self._bridge.busy)
        self._viewer.leave()
        self._painted.clear()
        return seconds

    def _end_process(self) -> None:
        """As after a while without pictures, or at the start of the program."""
        from desktop.pictures.apart import ApartDecoder

        self._desk.photos.decoder.close()
        self._desk.photos.decoder = ApartDecoder()

    def _until(self, reached: Callable[[], bool]) -> None:
        deadline = time.perf_counter() + SECONDS
        while not reached():
            if time.perf_counter() > deadline:
                raise RuntimeError("the picture did not come")
            self._turn()
            time.sleep(0.0005)


def _seconds(measured: Callable[[], object]) -> float:
    begun = time.perf_counter()
    measured()
    return time.perf_counter() - begun


def _bare(data: bytes) -> None:
    """What a program does that decodes in its own process, from bytes in memory, and paints."""
    from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
    from PySide6.QtGui import QImageReader, QPixmap

    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    keep = Qt.AspectRatioMode.KeepAspectRatio
    reader.setScaledSize(reader.size().scaled(QSize(*WINDOW), keep))
    if QPixmap.fromImage(reader.read()).isNull():
        raise RuntimeError("nothing was decoded")
    buffer.close()


if __name__ == "__main__":
    sys.exit(main("pictures", measures))
