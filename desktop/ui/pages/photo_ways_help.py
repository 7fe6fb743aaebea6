"""What to do where a phone is plugged in and no drive appears: told for each system."""

from __future__ import annotations

import sys

from desktop.words import translate


def phone_help(system: str = "") -> list[str]:
    """Sentences on how photos come from a phone that has no drive letter, the easiest way first."""
    system = system or sys.platform
    first = translate(
        "PhotoWays",
        "Easiest: press “Photos from a phone” and scan the code. It needs no cable and no "
        "internet, and keeps time and place.",
    )
    unlock = translate(
        "PhotoWays",
        "With a cable: unlock the phone and choose “File transfer” (Android) or “Trust” (iPhone).",
    )
    if system.startswith("win"):
        here = translate(
            "PhotoWays",
            "Windows shows the phone without a drive letter. Open it under “This PC”, folder DCIM, "
            "copy the photos to any folder, then add them here. The Photos app can import them "
            "too: watch its folder from the list beside.",
        )
    elif system == "darwin":
        here = translate(
            "PhotoWays",
            "On a Mac open “Image Capture”, import the photos into a folder, then add them here.",
        )
    else:
        here = translate(
            "PhotoWays",
            "On Linux open the phone once in the file manager. Where it then shows as a folder, "
            "its photos are offered here by themselves; else copy them to a folder first.",
        )
    last = translate(
        "PhotoWays",
        "Photos sent through LINE lose time and place, and prove less. "
        "Send them as a file if there is no other way.",
    )
    return [first, unlock, here, last]
