"""The half-recorded fix of a case, as it is kept in the cache until it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.amounts import Material
from casework.fixing import FIXED, PARTLY, RESULTS

KIND = "fix"
# What drafts of the first version of this page kept in place of a result.
_OF_STATES = {"done": FIXED, "followed_up": PARTLY, "in_progress": PARTLY}


@dataclass(frozen=True, slots=True)
class FixDraft:
    """What was chosen and typed. `photos` are (SHA-256, name); their bytes are in the store.

    `day` is when to look again, None where no day is set; `left` what a part fix leaves to do;
    `ready` the ready words that were put in last.
    """

    text: str = ""
    result: str = FIXED
    day: date | None = None
    photos: tuple[tuple[str, str], ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    left: str = ""
    done_by: str = ""
    materials: tuple[Material, ...] = ()
    ready: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        typed = (self.text, self.left, self.done_by)
        return not any(t.strip() for t in typed) and not self.photos and not self.materials

    @property
    def says_nothing(self) -> bool:
        """Whether there is neither a photo nor a word, so that it cannot be saved."""
        return not self.text.strip() and not self.photos

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return {
            "text": self.text,
            "result": self.result,
            "day": self.day.isoformat() if self.day else "",
            "photos": [{"sha256": sha256, "name": name} for sha256, name in self.photos],
            "reasons": dict(self.reasons),
            "left": self.left,
            "done_by": self.done_by,
            "materials": [list(material) for material in self.materials],
            "ready": self.ready,
        }


def read_draft(kept: object) -> FixDraft:
    """A draft from what was kept; parts that cannot be read are left out, never an error."""
    if not isinstance(kept, dict):
        return FixDraft()
    try:
        day = date.fromisoformat(str(kept.get("day", "")))
    except ValueError:
        day = None
    photos, reasons = kept.get("photos"), kept.get("reasons")
    return FixDraft(
        text=str(kept.get("text", "")),
        result=_result(kept),
        day=day,
        photos=tuple(
            (str(p["sha256"]), str(p.get("name", "")))
            for p in (photos if isinstance(photos, list) else [])
            if isinstance(p, dict) and p.get("sha256")
        ),
        reasons={str(k): str(v) for k, v in reasons.items()} if isinstance(reasons, dict) else {},
        left=str(kept.get("left", "")),
        done_by=str(kept.get("done_by", "")),
        materials=read_materials(kept.get("materials")),
        ready=str(kept.get("ready", "")),
    )


def read_materials(kept: object) -> tuple[Material, ...]:
    """Lines of material from what was kept; nonsense is left out."""
    lines = kept if isinstance(kept, list) else []
    width = len(Material._fields)
    return tuple(
        Material(*(str(part) for part in line))
        for line in lines
        if isinstance(line, list) and len(line) == width
    )


def _result(kept: Mapping[str, Any]) -> str:
    result = str(kept.get("result", "")) or _OF_STATES.get(str(kept.get("outcome", "")), FIXED)
    return result if result in RESULTS else FIXED
