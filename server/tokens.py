"""Sessions: access and refresh tokens of a device, stored hashed.

A refresh token is exchanged for a new one each time. The previous one stays valid until the new
one is first used, so that a reply lost on the way signs nobody out. One that comes back after its
successor was used has been copied: it ends the device's session.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from server import accounts, devices, schema
from server.accounts import Person
from server.errors import ApiError
from server.passwords import check_password, nobody

ACCESS_SECONDS = 30 * 60
REFRESH_SECONDS = 180 * 86_400
_MICROSECONDS = 1_000_000
_BYTES = 32

_t = schema.tokens.c
_d = schema.devices.c


@dataclass(frozen=True, slots=True)
class Session:
    """What a sign-in or a refresh gives the desk."""

    person: Person
    access: str
    refresh: str
    recovery_key: str


def hashed(token: str) -> bytes:
    """A token as it is stored. It has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).digest()


def check_sign_in(connection: Connection, username: str, password: str, now: int) -> Person:
    """The person of this name and password. `now` is µs UTC.

    Raises ApiError: bad_credentials; account_disabled only to who knows the password.
    """
    row = accounts.find(connection, username)
    fits = check_password(password, row.password if row is not None else nobody())
    if row is None or not fits:
        raise bad_credentials()
    if not row.active:
        raise account_disabled()
    return accounts.person_of(connection, row, now)


def bad_credentials() -> ApiError:
    """The error reply for a wrong name, password or refresh token."""
    return ApiError(400, "bad_credentials", "wrong name, password or refresh token")


def account_disabled() -> ApiError:
    """The error reply to a device whose account was shut out; its session waits meanwhile."""
    return ApiError(401, "account_disabled", "this account was disabled by the administrator")


def open_session(
    connection: Connection, person: Person, device: str, device_name: str, now: int
) -> Session:
    """Sign a person in on a device. Earlier sessions of that device end. `now` is µs UTC.

    Raises ApiError("device_wiped") where the device was ordered wiped.
    """
    if devices.is_ordered(connection, person.username, device):
        raise devices.device_wiped()
    here = (_d.account == person.username) & (_d.device == device)
    row = connection.execute(select(schema.devices).where(here)).first()
    if row is None:
        recovery_key = secrets.token_hex(_BYTES)
        connection.execute(
            insert(schema.devices).values(
                account=person.username,
                device=device,
                name=device_name[:200],
                recovery_key=recovery_key,
                created_at=now,
                seen_at=now,
            )
        )
    else:
        recovery_key = row.recovery_key
        connection.execute(update(schema.devices).where(here).values(seen_at=now))
    _end(connection, person.username, device)
    connection.execute(delete(schema.tokens).where(_t.expires_at < now))
    return _issue(connection, person, device, recovery_key, None, now)


def refresh(connection: Connection, token: str, device: str, now: int) -> Session | None:
    """Exchange a refresh token; None where it cannot be (its session may end with that).

    Raises ApiError: device_wiped where its device, which any token of it shows, is to be wiped;
    account_disabled.
    """
    given = hashed(token)
    row = connection.execute(
        select(schema.tokens).where((_t.hash == given) & (_t.kind == "refresh"))
    ).first()
    if row is None or row.device != device:
        return None
    if devices.is_ordered(connection, row.account, device):
        raise devices.device_wiped()
    if row.expires_at < now:
        return None
    if row.spent:
        _end(connection, row.account, row.device)
        return None
    account = accounts.find(connection, row.account)
    if account is None:
        return None
    if not account.active:
        raise account_disabled()
    if row.parent is not None:
        _spend_family(connection, row.parent, given)
    here = (_d.account == row.account) & (_d.device == device)
    connection.execute(update(schema.devices).where(here).values(seen_at=now))
    connection.execute(
        delete(schema.tokens).where(
            (_t.account == row.account) & (_t.device == device) & (_t.expires_at < now)
        )
    )
    recovery_key = connection.execute(select(_d.recovery_key).where(here)).scalar_one()
    person = accounts.person_of(connection, account, now, device)
    return _issue(connection, person, device, recovery_key, given, now)


def _spend_family(connection: Connection, parent: bytes, used: bytes) -> None:
    """The token in use was received: its parent and the parent's other children are done."""
    family = (_t.hash == parent) | ((_t.parent == parent) & (_t.hash != used))
    connection.execute(
        update(schema.tokens).where(family & (_t.kind == "refresh")).values(spent=True)
    )
    connection.execute(update(schema.tokens).where(_t.hash == used).values(parent=None))


def _issue(
    connection: Connection,
    person: Person,
    device: str,
    recovery_key: str,
    parent: bytes | None,
    now: int,
) -> Session:
    access, fresh = secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES)
    common = {"account": person.username, "device": device, "spent": False}
    connection.execute(
        insert(schema.tokens),
        [
            common
            | {
                "hash": hashed(access),
                "kind": "access",
                "parent": None,
                "expires_at": now + ACCESS_SECONDS * _MICROSECONDS,
            },
            common
            | {
                "hash": hashed(fresh),
                "kind": "refresh",
                "parent": parent,
                "expires_at": now + REFRESH_SECONDS * _MICROSECONDS,
            },
        ],
    )
    return Session(person, access, fresh, recovery_key)


def _end(connection: Connection, account: str, device: str) -> None:
    connection.execute(delete(schema.tokens).where((_t.account == account) & (_t.device == device)))


def revoke(connection: Connection, token: str) -> None:
    """End the session that this token, of either kind, belongs to (RFC 7009)."""
    row = connection.execute(select(schema.tokens).where(_t.hash == hashed(token))).first()
    if row is not None:
        _end(connection, row.account, row.device)


def person_of(connection: Connection, access: str, now: int) -> Person | None:
    """The person that an access token stands for, None where it is not valid (any more).

    Raises ApiError: device_wiped where its device is to be wiped; account_disabled.
    """
    found = (
        select(schema.accounts, _t.device.label("token_device"), _t.expires_at, _d.wipe_ordered_at)
        .join(schema.tokens, _t.account == schema.accounts.c.username)
        .outerjoin(schema.devices, (_d.account == _t.account) & (_d.device == _t.device))
        .where((_t.hash == hashed(access)) & (_t.kind == "access"))
    )
    row = connection.execute(found).first()
    if row is None:
        return None
    if row.wipe_ordered_at is not None:
        raise devices.device_wiped()
    if not row.active:
        raise account_disabled()
    if row.expires_at < now:
        return None
    return accounts.person_of(connection, row, now, row.token_device)
