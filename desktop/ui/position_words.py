"""What the program says of the GPS: how it stands, and how good the position is."""

from __future__ import annotations

from desktop.ui.position import Position, Reception
from desktop.ui.wording import distance
from desktop.words import translate

ICONS = {
    Reception.OFF: ("circle-dashed", "ink2"),
    Reception.LOOKING: ("refresh-cw", "send"),
    Reception.NO_FIX: ("refresh-cw", "send"),
    Reception.FIX: ("circle-check", "done"),
}
"""Icon and colour token; the others warn."""


def reception_words(reception: Reception) -> str:
    """What is so, and what helps."""
    words = {
        Reception.OFF: translate("Position", "The GPS is off. You can turn it on in Settings."),
        Reception.LOOKING: translate("Position", "Listening to the receiver…"),
        Reception.DEAF: translate(
            "Position",
            "The port is open, but no receiver speaks there. Is it the right port? "
            "Take another, or pull the receiver out and put it in again.",
        ),
        Reception.NO_RECEIVER: translate(
            "Position",
            "No receiver at this port. Put it in; it is found by itself. "
            "You can go on with a place on the map meanwhile.",
        ),
        Reception.BUSY: translate(
            "Position",
            "Another program uses the receiver. Close it (another map, or gpsd); "
            "the desk tries again by itself.",
        ),
        Reception.NOT_ALLOWED: translate(
            "Position",
            "This person may not use the receiver. On Linux an administrator adds you to the group "
            "“dialout”; then sign in to the computer again. Otherwise allow location in the "
            "system's settings.",
        ),
        Reception.NO_SERVICE: translate(
            "Position",
            "This computer has no location service that answers. A receiver at a port, or a place "
            "on the map, does as well.",
        ),
        Reception.NO_FIX: translate(
            "Position",
            "The receiver works and looks for satellites. Under open sky it takes a minute or two.",
        ),
        Reception.FIX: translate("Position", "The position is there."),
        Reception.LOST: translate(
            "Position",
            "The receiver sees too few satellites now. The last position is used until it is back.",
        ),
        Reception.STALE: translate(
            "Position",
            "Nothing has come from the receiver for a while. The last position is used; "
            "see whether the receiver is in.",
        ),
    }
    return words[reception]


def figures(position: Position) -> str:
    """Satellites, accuracy and age of the position, as far as they are known."""
    parts = []
    if position.satellites is not None:
        parts.append(translate("Position", "{n} satellites").format(n=position.satellites))
    if position.fix is not None:
        if position.fix.accuracy_m is not None:
            within = translate("Position", "within {distance}")
            parts.append(within.format(distance=distance(position.fix.accuracy_m)))
        parts.append(translate("Position", "{n} s ago").format(n=position.age_seconds))
    return " · ".join(parts)
