"""How a store of an earlier version becomes one of today: «0001» → «0002» → …, in one transaction, by Alembic.

To change the schema:

1. Change `METADATA` in `pipeline/store/schema.py`: it is what a fresh store looks like.
2. Add one file to `versions/`, named with the next number and a word: `0002_corrections.py`. In it `revision = "0002"`,
   `down_revision = "0001"` and `upgrade()`, which makes the same change with `op` (`op.add_column`, `op.create_table`,
   `op.create_index`). It names its columns itself and imports nothing of the project: it must mean the same for ever.
   PostgreSQL takes no more than 2,700 bytes in a key: an index over a path is made with `postgresql_using="hash"`.
   There is no way back: `downgrade` is not needed.
3. Write the two new values into `tests/test_migrations.py`, and run it: it builds a store of every earlier version,
   upgrades it on SQLite and on PostgreSQL, and compares it with a fresh one.

Where two people took the same number, the later one to land takes the next. Opening a store that is up to date never
comes here: see `pipeline/store/versions.py`.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def to_newest(connection: sa.Connection) -> None:
    """Take the connection's store to the newest revision; nothing is committed here, and any error undoes all of it."""
    script = ScriptDirectory(str(Path(__file__).parent))
    environment = EnvironmentContext(Config(), script, fn=lambda held, _: script._upgrade_revs("head", held))
    with environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    if connection.dialect.name == "postgresql":
        _in_byte_order(connection)


def _in_byte_order(connection: sa.Connection) -> None:
    """Give each column of text the order of a fresh store's; a revision need not think of it."""
    columns = connection.exec_driver_sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C' AND table_name <> 'passages_index'"
    ).all()
    for table, column in columns:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C"')


def chain() -> tuple[str, ...]:
    """Every revision from the first to the newest, as each names the one before it."""
    script = ScriptDirectory(str(Path(__file__).parent))
    return tuple(reversed([one.revision for one in script.walk_revisions()]))
