"""What reviewers correct: `corrections`, what was read under them, and which rows are other than was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CORRECTED = (
    "citations", "dates", "counts", "unit_mentions", "abbreviations", "implementations", "directive_relations",
    "findings",
)  # fmt: skip
_COLUMNS = "doc_id fact source sha256 table text anchor action before after reviewer why made_at undone_by undone_at"


def upgrade() -> None:
    """Add two tables, both empty, and a column that is empty in every row."""
    for name in _CORRECTED:
        op.add_column(name, sa.Column("corrected", sa.Text))
        op.execute(sa.update(sa.table(name, sa.column("corrected"))).values(corrected=""))
    op.create_table(
        "corrections", sa.Column("correction_id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text) for name in _COLUMNS.split()),
    )  # fmt: skip
    for name in ("source", "sha256", "doc_id"):
        op.create_index(f"corrections_{name}", "corrections", [name])
    op.create_table(
        "originals", sa.Column("doc_id", sa.Text), sa.Column("rows", sa.LargeBinary),
        sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_index("originals_doc_id", "originals", ["doc_id"])
