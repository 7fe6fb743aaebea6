"""The acts of the incoming page: on one case or hundreds, as one group with one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from casework import acts
from casework.case import Case, State
from casework.operations import Payload
from desktop.acting import ActReport
from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.act_panels import ActPanel, panel_for
from desktop.ui.pages.acts import done_words
from desktop.ui.pages.incoming_bar import ActionBar
from desktop.ui.pages.incoming_study import Hint, Key, main_of
from desktop.ui.services import WindowServices
from desktop.words import language, translate

ASKING = frozenset({"assign", "retype", "forward", "reject"})
_MARGIN = 12

HintOf = Callable[[Key], Hint]
Work = Callable[[Desk, list[Case]], ActReport]


class IncomingActs(QObject):
    """Starts acts, asks what they need, runs them on the writing thread, says what came of it.

    Signals:
        done: the keys of the cases that an act took.
        spoke: something is asked or said at the foot of the page.
    """

    done = Signal(object)
    spoke = Signal()

    def __init__(
        self, bridge: Bridge, window: WindowServices, bar: ActionBar, page: QWidget
    ) -> None:
        """Acts of a page; `page` carries the panels, above `bar`."""
        super().__init__(page)
        self._bridge, self._window, self._bar, self._page = bridge, window, bar, page
        self._panels: dict[str, ActPanel] = {}
        self._open: ActPanel | None = None
        self._running = False
        page.installEventFilter(self)
        bar.height_changed.connect(self._place)

    def start(self, name: str, keys: Sequence[Key], hint_of: HintOf) -> None:
        """Begin an act by its name, for these cases."""
        if not keys or self._running:
            return
        if name == "accept":
            self._run(keys, lambda desk, cases: desk.accept(cases), _accepting(len(keys)))
        elif name == "take":
            self._take(keys, hint_of)
        elif name in ASKING:
            wanted, desk = list(keys), self._bridge.desk
            self._bridge.read(
                lambda: desk.cache.many(wanted),
                lambda cases: self._ask(name, cases),
                self._window.show_problem,
            )

    def merge(self, keys: Sequence[Key]) -> None:
        """Make one matter of these cases; the fittest of them becomes the main case."""
        if self._running:
            return
        if len(keys) < 2:
            self._bar.say(translate("Incoming", "Select two cases or more to merge them."))
            self.spoke.emit()
            return
        said = translate("Incoming", "{n} cases merged into one").format(n=len(keys))
        busy = translate("Incoming", "Merging {n} cases…").format(n=len(keys))
        self._run(keys, _merged, busy, lambda _report: said)

    def close_panel(self) -> bool:
        """Close the panel that asks for something; False where none is open."""
        if self._open is None or self._open.isHidden():
            return False
        self._open.leave()
        return True

    def retranslate(self) -> None:
        """Panels are made anew in the language in use."""
        self.close_panel()
        for panel in self._panels.values():
            panel.deleteLater()
        self._panels.clear()
        self._open = None

    def panel(self) -> ActPanel | None:
        """The panel that is open now."""
        return self._open if self._open is not None and not self._open.isHidden() else None

    # -- asking ---------------------------------------------------------------------------------

    def _ask(self, name: str, cases: list[Case]) -> None:
        if not cases:
            return
        self.close_panel()
        panel = self._panels.get(name)
        if panel is None:
            panel = self._panels[name] = panel_for(name, self._bridge, self._page)
            panel.saved.connect(self._answered)
            panel.closed.connect(lambda: self.done.emit(set()))
            panel.installEventFilter(self)
        self._open = panel
        self.spoke.emit()
        panel.ask(cases)
        self._place()

    def _answered(self, kind: str, values: dict[str, Any], more: dict[str, Any]) -> None:
        panel = self._open
        if panel is None:
            return
        keys = [(case.authority, case.id) for case in panel.cases()]
        panel.hide()
        count = len(keys)
        if kind == "assign":
            officer = str(values["officer"])
            self._run(
                keys,
                lambda desk, cases: _accepted_for(desk, cases, officer),
                _accepting(count),
                lambda report: self._assigned_words(report, officer),
            )
            return
        busy = translate("Incoming", "Working on {n} cases…").format(n=count)
        self._run(keys, lambda desk, cases: desk.act(cases, kind, values, **more), busy)

    def _assigned_words(self, report: ActReport, officer: str) -> str:
        text = translate("Incoming", "{n} cases accepted and given to {name}")
        count = len({(o.authority, o.case) for o in report.done})
        return text.format(n=count, name=self._bridge.desk.name_of(officer, language()))

    def _place(self) -> None:
        """Above the action bar, at its right: the undo bar stands at the left, and so do words."""
        if self._open is None or self._open.isHidden():
            return
        foot = self._bar.height() if self._bar.isVisible() else 0
        top = self._page.height() - foot - self._open.height() - _MARGIN
        left = self._bar.width() - self._open.width() - _MARGIN
        self._open.move(max(_MARGIN, left), max(_MARGIN, top))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel above the bar when the page or the panel itself changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    # -- doing ----------------------------------------------------------------------------------

    def _take(self, keys: Sequence[Key], hint_of: HintOf) -> None:
        hints = {key: hint_of(key) for key in keys}
        if not any(hint.type or hint.unit for hint in hints.values()):
            return
        count = sum(1 for hint in hints.values() if hint.type or hint.unit)
        said = translate("Incoming", "Suggestions used for {n} cases").format(n=count)
        busy = translate("Incoming", "Working on {n} cases…").format(n=count)
        self._run(keys, lambda desk, cases: _taken(desk, cases, hints), busy, lambda _: said)

    def _run(
        self,
        keys: Sequence[Key],
        work: Work,
        busy: str,
        said: Callable[[ActReport], str] = done_words,
    ) -> None:
        wanted, desk = list(keys), self._bridge.desk
        self._running = True
        self._bar.say_not_done(())
        self._bar.set_busy(busy)
        self._bridge.write(
            lambda: work(desk, desk.cache.many(wanted)),
            lambda report: self._ran(report, said),
            self._failed,
        )

    def _ran(self, report: ActReport, said: Callable[[ActReport], str]) -> None:
        self._running = False
        self._bar.set_busy("")
        self._bar.say_not_done(report.not_done)
        if report.not_done:
            self.spoke.emit()
        self.done.emit({(o.authority, o.case) for o in report.done})
        if report.done:
            undo = None if report.kind == "undo" else lambda: self._take_back(report)
            self._window.show_undo(said(report), undo)

    def _take_back(self, report: ActReport) -> None:
        desk = self._bridge.desk
        busy = translate("Incoming", "Taking it back…")
        self._run([], lambda _desk, _cases: desk.take_back(report.done), busy)

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._bar.set_busy("")
        self._window.show_problem(error, self._bar)
        self.spoke.emit()


def _accepted_for(desk: Desk, cases: list[Case], officer: str) -> ActReport:
    """Waiting cases are accepted for the officer; one that was taken meanwhile is assigned."""
    if all(case.state != State.WAITING for case in cases):
        return desk.assign(cases, officer)
    return desk.accept(cases, officer=officer)


def _taken(desk: Desk, cases: list[Case], hints: dict[Key, Hint]) -> ActReport:
    wanted: list[tuple[Case, Payload]] = []
    for case in cases:
        hint = hints[(case.authority, case.id)]
        if hint.type and not case.types:
            wanted.append((case, acts.payload(case, "retype", {"types": (hint.type,)})))
        if hint.unit and not case.unit:
            wanted.append((case, acts.payload(case, "set_unit", {"unit": hint.unit})))
    return desk.save(wanted)


def _merged(desk: Desk, cases: list[Case]) -> ActReport:
    main = main_of(cases)
    others = [c for c in cases if c.id != main.id and c.authority == main.authority]
    return desk.act(others, "merge", parent=main.id)


def _accepting(count: int) -> str:
    return translate("Incoming", "Accepting {n} cases…").format(n=count)
