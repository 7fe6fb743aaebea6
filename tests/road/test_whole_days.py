"""Days of work with killed processes and a breaking line; `make soak` does hundreds of them."""

from __future__ import annotations

from contextlib import closing

import msgspec
import pytest

from tests.road.judge import Judge
from tests.road.ledger import Ledger
from tests.road.rounds import USERS, Town

ROUNDS = 5


@pytest.mark.slow
def test_what_people_were_told_outlives_kills_and_cuts(tmp_path):
    with closing(Town(tmp_path, seed=7)) as town:
        for number in range(ROUNDS):
            town.round(number)
        verdict = town.judge()
        assert (verdict.lost, verdict.doubled, verdict.wrong) == ([], [], [])
        assert verdict.applied > ROUNDS
        _and_the_judge_would_find_it(town)


def _and_the_judge_would_find_it(town: Town) -> None:
    """Each promise is broken once, in a copy of what the server has."""
    ledger = Ledger(town.days[USERS[0]].ledger)
    book = ledger.read()
    with closing(Judge(town.server.data)) as judge:
        settled = [s for s in book.saved if judge.outcomes.get(s.id) == "applied"]
        saved = next(s for s in settled if s.words and s.id not in book.taken_back)
        sent = next(s for s in settled if s.photos)
        case = judge.cases[saved.case]
        said = next(event for event in case.history if event.text == saved.words)
        others = tuple(event for event in case.history if event is not said)
        judge.cases[saved.case] = msgspec.structs.replace(case, history=(*case.history, said))
        judge.promises(ledger, USERS[0])
        judge.histories()
        assert len(judge.verdict.doubled) == 2
        judge.cases[saved.case] = msgspec.structs.replace(case, history=others)
        judge.promises(ledger, USERS[0])
        assert len(judge.verdict.lost) == 1
        judge.outcomes.pop(saved.id)
        judge.promises(ledger, USERS[0])
        assert len(judge.verdict.lost) == 2
    with closing(Judge(town.server.data)) as judge:
        judge.photo_path(sent.photos[0]).write_bytes(b"other bytes")
        judge.promises(ledger, USERS[0])
        assert judge.verdict.lost
