"""The composition root: builds the desk, opens the window, or answers a headless command."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import starting
from desktop.errors import DeskError
from desktop.quick_imports import spare_pyside
from desktop.starting import Start
from desktop.storage import keys
from desktop.storage.profile import Profile

if TYPE_CHECKING:
    import argparse

    from desktop.ui.window import DeskWindow

VERSION = "0.1.0"


def main(
    argv: Sequence[str] | None = None, opened: Callable[[DeskWindow], None] | None = None
) -> int:
    """Run the program; returns its exit code (see `commands`).

    `opened` is told of the window where one is shown.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    start = starting.usual(words)
    if start is not None:
        return _window(start, opened)
    from desktop import cli

    code = cli.headless(words)
    if code is not None:
        return code
    args = cli.parser().parse_args(words)
    if args.version:
        print(f"tambon-desk {VERSION}")
        return 0
    if args.self_test:
        from desktop.self_test import run_self_test

        return run_self_test()
    if args.command == "demo":
        return _demo(args)
    named = (getattr(args, name, None) for name in ("profile", "passphrase_file", "language"))
    return _window(Start(*named), opened)


def _speak_utf8() -> None:
    """Thai goes out whole whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def has_screen() -> bool:
    """Whether a window can be shown to a person here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def log_to(folder: Path) -> None:
    """Write warnings and crashes into the profile's log; it holds no personal data."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        filename=folder / "desk.log",
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        encoding="utf-8",
    )
    crash = (folder / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crash)


def _demo(args: argparse.Namespace) -> int:
    from desktop import demo
    from desktop.errors import DeskError
    from desktop.messages import sentence
    from desktop.storage.errors import StorageError
    from desktop.sync.errors import SyncError
    from desktop.words import translate

    def say(step: str) -> None:
        if step == "fill":
            print(translate("Demo", "Filling the demo server with cases (half a minute) …"))

    tour = getattr(args, "tour", None)
    if tour is None and not has_screen():
        tour = Path.cwd() / "tour"
        print(translate("Demo", "There is no screen here: the tour is drawn into {folder}").format(
            folder=tour))  # fmt: skip
    server = demo.DemoServer(demo.demo_folder("desk" if tour is None else "tour"))
    try:
        server.prepare(say, fresh=tour is not None and not os.environ.get(demo.SCALED_TOUR))
        server.start()
        if tour is not None:
            from desktop.tour import run_tour

            return run_tour(server, Path(tour))
        from desktop.ui.application import make_application
        from desktop.ui.window import run_window

        log_to(server.folder)
        application = make_application()
        print(translate("Demo", "The demo's central server listens on {url} (this machine alone).")
              .format(url=server.url))  # fmt: skip
        return run_window(application, server.desk(demo.OFFICER), demo=server)
    except (DeskError, StorageError, SyncError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    finally:
        server.stop()


def _window(start: Start, opened: Callable[[DeskWindow], None] | None) -> int:
    from desktop.ahead import Ahead

    path = start.profile or starting.default_profile()
    if not has_screen():
        return _refuse(DeskError("no_screen"), start)
    path.mkdir(parents=True, exist_ok=True)
    log_to(path)
    try:
        passphrase = starting.read_secret(start.passphrase_file)
    except DeskError as error:
        return _refuse(error, start)
    # What is made now stays: looking through it for garbage again and again takes its time.
    # The window begins to look when it stands (`desktop.ui.garbage`).
    gc.disable()
    profile = Profile(path)
    # The passphrase or the keyring takes its time, and Qt's libraries can be loaded meanwhile.
    key = Ahead(lambda: keys.load_key(profile, passphrase)) if profile.exists() else None
    spare_pyside()
    from desktop.ui.application import make_application
    from desktop.ui.opening import open_window

    return open_window(make_application, profile, passphrase, key, opened)


def _refuse(error: DeskError, start: Start) -> int:
    from desktop.messages import sentence
    from desktop.words import use_language

    use_language("en" if start.language == "en" else starting.language_of_system())
    print(sentence(error), file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
