"""What every test shares: no screen, no keyring or folders of the person at the machine."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def _shield_the_person() -> None:
    """Point everything a program writes for its user at a folder that goes away again."""
    home = tempfile.mkdtemp(prefix="tambon-desk-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = str(Path(home, kind.lower()))
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def _draw_without_a_screen() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root, as containers and build machines do.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


# Before Qt is imported by any test: it reads these once.
_shield_the_person()
_draw_without_a_screen()

# One fixed seed for everybody: a test that fails does so again on the next machine.
hypothesis.settings.register_profile(
    "fixed", derandomize=True, database=None, deadline=None, max_examples=100
)
hypothesis.settings.register_profile("deep", hypothesis.settings(max_examples=5_000, deadline=None))
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def _nothing_known_of_time() -> Iterator[None]:
    """What contacts of one test told of this computer's clock is nothing to the next."""
    yield
    if (clock := sys.modules.get("desktop.clock")) is not None:
        clock.forget()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def real_data() -> Callable[[str], Path]:
    """Give the path of a file of the public data, or skip the test where it is missing.

    The folder is `TAMBON_DATA`, else `../shared/data` beside the repository.
    """
    folder = Path(os.environ.get("TAMBON_DATA") or REPOSITORY.parent / "shared" / "data")

    def find(name: str) -> Path:
        path = folder / name
        if not path.exists():
            pytest.skip(f"no public data here: {name} is not in TAMBON_DATA or ../shared/data")
        return path

    return find
