"""The weekly list: who is on it, in which order, and what the files of it hold."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from casework.case import Case, Event, FieldChange, Role, Staff, State, Ticket
from casework.insight.figures import Week
from casework.thai import BANGKOK, to_microseconds
from casework.wire import Account, DeskSettings, Unit
from desktop import words
from desktop.errors import DeskError
from desktop.reports import text, weekly
from desktop.reports.files import write_whole
from desktop.storage.records import CaseQuery, Sort


def at(day: int, hour: int = 12, month: int = 11) -> int:
    return to_microseconds(datetime(2026, month, day, hour, 21, tzinfo=BANGKOK))


NOW = at(24, 9)


def case(name: str, reported: int, **more) -> Case:
    told = {k: more.pop(k) for k in tuple(more) if k in Ticket.__struct_fields__}
    more.setdefault("updated_at", more.get("finished_at") or reported)
    ticket = Ticket(number=f"2026-{name}", reported_at=reported, **told)
    return Case(authority="HT", id=name, ticket=ticket, **more)


class Shelf:
    """Answers as the desk does, from cases in memory."""

    def __init__(self, *cases: Case) -> None:
        self.held = cases
        self.read = 0

    @property
    def settings(self) -> DeskSettings | None:
        account = Account(username="noi", name="น้อย", role="clerk", authority="HT")
        units = (Unit(code="roads", name="กองช่าง"), Unit(code="health", name="กองสาธารณสุข"))
        return DeskSettings(
            version=1, account=account, authority="HT", authority_name="อบต.ห้วยตะวัน",
            staff=(Staff(username="chai", name="สุรชัย ทองดี", role=Role.OFFICER, authority="HT",
                         name_en="Surachai Thongdi"),),
            units=units,
        )  # fmt: skip

    def cases(self, query: CaseQuery) -> Iterator[Case]:
        held = sorted(self.held, key=lambda c: -c.updated_at)
        if query.sort != Sort.UPDATED:
            held = held[::-1]
        for one in held:
            if query.units and one.unit not in query.units:
                continue
            if query.reported_from is not None and one.ticket.reported_at < query.reported_from:
                continue
            if query.reported_to is not None and one.ticket.reported_at >= query.reported_to:
                continue
            if query.overdue and not one.is_overdue(NOW):
                continue
            self.read += 1
            yield one

    def name_of(self, username: str, language: str = "th") -> str:
        return {"th": "สุรชัย ทองดี", "en": "Surachai Thongdi"}[language]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = words.language()
    words.use_language("en")
    yield
    words.use_language(before)


def reopening(when: int) -> tuple[Event, ...]:
    change = FieldChange(old=0, new=1)
    return (Event(id="e", kind="reopen", at=when, fields={"reopen_count": change}),)


def full_shelf() -> Shelf:
    return Shelf(
        case("NEW", at(16), unit="roads", due_at=at(26), officer="chai", types=("ถนน", "ป้าย"),
             description="ถนนเป็นหลุม\nหน้าวัด โทร 081-234-5678", village="3", place="วัดห้วยตะวัน",
             reporter_name="แดง", reporter_phone="0812345678"),
        case("FIXED", at(9), unit="health", state=State.DONE, finished_at=at(18), due_at=at(17)),
        case("LATE", at(2), unit="roads", state=State.IN_PROGRESS, due_at=at(10)),
        case("LATE THEN", at(2), state=State.DONE, due_at=at(10), finished_at=at(23)),
        case("BACK", at(2), unit="roads", finished_at=at(5), updated_at=at(19), reopen_count=1,
             history=reopening(at(19))),
        case("NEXT", at(23)),
        case("OPEN", at(3), due_at=at(30)),
        case("LONG AGO", at(3, month=8), state=State.DONE, finished_at=at(4, month=8)),
    )  # fmt: skip


def test_the_list_has_reported_finished_reopened_and_overdue_by_unit_then_due():
    listed = weekly.weekly_cases(full_shelf(), "2026-W47", now=NOW)
    assert [c.id for c in listed] == ["LATE", "NEW", "BACK", "FIXED", "LATE THEN"]
    roads = weekly.weekly_cases(full_shelf(), "2026-W47", "roads", now=NOW)
    assert [c.id for c in roads] == ["LATE", "NEW", "BACK"]


def test_figures_and_change_are_of_the_list():
    report = weekly.weekly_report(full_shelf(), "2026-W47", now=NOW)
    found = report.figures
    assert (found.reported, found.finished, found.overdue, found.reopened) == (1, 1, 2, 1)
    assert (report.before.reported, report.before.overdue) == (1, 2)
    assert report.change.reported == 0


def test_reading_ends_at_the_first_case_that_changed_before():
    old = [case(f"OLD{n}", at(1, month=6)) for n in range(50)]
    shelf = Shelf(case("NEW", at(16)), *old)
    weekly.weekly_report(shelf, "2026-W47", now=NOW)
    assert shelf.read < 5


def test_without_a_week_this_week_is_meant():
    assert weekly.weekly_report(full_shelf(), now=NOW).week.name == "2026-W48"


@pytest.mark.parametrize(
    ("name", "thai", "english"),
    [
        ("2026-W47", "16–22 พ.ย. 2569", "Week 47 · 16–22 Nov 2026"),
        ("2026-W40", "28 ก.ย. – 4 ต.ค. 2569", "Week 40 · 28 Sep – 4 Oct 2026"),
        ("2026-W53", "28 ธ.ค. 2569 – 3 ม.ค. 2570", "Week 53 · 28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_the_name_of_a_week(name, thai, english):
    week = Week.of(name, NOW)
    assert weekly.week_name(week, "th").endswith(thai)
    assert weekly.week_name(week, "en") == english


def test_xlsx_read_back(tmp_path):
    out = tmp_path / "week.xlsx"
    count = weekly.export(full_shelf(), "2026-W47", "xlsx", out, "en")
    book = load_workbook(out)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert count == len(rows) - 1 == 5
    assert rows[0] == ("Number", "Report", "Type", "Place", "Unit", "Officer", "Reported", "Due",
                       "Finished", "State", "Mark", "Done by", "Materials",
                       "Cost in the week (baht)")  # fmt: skip
    assert rows[2] == (
        "2026-NEW", "ถนนเป็นหลุม\nหน้าวัด โทร 081xxxxxxx", "ถนน, ป้าย", "Moo 3 · วัดห้วยตะวัน",
        "กองช่าง", "Surachai Thongdi", datetime.fromisoformat("2026-11-16T12:21"),
        datetime.fromisoformat("2026-11-26T12:21"), None, "Waiting", None, None, None, None,
    )  # fmt: skip
    assert rows[1][10] == "Overdue"
    assert rows[3][10] == "Reopened"
    assert sheet.freeze_panes == "A2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["H2"].number_format == "d mmm yyyy"
    summary = {r[0]: r[1] for r in book["Summary"].iter_rows(values_only=True)}
    assert summary["Cases reported"] == 1
    assert summary["Cases finished"] == 1
    assert summary["Time to fix, median (days)"] == 9
    assert "Week 47 · 16–22 Nov 2026" in summary


def test_thai_xlsx_has_thai_headings_and_buddhist_dates(tmp_path):
    out = tmp_path / "รายงาน.xlsx"
    weekly.export(full_shelf(), "2026-W47", "xlsx", out, "th")
    sheet = load_workbook(out).worksheets[0]
    if words.translate("WeeklyList", "Number") == "Number":
        pytest.skip("the Thai catalogue is not built: run `make translations`")
    assert [c.value for c in sheet[1]][:3] == ["เลขที่", "เรื่อง", "ประเภท"]
    assert sheet["G3"].number_format == "[$-107041E]d mmm yyyy hh:mm"
    assert sheet["F3"].value == "สุรชัย ทองดี"


def test_csv_read_back(tmp_path):
    out = tmp_path / "week.csv"
    assert weekly.export(full_shelf(), "2026-W47", "csv", out, "en", "roads") == 3
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[2][:4] == ["2026-NEW", "ถนนเป็นหลุม หน้าวัด โทร 081xxxxxxx", "ถนน, ป้าย",
                           "Moo 3 · วัดห้วยตะวัน"]  # fmt: skip
    assert rows[2][6:8] == ["16 Nov 2026 12:21", "26 Nov 2026"]


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_no_file_has_the_reporter(tmp_path, fmt):
    out = tmp_path / f"week.{fmt}"
    weekly.export(full_shelf(), "2026-W47", fmt, out, "en")
    if fmt == "xlsx":
        book = load_workbook(out)
        seen = "\n".join(str(v) for s in book for r in s.iter_rows(values_only=True) for v in r)
    else:
        seen = out.read_text("utf-8-sig")
    assert "แดง" not in seen
    assert "2345678" not in seen
    assert "234-5678" not in seen


NASTY = ["=1+1", "+66", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u200b=1", " =1", "＝1"]


@pytest.mark.parametrize("words_of_citizen", NASTY)
def test_no_cell_is_run_as_a_formula(tmp_path, words_of_citizen):
    shelf = Shelf(case("X", at(16), description=words_of_citizen, types=("=cmd",)))
    sheet_file, lines_file = tmp_path / "w.xlsx", tmp_path / "w.csv"
    weekly.export(shelf, "2026-W47", "xlsx", sheet_file, "en")
    weekly.export(shelf, "2026-W47", "csv", lines_file, "en")
    sheet = load_workbook(sheet_file).worksheets[0]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value.startswith("'")
    assert sheet["C2"].value == "'=cmd"
    row = list(csv.reader(io.StringIO(lines_file.read_text("utf-8-sig"), newline="")))[1]
    assert row[1].startswith("'")
    assert row[2] == "'=cmd"


@given(st.text())
def test_any_text_becomes_one_safe_line(words_of_citizen):
    made = text.line(words_of_citizen)
    assert not made or made[0] not in "=+-@\t\r\n"
    assert "\n" not in made
    assert "\r" not in made


def test_text_that_excel_cannot_hold_still_leaves(tmp_path):
    odd = "ก" * 40_000 + "\x00\x0b\x1f"
    out = tmp_path / "w.xlsx"
    weekly.export(Shelf(case("X", at(16), description="\x01" + odd)), "2026-W47", "xlsx", out)
    value = load_workbook(out).worksheets[0]["B2"].value
    assert value.endswith("…")
    assert len(value) <= 32_767


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("โทร 0812345678 ครับ", "โทร 081xxxxxxx ครับ"),
        ("02-123-4567", "021xxxxxx"),
        ("+66 81 234 5678", "668xxxxxxxx"),
        ("๐๘๑๒๓๔๕๖๗๘", "๐๘๑xxxxxxx"),
        ("บ้านเลขที่ 99/123 ซอย 4", "บ้านเลขที่ 99/123 ซอย 4"),
        ("13.73608,100.64857", "13.73608,100.64857"),
    ],
)
def test_phone_numbers_in_words_are_cut_short(said, shown):
    assert text.without_phones(said) == shown


def test_hidden_reports_show_no_words(tmp_path):
    out = tmp_path / "w.csv"
    shelf = Shelf(case("X", at(16), description="ความลับ", hidden=True))
    weekly.export(shelf, "2026-W47", "csv", out, "en")
    assert "ความลับ" not in out.read_text("utf-8-sig")


def test_an_empty_week_is_a_file_with_headings(tmp_path):
    for fmt in ("xlsx", "csv"):
        assert weekly.export(Shelf(), "2026-W47", fmt, tmp_path / f"w.{fmt}", "en") == 0
    assert load_workbook(tmp_path / "w.xlsx").worksheets[0]["A1"].value == "Number"


@pytest.mark.parametrize("week", ["2026-47", "2026-W60", "x", "9999-W52"])
def test_what_is_no_week_is_said(tmp_path, week):
    with pytest.raises(DeskError, match="bad_week"):
        weekly.export(Shelf(), week, "csv", tmp_path / "w.csv", "en")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_keeps_the_old_file_and_leaves_nothing(tmp_path):
    old = tmp_path / "week.xlsx"
    old.write_bytes(b"old")

    def breaks(beside):
        beside.write_bytes(b"half")
        raise PermissionError("open in another program")

    with pytest.raises(weekly.ExportError) as told:
        write_whole(old, breaks)
    assert told.value.code == "export_failed"
    assert old.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_folder_of_that_name_or_no_folder_at_all(tmp_path):
    folder = tmp_path / "week.xlsx"
    folder.mkdir()
    for out in (folder, tmp_path / "missing" / "week.xlsx"):
        with pytest.raises(weekly.ExportError, match="export_failed"):
            weekly.export(Shelf(), "2026-W47", "xlsx", out, "en")
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.skipif(sys.platform == "win32", reason="a full device is a Linux file")
def test_a_full_disk_is_said(tmp_path):
    def full(beside):
        raise OSError(28, os.strerror(28))

    with pytest.raises(weekly.ExportError, match="disk_full"):
        write_whole(tmp_path / "w.csv", full)


def fix(name: str, when: int, **more) -> Event:
    return Event(id=name, kind="record_fix", at=when, actor="chai", name="สุรชัย", **more)


def shelf_with_costs() -> Shelf:
    return Shelf(
        case("PAID", at(1), unit="roads", types=("ถนน",), state=State.IN_PROGRESS, due_at=at(30),
             updated_at=at(18), history=(
                 fix("f1", at(17), cost_baht=1200.5, materials="ยางมะตอย 2 ถุง", done_by="ช่างแดง"),
                 fix("f2", at(18), cost_baht=300.0),
                 fix("f3", at(25), cost_baht=9999.0),
             )),
        case("FREE", at(16), unit="health", history=(fix("f4", at(17)),)),
    )  # fmt: skip


def test_a_case_that_was_paid_for_is_on_the_list_with_its_work(tmp_path):
    out = tmp_path / "week.xlsx"
    weekly.export(shelf_with_costs(), "2026-W47", "xlsx", out, "en")
    book = load_workbook(out)
    sheet = book.worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    done, materials, cost = rows["2026-PAID"][11:14]
    assert (done.value, materials.value) == ("ช่างแดง, สุรชัย", "ยางมะตอย 2 ถุง")
    assert (cost.value, cost.number_format, cost.data_type) == (1500.5, "#,##0.00", "n")
    done, materials, cost = rows["2026-FREE"][11:14]
    assert (done.value, materials.value, cost.value) == ("สุรชัย", None, None)
    summary = list(book["Summary"].iter_rows())
    told = [(r[0].value, r[1].value, r[1].number_format) for r in summary]
    assert ("ถนน", 1500.5, "#,##0.00") in told
    assert ("กองช่าง", 1500.5, "#,##0.00") in told
    assert told.count(("Together", 1500.5, "#,##0.00")) == 2


def test_costs_in_csv_are_plain_numbers(tmp_path):
    out = tmp_path / "week.csv"
    weekly.export(shelf_with_costs(), "2026-W47", "csv", out, "en")
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert {row[0]: row[-1] for row in rows[1:]} == {"2026-PAID": "1500.50", "2026-FREE": ""}


def test_without_any_cost_nothing_is_said_of_it(tmp_path):
    from desktop.reports.summary import blocks

    report = weekly.weekly_report(full_shelf(), "2026-W47", "", "en", NOW)
    assert not [b for b in blocks(report) if b.money]
