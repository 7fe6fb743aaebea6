"""Records in every form, written for these tests, and ways to put them in files."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest

from casework.exchange.record import Problem, Record
from casework.exchange.traffy import read_file

BUCKET = "https://storage.googleapis.com/traffy_public_bucket/"

DUMP_COLUMNS = [
    "ticket_id", "type", "organization", "comment", "photo", "photo_after", "coords", "address",
    "subdistrict", "district", "province", "timestamp", "state", "star", "count_reopen",
    "last_activity",
]  # fmt: skip


def record_2022(**changes):
    """A search result as of 2022."""
    return {
        "message_id": "901001",
        "type": "ถนน,ทางเท้า",
        "type_id": "12",
        "org": "เทศบาลตำบลทดสอบ",
        "comment": "ฝาท่อหน้าตลาดสดแตก\nคนเดินสะดุดทุกวัน",
        "ticket_id": "2022-TEST22",
        "coords": ["100.50001", "13.70002"],
        "photo": BUCKET + "attachment/2022-07/before.jpg",
        "after_photo": "",
        "address": "9 หมู่ 3 แขวงสมมติ เขตตัวอย่าง กรุงเทพมหานคร",
        "district": "ตัวอย่าง",
        "subdistrict": "สมมติ",
        "province": "กรุงเทพมหานคร",
        "timestamp": "2022-07-01 03:04:05.25+00",
        "problem_type_abdul": "{ถนน,ทางเท้า}",
        "status": "inprogress",
        "star": None,
        "count_reopen": None,
        "state": "กำลังดำเนินการ",
    } | changes


def record_2026(**changes):
    """A search result as of 2023 to 2026."""
    return {
        "type": "ไฟฟ้า",
        "org": "องค์การบริหารส่วนตำบลทดสอบ",
        "description": "ไฟทางหน้าโรงเรียนดับสามดวง",
        "ticket_id": "2026-TEST26",
        "coords": ["99.10001", "18.60002"],
        "photo_url": BUCKET + "attachment/2026-07/before.jpeg",
        "after_photo": BUCKET + "attachment/2026-07/after.mp4",
        "address": "ตำบลทดสอบ อำเภอเมืองลำพูน จังหวัดลำพูน",
        "timestamp": "2026-07-01 03:04:05.123456+00",
        "problem_type_abdul": ["ไฟฟ้า"],
        "star": "4",
        "count_reopen": "1",
        "note": "กองช่างรับเรื่องแล้ว",
        "state": "เสร็จสิ้น",
        "last_activity": "2026-07-02 03:04:05.1+00",
    } | changes


def feature(**changes):
    """A feature of the statistics API."""
    properties = {
        "problem_type_fondue": ["ฝุ่นควัน&กลิ่น&PM2.5", "ถนน ทางเท้า ที่จอดรถ"],
        "org": ["เทศบาลทดสอบ", "กองสาธารณสุข เทศบาลทดสอบ"],
        "org_action": ["เทศบาลทดสอบ"],
        "description": "มีคนเผาใบไม้ทุกเย็น",
        "message_id": 902002,
        "ticket_id": "2026-STATS2",
        "photo_url": BUCKET + "attachment/2026-08/smoke.jpg",
        "after_photo": None,
        "address": "ตำบลทดสอบ อำเภอทดลอง จังหวัดลำพูน",
        "subdistrict": None,
        "district": None,
        "province": "จังหวัดลำพูน",
        "problem_type_abdul": None,
        "star": None,
        "count_reopen": 2,
        "note": None,
        "state": "ติดตามเรื่อง",
        "state_type_latest": "follow",
        "timestamp": "2026-08-01 10:00:00",
        "last_activity": "2026-08-03 11:00:00",
        "timestamp_inprogress": "2026-08-02 10:00:00",
        "timestamp_finished": None,
        "type": "ฝุ่นควัน&กลิ่น&PM2.5",
        "see_info": True,
    } | changes
    point = {"type": "Point", "coordinates": [99.2, 18.5]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def exchange_issue(**changes):
    """An element of the exchange API's get-issues reply."""
    return {
        "ticket_id": "2026-EXCHA2",
        "type": "ทางเท้า",
        "organization": "เทศบาลทดสอบ, กองช่าง เทศบาลทดสอบ",
        "description": "ทางเท้าทรุด",
        "photo": BUCKET + "attachment/2026-08/walk.jpeg",
        "latitude": 14.06,
        "longitude": 100.59,
        "address": "ตำบลทดสอบ อำเภอทดลอง จังหวัดปทุมธานี",
        "subdistrict": "ทดสอบ",
        "district": "ทดลอง",
        "province": "ปทุมธานี",
        "timestamp": "2026-08-20 22:25:37.433959",
        "photo_after": BUCKET,
        "timestamp_inprogress": None,
        "timestamp_finished": None,
        "org_finished": "กองช่าง",
        "status": "ส่งต่อ(ใหม่)",
        "confirmed": False,
        "star": 0,
        "count_reopen": 0,
        "last_activity": "2026-09-09 14:38:19.663501",
    } | changes


def dump_row(**changes):
    """A row of the public CSV dump, by column."""
    values = [
        "2021-DUMP22", "{น้ำท่วม,ร้องเรียน}", "เขตทดสอบ,ฝ่ายโยธา เขตทดสอบ",
        'น้ำขัง "มาก" หน้าบ้าน,\nรถผ่านไม่ได้', BUCKET + "attachment/2021-09/a.jpg", "",
        "100.66001,13.67002", "ซอยสมมติ แขวงทดลอง เขตทดสอบ กรุงเทพมหานคร", "แขวงทดลอง",
        "เขตทดสอบ", "จังหวัดกรุงเทพมหานคร", "2021-09-19 14:56:08.924992+00", "เสร็จสิ้น", "5",
        "0", "2022-01-02 03:04:05.5+00",
    ]  # fmt: skip
    return dict(zip(DUMP_COLUMNS, values, strict=True)) | changes


def csv_bytes(rows, columns=DUMP_COLUMNS, bom=True, delimiter=",", end="\r\n"):
    """Rows as a CSV file in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode()


def json_bytes(value, **options):
    """A value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, **options).encode()


def lines_bytes(records):
    """Records as one object a line."""
    return b"".join(json_bytes(r) + b"\n" for r in records)


class Kit:
    """What the tests of this folder build files with."""

    record_2022 = staticmethod(record_2022)
    record_2026 = staticmethod(record_2026)
    feature = staticmethod(feature)
    exchange_issue = staticmethod(exchange_issue)
    dump_row = staticmethod(dump_row)
    csv_bytes = staticmethod(csv_bytes)
    json_bytes = staticmethod(json_bytes)
    lines_bytes = staticmethod(lines_bytes)

    def __init__(self, folder):
        self.folder = folder

    def read(self, data, *, packed=False):
        """(records, problems) of a file with these bytes; its name says nothing."""
        path = self.folder / "download"
        path.write_bytes(gzip.compress(data) if packed else data)
        items = list(read_file(path))
        records = [i for i in items if isinstance(i, Record)]
        return records, [i for i in items if isinstance(i, Problem)]

    def one(self, value):
        """The single record that a record's JSON becomes."""
        records, problems = self.read(json_bytes([value]))
        assert problems == []
        assert len(records) == 1
        return records[0]


@pytest.fixture
def kit(tmp_path):
    """Builders of records and files, and a reader of them."""
    return Kit(tmp_path)
