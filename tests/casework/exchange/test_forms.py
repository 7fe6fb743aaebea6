"""Every form of Traffy Fondue's data is read by its content."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casework.case import State
from casework.exchange.record import Problem
from casework.exchange.traffy import read_file
from casework.thai import to_microseconds


def utc(*parts):
    return to_microseconds(datetime(*parts).replace(tzinfo=UTC))  # noqa: DTZ001


def test_search_result_of_2022(kit):
    record = kit.one(kit.record_2022())
    assert record.number == "2022-TEST22"
    assert record.source_id == "901001"
    assert record.description == "ฝาท่อหน้าตลาดสดแตก\nคนเดินสะดุดทุกวัน"
    assert record.types == ("ถนน", "ทางเท้า")
    assert record.state == State.IN_PROGRESS
    assert record.label == "กำลังดำเนินการ"
    assert record.organisations == ("เทศบาลตำบลทดสอบ",)
    assert (record.lon, record.lat) == (100.50001, 13.70002)
    assert (record.subdistrict, record.district) == ("สมมติ", "ตัวอย่าง")
    assert record.village == "3"
    assert record.reported_at == utc(2022, 7, 1, 3, 4, 5, 250_000)
    assert record.last_activity_at is None
    assert record.photo_before_url.endswith("before.jpg")
    assert record.photo_after_url == ""
    assert (record.star, record.reopen_count) == (None, 0)
    assert record.form == "search-2022"
    assert record.notes == ()


def test_search_result_of_2026_and_the_place_from_its_address(kit):
    record = kit.one(kit.record_2026())
    assert record.types == ("ไฟฟ้า",)
    assert record.state == State.DONE
    assert (record.star, record.reopen_count) == (4, 1)
    assert record.note == "กองช่างรับเรื่องแล้ว"
    assert record.last_activity_at == utc(2026, 7, 2, 3, 4, 5, 100_000)
    assert (record.subdistrict, record.district, record.province) == (
        "ทดสอบ",
        "เมืองลำพูน",
        "ลำพูน",
    )
    assert record.photo_after_url.endswith("after.mp4")
    assert "area_from_address" in record.notes


def test_lists_written_as_python_text(kit):
    record = kit.one(
        kit.record_2026(coords="['99.10001', '18.60002']", problem_type_abdul="['น้ำท่วม', 'ถนน']")
    )
    assert (record.lon, record.lat) == (99.10001, 18.60002)
    assert record.types == ("น้ำท่วม", "ถนน")
    assert record.form == "search-2023"


def test_statistics_geojson_is_on_bangkok_time(kit):
    data = kit.json_bytes({"type": "FeatureCollection", "count": 1, "features": [kit.feature()]})
    (record,), problems = kit.read(data)
    assert problems == []
    assert record.reported_at == utc(2026, 8, 1, 3)
    assert record.in_progress_at == utc(2026, 8, 2, 3)
    assert record.types == ("ฝุ่นควัน&กลิ่น&PM2.5", "ถนน ทางเท้า ที่จอดรถ")
    assert record.organisations == ("เทศบาลทดสอบ", "กองสาธารณสุข เทศบาลทดสอบ")
    assert (record.lon, record.lat) == (99.2, 18.5)
    assert record.state == State.FOLLOWED_UP
    assert record.source_id == "902002"
    assert record.province == "ลำพูน"
    assert record.form == "statistics"


def test_statistics_as_a_list_of_properties(kit):
    properties = kit.feature()["properties"] | {"coords": ["99.2", "18.5"]}
    record = kit.one(properties)
    assert (record.lon, record.lat) == (99.2, 18.5)
    assert record.state == State.FOLLOWED_UP


def test_exchange_reply(kit):
    reply = {"status": "success", "message": "", "count": 1, "results": [kit.exchange_issue()]}
    (record,), problems = kit.read(kit.json_bytes(reply, indent=1))
    assert problems == []
    assert (record.lon, record.lat) == (100.59, 14.06)
    assert record.state == State.FORWARDED
    assert record.label == "ส่งต่อ(ใหม่)"
    assert record.organisations == ("เทศบาลทดสอบ", "กองช่าง เทศบาลทดสอบ")
    assert record.photo_after_url == ""
    assert record.star is None
    assert record.reported_at == utc(2026, 8, 20, 15, 25, 37, 433_959)


def test_exchange_reply_for_one_issue(kit):
    issue = kit.exchange_issue(
        status_type="inprogress",
        orgs=[{"org": "เทศบาลทดสอบ", "status": "กำลังดำเนินการ", "status_type": "inprogress"}],
        timeline=[{"status": "รอรับเรื่อง", "timestamp": "2026-08-20 22:25:37.4"}],
    )
    del issue["status"]
    (record,), problems = kit.read(kit.json_bytes({"status": "success", "results": issue}))
    assert problems == []
    assert record.state == State.IN_PROGRESS
    assert record.label == "กำลังดำเนินการ"
    assert record.organisations == ("เทศบาลทดสอบ",)


@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_dump(kit, bom, delimiter):
    rows = [kit.dump_row(), kit.dump_row(ticket_id="2021-DUMP23", type="{}", coords="")]
    (first, second), problems = kit.read(kit.csv_bytes(rows, bom=bom, delimiter=delimiter))
    assert problems == []
    assert first.types == ("น้ำท่วม", "ร้องเรียน")
    assert first.organisations == ("เขตทดสอบ", "ฝ่ายโยธา เขตทดสอบ")
    assert first.description == 'น้ำขัง "มาก" หน้าบ้าน,\nรถผ่านไม่ได้'
    assert (first.lon, first.lat) == (100.66001, 13.67002)
    assert (first.subdistrict, first.district) == ("ทดลอง", "ทดสอบ")
    assert first.province == "กรุงเทพมหานคร"
    assert first.star == 5
    assert (first.form, first.place) == ("csv-dump", "line 2")
    assert (second.place, second.types, second.lon) == ("line 4", (), None)


def test_monthly_csv_with_hierarchical_types_in_another_order(kit):
    extra = ["organization_action", "timestamp_inprogress", "timestamp_finished", "message_id"]
    columns = [*extra, *reversed(kit.dump_row().keys()), "problemtype_tag"]
    row = kit.dump_row(
        type="ถนน -> ผิวถนน -> หลุม",
        coords="0.00000,0.00000",
        timestamp_finished="2026-05-02 08:00:00",
        message_id="77",
    )
    (record,), problems = kit.read(kit.csv_bytes([row], columns))
    assert problems == []
    assert record.types == ("ถนน", "ผิวถนน", "หลุม")
    assert (record.lon, record.lat) == (None, None)
    assert "no_location" in record.notes
    assert record.finished_at == utc(2026, 5, 2, 1)
    assert record.form == "csv-monthly"


def test_exchange_csv(kit):
    issue = kit.exchange_issue(star="", timestamp_inprogress="", timestamp_finished="")
    (record,), problems = kit.read(kit.csv_bytes([issue], list(issue)))
    assert problems == []
    assert (record.lon, record.lat) == (100.59, 14.06)
    assert (record.state, record.form) == (State.FORWARDED, "csv-exchange")


def test_citydata_export(kit):
    row = {
        "ticket_id": "2024-CITY22",
        "type": "ถนน,ต้นไม้",
        "comment": "ต้นไม้ล้ม",
        "photo": "",
        "address": "เขตทดสอบ",
        "subdistrict": "ทดลอง",
        "district": "ทดสอบ",
        "province": "กรุงเทพมหานคร",
        "timestamp": "2024-02-03 04:05:06.7+00",
        "last_activity": "2024-02-04 04:05:06.7+00",
        "state": "ศึกษาปัญหา",
        "org_response": "เขตทดสอบ,ฝ่ายโยธา เขตทดสอบ",
        "star": "",
        "hashtag": "",
        "coords": "100.5,13.7",
    }
    (record,), problems = kit.read(kit.csv_bytes([row], list(row), bom=False))
    assert problems == []
    assert record.organisations == ("เขตทดสอบ", "ฝ่ายโยธา เขตทดสอบ")
    assert (record.state, record.label) == (State.IN_PROGRESS, "ศึกษาปัญหา")
    assert record.form == "csv-citydata"


def _shapes(kit):
    records = [kit.record_2022(ticket_id=f"2022-LIST2{n}") for n in "23456"]
    envelope = {"status": True, "total": 5, "results": records, "exec_time": "5.7s"}
    return {
        "list": kit.json_bytes(records),
        "indented list": kit.json_bytes(records, indent=2),
        "envelope": kit.json_bytes(envelope),
        "indented envelope": b"\xef\xbb\xbf" + kit.json_bytes(envelope, indent=4),
        "lines": kit.lines_bytes(records),
        "lines without a last line end": kit.lines_bytes(records)[:-1],
        "lines with CR LF": kit.lines_bytes(records).replace(b"\n", b"\r\n"),
        "lines with commas": kit.lines_bytes(records).replace(b"}\n", b"},\n"),
        "objects on end": b"".join(map(kit.json_bytes, records)),
        "indented objects on end": b"\n".join(kit.json_bytes(r, indent=1) for r in records),
        "pages one a line": kit.json_bytes({"results": records[:2]})
        + b"\n"
        + kit.json_bytes({"results": records[2:]}),
        "list of pages": kit.json_bytes([{"results": records[:2]}, {"results": records[2:]}]),
        "with HTTP headers": b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n"
        + kit.json_bytes(envelope),
        "behind a PHP warning": b"<br />\n<b>Warning</b>:  Undefined index in <b>x.php</b> on "
        b"line <b>3</b><br />\n" + kit.json_bytes(envelope),
    }


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "shape",
    ["list", "indented list", "envelope", "indented envelope", "lines",
     "lines without a last line end", "lines with CR LF", "lines with commas", "objects on end",
     "indented objects on end", "pages one a line", "list of pages", "with HTTP headers",
     "behind a PHP warning"],
)  # fmt: skip
def test_every_shape_of_json(kit, shape, packed):
    records, problems = kit.read(_shapes(kit)[shape], packed=packed)
    assert problems == []
    assert [r.number for r in records] == [f"2022-LIST2{n}" for n in "23456"]


def test_gzip_within_gzip_and_in_two_members(kit):
    import gzip

    records = [kit.record_2022(ticket_id=f"2022-LIST2{n}") for n in "23"]
    members = b"".join(gzip.compress(kit.lines_bytes([r])) for r in records)
    found, problems = kit.read(members, packed=True)
    assert problems == []
    assert [r.number for r in found] == ["2022-LIST22", "2022-LIST23"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown_form"),
        (b"PK\x03\x04 workbook", "unknown_form"),
        ("\ufeffticket_id,type\n".encode("utf-16"), "unknown_form"),
        (b"<!DOCTYPE html><title>502 Bad Gateway</title>", "unknown_form"),
        (b"name,age\nsomchai,40\n", "unknown_form"),
        (b'{"a": 1}', "unknown_form"),
        (b'{"status":"fail","message":"ERR 1 - Invalid token","results":[]}', "error_reply"),
        (b'{"status":"fail","message":"Invalid input JSON format"}', "error_reply"),
        (b'{"status":true,"total":0,"results":[]}', None),
        (b'[1, "two", null]', "not_a_record"),
    ],
)
def test_what_is_not_data_is_named(kit, data, reason):
    records, problems = kit.read(data)
    assert records == []
    assert {p.reason for p in problems} == ({reason} if reason else set())
    for found in problems:
        assert found.text
        assert any("ก" <= c <= "๙" for c in found.thai)


def test_a_missing_file_is_named(tmp_path):
    (found,) = read_file(tmp_path / "nowhere.json")
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"
    (found,) = read_file(tmp_path)
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"
