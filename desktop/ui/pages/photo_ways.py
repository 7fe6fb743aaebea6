"""Where photos come from: files, dropping, pasting, cards, a watched folder, a phone, a camera."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop import clock, photo_sources
from desktop.photo_sources import Found, FoundPhoto, Source
from desktop.ui import photo_mime
from desktop.ui.bridge import Bridge
from desktop.ui.pages.acts import choose_photos
from desktop.ui.pages.photo_offer import PhotoOffer
from desktop.ui.pages.photo_ways_help import phone_help
from desktop.ui.photo_watch import PhotoWatch
from desktop.ui.services import WindowServices
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.keys import both_keys
from desktop.words import translate

FOLDER, USED = "photo_folder", "photos_taken_in"
"""Names of small things in the cache: the watched folder, and marks of photos taken in before."""


class Given(NamedTuple):
    """A photo that a person gave: a file, or its bytes; `name` is for showing."""

    source: Path | bytes
    name: str


class PhotoWays(QWidget):
    """A row of buttons with a place at its left for a heading, and under it what was found.

    Signals:
        given: list[Given], in the order in which they should stand.
    """

    given = Signal(list)

    def __init__(
        self,
        bridge: Bridge,
        window: WindowServices,
        head: QWidget | None = None,
        *,
        watch: PhotoWatch | None = None,
    ) -> None:
        """`head` stands at the left of the buttons. Nothing is looked for before it is shown."""
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._pasted = 0
        self._used: dict[str, int] = {}
        self._hidden: set[Source] = set()
        self.offers: dict[Source, PhotoOffer] = {}
        self.panel: QWidget | None = None
        self.watch = watch or PhotoWatch(self)
        self.watch.changed.connect(self._show_offers)
        self.add = Button("", icon="image-plus", key="P")
        self.phone = Button("", icon="smartphone")
        self.more = Button("", kind="plain")
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self._help = Banner("", tone="plain", icon="circle-help")
        self._help_close = IconButton("x", "", size=28, token="ink2")
        self._lay_out(head)
        self.add.clicked.connect(self.choose)
        self.phone.clicked.connect(self.open_phone)
        self._help_close.clicked.connect(self._help.hide)
        bridge.read(self._read_kept, self._got_kept)
        self.retranslate()

    # -- what a page asks -------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the person choose photos from files."""
        self._give([Given(path, path.name) for path in choose_photos(self._window)])

    def paste(self) -> bool:
        """Take files or a picture from the clipboard; says whether there were any."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    def take_mime(self, data: QMimeData) -> bool:
        """Take what was dropped or pasted; says whether there was anything."""
        files = photo_mime.files_of(data)
        if files and all(path.suffix.lower() in photo_sources.ENDINGS for path in files):
            self._give_files((files, []))
            return True
        if files:
            # Whether something is a folder is asked beside: its drive may sleep.
            self._bridge.read(lambda: _sorted(files), self._give_files)
            return True
        image = photo_mime.image_of(data)
        if image is None:
            return False
        self._pasted += 1
        name = f"pasted-{self._pasted}.png"
        self._bridge.picture(
            lambda: photo_mime.as_png(image), lambda png: self._give([Given(png, name)])
        )
        return True

    def _give_files(self, found: tuple[list[Path], list[Path]]) -> None:
        """Files are given at once, folders are offered for choosing."""
        files, folders = found
        for folder in folders:
            name = photo_sources.shown_name(folder.name) or str(folder)
            self.watch.add(Source("folder", name, folder))
        self._give([Given(path, photo_sources.shown_name(path.name)) for path in files])

    def begin(self) -> None:
        """Another case: what was hidden may be offered again."""
        self._pasted = 0
        self._hidden = set()
        for offer in self.offers.values():
            offer.close_photos()
        self._close_panel()
        self._help.hide()
        self._show_offers()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.add.set_text(translate("FixPage", "Add photos"))
        self.add.setToolTip(f"{self.add.text()} ({both_keys('P')})")
        # The phone's panel speaks for itself, and what comes through it must not be cut off.
        is_phone = self.panel is not None and hasattr(self.panel, "is_open")
        if not is_phone:
            self._close_panel()
        self._say_phone(is_open=is_phone)
        self.more.set_text(translate("PhotoWays", "More ways"))
        self._help_close.set_icon("x", translate("PhotoWays", "Close the help"))
        self._make_menu()
        if self._help.isVisible():
            self.show_help()
        for offer in self.offers.values():
            if offer.picker is not None:
                offer.picker.retranslate()
        self._show_offers()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for cards while the page is open."""
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: let the drives sleep."""
        super().hideEvent(event)
        self.watch.stop()

    # -- cards and the watched folder -------------------------------------------------------------

    def choose_folder(self) -> None:
        """Let the person choose the folder that is watched from now on."""
        title = translate("PhotoWays", "Choose the folder in which photos arrive")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if chosen:
            self.watch_folder(Path(chosen))

    def watch_folder(self, folder: Path | None) -> None:
        """Watch this folder, or none, also after the next start."""
        cache = self._bridge.desk.cache
        self._hidden = set()
        self.watch.set_folder(folder)
        self._folder = folder
        self._make_menu()
        self._bridge.write(lambda: cache.put(FOLDER, str(folder or "")), lambda _: None)

    _folder: Path | None = None

    def _read_kept(self) -> tuple[str, object]:
        cache = self._bridge.desk.cache
        return str(cache.get(FOLDER) or ""), cache.get(USED)

    def _got_kept(self, kept: tuple[str, object]) -> None:
        folder, used = kept
        self._used = {**photo_sources.used_marks(used), **self._used}
        self._folder = Path(folder) if folder else None
        self.watch.set_folder(self._folder)
        self._make_menu()
        self._show_offers()

    def _show_offers(self) -> None:
        found = {f.source: f for f in self.watch.found() if self._worth_showing(f)}
        for source in [s for s in self.offers if s not in found]:
            offer = self.offers.pop(source)
            self._offer_column.removeWidget(offer)
            offer.hide()
            offer.deleteLater()
        for source, one in found.items():
            if source not in self.offers:
                offer = PhotoOffer(self._bridge, one)
                offer.taken.connect(partial(self._take, source))
                offer.hidden.connect(partial(self._hide, source))
                self.offers[source] = offer
                self._offer_column.addWidget(offer)
            self.offers[source].show_found(one, self._used)
        self._offer_box.setVisible(bool(self.offers) or self.panel is not None)

    def _worth_showing(self, found: Found) -> bool:
        """A card is always told of; a folder while something in it was not taken in."""
        if found.source in self._hidden or not found.photos:
            return False
        return found.source.kind == "card" or any(p.mark not in self._used for p in found.photos)

    def _hide(self, source: Source) -> None:
        self._hidden.add(source)
        self._show_offers()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, source: Source, photos: Sequence[FoundPhoto]) -> None:
        cache, now = self._bridge.desk.cache, clock.now()
        self._used = photo_sources.with_used(self._used, photos, now)
        kept = dict(self._used)
        self._bridge.write(lambda: cache.put(USED, kept), lambda _: None)
        if source in self.offers:
            self.offers[source].close_photos()
        self._show_offers()
        self._give([Given(photo.path, photo.name) for photo in photos])

    # -- phone and camera -------------------------------------------------------------------------

    def open_phone(self) -> None:
        """Open the panel through which a phone sends photos over its own hotspot, or close it."""
        # Rarely used, and it brings a server with it: imported where it is first wanted.
        from desktop.ui.pages.phone_panel import PhonePanel

        if isinstance(self.panel, PhonePanel):
            self._close_panel()
            return
        panel = PhonePanel(self._bridge, self._window)
        panel.arrived.connect(self._arrived)
        panel.closed.connect(self._close_panel)
        self._open(panel)
        self._say_phone(is_open=True)
        panel.form.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_camera(self) -> None:
        """Open the camera of this computer, if there is one."""
        from desktop.ui.pages.camera_panel import CameraPanel

        panel = CameraPanel(self._bridge)
        panel.taken.connect(self._arrived)
        panel.closed.connect(self._close_panel)
        self._open(panel)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_help(self) -> None:
        """Say what to do where a phone is plugged in and nothing appears."""
        first, *rest = phone_help()
        self._help.say(first, "\n".join(rest), tone="plain", icon="circle-help")
        self._help.show()

    def _open(self, panel: QWidget) -> None:
        self._close_panel()
        self.panel = panel
        self._offer_column.insertWidget(0, panel)
        self._offer_box.show()
        panel.show()

    def _close_panel(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            self._offer_column.removeWidget(panel)
            # Only hidden, it goes with this: an answer may still be on its way to it.
            panel.hide()
            self._say_phone(is_open=False)
            self._show_offers()

    def _say_phone(self, *, is_open: bool) -> None:
        self.phone.set_icon("x" if is_open else "smartphone")
        open_word = translate("PhotoWays", "Photos from a phone")
        self.phone.set_text(
            translate("PhotoWays", "Close the phone panel") if is_open else open_word
        )

    def _arrived(self, photos: Sequence[tuple[Path | bytes, str]]) -> None:
        self._give([Given(source, name) for source, name in photos])

    def _give(self, photos: list[Given]) -> None:
        if photos:
            self.given.emit(photos)

    # -- laying out -------------------------------------------------------------------------------

    def _make_menu(self) -> None:
        self._menu.clear()
        for text, act in (
            (translate("PhotoWays", "Watch a folder…"), self.choose_folder),
            (translate("PhotoWays", "Camera of this computer"), self.open_camera),
            (translate("PhotoWays", "Paste (Ctrl+V)"), self.paste),
            (translate("PhotoWays", "The phone is plugged in and does not show"), self.show_help),
        ):
            self._menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
        if self._folder is not None:
            name = photo_sources.shown_name(self._folder.name)
            text = translate("PhotoWays", "Stop watching {name}").format(name=name)
            self._menu.addAction(text).triggered.connect(lambda: self.watch_folder(None))

    def _lay_out(self, head: QWidget | None) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        if head is not None:
            row.addWidget(head, 1)
        else:
            row.addStretch(1)
        for button in (self.phone, self.more, self.add):
            row.addWidget(button)
        self._help.add_action(self._help_close)
        self._help.hide()
        self._offer_box = QWidget()
        self._offer_column = QVBoxLayout(self._offer_box)
        self._offer_column.setContentsMargins(0, 0, 0, 0)
        self._offer_column.setSpacing(6)
        self._offer_box.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._help)
        column.addWidget(self._offer_box)


def _sorted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files, and folders, among what was dropped."""
    folders = [path for path in paths if path.is_dir()]
    return [path for path in paths if path not in folders], folders
