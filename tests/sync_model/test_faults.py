"""Faults put in on purpose: days of work find each, so that their silence says something."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from desktop.storage import outbox, pulls
from desktop.sync.errors import SyncError
from server import cases, operations
from tests.sync_model import weeks
from tests.sync_model.world import Template, World, make_template, quick_folder

Fault = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    """Signed-in desks, to be copied."""
    folder = quick_folder()
    yield make_template(folder / "template")
    shutil.rmtree(folder, ignore_errors=True)


def outcomes_are_not_kept(patch: pytest.MonkeyPatch) -> None:
    """An operation that is sent again is decided again."""
    patch.setattr(operations._Decider, "_known", lambda *_: None)
    remember = operations._Decider._remember

    def once(self: Any, incoming: Any, *more: Any) -> None:
        known = operations.schema.operations.c.id == incoming.head.id
        self._connection.execute(operations.schema.operations.delete().where(known))
        remember(self, incoming, *more)

    patch.setattr(operations._Decider, "_remember", once)


def what_is_pending_is_overwritten(patch: pytest.MonkeyPatch) -> None:
    """A page is shown as it comes, whatever waits."""
    sort_out = pulls._sort_out

    def all_plain(*args: Any, **more: Any) -> Any:
        page = sort_out(*args, **more)
        page.plain += page.based
        page.based = []
        return page

    patch.setattr(pulls, "_sort_out", all_plain)


def a_request_of_unknown_fate_counts_as_never_sent(patch: pytest.MonkeyPatch) -> None:
    """What the server may have can be taken back as if it had not."""
    patch.setattr(SyncError, "never_sent", True)


def who_loses_a_case_is_not_told(patch: pytest.MonkeyPatch) -> None:
    """A case that was given to somebody else stays on the desk."""
    put = cases.CaseLog.put

    def without_exit(self: Any, *args: Any, **more: Any) -> Any:
        case = put(self, *args, **more)
        self._exits.clear()
        return case

    patch.setattr(cases.CaseLog, "put", without_exit)


def a_conflict_counts_as_applied(patch: pytest.MonkeyPatch) -> None:
    """An act that did not fit is taken for done."""
    note = outbox._note

    def wrong(connection: Any, seq: int, outcome: Any, at: int) -> None:
        if outcome.outcome in {"conflict", "refused"}:
            outcome = msgspec.structs.replace(outcome, outcome="applied")
        note(connection, seq, outcome, at)

    patch.setattr(outbox, "_note", wrong)


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        outcomes_are_not_kept,
        what_is_pending_is_overwritten,
        a_request_of_unknown_fate_counts_as_never_sent,
        who_loses_a_case_is_not_told,
        a_conflict_counts_as_applied,
    ],
)
def test_days_of_work_find_a_fault(template, fault: Fault, monkeypatch):
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        _work(template)


def _work(template: Template) -> None:
    for seed in range(1, 7):
        world = World(template.folder.parent / f"work-{seed}", template)
        try:
            weeks.work(world, seed, days=4, restores=False)
        finally:
            world.close()
            shutil.rmtree(world.folder, ignore_errors=True)
