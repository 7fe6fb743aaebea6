"""Photos of a day proposed to cases: how often the proposals are right, and how fast they come.

Simulated days of several habits (`tests/support/simulated_days.py`), the truth beside them. Nobody
else's program does this, so there is nothing to compare with; the goals are our own.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable

from benchmarks.harness import Options, Row, main
from casework.pictures.matching import match
from tests.support.simulated_days import Habits, Score, proposals_of, simulate

DAYS = 300
HABITS = {
    "a usual day": Habits(),
    "a planned day": Habits(planned=True),
    "2,000 cases on 4 x 4 km": Habits(cases=2000, square_metres=4000),
    "noisy places": Habits(visit_error=25, photo_error=15, pin_error=30),
    "half the photos without a place": Habits(placeless=0.5),
}
WRONG_SURE, SECONDS = 0.02, 1.0
PHOTOS_VISITS, CASES = 85, 2000
"""About 300 photos, whole and spread over so many visits."""


def measures(options: Options) -> Iterable[Row]:
    """Shares over many days, then the time for 300 photos and 2,000 cases."""
    for name, habits in HABITS.items():
        score = Score()
        for seed in range(options.work(DAYS)):
            day = simulate(seed, habits)
            score.add(day, proposals_of(day))
        wrong = score.sure_wrong / max(1, score.sure)
        yield Row(f"{name}: wrong among clear", wrong, goal=WRONG_SURE, unit="share")
        yield Row(f"{name}: right among clear and likely", score.firm_precision, unit="share",
                  more_is_better=True)  # fmt: skip
        yield Row(f"{name}: found of all", score.recall, unit="share", more_is_better=True)
        yield Row(f"{name}: named at all", score.offered / score.of_cases, unit="share",
                  more_is_better=True)  # fmt: skip
    habits = Habits(cases=CASES, mine=120, visits=PHOTOS_VISITS, square_metres=9_000)
    day = simulate(7, habits)
    taken = []
    for _ in range(options.runs()):
        start = time.perf_counter()
        match(day.shots, day.sites)
        taken.append(time.perf_counter() - start)
    name = f"{len(day.shots)} photos, {CASES:,} cases"
    yield Row(name, statistics.median(taken), goal=SECONDS, spread=(min(taken), max(taken)))


if __name__ == "__main__":
    sys.exit(main("matching", measures))
