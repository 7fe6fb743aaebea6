"""The administrator's command for files that desks send by stick."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.errors import UsageError


def add_commands(commands: Any, command: Callable[..., Any]) -> None:
    """Add `operations import` to the command line."""
    group = commands.add_parser("operations", help="Work that comes without a line.")
    made = command(
        group.add_subparsers(required=True), "import", _import,
        "Take in a file that a desk wrote, and write the answer to carry back.",
    )  # fmt: skip
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument(
        "--answer", type=Path, metavar="FILE", help="else beside it, with .answer at its end"
    )


def _import(options: argparse.Namespace) -> int:
    from server.carrying import import_file
    from server.service import Service

    if not options.file.is_file():
        raise UsageError("cannot_read", file=options.file, why="no such file")
    answer = options.answer or options.file.with_name(options.file.name + ".answer")
    summary = import_file(Service(options.data, options.database), options.file, answer)
    print(json.dumps(summary.as_dict(), ensure_ascii=False, indent=2))
    return 0
