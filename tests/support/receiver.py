"""A GPS receiver for tests: sentences with their checksum, said into a pseudo terminal."""

from __future__ import annotations

import os
import tty
from types import TracebackType


def sentence(body: str) -> bytes:
    """An NMEA sentence with `$`, checksum and line end."""
    said = body.encode("latin-1")
    total = 0
    for byte in said:
        total ^= byte
    return b"$" + said + b"*" + f"{total:02X}".encode() + b"\r\n"


def position(lat: str = "1626.4720", lon: str = "10109.1980", at: str = "092751") -> bytes:
    """A position as most receivers say it: satellites and accuracy, then the position itself."""
    return sentence(f"GPGGA,{at}.000,{lat},N,{lon},E,1,08,1.00,61.7,M,55.3,M,,") + sentence(
        f"GPRMC,{at}.000,A,{lat},N,{lon},E,0.02,31.66,251126,,,A"
    )


VOID = sentence("GPRMC,092800.000,V,,,,,,,251126,,,N")


class PretendedReceiver:
    """A pseudo terminal that looks like the port of a receiver; `port` names it."""

    def __enter__(self) -> PretendedReceiver:
        self._own, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.port = os.ttyname(self._theirs)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pull_out()

    def say(self, said: bytes) -> None:
        """Say this into the port."""
        os.write(self._own, said)

    def pull_out(self) -> None:
        """Be gone from the computer."""
        for end in ("_own", "_theirs"):
            number = getattr(self, end, -1)
            setattr(self, end, -1)
            if number >= 0:
                os.close(number)
