"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("username", sa.String(length=64), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("authority", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
    )
    op.create_index("accounts_of_authority", "accounts", ["authority"])
    op.create_table(
        "authorities",
        sa.Column("code", sa.String(length=32), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("settings_version", sa.Integer(), nullable=False),
        sa.Column("types", sa.Text(), nullable=False),
        sa.Column("outlines", sa.Text(), nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("id", sa.String(length=64), primary_key=True),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_index("cases_by_number", "cases", ["authority", "number"])
    op.create_index("cases_by_state", "cases", ["authority", "is_open", "id"])
    op.create_index("cases_by_version", "cases", ["authority", "version"])
    op.create_index("cases_of_officer", "cases", ["authority", "officer", "is_open", "id"])
    op.create_table(
        "devices",
        sa.Column("account", sa.String(length=64), primary_key=True),
        sa.Column("device", sa.String(length=64), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("recovery_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "failures",
        sa.Column("account", sa.String(length=64), primary_key=True),
        sa.Column("device", sa.String(length=64), primary_key=True),
        sa.Column("case_id", sa.String(length=64), primary_key=True),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
    )
    op.create_index("log_of_case", "log", ["authority", "case_id"])
    op.create_index("log_of_operation", "log", ["authority", "operation"])
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=64), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "operations",
        sa.Column("account", sa.String(length=64), primary_key=True),
        sa.Column("id", sa.String(length=64), primary_key=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("effective_at", sa.BigInteger()),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
    )
    op.create_index("operations_of_case", "operations", ["account", "device", "case_id"])
    op.create_table(
        "payloads",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("erased", sa.Text(), nullable=False),
    )
    op.create_table(
        "photo_proofs",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("case_id", sa.String(length=64), primary_key=True),
        sa.Column("sha256", sa.String(length=64), primary_key=True),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "photos",
        sa.Column("sha256", sa.String(length=64), primary_key=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "scope_exits",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("account", sa.String(length=64), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("case_id", sa.String(length=64), nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", sa.LargeBinary(length=32), primary_key=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.LargeBinary(length=32)),
        sa.Column("spent", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("tokens_by_age", "tokens", ["expires_at"])
    op.create_index("tokens_of_device", "tokens", ["account", "device"])
    op.create_table(
        "units",
        sa.Column("authority", sa.String(length=32), primary_key=True),
        sa.Column("code", sa.String(length=64), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=64), primary_key=True),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("authority", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("uploads_by_age", "uploads", ["created_at"])


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken away")
