"""Settling what needs attention: mine, theirs, or kept as a comment."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from casework import acts
from casework import fields as case_fields
from casework.case import Audience, Case
from casework.operations import Payload
from desktop.storage.records import OutboxItem


def chosen_payload(case: Case, item: OutboxItem, mine: Mapping[str, bool]) -> Payload | None:
    """The act again, with the fields for which mine was chosen and those that fit anyway.

    Its old values are those that the case holds now. None when nothing of mine is left.
    """
    payload = item.operation.payload
    wanted = {
        name: change.new
        for name, change in payload.fields.items()
        if name not in item.conflicts or mine.get(name, False)
    }
    left = case_fields.changes(case, wanted)
    if not left:
        return None
    return msgspec.structs.replace(payload, fields=left)


def comment_payload(case: Case, item: OutboxItem, words: str) -> Payload:
    """The words and photos of an act that no longer fits; `words` stand where it has none."""
    text = item.operation.payload.text or words
    photos = item.operation.photos
    if photos:
        return acts.payload(case, "attach_photo", text=text, photos=photos)
    return acts.payload(case, "comment", text=text, audience=Audience.STAFF)
