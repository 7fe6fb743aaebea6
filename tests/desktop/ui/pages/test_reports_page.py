"""The reports page over a real desk: figures, list, weeks, files, paper, narrow windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from casework import wire
from casework.case import Case, State, Ticket
from casework.thai import BANGKOK, to_microseconds, week_of
from desktop import clock, words
from desktop.desk import Desk
from desktop.messages import of_code
from desktop.ui.bridge import Bridge
from desktop.ui.charts import BarList, PairChart, ShareList, nice_step
from desktop.ui.pages.reports import ReportsPage
from desktop.ui.pages.reports_print import page as paper_of
from desktop.ui.pages.reports_print import set_up
from desktop.ui.theme import Role, Theme, line_height
from desktop.ui.widgets.text import Text, wrap

WEEK = "2026-W10"  # 2 to 8 March


def at(day: int, hour: int = 12) -> int:
    return to_microseconds(datetime(2026, 3, day, hour, tzinfo=BANGKOK))


def case(name: str, reported: int, **more) -> Case:
    words_of_citizen = more.pop("description", "ถนนเป็นหลุม")
    ticket = Ticket(number=f"2026-{name}", reported_at=reported, village="3",
                    description=words_of_citizen)  # fmt: skip
    more.setdefault("updated_at", more.get("finished_at") or reported)
    return Case(authority="HT", id=name, ticket=ticket, version=100, **more)


CASES = [
    case("AAAA22", at(2), types=("ถนน",), unit="กองช่าง", due_at=at(4)),
    case("BBBB22", at(3), types=("ขยะ",), unit="กองสาธารณสุข", state=State.DONE,
         finished_at=at(5), due_at=at(7)),
    case("CCCC22", at(3), types=("ถนน",), unit="กองช่าง", due_at=at(6),
         description="<b>หลุม</b> & น้ำขัง"),
]  # fmt: skip


class Window:
    """The window around the page, answering as a person would."""

    language = "en"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.went: list[tuple[str, dict[str, str]]] = []
        self.opened: list[Path] = []
        self.cancel = False

    def navigate(self, key: str, **what: str) -> None:
        self.went.append((key, what))

    def choose_save(self, _title: str, suggested: str) -> Path | None:
        self.asked.append(suggested)
        return None if self.cancel else self.folder / suggested

    def open_file(self, path: Path) -> None:
        self.opened.append(path)


@pytest.fixture
def window(tmp_path) -> Window:
    return Window(tmp_path)


def bring(desk: Desk, cases: list[Case], cursor: str = "c9") -> None:
    end = wire.End(cursor=cursor, more=False, phase="feed", total=len(cases), settings=1)
    desk.cache.apply_page([wire.Line(case=c) for c in cases], end, epoch=1, now=clock.now())


@pytest.fixture
def bridge(desk) -> Iterator[Bridge]:
    bring(desk, CASES)
    made = Bridge(desk)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, qapp, bridge, window) -> ReportsPage:
    words.use_language("en")
    Theme.current().apply(qapp, "light")
    made = ReportsPage(bridge, window)
    qtbot.addWidget(made)
    made.resize(1178, 712)
    made.choose_week(WEEK)
    made.show()
    shown(qtbot, made)
    return made


def shown(qtbot, page: ReportsPage, count: int = 3, week: str = WEEK) -> None:
    def there() -> None:
        report = page.report()
        assert report is not None
        assert report.week.name == week
        assert len(report.cases) == count

    qtbot.waitUntil(there)


def named(page: ReportsPage) -> list[str]:
    return [tile.accessibleName() for tile in page._tiles.tiles()]


def test_tiles_say_the_figures(page):
    assert named(page) == [
        "Cases reported: 3 +3 from the week before",
        "Cases finished: 1 +1 from the week before",
        "Time to fix (median): 2.0 days",
        "Overdue: 2 กองช่าง 2",
        "Reopened: 0 ±0 from the week before",
    ]


def test_charts_tell_their_numbers_to_screen_readers(page):
    days = page.findChild(PairChart).accessibleName()
    assert "Mon Cases reported 1 Cases finished 0, Tue Cases reported 2" in days
    assert page.findChild(BarList).accessibleName() == "Type reported: ถนน 2, ขยะ 1"
    units = page.findChild(ShareList).accessibleName()
    assert units == "Finished on time, by unit: กองสาธารณสุข 100 % (1/1)"


def test_the_list_stands_as_exported_and_opens_cases(qtbot, page, window):
    table = page._list.table
    numbers = [table.model().index(row, 0).data() for row in range(3)]
    assert numbers == ["AAAA22", "CCCC22", "BBBB22"]
    assert table.model().index(0, 6).data() == "Waiting, Overdue"
    page.search("2026-cccc")
    assert table.currentIndex().row() == 1
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.went == [("cases", {"authority": "HT", "case": "CCCC22"})]


def test_another_unit_and_an_empty_week(qtbot, page):
    page.choose_unit("กองช่าง")
    shown(qtbot, page, 2)
    assert not page._list.empty.isVisibleTo(page)
    page.choose_week("2025-W20")
    shown(qtbot, page, 0, "2025-W20")
    assert page._list.empty.isVisibleTo(page)
    assert not page._list.table.isVisibleTo(page)


def test_nothing_of_the_old_week_leaves_under_the_new_one(qtbot, page, window):
    page.choose_week("2026-W11")
    page._export("csv")
    assert window.asked == []
    shown(qtbot, page, 2, "2026-W11")
    page._export("csv")
    assert window.asked == ["Weekly list 2026-11.csv"]


def test_a_long_count_shows_no_old_numbers(qtbot, page, bridge, monkeypatch):
    held = []
    monkeypatch.setattr(bridge, "read", lambda *call: held.append(call))
    page.choose_week("2026-W11")
    qtbot.waitUntil(lambda: page._list.skeleton.isVisibleTo(page))
    assert named(page)[0] == "Cases reported: –"
    work, then, _failed = held[0]
    then(work())
    assert not page._list.skeleton.isVisibleTo(page)
    assert named(page)[0].startswith("Cases reported: 0")


def test_weeks_are_stepped_and_never_into_the_future(qtbot, page):
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(qtbot, page, 0, "2026-W09")
    this = week_of(clock.now())
    page.choose_week(this)
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page._week == this


def test_export_says_where_the_file_is_and_opens_it(qtbot, page, window):
    page._export("xlsx")
    qtbot.waitUntil(lambda: page._done.isVisibleTo(page))
    saved = window.folder / "Weekly list 2026-10.xlsx"
    assert window.asked == [saved.name]
    assert load_workbook(saved).worksheets[0].max_row == 4
    assert "File saved" in page._done.accessibleName()
    page._done.opened.emit(saved)
    assert window.opened == [saved]


def test_export_by_key_and_as_csv(qtbot, page, window):
    page.activateWindow()
    qtbot.keyClick(page._list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._done.isVisibleTo(page))
    page._csv.click()
    qtbot.waitUntil((window.folder / "Weekly list 2026-10.csv").exists)
    assert len(window.asked) == 2


def test_an_export_that_fails_says_so_in_words(qtbot, page, window):
    (window.folder / "Weekly list 2026-10.xlsx").mkdir()
    page._export("xlsx")
    qtbot.waitUntil(lambda: page._problem.isVisibleTo(page))
    assert of_code("export_failed") in page._problem.accessibleName()
    assert not page._done.isVisibleTo(page)
    assert page._excel.isEnabled()


def test_no_file_when_the_person_thinks_better_of_it(page, window):
    window.cancel = True
    page._export("csv")
    assert [p for p in window.folder.iterdir() if p.suffix == ".csv"] == []


def test_a_change_on_the_desk_comes_by_itself(qtbot, page, desk):
    bring(desk, [case("DDDD22", at(4), unit="กองช่าง")], "c10")
    shown(qtbot, page, 4)
    assert named(page)[0].startswith("Cases reported: 4")


def test_narrow_windows_fold_the_charts(page):
    assert page._charts.days.isVisibleTo(page)
    page.resize(855, 456)
    assert not page._charts.days.isVisibleTo(page)
    assert page._tiles.overdue.y() >= page._tiles.reported.y()
    page._charts._fold.click()
    assert page._charts.days.isVisibleTo(page)


def test_the_paper_has_the_list_and_runs_no_markup(qtbot, page, tmp_path):
    report = page.report()
    html = paper_of(report)
    assert "&lt;b&gt;หลุม&lt;/b&gt; &amp; น้ำขัง" in html
    assert "2026-AAAA22" in html
    out = tmp_path / "paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    set_up(printer)
    page.choose_printer = lambda: printer
    page._print.click()
    qtbot.waitUntil(lambda: out.exists() and page._print.isEnabled())
    assert out.read_bytes().startswith(b"%PDF")


def test_another_language_rebuilds_the_page(qtbot, page):
    with qtbot.waitSignal(page.heading_changed):
        page.retranslate()
    qtbot.waitUntil(lambda: named(page)[0].startswith("Cases reported: 3"))


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (3, 1), (4, 2), (12, 4), (13, 5), (22, 8), (31, 20), (300, 100)]
)
def test_axis_steps(most, step):
    assert nice_step(most) == step
    assert step * 3 >= most


def test_the_sentence_of_an_empty_week_is_shown_whole(qtbot, page):
    page.choose_week("2025-W20")
    shown(qtbot, page, 0, "2025-W20")
    sentence = page._list.empty.findChild(Text)
    lines = len(wrap(sentence.text(), Role.BODY, sentence.maximumWidth()))
    assert lines > 1
    qtbot.waitUntil(lambda: sentence.height() >= lines * line_height(Role.BODY))
