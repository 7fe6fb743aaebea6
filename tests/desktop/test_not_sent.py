"""A request that never left leaves its operations waiting, so that they can be withdrawn."""

from __future__ import annotations

from casework import acts
from desktop import acting
from desktop.desk import Desk
from desktop.storage.records import CaseQuery, Sending


def comment(desk: Desk) -> str:
    row = desk.rows(CaseQuery()).rows[0]
    case = desk.case(row.authority, row.id)
    assert case is not None
    payload = acts.payload(case, "comment", text="จะไปดูพรุ่งนี้")
    made = acting.make(desk.person, "d1", [(case, payload)])
    desk.cache.act(made, desk.person.context)
    return made[0].id


def test_without_a_connection_an_act_still_waits_and_can_be_withdrawn(desk):
    act = comment(desk)
    desk.cache.mark_sent([act])
    desk.cache.mark_not_sent([act])
    (item,) = desk.outbox()
    assert (item.sending, item.tries) == (Sending.WAITING, 0)
    assert desk.cache.withdraw(act)


def test_what_an_earlier_request_may_have_carried_stays_unknown(desk):
    act = comment(desk)
    desk.cache.mark_sent([act])
    desk.cache.mark_sent([act])
    desk.cache.mark_not_sent([act])
    (item,) = desk.outbox()
    assert (item.sending, item.tries) == (Sending.UNKNOWN, 1)
    assert not desk.cache.withdraw(act)


def test_what_was_withdrawn_in_the_last_moment_may_not_go_out(desk):
    withdrawn, kept = comment(desk), comment(desk)
    batch = [operation.id for operation in desk.cache.to_push()]
    assert desk.cache.withdraw(withdrawn)
    assert desk.cache.mark_sent(batch) == {kept}
