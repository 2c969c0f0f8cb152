"""Passages that were found, told: the page, the section, the words that answer, and what was read out of each."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractors.patterns import one_tone
from pipeline.archive.settling import SETTLED_TABLES, Known, with_settled
from pipeline.passages import symbol_of
from pipeline.questions.queries import Term
from pipeline.store import Store
from pipeline.store.fulltext import plain
from pipeline.tables import Cell, mention_tables, tables

Record = Mapping[str, Cell]

_LETTER = r"[\p{L}\p{N}\p{M}\p{Co}]"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: where it stands, which stretches of it answer the query, what was read out of it.

    `month` is the last one that its report tells of, else that in which it was issued: «2024-05».
    """

    doc_id: str
    source: str
    title: str
    symbol: str
    issued_on: str
    doc_type: str
    month: str
    page: int
    section: str
    footnote: str
    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    facts: Mapping[str, Sequence[Record]] = field(default_factory=dict)


def find_hits(store: Store, found: Sequence[Sequence[Cell]], terms: Sequence[Term]) -> Iterator[Hit]:
    """The passages as hits, each with the facts that stand in it."""
    if not found:
        return
    doc_ids = sorted({str(row[0]) for row in found})
    documents = {str(row["doc_id"]): row for row in _of_documents(store, "documents", doc_ids)}
    names = (*mention_tables(), "implementations")
    known = Known(store.ask)
    facts = {name: _by_document(_of_passages(store, name, found, known)) for name in names}
    sections, notes = (_by_document(_of_documents(store, name, doc_ids)) for name in ("sections", "footnotes"))
    patterns = [(one, _pattern(one)) for term in terms for one in (term, *(Term("words", also) for also in term.also))]
    for doc, page, first, text in found:
        doc_id, start, end = str(doc), int(first or 0), int(first or 0) + len(str(text))
        if doc_id not in documents:  # the report has gone since it was found
            continue
        within = {name: _standing_in(rows.get(doc_id, ()), start, end) for name, rows in facts.items()}
        told, note = documents[doc_id], _around(notes.get(doc_id, ()), start)
        section = _around(sections.get(doc_id, ()), start if note is None else int(note["anchor"] or -1))
        yield Hit(
            doc_id=doc_id,
            source=str(told["source"]),
            title=str(told["title"]),
            symbol=str(told["symbol"]),
            issued_on=str(told["issued_on"] or ""),
            doc_type=str(told["doc_type"]),
            month=str(told["period_end"] or told["period_start"] or told["issued_on"] or "")[:7],
            page=int(page or 1),
            section=str(section["section"]) if section else "",
            footnote=str(note["footnote"]) if note else "",
            start=start,
            end=end,
            text=str(text),
            highlights=_highlights(str(text), start, patterns, within["citations"]),
            facts={name: rows for name, rows in within.items() if rows},
        )


def _of_documents(store: Store, table: str, doc_ids: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """The rows of these reports, each report's in text order."""
    where = store.database.is_listed("t.doc_id", "docs")
    return _records(store, table, f"{table} t WHERE {where}", {"docs": json.dumps(doc_ids)}, Known(store.ask))


def _of_passages(store: Store, table: str, found: Sequence[Sequence[Cell]], known: Known) -> Iterator[dict[str, Cell]]:
    """The rows that stand in these passages, each report's in text order."""
    spans = [[doc_id, start, int(start or 0) + len(str(text))] for doc_id, _, start, text in found]
    return _records(store, table, store.database.in_spans(table, "spans"), {"spans": json.dumps(spans)}, known)


def _records(
    store: Store, table: str, source: str, given: Mapping[str, Cell], known: Known
) -> Iterator[dict[str, Cell]]:
    """The rows as column → cell, with what the archive knows of their directives."""
    names = [column.name for column in tables()[table]]
    columns = ", ".join(f't."{name}"' for name in names)
    first = [name for name in ("doc_id", "start", "end") if name in names]
    ordered = (*first, *(name for name in names if name not in (*first, "boxes")))
    order = ", ".join(f't."{name}" NULLS FIRST' for name in ordered)
    truths = {at for at, column in enumerate(tables()[table]) if column.kind == "boolean"}
    rows = [
        tuple(bool(cell) if at in truths and cell is not None else cell for at, cell in enumerate(row))  # 1 in SQLite
        for row in store.ask(f"SELECT {columns} FROM {source} ORDER BY {order}", given)
    ]
    if table in SETTLED_TABLES:
        at = names.index("directive_id")
        settled = known.of(str(row[at]) for row in rows)
        rows = [with_settled(table, row, settled) for row in rows]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _by_document(records: Iterable[dict[str, Cell]]) -> dict[str, list[dict[str, Cell]]]:
    found: dict[str, list[dict[str, Cell]]] = {}
    for record in records:
        found.setdefault(str(record["doc_id"]), []).append(record)
    return found


def _standing_in(records: Sequence[dict[str, Cell]], start: int, end: int) -> list[dict[str, Cell]]:
    first = bisect_left(records, start, key=_start)
    return list(records[first : bisect_left(records, end, lo=first, key=_start)])


def _start(record: Record) -> int:
    return int(record["start"] or 0)


def _around(records: Sequence[dict[str, Cell]], offset: int) -> dict[str, Cell] | None:
    """The innermost section, or the note, around an offset."""
    found = None
    for record in records:
        if _start(record) > offset:
            break
        if offset < int(record["end"] or 0):
            found = record
    return found


def _pattern(term: Term) -> regex.Pattern[str]:
    """The term in a text of small letters with tones in one place; without marks where it has none."""
    if term.kind == "text":
        return regex.compile(regex.escape(term.text, literal_spaces=True))
    words = rf"(?:(?!{_LETTER}).)+".join(regex.escape(one_tone(word)) for word in term.words)
    return regex.compile(rf"(?<!{_LETTER}){words}(?!{_LETTER})", regex.DOTALL)


def _highlights(
    text: str, start: int, patterns: Sequence[tuple[Term, regex.Pattern[str]]], citations: Sequence[Record]
) -> tuple[tuple[int, int], ...]:
    """Where the passage answers the query, in offsets of the passage, none overlapping another."""
    small = one_tone("".join(c.lower() if len(c.lower()) == 1 else c for c in text))
    bare = plain(small)
    spans: set[tuple[int, int]] = set()
    for term, pattern in patterns:
        searched = text if term.kind == "text" else small if term.as_written else bare
        spans.update(found.span() for found in pattern.finditer(searched))
        for row in citations:
            if {term.symbol, *term.symbols} & ({row["symbol"], symbol_of(str(row["directive_id"]))} - {""}):
                spans.add((_start(row) - start, int(row["end"] or 0) - start))
    merged: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return tuple(merged)
