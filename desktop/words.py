"""The words on screen: English in the code, Thai from the Qt Linguist catalogue.

Only QtCore is used, so that the headless commands speak both languages without a window
system. Literal arguments let `make translations` find every text.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from typing import Literal

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop.paths import resource

Language = Literal["th", "en"]

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_thread = threading.local()


class _Catalogue:
    """The loaded Thai catalogue and whether it is asked; one for the process."""

    def __init__(self) -> None:
        self.language: Language = "en"
        self.thai: QTranslator | None = None
        self.data = b""  # what `thai` reads from, kept as long as it
        self.installed = False
        self.missing_told = False


_catalogue = _Catalogue()


def translate(context: str, text: str) -> str:
    """Give `text` in the language in use, or `text` itself where it has no translation.

    Works from any thread, and without an application object: Qt asks an application's
    translators only, so without one the catalogue is asked here.
    """
    if language() == "en":
        return text
    if language() != _catalogue.language:
        return _thai_of(context, text)
    if _catalogue.installed and QCoreApplication.instance() is not None:
        return QCoreApplication.translate(context, text)
    return _thai_of(context, text)


def _thai_of(context: str, text: str) -> str:
    if _catalogue.thai is None:
        return text
    return _catalogue.thai.translate(context, text) or text


@contextlib.contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak another language on this thread alone, while the screens keep theirs."""
    with _lock:
        if chosen == "th" and _catalogue.thai is None:
            _catalogue.thai = _load_thai()
    before = getattr(_thread, "language", None)
    _thread.language = chosen
    try:
        yield
    finally:
        _thread.language = before


def use_language(chosen: Language) -> None:
    """Speak Thai ("th") or English ("en") from now on.

    Every widget gets a LanguageChange event where there is an application. Where the built
    catalogue is missing, the English texts stay and the log says once how to build it.

    Raises:
        ValueError: for any other language.
    """
    if chosen not in ("th", "en"):
        raise ValueError(f"no such language: {chosen!r} (there are 'th' and 'en')")
    with _lock:
        if chosen == "th" and _catalogue.thai is None:
            _catalogue.thai = _load_thai()
        _catalogue.language = chosen
        _install(wanted=chosen == "th" and _catalogue.thai is not None)


def language() -> Language:
    """Give the language that was chosen last, or that this thread is speaking: "th" or "en"."""
    return getattr(_thread, "language", None) or _catalogue.language


def _load_thai() -> QTranslator | None:
    translator = QTranslator()
    try:
        # Read, not mapped: an update that rewrites the file must not pull it from under us.
        _catalogue.data = resource("translations", "tambon_th.qm").read_bytes()
    except OSError:
        _catalogue.data = b""
    if _catalogue.data and translator.load(_catalogue.data):
        return translator
    if not _catalogue.missing_told:
        _catalogue.missing_told = True
        _log.error("The Thai catalogue is not built, texts stay English: run `make translations`.")
    return None


def _install(*, wanted: bool) -> None:
    """Hand the catalogue to Qt, or take it back, so that widgets hear of the change."""
    thai = _catalogue.thai
    if thai is None or QCoreApplication.instance() is None:
        _catalogue.installed = False
        return
    # An application made after an earlier one does not know the translator: take it out first.
    if _catalogue.installed:
        QCoreApplication.removeTranslator(thai)
    _catalogue.installed = bool(wanted and QCoreApplication.installTranslator(thai))
