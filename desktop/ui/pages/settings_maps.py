"""On the settings page: the packages of map tiles on this computer, and installing more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.maps.tiles import TilePackage
from desktop.maps.tiles.opening import ENDINGS
from desktop.ui.background import run_in_background
from desktop.ui.bridge import Bridge
from desktop.ui.map_tiles import MapTiles
from desktop.ui.pages.settings_maps_row import PackageRow
from desktop.ui.services import WindowServices
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.work_card import Told, WorkCard
from desktop.words import translate


class MapsCard(WorkCard):
    """What is installed, from the top of the map down; files are chosen or dropped.

    Signals:
        grew: the list is another one while somebody was led to the button under it.
    """

    grew = Signal()

    def __init__(self, bridge: Bridge, window: WindowServices) -> None:
        """The list follows as soon as it is read."""
        self.button = Button("", icon="upload")
        super().__init__(bridge, self.button)
        self._window = window
        self._packages = bridge.desk.map_packages
        self._tiles = MapTiles(self._packages, self)
        self._tiles.changed.connect(self._fill_list)
        self.setAcceptDrops(True)
        self.button.clicked.connect(self._choose)
        self._none = Text("", Role.BODY, "ink2", lines=None)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self._none)
        column.insertWidget(3, holder)
        self.rows: list[PackageRow] = []
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use; an installation that runs goes on."""
        super().retranslate()
        self._title.set_text(translate("Maps", "Map packages on this computer"))
        self._about.set_text(
            translate(
                "Maps",
                "Background maps that work without a signal. Choose a file (MBTiles or PMTiles) or "
                "drop it here. Where maps overlap, the upper one of the list is seen.",
            )
        )
        self._none.set_text(
            translate(
                "Maps",
                "No background map yet. Village outlines and cases are shown as usual. "
                "Your administrator can give you a map package on a stick.",
            )
        )
        self.button.set_text(translate("Maps", "Install a map from a file…"))
        self._bar.setAccessibleName(translate("Maps", "How far the installation is"))
        self._fill_list()

    # -- the list

    def _fill_list(self) -> None:
        focused = next((row.package.id for row in self.rows if row.has_focus()), "")
        part = next((row.focused_part() for row in self.rows if row.has_focus()), "")
        for row in self.rows:
            row.hide()
            row.deleteLater()
        every = self._tiles.every
        self.rows = [
            PackageRow(one, first=at == 0, last=at == len(every) - 1)
            for at, one in enumerate(every)
        ]
        for row in self.rows:
            row.shown.connect(self._show_package)
            row.moved.connect(self._move)
            row.removed.connect(self._remove)
            self._list.addWidget(row)
            if row.package.id == focused:
                row.take_focus(part)
        self._none.setVisible(not self.rows)
        if self.button.hasFocus():
            self.grew.emit()

    def _show_package(self, package_id: str, shown: bool) -> None:
        self._change(lambda: self._packages.show(package_id, shown=shown))

    def _move(self, package_id: str, by: int) -> None:
        ids = [one.id for one in self._tiles.every]
        at = ids.index(package_id)
        ids.insert(max(0, at + by), ids.pop(at))
        self._change(lambda: self._packages.arrange(ids))

    def _remove(self, package_id: str) -> None:
        self._change(lambda: self._packages.remove(package_id))

    def _change(self, work: object) -> None:
        assert callable(work)
        self._said.hide()
        run_in_background(self, work, lambda _: None, self._not_changed)

    def _not_changed(self, error: Exception) -> None:
        self._said.say(messages.sentence(error), tone="warning")
        self._said.show()

    # -- installing

    def _choose(self) -> None:
        pattern = " ".join(f"*{end}" for end in ENDINGS)
        name = translate("Maps", "Map packages")
        self.install(
            self._window.choose_files(
                translate("Maps", "Install a map from a file"), f"{name} ({pattern})"
            )
        )

    def install(self, paths: Sequence[Path]) -> None:
        """Install these files one after the other."""
        if paths and self.button.isEnabled():
            self.start(lambda told: self._take_all(paths, told), _said, "tiles_stopped")

    def _take_all(self, paths: Sequence[Path], told: Told) -> list[tuple[Path, TilePackage | str]]:
        """On the thread that works: what came of each file, a package or a sentence."""
        done: list[tuple[Path, TilePackage | str]] = []
        for path in paths:
            try:
                done.append((path, self._packages.install(path, told)))
            except Exception as error:
                if len(paths) == 1 or getattr(error, "code", "") == self._stopped_code:
                    raise
                done.append((path, messages.sentence(error)))
        return done

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped, whatever their ending says: their bytes are looked at."""
        if event.mimeData().hasUrls() and self.button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Install what was dropped."""
        urls = event.mimeData().urls()
        self.install([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def point_out(self) -> None:
        """Somebody was led here to install a map."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


def _said(done: list[tuple[Path, TilePackage | str]]) -> str:
    lines = []
    for path, found in done:
        if isinstance(found, str):
            lines.append(f"{path.name}: {found}")
        else:
            installed = translate("Maps", "Installed: {name}. It is on the map now.")
            lines.append(installed.format(name=found.name))
    return "\n".join(lines)
