"""Acting offline, outcomes and pages in every order: nothing is lost, doubled or overwritten."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from casework import wire
from casework.apply import Changes, Conflict, Refusal
from casework.case import Role, State, Ticket
from casework.operations import Report
from desktop import clock
from desktop.storage.outbox import KEEP_MICROSECONDS
from desktop.storage.records import CaseQuery, Sending
from tests.desktop.storage.authority import AT, Authority, a_case, context_for


def _sending(desk, operation):
    return desk.cache.operation(operation.id).sending


def _times(case, operation):
    return [e.id for e in case.history].count(operation.id)


def test_an_act_is_shown_at_once_and_waits_in_the_outbox(synced):
    accept = synced.maker.act(synced.view("case-1"), "accept")
    (result,) = synced.act(accept)
    assert isinstance(result, Changes)
    assert synced.view("case-1").state == State.IN_PROGRESS
    assert synced.cache.base("HT", "case-1").state == State.WAITING
    assert [i.operation.id for i in synced.cache.outbox()] == [accept.id]
    assert synced.cache.counts("malee", "clerk", AT).outbox == 1
    assert [r.id for r in synced.cache.rows(CaseQuery(unsent=True), now=AT).rows] == ["case-1"]
    assert synced.findings() == []


def test_what_the_rules_do_not_admit_is_left_out_and_the_rest_is_saved(synced):
    first = synced.maker.act(synced.view("case-1"), "accept")
    slip = synced.maker.act(synced.view("case-1"), "reopen", text="again")
    other = synced.maker.comment(synced.view("case-2"), "hello")
    results = synced.act(first, slip, other)
    assert [type(r) for r in results] == [Changes, Refusal, Changes]
    assert [o.id for o in synced.cache.to_push()] == [first.id, other.id]
    assert [o.seq for o in synced.cache.to_push()] == [1, 2]


@pytest.mark.parametrize("order", list(itertools.permutations(["outcome", "page", "again"])))
def test_outcome_and_page_in_any_order_leave_the_act_once(synced, server, order):
    comment = synced.maker.comment(synced.view("case-1"), "เห็นแล้ว")
    accept = synced.maker.act(synced.view("case-1"), "accept")
    synced.act(comment, accept)
    batch = synced.send()
    outcomes = server.push(batch)
    steps = {
        "outcome": lambda: synced.cache.settle(outcomes, AT),
        "page": lambda: synced.pull(server),
        "again": lambda: synced.cache.settle(server.push(batch), AT),
    }
    for step in order:
        steps[step]()
        view = synced.view("case-1")
        assert _times(view, comment) == _times(view, accept) == 1
        assert view.state == State.IN_PROGRESS
        assert synced.findings() == []
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.cache.outbox() == []
    assert not synced.cache.rows(CaseQuery(unsent=True), now=AT).rows


def test_a_lost_outcome_is_asked_for_again_and_applied_once(synced, server):
    comment = synced.maker.comment(synced.view("case-1"), "one")
    synced.act(comment)
    server.push(synced.send())  # the reply is lost
    later = synced.maker.comment(synced.view("case-1"), "two")
    synced.act(later)
    assert synced.cache.has_unknown()
    assert [o.id for o in synced.cache.to_push()] == [comment.id, later.id]
    synced.sync(server)
    assert not synced.cache.has_unknown()
    assert [e.text for e in server.cases["case-1"].history[1:]] == ["one", "two"]
    assert synced.view("case-1") == server.cases["case-1"]


def test_a_rebase_keeps_what_is_pending_on_top(synced, server):
    synced.act(synced.maker.comment(synced.view("case-1"), "mine"))
    server.put(msgspec.structs.replace(server.cases["case-1"], priority=3))
    synced.pull(server)
    view = synced.view("case-1")
    assert view.priority == 3
    assert view.history[-1].text == "mine"
    assert synced.cache.base("HT", "case-1") == server.cases["case-1"]
    assert synced.findings() == []


def test_applied_stays_shown_until_the_page_brings_it(synced, server):
    synced.act(synced.maker.act(synced.view("case-1"), "accept"))
    stale = server.feed(0)
    synced.push(server)
    synced.cache.apply_page(*stale, epoch=1, now=AT)  # a page from before the push
    assert synced.view("case-1").state == State.IN_PROGRESS
    assert synced.cache.base("HT", "case-1").state == State.WAITING
    synced.pull(server)
    assert synced.view("case-1") == synced.cache.base("HT", "case-1") == server.cases["case-1"]


def test_a_conflict_needs_attention_and_the_view_shows_theirs_and_the_rest(synced, server):
    case = synced.view("case-1")
    conflict = synced.maker.act(case, "assign", {"officer": "somchai"})
    later = synced.maker.act(case, "set_due", {"due_at": AT + 5})
    comment = synced.maker.comment(case, "mine")
    synced.act(conflict, later, comment)
    server.put(msgspec.structs.replace(server.cases["case-1"], officer="anucha"))
    synced.sync(server)
    view = synced.view("case-1")
    assert view == server.cases["case-1"]
    assert (view.officer, view.due_at, view.history[-1].text) == ("anucha", None, "mine")
    items = {i.operation.id: i for i in synced.cache.attention()}
    assert items[conflict.id].sending == Sending.CONFLICT
    field = items[conflict.id].conflicts["officer"]
    assert (field.before, field.mine, field.theirs) == ("", "somchai", "anucha")
    assert items[later.id].sending == Sending.HELD
    assert synced.cache.counts("malee", "clerk", AT).attention == 2
    assert [r.id for r in synced.cache.rows(CaseQuery(attention=True), now=AT).rows] == ["case-1"]
    again = synced.maker.act(view, "assign", {"officer": "somchai"}, resolves=conflict.id)
    synced.act(again)
    synced.cache.resolve(later.id, "theirs")
    synced.sync(server)
    assert server.cases["case-1"].officer == "somchai"
    assert synced.cache.attention() == []
    assert synced.findings() == []


def test_a_conflict_found_at_once_saves_nothing(synced):
    old = synced.view("case-1")
    synced.act(synced.maker.act(old, "assign", {"officer": "somchai"}))
    (result,) = synced.act(synced.maker.act(old, "assign", {"officer": "anucha"}))
    assert isinstance(result, Conflict)
    assert len(synced.cache.outbox()) == 1
    assert synced.view("case-1").officer == "somchai"


def test_withdrawing_takes_the_act_back_and_keeps_the_later_ones(synced, server):
    comment = synced.maker.comment(synced.view("case-1"), "first")
    accept = synced.maker.act(synced.view("case-1"), "accept")
    synced.act(comment, accept)
    fix = synced.maker.act(synced.view("case-1"), "follow_up")
    undo = synced.maker.act(synced.view("case-1"), "undo", target=accept.id)
    synced.act(fix)
    assert synced.cache.withdraw(comment.id)
    assert [e.kind for e in synced.view("case-1").history] == ["report", "accept", "follow_up"]
    assert _sending(synced, comment) == Sending.WITHDRAWN
    assert not synced.cache.withdraw(comment.id)
    synced.act(undo)
    synced.sync(server)
    assert not synced.cache.withdraw(accept.id)
    assert synced.findings() == []


def test_what_stood_on_a_withdrawn_act_needs_attention(synced, server):
    case = synced.view("case-1")
    accept = synced.maker.act(case, "accept")
    synced.act(accept)
    again = synced.maker.act(synced.view("case-1"), "undo", target=accept.id)
    comment = synced.maker.comment(synced.view("case-1"), "stays")
    synced.act(again, comment)
    assert synced.cache.withdraw(accept.id)
    assert [i.operation.id for i in synced.cache.attention()] == [again.id]
    assert _sending(synced, again) == Sending.HELD
    assert [i.operation.id for i in synced.cache.outbox()] == [comment.id]
    assert synced.findings() == []


def test_withdrawing_what_settled_an_item_brings_the_item_back(synced, server):
    case = synced.view("case-1")
    conflict = synced.maker.act(case, "assign", {"officer": "somchai"})
    synced.act(conflict)
    server.put(msgspec.structs.replace(server.cases["case-1"], officer="anucha"))
    synced.sync(server)
    answer = synced.maker.act(
        synced.view("case-1"), "assign", {"officer": "x"}, resolves=conflict.id
    )
    synced.act(answer)
    assert synced.cache.attention() == []
    assert synced.cache.withdraw(answer.id)
    assert [i.operation.id for i in synced.cache.attention()] == [conflict.id]
    assert synced.view("case-1").officer == "anucha"


def test_the_last_group_is_taken_back_as_a_whole_and_then_the_act_before(synced):
    one = synced.maker.comment(synced.view("case-5"), "before")
    synced.act(one)
    group = [synced.maker.act(synced.view(f"case-{n}"), "accept", group="g1") for n in (1, 2, 3)]
    synced.act(*group)
    last = synced.cache.last_undoable("malee")
    assert [o.id for o in last] == [o.id for o in group]
    assert [o.seq for o in last] == [2, 3, 4]
    for operation in reversed(last):
        assert synced.cache.withdraw(operation.id)
    assert synced.cache.outbox()[0].operation.id == one.id
    assert {synced.view(f"case-{n}").state for n in (1, 2, 3)} == {State.WAITING}
    assert [o.id for o in synced.cache.last_undoable("malee")] == [one.id]
    assert synced.cache.last_undoable("somebody") == []


def test_a_sent_act_is_undone_by_an_operation_of_its_own(synced, server):
    accept = synced.maker.act(synced.view("case-1"), "accept")
    synced.act(accept)
    synced.sync(server)
    assert [o.id for o in synced.cache.last_undoable("malee")] == [accept.id]
    synced.act(synced.maker.act(synced.view("case-1"), "undo", target=accept.id))
    assert synced.view("case-1").state == State.WAITING
    assert synced.cache.last_undoable("malee") == []
    synced.sync(server)
    assert server.cases["case-1"].state == State.WAITING
    assert synced.view("case-1") == server.cases["case-1"]


def _gone(case_id, cursor="99"):
    return [wire.Line(gone=case_id)], wire.End(cursor=cursor, more=False)


def test_a_case_gone_from_the_scope_goes_but_never_with_pending_work(synced, server):
    comment = synced.maker.comment(synced.view("case-1"), "mine")
    synced.act(comment)
    assert synced.cache.apply_page(*_gone("case-2"), epoch=1, now=AT).gone == 1
    assert synced.view("case-2") is None
    assert synced.cache.apply_page(*_gone("case-1"), epoch=1, now=AT).gone == 0
    assert synced.view("case-1").history[-1].text == "mine"
    batch = synced.send()
    refused = wire.Outcome(id=comment.id, outcome="refused", reason="not_yours")
    synced.cache.settle([refused], AT)
    assert [i.reason for i in synced.cache.attention()] == ["not_yours"]
    assert synced.view("case-1") is not None
    synced.cache.resolve(batch[0].id, "theirs")
    assert synced.view("case-1") is None
    assert synced.findings() == []


def test_a_gone_case_goes_when_its_pending_work_was_applied(synced, server):
    synced.act(synced.maker.comment(synced.view("case-1"), "mine"))
    synced.cache.apply_page(*_gone("case-1"), epoch=1, now=AT)
    synced.push(server)
    assert synced.view("case-1") is None
    assert synced.cache.outbox() == []
    lines, end = Authority([a_case(1)]).feed(0)
    synced.cache.apply_page(lines, end, epoch=1, now=AT)
    assert synced.view("case-1") is not None
    assert synced.findings() == []


def test_a_sweep_removes_what_did_not_come_only_at_its_end(synced, server):
    synced.act(synced.maker.comment(synced.view("case-3"), "mine"))
    synced.cache.needs_full_pull("scope")
    assert synced.cache.get("cursor") == ""
    lines, _ = server.feed(0)
    some = [line for line in lines if line.case.id in {"case-1", "case-2"}]
    middle = wire.End(cursor="x", more=True, phase="closed")
    synced.cache.apply_page(some[:1], middle, epoch=1, now=AT)
    assert synced.cache.count(CaseQuery(), AT) == 5
    end = wire.End(cursor="y", more=False, sweep=True)
    assert synced.cache.apply_page(some[1:], end, epoch=1, now=AT).gone == 2
    # The third is in no list any more, and is here for the comment alone.
    assert {k[1] for k in synced.cache.ids(CaseQuery(), AT)} == {"case-1", "case-2"}
    assert synced.view("case-3").history[-1].text == "mine"
    assert synced.findings() == []


def test_a_page_come_again_from_before_changes_nothing(synced, server):
    old = server.feed(0)
    server.put(msgspec.structs.replace(server.cases["case-1"], priority=9))
    synced.pull(server)
    synced.cache.apply_page(*old, epoch=1, now=AT)
    assert synced.view("case-1").priority == 9


def test_a_page_of_another_epoch_is_not_taken(synced, server):
    synced.cache.put("epoch", 2)
    with pytest.raises(ValueError, match="epoch"):
        synced.cache.apply_page(*server.feed(0), epoch=1, now=AT)


def test_a_restored_server_is_offered_again_what_it_may_have_lost(synced, server):
    backup = dict(server.cases), server.number
    comment = synced.maker.comment(synced.view("case-1"), "kept")
    synced.act(comment)
    synced.push(server, at=clock.now())
    synced.pull(server)
    server.cases, server.number = dict(backup[0]), backup[1]
    server.outcomes.clear()
    synced.cache.needs_full_pull("epoch")
    assert synced.findings() == []
    assert synced.cache.count(CaseQuery(unsent=True), AT) == 1
    synced.cache.apply_page(*server.everything(), epoch=1, now=AT)
    assert _times(synced.view("case-1"), comment) == 1
    assert synced.findings() == []
    synced.sync(server)
    assert _times(server.cases["case-1"], comment) == 1
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.findings() == []


def test_what_was_settled_is_offered_again_by_the_server_s_time(synced, server):
    synced.act(synced.maker.comment(synced.view("case-1"), "kept"))
    synced.push(server, at=AT)
    synced.pull(server)
    synced.cache.needs_full_pull("epoch", AT + KEEP_MICROSECONDS + 1)
    assert not synced.cache.has_unknown()
    synced.cache.needs_full_pull("epoch", AT + KEEP_MICROSECONDS)
    assert synced.cache.has_unknown()


def test_a_person_who_may_do_other_things_now_sees_what_waits_accordingly(synced):
    reject = synced.maker.act(synced.view("case-1"), "reject", text="ไม่ใช่หน้าที่")
    synced.act(reject)
    roles = [Role.OFFICER]

    def context(operation):
        return msgspec.structs.replace(context_for(operation), role=roles[0])

    forgotten = []
    synced.cache.set_context(context, lambda: forgotten.append(True))
    synced.cache.person_changed()
    assert forgotten
    assert synced.view("case-1").state == State.WAITING
    assert synced.cache.operation(reject.id).sending == Sending.WAITING
    assert synced.findings() == []
    roles[0] = Role.CLERK
    synced.cache.person_changed()
    assert synced.view("case-1").state == State.REJECTED
    assert synced.findings() == []


def _group(server):
    """Make cases 1 to 3 a group with case 1 as the main one."""
    for n in (2, 3):
        server.put(msgspec.structs.replace(server.cases[f"case-{n}"], parent="case-1"))
    server.put(msgspec.structs.replace(server.cases["case-1"], members=("case-2", "case-3")))


@pytest.mark.parametrize("limit", [1, 2, 1000])
@pytest.mark.parametrize("outcome_first", [True, False])
def test_an_act_on_a_main_case_comes_down_once_however_pages_are_cut(
    synced, server, limit, outcome_first
):
    _group(server)
    synced.pull(server)
    accept = synced.maker.act(synced.view("case-1"), "accept")
    synced.act(accept)
    mine = synced.maker.comment(synced.view("case-2"), "member's own")
    synced.act(mine)
    outcomes = server.push(synced.send())
    if outcome_first:
        synced.cache.settle(outcomes, AT)
    while True:
        lines, end = server.feed(int(synced.cache.get("cursor")), limit)
        synced.cache.apply_page(lines, end, epoch=1, now=AT)
        for n in (1, 2, 3):
            view = synced.view(f"case-{n}")
            assert (view.state, _times(view, accept)) == (State.IN_PROGRESS, 1)
        assert _times(synced.view("case-2"), mine) == 1
        assert synced.findings() == []
        if not end.more:
            break
    synced.cache.settle(outcomes, AT)
    for n in (1, 2, 3):
        assert synced.view(f"case-{n}") == server.cases[f"case-{n}"]


def test_a_member_the_server_left_out_is_shown_as_the_server_has_it(synced, server):
    _group(server)
    synced.pull(server)
    synced.act(synced.maker.act(synced.view("case-1"), "accept"))
    parted = server.cases["case-1"]
    server.cases["case-1"] = msgspec.structs.replace(parted, members=("case-2",))
    server.put(server.cases["case-1"])
    synced.sync(server)
    assert synced.view("case-3").state == State.WAITING
    assert synced.view("case-2").state == State.IN_PROGRESS
    assert synced.kept_apart() == 0
    assert synced.findings() == []


@pytest.mark.parametrize("outcome_first", [True, False])
@pytest.mark.parametrize("kind", ["part", "undo"])
def test_what_reaches_other_cases_stays_shown_there_until_their_page_comes(
    synced, server, kind, outcome_first
):
    _group(server)
    synced.pull(server)
    if kind == "undo":
        accept = synced.maker.act(synced.view("case-1"), "accept")
        synced.act(accept)
        synced.sync(server)
        synced.act(synced.maker.act(synced.view("case-1"), "undo", target=accept.id))
    else:
        synced.act(synced.maker.act(synced.view("case-2"), "part"))
    outcomes = server.push(synced.send())
    if outcome_first:
        synced.cache.settle(outcomes, AT)
    while True:
        lines, end = server.feed(int(synced.cache.get("cursor")), 1)
        synced.cache.apply_page(lines, end, epoch=1, now=AT)
        if kind == "part":
            assert synced.view("case-1").members == ("case-3",)
            assert synced.view("case-2").parent == ""
        else:
            assert {synced.view(f"case-{n}").state for n in (1, 2, 3)} == {State.WAITING}
        assert synced.findings() == []
        if not end.more:
            break
    synced.cache.settle(outcomes, AT)
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.kept_apart() == 0


def test_merge_and_part_are_shown_on_both_cases_and_settle(synced, server):
    merge = synced.maker.act(synced.view("case-2"), "merge", parent="case-1")
    synced.act(merge)
    assert synced.view("case-1").members == ("case-2",)
    assert synced.cache.base("HT", "case-1").members == ()
    assert synced.cache.withdraw(merge.id)
    assert synced.view("case-1").members == ()
    synced.act(synced.maker.act(synced.view("case-2"), "merge", parent="case-1"))
    synced.act(synced.maker.act(synced.view("case-1"), "accept"))
    synced.sync(server)
    assert synced.view("case-2").state == State.IN_PROGRESS
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.view("case-2") == server.cases["case-2"]
    assert synced.findings() == []


@pytest.mark.parametrize("sent", [True, False])
def test_undoing_a_part_puts_the_member_back_on_both_cases(synced, server, sent):
    _group(server)
    synced.pull(server)
    part = synced.maker.act(synced.view("case-2"), "part")
    synced.act(part)
    if sent:
        synced.sync(server)
    synced.act(synced.maker.act(synced.view("case-2"), "undo", target=part.id))
    assert synced.view("case-1").members == ("case-2", "case-3")
    assert synced.findings() == []
    synced.sync(server)
    assert synced.view("case-2").parent == "case-1"
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.view("case-1").members == ("case-2", "case-3")
    assert synced.kept_apart() == 0
    assert synced.findings() == []


def _report(desk):
    ticket = Ticket(number="2026-NEW1", description="ไฟดับ", reported_at=AT)
    blank = a_case(77)
    return desk.maker.make(blank, Report(ticket=ticket, types=("แสงสว่าง",)))


def test_a_report_taken_offline_is_a_case_at_once_and_settles(synced, server):
    report = _report(synced)
    synced.act(report)
    synced.act(synced.maker.act(synced.view("case-77"), "accept"))
    assert synced.cache.find("2026-NEW1")[0].state == State.IN_PROGRESS
    assert synced.cache.base("HT", "case-77") is None
    assert synced.findings() == []
    synced.sync(server)
    assert synced.view("case-77") == server.cases["case-77"]
    assert synced.findings() == []


def test_a_withdrawn_report_leaves_nothing_behind(synced):
    report = _report(synced)
    synced.act(report)
    assert [o.id for o in synced.cache.last_undoable("malee")] == [report.id]
    assert synced.cache.withdraw(report.id)
    assert synced.view("case-77") is None
    assert synced.cache.outbox() == synced.cache.attention() == []
    assert synced.findings() == []


def test_id_reused_needs_attention(synced, server):
    comment = synced.maker.comment(synced.view("case-1"), "x")
    synced.act(comment)
    synced.send()
    synced.cache.settle([wire.Outcome(id=comment.id, outcome="id_reused")], AT)
    assert [i.reason for i in synced.cache.attention()] == ["id_reused"]
    assert synced.view("case-1") == server.cases["case-1"]


def test_an_id_used_twice_is_a_mistake_and_saves_nothing(synced):
    comment = synced.maker.comment(synced.view("case-1"), "x")
    synced.act(comment)
    other = synced.maker.comment(synced.view("case-2"), "y")
    with pytest.raises(ValueError, match="used before"):
        synced.act(other, comment)
    assert len(synced.cache.outbox()) == 1
    assert synced.findings() == []


def test_settled_operations_are_forgotten_after_a_month(synced, server):
    comment = synced.maker.comment(synced.view("case-1"), "x")
    synced.act(comment)
    synced.sync(server)
    end = wire.End(cursor=str(server.number), more=False)
    synced.cache.apply_page([], end, epoch=1, now=AT + 29 * 24 * 3_600_000_000)
    assert synced.cache.operation(comment.id) is not None
    synced.cache.apply_page([], end, epoch=1, now=AT + 31 * 24 * 3_600_000_000)
    assert synced.cache.operation(comment.id) is None
    assert synced.view("case-1").history[-1].text == "x"
    assert synced.findings() == []


def test_listeners_hear_of_what_changed_after_it_is_durable(synced, server):
    heard = []
    synced.cache.on_change(lambda change: heard.append((change, len(synced.cache.outbox()))))
    synced.act(synced.maker.comment(synced.view("case-1"), "x"))
    change, waiting = heard[-1]
    assert change.cases == {("HT", "case-1")}
    assert (change.outbox, change.counts, waiting) == (True, True, 1)


@pytest.mark.parametrize("order", ["outcome last", "gone last"])
def test_what_was_done_to_a_group_is_shown_alike_when_one_of_it_leaves_the_scope(
    synced, server, order
):
    merge = synced.maker.act(synced.view("case-2"), "merge", parent="case-1")
    synced.act(merge)
    outcomes = server.push(synced.send())
    server.leave("case-2")
    gone = [wire.Line(gone="case-2")], wire.End(cursor=str(synced.cursor()), more=True)
    steps = [
        lambda: synced.cache.apply_page(*gone, epoch=1, now=AT),
        lambda: synced.cache.settle(outcomes, AT),
    ]
    for step in steps if order == "outcome last" else reversed(steps):
        step()
        assert synced.findings() == []
    assert synced.view("case-2") is None
    synced.pull(server)
    assert synced.view("case-1") == server.cases["case-1"]
    assert synced.view("case-1").members == ("case-2",)
    assert synced.findings() == []
