"""People and authorities: who they are, and what changes when they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from casework import wire
from casework.case import Role, Staff
from server import areas, clock, fix_settings, leaves, schema
from server.errors import UsageError
from server.passwords import hash_password

_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")
_USERNAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\Z")
MOST_LOCK_DAYS = 3650
WRITERS = frozenset({Role.OFFICER, Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR})

# What an account sees hangs on these.
_SCOPE = ("role", "unit", "authority")

_a = schema.accounts.c


@dataclass(frozen=True, slots=True)
class Person:
    """The account behind a request, and the device it came from.

    `stands_in` are the officers in whose place this one sees and acts now.
    """

    username: str
    name: str
    name_en: str
    role: Role
    authority: str
    unit: str
    scope: int
    device: str = ""
    stands_in: frozenset[str] = frozenset()

    @property
    def account(self) -> wire.Account:
        """The person as the desk is told of them."""
        return wire.Account(
            username=self.username,
            name=self.name,
            role=str(self.role),
            authority=self.authority,
            unit=self.unit,
            name_en=self.name_en,
            scope=self.scope,
        )


def person_of(connection: Connection, row: Row[Any], now: int, device: str = "") -> Person:
    """The person of an accounts row, as they stand at `now` (µs UTC)."""
    stands_in, turns = leaves.standing(connection, row.username, row.authority, now)
    return Person(
        username=row.username,
        name=row.name,
        name_en=row.name_en,
        role=Role(row.role),
        authority=row.authority,
        unit=row.unit,
        scope=row.scope + turns,
        device=device,
        stands_in=stands_in if row.role == Role.OFFICER else frozenset(),
    )


def find(connection: Connection, username: str) -> Row[Any] | None:
    """The accounts row of this user, also where it is disabled."""
    return connection.execute(select(schema.accounts).where(_a.username == username)).first()


def add_authority(connection: Connection, code: str, name: str) -> None:
    """Add an authority. Raises UsageError where the code is taken or none."""
    if not _CODE.match(code):
        raise UsageError("bad_code", code=code)
    if not name.strip():
        raise UsageError("needs_name")
    if has_authority(connection, code):
        raise UsageError("authority_exists", code=code)
    connection.execute(
        insert(schema.authorities).values(
            code=code,
            name=name.strip(),
            number=0,
            head=bytes(32),
            settings_version=1,
            types="[]",
            outlines="",
        )
    )


def has_authority(connection: Connection, code: str) -> bool:
    """Whether there is an authority of this code."""
    found = select(schema.authorities.c.code).where(schema.authorities.c.code == code)
    return connection.execute(found).first() is not None


def need_authority(connection: Connection, code: str) -> None:
    """Raise UsageError where there is no such authority."""
    if not has_authority(connection, code):
        raise UsageError("no_authority", code=code)


def add_unit(connection: Connection, authority: str, code: str, name: str) -> None:
    """Add a unit (division) to an authority, or give it another name."""
    need_authority(connection, authority)
    table = schema.units
    here = (table.c.authority == authority) & (table.c.code == code)
    if connection.execute(select(table.c.code).where(here)).first() is None:
        connection.execute(insert(table).values(authority=authority, code=code, name=name))
    else:
        connection.execute(update(table).where(here).values(name=name))
    touch_settings(connection, authority)


def set_types(connection: Connection, authority: str, types: tuple[str, ...]) -> None:
    """Set the types of problem that the desks of this authority offer."""
    need_authority(connection, authority)
    connection.execute(
        update(schema.authorities)
        .where(schema.authorities.c.code == authority)
        .values(types=msgspec.json.encode(types).decode())
    )
    touch_settings(connection, authority)


def set_outlines(connection: Connection, authority: str, outlines: dict[str, Any] | None) -> None:
    """Set the outlines (GeoJSON FeatureCollection, positions (lon, lat)) of an authority."""
    need_authority(connection, authority)
    text = msgspec.json.encode(outlines).decode() if outlines else ""
    connection.execute(
        update(schema.authorities)
        .where(schema.authorities.c.code == authority)
        .values(outlines=text)
    )
    touch_settings(connection, authority)


def set_lock_after_days(connection: Connection, authority: str, days: int) -> None:
    """Set after how many days without the server a desk of this authority locks; 0 is never."""
    need_authority(connection, authority)
    if not 0 <= days <= MOST_LOCK_DAYS:
        raise UsageError("bad_days", most=MOST_LOCK_DAYS)
    connection.execute(
        update(schema.authorities)
        .where(schema.authorities.c.code == authority)
        .values(lock_after_days=days)
    )
    touch_settings(connection, authority)


def touch_settings(connection: Connection, authority: str) -> None:
    """Let the desks of the authority fetch their settings anew."""
    column = schema.authorities.c.settings_version
    connection.execute(
        update(schema.authorities)
        .where(schema.authorities.c.code == authority)
        .values(settings_version=column + 1)
    )


def add_user(
    connection: Connection,
    username: str,
    password: str,
    *,
    role: str,
    authority: str,
    name: str = "",
    name_en: str = "",
    unit: str = "",
) -> None:
    """Add an account. Raises UsageError where something about it cannot be."""
    if not _USERNAME.match(username):
        raise UsageError("bad_username", name=username)
    if find(connection, username) is not None:
        raise UsageError("user_exists", name=username)
    need_authority(connection, authority)
    connection.execute(
        insert(schema.accounts).values(
            username=username,
            name=name.strip() or username,
            name_en=name_en.strip(),
            password=hash_password(_checked(password)),
            role=_role(role),
            authority=authority,
            unit=unit,
            active=True,
            scope=1,
        )
    )
    touch_settings(connection, authority)


def change_user(connection: Connection, username: str, **values: str | bool | None) -> None:
    """Change `password`, `role`, `authority`, `name`, `name_en`, `unit` or `active` of an account.

    None leaves a value as it is. A new password ends its sessions; a disabled account is shut out
    and its sessions go on once it is enabled again.
    """
    row = find(connection, username)
    if row is None:
        raise UsageError("no_user", name=username)
    wanted: dict[str, Any] = {k: v for k, v in values.items() if v is not None}
    password = wanted.get("password")
    if password is not None:
        wanted["password"] = hash_password(_checked(password))
    if "role" in wanted:
        wanted["role"] = _role(wanted["role"])
    if "authority" in wanted:
        need_authority(connection, wanted["authority"])
        if wanted["authority"] != row.authority:
            # A unit is of one authority.
            wanted.setdefault("unit", "")
    if any(name in wanted and wanted[name] != getattr(row, name) for name in _SCOPE):
        wanted["scope"] = row.scope + 1
    if wanted:
        connection.execute(update(schema.accounts).where(_a.username == username).values(**wanted))
        for authority in sorted({row.authority, wanted.get("authority", row.authority)}):
            touch_settings(connection, authority)
    if password is not None:
        connection.execute(schema.tokens.delete().where(schema.tokens.c.account == username))


def _role(text: str) -> str:
    try:
        return str(Role(text))
    except ValueError as error:
        raise UsageError("bad_role", role=text, roles=", ".join(Role)) from error


def _checked(password: str) -> str:
    if not password:
        raise UsageError("empty_password")
    return password


def staff_of(connection: Connection, authority: str) -> dict[str, Staff]:
    """The people of an authority by username, disabled ones too."""
    rows = connection.execute(
        select(schema.accounts).where(_a.authority == authority).order_by(_a.username)
    )
    return {
        row.username: Staff(
            username=row.username,
            name=row.name,
            role=Role(row.role),
            authority=row.authority,
            unit=row.unit,
            name_en=row.name_en,
            active=row.active,
        )
        for row in rows
    }


def settings_of(connection: Connection, person: Person) -> wire.DeskSettings:
    """What this person's desk needs to know of its authority beside cases."""
    table = schema.authorities
    row = connection.execute(select(table).where(table.c.code == person.authority)).one()
    units = connection.execute(
        select(schema.units)
        .where(schema.units.c.authority == person.authority)
        .order_by(schema.units.c.code)
    )
    return wire.DeskSettings(
        version=row.settings_version,
        account=person.account,
        authority=row.code,
        authority_name=row.name,
        staff=tuple(staff_of(connection, person.authority).values()),
        units=tuple(wire.Unit(code=u.code, name=u.name) for u in units),
        types=msgspec.json.decode(row.types, type=tuple[str, ...]),
        outlines=msgspec.json.decode(row.outlines) if row.outlines else None,
        lock_after_days=row.lock_after_days,
        leaves=leaves.told_to(
            connection, person.username, person.role, person.authority, clock.now()
        ),
        evidence=fix_settings.limits_of(connection, person.authority),
        fix_templates=fix_settings.templates_of(connection, person.authority),
        areas=areas.packages(connection, person.authority),
    )
