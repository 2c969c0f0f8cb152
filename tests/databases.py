"""The database that a test runs on: SQLite in the test's own folder, or a schema of its own in our PostgreSQL.

A module that says `pytestmark = pytest.mark.databases` runs on both, each of its tests twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from psycopg import sql

from pipeline.store import Store
from tests.postgres import Server

_SERVER: list[Server] = []
_MADE: dict[Path, str] = {}


def use(server: Server | None) -> None:
    """Let all stores from now on be of this server, or in files."""
    _SERVER[:] = [server] if server else []


def address(folder: Path, name: str = "baocao") -> str:
    """The address of the store of that name that belongs to the folder; nothing is there at first."""
    if not _SERVER:
        return f"sqlite:///{folder / name}.db"
    path = folder / name
    if path not in _MADE:
        schema = f"kho_{len(_MADE)}"
        _SERVER[0].run(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        _MADE[path] = f"{_SERVER[0].address()}?options={quote(f'-csearch_path={schema}')}"
    return _MADE[path]


def address_of(store: Store) -> str:
    """The address of a store with its password, which `Store.url` does not tell."""
    return store.engine.url.render_as_string(hide_password=False)


@contextmanager
def slow(store: Store) -> Iterator[None]:
    """While PostgreSQL can answer nothing about passages; SQLite looks at its clock at every step anyway."""
    if store.engine.dialect.name == "sqlite":
        yield
        return
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("LOCK TABLE passages, passages_index")
        yield
