"""What can go wrong between desk and server, each with a code and whether to try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import requests

    from desktop.sync.progress import Report

NOT_CONNECTED = "not connected"
_RETRY = frozenset({"unreachable", "captive", "server_down", "busy", "cut"})


class SyncError(Exception):
    """The line or the server failed; nothing on this desk is lost.

    `code` is one of: unreachable, captive (a reply that is not from our server), server_down,
    busy, cut, tls, clock, bad_credentials, sign_in_needed, revoked, device_wiped (not proven),
    wiped (proven: `wiping.WipeOrdered`), too_new, start_over, forbidden, bad_reply,
    disk_full_there, photo_refused. `retry_after` is seconds; `report` tells
    what the round had moved before it ended, where it was a round.
    """

    def __init__(self, code: str, detail: str = "", retry_after: float | None = None) -> None:
        """`detail` is for logs and holds no personal data."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.report: Report | None = None

    def is_retryable(self) -> bool:
        """Whether the same call may go through later without a person doing something."""
        return self.code in _RETRY

    @property
    def never_sent(self) -> bool:
        """Whether the request cannot have reached anybody: no connection was ever made."""
        return self.code == "unreachable" and self.detail == NOT_CONNECTED


def from_requests(error: requests.RequestException) -> SyncError:
    """Say what a failed request means."""
    import requests

    text = str(error)
    if isinstance(error, requests.exceptions.SSLError):
        wrong_clock = "not yet valid" in text or "expired" in text
        return SyncError("clock" if wrong_clock else "tls", type(error).__name__)
    if isinstance(
        error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ReadTimeout
    ):
        return SyncError("cut", type(error).__name__)
    return SyncError("unreachable", NOT_CONNECTED if _unconnected(error) else type(error).__name__)


def _unconnected(error: requests.RequestException) -> bool:
    """Whether making the connection itself failed, so that no byte of the request went out."""
    import requests
    import urllib3

    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(cause, urllib3.exceptions.NewConnectionError)
