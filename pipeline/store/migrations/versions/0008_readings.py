"""Which version of the program read each report: `readings`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table, empty: nobody wrote down which version read the reports that are there."""
    gone = sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE")
    op.create_table("readings", sa.Column("doc_id", sa.Text), sa.Column("version", sa.Text), gone)
    op.create_index("readings_doc_id", "readings", ["doc_id"])
