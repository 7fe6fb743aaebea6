"""The batch as it is kept until it is saved: photos, what was moved, typed and ticked.

It is a draft of no one case, so that the photo keeper keeps its photos as those of every draft.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from casework.pictures.inspection import Picture
from casework.pictures.proposals import Key
from desktop.batching import BatchPhoto

if TYPE_CHECKING:
    from desktop.storage.cache import Cache

KIND = "batch"
_NO_CASE = ("", "")


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What was typed and chosen for one case; `text` "" means the words for all."""

    text: str = ""
    result: str = "fixed"
    done_by: str = ""
    materials: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """Everything of the batch. `placed` says where the officer put a photo, by SHA-256: a case's
    "authority/id", "aside", or "visit:NAME" for a visit of its own. `offset` is µs, by hand."""

    photos: tuple[BatchPhoto, ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[Key] = frozenset()
    words: Mapping[Key, CaseWords] = field(default_factory=dict)
    for_all: CaseWords = CaseWords()
    offset: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not self.photos


def keep(cache: Cache, draft: BatchDraft) -> None:
    """Keep the batch, or forget it where it is empty."""
    if draft.is_empty:
        cache.delete_draft(*_NO_CASE, KIND)
    else:
        cache.save_draft(*_NO_CASE, KIND, to_json(draft))


def kept(cache: Cache) -> BatchDraft:
    """The batch that was kept; an empty one where there is none."""
    return read(cache.draft(*_NO_CASE, KIND))


def to_json(draft: BatchDraft) -> dict[str, Any]:
    """The form in which a batch is kept."""
    return {
        "photos": [
            {"name": photo.name, "picture": dataclasses.asdict(photo.picture)}
            for photo in draft.photos
        ],
        "placed": dict(draft.placed),
        "ticked": sorted(list(key) for key in draft.ticked),
        "words": [[*key, dataclasses.asdict(words)] for key, words in draft.words.items()],
        "for_all": dataclasses.asdict(draft.for_all),
        "offset": draft.offset,
    }


def read(kept: object) -> BatchDraft:
    """A batch from what was kept; parts that cannot be read are left out, never an error."""
    if not isinstance(kept, dict):
        return BatchDraft()
    placed = kept.get("placed")
    offset = kept.get("offset")
    listed = (_photo(one) for one in _list(kept.get("photos")))
    return BatchDraft(
        photos=tuple(photo for photo in listed if photo is not None),
        placed={str(k): str(v) for k, v in placed.items()} if isinstance(placed, dict) else {},
        ticked=frozenset(
            (str(one[0]), str(one[1]))
            for one in _list(kept.get("ticked"))
            if isinstance(one, list) and len(one) == 2
        ),
        words={
            (str(one[0]), str(one[1])): _words(one[2])
            for one in _list(kept.get("words"))
            if isinstance(one, list) and len(one) == 3
        },
        for_all=_words(kept.get("for_all")),
        offset=offset if isinstance(offset, int) else None,
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _photo(kept: object) -> BatchPhoto | None:
    if not isinstance(kept, dict):
        return None
    try:
        return BatchPhoto(str(kept.get("name", "")), msgspec.convert(kept["picture"], Picture))
    except (KeyError, msgspec.ValidationError):
        return None


def _words(kept: object) -> CaseWords:
    try:
        return msgspec.convert(kept, CaseWords)
    except msgspec.ValidationError:
        return CaseWords()
