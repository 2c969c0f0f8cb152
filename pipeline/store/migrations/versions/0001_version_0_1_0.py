"""All tables as version 0.1.0 made them: «documents», what was read out of them, and what a search asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_TYPES: Mapping[str, type[sa.types.TypeEngine[Any]]] = {
    "": sa.Text, "integer": sa.BigInteger, "boolean": sa.Boolean, "real": sa.Float, "bytes": sa.LargeBinary,
}  # fmt: skip

# Each table's columns; `!` marks the key. A report's rows go when the report goes.
_MENTION = "doc_id mention_id page:integer start:integer end:integer text zone footnote section"
_ALONE = {
    "documents": "doc_id! source sha256 media_type pages:integer text_source doc_type symbol issuer issued_on title "
    "period_start period_end quality:real pages_missing:integer place",
    "reviews": "finding_id source rule claim decision reviewer note decided_at",
    "outcomes": "path sha256 outcome reason message doc_id stage attempts:integer tried_at path_key!",
    "meta": "key! value",
    "runs": "run_id! machine pid:integer began beat:integer",
    "attempts": "path_key! sha256 run_id tries:integer kills:integer",
}
_OF_REPORTS = {
    "sections": "doc_id section heading level:integer page:integer start:integer end:integer planned:boolean",
    "footnotes": "doc_id footnote page:integer anchor:integer anchor_page:integer start:integer end:integer text",
    "citations": f"{_MENTION} doc_type number symbol issued_on issuer subject how directive_id resolved_on candidates "
    "repaired_from boxes",
    "directive_relations": "doc_id directive_id relation to_directive_id mention_id start:integer end:integer",
    "dates": f"{_MENTION} kind start_on end_on inferred:boolean same_as boxes",
    "counts": f"{_MENTION} value measure qualifier unit_id notes boxes",
    "unit_mentions": f"{_MENTION} unit_id name kind place candidates boxes",
    "implementations": "doc_id directive_id unit_id unit_name place status activity period_start period_end "
    "page:integer start:integer end:integer text evidence words boxes",
    "findings": "doc_id rule verdict claim expected found difference explanation page:integer start:integer "
    "end:integer evidence arithmetic finding_id boxes",
    "abbreviations": f"{_MENTION} short full boxes",
    "texts": "doc_id text layers:bytes edges:bytes tallies",
    "passages": "id:integer! doc_id page:integer start:integer end:integer text facts",
    "standings": "doc_id directive_id unit_id unit_name told_on status first last",
    "cumulatives": "doc_id words since claim value start:integer end:integer added added_start:integer "
    "added_end:integer",
}
_INDEXES = {
    "outcomes_doc_id": ("outcomes", "doc_id"),
    "citations_directive_id": ("citations", "directive_id issuer doc_id"),
    "implementations_directive_id": ("implementations", "directive_id doc_id"),
    "standings_by_unit": ("standings", "directive_id unit_id unit_name told_on status first last doc_id"),
    "cumulatives_words": ("cumulatives", "words"),
}

# The index over the words of passages, as SQLite has it.
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE passages_index USING fts5(plain, marked, facts, content='', columnsize=0, "
    "tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO passages_index(passages_index, rank) VALUES ('automerge', 16)",
    "CREATE TRIGGER passages_go AFTER DELETE ON passages BEGIN "
    "INSERT INTO passages_index(passages_index, rowid, plain, marked, facts) VALUES "
    "('delete', old.id, baocao_plain(old.text), old.text, old.facts); END",
)


def upgrade() -> None:
    """Make the tables in an empty database."""
    for name, declared in _ALONE.items():
        op.create_table(name, *_columns(declared))
    for name, declared in _OF_REPORTS.items():
        gone = sa.ForeignKeyConstraint(["doc_id"], ["documents.doc_id"], ondelete="CASCADE")
        op.create_table(name, *_columns(declared), gone)
        op.create_index(f"{name}_doc_id", name, ["doc_id"])
    op.create_index("documents_sha256", "documents", ["sha256"], unique=True)
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns.split())
    if op.get_context().dialect.name == "sqlite":
        for statement in _FULL_TEXT:
            op.execute(statement)


def _columns(declared: str) -> list[sa.Column[Any]]:
    made = []
    for word in declared.split():
        name, _, kind = word.removesuffix("!").partition(":")
        type_ = sa.BigInteger().with_variant(sa.Integer, "sqlite") if name == "id" else _TYPES[kind]()
        made.append(sa.Column(name, type_, primary_key=word.endswith("!"), autoincrement=False))
    return made
