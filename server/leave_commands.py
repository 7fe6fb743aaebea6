"""The commands about leave: who stands in for whom, from one day to another."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from casework.case import Role
from casework.identifiers import uuid7
from casework.leaves import Leave
from casework.thai import BUDDHIST_OFFSET
from server import accounts, clock, leaves
from server.errors import UsageError

_FIRST_BUDDHIST_YEAR = 2400
_COMMAND = "tambon-server"


def add_commands(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the group `leave`."""
    group = commands.add_parser("leave", help="Leave and substitutes.").add_subparsers(
        required=True
    )
    add = command(group, "add", add_leave, "Let somebody see and act for an officer for some days.")
    add.add_argument("officer", metavar="OFFICER")
    add.add_argument("substitute", metavar="SUBSTITUTE")
    for option, about in (("--from", "the first day"), ("--to", "the last day")):
        add.add_argument(option, required=True, metavar="YYYY-MM-DD", dest=f"{option[2:]}_day",
                         help=f"{about}; a Buddhist year will do")  # fmt: skip
    end = command(group, "end", end_leave, "End a leave now.")
    end.add_argument("leave", metavar="ID")
    listing = command(group, "list", list_leaves, "List the leaves of an authority.")
    listing.add_argument("authority", metavar="CODE")
    listing.add_argument("--json", action="store_true")


def add_leave(options: argparse.Namespace) -> int:
    """Set a leave and print it."""
    now = clock.now()
    wanted = Leave(
        id=uuid7(now, os.urandom(10)),
        officer=options.officer,
        substitute=options.substitute,
        from_day=_day(options.from_day),
        to_day=_day(options.to_day),
    )
    with _service(options).database.writing() as connection:
        row = accounts.find(connection, options.officer)
        if row is None or row.role != Role.OFFICER:
            raise UsageError("leave_officer", name=options.officer)
        _print(leaves.add(connection, row.authority, wanted, _COMMAND, now))
    return 0


def end_leave(options: argparse.Namespace) -> int:
    """End a leave and print it."""
    with _service(options).database.writing() as connection:
        authority = leaves.authority_of(connection, options.leave)
        _print(leaves.end(connection, authority, options.leave, _COMMAND, clock.now()))
    return 0


def list_leaves(options: argparse.Namespace) -> int:
    """Print the leaves of an authority, the one that begins last first."""
    with _service(options).database.reading() as connection:
        accounts.need_authority(connection, options.authority)
        found = leaves.every(connection, options.authority)
    now = clock.now()
    if options.json:
        told = [_json(leave) | {"now": leave.is_on(now)} for leave in found]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for leave in found:
        standing = "now" if leave.is_on(now) else "over" if leave.ends_at <= now else "to come"
        words = (leave.id, standing, leave.officer, leave.substitute, leave.from_day, leave.to_day)
        print("\t".join(map(str, words)))
    return 0


def _day(text: str) -> date:
    """A day as people write it, with a Buddhist year too. Raises UsageError."""
    year, _, rest = text.strip().partition("-")
    if year.isdecimal() and int(year) >= _FIRST_BUDDHIST_YEAR:
        year = f"{int(year) - BUDDHIST_OFFSET:04d}"
    try:
        return date.fromisoformat(f"{year}-{rest}")
    except ValueError as error:
        raise UsageError("bad_day", day=text) from error


def _json(leave: Leave) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(leave)
    return found


def _print(leave: Leave) -> None:
    print(json.dumps(_json(leave), ensure_ascii=False, indent=2))


def _service(options: argparse.Namespace) -> Any:
    from server.service import Service

    return Service(options.data, options.database)
