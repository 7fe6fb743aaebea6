"""What the desk cannot do, each with a code that `messages` puts into words."""

from __future__ import annotations


class DeskError(Exception):
    """The desk cannot do what was asked; nothing is lost."""

    def __init__(self, code: str, **detail: object) -> None:
        """`detail` holds the values of the sentence."""
        super().__init__(code)
        self.code = code
        self.detail = detail
