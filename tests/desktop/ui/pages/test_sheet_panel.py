"""The panels of My day save and print what stands in the list, and can be stopped."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPdf import QPdfDocument

from desktop.day import Order, Plan, keep_plan, today_text
from desktop.reports import sheet_cases
from desktop.ui import sheets
from desktop.ui.pages.day import DayPage
from desktop.views import Filters


@pytest.fixture
def window(desk, open_window):
    today = tuple(("HT", f"case-{n:04d}") for n in (7, 5, 1))
    keep_plan(desk, Plan(day=today_text(), order=Order.ROUTE, today=today))
    made = open_window(desk)
    made.resize(1366, 768)
    return made


@pytest.fixture
def page(qtbot, window):
    window.navigate("day")
    found = window.page("day")
    assert isinstance(found, DayPage)
    qtbot.waitUntil(lambda: not window.bridge.busy and bool(found.day.today))
    return found


def opened(page, kind):
    page.sheets.open(kind)
    panel = page.sheets.panels[kind]
    assert panel.isVisible()
    return panel


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def text_of(path):
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    return "".join(document.getAllText(n).text() for n in range(document.pageCount()))


def said(qtbot, panel):
    qtbot.waitUntil(panel._said.isVisible, timeout=20_000)
    return panel._said.accessibleName()


def test_ctrl_p_saves_the_days_sheet_in_the_order_of_the_list(
    qtbot, page, window, tmp_path, monkeypatch
):
    window.activateWindow()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = page.sheets.panels["day"]
    qtbot.waitUntil(panel.isVisible)
    asked = []

    def choose(title, suggested):
        asked.append(suggested)
        return tmp_path / "my day"

    monkeypatch.setattr(window, "choose_save", choose)
    click(qtbot, panel.save)
    assert said(qtbot, panel) == "Saved: my day.pdf"
    assert asked[0].startswith("Day 20")
    text = text_of(tmp_path / "my day.pdf")
    places = [text.index(f"2026-AA000{n}") for n in (7, 5, 1)]
    assert places == sorted(places)
    assert "2026-AA0002" not in text
    shown: list[object] = []
    monkeypatch.setattr(window, "open_file", shown.append)
    click(qtbot, panel.open_file)
    assert shown == [tmp_path / "my day.pdf"]


def test_telephone_numbers_are_asked_for_anew_each_time(qtbot, page, window, tmp_path, monkeypatch):
    monkeypatch.setattr(window, "choose_save", lambda *_: tmp_path / "day.pdf")
    panel = opened(page, "day")
    panel.telephones.setChecked(True)
    click(qtbot, panel.save)
    said(qtbot, panel)
    assert "08x-000-1234" in text_of(tmp_path / "day.pdf")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    panel = opened(page, "day")
    assert not panel.telephones.isChecked()
    click(qtbot, panel.save)
    said(qtbot, panel)
    assert "08x-000-1234" not in text_of(tmp_path / "day.pdf")


def test_the_crews_sheet_has_no_numbers_of_reporters(qtbot, page, window, tmp_path, monkeypatch):
    monkeypatch.setattr(window, "choose_save", lambda *_: tmp_path / "crews.pdf")
    panel = opened(page, "work")
    assert not panel.telephones.isVisible()
    click(qtbot, panel.save)
    said(qtbot, panel)
    text = text_of(tmp_path / "crews.pdf")
    assert text.count("2026-AA000") == 3
    assert "1234" not in text


def test_a_sheet_is_printed_beside(qtbot, page, window, tmp_path, monkeypatch):
    paper = tmp_path / "paper.pdf"
    monkeypatch.setattr(sheets, "choose_printer", lambda *_: QPdfWriter(str(paper)))
    panel = opened(page, "day")
    click(qtbot, panel.print)
    assert said(qtbot, panel) == "The sheet went to the printer."
    assert "2026-AA0007" in text_of(paper)


def test_a_printer_that_does_not_answer_is_said(qtbot, page, window, tmp_path, monkeypatch):
    broken = tmp_path / "none" / "paper.pdf"
    monkeypatch.setattr(sheets, "choose_printer", lambda *_: QPdfWriter(str(broken)))
    panel = opened(page, "day")
    click(qtbot, panel.print)
    assert "did not take the sheet" in said(qtbot, panel)


def test_a_sheet_can_be_stopped_and_leaves_no_file(qtbot, page, window, tmp_path, monkeypatch):
    reading, go_on = threading.Event(), threading.Event()
    real = sheet_cases._pictures

    def slow(*args):
        reading.set()
        assert go_on.wait(20)
        return real(*args)

    monkeypatch.setattr(sheet_cases, "_pictures", slow)
    monkeypatch.setattr(window, "choose_save", lambda *_: tmp_path / "day.pdf")
    panel = opened(page, "day")
    click(qtbot, panel.save)
    assert reading.wait(20)
    click(qtbot, panel.stop)
    go_on.set()
    assert said(qtbot, panel).startswith("Stopped. No file was written")
    assert not list(tmp_path.glob("*.pdf"))


def test_nothing_chosen_is_nothing_to_print(qtbot, page):
    for stop in page.day.today:
        page.toggle(stop.key)
    assert not page.sheets.own.isEnabled()
    page.sheets.open("day")
    assert not page.sheets.panels["day"].isVisible()


def test_the_cases_that_a_list_shows_go_to_a_crew(qtbot, window, tmp_path, monkeypatch):
    window.navigate("cases")
    cases = window.page("cases")
    qtbot.waitUntil(lambda: cases.list.model.rowCount() > 0)
    cases.choice.choose(Filters(villages=frozenset({"3"})))
    qtbot.waitUntil(lambda: cases.list.model.count == 2)
    monkeypatch.setattr(window, "choose_save", lambda *_: tmp_path / "crews.pdf")
    click(qtbot, cases.list.sheets)
    panel = cases.sheets.panel
    assert panel.isVisible()
    click(qtbot, panel.save)
    said(qtbot, panel)
    text = text_of(tmp_path / "crews.pdf")
    assert "2026-AA0002" in text
    assert "2026-AA0010" in text
    assert text.count("2026-AA") == 2
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
