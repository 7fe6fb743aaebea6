"""The command `tambon-server`.

Exit codes: 0 done; 1 something needs a look; 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from casework.case import Case, Role
from casework.case_json import case_json
from casework.identifiers import parse_reference
from server import (
    accounts,
    area_commands,
    carrying_commands,
    cases,
    device_commands,
    fix_settings,
    leave_commands,
    maintenance,
)
from server.errors import UsageError
from server.words import both

DEFAULT_DATA = "tambon-server-data"
DEFAULT_PORT = 8765
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    options.data = Path(options.data)
    command: Command = options.command
    try:
        return command(options)
    except UsageError as error:
        print(both(error.words, **error.values), file=sys.stderr)
    except DatabaseError as error:
        if "full" in str(error.orig):
            print(both("disk_full"), file=sys.stderr)
            return 1
        print(both("cannot_open", folder=options.data, why=error.orig), file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is left of it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = error.filename or options.data
        print(both("cannot_write", file=where, why=error.strerror), file=sys.stderr)
    return 2


def _service(options: argparse.Namespace) -> Any:
    from server.service import Service

    return Service(options.data, options.database)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


# -- commands ---------------------------------------------------------------------------------


def _authority_add(options: argparse.Namespace) -> int:
    with _service(options).database.writing() as connection:
        accounts.add_authority(connection, options.code, options.name)
    return 0


def _authority_change(options: argparse.Namespace) -> int:
    outlines = _outlines(options.outlines) if options.outlines else None
    types = _lines(options.types) if options.types else None
    file = options.fix_templates
    templates = fix_settings.read_templates(_text(file), file) if file else None
    with _service(options).database.writing() as connection:
        accounts.need_authority(connection, options.code)
        for unit in options.unit or ():
            code, _, name = unit.partition("=")
            accounts.add_unit(connection, options.code, code, name or code)
        if types is not None:
            accounts.set_types(connection, options.code, types)
        if outlines is not None:
            accounts.set_outlines(connection, options.code, outlines)
        if options.lock_after_days is not None:
            accounts.set_lock_after_days(connection, options.code, options.lock_after_days)
        if templates is not None:
            fix_settings.set_templates(connection, options.code, templates)
        if options.evidence:
            fix_settings.set_limits(connection, options.code, options.evidence)
        if templates is not None or options.evidence:
            accounts.touch_settings(connection, options.code)
    return 0


def _lines(name: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in _text(name).splitlines())))


def _outlines(name: str) -> dict[str, Any]:
    from casework.places.outlines import OutlineError, read_outlines

    text = _text(name)
    try:
        read_outlines(text)
    except OutlineError as error:
        raise UsageError("bad_file", file=name, why=error) from error
    value: dict[str, Any] = json.loads(text)
    return value


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError("cannot_read", file=name, why=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UsageError("bad_file", file=name, why="UTF-8") from error


def _password(name: str) -> str:
    """The first line of a file, or of standard input."""
    lines = _text(name).splitlines()
    return lines[0] if lines else ""


def _user_add(options: argparse.Namespace) -> int:
    password = _password(options.password_file)
    with _service(options).database.writing() as connection:
        accounts.add_user(
            connection,
            options.user,
            password,
            role=options.role,
            authority=options.authority,
            name=options.name,
            name_en=options.name_en,
            unit=options.unit,
        )
    return 0


def _user_change(options: argparse.Namespace) -> int:
    password = _password(options.password_file) if options.password_file else None
    with _service(options).database.writing() as connection:
        accounts.change_user(
            connection,
            options.user,
            password=password,
            role=options.role,
            authority=options.authority,
            name=options.name,
            name_en=options.name_en,
            unit=options.unit,
        )
    return 0


def _user_disable(options: argparse.Namespace) -> int:
    with _service(options).database.writing() as connection:
        accounts.change_user(connection, options.user, active=False)
    return 0


def _user_enable(options: argparse.Namespace) -> int:
    with _service(options).database.writing() as connection:
        accounts.change_user(connection, options.user, active=True)
    return 0


def _import_traffy(options: argparse.Namespace) -> int:
    from server.importing import import_files

    def progress(word: str, done: int, total: int) -> None:
        if options.quiet:
            return
        thai, english = both(word, done=done, total=total).splitlines()
        print(f"{thai} · {english}", file=sys.stderr, flush=True)

    files = [Path(name) for name in options.files]
    summary = import_files(_service(options).database, options.authority, files, progress)
    _print_json(summary.as_dict())
    if summary.problems:
        print(both("some_problems", count=len(summary.problems)), file=sys.stderr)
        return 1
    return 0


def _serve(options: argparse.Namespace) -> int:
    from server.serving import serve

    serve(options.data, options.host, options.port, options.database, until_eof=options.until_eof)
    return 0


def _case(options: argparse.Namespace) -> int:
    reference = parse_reference(options.number)
    authority = options.authority or reference.authority
    with _service(options).database.reading() as connection:
        found = cases.find_number(connection, reference.number, authority)
    if not found:
        raise UsageError("no_case", number=options.number)
    codes = sorted({case.authority for case in found})
    if len(codes) > 1:
        raise UsageError("many_cases", number=reference.number, codes=", ".join(codes))
    if options.json:
        _print_json(case_json(found[0]))
    else:
        _print_case(found[0])
    return 0


def _print_case(case: Case) -> None:
    values = case_json(case)
    for name in ("number", "authority", "state", "label", "types", "officer", "due", "reported"):
        print(f"{name}: {values[name]}")
    for event in values["history"]:
        print(f"  {event['at']} {event['kind']} {event['name']} {event['text']}")


def _photo(options: argparse.Namespace) -> int:
    service = _service(options)
    path = service.photos.path(options.sha256.lower())
    if len(options.sha256) != 64 or not path.exists():
        raise UsageError("no_photo", sha256=options.sha256)
    if options.out == "-":
        sys.stdout.buffer.write(path.read_bytes())
        return 0
    Path(options.out).write_bytes(path.read_bytes())
    return 0


def _openapi(options: argparse.Namespace) -> int:
    from server.app import create_api

    _print_json(create_api().openapi())
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from server.doctor import check

    found = check(_service(options), thorough=options.thorough)
    if options.json:
        _print_json(found)
    else:
        for problem in found["problems"]:
            print(" ".join(f"{k}={v}" for k, v in problem.items()))
        print("ok" if found["ok"] else f"{len(found['problems'])} problems")
    return 0 if found["ok"] else 1


def _restored(options: argparse.Namespace) -> int:
    epoch = _service(options).database.new_epoch()
    print(both("epoch", epoch=epoch), file=sys.stderr)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from server.demo.fill import fill

    _print_json(fill(options.data, fresh=options.fresh))
    return 0


# -- arguments --------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tambon-server", description="The central server of Tambon Desk."
    )
    parser.add_argument("--data", default=DEFAULT_DATA, metavar="DIR", help="the data folder")
    parser.add_argument(
        "--database", default="", metavar="URL", help="PostgreSQL instead of SQLite"
    )
    # Also behind the subcommand, without taking back what stood before it.
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=argparse.SUPPRESS, metavar="DIR", help="the data folder")
    common.add_argument("--database", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        group: Any, name: str, run: Command, about: str, **more: Any
    ) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = group.add_parser(
            name, parents=[common], help=about, description=about, **more
        )
        made.set_defaults(command=run)
        return made

    _add_authority_commands(commands, command)
    _add_user_commands(commands, command)
    leave_commands.add_commands(commands, command)
    area_commands.add_commands(commands, command)
    _add_data_commands(commands, command)
    carrying_commands.add_commands(commands, command)
    run = command(commands, "serve", _serve, "Serve the data folder over HTTP.")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one")
    run.add_argument(
        "--until-eof",
        action="store_true",
        help="stop too when standard input ends, as with the program behind it",
    )
    demo = command(commands, "demo", _demo, "Fill the data folder with the demo's cases.")
    demo.add_argument("--fresh", action="store_true", help="throw an earlier demo away first")
    maintenance.add_commands(commands, command)
    command(commands, "openapi", _openapi, "Print the OpenAPI description.")
    command(commands, "restored", _restored, "After a restore from a backup: begin a new epoch.")
    check = command(commands, "doctor", _doctor, "Check the log's chain, the cases and the photos.")
    check.add_argument("--json", action="store_true")
    check.add_argument("--thorough", action="store_true", help="read every photo's bytes too")
    return parser


def _add_authority_commands(commands: Any, command: Callable[..., Any]) -> None:
    group = commands.add_parser("authority", help="Authorities.").add_subparsers(required=True)
    add = command(group, "add", _authority_add, "Add an authority.")
    add.add_argument("code")
    add.add_argument("name")
    change = command(
        group, "change", _authority_change, "Change an authority's settings.", aliases=["set"]
    )
    change.add_argument("code")
    change.add_argument("--unit", action="append", metavar="CODE=NAME", help="add a unit")
    change.add_argument("--types", metavar="FILE", help="types of problem, one a line")
    change.add_argument("--outlines", metavar="FILE", help="GeoJSON outlines")
    change.add_argument("--lock-after-days", type=int, metavar="N",
                        help="desks lock after N days without the server; 0 is never")  # fmt: skip
    change.add_argument("--fix-templates", metavar="FILE",
                        help="ready words for fixes: CSV of type, name, text, result")  # fmt: skip
    change.add_argument("--evidence", action="append", metavar="LIMIT=N",
                        help="how strict photos are checked, as near_metres=200")  # fmt: skip


def _add_user_commands(commands: Any, command: Callable[..., Any]) -> None:
    group = commands.add_parser("user", help="Accounts.").add_subparsers(required=True)
    add = command(group, "add", _user_add, "Add an account.")
    add.add_argument("user", metavar="NAME")
    add.add_argument("--role", required=True, help=", ".join(Role))
    add.add_argument("--authority", required=True, metavar="CODE")
    add.add_argument("--password-file", required=True, metavar="FILE", help="- reads stdin")
    add.add_argument("--name", default="", help="the person's name")
    add.add_argument("--name-en", default="", help="the name in English letters")
    add.add_argument("--unit", default="", metavar="U")
    change = command(group, "change", _user_change, "Change an account.")
    change.add_argument("user", metavar="NAME")
    for option in ("--role", "--authority", "--password-file", "--name", "--name-en", "--unit"):
        change.add_argument(option)
    for name, run, about in (
        ("disable", _user_disable, "Shut an account out until it is enabled again."),
        ("enable", _user_enable, "Enable a disabled account."),
    ):
        command(group, name, run, about).add_argument("user", metavar="NAME")
    device_commands.add_commands(group, command)


def _add_data_commands(commands: Any, command: Callable[..., Any]) -> None:
    traffy = command(
        commands, "import-traffy", _import_traffy, "Import Traffy Fondue's public data."
    )
    traffy.add_argument("files", nargs="+", metavar="FILE")
    traffy.add_argument("--authority", required=True, metavar="CODE")
    traffy.add_argument("--quiet", action="store_true", help="no progress on standard error")
    case = command(commands, "case", _case, "Show a case.")
    case.add_argument("number", metavar="NUMBER")
    case.add_argument("--json", action="store_true")
    case.add_argument("--authority", default="", metavar="CODE")
    photo = command(commands, "photo", _photo, "Write a photo's bytes to a file.")
    photo.add_argument("sha256", metavar="SHA256")
    photo.add_argument("--out", required=True, metavar="FILE", help="- writes to standard output")


if __name__ == "__main__":
    sys.exit(main())
