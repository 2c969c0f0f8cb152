"""PostgreSQL has its own index over passages, and keys that take a path of any length; nothing changes in SQLite."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    "CREATE TABLE passages_index (rowid bigint PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, "
    "words tsvector, long text)",
    "CREATE INDEX passages_index_words ON passages_index USING gin (words)",
    "CREATE INDEX passages_index_long ON passages_index (rowid) WHERE long IS NOT NULL",
    "ALTER TABLE outcomes DROP CONSTRAINT outcomes_pkey",
    "CREATE UNIQUE INDEX outcomes_path_key ON outcomes (md5(path_key))",
    "CREATE INDEX outcomes_path ON outcomes USING hash (path_key)",
    "ALTER TABLE attempts DROP CONSTRAINT attempts_pkey",
    "CREATE UNIQUE INDEX attempts_path_key ON attempts (md5(path_key))",
    "CREATE INDEX attempts_path ON attempts USING hash (path_key)",
    "DROP INDEX corrections_source",
    "CREATE INDEX corrections_source ON corrections USING hash (source)",
)


def upgrade() -> None:
    """Change nothing but in PostgreSQL."""
    if op.get_context().dialect.name == "postgresql":
        for statement in _STATEMENTS:
            op.execute(statement)
