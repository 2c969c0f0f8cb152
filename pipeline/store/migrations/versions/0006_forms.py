"""The tables annexed to reports: `forms`, and `form_cells` with the headings of each cell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NUMBERS = frozenset(("page", "start", "end", "rows", "columns", "row", "column"))
_TABLES = {
    "forms": "doc_id form title page start end rows columns mention",
    "form_cells": "doc_id form row column row_heading column_heading text value measure unit_id page start end boxes",
}


def upgrade() -> None:
    """Add both tables, empty: the forms of reports that were read before are there once they are read again."""
    for name, declared in _TABLES.items():
        columns = (sa.Column(one, sa.BigInteger if one in _NUMBERS else sa.Text) for one in declared.split())
        gone = sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE")
        op.create_table(name, *columns, gone)
        op.create_index(f"{name}_doc_id", name, ["doc_id"])
