"""The sentences about batches of photos and results of crews. `messages` gives them with others."""

from __future__ import annotations

from desktop.words import translate


def batched() -> dict[str, str]:
    """Sentences about batches and entered results, by code."""
    return {
        "batch_nothing": translate(
            "Messages",
            "Nothing was saved: none of these cases takes photos from you now. "
            "Your photos and words are kept here.",
        ),
        "batch_full": translate(
            "Messages",
            "There is room for {most} photos at a time. The first ones were taken in; save these, "
            "then add the others.",
        ),
        "result_no_number": translate(
            "Messages",
            "This is no number of a case. Nothing was entered. "
            "Scan the code once more, or type the last characters of the number.",
        ),
        "result_unknown": translate(
            "Messages",
            "No case with the number {number} is on this computer. Nothing was entered. "
            "It may belong to another officer, or has not come yet: sync, or search for a word.",
        ),
    }
