"""The part of the cache that keeps small things: named values, journal, history, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop import clock
from desktop.storage import small
from desktop.storage.database import File
from desktop.storage.records import JournalLine


class Values:
    """Named values, the journal, the history of syncs and drafts of a cache's file."""

    file: File

    def get(self, name: str, default: Any = None) -> Any:
        """A named value."""
        with self.file.reading() as connection:
            return small.get_meta(connection, name, default)

    def put(self, name: str, value: Any) -> None:
        """Keep a named value (anything JSON can say)."""
        self.put_many({name: value})

    def put_many(self, values: Mapping[str, Any]) -> None:
        """Keep several named values at once."""
        if not values:
            return
        with self.file.writing() as connection:
            small.put_metas(connection, values)

    def names(self, prefix: str) -> list[str]:
        """The names of values that begin so."""
        with self.file.reading() as connection:
            return small.meta_names(connection, prefix)

    def drop(self, names: Iterable[str]) -> None:
        """Forget named values."""
        gone = list(names)
        if not gone:
            return
        with self.file.writing() as connection:
            small.drop_metas(connection, gone)

    def journal(self, code: str, /, **detail: int | str) -> None:
        """Add a line to the sync journal."""
        with self.file.writing() as connection:
            small.add_line(connection, clock.now(), code, detail)

    def journal_lines(self, limit: int) -> list[JournalLine]:
        """The newest lines of the journal, newest first."""
        with self.file.reading() as connection:
            return small.lines(connection, limit)

    def sync_run(
        self,
        record: Mapping[str, Any],
        values: Mapping[str, Any] | None = None,
        *,
        replacing: bool = False,
    ) -> None:
        """Add a round of sync to the history, or write the newest one anew, with named values.

        What these say is not worth a wait for the disk.
        """
        with self.file.writing(durable=False) as connection:
            small.add_sync(connection, clock.now(), record, replacing=replacing)
            small.put_metas(connection, values or {})

    def sync_runs(self, limit: int) -> list[dict[str, Any]]:
        """The newest rounds of sync, newest first."""
        with self.file.reading() as connection:
            return small.syncs(connection, limit)

    def draft(self, authority: str, case: str, kind: str) -> Any:
        """A draft, None where there is none."""
        with self.file.reading() as connection:
            return small.get_draft(connection, authority, case, kind)

    def save_draft(self, authority: str, case: str, kind: str, body: Any) -> None:
        """Keep a draft (anything JSON can say)."""
        with self.file.writing() as connection:
            small.put_draft(connection, authority, case, kind, body, clock.now())

    def delete_draft(self, authority: str, case: str, kind: str) -> None:
        """Forget a draft."""
        with self.file.writing() as connection:
            small.drop_draft(connection, authority, case, kind)
