"""The painted rows: heights, marks in words, check box, thumbnails."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QListView

from desktop.ui.theme import Theme, mark_style
from desktop.ui.widgets.case_row import CaseRowDelegate, whole_or_none
from desktop.ui.widgets.chip import mark_width
from desktop.ui.widgets.outbox_row import OutboxRowDelegate
from desktop.ui.widgets.row_base import accessible_text
from desktop.ui.widgets.rows import ROW_ROLE, OutboxPhotoRow, OutboxRow, RowView
from desktop.ui.widgets.triage_row import TriageHeader, TriageRowDelegate, columns

CASE = RowView(
    case_id="1",
    number="2026-K7QWXA",
    sentence="ถนนเป็นหลุมลึก\nหน้าวัดห้วยตะวัน " * 60,
    place_line="ถนน · หมู่ 3 · 1.2 กม.",
    state="in_progress",
    marks=("overdue", "unsent"),
    due_text="เกินกำหนด 2 วัน",
    due_mark="overdue",
    photo="k",
    unsent=True,
    suggestions=("ถนน", "กองช่าง"),
    duplicates_count=2,
    area_text="หมู่ 3",
    age_text="12 นาที",
)


class Rows(QAbstractListModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows

    def rowCount(self, _parent=None):
        return len(self.rows)

    def data(self, index, role=0):
        return self.rows[index.row()] if role == ROW_ROLE else None


@pytest.fixture
def show(qtbot, qapp):
    Theme.current().apply(qapp, "light", "standard")

    def make(rows, delegate, width=426, height=640):
        view: Any = QListView()
        qtbot.addWidget(view)
        view.model_kept = Rows(rows)
        view.setModel(view.model_kept)
        delegate.setParent(view)
        view.setItemDelegate(delegate)
        view.resize(width, height)
        view.show()
        qtbot.waitExposed(view)
        return view

    yield make
    Theme.current().apply(qapp, "light", "standard")


def has(view, token):
    image = view.viewport().grab().toImage()
    wanted = Theme.current().colour(token).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_seven_cases_fit_a_small_laptop_and_more_when_compact(show, qapp):
    view = show([CASE] * 9, CaseRowDelegate(), height=631)
    assert view.sizeHintForRow(0) == 90
    assert 7 * 90 <= 768 - 56 - 44 - 38
    Theme.current().apply(qapp, "light", "compact")
    assert view.sizeHintForRow(0) == 74
    Theme.current().apply(qapp, "light", "comfortable")
    assert view.sizeHintForRow(0) > 90


@pytest.mark.parametrize("density", ["compact", "standard", "comfortable"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_state_and_marks_are_painted_in_every_look(show, qapp, mode, density):
    view = show([CASE], CaseRowDelegate())
    Theme.current().apply(qapp, mode, density)
    for token in ("prog-bg", "over", "send", "ink"):
        assert has(view, token)


def test_the_current_row_is_told_by_ground_and_bar(show):
    view = show([CASE, CASE], CaseRowDelegate())
    view.setCurrentIndex(view.model().index(1, 0))
    image = view.viewport().grab().toImage()
    assert image.pixelColor(2, 95).name() == "#0b5f63"
    assert image.pixelColor(2, 5).name() == "#ffffff"


def test_a_thumbnail_is_asked_for_once_it_is_there(show):
    asked = []
    picture = QPixmap(100, 100)
    picture.fill(Qt.GlobalColor.magenta)

    def thumbnail(key, size):
        asked.append((key, size))
        return picture if len(asked) > 1 else None

    view = show([CASE], CaseRowDelegate(None, thumbnail))
    view.viewport().grab()
    image = view.viewport().grab().toImage()
    assert asked[0][0] == "k"
    assert asked[0][1] >= 56
    assert image.pixelColor(40, 40).name() == "#ff00ff"


def test_clicking_the_check_box_toggles_and_elsewhere_does_not(show, qtbot):
    delegate = TriageRowDelegate()
    view = show([CASE, CASE], delegate, width=856)
    assert view.sizeHintForRow(0) == 46
    told = []
    delegate.toggled.connect(lambda index, keys: told.append((index.row(), keys)))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert told == []
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, shift, QPoint(26, 60))
    assert told == [(1, shift)]


def test_checked_and_current_look_different(show):
    view = show([RowView("1", "", "ก", checked=True), RowView("2", "", "ข")], TriageRowDelegate())
    view.setCurrentIndex(view.model().index(1, 0))
    image = view.viewport().grab().toImage()
    assert image.pixelColor(200, 2).name() == Theme.current().value("sel").lower()
    assert image.pixelColor(200, 46).name() == Theme.current().value("accent-t").lower()
    assert image.pixelColor(3, 60).name() == "#ffffff"


def test_a_narrow_table_hides_photo_and_unit():
    assert columns(856).photo is not None
    narrow = columns(600)
    assert narrow.photo is None
    assert narrow.unit is None
    assert narrow.words_width > 200


def test_the_head_checks_all(qtbot, qapp):
    Theme.current().apply(qapp, "light", "standard")
    head = TriageHeader()
    qtbot.addWidget(head)
    head.resize(856, 32)
    head.set_state(Qt.CheckState.PartiallyChecked)
    head.grab()
    with qtbot.waitSignal(head.toggled):
        qtbot.mouseClick(head._box, Qt.MouseButton.LeftButton)


def test_outbox_rows_show_progress_and_withdraw(show, qtbot):
    operation = OutboxRow(
        "o", "camera", "บันทึกการแก้ไข", "K7QWXA", "clock", "รอคิว", "09:52", action_text="ถอนคืน"
    )
    photo = OutboxPhotoRow(
        "p", "IMG_1.jpg", 0.5, "1 / 2 MB", "cloud-upload", "กำลังส่ง 50 %", "accent-t"
    )
    delegate = OutboxRowDelegate()
    view = show([operation, photo], delegate, width=830)
    assert (view.sizeHintForRow(0), view.sizeHintForRow(1)) == (50, 52)
    image = view.viewport().grab().toImage()
    y = 50 + 26
    assert image.pixelColor(300, y).name() == Theme.current().value("accent-t").lower()
    assert image.pixelColor(480, y).name() == Theme.current().value("track").lower()
    told = []
    delegate.action.connect(lambda index: told.append(index.row()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(780, 25))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(780, 75))
    assert told == [0]


def test_a_row_is_read_aloud_with_state_and_marks():
    said = accessible_text(CASE)
    for word in ("In progress", "Overdue", "Waiting to be sent", "เกินกำหนด 2 วัน"):
        assert word in said


@pytest.mark.parametrize("text", [None, "เปิดเรื่องใหม่ 2 ครั้ง"])
def test_a_mark_is_whole_or_an_icon_alone_and_the_tooltip_has_its_word(text):
    look = mark_style("reopened")
    whole = mark_width(look, text)
    assert whole_or_none(look, text, whole) == text
    assert whole_or_none(look, text, whole - 1) == ""
    assert mark_width(look, "") < 40
    tip = CaseRowDelegate().tip(CASE)
    assert tip.startswith(CASE.sentence)
    assert "In progress · Overdue · Waiting to be sent · เกินกำหนด 2 วัน" in tip
