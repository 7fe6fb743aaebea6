"""What changed in a case since a version: the difference that travels instead of the whole case.

Fields are named as in operations (`ticket.x` for those of the ticket). Photos and history are
append-only sets by their ids, so that only new and changed ones are told. The check number says
what the case must be afterwards, byte for byte: a patch that gives anything else is a gap, and
the whole case is asked for.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from casework import fields as case_fields
from casework.case import Case, Event, Photo, Ticket

_APART = frozenset({"authority", "id", "version", "ticket", "photos", "history"})
_OWN = tuple(f for f in Case.__struct_fields__ if f not in _APART)
_encoder = msgspec.json.Encoder()


class PatchGap(Exception):
    """The case held here is not the one that the patch was made for."""


class Patch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The difference between two versions of a case: `since` of what is held, `to` of what comes.

    `fields` hold the present values of those that changed, `photos` the new and changed ones,
    `history` the new lines, and `check` is `check_of` the whole case as it then stands.
    """

    id: str
    since: int
    to: int
    fields: dict[str, Any] = msgspec.field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    history: tuple[Event, ...] = ()
    check: int = 0


def check_of(body: bytes) -> int:
    """The check number of a case as `wire.encode` writes it (CRC-32, RFC 1952 section 8)."""
    return zlib.crc32(body)


def difference(old: Case, new: Case, lines: int, body: bytes) -> Patch | None:
    """The patch that makes `new` of `old`, None where photos or history did more than grow.

    `old` may come without its history, of which it had the first `lines` lines; `body` is `new`
    as `wire.encode` writes it.
    """
    fields = {f: getattr(new, f) for f in _OWN if getattr(new, f) != getattr(old, f)}
    fields |= {
        f"ticket.{f}": getattr(new.ticket, f)
        for f in Ticket.__struct_fields__
        if getattr(new.ticket, f) != getattr(old.ticket, f)
    }
    held = {photo.key: photo for photo in old.photos}
    photos = tuple(photo for photo in new.photos if held.get(photo.key) != photo)
    if lines > len(new.history) or _with_photos(old.photos, photos) != new.photos:
        return None
    return Patch(
        id=new.id, since=old.version, to=new.version, fields=fields, photos=photos,
        history=new.history[lines:], check=check_of(body),
    )  # fmt: skip


def patched(base: Case, patch: Patch) -> Case:
    """The case that a patch makes of what is held. Raises PatchGap."""
    if base.version != patch.since or base.id != patch.id:
        raise PatchGap(f"version {base.version} is not {patch.since}")
    try:
        values = {
            name: msgspec.convert(v, case_fields.TYPES[name]) for name, v in patch.fields.items()
        }
    except (KeyError, msgspec.ValidationError) as error:
        raise PatchGap("fields that this program does not know") from error
    case = msgspec.structs.replace(
        case_fields.put(base, values),
        version=patch.to,
        photos=_with_photos(base.photos, patch.photos),
        history=(*base.history, *patch.history),
    )
    if check_of(_encoder.encode(case)) != patch.check:
        raise PatchGap("it gives another case")
    return case


def _with_photos(held: tuple[Photo, ...], changed: tuple[Photo, ...]) -> tuple[Photo, ...]:
    if not changed:
        return held
    fresh = {photo.key: photo for photo in changed}
    known = {photo.key for photo in held}
    return (
        *(fresh.get(photo.key, photo) for photo in held),
        *(photo for photo in changed if photo.key not in known),
    )
