"""Cases that left the scope with work on them: hidden, kept, counted nowhere, gone at the end."""

from __future__ import annotations

import dataclasses

import pytest

from casework import wire
from casework.apply import Changes, Refusal
from casework.case import PhotoRole, State
from desktop.storage.narrowing import has_gone
from desktop.storage.records import CaseQuery, Sort
from tests.desktop.storage.authority import AT, Authority, a_case

GONE = wire.End(cursor="99", more=False)
OTHER = {"text": "เปลี่ยนท่อแล้ว", "photos": [{"sha256": "a" * 64, "name": "x.jpg"}]}


def leave(desk, *case_ids):
    lines = [wire.Line(gone=case_id) for case_id in case_ids]
    return desk.cache.apply_page(lines, GONE, epoch=1, now=AT)


@pytest.mark.parametrize(
    "query",
    [
        CaseQuery(),
        CaseQuery(open_only=True),
        CaseQuery(officer="prasert"),
        CaseQuery(officers=frozenset({"prasert", "nobody"})),
        CaseQuery(attention=True),
        CaseQuery(text="ถนน"),
        CaseQuery(states=frozenset({State.WAITING}), sort=Sort.NUMBER),
    ],
)
def test_no_list_and_no_count_shows_a_case_that_left(synced, query):
    before = synced.cache.ids(query, AT)
    synced.act(synced.maker.comment(synced.view("case-1"), "mine"))
    leave(synced, "case-1")
    expected = [key for key in before if key[1] != "case-1"]
    assert synced.cache.ids(query, AT) == expected
    assert [row.id for row in synced.cache.rows(query, now=AT).rows] == [k[1] for k in expected]
    assert synced.cache.count(query, AT) == len(expected)
    assert synced.cache.tally(query, AT).number == len(expected)
    assert synced.cache.among(query, AT, [("HT", "case-1")]) == []


def test_the_rail_does_not_count_it_and_counts_it_when_it_comes_back(synced):
    officer = synced.view("case-1").officer
    before = synced.cache.counts(officer, "officer", AT)
    synced.act(synced.maker.comment(synced.view("case-1"), "mine"))
    leave(synced, "case-1")
    during = synced.cache.counts(officer, "officer", AT)
    assert during.cases == before.cases - 1
    assert sum(during.by_state.values()) == before.cases - 1
    assert during.outbox == 1
    lines, end = Authority([a_case(1)]).feed(0)
    synced.cache.apply_page(lines, end, epoch=1, now=AT)
    after = synced.cache.counts(officer, "officer", AT)
    assert dataclasses.replace(after, outbox=0) == before
    assert not synced.cache.is_gone("HT", "case-1")


def test_whoever_watches_the_lists_hears_that_it_left(synced):
    synced.act(synced.maker.comment(synced.view("case-1"), "mine"))
    heard = []
    synced.cache.on_change(lambda change: heard.append(change.cases))
    leave(synced, "case-1")
    assert ("HT", "case-1") in set().union(*heard)


def test_a_draft_stays_and_with_it_what_is_needed_to_send_it(synced):
    synced.cache.save_draft("HT", "case-1", "fix", OTHER)
    leave(synced, "case-1", "case-2")
    assert synced.view("case-1") is not None
    assert synced.view("case-2") is None
    [draft] = synced.cache.left_drafts()
    assert (draft.case, draft.kind, draft.body) == ("case-1", "fix", OTHER)
    assert draft.number == synced.view("case-1").ticket.number
    assert draft.sentence
    # The draft is thrown away: nothing of the case is left.
    synced.cache.delete_draft("HT", "case-1", "fix")
    assert synced.cache.left_drafts() == []
    assert synced.view("case-1") is None
    assert synced.findings() == []


def test_a_draft_of_a_case_that_comes_back_is_an_ordinary_one_again(synced):
    synced.cache.save_draft("HT", "case-1", "fix", OTHER)
    leave(synced, "case-1")
    lines, end = Authority([a_case(1)]).feed(0)
    synced.cache.apply_page(lines, end, epoch=1, now=AT)
    assert synced.cache.left_drafts() == []
    assert synced.cache.draft("HT", "case-1", "fix") == OTHER
    synced.cache.delete_draft("HT", "case-1", "fix")
    assert synced.view("case-1") is not None


def test_a_draft_becomes_a_comment_which_is_all_that_is_taken_there(synced, server):
    synced.cache.save_draft("HT", "case-1", "fix", OTHER)
    leave(synced, "case-1")
    case = synced.view("case-1")
    [refused] = synced.act(synced.maker.act(case, "accept"))
    assert refused == Refusal("moved")
    [saved] = synced.act(synced.maker.comment(case, OTHER["text"]))
    assert isinstance(saved, Changes)
    synced.cache.delete_draft("HT", "case-1", "fix")
    assert synced.view("case-1") is not None
    synced.push(server)
    assert server.cases["case-1"].history[-1].text == OTHER["text"]
    assert synced.view("case-1") is None
    assert synced.cache.outbox() == []
    assert synced.findings() == []


def test_while_everything_comes_anew_no_draft_is_called_left(synced, server):
    synced.cache.save_draft("HT", "case-3", "fix", OTHER)
    synced.cache.save_draft("HT", "elsewhere", "comment", {"text": "x"})
    synced.cache.needs_full_pull("start_over")
    assert synced.cache.left_drafts() == []
    lines, _ = server.feed(0)
    some = [line for line in lines if line.case.id == "case-1"]
    end = wire.End(cursor="y", more=False, sweep=True)
    synced.cache.apply_page(some, end, epoch=1, now=AT)
    assert {d.case for d in synced.cache.left_drafts()} == {"case-3", "elsewhere"}
    assert [d.number for d in synced.cache.left_drafts() if d.case == "elsewhere"] == [""]


def test_photos_of_a_refused_fix_stay_until_it_is_resolved(synced, server):
    data = b"not decoded here" * 40
    sha256 = synced.photos.add(data, "x.jpg")
    fix = synced.maker.fix(synced.view("case-1"), sha256)
    synced.act(fix)
    leave(synced, "case-1")
    synced.send()
    detail = {"officer": "anucha"}
    refused = wire.Outcome(id=fix.id, outcome="refused", reason="not_yours", detail=detail)
    synced.cache.settle([refused], AT)
    [item] = synced.cache.attention()
    assert (item.reason, item.detail) == ("not_yours", detail)
    assert [photo.role for photo in item.operation.photos] == [PhotoRole.AFTER]
    assert synced.view("case-1") is not None
    synced.keeper.set_budget(50_000_000)
    while synced.keeper.step():
        pass
    assert synced.photos.read(sha256) == data


def test_a_new_scope_asks_for_the_settings_whatever_their_number(synced):
    synced.cache.put("settings_version", 5)
    synced.cache.needs_full_pull("start_over")
    assert synced.cache.get("settings_version") is None


def test_nothing_is_asked_twice_where_no_case_left(synced):
    with synced.cache.file.reading() as connection:
        assert not has_gone(connection)
