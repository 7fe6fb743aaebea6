"""The shared list: windows, quiet changes, news offered, checks kept."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Case, State
from desktop import clock
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, CaseRow, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.models import CaseListModel, key_of
from desktop.ui.widgets.rows import ROW_ROLE, RowView


def described(row: CaseRow) -> RowView:
    return RowView(case_id=row.id, number=row.number, sentence=row.sentence, state=str(row.state))


@pytest.fixture
def bridge(desk: Desk, qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(desk)
    yield made
    made.close()


def shown(bridge: Bridge, qtbot: QtBot, query: CaseQuery, window: int = 200) -> CaseListModel:
    model = CaseListModel(bridge, described, window=window)
    with qtbot.waitSignal(model.loaded):
        model.set_query(query)
    return model


def pull(desk: Desk, *cases: Case) -> None:
    end = wire.End(cursor="c2", more=False, phase="feed", settings=1)
    lines = [wire.Line(case=case) for case in cases]
    desk.cache.apply_page(lines, end, epoch=1, now=clock.now())


def reported(desk: Desk, hours: int) -> Case:
    """A case like the others, reported so many hours ago."""
    like = desk.find("2026-AA0001")
    number = f"2026-BB{hours:04d}"
    at = clock.now() - hours * 3_600_000_000
    ticket = msgspec.structs.replace(like.ticket, number=number, reported_at=at)
    return msgspec.structs.replace(like, id=f"new-{hours}", ticket=ticket, version=99)


def settled(bridge: Bridge, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bridge.busy)


def numbers(model: CaseListModel) -> list[str]:
    return [model.index(n).data(ROW_ROLE).number for n in range(model.rowCount())]


def test_windows_come_as_the_view_asks(bridge: Bridge, qtbot: QtBot) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER), window=5)
    assert (model.rowCount(), model.count) == (5, 12)
    while model.canFetchMore(model.index(-1)):
        with qtbot.waitSignal(model.rowsInserted):
            model.fetchMore(model.index(-1))
    assert numbers(model) == [f"2026-AA{n:04d}" for n in range(1, 13)]


def test_a_changed_row_is_redrawn_where_it_stands(desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    case = desk.find("2026-AA0002")
    with qtbot.waitSignal(model.dataChanged) as changed:
        desk.act([case], "follow_up", text="กลับมาดู")
    assert changed.args is not None
    assert changed.args[0].row() == 1
    assert model.index(1).data(ROW_ROLE).state == "followed_up"
    assert not resets


def test_a_row_that_no_longer_matches_goes_and_comes_back_with_undo(
    desk: Desk, bridge: Bridge, qtbot: QtBot
) -> None:
    query = CaseQuery(states=frozenset({State.WAITING}), sort=Sort.NUMBER)
    model = shown(bridge, qtbot, query)
    model.last_visible = lambda: 10
    before = numbers(model)
    with qtbot.waitSignal(model.rowsRemoved):
        desk.accept([desk.find(before[1])])
    assert numbers(model) == [before[0], before[2]]
    assert model.count == 2
    settled(bridge, qtbot)
    with qtbot.waitSignal(model.rowsInserted):
        desk.undo()
    assert numbers(model) == before


def test_new_cases_above_what_is_read_are_offered(desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NEWEST))
    model.last_visible = lambda: 5
    before = numbers(model)
    with qtbot.waitSignal(model.news_changed) as told:
        pull(desk, reported(desk, 0))
    assert told.args == [1]
    assert numbers(model) == before
    assert model.count == 13
    with qtbot.waitSignal(model.rowsInserted):
        model.take_news()
    assert numbers(model) == ["2026-BB0000", *before]
    assert model.news == 0


def test_new_cases_below_what_is_read_come_by_themselves(
    desk: Desk, bridge: Bridge, qtbot: QtBot
) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NEWEST))
    model.last_visible = lambda: 5
    with qtbot.waitSignal(model.rowsInserted):
        pull(desk, reported(desk, 40))
    assert numbers(model)[-1] == "2026-BB0040"
    assert model.news == 0


def test_checks_stay_with_their_cases(desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    query = CaseQuery(states=frozenset({State.WAITING}), sort=Sort.NUMBER)
    model = shown(bridge, qtbot, query)
    model.check_range(0, 2)
    gone = model.checked()[0]
    with qtbot.waitSignal(model.rowsRemoved):
        desk.accept([c for c in [desk.case(*gone)] if c is not None])
    assert [key_of(r) for r in desk.rows(query).rows] == model.checked()
    assert [model.index(n).data(ROW_ROLE).checked for n in range(2)] == [True, True]


def test_all_of_a_query_can_be_checked_although_not_loaded(bridge: Bridge, qtbot: QtBot) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER), window=3)
    with qtbot.waitSignal(model.checked_changed):
        model.check_all()
    assert len(model.checked()) == 12
