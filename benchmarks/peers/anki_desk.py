"""Anki's own client as `benchmarks.sync` drives it: a note for each case, of the same size.

Runs in an environment of its own that has `anki`: see `installing.py`.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]

from benchmarks.support.child import Memory, seconds, serve

USER, PASSWORD = "malee", "correct horse"
NEITHER, FULL_DOWNLOAD = 0, 3


class Desk:
    """One collection."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._col: Any = None
        self._auth: Any = None

    def verbs(self) -> dict[str, Any]:
        """What can be asked."""
        return {
            name: getattr(self, name)
            for name in ("open", "fill", "first", "save", "round", "attach", "pictures")
        }

    def open(self, folder: str, url: str, user: str) -> dict[str, Any]:
        """Open a collection; every desk is of the same `user`, as Anki has no authorities."""
        Path(folder).mkdir()
        self._col = Collection(str(Path(folder) / "collection.anki2"))
        self._auth = self._col.sync_login(USER, PASSWORD, f"{url}/")
        self._memory.begin()
        return {"user": user}

    def fill(self, documents: str) -> dict[str, Any]:
        """Make a note of each line of a file, and upload the collection as a whole."""
        col = self._col
        kind, deck = col.models.by_name("Basic"), col.decks.id("Default")
        made = []
        with gzip.open(documents, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                note = col.new_note(kind)
                note["Front"], note["Back"] = f"case-{number:07d}", line.strip()
                made.append(AddNoteRequest(note=note, deck_id=deck))
        col.add_notes(made)
        self._whole(upload=True)
        return {"count": len(made)}

    def first(self) -> dict[str, Any]:
        """The whole collection, which Anki takes as one file."""
        start = time.perf_counter()
        if self._col.sync_collection(self._auth, False).required != FULL_DOWNLOAD:
            raise RuntimeError("no full download")
        self._whole(upload=False)
        return {"seconds": {"first": time.perf_counter() - start}, "memory": self._memory.most()}

    def save(self, what: str, count: int, turn: int) -> dict[str, Any]:
        """Change one field of so many notes."""
        notes = [self._col.get_note(i) for i in self._col.find_notes("")[:count]]
        for number, note in enumerate(notes):
            note["Front"] = f"case-{number:07d} {what} {turn}"
        return {"seconds": {"save": seconds(lambda: self._col.update_notes(notes))}}

    def round(self) -> dict[str, Any]:
        """A normal sync, both ways at once."""
        taken = seconds(self._sync)
        return {"seconds": {"push": taken, "round": taken}}

    def attach(self, files: Sequence[str], cases: int) -> dict[str, Any]:
        """Put photos into the folder of media."""
        for file in map(Path, files):
            self._col.media.write_data(file.name, file.read_bytes())
        return {"cases": cases}

    def pictures(self, wanted: Sequence[str] = ()) -> dict[str, Any]:
        """Sync the media, both ways."""
        taken = seconds(self._media)
        missing = [name for name in wanted if not self._col.media.have(name)]
        if missing:
            raise RuntimeError(f"{len(missing)} photos did not come")
        return {"seconds": {"pictures": taken}}

    def _sync(self) -> None:
        if self._col.sync_collection(self._auth, False).required != NEITHER:
            raise RuntimeError("a full sync is asked for")

    def _media(self) -> None:
        self._col.sync_media(self._auth)
        while self._col.media_sync_status().active:
            time.sleep(0.002)

    def _whole(self, *, upload: bool) -> None:
        self._col.close_for_full_sync()
        self._col.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload)
        self._col.reopen(after_full_sync=True)


if __name__ == "__main__":
    desk = Desk()
    serve(desk.verbs())
