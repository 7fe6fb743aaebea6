"""The diagnostic file: it helps to find a fault, and tells nothing of any person."""

from __future__ import annotations

import base64
import html
import json
import platform
import quopri
import socket
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import wire
from casework.case import Event, Photo, PhotoRole, Role, Staff
from desktop import clock, diagnostics, reckoning, views
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.storage import doctor
from desktop.sync import history
from desktop.sync.progress import Report
from tests.desktop.conftest import a_case, a_photo, fill, sign_in_without_server
from tests.support.unsettled import answer, arrive, case_of

PLANTED = {
    "reporter": "คุณมาลี ศรีสุขเกษม",
    "phone": "0812345679",
    "words": "ถนนหน้าบ้านป้าสมศรีพังมากค่ะ",
    "comment": "นัดลุงสมหมายไว้แล้ววันพฤหัส",
    "place": "ซอยหลังวัดป่าดงใหญ่",
    "photo": "บ้านป้าสมศรี IMG_9981.jpg",
    "officer": "ประเสริฐศักดิ์ ใจมั่นคง",
    "username": "prasertsak.j",
    "authority": "อบต.หนองขามใหญ่",
    "server": "desk.nongkham.example.go.th",
    "host": "LAPTOP-PRASERTSAK",
    "home": "/home/prasertsak_home/ชื่อจริง",
    "token": "tok-5f2e91aa77bb40c1",
    "key": "a5" * 32,
    "view": "เรื่องของเฮียตี๋ร้านเหล็ก",
    "draft": "ร่างถึงกำนันสมบูรณ์",
}


def encodings(secret: str) -> Iterator[bytes]:
    """A text as it could stand in a file, in every way that comes to mind."""
    forms = {secret, secret.casefold(), secret.upper()}
    forms |= {unicodedata.normalize(form, secret) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    for form in forms:
        raw = form.encode()
        yield raw
        for codec in ("utf-16-le", "utf-16-be", "tis-620", "cp874", "utf-7"):
            try:
                yield form.encode(codec)
            except UnicodeEncodeError:
                continue
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield json.dumps(form)[1:-1].encode()
        yield form.encode("unicode_escape")
        yield repr(raw)[2:-1].encode()
        yield quote(form).encode()
        yield html.escape(form).encode("ascii", "xmlcharrefreplace")
        yield quopri.encodestring(raw)
        yield form[::-1].encode()
        for before in range(3):  # base64 at each of its three places
            coded = base64.b64encode(b"x" * before + raw)
            yield coded[4:-4] if len(coded) > 12 else coded


def leaks(body: bytes, secrets: dict[str, str]) -> list[str]:
    low = body.lower()
    found = []
    for name, secret in secrets.items():
        # Also a part: a first name is enough.
        for part in {secret, *(p for p in secret.split() if len(p) > 3)}:
            found += [
                f"{name}: {part}"
                for form in encodings(part)
                if len(form) > 3 and form.lower() in low
            ]
    return found


def plant(desk: Desk, secret: dict[str, str]) -> None:
    """Put personal data wherever a desk has room for it."""
    person = Staff(
        username=secret["username"], name=secret["officer"], role=Role.OFFICER,
        authority=secret["authority"], unit=secret["place"], name_en=secret["officer"],
    )  # fmt: skip
    account = wire.Account(
        username=secret["username"], name=secret["officer"], role="officer", authority="HT",
        unit=secret["place"],
    )  # fmt: skip
    told = wire.DeskSettings(
        version=7, account=account, authority="HT", authority_name=secret["authority"],
        staff=(person,), units=(wire.Unit(code=secret["place"], name=secret["place"]),),
        types=(secret["words"],), outlines={"name": secret["place"]},
    )  # fmt: skip
    desk.cache.put_many(
        {
            "account": msgspec.to_builtins(account), "settings": msgspec.to_builtins(told),
            "server_url": f"https://{secret['server']}", "settings_version": 7,
            "tokens": {"access": secret["token"], "refresh": secret["token"]},
            "cursor": secret["token"], "recovery": secret["key"],
            # What can only be there by mistake or malice is told apart from what is ours too.
            "sync_failures": secret["phone"], "next_try_at": secret["reporter"],
        }
    )  # fmt: skip
    desk._person = None
    view = views.View(name=secret["view"], filters=views.Filters(villages=frozenset({"3"})))
    views.Views(desk.cache).save(view)
    case = case_of(desk, 1)
    ticket = replace_ticket(case, secret)
    said = Event(id="e", kind="comment", at=5, actor=secret["username"],
                 name=secret["officer"], text=secret["comment"])  # fmt: skip
    photo = Photo(sha256="a" * 64, role=PhotoRole.BEFORE, name=secret["photo"])
    known = msgspec.structs.replace(
        case, ticket=ticket, officer=secret["username"], unit=secret["place"],
        label=secret["words"], version=case.version + 1, history=(*case.history, said),
        photos=(photo,),
    )  # fmt: skip
    arrive(desk, wire.Line(case=known))
    plant_work(desk, secret)


def replace_ticket(case: Any, secret: dict[str, str]) -> Any:
    return msgspec.structs.replace(
        case.ticket, description=secret["words"], place=secret["place"], address=secret["place"],
        reporter_name=secret["reporter"], reporter_phone=secret["phone"], number=secret["phone"],
    )  # fmt: skip


def plant_work(desk: Desk, secret: dict[str, str]) -> None:
    case = case_of(desk, 1)
    photo = desk.prepare_photo(a_photo(33), case, secret["photo"])
    [fix] = desk.fix(case, [photo], secret["comment"], reasons={photo.sha256: secret["words"]}).done
    answer(desk, fix, "refused", reason=secret["reporter"], detail={"officer": secret["username"]})
    [more] = desk.attach(
        case_of(desk, 2), [desk.prepare_photo(a_photo(34), case, secret["photo"])]
    ).done
    answer(desk, more, "applied", version=99)
    [sent] = desk.outbox()[-1].photos
    desk.cache.upload_failed(sent.sha256, more.case, secret["reporter"], clock.now())
    desk.cache.journal("full_pull", reason=secret["comment"], place=secret["place"])
    desk.cache.journal(secret["reporter"], phone=int(secret["phone"]))
    desk.cache.sync_run(
        {"code": secret["reporter"], "pulled": secret["phone"], "x": secret["words"]}
    )
    desk.cache.save_draft("HT", "case-0001", "fix", {"text": secret["draft"]})


def plant_log(folder: Path, secret: dict[str, str]) -> None:
    """A log as a fault writes it, with all it stumbled over."""
    home = secret["home"]
    (folder / "desk.log").write_text(
        f"2026-11-24 18:40:01,123 ERROR desktop.sync.runner a round failed: {secret['words']}\n"
        "Traceback (most recent call last):\n"
        f'  File "{home}/tambon/desktop/sync/engine.py", line 88, in run\n'
        f'    self.find("{secret["reporter"]}", {secret["phone"]})\n'
        f'  File "{home}/{secret["username"]}/desktop/{secret["username"]}.py", line 5, in x\n'
        f"ValueError: {secret['comment']}\n"
        f"2026-11-24 18:41:02,456 WARNING {secret['username']} {secret['place']}\n"
        f"2026-11-24 18:41:03,456 WARNING desktop.somchai {secret['place']}\n",
        encoding="utf-8",
    )


def hide_nothing(monkeypatch: pytest.MonkeyPatch, secret: dict[str, str]) -> None:
    """The computer, too, tells everything it can."""
    monkeypatch.setenv("USER", secret["username"])
    monkeypatch.setenv("HOME", secret["home"])
    monkeypatch.setenv("COMPUTERNAME", secret["host"])
    monkeypatch.setattr(socket, "gethostname", lambda: secret["host"])
    monkeypatch.setattr(platform, "node", lambda: secret["host"])
    monkeypatch.setattr(platform, "release", lambda: f"6.1.0-{secret['host']}")
    monkeypatch.setattr(platform, "machine", lambda: secret["host"])


def a_desk(folder: Path) -> Desk:
    made = sign_in_without_server(folder, "prasert")
    fill(made, [a_case(n) for n in (1, 2, 3)])
    return made


def test_nothing_that_was_planted_is_in_the_file(tmp_path, monkeypatch):
    folder = tmp_path / PLANTED["home"].lstrip("/")
    desk = a_desk(folder)
    plant(desk, PLANTED)
    plant_log(folder, PLANTED)
    hide_nothing(monkeypatch, PLANTED)
    desk.diagnostics(tmp_path / "told.json")
    body = (tmp_path / "told.json").read_bytes()
    secrets = PLANTED | {"folder": str(folder), "device": str(desk.cache.get("device")) * 4}
    assert leaks(body, secrets) == []
    report = json.loads(body)
    failed = [name for name, part in report.items() if isinstance(part, dict) and "failed" in part]
    assert failed == []
    assert b"somchai" not in body
    first, second, third = report["log"]["lines"]
    assert (first["level"], first["where"]) == ("ERROR", "desktop.sync.runner")
    assert first["places"] == ["desktop.sync.engine:88"]
    assert {second["where"], third["where"]} == {"other"}
    desk.close()


NAMES = st.text(
    st.characters(categories=("L", "M", "N"), min_codepoint=0x21, max_codepoint=0x1F64F),
    min_size=9, max_size=24,
).filter(lambda name: not name.isascii() or not name.isdigit())  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = a_desk(tmp_path_factory.mktemp("desk") / "profile")
    yield desk
    desk.close()


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(name=NAMES, words=NAMES)
def test_no_name_that_anybody_could_bear_is_in_the_file(planted: Desk, name: str, words: str):
    secret = {key: f"{name}{key}" for key in PLANTED} | {"phone": "0812345679", "words": words}
    planted.cache.journal(name, what=words)
    planted.cache.sync_run({"code": words, "pulled": name})
    planted.cache.put_many({"epoch": words, "cursor": name, "server": name, "device": words})
    planted.cache.save_draft("HT", "case-0001", "fix", {"text": words})
    account = msgspec.to_builtins(planted.account) | {
        "name": name,
        "unit": words,
        "role": "officer",
    }
    planted.cache.put("account", account)
    planted._person = None
    body = diagnostics.text(diagnostics.build(planted)).encode()
    assert leaks(body, {k: v for k, v in secret.items() if k in {"words", "officer"}}) == []
    assert name.encode() not in body
    assert json.dumps(name)[1:-1].encode() not in body


def test_it_holds_what_helps_to_find_a_fault(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shown = clock.clocks()
    known = reckoning.heard(
        clock.known(), shown, shown.wall - 3_600_000_000, shown.monotonic, shown.monotonic
    )
    monkeypatch.setattr(clock, "known", lambda: known)
    desk.cache.put("last_sync_at", clock.now())
    history.note(desk.cache, Report(pulled=12, bytes_down=40_000), "", 10**15, 10**15 + 10**6)
    history.note(desk.cache, Report(), "captive", 2 * 10**15, 2 * 10**15)
    [act] = desk.act([case_of(desk, 1)], "comment", text="ครับ", audience="staff").done
    desk.cache.mark_sent([act.id])
    size = desk.diagnostics(tmp_path / "told.json")
    report = json.loads((tmp_path / "told.json").read_text())
    assert size == (tmp_path / "told.json").stat().st_size
    assert report["cache"]["rows"]["cases"] == 12
    assert report["cache"]["by_state"]["in_progress"] == 7
    assert report["cache"]["schema"] == report["cache"]["schema_of_program"]
    [told] = report["outbox"]["operations"]
    assert (told["kind"], told["state"], told["number"], told["tries"]) == (
        "comment",
        "unknown",
        1,
        1,
    )
    assert [r["code"] for r in report["history"]] == ["captive", ""]
    assert report["history"][1]["pulled"] == 12
    assert abs(report["clocks"]["ahead_seconds"] - 3_600) <= 1
    assert report["clocks"]["boots_known"] == 1
    assert all(check["ok"] for check in report["doctor"])
    assert {check["code"] for check in report["doctor"]} == set(doctor.CODES)
    assert report["files"]["free_bytes"] > 0
    assert report["program"]["python"].startswith("3.")


def test_the_words_before_saving_name_what_is_in_it_and_what_is_not(desk: Desk):
    told = diagnostics.contents(diagnostics.build(desk))
    assert any("12" in line for line in told)
    assert "telephone numbers" in diagnostics.left_out() or "เบอร์" in diagnostics.left_out()


def test_a_part_that_breaks_is_told_and_the_rest_is_there(desk: Desk, monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("คุณมาลี 0812345679")

    monkeypatch.setattr(doctor, "check", broken)
    report = diagnostics.build(desk)
    assert report["doctor"] == {"failed": "ValueError"}
    assert report["cache"]["rows"]["cases"] == 12
    assert leaks(diagnostics.text(report).encode(), {"name": "คุณมาลี"}) == []
    assert len(diagnostics.contents(report)) > 4


def test_where_it_cannot_be_written_nothing_is_left(desk: Desk, tmp_path: Path):
    (tmp_path / "told.json").mkdir()
    with pytest.raises(DeskError) as caught:
        desk.diagnostics(tmp_path / "told.json")
    assert caught.value.code == "export_failed"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
