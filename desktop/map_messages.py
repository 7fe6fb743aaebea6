"""The sentences about the map. `messages` gives them with all others."""

from __future__ import annotations

from desktop.words import translate


def maps() -> dict[str, str]:
    """Sentences about the map, by code."""
    return {
        "online_address": translate(
            "Messages",
            "This address cannot be used, and nothing was sent. It has to begin with https:// and "
            "one server's name, and hold {z}, {x} and {y}. The map without it works as before.",
        ),
        "online_attribution": translate(
            "Messages",
            "Please write whose map it is: providers ask to be named, and it stands on the map. "
            "Nothing was sent yet.",
        ),
    }
