"""Uploads by whose they are and of what, to go on with one that was begun before."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("uploads_by_photo", "uploads", ["account", "sha256"])


def downgrade() -> None:
    op.drop_index("uploads_by_photo", "uploads")
