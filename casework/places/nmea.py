"""What a GPS receiver's NMEA 0183 sentence says of its reception, checked against its checksum.

The position itself is read by the toolkit; these are the parts it leaves out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 120
"""Characters. The standard allows 82; some receivers say a little more."""
_SENTENCE = re.compile(rb"\$([A-Z]{2,3})([A-Z]{3}),([ -)+-~]*)\*([0-9A-Fa-f]{2})")


class Heard(NamedTuple):
    """A sound sentence: its bytes with line end, and what it says of the reception.

    `satellites` in use and `fix` (whether there is a position) are None where it does not say.
    """

    sentence: bytes
    satellites: int | None = None
    fix: bool | None = None


def read_sentence(line: bytes) -> Heard | None:
    """A line of a receiver; None for what is cut, garbled, or no sentence at all.

    What stands before the `$` on the line is passed over: the first line often begins in a
    sentence that was being said.
    """
    found = _SENTENCE.search(line[-LONGEST:])
    if found is None or _sum(found[0][1:-3]) != int(found[4], 16):
        return None
    fields = found[3].decode("ascii").split(",")
    sentence = found[0] + b"\r\n"
    if found[2] == b"GGA" and len(fields) > 6:
        satellites = int(fields[6]) if fields[6].isdigit() else None
        return Heard(sentence, satellites, fields[5] not in ("", "0"))
    if found[2] == b"RMC" and len(fields) > 1:
        return Heard(sentence, fix=fields[1] == "A")
    return Heard(sentence)


def _sum(said: bytes) -> int:
    """The checksum: every byte between `$` and `*`, by exclusive or."""
    total = 0
    for byte in said:
        total ^= byte
    return total
