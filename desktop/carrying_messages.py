"""The sentences about work that is carried by stick. `messages` gives them with all others."""

from __future__ import annotations

from desktop.words import translate


def carried() -> dict[str, str]:
    """Sentences about carried files, by code."""
    return {
        "no_carrying_key": translate(
            "Messages",
            "This desk has no key for carried files yet. Your work is kept on this computer. "
            "Sync once over a line, or sign in again; after that it works without.",
        ),
        "not_written": translate(
            "Messages",
            "The file {file} could not be written, and nothing counts as sent. "
            "Is there room on the stick, and can it be written to?",
        ),
        "cannot_read": translate(
            "Messages", "The file {file} could not be read. Nothing was changed. Is the stick in?"
        ),
        "carrying_stopped": translate(
            "Messages",
            "Stopped. Nothing is lost: what waits still waits, and what came is kept.",
        ),
        "carried_not_one": translate(
            "Messages",
            "This is no answer of the server. Nothing was changed. "
            "Choose the file that the administrator brought back.",
        ),
        "carried_newer": translate(
            "Messages",
            "This file comes from a newer version of the program. Nothing was changed. "
            "Please update this desk, then take it in again.",
        ),
        "carried_cut": translate(
            "Messages",
            "The file is not whole. Nothing was changed. Please copy it to the stick again.",
        ),
        "carried_damaged": translate(
            "Messages",
            "The file is damaged or was changed by somebody. Nothing of it was used. "
            "Please ask the administrator to make it again.",
        ),
        "carried_other_key": translate(
            "Messages",
            "The file was not made for this desk by its server. Nothing was changed. "
            "Please ask the administrator for the right one.",
        ),
        "carried_other_server": translate(
            "Messages",
            "The file comes from another server. Nothing was changed. "
            "Choose the answer of your own authority's server.",
        ),
        "carried_other_device": translate(
            "Messages",
            "The answer is for another computer. Nothing was changed. "
            "Take it in on the computer that wrote the file.",
        ),
    }
