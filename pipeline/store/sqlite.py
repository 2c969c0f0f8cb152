"""All that is SQLite's alone: who writes takes the lock at once, FTS5 has the words, «instr» looks for a text."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.store.fulltext import Phrase, Wanted, plain
from pipeline.store.refusals import StoreError

# The index of words is always read in its order.
COUNTS_FIRST = False

# So many pages, 32 MB, are written beside the file before they are brought into it. Each report changes some of the
# same pages: that takes a sixth less of the batch's time than SQLite's own thousand, which five reports fill.
_WAL = 8000

# After how many steps of the database its clock is looked at.
STEPS = 10_000

# Two columns for each word: as written, and without marks. The third holds the keys of a passage's facts. The text
# itself stays in `passages`, so the index stores none. Sixteen segments are merged at a time: half the work of four.
# A trigger keeps the index true however a passage goes, within the same transaction.
_OLD = "'delete', old.id, baocao_plain(old.text), old.text, old.facts"
DDL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE passages_index USING fts5(plain, marked, facts, content='', columnsize=0, "
    "tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO passages_index(passages_index, rank) VALUES ('automerge', 16)",
    "CREATE TRIGGER passages_go AFTER DELETE ON passages BEGIN "
    f"INSERT INTO passages_index(passages_index, rowid, plain, marked, facts) VALUES ({_OLD}); END",
)
_INSERT = "INSERT INTO passages_index(rowid, plain, marked, facts) VALUES (?, ?, ?, ?)"


def to_engine(url: sa.URL, *, create: bool) -> sa.Engine:
    """The engine for a file, which is made with its folder where `create` allows it; `StoreError` where none is."""
    # SQLite takes a name of the form «file:/kho/baocao.db» as well, and what stands behind it as options.
    file = Path(url.database.removeprefix("file:")) if url.database else None
    if file is not None and not create and not file.is_file():
        raise StoreError("Chưa có kho dữ liệu ở {url}. Hãy nạp báo cáo trước: baocao ingest THƯ_MỤC", url=file)
    if file is not None and create:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url)
    _prepare(engine, create=create)
    return engine


def _prepare(engine: sa.Engine, *, create: bool) -> None:
    """Readers go on while one writes, and who writes takes the lock at once.

    WAL with `synchronous=NORMAL` loses nothing that was committed when the process is killed.
    """

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        journal = ["journal_mode = WAL"] if create else []  # the file remembers it
        patience = [] if "timeout" in engine.url.query else ["busy_timeout = 30000"]
        safe = ("foreign_keys = ON", "synchronous = NORMAL", f"wal_autocheckpoint = {_WAL}")
        for pragma in (*patience, *journal, *safe):
            connection.execute(f"PRAGMA {pragma}")
        add_functions(connection)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a new connection the function that the trigger calls."""
    connection.create_function("baocao_plain", 1, plain, deterministic=True)


def stop_after(connection: sa.Connection, seconds: float) -> None:
    """Let no statement of the transaction run on after so many seconds; 0 lets them run again."""
    driver: Any = connection.connection.driver_connection
    until = time.monotonic() + seconds
    driver.set_progress_handler((lambda: time.monotonic() > until) if seconds else None, STEPS)


def was_stopped(error: sa.exc.DBAPIError) -> bool:
    """True where a statement ended because its time was up."""
    return "interrupted" in str(error.orig)


def add_entries(connection: sa.Connection, passages: Iterable[Sequence[Any]]) -> None:
    """Put passages, whole rows of their table, into the index.

    Not by a trigger: within one, the index would write each passage to the disk by itself.
    """
    entries = [(row[0], plain(row[-2]), row[-2], row[-1]) for row in passages]
    if entries:
        connection.exec_driver_sql(_INSERT, entries)


def matching(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """A condition over the index `i`, and its value: passages that have one phrase of each row.

    >>> matching([[Phrase("marked", ("hòa", "bình")), Phrase("marked", ("hoà", "bình"))]])[1]["match"]
    '({marked} : "hòa bình" OR {marked} : "hoà bình")'
    """
    rows = (f"({' OR '.join(map(_match, phrases))})" for phrases in wanted)
    return "passages_index MATCH :match", {"match": " AND ".join(rows)}


def _match(phrase: Phrase) -> str:
    words = " ".join(phrase.words).replace('"', '""')
    return f'{{{phrase.column}}} : "{words}"'


def has_text(column: str, name: str) -> str:
    """A condition: the text of `:name` stands in the column, sign for sign."""
    return f"instr({column}, :{name}) > 0"


def is_listed(column: str, name: str) -> str:
    """A condition: the column is one of the list that `:name` holds as JSON."""
    return f"{column} IN (SELECT value FROM json_each(:{name}))"


def in_spans(table: str, name: str) -> str:
    """The rows `t` of a table that begin within the spans that `:name` holds as JSON: [[doc_id, start, end], …]."""
    doc_id, start, end = (f"json_extract(h.value, '$[{place}]')" for place in range(3))
    return (
        f"json_each(:{name}) h CROSS JOIN {table} t "
        f"WHERE t.doc_id = {doc_id} AND t.start >= {start} AND t.start < {end}"
    )


def damages(connection: sa.Connection) -> list[str]:
    """What the database itself says is broken in it; nothing where it is whole."""
    checked = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    strays = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
    return [told for told in checked if told != "ok"] + [f"{row[0]}: {row[2]}?" for row in strays]


def index_is_whole(connection: sa.Connection) -> bool:
    """True where the index has as many rows as there are passages; `sqlite3.DatabaseError` where it is damaged."""
    driver: Any = connection.connection.driver_connection
    passages = connection.scalar(sa.text("SELECT count(*) FROM passages"))
    driver.execute("INSERT INTO passages_index(passages_index) VALUES ('integrity-check')")
    (totals,) = driver.execute("SELECT block FROM passages_index_data WHERE id = 1").fetchone()
    count = 0
    for byte in totals:  # seven bits each, the highest bit tells that more follow
        count = count << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return bool(count == passages)


def flush(engine: sa.Engine) -> None:
    """See to it that all that was written survives a power cut as well."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
