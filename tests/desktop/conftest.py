"""A real desk in a temporary profile, filled through the cache as a pull would fill it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from casework import wire
from casework.case import Case, Event, Photo, PhotoRole, Role, Staff, State, Ticket
from desktop import clock
from desktop.desk import Desk
from desktop.storage import keys
from desktop.storage.profile import Profile

DAY = 86_400_000_000
STAFF = (
    Staff(username="prasert", name="ประเสริฐ ใจมั่น", role=Role.OFFICER, authority="HT",
          unit="กองช่าง", name_en="Prasert Jaiman"),
    Staff(username="anucha", name="อนุชา พูลผล", role=Role.OFFICER, authority="HT",
          unit="กองสาธารณสุข", name_en="Anucha Poonpol"),
    Staff(username="wilaiporn", name="วิไลพร แสนดี", role=Role.CLERK, authority="HT",
          unit="สำนักปลัด", name_en="Wilaiporn Saendee"),
)  # fmt: skip


def a_photo(shade: int = 120, size: tuple[int, int] = (320, 240)) -> bytes:
    """A small JPEG of its own for each shade."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, (shade % 256, 90, 60))
    picture.paste((250, 250, (shade * 7) % 256), (20, 20, 20 + shade % 100, 90))
    picture.save(out, "JPEG")
    return out.getvalue()


def a_case(number: int, state: State = State.IN_PROGRESS, **more: object) -> Case:
    """A case of the authority HT, reported `number` hours ago."""
    now = clock.now()
    reported = now - number * 3_600_000_000
    ticket = Ticket(
        number=f"2026-AA{number:04d}", home="HT", description=f"ถนนเป็นหลุมลึกหน้าบ้านเลขที่ {number}",
        place="หน้าวัด", village=str(number % 8 + 1), subdistrict="ห้วยตะวัน",
        lon=101.2 + number / 1000, lat=16.4, reporter_name="คุณมาลี",
        reporter_phone="08x-000-1234", reported_at=reported, channel="line",
    )  # fmt: skip
    values: dict[str, object] = {
        "types": ("ถนน",), "officer": "prasert", "unit": "กองช่าง", "updated_at": reported,
        "due_at": now + (number - 3) * DAY,
        "photos": (Photo(sha256=f"{number:064x}", role=PhotoRole.BEFORE, verified=True),),
        "history": (Event(id=f"e{number}", kind="report", at=reported, name="คุณมาลี"),),
    }  # fmt: skip
    return Case(
        authority="HT",
        id=f"case-{number:04d}",
        ticket=ticket,
        state=state,
        version=number,
        **(values | more),  # type: ignore[arg-type]
    )


def fill(desk: Desk, cases: list[Case]) -> None:
    """Bring cases onto the desk as the last page of a first pull does."""
    end = wire.End(cursor="c1", more=False, phase="feed", total=len(cases), settings=1)
    lines = [wire.Line(case=case) for case in cases]
    desk.cache.apply_page(lines, end, epoch=1, now=clock.now())


def sign_in_without_server(path: Path, user: str) -> Desk:
    """A desk as signing in leaves it, with no server behind."""
    path.mkdir(parents=True, exist_ok=True)
    profile = Profile(path)
    desk = Desk(profile, keys.create_key(profile, "a passphrase", b"r" * 32))
    person = next(s for s in STAFF if s.username == user)
    account = wire.Account(
        username=person.username, name=person.name, role=str(person.role), authority="HT",
        unit=person.unit,
    )  # fmt: skip
    settings = wire.DeskSettings(
        version=1, account=account, authority="HT", authority_name="อบต.ห้วยตะวัน", staff=STAFF,
        units=(wire.Unit(code="c", name="กองช่าง"), wire.Unit(code="s", name="กองสาธารณสุข")),
        types=("ถนน", "แสงสว่าง", "ขยะ"),
    )  # fmt: skip
    desk.cache.put_many(
        {
            "account": msgspec.to_builtins(account), "server": "s1", "epoch": 1, "device": "d1",
            "server_url": "http://127.0.0.1:9", "settings": msgspec.to_builtins(settings),
            "settings_version": 1,
        }
    )  # fmt: skip
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of officer prasert with twelve cases, some waiting, done and overdue."""
    made = sign_in_without_server(tmp_path / "profile", "prasert")
    states = [State.IN_PROGRESS] * 7 + [State.WAITING] * 3 + [State.DONE, State.FOLLOWED_UP]
    fill(made, [a_case(n + 1, state) for n, state in enumerate(states)])
    yield made
    made.close()


@pytest.fixture
def clerk_desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of clerk wilaiporn with ten waiting cases of nobody yet."""
    made = sign_in_without_server(tmp_path / "clerk", "wilaiporn")
    fill(made, [a_case(n + 1, State.WAITING, officer="", unit="") for n in range(10)])
    yield made
    made.close()
