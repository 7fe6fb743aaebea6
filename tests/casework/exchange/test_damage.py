"""Files cut off or damaged: whole records are kept, what is lost is named, nothing raises."""

from __future__ import annotations

import gzip
import random

import pytest

from casework.exchange.record import Problem

COUNT = 12


def _files(kit):
    """(bytes, ends of the records in them) of every form."""
    texts = ["สั้น", 'มี "คำพูด", จุลภาค\nและบรรทัดใหม่ {"results": [', "ยาว " * 50]
    old = [
        kit.record_2022(ticket_id=f"2022-CUTS{n + 10}", comment=texts[n % 3]) for n in range(COUNT)
    ]
    rows = [
        kit.dump_row(ticket_id=f"2022-CUTS{n + 10}", comment=texts[n % 3]) for n in range(COUNT)
    ]
    features = [kit.feature(ticket_id=f"2022-CUTS{n + 10}") for n in range(COUNT)]
    return {
        "lines": kit.lines_bytes(old),
        "list": kit.json_bytes(old),
        "envelope": kit.json_bytes({"status": True, "results": old, "source": "db"}, indent=1),
        "geojson": kit.json_bytes({"type": "FeatureCollection", "features": features}),
        "csv": kit.csv_bytes(rows),
    }


FORMS = ["lines", "list", "envelope", "geojson", "csv"]


def _cuts(data, seed):
    return sorted(random.Random(seed).sample(range(1, len(data) - 2), 150))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_off_anywhere_keeps_whole_records_and_says_so(kit, form):
    data = _files(kit)[form]
    whole, problems = kit.read(data)
    assert (len(whole), problems) == (COUNT, [])
    for at in _cuts(data, 7):
        piece = data[:at]
        records, problems = kit.read(piece)
        assert records == whole[: len(records)], at
        # The number of the first record that did not arrive can stand in the file, but no other.
        lost = [r for r in whole[len(records) + 1 :] if r.number.encode() in piece]
        assert lost == [], at
        if not _is_whole(form, data, at, whole, records):
            assert len(problems) == 1, at
            assert problems[0].reason in {"cut_off", "unknown_form"}, at
            assert problems[0].place, at


def _is_whole(form, data, at, whole, records):
    """Whether a cut is right behind a record, where nothing of the file shows it."""
    if form == "lines":
        return data[at - 1 : at] == b"\n" or data[at : at + 1] == b"\n"
    if form == "csv":
        tail = data[at:].lstrip(b"\r\n")
        return tail == b"" or tail.startswith(b"2022-CUTS")
    return False


@pytest.mark.parametrize("form", FORMS)
def test_a_gzip_cut_off_anywhere_always_says_so(kit, form):
    data = _files(kit)[form]
    whole, _ = kit.read(data)
    packed = gzip.compress(data)
    for at in _cuts(packed, 11):
        records, problems = kit.read(packed[:at])
        assert records == whole[: len(records)], at
        assert {p.reason for p in problems} & {"cut_off", "unknown_form"}, at


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_gzip_never_raises_and_says_so(kit, form):
    packed = bytearray(gzip.compress(_files(kit)[form]))
    for at in _cuts(packed, 13):
        if at < 10:
            continue  # the header of gzip itself: flags and time
        broken = packed.copy()
        broken[at] ^= 0x55
        records, problems = kit.read(bytes(broken))
        assert problems or len(records) == COUNT, at


@pytest.mark.parametrize("form", FORMS)
def test_bytes_changed_anywhere_never_raise(kit, form):
    data = _files(kit)[form]
    chance = random.Random(17)
    for at in _cuts(data, 19):
        broken = bytearray(data)
        for offset in range(chance.randint(1, 4)):
            broken[min(at + offset, len(broken) - 1)] = chance.randrange(256)
        records, problems = kit.read(bytes(broken))
        assert all(isinstance(p, Problem) for p in problems)
        named = {p.number for p in problems} | {r.number for r in records}
        assert len(records) + len(problems) >= 1
        if form in {"lines", "list"}:
            # One damaged spot may take a record or two with it, never the rest of the file.
            assert len(records) >= COUNT - 2, at
            assert len(records) + len(problems) >= COUNT - 1, (at, named)


def test_the_place_of_a_cut(kit):
    data = kit.lines_bytes([kit.record_2022(), kit.record_2022(ticket_id="2022-TEST23")])
    _, (found,) = kit.read(data[:-200])
    assert (found.reason, found.place, found.number) == ("cut_off", "line 2", "2022-TEST23")
    assert "line 2" in found.text
    assert "บรรทัดที่ 2" in found.thai
    data = kit.json_bytes({"results": [kit.record_2022(), kit.record_2022()]})
    _, (found,) = kit.read(data[:-200])
    assert found.place == f"record 2 byte {len(data) - 200}"


def test_a_damaged_line_takes_no_other_with_it(kit):
    good = kit.lines_bytes([kit.record_2022()])
    records, problems = kit.read(good + good[:200] + b"\n" + b"rubbish\n" + b"null\n" + good)
    assert len(records) == 2
    assert [(p.place, p.reason) for p in problems] == [
        ("line 2", "broken"),
        ("line 3", "broken"),
        ("line 4", "not_a_record"),
    ]


def test_a_damaged_first_line_hides_nothing(kit):
    good = kit.lines_bytes([kit.record_2022()])
    for first in (good[:150] + b"\n", good[60:], b"#comment\n"):
        records, problems = kit.read(first + good * 2)
        assert len(records) == 2
        assert [p.place for p in problems] == ["line 1"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"2022-BADX22", "c', b'"2022-BADX22" "c'),
        (b'"2022-BADX22", "c', b'"2022-BADX22, "c'),
        (b'"2022-BADX22"', b"2022-BADX22"),
        (b'"star": null, "count_reopen": null, "state": "x"}', b'"star": null, "count_'),
    ],
)
def test_a_damaged_record_in_a_document_takes_no_other_with_it(kit, old, new):
    values = [
        kit.record_2022(ticket_id=n, state="x" if n == "2022-BADX22" else "เสร็จสิ้น")
        for n in ("2022-TEST22", "2022-BADX22", "2022-TEST23", "2022-TEST24")
    ]
    data = kit.json_bytes({"status": True, "results": values})
    assert data.count(old) == 1
    records, (found,) = kit.read(data.replace(old, new))
    assert [r.number for r in records] == ["2022-TEST22", "2022-TEST23", "2022-TEST24"]
    assert (found.reason, found.place) == ("broken", "record 2")


def test_elements_that_are_no_records_are_named(kit):
    data = kit.json_bytes([None, kit.record_2022(), {"colour": "blue"}, "text", 5])
    records, problems = kit.read(data)
    assert [r.place for r in records] == ["record 2"]
    assert [(p.place, p.reason) for p in problems] == [
        (f"record {n}", "not_a_record") for n in (1, 3, 4, 5)
    ]


def test_rows_of_the_wrong_width_are_named(kit):
    data = kit.csv_bytes([kit.dump_row(), kit.dump_row(ticket_id="2021-DUMP24")])
    bad = b"2021-DUMP23,short,row\r\n\r\n" + b"2021-DUMP25" + b",x" * 30 + b"\r\n"
    heading, rows = data.split(b"\r\n", 1)
    records, problems = kit.read(heading + b"\r\n" + bad + rows)
    assert [r.number for r in records] == ["2021-DUMP22", "2021-DUMP24"]
    assert [(p.number, p.reason, p.place) for p in problems] == [
        ("2021-DUMP23", "columns", "line 2"),
        ("2021-DUMP25", "columns", "line 4"),
    ]


def test_empty_cells_behind_the_last_column_do_no_harm(kit):
    data = kit.csv_bytes([kit.dump_row(comment="x")]).replace(b"+00\r\n", b"+00,,,\r\n")
    records, problems = kit.read(data)
    assert (len(records), problems) == (1, [])


def test_a_stray_quotation_mark_swallows_no_rows(kit):
    rows = [kit.dump_row(ticket_id=f"2021-DUMP2{n}", comment="ธรรมดา") for n in "23456"]
    data = kit.csv_bytes(rows)
    at = data.index("ธรรมดา".encode(), data.index(b"2021-DUMP23"))
    for position in (at, data.index(b"2021-DUMP23") + 12):
        records, problems = kit.read(data[:position] + b'"' + data[position:])
        numbers = {r.number for r in records} | {p.number for p in problems}
        assert numbers >= {f"2021-DUMP2{n}" for n in "23456"}
        assert len(records) >= 3


def test_a_table_without_its_heading(kit):
    data = kit.csv_bytes([kit.dump_row(comment="x"), kit.dump_row(ticket_id="2021-DUMP23")])
    records, problems = kit.read(data.split(b"\r\n", 1)[1])
    assert problems == []
    assert [(r.number, r.place) for r in records] == [
        ("2021-DUMP22", "line 1"),
        ("2021-DUMP23", "line 2"),
    ]


def test_deep_nesting_is_named(kit):
    data = b'[{"ticket_id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]"
    records, problems = kit.read(data)
    assert records == []
    assert problems
    line = b'{"ticket_id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    records, problems = kit.read(kit.lines_bytes([kit.record_2022()]) + line)
    assert len(records) == 1
    assert [p.place for p in problems] == ["line 2"]


def test_many_records_that_are_never_closed(kit):
    values = [kit.record_2022(ticket_id=f"2022-MANY{n:02d}") for n in range(100)]
    pieces = [kit.json_bytes(v) for v in values]
    damaged = [p[:-30] if n % 3 else p for n, p in enumerate(pieces)]
    records, problems = kit.read(b'{"results": [' + b", ".join(damaged) + b"]}")
    assert [r.number for r in records] == [v["ticket_id"] for v in values[::3]]
    assert {p.number for p in problems} == {v["ticket_id"] for v in values} - {
        r.number for r in records
    }
