"""Words of passages in an index: the one place that speaks SQLite's FTS5. «Đảng» is found as «dang» and as «đảng»."""

from __future__ import annotations

import sqlite3
import time
import unicodedata
from collections.abc import Iterable

from extractors.patterns import strip_marks

# After how many steps of the database its clock is looked at.
STEPS = 10_000

# Two columns for each word: as written, and without marks. The third holds the keys of a passage's facts. The text
# itself stays in `passages`, so the index stores none. Sixteen segments are merged at a time: half the work of four.
# A trigger keeps the index true however a passage goes, within the same transaction.
_OLD = "'delete', old.id, baocao_plain(old.text), old.text, old.facts"
SQLITE = (
    "CREATE VIRTUAL TABLE passages_index USING fts5(plain, marked, facts, content='', columnsize=0, "
    "tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO passages_index(passages_index, rank) VALUES ('automerge', 16)",
    "CREATE TRIGGER passages_go AFTER DELETE ON passages BEGIN "
    f"INSERT INTO passages_index(passages_index, rowid, plain, marked, facts) VALUES ({_OLD}); END",
)
INSERT = "INSERT INTO passages_index(rowid, plain, marked, facts) VALUES (?, ?, ?, ?)"


class _Plain(dict[int, int | str]):
    """What each letter is without its marks, found out when first met."""

    def __missing__(self, code: int) -> int | str:
        bare = strip_marks(unicodedata.normalize("NFC", chr(code)))
        self[code] = found = bare if len(bare) == 1 else code
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """The text without marks, character for character.

    >>> plain("Đảng ủy")
    'Dang uy'
    """
    return text.translate(_PLAIN)


def to_entry(number: int, text: str, facts: str) -> tuple[int, str, str, str]:
    """What `INSERT` takes for one passage."""
    return number, plain(text), text, facts


def prepare(connection: sqlite3.Connection) -> None:
    """Give a new connection the function that the trigger calls."""
    connection.create_function("baocao_plain", 1, plain, deterministic=True)


def entries(connection: sqlite3.Connection) -> int:
    """How many passages are in the index; `sqlite3.DatabaseError` where it is damaged."""
    connection.execute("INSERT INTO passages_index(passages_index) VALUES ('integrity-check')")
    (totals,) = connection.execute("SELECT block FROM passages_index_data WHERE id = 1").fetchone()
    count = 0
    for byte in totals:  # seven bits each, the highest bit tells that more follow
        count = count << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return count


def stop_after(connection: sqlite3.Connection, seconds: float) -> None:
    """Let no statement of the connection run on after so many seconds; 0 lets them run again."""
    until = time.monotonic() + seconds
    connection.set_progress_handler((lambda: time.monotonic() > until) if seconds else None, STEPS)


def any_of(column: str, phrases: Iterable[Iterable[str]]) -> str:
    """A part of what the index is asked (`MATCH`): passages in which one of the phrases stands, word after word.

    >>> any_of("marked", [["hòa", "bình"], ["hoà", "bình"]])
    '{marked} : ("hòa bình" OR "hoà bình")'
    """
    return f"{{{column}}} : ({' OR '.join(_quoted(phrase) for phrase in phrases)})"


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


def _quoted(phrase: Iterable[str]) -> str:
    words = " ".join(phrase).replace('"', '""')
    return f'"{words}"'
