"""How large everything is, from 100 to 200 %: words, and with them rows, buttons and pictures.

Qt takes the factor before the application is made, so another size counts from the next start on.
Words alone would outgrow the rows and fields around them; so everything grows together, and the
pages do what they do in a small window.
"""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QSettings

SIZES: Final = (100, 125, 150, 175, 200)
KEY: Final = "text_size"
_FACTOR: Final = "QT_SCALE_FACTOR"


def size_of(value: object) -> int:
    """A size in percent as it was kept; 100 where it is none."""
    text = str(value)
    return int(text) if text.isdigit() and int(text) in SIZES else 100


def size_in_use() -> int:
    """The size (percent) with which this program was started."""
    return _in_use[0]


def take_size(settings: QSettings | None = None) -> None:
    """Take the size that the person chose, before the application is made.

    A factor that the system was told stays and is multiplied.
    """
    kept = settings or QSettings("tambon-desk", "tambon-desk")
    _in_use[0] = size_of(kept.value(KEY))
    if _in_use[0] != SIZES[0]:
        os.environ[_FACTOR] = f"{_told() * _in_use[0] / 100:.4g}"


def _told() -> float:
    try:
        return float(os.environ.get(_FACTOR, "1"))
    except ValueError:
        return 1.0


_in_use = [SIZES[0]]
