"""Settling what needs attention: one item or several, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from casework.operations import Operation
from desktop.acting import ActReport
from desktop.deciding import Settled
from desktop.messages import of_result
from desktop.resolving import How
from desktop.ui.bridge import Bridge
from desktop.ui.pages.attention_plan import comments_of
from desktop.ui.pages.attention_words import Known, comment_words
from desktop.ui.services import WindowServices
from desktop.ui.widgets.feedback import Banner
from desktop.words import translate


class AttentionActs(QObject):
    """Runs one decision at a time on the writing thread, and tells what came of it.

    Signals:
        decided: something was settled or taken back: the item's id, "" for several.
    """

    decided = Signal(str)

    def __init__(self, bridge: Bridge, window: WindowServices, problem: Banner) -> None:
        """What could not be done is said in `problem`."""
        super().__init__()
        self._bridge, self._window, self._problem = bridge, window, problem
        self._running = False

    def choose(self, known: Known, choices: Mapping[str, bool]) -> None:
        """Save what was chosen field by field."""
        desk, said = self._bridge.desk, translate("Attention", "Saved as you chose")
        self._decide(known, lambda: desk.choose(known.item, choices), said)

    def again(self, known: Known) -> None:
        """Do an act again that waited for an earlier one."""
        desk = self._bridge.desk
        said = translate("Attention", "Done again; it goes out with the next sync")
        if known.case is not None:
            self._decide(known, lambda: desk.choose(known.item, {}), said)

    def comment(self, known: Known) -> None:
        """Keep the words and photos of an act as a comment for staff."""
        desk, words = self._bridge.desk, comment_words(known)
        said = translate("Attention", "Kept as a comment for staff")
        if known.can_comment:
            self._decide(known, lambda: desk.as_comment(known.item, words), said)

    def give_up(self, known: Known) -> None:
        """Leave the case as it is; what was written is copied, and one step brings all back."""
        text = known.item.operation.payload.text.strip()
        if not known.can_comment:
            text = comment_words(known)
        said = translate("Attention", "The case stays as the authority has it")
        if text:
            said += " · " + translate("Attention", "your words are copied, to paste elsewhere")
        self._settle([known], How.THEIRS, said, text)

    def settle(self, known: Sequence[Known], how: How, lost: str) -> None:
        """Settle several one way; `lost` are the words that are copied where they are given up."""
        self._settle(known, how, translate("Attention", "Settled: {n}"), lost)

    def copy(self, known: Known) -> None:
        """Put the words of an act on the clipboard."""
        QGuiApplication.clipboard().setText(comment_words(known))
        self._window.show_undo(translate("Attention", "Your words are copied"), None)

    # -- running --------------------------------------------------------------------------------

    def _decide(self, known: Known, work: Callable[[], ActReport], said: str) -> None:
        if not self._running:
            self._running = True
            self._bridge.write(work, lambda report: self._done(known, report, said), self._failed)

    def _done(self, known: Known, report: ActReport, said: str) -> None:
        self._running = False
        if report.not_done:
            self._say(of_result(report.not_done[0][1]))
            return
        if report.kind == "resolve":
            settled = Settled((), (known.id,))
            self._window.show_undo(said, lambda: self._take_up(settled))
        else:
            self._window.show_undo(said, lambda: self._take_back(report.done))
        self.decided.emit(known.id)

    def _settle(self, known: Sequence[Known], how: How, said: str, lost: str) -> None:
        if self._running:
            return
        self._running = True
        items, words, desk = [k.item for k in known], comments_of(known), self._bridge.desk
        self._bridge.write(
            lambda: desk.choose_many(items, how, words),
            lambda settled: self._settled(settled, said, lost),
            self._failed,
        )

    def _settled(self, settled: Settled, said: str, lost: str) -> None:
        self._running = False
        if lost and settled.given_up:
            QGuiApplication.clipboard().setText(lost)
        self.decided.emit("")
        stay = translate("Attention", "stay here: {n}").format(n=len(settled.left))
        if settled.number:
            text = said.format(n=settled.number)
            text = f"{text} · {stay}" if settled.left else text
            self._window.show_undo(text, lambda: self._take_up(settled))
        elif settled.left:
            self._say(translate("Attention", "None could be settled so. All are still here."))

    def _take_back(self, operations: tuple[Operation, ...]) -> None:
        desk = self._bridge.desk
        self._back(lambda: desk.take_back(operations))

    def _take_up(self, settled: Settled) -> None:
        desk = self._bridge.desk
        self._back(lambda: desk.take_back_settled(settled))

    def _back(self, work: Callable[[], ActReport]) -> None:
        self._bridge.write(work, self._taken_back, self._window.show_problem)

    def _taken_back(self, report: ActReport) -> None:
        self.decided.emit("")
        if report.not_done:
            self._say(of_result(report.not_done[0][1]))

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._window.show_problem(error, self._problem)
        self._problem.show()

    def _say(self, text: str) -> None:
        self._problem.say(text, tone="warning")
        self._problem.show()
