"""Whatever happens in whatever order: every saved act ends on the server or in Needs attention."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from casework.apply import Changes
from desktop.storage.records import Sending
from tests.desktop.storage.authority import AT, Authority, Maker, a_case
from tests.desktop.storage.conftest import Desk

NUMBERS = st.integers(1, 4)


class Town(RuleBasedStateMachine):
    """One desk and one server with four cases (two of them a group), and somebody else at work."""

    KEY = b"k" * 32

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.server = Authority([a_case(n) for n in range(1, 5)])
        self.server.put(msgspec.structs.replace(self.server.cases["case-2"], parent="case-1"))
        self.server.put(msgspec.structs.replace(self.server.cases["case-1"], members=("case-2",)))
        self.desk = Desk(Path(self.folder.name), self.KEY)
        self.desk.cache.apply_page(*self.server.everything(), epoch=1, now=AT)
        self.other = Maker(actor="other", device="d2")
        self.saved = []
        self.withdrawn = set()
        self.replies = []

    def teardown(self):
        self.settle_everything()
        self.desk.close()
        self.folder.cleanup()

    def _do(self, operation):
        (result,) = self.desk.act(operation)
        if isinstance(result, Changes):
            self.saved.append(operation)

    @rule(number=NUMBERS, kind=st.sampled_from(["accept", "start", "follow_up"]))
    def act(self, number, kind):
        self._do(self.desk.maker.act(self.desk.view(f"case-{number}"), kind))

    @rule(number=NUMBERS, officer=st.sampled_from(["a", "b"]))
    def assign(self, number, officer):
        case = self.desk.view(f"case-{number}")
        self._do(self.desk.maker.act(case, "assign", {"officer": officer}))

    @rule(number=NUMBERS)
    def comment(self, number):
        self._do(self.desk.maker.comment(self.desk.view(f"case-{number}"), "mine"))

    @rule(number=st.integers(2, 4))
    def merge_or_part(self, number):
        case = self.desk.view(f"case-{number}")
        if case.parent:
            self._do(self.desk.maker.act(case, "part"))
        else:
            self._do(self.desk.maker.act(case, "merge", parent="case-1"))

    @rule()
    def take_back(self):
        for operation in reversed(self.desk.cache.last_undoable("malee")):
            if self.desk.cache.withdraw(operation.id):
                self.withdrawn.add(operation.id)
            else:
                case = self.desk.view(operation.case)
                self._do(self.desk.maker.act(case, "undo", target=operation.id))

    @rule(number=NUMBERS, what=st.sampled_from(["accept", "a", "b", "merge", "part"]))
    def somebody_else_acts(self, number, what):
        case = self.server.cases[f"case-{number}"]
        if what == "merge":
            operation = self.other.act(case, what, parent="case-1")
        elif what in {"accept", "part"}:
            operation = self.other.act(case, what)
        else:
            operation = self.other.act(case, "assign", {"officer": what})
        self.server.push([operation])

    @rule(heard=st.sampled_from(["at once", "later", "never"]), reached=st.booleans())
    def push(self, heard, reached):
        batch = self.desk.send()
        if not reached:
            return
        outcomes = self.server.push(batch)
        if heard == "at once":
            self.desk.cache.settle(outcomes, AT)
        elif heard == "later":
            self.replies.append(outcomes)

    @rule()
    def hear_an_old_reply(self):
        if self.replies:
            self.desk.cache.settle(self.replies.pop(0), AT)

    @rule(limit=st.integers(1, 3), all_pages=st.booleans())
    def pull(self, limit, all_pages):
        if all_pages:
            self.desk.pull(self.server, limit)
        else:
            since = int(self.desk.cache.get("cursor") or 0)
            self.desk.cache.apply_page(*self.server.feed(since, limit), epoch=1, now=AT)

    @rule()
    def pull_everything_anew(self):
        self.desk.cache.needs_full_pull("scope")
        self.desk.cache.apply_page(*self.server.everything(), epoch=1, now=AT)

    @rule()
    def restart(self):
        self.desk.reopen()

    @invariant()
    def nothing_is_shown_twice_and_all_holds_together(self):
        for number in range(1, 5):
            ids = [e.id for e in self.desk.view(f"case-{number}").history]
            assert len(ids) == len(set(ids))
        assert self.desk.findings() == []

    def settle_everything(self):
        """In the end the desk shows what the server has, and every act is accounted for."""
        self.desk.sync(self.server)
        self.desk.sync(self.server)
        for number in range(1, 5):
            assert self.desk.view(f"case-{number}") == self.server.cases[f"case-{number}"]
        attention = {i.operation.id for i in self.desk.cache.attention()}
        for operation in self.saved:
            told = [e.id for e in self.server.cases[operation.case].history].count(operation.id)
            assert told == (0 if operation.id in attention | self.withdrawn else 1)
            item = self.desk.cache.operation(operation.id)
            assert item is not None
            assert item.sending != Sending.WAITING
        assert self.desk.findings() == []
        assert self.desk.kept_apart() == 0


TestTown = Town.TestCase
TestTown.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
