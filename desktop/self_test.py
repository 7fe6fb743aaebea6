"""Checks that an installation is whole: libraries, resources, cipher, fonts, words, map."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop.paths import resource


def run_self_test() -> int:
    """Run every check, print a line each, and return 0 when all passed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    for name, check in CHECKS.items():
        try:
            detail = check()
        except Exception as error:  # noqa: BLE001 - a check that breaks is a check that failed
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}", file=sys.stderr)
        else:
            print(f"ok     {name}: {detail}")
    print(f"self-test: {len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _resources() -> str:
    wanted = [
        resource("fonts", "Sarabun_400Regular.ttf"),
        resource("icons"),
        resource("maps"),
        resource("translations", "tambon_th.qm"),
        resource("demo", "cases.json"),
    ]
    missing = [str(path) for path in wanted if not path.exists()]
    if missing:
        raise FileNotFoundError(", ".join(missing))
    return f"{len(wanted)} found"


def _words() -> str:
    from desktop.messages import of_code
    from desktop.words import language, use_language

    before = language()
    use_language("th")
    text = of_code("unreachable")
    use_language(before)
    if "สัญญาณ" not in text:
        raise LookupError("the Thai catalogue does not answer")
    return text


def _cache() -> str:
    from desktop.storage import keys
    from desktop.storage.cache import Cache
    from desktop.storage.profile import Profile

    with tempfile.TemporaryDirectory() as folder:
        profile = Profile(Path(folder))
        key = keys.create_key(profile, "self-test", None)
        cache = Cache.open(profile, key)
        cache.put("hello", "ไทย")
        cache.close()
        if profile.cache_file.read_bytes()[:15] == b"SQLite format 3":
            raise ValueError("the cache is not encrypted")
        cache = Cache.open(profile, keys.load_key(profile, "self-test"))
        value = cache.get("hello")
        cache.close()
    if value != "ไทย":
        raise ValueError("the cache forgot")
    return "encrypted, opened again"


def _pictures() -> str:
    import io

    import pillow_heif
    from PIL import Image

    from desktop.pictures.apart import ApartDecoder

    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, "JPEG")
    decoder = ApartDecoder()
    try:
        decoder.thumbnail(drawn.getvalue(), 32)
        if decoder.pid is None:
            raise RuntimeError("the process that decodes does not start")
    finally:
        decoder.close()
    return f"decoded in a process apart, HEIC {pillow_heif.libheif_version()}"


def _window() -> str:
    from desktop.ui.application import make_application
    from desktop.ui.theme import Theme

    application = make_application()
    Theme.current().apply(application, "light")
    family = application.font().family()
    if "Sarabun" not in family:
        raise LookupError(f"the font is {family}")
    return f"{application.platformName()}, {family}"


def _map() -> str:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from desktop.maps.page import build_page
    from desktop.maps.under import Under
    from desktop.ui.map_look import current_look

    page = build_page(Under(), language="th", dark=False, look=current_look())
    if "<script" not in page:
        raise ValueError("the map page is empty")
    return f"{QWebEngineView.__name__}, a page of {len(page):,} characters"


CHECKS: dict[str, Callable[[], str]] = {
    "resources": _resources,
    "words": _words,
    "cache": _cache,
    "pictures": _pictures,
    "window": _window,
    "map": _map,
}
