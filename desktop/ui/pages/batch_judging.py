"""What the photos on the board prove, asked beside, each photo and case once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from casework.pictures.proposals import Key
from desktop import batching
from desktop.ui.bridge import Bridge
from desktop.ui.pages.batch_board import Board

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto


class Judging:
    """Fills `judged` of a board."""

    def __init__(self, bridge: Bridge, board: Board) -> None:
        """Nothing asked."""
        self._bridge = bridge
        self._board = board
        self._asked: set[tuple[str, Key]] = set()

    def ask(self) -> None:
        """Ask for what is not known yet of the photos that are with a case."""
        desk, board = self._bridge.desk, self._board
        for group in board.groups:
            key = group.key
            case = board.cases.get(key) if key is not None else None
            if key is None or case is None:
                continue
            names = [p.shot.sha256 for p in group.photos]
            wanted = [s for s in names if (s, key) not in self._asked and s in board.state.photos]
            if wanted:
                self._asked |= {(sha256, key) for sha256 in wanted}
                photos = [board.state.photos[sha256] for sha256 in wanted]
                self._bridge.picture(partial(batching.judge, desk, case, photos), self._judged)

    def forget(self, keys: Iterable[Key]) -> None:
        """These cases changed: ask anew."""
        gone = set(keys)
        self._asked = {one for one in self._asked if one[1] not in gone}

    def _judged(self, found: dict[tuple[str, Key], PreparedPhoto]) -> None:
        self._board.judged |= found
        self._board.refresh()
