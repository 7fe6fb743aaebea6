"""Recording a fix in under a minute: ready words, who, materials and cost, outcome, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.amounts import Material
from casework.case import Case, Event, State
from casework.fixing import FixTemplate
from casework.operations import RecordFix
from desktop import fix_offers
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.fix import FixPage
from desktop.ui.pages.fix_draft import FixDraft, read_draft
from desktop.words import use_language
from tests.support.page_window import PageWindow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Fixing:
    """A fix page on a case, and the waiting that a person does without noticing."""

    def __init__(self, desk: Desk, qtbot: QtBot, number: str = "2026-AA0001") -> None:
        self.desk, self.qtbot, self.number = desk, qtbot, number
        self.bridge = Bridge(desk)
        self.page = FixPage(self.bridge, PageWindow(self.bridge))  # type: ignore[arg-type]
        qtbot.addWidget(self.page)
        self.page.resize(1178, 712)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.open_case(desk.find(number))
        self.settle()

    @property
    def form(self) -> Any:
        return self.page.form

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.bridge.busy)

    def key(self, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        focus: QWidget | None = self.page.window().focusWidget()
        focused = self.page if focus is None else focus
        self.qtbot.keyClick(focused, key, held)
        self.settle()

    def case(self) -> Case:
        return self.desk.find(self.number)

    def line(self) -> Event:
        return next(e for e in reversed(self.case().history) if e.kind == "record_fix")

    def names(self) -> list[str]:
        return [button.text() for button in self.form.ready.buttons]


@pytest.fixture
def fixing(desk: Desk, qtbot: QtBot) -> Iterator[Fixing]:
    use_language("en")
    made = Fixing(desk, qtbot)
    yield made
    made.bridge.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "after.jpg"
    Image.effect_noise((320, 240), 60).convert("RGB").save(path, "JPEG")
    return path


def test_photos_template_and_save_are_three_acts(fixing: Fixing, photo: Path) -> None:
    """Photos in, Alt+1, Ctrl+Enter: nothing else is asked of who fixed an ordinary thing."""
    fixing.page.add_photos([photo])
    fixing.settle()
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_1, ALT)
    assert fixing.form.text.toPlainText().startswith("The pothole was filled")
    fixing.key(Qt.Key.Key_Return, CTRL)
    case = fixing.case()
    assert (case.state, len(case.photos[-1].sha256)) == (State.DONE, 64)
    line = fixing.line()
    assert line.text.startswith("The pothole was filled")
    assert (line.result, line.done_by, line.cost_baht) == ("fixed", "", None)


def test_ready_words_fit_the_type_and_follow_the_outcome(fixing: Fixing) -> None:
    assert fixing.names()[0] == "Pothole filled"
    fixing.form.outcome.cards.set_current("cannot")
    assert fixing.names() == [
        "Budget", "Not our area", "Another unit", "Weather", "Owner refuses",
    ]  # fmt: skip
    assert fixing.form._text_head.text() == "Why it cannot be done"
    fixing.form.outcome.cards.set_current("partly")
    assert "Made safe first" in fixing.names()


def test_ready_words_never_overwrite_what_was_typed(fixing: Fixing) -> None:
    text = fixing.form.text
    text.insertPlainText("ตรวจแล้ว")
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_1, ALT)
    lines = text.toPlainText().split("\n")
    assert lines[0] == "ตรวจแล้ว"
    assert lines[1].startswith("The pothole was filled")
    text.undo()
    assert text.toPlainText() == "ตรวจแล้ว"


def test_ready_words_left_as_they_are_give_way_to_others(fixing: Fixing) -> None:
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_1, ALT)
    fixing.key(Qt.Key.Key_2, ALT)
    assert fixing.form.text.toPlainText().startswith("Gravel")
    fixing.form.text.undo()
    assert fixing.form.text.toPlainText().startswith("The pothole")


def test_the_place_to_fill_in_is_selected(fixing: Fixing) -> None:
    fixing.form.put_ready(FixTemplate(name="x", text="ปะหลุม … จุด"))
    assert fixing.form.text.textCursor().selectedText() == "…"


def test_words_can_be_kept_and_forgotten(fixing: Fixing) -> None:
    fixing.form.text.setPlainText("ใช้ยางมะตอยเย็นของกองช่าง")
    fixing.form.ready.kept.emit()
    fixing.settle()
    assert fixing.names()[0] == "ใช้ยางมะตอยเย็นของกองช่าง"[:23] + "…"
    fixing.form.ready.forgotten.emit("ใช้ยางมะตอยเย็นของกองช่าง")
    fixing.settle()
    assert fixing.names()[0] == "Pothole filled"


def test_who_did_it_is_the_person_until_another_is_named_and_is_offered_again(
    fixing: Fixing,
) -> None:
    fixing.form.work.who.setEditText("ช่างแดง")
    fixing.form.text.setPlainText("เสร็จ")
    fixing.page.save()
    fixing.settle()
    assert fixing.line().done_by == "ช่างแดง"
    assert fix_offers.crews(fixing.desk.cache.get(fix_offers.CREWS)) == ("ช่างแดง",)
    fixing.page.open_case(fixing.desk.find("2026-AA0002"))
    fixing.settle()
    who = fixing.form.work.who
    assert fixing.form.work.done_by() == ""
    assert [who.itemText(n) for n in range(who.count())][1:] == ["ช่างแดง"]


def test_materials_are_told_by_keyboard_and_summed_into_the_record(fixing: Fixing) -> None:
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_M, ALT)
    work = fixing.form.work
    for field, text in zip(work.lines[0].fields, ("หินคลุก", "๒", "", "๑,๒๐๐.๕๐"), strict=True):
        field.setText(text)
    assert work.lines[0].fields[2].text() == "คิว"  # the unit of what is common
    work.lines[0].fields[3].setFocus()
    fixing.key(Qt.Key.Key_Return)
    assert len(work.lines) == 2
    work.lines[1].fields[0].setText("ค่าแรง")
    work.lines[1].fields[3].setText("300")
    assert work._total.text() == "together 1,500.50 baht"
    fixing.form.text.setPlainText("เสร็จ")
    fixing.page.save()
    fixing.settle()
    line = fixing.line()
    assert line.cost_baht == 1500.5
    assert line.materials == "หินคลุก 2 คิว · 1,200.50 baht\nค่าแรง วัน · 300 baht"


def test_an_amount_that_is_none_is_said_kindly_and_keeps_the_fix_back(fixing: Fixing) -> None:
    fixing.form.text.setPlainText("เสร็จ")
    fixing.form.work.fill("", [Material("หินคลุก", baht="12o")])
    fixing.page.save()
    fixing.settle()
    assert "“12o” is no amount of baht" in fixing.form.problem()
    assert fixing.case().state == State.IN_PROGRESS
    fixing.form.work.lines[0].fields[3].setText("120")
    fixing.page.save()
    fixing.settle()
    assert fixing.line().cost_baht == 120.0


def test_partly_says_what_is_left_and_when_to_look_again(fixing: Fixing) -> None:
    fixing.form.text.setPlainText("ปะหลุมแล้ว")
    outcome = fixing.form.outcome
    outcome.cards.set_current("partly")
    outcome.left.setText("ตีเส้น")
    due = outcome.day.due_at()
    fixing.page.save()
    fixing.settle()
    case = fixing.case()
    assert (case.state, case.due_at) == (State.FOLLOWED_UP, due)
    assert fixing.line().text == "ปะหลุมแล้ว\nLeft to do: ตีเส้น"
    assert fixing.line().result == "partly"


def test_partly_without_a_day_goes_on(fixing: Fixing) -> None:
    fixing.form.text.setPlainText("ปะหลุมแล้ว")
    fixing.form.outcome.cards.set_current("partly")
    fixing.form.outcome.again.setChecked(False)
    before = fixing.case().due_at
    fixing.page.save()
    fixing.settle()
    assert (fixing.case().state, fixing.case().due_at) == (State.IN_PROGRESS, before)


def test_what_cannot_be_done_needs_a_reason(fixing: Fixing, photo: Path) -> None:
    fixing.page.add_photos([photo])
    fixing.settle()
    fixing.form.outcome.cards.set_current("cannot")
    fixing.page.save()
    fixing.settle()
    assert "why it cannot be done" in fixing.form.problem()
    assert fixing.form._hint.isVisible()
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_1, ALT)
    fixing.page.save()
    fixing.settle()
    assert fixing.case().state == State.IN_PROGRESS
    assert fixing.line().result == "cannot"
    assert "budget" in fixing.line().text


def test_what_cannot_be_done_may_be_looked_at_again(fixing: Fixing) -> None:
    outcome = fixing.form.outcome
    outcome.cards.set_current("cannot")
    assert not outcome.looks_again()
    outcome.again.setChecked(True)
    fixing.form.text.setPlainText("รอฝนหยุด")
    fixing.page.save()
    fixing.settle()
    assert (fixing.case().state, fixing.line().result) == (State.FOLLOWED_UP, "cannot")


def test_everything_typed_is_in_the_draft_and_comes_back(fixing: Fixing, photo: Path) -> None:
    form = fixing.form
    fixing.page.add_photos([photo])
    fixing.settle()
    form.put_ready(FixTemplate(name="x", text="ปะหลุมแล้ว"))
    form.outcome.cards.set_current("partly")
    form.outcome.left.setText("ตีเส้น")
    form.work.who.setEditText("ช่างแดง")
    form.work.fill("ช่างแดง", [Material("หินคลุก", "2", "คิว", "12o")])
    told = fixing.page.draft()
    with fixing.qtbot.waitSignal(fixing.page.kept):
        form.outcome.left.setText("ตีเส้น")  # nothing new
        form.text.insertPlainText("!")  # and the pause keeps it
    again = Fixing(fixing.desk, fixing.qtbot)
    held = again.page.draft()
    assert held.text == told.text + "!"
    assert (held.result, held.day, held.left) == ("partly", told.day, "ตีเส้น")
    assert (held.done_by, held.materials) == ("ช่างแดง", (Material("หินคลุก", "2", "คิว", "12o"),))
    assert [p.name for p in again.page.photos()] == ["after.jpg"]
    again.bridge.close()


@pytest.mark.parametrize(
    ("outcome", "result"),
    [("done", "fixed"), ("followed_up", "partly"), ("in_progress", "partly"), ("x", "fixed")],
)
def test_a_draft_of_an_older_program_comes_back(outcome: str, result: str) -> None:
    kept = {"text": "กำลังทำ", "outcome": outcome, "day": "", "photos": [], "reasons": {}}
    assert read_draft(kept) == FixDraft(text="กำลังทำ", result=result)


def test_a_draft_that_is_nonsense_is_an_empty_one() -> None:
    for kept in (None, 3, {"materials": [["a"], 3], "photos": 3, "reasons": 3, "day": "x"}):
        assert read_draft(kept).is_empty
    draft = FixDraft("a", "cannot", left="b", materials=(Material("c"),), done_by="d", ready="e")
    assert read_draft(draft.to_json()) == draft


def test_the_authoritys_words_come_with_the_settings(desk: Desk, qtbot: QtBot) -> None:
    use_language("en")
    settings = desk.cache.get("settings")
    settings["fix_templates"] = [{"name": "อบต.", "text": "ตามแบบของ อบต.", "types": ["ถนน"]}]
    desk.cache.put("settings", settings)
    made = Fixing(desk, qtbot)
    assert made.names()[0] == "อบต."
    made.bridge.close()


def test_the_operation_carries_what_the_page_told(fixing: Fixing) -> None:
    fixing.form.text.setPlainText("เสร็จ")
    fixing.form.work.fill("ช่างแดง", [Material("หินคลุก", "2", "คิว", "100")])
    fixing.page.save()
    fixing.settle()
    payload = fixing.desk.outbox()[-1].operation.payload
    assert isinstance(payload, RecordFix)
    assert (payload.done_by, payload.cost_baht, payload.result) == ("ช่างแดง", 100.0, "fixed")


def test_photos_put_into_the_words_go_to_the_photos(fixing: Fixing, photo: Path) -> None:
    field = fixing.form.text
    files, words, office = QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(photo))])
    words.setText("ปะหลุมแล้ว")
    office.setText(" ครับ")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(1)
    office.setImageData(image)
    for data in (files, words, office):
        assert field.canInsertFromMimeData(data)
        field.insertFromMimeData(data)
    fixing.settle()
    assert field.toPlainText() == "ปะหลุมแล้ว ครับ"
    assert [p.name for p in fixing.page.photos()] == ["after.jpg"]


def test_a_new_line_of_material_is_in_sight_in_a_small_window(fixing: Fixing) -> None:
    fixing.page.resize(820, 420)
    fixing.form.work.fill("", [Material(str(n)) for n in range(5)])
    fixing.page.give_focus()
    fixing.key(Qt.Key.Key_M, ALT)
    field = fixing.form.work.lines[-1].fields[0]
    area = fixing.form._area
    fixing.qtbot.waitUntil(
        lambda: (
            area.viewport().rect().contains(field.mapTo(area.viewport(), field.rect().bottomLeft()))
        )
    )
    assert field.hasFocus()
