"""Keeps None alive under PySide6 6.12.0, which uses one reference of it up with every call.

Its wheels are built as for Python 3.12, where None is immortal and needs no counting. Before 3.12
each Qt method that returns nothing takes one reference of None away that was never given; after
some thousands of calls the interpreter ends with "none_dealloc: deallocating None". PySide6
6.11.3 counts rightly. Measured on CPython 3.11: sys.getrefcount(None) falls by one per call.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40
"""A million Qt calls a second would use this up in twelve days."""


def keep_none_alive() -> None:
    """Give None more references than any run uses up. Does nothing where it is immortal."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    if ctypes.sizeof(ctypes.c_ssize_t) < 8:
        return
    # The count is the first field of every object (CPython 3.11, Include/object.h); where it is
    # not, as in a build that traces references, the figures differ and nothing is touched.
    count = ctypes.c_ssize_t.from_address(id(None))
    if abs(count.value - sys.getrefcount(None)) <= 8 and count.value < _PLENTY:
        count.value += _PLENTY
