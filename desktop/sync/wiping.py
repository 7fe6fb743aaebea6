"""Learning from the server that this desk is to be wiped, and from nobody else.

Whoever stands in the line can say so, but only the server of this account and device can prove it
for a question that was asked just now: docs/decisions/0012.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework import wire
from casework.sealing import carrying_key
from casework.wiping import Purpose, fits, proof, wipe_key
from desktop.sync import carrying
from desktop.sync.errors import SyncError

if TYPE_CHECKING:
    from desktop.storage.cache import Cache
    from desktop.sync.client import Client

KEPT = "wipe_key"
_CHALLENGE_BYTES = 24
_SHUT_OUT = frozenset({"sign_in_needed", "bad_credentials", "device_wiped", "revoked"})


@dataclass(frozen=True, slots=True)
class Order:
    """A proven order; `receipt` is the form that tells the server that it was obeyed."""

    url: str
    server: str
    receipt: dict[str, str]


class WipeOrdered(SyncError):
    """The server proved that it orders this desk wiped."""

    def __init__(self, order: Order) -> None:
        """Nothing was wiped yet."""
        super().__init__("wiped")
        self.order = order


def kept_of(reply: wire.TokenReply) -> dict[str, str]:
    """The keys that the cache keeps of a sign-in or renewal: for orders, and for carried files."""
    if not reply.recovery_key:
        return {}
    return {
        KEPT: wipe_key(reply.recovery_key).hex(),
        carrying.KEPT: carrying_key(reply.recovery_key).hex(),
    }


def heed(error: SyncError, client: Client, cache: Cache) -> SyncError:
    """What an error means once the server was asked whether this desk is to be wiped.

    It is asked only where it does not let this desk in. The error itself where there is no order,
    or no line to ask over; `captive` where an order came with a wrong proof.
    """
    if error.code not in _SHUT_OUT:
        return error
    try:
        order = _asked(client, cache)
    except SyncError as found:
        return found if found.code == "captive" else error
    return WipeOrdered(order) if order is not None else error


def _asked(client: Client, cache: Cache) -> Order | None:
    """The order in force, None where there is none that can be proven. Raises SyncError."""
    kept = str(cache.get(KEPT) or "")
    account = str((cache.get("account") or {}).get("username", ""))
    server, device = str(cache.get("server") or ""), str(cache.get("device") or "")
    if not kept:
        return None
    key = bytes.fromhex(kept)
    challenge = secrets.token_urlsafe(_CHALLENGE_BYTES)

    def proven(purpose: Purpose, *about: str) -> str:
        return proof(key, purpose, server=server, account=account, device=device, about=about)

    whose = {"account": account, "device": device}
    told = client.ask_wipe(
        whose | {"challenge": challenge, "proof": proven(Purpose.ASK, challenge)}
    )
    if not told.ordered_at:
        return None
    ordered_at = str(told.ordered_at)
    if not fits(told.proof, proven(Purpose.ORDER, ordered_at, challenge)):
        raise SyncError("captive", "an order without its proof")
    receipt = whose | {"ordered_at": ordered_at, "proof": proven(Purpose.DONE, ordered_at)}
    return Order(client.url, server, receipt)


def confirm(order: Order) -> None:
    """Tell the server that the order was obeyed, where it can be reached."""
    from desktop.sync.client import Client

    with contextlib.suppress(SyncError):
        client = Client(order.url, server_id=order.server)
        try:
            client.confirm_wipe(order.receipt)
        finally:
            client.close()
