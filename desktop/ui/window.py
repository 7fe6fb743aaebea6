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
from desktop.acting import ActReport
from desktop.clock_words import clock_sentence
from desktop.desk import Desk
from desktop.status import Line, Status
from desktop.storage.records import Counts
from desktop.ui.bridge import Bridge
from desktop.ui.dressing import dress
from desktop.ui.late_parts import LateParts
from desktop.ui.later import Later
from desktop.ui.places import places
from desktop.ui.services import Thumbnails
from desktop.ui.widgets.connection import status_text
from desktop.ui.widgets.feedback import Banner
from desktop.ui.wording import role_word
from desktop.words import language, translate, use_language

if TYPE_CHECKING:
    from desktop.demo import DemoServer

TICK_MS = 30_000
FOCUS_MS = 50
PROBLEM_MS = 12_000
SOON_MS = 100
PATIENCE_MS = 600
"""A first page that has nothing to draw holds the rest up no longer than this."""


class DeskWindow(LateParts):
    """The window of one desk; pages see it as `WindowServices`.

    Only what the first page needs is made at once: the rest when it is asked for, or `later`.

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
        self.later = Later(self)
        self._counts = Counts()
        self._undo: Callable[[], None] | None = None
        self._add_pages()
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
        self._show_status(desk.status)
        if self._may_be_shut():
            self.guard.look()
        self.thumbnails.hold()
        self.navigate(self._first())
        self.later.add(self.thumbnails.release, self._ask_counts, *self.late_parts())

    def _may_be_shut(self) -> bool:
        """Whether a guard must stand before any page. Just read: none may be seen before."""
        standing = self.desk.lock_standing(keep=False)
        return standing.locked or standing.soon or self.desk.is_shut_out()

    def _add_pages(self) -> None:
        for place in places(self.desk.role):
            make = partial(place.make, self.bridge, self)
            self.add_page(place.key, place.icon, place.title, make, under=place.under)

    def _first(self) -> str:
        return "incoming" if self.desk.role == Role.CLERK else "cases"

    def begin_anew(self) -> None:
        """Be the window of another role or authority: its places, pages and names."""
        self._dismiss_undo()
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
            self._dismiss_undo()
        page = super().navigate(key)
        self._problem.hide()
        if page is self._cover:
            self._dismiss_undo()
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
        for signal, act in (("takes_keys", self._give_keys), ("stands", self.later.begin)):
            told = getattr(page, signal, None)
            if told is not None:
                told.connect(act)
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
        from desktop import messages

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
        if self._made("_palette"):
            self._palette.refresh()
        self._ask_counts()
        self._show_status(self.desk.status)
        if self._made("guard"):
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
        self._dismiss_undo()
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
            from desktop import messages

            self._say_problem(messages.of_result(why))
            return
        count = len(report.done)
        self.show_undo(translate("Window", "Undone: {n}").format(n=count), None)

    def _come_up(self) -> None:
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- the window itself ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the page, not in the search field."""
        super().showEvent(event)
        tells = hasattr(self._stack.currentWidget(), "stands")
        self.later.begin_within(PATIENCE_MS if tells else SOON_MS)
        QTimer.singleShot(0, self._focus_page)

    def _give_keys(self) -> None:
        """The page shown first has what can take the keyboard."""
        if not self.later.has_begun:
            self._focus_page(0)

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
        if self._made("_undo_bar") and self._undo_bar.isVisible():
            self._undo_bar.move(left, bottom - self._undo_bar.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close in order; everything is stored already."""
        self.later.drop()
        self._tick.stop()
        self.settings.setValue("geometry", self.saveGeometry())
        # A request on a slow line may take its time to end; nobody need look on.
        self.hide()
        for place in self._places.values():
            release = getattr(place.page, "release", None)
            if callable(release):
                release()
        super().closeEvent(event)
        self.close_door()
        self.desk.stop_sync()
        self.bridge.close()
        self.desk.close()


def run_window(
    application: QApplication,
    desk: Desk,
    demo: DemoServer | None = None,
    opened: Callable[[DeskWindow], None] | None = None,
) -> int:
    """Show the window of a desk and run until it is closed; `opened` is told of it at once.

    Sync, and the door for headless commands, come when the first page stands.
    """
    settings = dress(application)
    window = DeskWindow(desk, settings)
    geometry = settings.value("geometry")
    if geometry is None or not window.restoreGeometry(geometry):
        # The size at first may be more than this screen has, as at 150 % on a small laptop.
        window.resize(window.size().boundedTo(window.screen().availableSize()))
    if demo is not None:
        window.settings.setValue("folder", str(demo.camera))
    window.later.add(window.answer_others, desk.start_sync, window.watch_network)
    window.show()
    if opened is not None:
        opened(window)
    return application.exec()
