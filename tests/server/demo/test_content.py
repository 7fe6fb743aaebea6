"""The demo's content holds together: people, places, states, numbers and times."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from casework.case import CLOSED_STATES, OPEN_STATES, Role, State
from casework.workflow import RULES, may
from server.demo.content import DemoCase, DemoContent, load
from server.demo.files import demo_file

HOUR = 3_600_000_000
BANGKOK = timezone(timedelta(hours=7))
MORNING = round(datetime(2026, 11, 24, 9, 42, tzinfo=BANGKOK).timestamp()) * 1_000_000
LEADS_TO = {
    "report": State.WAITING,
    "accept": State.IN_PROGRESS,
    "start": State.IN_PROGRESS,
    "forward": State.FORWARDED,
    "follow_up": State.FOLLOWED_UP,
    "reject": State.REJECTED,
    "reopen": State.WAITING,
}


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return load(MORNING)


def _inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    found = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            found = not found
    return found


def _area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_it_has_the_size_and_the_states_of_a_real_day(content):
    states = Counter(case.state for case in content.cases)
    assert len(content.cases) == 420
    assert states[State.WAITING] == 42
    assert states[State.IN_PROGRESS] == 60
    recent = MORNING - 90 * 24 * HOUR
    done = [c for c in content.cases if c.state is State.DONE and (c.finished_at or 0) > recent]
    assert len(done) == 126
    late = [c for c in content.cases if c.state in OPEN_STATES and c.due_at and c.due_at < MORNING]
    assert len(late) == 5


def test_the_officers_day_is_the_one_of_the_mock_ups(content):
    mine = [c for c in content.cases if c.officer == "prasert" and c.state in OPEN_STATES]
    assert len(mine) == 18
    assert sum(c.state is State.FOLLOWED_UP for c in mine) == 4
    assert [c.number for c in mine if c.due_at and c.due_at < MORNING] == ["2026-K7QWXA"]
    first = next(c for c in mine if c.number == "2026-K7QWXA")
    assert first.due_at == MORNING - 48 * HOUR
    assert sum(c.parent == first.number for c in content.cases) == 2


def test_numbers_are_of_the_form_people_see_and_unique(content):
    numbers = [case.number for case in content.cases]
    assert len(set(numbers)) == len(numbers)
    form = re.compile(r"2026-[23456789ABCDEFGHIKLMNPQRSTUVWXYZ]{6}")
    assert [n for n in numbers if not form.fullmatch(n)] == []


def test_everyone_and_every_unit_named_exists(content):
    people = {person.username: person for person in content.staff}
    units = {unit.name for unit in content.units}
    assert {person.role for person in content.staff} == set(Role)
    assert {person.unit for person in content.staff} <= units
    for case in content.cases:
        assert not case.officer or people[case.officer].role is Role.OFFICER, case.number
        assert not case.unit or case.unit in units, case.number
        for event in case.history:
            assert event.actor == "citizen" or event.actor in people, case.number
            if event.kind == "assign":
                assert event.to in people, case.number


def test_every_history_keeps_the_rules_and_ends_in_the_cases_state(content):
    people = {person.username: person for person in content.staff}
    for case in content.cases:
        state = None
        for event in case.history:
            kind = "comment" if event.kind == "staff_comment" else event.kind
            if event.actor != "citizen":
                assert may(people[event.actor].role, kind), (case.number, kind)
            assert state is None or state in RULES[kind].states, (case.number, kind, state)
            state = event.state or LEADS_TO.get(kind, state)
        assert state is case.state, case.number
        assert case.reopen_count == sum(e.kind == "reopen" for e in case.history), case.number
        assert (case.accepted_at is None) == (not any(e.kind == "accept" for e in case.history))
        if case.state in CLOSED_STATES:
            assert case.finished_at is not None, case.number


@pytest.mark.parametrize("hour", [0, 3, 9, 14, 23])
def test_times_are_in_order_and_never_ahead_whatever_the_hour(hour):
    now = round(datetime(2027, 2, 1, hour, 5, tzinfo=BANGKOK).timestamp()) * 1_000_000
    for case in load(now).cases:
        times = [event.at for event in case.history]
        assert times == sorted(times), case.number
        assert times[-1] <= now, case.number
        assert now - case.reported_at < 500 * 24 * HOUR
        for photo in case.photos:
            assert photo.taken_at is None or photo.taken_at <= photo.added_at <= now


def test_staff_work_by_day(content):
    night = 0
    for case in content.cases:
        for event in case.history:
            local = datetime.fromtimestamp(event.at / 1_000_000, UTC).astimezone(BANGKOK)
            old = MORNING - event.at > 48 * HOUR
            night += old and event.actor != "citizen" and not 6 <= local.hour <= 18
    assert night <= 10


def test_each_place_lies_in_its_village_and_the_villages_tile_the_subdistrict(content):
    features = content.outlines["features"]
    rings = {
        f["properties"]["village"]: f["geometry"]["coordinates"][0]
        for f in features
        if f["properties"]["kind"] == "village"
    }
    assert sorted(rings) == [village.number for village in content.villages] == list("12345678")
    for case in content.cases:
        if case.lon is not None and case.lat is not None:
            assert _inside(case.lon, case.lat, rings[case.village]), case.number
    assert sum(case.lon is None for case in content.cases) == 2
    whole = next(f for f in features if f["properties"]["kind"] == "subdistrict")
    area = _area(whole["geometry"]["coordinates"][0])
    assert sum(_area(ring) for ring in rings.values()) == pytest.approx(area, rel=1e-6)
    kinds = {f["properties"]["kind"] for f in features}
    assert {"river", "road", "pond", "green"} <= kinds


def test_words_are_many_and_hold_what_bites(content):
    texts = [case.description for case in content.cases]
    assert len(set(texts)) == len(texts)
    assert max(map(len, texts)) == 2000
    assert any("ญู ฐิ์ ป้ำ ที่ฟี่" in text for text in texts)
    assert any("\n" in text for text in texts)
    assert any(len(text) <= 3 for text in texts)
    assert any(text.startswith("=") for text in texts)
    assert not [text for text in texts if "{" in text or "  " in text]


def test_phones_are_invented_and_pictures_exist(content):
    for case in content.cases:
        assert re.fullmatch(r"0\d\d-000-\d{4}", case.reporter_phone), case.number
        for photo in case.photos:
            assert demo_file("photos", photo.file).is_file(), photo.file
    pictures = Counter((p.file, p.variant) for case in content.cases for p in case.photos)
    assert pictures.most_common(1)[0][1] == 1


def test_merged_cases_name_a_main_case_that_is_read_before_them(content):
    seen: dict[str, DemoCase] = {}
    for case in content.cases:
        if case.parent:
            assert not seen[case.parent].parent
            assert seen[case.parent].state is case.state
        seen[case.number] = case
    assert sum(bool(case.parent) for case in content.cases) == 10
