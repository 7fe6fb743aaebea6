"""A suggested type comes with the words that speak for it."""

from __future__ import annotations

import gzip
import json

import pytest

from casework.insight.suggest import TABLE, suggest_type, suggest_unit
from casework.thai import fold


@pytest.mark.parametrize(
    ("text", "wanted", "because"),
    [
        ("ไฟทางดับ 4 ต้น แยกศาลาประชาคม", "แสงสว่าง", ("ไฟทางดับ",)),
        ("ถนนเป็นหลุมลึกหน้าวัด", "ถนน", ("ถนนเป็นหลุม", "หลุมลึก")),
        ("ท่อระบายน้ำตันหน้าตลาดเช้า", "ท่อระบายน้ำ", ("ท่อระบายน้ำ",)),
        ("น้ำท่วมขังทางลงสะพาน", "น้ำท่วม", ("น้ำท่วม", "ท่วมขัง")),
        ("ตัดกิ่งไม้ใกล้สายไฟ กลัวไม้ล้ม", "ต้นไม้", ("กิ่งไม้", "ไม้ล้ม", "ตัดกิ่ง")),
        ("น้ํา ท่วม\u200bขัง มาก", "น้ำท่วม", ("ท่วมขัง",)),
    ],
)
def test_type_and_reason(text, wanted, because):
    found = suggest_type(text)
    assert found is not None
    assert found == (wanted, because)


def test_a_place_name_alone_suggests_nothing():
    assert suggest_type("ถนนมิตรภาพ ซอย 5 ข้างวัด") is None
    assert suggest_type("หน้าป้ายรถเมล์") is None
    assert suggest_type("") is None


def test_what_is_wrong_outweighs_its_consequence():
    found = suggest_type("หลอดไฟขาด อันตรายมาก กลัวเกิดอุบัติเหตุ")
    assert found is not None
    assert found.type == "แสงสว่าง"


def test_only_types_that_the_authority_uses():
    assert suggest_type("ไฟทางดับ", ["ไฟฟ้า", "ถนน"]) == ("ไฟฟ้า", ("ไฟทางดับ",))
    assert suggest_type("ไฟทางดับ", ["ถนน"]) is None


def test_unit_by_type():
    units = {"ถนน": "กองช่าง", "ขยะ": "กองสาธารณสุข"}
    assert suggest_unit(("ป้าย", "ขยะ", "ถนน"), units) == "กองสาธารณสุข"
    assert suggest_unit(("ป้าย",), units) == ""


def test_every_word_of_the_table_can_be_found():
    assert all(word == fold(word) and word for row in TABLE for word in row.words)


@pytest.mark.real_data
def test_agrees_mostly_with_people_on_real_reports(real_data):
    """Where it suggests at all, four of five times a type that the case really had."""
    right = told = 0
    known: set[str] = set()
    with gzip.open(real_data("traffy-2022-06-to-09.ndjson.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for n, line in enumerate(lines) if n % 100 == 0]
    sets = [{t for t in (r["problem_type_abdul"] or "{}").strip("{}").split(",") if t}
            for r in rows]  # fmt: skip
    known.update(*sets)
    for row, types in zip(rows, sets, strict=True):
        found = suggest_type(row["comment"] or "", known) if types else None
        if found is not None:
            told += 1
            right += found.type in types
    assert told > 700
    assert right / told > 0.75
