"""What the server answers when it does not do what it was asked: a status, a code, a sentence."""

from __future__ import annotations

from collections.abc import Mapping


class ApiError(Exception):
    """An error reply. `code` is for programs, `message` for logs."""

    def __init__(
        self, status: int, code: str, message: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """`status` is HTTP's."""
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})


class UsageError(Exception):
    """The administrator asked for something that cannot be done; `words` names the sentence."""

    def __init__(self, words: str, /, **values: object) -> None:
        """`values` go into the sentence."""
        super().__init__(words, values)
        self.words = words
        self.values = values
