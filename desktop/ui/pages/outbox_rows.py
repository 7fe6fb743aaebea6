"""The rows of the outbox in words: operations and their photos."""

from __future__ import annotations

from casework.case import Audience
from casework.operations import Comment
from casework.thai import time_text
from desktop import messages
from desktop.storage.records import OutboxItem, PhotoState, PhotoUpload, Sending
from desktop.ui.widgets.rows import OutboxPhotoRow, OutboxRow, Tone
from desktop.ui.wording import MINUTE, act_word, size
from desktop.words import translate

_ICONS = {
    "comment": "message-square", "accept": "circle-check", "record_fix": "camera",
    "attach_photo": "image-plus", "assign": "user-plus", "forward": "forward", "reject": "ban",
    "start": "wrench", "follow_up": "eye", "reopen": "rotate-ccw", "undo": "undo-2",
    "retype": "tag", "set_due": "calendar", "merge": "merge", "part": "split",
    "correct_location": "map-pin",
}  # fmt: skip


def operation_row(item: OutboxItem, now: int) -> OutboxRow:
    """An operation as the outbox shows it."""
    operation = item.operation
    icon, words, tone = _sending(item)
    kind = operation.kind
    if isinstance(operation.payload, Comment) and operation.payload.audience == Audience.STAFF:
        kind = "staff_comment"
    sent = item.sending in {Sending.APPLIED, Sending.UNKNOWN} or item.tries > 0
    action = translate("Outbox", "Undo") if sent else translate("Outbox", "Withdraw")
    about = operation.payload.text or item.sentence
    return OutboxRow(
        operation_id=operation.id,
        icon=_ICONS.get(operation.kind, "file-text"),
        title=act_word(kind),
        about=f"{item.number} {about}".replace("\n", " "),
        status_icon=icon,
        status_text=words,
        time_text=time_text(operation.acted_at),
        status_tone=tone,
        action_text="" if operation.kind == "undo" else action,
        note=_note(item),
    )


def _note(item: OutboxItem) -> str:
    if item.sending == Sending.UNKNOWN and item.tries > 1:
        text = translate(
            "Outbox",
            "Asked {n} times. It is asked again until the answer is here; nothing doubles.",
        )
        return text.format(n=item.tries)
    return ""


def _sending(item: OutboxItem) -> tuple[str, str, Tone]:
    if item.sending == Sending.APPLIED:
        return "circle-check", translate("Outbox", "words are sent"), "done"
    if item.sending == Sending.UNKNOWN:
        return "cloud-upload", translate("Outbox", "sent, no answer yet"), "accent-t"
    if item.sending == Sending.WAITING:
        return "clock", translate("Outbox", "in the queue"), "ink2"
    return "triangle-alert", translate("Outbox", "needs attention"), "attn"


def photo_row(photo: PhotoUpload, now: int) -> OutboxPhotoRow:
    """A photo as the outbox shows it; only the server's word makes it sent."""
    sent = photo.size if photo.state == PhotoState.VERIFIED else photo.sent
    fraction = sent / photo.size if photo.size else 0.0
    icon, words, tone = _photo_state(photo, fraction, now)
    again = translate("Outbox", "Try again")
    return OutboxPhotoRow(
        photo_id=photo.sha256,
        name=photo.name or photo.sha256[:8],
        fraction=fraction,
        bytes_text=f"{size(sent)} / {size(photo.size)}",
        status_icon=icon,
        status_text=words,
        status_tone=tone,
        photo=photo.sha256,
        action_text=again if photo.state == PhotoState.FAILED else "",
        note=_why(photo) if photo.state == PhotoState.FAILED else "",
    )


def _why(photo: PhotoUpload) -> str:
    known = photo.last_error in messages.codes()
    return messages.of_code(photo.last_error if known else "photo_refused")


def _photo_state(photo: PhotoUpload, fraction: float, now: int) -> tuple[str, str, Tone]:
    if photo.state == PhotoState.VERIFIED:
        return "circle-check", translate("Outbox", "sent and checked"), "done"
    if photo.state == PhotoState.FAILED:
        minutes = max(1, (photo.next_try_at - now) // MINUTE + 1)
        text = translate("Outbox", "again in {n} min").format(n=minutes)
        return "refresh-cw", text, "attn"
    if photo.size and photo.sent >= photo.size:
        return "cloud-upload", translate("Outbox", "sent, being checked"), "accent-t"
    if photo.state == PhotoState.SENDING or photo.sent:
        text = translate("Outbox", "sending {n} %").format(n=round(fraction * 100))
        return "cloud-upload", text, "accent-t"
    return "clock", translate("Outbox", "in the queue"), "ink2"
