"""No index over the words of cumulative figures: nobody looks them up, and PostgreSQL refuses long ones."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Drop the index; the rows stay as they are."""
    op.drop_index("cumulatives_words", "cumulatives")
