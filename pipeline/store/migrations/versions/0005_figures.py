"""The figures of reports as parts of series: `figures`, by what they count, of whom and over which time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXTS = (
    "doc_id", "line", "measure", "words", "plain", "about", "others", "section", "form", "scope", "unit_id",
    "unit_name", "extent", "value", "qualifier", "period_start", "period_end",
)  # fmt: skip


def upgrade() -> None:
    """Add the table, empty: reports that were read before are in no series until they are read again."""
    numbers = (sa.Column(name, sa.BigInteger) for name in ("page", "start", "end"))
    op.create_table(
        "figures", *(sa.Column(name, sa.Text) for name in _TEXTS), *numbers, sa.Column("text", sa.Text),
        sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_index("figures_doc_id", "figures", ["doc_id"])
    op.create_index("figures_line", "figures", ["line", "period_end"])
    op.create_index("figures_unit", "figures", ["unit_id", "unit_name", "line"])
    op.create_index("figures_measure", "figures", ["measure", "line"])
