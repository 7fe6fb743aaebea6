"""A small authority with staff and cases of our own, as a file of Traffy Fondue's form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

AUTHORITY = "huai"
NAME = "อบต.ห้วยทดสอบ"
STAFF = (
    ("somchai", "officer"),
    ("suda", "officer"),
    ("wilai", "clerk"),
    ("malee", "supervisor"),
    ("audit", "auditor"),
    ("nayok", "leader"),
)
NUMBERS = tuple(f"2026-TEST{letter}{letter}" for letter in "ABCDEFGHKL")


def record(number: str, index: int, **values: Any) -> dict[str, Any]:
    """One record as the search of 2023 gives it."""
    return {
        "ticket_id": number,
        "message_id": f"message-{index}",
        "description": f"ไฟทางดับ จุดที่ {index}",
        "type": "ไฟส่องสว่าง,ถนน" if index % 2 else "ท่อระบายน้ำ",
        "state": "รอรับเรื่อง",
        "state_type_latest": "start",
        "timestamp": f"2026-11-{index + 1:02d} 09:00:00+07",
        "address": f"หมู่ {index % 4 + 1} ต.ห้วยทดสอบ อ.เมือง จ.ทดสอบ",
        "coords": [f"{100.5 + index / 1000:.4f}", f"{13.7 + index / 1000:.4f}"],
    } | values


def write_records(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records one a line."""
    lines = [json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def small_file(folder: Path) -> Path:
    """A file with the ten cases of the small authority, all of them waiting."""
    return write_records(
        folder / "cases.ndjson", [record(number, i) for i, number in enumerate(NUMBERS)]
    )
