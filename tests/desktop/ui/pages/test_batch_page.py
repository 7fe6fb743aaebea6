"""Photos of several cases: added, proposed, moved, confirmed, saved in one go and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.case import Case, PhotoRole, State
from casework.pictures.proposals import Key
from desktop import batch_draft, clock
from desktop.batch_state import ASIDE, place_of
from desktop.desk import Desk
from desktop.ui.pages.batch import BatchPage
from desktop.ui.pages.batch_tile import MIME
from desktop.ui.pages.my_cases import MyCasesPage
from desktop.ui.window import DeskWindow
from tests.desktop.conftest import a_case, fill
from tests.support.field_photos import field_photo, moved

MINUTE = 60_000_000
Open = Callable[[Desk], DeskWindow]


class Screen(NamedTuple):
    """The page in its window."""

    window: DeskWindow
    page: BatchPage
    qtbot: QtBot

    @property
    def desk(self) -> Desk:
        return self.window.desk

    def settle(self) -> None:
        page = self.page
        self.qtbot.waitUntil(
            lambda: (
                not self.window.bridge.busy
                and not page._propose_timer.isActive()
                and not page.taking.running
            ),
            timeout=20_000,
        )

    def add(self, *photos: bytes) -> None:
        self.page.add_photos([(data, f"IMG_{n}.jpg") for n, data in enumerate(photos)])
        self.settle()

    def card(self, case: Case):
        return self.page.board.cards[place_of(key_of(case))]

    def says(self) -> str:
        return self.page.parts.problem.accessibleName()


def key_of(case: Case) -> Key:
    return (case.authority, case.id)


def at(case: Case, seed: int, minutes_ago: float, north: float = 5) -> bytes:
    """A photo taken near a case."""
    place = moved(case.ticket.lon or 0, case.ticket.lat or 0, north)
    return field_photo(seed, clock.now() - round(minutes_ago * MINUTE), place)


@pytest.fixture
def screen(desk: Desk, open_window: Open, qtbot: QtBot) -> Iterator[Screen]:
    window = open_window(desk)
    page = window.navigate("batch")
    assert isinstance(page, BatchPage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = Screen(window, page, qtbot)
    found.settle()
    yield found
    window.close()


@pytest.fixture
def three(screen: Screen) -> Screen:
    """Two photos at one case, two at another, one far from all."""
    one, other = screen.desk.find("2026-AA0002"), screen.desk.find("2026-AA0006")
    screen.add(
        at(one, 1, 90), at(one, 2, 89), at(other, 3, 30), at(other, 4, 29.5),
        at(other, 5, 10, north=2500),
    )  # fmt: skip
    return screen


def test_an_empty_page_says_what_it_is_for(screen: Screen, words):
    assert "all at once" in words(screen.page)
    assert not screen.page.parts.save.isVisible()


def test_a_day_is_proposed_ticked_saved_and_taken_back(three: Screen, words):
    one, other = three.desk.find("2026-AA0002"), three.desk.find("2026-AA0006")
    page = three.page
    assert [len(g.photos) for g in page.board.groups] == [2, 2]
    assert "Clear" in three.card(one).accessibleName()
    assert not page.parts.save.isEnabled()
    page.handle_key("A")
    page.parts.for_all.text.setPlainText("ซ่อมแล้ว")
    three.card(other).form.text.setPlainText("เปลี่ยนหลอดแล้ว")
    three.card(other).form.results.buttons["partly"].click()
    three.card(other).form.cost.setText("1,250")
    three.settle()
    assert "Save 2 fixes" in page.parts.save.text()
    page.save()
    three.settle()
    first, second = three.desk.find("2026-AA0002"), three.desk.find("2026-AA0006")
    assert first.state == State.DONE
    assert first.history[-1].text == "ซ่อมแล้ว"
    assert len(first.photos_of(PhotoRole.AFTER)) == 2
    assert second.state == State.IN_PROGRESS
    assert (second.history[-1].text, second.history[-1].cost_baht) == ("เปลี่ยนหลอดแล้ว", 1250.0)
    assert first.history[-1].group == second.history[-1].group != ""
    # What was not ticked stays, on the page and in the draft.
    assert len(page.board.state.photos) == 1
    assert len(batch_draft.kept(three.desk.cache).photos) == 1
    three.window.undo_last()
    three.settle()
    assert not three.desk.find("2026-AA0002").photos_of(PhotoRole.AFTER)
    assert len(page.board.state.photos) == 5
    assert len(page.board.groups) == 2


def test_nothing_is_saved_that_was_not_ticked(three: Screen):
    one, other = three.desk.find("2026-AA0002"), three.desk.find("2026-AA0006")
    three.card(one).tick.click()
    three.page.save()
    three.settle()
    assert three.desk.find("2026-AA0002").photos_of(PhotoRole.AFTER)
    assert not three.desk.find("2026-AA0006").photos_of(PhotoRole.AFTER)
    assert three.card(other).isVisible()


def test_photos_are_moved_by_keyboard_and_a_moved_case_must_be_confirmed_anew(three: Screen):
    page, board = three.page, three.page.board
    one, other = three.desk.find("2026-AA0002"), three.desk.find("2026-AA0006")
    page.handle_key("A")
    tile = three.card(one).tiles.tiles[0]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert board.chosen == {tile.sha256}
    QTest.keyClick(tile, Qt.Key.Key_2)  # to the card with that number
    three.settle()
    assert [len(g.photos) for g in board.groups] == [1, 3]
    assert not board.ticked
    three.window.undo_last()
    three.settle()
    assert [len(g.photos) for g in board.groups] == [2, 2]
    QTest.keyClick(three.card(other).tiles.tiles[1], Qt.Key.Key_Space)
    page.handle_key("N")
    assert len(board.groups) == 3
    QTest.keyClick(three.card(other).tiles.tiles[0], Qt.Key.Key_Space)
    page.handle_key("O")
    assert len(board.state.aside()) == 2


def test_arrows_go_from_photo_to_photo_with_one_stop_for_tab(three: Screen):
    tiles = three.card(three.desk.find("2026-AA0002")).tiles.tiles
    tiles[0].setFocus()
    QTest.keyClick(tiles[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is tiles[1]
    stops = [t for t in tiles if t.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [tiles[1]]


def test_photos_are_dragged_to_another_case(three: Screen):
    board = three.page.board
    one, other = three.desk.find("2026-AA0002"), three.desk.find("2026-AA0006")
    board.flip(three.card(one).tiles.tiles[0].sha256)
    drop(three.card(other))
    assert [len(g.photos) for g in board.groups] == [1, 3]
    board.flip(three.card(one).tiles.tiles[0].sha256)
    drop(three.page.parts.aside)
    assert [len(g.photos) for g in board.groups] == [3]


def drop(on: QWidget) -> None:
    """Let chosen photos of the page fall on a widget."""
    data = QMimeData()
    data.setData(MIME, b"chosen")
    event = QDropEvent(
        QPointF(QPoint(5, 5)), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    on.dropEvent(event)


def test_a_case_is_chosen_from_a_list_by_a_word_also_one_far_from_all_photos(three: Screen):
    page = three.page
    far = three.desk.find("2026-AA0009")
    page.board.flip(page.board.state.aside()[0].shot.sha256)
    page.handle_key("M")
    chooser = page.chooser
    assert chooser.isVisible()
    QTest.keyClicks(chooser.field, "AA0009")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    three.settle()
    card = three.card(far)
    assert not chooser.isVisible()
    assert card.view is not None
    # Far from it: the evidence says so before anything is saved.
    three.qtbot.waitUntil(lambda: "km from the case" in card._warning.text())
    assert "Put here by you" in card.accessibleName()


def test_a_visit_between_two_cases_asks_which_and_offers_both(screen: Screen):
    twin = a_case(40)
    lon, lat = moved(twin.ticket.lon or 0, twin.ticket.lat or 0, 28)
    ticket = msgspec.structs.replace(twin.ticket, number="2026-AA0041", lon=lon, lat=lat)
    other = msgspec.structs.replace(twin, id="case-0041", ticket=ticket)
    fill(screen.desk, [twin, other])
    screen.add(at(twin, 1, 20, north=14), at(twin, 2, 19.5, north=14))
    (card,) = screen.page.board.cards.values()
    assert "Which case?" in card.accessibleName()
    assert len(card.choices) == 2
    assert not card.tick.isVisible()
    card.choices[0].click()
    screen.settle()
    (group,) = screen.page.board.groups
    assert group.key in {key_of(twin), key_of(other)}
    # Said, and still to be confirmed.
    assert not screen.page.board.confirmed()


def test_photos_from_before_the_work_are_left_out_with_one_click(screen: Screen):
    case = screen.desk.find("2026-AA0002")
    screen.add(at(case, 1, 90), at(case, 2, 40), at(case, 3, 39.5))
    card = screen.card(case)
    assert "1" in card.leave.text()
    card.leave.click()
    screen.settle()
    assert len(screen.page.board.groups[0].photos) == 2
    assert len(screen.page.board.state.aside()) == 1


def test_the_batch_comes_back_after_a_crash_with_all_that_was_done(
    three: Screen, open_window: Open
):
    one = three.desk.find("2026-AA0002")
    three.card(one).tick.click()
    three.card(one).form.text.setPlainText("ถมแล้ว")
    three.page.board.flip(three.card(one).tiles.tiles[0].sha256)
    three.page.board.move_chosen(ASIDE)
    three.card(one).tick.click()
    three.page.keep_draft()
    three.settle()
    # Another window on what the first one kept, as after a start anew.
    again = BatchPage(three.window.bridge, three.window)
    three.qtbot.addWidget(again)
    three.qtbot.waitUntil(lambda: len(again.board.groups) == 2, timeout=20_000)
    assert len(again.board.state.photos) == 5
    assert len(again.board.state.aside()) == 2
    card = again.board.cards[place_of(key_of(one))]
    assert card.tick.isChecked()
    assert card.form.words().text == "ถมแล้ว"


def test_what_is_no_photo_is_told_and_hinders_no_other(screen: Screen, tmp_path: Path):
    broken = tmp_path / "notes.jpg"
    broken.write_bytes(b"no photo at all")
    case = screen.desk.find("2026-AA0002")
    good = tmp_path / "good.jpg"
    good.write_bytes(at(case, 1, 5))
    screen.page.add_photos(
        [(broken, "notes.jpg"), (good, "good.jpg"), (tmp_path / "no.jpg", "no.jpg")]
    )
    screen.settle()
    told = screen.page.parts.bad.accessibleName()
    assert "notes.jpg" in told
    assert "no.jpg" in told
    assert len(screen.page.board.groups) == 1


def test_stopping_leaves_what_is_still_to_come(screen: Screen):
    case = screen.desk.find("2026-AA0002")
    photos = [(at(case, seed, 30), f"{seed}.jpg") for seed in range(30)]
    screen.page.add_photos(photos)
    screen.page.parts.stop.click()
    screen.settle()
    assert len(screen.page.board.state.photos) < 30
    assert not screen.page.taking.running


def test_why_is_asked_of_what_could_not_be_fixed_and_a_cost_must_be_a_number(three: Screen):
    one = three.desk.find("2026-AA0002")
    card = three.card(one)
    card.tick.click()
    card.form.results.buttons["cannot"].click()
    three.page.save()
    assert "why case 2026-AA0002" in three.says()
    card.form.text.setPlainText("ต้องรอวัสดุ")
    card.form.cost.setText("มาก")
    three.page.save()
    assert "is no number" in three.says()
    card.form.cost.setText("")
    three.page.save()
    three.settle()
    saved = three.desk.find("2026-AA0002")
    assert (saved.state, saved.history[-1].result) == (State.IN_PROGRESS, "cannot")


def test_ready_words_of_the_type_and_names_typed_before_are_offered(three: Screen):
    one = three.desk.find("2026-AA0002")
    form = three.card(one).form
    form._make_menu()
    names = [action.text() for action in form._menu.actions()]
    assert names
    form._menu.actions()[0].trigger()
    assert form.words().text
    assert three.page.board.words[key_of(one)].text == form.words().text
    form.done_by.setText("ทีมช่าง")
    three.card(one).tick.click()
    three.page.save()
    three.settle()
    again = BatchPage(three.window.bridge, three.window)
    three.qtbot.addWidget(again)
    three.qtbot.waitUntil(lambda: bool(again.board.cards), timeout=20_000)
    three.settle()
    (card,) = again.board.cards.values()
    three.qtbot.waitUntil(lambda: card.form.done_by.completer().model().rowCount() > 0)
    assert card.form.done_by.completer().model().index(0, 0).data() == "ทีมช่าง"


def test_a_clock_set_right_by_hand_proposes_anew_and_is_told_in_the_record(screen: Screen):
    case = screen.desk.find("2026-AA0002")
    screen.add(
        at(case, 1, 30),
        field_photo(2, clock.now() - 29 * MINUTE, camera_off=-600 * MINUTE),
    )
    board = screen.page.board
    assert len(board.state.aside()) == 1
    clock_row = screen.page.parts.clock
    clock_row.button.click()
    clock_row.direction.setCurrentIndex(1)
    clock_row.hours.setValue(10)
    screen.settle()
    assert not board.state.aside()
    screen.card(case).tick.click()
    screen.settle()
    screen.page.save()
    screen.settle()
    kept = [p.evidence for p in screen.desk.find("2026-AA0002").photos_of(PhotoRole.AFTER)]
    assert any("10 h behind" in e.reason for e in kept if e is not None)


def test_a_case_that_was_closed_meanwhile_takes_photos_alone(three: Screen):
    one = three.desk.find("2026-AA0002")
    closed = msgspec.structs.replace(
        one, state=State.DONE, finished_at=clock.now() - 80 * MINUTE, version=77
    )
    fill(three.desk, [closed])
    three.settle()
    card = three.card(one)
    three.qtbot.waitUntil(lambda: "stays as it is" in card._notes.text())
    card.tick.click()
    three.page.save()
    three.settle()
    assert [e.kind for e in three.desk.find("2026-AA0002").history][-1] == "attach_photo"


def test_it_is_reached_from_the_list_and_by_command(desk: Desk, open_window: Open, qtbot: QtBot):
    window = open_window(desk)
    cases = window.page("cases")
    assert isinstance(cases, MyCasesPage)
    cases.ways.batch.click()
    assert window.current_key() == "batch"
    window.navigate("cases")
    window._palette.refresh()
    window._palette.run("Go to Photos of several cases")
    assert window.current_key() == "batch"
    window.close()


def test_everything_can_be_reached_and_has_a_name_in_both_languages(three: Screen):
    three.page.board.flip(three.page.board.state.aside()[0].shot.sha256)
    for speech in ("th", "en"):
        three.window.choose_language(speech)
        for widget in three.page.findChildren(QWidget):
            takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_keys and widget.isVisible() and widget.focusProxy() is None:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_in_a_narrow_window_one_part_is_seen_at_a_time(three: Screen):
    parts = three.page.parts
    three.page.set_narrow(True)
    assert not parts.aside.isVisible()
    parts.show_part("aside")
    assert parts.aside.isVisible()
    assert not three.card(three.desk.find("2026-AA0002")).isVisible()
    three.page.set_narrow(False)
    assert three.card(three.desk.find("2026-AA0002")).isVisible()
