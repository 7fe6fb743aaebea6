"""Reads the hand-written reports of `tools/demo_reports/*.txt` (format: README.md there)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "demo_reports"
_ORDER = ["roads.txt", "light.txt", "water.txt", "health.txt", "other.txt", "phone.txt"]


@dataclass
class Section:
    """One kind of trouble: its types, the unit that mends it, its pictures and words.

    A fix is (words, scene); an empty scene fits all.
    """

    types: list[str]
    unit: str
    scene: str
    tails: list[str] = field(default_factory=list)
    fixes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Report:
    """One hand-written report; `village` is empty where it may come from several places."""

    section: Section
    text: str
    scene: str
    village: str = ""
    place: str = ""


@dataclass(frozen=True)
class Voice:
    """How a person speaks: the polite word, the one of a question, and the pronoun."""

    polite: str
    asking: str
    pronoun: str


MAN = Voice("ครับ", "ครับ", "ผม")
WOMAN = Voice("ค่ะ", "คะ", "ดิฉัน")


def read_reports() -> list[Report]:
    """Every report of the folder, in the order of the files.

    Raises:
        ValueError: for a line that has none of the forms of the README.
    """
    reports: list[Report] = []
    for name in _ORDER:
        section = Section([], "", "")
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line.startswith("@ "):
                types, unit, scene = (part.strip() for part in line[2:].split("|"))
                section = Section(types.split(","), unit, scene)
            elif line.startswith("+ "):
                section.tails.append(line[2:])
            elif line.startswith("= "):
                words, _, scene = line[2:].partition(" ## ")
                section.fixes.append((words, scene.strip()))
            elif line.strip():
                reports.append(_report(line, section, f"{name}:{number}"))
    return reports


def speak(text: str, voice: Voice, place: str = "") -> str:
    """Put the speaker's own words, and the place, into a text."""
    if place and not "ก" <= place[-1] <= "๎":  # a figure or full stop stands apart from Thai words
        place += " "
    return (
        text.replace("{k}", voice.polite)
        .replace("{q}", voice.asking)
        .replace("{me}", voice.pronoun)
        .replace("{place}", place)
        .replace("ที่ที่", "ที่")
        .replace("  ", " ")
    )


def closing(voice: Voice, rng: random.Random) -> str:
    """What people write after the matter itself; often nothing."""
    thanks = ["ขอบคุณ{k}", "รบกวนด้วย{k}", "ฝากด้วย{k}", "ช่วยมาดูหน่อย{k}", "ขอบคุณล่วงหน้า{k} 🙏",
              "รอความกรุณา{k}", "แจ้งรอบที่สองแล้ว{k}"]  # fmt: skip
    return speak(rng.choice(thanks), voice) if rng.random() < 0.45 else ""


def opening(voice: Voice, rng: random.Random) -> str:
    """What people write before the matter itself; mostly nothing."""
    hello = ["สวัสดี{k}", "แจ้งเรื่อง{k}", "รบกวนหน่อย{k}", "เรียนเจ้าหน้าที่", "แอดมิน{q}"]
    return speak(rng.choice(hello), voice) + " " if rng.random() < 0.18 else ""


def _report(line: str, section: Section, where: str) -> Report:
    body, _, scene = line.partition(" ## ")
    scene = scene.strip() or section.scene
    if body.startswith("* "):
        return Report(section, body[2:], scene)
    parts = [part.strip() for part in body.split("|", 2)]
    if len(parts) != 3 or parts[0] not in set("12345678"):
        raise ValueError(f"{where}: not a report: {line}")
    text = parts[2].replace("\\n", "\n")
    if text == "LONG":
        text = (FOLDER / "long.txt").read_text(encoding="utf-8").rstrip("\n")
    return Report(section, text, scene, parts[0], parts[1])
