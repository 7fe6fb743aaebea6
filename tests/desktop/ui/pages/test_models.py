"""The shared list: windows, quiet changes, news offered, checks kept."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework import wire
from casework.case import Case, State
from desktop import clock
from desktop.desk import Desk
from desktop.storage import lists
from desktop.storage.records import CaseQuery, CaseRow, Page, Sort, Tally
from desktop.ui import shown_rows
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
    QApplication.processEvents()  # what the desk told is on its way before the bridge knows of it
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


def test_very_many_checks_are_told_to_the_view_at_once(
    bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    monkeypatch.setattr(shown_rows, "TOLD_ONE_BY_ONE", 5)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    with qtbot.waitSignal(model.checked_changed):
        model.check_all()
    assert told == [(0, 11)]


# -- only what changed is asked for ---------------------------------------------------------------


def test_a_change_reads_the_changed_cases_alone(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    repainted: list[int] = []
    model.dataChanged.connect(lambda first, last: repainted.extend((first.row(), last.row())))
    monkeypatch.setattr(desk, "rows", lambda *_a, **_k: pytest.fail("the list was read again"))
    with qtbot.waitSignal(model.dataChanged):
        desk.act([desk.find("2026-AA0005")], "follow_up", text="กลับมาดู")
    settled(bridge, qtbot)
    assert repainted == [4, 4]


def test_a_row_that_sorts_elsewhere_now_stays_until_the_new_ones_are_taken(
    desk: Desk, bridge: Bridge, qtbot: QtBot
) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NEWEST))
    model.last_visible = lambda: 5
    before = numbers(model)
    case = desk.find(before[3])
    ticket = msgspec.structs.replace(case.ticket, reported_at=clock.now())
    with qtbot.waitSignal(model.dataChanged):
        pull(desk, msgspec.structs.replace(case, ticket=ticket, version=50))
    assert numbers(model) == before
    settled(bridge, qtbot)
    with qtbot.waitSignal(model.rowsMoved):
        model.take_news()
    assert numbers(model) == [before[3], *before[:3], *before[4:]]


def test_a_row_that_belongs_behind_the_loaded_part_comes_with_its_window(
    desk: Desk, bridge: Bridge, qtbot: QtBot
) -> None:
    query = CaseQuery(sort=Sort.NEWEST)
    model = shown(bridge, qtbot, query, window=5)
    case = desk.find(numbers(model)[1])
    ticket = msgspec.structs.replace(case.ticket, reported_at=clock.now() - 10**13)
    with qtbot.waitSignal(model.dataChanged):
        pull(desk, msgspec.structs.replace(case, ticket=ticket, version=50))
    settled(bridge, qtbot)
    with qtbot.waitSignal(model.rowsRemoved):
        model.take_news()
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
        settled(bridge, qtbot)
    assert model.keys() == [key_of(row) for row in desk.rows(query).rows]


@pytest.mark.parametrize("sort", [Sort.URGENT, Sort.NEWEST, Sort.UPDATED, Sort.NUMBER, Sort.BEST])
@pytest.mark.parametrize("window", [5, 200])
def test_after_any_changes_the_list_is_the_desks_own(
    desk: Desk, bridge: Bridge, qtbot: QtBot, sort: Sort, window: int
) -> None:
    query = CaseQuery(sort=sort, open_only=True, text="ถนน" if sort == Sort.BEST else "")
    model = shown(bridge, qtbot, query, window=window)
    drawn = random.Random(f"{sort}{window}")
    for step in range(12):
        model.last_visible = lambda: drawn.randint(-1, max(0, model.rowCount() - 1))
        row = drawn.choice(desk.rows(query).rows)
        case = desk.case(row.authority, row.id)
        assert case is not None
        changed = [
            reported(desk, drawn.randint(0, 40) * 100 + step),
            msgspec.structs.replace(
                case, version=100 + step, state=drawn.choice([State.IN_PROGRESS, State.DONE]),
                due_at=clock.now() + drawn.randint(-9, 9) * 86_400_000_000,
            ),
        ]  # fmt: skip
        pull(desk, *changed)
        if drawn.random() < 0.15:
            model.fetchMore(model.index(-1))
        if drawn.random() < 0.3:
            model.take_news()
        if drawn.random() < 0.6:
            settled(bridge, qtbot)
    settled(bridge, qtbot)
    model.take_news()
    settled(bridge, qtbot)
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
        settled(bridge, qtbot)
    assert model.keys() == [key_of(row) for row in desk.rows(query).rows]
    assert (model.count, model.news) == (model.rowCount(), 0)
    shown_now = [model.row(model.index(n)) for n in range(model.rowCount())]
    assert shown_now == list(desk.rows(query).rows)


def test_a_window_read_before_a_change_does_not_bring_the_old_row(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER, open_only=True), window=5)
    gate, read = threading.Event(), threading.Event()
    rows = desk.rows

    def slow(query: CaseQuery, **more: object) -> Page:
        page = rows(query, **more)  # type: ignore[arg-type]
        read.set()
        assert gate.wait(20)
        return page

    monkeypatch.setattr(desk, "rows", slow)
    model.fetchMore(model.index(-1))
    assert read.wait(20)
    asked: list[object] = []
    among = desk.among

    def told(query: CaseQuery, keys: Iterable[tuple[str, str]]) -> list[CaseRow]:
        asked.append(query)
        return among(query, keys)

    monkeypatch.setattr(desk, "among", told)
    case = desk.find("2026-AA0007")
    pull(desk, msgspec.structs.replace(case, state=State.REJECTED, version=70))
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.waitUntil(lambda: model.count == 10)
    with qtbot.waitSignal(model.rowsRemoved):
        gate.set()
    assert numbers(model)[5:] == ["2026-AA0006", "2026-AA0008", "2026-AA0009", "2026-AA0010"]


def test_very_many_changes_are_taken_at_once(desk: Desk, bridge: Bridge, qtbot: QtBot) -> None:
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    like = desk.find("2026-AA0001")
    many = [
        msgspec.structs.replace(
            like, id=f"many-{n}", version=1,
            ticket=msgspec.structs.replace(like.ticket, number=f"2026-CC{n:04d}"),
        )
        for n in range(1500)
    ]  # fmt: skip
    pull(desk, *many)
    qtbot.waitUntil(lambda: model.count == 1512)
    settled(bridge, qtbot)
    assert numbers(model)[:13] == [f"2026-AA{n:04d}" for n in range(1, 13)] + ["2026-CC0000"]


# -- how many -------------------------------------------------------------------------------------


class Counting:
    """A desk's door to counting: at once roughly, exactly only when it is let through."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Event()
        exact = desk.count
        monkeypatch.setattr(desk, "tally", lambda _query: Tally(10, exact=False))

        def count(query: CaseQuery) -> int:
            assert self.gate.wait(20)
            return exact(query)

        monkeypatch.setattr(desk, "count", count)


def test_a_rough_number_comes_at_once_and_the_exact_one_after_it(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(desk, monkeypatch)
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    assert (model.count, model.exact, model.rowCount()) == (10, False, 12)
    with qtbot.waitSignal(model.count_changed):
        counting.gate.set()
    assert (model.count, model.exact) == (12, True)
    with qtbot.waitSignal(model.rowsInserted):
        pull(desk, reported(desk, 40))
    assert model.exact  # the number known stays until the newer one is there
    qtbot.waitUntil(lambda: model.count == 13)


def test_only_the_last_of_many_questions_is_worked_on_and_answered(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked, rows = threading.Event(), [], desk.rows
    model = CaseListModel(bridge, described)

    def slow(query: CaseQuery, **more: object) -> Page:
        asked.append(query.text)
        assert gate.wait(20)
        return rows(query, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "rows", slow)
    letters = ["2", "20", "202", "2026", "2026-AA0003"]
    for text in letters:
        model.set_query(CaseQuery(text=text))
        qtbot.waitUntil(lambda: model.query.text in asked or len(asked) >= 2)
    with qtbot.waitSignal(model.loaded):
        gate.set()
    settled(bridge, qtbot)
    assert numbers(model) == ["2026-AA0003"]
    assert asked == ["2", "20", "2026-AA0003"]


def test_rows_beyond_what_is_kept_are_read_again_when_shown(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.standing.ROWS_KEPT", 4)
    model = shown(bridge, qtbot, CaseQuery(sort=Sort.NUMBER))
    assert model.row(model.index(0)) is None
    assert model.key(model.index(0)) == ("HT", "case-0001")
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(0).data(ROW_ROLE) is None
    assert model.index(0).data(ROW_ROLE).number == "2026-AA0001"


def test_a_search_whose_hits_become_too_many_to_be_ranked_is_read_anew(
    desk: Desk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = CaseQuery(text="2026", sort=Sort.BEST)
    model = shown(bridge, qtbot, query, window=5)
    assert model.canFetchMore(QModelIndex())
    monkeypatch.setattr(lists, "RANKED", 3)
    with qtbot.waitSignal(model.loaded):
        model.fetchMore(QModelIndex())
    settled(bridge, qtbot)
    model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: model.rowCount() == 10)
