"""A fix that is half recorded when the power goes is there again, up to the last pause."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.ui.bridge import Bridge
from desktop.ui.pages.fix import FixPage
from tests.desktop.conftest import a_case, fill, sign_in_without_server
from tests.support import half_a_fix
from tests.support.page_window import PageWindow


def killed_while_typing(repository: Path, profile: Path, photo: Path) -> None:
    """Let a person work until the last pause is told, then kill the process as a power cut does."""
    command = [sys.executable, "-m", "tests.support.half_a_fix", str(profile), str(photo)]
    with subprocess.Popen(
        command, cwd=repository, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert said == "kept"


def test_what_was_typed_and_photographed_is_there_after_sigkill(
    repository: Path, tmp_path: Path, qtbot: QtBot
):
    profile, photo = tmp_path / "profile", tmp_path / "after.jpg"
    Image.effect_noise((320, 240), 60).convert("RGB").save(photo, "JPEG")
    desk = sign_in_without_server(profile, "prasert")
    fill(desk, [a_case(1)])
    desk.close()
    killed_while_typing(repository, profile, photo)
    photo.unlink()  # the card is out of the computer by now
    desk = Desk.open(profile, half_a_fix.PASSPHRASE)
    bridge = Bridge(desk)
    page = FixPage(bridge, PageWindow(bridge))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.open_case(desk.find(half_a_fix.NUMBER))
    qtbot.waitUntil(lambda: not bridge.busy)
    draft = page.draft()
    assert draft.text.startswith(half_a_fix.TEXT)
    assert (draft.result, draft.left, draft.done_by) == (
        "partly", half_a_fix.LEFT, half_a_fix.WHO,
    )  # fmt: skip
    assert draft.day is not None
    assert draft.materials == half_a_fix.MATERIALS
    assert [held.name for held in page.photos()] == ["after.jpg"]
    assert desk.photos.read(page.photos()[0].sha256)
    bridge.close()
    desk.close()
