"""Composes the demo's cases: who reported what, where, and what the staff did about it."""

from __future__ import annotations

import random
from typing import Any

from tools import demo_places as ground
from tools import demo_words as words
from tools.demo_history import Story, at_daytime, chain
from tools.demo_reports import (
    MAN,
    WOMAN,
    Report,
    Section,
    Voice,
    closing,
    opening,
    read_reports,
    speak,
)
from tools.demo_scenes import AFTER_SCENES, SCENES
from tools.demo_specials import CLUSTERS, INBOX, OFFICER_DAY, Special

Case = dict[str, Any]
ALPHABET = "23456789ABCDEFGHIKLMNPQRSTUVWXYZ"
_ANYONE = ""


class Composer:
    """Makes cases one after another, and remembers what must not come twice."""

    def __init__(self, seed: int) -> None:
        """Start a deterministic run."""
        self.rng = random.Random(seed)
        self.cases: list[Case] = []
        self._numbers: set[str] = set()
        self._texts: set[str] = set()
        self._variants: dict[str, int] = {}
        self._pool = self._deal()

    def _deal(self) -> list[tuple[Report, str, str]]:
        """Each fixed report once, each movable one up to five times in different places."""
        fixed: list[tuple[Report, str, str]] = []
        moving: list[tuple[float, tuple[Report, str, str]]] = []
        everywhere = [(v, p) for v, names in ground.PLACES.items() for p in names]
        for report in read_reports():
            if report.village:
                fixed.append((report, report.village, report.place))
                continue
            for turn, (village, place) in enumerate(self.rng.sample(everywhere, 5)):
                moving.append((turn + self.rng.random(), (report, village, place)))
        self.rng.shuffle(fixed)
        ordered = [item for _, item in sorted(moving, key=lambda pair: pair[0])]
        # Fixed reports are spread over the first turns, so that every state gets some.
        pool: list[tuple[Report, str, str]] = []
        while fixed or ordered:
            pool += [fixed.pop() for _ in range(min(1, len(fixed)))]
            pool += [ordered.pop(0) for _ in range(min(2, len(ordered)))]
        return pool

    def draw(self, unit: str = _ANYONE) -> tuple[Report, str, str]:
        """The next report, of this unit where one is named."""
        for index, (report, _, _) in enumerate(self._pool):
            if unit in (_ANYONE, report.section.unit):
                return self._pool.pop(index)
        raise LookupError(f"no report left for {unit}")

    def number(self, wanted: str = "") -> str:
        """A ticket number of Traffy's form, new in this run."""
        while True:
            made = wanted or "2026-" + "".join(self.rng.choice(ALPHABET) for _ in range(6))
            if made not in self._numbers:
                self._numbers.add(made)
                return made
            wanted = ""

    def text(self, report: Report, place: str, voice: Voice) -> str:
        """The report in a person's own words, never twice the same."""
        rng = self.rng
        body = speak(report.text, voice, place)
        if report.village:
            self._texts.add(body)
            return body
        while True:
            told = opening(voice, rng) + body
            if report.section.tails and rng.random() < 0.55:
                tail = speak(rng.choice(report.section.tails), voice, place)
                told += ("\n" if rng.random() < 0.2 else " ") + tail
            end = closing(voice, rng)
            if end and not told.endswith(voice.polite):
                told += " " + end
            if told not in self._texts:
                self._texts.add(told)
                return told

    def generic(self, state: str, hours: float, officer: str = "", **more: Any) -> Case:
        """A case from the pool in the state wanted, reported `hours` ago."""
        unit = next((s["unit"] for s in words.STAFF if s["username"] == officer), _ANYONE)
        report, village, place = self.draw(unit)
        voice = (
            MAN
            if "ครับ" in report.text or "ผม" in report.text
            else WOMAN
            if _womanly(report.text)
            else _anyone(self.rng)
        )
        if not officer and state not in ("waiting", "rejected", "forwarded"):
            officer = self.rng.choice(words.OFFICERS[report.section.unit][:3])
        reach = self.rng.choice([40, 120, 260, 420])  # "near the mill" may mean half a kilometre
        point = ground.near(village, ground.place_point(village, place), reach, self.rng)
        return self.build(
            section=report.section, text=self.text(report, place, voice), scene=report.scene,
            village=village, place=place, point=point, voice=voice, state=state, hours=hours,
            officer=officer, **more,
        )  # fmt: skip

    def special(self, told: Special) -> Case:
        """A hand-made case, and the ones merged into it."""
        east, north = told.offset_m
        spot = ground.place_point(told.village, told.place)
        scale = ground.METRES_PER_UNIT
        point = (spot[0] + east / scale, spot[1] - north / scale)
        section = Section(told.types, told.unit, told.scene, fixes=_fixes_for(told))
        woman = told.reporter in words.WOMEN or _womanly(told.text)
        case = self.build(
            section=section, text=told.text, scene=told.scene, village=told.village,
            place=told.place, point=point, voice=WOMAN if woman else MAN, state=told.state,
            hours=told.hours, officer=told.officer, number=told.number, due=told.due,
            reopened=told.reopened, reporter=told.reporter, phone=told.phone,
            forwarded_to=told.forwarded_to, history=told.history,
            scene_number=told.scene_number, channel="line", types=told.types,
        )  # fmt: skip
        if told.address:
            case["address"] = told.address
        for text, hours in told.members:
            self._member(case, told, section, text, hours)
        return case

    def _member(self, main: Case, told: Special, section: Section, text: str, hours: float) -> None:
        point = ground.near(
            told.village, ground.place_point(told.village, told.place), 30, self.rng
        )
        case = self.build(
            section=section, text=text, scene=told.scene, village=told.village, place=told.place,
            point=point, voice=WOMAN if _womanly(text) else MAN, state="waiting", hours=hours,
            channel="line", scene_number=told.scene_number,
        )  # fmt: skip
        Story(case, self.rng).join(main)

    def build(
        self, *, section: Section, text: str, scene: str, village: str, place: str,
        point: ground.Point, voice: Voice, state: str, hours: float, officer: str = "",
        number: str = "", due: float | None = None, reopened: int = 0, reporter: str = "",
        phone: str = "", channel: str = "", forwarded_to: str = "", no_place: bool = False,
        history: list[dict[str, Any]] | None = None, scene_number: int = 0,
        types: list[str] | None = None,
    ) -> Case:  # fmt: skip
        """Put one case together: ticket, photos, history; the state follows from the history."""
        rng = self.rng
        channel = channel or _channel(text, rng)
        lon, lat = ground.lon_lat(point)
        hours = at_daytime(hours)
        case: Case = {
            "number": self.number(number), "description": text,
            "types": self._types(section, state, reopened, types),
            "state": "waiting", "label": "รอรับเรื่อง", "unit": "", "officer": "",
            "forwarded_to": "", "village": village, "place": place,
            "address": f"{place} หมู่ {village} {ground.VILLAGES[village][0]}",
            "subdistrict": ground.SUBDISTRICT[0], "district": ground.DISTRICT,
            "province": ground.PROVINCE,
            "lon": None if no_place else lon, "lat": None if no_place else lat,
            "reporter_name": (reporter and f"คุณ{reporter}") or _name(voice, channel, rng),
            "reporter_phone": phone or _phone(rng), "channel": channel, "hours_ago": hours,
            "due_hours": None, "accepted_hours_ago": None, "finished_hours_ago": None,
            "reopen_count": 0, "star": None, "parent": None, "photos": [], "history": [],
        }  # fmt: skip
        story = Story(case, rng)
        story.reported(self._before(case, scene, scene_number))
        if history:
            story.told(history, section.unit)
        else:
            chain(story, state, section, officer, voice, reopened, forwarded_to)
        if due is not None:
            case["due_hours"] = due
        self.cases.append(case)
        return case

    def _types(
        self, section: Section, state: str, reopened: int, told: list[str] | None
    ) -> list[str]:
        """A report that nobody has taken seldom has a type: only where its sender chose one."""
        if told is not None:
            return told
        if state != "waiting" or reopened or self.rng.random() < 0.3:
            return section.types
        return []

    def _before(self, case: Case, scene: str, scene_number: int) -> list[dict[str, Any]]:
        chance = {"line": 0.88, "counter": 0.35, "phone": 0.0}[case["channel"]]
        case["scene"] = scene
        if scene not in SCENES or (not scene_number and self.rng.random() > chance):
            return []
        # The first pothole is the officer's own case: its after-picture must be new to the demo.
        first = 2 if scene == "pothole" else 1
        number = scene_number or self.rng.randint(first, SCENES[scene])
        base = f"{scene}-{number}"
        photos = []
        for turn in range(2 if self.rng.random() < 0.12 else 1):
            self._variants[base] = self._variants.get(base, -1) + 1
            photos.append({
                "file": f"{base}-before.jpg", "role": "before",
                "hours_ago": round(case["hours_ago"] + 0.05 * (2 - turn), 2),
                "variant": self._variants[base], "gps": self.rng.random() < 0.68,
            })  # fmt: skip
        case["after_scene"] = f"{base}-after.jpg" if scene in AFTER_SCENES else None
        return photos


def compose(seed: int = 2569) -> list[Case]:
    """The demo's 420 cases, newest first."""
    maker = Composer(seed)
    for told in [*OFFICER_DAY, *INBOX, *CLUSTERS]:
        maker.special(told)
    _open_work(maker)
    _ended(maker)
    for case in maker.cases:
        case.pop("after_scene", None)
        case.pop("scene", None)
    return sorted(maker.cases, key=lambda case: float(case["hours_ago"]))


def _open_work(maker: Composer) -> None:
    """What is still to do: 42 waiting, 60 in progress, 9 followed up, 8 forwarded."""
    rng = maker.rng
    for turn in range(24):
        maker.generic("waiting", 6.5 + turn * 1.9 + rng.random(), no_place=turn in (5, 13))
    for _ in range(3):
        maker.generic("waiting", rng.uniform(300, 700), reopened=1)
    working = ["prasert"] * 7 + ["anucha"] * 15 + ["somkid"] * 10 + ["duangjai"] * 8
    working += ["boonsong"] * 10 + ["thongchai"] * 4
    for turn, officer in enumerate(working):
        late = turn in (9, 25, 36, 44)
        due = -float(rng.choice([24, 72, 120])) if late else 24.0 * rng.randint(1, 9)
        reopened = 1 if turn in (12, 30) else 0
        hours = rng.uniform(240, 420) if late or reopened else rng.uniform(26, 200)
        maker.generic("in_progress", hours, officer, due=due, reopened=reopened)
    for officer in ["prasert"] * 3 + ["anucha", "anucha", "somkid", "duangjai", "boonsong"]:
        maker.generic("followed_up", rng.uniform(150, 500), officer, due=24.0 * rng.randint(2, 12))
    for officer in ["prasert", "", "", "", "", "", ""]:
        maker.generic("forwarded", rng.uniform(60, 900), officer)


def _ended(maker: Composer) -> None:
    """What is over: 14 rejected and the rest of 420 done, 126 of them in the last 90 days."""
    rng = maker.rng
    for _ in range(14):
        maker.generic("rejected", rng.uniform(50, 2400))
    recent = sum(1 for case in maker.cases if case["state"] == "done")
    for turn in range(420 - len(maker.cases)):
        days = rng.uniform(4, 88) if turn < 126 - recent else rng.uniform(104, 410)
        maker.generic(
            "done", days * 24, reopened=1 if turn % 12 == 7 and turn < 126 - recent else 0
        )


def _fixes_for(told: Special) -> list[tuple[str, str]]:
    reports = read_reports()
    for report in reports:
        if set(told.types) & set(report.section.types) and report.section.fixes:
            return report.section.fixes
    return []


def _womanly(text: str) -> bool:
    return "ค่ะ" in text or "คะ" in text


def _anyone(rng: random.Random) -> Voice:
    return rng.choice([MAN, WOMAN])


def _channel(text: str, rng: random.Random) -> str:
    if text.startswith("(รับแจ้งทางโทรศัพท์)"):
        return "phone"
    if text.startswith("(รับแจ้งที่เคาน์เตอร์)"):
        return "counter"
    return rng.choices(["line", "phone", "counter"], [72, 17, 11])[0]


def _name(voice: Voice, channel: str, rng: random.Random) -> str:
    first = rng.choice(words.MEN if voice is MAN else words.WOMEN)
    if channel == "line":
        return f"คุณ{first}"
    return f"{'นาย' if voice is MAN else 'นาง'}{first} {rng.choice(words.FAMILY)}"


def _phone(rng: random.Random) -> str:
    return f"0{rng.choice('689')}{rng.randint(0, 9)}-000-{rng.randint(0, 9999):04d}"
