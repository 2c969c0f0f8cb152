"""Who may see the pages, who is there now, and who changed what: `users`, `sessions`, `changes`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the three tables, all empty."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    texts = ("at", "who", "action", "subject", "before", "after", "address")
    op.create_table(
        "changes", sa.Column("change_id", number, primary_key=True), *(sa.Column(name, sa.Text) for name in texts)
    )
    op.create_index("changes_action", "changes", ["action", "at"])
    op.create_table(
        "users", sa.Column("name_key", sa.Text, primary_key=True), sa.Column("name", sa.Text),
        sa.Column("role", sa.Text), sa.Column("hash", sa.Text), sa.Column("created_at", sa.Text),
        sa.Column("disabled", sa.Boolean),
    )  # fmt: skip
    op.create_table(
        "sessions", sa.Column("key_hash", sa.Text, primary_key=True), sa.Column("name_key", sa.Text),
        sa.Column("kind", sa.Text), sa.Column("began_at", sa.Text), sa.Column("seen_at", sa.Text),
        sa.ForeignKeyConstraint(["name_key"], ["users.name_key"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_index("sessions_name_key", "sessions", ["name_key"])
