"""The commands about the devices of an account: listing them, and wiping a lost one from afar."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from casework.case_json import iso
from server import clock, devices
from server.words import both


def add_commands(group: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add them to the commands of `user`."""
    listing = command(group, "devices", list_devices, "List the devices of an account.")
    listing.add_argument("user", metavar="NAME")
    listing.add_argument("--json", action="store_true")
    wipe = command(
        group, "wipe", wipe_devices,
        "Order a device wiped at its next contact. What it has not sent by then is lost for good.",
    )  # fmt: skip
    wipe.add_argument("user", metavar="NAME")
    which = wipe.add_mutually_exclusive_group(required=True)
    which.add_argument("--device", default="", metavar="ID", help="as `user devices` names it")
    which.add_argument("--all", action="store_true", help="every device of the account")
    wipe.add_argument("--cancel", action="store_true", help="take the order back, while it is one")


def list_devices(options: argparse.Namespace) -> int:
    """Print the devices of an account, the one seen last first."""
    with _service(options).database.reading() as connection:
        found = devices.listed(connection, options.user, clock.now())
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for device in found:
        words = [device["device"], device["state"], device["first_seen"], device["last_seen"],
                 device["wiped"] or device["wipe_ordered"] or "-", device["name"]]  # fmt: skip
        print("\t".join(words))
    return 0


def wipe_devices(options: argparse.Namespace) -> int:
    """Order devices wiped, or take that back; says for each what that means."""
    with _service(options).database.writing() as connection:
        if options.cancel:
            rows = devices.cancel_wipe(connection, options.user, options.device)
        else:
            rows = devices.order_wipe(connection, options.user, options.device, clock.now())
    for row in rows:
        word = _word(row, cancel=options.cancel)
        time = iso(row.wiped_at if word == "wiped" else row.seen_at)
        print(both(word, name=row.name or row.device, device=row.device, time=time),
              file=sys.stderr)  # fmt: skip
    return 0


def _word(row: Any, *, cancel: bool) -> str:
    """The sentence for a device; `row` is as it stood before the command."""
    if cancel:
        return "wipe_cancelled" if row.wipe_given_at is None else "wipe_cancelled_late"
    return "wipe_ordered" if row.wiped_at is None else "wiped"


def _service(options: argparse.Namespace) -> Any:
    from server.service import Service

    return Service(options.data, options.database)
