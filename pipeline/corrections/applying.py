"""A report's rows as its reviewers want them: «30/10/2016» of a citation is 15/5/2016, and what follows from that."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.mention import Span
from pipeline.corrections.anchors import find_again
from pipeline.corrections.correction import Correction, Fields
from pipeline.corrections.following import follow
from pipeline.document import Document
from pipeline.passages import symbol_of
from pipeline.rows import LETTERS, Places
from pipeline.tables import Cell, Row, mention_tables, tables

Record = dict[str, Cell]
Facts = dict[str, list[Record]]

# The tables whose rows a correction may change, itself or by what follows.
CHANGING = ("citations", "dates", "counts", "unit_mentions", "directive_relations", "implementations", "findings")

# What a fact says of itself, besides the columns that every fact has.
_SHARED = frozenset({"doc_id", "mention_id", "page", "start", "end", "text", "zone", "footnote", "section", "boxes",
                     "corrected", "evidence"})  # fmt: skip
_KEY_LENGTH = 8
_KEYED = ("unit_id", "unit_name", "status", "activity", "start", "end")


@dataclass(frozen=True, slots=True)
class Applied:
    """The rows of the changing tables, and for each correction the fact at which it stands; empty where none is."""

    rows: Mapping[str, Sequence[Row]]
    placed: Mapping[str, str]


def apply(document: Document, rows: Mapping[str, Sequence[Row]], corrections: Sequence[Correction]) -> Applied:
    """What was read out of the document, with the corrections over it, the earliest first.

    Corrections of implementations come after those of mentions, for what follows from the latter is known by then.
    """
    read = {name: to_records(name, rows.get(name, ())) for name in {*CHANGING, *mention_tables()}}
    doc_id = str(rows["documents"][0][0])
    hand = _Hand(document, doc_id, Places(document))
    ordered = sorted(corrections, key=lambda one: (one.made_at, one.correction_id))
    placed: dict[str, str] = {}
    facts = read
    for one in (one for one in ordered if one.table != "implementations"):
        facts, placed[one.correction_id] = hand.put(facts, one)
    facts = follow(document, doc_id, read, facts, ordered)
    for one in (one for one in ordered if one.table == "implementations"):
        facts, placed[one.correction_id] = hand.put(facts, one)
    return Applied({name: to_rows(name, facts[name]) for name in CHANGING}, placed)


def to_records(name: str, rows: Iterable[Row]) -> list[Record]:
    """Rows of a table as column → cell."""
    names = [column.name for column in tables()[name]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def to_rows(name: str, records: Iterable[Record]) -> list[Row]:
    """The rows of which these are the cells."""
    names = [column.name for column in tables()[name]]
    return [tuple(record[column] for column in names) for record in records]


def fields_of(table: str, record: Mapping[str, Cell]) -> Fields:
    """What a fact says, without where it stands."""
    return {column.name: record[column.name] for column in tables()[table] if column.name not in _SHARED}


def fact_key(table: str, record: Mapping[str, Cell]) -> str:
    """What a fact is called by: a mention by its id, an implementation by a name made of what it says."""
    if table != "implementations":
        return str(record["mention_id"])
    # Without the directive's date, which the archive may know or not.
    told = "\x1f".join([symbol_of(str(record["directive_id"])), *(str(record[name]) for name in _KEYED)])
    return f"{record['doc_id']}:i{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:_KEY_LENGTH]}"


def fact_keys(table: str, records: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """What the facts of one report are called by; where two have one name, the second has a number behind it."""
    met = Counter[str]()
    for record in records:
        name = fact_key(table, record)
        met[name] += 1
        yield name if met[name] == 1 else f"{name}-{met[name]}"


@dataclass(frozen=True, slots=True)
class _Hand:
    """What writes corrections into the facts of one document."""

    document: Document
    doc_id: str
    places: Places

    def put(self, facts: Facts, one: Correction) -> tuple[Facts, str]:
        """The facts with one correction, and the fact at which it stands."""
        span = find_again(self.document.text, one.anchor)
        if span is None:
            return facts, ""
        rows = facts[one.table]
        meant = _meant(rows, one, span)
        if meant is None or (one.of and not meant):
            return facts, ""  # it may be any of several, or what it corrects is no longer added
        kept = [row for row in rows if not any(row is gone for gone in meant)]
        if one.action == "reject":
            told = fact_key(one.table, meant[0]) if meant else f"{span.start}-{span.end}"
            return {**facts, one.table: kept}, told
        same = len(meant) == 1 and (meant[0]["start"], meant[0]["end"]) == (span.start, span.end)
        if one.action == "correct" and same:
            made = {**meant[0], **one.after, "corrected": one.correction_id}
        else:
            made = self._new(one, span)
            if len(meant) == 1 and "mention_id" in made:
                made["mention_id"] = meant[0]["mention_id"]  # what rests on the fact goes on resting on it
        if one.table == "implementations" and (one.action == "add" or not same):
            made["evidence"] = _evidence(facts, made)
        ordered = sorted([*kept, made], key=lambda row: (int(row["start"] or 0), -int(row["end"] or 0)))
        return {**facts, one.table: ordered}, fact_key(one.table, made)

    def _new(self, one: Correction, span: Span) -> Record:
        """A fact at a place where none was read, or one of other words."""
        zone, footnote, section = self.places.of(span.start)
        known: Record = {
            "doc_id": self.doc_id, "page": self.places.page(span.start), "start": span.start, "end": span.end,
            "text": span.slice(self.document.text), "zone": zone, "footnote": footnote, "section": section,
            "boxes": self.places.boxes(span.start, span.end), **one.before, "same_as": "", **one.after,
            "mention_id": f"{self.doc_id}:{LETTERS.get(one.table, '')}{one.correction_id}",
            "corrected": one.correction_id,
        }  # fmt: skip
        return {column.name: known.get(column.name, column.empty) for column in tables()[one.table]}


def _meant(rows: Sequence[Record], one: Correction, span: Span) -> list[Record] | None:
    """The facts that a correction is about: at its very words, else over them; None where that cannot be told.

    None at all (an empty list) is no doubt: what the reviewer says of these words holds without a reading.
    """
    at = [row for row in rows if (row["start"], row["end"]) == (span.start, span.end)]
    if one.table == "implementations":
        at = [row for row in at if _is_of_unit(row, one.before) or (one.after and _is_of_unit(row, one.after))]
        if one.action == "add":
            return [row for row in at if _says(row, "directive_id", one.after.get("directive_id"))]
    if len(at) > 1:
        alike = {id(row): sum(_says(row, name, cell) for name, cell in one.before.items()) for row in at}
        best = max(alike.values())
        at = [row for row in at if alike[id(row)] == best]
    if len(at) == 1:
        return at
    if at:
        return None
    over = [row for row in rows if int(row["start"] or 0) < span.end and span.start < int(row["end"] or 0)]
    if one.table == "implementations":
        over = [row for row in over if _is_of_unit(row, one.before)]
    if one.action == "reject" and over:
        return None  # other words than those that were rejected
    return over if len(over) <= 1 or one.action == "add" else None


def _says(row: Mapping[str, Cell], name: str, cell: Cell) -> bool:
    """True where a row's cell is this one; the date of a directive is what the archive knows, not what was read."""
    if name == "directive_id":
        return symbol_of(str(row[name])) == symbol_of(str(cell))
    return row.get(name) == cell


def _is_of_unit(row: Mapping[str, Cell], told: Fields) -> bool:
    return (row["unit_id"], row["unit_name"]) == (told.get("unit_id"), told.get("unit_name"))


def _evidence(facts: Facts, made: Mapping[str, Cell]) -> str:
    """The mentions within an implementation's passage that name its directive or its unit."""
    start, end = int(made["start"] or 0), int(made["end"] or 0)
    found = []
    for table, column in (("citations", "directive_id"), ("unit_mentions", "unit_id")):
        for row in facts[table]:
            if row[column] and row[column] == made[column] and start <= int(row["start"] or 0) < end:
                found.append(row["mention_id"])
    return "; ".join(map(str, found))
