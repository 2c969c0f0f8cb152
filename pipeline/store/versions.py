"""Which revision of the schema a store has, which it should have, and the way there: «0001» is version 0.1.0's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.store.schema import METADATA

_REVISION = re.compile(r"(\d{4})_\w+\.py")

# Alembic's own table, of one row. It is not of `METADATA`: no report and no fact has to do with it.
_VERSION = sa.Table(
    "alembic_version", sa.MetaData(),
    sa.Column("version_num", sa.String(32), primary_key=True),
)  # fmt: skip
_VERSION.primary_key.name = "alembic_version_pkc"
_META = METADATA.tables["meta"]

# Version 0.1.0 wrote this key only, and reads no store where it holds another number than 1.
_KEY, _UNNUMBERED, _FIRST = "schema_version", "0.1.0", "0001"


@cache
def revisions() -> tuple[str, ...]:
    """The numbers of all revisions that have a file, oldest first; read off the names of the files."""
    names = (path.name for path in (Path(__file__).parent / "migrations" / "versions").iterdir())
    return tuple(sorted(found[1] for name in names if (found := _REVISION.fullmatch(name))))


def is_known(revision: str) -> bool:
    """True where this program reads stores of the revision, or knows the way from there."""
    return revision in (_UNNUMBERED, *revisions())


def newest() -> str:
    """The revision of a fresh store."""
    return revisions()[-1]


def read_revision(connection: sa.Connection) -> str | None:
    """The revision of the connection's store: «0002», or «0.1.0» where it has no number; None without a store."""
    inspector = sa.inspect(connection)
    if inspector.has_table(_VERSION.name):
        return connection.scalar(sa.select(_VERSION.c.version_num)) or "?"
    if not inspector.has_table(_META.name):
        return None
    told = connection.scalar(sa.select(_META.c.value).where(_META.c.key == _KEY))
    return _UNNUMBERED if told == "1" else f"?{told or ''}"


def create(connection: sa.Connection) -> str:
    """Make all tables of a fresh store, note its revision, and return that."""
    METADATA.create_all(connection)
    _VERSION.create(connection)
    _note(connection, newest())
    return newest()


def upgrade(engine: sa.Engine) -> None:
    """Take a store of an earlier revision to the newest, in one transaction; nothing where another was quicker."""
    from pipeline.store.migrations import to_newest  # noqa: PLC0415  a fifth of a second, for old stores only

    with engine.connect().execution_options(writes=True) as connection, _rows_stay(connection), connection.begin():
        found = read_revision(connection)
        if found == newest():
            return
        if found == _UNNUMBERED:
            _VERSION.create(connection)
            _note(connection, _FIRST)
        to_newest(connection)
        _note(connection, newest())


@contextmanager
def _rows_stay(connection: sa.Connection) -> Iterator[None]:
    """While SQLite makes a table anew, the reports' rows do not go with the old one."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")  # has no effect once a transaction has begun
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _note(connection: sa.Connection, revision: str) -> None:
    """Write the revision down for Alembic, and for version 0.1.0, which must refuse what it would misread."""
    connection.execute(_VERSION.delete())
    connection.execute(_VERSION.insert(), {"version_num": revision})
    connection.execute(_META.delete().where(_META.c.key == _KEY))
    connection.execute(_META.insert(), {"key": _KEY, "value": str(int(revision))})
