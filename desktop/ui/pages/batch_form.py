"""What was done, in one compact form: words, result, and folded away who, materials and cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casework.fixing import FIXED, FixTemplate
from desktop.batch_draft import CaseWords
from desktop.ui.pages.fix_ready import put_words
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import TextArea
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.results import ResultButtons
from desktop.ui.widgets.text import Text
from desktop.words import translate

_TEXT_HIGH = 42
MAX_BAHT = 1_000_000_000.0


def read_cost(text: str) -> float | None:
    """The baht of what people type (1,200.50), None for nothing. Raises ValueError."""
    kept = text.replace(",", "").replace("฿", "").strip()
    for word in ("บาท", "baht"):
        kept = kept.removesuffix(word).strip()
    if not kept:
        return None
    cost = float(kept)
    if not 0 <= cost <= MAX_BAHT:
        raise ValueError("no sum that anybody pays")
    return round(cost, 2)


class WordsForm(QWidget):
    """The words of one case, or of all.

    Signals:
        changed: what was typed or chosen is another now.
    """

    changed = Signal()

    def __init__(self, *, with_result: bool = True) -> None:
        """Empty, fixed."""
        super().__init__()
        self._filling = False
        self.text = TextArea("", lines=1)
        self.text.setFixedHeight(_TEXT_HIGH)
        self.results = ResultButtons()
        self.results.set_result(CaseWords().result)
        self.more = Button("", kind="soft", icon="chevron-down", size="small")
        self.ready = Button("", kind="soft", size="small")
        self._menu = QMenu(self.ready)
        self._menu.setToolTipsVisible(True)
        self.ready.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._make_menu)
        self._templates: Callable[[str], Sequence[FixTemplate]] = lambda _result: ()
        self._put = ""
        self.done_by, self.materials, self.cost = QLineEdit(), QLineEdit(), QLineEdit()
        self._heads = [Text("", Role.SECONDARY, "ink2") for _ in range(3)]
        self._problem = Text("", Role.SECONDARY, "attn", lines=None)
        self._lay_out()
        # Only now that it has a parent: shown before, it would be a window for a moment.
        self.results.setVisible(with_result)
        self.text.textChanged.connect(self._edited)
        self.results.changed.connect(self._edited)
        for field in (self.done_by, self.materials, self.cost):
            field.textChanged.connect(self._edited)
        self.more.clicked.connect(lambda _=False: self.unfold(self._fold.isHidden()))
        self.retranslate()

    def words(self) -> CaseWords:
        """What was typed and chosen."""
        return CaseWords(
            self.text.toPlainText().strip(),
            self.results.result() or "fixed",
            self.done_by.text().strip(),
            self.materials.text().strip(),
            self.cost.text().strip(),
        )

    def fill(self, words: CaseWords) -> None:
        """Show these words, without telling."""
        if words == self.words():
            return
        self._filling = True
        self.text.setPlainText(words.text)
        self.results.set_result(words.result)
        self.done_by.setText(words.done_by)
        self.materials.setText(words.materials)
        self.cost.setText(words.cost)
        self._filling = False
        self._check()
        if words.done_by or words.materials or words.cost:
            self.unfold(True)

    def offer(
        self, templates: Callable[[str], Sequence[FixTemplate]], crews: Sequence[str]
    ) -> None:
        """Offer ready words, asked by result when the menu opens, and names typed before."""
        self._templates = templates
        completer = QCompleter(list(crews), self.done_by)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.done_by.setCompleter(completer)

    def put(self, text: str) -> None:
        """Put ready words into the field; what was typed stays above them."""
        put_words(self.text, text, self._put)
        self._put = text
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfold(self, is_open: bool) -> None:
        """Show who, materials and cost, or fold them away."""
        self._fold.setVisible(is_open)
        self.more.set_icon("chevron-up" if is_open else "chevron-down")
        self._say_more()

    def say_hint(self, text: str) -> None:
        """Show in the empty field what is said where nothing is typed."""
        self.text.setPlaceholderText(text)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.results.retranslate()
        self.text.setAccessibleName(translate("Batch", "What was done (the reporter reads this)"))
        self.say_hint(translate("Batch", "What was done (the reporter reads this)"))
        self.more.set_text(translate("Batch", "Who, materials, cost"))
        self.ready.set_text(translate("Batch", "Ready words"))
        words = (
            translate("Batch", "Done by"),
            translate("Batch", "Materials"),
            translate("Batch", "Cost in baht"),
        )
        fields = (self.done_by, self.materials, self.cost)
        for head, field, word in zip(self._heads, fields, words, strict=True):
            head.set_text(word)
            field.setAccessibleName(word)
        self._say_more()

    def _make_menu(self) -> None:
        self._menu.clear()
        for template in self._templates(self.results.result() or FIXED):
            action = self._menu.addAction(template.name)
            action.setToolTip(template.text)
            action.triggered.connect(lambda _=False, text=template.text: self.put(text))
        if self._menu.isEmpty():
            none = self._menu.addAction(translate("Batch", "No ready words for this"))
            none.setEnabled(False)

    def _say_more(self) -> None:
        state = translate("Batch", "open") if self._fold.isVisibleTo(self) else ""
        self.more.setAccessibleDescription(state)

    def _edited(self) -> None:
        self._check()
        if not self._filling:
            self.changed.emit()

    def _check(self) -> None:
        try:
            read_cost(self.cost.text())
        except ValueError:
            self._problem.set_text(
                translate("Batch", "The cost is not read: please write a number, such as 350.")
            )
            self._problem.show()
        else:
            self._problem.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        line = QWidget()
        row = Flow(line, gap=6)
        for widget in (self.results, self.ready, self.more):
            row.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        column.addWidget(line)
        self._fold = QWidget()
        grid = QGridLayout(self._fold)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        fields = (self.done_by, self.materials, self.cost)
        for place, (head, field) in enumerate(zip(self._heads, fields, strict=True)):
            grid.addWidget(head, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, (3, 4, 2)[place])
        grid.addWidget(self._problem, 2, 0, 1, 3)
        self._problem.hide()
        self._fold.hide()
        column.addWidget(self._fold)
