"""Faults put in on purpose: days of work find each, so that their silence says something."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from desktop.storage import pulls
from desktop.storage.cache import Cache
from desktop.sync.errors import SyncError
from server import operations, schema
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
    take = operations.take

    def forgetful(connection: Any, *more: Any) -> Any:
        connection.execute(schema.operations.delete())
        return take(connection, *more)

    patch.setattr(operations, "take", forgetful)


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
    take = operations.take

    def silent(connection: Any, *more: Any) -> Any:
        outcomes = take(connection, *more)
        connection.execute(schema.scope_exits.delete())
        return outcomes

    patch.setattr(operations, "take", silent)


def what_did_not_fit_counts_as_applied(patch: pytest.MonkeyPatch) -> None:
    """An act that did not fit is taken for done."""
    settle = Cache.settle

    def trusting(self: Cache, outcomes: Any, at: int) -> None:
        done = [msgspec.structs.replace(outcome, outcome="applied") for outcome in outcomes]
        settle(self, done, at)

    patch.setattr(Cache, "settle", trusting)


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        outcomes_are_not_kept,
        what_is_pending_is_overwritten,
        a_request_of_unknown_fate_counts_as_never_sent,
        who_loses_a_case_is_not_told,
        what_did_not_fit_counts_as_applied,
    ],
)
def test_days_of_work_find_a_fault(template, fault: Fault, monkeypatch):
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        _work(template)


def _work(template: Template) -> None:
    for seed in range(1, 13):
        world = World(template.folder.parent / f"work-{seed}", template)
        try:
            weeks.work(world, seed, days=5, restores=False)
        finally:
            world.close()
            shutil.rmtree(world.folder, ignore_errors=True)
