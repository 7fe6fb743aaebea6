"""What the week's fixes cost: one line under the charts, by type and by unit."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.reports.summary import type_word, unit_word
from desktop.reports.weekly import WeeklyReport
from desktop.ui.fix_words import baht
from desktop.ui.theme import Role
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.text import Text
from desktop.words import translate

SHOWN = 3


class CostLine(Card):
    """Shown where a cost was told; the file has all of it."""

    def __init__(self) -> None:
        """Hidden until a report with costs is shown."""
        super().__init__()
        self._total = Text("", Role.STRONG)
        self._parts = Text("", Role.SECONDARY, "ink2", lines=2)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(16)
        row.addWidget(self._total)
        row.addWidget(self._parts, 1)
        self.hide()

    def show_report(self, report: WeeklyReport) -> None:
        """Show the costs of a report, or nothing."""
        found = report.figures.costs
        self.setVisible(found.total is not None)
        if found.total is None:
            return
        total = translate("Reports", "Cost of fixes: {amount}").format(amount=baht(found.total))
        types = _parts([(type_word(name), cost) for name, cost in found.by_type])
        units = _parts([(unit_word(report.names.unit(u)), cost) for u, cost in found.by_unit])
        self._total.set_text(total)
        self._parts.set_text("\n".join((types, units)))
        self.setAccessibleName(f"{total}. {types}. {units}")


def _parts(costs: list[tuple[str, float]]) -> str:
    """The dearest parts by name; what is left is one."""
    shown = [f"{name} {baht(cost)}" for name, cost in costs[:SHOWN]]
    rest = round(sum(cost for _, cost in costs[SHOWN:]), 2)
    if rest:
        shown.append(f"{translate('Reports', 'Others')} {baht(rest)}")
    return " · ".join(shown)
