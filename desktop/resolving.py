"""Settling what needs attention: mine, theirs, or kept as a comment."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from casework import acts
from casework import fields as case_fields
from casework.case import Audience, Case
from casework.operations import Payload
from desktop.errors import DeskError
from desktop.storage.records import OutboxItem


def chosen_payload(case: Case, item: OutboxItem, mine: Mapping[str, bool]) -> Payload | None:
    """The act again, with the fields for which mine was chosen and those that fit anyway.

    Its old values are those that the case holds now. Words and photos are kept in any case, as a
    comment where no field of mine is left; None when there is nothing of mine at all.
    Raises DeskError("not_in_step") where the other's change has not come down yet.
    """
    payload = item.operation.payload
    for name, conflict in item.conflicts.items():
        if case_fields.get(case, name) not in (conflict.theirs, conflict.mine):
            raise DeskError("not_in_step")
    wanted = {
        name: change.new
        for name, change in payload.fields.items()
        if name not in item.conflicts or mine.get(name, False)
    }
    left = case_fields.seen(case, wanted)
    if not left:
        return comment_payload(case, item, "") if payload.text or item.operation.photos else None
    return msgspec.structs.replace(payload, fields=left)


def comment_payload(case: Case, item: OutboxItem, words: str) -> Payload:
    """The words and photos of an act that no longer fits; `words` stand where it has none."""
    text = item.operation.payload.text or words
    photos = item.operation.photos
    if photos:
        return acts.payload(case, "attach_photo", text=text, photos=photos)
    return acts.payload(case, "comment", text=text, audience=Audience.STAFF)
