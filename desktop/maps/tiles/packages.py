"""The packages of map tiles on this computer: installed, listed, ordered, served, removed."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from desktop import clock
from desktop.errors import DeskError
from desktop.maps.tiles.installing import HALF, Decodes, check_room, copy_in, look_at
from desktop.maps.tiles.opening import EMPTY_PICTURE, EMPTY_SHAPES, ENDINGS, fit_tile, open_tiles
from desktop.maps.tiles.records import Tile, TileFile, TilePackage, Told
from desktop.pictures.decoder import Decoder
from desktop.storage import durable

_ID: Final = re.compile(r"[0-9a-f]{16}")
_CHOICES: Final = "shown.json"
_SAMPLE_SIDE: Final = 64
_DAY: Final = 86_400_000_000
FOLDER: Final = "map-packages"
_log = logging.getLogger(__name__)


class TilePackages:
    """All packages in one folder. Thread-safe; slow on the first look, so not for the main thread.

    The list is from the top of the map down: of two packages that overlap the first covers the
    second. Map data are public: the folder is not encrypted, and stays when somebody signs out.
    """

    def __init__(self, folder: Path, decoder: Callable[[], Decoder] | None = None) -> None:
        """`folder` need not exist. `decoder` makes what tries a sample of pictures, in a process
        apart where none is given."""
        self.folder = Path(folder)
        self._decoder = decoder or _apart
        self._lock = threading.RLock()
        self._files: dict[str, TileFile] | None = None
        self._heard: list[Callable[[], None]] = []

    @classmethod
    def beside(cls, profile: Path) -> TilePackages:
        """Those of the computer: one folder for all profiles that lie side by side."""
        return cls(profile.parent / FOLDER)

    def on_change(self, hear: Callable[[], None]) -> Callable[[], None]:
        """Call `hear` after every change, on the thread that made it; returns how to stop that."""
        self._heard.append(hear)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._heard.remove(hear)

        return stop

    def installed(self) -> list[TilePackage]:
        """All packages, from the top of the map down. What can't be opened is left out."""
        with self._lock:
            files, choices = self._opened(), self._choices()
            order = {name: at for at, name in enumerate(choices["order"])}
            ids = sorted(files, key=lambda one: (order.get(one, -1), one))
            return [
                TilePackage(one, files[one].info, self._size(one), one not in choices["off"])
                for one in ids
            ]

    def tile(self, package_id: str, z: int, x: int, y: int) -> Tile | None:
        """A tile for a map, rows from the north; None where the package has none, or none fit."""
        if not (0 <= z <= 30 and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        with self._lock:
            file = self._opened().get(package_id)
        if file is None:
            return None
        try:
            stored = file.raw(z, x, y)
        except Exception:  # noqa: BLE001 - the file was removed meanwhile; its tiles are gone
            return None
        return fit_tile(file, stored) if stored else None

    def served(self, package_id: str, z: int, x: int, y: int) -> Tile:
        """As `tile`, with an empty tile where there is none: an error stops some libraries."""
        found = self.tile(package_id, z, x, y)
        if found is not None:
            return found
        with self._lock:
            file = self._opened().get(package_id)
        return EMPTY_SHAPES if file is not None and file.info.kind == "vector" else EMPTY_PICTURE

    # -- changes

    def install(self, path: Path, told: Told) -> TilePackage:
        """Take a file in. `told` hears (done, of how many) and stops it by raising.

        Raises DeskError with the code of a sentence; the folder is then as it was.
        """
        try:
            if not path.is_file():
                raise DeskError("tiles_unreadable")
            durable.make_folder(self.folder)
            with self._decoding() as decodes:
                look_at(path, decodes)
            check_room(path, self.folder)
            taken = copy_in(path, self.folder, told)
        except OSError as error:
            raise DeskError("tiles_unreadable") from error
        with self._lock:
            opened = self._opened()
            if taken.stem not in opened:
                opened[taken.stem] = open_tiles(taken)
            choices = self._choices()
            # Newly installed lies on top: it was wanted last.
            self._keep([taken.stem, *choices["order"]], choices["off"])
        self._tell()
        return next(one for one in self.installed() if one.id == taken.stem)

    def remove(self, package_id: str) -> None:
        """Take a package away for good; twice does no harm. Raises DeskError: tiles_not_removed."""
        with self._lock:
            file = self._opened().pop(package_id, None)
            choices = self._choices()
            if file is not None:
                file.close()  # Windows removes nothing that is open
            try:
                durable.remove(*(self.folder / f"{package_id}{end}" for end in ENDINGS))
            except OSError as error:
                self._files = None
                raise DeskError("tiles_not_removed") from error
            self._keep(choices["order"], choices["off"])
        self._tell()

    def show(self, package_id: str, *, shown: bool) -> None:
        """Draw a package on maps, or leave it out."""
        with self._lock:
            choices = self._choices()
            off = {one for one in choices["off"] if one != package_id}
            self._keep(choices["order"], off if shown else {*off, package_id})
        self._tell()

    def arrange(self, ids: Sequence[str]) -> None:
        """Put packages in this order, from the top of the map down; others follow."""
        with self._lock:
            rest = [one.id for one in self.installed() if one.id not in ids]
            self._keep([*ids, *rest], self._choices()["off"])
        self._tell()

    def close(self) -> None:
        """Give all files back; they are opened again when they are needed."""
        with self._lock:
            files, self._files = self._files or {}, None
            for file in files.values():
                file.close()

    # -- the folder

    def _opened(self) -> dict[str, TileFile]:
        if self._files is None:
            self._files = {}
            for path in self._found():
                try:
                    self._files[path.stem] = open_tiles(path)
                except (DeskError, OSError) as error:
                    _log.warning("a map package can't be opened: %s", error)
        return self._files

    def _found(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        for half in self.folder.glob(f"{HALF}*"):
            # Another desk on this computer may be at work on it: only what is old is a leftover.
            with contextlib.suppress(OSError):
                _remove_old(half)
        return [
            path
            for path in sorted(self.folder.iterdir())
            if path.suffix in ENDINGS and _ID.fullmatch(path.stem)
        ]

    def _size(self, package_id: str) -> int:
        for end in ENDINGS:
            with contextlib.suppress(OSError):
                return (self.folder / f"{package_id}{end}").stat().st_size
        return 0

    def _choices(self) -> dict[str, Any]:
        """Order and what is not shown; all at once where the file says nothing sensible."""
        try:
            said = json.loads((self.folder / _CHOICES).read_text(encoding="utf-8"))
            order = [one for one in said["order"] if isinstance(one, str)]
            return {"order": order, "off": {one for one in said["off"] if isinstance(one, str)}}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {"order": [], "off": set()}

    def _keep(self, order: Sequence[str], off: set[str]) -> None:
        there = self._opened()
        known = [one for one in dict.fromkeys(order) if one in there]
        text = json.dumps({"order": known, "off": sorted(off & set(there))})
        fresh = self.folder / f"{_CHOICES}.new"
        try:
            durable.make_folder(self.folder)
            fresh.write_text(text, encoding="utf-8")
            durable.sync_file(fresh)
            durable.replace(fresh, self.folder / _CHOICES)
        except OSError as error:
            raise DeskError("tiles_not_written") from error

    def _tell(self) -> None:
        for hear in list(self._heard):
            hear()

    @contextlib.contextmanager
    def _decoding(self) -> Iterator[Decodes]:
        decoder = self._decoder()

        def decodes(tile: Tile) -> bool:
            try:
                return bool(decoder.thumbnail(tile.data, _SAMPLE_SIDE))
            except ValueError:  # NotAPicture
                return False

        try:
            yield decodes
        finally:
            decoder.close()


def tile_settings(packages: Sequence[TilePackage]) -> list[dict[str, Any]]:
    """What the map page needs of the packages that are shown, from the bottom of the map up."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "layers": list(one.info.layers),
            "minZoom": one.min_zoom,
            "maxZoom": one.max_zoom,
            "bounds": [[one.bounds[1], one.bounds[0]], [one.bounds[3], one.bounds[2]]],
            "attribution": one.attribution,
        }
        for one in reversed(packages)
        if one.shown
    ]


def _remove_old(half: Path) -> None:
    if clock.now() - half.stat().st_mtime * 1_000_000 > _DAY:
        half.unlink()


def _apart() -> Decoder:
    from desktop.pictures.apart import ApartDecoder

    return ApartDecoder()
