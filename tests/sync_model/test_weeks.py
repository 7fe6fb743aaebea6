"""Officers, a clerk, a supervisor and another system change the same cases for days: all agree."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync_model import weeks
from tests.sync_model.world import Template, World, make_template, quick_folder


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    """Signed-in desks, to be copied."""
    folder = quick_folder()
    yield make_template(folder / "template")
    shutil.rmtree(folder, ignore_errors=True)


# The first without a server that comes back from a copy, so that nothing acknowledged may go.
@pytest.mark.slow
@pytest.mark.parametrize(("seed", "restores"), [(1, False), (2, True)])
def test_after_days_of_work_and_cuts_all_have_the_same_cases(template, seed, restores):
    folder: Path = template.folder.parent / str(seed)
    world = World(folder, template)
    try:
        told = weeks.work(world, seed, days=5, restores=restores)
    finally:
        world.close()
    # It was no quiet week.
    needs_attention = told["conflicts"] + told["refused"] + told["held"]
    assert min(told["cut"], told["whole"], told["pushed"], told["photos_up"], needs_attention) > 0
