"""Keeps others' libraries from work at import that this program has no use for."""

from __future__ import annotations

import sys


def spare_pyside() -> None:
    """Keep PySide from reading the source of every module that is imported after it.

    It looks there for its own name, to know where its optional features (snake_case names) may be
    asked for. Nobody asks for them here, and a hundred and more files make a sixth of the start.
    In a PySide that does this no more, or otherwise, nothing happens.
    """
    import shiboken6  # noqa: F401 - brings the module that reads

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 - untyped
