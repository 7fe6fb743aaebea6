"""Where this computer is: from a GPS receiver on a serial port or the system, while it is wanted.

Off until a person turns it on. A position is in memory only, for as long as the window is open: it
is never written down, logged or sent.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QIODevice, QObject, QSettings, QTimer, Signal

from casework.places.nmea import Heard
from desktop import clock

if TYPE_CHECKING:
    from PySide6.QtPositioning import QGeoPositionInfo, QGeoPositionInfoSource

    from desktop.ui.receiver import Receiver

OFF, SYSTEM = "off", "system"
_KEPT_AS = "position/source"
POLL_MS = 200
STALE_SECONDS = 15
SILENT_SECONDS = 5
_ERROR_M = 5.0
"""Metres: how far a receiver under open sky errs before its geometry (HDOP) is counted in."""
_NOT_THE_SYSTEMS = frozenset({"nmea", "positionpoll"})


class Reception(StrEnum):
    """How it stands with the position; each has its words in `position_words`."""

    OFF = "off"
    LOOKING = "looking"
    DEAF = "deaf"
    NO_RECEIVER = "no_receiver"
    BUSY = "busy"
    NOT_ALLOWED = "not_allowed"
    NO_SERVICE = "no_service"
    NO_FIX = "no_fix"
    FIX = "fix"
    LOST = "lost"
    STALE = "stale"


class Fix(NamedTuple):
    """A position: degrees WGS 84, metres within which it is likely right, µs UTC of its coming."""

    lon: float
    lat: float
    accuracy_m: float | None
    at: int


class Position(QObject):
    """The position of this computer, for all pages of a window.

    Signals:
        moved: a new position: lon, lat (degrees WGS 84), accuracy in metres or None, µs UTC.
        changed: reception, satellites or age are others now.
    """

    moved = Signal(float, float, object, object)
    changed = Signal()

    def __init__(
        self,
        settings: QSettings,
        parent: QObject | None = None,
        make: Callable[[str], Receiver] | None = None,
    ) -> None:
        """Nothing runs until `want`. `make` makes the receiver of a port."""
        super().__init__(parent)
        self._settings = settings
        self._make = make or _receiver
        self._wanted_by: set[str] = set()
        self._receiver: Receiver | None = None
        self._system: QGeoPositionInfoSource | None = None
        self._lines: _Lines | None = None
        self._trouble = ""
        self._satellites: int | None = None
        self._says_fix: bool | None = None
        self._heard_at: int | None = None
        self._fix: Fix | None = None
        self._fix_at = 0
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._listen)

    # -- what is asked of it ----------------------------------------------------------------------

    @property
    def source(self) -> str:
        """Where the position comes from: `off`, `system`, or the name of a serial port."""
        return str(self._settings.value(_KEPT_AS) or OFF)

    def choose(self, source: str) -> None:
        """Take the position from elsewhere from now on; `off` forgets the one that is known."""
        self._stop()
        self._settings.setValue(_KEPT_AS, source)
        if self._wanted_by:
            self._start()
        self.changed.emit()

    def want(self, who: str) -> None:
        """Run while this page wants a position; does nothing where it is off."""
        first = not self._wanted_by
        self._wanted_by.add(who)
        if first:
            self._start()

    def unwant(self, who: str) -> None:
        """This page wants none any more; with the last one the port is let go."""
        self._wanted_by.discard(who)
        if not self._wanted_by:
            self._stop(forget=False)

    @property
    def fix(self) -> Fix | None:
        """The last position, however old."""
        return self._fix

    @property
    def satellites(self) -> int | None:
        """How many satellites are in use, where the receiver says so."""
        return self._satellites

    @property
    def age_seconds(self) -> int | None:
        """How many seconds ago the last position came."""
        return None if self._fix is None else _seconds_since(self._fix_at)

    @property
    def reception(self) -> Reception:
        """How it stands now."""
        if self.source == OFF:
            return Reception.OFF
        if self._trouble:
            return Reception(self._trouble)
        if self._fix is not None:
            if _seconds_since(self._fix_at) < STALE_SECONDS and self._says_fix is not False:
                return Reception.FIX
            heard = self._heard_at is not None and _seconds_since(self._heard_at) < SILENT_SECONDS
            return Reception.LOST if heard else Reception.STALE
        return Reception.LOOKING if self._heard_at is None else Reception.NO_FIX

    # -- running ----------------------------------------------------------------------------------

    def _start(self) -> None:
        if self.source == OFF:
            return
        if self.source == SYSTEM:
            self._ask_system()
        else:
            self._lines = _Lines(self)
            self._read_lines(self._lines)
            self._receiver = self._make(self.source)
            self._receiver.start()
        self._poll.start()

    def _stop(self, *, forget: bool = True) -> None:
        self._poll.stop()
        if self._receiver is not None:
            self._receiver.stop()
            self._receiver = None
        for old in (self._system, self._lines):
            if old is not None:
                old.deleteLater()
        self._system = self._lines = None
        self._trouble, self._satellites, self._says_fix, self._heard_at = "", None, None, None
        if forget:
            self._fix = None

    def _read_lines(self, lines: _Lines) -> None:
        from PySide6.QtPositioning import QNmeaPositionInfoSource

        source = QNmeaPositionInfoSource(QNmeaPositionInfoSource.UpdateMode.RealTimeMode, self)
        source.setUserEquivalentRangeError(_ERROR_M)
        source.setDevice(lines)
        source.positionUpdated.connect(self._came)
        source.startUpdates()
        self._system = source

    def _ask_system(self) -> None:
        source = system_source(self)
        self._system = source
        if source is None:
            self._trouble = Reception.NO_SERVICE
            return
        source.positionUpdated.connect(self._came)
        source.errorOccurred.connect(self._failed)
        source.startUpdates()

    def _failed(self, error: Any) -> None:
        from PySide6.QtPositioning import QGeoPositionInfoSource

        errors = QGeoPositionInfoSource.Error
        if error == errors.AccessError:
            self._trouble = Reception.NOT_ALLOWED
        elif error == errors.ClosedError:
            self._trouble = Reception.NO_SERVICE
        self.changed.emit()

    def _listen(self) -> None:
        """Take what the receiver's thread heard."""
        for news in self._receiver.news() if self._receiver is not None else ():
            if isinstance(news, Heard):
                self._take(news)
            elif news == "looking":
                self._trouble, self._heard_at = "", None
            else:
                self._trouble = news
        self.changed.emit()

    def _take(self, heard: Heard) -> None:
        self._trouble = ""
        self._heard_at = clock.monotonic()
        if heard.satellites is not None:
            self._satellites = heard.satellites
        if heard.fix is not None:
            self._says_fix = heard.fix
        if self._lines is not None:
            self._lines.give(heard.sentence)

    def _came(self, info: QGeoPositionInfo) -> None:
        from PySide6.QtPositioning import QGeoPositionInfo

        at = info.coordinate()
        if not at.isValid():
            return
        kind = QGeoPositionInfo.Attribute.HorizontalAccuracy
        accuracy = float(info.attribute(kind)) if info.hasAttribute(kind) else None
        self._fix = Fix(at.longitude(), at.latitude(), accuracy, clock.now())
        self._fix_at = clock.monotonic()
        if self._receiver is None:
            self._says_fix, self._trouble = True, ""
        self.moved.emit(*self._fix)


class _Lines(QIODevice):
    """What the thread heard, as the device from which Qt's reader of NMEA reads."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._unread = b""
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    def give(self, sentence: bytes) -> None:
        """Put a sentence behind what waits, and say so."""
        self._unread += sentence
        self.readyRead.emit()

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return len(self._unread) + super().bytesAvailable()

    def canReadLine(self) -> bool:
        return b"\n" in self._unread or super().canReadLine()

    def readData(self, most: int) -> object:
        given, self._unread = self._unread[:most], self._unread[most:]
        return given

    def writeData(self, _data: object, _size: int = 0) -> int:
        return -1


def has_system_source() -> bool:
    """Whether the system can say where this computer is."""
    return bool(_system_names())


def system_source(parent: QObject) -> QGeoPositionInfoSource | None:
    """The system's own source of positions, None where it has none."""
    from PySide6.QtPositioning import QGeoPositionInfoSource

    for name in _system_names():
        found = QGeoPositionInfoSource.createSource(name, {}, parent)
        if found is not None:
            return found
    return None


def _system_names() -> list[str]:
    from PySide6.QtPositioning import QGeoPositionInfoSource

    names = QGeoPositionInfoSource.availableSources()
    return [name for name in names if name not in _NOT_THE_SYSTEMS]


def _receiver(port: str) -> Receiver:
    from desktop.ui.receiver import Receiver

    return Receiver(port)


def _seconds_since(at: int) -> int:
    return max(0, clock.monotonic() - at) // 1_000_000


def position_of(bridge: QObject) -> Position:
    """The one position of a window, made when it is first asked for."""
    found = bridge.findChild(Position)
    if found is not None:
        return found
    settings = getattr(bridge.parent(), "settings", None)
    return Position(settings or QSettings("tambon-desk", "tambon-desk"), bridge)
