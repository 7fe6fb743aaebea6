"""A process that decodes like the desk's own, but does what its words say with some pictures."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from casework.pictures.showing import Pixels
from desktop.pictures.decoder import HereDecoder
from desktop.pictures.worker import serve


class Hostile(HereDecoder):
    """Pictures that start with these words act as a broken decoder would."""

    def inspect(self, data):
        self._act(data)
        return super().inspect(data)

    def thumbnail(self, data, longest_side):
        self._act(data)
        return super().thumbnail(data, longest_side)

    def pixels(self, data, longest_side):
        if data.startswith(b"too long"):
            return Pixels(longest_side * 2, 1, bytes(longest_side * 8))
        if data.startswith(b"too short"):
            return Pixels(longest_side, longest_side, b"few")
        return super().pixels(data, longest_side)

    def _act(self, data):
        if data.startswith(b"crash"):
            os.kill(os.getpid(), signal.SIGSEGV)
        if data.startswith(b"endless"):
            while True:
                pass
        if data.startswith(b"wait"):
            print("this must not reach the desk", flush=True)
            Path(data.removeprefix(b"wait ").decode()).touch()
            time.sleep(3600)
        if data.startswith(b"greedy"):
            bytes(4 * 1024**3)


if __name__ == "__main__":
    if sys.argv[1:] == ["dead"]:
        raise SystemExit(1)
    if sys.argv[1:] == ["babble"]:
        sys.stdout.buffer.write(b"x" * 100)
        raise SystemExit(0)
    raise SystemExit(serve(Hostile()))
