"""A store of an earlier version becomes one of today with all that was in it, or is refused: it is never misread."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from pipeline.questions.search import search
from pipeline.store import Store, StoreError, open_store, versions
from pipeline.store.databases import to_engine
from pipeline.store.migrations import chain, to_newest
from pipeline.store.schema import METADATA
from pipeline.verify import verify

STORES = Path(__file__).parent / "stores"

# What a fresh store has: the newest revision, and what its columns hash to.
REVISION, COLUMNS = "0008", "447123c548a8"


def version_1(folder: Path) -> str:
    """A store as version 0.1.0 left it: one report at two paths, a broken file, a review."""
    path = folder / "baocao.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((STORES / "version-1.sql").read_text(encoding="utf-8"))
    return f"sqlite:///{path}"


def differences(store: Store) -> list[object]:
    """What Alembic would change in the store to make it a fresh one."""
    with store.transaction() as connection:
        options = {"compare_type": True, "include_object": _is_ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def _is_ours(_made: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    return not (kind == "table" and str(name).startswith("passages_index"))


def objects(store: Store) -> set[tuple[str, str]]:
    """Every table, index and trigger of an SQLite store, by kind and name."""
    with store.transaction() as connection:
        return {(kind, name) for kind, name in connection.exec_driver_sql("SELECT type, name FROM sqlite_master")}


def everything(url: str) -> Iterator[tuple[str, list[object]]]:
    """All that 0.1.0 kept, read without our program."""
    columns = sa.MetaData()
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        columns.reflect(connection, only=[name for name in FROZEN if not name.startswith("passages_index")])
        for name, table in sorted(columns.tables.items()):
            old = [table.c[c] for c in sorted(FROZEN[name])]
            rows = connection.execute(sa.select(*old).order_by(*old)).all()
            yield name, [tuple(row) for row in rows if row[0] != "schema_version"]


def _frozen() -> dict[str, set[str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((STORES / "version-1.sql").read_text(encoding="utf-8"))
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}


FROZEN = _frozen()


def test_a_store_of_version_0_1_0_becomes_one_of_today_and_keeps_all_that_was_in_it(tmp_path: Path) -> None:
    url = version_1(tmp_path)
    before = dict(everything(url))
    store = open_store(url)
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}", create=True)
    assert [] == differences(store)
    assert objects(fresh) == objects(store)
    assert before == dict(everything(url))
    assert {"files"} == {damage.where for damage in verify(store)}  # whose folder is not here
    assert 1 == len(search(store, "tham muu 16 van ban").hits)


def test_all_revisions_one_after_another_make_what_a_fresh_store_has(tmp_path: Path) -> None:
    store = Store(to_engine(f"sqlite:///{tmp_path / 'baocao.db'}", create=True))
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}", create=True)
    with store.transaction(writes=True) as connection:
        to_newest(connection)
    assert [] == differences(store)
    assert objects(fresh) == objects(store)


def test_a_store_that_was_upgraded_is_not_upgraded_again(tmp_path: Path) -> None:
    url = version_1(tmp_path)
    open_store(url)
    with open_store(url).transaction() as connection:
        assert versions.newest() == versions.read_revision(connection)


def test_alembic_is_not_loaded_for_a_store_that_is_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    asked = f"""
import sys
from pipeline.store import open_store
open_store({url!r}, create=True)
open_store({url!r})
print("alembic" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "False\n" == told.stdout


def test_an_upgrade_that_breaks_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = version_1(tmp_path)
    before = (tmp_path / "baocao.db").read_bytes()
    monkeypatch.setattr(versions, "_note", _broken_after(1))
    with pytest.raises(sa.exc.SQLAlchemyError, match="đĩa hỏng"):
        open_store(url)
    assert before == (tmp_path / "baocao.db").read_bytes()


def _broken_after(calls: int) -> object:
    note, left = versions._note, iter(range(calls))

    def broken(connection: sa.Connection, revision: str) -> None:
        if next(left, None) is None:
            raise sa.exc.SQLAlchemyError("đĩa hỏng")
        note(connection, revision)

    return broken


@pytest.mark.parametrize(("table", "column"), [("alembic_version", "version_num"), ("meta", "value")])
def test_a_store_of_a_later_version_is_refused(tmp_path: Path, table: str, column: str) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    open_store(url, create=True)
    with closing(sqlite3.connect(tmp_path / "baocao.db")) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = '9999'")
        if table == "meta":
            connection.execute("DROP TABLE alembic_version")
    for create in (False, True):
        with pytest.raises(StoreError, match="phiên bản mới hơn"):
            open_store(url, create=create)


def test_version_0_1_0_refuses_a_store_of_a_later_revision(tmp_path: Path) -> None:
    """It reads the number in `meta` alone, and nothing where that is not 1."""
    open_store(version_1(tmp_path))
    with closing(sqlite3.connect(tmp_path / "baocao.db")) as connection:
        told = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    assert [(str(int(versions.newest())),)] == told


def test_the_revisions_stand_in_one_row_and_their_files_carry_their_numbers() -> None:
    assert chain() == versions.revisions()
    assert tuple(f"{number:04}" for number in range(1, len(chain()) + 1)) == chain()


def test_a_changed_table_asks_for_a_revision() -> None:
    columns = {name: [(c.name, str(c.type)) for c in table.columns] for name, table in METADATA.tables.items()}
    seen = hashlib.sha256(json.dumps(columns, sort_keys=True).encode()).hexdigest()[:12]
    told = "add a revision (see pipeline/store/migrations/__init__.py), then write both values above"
    assert (REVISION, COLUMNS) == (versions.newest(), seen), told
