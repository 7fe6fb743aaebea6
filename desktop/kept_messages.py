"""The sentences about what this computer keeps: its photos, its files and their key.

`messages` gives them with all others.
"""

from __future__ import annotations

from desktop.words import translate


def photos() -> dict[str, str]:
    """Sentences about photos, by code."""
    return {
        "photo_busy": translate(
            "Messages", "This photo is on its way already. It goes on by itself in a while."
        ),
        "photo_empty": translate(
            "Messages", "{name} is empty. Nothing was saved. Please choose another photo."
        ),
        "photo_not_a_picture": translate(
            "Messages", "{name} is not a photo. Nothing was saved. Please choose another."
        ),
        "photo_video": translate(
            "Messages", "{name} is a video. Nothing was saved. Please choose a photo."
        ),
        "photo_unsupported": translate(
            "Messages",
            "{name} is a kind of picture this program does not know. Nothing was saved. "
            "Please use JPEG, PNG or HEIC.",
        ),
        "photo_too_many_pixels": translate(
            "Messages", "{name} has too many pixels to open safely. Nothing was saved."
        ),
        "photo_truncated": translate(
            "Messages",
            "{name} is cut off and cannot be shown. Nothing was saved. "
            "Please copy it from the camera again.",
        ),
        "photo_damaged": translate(
            "Messages",
            "{name} is damaged and cannot be shown. Nothing was saved. Please choose another.",
        ),
        "photo_too_heavy": translate(
            "Messages",
            "{name} needs more memory than is safe to give. Nothing was saved. "
            "Please make the picture smaller first.",
        ),
        "photo_too_slow": translate(
            "Messages",
            "{name} took too long to open, so it was left out. Nothing was saved. "
            "Please choose another photo.",
        ),
        "photo_crashed": translate(
            "Messages",
            "{name} could not be opened: it brings the picture reader down. Nothing was saved and "
            "nothing else was touched. Please choose another photo.",
        ),
        "photo_too_large": translate(
            "Messages", "{name} is larger than 50 MB. Nothing was saved. Please choose another."
        ),
        "photo_unreadable": translate(
            "Messages", "{name} could not be read. Nothing was saved. Is the card still in?"
        ),
        "photo_refused": translate(
            "Messages",
            "One photo could not be sent; the others go on. Try again or choose another.",
        ),
        "photo_missing": translate(
            "Messages",
            "One photo is no longer on this computer, so it could not be sent. "
            "The others go on. Please attach it again.",
        ),
    }


def storage() -> dict[str, str]:
    """Sentences about files and keys, by code."""
    return {
        "cache_damaged": translate(
            "Messages",
            "The data on this computer are damaged. They were set aside and your unsent work "
            "was saved; the rest comes anew from the server.",
        ),
        "key_damaged": translate(
            "Messages",
            "The file that opens this desk's data cannot be read. Nothing was deleted. "
            "Please tell the administrator before you sign in anew.",
        ),
        "cache_newer": translate(
            "Messages",
            "These data were written by a newer program. Nothing was changed. "
            "Please update this program.",
        ),
        "wrong_key": translate(
            "Messages",
            "The passphrase does not open this desk. Nothing was changed. Please try again.",
        ),
        "no_keyring": translate(
            "Messages",
            "This computer has no keyring. Please give a passphrase with --passphrase-file FILE. "
            "Nothing was changed.",
        ),
        "disk_full": translate(
            "Messages",
            "The disk is full, so this was not saved; all that was saved before is safe. "
            "Please make room and try again.",
        ),
        "disk_full_opened": translate(
            "Messages",
            "The disk is full. Everything that was saved is here and can be read, but what you do "
            "now may find no room to be saved. Please make room.",
        ),
        "disk_error": translate(
            "Messages",
            "This computer's disk does not answer as it should, so this was not saved. What was "
            "saved before stays. Please sync soon and have the disk looked at.",
        ),
        "profile_busy": translate(
            "Messages",
            "This desk is already open in another window. Please go on there; nothing is lost.",
        ),
    }
