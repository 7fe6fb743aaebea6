"""The tables of the central server, portable between SQLite and PostgreSQL.

Times are integer µs UTC. Tables that hold cases are keyed by authority first, so that they can
be sharded by it. Sorting never uses a collation of the database: keys are ASCII.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0006"
"""The Alembic revision that these tables are; the newest file in `alembic/versions`."""

metadata = MetaData()

# Facts of this server: its id, its epoch.
meta = Table(
    "meta",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

# `number` is the authority's last change number and `head` the hash of its log up to there.
authorities = Table(
    "authorities",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    Column("settings_version", Integer, nullable=False),
    Column("types", Text, nullable=False),
    Column("outlines", Text, nullable=False),
    Column("lock_after_days", Integer, nullable=False, server_default="0"),
)

units = Table(
    "units",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("name", Text, nullable=False),
)

# `scope` grows whenever what the account sees changes as a whole (role, unit, authority); what a
# desk compares is this and the beginnings and ends of leaves (`server/leaves.py`).
accounts = Table(
    "accounts",
    metadata,
    Column("username", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("authority", String(32), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("scope", Integer, nullable=False),
    Index("accounts_of_authority", "authority"),
)

# Outlines of areas for the maps of an authority's desks, packed as they are sent (`areas.py`).
areas = Table(
    "areas",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("count", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("added_at", BigInteger, nullable=False),
)

# Days are written YYYY-MM-DD, both inclusive, in Thailand. Rows are never taken out or moved: each
# counts in the scope of the substitute for ever.
leaves = Table(
    "leaves",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("authority", String(32), nullable=False),
    Column("officer", String(64), nullable=False),
    Column("substitute", String(64), nullable=False),
    Column("from_day", String(10), nullable=False),
    Column("to_day", String(10), nullable=False),
    Column("ended_at", BigInteger),
    Column("ended_by", String(64), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Index("leaves_of_authority", "authority"),
    Index("leaves_of_substitute", "substitute"),
)

# `wipe_ordered_at` is an order in force; `wipe_given_at` when the device first got it with its
# proof, `wiped_at` when it said that it had obeyed. The order stays, for copies of its disk.
devices = Table(
    "devices",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("recovery_key", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("wipe_ordered_at", BigInteger),
    Column("wipe_given_at", BigInteger),
    Column("wiped_at", BigInteger),
)

# Tokens are stored hashed. `parent` is the hash of the refresh token that was exchanged for this
# one; `spent` marks one whose successor has been used.
tokens = Table(
    "tokens",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("account", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("parent", LargeBinary(32)),
    Column("spent", Boolean, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("tokens_of_device", "account", "device"),
    Index("tokens_by_age", "expires_at"),
)

# `body` is the case as JSON, as it is sent; the other columns repeat what is searched by.
cases = Table(
    "cases",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("number", String(64), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("officer", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("cases_by_version", "authority", "version"),
    Index("cases_by_number", "authority", "number"),
    Index("cases_by_state", "authority", "is_open", "id"),
    Index("cases_of_officer", "authority", "officer", "is_open", "id"),
)

# Append-only. `hash` chains each entry to the one before it within the authority.
log = Table(
    "log",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("case_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("operation", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("payload_hash", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Index("log_of_case", "authority", "case_id", "number"),
    Index("log_of_operation", "authority", "operation"),
)

# Payloads lie apart from the log, so that personal data can be erased; the hash stays.
payloads = Table(
    "payloads",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("body", LargeBinary),
    Column("erased", Text, nullable=False),
)

# A case that left the view of an account without being deleted.
scope_exits = Table(
    "scope_exits",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("case_id", String(64), nullable=False),
)

# Every operation that came in, as it came, with its outcome, which is repeated for ever.
operations = Table(
    "operations",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("hash", LargeBinary(32), nullable=False),
    Column("authority", String(32), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("effective_at", BigInteger),
    Column("received_at", BigInteger, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("operations_of_case", "account", "device", "case_id"),
)

# The last operation of a device on a case that did not go through: later ones are held behind it.
failures = Table(
    "failures",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("case_id", String(64), primary_key=True),
    Column("operation", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
)

photos = Table(
    "photos",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("format", String(16), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
)

# Proof that somebody had the bytes for this case. Knowing a hash gives no access.
photo_proofs = Table(
    "photo_proofs",
    metadata,
    Column("authority", String(32), primary_key=True),
    Column("case_id", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# How far an upload is, is the size of its file; the row says whose it is and what for.
uploads = Table(
    "uploads",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("authority", String(32), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("uploads_by_age", "created_at"),
    Index("uploads_by_photo", "account", "sha256"),
)
