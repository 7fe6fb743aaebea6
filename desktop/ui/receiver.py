"""Listens to a GPS receiver on a serial port, on a thread of its own, and finds its speed itself.

Opening a port can take seconds (one over Bluetooth does), so that no screen may wait for it.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from casework.places.nmea import Heard, read_sentence
from desktop import clock

if TYPE_CHECKING:
    from PySide6.QtSerialPort import QSerialPort

RATES = (9600, 4800, 38_400, 115_200)
"""Bits a second, the usual ones first."""
TRY_SECONDS = 2.5
"""Receivers speak every second: so long is listened at each speed."""
AGAIN_SECONDS = 2.0
QUIET_SECONDS = 1.2
"""Receivers speak every second; after this it is looked whether the port is still there."""
SILENT_SECONDS = 10.0
"""A port that gives nothing for so long is opened anew: the receiver may have been changed."""
_PAUSE_SECONDS = 0.05
_MOST_UNREAD = 4096


class Trouble(Exception):
    """The port cannot be used; `code` is one of position's: no_receiver, busy, not_allowed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PortName(NamedTuple):
    """A serial port: the name that opens it, and what the system says of the thing behind."""

    name: str
    about: str


def ports() -> list[PortName]:
    """The serial ports of this computer, those with something known behind them first."""
    from PySide6.QtSerialPort import QSerialPortInfo

    found = [
        PortName(
            port.systemLocation() if os.name != "nt" else port.portName(),
            " · ".join(
                w for w in (port.portName(), port.description() or port.manufacturer()) if w
            ),
        )
        for port in QSerialPortInfo.availablePorts()
    ]
    return sorted(found, key=lambda port: (" · " not in port.about, port.name))


class Receiver:
    """One port that is listened to from `start` to `stop`; `news` gives what came meanwhile.

    News are sound sentences (`Heard`) and codes: `looking` while speeds are tried, `deaf` where
    none was understood, and those of `Trouble`. A port in trouble is tried again and again.
    """

    def __init__(self, port: str, try_seconds: float = TRY_SECONDS) -> None:
        self._port = port
        self._try_seconds = try_seconds
        self._news: queue.SimpleQueue[Heard | str] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="receiver", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Let the port go, within a moment; nothing is waited for."""
        self._stopping.set()

    def join(self, seconds: float) -> bool:
        """Wait until the port is free; says whether it is."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def news(self) -> Iterator[Heard | str]:
        """What came since the last time."""
        while True:
            try:
                yield self._news.get_nowait()
            except queue.Empty:
                return

    # -- on the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        from PySide6.QtCore import QEventLoop
        from shiboken6 import delete

        # Never run: with it comes what a serial port needs on a thread that is not Qt's own.
        loop = QEventLoop()
        while not self._stopping.is_set():
            try:
                self._listen()
            except Trouble as trouble:
                self._news.put(trouble.code)
                self._stopping.wait(AGAIN_SECONDS)
        delete(loop)

    def _listen(self) -> None:
        from shiboken6 import delete

        port = _opened(self._port)
        try:
            self._news.put("looking")
            while not self._stopping.is_set() and not self._find_rate(port):
                self._news.put("deaf")
            for heard in self._sentences(port, None):
                self._news.put(heard)
        finally:
            port.close()
            # Here and now: it belongs to this thread, which ends.
            delete(port)

    def _find_rate(self, port: QSerialPort) -> bool:
        """Whether something sound is heard at one of the speeds; the port then stays at it."""
        for rate in RATES:
            port.setBaudRate(rate)
            port.clear()
            for heard in self._sentences(port, self._try_seconds):
                self._news.put(heard)
                return True
        return False

    def _sentences(self, port: QSerialPort, seconds: float | None) -> Iterator[Heard]:
        """The sound sentences that come; for so long, or until it is stopped or falls silent."""
        unread, began = b"", clock.monotonic()
        while not self._stopping.is_set():
            if _passed(began) > (SILENT_SECONDS if seconds is None else seconds):
                return
            # Short, as the interpreter may not run anything else meanwhile.
            port.waitForReadyRead(1)
            came = port.readAll().data()
            if not came:
                if _passed(began) > QUIET_SECONDS:
                    self._refuse_gone()
                self._stopping.wait(_PAUSE_SECONDS)
                continue
            if seconds is None:
                began = clock.monotonic()
            *lines, unread = (unread + bytes(came)).split(b"\n")
            unread = unread[-_MOST_UNREAD:]
            yield from (heard for line in lines if (heard := read_sentence(line)) is not None)

    def _refuse_gone(self) -> None:
        """Raises Trouble where the receiver was pulled out: the port itself does not always say."""
        if os.name == "nt":
            here = any(port.name == self._port for port in ports())
        else:
            here = os.path.exists(self._port)
        if not here:
            raise Trouble("no_receiver")


def _opened(name: str) -> QSerialPort:
    """Open a port to read from. Raises Trouble."""
    from PySide6.QtCore import QIODevice
    from PySide6.QtSerialPort import QSerialPort

    port = QSerialPort()
    port.setPortName(name)
    if port.open(QIODevice.OpenModeFlag.ReadOnly):
        return port
    if port.error() != QSerialPort.SerialPortError.PermissionError:
        raise Trouble("no_receiver")
    # The system says the same of a port in use and of one that this person may not open.
    locked = os.name != "nt" and not os.access(name, os.R_OK | os.W_OK)
    raise Trouble("not_allowed" if locked else "busy")


def _passed(began: int) -> float:
    """Seconds since a moment of the clock that only goes forward."""
    return (clock.monotonic() - began) / 1_000_000
