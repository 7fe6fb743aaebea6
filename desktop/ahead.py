"""Work that is begun before anybody asks for it, on a thread beside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """An answer on its way: calling it waits for the answer, or raises what the work raised."""

    def __init__(self, work: Callable[[], T]) -> None:
        """The work begins now."""
        self._work = work
        self._answers: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def comes_within(self, seconds: float) -> bool:
        """Wait no longer than this; says whether the answer is there."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def __call__(self) -> T:
        """The answer."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._answers[0]

    def _run(self) -> None:
        try:
            self._answers.append(self._work())
        except BaseException as error:  # noqa: BLE001 - raised where the answer is asked for
            self._error = error
