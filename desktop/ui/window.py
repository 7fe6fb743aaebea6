"""The desk's window: the frame with its pages, told of everything the desk does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from casework.case import Role
from desktop import messages
from desktop.acting import ActReport
from desktop.clock_words import clock_sentence
from desktop.desk import Desk
from desktop.handover import Door
from desktop.status import Line, Status
from desktop.storage.records import Counts
from desktop.ui.adapting import Adapter
from desktop.ui.bridge import Bridge
from desktop.ui.choosing import Choosing
from desktop.ui.dressing import dress
from desktop.ui.guard import Guard
from desktop.ui.palette import KeysDialog, Palette, commands_of
from desktop.ui.places import places
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.connection import status_text
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.undo_bar import UndoBar
from desktop.ui.wording import role_word
from desktop.views import Views
from desktop.words import language, translate, use_language

if TYPE_CHECKING:
    from desktop.demo import DemoServer

TICK_MS = 30_000
FOCUS_MS = 50
PROBLEM_MS = 12_000


class DeskWindow(Choosing):
    """The window of one desk; pages see it as `WindowServices`.

    Signals:
        raised: another start of the program asked for this window.
    """

    raised = Signal()

    def __init__(self, desk: Desk, settings: QSettings | None = None) -> None:
        """Build the rail for the person's role; pages are made when first shown."""
        super().__init__()
        self.desk = desk
        self.settings = settings or QSettings("tambon-desk", "tambon-desk")
        self.bridge = Bridge(desk, self)
        self.thumbnails = Thumbnails(self.bridge, self)
        self._door: Door | None = None
        self._counts = Counts()
        self._undo: Callable[[], None] | None = None
        self._add_pages()
        self._undo_bar = UndoBar(self)
        self._undo_bar.undo.connect(self.undo_last)
        self._undo_bar.dismissed.connect(self._forget_undo)
        self._problem = Banner("", tone="warning", parent=self)
        self._problem.hide()
        self._problem_timer = QTimer(self, singleShot=True, interval=PROBLEM_MS)
        self._problem_timer.timeout.connect(self._problem.hide)
        self.set_authority_and_person()
        self.bridge.counts_changed.connect(self._ask_counts)
        self.bridge.status_changed.connect(self._show_status)
        self.connection_clicked.connect(self._sign_in_where_needed)
        self.searched.connect(self._search)
        self.raised.connect(self._come_up)
        self._palette = Palette(
            self.search_field(), partial(commands_of, self),
            lambda take: self.bridge.read(Views(self.desk.cache).own, take),
        )  # fmt: skip
        for keys, act in (
            ("F1", self.show_keys),
            ("Ctrl+R", desk.wake),
            ("F5", desk.wake),
            ("Ctrl+Z", self.undo_last),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._ask_counts)
        self._tick.start()
        self._ask_counts()
        self._show_status(desk.status)
        self.guard = Guard(self)
        self._tick.timeout.connect(self.guard.look)
        self._adapter = Adapter(self)
        self.navigate(self._first())

    def _add_pages(self) -> None:
        for place in places(self.desk.role):
            make = partial(place.make, self.bridge, self)
            self.add_page(place.key, place.icon, place.title, make, under=place.under)

    def _first(self) -> str:
        return "incoming" if self.desk.role == Role.CLERK else "cases"

    def begin_anew(self) -> None:
        """Be the window of another role or authority: its places, pages and names."""
        self._undo_bar.dismiss()
        current = self.current_key()
        self.clear_pages()
        # Nobody is there any more for what the pages asked.
        self.bridge.drop_answers()
        self.thumbnails = Thumbnails(self.bridge, self)
        self._add_pages()
        self.set_authority_and_person()
        self._palette.refresh()
        self.navigate(current if current in self._places else self._first())
        self._ask_counts()
        self.guard.look()

    # -- what pages may ask (WindowServices) ------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of the screens: th or en."""
        return language()

    def navigate(self, key: str, **what: str) -> QWidget:
        """Show a page; `what` tells it which case."""
        known = self.page(key)
        if key != self.current_key():
            # The bar would lie over another page's rows; Ctrl+Z still undoes.
            self._undo_bar.dismiss()
        page = super().navigate(key)
        self._problem.hide()
        if page is self._cover:
            self._undo_bar.dismiss()
            return page
        if known is None:
            self._listen_to(key, page)
        activate = getattr(page, "activate", None)
        if callable(activate):
            activate(**what)
        return page

    def _listen_to(self, key: str, page: QWidget) -> None:
        """Keep the top bar's heading as the page says it."""
        changed = getattr(page, "heading_changed", None)
        if changed is not None:
            changed.connect(lambda: self._take_heading(key, page))
            self._take_heading(key, page)
        narrow = getattr(page, "set_narrow", None)
        if callable(narrow):
            narrow(self.is_narrow)
            self.narrow_changed.connect(narrow)

    def _take_heading(self, key: str, page: Any) -> None:
        self.set_heading(key, page.title(), page.subtitle())

    def show_undo(self, text: str, undo: Callable[[], None] | None) -> None:
        """Say what was done, with the way back for ten seconds."""
        self._undo = undo
        self._undo_bar.say(text, can_undo=undo is not None)
        self._place_floating()

    def show_problem(self, error: Exception, beside: QWidget | None = None) -> None:
        """Say what went wrong at the foot of the window, or in the widget beside the thing."""
        text = messages.sentence(error)
        say = getattr(beside, "say", None)
        if callable(say):
            say(text)
            return
        self._say_problem(text)

    def _say_problem(self, text: str) -> None:
        self._problem.say(text, tone="warning")
        self._problem.adjustSize()
        self._problem.show()
        self._problem.raise_()
        self._problem_timer.start()
        self._place_floating()

    def show_search(self, text: str) -> None:
        """Show in the search field what the page now searches."""
        if self.search_field().text() != text:
            self.search_field().setText(text)

    def choose_language(self, chosen: str) -> None:
        """Speak Thai or English from now on."""
        use_language("en" if chosen == "en" else "th")
        self.settings.setValue("language", chosen)
        self.set_authority_and_person()
        self._palette.refresh()
        self._ask_counts()
        self._show_status(self.desk.status)
        self.guard.retranslate()

    # -- telling the truth ------------------------------------------------------------------------

    def set_authority_and_person(self) -> None:
        """Show whose desk this is."""
        settings, account = self.desk.settings, self.desk.account
        self.set_authority(settings.authority_name if settings else account.authority)
        role = role_word(account.role)
        name = self.desk.name_of(account.username, language())
        self.set_person(name, f"{role} · {account.unit}" if account.unit else role)

    def _ask_counts(self) -> None:
        self.bridge.read(self.desk.counts, self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        mine = counts.mine if self.desk.role == Role.OFFICER else None
        shown: dict[str, int | None] = {
            "cases": mine,
            "incoming": counts.incoming,
            "outbox": counts.outbox + counts.photos_waiting,
            "attention": counts.attention,
        }
        self.set_counts({k: v for k, v in shown.items() if k in self._places})
        others = translate("Window", "{n} in somebody's place").format(n=f"{counts.standing_in:,}")
        self.set_beside("cases", counts.standing_in, others)
        self._show_status(self.desk.status)

    def _show_status(self, status: Status) -> None:
        if status.line == Line.WIPED:
            self.close()
            return
        self.set_connection(*status_text(status), clock_sentence(status.clock_off))
        self.set_preparing(status.indexing)
        if status.line == Line.OK:
            self.thumbnails.retry_missing()

    def _sign_in_where_needed(self) -> None:
        """Where the session has ended, the button of the connection leads to the password."""
        if self.desk.status.line in {Line.SIGN_IN, Line.REVOKED}:
            self.sign_in_again()

    def sign_in_again(self) -> None:
        """Let the person type their password, for a new session of the same account."""
        from desktop.ui.sign_in import ask_again

        ask_again(self.desk, self, locked=self.is_covered)

    def show_keys(self) -> None:
        """All keys in a list."""
        KeysDialog(self).open()

    # -- acts of the window -----------------------------------------------------------------------

    def _search(self, text: str) -> None:
        page = self.page(self.current_key())
        search = getattr(page, "search", None)
        if callable(search):
            search(text)

    def undo_last(self) -> None:
        """Undo what the bar offers, else the last act of this person."""
        if self.is_covered:
            return
        undo, self._undo = self._undo, None
        self._undo_bar.dismiss()
        if undo is not None:
            undo()
            return
        self.bridge.write(self.desk.undo, self._undone, self.show_problem)

    def _forget_undo(self) -> None:
        """What the bar no longer offers is not what Ctrl+Z means: that is the last act."""
        self._undo = None

    def _undone(self, report: ActReport) -> None:
        if report.not_done:
            _, why = report.not_done[0]
            self._say_problem(messages.of_result(why))
            return
        count = len(report.done)
        self.show_undo(translate("Window", "Undone: {n}").format(n=count), None)

    def _come_up(self) -> None:
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def open_door(self, answer: Callable[..., dict[str, object]]) -> None:
        """Take the acts of headless commands on this profile from now on."""
        self._door = Door(self.desk.profile.path, self.desk.key, answer)

    # -- the window itself ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the page, not in the search field."""
        super().showEvent(event)
        QTimer.singleShot(0, self._focus_page)

    def _focus_page(self, tries: int = 20) -> None:
        """Give the page the keyboard, as soon as it has something that can take it."""
        page = self._stack.currentWidget()
        focus = QApplication.focusWidget()
        if page is not None and focus is not None and page.isAncestorOf(focus):
            return  # the person has begun already
        panes = getattr(page, "panes", None)
        for pane in panes() if callable(panes) else ():
            if pane.isVisible():
                pane.setFocus()
                return
        if tries and self.isVisible() and not self.search_field().text():
            QTimer.singleShot(FOCUS_MS, self, partial(self._focus_page, tries - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the undo bar and problems at the foot."""
        super().resizeEvent(event)
        self._place_floating()

    def _place_floating(self) -> None:
        """At the foot of the page, above its action bar, never over a row being read."""
        left = self.width() - self._stack.width() + 16
        above = getattr(self.page(self.current_key()), "foot_height", 0) + 16
        bottom = self.height() - above
        if self._problem.isVisible():
            width = min(self._stack.width() - 32, 720)
            self._problem.setGeometry(left, bottom - self._problem.sizeHint().height(), width,
                                      self._problem.sizeHint().height())  # fmt: skip
            bottom = self._problem.y() - 8
        if self._undo_bar.isVisible():
            self._undo_bar.move(left, bottom - self._undo_bar.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close in order; everything is stored already."""
        self._tick.stop()
        self.settings.setValue("geometry", self.saveGeometry())
        # A request on a slow line may take its time to end; nobody need look on.
        self.hide()
        for place in self._places.values():
            release = getattr(place.page, "release", None)
            if callable(release):
                release()
        super().closeEvent(event)
        if self._door is not None:
            self._door.close()
            self._door = None
        self.desk.stop_sync()
        self.bridge.close()
        self.desk.close()


def run_window(application: QApplication, desk: Desk, demo: DemoServer | None = None) -> int:
    """Show the window of a desk and run until it is closed."""
    from desktop.cli import answer_handed_over
    from desktop.ui.network import NetworkWatcher

    settings = dress(application)
    window = DeskWindow(desk, settings)
    geometry = settings.value("geometry")
    if geometry is None or not window.restoreGeometry(geometry):
        # The size at first may be more than this screen has, as at 150 % on a small laptop.
        window.resize(window.size().boundedTo(window.screen().availableSize()))

    def answer(request: dict[str, object]) -> dict[str, object]:
        if request.get("raise"):
            window.raised.emit()
            return {"code": 0, "out": [], "err": []}
        return answer_handed_over(desk, request)

    window.open_door(answer)
    if demo is not None:
        window.settings.setValue("folder", str(demo.camera))
    window.show()
    desk.start_sync()
    NetworkWatcher(window.bridge, window)
    return application.exec()
