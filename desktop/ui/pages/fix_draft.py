"""The half-recorded fix of a case, as it is kept in the cache until it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.case import State

KIND = "fix"
OUTCOMES = (State.DONE, State.FOLLOWED_UP, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class FixDraft:
    """What was chosen and typed. `photos` are (SHA-256, name); their bytes are in the store."""

    text: str = ""
    outcome: State = State.DONE
    day: date | None = None
    photos: tuple[tuple[str, str], ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not self.text.strip() and not self.photos

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        return {
            "text": self.text,
            "outcome": str(self.outcome),
            "day": self.day.isoformat() if self.day else "",
            "photos": [{"sha256": sha256, "name": name} for sha256, name in self.photos],
            "reasons": dict(self.reasons),
        }


def read_draft(kept: object) -> FixDraft:
    """A draft from what was kept; parts that cannot be read are left out, never an error."""
    if not isinstance(kept, dict):
        return FixDraft()
    try:
        outcome = State(str(kept.get("outcome", "")))
    except ValueError:
        outcome = State.DONE
    try:
        day = date.fromisoformat(str(kept.get("day", "")))
    except ValueError:
        day = None
    photos = kept.get("photos")
    reasons = kept.get("reasons")
    return FixDraft(
        text=str(kept.get("text", "")),
        outcome=outcome if outcome in OUTCOMES else State.DONE,
        day=day,
        photos=tuple(
            (str(p["sha256"]), str(p.get("name", "")))
            for p in (photos if isinstance(photos, list) else [])
            if isinstance(p, dict) and p.get("sha256")
        ),
        reasons={str(k): str(v) for k, v in reasons.items()} if isinstance(reasons, dict) else {},
    )
