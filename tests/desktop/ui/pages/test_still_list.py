"""The list on screen: cheap when rows come, and its rows where they were."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.case import State
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, Sort
from desktop.ui.bridge import Bridge
from desktop.ui.models import CaseListModel
from desktop.ui.pages.case_list import CaseList
from desktop.ui.services import Thumbnails
from desktop.ui.theme import Theme
from desktop.ui.widgets.rows import ROW_ROLE
from tests.desktop.conftest import a_case, fill


@pytest.fixture
def cases(desk: Desk, qtbot: QtBot, english: None) -> Iterator[CaseList]:
    """Four hundred cases, the first two windows of them in the list."""
    fill(desk, [a_case(n + 1, State.IN_PROGRESS) for n in range(400)])
    bridge = Bridge(desk)
    shown = CaseList(bridge, Thumbnails(bridge))
    qtbot.addWidget(shown)
    shown.resize(420, 640)
    shown.show()
    with qtbot.waitSignal(shown.model.loaded):
        shown.model.set_query(CaseQuery(sort=Sort.NUMBER))
    with qtbot.waitSignal(shown.model.rowsInserted):
        shown.model.fetchMore(shown.model.index(-1))
    yield shown
    bridge.close()


def put_between(desk: Desk, number: str) -> None:
    like = desk.find("2026-AA0001")
    ticket = msgspec.structs.replace(like.ticket, number=number)
    fill(desk, [msgspec.structs.replace(like, id=f"id {number}", ticket=ticket, version=999)])


def test_a_row_that_comes_does_not_ask_for_all_the_others(
    desk: Desk, cases: CaseList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    counts = CaseListModel.rowCount

    def counted(model: CaseListModel, *parent: object) -> int:
        asked.append(1)
        return counts(model, *parent)  # type: ignore[arg-type]

    qtbot.waitUntil(lambda: not cases.model._bridge.busy)
    monkeypatch.setattr(CaseListModel, "rowCount", counted)
    with qtbot.waitSignal(cases.model.rowsInserted):
        put_between(desk, "2026-AA0150x")
    qtbot.waitUntil(lambda: not cases.model._bridge.busy)
    assert cases.model.rowCount() == 401
    assert len(asked) < 300


def test_what_is_read_stays_when_a_row_comes_above(
    desk: Desk, cases: CaseList, qtbot: QtBot
) -> None:
    view = cases.view
    view.verticalScrollBar().setValue(200 * 90 + 30)
    top = view.indexAt(view.viewport().rect().topLeft())
    number, at = top.data(ROW_ROLE).number, view.visualRect(top).top()
    desk.act([desk.find("2026-AA0100")], "follow_up", text="กลับมาดู")
    qtbot.waitUntil(lambda: not cases.model._bridge.busy)
    put_between(desk, "2026-AA0050x")
    qtbot.waitUntil(lambda: cases.model.news == 1)
    cases.model.take_news()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 401)
    top = view.indexAt(view.viewport().rect().topLeft())
    assert (top.data(ROW_ROLE).number, view.visualRect(top).top()) == (number, at)


def test_keys_go_to_both_ends_and_tab_leaves(cases: CaseList, qtbot: QtBot) -> None:
    cases.choose(("HT", "case-0005"))
    qtbot.keyClick(cases.view, Qt.Key.Key_Home)
    assert cases.current() == ("HT", "case-0001")
    qtbot.keyClick(cases.view, Qt.Key.Key_End)
    assert cases.current() == ("HT", "case-0400")
    row = cases.current()
    qtbot.keyClick(cases.view, Qt.Key.Key_Tab)
    assert cases.current() == row


def test_rows_have_the_height_of_the_density(cases: CaseList, qapp: QApplication) -> None:
    heights = []
    for density in ("compact", "standard", "comfortable"):
        Theme.current().apply(qapp, "light", density)
        heights.append(cases.view.visualRect(cases.model.index(1)).height())
    assert heights == [74, 90, 103]
