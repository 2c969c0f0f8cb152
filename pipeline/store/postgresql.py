"""All that is PostgreSQL's alone: who writes takes one lock, «tsvector» has the words, «strpos» looks for a text."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import regex
import sqlalchemy as sa

from pipeline.store.fulltext import Phrase, Wanted, plain
from pipeline.store.refusals import StoreError

# All who write to one database, on whatever machine, wait for each other under this number, as those of SQLite do
# for the lock of the file. None does so longer than a few milliseconds at a time.
_LOCK = int.from_bytes(b"baocao")

# What each connection asks of the server: to be a reader, who sees one moment; no wait for a lock for ever, and none
# for a machine that is gone, whose transaction, and with it the lock, would else live on for two hours. Short queries
# are not worth compiling.
_WAYS = {"default_transaction_isolation": "repeatable read", "default_transaction_read_only": "on",
         "lock_timeout": "30000", "tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10",
         "tcp_keepalives_count": "3", "jit": "off"}  # fmt: skip
_PATIENCE = {"connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
_ASK_AFTER = 5.0  # seconds: a connection that lay idle for longer is asked whether it still is one
_MOST_IDLE = "60000"  # milliseconds between two statements of a transaction that writes

# Of hits in the order of passages it asks for the first twenty. Where it takes a phrase or a rare key for commoner than
# it is, it goes through all passages in that order instead of looking into the index of words: half a second of
# 200,000. So they are counted first, no further than is shown, and few hits are found before they are ordered.
COUNTS_FIRST = True

# The words of passages, `long` where they are too many for a vector. A path, and with it its key, may be longer than
# what a key of a table may be here; its hash is not.
DDL: tuple[str, ...] = (
    "CREATE TABLE passages_index (rowid bigint PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, "
    "words tsvector, long text)",
    "CREATE INDEX passages_index_words ON passages_index USING gin (words)",
    "CREATE INDEX passages_index_long ON passages_index (rowid) WHERE long IS NOT NULL",
    *(
        statement
        for table in ("outcomes", "attempts")
        for statement in (
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey",
            f"CREATE UNIQUE INDEX {table}_path_key ON {table} (md5(path_key))",
            f"CREATE INDEX {table}_path ON {table} USING hash (path_key)",
        )
    ),
)
_INSERT = "INSERT INTO passages_index (rowid, words, long) VALUES (%s, CAST(%s AS tsvector), %s)"

# What one word is, as the index of SQLite has it (unicode61): letters and numbers, and the marks that join letters.
_WORD = regex.compile(
    r"[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]*"
)
# A vector takes 255 places of a word, none beyond the 16,383rd, and a megabyte; a word takes two kilobytes.
_MOST_WORDS, _MOST_REPEATED, _MOST_BYTES, _LONGEST_WORD = 16_000, 255, 900_000, 400
# What stands before a word as written, and without marks; keys of facts begin with other letters.
_COLUMNS = {"plain": "p", "marked": "m", "facts": ""}


def to_engine(url: sa.URL, *, create: bool) -> sa.Engine:
    """The engine for a database, which must be there: `create` makes the tables in it only."""
    given = {name: told for name, told in _PATIENCE.items() if name not in url.query}
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"client_encoding": "utf8", "application_name": "baocao", **given},
    )  # fmt: skip
    _prepare(engine)
    return engine


def _prepare(engine: sa.Engine) -> None:
    """Readers see one moment and never wait; those who write come one after the other."""

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            told = "Cơ sở dữ liệu của kho dùng bảng mã {encoding}, cần UTF8: createdb -E UTF8 -T template0."
            raise StoreError(told, encoding=encoding)
        connection.autocommit = True
        ways = (f"set_config('{name}', '{way}', false)" for name, way in _WAYS.items())
        connection.execute(f"SELECT {', '.join(ways)}")
        connection.autocommit = False

    @sa.event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def wake(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("rests_since", math.inf) > _ASK_AFTER:
            try:
                connection.execute("SELECT 1")
                connection.rollback()
            except Exception as error:  # the server was started anew since; another connection is made
                raise sa.exc.DisconnectionError from error

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            alive = f"SET LOCAL idle_in_transaction_session_timeout = {_MOST_IDLE}"
            writer = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"
            connection.exec_driver_sql(f"{writer}; {alive}; SELECT pg_advisory_xact_lock({_LOCK})")


def stop_after(connection: sa.Connection, seconds: float) -> None:
    """Let no statement of the transaction run on after so many seconds; with 0 nothing, for it ends by itself."""
    if seconds:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(int(seconds * 1000), 1)}")


def was_stopped(error: sa.exc.DBAPIError) -> bool:
    """True where a statement ended because its time was up."""
    return getattr(error.orig, "sqlstate", "") == "57014"


def add_entries(connection: sa.Connection, passages: Iterable[Sequence[Any]]) -> None:
    """Put passages, whole rows of their table, into the index."""
    entries = [(row[0], *_to_entry(row[-2], row[-1])) for row in passages]
    if entries:
        connection.exec_driver_sql(_INSERT, entries)


def _to_entry(text: str, facts: str) -> tuple[str | None, str | None]:
    """A passage's words as a vector; as one long text where a vector cannot take them."""
    marked, bare, keys = words_of(text), words_of(plain(text)), facts.split()
    if len(marked) < _MOST_REPEATED or (len(marked) < _MOST_WORDS and _fits(marked) and _fits(bare)):
        rows = (("m", marked), ("p", bare))
        places = (f"'{column}{word}':{at}" for column, words in rows for at, word in enumerate(words, 1))
        vector = " ".join((*places, *(f"'{key}'" for key in keys)))
        if len(vector.encode()) < _MOST_BYTES:
            return vector, None
    row = ("", *(f"m{word}" for word in marked), "", *(f"p{word}" for word in bare), "", *keys, "")
    return None, " ".join(row)


def _fits(words: Sequence[str]) -> bool:
    return max(Counter(words).values()) <= _MOST_REPEATED


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, as the index of SQLite cuts them.

    >>> words_of("Kết luận số 70-KL/TW")
    ['kết', 'luận', 'số', '70', 'kl', 'tw']
    """
    return [_short(word) for word in _WORD.findall("".join(map(_small, text)))]


@lru_cache(maxsize=10_000)
def _small(letter: str) -> str:
    small = letter.casefold()
    return small if len(small) == 1 else letter


def _short(word: str) -> str:
    """The word, or where no vector takes it, its beginning and a hash of it."""
    return word if len(word) <= _LONGEST_WORD else word[:100] + blake2b(word.encode(), digest_size=16).hexdigest()


def matching(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """A condition over the index `i`, and its values: passages that have one phrase of each row.

    >>> matching([[Phrase("marked", ("hòa", "bình")), Phrase("marked", ("hoà", "bình"))]])[1]["match"]
    "('mhòa' <-> 'mbình' | 'mhoà' <-> 'mbình')"
    """
    rows = [[_lexemes(phrase) for phrase in phrases] for phrases in wanted]
    given = {"match": " & ".join(f"({' | '.join(map(_query, row))})" for row in rows)}
    long = []
    for at, row in enumerate(rows):
        names = {f"long{at}x{number}": f" {' '.join(words)} " for number, words in enumerate(row)}
        long.append(f"({' OR '.join(has_text('i.long', name) for name in names)})")
        given.update(names)
    return f"(i.words @@ CAST(:match AS tsquery) OR i.long IS NOT NULL AND {' AND '.join(long)})", given


def _query(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


def _lexemes(phrase: Phrase) -> list[str]:
    return [f"{_COLUMNS[phrase.column]}{word}" for given in phrase.words for word in words_of(given)]


def has_text(column: str, name: str) -> str:
    """A condition: the text of `:name` stands in the column, sign for sign."""
    return f"strpos({column}, :{name}) > 0"


def is_listed(column: str, name: str) -> str:
    """A condition: the column is one of the list that `:name` holds as JSON."""
    return f"{column} IN (SELECT jsonb_array_elements_text(CAST(:{name} AS jsonb)))"


def in_spans(table: str, name: str) -> str:
    """The rows `t` of a table that begin within the spans that `:name` holds as JSON: [[doc_id, start, end], …]."""
    start, end = (f"CAST(h.value ->> {place} AS bigint)" for place in (1, 2))
    return (
        f"jsonb_array_elements(CAST(:{name} AS jsonb)) h CROSS JOIN {table} t "
        f"WHERE t.doc_id = h.value ->> 0 AND t.start >= {start} AND t.start < {end}"
    )


def damages(connection: sa.Connection) -> list[str]:
    """What is broken: each table is read, and its keys looked for; each index too, where `amcheck` is installed."""
    inspector = sa.inspect(connection)
    strays = []
    for name in inspector.get_table_names():
        connection.exec_driver_sql(f'SELECT count(t.*) FROM "{name}" t').scalar()
        for key in inspector.get_foreign_keys(name):
            (mine,), (theirs,), other = key["constrained_columns"], key["referred_columns"], key["referred_table"]
            there = f'SELECT 1 FROM "{other}" o WHERE o."{theirs}" = t."{mine}"'
            alone = f'SELECT 1 FROM "{name}" t WHERE t."{mine}" IS NOT NULL AND NOT EXISTS ({there}) LIMIT 1'
            strays += [f"{name}: {other}?" for _ in connection.exec_driver_sql(alone)]
    if connection.exec_driver_sql("SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'").scalar():
        connection.exec_driver_sql(
            "SELECT bt_index_check(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_am a ON a.oid = c.relam "
            "WHERE a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace"
        ).all()
    return strays


def index_is_whole(connection: sa.Connection) -> bool:
    """True where each passage has its entry in the index."""
    missing = "SELECT count(*) FROM passages p LEFT JOIN passages_index i ON i.rowid = p.id WHERE i.rowid IS NULL"
    return connection.exec_driver_sql(missing).scalar() == 0


def flush(engine: sa.Engine) -> None:
    """Nothing: what is committed is on the disk, unless its administrator wanted it otherwise."""
