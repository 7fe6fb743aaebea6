"""A day's work at a desk, drawn from a seed, that says after each call what it promised.

Crash, power loss and full disk are tested with the same work: a phase is a function in PHASES.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import msgspec

from casework import wire
from casework.apply import Changes
from casework.case import Case, Photo, State
from casework.operations import Operation
from desktop import clock
from desktop.pictures.decoder import HereDecoder
from desktop.storage import damage
from desktop.storage.errors import CacheDamaged
from desktop.storage.keeping import BUDGET, DEFAULT_BUDGET
from desktop.storage.outbox import KEEP_MICROSECONDS
from tests.desktop.storage import earlier
from tests.desktop.storage.authority import AT, Authority, Maker
from tests.desktop.storage.conftest import Desk

DAY = 86_400_000_000
# So that what is kept for thirty days may go after ten rounds.
ROUND_DAYS = 3
BULK = 50
_PAGE = 4096


class Server(Protocol):
    """The authority's server, here or at the other end of a pipe."""

    def push(self, operations: list[Operation]) -> list[wire.Outcome]:
        """One outcome each."""

    def feed(self, since: int, limit: int = ...) -> tuple[list[wire.Line], wire.End]:
        """A page of changes."""

    def take_photo(self, sha256: str, data: bytes) -> None:
        """A photo that came whole."""

    def bytes_of(self, sha256: str) -> bytes | None:
        """The bytes of a photo that is there."""


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
        """The time in µs UTC; some days pass in each round."""
        return time_of(self.number)

    def case(self) -> Case | None:
        """Some case that the desk holds."""
        held = self.desk.cache.many([("HT", f"case-{self.chance.randrange(self.cases) + 1}")])
        return held[0] if held else None

    def save(self, *operations: Operation) -> None:
        """Act, and promise what was taken."""
        self.tell("named", [(photo.sha256, o.id) for o in operations for photo in o.photos])
        results = self.desk.act(*operations)
        taken = zip(operations, results, strict=True)
        self.tell("saved", [o.id for o, result in taken if isinstance(result, Changes)])

    def photo(self) -> str:
        """A photo of some bytes or some hundred thousand."""
        start = f"photo {self.number} {self.chance.random()}".encode()
        data = start * self.chance.choice((1, 200, 20_000))
        until = clock.now() + KEEP_MICROSECONDS
        sha256 = self.desk.photos.add(data, "a.jpg")
        self.tell("photo", (sha256, until))
        return sha256


def time_of(number: int) -> int:
    """When a round is, in µs UTC."""
    return AT + number * ROUND_DAYS * DAY


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
        lines, end = work.server.feed(work.desk.cursor(), work.chance.choice((40, 400)))
        sweep = bool(cache.get("sweeping")) and not end.more
        end = msgspec.structs.replace(end, sweep=sweep)
        cache.apply_page(lines, end, epoch=cache.get("epoch", 1), now=work.now)
        work.tell("pulled", int(end.cursor))
        more = end.more


def pull_anew(work: Work) -> None:
    """Everything again, and what did not come is gone."""
    work.tell("forgetting the cursor", None)
    work.desk.cache.needs_full_pull("scope")
    pull(work)


def index(work: Work) -> None:
    """The index of the search follows, often part of the way only."""
    for _ in range(work.chance.choice((1, 4, 40))):
        if not work.desk.cache.index.step(work.chance.choice((1, 5, 50))):
            return


def upload(work: Work) -> None:
    """Photos on their way: some bytes, all of them, or a failure."""
    for waiting in work.desk.cache.uploads(work.now)[:3]:
        place = (waiting.sha256, waiting.case)
        work.desk.cache.upload_progress(*place, "http://x/1", waiting.size // 2)
        data = work.desk.photos.read(waiting.sha256)
        if data is not None and work.chance.random() < 0.7:
            work.server.take_photo(waiting.sha256, data)
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
    photos = [{"sha256": work.photo()}] if work.chance.random() < 0.3 else []
    work.desk.cache.save_draft("HT", "case-1", "fix", {"text": at, "photos": photos})
    work.tell("draft", at)
    work.desk.cache.put("mark", at)
    work.tell("mark", at)
    work.desk.cache.journal("sync", pulled=at)
    work.desk.cache.sync_run({"pulled": at})


def close_and_open(work: Work) -> None:
    """The journals go into the files, and new ones are begun."""
    work.desk.close()
    open_or_rescue(work.desk)


def migrate(work: Work) -> None:
    """The profile is as an earlier program left it, and this one brings it up to date."""
    work.desk.close()
    earlier.put_back(work.desk.profile, work.desk.key)
    open_or_rescue(work.desk)


def evict(work: Work) -> None:
    """Photos of others come, and what the server has goes again for want of room."""
    cache, photos, keeper = work.desk.cache, work.desk.photos, work.desk.keeper
    cache.put(BUDGET, DEFAULT_BUDGET)
    for wanted in keeper.wanted_thumbnails(8):
        data = work.server.bytes_of(wanted.sha256) or b""
        work.tell("fetching", wanted.sha256)
        if work.chance.random() < 0.3:
            photos.put_thumbnail(wanted.sha256, 512, data[:9000], wanted.since)
        else:
            photos.add_fetched(wanted.sha256, data, wanted.since)
    cache.put(BUDGET, work.chance.choice((0, 100_000, 1_000_000)))
    before = photos.held()
    more = True
    while more:
        more = keeper.step()
        held = photos.held()
        work.tell("evicted", sorted(before - held))
        before = held
    while keeper.give_back():
        pass


def rescue(work: Work) -> None:
    """The disk spoils a file, and what it held is saved into a new one."""
    work.desk.close()
    files = (work.desk.profile.cache_file, work.desk.profile.photos_file)
    work.tell("forgetting the cursor", None)
    work.tell("finding again", None)
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
    # A process of its own would outlive one that is killed.
    desk.photos.decoder = HereDecoder()


class Phase(NamedTuple):
    """How often it comes, what it is an example of, and what is done."""

    weight: int
    kind: str
    do: Callable[[Work], None]


KINDS = ("acting", "syncing", "migrating", "evicting")
PHASES: Sequence[Phase] = (
    Phase(22, "acting", act), Phase(8, "acting", act_in_bulk), Phase(14, "acting", fix),
    Phase(4, "acting", merge_or_part), Phase(6, "acting", take_back), Phase(4, "acting", resolve),
    Phase(5, "acting", small_things), Phase(12, "syncing", push), Phase(10, "syncing", pull),
    Phase(3, "syncing", pull_anew), Phase(8, "syncing", upload), Phase(8, "syncing", index),
    Phase(3, "migrating", migrate),
    Phase(4, "evicting", evict), Phase(3, "mending", close_and_open), Phase(1, "mending", rescue),
)  # fmt: skip


def work_on(work: Work, steps: int) -> None:
    """Do so many phases, half of them of the kind whose turn it is. Raises what storage raises."""
    own = [phase for phase in PHASES if phase.kind == KINDS[work.number % len(KINDS)]]
    for number in range(steps):
        among = own if number == 0 or work.chance.random() < 0.5 else PHASES
        (phase,) = work.chance.choices(among, [phase.weight for phase in among])
        work.tell("begun", phase.kind)
        phase.do(work)


def somebody_else(server: Authority, chance: random.Random, number: int) -> None:
    """Others change cases on the server; some leave this account's scope or come to it."""
    server.come_back()
    for case_id in chance.sample(sorted(server.cases), 2):
        if not {server.cases[case_id].parent, *server.cases[case_id].members} - {""}:
            server.leave(case_id)
    some = len(server.cases) // chance.choice((2, 10, 50))
    for case_id in chance.sample(sorted(server.cases), some):
        case = server.cases[case_id]
        photos = _with_one_more(server, case, chance, number)
        server.put(
            msgspec.structs.replace(
                case, photos=photos, officer=chance.choice("abcd"), priority=chance.randrange(4),
                state=chance.choice((State.WAITING, State.IN_PROGRESS)), updated_at=AT + number,
            )
        )  # fmt: skip


def _with_one_more(
    server: Authority, case: Case, chance: random.Random, number: int
) -> tuple[Photo, ...]:
    """Now and then somebody adds a photo, which the server then has."""
    if chance.random() < 0.7:
        return case.photos
    data = f"photo of others {number} {case.id}".encode() * chance.choice((1, 300, 6_000))
    sha256 = hashlib.sha256(data).hexdigest()
    server.photos[sha256] = data
    return (*case.photos, Photo(sha256=sha256, size=len(data)))
