"""Tells what happened to a demo case, event by event; state and times follow from the events."""

from __future__ import annotations

import random
from typing import Any

from tools import demo_words as words
from tools.demo_reports import MAN, WOMAN, Section, Voice, speak

# Hours before now are meant as seen at ten in the morning, when the loader lays them on days.
_SEEN_AT = 10.0

_LABELS = {
    "waiting": "รอรับเรื่อง", "in_progress": "กำลังดำเนินการ", "forwarded": "ส่งต่อ",
    "followed_up": "ติดตามเรื่อง", "done": "เสร็จสิ้น", "rejected": "ไม่เกี่ยวข้อง",
}  # fmt: skip
_LEADS_TO = {
    "accept": "in_progress", "start": "in_progress", "forward": "forwarded",
    "follow_up": "followed_up", "reject": "rejected", "reopen": "waiting", "record_fix": "done",
}  # fmt: skip


def at_work(hours: float, rng: random.Random) -> float:
    """Move an event of past days into office hours, later rather than earlier."""
    return _moved(hours, 8.5, 16.4, rng.random() * 2)


def at_daytime(hours: float) -> float:
    """Move a report of past days out of the night."""
    return _moved(hours, 5.5, 22.0, 0.7)


def _moved(hours: float, opens: float, closes: float, late: float) -> float:
    if hours < 26:
        return round(hours, 2)
    time_of_day = (_SEEN_AT - hours) % 24
    if opens <= time_of_day <= closes:
        return round(hours, 2)
    moved = hours - (opens + late - time_of_day) % 24
    return round(moved, 2) if moved > 1 else round(hours, 2)


class Story:
    """Adds events to a case and keeps its fields true to them."""

    def __init__(self, case: dict[str, Any], rng: random.Random) -> None:
        """Continue the history of this case."""
        self.case = case
        self.rng = rng

    @property
    def last(self) -> float:
        """Hours since the newest event."""
        return float(self.case["history"][-1]["hours_ago"])

    def add(self, kind: str, actor: str, hours: float, text: str = "", **more: Any) -> None:
        """Add an event, never before the one before it."""
        if self.case["history"] and hours >= self.last:
            hours = max(self.last - self.rng.uniform(0.04, 0.3), self.last * 0.97)
        event = {"kind": kind, "actor": actor, "hours_ago": round(hours, 3), "text": text, **more}
        self.case["history"].append(event)
        self._follow(event)

    def _follow(self, event: dict[str, Any]) -> None:
        case, kind = self.case, event["kind"]
        state = event.get("state") or _LEADS_TO.get(kind)
        if state:
            case["state"], case["label"] = state, _LABELS[state]
        if kind == "accept":
            case["accepted_hours_ago"] = event["hours_ago"]
            case["label"] = "รับเรื่อง"
        elif kind == "assign":
            case["officer"] = event["to"]
        elif kind == "forward":
            case["forwarded_to"] = event["to"]
        elif kind == "reopen":
            case["reopen_count"] += 1
            case["due_hours"] = None
        elif kind == "rate":
            case["star"] = event["star"]
        if state in ("done", "rejected"):
            case["finished_hours_ago"] = event["hours_ago"]

    def reported(self, photos: list[dict[str, Any]]) -> None:
        """The first line: the report with its photos."""
        self.case["photos"] = photos
        self.add("report", "citizen", self.case["hours_ago"], photos=list(range(len(photos))))

    def told(self, history: list[dict[str, Any]], unit: str) -> None:
        """A history written by hand."""
        self.case["unit"] = unit
        for event in history:
            rest = {k: v for k, v in event.items() if k not in ("kind", "actor", "hours_ago")}
            self.add(event["kind"], event["actor"], event["hours_ago"], **rest)

    def fix(self, officer: str, hours: float, section: Section) -> None:
        """The fix, with a photo of the same place where there is one."""
        case, rng = self.case, self.rng
        indexes: list[int] = []
        after = case.get("after_scene")
        seen = any(photo["role"] == "after" for photo in case["photos"])
        if after and not seen and rng.random() < 0.9:
            indexes = [len(case["photos"])]
            case["photos"].append({
                "file": after, "role": "after", "hours_ago": round(hours + 0.2, 2),
                "variant": case["photos"][0]["variant"], "gps": rng.random() < 0.85,
            })  # fmt: skip
        scene = case.get("scene", "")
        texts = [words for words, only in section.fixes if only == scene]
        texts = texts or [words for words, only in section.fixes if not only]
        texts = texts or ["ดำเนินการเรียบร้อยแล้ว", "แก้ไขตามที่แจ้งแล้ว"]
        text = rng.choice(texts) + (_voice(officer).polite if rng.random() < 0.5 else "")
        self.add("record_fix", officer, hours, text, photos=indexes, state="done")

    def join(self, main: dict[str, Any]) -> None:
        """Become a member of another case, and end with it."""
        self.case["unit"], self.case["types"] = main["unit"], main["types"]
        self.case["parent"] = main["number"]
        self.add(
            "accept", "wilaiporn", at_work(self.last - 0.6, self.rng), f"มอบหมาย{main['unit']}"
        )
        self.add("merge", "wilaiporn", self.last - 0.1, "เป็นเรื่องเดียวกัน", to=main["number"])
        self.case["due_hours"] = None
        for event in main["history"]:
            if event["kind"] == "record_fix":
                hours = min(event["hours_ago"], self.last - 0.01)
                self.add("record_fix", event["actor"], hours, event["text"], photos=[],
                         state="done", via=main["number"])  # fmt: skip


def chain(
    story: Story, state: str, section: Section, officer: str, voice: Voice, reopened: int,
    forwarded_to: str,
) -> None:  # fmt: skip
    """Lead a fresh report to the wanted state, through `reopened` fixes that did not hold."""
    case, rng = story.case, story.rng
    total = float(case["hours_ago"])
    rounds = reopened + 1
    for turn in range(reopened):
        end = total * (rounds - turn - 0.55) / rounds
        _work_through(story, "done", section, officer or _officer_of(section, rng), end)
        back = at_daytime(total * (rounds - turn - 1) / rounds)
        story.add("reopen", "citizen", back, speak(rng.choice(words.REOPENINGS), voice))
        case["officer"] = ""
    final = reopened > 0 and state == "waiting"
    if final:
        case["unit"] = section.unit
        return
    _work_through(story, state, section, officer, _end_of(state, story.last, rng), forwarded_to)
    if state == "done" and rng.random() < 0.55 and story.last > 3:
        star = rng.choices([5, 4, 3, 2, 1], [50, 28, 12, 6, 4])[0]
        text = speak(rng.choice(words.THANKS), voice) if star > 3 else ""
        story.add("rate", "citizen", story.last - min(20.0, story.last * 0.4), text, star=star)


def _end_of(state: str, left: float, rng: random.Random) -> float:
    """Hours ago of the last act: fixes take one to nine days, open work was touched lately."""
    if state == "done":
        return max(left * 0.2, left - rng.uniform(20, 220))
    return max(0.5, left * rng.uniform(0.15, 0.5))


def _work_through(
    story: Story, state: str, section: Section, officer: str, end: float, forwarded_to: str = ""
) -> None:
    case, rng = story.case, story.rng
    clerk = rng.choice(["wilaiporn", "wilaiporn", "malinee"])
    begin = story.last
    if state == "waiting":
        if officer:
            case["unit"] = section.unit
            story.add("assign", clerk, begin * 0.8, "", to=officer)
        return
    first = at_work(begin - min(rng.uniform(0.4, 22), (begin - end) * 0.3), rng)
    if state == "rejected":
        story.add("reject", clerk, first, speak(rng.choice(words.REJECTIONS), _voice(clerk)))
        return
    case["unit"] = section.unit
    story.add("accept", clerk, first, f"มอบหมาย{section.unit}")
    case["due_hours"] = round(story.last * -1 + 24 * 7)
    if officer:
        boss = "surachai" if section.unit == "กองช่าง" and rng.random() < 0.35 else clerk
        story.add("assign", boss, at_work(story.last - rng.uniform(0.05, 1.5), rng), to=officer)
    if state == "forwarded":
        _forward(story, section, clerk, forwarded_to)
        return
    _middle(story, section, officer, state, end)
    if state == "done":
        story.fix(officer, at_work(end, rng), section)
    elif state == "followed_up":
        story.add("follow_up", officer, at_work(end, rng), rng.choice(words.FOLLOW_UPS))


def _forward(story: Story, section: Section, clerk: str, forwarded_to: str) -> None:
    choices = words.FORWARD_TO[section.unit]
    to, text = story.rng.choice(choices)
    if forwarded_to:
        to, text = forwarded_to, "ขอทีมจับและฉีดวัคซีน ส่งต่อปศุสัตว์อำเภอ"
    story.add(
        "forward", clerk, at_work(story.last - story.rng.uniform(1, 6), story.rng), text, to=to
    )
    story.case["due_hours"] = None


def _middle(story: Story, section: Section, officer: str, state: str, end: float) -> None:
    """Work begins, and words go to and fro; some cases are only accepted so far."""
    rng = story.rng
    actor = officer or "wilaiporn"
    unit = section.unit
    span = max(0.3, story.last - end)
    if rng.random() < 0.6:
        text = speak(rng.choice(words.TO_REPORTER[unit]), _voice(actor))
        story.add("comment", actor, at_work(story.last - span * 0.2, rng), text)
    if state != "in_progress" or rng.random() < 0.7:
        story.add("start", actor, at_work(story.last - span * 0.2, rng))
    if rng.random() < 0.4:
        writer = rng.choice([actor, "surachai"]) if unit == "กองช่าง" else actor
        text = rng.choice(words.TO_STAFF[unit])
        story.add("staff_comment", writer, at_work(story.last - span * 0.2, rng), text)
    if rng.random() < 0.2:
        text = speak(rng.choice(words.TO_REPORTER[unit]), _voice(actor))
        story.add("comment", actor, at_work(story.last - span * 0.1, rng), text)


def _officer_of(section: Section, rng: random.Random) -> str:
    return rng.choice(words.OFFICERS[section.unit][:3])


def _voice(username: str) -> Voice:
    return WOMAN if username in words.WOMEN_ON_STAFF else MAN
