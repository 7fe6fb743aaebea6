"""Where the bytes of a photo are, in words: on the server only once the server checked them."""

from __future__ import annotations

from dataclasses import dataclass

from casework.case import Photo
from desktop import messages
from desktop.storage.records import PhotoState, PhotoUpload
from desktop.ui.widgets.photos import PhotoView
from desktop.ui.wording import size
from desktop.words import translate


@dataclass(frozen=True, slots=True)
class PhotoTruth:
    """Icon, colour token and words; `note` says why it is stuck, or what happens next.

    `stuck` is the upload to be tried again where it could not be sent.
    """

    icon: str
    token: str
    words: str
    note: str = ""
    stuck: PhotoUpload | None = None

    @property
    def safe(self) -> bool:
        """Whether the server has the bytes and compared their hash."""
        return self.token == "done"

    @property
    def spoken(self) -> str:
        """All of it in one line, for screen readers."""
        return ". ".join(part for part in (self.words, self.note) if part)


def mark_truth(view: PhotoView, truth: PhotoTruth | None) -> None:
    """Mark a small photo that the server has not checked yet; one that it has needs no mark."""
    if truth is None or truth.safe:
        view.set_badge(words=truth.words if truth else "")
    else:
        view.set_badge(truth.icon, truth.token, truth.spoken)


def truth_of(photo: Photo, upload: PhotoUpload | None, *, unsent: bool) -> PhotoTruth:
    """The truth about a photo: `upload` is this desk's own sending of it, where there is one.

    `unsent` says that the server has not heard yet of the act that names the photo.
    """
    if photo.verified or (upload is not None and upload.state == PhotoState.VERIFIED):
        return PhotoTruth("circle-check", "done", translate("PhotoTruth", "On the server, checked"))
    if upload is not None and upload.state == PhotoState.FAILED:
        return _stuck(upload)
    if unsent and (upload is None or not upload.sent):
        words = translate("PhotoTruth", "On this computer only")
        note = translate("PhotoTruth", "It goes by itself when there is a signal.")
        return PhotoTruth("hard-drive", "send", words, note)
    if upload is not None:
        return _under_way(upload)
    if not photo.sha256:
        words = translate("PhotoTruth", "A link of the source only")
        return PhotoTruth("external-link", "ink2", words)
    words = translate("PhotoTruth", "Not on the server yet")
    note = translate("PhotoTruth", "It waits on the computer on which it was taken in.")
    return PhotoTruth("clock", "ink2", words, note)


def _under_way(upload: PhotoUpload) -> PhotoTruth:
    if upload.size and upload.sent >= upload.size:
        words = translate("PhotoTruth", "Sent, the server is checking it")
        return PhotoTruth("upload", "send", words)
    if upload.state == PhotoState.SENDING or upload.sent:
        words = translate("PhotoTruth", "Sending {sent} of {size}")
        return PhotoTruth(
            "upload", "send", words.format(sent=size(upload.sent), size=size(upload.size))
        )
    words = translate("PhotoTruth", "Waiting to be sent")
    return PhotoTruth("cloud-upload", "send", words)


def _stuck(upload: PhotoUpload) -> PhotoTruth:
    known = upload.last_error in messages.codes()
    why = messages.of_code(upload.last_error if known else "photo_refused")
    words = translate("PhotoTruth", "Could not be sent yet")
    return PhotoTruth("triangle-alert", "attn", words, why, upload)
