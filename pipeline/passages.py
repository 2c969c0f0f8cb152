"""A report's paragraphs, table rows and notes as what a search finds, each with the facts that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b

from extractors.patterns import fold, strip_marks
from extractors.places import bare_key, head_of
from pipeline.document import Document
from pipeline.tables import Cell, Row, tables

# The most passages of one report; what comes after stands in the last. Their numbers must fit into a passage's id.
MOST = 1 << 20
# How many reports of one day have numbers for their passages.
SHARES = 1 << 20


def first_number(day: int, share: int) -> int:
    """The number of the first passage of a report of that day, 0 where it has none: the newest report comes first.

    So a search reads its answers in order and stops when it has enough, whichever report was ingested first. Reports
    of one day have different shares; with the day and the passage they fill 62 bits.
    """
    return ((date.max.toordinal() - day) * SHARES + share) * MOST


def to_passages(document: Document, rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The report's passages in text order: page, start, end, text, facts. A passage is a line of the one text.

    `facts` are keys (`symbol_key`, `unit_keys`, `status_key`) of what the passage tells, sorted.
    """
    spans = list(lines_of(document.text, len(document.text)))
    if len(spans) > MOST:
        spans[MOST - 1 :] = [(spans[MOST - 1][0], spans[-1][1])]
    starts = [start for start, _ in spans]
    facts: list[dict[str, None]] = [{} for _ in spans]
    for offset, keys in _facts(rows):
        at = bisect_right(starts, offset) - 1
        if at >= 0:
            facts[at].update(dict.fromkeys(keys))
    return [
        (document.page_at(start), start, end, document.text[start:end], " ".join(sorted(told)))
        for (start, end), told in zip(spans, facts, strict=True)
    ]


def lines_of(text: str, upto: int) -> Iterator[tuple[int, int]]:
    """Where the paragraphs and table rows of a text begin and end, up to an offset; not those that are empty.

    >>> text = "I. KẾT QUẢ\\n\\nMở 09 lớp."
    >>> [text[start:end] for start, end in lines_of(text, len(text))]
    ['I. KẾT QUẢ', 'Mở 09 lớp.']
    """
    start = 0
    while start < upto:
        end = text.find("\n", start, upto)
        end = upto if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _facts(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, Iterator[str]]]:
    """Where a fact begins, and the keys by which it is asked for."""
    for name, told in (("citations", _citation), ("unit_mentions", _unit), ("implementations", _implementation)):
        found = rows.get(name, ())
        if not found:
            continue
        at = _columns(name)
        for row in found:
            yield int(row[at["start"]] or 0), told(row, at)


@cache
def _columns(table: str) -> Mapping[str, int]:
    return {column.name: index for index, column in enumerate(tables()[table])}


def _citation(row: Row, at: Mapping[str, int]) -> Iterator[str]:
    if symbol := _text(row, at, "symbol"):
        yield symbol_key(symbol)
    if directive := _text(row, at, "directive_id"):
        yield symbol_key(symbol_of(directive))


def _unit(row: Row, at: Mapping[str, int]) -> Iterator[str]:
    yield from unit_keys(_text(row, at, "unit_id"), _text(row, at, "name"), _text(row, at, "place"))


def _implementation(row: Row, at: Mapping[str, int]) -> Iterator[str]:
    """The keys of the row's directive, unit and status, alone and together: who did one thing did not do another."""
    directive, status = _text(row, at, "directive_id"), _text(row, at, "status")
    symbol = symbol_key(symbol_of(directive))
    units = unit_keys(_text(row, at, "unit_id"), _text(row, at, "unit_name"), _text(row, at, "place"))
    yield from (symbol, *units)
    for unit in ("", *units):
        yield status_key(status, "", unit)
        yield status_key(status, symbol, unit)


def _text(row: Row, at: Mapping[str, int], column: str) -> str:
    cell: Cell = row[at[column]] if column in at else ""
    return str(cell or "")


def symbol_of(directive_id: str) -> str:
    """The symbol in a directive's identifier.

    >>> symbol_of("70-KL/TW@2024-01-31"), symbol_of("70-KL/TW")
    ('70-KL/TW', '70-KL/TW')
    """
    return directive_id.rpartition("@")[0] or directive_id


def bounds_of(symbol: str) -> dict[str, str]:
    """Between which texts all identifiers of a symbol stand, dated or not: from `first` on, and before `after`.

    >>> bounds = bounds_of("70-KL/TW")
    >>> [bounds["first"] <= one < bounds["after"] for one in ("70-KL/TW@2024-01-31", "70-KL/TW@?", "70-KL/TWX@?")]
    [True, True, False]
    """
    return {"first": f"{symbol}@", "after": f"{symbol}A"}  # «A» is the letter after «@»


def symbol_key(symbol: str) -> str:
    """One key for a symbol in any letters, with or without marks.

    >>> symbol_key("238-QĐ/TW") == symbol_key("238-qd/tw")
    True
    """
    return _key("s", strip_marks(fold(symbol)))


def status_key(status: str, symbol: str = "", unit: str = "") -> str:
    """One key for a status of implementations: of all, or of those with a symbol's and a unit's keys."""
    return _key("i", f"{status} {symbol} {unit}")


@lru_cache(maxsize=50_000)
def unit_keys(unit_id: str, name: str, place: str) -> tuple[str, ...]:
    """The keys of a unit: its identifier, its name and its place's, with and without the word before them.

    >>> unit_key("Mèo Vạc") in unit_keys("VN02.027/huyen-uy-meo-vac", "Huyện ủy Mèo Vạc", "Huyện Mèo Vạc")
    True
    """
    names = {fold(unit_id), *_forms(name), *_forms(place)} - {""}
    return tuple(sorted({_key("u", form) for one in names for form in (one, strip_marks(one))}))


def unit_key(asked: str) -> str:
    """The key of a unit that someone asks for, by name («Mèo Vạc», «huyen meo vac») or identifier («VN02.027»)."""
    return _key("u", fold(asked))


def _forms(name: str) -> tuple[str, ...]:
    """A name as written and without its head: «huyện mèo vạc», «mèo vạc»."""
    head = head_of(name)
    return (fold(name), bare_key(name[len(head) :])) if head else (fold(name),)


@lru_cache(maxsize=50_000)
def _key(kind: str, told: str) -> str:
    """A word of its own that no report contains."""
    return kind + blake2b(told.encode("utf-8", "replace"), digest_size=7).hexdigest()
