"""A keyring for starts that are measured: it answers at once, from a file.

The system's own cannot be asked where no person is signed in. Run as a program, it lets a profile
be opened by it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import keyring.backend

FILE = "TAMBON_KEYRING_FILE"
NAME = "benchmarks.support.file_keyring.FileKeyring"


class FileKeyring(keyring.backend.KeyringBackend):
    """Keeps its values as they are; for measuring only."""

    priority: Any = 1

    def get_password(self, service: str, username: str) -> str | None:
        """The value that was kept."""
        return self._read().get(f"{service}|{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a value."""
        self._write(self._read() | {f"{service}|{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no more."""
        self._write({k: v for k, v in self._read().items() if k != f"{service}|{username}"})

    @staticmethod
    def _read() -> dict[str, str]:
        file = Path(os.environ[FILE])
        held: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        return held

    @staticmethod
    def _write(values: dict[str, str]) -> None:
        Path(os.environ[FILE]).write_text(json.dumps(values), "utf-8")


def main(folder: str, passphrase: str) -> int:
    """Let a profile with a passphrase be opened by the keyring in use."""
    from desktop.storage import keys
    from desktop.storage.profile import Profile

    profile = Profile(Path(folder))
    keys.rewrap(profile, keys.load_key(profile, passphrase), None)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
