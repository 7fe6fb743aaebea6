"""What was begun on cases that left the desk: found, sent on as a comment, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.case import Audience, Case
from desktop.acting import ActReport
from desktop.errors import DeskError
from desktop.storage.cache import Cache
from desktop.storage.photos import PhotoStore
from desktop.storage.records import LeftDraft

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto


def words_of(draft: LeftDraft) -> str:
    """What was written, whatever the form of the draft; also what a fix took and leaves to do."""
    if not isinstance(draft.body, dict):
        return ""
    parts = [str(draft.body.get(name, "")).strip() for name in ("text", "left", "done_by")]
    lines = draft.body.get("materials")
    parts += [
        " ".join(str(part).strip() for part in line if str(part).strip())
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, list)
    ]
    return "\n".join(part for part in parts if part)


def photos_of(draft: LeftDraft) -> list[tuple[str, str]]:
    """The photos that were chosen: SHA-256 and name of each."""
    kept = draft.body.get("photos") if isinstance(draft.body, dict) else None
    return [
        (str(photo["sha256"]), str(photo.get("name", "")))
        for photo in (kept if isinstance(kept, list) else [])
        if isinstance(photo, dict) and photo.get("sha256")
    ]


class LeftBehind:
    """The part of a desk that knows of drafts on cases that are with somebody else now."""

    cache: Cache
    photos: PhotoStore

    def left_drafts(self) -> list[LeftDraft]:
        """The drafts on cases that left this desk, the newest first."""
        return self.cache.left_drafts()

    def send_left_draft(self, draft: LeftDraft) -> ActReport:
        """Send words and photos of a draft to the case as a comment for staff. Slow.

        Raises DeskError("no_such_case") where nothing of the case is here any more.
        """
        case = self.cache.case(draft.authority, draft.case)
        if case is None:
            raise DeskError("no_such_case", number=draft.number)
        read = ((self.photos.read(sha256), name) for sha256, name in photos_of(draft))
        photos = [self.prepare_photo(data, case, name) for data, name in read if data]
        if photos:
            report = self.attach(case, photos, words_of(draft))
        else:
            said: dict[str, Any] = {"text": words_of(draft), "audience": Audience.STAFF}
            report = self.act([case], "comment", **said)
        if report.done:
            self.drop_left_draft(draft)
        return report

    def drop_left_draft(self, draft: LeftDraft) -> None:
        """Forget a draft, and with it the case that stayed for it alone."""
        self.cache.delete_draft(draft.authority, draft.case, draft.kind)

    # -- what the desk does ---------------------------------------------------------------------

    def prepare_photo(self, source: Path | bytes, case: Case, name: str = "") -> PreparedPhoto:
        """Read a photo for a case."""
        raise NotImplementedError

    def attach(self, case: Case, photos: Sequence[PreparedPhoto], text: str = "") -> ActReport:
        """Add photos to a case."""
        raise NotImplementedError

    def act(self, cases: Sequence[Case], kind: str, values: Any = None, **more: Any) -> ActReport:
        """Do an act."""
        raise NotImplementedError
