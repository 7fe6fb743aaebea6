"""What one server process holds: database, photos, uploads, the brake on guessing, the door."""

from __future__ import annotations

from pathlib import Path

from server.db import Database
from server.maintenance import Door
from server.passwords import Brake
from server.photos import PhotoFolder
from server.uploads import Uploads


class Service:
    """Everything behind the HTTP interface."""

    def __init__(self, folder: Path, url: str = "") -> None:
        """Open the data folder; `url` names another database than the SQLite file in it."""
        self.database = Database(folder, url)
        self.photos = PhotoFolder(folder)
        self.uploads = Uploads(self.database, self.photos)
        self.brake = Brake()
        self.door = Door(folder)

    def close(self) -> None:
        """Close the database."""
        self.database.close()
