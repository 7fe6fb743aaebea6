"""Hits in a line: marked where they stand, and in sight however long the line is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from casework.finding import spans
from desktop.ui.theme.scale import Role
from desktop.ui.theme.theme import colour
from desktop.ui.widgets.marked import cut_to_hit, draw_marked
from desktop.ui.widgets.text import text_width

LONG = "ถนนหน้าวัดห้วยตะวันเป็นหลุมลึกมาก รถจักรยานยนต์ล้มแล้วสองคัน โปรดซ่อมก่อนฝนตก น้ำขังทุกคืนด้วย"


def _cut(text: str, term: str, width: int) -> tuple[str, list[str]]:
    shown, marks = cut_to_hit(text, tuple(spans(text, [term])), Role.ROW, width)
    return shown, [shown[a:b] for a, b in marks]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("width", [60, 120, 240, 320, 2000])
@pytest.mark.parametrize("term", ["ถนน", "หลุม", "รถจักร", "น้ำขัง", "ด้วย"])
def test_the_first_hit_is_in_sight_at_every_width(term, width):
    shown, marks = _cut(LONG, term, width)
    assert text_width(shown, Role.ROW) <= width + 1
    # Where not even the hit fits, as much of it as there is room for.
    assert marks
    assert term.startswith(marks[0])
    assert marks[0] == term or text_width(f"…{term}…", Role.ROW) > width


@pytest.mark.usefixtures("english")
def test_a_line_begins_near_a_hit_beyond_the_cut():
    shown, marks = _cut(LONG, "น้ำขัง", 240)
    assert shown.startswith("…")
    assert not shown[1:].startswith(("\u0e49", "\u0e31", "\u0e33"))
    assert marks == ["น้ำขัง"]
    shown, _ = _cut(LONG, "หลุม", 240)
    assert shown.startswith("ถนนหน้าวัด")


@pytest.mark.usefixtures("english")
def test_a_hit_at_the_end_leaves_no_room_unused():
    shown, marks = _cut(LONG, "ด้วย", 240)
    assert marks == ["ด้วย"]
    assert shown.endswith("ด้วย")
    assert text_width(shown, Role.ROW) > 200


@pytest.mark.usefixtures("english")
def test_all_hits_that_are_shown_are_marked():
    text = "ไฟดับ ไฟไม่ติด ไฟกะพริบ " + "ก" * 300 + " ไฟ"
    _, marks = _cut(text, "ไฟ", 320)
    assert marks == ["ไฟ", "ไฟ", "ไฟ"]


@pytest.mark.usefixtures("english")
def test_a_hit_is_seen_on_the_screen_and_has_a_line_under_it():
    image = QImage(300, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    hits = tuple(spans("ไฟดับ", ["ดับ"]))
    draw_marked(painter, QRectF(0, 3, 300, 23), "ไฟดับ", hits, Role.ROW, "ink2")
    painter.end()
    before = round(text_width("ไฟ", Role.ROW)) - 3
    inside = round(text_width("ไฟดับ", Role.ROW)) - 2
    assert image.pixelColor(inside, 25) == colour("accent-t")
    assert image.pixelColor(before, 25) == QColor("#FFFFFF")
    assert image.pixelColor(inside, 5) == colour("hit")
