"""The parts of the batch page and how they lie: cards at the left, map and other photos beside."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.bridge import Bridge
from desktop.ui.pages.batch_aside import AsidePanel
from desktop.ui.pages.batch_clock import ClockRow
from desktop.ui.pages.batch_form import WordsForm
from desktop.ui.pages.batch_map import BatchMap
from desktop.ui.pages.photo_ways import PhotoWays
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card, Ground
from desktop.ui.widgets.feedback import Banner, EmptyState, ProgressBar
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scrolling import scrolling
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text
from desktop.words import translate

SIDE_WIDE, _LEAST_SEEN, _CLOCK_BESIDE = 372, 120, 760
TABS = ("cases", "aside", "map")


class BatchLayout(QWidget):
    """Everything on the batch page; the page gives it its meaning."""

    def __init__(self, page: QWidget, bridge: Bridge, window: WindowServices) -> None:
        """Lay everything out in `page`."""
        super().__init__(page)
        self._narrow = False
        self._note = QWidget()
        self.ways = PhotoWays(bridge, window, self._note)
        self.progress, self.progress_words = ProgressBar(), Text("", Role.SECONDARY, "ink2")
        self.stop = Button("", size="small")
        self.clock = ClockRow()
        self.bad = Banner("", tone="warning")
        self.for_all = WordsForm(with_result=False)
        self._for_all_head = Text("", Role.STRONG)
        self.map = BatchMap()
        self.aside = AsidePanel(window.thumbnails)
        self.problem = Banner("", tone="warning")
        self.draft = Text("", Role.SECONDARY, "ink2")
        self.tick_clear = Button("", key="A", icon="shield-check", size="final")
        self.save = Button("", kind="primary", icon="check", key="Ctrl+Enter", size="final")
        self.chosen_words = Text("", Role.STRONG)
        self.move_to = Button("", key="M", icon="arrow-right", size="small")
        self.split = Button("", key="N", icon="split", size="small")
        self.set_aside = Button("", key="O", icon="eye-off", size="small")
        self.unchoose = Button("", key="Esc", size="small")
        self.remove = Button("", icon="trash-2", size="small")
        self.tabs = Tabs([(key, key) for key in TABS])
        self.tabs.changed.connect(lambda _: self._arrange())
        self.cards = QVBoxLayout()
        self._lay_out(page)
        self.retranslate()
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """One part at a time where there is no room for all."""
        self._narrow = narrow
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the ways to add photos there is not always room for another button."""
        super().resizeEvent(event)
        below = self.width() < _CLOCK_BESIDE
        rooms = (self._note_row, self._clock_room)
        if rooms[below].indexOf(self.clock) < 0:
            rooms[not below].removeWidget(self.clock)
            rooms[below].addWidget(self.clock)

    def show_part(self, key: str) -> None:
        """Show cases, other photos or the map, where only one is seen."""
        self.tabs.set_current(key)
        self._arrange()

    def show_empty(self, is_empty: bool) -> None:
        """Say what the page is for, or show the batch."""
        self._empty.setVisible(is_empty)
        self._full.setVisible(not is_empty)
        self._foot.setVisible(not is_empty)
        self.clock.setVisible(not is_empty)
        self._arrange()

    def say_bad(self, sentences: list[str]) -> None:
        """Say which files could not be taken in."""
        shown = sentences[:4]
        if len(sentences) > len(shown):
            more = translate("Batch", "and {n} more").format(n=len(sentences) - len(shown))
            shown.append(more)
        self.bad.say("\n".join(shown), tone="warning")
        self.bad.setVisible(bool(sentences))

    def say_problem(self, text: str) -> None:
        """Say beside the final act why it was not done."""
        self.problem.say(text, tone="warning")
        self.problem.setVisible(bool(text))

    def say_chosen(self, count: int) -> None:
        """Show what can be done with the photos that are chosen."""
        words = translate("Batch", "Photos chosen: {n}")
        self.chosen_words.set_text(words.format(n=count))
        self._chosen_bar.setVisible(count > 0)

    def say_progress(self, done: int, total: int) -> None:
        """Show how many photos are taken in."""
        words = translate("Batch", "Taking photos in: {done} of {total}")
        self.progress_words.set_text(words.format(done=done, total=total))
        self.progress.set_value(done / total if total else 0.0)
        self._coming.setVisible(done < total)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a card."""
        self._scroll.ensureWidgetVisible(widget, 0, 40)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.ways.retranslate()
        self.stop.set_text(translate("Batch", "Stop"))
        self.clock.retranslate()
        self.for_all.retranslate()
        hint = translate("Batch", "Words for every case that has none of its own")
        self.for_all.say_hint(hint)
        self.for_all.text.setAccessibleName(hint)
        self._for_all_head.set_text(translate("Batch", "For all cases"))
        self.map.retranslate()
        self.tick_clear.set_text(translate("Batch", "Tick the clear ones"))
        self.move_to.set_text(translate("Batch", "To a case"))
        self.split.set_text(translate("Batch", "Own visit"))
        self.set_aside.set_text(translate("Batch", "Set aside"))
        self.unchoose.set_text(translate("Batch", "None"))
        self.remove.set_text(translate("Batch", "Out of the batch"))
        self._empty.say(_purpose())
        self.first.set_text(translate("Batch", "Add photos"))
        self.tabs.set_tabs(
            [
                ("cases", translate("Batch", "Cases")),
                ("aside", translate("Batch", "With no case")),
                ("map", translate("Batch", "Map")),
            ]
        )

    # -- laying out -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        part = self.tabs.current() or "cases"
        full = not self._full.isHidden()
        self.tabs.setVisible(self._narrow and full)
        self._scroll.setVisible(not self._narrow or part == "cases")
        self._side.setVisible(not self._narrow or part != "cases")
        self.map.setVisible(not self._narrow or part == "map")
        self._aside_scroll.setVisible(not self._narrow or part == "aside")
        self._side.setMaximumWidth(16_777_215 if self._narrow else SIDE_WIDE)
        self._side.setMinimumWidth(0 if self._narrow else SIDE_WIDE)

    def _lay_out(self, page: QWidget) -> None:
        self.first = Button("", kind="primary", icon="image-plus", key="P")
        self.first.clicked.connect(self.ways.choose)
        self._empty = EmptyState("image-plus", _purpose(), self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.tabs)
        column.addWidget(self._empty, 1)
        self._full = QWidget()
        across = QHBoxLayout(self._full)
        across.setContentsMargins(16, 10, 16, 10)
        across.setSpacing(12)
        across.addWidget(self._left(), 1)
        across.addWidget(self._right())
        column.addWidget(self._full, 1)
        self._foot = self._make_foot()
        column.addWidget(self._foot)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        # In a very low window all of it scrolls, so that nothing is squeezed.
        whole.addWidget(scrolling(self))

    def _head(self) -> QWidget:
        head = Ground("surface", ("bottom",))
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(8)
        self._coming = QWidget()
        coming = QHBoxLayout(self._coming)
        coming.setContentsMargins(0, 0, 0, 0)
        coming.setSpacing(8)
        coming.addWidget(self.progress_words)
        coming.addWidget(self.progress, 1)
        coming.addWidget(self.stop)
        self._coming.hide()
        note.addWidget(self._coming, 1)
        note.addWidget(self.clock, 1)
        self._note_row, self._clock_room = note, QHBoxLayout()
        column.addWidget(self.ways)
        column.addLayout(self._clock_room)
        self.bad.hide()
        column.addWidget(self.bad)
        return head

    def _left(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(3, 3, 6, 3)
        column.setSpacing(10)
        self._all = Card()
        words = QVBoxLayout(self._all)
        words.setContentsMargins(12, 8, 12, 10)
        words.setSpacing(4)
        words.addWidget(self._for_all_head)
        words.addWidget(self.for_all)
        self.cards.setSpacing(10)
        column.addLayout(self.cards)
        column.addWidget(self._all)
        column.addStretch(1)
        self._scroll = scrolling(inner)
        self._scroll.setMinimumHeight(_LEAST_SEEN)
        return self._scroll

    def _right(self) -> QWidget:
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.map, 2)
        self._aside_scroll = scrolling(self.aside)
        self._aside_scroll.setMinimumHeight(_LEAST_SEEN)
        column.addWidget(self._aside_scroll, 3)
        return self._side

    def _make_foot(self) -> QWidget:
        foot = Ground("surface", ("top",))
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        self.problem.hide()
        column.addWidget(self.problem)
        self._chosen_bar = QWidget()
        chosen = Flow(self._chosen_bar, gap=8)
        chosen.addWidget(self.chosen_words)
        for button in (self.move_to, self.split, self.set_aside, self.remove, self.unchoose):
            chosen.addWidget(button)
        self._chosen_bar.hide()
        column.addWidget(self._chosen_bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.draft, 1)
        row.addWidget(self.tick_clear)
        row.addWidget(self.save)
        column.addLayout(row)
        return foot


def _purpose() -> str:
    return translate(
        "Batch",
        "Add the photos of a day, all at once. The program says by place and time which case each "
        "photo may belong to; you confirm, and every fix is saved in one go. Nothing is saved that "
        "you did not tick.",
    )
