"""The tables of the cache and their migrations (sqlite-utils).

A list row is read from `cases` alone; whole cases lie in `snapshots` as JSON, so that scanning a
list never touches them. `snapshots.base` is kept apart (`cases.based` = 1) only while operations
are replayed on the case; else the view is the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.database import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 1
migrations = Migrations("cache")

_CASE_COLUMNS = {
    "key": int, "authority": str, "id": str, "number": str, "sentence": str, "types": str,
    "state": str, "label": str, "place": str, "village": str, "unit": str, "officer": str,
    "reported_at": int, "updated_at": int, "due_at": int, "finished_at": int,
    "reopen_count": int, "lon": float, "lat": float, "parent": str, "members": int,
    "before": str, "after": str, "version": int, "is_open": int, "urgency": int,
    "unsent": int, "attention": int, "generation": int, "gone": int, "based": int,
}  # fmt: skip
_CASE_INDEXES = (
    ("urgency", "reported_at", "id", "authority"),
    ("officer", "urgency", "reported_at", "id", "authority"),
    ("reported_at", "id", "authority"),
    ("updated_at", "id", "authority"),
    ("number", "id", "authority"),
    ("state", "parent"),
    ("is_open", "due_at"),
    ("generation",),
)


@migrations()
def m001_cases(db: Database) -> None:
    """Cases, their snapshots, photos and search."""
    required = {c for c in _CASE_COLUMNS if c not in {"key", "due_at", "finished_at", "lon", "lat"}}
    db.table("cases").create(
        _CASE_COLUMNS, pk="key", not_null=required,
        defaults={"unsent": 0, "attention": 0, "gone": 0, "based": 0},
    )  # fmt: skip
    db.table("cases").create_index(["authority", "id"], unique=True)
    for columns in _CASE_INDEXES:
        db.table("cases").create_index(list(columns))
    # Few rows have these: an index of those alone stays small and answers at once.
    for flag in ("unsent", "attention", "based", "gone"):
        db.execute(f"CREATE INDEX idx_cases_{flag} ON cases (key) WHERE {flag} = 1")
    db.table("snapshots").create({"key": int, "view": bytes, "base": bytes}, pk="key")
    db.table("case_photos").create(
        {"key": int, "sha256": str, "role": str, "verified": int, "withdrawn": int},
        pk=("key", "sha256"),
    )
    db.table("case_photos").create_index(["sha256"])
    db.execute("CREATE VIRTUAL TABLE search USING fts5(text, tokenize='trigram case_sensitive 1')")


@migrations()
def m002_outbox(db: Database) -> None:
    """Operations with the cases they touch, and the journal of uploads."""
    db.table("operations").create(
        {
            "seq": int, "id": str, "authority": str, "case_id": str, "kind": str, "actor": str,
            "grp": str, "target": str, "body": bytes, "sending": str, "tries": int,
            "sent_at": int, "made_at": int, "outcome": bytes, "version": int, "settled_at": int,
            "resolved": str, "number": str, "sentence": str,
        },
        pk="seq",
        not_null={"id", "authority", "case_id", "kind", "body", "sending", "tries", "resolved"},
        defaults={"tries": 0, "version": 0, "resolved": "", "target": "", "grp": ""},
    )  # fmt: skip
    db.table("operations").create_index(["id"], unique=True)
    db.table("operations").create_index(["sending", "seq"])
    db.table("operations").create_index(["authority", "case_id"])
    db.table("operations").create_index(["target"])
    db.table("operations").create_index(["grp"])
    db.table("operation_cases").create(
        {"seq": int, "authority": str, "case_id": str, "own": int, "replaying": int},
        pk=("seq", "case_id"),
        foreign_keys=[("seq", "operations", "seq")],
    )
    db.table("operation_cases").create_index(["authority", "case_id", "replaying"])
    db.execute("CREATE INDEX idx_replaying ON operation_cases (seq) WHERE replaying = 1")
    db.table("operation_photos").create(
        {"seq": int, "case_id": str, "sha256": str},
        pk=("seq", "sha256"),
        foreign_keys=[("seq", "operations", "seq")],
    )
    db.table("operation_photos").create_index(["case_id", "sha256"])
    db.table("uploads").create(
        {
            "case_id": str, "sha256": str, "authority": str, "name": str, "size": int,
            "sent": int, "state": str, "url": str, "tries": int, "next_try_at": int,
            "last_error": str, "seq": int,
        },
        pk=("case_id", "sha256"),
        not_null={"authority", "name", "size", "sent", "state", "url", "tries", "seq"},
    )  # fmt: skip
    db.table("uploads").create_index(["state", "seq"])


@migrations()
def m003_small(db: Database) -> None:
    """Values, journal, history of syncs, drafts."""
    db.table("meta").create({"name": str, "value": str}, pk="name", not_null={"value"})
    db.table("journal").create({"id": int, "at": int, "code": str, "detail": str}, pk="id")
    db.table("syncs").create({"id": int, "at": int, "record": str}, pk="id")
    db.table("drafts").create(
        {"authority": str, "case_id": str, "kind": str, "body": str, "at": int},
        pk=("authority", "case_id", "kind"),
    )
