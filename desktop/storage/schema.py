"""The tables of the cache and their migrations (sqlite-utils).

A list is narrowed, sorted and counted in `facets` alone, its rows are read from `cases`, and whole
cases lie packed in `snapshots`, so that a list never touches them. `snapshots.base` is kept apart
(`cases.based` = 1) only while operations are replayed on the case; else the view is the base.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.storage.database import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 3
migrations = Migrations("cache")

# As they were when the tables were made; `rows.py` and `search.py` have the same.
_CHILD, _UNSENT, _ATTENTION = 16, 32, 64
_LETTERS = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Z* Cf Co Cn'"

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
    _make_cases(db, ["authority", "id"], _CASE_INDEXES)
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


@migrations()
def m004_facets(db: Database) -> None:
    """Facets, tallies, packed cases, and search that keeps no text; every case is written anew."""
    from desktop.storage.rewriting import cases_before, write_again

    held = cases_before(db.conn)
    for table in ("search", "snapshots", "case_photos", "cases"):
        db.execute(f"DROP TABLE {table}")
    _make_cases(db, ["id", "authority"], (("number",),))
    _make_facets(db)
    _make_search(db)
    # The step after this one, brought forward: cases are written as they are today.
    _lighten_writing(db)
    write_again(db.conn, held)


@migrations()
def m005_unindexed(db: Database) -> None:
    """The marks of cases whose words are still to be indexed; what is indexed already stays so."""
    if "unindexed" not in db.table_names():
        _lighten_writing(db)


def _make_cases(db: Database, unique: list[str], indexes: Iterable[tuple[str, ...]]) -> None:
    required = {c for c in _CASE_COLUMNS if c not in {"key", "due_at", "finished_at", "lon", "lat"}}
    db.table("cases").create(
        _CASE_COLUMNS, pk="key", not_null=required,
        defaults={"unsent": 0, "attention": 0, "gone": 0, "based": 0},
    )  # fmt: skip
    db.table("cases").create_index(unique, unique=True)
    for columns in indexes:
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


def _make_facets(db: Database) -> None:
    """What lists are narrowed by, kept in step with `cases`, and the tallies of it, by triggers."""
    db.table("names").create({"id": int, "word": str}, pk="id", not_null={"word"})
    db.table("names").create_index(["word"], unique=True)
    db.table("facets").create(
        {
            "key": int, "marks": int, "state": int, "types": int, "unit": int, "officer": int,
            "village": int, "urgency": int, "reported_at": int, "updated_at": int, "lon": int,
            "lat": int, "number": str,
        },
        pk="key",
        not_null={
            "marks", "state", "types", "unit", "officer", "village", "urgency", "reported_at",
            "updated_at", "number",
        },
    )  # fmt: skip
    for column in ("urgency", "reported_at", "updated_at", "number", "types", "village"):
        db.table("facets").create_index([column])
    db.execute(
        "CREATE TABLE tallies (state INTEGER NOT NULL, officer INTEGER NOT NULL, "
        "child INTEGER NOT NULL, number INTEGER NOT NULL, "
        "PRIMARY KEY (state, officer, child)) WITHOUT ROWID"
    )
    up = (
        "INSERT INTO tallies VALUES (NEW.state, NEW.officer, NEW.marks & {child} <> 0, 1) "
        "ON CONFLICT DO UPDATE SET number = number + 1;"
    )
    down = (
        "UPDATE tallies SET number = number - 1 WHERE state = OLD.state "
        "AND officer = OLD.officer AND child = (OLD.marks & {child} <> 0);"
    )
    for event, body in (("INSERT", up), ("DELETE", down)):
        db.execute(f"CREATE TRIGGER tally_{event.lower()} AFTER {event} ON facets "
                   f"BEGIN {body.format(child=_CHILD)} END")  # fmt: skip
    db.execute(
        "CREATE TRIGGER tally_update AFTER UPDATE OF state, officer, marks ON facets "
        "WHEN OLD.state <> NEW.state OR OLD.officer <> NEW.officer "
        f"OR (OLD.marks & {_CHILD}) <> (NEW.marks & {_CHILD}) "
        f"BEGIN {(down + up).format(child=_CHILD)} END"
    )
    # The marks of outbox and attention are set in `cases`, from many places.
    db.execute(
        "CREATE TRIGGER mark_update AFTER UPDATE OF unsent, attention ON cases "
        "WHEN OLD.unsent <> NEW.unsent OR OLD.attention <> NEW.attention "
        f"BEGIN UPDATE facets SET marks = (marks & {~(_UNSENT | _ATTENTION)}) "
        f"| (NEW.unsent * {_UNSENT}) | (NEW.attention * {_ATTENTION}) WHERE key = NEW.key; END"
    )


def _make_search(db: Database) -> None:
    db.table("texts").create(
        {"key": int, "text": bytes, "words": int}, pk="key", not_null={"text", "words"}
    )
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1, "
        "tokenize='trigram case_sensitive 1')"
    )
    db.execute(
        "CREATE VIRTUAL TABLE letters USING fts5(text, content='', contentless_delete=1, "
        f'detail=none, tokenize="{_LETTERS}")'
    )


def _lighten_writing(db: Database) -> None:
    """Marks of what is to be indexed, and indexes that are merged only when they are told to be.

    Left alone, FTS5 merges within the transaction that inserts, which then may take any time. A
    leaf of its tree fits a page of the file (4,096 bytes, of which SQLCipher takes 80).
    """
    db.execute("CREATE TABLE unindexed (key INTEGER PRIMARY KEY)")
    # `rows.py` counts new cases a page at a time.
    db.execute("DROP TRIGGER tally_insert")
    for table in ("search", "letters"):
        for name, value in (("automerge", 0), ("crisismerge", 64), ("pgsz", 3950)):
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (name, value))
