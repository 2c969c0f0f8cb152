"""The store's tables, as any database makes them: those of `tables.py`, the reports' texts, and the store's version.

This is what a fresh store looks like. A change here asks for a revision: see `pipeline/store/migrations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from pipeline.archive.cumulatives import COLUMNS as CUMULATIVES
from pipeline.archive.figures import COLUMNS as FIGURES
from pipeline.archive.figures import NUMBERS
from pipeline.archive.standings import COLUMNS
from pipeline.store.databases import DATABASES
from pipeline.tables import DERIVED, ColumnKind, tables

_TYPES: Mapping[ColumnKind, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text, "integer": sa.BigInteger, "boolean": sa.Boolean, "date": sa.Text, "decimal": sa.Text,
    "real": sa.Float,
}  # fmt: skip

# Everywhere in the order of its signs, «B» before «a», whatever a server makes of Vietnamese.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _metadata() -> sa.MetaData:
    metadata = sa.MetaData()
    for name, columns in tables().items():
        if name in DERIVED:
            continue
        keys = {"documents": "doc_id", "outcomes": "path_key", "corrections": "correction_id"}
        made = [sa.Column(c.name, _TYPES[c.kind], primary_key=keys.get(name) == c.name) for c in columns]
        table = sa.Table(name, metadata, *made)
        if any(column.name == "doc_id" for column in columns) and name not in keys:
            _belongs(table)
    sa.Index("documents_sha256", metadata.tables["documents"].c.sha256, unique=True)
    sa.Index("outcomes_doc_id", metadata.tables["outcomes"].c.doc_id)
    _belongs(
        sa.Table("texts", metadata, sa.Column("doc_id", sa.Text), sa.Column("text", sa.Text),
                 sa.Column("layers", sa.LargeBinary), sa.Column("edges", sa.LargeBinary),
                 sa.Column("tallies", sa.Text))
    )  # fmt: skip
    _belongs(
        sa.Table("originals", metadata, sa.Column("doc_id", sa.Text), sa.Column("rows", sa.LargeBinary))
    )  # fmt: skip
    _belongs(sa.Table("readings", metadata, sa.Column("doc_id", sa.Text), sa.Column("version", sa.Text)))
    corrections = metadata.tables["corrections"].c
    sa.Index("corrections_source", corrections.source, postgresql_using="hash")  # a path may be of any length
    for column in (corrections.sha256, corrections.doc_id):
        sa.Index(f"corrections_{column.name}", column)
    _add_passages(metadata)
    cited, done = (metadata.tables[name].c for name in ("citations", "implementations"))
    sa.Index("citations_directive_id", cited.directive_id, cited.issuer, cited.doc_id)
    sa.Index("implementations_directive_id", done.directive_id, done.doc_id)
    _add_standings(metadata)
    _add_cumulatives(metadata)
    _add_figures(metadata)
    sa.Table("meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text))
    _add_runs(metadata)
    _add_accounts(metadata)
    for table in metadata.tables.values():
        for column in table.columns:
            if type(column.type) is sa.Text:
                column.type = _TEXT
    for name, database in DATABASES.items():
        for statement in database.DDL:
            ddl = sa.DDL(statement).execute_if(dialect=name)  # type: ignore[no-untyped-call]
            sa.event.listen(metadata, "after_create", ddl)
    return metadata


def _add_accounts(metadata: sa.MetaData) -> None:
    """Who may see the pages, who is there now, and who changed what. None of it is ever exported."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    texts = ("at", "who", "action", "subject", "before", "after", "address")
    changes = sa.Table("changes", metadata, sa.Column("change_id", number, primary_key=True),
                       *(sa.Column(name, sa.Text) for name in texts))  # fmt: skip
    sa.Index("changes_action", changes.c.action, changes.c.at)
    text = sa.Text
    users = sa.Table("users", metadata, sa.Column("name_key", text, primary_key=True), sa.Column("name", text),
                     sa.Column("role", text), sa.Column("hash", text), sa.Column("created_at", text),
                     sa.Column("disabled", sa.Boolean))  # fmt: skip
    sessions = sa.Table("sessions", metadata, sa.Column("key_hash", text, primary_key=True),
                        sa.Column("name_key", text, sa.ForeignKey(users.c.name_key, ondelete="CASCADE")),
                        sa.Column("kind", text), sa.Column("began_at", text), sa.Column("seen_at", text))  # fmt: skip
    sa.Index("sessions_name_key", sessions.c.name_key)


def _add_runs(metadata: sa.MetaData) -> None:
    """Who is ingesting now, and which files were begun and are not done: what a killed batch leaves behind."""
    number, text = sa.BigInteger, sa.Text
    sa.Table("runs", metadata, sa.Column("run_id", text, primary_key=True), sa.Column("machine", text),
             sa.Column("pid", number), sa.Column("began", text), sa.Column("beat", number))  # fmt: skip
    sa.Table("attempts", metadata, sa.Column("path_key", text, primary_key=True), sa.Column("sha256", text),
             sa.Column("run_id", text), sa.Column("tries", number), sa.Column("kills", number))  # fmt: skip


def _add_passages(metadata: sa.MetaData) -> None:
    """What a search finds, in the order in which it is shown, with an index over its words."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # there, only this type makes it the row's own number
    _belongs(
        sa.Table("passages", metadata, sa.Column("id", number, primary_key=True, autoincrement=False),
                 sa.Column("doc_id", sa.Text), sa.Column("page", sa.BigInteger), sa.Column("start", sa.BigInteger),
                 sa.Column("end", sa.BigInteger), sa.Column("text", sa.Text), sa.Column("facts", sa.Text))
    )  # fmt: skip


def _add_standings(metadata: sa.MetaData) -> None:
    """What the matrix is made of; the index holds all that it reads, in the order in which it reads."""
    table = sa.Table("standings", metadata, *(sa.Column(name, sa.Text) for name in COLUMNS))
    _belongs(table)
    columns = ("directive_id", "unit_id", "unit_name", "told_on", "status", "first", "last", "doc_id")
    sa.Index("standings_by_unit", *(table.c[name] for name in columns))


def _add_cumulatives(metadata: sa.MetaData) -> None:
    """Cumulative figures, with the words that tell what they count; all of a report are read at once."""
    numbers = ("start", "end", "added_start", "added_end")
    columns = (sa.Column(name, sa.BigInteger if name in numbers else sa.Text) for name in CUMULATIVES)
    table = sa.Table("cumulatives", metadata, *columns)
    _belongs(table)


def _add_figures(metadata: sa.MetaData) -> None:
    """The figures that can stand in series; the indexes tell which series there are, and of whom, without the rows."""
    columns = (sa.Column(name, sa.BigInteger if name in NUMBERS else sa.Text) for name in FIGURES)
    table = sa.Table("figures", metadata, *columns)
    _belongs(table)
    sa.Index("figures_line", table.c.line, table.c.period_end)
    sa.Index("figures_unit", table.c.unit_id, table.c.unit_name, table.c.line)
    sa.Index("figures_measure", table.c.measure, table.c.line)


def _belongs(table: sa.Table) -> None:
    """A report's rows go when the report goes."""
    documents = table.metadata.tables["documents"]
    table.append_constraint(sa.ForeignKeyConstraint([table.c.doc_id], [documents.c.doc_id], ondelete="CASCADE"))
    sa.Index(f"{table.name}_doc_id", table.c.doc_id)


METADATA = _metadata()
