"""What the page for results says of what can be done next."""

from __future__ import annotations

from desktop.words import translate


def hint(*, has_case: bool, has_result: bool, choosing: bool) -> str:
    """The keys that lead on from here."""
    if has_case and has_result:
        return translate("Results", "Enter saves. Tab goes to words, who, day and cost.")
    if has_case:
        return translate("Results", "Press 1, 2 or 3 for the result, then Enter.")
    if choosing:
        return translate("Results", "Several cases: choose with the arrows, then Enter.")
    return translate(
        "Results",
        "Scan the code on the sheet, or type the last characters of the number or a word, "
        "then Enter.",
    )


def not_entered(number: str) -> str:
    """That another code came before the result of a case was saved."""
    words = translate(
        "Results",
        "The result of {number} is not entered yet. Enter saves it, Esc leaves it; "
        "then scan the next.",
    )
    return words.format(number=number)
