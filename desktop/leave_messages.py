"""The sentences about leave, about cases that went to somebody else, and about a closed account.

`messages` gives them with all others.
"""

from __future__ import annotations

from desktop.words import translate


def leaves() -> dict[str, str]:
    """Sentences by code."""
    return {
        "leave_days": translate(
            "Messages",
            "A leave begins on or before its last day, is not over yet, and has at most 366 days. "
            "Nothing was changed. Please choose other days.",
        ),
        "leave_self": translate(
            "Messages", "Nobody can stand in for themself. Please choose another substitute."
        ),
        "leave_officer": translate(
            "Messages",
            "Both have to be officers of this authority, and the substitute's account open. "
            "Nothing was changed.",
        ),
        "leave_away": translate(
            "Messages",
            "The substitute is on leave then too. Nothing was changed. Please choose another.",
        ),
        "leave_id_taken": translate(
            "Messages", "This leave was set already. Please look at the list."
        ),
        "no_leave": translate("Messages", "This leave is not there any more. Nothing was changed."),
        "leave_needs_line": translate(
            "Messages",
            "Setting a leave needs the line to the server. Nothing was changed, and what you chose "
            "is kept here. Please try again when there is a signal.",
        ),
        "shut_out": translate(
            "Messages",
            "This account was disabled, so nothing was recorded. What you recorded before is safe "
            "on this computer. Please speak to the administrator.",
        ),
        "refused_moved": translate(
            "Messages",
            "This case is no longer with you, so nothing was changed. "
            "You can keep your words and photos as a comment.",
        ),
        "refused_other_authority": translate(
            "Messages",
            "This was recorded for an authority ({authority}) that you no longer work for, so it "
            "could not be done. Your words and photos are kept here. Please copy what is still "
            "needed and tell the officer there.",
        ),
    }
