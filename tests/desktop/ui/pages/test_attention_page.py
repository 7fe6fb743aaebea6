"""Needs attention over a real desk: conflicts chosen field by field, refused and held acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from casework import wire
from casework.case import Audience, Event, FieldChange, State
from casework.fields import FieldConflict
from casework.operations import Operation
from desktop import clock, words
from desktop.desk import Desk
from desktop.resolving import How
from desktop.ui.bridge import Bridge
from desktop.ui.pages.attention import AttentionPage
from desktop.ui.pages.attention_table import RadioCell
from desktop.ui.pages.attention_words import events_of
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.text import Text
from desktop.ui.wording import moment
from tests.support import unsettled
from tests.support.page_window import PageWindow

DAY = 86_400_000_000
CASE = ("HT", "case-0001")


@pytest.fixture
def bridge(clerk_desk) -> Iterator[Bridge]:
    words.use_language("en")
    made = Bridge(clerk_desk)
    yield made
    made.close()


@pytest.fixture
def window(bridge) -> PageWindow:
    return PageWindow(bridge)


def conflict(desk: Desk) -> Operation:
    """The clerk accepts a case for Prasert; meanwhile Anucha's name was put on it, due tomorrow."""
    case: Any = desk.case(*CASE)
    due = case.due_at
    wanted = {"officer": "prasert", "unit": "กองช่าง", "due_at": due + 4 * DAY,
              "types": ("ถนน", "แสงสว่าง")}  # fmt: skip
    report = desk.act([case], "accept", wanted)
    [operation] = report.done
    desk.cache.mark_sent([operation.id])
    fields = {
        "officer": FieldConflict("", "prasert", "anucha"),
        "unit": FieldConflict("", "กองช่าง", "กองสาธารณสุข"),
        "due_at": FieldConflict(due, due + 4 * DAY, due + DAY),
    }
    outcome = wire.Outcome(id=operation.id, outcome="conflict", fields=fields)
    desk.cache.settle([outcome], clock.now())
    changed = {name: FieldChange(old=f.before, new=f.theirs) for name, f in fields.items()}
    event = Event(id="theirs", kind="assign", at=clock.now(), actor="somchai",
                  name="สมชาย รักษ์ดี", fields=changed)  # fmt: skip
    theirs = msgspec.structs.replace(
        case, officer="anucha", unit="กองสาธารณสุข", due_at=due + DAY, version=50,
        history=(*case.history, event),
    )  # fmt: skip
    end = wire.End(cursor="c2", more=False)
    desk.cache.apply_page([wire.Line(case=theirs)], end, epoch=1, now=clock.now())
    return operation


def refused(desk: Desk) -> Operation:
    case: Any = desk.case("HT", "case-0002")
    [operation] = desk.act([case], "reject", text="ถนนของกรมทางหลวง").done
    desk.cache.mark_sent([operation.id])
    outcome = wire.Outcome(id=operation.id, outcome="refused", reason="state_forwarded")
    desk.cache.settle([outcome], clock.now())
    return operation


def held(desk: Desk) -> Operation:
    case: Any = desk.case("HT", "case-0003")
    [operation] = desk.act([case], "set_due", {"due_at": case.due_at + DAY}).done
    desk.cache.mark_sent([operation.id])
    desk.cache.settle([wire.Outcome(id=operation.id, outcome="held")], clock.now())
    return operation


def shown(qtbot, qapp, bridge, window, count: int) -> Any:
    Theme.current().apply(qapp, "light")
    made = AttentionPage(bridge, window)
    qtbot.addWidget(made)
    made.resize(1178, 712)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: made._loaded)
    assert made.model.rowCount() == count
    made.list.setFocus()
    return made


def test_an_empty_page_says_so_kindly(qtbot, qapp, bridge, window):
    page = shown(qtbot, qapp, bridge, window, 0)
    assert page._empty.isVisible()
    assert page.subtitle() == ""
    assert page.foot_height == 0


def test_nothing_is_chosen_in_advance_and_save_wakes_when_all_is(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    detail = page.detail
    assert detail.choices == {}
    assert not detail.save.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert not detail.save.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    assert detail.save.isEnabled()
    # The unit goes with the officer: it is not asked apart.
    assert detail.choices == {"officer": True, "unit": True, "due_at": False}


def test_values_stand_in_words(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    cells = [cell.text() for cell in page.detail.table.findChildren(RadioCell)]
    assert "กองช่าง · Prasert Jaiman" in cells
    assert "กองสาธารณสุข · Anucha Poonpol" in cells
    assert not any("prasert" in text or "anucha" in text for text in cells)
    assert not any(text.isdecimal() for text in cells), "no microseconds"
    told = [text for _, text in events_of(page.detail.known)]
    assert any(text.startswith("สมชาย · Assigned") for text in told)
    assert any("State In progress" in text for text in told)


def test_the_choice_is_saved_and_can_be_undone(qtbot, qapp, bridge, window):
    operation = conflict(bridge.desk)
    desk = bridge.desk
    due = desk.case(*CASE).due_at
    page = shown(qtbot, qapp, bridge, window, 1)
    page.detail.table.choose_all(mine=True)
    page.detail.table._clicked("due_at", mine=False)
    qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    case = desk.case(*CASE)
    assert (case.officer, case.unit, case.state) == ("prasert", "กองช่าง", State.IN_PROGRESS)
    assert case.due_at == due
    assert case.types == ("ถนน", "แสงสว่าง")
    assert desk.outbox()[-1].operation.resolves == operation.id
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert desk.case(*CASE).officer == "anucha"


def test_taking_theirs_everywhere_leaves_the_rest_of_mine(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    page.detail.table.choose_all(mine=False)
    page.detail.save.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    case = bridge.desk.case(*CASE)
    assert (case.officer, case.state) == ("anucha", State.IN_PROGRESS)


def test_choices_stay_while_the_page_is_read_anew(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    refused(bridge.desk)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.detail.choices["officer"] is True


def test_a_refused_act_says_why_and_becomes_a_comment(qtbot, qapp, bridge, window):
    refused(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    said = [b.accessibleName() for b in page.detail.findChildren(Banner)]
    assert any("forwarded" in text for text in said)
    assert page.detail.table is None
    qtbot.keyClick(page.list, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    comment = bridge.desk.case("HT", "case-0002").history[-1]
    assert (comment.kind, comment.text) == ("comment", "ถนนของกรมทางหลวง")
    assert comment.audience == Audience.STAFF
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_conflict_kept_as_a_comment_names_what_was_wanted(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    case = bridge.desk.case(*CASE)
    assert case.officer == "anucha"
    assert "Prasert Jaiman" in case.history[-1].text


def test_a_held_act_can_be_done_again(qtbot, qapp, bridge, window):
    held(bridge.desk)
    due = bridge.desk.case("HT", "case-0003").due_at
    page = shown(qtbot, qapp, bridge, window, 1)
    page.detail.again_wanted.emit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert bridge.desk.case("HT", "case-0003").due_at == due + DAY


def test_giving_up_mine_leaves_the_case_as_it_is(qtbot, qapp, bridge, window):
    held(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    page.detail.theirs_wanted.emit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert bridge.desk.outbox() == []
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_enter_opens_the_case(qtbot, qapp, bridge, window):
    refused(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.went == [("cases", {"authority": "HT", "case": "case-0002"})]


def test_in_a_narrow_window_enter_and_esc_switch(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    page.set_narrow(True)
    assert page.list.isVisible()
    assert not page.detail.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.list.isVisible()
    assert window.went == []
    qtbot.keyClick(page.detail, Qt.Key.Key_1)
    assert page.detail.choices["officer"] is True
    qtbot.keyClick(page.detail, Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_another_language_keeps_the_choices(qtbot, qapp, bridge, window):
    conflict(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    page.retranslate()
    qtbot.waitUntil(lambda: page.detail.known is not None)
    assert page.detail.choices["officer"] is True


def test_who_set_each_value_and_when_stands_under_it(qtbot, qapp, bridge, window):
    now = clock.now()
    unsettled.conflict(
        bridge.desk, 1, {"due_at": now + 4 * DAY}, {"due_at": now + DAY}, text="รออะไหล่",
        by=("somchai", "สมชาย รักษ์ดี"), words="ตามคำขอของโรงเรียน",
    )  # fmt: skip
    page = shown(qtbot, qapp, bridge, window, 1)
    mine, theirs = page.detail.table.findChildren(RadioCell)
    assert mine.accessibleDescription() == f"you · {moment(now, now)} · รออะไหล่"
    at = moment(now - DAY // 24, now)
    assert theirs.accessibleDescription() == f"สมชาย · {at} · ตามคำขอของโรงเรียน"


def several(desk: Desk) -> None:
    now = clock.now()
    for number in (1, 2, 3):
        unsettled.conflict(desk, number, {"due_at": now + 5 * DAY}, {"due_at": now + number * DAY})
    unsettled.refused(desk, 4, "role", "ปิดแล้วครับ")


def bulk_words(page: Any) -> list[str]:
    return [t.text() for t in page.bulk.findChildren(Text) if t.isVisible()]


def test_several_are_selected_by_keys_and_the_result_stands_in_words_before_saving(
    qtbot, qapp, bridge, window
):
    several(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 4)
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.bulk.isVisible()
    assert page.bulk.how is None
    assert not page.bulk.save.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    qtbot.waitUntil(page.bulk.save.isEnabled)
    said = bulk_words(page)
    assert "left as the authority has them: 4" in said
    assert any(text.startswith("Yours is given up: Closed “ปิดแล้วครับ”") for text in said)
    assert any("are copied, to paste elsewhere" in text for text in said)
    assert len(bridge.desk.attention()) == 4, "nothing is saved yet"
    qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert window.said[-1] == "Settled: 4"
    assert QGuiApplication.clipboard().text() == "2026-AA0004: ปิดแล้วครับ"
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)


def test_all_mine_are_one_group_and_one_undo(qtbot, qapp, bridge, window):
    several(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 4)
    for row in (0, 1, 2, 3):
        page.list.box_clicked.emit(row, False)
    page.list.box_clicked.emit(0, False)
    page.bulk.choose(How.MINE)
    qtbot.waitUntil(page.bulk.save.isEnabled)
    page.bulk.save.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    made = bridge.desk.outbox()
    assert len({item.operation.group for item in made}) == 1
    assert all(item.operation.resolves for item in made)
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert bridge.desk.outbox() == []


def test_escape_and_the_box_above_select_none_again(qtbot, qapp, bridge, window):
    several(bridge.desk)
    page = shown(qtbot, qapp, bridge, window, 4)
    page._all.box.click()
    assert len(page.model.checked) == 4
    page._all.box.click()
    assert page.model.checked == []
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert len(page.model.checked) == 1
    page.list.setCurrentIndex(page.model.index(2))
    qtbot.keyClick(page.list, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.model.checked) == 3
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert page.model.checked == []
    assert page.detail.isVisible()


def test_what_stays_is_told_with_why(qtbot, qapp, bridge, window):
    now = clock.now()
    unsettled.conflict(bridge.desk, 1, {"due_at": now + 5 * DAY}, {"due_at": now + DAY})
    unsettled.moved(bridge.desk, 2, "เปลี่ยนหลอดไฟแล้ว")
    page = shown(qtbot, qapp, bridge, window, 2)
    page._check_all()
    page.bulk.choose(How.MINE)
    qtbot.waitUntil(page.bulk.save.isEnabled)
    said = bulk_words(page)
    assert "done as you wanted: 1 · not possible so, stay here: 1" in said
    assert "Stays here: This case has moved to Anucha Poonpol." in said
    page.bulk.save.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert window.said[-1] == "Settled: 1 · stay here: 1"


def test_a_case_that_moved_away_says_with_whom_it_is_and_what_is_possible(
    qtbot, qapp, bridge, window
):
    unsettled.moved(bridge.desk, 2, "เปลี่ยนหลอดไฟแล้ว")
    page = shown(qtbot, qapp, bridge, window, 1)
    said = [b.accessibleName() for b in page.detail.findChildren(Banner)]
    assert any("moved to Anucha Poonpol" in text for text in said)
    assert any("can go to them as a comment" in text for text in said)
    qtbot.keyClick(page.list, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    [item] = bridge.desk.outbox()
    assert item.operation.payload.text == "เปลี่ยนหลอดไฟแล้ว"


def test_where_no_comment_is_possible_giving_up_copies_the_words(qtbot, qapp, bridge, window):
    desk = bridge.desk
    unsettled.moved(desk, 2, "เปลี่ยนหลอดไฟแล้ว")
    # The case leaves with the item, and only the item is taken up again.
    desk.take_back_settled(desk.choose_many(desk.attention(), How.THEIRS, {}))
    page = shown(qtbot, qapp, bridge, window, 1)
    assert page.detail.known.case is None
    buttons = {b.text(): b for b in page.detail.findChildren(Button)}
    assert "Keep mine as a comment" not in buttons
    buttons["Copy my words"].click()
    assert QGuiApplication.clipboard().text() == "เปลี่ยนหลอดไฟแล้ว"
    QGuiApplication.clipboard().clear()
    buttons["Give up mine"].click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert QGuiApplication.clipboard().text() == "เปลี่ยนหลอดไฟแล้ว"
    assert "your words are copied" in window.said[-1]
    window.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
