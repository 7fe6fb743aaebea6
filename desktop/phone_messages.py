"""The sentences about photos from a phone. `messages` gives them with all others."""

from __future__ import annotations

from desktop.words import translate


def phones() -> dict[str, str]:
    """Sentences about the door to a phone, by code."""
    return {
        "phone_no_network": translate(
            "Messages",
            "This computer is in no network yet. Nothing is lost. "
            "Turn on the phone's hotspot, join it with this computer, and try again.",
        ),
        "phone_no_port": translate(
            "Messages",
            "This computer lets no phone in at the moment. Nothing is lost. "
            "Please try again, or bring the photos by cable or card.",
        ),
        "phone_full": translate(
            "Messages",
            "Enough for one time. What has arrived is kept; please use it, then receive again.",
        ),
    }
