"""The incoming page over a real desk: selecting, acting on many at once, hints, keeping still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from casework import wire
from casework.case import Case, State
from desktop import clock, words
from desktop.desk import Desk
from desktop.storage.records import CaseQuery
from desktop.ui.bridge import Bridge
from desktop.ui.pages.incoming import IncomingPage
from desktop.ui.pages.incoming_study import keep_apart, main_of, study
from desktop.ui.theme import Theme
from desktop.ui.widgets.feedback import EmptyState
from desktop.ui.widgets.rows import ROW_ROLE
from desktop.ui.wording import masked_phone
from tests.support.page_window import PageWindow

WAITING = CaseQuery(states=frozenset({State.WAITING}))
HOUR = 3_600_000_000


def waiting(number: int, **more: Any) -> Case:
    """A waiting case of nobody, reported `number` hours ago, far from the others."""
    from casework.case import Photo, PhotoRole, Ticket

    told = {k: more.pop(k) for k in list(more) if k in Ticket.__struct_fields__}
    ticket = Ticket(
        number=f"2026-BB{number:04d}", home="HT", description=f"มีเรื่องที่ {number}",
        village=str(number % 3 + 1), lon=101.0 + number / 50, lat=16.4, reporter_name="คุณมาลี",
        reporter_phone="0810001234", reported_at=clock.now() - number * HOUR, channel="line",
    )  # fmt: skip
    ticket = msgspec.structs.replace(ticket, **told)
    photo = Photo(sha256=f"{number:064x}", role=PhotoRole.BEFORE)
    return Case(
        authority="HT",
        id=f"w{number:04d}",
        ticket=ticket,
        version=number,
        photos=(photo,),
        updated_at=ticket.reported_at,
        **more,
    )


def bring(desk: Desk, cases: list[Case], cursor: str = "c8") -> None:
    end = wire.End(cursor=cursor, more=False, phase="feed", total=len(cases), settings=1)
    desk.cache.apply_page([wire.Line(case=c) for c in cases], end, epoch=1, now=clock.now())


@pytest.fixture
def bridge(clerk_desk) -> Iterator[Bridge]:
    words.use_language("en")
    made = Bridge(clerk_desk)
    yield made
    made.close()


@pytest.fixture
def window(bridge) -> PageWindow:
    return PageWindow(bridge)


@pytest.fixture
def page(qtbot, qapp, bridge, window) -> Any:
    return shown(qtbot, qapp, bridge, window, 10)


def shown(qtbot, qapp, bridge, window, count: int) -> Any:
    Theme.current().apply(qapp, "light")
    made = IncomingPage(bridge, window)
    qtbot.addWidget(made)
    made.resize(1178, 712)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: made.table.model.rowCount() == count)
    qtbot.waitUntil(made.table.list.isVisible)
    made.table.list.setFocus()
    return made


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(page.table.list, key, modifier)


def numbers(page: IncomingPage) -> list[str]:
    model = page.table.model
    return [model.index(n).data(ROW_ROLE).number for n in range(model.rowCount())]


def states(desk: Desk) -> set[State]:
    return {case.state for case in desk.cases(CaseQuery())}


def test_the_newest_stands_first_and_members_of_a_group_are_left_out(qtbot, qapp, bridge, window):
    child = waiting(1, parent="case-0001")
    bring(bridge.desk, [child, waiting(0)])
    page = shown(qtbot, qapp, bridge, window, 11)
    assert numbers(page)[0] == "2026-BB0000"
    assert "2026-BB0001" not in numbers(page)
    assert page.subtitle() == "11 waiting"


def test_keys_select_a_range_and_accept_it_as_one_group_with_one_undo(qtbot, page, window, bridge):
    desk = bridge.desk
    assert page.bar.isHidden()
    assert page.foot_height == 0
    press(qtbot, page, Qt.Key.Key_X)
    for _ in range(3):
        press(qtbot, page, Qt.Key.Key_J)
    press(qtbot, page, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.table.model.checked) == 4
    assert page.bar.isVisible()
    assert page.foot_height >= 60
    press(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 6)
    assert window.said == ["4 cases accepted"]
    assert len({item.operation.group for item in desk.outbox()}) == 1
    assert page.bar.isVisible(), "the bar keeps its place"
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 10)
    assert states(desk) == {State.WAITING}


def test_letters_work_with_the_thai_layout(qtbot, page, window):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ฟ")
    QApplication.sendEvent(page.table.list, event)
    qtbot.waitUntil(lambda: window.said == ["Case accepted"])


def test_everything_in_this_filter_is_selected_with_ctrl_a(qtbot, page):
    page.table.choose_village("3")
    qtbot.waitUntil(lambda: 0 < page.table.model.rowCount() < 10)
    count = page.table.model.rowCount()
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.table.model.checked) == count
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.table.model.checked == []


def test_the_box_toggles_and_shift_selects_to_it(qtbot, page):
    cases = page.table.list

    def click(row: int, x: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        middle = cases.visualRect(page.table.model.index(row)).center().y()
        qtbot.mouseClick(cases.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(x, middle))

    click(1, 24)
    click(4, 24, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.table.model.checked) == 4
    click(2, 24)
    assert len(page.table.model.checked) == 3


def test_assigning_accepts_and_assigns_in_one_act(qtbot, page, window, bridge):
    press(qtbot, page, Qt.Key.Key_X)
    press(qtbot, page, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: page.acts.panel() is not None)
    panel = page.acts.panel()
    qtbot.waitUntil(lambda: panel._missing() == "")
    assert panel.geometry().bottom() <= page.height() - page.foot_height
    panel.save()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 9)
    [item] = bridge.desk.outbox()
    case = bridge.desk.case("HT", item.operation.case)
    assert (case.state, item.operation.kind) == (State.IN_PROGRESS, "accept")
    assert case.officer
    assert case.unit
    assert "given to" in window.said[0]
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 10)
    assert bridge.desk.case("HT", case.id).officer == ""


def test_rejecting_asks_for_a_reason_first(qtbot, page, bridge):
    press(qtbot, page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.acts.panel() is not None)
    page.acts.panel().save()
    assert page.acts.panel() is not None, "nothing happens without a reason"
    assert states(bridge.desk) == {State.WAITING}
    assert page.acts.close_panel()


def test_what_could_not_be_done_is_said_with_number_and_reason(qtbot, page, window, bridge):
    desk = bridge.desk
    taken = page.table.model.keys()[0]
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    # Another desk accepts one in the moment between: the list does not show it yet.
    case = desk.case(*taken)
    page._source.blockSignals(True)
    other = msgspec.structs.replace(case, state=State.DONE, version=99)
    bring(desk, [other], "c9")
    press(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: bool(page.bar.not_done_text()))
    page._source.blockSignals(False)
    assert case.ticket.number in page.bar.not_done_text()
    assert "closed" in page.bar.not_done_text()
    assert window.said == ["9 cases accepted"]


def test_hundreds_are_accepted_in_one_go_while_the_window_answers(qtbot, qapp, bridge, window):
    bring(bridge.desk, [waiting(n) for n in range(300)])
    page = shown(qtbot, qapp, bridge, window, 310)
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_A)
    assert window.said == [], "the act runs on another thread"
    assert not page.bar.buttons["accept"].isEnabled()
    qtbot.waitUntil(lambda: window.said == ["310 cases accepted"], timeout=20_000)
    assert page.bar.buttons["accept"].isEnabled()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 0)
    assert page.table.findChild(EmptyState).isVisible()
    assert len({item.operation.group for item in bridge.desk.outbox()}) == 1


def lamp(number: int, metres: float, **more: Any) -> Case:
    return waiting(number, description="ไฟทางดับหน้าโรงเรียน มืดมาก",
                   lon=100.5 + metres / 106_000, lat=16.1, **more)  # fmt: skip


def test_duplicates_and_suggestions_are_hinted_with_their_reason(qtbot, qapp, bridge, window):
    given = [waiting(n + 30, types=("แสงสว่าง",), unit="กองช่าง", state=State.IN_PROGRESS)
             for n in range(3)]  # fmt: skip
    bring(bridge.desk, [*given, lamp(0, 0), lamp(20, 40)])
    page = shown(qtbot, qapp, bridge, window, 12)
    first = page.table.model.index(0)
    qtbot.waitUntil(lambda: first.data(ROW_ROLE).duplicates_count == 1)
    assert first.data(ROW_ROLE).suggestions == ("แสงสว่าง", "กองช่าง")
    assert first.data(ROW_ROLE).settled == (False, False)
    page.table.list.setCurrentIndex(first)
    qtbot.waitUntil(lambda: page.peek.shown is not None and bool(page.peek.shown.hint.likely))
    [likely] = page.peek.shown.hint.likely
    assert 38 < likely.metres < 42
    assert likely.minutes == 20 * 60
    press(qtbot, page, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: page.table.model.index(0).data(ROW_ROLE).settled == (True, True))
    case = bridge.desk.case("HT", "w0000")
    assert (case.types, case.unit, case.state) == (("แสงสว่าง",), "กองช่าง", State.WAITING)
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.index(0).data(ROW_ROLE).settled == (False, False))


def test_duplicates_are_merged_into_the_oldest_and_undone(qtbot, qapp, bridge, window):
    bring(bridge.desk, [lamp(0, 0), lamp(20, 40)])
    page = shown(qtbot, qapp, bridge, window, 12)
    qtbot.waitUntil(lambda: page.table.model.index(0).data(ROW_ROLE).duplicates_count == 1)
    page.table.list.setCurrentIndex(page.table.model.index(0))
    press(qtbot, page, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: bridge.desk.case("HT", "w0000").parent == "w0020")
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 11)
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 12)
    assert bridge.desk.case("HT", "w0000").parent == ""


def test_not_the_same_is_remembered_and_can_be_undone(qtbot, qapp, bridge, window):
    bring(bridge.desk, [lamp(0, 0), lamp(20, 40)])
    page = shown(qtbot, qapp, bridge, window, 12)
    first = page.table.model.index(0)
    qtbot.waitUntil(lambda: first.data(ROW_ROLE).duplicates_count == 1)
    page.table.list.setCurrentIndex(first)
    press(qtbot, page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.table.model.index(0).data(ROW_ROLE).duplicates_count == 0)
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.index(0).data(ROW_ROLE).duplicates_count == 1)


def test_merging_without_a_second_case_says_what_is_missing(qtbot, page):
    press(qtbot, page, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "Select two" in page.bar.not_done_text())


def test_new_cases_are_offered_and_the_list_keeps_still(qtbot, page, bridge):
    cases = page.table.list
    cases.setCurrentIndex(page.table.model.index(3))
    pointed, before = cases.current_key(), numbers(page)
    bring(bridge.desk, [waiting(0)])
    qtbot.waitUntil(page.table.new.isVisible)
    assert page.table.new.text() == "1 new"
    assert numbers(page) == before
    assert cases.current_key() == pointed
    assert page.subtitle() == "11 waiting"
    page.table.new.click()
    assert numbers(page)[0] == "2026-BB0000"
    assert cases.current_key() == pointed
    assert page.table.new.isHidden()


def test_the_row_at_the_top_stays_there_when_cases_above_it_go(qtbot, qapp, bridge, window):
    bring(bridge.desk, [waiting(n) for n in range(60)])
    page = shown(qtbot, qapp, bridge, window, 70)
    cases, model = page.table.list, page.table.model
    cases.setCurrentIndex(model.index(30))
    cases.scrollTo(model.index(30), cases.ScrollHint.PositionAtTop)
    key = cases.current_key()
    height: QRect = cases.visualRect(cases.currentIndex())
    gone = [bridge.desk.case(*k) for k in model.keys()[:5]]
    bring(bridge.desk, [msgspec.structs.replace(c, state=State.DONE, version=500) for c in gone])
    qtbot.waitUntil(lambda: model.rowCount() == 65)
    assert cases.current_key() == key
    assert cases.visualRect(cases.currentIndex()).top() == height.top()


def test_tabs_count_and_show_what_is_behind_them(qtbot, qapp, bridge, window):
    bring(bridge.desk, [waiting(0, reopen_count=1), waiting(20, lon=None, lat=None)])
    page = shown(qtbot, qapp, bridge, window, 12)
    tabs = page.table.tabs
    for tab, number in (("reopened", "2026-BB0000"), ("no_place", "2026-BB0020")):
        tabs._choose(tab)
        assert numbers(page) == [number]
    tabs._choose("duplicates")
    assert page.table.empty.isVisible()
    tabs._choose("all")
    assert page.table.model.rowCount() == 12


def test_search_finds_among_the_waiting_and_says_when_nothing_fits(qtbot, page):
    page.search("บ้านเลขที่ 10")
    qtbot.waitUntil(lambda: numbers(page) == ["2026-AA0010"])
    page.search("ไม่มีคำนี้")
    qtbot.waitUntil(page.table.empty.isVisible)
    assert "No case matches" in page.table.empty._text.text()


def test_enter_opens_the_case_in_full(qtbot, page, window):
    key = page.table.list.current_key()
    press(qtbot, page, Qt.Key.Key_Return)
    assert window.went == [("cases", {"authority": key[0], "case": key[1]})]


def test_in_a_narrow_window_space_opens_the_peek(qtbot, page):
    page.set_narrow(True)
    assert page.peek.isHidden()
    press(qtbot, page, Qt.Key.Key_Space)
    assert page.peek.isVisible()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.peek.isHidden()


def test_the_bar_keeps_three_acts_and_more_where_there_is_no_room(qtbot, page):
    page.table.toggle_current()
    assert page.bar.buttons["merge"].isVisible()
    page.resize(900, 600)
    qtbot.waitUntil(lambda: page.bar.width() < 600)
    there = [name for name, button in page.bar.buttons.items() if button.isVisible()]
    assert there == ["accept", "assign", "retype"]


def test_the_main_case_has_members_or_is_worked_on_or_is_the_oldest():
    old, new = waiting(9), waiting(1)
    assert main_of([new, old]) is old
    busy = waiting(0, state=State.IN_PROGRESS)
    assert main_of([new, old, busy]) is busy
    group = waiting(2, members=("x",))
    assert main_of([new, old, busy, group]) is group
    bare = msgspec.structs.replace(waiting(20), photos=())
    assert main_of([new, bare]) is new


def test_studying_remembers_pairs_that_are_apart_both_ways(clerk_desk):
    bring(clerk_desk, [lamp(0, 0), lamp(20, 40)])
    rows = list(clerk_desk.all_rows(WAITING))
    pair = (("HT", "w0020"), ("HT", "w0000"))
    assert study(clerk_desk, rows)[pair[0]].likely
    keep_apart(clerk_desk, [pair])
    hints = study(clerk_desk, rows)
    assert not hints[pair[0]].likely
    assert not hints[pair[1]].likely


@pytest.mark.parametrize(
    ("phone", "seen"), [("0810001234", "08x-xxx-1234"), ("", ""), ("191", "xxx")]
)
def test_phones_are_masked(phone, seen):
    assert masked_phone(phone) == seen


def test_another_language_is_spoken_at_once(qtbot, page):
    page.table.toggle_current()
    page.retranslate()
    assert page.table.model.rowCount() == 10
    assert page.bar.buttons["accept"].text() == "Accept"
    assert len(page.table.model.checked) == 1


def test_letters_still_work_after_everything_was_taken(qtbot, page, window):
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(page.table.empty.isVisible)
    assert page.table.hasFocus()
    window.undo()
    qtbot.waitUntil(lambda: page.table.model.rowCount() == 10)
    assert page.table.list.hasFocus()
