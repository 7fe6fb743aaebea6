"""Filters, views and a search on the list of cases, as a person uses them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.case import State
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, Found, Sort, Tally
from desktop.ui.pages.case_rows import row_view, searched
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.widgets.rows import ROW_ROLE
from desktop.ui.window import DeskWindow
from desktop.views import Filters, View, Views
from tests.desktop.conftest import a_case, fill

LATE = ["0001", "0002", "0003"]
"""The cases whose due date has passed."""


class Screen:
    """The window of a desk at its list of cases."""

    def __init__(self, window: DeskWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        page = window.navigate("cases")
        assert isinstance(page, MyCasesPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        panel, page = self.page.panel, self.page
        self.qtbot.waitUntil(
            lambda: (
                not self.window.bridge.busy
                and not panel._later.isActive()
                and not page._follow_timer.isActive()
                and not self.window.search_field()._later.isActive()
            )
        )

    def numbers(self) -> list[str]:
        model = self.page.list.model
        return [model.index(n).data(ROW_ROLE).number[-4:] for n in range(model.rowCount())]

    def choose(self, **filters: object) -> None:
        self.page.choice.choose(Filters(**filters))  # type: ignore[arg-type]
        self.settle()

    def type(self, text: str) -> None:
        self.window.search_field().setText(text)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key)
        self.settle()

    def chips(self) -> list[str]:
        return [chip.text() for chip in self.page._strip.chips]

    def order(self) -> str:
        return str(self.page.list.model.query.sort)

    def views(self) -> list[str]:
        return [line.view.name for line in self.page.panel.views.lines]


@pytest.fixture
def screen(desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot) -> Screen:
    window = open_window(desk)
    window.activateWindow()
    return Screen(window, qtbot)


# -- choosing -----------------------------------------------------------------------------------


def test_choices_combine_and_chips_take_them_away_again(screen: Screen) -> None:
    screen.choose(states=frozenset({"waiting", "in_progress"}), overdue=True)
    assert screen.numbers() == LATE
    assert screen.chips() == ["Waiting", "In progress", "Overdue"]
    assert screen.page.subtitle() == "3 cases found"
    chip = screen.page._strip.chips[2]
    assert chip.accessibleName() == "Remove: Overdue"
    chip.setFocus()
    screen.press(Qt.Key.Key_Delete)
    assert screen.chips() == ["Waiting", "In progress"]
    assert len(screen.numbers()) == 10
    screen.page._strip._clear.click()
    screen.settle()
    assert not screen.page._strip.isVisible()
    assert len(screen.numbers()) == 11


def test_the_keyboard_alone_filters(screen: Screen) -> None:
    # The window gives the keyboard to the list by itself, as soon as there are rows in it.
    screen.qtbot.waitUntil(screen.page.list.view.hasFocus)
    screen.press(Qt.Key.Key_V)
    panel = screen.page.panel
    assert panel.isVisible()
    assert QApplication.focusWidget() is panel.views.lines[0].button
    for _ in range(40):
        screen.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is panel._checks["states", "waiting"].box:
            break
    screen.press(Qt.Key.Key_Space)
    assert screen.numbers() == ["0008", "0009", "0010"]
    screen.press(Qt.Key.Key_A)  # a letter here is no act on the case shown
    assert screen.window.desk.outbox() == []
    screen.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is screen.page.list.view


def test_the_tab_key_goes_down_the_panel_as_it_is_read(screen: Screen) -> None:
    screen.page.open_panel()
    screen.settle()
    panel = screen.page.panel
    screen.page.choice.save("Mine")  # its line is made last, and stands first
    screen.settle()
    panel.views.lines[-1].more.setFocus()
    for expected in (panel.views.save, *(panel._checks["states", str(s)].box for s in State)):
        screen.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_an_officers_list_does_not_offer_what_is_nobodys(
    screen: Screen,
    clerk_desk: Desk,
    open_window: Callable[[Desk], DeskWindow],
    qtbot: QtBot,
) -> None:
    assert ("flags", "unassigned") not in screen.page.panel._checks
    others = Screen(open_window(clerk_desk), qtbot)
    assert ("flags", "unassigned") in others.page.panel._checks


def test_each_choice_says_how_many_it_would_leave(screen: Screen) -> None:
    screen.choose(villages=frozenset({"2", "3"}))
    screen.page.open_panel()
    screen.settle()
    line = screen.page.panel._checks["states", "in_progress"]
    assert line._number.text() == "2"
    assert line.box.accessibleDescription() == "2 cases"
    assert screen.page.panel._checks["flags", "overdue"]._number.text() == "2"


def test_age_and_distance_are_chosen_in_the_panel(screen: Screen) -> None:
    screen.page.open_panel()
    screen.settle()
    panel = screen.page.panel
    panel.near.field.setText("วัด")
    panel.near.field.editingFinished.emit()
    assert "16.4412, 101.1533" in panel.near._problem.text()
    panel.near.field.setText("16.4, 101.2032")
    panel.near.field.editingFinished.emit()
    screen.settle()
    assert screen.chips() == ["Within 500 m"]
    assert sorted(screen.numbers()) == [f"{n:04d}" for n in range(1, 8)]
    shown = screen.window.desk.find("2026-AA0010")
    screen.page.open_case((shown.authority, shown.id))
    screen.settle()
    panel.near._here.click()
    screen.settle()
    near = screen.page.choice.filters.near
    assert near is not None
    assert (near.lon, near.lat, near.metres) == pytest.approx((101.21, 16.4, 500.0))
    panel.age._choice.picked.emit(90)
    screen.settle()
    assert screen.numbers() == []
    assert screen.chips() == ["Over 90 days old", "Within 500 m"]


def test_without_an_after_photo(screen: Screen) -> None:
    screen.choose(states=frozenset({"done"}), after_photo=False)
    assert screen.numbers() == ["0011"]
    screen.choose(states=frozenset({"done"}), after_photo=True)
    assert screen.numbers() == []


def test_in_a_small_window_the_panel_stands_beside_the_list_or_in_its_place(
    screen: Screen,
) -> None:
    screen.window.resize(911, 512)
    screen.page.open_panel()
    screen.settle()
    assert screen.page.list.isVisible()
    screen.window.resize(640, 440)
    screen.settle()
    assert not screen.page.list.isVisible()
    done = screen.page.panel._done
    assert done.text() == "Show 11 cases"
    done.click()
    assert screen.page.list.isVisible()


# -- searching ----------------------------------------------------------------------------------


def test_a_search_shows_the_best_first_unless_another_order_was_chosen(screen: Screen) -> None:
    screen.type("บ้านเลขที่")
    assert screen.order() == "best"
    assert screen.page._strip._order.text() == "Best match"
    screen.page.choice.order_by(Sort.OLDEST)
    screen.type("บ้าน")
    assert screen.order() == "oldest"
    screen.type("")
    assert screen.order() == "oldest"


def test_hits_are_marked_in_row_and_case(screen: Screen) -> None:
    screen.type("หลุม")
    row = screen.page.list.model.index(0).data(ROW_ROLE)
    assert [row.sentence[a:b] for a, b in row.hits] == ["หลุม"]
    assert screen.page.case_page.head.title._terms == ("หลุม",)
    screen.type("aa0003")
    row = screen.page.list.model.index(0).data(ROW_ROLE)
    assert row.place_line.startswith("2026-AA0003 · ")
    assert [row.place_line[a:b] for a, b in row.place_hits] == ["AA0003"]


def test_a_hit_in_a_comment_is_quoted(desk: Desk, english: None) -> None:
    row = desk.rows(CaseQuery()).rows[0]
    found = Found("comment", "…กั้นกรวยและลงหินคลุกแล้ว…")
    view = row_view(structs.replace(row, found=found), searched("หินคลุก"))
    assert view.place_line == "Comment: …กั้นกรวยและลงหินคลุกแล้ว…"
    assert [view.place_line[a:b] for a, b in view.place_hits] == ["หินคลุก"]


def test_a_list_never_shows_a_reporters_number_in_full(desk: Desk, english: None) -> None:
    row = desk.rows(CaseQuery()).rows[0]
    view = row_view(structs.replace(row, found=Found("phone", "081-000-4417")), searched("4417"))
    assert view.place_line == "Reporter: 08x-xxx-4417"
    assert [view.place_line[a:b] for a, b in view.place_hits] == ["4417"]


def test_very_many_hits_are_told_roughly_first(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = screen.window.desk
    told: list[str] = []
    screen.page.heading_changed.connect(lambda: told.append(screen.page.subtitle()))
    monkeypatch.setattr(desk, "tally", lambda _query: Tally(2000, exact=False))
    monkeypatch.setattr(desk, "count", lambda _query: 12_345)
    screen.type("ถนน")
    assert "2,000+ cases found" in told
    assert screen.page.subtitle() == "12,345 cases found"


# -- views --------------------------------------------------------------------------------------


def test_a_view_is_saved_shown_replaced_and_put_back(screen: Screen) -> None:
    screen.page.open_panel()
    screen.choose(overdue=True)
    section = screen.page.panel.views
    section.save.click()
    screen.qtbot.keyClicks(section.name.field, "Late")
    screen.press(Qt.Key.Key_Return)
    assert screen.views()[0] == "Late"
    screen.choose(states=frozenset({"done"}))
    section.lines[0].button.click()
    screen.settle()
    assert screen.chips() == ["Overdue"]
    screen.choose(states=frozenset({"waiting"}))
    screen.page.choice.save("Late")
    screen.settle()
    assert screen.window._undo_bar.text() == "View saved: Late"
    assert screen.views().count("Late") == 1
    screen.window.undo_last()
    screen.settle()
    assert Views(screen.window.desk.cache).find("Late").filters == Filters(overdue=True)


def test_a_view_is_renamed_and_removed_with_undo(screen: Screen) -> None:
    screen.page.open_panel()
    screen.page.choice.save("Mine")
    screen.settle()
    section = screen.page.panel.views
    acts = {a.text(): a for a in section.menu(section.lines[0]).actions()}
    assert list(acts) == ["Begin with this view", "Rename", "Remove"]
    acts["Rename"].trigger()
    assert section.name.field.text() == "Mine"
    section.name.field.setText("Ours")
    screen.press(Qt.Key.Key_Return)
    assert screen.views()[0] == "Ours"
    acts = {a.text(): a for a in section.menu(section.lines[0]).actions()}
    acts["Remove"].trigger()
    screen.settle()
    assert "Ours" not in screen.views()
    screen.window.undo_last()
    screen.settle()
    assert screen.views()[0] == "Ours"
    own = [a.text() for a in section.menu(section.lines[-1]).actions()]
    assert own == ["Begin with this view"]


def test_the_list_begins_with_the_view_chosen_for_it(
    desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot
) -> None:
    Views(desk.cache).save(View("Done", Filters(states=frozenset({str(State.DONE)}))))
    Views(desk.cache).begin_with("Done")
    screen = Screen(open_window(desk), qtbot)
    assert screen.numbers() == ["0011"]
    assert screen.chips() == ["Done"]


def test_a_view_is_a_command(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    Views(screen.window.desk.cache).save(View("Search late", Filters(overdue=True), text="หลุม"))
    screen.page.choice._read_views()
    screen.settle()
    field, palette = screen.window.search_field(), screen.window._palette
    screen.window.navigate("outbox")
    own = Views.own
    readers: list[threading.Thread] = []

    def read(views: Views) -> list[View]:
        readers.append(threading.current_thread())
        return own(views)

    monkeypatch.setattr(Views, "own", read)
    field.setFocus()
    screen.qtbot.waitUntil(lambda: "View: Search late" in palette.texts())
    assert readers
    assert threading.main_thread() not in readers
    palette.run("View: Search late")
    screen.settle()
    assert screen.window.current_key() == "cases"
    assert (field.text(), screen.numbers()) == ("หลุม", LATE)


def test_a_supervisor_filters_by_officer_and_unit(
    clerk_desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot
) -> None:
    fill(
        clerk_desk,
        [a_case(20, officer="anucha", unit="กองสาธารณสุข"), a_case(21, unit="c")],
    )
    screen = Screen(open_window(clerk_desk), qtbot)
    screen.choose(officer="anucha")
    assert screen.numbers() == ["0020"]
    assert screen.chips() == ["Anucha Poonpol"]
    screen.choose(units=frozenset({"กองช่าง"}))  # also where it is named by its code
    assert screen.numbers() == ["0021"]
    screen.choose(unassigned=True)
    assert len(screen.numbers()) == 10


def test_a_view_of_what_is_no_more_says_so_and_can_be_undone(
    clerk_desk: Desk, open_window: Callable[[Desk], DeskWindow], qtbot: QtBot
) -> None:
    old = Filters(officer="left", types=frozenset({"ของเดิม"}), villages=frozenset({"77"}))
    Views(clerk_desk.cache).save(View("Old", old))
    screen = Screen(open_window(clerk_desk), qtbot)
    screen.page.open_panel()
    screen.settle()
    screen.page._show_view("Old")
    screen.settle()
    panel = screen.page.panel
    assert screen.numbers() == []
    assert screen.chips() == ["ของเดิม", "Moo 77", "left"]
    assert panel.officer.currentText() == "left"
    for kind, name in (("types", "ของเดิม"), ("villages", "77")):
        box = panel._checks[kind, name].box
        assert box.isChecked()
        box.click()
        screen.settle()
    panel.officer.picked.emit("")
    screen.settle()
    assert not screen.page.choice.filters
    assert len(screen.numbers()) > 0
