"""The administrator's commands for area packages: outlines and names for the maps of desks."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from casework.places.outlines import AreaKind
from server import area_keeping, areas, clock
from server.area_files import FORMS, Wishes
from server.area_packing import LEAST_METRES, MOST_METRES
from server.errors import UsageError

_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}\Z")


def add_commands(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the group `areas`."""
    group = commands.add_parser("areas", help="Outlines of areas for the map.").add_subparsers(
        required=True
    )
    add = command(group, "add", _add, "Read outlines from a file and give them to all desks.")
    add.add_argument("authority", metavar="CODE")
    add.add_argument("file", type=Path, metavar="FILE", help=" ".join(FORMS))
    add.add_argument("--id", default="", help="another file under the same id takes its place")
    add.add_argument("--name", default="", help="what people call it")
    add.add_argument("--source", default="", help="whom the map has to name")
    add.add_argument("--kind", choices=get_args(AreaKind), help="else as the fields tell")
    add.add_argument("--layer", default="", help="of several in one file")
    for option, about in (
        ("--name-th", "the field of Thai names"), ("--name-en", "the field of English names"),
        ("--number", "the field of village numbers"),
        ("--encoding", "of a Shapefile's table, such as cp874"), ("--crs", "such as EPSG:32647"),
    ):  # fmt: skip
        add.add_argument(option, default="", help=about)
    add.add_argument("--metres", type=float, default=LEAST_METRES,
                     help="how far a border may move (default %(default)s)")  # fmt: skip
    listing = command(group, "list", _list, "List the area packages of an authority.")
    listing.add_argument("authority", metavar="CODE")
    remove = command(group, "remove", _remove, "Take an area package away.")
    remove.add_argument("authority", metavar="CODE")
    remove.add_argument("id", metavar="ID")


def _add(options: argparse.Namespace) -> int:
    key = options.id or re.sub(r"[^a-z0-9]+", "-", options.file.stem.lower()).strip("-")[:64]
    if not _ID.match(key):
        raise UsageError("areas_id", id=key)
    if not 0 < options.metres <= MOST_METRES:
        raise UsageError("areas_metres", most=MOST_METRES)
    wishes = Wishes(
        options.layer, options.kind, options.name_th, options.name_en, options.number,
        options.encoding, options.crs,
    )  # fmt: skip
    packed = area_keeping.pack_file(options.file, wishes, options.metres)
    with _service(options).database.writing() as connection:
        told = area_keeping.add(
            connection, options.authority, key, options.name or options.file.stem,
            options.source, packed, clock.now(),
        )  # fmt: skip
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def _list(options: argparse.Namespace) -> int:
    with _service(options).database.reading() as connection:
        for package in areas.packages(connection, options.authority):
            print(f"{package.id}\t{package.size}\t{package.name}\t{package.source}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    with _service(options).database.writing() as connection:
        area_keeping.remove(connection, options.authority, options.id)
    return 0


def _service(options: argparse.Namespace) -> Any:
    from server.service import Service

    return Service(options.data, options.database)
