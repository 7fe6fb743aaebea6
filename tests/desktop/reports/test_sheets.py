"""Sheets on paper: nothing is cut in two, numbers are masked, and every code can be scanned."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPageRanges, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from casework.case import Photo, PhotoRole
from casework.typed_codes import scanned_number
from desktop.errors import DeskError
from desktop.reports.day_sheet import CaseBlock, day_sheet
from desktop.reports.files import ExportError
from desktop.reports.sheet_cases import PHOTO_SIDE, SheetCase, gather
from desktop.reports.sheet_pages import (
    MARGIN,
    ROOM,
    in_pages,
    print_sheet,
    write_pdf,
)
from desktop.reports.work_sheet import qr_matrix, qr_text, work_sheet
from desktop.words import speaking
from tests.desktop.conftest import a_case, a_photo, fill

DPI = 300


def quiet(done, total):
    """Nobody listens."""


def a_sheet_case(number="2026-K7QWXA", words="ถนนเป็นหลุมลึกหน้าวัด", photos=()):
    return SheetCase(
        number=number, words=words, types="ถนน", place="หมู่ 3 · หน้าวัด",
        coordinates="16.44120, 101.15330", due="27 พ.ย. 2569",
        marks=(("wrench", "กำลังดำเนินการ"), ("alarm-clock", "เกินกำหนด")),
        reporter="08x-xxx-1234", photos=photos, lon=101.1533, lat=16.4412,
    )  # fmt: skip


def opened(path):
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    return document


def text_of(document):
    return [document.getAllText(page).text() for page in range(document.pageCount())]


def rendered(document, page):
    """The page as a printer of 300 dots an inch would put it on white paper."""
    size = document.pagePointSize(page)
    drawn = document.render(
        page, QSize(round(size.width() * DPI / 72), round(size.height() * DPI / 72))
    )
    paper = QImage(drawn.size(), QImage.Format.Format_Grayscale8)
    paper.fill(QColor("white"))
    with QPainter(paper) as painter:
        painter.drawImage(0, 0, drawn)
    return paper


def day_of(cases):
    stops = [(n, case, "ไปอีก 1.2 กม.") for n, case in enumerate(cases, start=1)]
    return day_sheet("อบต.ห้วยตะวัน", "ประเสริฐ ใจมั่น", stops, "3 เรื่อง")


# -- pages ----------------------------------------------------------------------------------------


@given(st.lists(st.floats(1, ROOM * 1.5), max_size=60))
def test_every_block_is_on_one_page_in_order_and_fits(heights):
    pages = in_pages(heights)
    assert [number for page in pages for number in page] == list(range(len(heights)))
    for page in pages:
        assert page
        taken = sum(heights[number] for number in page) + 36 * (len(page) - 1)
        assert taken <= ROOM or len(page) == 1


def test_no_page_is_left_half_empty_for_a_block_that_would_fit():
    assert in_pages([100, 100, 100]) == [[0, 1, 2]]
    assert in_pages([ROOM - 50, 100, 100]) == [[0], [1, 2]]


def test_the_longest_report_with_all_its_photos_is_still_one_piece(qapp):
    picture = QImage(720, 540, QImage.Format.Format_RGB32)
    case = a_sheet_case(words="น้ำท่วมขังหน้าบ้านที่อยู่ใกล้ป้ำ " * 70, photos=(picture,) * 3)
    assert CaseBlock(1, case, "ไปอีก 12 กม.").height < ROOM / 1.5


def test_pages_are_numbered_and_the_title_comes_again(qapp, tmp_path):
    path = tmp_path / "day.pdf"
    with speaking("en"):
        write_pdf(day_of([a_sheet_case(f"2026-AA{n:04d}") for n in range(9)]), path, quiet)
    pages = text_of(opened(path))
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text
        assert "Work for" in text
    whole = "".join(pages)
    assert all(whole.count(f"2026-AA{n:04d}") == 1 for n in range(9))


def test_a_page_alone_is_printed_where_it_is_asked_for(qapp, tmp_path):
    writer = QPdfWriter(str(tmp_path / "one.pdf"))
    ranges = QPageRanges()
    ranges.addPage(2)
    writer.setPageRanges(ranges)
    with speaking("en"):
        print_sheet(day_of([a_sheet_case(f"2026-AA{n:04d}") for n in range(9)]), writer, quiet)
    [text] = text_of(opened(tmp_path / "one.pdf"))
    assert "page 2 of" in text


def test_the_paper_is_a4_and_nothing_comes_near_its_edge(qapp, tmp_path):
    path = tmp_path / "day.pdf"
    write_pdf(day_of([a_sheet_case()]), path, quiet)
    document = opened(path)
    size = document.pagePointSize(0)
    assert (size.width(), size.height()) == pytest.approx((595, 842), abs=1)
    image = rendered(document, 0)
    edge = round(8 * DPI / 25.4)
    assert all(
        image.pixelColor(x, y).value() > 200
        for x in (*range(0, edge, 5), *range(image.width() - edge, image.width(), 5))
        for y in range(0, image.height(), 7)
    )


# -- what goes wrong ------------------------------------------------------------------------------


def test_a_sheet_that_is_stopped_leaves_no_file(qapp, tmp_path):
    path = tmp_path / "day.pdf"
    path.write_bytes(b"before")

    def stop(done, total):
        if done:
            raise DeskError("sheet_stopped")

    with pytest.raises(DeskError, match="sheet_stopped"):
        write_pdf(day_of([a_sheet_case() for _ in range(9)]), path, stop)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["day.pdf"]


def test_a_folder_that_is_not_there_is_said(qapp, tmp_path):
    with pytest.raises(ExportError):
        write_pdf(day_of([a_sheet_case()]), tmp_path / "none" / "day.pdf", quiet)


# -- what stands on it ----------------------------------------------------------------------------


def on_paper(desk, tmp_path, *, telephones=False):
    [case] = gather(
        desk.case, desk.photos, [("HT", "case-0001")], quiet, telephones=telephones, most_photos=3
    )
    assert case is not None
    path = tmp_path / f"{telephones}.pdf"
    write_pdf(day_of([case]), path, quiet)
    return case, "".join(text_of(opened(path)))


@pytest.fixture
def with_phone(desk):
    [case] = desk.cache.many([("HT", "case-0001")])
    ticket = replace(
        case.ticket, reporter_phone="0812344417", reporter_name="Malee",
        description="ท่อแตก โทร 0891112233",
    )  # fmt: skip
    fill(desk, [replace(case, ticket=ticket, version=99)])
    return desk


def test_names_and_numbers_are_not_on_paper_unless_they_are_wanted(with_phone, tmp_path):
    _, text = on_paper(with_phone, tmp_path)
    assert "08x-xxx-4417" in text
    for hidden in ("0812344417", "0891112233", "Malee"):
        assert hidden not in text
    _, text = on_paper(with_phone, tmp_path, telephones=True)
    for wanted in ("0812344417", "0891112233", "Malee"):
        assert wanted in text


def test_a_report_that_is_hidden_stays_hidden_on_paper(with_phone, tmp_path):
    [case] = with_phone.cache.many([("HT", "case-0001")])
    fill(with_phone, [replace(case, ticket=replace(case.ticket, hidden=True), version=100)])
    _, text = on_paper(with_phone, tmp_path, telephones=True)
    for hidden in ("0812344417", "0891112233", "Malee"):
        assert hidden not in text


def test_what_is_late_is_said_in_words_with_its_place(desk, tmp_path):
    case, text = on_paper(desk, tmp_path)
    assert [icon for icon, _ in case.marks] == ["wrench", "alarm-clock"]
    assert "16.40000, 101.20100" in text


def test_photos_of_the_problem_are_there_as_sharp_as_paper_needs(desk):
    taken = [desk.photos.add(a_photo(n, (1600, 1200)), f"{n}.jpg") for n in range(5)]
    photos = tuple(Photo(sha256=sha, role=PhotoRole.BEFORE) for sha in taken)
    after = Photo(sha256=desk.photos.add(a_photo(77), "after.jpg"), role=PhotoRole.AFTER)
    fill(desk, [replace(a_case(1, photos=(after, *photos)), version=99)])
    [case] = gather(desk.case, desk.photos, [("HT", "case-0001")], quiet, most_photos=3)
    assert case is not None
    assert len(case.photos) == 3
    assert all(max(p.width(), p.height()) >= PHOTO_SIDE for p in case.photos)


def test_a_case_that_is_gone_keeps_the_places_of_the_others(desk):
    asked: list[tuple[int, int]] = []
    cases = gather(
        desk.case,
        desk.photos,
        [("HT", "gone"), ("HT", "case-0002")],
        lambda *far: asked.append(far),
        most_photos=1,
    )
    assert cases[0] is None
    assert cases[1] is not None
    assert cases[1].number == "2026-AA0002"
    assert asked == [(0, 2), (1, 2), (2, 2)]


# -- codes ----------------------------------------------------------------------------------------


def dark_box(image, left, top, right, bottom):
    """The box (left, top, right, bottom) of what is dark in a part of a page, in pixels."""
    dark = [
        (x, y)
        for y in range(top, bottom, 2)
        for x in range(left, right, 2)
        if image.pixelColor(x, y).value() < 128
    ]
    xs, ys = zip(*dark, strict=True)
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def sampled(image, box, modules):
    """Which modules of a code are dark, looked at in the middle of each."""
    left, top, right, bottom = box
    return tuple(
        tuple(
            image.pixelColor(
                round(left + (x + 0.5) * (right - left) / modules),
                round(top + (y + 0.5) * (bottom - top) / modules),
            ).value()
            < 128
            for x in range(modules)
        )
        for y in range(modules)
    )


@pytest.mark.parametrize("number", ["2026-K7QWXA", "2022-k4mdmw"])
def test_the_code_on_the_printed_page_says_the_ticket(qapp, tmp_path, number):
    path = tmp_path / "work.pdf"
    sheet = work_sheet("อบต.ห้วยตะวัน", "ประเสริฐ", [a_sheet_case(number)])
    write_pdf(sheet, path, quiet)
    image = rendered(opened(path), 0)
    unit = DPI / 254
    top = MARGIN + sheet.blocks[0].height + 30
    box = dark_box(
        image, round(MARGIN * unit) + 4, round(top * unit),
        round((MARGIN + 300) * unit), round((top + 310) * unit),
    )  # fmt: skip
    expected = segno.make(f"TD1*{number.upper()}", error="m", micro=False, boost_error=False)
    assert sampled(image, box, len(expected.matrix)) == tuple(
        tuple(bool(module) for module in row) for row in expected.matrix
    )
    millimetres = (box[2] - box[0]) / DPI * 25.4
    assert millimetres >= 18
    module = (box[2] - box[0]) / len(expected.matrix)
    quiet_zone = box[0] - MARGIN * unit
    assert quiet_zone >= 3.9 * module


def test_a_code_holds_the_number_in_capitals_at_level_m():
    assert qr_text("2026-k7qwxa") == "TD1*2026-K7QWXA"
    assert scanned_number(qr_text("2026-k7qwxa")) == "2026-K7QWXA"
    matrix = qr_matrix("TD1*2026-K7QWXA")
    assert len(matrix) == 21  # version 1: alphanumeric, so that modules are large
    assert segno.make("TD1*2026-K7QWXA", error="m", boost_error=False).error == "M"


def test_three_cases_stand_on_a_page_and_none_is_cut(qapp, tmp_path):
    path = tmp_path / "work.pdf"
    cases = [a_sheet_case(f"2026-AA{n:04d}") for n in range(7)]
    write_pdf(work_sheet("อบต.", "ประเสริฐ", cases), path, quiet)
    assert opened(path).pageCount() == 3
