"""How fast PostgreSQL answers over a million passages: the questions that `search` asks of SQLite, and its size."""

from __future__ import annotations

import os
import random
import time
from itertools import islice
from typing import Any

import sqlalchemy as sa
from psycopg import sql

from pipeline.questions.search import search
from pipeline.store import Store, open_store
from tests.benchmarks.archive_search import PASSAGES, WORDS, fill, made_reports, say, tell_searches
from tests.postgres import Server, server

_MOST = 1_000_000  # passages, unless BAOCAO_BENCH_PASSAGES says otherwise
_PAGE = 10  # passages, as `made_reports` sets them
# What an office's server has at the least; the tests' own has next to nothing.
_OFFICE = {"shared_buffers": "512MB", "work_mem": "16MB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB"}
_SIZES = (
    "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class c "
    "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY 2 DESC LIMIT 5"
)


def bench_search_postgresql() -> None:
    """p50 and p95 of searches of many kinds, the plans of the slowest, and the bytes of a passage and of a page."""
    reports = int(os.environ.get("BAOCAO_BENCH_PASSAGES", _MOST)) // PASSAGES
    chance = random.Random(2024)
    with server(_OFFICE, in_memory=False) as made:
        store = open_store(made.new(), create=True)
        start = time.perf_counter()
        fill(store, islice(made_reports(chance), reports))
        taken = time.perf_counter() - start
        say(f"search on PostgreSQL: {reports * PASSAGES:,} passages of {WORDS} words, {reports:,} reports, stored in "
            f"{taken:.0f} s ({taken / reports * 1000:.1f} ms a report)")  # fmt: skip
        _settle(made, store)
        _tell_size(store, reports)
        slowest = tell_searches(store, chance)
        for seconds, query, filters in slowest[:3]:
            say(f"  {seconds * 1000:.0f} ms: «{query}» {filters or ''}")
            for line in plans_of(store, query, filters):
                say(f"    {line}")
        store.engine.dispose()


def _settle(made: Server, store: Store) -> None:
    """Do what autovacuum does by itself in the minutes after an ingest."""
    start = time.perf_counter()
    made.run(sql.SQL("VACUUM ANALYZE"), store.engine.url.database or "")
    say(f"  vacuumed and analysed in {time.perf_counter() - start:.0f} s")


def _tell_size(store: Store, reports: int) -> None:
    """Say how many bytes of disk a page and a passage take, and which tables take most."""
    ((whole,),) = store.ask("SELECT pg_database_size(current_database())")
    tables = store.ask(_SIZES)
    ((of_passages,),) = store.ask(
        "SELECT pg_total_relation_size('passages') + pg_total_relation_size('passages_index')"
    )
    passages = reports * PASSAGES
    say(f"  {whole / 1e9:.2f} GB: {whole / passages * _PAGE:,.0f} bytes a page of {_PAGE} passages; a passage with its "
        f"index {of_passages / passages:,.0f} bytes")  # fmt: skip
    say(f"  most of it: {', '.join(f'{name} {size / 1e6:,.0f} MB' for name, size in tables)}")


def plans_of(store: Store, query: str, filters: dict[str, str]) -> list[str]:
    """How the server says that it answers a search, step by step, with what each step took."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        asked.append((statement, given))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    search(store, query, **filters)  # type: ignore[arg-type]
    sa.event.remove(store.engine, "before_cursor_execute", note)
    lines = []
    for statement, given in asked:
        if "passages" in statement:
            with store.transaction() as connection:
                told = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}", given).all()
            lines += [statement[:200], *(f"  {line}" for (line,) in told)]
    return lines
