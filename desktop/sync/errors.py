"""What can go wrong between desk and server, each with a code and whether to try again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.sync.progress import Report

NOT_CONNECTED = "not connected"
_RETRY = frozenset(
    {"unreachable", "no_name", "captive", "proxy", "server_down", "server_error", "maintenance",
     "busy", "cut", "disk_full_there"}
)  # fmt: skip
_BEFORE_REQUEST = frozenset({"unreachable", "no_name", "proxy", "tls", "clock", "expired"})
_TOO_OLD_DAYS = 400
"""A certificate of a public authority lives 398 days at most."""
_DAY = 86_400_000_000


class SyncError(Exception):
    """The line or the server failed; nothing on this desk is lost.

    `code` is one of: unreachable, no_name (the server's name is not known here), captive (a reply
    that is not from our server), proxy, server_down, server_error, maintenance, busy, cut, tls,
    clock (this computer's date is wrong), expired (the certificate is, or the date is wrong),
    bad_credentials, sign_in_needed, revoked, device_wiped (not proven), wiped (proven:
    `wiping.WipeOrdered`), too_new, start_over, forbidden, bad_reply, disk_full_there,
    photo_refused. `retry_after` is seconds; `words` is what the administrator says of it;
    `report` tells what the round had moved before it ended, where it was a round.
    """

    def __init__(
        self, code: str, detail: str = "", retry_after: float | None = None, *, words: str = ""
    ) -> None:
        """`detail` is for logs and holds no personal data."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.words = words
        self.report: Report | None = None

    def is_retryable(self) -> bool:
        """Whether the same call may go through later without a person doing something."""
        return self.code in _RETRY

    @property
    def never_sent(self) -> bool:
        """Whether the request cannot have reached anybody: no line to the server ever stood."""
        return self.code in _BEFORE_REQUEST and self.detail == NOT_CONNECTED


def of_line(error: Exception, now: int = 0, met_at: int = 0) -> SyncError:
    """Say what a request that failed on the line means, whatever library raised it.

    `now` and `met_at` (µs UTC, 0 where it never was) tell a wrong date from an old certificate:
    when it is by this computer's clock, and when the server was met last.
    """
    # Each of these takes its time to import, and nothing has failed when the program starts.
    import http.client
    import socket
    import ssl

    import urllib3

    chain = list(_causes(error))

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(found, kinds) for found in chain)

    if has(ssl.SSLCertVerificationError):
        return _of_certificate(" ".join(map(str, chain)), now, met_at)
    refused = "Tunnel connection failed" in str(error)
    if refused or has(urllib3.exceptions.ProxyError):
        return SyncError("proxy", NOT_CONNECTED)
    name = next((f for f in chain if isinstance(f, socket.gaierror)), None)
    if name is not None:
        lost = name.errno == socket.EAI_NONAME
        return SyncError("no_name" if lost else "unreachable", NOT_CONNECTED)
    if has(urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
        return SyncError("unreachable", NOT_CONNECTED)
    if has(urllib3.exceptions.NameResolutionError, urllib3.exceptions.LocationParseError):
        return SyncError("no_name", NOT_CONNECTED)
    if has(ssl.SSLError) and not has(ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return SyncError("tls", type(error).__name__)
    if has(http.client.HTTPException) and not has(
        http.client.RemoteDisconnected, http.client.IncompleteRead
    ):
        # Somebody answers, but not in HTTP.
        return SyncError("captive", type(error).__name__)
    return SyncError("cut", type(error).__name__)


def _of_certificate(text: str, now: int, met_at: int) -> SyncError:
    """A certificate that does not hold: by its dates, or because somebody else shows his own."""
    if "not yet valid" in text:
        return SyncError("clock", NOT_CONNECTED)
    if "expired" in text:
        # Met lately by this very clock, the server's certificate may well have run out since.
        ahead = met_at > 0 and now - met_at > _TOO_OLD_DAYS * _DAY
        return SyncError("clock" if ahead else "expired", NOT_CONNECTED)
    return SyncError("tls", NOT_CONNECTED)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it was made of, as requests and urllib3 wrap them."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, SyncError):
            continue  # what was handled when this one was raised is another story
        seen.add(id(found))
        yield found
        waiting += [a for a in found.args if isinstance(a, BaseException)]
        more = (getattr(found, "reason", None), getattr(found, "original_error", None),
                found.__cause__, found.__context__)  # fmt: skip
        waiting += [m for m in more if isinstance(m, BaseException)]
