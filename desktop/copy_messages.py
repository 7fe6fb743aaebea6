"""The sentences about copies of a desk, about leaving one, and about bringing its data up to date.

`messages` gives them with all others.
"""

from __future__ import annotations

from desktop.words import translate


def copies() -> dict[str, str]:
    """Sentences by code."""
    return {
        "backup_not_written": translate(
            "Messages",
            "The copy could not be written there. This desk is as it was. "
            "Please choose another place.",
        ),
        "not_a_backup": translate(
            "Messages",
            "This file is not a copy of a desk. Nothing was changed. Please choose another file.",
        ),
        "backup_damaged": translate(
            "Messages",
            "This copy of a desk is damaged or cut off, so it was not used. Nothing was changed. "
            "Please copy the file again, or use an earlier one.",
        ),
        "backup_unreadable": translate(
            "Messages", "The file could not be read. Nothing was changed. Is the disk still in?"
        ),
        "profile_not_empty": translate(
            "Messages",
            "There is a desk in this folder already. It was not changed. Please restore into "
            "another folder (--profile DIR), or sign out here first.",
        ),
        "work_meanwhile": translate(
            "Messages",
            "Something was done here while the file was written, so signing out was stopped. "
            "Nothing is lost. Please sign out again.",
        ),
        "copy_stopped": translate(
            "Messages", "The copy was stopped. Nothing was written; the desk is as it was."
        ),
        "migration_failed": translate(
            "Messages",
            "This desk's data could not be brought up to this version of the program. "
            "They are as they were and nothing is lost. Please tell the administrator.",
        ),
        "no_room_to_migrate": translate(
            "Messages",
            "There is not enough room to bring this desk's data up to this version of the "
            "program. They are as they were and nothing is lost. Please make {megabytes} MB free "
            "and start again.",
        ),
    }
