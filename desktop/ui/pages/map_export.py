"""What leaves the map: its view as a picture, and the map as one file that opens anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from casework.thai import day_text, local
from desktop import clock
from desktop.desk import Desk
from desktop.maps.under import Under
from desktop.reports.files import write_whole
from desktop.storage.records import CaseQuery, CaseRow, Spot
from desktop.ui.bridge import Bridge
from desktop.ui.map_look import current_look
from desktop.ui.map_view import MapView
from desktop.ui.services import WindowServices
from desktop.ui.wording import village
from desktop.words import language, translate

if TYPE_CHECKING:
    from desktop.maps.one_file import FileCase, FileWords

Bounds = tuple[float, float, float, float]
THAILAND: Bounds = (97.3, 5.6, 105.7, 20.5)


class MapExport(QObject):
    """Asks where to, writes beside, and says what was written."""

    def __init__(self, bridge: Bridge, window: WindowServices, view: MapView) -> None:
        """Of this map."""
        super().__init__(view)
        self._bridge = bridge
        self._window = window
        self._view = view

    def menu(self, spots: Sequence[Spot], under: Under) -> QMenu:
        """What can be written of the cases that are shown."""
        menu = QMenu(self._view)
        menu.addAction(translate("Map", "Picture of this view (PNG)…"),
                       lambda: self.picture(spots, under))  # fmt: skip
        menu.addAction(
            translate("Map", "Map in one file for any browser, without reporters (HTML)…"),
            lambda: self.one_file(spots, under),
        )
        return menu

    def picture(self, spots: Sequence[Spot], under: Under) -> None:
        """The view as it is now, with heading, legend and sources."""
        from desktop.ui.map_picture import compose

        target = self._where(translate("Map", "Save the picture"), "png")
        if target is None:
            return
        sources = [*under.sources, *([under.online.attribution] if under.shown == "online"
                                     and under.online is not None else [])]  # fmt: skip
        image = compose(self._view.grab(), self._title(), _day(), spots, current_look(), sources)

        def work() -> None:
            write_whole(target, lambda path: _save(image, path))

        self._write(work, target, translate("Map", "The picture is saved: {file}"))

    def one_file(self, spots: Sequence[Spot], under: Under) -> None:
        """The cases that are shown, as one file."""
        target = self._where(translate("Map", "Save the map"), "html")
        if target is None:
            return
        desk, look, words = self._bridge.desk, current_look(), self._words(len(spots))
        view = self._view.bounds or THAILAND

        def work() -> None:
            from desktop.maps.held_tiles import tiles_of_view
            from desktop.maps.one_file import build_file

            tiles = tiles_of_view(desk.map_packages, view)
            data = build_file(_told(desk, spots), under, view, look, words, tiles)
            write_whole(target, lambda path: _put(data, path))

        done = translate(
            "Map", "Saved: {file}. In it are number, type, state, place and date of {n} cases, "
            "and nothing about who reported them.",
        )  # fmt: skip
        self._write(work, target, done.replace("{n}", f"{len(spots):,}"))

    def _write(self, work: Callable[[], None], target: Path, done: str) -> None:
        text = done.replace("{file}", target.name)
        self._bridge.picture(
            work, lambda _: self._window.show_undo(text, None), self._window.show_problem
        )

    def _where(self, title: str, ending: str) -> Path | None:
        name = f"{translate('Map', 'Map')} {local(clock.now()):%Y-%m-%d}.{ending}"
        target = self._window.choose_save(title, name)
        if target is not None and target.suffix.lower() != f".{ending}":
            return target.with_name(f"{target.name}.{ending}")
        return target

    def _title(self) -> str:
        desk = self._bridge.desk
        settings = desk.settings
        return settings.authority_name if settings else desk.account.authority

    def _words(self, count: int) -> FileWords:
        from desktop.maps.one_file import FileWords

        told = translate(
            "Map", "{n} cases, {date}. Number, type, state, place and date; nothing about who "
            "reported them.",
        )  # fmt: skip
        names = {
            "number": translate("Map", "Number"),
            "type": translate("Map", "Type"),
            "state": translate("Map", "State"),
            "place": translate("Map", "Place"),
            "date": translate("Map", "Reported"),
        }
        return FileWords(language(), self._title(), told.format(n=f"{count:,}", date=_day()), names)


def _day() -> str:
    return day_text(clock.now(), language())


def _told(desk: Desk, spots: Sequence[Spot]) -> list[FileCase]:
    """What a file tells of these cases; their rows are read for it."""
    from desktop.maps.one_file import FileCase

    rows = {row.id: row for row in desk.among(CaseQuery(), [(s.authority, s.id) for s in spots])}
    return [
        FileCase(
            id=str(n), number=row.number, types=", ".join(row.types), state=spot.state,
            mark=spot.mark, place=_place(row), date=day_text(row.reported_at, language()),
            lon=spot.lon, lat=spot.lat,
        )
        for n, spot in enumerate(spots)
        if (row := rows.get(spot.id)) is not None
    ]  # fmt: skip


def _place(row: CaseRow) -> str:
    return " · ".join(part for part in (village(row.village), row.place) if part)


def _save(image: QImage, path: Path) -> None:
    # PySide takes bytes for the format in its types, and text alone when it runs.
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{path.name} could not be written")


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)
