"""Looks for cards, phones and new files in the watched folder while a page wants to know."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop import clock, photo_sources
from desktop.photo_sources import Found, Source
from desktop.ui.background import run_in_background

LOOK_MS = 3_000
AGAIN_SECONDS = {"card": 20.0, "folder": 5.0}
"""What is known of a source is not read again before, unless something changed there."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found, and when each source was really read (monotonic seconds)."""

    found: dict[Source, tuple[Found, float]] = field(default_factory=dict)


class PhotoWatch(QObject):
    """Asks for the drives every few seconds, on a thread beside, one look at a time.

    Signals:
        changed: other photos lie in the sources now, or other sources are there.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        cards: Callable[[], list[Source]] | None = None,
    ) -> None:
        """Rests until `start`; `cards` finds the drives."""
        super().__init__(parent)
        self._cards = cards or photo_sources.cards
        self._folder: Path | None = None
        self._given: tuple[Source, ...] = ()
        self._known = _Look()
        self._looking = False
        self._again = False
        self._on = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._files: QFileSystemWatcher | None = None

    def start(self) -> None:
        """Look now, and every few seconds from now on."""
        self._on = True
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more; what was found stays known."""
        self._on = False
        self._timer.stop()

    def set_folder(self, folder: Path | None) -> None:
        """Watch this folder too; None watches none."""
        if folder == self._folder:
            return
        self._folder = folder
        if self._files is not None:
            self._files.deleteLater()
            self._files = None
        if self._on:
            self.look()

    def add(self, source: Source) -> None:
        """Look there too until the program ends: a folder that was dropped on a page."""
        self._given = tuple(dict.fromkeys((*self._given, source)))
        self.look()

    def found(self) -> list[Found]:
        """What lies in each source, cards first."""
        return [found for found, _ in self._known.found.values()]

    def look(self) -> None:
        """Look once, beside; a look that runs is followed by another."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        cards, folder, known, given = self._cards, self._folder, self._known, self._given

        def work() -> _Look:
            return _look([*cards(), *given], folder, known.found)

        run_in_background(self, work, self._looked, self._failed)

    def read_again(self) -> None:
        """Something changed in the watched folder: read it at the next look, which is now."""
        self._known = _Look(
            {s: (f, at if s.kind == "card" else 0.0) for s, (f, at) in self._known.found.items()}
        )
        self.look()

    def _looked(self, look: _Look) -> None:
        before, self._known = self.found(), look
        self._watch_files()
        if self.found() != before:
            self.changed.emit()
        self._rested()

    def _failed(self, _error: Exception) -> None:
        # A drive that cannot be asked is as one that is not there; the next look asks again.
        self._rested()

    def _rested(self) -> None:
        self._looking = False
        if self._again and self._on:
            self._again = False
            self.look()

    def _watch_files(self) -> None:
        """Hear of files in the folder at once, now that it has answered."""
        answered = any(s.folder == self._folder for s in self._known.found)
        if self._files is None and self._folder is not None and answered:
            self._files = QFileSystemWatcher([str(self._folder)], self)
            self._files.directoryChanged.connect(lambda _: self.read_again())


def _look(
    sources: list[Source],
    folder: Path | None,
    known: Mapping[Source, tuple[Found, float]],
) -> _Look:
    if folder is not None and folder.is_dir():
        name = photo_sources.shown_name(folder.name) or str(folder)
        sources.append(Source("folder", name, folder))
    found: dict[Source, tuple[Found, float]] = {}
    for source in dict.fromkeys(sources):
        held = known.get(source)
        now = time.monotonic()
        if held is not None and held[1] and now - held[1] < AGAIN_SECONDS[source.kind]:
            found[source] = held
        else:
            found[source] = photo_sources.look_in(source, clock.now()), now
    return _Look(found)
