"""The headless commands that work on an open desk: what they do, print, and their exit code."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from casework.acts import Work
from casework.case import Audience, Case, Role, State
from casework.case_json import case_json, iso
from casework.places.typed import read_point
from casework.thai import MICROSECONDS, week_bounds
from desktop import clock, messages, views
from desktop.acting import ActReport
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.photo_keeping import bytes_of, photo_use_words, size_words
from desktop.storage.records import CaseQuery, Near, OutboxItem, Sort
from desktop.sync.errors import SyncError
from desktop.words import language, translate

DAY = 86_400 * MICROSECONDS
MOST_METRES = 100_000
INDEX_SECONDS = 2.0
"""So long a command waits at its end for the index of the search: some 8,000 cases."""
DONE, REFUSED, WRONG_USE, UNREACHABLE = 0, 1, 2, 3
_MISTYPED = frozenset({"bad_week", "bad_size", "budget_too_small", "bad_near", "no_such_view"})


@dataclass(slots=True)
class Answer:
    """What a command printed and its exit code: 0 done, 1 refused or attention, 2 use, 3 line."""

    code: int = DONE
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    def print_json(self, value: Any) -> None:
        """Add a JSON value to what is printed."""
        self.out.append(json.dumps(value, ensure_ascii=False, indent=1))


def run(desk: Desk, args: argparse.Namespace) -> Answer:
    """Run a command on the desk. Errors a person can meet become a sentence and a code."""
    answer = Answer()
    try:
        _refuse_closed(desk, args.command)
        COMMANDS[args.command](desk, args, answer)
    except SyncError as error:
        answer.err.append(messages.sentence(error))
        answer.code = UNREACHABLE if error.is_retryable() else REFUSED
    except DeskError as error:
        answer.err.append(messages.sentence(error))
        answer.code = WRONG_USE if error.code in _MISTYPED else REFUSED
    return answer


def _refuse_closed(desk: Desk, command: str) -> None:
    """Whoever is locked or shut out keeps what they recorded, and the ways out of it."""
    if desk.is_shut_out() and command not in WHILE_SHUT_OUT:
        raise DeskError("revoked")
    if command in WHILE_LOCKED:
        return
    standing = desk.lock_standing()
    if standing.locked:
        raise DeskError("locked", days=standing.days)


def _sync(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    pictures = True if args.pictures else False if args.text_only else None
    try:
        report = desk.sync(pictures=pictures)
        desk.finish_index(INDEX_SECONDS)
        desk.photo_keeping.finish()
    except SyncError as error:
        if error.report is not None:
            answer.print_json(error.report.as_dict() | {"error": error.code})
        raise
    answer.print_json(report.as_dict())
    left = desk.status.pictures_left
    if pictures is None and left:
        words = translate(
            "Command",
            "{n} pictures ({size}) wait for a better line. To move them all the same: "
            "tambon-desk sync --pictures",
        )
        answer.err.append(words.format(n=left, size=size_words(desk.status.pictures_bytes)))
    _tell_attention(desk, report.photos_failed, answer)


def _tell_attention(desk: Desk, photos_failed: int, answer: Answer) -> None:
    left = len(desk.attention()) + photos_failed
    if left:
        answer.code = REFUSED
        answer.err.append(
            translate("Command", "{n} things need attention: open Needs attention on the desk.")
            .format(n=left)
        )  # fmt: skip


def _list(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    query = _query(desk, args)
    if args.json:
        answer.print_json([case_json(case) for case in desk.cases(query)])
        return
    for row in desk.all_rows(query):
        answer.out.append(f"{row.number}\t{row.state}\t{', '.join(row.types)}\t{row.sentence}")


def _query(desk: Desk, args: argparse.Namespace) -> CaseQuery:
    """The view that is named, or every case the newest first, narrowed by the other words."""
    query = CaseQuery(sort=Sort.NEWEST)
    if args.view is not None:
        mine = desk.account.username if desk.role == Role.OFFICER else ""
        query = views.query_of(views.Views(desk.cache).find(args.view), clock.now(), mine)
    if args.state:
        query = replace(query, states=frozenset(State(s) for s in args.state), open_only=False)
    narrowed: dict[str, Any] = {
        "types": frozenset(args.type or ()),
        "units": frozenset(args.unit or ()),
        "villages": frozenset(args.village or ()),
        "officer": desk.account.username if args.mine else args.officer or "",
        "text": args.search or "",
        "overdue": args.overdue or None,
        "older_than": None if args.older_than is None else args.older_than * DAY,
        "near": None if args.near is None else _near(args.near),
        "after_photo": None if args.after_photo is None else args.after_photo == "yes",
    }
    given = {k: v for k, v in narrowed.items() if v not in (None, "", frozenset())}
    return replace(query, **given)


def _near(text: str) -> Near:
    """A place and a distance: 16.4412,101.1533,500. Raises DeskError("bad_near")."""
    place, _, metres = text.rpartition(",")
    point = read_point(place)
    try:
        far = float(metres)
    except ValueError:
        far = 0.0
    if point is None or not 0 < far < MOST_METRES:
        raise DeskError("bad_near", near=text)
    return Near(point[0], point[1], far)


def _show(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    case = desk.find(args.case)
    if args.json:
        answer.print_json(case_json(case))
        return
    shown = case_json(case)
    for name in ("number", "authority", "state", "types", "officer", "due", "description"):
        answer.out.append(f"{name}: {shown[name]}")


def _accept(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    _tell(desk.accept(_cases(desk, args)), answer)


def _assign(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    _tell(desk.assign(_cases(desk, args), args.to), answer)


def _start(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    _tell(desk.act(_cases(desk, args), "start"), answer)


def _comment(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    audience = Audience.STAFF if args.staff else Audience.REPORTER
    case = desk.find(args.case)
    _tell(desk.act([case], "comment", text=args.text, audience=audience), answer)


def _fix(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    case = desk.find(args.case)
    photos = [desk.prepare_photo(Path(path), case) for path in args.photo]
    work = Work(args.materials, args.cost, args.done_by, args.result)
    report = desk.fix(case, photos, args.note, State(args.outcome), work=work)
    _tell(report, answer)
    for photo in photos:
        answer.err.append(f"{photo.name}: {photo.evidence.verdict}")


def _undo(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    _tell(desk.undo(), answer)


def _outbox(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    items = desk.outbox() + desk.attention()
    if args.json:
        answer.print_json([outbox_json(item) for item in items])
        return
    shut_out = desk.is_shut_out()
    for item in items:
        if shut_out:
            # Their own words, no longer the citizen's.
            said = " ".join(item.operation.payload.text.split())
            answer.out.append(f"{item.number}\t{item.operation.kind}\t{item.sending}\t{said}")
            continue
        answer.out.append(f"{item.number}\t{item.operation.kind}\t{item.sending}\t{item.sentence}")


def _outbox_export(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    answer.print_json(asdict(desk.write_carried(args.file)))


def _outbox_import(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    report = desk.take_carried(args.file)
    answer.print_json(report.as_dict())
    _tell_attention(desk, report.photos_failed, answer)


def _doctor(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    from desktop.storage import doctor

    findings = doctor.check(desk.cache, desk.photos)
    sound = all(f.ok for f in findings)
    answer.code = DONE if sound else REFUSED
    if args.json:
        answer.print_json(
            {
                "ok": sound,
                "findings": [{"code": f.code, "ok": f.ok, "detail": f.detail} for f in findings],
            }
        )
        return
    for finding in findings:
        answer.out.append(f"{'ok' if finding.ok else 'NOT OK'}\t{finding.code}\t{finding.detail}")


def _photos(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    if args.budget:
        desk.photo_keeping.set_budget(bytes_of(args.budget))
        desk.photo_keeping.finish()
    use = desk.photo_keeping.use()
    if args.json:
        answer.print_json(
            {
                "budget": use.budget, "used": use.used,
                "photos": use.photos, "photo_bytes": use.photo_bytes,
                "thumbnails": use.thumbnails, "thumbnail_bytes": use.thumbnail_bytes,
                "staying": use.staying, "staying_bytes": use.staying_bytes,
            }
        )  # fmt: skip
        return
    answer.out += photo_use_words(use)


def _export(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    from desktop.reports import weekly

    try:
        week_bounds(args.week)
    except ValueError:
        raise DeskError("bad_week", week=args.week) from None
    try:
        rows = weekly.export(desk, args.week, args.format, Path(args.out), language())
    except weekly.ExportError as error:
        raise DeskError("export_failed") from error
    answer.print_json({"file": str(args.out), "rows": rows})


def _backup(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    unsent = desk.backup(args.file, only_unsent=args.without_photos)
    size = args.file.stat().st_size
    answer.print_json({"file": str(args.file), "bytes": size, "unsent": unsent})


def _diagnostics(desk: Desk, args: argparse.Namespace, answer: Answer) -> None:
    written = desk.diagnostics(args.file)
    answer.print_json({"file": str(args.file), "bytes": written})


def _cases(desk: Desk, args: argparse.Namespace) -> list[Case]:
    return [desk.find(text) for text in args.cases]


def _tell(report: ActReport, answer: Answer) -> None:
    """Print what was saved, and say for each case that was left out why."""
    answer.print_json(
        {
            "done": [{"id": o.id, "kind": o.kind, "case": o.case} for o in report.done],
            "not_done": [case.ticket.number for case, _ in report.not_done],
        }
    )
    for case, result in report.not_done:
        answer.code = REFUSED
        answer.err.append(f"{case.ticket.number}: {messages.of_result(result)}")


def outbox_json(item: OutboxItem) -> dict[str, Any]:
    """An item of the outbox for scripts."""
    operation = item.operation
    return {
        "id": operation.id,
        "number": item.number,
        "authority": operation.authority,
        "kind": operation.kind,
        "state": str(item.sending),
        "made": iso(operation.acted_at),
        "tries": item.tries,
        "reason": item.reason,
        "photos": [
            {
                "sha256": p.sha256, "name": p.name, "size": p.size, "sent": p.sent,
                "state": str(p.state), "error": p.last_error,
            }
            for p in item.photos
        ],
    }  # fmt: skip


COMMANDS: dict[str, Callable[[Desk, argparse.Namespace, Answer], None]] = {
    "sync": _sync,
    "list": _list,
    "show": _show,
    "accept": _accept,
    "assign": _assign,
    "start": _start,
    "comment": _comment,
    "fix": _fix,
    "undo": _undo,
    "outbox": _outbox,
    "outbox export": _outbox_export,
    "outbox import": _outbox_import,
    "doctor": _doctor,
    "export": _export,
    "backup": _backup,
    "diagnostics": _diagnostics,
    "photos": _photos,
}

# These only look; they read the cache directly even while a desk runs on the profile.
READING = frozenset({"list", "show", "outbox", "doctor", "export", "backup", "diagnostics"})

# These work on a desk that was too long without its server: they lead out of that, or keep work.
WHILE_LOCKED = frozenset(
    {"sync", "doctor", "backup", "diagnostics", "outbox import", "outbox export"}
)

# These work on a desk whose account was disabled.
WHILE_SHUT_OUT = WHILE_LOCKED | {"outbox"}
