"""The command line of the desk: reading the words, opening the profile, printing the answer."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from casework.case import State
from desktop import clock, messages
from desktop.commands import (
    READING,
    REFUSED,
    UNREACHABLE,
    WRONG_USE,
    Answer,
    run,
)
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.handover import hand_over
from desktop.starting import default_profile, language_of_system, read_secret
from desktop.storage import damage, keys, restoring, wiping
from desktop.storage.errors import StorageError
from desktop.storage.profile import Profile
from desktop.sync.errors import SyncError
from desktop.words import language, speaking, translate, use_language

STATES = [str(s) for s in State]
WINDOW_COMMANDS = frozenset({"open", "demo"})
MOST_DAYS = 36_500


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--profile", type=Path, metavar="DIR", help="the desk's data folder")
    common.add_argument(
        "--passphrase-file", metavar="FILE", help="opens the desk where there is no keyring"
    )
    common.add_argument("--language", choices=["th", "en"], help="language of messages")
    top = argparse.ArgumentParser(
        prog="tambon-desk", parents=[common], description="The desk of a local authority."
    )
    top.add_argument("--self-test", action="store_true", help="check this installation and end")
    top.add_argument("--version", action="store_true", help="print the version and end")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=text)

    add("open", "open the window (also without a command)")
    demo = add("demo", "open the desk on a demo server of its own")
    demo.add_argument("--tour", type=Path, metavar="DIR", help="no screen: write pictures here")
    _signing(add)
    _looking(add)
    _acting(add)
    return top


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The words as they were typed; `outbox export` and `outbox import` are commands too."""
    words = parser()
    args = words.parse_args(argv)
    if args.command == "outbox" and args.act:
        if args.file is None:
            words.error(f"outbox {args.act} needs a FILE")
        args.command = f"outbox {args.act}"
    return args


def _days(text: str) -> int:
    """Whole days, none or more, as argparse wants them read."""
    if not text.isdecimal() or int(text) > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"not a number of days: {text!r}")
    return int(text)


def _signing(add: Any) -> None:
    sign_in = add("sign-in", "sign in at the central server and make the profile")
    sign_in.add_argument("--server", required=True, metavar="URL")
    sign_in.add_argument("--user", required=True, metavar="NAME")
    sign_in.add_argument("--password-file", required=True, metavar="FILE", help="- reads stdin")
    sign_out = add("sign-out", "wipe this desk's data from the computer")
    sign_out.add_argument("--give-up", type=int, metavar="N", help="give up N unsent things")
    sign_out.add_argument("--save", type=Path, metavar="FILE", help="keep unsent work in a file")
    backup = add("backup", "write a copy of this desk into one encrypted file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument(
        "--without-photos", action="store_true", help="leave out photos that the server has"
    )
    restore = add("restore", "make a desk from such a copy, where there is none yet")
    restore.add_argument("file", type=Path, metavar="FILE")


def _looking(add: Any) -> None:
    sync = add("sync", "send what waits and fetch what is new")
    pictures = sync.add_mutually_exclusive_group()
    pictures.add_argument("--text-only", action="store_true", help="leave pictures alone")
    pictures.add_argument(
        "--pictures", action="store_true", help="with the pictures, also on a slow line"
    )
    cases = add("list", "list cases")
    cases.add_argument("--json", action="store_true")
    cases.add_argument("--state", action="append", choices=STATES, help="may be given again")
    cases.add_argument("--type", action="append", metavar="TYPE", help="may be given again")
    cases.add_argument("--search", metavar="TEXT", help="every word must be in the case")
    cases.add_argument("--mine", action="store_true", help="only cases assigned to me")
    cases.add_argument("--view", metavar="NAME", help="a saved view; the others narrow it")
    cases.add_argument("--unit", action="append", metavar="UNIT", help="may be given again")
    cases.add_argument(
        "--village", action="append", metavar="NUMBER", help="of Moo 3: 3; may be given again"
    )
    cases.add_argument("--officer", metavar="USER", help="assigned to this user name")
    cases.add_argument(
        "--older-than", type=_days, metavar="DAYS", help="reported at least so many days ago"
    )
    cases.add_argument("--overdue", action="store_true", help="past their due date")
    cases.add_argument("--near", metavar="LAT,LON,METRES", help="such as 16.4412,101.1533,500")
    cases.add_argument("--after-photo", choices=["yes", "no"], help="with or without one")
    show = add("show", "show one case")
    show.add_argument("case", metavar="CASE")
    show.add_argument("--json", action="store_true")
    outbox = add("outbox", "what the server does not have yet; by stick where no line comes")
    outbox.add_argument("act", nargs="?", choices=["export", "import"],
                        help="write it to a file for the server; take in the answer")  # fmt: skip
    outbox.add_argument("file", nargs="?", type=Path, metavar="FILE")
    for made in (outbox, add("doctor", "check data")):
        made.add_argument("--json", action="store_true")
    told = add("diagnostics", "write a file for support, without personal data")
    told.add_argument("file", type=Path, metavar="FILE")
    photos = add("photos", "how much room photos take here, and how much they may take")
    photos.add_argument("--budget", metavar="500MB", help="the most they may take from now on")
    photos.add_argument("--json", action="store_true")
    export = add("export", "write a report")
    export.add_argument("report", choices=["weekly"])
    export.add_argument("--week", required=True, metavar="2026-W47")
    export.add_argument("--format", choices=["xlsx", "csv"], default="xlsx")
    export.add_argument("--out", required=True, type=Path, metavar="FILE")


def _acting(add: Any) -> None:
    for name, text in (("accept", "accept cases"), ("start", "start work on cases")):
        add(name, text).add_argument("cases", nargs="+", metavar="CASE")
    assign = add("assign", "assign cases to an officer")
    assign.add_argument("cases", nargs="+", metavar="CASE")
    assign.add_argument("--to", required=True, metavar="USER")
    comment = add("comment", "write to the reporter, or to staff alone")
    comment.add_argument("case", metavar="CASE")
    comment.add_argument("--text", required=True)
    comment.add_argument("--staff", action="store_true", help="for staff alone")
    fix = add("fix", "record a fix with after-photos")
    fix.add_argument("case", metavar="CASE")
    fix.add_argument("--photo", nargs="+", default=[], metavar="FILE")
    fix.add_argument("--note", required=True, metavar="TEXT")
    fix.add_argument("--outcome", choices=["done", "in_progress", "followed_up"], default="done")
    fix.add_argument("--result", choices=["fixed", "partly", "cannot"], default="")
    fix.add_argument("--done-by", default="", metavar="NAME", help="who did it, if not you")
    fix.add_argument("--materials", default="", metavar="TEXT", help="what it took")
    fix.add_argument("--cost", type=_baht, metavar="BAHT", help="what all of it cost")
    add("undo", "take back the last act")


def _baht(text: str) -> float | None:
    from casework.amounts import read_amount

    amount = read_amount(text)
    return None if amount is None else float(amount)


def headless(argv: Sequence[str]) -> int | None:
    """Run a headless command; None when the words ask for a window instead."""
    args = read(argv)
    use_language(getattr(args, "language", None) or language_of_system())
    if args.version or args.self_test or args.command in {None, *WINDOW_COMMANDS}:
        return None
    args.profile = getattr(args, "profile", None) or default_profile()
    try:
        answer = _answer(args, list(argv))
    except Exception as error:
        # The last place: a person gets a sentence, never a traceback.
        if os.environ.get("TAMBON_DEBUG"):
            raise
        answer = Answer(code=_code_of(error), err=[messages.sentence(error)])
    for line in answer.out:
        print(line)
    for line in answer.err:
        print(line, file=sys.stderr)
    return answer.code


def _code_of(error: Exception) -> int:
    if isinstance(error, SyncError):
        if error.code == "bad_address":
            return WRONG_USE
        return UNREACHABLE if error.is_retryable() else REFUSED
    if isinstance(error, StorageError):
        return WRONG_USE if error.code in {"wrong_key", "no_keyring"} else REFUSED
    if isinstance(error, DeskError):
        wrong = {"not_signed_in", "no_passphrase_file", "other_account", "empty_password"}
        return WRONG_USE if error.code in wrong else REFUSED
    return REFUSED


def _answer(args: argparse.Namespace, argv: list[str]) -> Answer:
    passphrase = _passphrase(getattr(args, "passphrase_file", None))
    profile = Profile(args.profile)
    if args.command == "sign-in":
        return _sign_in(args, profile, passphrase)
    if wiping.is_unfinished(profile):
        with profile.lock():
            wiping.finish(profile)
        raise DeskError("wiped")
    if args.command == "restore":
        return _restore(args, profile, passphrase)
    if not profile.exists():
        raise DeskError("not_signed_in")
    if args.command in READING:
        return _with_desk(args, passphrase)
    try:
        with profile.lock():
            return _with_desk(args, passphrase)
    except StorageError as error:
        if error.code != "profile_busy" or args.command == "sign-out":
            raise
    return _handed_over(args, argv, keys.load_key(profile, passphrase))


def _handed_over(args: argparse.Namespace, argv: list[str], key: bytes) -> Answer:
    """Give the act to the desk that runs on this profile."""
    request = {"argv": argv, "cwd": os.getcwd(), "language": language()}
    reply = hand_over(args.profile, key, request)
    if reply is None:
        return Answer(code=REFUSED, err=[messages.of_code("profile_busy")])
    return Answer(code=int(reply["code"]), out=list(reply["out"]), err=list(reply["err"]))


def answer_handed_over(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    """Do, in the running desk, what another process asked for, in that one's language."""
    args = read(request["argv"])
    cwd = Path(request["cwd"])
    if args.command in {"outbox export", "outbox import"}:
        args.file = cwd / args.file
    if args.command == "fix":
        args.photo = [str(cwd / photo) for photo in args.photo]
    with speaking("en" if request.get("language") == "en" else "th"):
        try:
            answer = run(desk, args)
        except Exception as error:  # noqa: BLE001 - told to who asked; the desk goes on
            answer = Answer(code=_code_of(error), err=[messages.sentence(error)])
    return {"code": answer.code, "out": answer.out, "err": answer.err}


def _with_desk(args: argparse.Namespace, passphrase: str | None) -> Answer:
    profile = Profile(args.profile)
    desk, notes = _mended(lambda: Desk.open(args.profile, passphrase), profile, passphrase)
    try:
        if args.command == "sign-out":
            desk.sign_out(give_up=args.give_up, save=args.save)
            return Answer(out=[translate("Command", "Signed out; this computer holds no data.")])
        answer = run(desk, args)
    finally:
        desk.close()
    answer.err[:0] = notes
    return answer


def _mended(
    opening: Callable[[], Desk], profile: Profile, passphrase: str | None
) -> tuple[Desk, list[str]]:
    """Open a desk; a damaged cache is set aside first, and the notes say so."""
    try:
        return opening(), []
    except StorageError as error:
        if error.code != "cache_damaged":
            raise
        # As the profile's one writer, also where the command only looks.
        with profile.alone():
            damage.rescue(profile, keys.load_key(profile, passphrase))
        return opening(), [messages.sentence(error)]


def _sign_in(args: argparse.Namespace, profile: Profile, passphrase: str | None) -> Answer:
    password = read_secret(args.password_file)
    if not password:
        raise DeskError("empty_password")
    profile.path.mkdir(parents=True, exist_ok=True)
    with profile.lock():
        desk, notes = _mended(
            lambda: Desk.sign_in(profile.path, args.server, args.user, password, passphrase),
            profile, passphrase,
        )  # fmt: skip
        try:
            name = desk.account.name
        finally:
            desk.close()
    return Answer(out=[translate("Command", "Signed in as {name}.").format(name=name)], err=notes)


def _restore(args: argparse.Namespace, profile: Profile, passphrase: str | None) -> Answer:
    """Make a desk from a copy; where its way in is elsewhere, signing in opens it."""
    manifest = restoring.restore(args.file, profile, clock.new_id())
    said = translate("Command", "The desk is restored. Waiting to be sent: {n}.")
    answer = Answer(out=[said.format(n=manifest.unsent)])
    with profile.lock():
        try:
            desk = Desk.open(profile.path, passphrase)
            standing = desk.lock_standing(keep=False)
            desk.close()
            if standing.locked:
                answer.out.append(messages.sentence(DeskError("locked", days=standing.days)))
            else:
                answer.out.append(messages.of_code("sign_in_needed"))
        except StorageError as error:
            if error.code not in {"wrong_key", "no_keyring"}:
                raise
            answer.out.append(messages.of_code("sign_in_to_recover"))
    return answer


def _passphrase(file: str | None) -> str | None:
    """The passphrase of a file; where there is no keyring, a terminal is asked, nothing else."""
    if file is None and sys.stdin is not None and sys.stdin.isatty() and not keys.keyring_works():
        secret: str | None = getpass.getpass(translate("Command", "Passphrase of this desk: "))
    else:
        secret = read_secret(file)
    if secret == "":
        # A file that a full disk left empty must not make a key that anybody can open.
        raise DeskError("empty_password")
    return secret
