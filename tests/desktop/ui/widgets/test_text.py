"""Thai on screen: cut between graphemes, wrapped between syllables, never stored broken."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QTextEdit

from desktop import thai_breaks
from desktop.ui.theme import Role, Theme, line_height
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.text import Text, draw_line, elided, one_line, text_width, wrap

LONG = "กั้นกรวยและลงหินคลุกชั่วคราวแล้ว จะปูยางมะตอยเมื่อฝนหยุด ขอบคุณที่แจ้งครับ " * 40


@pytest.fixture(autouse=True)
def _dressed(qapp):
    Theme.current().apply(qapp, "light", "standard")


def test_a_cut_text_ends_between_graphemes():
    text = "น้ำท่วมที่ฟี่ป้ำฐิ์"
    for width in range(20, 160, 3):
        shown = elided(text, Role.ROW, width).removesuffix("…")
        rest = text[len(shown) :]
        assert text.startswith(shown)
        assert not rest or unicodedata.category(rest[0]) != "Mn"


def test_wrapping_keeps_every_character_and_the_width():
    lines = wrap(LONG, Role.BODY, 220)
    assert "".join("".join(lines).split()) == "".join(LONG.split())
    assert all(text_width(line, Role.BODY) <= 221 for line in lines)


def test_at_most_so_many_lines_and_the_last_is_cut():
    lines = wrap(LONG, Role.BODY, 220, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text_width(lines[-1], Role.BODY) <= 221


def test_a_sentence_with_line_breaks_is_one_line_in_a_row():
    assert one_line("ถนน\n\nเป็น\tหลุม") == "ถนน เป็น หลุม"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ถนนเป็นหลุม", "ถนน|เป็นหลุม"),
        ("รถจักรยานยนต์ล้ม", "รถ|จักรยานยนต์|ล้ม"),
        ("เฉลี่ยสิทธิ์", "เฉลี่ย|สิทธิ์"),
        ("เด็กเล่น", "เด็ก|เล่น"),
        ("Wi-Fi 2", "Wi-Fi 2"),
    ],
)
def test_breaks_without_libthai(text, expected):
    places = [0, *thai_breaks.breaks(text), len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(places)]
    assert "|".join(pieces) == expected


@given(st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5C)] + list(" aก1"), max_size=40))
def test_no_break_tears_a_syllables_marks_off(text):
    for place in thai_breaks.breaks(text):
        assert unicodedata.category(text[place]) != "Mn"
        assert text[place] not in "ะาำๅๆฯ"
        assert text[place - 1] not in "เแโใไ"


def test_where_qt_cannot_break_thai_it_is_helped(monkeypatch):
    monkeypatch.setattr(thai_breaks, "_qt_breaks_thai", lambda: False)
    shown = thai_breaks.breakable("ถนนเป็นหลุม")
    assert shown.replace("\u200b", "") == "ถนนเป็นหลุม"
    assert "ถนน\u200bเป็น" in shown


def test_a_wrapped_text_is_as_high_as_its_lines(qtbot):
    label = Text(LONG, Role.BODY, lines=None)
    qtbot.addWidget(label)
    lines = len(wrap(LONG, Role.BODY, 220))
    assert 0 <= label.heightForWidth(220) - lines * line_height(Role.BODY) <= 3
    assert label.accessibleName() == LONG


def inked_rows(pixmap):
    image = pixmap.toImage()
    ground = image.pixel(399, 0)
    columns = range(image.width())
    return sum(any(image.pixel(x, y) != ground for x in columns) for y in range(image.height()))


@pytest.mark.parametrize("density", ["standard", "comfortable"])
@pytest.mark.parametrize("lines", [1, None])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.KEY_CAP])
def test_stacked_marks_are_not_cut(qtbot, qapp, role, lines, density):
    Theme.current().apply(qapp, "light", density)
    label = Text("น้ำ ที่ ฟี่ ป้ำ ฐิ์ ญู", role, lines=lines)
    qtbot.addWidget(label)
    label.resize(400, label.heightForWidth(400) if lines is None else label.sizeHint().height())
    free = QPixmap(400, 100)
    free.fill(Theme.current().colour("ground"))
    painter = QPainter(free)
    draw_line(painter, QRectF(0, 20, 399, 60), label.text(), role, "ink")
    painter.end()
    assert inked_rows(label.grab()) == inked_rows(free)
    Theme.current().apply(qapp, "light", "standard")


def test_the_text_area_keeps_plain_text_and_line_height(qtbot):
    area = TextArea("ทำอะไรไปแล้ว")
    qtbot.addWidget(area)
    area.setPlainText("บรรทัดหนึ่ง\nบรรทัดสอง")
    assert area.toPlainText() == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert isinstance(area, QTextEdit)
    block = area.document().lastBlock()
    assert block.blockFormat().lineHeight() == line_height(Role.BODY)
    area.clear()
    assert area.toPlainText() == ""
