"""Beside the outbox: carrying work to the server and its answer back on a stick."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casework.thai import local
from desktop import clock
from desktop.sync.carrying import Carried
from desktop.sync.progress import Report
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.work_card import WorkCard
from desktop.words import translate

ENDING = ".tambon-work"


class StickCard(WorkCard):
    """Two buttons, for places where no line comes: write the work to a file, take in an answer."""

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """Nothing runs until a button is pressed."""
        self.out = Button("", icon="upload", size="small")
        self.back = Button("", icon="download", size="small")
        super().__init__(bridge, Role.STRONG, Role.SECONDARY, self.out, self.back)
        self._window = window
        self.out.clicked.connect(self._write)
        self.back.clicked.connect(self._take)

    def _lay_out_buttons(self) -> QHBoxLayout:
        # One below the other: the words are long, the column beside the outbox is narrow.
        row = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(6)
        for button in (*self._starting, self.stop):
            column.addWidget(button)
        row.addLayout(column, 1)
        return row

    def retranslate(self) -> None:
        """Say it in the language in use."""
        super().retranslate()
        self._title.set_text(translate("Outbox", "Where no signal ever comes"))
        self._about.set_text(
            translate("Outbox", "Send the work on a stick, encrypted. The answer comes back on it.")
        )
        self.out.set_text(translate("Outbox", "Write the work to a file…"))
        self.back.set_text(translate("Outbox", "Take in an answer…"))
        self._bar.setAccessibleName(translate("Outbox", "How far the file is"))

    def _write(self) -> None:
        desk = self._bridge.desk
        day = local(clock.now()).date().isoformat()
        title = translate("Outbox", "Write the work to a file")
        path = self._window.choose_save(title, f"tambon-desk {day}{ENDING}")
        if path is None:
            return
        target = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        self.start(lambda told: desk.write_carried(target, told), _written, "carrying_stopped")

    def _take(self) -> None:
        desk = self._bridge.desk
        title = translate("Outbox", "Take in an answer of the server")
        pattern = (
            translate("Outbox", "Answers") + " (*.answer);;" + translate("Outbox", "All files")
        )
        chosen = self._window.choose_files(title, pattern + " (*)")
        if chosen:
            self.start(lambda told: desk.take_carried(chosen[0], told), _taken, "carrying_stopped")


def _written(carried: Carried) -> str:
    return translate(
        "Outbox", "Written: acts {n} · photos {photos}. Give the stick to the administrator."
    ).format(n=carried.operations, photos=carried.photos)


def _taken(report: Report) -> str:
    said = translate("Outbox", "Taken in: {n} answered, {cases} cases new or changed.").format(
        n=report.pushed + report.needs_attention, cases=report.pulled
    )
    if report.needs_attention:
        more = translate("Outbox", "{n} need your attention.").format(n=report.needs_attention)
        return f"{said} {more}"
    return said
