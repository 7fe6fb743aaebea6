"""Keeps a profile as this version of the program writes it, for the tests of migrations.

    .venv/bin/python -m tools.keep_profile v2       into tests/fixtures/profiles/v2

Run it BEFORE a `VERSION` of `desktop/storage` is raised: an older profile can be made only by an
older program. What was kept once is never made anew. Beside the files lies `found.json`: what
every later program must find in them.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from casework import acts, wire
from casework.case import Case, Event, Photo, PhotoRole, Role, Staff, State, Ticket
from casework.fields import FieldConflict
from casework.operations import NewPhoto, Operation, Report
from desktop.desk import Desk
from desktop.storage import holdings, keys, photos, schema
from desktop.storage.database import connect
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.storage.records import CaseQuery, OutboxItem

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "profiles"
PASSPHRASE = "รหัสผ่านของตัวอย่าง"
RECOVERY_KEY = b"the recovery key of the fixtures"
DEVICE = "0190a000-0000-7000-8000-00000000d001"
HOUR = 3_600_000_000
AT = 1_790_000_000_000_000
ME = Staff(username="malee", name="มาลี ศรีสุข", role=Role.CLERK, authority="HT", unit="สำนักปลัด")
OFFICER = Staff(
    username="somchai", name="สมชาย ใจดี", role=Role.OFFICER, authority="HT", unit="กองช่าง"
)
DRAFTS = (("case-14", "fix"), ("case-10", "comment"))
SEARCHED = ("หลุม", "ไฟ", "2026-KP0003")
WORDS = (
    "ถนนหน้าวัดเป็นหลุมลึก รถล้มเมื่อคืน", "ไฟทางดับสามดวงตรงโค้งโรงเรียน", "ท่อระบายน้ำตันหลังฝนตก",
    "ขยะล้นถังหน้าตลาดเช้า", "ต้นไม้ล้มขวางทางเข้าหมู่บ้าน", "น้ำประปาขุ่นมาสองวันแล้ว",
)  # fmt: skip


def main() -> None:
    """Make the profile and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", help="the folder's name, such as v2")
    folder = FOLDER / parser.parse_args().name
    if folder.exists():
        parser.error(f"{folder} is there already; what was kept is never made anew")
    keep(folder)
    print(f"{folder}: {sum(f.stat().st_size for f in folder.iterdir()):,} bytes")


def keep(folder: Path) -> None:
    """Make a profile in `folder` that holds something of everything, and write what it holds."""
    folder.mkdir(parents=True)
    profile = Profile(folder)
    key = keys.create_key(profile, PASSPHRASE, RECOVERY_KEY, DEVICE)
    desk = Desk(profile, key)
    try:
        _sign_in(desk)
        pictures = [_picture(shade) for shade in range(7)]
        _pull(desk, [_case(number, pictures) for number in range(1, 19)])
        _work(desk, pictures)
        _small_things(desk)
    finally:
        desk.close()
    for file in (profile.cache_file, profile.photos_file):
        _settle_down(file, key)
    desk = Desk(profile, key)
    try:
        found = facts(desk)
    finally:
        desk.close()
    for file in (profile.cache_file, profile.photos_file):
        _settle_down(file, key)
    versions = {"cache": schema.VERSION, "photos": photos.VERSION}
    text = json.dumps({"versions": versions, **found}, ensure_ascii=False, indent=1)
    (folder / "found.json").write_text(text + "\n", encoding="utf-8")


def _settle_down(file: Path, key: bytes) -> None:
    """One file without a log beside it."""
    connection = connect(file, key)
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def copy_of(folder: Path, target: Path) -> Profile:
    """A copy of a kept profile, to be opened by a test."""
    target.mkdir(parents=True)
    for name in ("cache.db", "photos.db", "key.json"):
        shutil.copyfile(folder / name, target / name)
    return Profile(target)


# -- what lies in it ------------------------------------------------------------------------------


def _sign_in(desk: Desk) -> None:
    account = wire.Account(
        username=ME.username, name=ME.name, role=str(ME.role), authority="HT", unit=ME.unit
    )
    settings = wire.DeskSettings(
        version=3, account=account, authority="HT", authority_name="อบต.ห้วยตะวัน",
        staff=(ME, OFFICER), units=(wire.Unit(code="c", name="กองช่าง"),), types=("ถนน", "แสงสว่าง"),
    )  # fmt: skip
    desk.cache.put_many(
        {
            "account": msgspec.to_builtins(account), "server": "server-of-fixtures", "epoch": 4,
            "device": DEVICE, "server_url": "http://127.0.0.1:9", "last_sync_at": AT,
            "settings": msgspec.to_builtins(settings), "settings_version": 3,
        }
    )  # fmt: skip


def _picture(shade: int) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (96, 72), (40 + shade * 30, 90, 60))
    image.paste((250, 250, 200), (10, 10, 20 + shade * 8, 40))
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _case(number: int, pictures: list[bytes]) -> Case:
    reported = AT - number * HOUR
    ticket = Ticket(
        number=f"2026-KP{number:04d}", home="HT", description=WORDS[number % len(WORDS)],
        place="หน้าวัดห้วยตะวัน", village=str(number % 5 + 1), subdistrict="ห้วยตะวัน",
        lon=101.2 + number / 1000, lat=16.4, reporter_name="คุณดาว", reported_at=reported,
    )  # fmt: skip
    history = [Event(id=f"event-{number}-report", kind="report", at=reported, name="คุณดาว")]
    if number % 3 == 0:
        history.append(
            Event(id=f"event-{number}-comment", kind="comment", at=reported + HOUR, actor="malee",
                  name=ME.name, text="โทรถามแล้ว ยังเป็นอยู่")
        )  # fmt: skip
    # 15 is a group's main case; 16 and 17 belong to it.
    return Case(
        authority="HT", id=f"case-{number:02d}", ticket=ticket, version=number,
        state=State.WAITING if number % 2 else State.IN_PROGRESS, types=("ถนน",),
        officer="" if number % 2 else "somchai", unit="กองช่าง", updated_at=reported,
        due_at=AT + number * 24 * HOUR if number % 4 else None, history=tuple(history),
        parent="case-15" if number in {16, 17} else "",
        members=("case-16", "case-17") if number == 15 else (),
        photos=(Photo(sha256=_sha256(pictures[0]), role=PhotoRole.BEFORE, verified=True),)
        if number == 1 else (),
    )  # fmt: skip


def _pull(desk: Desk, cases: list[Case]) -> None:
    end = wire.End(
        cursor="HT:18", more=False, phase="feed", total=len(cases), settings=3, sweep=True
    )
    desk.cache.apply_page([wire.Line(case=c) for c in cases], end, epoch=4, now=AT)


def _work(desk: Desk, pictures: list[bytes]) -> None:
    """Operations wherever an operation can stand, and photos wherever a photo can stand."""
    shas = [desk.photos.add(data, f"ภาพ {n}.jpg") for n, data in enumerate(pictures[1:], 1)]
    settled = _settled(desk, shas)
    unknown = _do(desk, 9, "comment", text="ส่งไปแล้ว ไม่รู้ผล")
    desk.cache.mark_sent([unknown.id])
    _pull_applied(desk, settled)
    _do(desk, 10, "comment", text="รอส่ง")
    _fix(desk, 12, shas[4], shas[5])
    desk.accept([_held(desk, 11), _held(desk, 13)], "somchai")
    undone = _do(desk, 9, "accept")
    desk.cache.mark_sent([undone.id])
    desk.save([(_held(desk, 9), acts.payload(_held(desk, 9), "undo", target=undone.id))])
    withdrawn = _do(desk, 14, "comment", text="ถอนแล้ว")
    desk.cache.withdraw(withdrawn.id)
    _do(desk, 18, "merge", parent="case-15")
    _do(desk, 15, "accept")
    ticket = Ticket(number="2026-KPNEW1", home="HT", description="สะพานไม้ผุ", reported_at=AT)
    new = Case(authority="HT", id="case-new", ticket=ticket, state=State.WAITING)
    desk.save([(new, Report(ticket=ticket, types=("ถนน",)))])


def _settled(desk: Desk, shas: list[str]) -> list[Operation]:
    """What the server has answered; returns what it took and sends back as changes."""
    back = [_do(desk, 2, "comment", text="รับไว้แล้ว"), _fix(desk, 4, shas[0])]
    ahead = [_do(desk, 3, "accept"), _fix(desk, 6, shas[1], shas[2])]
    conflict, held = _do(desk, 7, "accept"), _do(desk, 7, "set_due", {"due_at": AT + HOUR})
    refused = _do(desk, 8, "assign", {"officer": "somchai", "unit": "กองช่าง"}, text="ลอง")
    chosen = _fix(desk, 5, shas[3])
    batch = [*back, *ahead, conflict, held, refused, chosen]
    desk.cache.mark_sent([o.id for o in batch])
    outcomes = [
        *(wire.Outcome(id=o.id, outcome="applied", version=101 + n)
          for n, o in enumerate([*back, *ahead])),
        wire.Outcome(id=conflict.id, outcome="conflict", version=90, fields={
            "state": FieldConflict(before="waiting", mine="in_progress", theirs="forwarded")}),
        wire.Outcome(id=held.id, outcome="held"),
        wire.Outcome(id=refused.id, outcome="refused", reason="not_yours"),
        wire.Outcome(id=chosen.id, outcome="refused", reason="state_done"),
    ]  # fmt: skip
    desk.cache.settle(outcomes, AT)
    desk.cache.upload_verified(shas[0], "case-04")
    desk.cache.upload_progress(shas[1], "case-06", "/v1/photos/one", 300)
    desk.cache.upload_failed(shas[2], "case-06", "cut", AT + HOUR)
    desk.cache.resolve(chosen.id, "theirs")
    return back


def _pull_applied(desk: Desk, operations: list[Operation]) -> None:
    lines = [
        wire.Line(case=msgspec.structs.replace(_held(desk, int(o.case[-2:])), version=101 + n))
        for n, o in enumerate(operations)
    ]
    end = wire.End(cursor="HT:102", more=False, total=18, settings=3)
    desk.cache.apply_page(lines, end, epoch=4, now=AT)


def _held(desk: Desk, number: int) -> Case:
    case = desk.case("HT", f"case-{number:02d}")
    if case is None:
        raise RuntimeError(f"case {number} is not there")
    return case


def _do(
    desk: Desk, number: int, kind: str, values: dict[str, Any] | None = None, **more: Any
) -> Operation:
    report = desk.act([_held(desk, number)], kind, values, **more)
    if len(report.done) != 1:
        raise RuntimeError(f"{kind} on case {number}: {report.not_done}")
    return report.done[0]


def _fix(desk: Desk, number: int, *shas: str) -> Operation:
    case = _held(desk, number)
    named = tuple(
        NewPhoto(sha256=sha, name="หลังซ่อม.jpg", size=desk.photos.size(sha) or 0) for sha in shas
    )
    payload = acts.outcome(case, State.DONE, text="ซ่อมเสร็จแล้ว", photos=named)
    (done,) = desk.save([(case, payload)]).done
    return done


def _small_things(desk: Desk) -> None:
    desk.cache.save_draft("HT", "case-14", "fix", {"text": "กำลังเขียน", "photos": []})
    desk.cache.save_draft("HT", "case-10", "comment", {"text": "ร่าง"})
    desk.cache.journal("sync", pulled=18)
    desk.cache.journal("failed", code="unreachable")
    desk.cache.sync_run({"pulled": 18, "seconds": 1.5})
    desk.photos.put_thumbnail(_sha256(_picture(0)), 160, _picture(0))
    desk.photos.put_likeness(_sha256(_picture(1)), "ffee00112233aabb")


# -- what must be found in it ---------------------------------------------------------------------


def facts(desk: Desk) -> dict[str, Any]:
    """What a desk holds, in words that do not change with its tables. Plain JSON."""
    query = CaseQuery()
    said = {
        "cases": {f"{c.authority}/{c.id}": _of_case(desk, c) for c in desk.cases(query)},
        "operations": [_of_item(desk.cache.operation(i)) for i in _operation_ids(desk)],
        "outbox": [item.operation.id for item in desk.outbox()],
        "attention": [item.operation.id for item in desk.attention()],
        "next": [operation.id for operation in desk.cache.to_push()],
        "uploads": [[u.sha256, u.case] for u in desk.cache.uploads(AT + 2 * HOUR)],
        "searched": {t: sorted(r.id for r in desk.all_rows(CaseQuery(text=t))) for t in SEARCHED},
        "drafts": [desk.cache.draft("HT", *of) for of in DRAFTS],
        "journal": [[line.code, line.detail] for line in desk.journal()],
        "syncs": [run["pulled"] for run in desk.cache.sync_runs(9)],
        "values": {
            name: desk.cache.get(name)
            for name in ("account", "server", "server_url", "epoch", "device", "cursor", "last_seq",
                         "forgotten", "settings_version", "last_sync_at")
        },
        "staff": [s.name for s in desk.settings.staff] if desk.settings else [],
        "photos": {sha: desk.photos.size(sha) for sha in sorted(desk.photos.held())},
        "whole": all(desk.photos.is_whole(sha) for sha in desk.photos.held()),
        "thumbnails": sorted(thumbnails_of(desk.photos)),
        "likenesses": desk.photos.likenesses(),
        "undoable": [o.id for o in desk.cache.last_undoable(ME.username)],
    }  # fmt: skip
    found: dict[str, Any] = json.loads(json.dumps(said))
    return found


def thumbnails_of(store: PhotoStore) -> set[str]:
    """The photos of which a thumbnail is kept."""
    with store.file.reading() as connection:
        return {held.sha256 for held in holdings.every(connection, holdings.SIDES)}


def _operation_ids(desk: Desk) -> list[str]:
    with desk.cache.file.reading() as connection:
        return [r[0] for r in connection.execute("SELECT id FROM operations ORDER BY seq")]


def _of_case(desk: Desk, case: Case) -> dict[str, Any]:
    base = desk.cache.base(case.authority, case.id)
    row = next(r for r in desk.all_rows(CaseQuery(text=case.ticket.number)) if r.id == case.id)
    return {
        "number": case.ticket.number, "words": case.ticket.description, "state": case.state,
        "officer": case.officer, "version": case.version, "due_at": case.due_at,
        "parent": case.parent, "members": list(case.members), "marks": [row.unsent, row.attention],
        "history": [[e.id, e.kind, e.text] for e in case.history],
        "photos": [[p.key, p.role, p.verified] for p in case.photos],
        "base": None if base is None else [base.version, base.state, len(base.history)],
    }  # fmt: skip


def _of_item(item: OutboxItem | None) -> dict[str, Any]:
    if item is None:
        raise RuntimeError("an operation cannot be read")
    operation = item.operation
    return {
        "seq": operation.seq, "id": operation.id, "kind": operation.kind, "case": operation.case,
        "device": operation.device, "group": operation.group, "text": operation.payload.text,
        "sending": item.sending, "tries": item.tries, "reason": item.reason,
        "version": item.version, "conflicts": sorted(item.conflicts),
        "photos": [
            [p.sha256, p.state, p.sent, p.url, p.tries, p.next_try_at, p.last_error]
            for p in item.photos
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
