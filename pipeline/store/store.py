"""One store of all facts behind SQLAlchemy Core, `sqlite:///…` or `postgresql://…`: one transaction per report."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from heapq import merge
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from pipeline.archive.audit import archive_findings
from pipeline.archive.registers import to_directives, to_units
from pipeline.archive.settling import SETTLED_TABLES, SettledRows, settle, vanished, with_settled
from pipeline.document import Document
from pipeline.layers import unpack
from pipeline.store import versions
from pipeline.store.change import Change, write_change
from pipeline.store.databases import DATABASES, Database, to_engine
from pipeline.store.keeping import Outcome, keep, outcome_at
from pipeline.store.readings import read_by_others
from pipeline.store.refusals import StoreError, told
from pipeline.store.schema import METADATA
from pipeline.store.storable import storable
from pipeline.store.written import count_write
from pipeline.tables import Cell, Report, Row, tables

DEFAULT_URL = "sqlite:///outputs/baocao.db"

# By report and where they begin and end: what a report's own findings and those of the archive are merged by.
_FINDING_ORDER = itemgetter(
    *([c.name for c in tables()["findings"]].index(name) for name in ("doc_id", "start", "end"))
)


_DOCUMENTS, _OUTCOMES = METADATA.tables["documents"], METADATA.tables["outcomes"]
_TEXTS, _META, _PASSAGES = METADATA.tables["texts"], METADATA.tables["meta"], METADATA.tables["passages"]
_TALLIES = sa.select(_TEXTS.c.doc_id, _TEXTS.c.tallies)


def open_store(url: str = DEFAULT_URL, *, create: bool = False) -> Store:
    """The store at `url`; `StoreError` where there is none (unless `create`) or it is of another version."""
    store = Store(to_engine(url, create=create))
    store.check(create=create)
    return store


@dataclass(frozen=True, slots=True)
class Store:
    """All facts of an archive. Only the process that runs a batch writes; anyone may read meanwhile."""

    engine: sa.Engine
    url: str = field(init=False)
    database: Database = field(init=False)

    def __post_init__(self) -> None:
        shown = self.engine.url.set(drivername=self.engine.url.get_backend_name()).render_as_string()
        object.__setattr__(self, "url", shown)
        object.__setattr__(self, "database", DATABASES[self.engine.dialect.name])

    def check(self, *, create: bool) -> None:
        """Bring the store to our revision: made where there is none and `create` allows it, upgraded where it is older.

        `StoreError` where it is no store, or one of a later version. Any command upgrades, for none could read it else.
        """
        with self.transaction(writes=create) as connection:
            found = versions.read_revision(connection)
            if found is None and create:
                if connection.dialect.name == "sqlite" and sa.inspect(connection).get_table_names():
                    foreign = "{url} là cơ sở dữ liệu của chương trình khác. Hãy chọn tệp khác bằng --store."
                    raise StoreError(foreign, url=self.url)
                found = versions.create(connection)
        if found is None:
            raise StoreError("Chưa có kho dữ liệu ở {url}. Hãy nạp báo cáo trước: baocao ingest THƯ_MỤC", url=self.url)
        if not versions.is_known(found):
            raise StoreError(
                "Kho {url} do phiên bản mới hơn của baocao tạo ra (kiểu {found}, cần {newest}). "
                "Hãy dùng đúng phiên bản đó, hoặc nạp lại báo cáo vào một kho mới bằng --store.",
                url=self.url, found=found, newest=versions.newest(),
            )  # fmt: skip
        if found != versions.newest():
            with told():
                versions.upgrade(self.engine)

    def outcome_at(self, path_key: str) -> Outcome | None:
        """What became of the file at this path, or None where it was never met."""
        with self.transaction() as connection:
            return outcome_at(connection, path_key)

    def keep(self, outcome: Outcome, report: Report | None = None) -> Outcome:
        """Write what became of a file, and its report with all that belongs to it: all of it or nothing.

        Where the same bytes are there already, the path is noted as their duplicate. What the path held before goes,
        unless another path holds it too, or the new bytes cannot be read.
        """
        with self.transaction(writes=True) as connection:
            return keep(connection, outcome, report)

    def rows(self, table: str, doc_id: str | None = None, settled: SettledRows | None = None) -> Iterator[Row]:
        """The rows of a table, of one report or of all, always in the same order.

        `settled` is what the archive knows of undated directives, for who reads several tables of one report.
        """
        if table == "directives":
            return iter(to_directives(self.rows("citations", doc_id)))
        if table == "units":
            return iter(to_units(self.rows("unit_mentions", doc_id)))
        if table == "findings":
            return self._findings(archive_findings(self.ask, doc_id), doc_id)
        found = self._rows(METADATA.tables[table], doc_id)
        if table not in SETTLED_TABLES:
            return found
        known = self.settled(doc_id) if settled is None else settled
        return found if not known else (with_settled(table, row, known) for row in found)

    def settled(self, doc_id: str | None = None) -> SettledRows:
        """What the archive knows of directives that one report, or any, leaves undated."""
        return settle(self.ask, doc_id)

    def _findings(self, between: Iterable[Row], doc_id: str | None) -> Iterator[Row]:
        return merge(self._rows(METADATA.tables["findings"], doc_id), between, key=_FINDING_ORDER)

    def _rows(self, table: sa.Table, doc_id: str | None) -> Iterator[Row]:
        query, given = (_all_of(table), {}) if doc_id is None else (_of_one(table), {"which": storable(doc_id)})
        with self.transaction() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query, given):
                yield tuple(row)

    def records(
        self, table: str, doc_id: str | None = None, settled: SettledRows | None = None
    ) -> Iterator[dict[str, Cell]]:
        """The rows of a table as column → cell; `settled` as in `rows`."""
        names = [column.name for column in tables()[table]]
        return (dict(zip(names, row, strict=True)) for row in self.rows(table, doc_id, settled))

    def findings(self, doc_id: str, between: Iterable[Row]) -> Iterator[dict[str, Cell]]:
        """The findings of one report as records, where those that other reports bring to light are known already."""
        names = [column.name for column in tables()["findings"]]
        return (dict(zip(names, row, strict=True)) for row in self._findings(between, doc_id))

    def find(self, wanted: str) -> list[str]:
        """The ids of the reports that are meant by an id, the beginning of one, or a file's name or path."""
        with self.transaction() as connection:
            begins = _DOCUMENTS.c.doc_id.startswith(storable(wanted.lower()), autoescape=True)
            ids = list(connection.scalars(sa.select(_DOCUMENTS.c.doc_id).where(begins)))
            if not ids:
                name = storable(wanted.replace("\\", "/").rstrip("/").removeprefix("./"))
                ends = _OUTCOMES.c.path.endswith(name, autoescape=True)  # SQLite takes A for a: looked at again below
                held = connection.execute(
                    sa.select(_OUTCOMES.c.path, _OUTCOMES.c.doc_id).where(_OUTCOMES.c.doc_id != "", ends)
                )
                ids = [doc for path, doc in held if path == name or path.endswith(f"/{name}")]
        return sorted(set(ids))

    def text(self, doc_id: str) -> str:
        """The text of a report."""
        with self.transaction() as connection:
            return connection.scalar(sa.select(_TEXTS.c.text).where(_TEXTS.c.doc_id == storable(doc_id))) or ""

    def tallies(self) -> dict[str, dict[str, int]]:
        """How many rows of each table every report had when it was kept."""
        with self.transaction() as connection:
            return {doc_id: json.loads(told) for doc_id, told in connection.execute(_TALLIES)}

    def document(self, doc_id: str) -> Document:
        """A report as it was read, with all its layers; `KeyError` where there is none."""
        with self.transaction() as connection:
            row = connection.execute(sa.select(_TEXTS).where(_TEXTS.c.doc_id == storable(doc_id))).one_or_none()
        if row is None:
            raise KeyError(doc_id)
        return unpack(row.text, row.layers, row.edges)

    def ask(self, query: str, given: Mapping[str, Cell] | None = None, *, within: float = 0) -> list[Any]:
        """The rows that a query in SQL answers, `:names` filled in; `TimeoutError` after `within` seconds, if set."""
        asked = {name: storable(cell) for name, cell in (given or {}).items()}
        with self.transaction() as connection:
            if within:
                self.database.stop_after(connection, within)
            try:
                return list(connection.execute(sa.text(query), asked).fetchall())
            except sa.exc.OperationalError as error:
                if within and self.database.was_stopped(error):
                    raise TimeoutError from error
                raise
            finally:
                if within:
                    self.database.stop_after(connection, 0)

    def add(self, table: str, record: Mapping[str, Cell], change: Change | None = None) -> None:
        """Write one row that belongs to no report, such as a decision about a finding: it stays when reports go.

        A `change` is written into the audit trail with it: both are there, or neither.
        """
        made = {name: storable(cell) for name, cell in record.items()}
        with self.transaction(writes=True) as connection:
            connection.execute(METADATA.tables[table].insert(), made)
            count_write(connection, "reviews")
            if change is not None:
                write_change(connection, change)

    def totals(self) -> dict[str, int]:
        """How many rows each table has, and what else a summary tells: `pages`, `checkable` figures."""
        counts = METADATA.tables["counts"]
        with self.transaction() as connection:
            found = {
                name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, table in METADATA.tables.items()
                if name in tables()
            }
            found["pages"] = int(connection.scalar(sa.select(sa.func.sum(_DOCUMENTS.c.pages))) or 0)
            found["checkable"] = connection.scalar(
                sa.select(sa.func.count()).select_from(counts).where(counts.c.notes != "")
            ) or 0  # fmt: skip
            directive = METADATA.tables["citations"].c.directive_id
            found["directives"] = connection.scalar(
                sa.select(sa.func.count(directive.distinct())).where(directive != "")
            ) or 0  # fmt: skip
        found["directives"] -= vanished(self.ask, settle(self.ask))
        return found

    def totals_by_document(self, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many rows of each named table every report has."""
        counted: dict[str, dict[str, int]] = {}
        with self.transaction() as connection:
            for name in names:
                table = METADATA.tables[name]
                query = sa.select(table.c.doc_id, sa.func.count()).group_by(table.c.doc_id)
                for doc_id, count in connection.execute(query):
                    counted.setdefault(doc_id, {})[name] = count
        return counted

    def remember(self, key: str, told: str) -> None:
        """Keep a word about the store itself, such as how workers were contained."""
        with self.transaction(writes=True) as connection:
            connection.execute(_META.delete().where(_META.c.key == key))
            connection.execute(_META.insert(), {"key": key, "value": told})

    def recall(self, key: str) -> str:
        """What was kept under that word; empty where nothing was."""
        with self.transaction() as connection:
            return connection.scalar(sa.select(_META.c.value).where(_META.c.key == key)) or ""

    def read_by_others(self) -> frozenset[str]:
        """The ids of the reports that another version of the program read: what it did not find yet is missing."""
        with self.transaction() as connection:
            return read_by_others(connection)

    def damages(self) -> list[str]:
        """What the database itself says is broken in it; nothing where it is whole."""
        try:
            with self.transaction() as connection:
                return self.database.damages(connection)
        except (StoreError, sa.exc.DatabaseError) as error:
            return [str(error)]

    def index_is_whole(self) -> bool:
        """True where the search index is sound and has as many rows as there are passages."""
        try:
            with self.transaction(writes=True) as connection:
                return self.database.index_is_whole(connection)
        except (StoreError, sa.exc.DatabaseError, sqlite3.DatabaseError):
            return False

    def flush(self) -> None:
        """See to it that all that was written survives a power cut as well."""
        with told():
            self.database.flush(self.engine)

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """A connection on which everything happens or nothing; `StoreError` where the database refuses."""
        with told(), self.engine.connect().execution_options(writes=writes) as connection, connection.begin():
            yield connection


@cache
def _all_of(table: sa.Table) -> sa.Select[Any]:
    """All rows of a table in their order; put into words once, for that takes longer than to ask."""
    first = [table.c[name] for name in ("path_key", "doc_id", "start", "end") if name in table.c]
    names = {column.name for column in first} | {"boxes"}
    further = (column for column in table.c if column.name not in names)
    return sa.select(table).order_by(*(column.nulls_first() for column in (*first, *further)))


@cache
def _of_one(table: sa.Table) -> sa.Select[Any]:
    """Those of one report, `which`."""
    return _all_of(table).where(table.c.doc_id == sa.bindparam("which"))
