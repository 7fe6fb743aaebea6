"""The public data beside the repository: everything arrives or is named."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from casework.case import State
from casework.exchange.fold import fold
from casework.exchange.record import Problem, Record
from casework.exchange.to_case import changed, to_case
from casework.exchange.traffy import read_file

pytestmark = pytest.mark.real_data


def _split(path):
    items = list(read_file(path))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Problem)]


def test_every_odd_record_arrives_or_is_named(real_data):
    path = real_data("traffy-quirks.json")
    records, problems = _split(path)
    given = json.loads(path.read_text("utf-8"))
    assert len(records) + len(problems) == len(given) == 58
    assert [(p.reason, p.place) for p in problems] == [("no_number", "record 1")]
    assert [r.number for r in records] == [g["ticket_id"] for g in given if g["ticket_id"]]
    for record, raw in zip(records, [g for g in given if g["ticket_id"]], strict=True):
        assert record.description == raw["comment"].replace("\r\n", "\n")
        assert not record.province.startswith("จังหวัด")


def test_page_and_dump_tell_the_same(real_data):
    page, page_problems = _split(real_data("traffy-search-page-1000.json"))
    dump, dump_problems = _split(real_data("traffy-dump-1000.csv"))
    assert (page_problems, dump_problems) == ([], [])
    assert len(page) == len(dump) == 1_000
    by_number = {r.number: r for r in dump}
    for one in page:
        other = by_number[one.number]
        for name in ("state", "label", "types", "lon", "lat", "reported_at", "description",
                     "district", "star", "reopen_count", "photo_before_url"):  # fmt: skip
            assert getattr(one, name) == getattr(other, name), (one.number, name)


def test_2023_schema(real_data):
    done = fold(read_file(real_data("traffy-search-2023-schema.json")))
    assert (done.read, len(done.problems)) == (1_475, 25)
    assert {p.reason for p in done.problems} == {"no_number"}
    assert len(done.records) == 837
    assert all(r.lon is not None and r.last_activity_at for r in done.records)


def test_2026_search_and_statistics_and_exchange(real_data):
    records, problems = _split(real_data("traffy-search-2026-sample.json"))
    assert (len(records), problems) == (2, [])
    records, problems = _split(real_data("traffy-statapi-geojson-2026-edge.json"))
    assert problems == []
    assert [r.state for r in records] == [
        State.FORWARDED, State.FOLLOWED_UP, State.IN_PROGRESS, State.REJECTED, State.WAITING,
    ]  # fmt: skip
    assert [r.hidden for r in records] == [False, False, False, True, False]
    assert records[4].reopen_count == 1
    assert records[4].finished_at is not None
    records, problems = _split(real_data("traffy-exchange-api-samples.json"))
    assert (len(records), problems) == (2, [])


def test_polygons_are_no_cases(real_data):
    records, problems = _split(real_data("geo/bangkok_districts.geojson"))
    assert records == []
    assert {p.reason for p in problems} == {"not_a_record"}


def test_packed_and_cut_in_the_middle(real_data, tmp_path):
    data = real_data("traffy-search-page-1000.json").read_bytes()
    whole, _ = _split(real_data("traffy-search-page-1000.json"))
    path = tmp_path / "page"
    path.write_bytes(gzip.compress(data)[:200_000])
    records, problems = _split(path)
    assert len(records) > 100
    assert records == whole[: len(records)]
    assert [p.reason for p in problems] == ["cut_off"]


@pytest.mark.slow
def test_all_of_2022_arrives(real_data):
    numbers: set[str] = set()
    states: Counter[State] = Counter()
    for item in read_file(real_data("traffy-2022-06-to-09.ndjson.gz")):
        assert isinstance(item, Record)
        numbers.add(item.number)
        states[item.state] += 1
        case = to_case(item, authority="BKK", case_id=item.number, received_at=item.reported_at)
        if len(numbers) % 50 == 0:
            assert changed(case, item) is None
    assert len(numbers) == 153_822
    assert states[State.DONE] > 110_000
