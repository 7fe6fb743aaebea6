"""The history of sync: what each round moved or why it failed, a long failure as one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.sync.progress import Report

STOPPED = "stopped"
LAST = "last_sync_at"
"""When a round went well last (µs UTC)."""


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round that moved something or failed, or a run of rounds that failed alike.

    `began` and `ended` are µs UTC, of a run those of its first and last round; `times` is how
    many rounds it had. `code` is why it failed, "" where it did not. Bytes are those on the line.
    """

    began: int
    ended: int
    times: int = 1
    code: str = ""
    pulled: int = 0
    gone: int = 0
    repaired: int = 0
    pushed: int = 0
    conflicts: int = 0
    refused: int = 0
    held: int = 0
    photos_up: int = 0
    photos_down: int = 0
    photos_failed: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> PastRound:
        """A round as it was kept, by this program or an earlier one."""
        at = record.get("at", 0)
        known = {f.name for f in fields(cls)}
        return cls(**{"began": at, "ended": at} | {k: v for k, v in record.items() if k in known})


def past(cache: Cache, limit: int) -> list[PastRound]:
    """The newest rounds, newest first."""
    return [PastRound.of(record) for record in cache.sync_runs(limit)]


def note(cache: Cache, report: Report, code: str, began: int, ended: int) -> None:
    """Keep a round that moved something or failed, and when one went well. Raises StorageError.

    A quiet one that went well has no line: there is one every half minute.
    """
    moved = report.moved
    well = {} if code else {LAST: ended}
    if not moved and code in {"", STOPPED}:
        cache.put_many(well)
        return
    made = PastRound(began, ended, code=code, **report.as_dict())  # type: ignore[arg-type]
    last = next(iter(past(cache, 1)), None)
    if last is not None and not moved and last.code == code and _is_unbroken(cache, last):
        longer = replace(
            last,
            ended=ended,
            times=last.times + 1,
            seconds=last.seconds + made.seconds,
            bytes_up=last.bytes_up + made.bytes_up,
            bytes_down=last.bytes_down + made.bytes_down,
        )
        cache.sync_run(asdict(longer), replacing=True)
        return
    cache.sync_run(asdict(made), well)


def _is_unbroken(cache: Cache, last: PastRound) -> bool:
    """Whether no round went well since; a quiet one leaves no line of its own."""
    well = cache.get(LAST)
    return not isinstance(well, int) or well <= last.ended
