"""The sentences about sheets that are printed or saved. `messages` gives them with all others."""

from __future__ import annotations

from desktop.words import translate


def of_sheets() -> dict[str, str]:
    """Sentences about sheets, by code."""
    return {
        "sheet_stopped": translate(
            "Messages", "Stopped. No file was written, and nothing in the cases was changed."
        ),
        "not_printed": translate(
            "Messages",
            "The printer did not take the sheet. Nothing in the cases was changed. "
            "See whether the printer is on, or save the sheet as PDF and print it later.",
        ),
        "nothing_to_print": translate(
            "Messages", "There is no case for this sheet. Choose some, then print again."
        ),
    }
