"""Single values as the data really hold them: times, places, states, types, pictures, texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import State
from casework.exchange.times import parse_time
from casework.thai import to_microseconds

BUCKET = "https://storage.googleapis.com/traffy_public_bucket/"
MORNING = to_microseconds(datetime(2022, 12, 15, 16, 19, 40, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2022-12-15 16:19:40+00", MORNING),
        ("2022-12-15 16:19:40.8+00", MORNING + 800_000),
        ("2022-12-15 16:19:40.82937+00", MORNING + 829_370),
        ("2022-12-15 16:19:40.829371+00", MORNING + 829_371),
        ("2022-12-15 23:19:40+07", MORNING),
        ("2022-12-15 23:19:40.5+07:00", MORNING + 500_000),
        ("2022-12-15 10:49:40-0530", MORNING),
        ("2022-12-15T16:19:40Z", MORNING),
        ("2022-12-15 23:19:40", MORNING),
        ("2565-12-15 23:19:40", MORNING),
        ("15/12/2022 23:19:40", MORNING),
        ("15/12/2565 23:19:40", MORNING),
        ("15 ธ.ค. 65 23:19:40", MORNING),
        ("15 ธ.ค. 2565 23:19 น.", MORNING - 40_000_000),
        (MORNING // 1_000_000, MORNING),
        (MORNING // 1_000, MORNING),
        ("", None),
        (None, None),
        ("NULL", None),
    ],
)
def test_times(text, at):
    assert parse_time(text) == at


@pytest.mark.parametrize(
    "text", ["yesterday", "2022-13-01 00:00:00", "2022-02-30", "2022-01-01 25:00:00+00", "12"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):
        parse_time(text)


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2300, 1, 1)))  # noqa: DTZ001
def test_times_keep_every_microsecond(moment):
    expected = to_microseconds(moment.replace(tzinfo=UTC))
    text = moment.strftime("%Y-%m-%d %H:%M:%S.%f").rstrip("0")
    assert parse_time(f"{text.rstrip('.')}+00") == expected


def test_an_unreadable_time_of_report_is_named_or_stood_in_for(kit):
    _, (found,) = kit.read(kit.json_bytes([kit.record_2022(timestamp="soon")]))
    assert (found.reason, found.number, found.place) == ("no_time", "2022-TEST22", "record 1")
    assert "soon" in found.text
    record = kit.one(kit.record_2026(timestamp=None))
    assert record.reported_at == record.last_activity_at
    assert "reported_at_guessed" in record.notes


@pytest.mark.parametrize(
    ("coords", "point", "note"),
    [
        (["100.5", "13.7"], (100.5, 13.7), None),
        ([100.5, 13.7], (100.5, 13.7), None),
        ("100.5,13.7", (100.5, 13.7), None),
        ("{100.5,13.7}", (100.5, 13.7), None),
        (["13.7", "100.5"], (100.5, 13.7), "swapped_coordinates"),
        (["0.00000", "0.00000"], (None, None), "no_location"),
        (["0.00000", "0.03125"], (0.0, 0.03125), "outside_thailand"),
        (["-90.4", "38.6"], (-90.4, 38.6), "outside_thailand"),
        (["999", "13.7"], (None, None), "bad_coordinates"),
        (["x", "y"], (None, None), "bad_coordinates"),
        (["100.5"], (None, None), "bad_coordinates"),
        (["", ""], (None, None), None),
        ([], (None, None), None),
        ("", (None, None), None),
        (None, (None, None), None),
    ],
)
def test_coordinates_are_lon_lat(kit, coords, point, note):
    record = kit.one(kit.record_2022(coords=coords))
    assert (record.lon, record.lat) == point
    assert record.notes == ((note,) if note else ())


def test_separate_latitude_and_longitude_may_be_swapped_too(kit):
    record = kit.one(kit.exchange_issue(latitude="100.59", longitude="14.06"))
    assert (record.lon, record.lat) == (100.59, 14.06)
    assert "swapped_coordinates" in record.notes


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ("{}", ()),
        ("", ()),
        ([""], ()),
        ("['']", ()),
        (None, ()),
        ("{ถนน}", ("ถนน",)),
        ('{"ถนน, ซอย",คลอง}', ("ถนน, ซอย", "คลอง")),
        ("น้ำท่วม,ถนน,น้ำท่วม", ("น้ำท่วม", "ถนน")),
        ("A -> B -> C", ("A", "B", "C")),
        (["ผู้พิการ+ใช้ล้อ", "บริจาค/ช่วยเหลือ"], ("ผู้พิการ+ใช้ล้อ", "บริจาค/ช่วยเหลือ")),
        ("ถนน ทางเท้า ที่จอดรถ", ("ถนน ทางเท้า ที่จอดรถ",)),
        ("['PM2.5', \"ร้าน'ค้า\"]", ("PM2.5", "ร้าน'ค้า")),
    ],
)
def test_types_in_every_encoding(kit, value, types):
    assert kit.one(kit.record_2022(problem_type_abdul=value, type=None)).types == types


def test_types_fall_back_and_end_at_nine(kit):
    assert kit.one(kit.record_2022(problem_type_abdul="{}", type="คลอง")).types == ("คลอง",)
    record = kit.one(kit.record_2022(problem_type_abdul=[f"ประเภท {n}" for n in range(12)]))
    assert record.types == tuple(f"ประเภท {n}" for n in range(9))
    assert "too_many_types" in record.notes


@pytest.mark.parametrize(
    ("state", "status", "kind", "note"),
    [
        ("รอรับเรื่อง", "inprogress", State.WAITING, "status_differs"),
        ("เสร็จสิ้น", "inprogress", State.DONE, "status_differs"),
        ("เสร็จสิ้น", "finish", State.DONE, None),
        ("ส่งต่อ(ใหม่)", "inprogress", State.FORWARDED, None),
        ("ส่งเรื่องแล้ว", None, State.FORWARDED, None),
        ("ไม่เกี่ยวข้อง / ยกเลิก", None, State.REJECTED, None),
        ("ติดตามเรื่อง", None, State.FOLLOWED_UP, None),
        ("เปิดเรื่องใหม่", None, State.WAITING, None),
        ("ของบประมาณ", "inprogress", State.IN_PROGRESS, None),
        (None, "finish", State.DONE, "state_from_status"),
        ("", "report", State.WAITING, "state_from_status"),
        ("สถานะใหม่ของเทศบาล", "finish", State.DONE, "unknown_label"),
        ("ซ่อมเสร็จแล้ว", None, State.DONE, "state_guessed"),
        ("ยังไม่เสร็จ", None, State.IN_PROGRESS, "state_guessed"),
        ("รอช่างจากอำเภอ", None, State.IN_PROGRESS, "state_guessed"),
        (None, None, State.WAITING, "state_missing"),
    ],
)
def test_the_label_decides_the_kind(kit, state, status, kind, note):
    record = kit.one(kit.record_2022(state=state, status=status))
    assert record.state == kind
    assert record.label == (state or "")
    assert record.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    ("word", "kind"),
    [("start", State.WAITING), ("inprogress", State.IN_PROGRESS), ("forward", State.FORWARDED),
     ("follow", State.FOLLOWED_UP), ("finish", State.DONE), ("irrelevant", State.REJECTED)],
)  # fmt: skip
def test_machine_words_serve_where_there_is_no_label(kit, word, kind):
    record = kit.one(kit.feature(state="", state_type_latest=word))
    assert record.state == kind


@pytest.mark.parametrize(
    ("photo", "link", "note"),
    [
        (BUCKET + "attachment/a.jpg", BUCKET + "attachment/a.jpg", None),
        ("attachment/2021/a.png", BUCKET + "attachment/2021/a.png", None),
        ([BUCKET + "a.jpg", BUCKET + "b.jpg"], BUCKET + "a.jpg", "more_photos"),
        (BUCKET + "a.jpg," + BUCKET + "b.jpg", BUCKET + "a.jpg", "more_photos"),
        (BUCKET, "", "photo_without_file"),
        (BUCKET + "TeamChadChart/fondue_photo.png", "", "hidden_photo"),
        (BUCKET + "attachment/2022-12/da2125e7aa.jpg", "", "shared_photo"),
        ("javascript:alert(1)", "", "bad_photo_link"),
        ("file:///etc/passwd", "", "bad_photo_link"),
        ("", "", None),
        (None, "", None),
    ],
)
def test_photo_links(kit, photo, link, note):
    record = kit.one(kit.record_2022(photo=photo))
    assert record.photo_before_url == link
    assert record.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    "changes",
    [{"see_info": False}, {"description": "ไม่แสดงรายละเอียด"},
     {"photo_url": BUCKET + "TeamChadChart/corruption_photo9.png"}],
)  # fmt: skip
def test_hidden_cases_are_marked(kit, changes):
    assert kit.one(kit.feature(**changes)).hidden
    assert not kit.one(kit.feature()).hidden


@pytest.mark.parametrize(
    ("value", "star", "noted"),
    [("5", 5, False), (3, 3, False), (4.0, 4, False), (0, None, False), ("0", None, False),
     (None, None, False), ("", None, False), (7, None, True), ("x", None, True),
     (-1, None, True), (2.5, None, True)],
)  # fmt: skip
def test_stars(kit, value, star, noted):
    record = kit.one(kit.record_2022(star=value))
    assert record.star == star
    assert ("star_out_of_range" in record.notes) is noted


@pytest.mark.parametrize(
    ("value", "count"), [("3", 3), (2, 2), ("1.0", 1), (None, 0), ("", 0), ("-1", 0), ("x", 0)]
)
def test_reopen_counts(kit, value, count):
    assert kit.one(kit.record_2022(count_reopen=value)).reopen_count == count


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("9 หมู่ 3 ตำบลทดสอบ", "3"),
        ("12/4 ม.3 ต.ทดสอบ", "3"),
        ("หมู่ที่ ๑๒ ต.ทดสอบ", "12"),
        ("10/2หมู่ที่7 ซ. ทดสอบ", "7"),
        ("40 Moo 5 Test Road", "5"),
        ("หมู่บ้าน 3 พี่น้อง", ""),
        ("ทางหลวงสาย 11 กม.3", ""),
        ("กทม. 10250", ""),
        ("ม.10110", ""),
        ("", ""),
    ],
)
def test_the_village_number(kit, address, village):
    assert kit.one(kit.record_2022(address=address)).village == village


def test_prefixes_of_place_names_go(kit):
    record = kit.one(
        kit.record_2022(subdistrict="ตำบลทดสอบ", district="อำเภอ เมืองลำพูน", province="จังหวัดลำพูน")
    )
    assert (record.subdistrict, record.district, record.province) == (
        "ทดสอบ",
        "เมืองลำพูน",
        "ลำพูน",
    )
    assert kit.one(kit.record_2022(province="กทม.")).province == "กรุงเทพมหานคร"
    assert kit.one(kit.record_2022(district="ราษฏร์บูรณะ")).district == "ราษฎร์บูรณะ"


def test_an_address_names_what_the_fields_do_not(kit):
    record = kit.one(
        kit.record_2022(
            district=None,
            subdistrict="",
            province=None,
            address="3H8R+CP ตำบล ทดลองหนึ่ง อำเภอทดลองหลวง ปทุมธานี 12120 ประเทศไทย",
        )
    )
    assert (record.subdistrict, record.district, record.province) == (
        "ทดลองหนึ่ง",
        "ทดลองหลวง",
        "ปทุมธานี",
    )
    assert record.notes == ("area_from_address",)


def test_texts_keep_what_people_wrote(kit):
    text = "=1+1\tน้ำ\u200bท่วม 😀\n\n@ใครก็ได้ \u200e"
    assert kit.one(kit.record_2022(comment=text)).description == text
    record = kit.one(kit.record_2022(comment="หนึ่ง\r\nสอง\nสาม"))
    assert record.description == "หนึ่ง\nสอง\nสาม"
    assert record.notes == ()


def test_what_no_database_keeps_is_taken_out_and_noted(kit):
    data = kit.lines_bytes([kit.record_2022()]).replace(
        "ฝาท่อ".encode(), b"\\u0000\\ud800" + "ฝาท่อ".encode()
    )
    (record,), problems = kit.read(data)
    assert problems == []
    assert record.description.startswith("ฝาท่อ")
    assert set(record.notes) == {"nul_removed", "surrogate_removed"}


@pytest.mark.parametrize("form", ["lines", "document", "table"])
def test_bytes_that_are_not_utf8_are_named_and_the_record_taken(kit, form):
    values = [kit.record_2022(), kit.record_2022(ticket_id="2022-TEST23")]
    data = {
        "lines": kit.lines_bytes(values),
        "document": kit.json_bytes({"results": values}),
        "table": kit.csv_bytes([kit.dump_row(comment="ฝาท่อแตก"), kit.dump_row()]),
    }[form]
    data = data.replace("ฝาท่อ".encode(), b"\xff\xe0", 1)
    records, (found,) = kit.read(data)
    assert len(records) == 2
    assert records[0].description.startswith("\ufffd")
    assert (found.reason, found.number, found.place) == (
        "bad_utf8",
        records[0].number,
        records[0].place,
    )


@pytest.mark.parametrize(
    ("given_number", "number", "note"),
    [
        (" 2022-test22 ", "2022-TEST22", "number_tidied"),
        ("#2022-TEST22", "2022-TEST22", "number_tidied"),
        ("2022-TEST22\u200b", "2022-TEST22", "number_tidied"),
        ("TEST22", "TEST22", "odd_number"),
        (4711, "4711", "odd_number"),
    ],
)
def test_ticket_numbers_in_other_forms_are_taken(kit, given_number, number, note):
    record = kit.one(kit.record_2022(ticket_id=given_number))
    assert record.number == number
    assert note in record.notes


@pytest.mark.parametrize("number", ["", None, "  ", "null", []])
def test_a_record_without_a_number_is_named(kit, number):
    values = [kit.record_2022(ticket_id=number), kit.record_2022()]
    records, (found,) = kit.read(kit.lines_bytes(values))
    assert len(records) == 1
    assert (found.reason, found.place, found.number) == ("no_number", "line 1", "")


def test_a_huge_text_arrives_whole(kit):
    text = "น้ำท่วม " * 200_000
    for data in (
        kit.lines_bytes([kit.record_2022(comment=text)]),
        kit.json_bytes({"status": True, "results": [kit.record_2022(comment=text)]}),
        kit.csv_bytes([kit.dump_row(comment=text)]),
    ):
        (record,), problems = kit.read(data)
        assert problems == []
        assert record.description == text
        assert "long_text" in record.notes


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(data=st.data())
def test_any_junk_in_any_field_arrives_or_is_named(tmp_path_factory, data):
    from casework.exchange.convert import convert
    from casework.exchange.record import Problem, Record

    names = ["ticket_id", "coords", "timestamp", "state", "status", "problem_type_abdul", "type",
             "photo", "after_photo", "star", "count_reopen", "org", "orgs", "address", "district",
             "comment", "geometry", "latitude", "longitude", "see_info", "note"]  # fmt: skip
    fields = {"ticket_id": "2022-TEST22", "timestamp": "2022-01-01 00:00:00+00"}
    fields |= data.draw(st.dictionaries(st.sampled_from(names), junk, max_size=6))
    found = convert(fields, "file", "line 1")
    assert isinstance(found, Record | Problem)
    if isinstance(found, Record):
        found.description.encode()
        assert found.lon is None or -180 <= found.lon <= 180
