"""What a desk promised to its person, and whether it keeps it: nothing vanishes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.operations import Operation
from desktop.desk import Desk
from desktop.storage.outbox import KEEP_MICROSECONDS

ATTENTION = frozenset({"conflict", "refused", "held"})
_NEXT = {
    "waiting": {"unknown", "withdrawn", "applied", *ATTENTION},
    "unknown": {"waiting", "applied", *ATTENTION},
    # Only where the server came back from a copy; `Ledger` looks after that.
    "applied": {"unknown"},
}


@dataclass(frozen=True)
class Promise:
    """An operation that a person was told is saved, and when (µs UTC) it really was made."""

    operation: Operation
    at: int


@dataclass
class Ledger:
    """The promises of one desk so far."""

    saved: dict[str, Promise] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    stood: dict[str, tuple[str, str]] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    since: dict[str, int] = field(default_factory=dict)

    def begin(self, desk: Desk) -> None:
        """What lies in the outbox now was done before."""
        with desk.cache.file.reading() as connection:
            self.before = {row[0] for row in connection.execute("SELECT id FROM operations")}

    def save(self, operations: Iterable[Operation], at: int) -> None:
        """The person was told that these are saved."""
        for operation in operations:
            assert operation.id not in self.saved
            self.saved[operation.id] = Promise(operation, at)

    def server_went_back(self) -> None:
        """The server lost its last hours: what it had applied may be offered again."""
        self.back |= self.saved.keys() | self.before

    def check(self, desk: Desk, at: int) -> None:
        """Every promise stands in the outbox, and went only where it may go. `at` is µs UTC."""
        with desk.cache.file.reading() as connection:
            found = connection.execute("SELECT id, sending, resolved FROM operations")
            now = {row[0]: (str(row[1]), str(row[2])) for row in found}
        strange = now.keys() - self.saved.keys() - self.before
        assert not strange, f"nobody did that: {strange}"
        for operation_id in self.saved.keys() - now.keys():
            assert self._may_be_forgotten(operation_id, at), f"saved and gone: {operation_id}"
            gone = operation_id in self.withdrawn
            now[operation_id] = ("withdrawn", "") if gone else self.stood[operation_id]
        for operation_id, (sending, resolved) in now.items():
            before, settled = self.stood.get(operation_id, ("waiting", ""))
            allowed = {before} | _NEXT.get(before, set())
            assert sending in allowed, f"{operation_id} went from {before} to {sending}"
            if before == "applied" and sending == "unknown":
                assert operation_id in self.back, f"{operation_id} was applied and is offered again"
                self.back.discard(operation_id)
                self.offered.add(operation_id)
            if sending == "withdrawn":
                assert operation_id in self.withdrawn, f"{operation_id} was not taken back"
            if settled and settled != resolved:
                by = settled.removeprefix("by:")
                assert by in self.withdrawn, f"{operation_id} was settled by {settled}"
            if before != sending:
                self.since[operation_id] = at
        self.stood = now
        shown = {item.operation.id for item in desk.attention()}
        wanted = {i for i, stands in now.items() if stands[0] in ATTENTION and not stands[1]}
        assert shown == wanted, f"not shown in Needs attention: {wanted ^ shown}"

    def _may_be_forgotten(self, operation_id: str, at: int) -> bool:
        """Thirty days after it was done; what nobody asks for any more at any time."""
        sending, resolved = self.stood.get(operation_id, ("waiting", ""))
        if sending == "applied":
            return at - self.since[operation_id] >= KEEP_MICROSECONDS
        return operation_id in self.withdrawn or bool(resolved)

    def waiting(self) -> list[str]:
        """What was saved and is neither settled nor taken back, as far as was looked."""
        return [i for i, (sending, _) in self.stood.items() if sending in {"waiting", "unknown"}]
