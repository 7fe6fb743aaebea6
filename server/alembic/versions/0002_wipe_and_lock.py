"""Orders to wipe a device, and after how many days without the server a desk locks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("wipe_ordered_at", "wipe_given_at", "wiped_at"):
        op.add_column("devices", sa.Column(name, sa.BigInteger()))
    op.add_column(
        "authorities",
        sa.Column("lock_after_days", sa.Integer(), nullable=False, server_default="0"),
    )


def downgrade() -> None:
    raise NotImplementedError("an order to wipe is not forgotten")
