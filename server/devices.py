"""The devices of an account, and wiping one from afar: order, what a device is told, receipt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from casework import wire
from casework.case_json import iso
from casework.wiping import Purpose, fits, is_challenge, proof, wipe_key
from server import accounts, schema
from server.errors import ApiError, UsageError

_d = schema.devices.c
_t = schema.tokens.c


def device_wiped() -> ApiError:
    """The error reply to a device that is to be wiped, once it has shown that it is that device."""
    return ApiError(401, "device_wiped", "this device was ordered wiped: POST /v1/wipe/ask")


def is_ordered(connection: Connection, account: str, device: str) -> bool:
    """Whether an order to wipe this device is in force."""
    return connection.execute(
        select(_d.device).where(_here(account, device) & _d.wipe_ordered_at.is_not(None))
    ).first() is not None  # fmt: skip


def _here(account: str, device: str) -> ColumnElement[bool]:
    return (_d.account == account) & (_d.device == device)


# -- what the administrator does ----------------------------------------------------------------


def listed(connection: Connection, username: str, now: int) -> list[dict[str, Any]]:
    """The devices of an account, the one seen last first, times as ISO 8601. Raises UsageError.

    `state` is active, signed_out, wipe_ordered, wipe_given or wiped.
    """
    rows = _rows(connection, username)
    live = {
        row.device
        for row in connection.execute(
            select(_t.device).where((_t.account == username) & (_t.expires_at >= now))
        )
    }
    return [
        {
            "device": row.device,
            "name": row.name,
            "first_seen": iso(row.created_at),
            "last_seen": iso(row.seen_at),
            "state": _state(row, signed_in=row.device in live),
            "wipe_ordered": iso(row.wipe_ordered_at),
            "wipe_given": iso(row.wipe_given_at),
            "wiped": iso(row.wiped_at),
        }
        for row in rows
    ]


def _state(row: Row[Any], *, signed_in: bool) -> str:
    if row.wiped_at is not None:
        return "wiped"
    if row.wipe_ordered_at is None:
        return "active" if signed_in else "signed_out"
    return "wipe_ordered" if row.wipe_given_at is None else "wipe_given"


def _rows(connection: Connection, username: str, device: str = "") -> list[Row[Any]]:
    """Devices of an account, all of them without a `device`. Raises UsageError."""
    if accounts.find(connection, username) is None:
        raise UsageError("no_user", name=username)
    where = _here(username, device) if device else _d.account == username
    rows = connection.execute(
        select(schema.devices).where(where).order_by(_d.seen_at.desc(), _d.device)
    ).all()
    if not rows and device:
        raise UsageError("no_device", device=device, name=username)
    return list(rows)


def order_wipe(connection: Connection, username: str, device: str, now: int) -> list[Row[Any]]:
    """Order a device wiped at its next contact, all of the account's for "". Returns them.

    An order that is in force already stays as it is. Raises UsageError.
    """
    rows = _rows(connection, username, device)
    for row in rows:
        if row.wipe_ordered_at is None:
            connection.execute(
                update(schema.devices)
                .where(_here(username, row.device))
                .values(wipe_ordered_at=now, wipe_given_at=None, wiped_at=None)
            )
    return rows


def cancel_wipe(connection: Connection, username: str, device: str) -> list[Row[Any]]:
    """Take back orders that no device has confirmed; returns the devices they were for.

    Its session stays ended: whoever has the device signs in again. Raises UsageError where one
    named device was wiped already or was never to be.
    """
    rows = _rows(connection, username, device)
    if device and rows[0].wiped_at is not None:
        raise UsageError("wiped_already", name=rows[0].name, time=iso(rows[0].wiped_at))
    taken = [row for row in rows if row.wipe_ordered_at is not None and row.wiped_at is None]
    if not taken:
        raise UsageError("no_wipe_order", name=username)
    for row in taken:
        connection.execute(
            update(schema.devices)
            .where(_here(username, row.device))
            .values(wipe_ordered_at=None, wipe_given_at=None)
        )
        connection.execute(delete(schema.tokens).where(
            (_t.account == username) & (_t.device == row.device)))  # fmt: skip
    return taken


# -- what a device asks -------------------------------------------------------------------------


def answer(
    connection: Connection, server: str, account: str, device: str, challenge: str, given: str
) -> wire.WipeAnswer:
    """Tell a device whether it is to be wiped, with the proof. Raises ApiError(403).

    The device shows by its own proof that it is that device, whatever became of its session.
    """
    if not is_challenge(challenge):
        raise ApiError(400, "bad_request", "the challenge is none")
    whose = {"server": server, "account": account, "device": device}
    row, key = _proven(connection, Purpose.ASK, whose, (challenge,), given)
    if row.wipe_ordered_at is None:
        return wire.WipeAnswer()
    about = (str(row.wipe_ordered_at), challenge)
    return wire.WipeAnswer(
        ordered_at=row.wipe_ordered_at, proof=proof(key, Purpose.ORDER, **whose, about=about)
    )


def note_given(connection: Connection, account: str, device: str, now: int) -> None:
    """Note that a device has its order, the first time."""
    connection.execute(
        update(schema.devices)
        .where(_here(account, device) & _d.wipe_given_at.is_(None))
        .values(wipe_given_at=now, seen_at=now)
    )


def note_wiped(
    connection: Connection, server: str, account: str, device: str, ordered_at: int, given: str,
    now: int,
) -> None:  # fmt: skip
    """Note that a device says it was wiped. Raises ApiError(403) without its proof."""
    whose = {"server": server, "account": account, "device": device}
    row, _ = _proven(connection, Purpose.DONE, whose, (str(ordered_at),), given)
    if row.wiped_at is None:
        connection.execute(
            update(schema.devices).where(_here(account, device)).values(wiped_at=now)
        )


def _proven(
    connection: Connection,
    purpose: Purpose,
    whose: dict[str, str],
    about: tuple[str, ...],
    given: str,
) -> tuple[Row[Any], bytes]:
    """The device and its wipe key. An unknown one and a wrong proof get the same ApiError."""
    row = connection.execute(
        select(schema.devices).where(_here(whose["account"], whose["device"]))
    ).first()
    if row is not None:
        key = wipe_key(row.recovery_key)
        if fits(given, proof(key, purpose, **whose, about=about)):
            return row, key
    raise ApiError(403, "not_this_device", "the proof is not that of this device")
