"""A day's work at a desk, drawn from a seed, that says after each call what it promised.

Crash, power loss and full disk are tested with the same work: a phase is a function in PHASES.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from casework import wire
from casework.apply import Changes
from casework.case import Case, State
from casework.operations import Operation
from desktop.storage import damage
from desktop.storage.errors import CacheDamaged
from tests.desktop.storage.authority import AT, Authority, Maker
from tests.desktop.storage.conftest import Desk

DAY = 86_400_000_000
BULK = 50
_PAGE = 4096


class Server(Protocol):
    """The authority's server, here or at the other end of a pipe."""

    def push(self, operations: list[Operation]) -> list[wire.Outcome]:
        """One outcome each."""

    def feed(self, since: int, limit: int = ...) -> tuple[list[wire.Line], wire.End]:
        """A page of changes."""


@dataclass
class Work:
    """One round of work. `tell(kind, what)` is called only when a call has returned."""

    desk: Desk
    server: Server
    chance: random.Random
    tell: Callable[[str, Any], None]
    number: int
    cases: int

    def __post_init__(self) -> None:
        """Ids and times of this round's operations are its own."""
        self.maker = Maker()
        self.maker.number = self.number * 10_000

    @property
    def now(self) -> int:
        """The time in µs UTC; a day passes in each round."""
        return AT + self.number * DAY

    def case(self) -> Case | None:
        """Some case that the desk holds."""
        held = self.desk.cache.many([("HT", f"case-{self.chance.randrange(self.cases) + 1}")])
        return held[0] if held else None

    def save(self, *operations: Operation) -> None:
        """Act, and promise what was taken."""
        results = self.desk.act(*operations)
        taken = zip(operations, results, strict=True)
        self.tell("saved", [o.id for o, result in taken if isinstance(result, Changes)])

    def photo(self) -> str:
        """A photo of some bytes or some hundred thousand."""
        start = f"photo {self.number} {self.chance.random()}".encode()
        data = start * self.chance.choice((1, 200, 20_000))
        sha256 = self.desk.photos.add(data, "a.jpg")
        self.tell("photo", sha256)
        return sha256


def act(work: Work) -> None:
    """One act on one case."""
    case = work.case()
    if case is None:
        return
    kind = work.chance.choice(("accept", "start", "assign", "comment", "set_due"))
    values = {
        "assign": {"officer": work.chance.choice("abc")},
        "set_due": {"due_at": AT + work.chance.randrange(9)},
    }
    text = {"text": f"words of round {work.number}"} if kind == "comment" else {}
    work.save(work.maker.act(case, kind, values.get(kind), **text))


def act_in_bulk(work: Work) -> None:
    """A group of acts in one transaction."""
    cases = [case for case in (work.case() for _ in range(BULK)) if case is not None]
    group = f"group-{work.maker.number}"
    officer = {"officer": work.chance.choice("abc")}
    work.save(*(work.maker.act(case, "assign", officer, group=group) for case in cases))


def fix(work: Work) -> None:
    """Work on a case recorded with photos."""
    case = work.case()
    if case is not None:
        work.save(work.maker.fix(case, *(work.photo() for _ in range(work.chance.choice((1, 2))))))


def merge_or_part(work: Work) -> None:
    """A case into a group or out of it."""
    case = work.case()
    if case is None:
        return
    if case.parent:
        work.save(work.maker.act(case, "part"))
    else:
        work.save(work.maker.act(case, "merge", parent=f"case-{work.chance.randrange(1, 20)}"))


def take_back(work: Work) -> None:
    """The last act, or a whole group: withdrawn before its first send, else undone."""
    for operation in reversed(work.desk.cache.last_undoable("malee")):
        work.tell("giving_up", operation.id)
        if work.desk.cache.withdraw(operation.id):
            work.tell("withdrawn", operation.id)
        else:
            case = work.desk.view(operation.case)
            if case is not None:
                work.save(work.maker.act(case, "undo", target=operation.id))


def push(work: Work) -> None:
    """What waits goes out; the request or its reply may be lost."""
    cache = work.desk.cache
    batch = cache.to_push()
    ids = [operation.id for operation in batch]
    cache.mark_sent(ids)
    if work.chance.random() < 0.1:
        cache.mark_not_sent(ids)
        return
    work.tell("sent", ids)
    outcomes = work.server.push(batch)
    if work.chance.random() < 0.8:
        cache.settle(outcomes, work.now)
        work.tell("settled", [(o.id, str(o.outcome)) for o in outcomes])


def pull(work: Work) -> None:
    """Pages of changes, as a round of sync takes them."""
    cache = work.desk.cache
    while cache.has_unknown():
        batch = cache.to_push()
        cache.mark_sent([operation.id for operation in batch])
        cache.settle(work.server.push(batch), work.now)
    more = True
    while more:
        lines, end = work.server.feed(int(cache.get("cursor") or 0), work.chance.choice((40, 400)))
        sweep = bool(cache.get("sweeping")) and not end.more
        cache.apply_page(lines, msgspec.structs.replace(end, sweep=sweep), epoch=1, now=work.now)
        work.tell("pulled", int(end.cursor))
        more = end.more


def pull_anew(work: Work) -> None:
    """Everything again, and what did not come is gone."""
    work.tell("forgetting the cursor", None)
    work.desk.cache.needs_full_pull("scope")
    pull(work)


def upload(work: Work) -> None:
    """Photos on their way: some bytes, all of them, or a failure."""
    for waiting in work.desk.cache.uploads(work.now)[:3]:
        place = (waiting.sha256, waiting.case)
        work.desk.cache.upload_progress(*place, "http://x/1", waiting.size // 2)
        if work.chance.random() < 0.7:
            work.desk.cache.upload_verified(*place)
            work.tell("verified", place)
        else:
            work.desk.cache.upload_failed(*place, "photo_refused", work.now + DAY)


def resolve(work: Work) -> None:
    """What needs attention is settled: theirs is taken, or a comment is made of mine."""
    for item in work.desk.cache.attention()[:3]:
        work.tell("giving_up", item.operation.id)
        case = work.desk.view(item.operation.case)
        if case is None or work.chance.random() < 0.5:
            work.desk.cache.resolve(item.operation.id, "taken")
            work.tell("resolved", item.operation.id)
        else:
            mine = {"text": "mine", "photos": item.operation.photos}
            work.save(
                work.maker.act(case, "attach_photo" if mine["photos"] else "comment",
                               resolves=item.operation.id,
                               **(mine if mine["photos"] else {"text": "mine"}))
            )  # fmt: skip


def small_things(work: Work) -> None:
    """Drafts, values, the journal."""
    at = work.maker.number = work.maker.number + 1
    work.desk.cache.save_draft("HT", "case-1", "fix", {"text": at})
    work.tell("draft", at)
    work.desk.cache.put("mark", at)
    work.tell("mark", at)
    work.desk.cache.journal("sync", pulled=at)
    work.desk.cache.sync_run({"pulled": at})


def close_and_open(work: Work) -> None:
    """The journals go into the files, and new ones are begun."""
    work.desk.close()
    open_or_rescue(work.desk)


def rescue(work: Work) -> None:
    """The disk spoils a file, and what it held is saved into a new one."""
    work.desk.close()
    files = (work.desk.profile.cache_file, work.desk.profile.photos_file)
    work.tell("forgetting the cursor", None)
    for file in work.chance.sample(files, work.chance.choice((1, 2))):
        spoil(file)
    damage.rescue(work.desk.profile, work.desk.key)
    open_or_rescue(work.desk)
    pull(work)


def spoil(file: os.PathLike[str]) -> None:
    """Make the first page of a database unreadable."""
    with open(file, "r+b") as stream:
        stream.write(b"\x55" * _PAGE)


def open_or_rescue(desk: Desk) -> None:
    """Open as the program does: a damaged file is set aside and its outbox saved."""
    try:
        desk.open()
    except CacheDamaged:
        damage.rescue(desk.profile, desk.key)
        desk.open()


Phase = Callable[[Work], None]
# How often of a hundred each comes.
PHASES: Sequence[tuple[int, Phase]] = (
    (22, act), (8, act_in_bulk), (14, fix), (4, merge_or_part), (6, take_back), (12, push),
    (10, pull), (3, pull_anew), (8, upload), (4, resolve), (5, small_things), (3, close_and_open),
    (1, rescue),
)  # fmt: skip


def work_on(work: Work, steps: int) -> None:
    """Do so many phases. Raises what the storage raises."""
    weights, phases = zip(*PHASES, strict=True)
    for _ in range(steps):
        (phase,) = work.chance.choices(phases, weights)
        phase(work)


def somebody_else(server: Authority, chance: random.Random, number: int) -> None:
    """Others change cases on the server; some leave this account's scope or come to it."""
    server.come_back()
    for case_id in chance.sample(sorted(server.cases), 2):
        if not {server.cases[case_id].parent, *server.cases[case_id].members} - {""}:
            server.leave(case_id)
    some = len(server.cases) // chance.choice((2, 10, 50))
    for case_id in chance.sample(sorted(server.cases), some):
        case = server.cases[case_id]
        server.put(
            msgspec.structs.replace(
                case, officer=chance.choice("abcd"), priority=chance.randrange(4),
                state=chance.choice((State.WAITING, State.IN_PROGRESS)), updated_at=AT + number,
            )
        )  # fmt: skip
