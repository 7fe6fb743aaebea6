"""Every failure a person can meet, in words: what happened, what is safe, what to do."""

from __future__ import annotations

from casework.apply import Conflict, Refusal
from desktop.batch_messages import batched
from desktop.carrying_messages import carried
from desktop.copy_messages import copies
from desktop.errors import DeskError
from desktop.kept_messages import photos, storage
from desktop.leave_messages import leaves
from desktop.map_messages import maps
from desktop.phone_messages import phones
from desktop.sheet_messages import of_sheets
from desktop.status import Status
from desktop.storage.errors import StorageError
from desktop.sync.errors import SyncError
from desktop.tile_messages import tiles
from desktop.words import translate


def sentence(error: Exception) -> str:
    """The sentence for an error of any layer; an unknown one gets the one for the unexpected."""
    if isinstance(error, DeskError):
        return of_code(error.code, **error.detail)
    if isinstance(error, StorageError):
        return of_code(error.code, **error.values)
    if isinstance(error, SyncError):
        return of_code(error.code)
    return of_code("unexpected")


def of_code(code: str, **detail: object) -> str:
    """The sentence for a code, with its values filled in."""
    text = _sentences().get(code)
    if text is None:
        text = _sentences()["unexpected"]
    return text.format_map(_Values(detail))


def of_status(status: Status) -> str:
    """What keeps the line from being well, with what the server's administrator says of it."""
    text = of_code(status.code)
    if not status.words:
        return text
    return f"{text} " + translate("Messages", "The administrator says: {words}").format(
        words=status.words
    )


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_sentences())


def of_result(result: Refusal | Conflict) -> str:
    """Why an act was not done."""
    if isinstance(result, Conflict):
        return of_code("conflict")
    reason = result.reason
    return of_code(f"refused_{reason}", **result.detail)


def of_refusal(reason: str, detail: dict[str, object] | None = None) -> str:
    """Why the server did not take an operation."""
    return of_code(f"refused_{reason}", **(detail or {}))


class _Values(dict[str, object]):
    """Values of a sentence; one that is missing shows as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "–"


def _sentences() -> dict[str, str]:
    return {
        **_line(),
        **_desk(),
        **photos(),
        **storage(),
        **copies(),
        **carried(),
        **_refusals(),
        **_states(),
        **leaves(),
        **maps(),
        **tiles(),
        **phones(),
        **batched(),
        **of_sheets(),
    }


def _line() -> dict[str, str]:
    return {
        "unreachable": translate(
            "Messages", "No signal. Keep working; your work is kept on this computer."
        ),
        "no_name": translate(
            "Messages",
            "The server is not known on this network. Keep working; your work is kept on this "
            "computer and we will try again. If it stays so with a good signal, please have the "
            "administrator check the server's address.",
        ),
        "captive": translate(
            "Messages",
            "Wi-Fi is on, but the server is out of reach. "
            "Please sign in to the Wi-Fi in a browser first.",
        ),
        "cut": translate(
            "Messages",
            "The line was cut part-way. What arrived is kept; the rest follows by itself.",
        ),
        "proxy": translate(
            "Messages",
            "The proxy of this network does not let this program through to the server. Your work "
            "is safe and we will try again. Please give this sentence to whoever looks after the "
            "network: the proxy must allow HTTPS to the server's address.",
        ),
        "server_error": translate(
            "Messages",
            "The server had a fault and changed nothing. Your work is safe and we will try again. "
            "If it stays so, please tell the administrator.",
        ),
        "maintenance": translate(
            "Messages",
            "The central system is closed for maintenance. Keep working; your work is kept on this "
            "computer, and we will try again by ourselves.",
        ),
        "server_down": translate(
            "Messages", "The server is not answering. We will try again. Your work is safe."
        ),
        "busy": translate(
            "Messages", "The server is busy. We will try again in a while. Your work is safe."
        ),
        "tls": translate(
            "Messages",
            "The secure line to the server could not be made: what answers cannot prove that it is "
            "the server. Nothing was sent and your work is safe. On a Wi-Fi that asks for a "
            "sign-in, sign in to it in a browser first; else please tell the administrator.",
        ),
        "expired": translate(
            "Messages",
            "The server's certificate has run out by this computer's date, so nothing was sent. "
            "Your work is safe. If this computer's date is wrong, please set it; if it is right, "
            "please tell the administrator.",
        ),
        "clock": translate(
            "Messages",
            "This computer's date is wrong. Your work is safe. Please set the date and time, "
            "then try again.",
        ),
        "bad_credentials": translate(
            "Messages", "User name or password is not right. Please type them again."
        ),
        "sign_in_needed": translate(
            "Messages", "Please sign in again to send. You can keep working meanwhile."
        ),
        "revoked": translate(
            "Messages",
            "This account was disabled. Your unsent work is kept on this computer and goes out "
            "when the account is enabled again. Please speak to the administrator.",
        ),
        "device_wiped": translate(
            "Messages",
            "The administrator shut this computer out and ordered its data wiped, so nobody can "
            "sign in with it. Please speak to the administrator.",
        ),
        "wiped": translate(
            "Messages",
            "The administrator ordered this computer's data wiped, and that is done. What the "
            "server has is safe there; what was not sent is gone. Please speak to the "
            "administrator.",
        ),
        "too_new": translate(
            "Messages",
            "The server speaks a newer version than this program. Your work is safe. "
            "Please update the program.",
        ),
        "stopped": translate(
            "Messages", "Stopped. What was sent and received is kept; the rest follows later."
        ),
        "start_over": translate(
            "Messages", "The list is being fetched anew. Your unsent work stays as it is."
        ),
        "forbidden": translate("Messages", "Your account may not see this. Nothing was changed."),
        "bad_reply": translate(
            "Messages",
            "The server's answer could not be read. Your work is safe; we will try again.",
        ),
        "bad_address": translate(
            "Messages",
            "This is not a server's address. Please type it like https://desk.example.go.th",
        ),
        "disk_full_there": translate(
            "Messages",
            "The server has no room just now. Your work stays on this computer and goes later by "
            "itself. Please tell the administrator.",
        ),
        "refused": translate(
            "Messages",
            "The server did not take this. It stays on this computer. Please tell the "
            "administrator.",
        ),
        "unexpected": translate(
            "Messages",
            "Something unexpected happened. Saved work is kept. You can start the program again.",
        ),
    }


def _desk() -> dict[str, str]:
    return {
        "not_signed_in": translate(
            "Messages", "This desk is not signed in yet. Please sign in once with a line."
        ),
        "other_account": translate(
            "Messages",
            "This folder belongs to {user}. Nothing was changed. "
            "Please use another profile folder for another account.",
        ),
        "unsent_work": translate(
            "Messages",
            "{count} things are not sent yet, so signing out was stopped. "
            "Sync first, save them to a file, or give them up by typing that number.",
        ),
        "locked": translate(
            "Messages",
            "This desk has not met its server for {days} days, so its pages are closed. All that "
            "was recorded is safe on this computer and will be sent. Please connect and sync, or "
            "sign in again.",
        ),
        "no_such_case": translate(
            "Messages", "Case {number} is not on this desk. Check the number, or sync first."
        ),
        "several_cases": translate(
            "Messages",
            "{number} is worked on by more than one authority. "
            "Please write it with @ and the authority's code.",
        ),
        "no_such_officer": translate(
            "Messages", "There is no officer {officer} here. Nothing was changed."
        ),
        "nothing_to_undo": translate("Messages", "There is nothing to undo."),
        "case_gone": translate(
            "Messages", "This case is no longer on your desk. Your unsent work is kept."
        ),
        "sign_in_to_recover": translate(
            "Messages",
            "The key of this desk cannot be found on this computer. Your work is still here. "
            "Please sign in with a line, and the desk opens again.",
        ),
        "sign_in_fields": translate(
            "Messages", "Please fill in the server's address, user name and password."
        ),
        "no_screen": translate(
            "Messages", "There is no screen here. The headless commands work: tambon-desk --help"
        ),
        "demo_server": translate("Messages", "The demo's server did not start: {text}"),
        "not_in_step": translate(
            "Messages",
            "The other person's change has not arrived here yet. Your work is kept. "
            "Please sync, then choose.",
        ),
        "demo_busy": translate(
            "Messages", "The demo is open already in another window. Please go on there."
        ),
        "bad_size": translate(
            "Messages",
            "{size} is not a size. Nothing was changed. Please write it like 500MB or 2GB.",
        ),
        "budget_too_small": translate(
            "Messages",
            "Photos need at least {least} MB. Nothing was changed. Please choose more.",
        ),
        "no_such_view": translate(
            "Messages",
            "There is no view “{name}” on this desk. "
            "Views are saved among the filters of the list.",
        ),
        "bad_near": translate(
            "Messages",
            "{near} is not a place with a distance. "
            "Please write latitude, longitude and metres like 16.4412,101.1533,500.",
        ),
        "bad_week": translate("Messages", "{week} is not a week. Please write it like 2026-W47."),
        "export_failed": translate(
            "Messages",
            "The file could not be saved. Please close the file of that name and try again.",
        ),
        "no_passphrase_file": translate(
            "Messages", "The file {file} could not be read. Nothing was changed."
        ),
        "empty_password": translate("Messages", "The password is empty. Nothing was changed."),
        "conflict": translate(
            "Messages",
            "Someone changed this case at the same time. Your work is kept. "
            "Choose when you are ready.",
        ),
    }


def _refusals() -> dict[str, str]:
    return {
        "refused_role": translate(
            "Messages", "Your role does not do this. Nothing was changed. Please ask a clerk."
        ),
        "refused_not_yours": translate(
            "Messages",
            "This case is not assigned to you now. You can keep your words as a comment.",
        ),
        "refused_not_your_act": translate(
            "Messages", "Only the person who did this, or a clerk, can undo it."
        ),
        "refused_needs_reason": translate("Messages", "Please say why. Nothing was changed."),
        "refused_needs_authority": translate(
            "Messages", "Please say to which authority. Nothing was changed."
        ),
        "refused_empty_comment": translate(
            "Messages", "The comment has no words. Nothing was saved."
        ),
        "refused_no_photo": translate("Messages", "No photo was chosen. Nothing was saved."),
        "refused_bad_text": translate(
            "Messages", "The text is too long or holds signs that cannot be kept."
        ),
        "refused_bad_rating": translate("Messages", "A rating is one to five stars."),
        "refused_bad_fields": translate(
            "Messages", "This program asked for something the rules do not know. Nothing changed."
        ),
        "refused_bad_group": translate(
            "Messages", "A case that is in a group cannot be the main case of another."
        ),
        "refused_not_in_group": translate("Messages", "This case is in no group."),
        "refused_no_such_case": translate(
            "Messages", "The case is not there any more. Your words are kept here."
        ),
        "refused_no_such_officer": translate(
            "Messages", "There is no officer {officer} here. Nothing was changed."
        ),
        "refused_unknown_kind": translate(
            "Messages", "The server does not know this act yet. It is kept on this computer."
        ),
        "refused_nothing_to_undo": translate("Messages", "There is nothing to undo."),
        "refused_already_undone": translate("Messages", "This was undone already."),
        "refused_case_exists": translate("Messages", "This case is there already."),
        "refused_empty_report": translate("Messages", "A report needs words. Nothing was saved."),
        "refused_number_taken": translate(
            "Messages", "This ticket number is taken. Your words are kept; please save again."
        ),
        "refused_id_reused": translate(
            "Messages",
            "The server knows another act by this name. Yours is kept here; "
            "please tell the administrator.",
        ),
        "refused_bad_operation": translate(
            "Messages",
            "The server could not read this act. It is kept here; please tell the administrator.",
        ),
        "refused_stood_on_withdrawn": translate(
            "Messages",
            "This stood on an act that was withdrawn, so it no longer fits. Your words are kept.",
        ),
        "refused_held": translate(
            "Messages",
            "This waits for an earlier act on the same case that needs your decision.",
        ),
    }


def _states() -> dict[str, str]:
    return {
        "refused_state_forwarded": translate(
            "Messages",
            "This could not be done because the case was forwarded. "
            "You can keep your words as a comment.",
        ),
        "refused_state_done": translate(
            "Messages",
            "This could not be done because the case is closed. "
            "You can keep your words as a comment.",
        ),
        "refused_state_rejected": translate(
            "Messages",
            "This could not be done because the case was found to be nobody's matter here. "
            "You can keep your words as a comment.",
        ),
        "refused_state_waiting": translate(
            "Messages", "This could not be done because nobody has accepted the case yet."
        ),
        "refused_state_in_progress": translate(
            "Messages", "This was done already: the case is in progress."
        ),
        "refused_state_followed_up": translate(
            "Messages", "This could not be done because the case is being followed up."
        ),
    }
