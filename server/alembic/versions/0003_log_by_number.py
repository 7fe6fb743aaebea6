"""The log of a case in the order of its numbers, for what changed since a version."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("log_of_case", "log")
    op.create_index("log_of_case", "log", ["authority", "case_id", "number"])


def downgrade() -> None:
    op.drop_index("log_of_case", "log")
    op.create_index("log_of_case", "log", ["authority", "case_id"])
