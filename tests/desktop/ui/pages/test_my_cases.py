"""My cases, the case page and recording a fix, on a real desk without a server."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from casework.case import Audience, State
from desktop import messages
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.rows import ROW_ROLE
from desktop.ui.wording import masked_phone
from desktop.views import Filters
from desktop.words import use_language


class StandIn(QMainWindow):
    """The window around the page: notes what the page asks of it."""

    language = "en"

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.thumbnails = Thumbnails(bridge, self)
        self.went: list[tuple[str, dict[str, str]]] = []
        self.undo_text = self.searched = ""
        self.undo: Callable[[], None] | None = None
        self.files: list[Path] = []
        self.problems: list[str] = []

    def navigate(self, key: str, **what: str) -> QWidget:
        self.went.append((key, what))
        return self

    def show_undo(self, text: str, undo: Callable[[], None] | None) -> None:
        self.undo_text, self.undo = text, undo

    def show_problem(self, error: Exception, beside: QWidget | None = None) -> None:
        self.problems.append(messages.sentence(error))

    def show_search(self, text: str) -> None:
        self.searched = text

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        return self.files

    def choose_save(self, title: str, suggested: str) -> Path | None:
        return None

    def open_file(self, path: Path) -> None:
        raise AssertionError("no page here opens files")

    def choose_language(self, chosen: str) -> None:
        raise AssertionError("no page here chooses the language")

    def choose_mode(self, mode: str) -> None:
        raise AssertionError("no page here chooses the mode")

    def choose_density(self, density: str) -> None:
        raise AssertionError("no page here chooses the density")

    def choose_text_size(self, size: int) -> None:
        raise AssertionError("no page here chooses the size of words")

    def chosen_text_size(self) -> int:
        raise AssertionError("no page here chooses the size of words")


class Screen:
    """A page in its window, and the waiting that a person does without noticing."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.bridge = Bridge(desk)
        self.window = StandIn(self.bridge)
        qtbot.addWidget(self.window)
        self.page = MyCasesPage(self.bridge, self.window)
        self.window.setCentralWidget(self.page)
        self.window.resize(1178, 712)
        with qtbot.waitSignal(self.page.stands):
            self.window.show()
        self.settle()

    def settle(self) -> None:
        quiet = lambda: (  # noqa: E731
            not self.bridge.busy and not self.page._follow_timer.isActive()
        )  # fmt: skip
        self.qtbot.waitUntil(quiet)

    def open(self, number: str) -> None:
        case = self.desk.find(number)
        self.page.activate(authority=case.authority, case=case.id)
        self.settle()

    def key(self, letter: str) -> None:
        self.page.handle_key(letter)
        self.settle()

    def numbers(self) -> list[str]:
        model = self.page.list.model
        return [model.index(n).data(ROW_ROLE).number for n in range(model.rowCount())]

    @property
    def problem(self) -> str:
        return self.page.case_page.head.problem()

    def close(self) -> None:
        self.bridge.close()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    where = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, where, str(tmp_path / "settings"))


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(desk, qtbot)
    yield made
    made.close()


@pytest.fixture
def clerk(clerk_desk: Desk, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(clerk_desk, qtbot)
    yield made
    made.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "after.jpg"
    Image.effect_noise((320, 240), 60).convert("RGB").save(path, "JPEG")
    return path


# -- the list -----------------------------------------------------------------------------------


def test_the_most_urgent_case_is_shown_first(screen: Screen) -> None:
    assert screen.numbers()[0] == "2026-AA0001"
    assert screen.page.case_page.case is not None
    assert screen.page.case_page.case.ticket.number == "2026-AA0001"
    assert screen.page.title() == "My cases"
    assert screen.page.subtitle().startswith("11 cases")


def test_j_and_k_move_and_the_case_follows(screen: Screen) -> None:
    rows = screen.numbers()
    screen.key("J")
    screen.key("J")
    screen.key("K")
    shown = screen.page.case_page.case
    assert shown is not None
    assert shown.ticket.number == rows[1]


def test_keys_work_in_the_thai_layout(screen: Screen) -> None:
    screen.open("2026-AA0008")
    screen.page.list.view.setFocus()
    event = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "ฟ"
    )
    QApplication.sendEvent(screen.page.list.view, event)
    screen.settle()
    assert screen.desk.find("2026-AA0008").state == State.IN_PROGRESS


def test_search_finds_closed_cases_too(screen: Screen) -> None:
    assert "2026-AA0011" not in screen.numbers()
    screen.page.search("AA0011")
    screen.settle()
    assert screen.numbers() == ["2026-AA0011"]
    screen.page.search("ไม่มีคำนี้")
    screen.settle()
    assert screen.numbers() == []


def test_filters_by_state_and_type(screen: Screen) -> None:
    screen.page.choice.choose(Filters(states=frozenset({State.DONE})))
    screen.settle()
    assert screen.numbers() == ["2026-AA0011"]
    screen.page.choice.choose(Filters(types=frozenset({"ขยะ"})))
    screen.settle()
    assert screen.numbers() == []
    menu = screen.page._strip.order_menu()
    assert [a.text() for a in menu.actions()][:2] == ["Urgent first", "Newest first"]


def test_the_case_read_stays_when_its_row_goes(screen: Screen) -> None:
    screen.page.choice.choose(Filters(states=frozenset({State.WAITING})))
    screen.settle()
    rows = screen.numbers()
    screen.open(rows[0])
    screen.key("A")
    assert screen.numbers() == rows[1:]
    shown = screen.page.case_page.case
    assert shown is not None
    assert shown.ticket.number == rows[0]
    screen.key("J")
    shown = screen.page.case_page.case
    assert shown is not None
    assert shown.ticket.number == rows[1]


def test_narrow_shows_list_or_case(screen: Screen) -> None:
    screen.page.set_narrow(True)
    assert screen.page.list.isVisible()
    assert not screen.page.case_page.isVisible()
    screen.qtbot.keyClick(screen.page.list.view, Qt.Key.Key_Return)
    screen.settle()
    assert screen.page.case_page.isVisible()
    assert not screen.page.list.isVisible()
    screen.qtbot.keyClick(screen.page.case_page, Qt.Key.Key_Escape)
    assert screen.page.list.isVisible()


def test_the_row_being_read_stays_where_it_is(screen: Screen) -> None:
    screen.window.resize(1178, 380)
    view = screen.page.list.view
    screen.qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 400)
    view.verticalScrollBar().setValue(300)
    top = view.indexAt(view.viewport().rect().topLeft())
    number, at = top.data(ROW_ROLE).number, view.visualRect(top).top()
    first = screen.desk.find(screen.numbers()[0])
    screen.page.case_page.show_case(None)
    screen.desk.fix(first, [], "ซ่อมแล้ว")
    screen.qtbot.waitUntil(lambda: first.ticket.number not in screen.numbers())
    top = view.indexAt(view.viewport().rect().topLeft())
    assert (top.data(ROW_ROLE).number, view.visualRect(top).top()) == (number, at)


def test_the_page_speaks_thai_after_a_change_of_language(screen: Screen) -> None:
    screen.open("2026-AA0001")
    use_language("th")
    try:
        screen.page.retranslate()
        screen.settle()
        assert screen.page.title() == "เรื่องของฉัน"
        assert screen.page.case_page.head.buttons["record_fix"].text() == "บันทึกการแก้ไข"
        assert screen.page.fix.form.save.text() == "บันทึกการแก้ไข"
    finally:
        use_language("en")


# -- acts ---------------------------------------------------------------------------------------


def test_accepting_changes_case_and_outbox_and_can_be_undone(screen: Screen) -> None:
    screen.open("2026-AA0008")
    screen.key("A")
    assert screen.desk.find("2026-AA0008").state == State.IN_PROGRESS
    assert [item.operation.kind for item in screen.desk.outbox()] == ["accept"]
    assert screen.window.undo_text == "Case accepted"
    entries = screen.page.case_page.history.entries()
    assert entries[0].unsent
    assert screen.window.undo is not None
    screen.window.undo()
    screen.settle()
    assert screen.desk.find("2026-AA0008").state == State.WAITING
    assert screen.desk.outbox() == []


def test_a_refused_act_says_why_beside_the_acts(screen: Screen) -> None:
    screen.open("2026-AA0001")
    screen.key("A")
    assert screen.problem.strip() == messages.of_refusal("state_in_progress")
    screen.key("G")
    assert screen.problem.strip() == messages.of_refusal("role")
    assert screen.desk.outbox() == []


def test_recording_a_fix_on_a_closed_case_is_refused(screen: Screen) -> None:
    screen.open("2026-AA0011")
    screen.key("D")
    assert not screen.page.is_fixing()
    assert screen.problem.strip() == messages.of_refusal("state_done")
    assert screen.desk.outbox() == []


def test_a_comment_for_staff_is_marked_and_half_written_ones_are_kept(screen: Screen) -> None:
    screen.open("2026-AA0001")
    box = screen.page.case_page.comment
    box.field.setPlainText("ต้องใช้รถบดก่อน")
    screen.open("2026-AA0002")
    assert box.text() == ""
    screen.open("2026-AA0001")
    assert box.text() == "ต้องใช้รถบดก่อน"
    box.set_audience(Audience.STAFF)
    box.save()
    screen.settle()
    entry = screen.page.case_page.history.entries()[0]
    assert entry.title == "For staff only"
    assert "does not see" in entry.note
    assert box.text() == ""


def test_own_act_is_taken_back_from_the_history(screen: Screen) -> None:
    screen.open("2026-AA0001")
    screen.page.case_page.comment.field.setPlainText("พิมพ์ผิด")
    screen.page.case_page.comment.save()
    screen.settle()
    event = screen.desk.find("2026-AA0001").history[-1]
    screen.page.case_page.history.undo_wanted.emit(event.id)
    screen.settle()
    assert [e.kind for e in screen.desk.find("2026-AA0001").history] == ["report"]
    assert screen.desk.outbox() == []


def test_a_clerk_assigns_in_the_panel(clerk: Screen) -> None:
    clerk.open("2026-AA0003")
    clerk.key("G")
    panel = clerk.page.case_page._panels._panels["assign"]
    panel._people.field.setText("อนุชา")  # type: ignore[attr-defined]
    panel.save()
    clerk.settle()
    case = clerk.desk.find("2026-AA0003")
    assert (case.officer, case.unit) == ("anucha", "กองสาธารณสุข")
    assert not panel.isVisible()


def test_rejecting_needs_a_reason(clerk: Screen) -> None:
    clerk.open("2026-AA0003")
    clerk.key("R")
    panel = clerk.page.case_page._panels._panels["reject"]
    panel.save()
    clerk.settle()
    assert clerk.desk.find("2026-AA0003").state == State.WAITING
    panel._text.setPlainText("อยู่นอกเขต")  # type: ignore[attr-defined]
    panel.save()
    clerk.settle()
    assert clerk.desk.find("2026-AA0003").state == State.REJECTED


def test_the_phone_number_is_hidden_until_asked_for(screen: Screen) -> None:
    screen.open("2026-AA0001")
    facts = screen.page.case_page.facts
    assert facts._phone.text() == "08x-xxx-1234"
    facts.show_phone()
    assert facts._phone.text() == "08x-000-1234"
    assert masked_phone("0812344417") == "08x-xxx-4417"


def test_l_opens_the_map_at_the_case(screen: Screen) -> None:
    screen.open("2026-AA0001")
    screen.key("L")
    assert screen.window.went == [("map", {"authority": "HT", "case": "case-0001"})]


def test_photos_open_large_and_turn(screen: Screen, photo: Path, tmp_path: Path) -> None:
    case = screen.desk.find("2026-AA0001")
    second = tmp_path / "second.jpg"
    Image.effect_noise((200, 300), 30).convert("RGB").save(second, "JPEG")
    taken = [screen.desk.prepare_photo(path, case) for path in (photo, second)]
    screen.desk.attach(case, taken)
    screen.open("2026-AA0001")
    page = screen.page.case_page
    page.photos.opened.emit(taken[0].sha256)
    screen.settle()
    viewer = page._viewing.viewer
    assert viewer is not None
    assert viewer.current() == taken[0].sha256
    screen.qtbot.keyClick(viewer.stage, Qt.Key.Key_Right)
    screen.settle()
    assert viewer.current() == taken[1].sha256
    assert not viewer.stage.picture().isNull()
    screen.qtbot.keyClick(viewer.stage, Qt.Key.Key_Plus)
    assert viewer.stage.lens.zoom > 1.0
    screen.qtbot.keyClick(viewer.stage, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_what_a_photo_is_and_where_it_is(screen: Screen, photo: Path) -> None:
    case = screen.desk.find("2026-AA0001")
    screen.desk.attach(case, [screen.desk.prepare_photo(photo, case)])
    screen.open("2026-AA0001")
    after = screen.page.case_page.photos.after
    assert after._truth.text() == "On this computer only"
    assert "its data were removed" in after._proof.text()
    assert screen.page.case_page.photos.before._truth.text() == "On the server, checked"


# -- recording a fix ----------------------------------------------------------------------------


def fixing(screen: Screen, number: str = "2026-AA0001") -> None:
    screen.open(number)
    screen.key("D")
    assert screen.page.is_fixing()


def test_a_fix_with_a_photo_closes_the_case(screen: Screen, photo: Path) -> None:
    fixing(screen)
    screen.window.files = [photo]
    screen.key("P")
    fix = screen.page.fix
    assert [card.verdict for card in fix.form.photos.cards()] != []
    fix.form.text.setPlainText("ปูยางมะตอยแล้ว")
    fix.save()
    screen.settle()
    case = screen.desk.find("2026-AA0001")
    assert case.state == State.DONE
    assert screen.desk.photos.read(case.photos[-1].sha256) == photo.read_bytes()
    assert not screen.page.is_fixing()
    assert screen.window.undo_text == "Fix saved · photos still to be sent: 1"
    assert screen.desk.cache.draft("HT", "case-0001", "fix") is None


def test_the_draft_survives_closing(screen: Screen, photo: Path) -> None:
    fixing(screen)
    fix = screen.page.fix
    fix.add_photos([photo])
    screen.settle()
    fix.form.text.setPlainText("กำลังทำ")
    fix.form.outcome.set_result("partly")
    day = fix.form.outcome.day.day()
    fix.leave()
    screen.settle()
    again = Screen(screen.desk, screen.qtbot)
    fixing(again)
    held = again.page.fix
    assert held.form.text.toPlainText() == "กำลังทำ"
    assert [p.name for p in held.photos()] == ["after.jpg"]
    outcome = held.form.outcome
    assert (outcome.state(), outcome.day.day()) == (State.FOLLOWED_UP, day)
    held.save()
    again.settle()
    case = again.desk.find("2026-AA0001")
    assert case.state == State.FOLLOWED_UP
    assert case.due_at == outcome.day.due_at()
    again.close()


def test_ctrl_enter_saves_and_esc_goes_back_while_typing(screen: Screen) -> None:
    fixing(screen)
    fix = screen.page.fix
    fix.form.text.setPlainText("ตัดหญ้าแล้ว")
    screen.qtbot.keyClick(fix.form.text, Qt.Key.Key_Escape)
    screen.settle()
    assert not screen.page.is_fixing()
    assert screen.page.case_page.head.buttons["record_fix"].text() == "Go on with the draft"
    screen.key("D")
    assert fix.form.text.toPlainText() == "ตัดหญ้าแล้ว"
    screen.qtbot.keyClick(fix.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.settle()
    assert screen.desk.find("2026-AA0001").state == State.DONE


def test_what_is_no_photo_is_said_and_hinders_nothing(
    screen: Screen, photo: Path, tmp_path: Path
) -> None:
    words = tmp_path / "letter.jpg"
    words.write_text("no picture at all", encoding="utf-8")
    fixing(screen)
    screen.page.fix.add_photos([words, photo])
    screen.settle()
    assert screen.page.fix.form.bad_files() == [
        messages.of_code("photo_not_a_picture", name="letter.jpg")
    ]
    assert [p.name for p in screen.page.fix.photos()] == ["after.jpg"]


def test_files_and_pictures_can_be_dropped_or_pasted(screen: Screen, photo: Path) -> None:
    fixing(screen)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(photo))])
    assert screen.page.fix.ways.take_mime(files)
    picture = QMimeData()
    picture.setImageData(QImage.fromData(a_png()))
    assert screen.page.fix.ways.take_mime(picture)
    screen.settle()
    assert len(screen.page.fix.photos()) == 2
    screen.page.fix.remove_photo(screen.page.fix.photos()[0].sha256)
    assert len(screen.page.fix.photos()) == 1


def test_a_warning_asks_for_a_reason_but_never_blocks(screen: Screen, tmp_path: Path) -> None:
    fixing(screen, "2026-AA0002")
    same = tmp_path / "same.jpg"
    Image.effect_noise((320, 240), 70).convert("RGB").save(same, "JPEG")
    other = screen.desk.find("2026-AA0003")
    screen.desk.attach(other, [screen.desk.prepare_photo(same, other)])
    screen.page.fix.add_photos([same])
    screen.settle()
    form = screen.page.fix.form
    sha256 = screen.page.fix.photos()[0].sha256
    assert "2026-AA0003" in " ".join(form.photos.cards()[0].lines)
    form._reasons[sha256][2].setPlainText("ภาพเดียวกันทั้งสองเรื่อง")
    screen.page.fix.save()
    screen.settle()
    case = screen.desk.find("2026-AA0002")
    assert case.state == State.DONE
    evidence = case.photos[-1].evidence
    assert evidence is not None
    assert (evidence.verdict, evidence.reason) == ("look_again", "ภาพเดียวกันทั้งสองเรื่อง")


def test_an_empty_fix_says_what_is_missing(screen: Screen) -> None:
    fixing(screen)
    screen.page.fix.save()
    screen.settle()
    assert "say in a few words" in screen.page.fix.form.problem()
    assert screen.page.is_fixing()
    assert screen.desk.outbox() == []


def a_png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 80).convert("RGB").save(out, "PNG")
    return out.getvalue()
