"""A report's rows into the database, with what is made of them: standings, cumulative figures, indexed passages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

import sqlalchemy as sa

from pipeline.archive.made import MADE, to_made
from pipeline.corrections.applying import CHANGING
from pipeline.passages import MOST, SHARES, first_number
from pipeline.store.corrected import ORIGINALS, read_original, with_corrections
from pipeline.store.databases import DATABASES
from pipeline.store.schema import METADATA
from pipeline.store.storable import storable
from pipeline.tables import Report, Row, tables
from pipeline.version import ours

_TEXTS, _PASSAGES = METADATA.tables["texts"], METADATA.tables["passages"]
_READINGS = METADATA.tables["readings"]
_TAKEN = (
    sa.select(_PASSAGES.c.id)
    .where(_PASSAGES.c.id >= sa.bindparam("first"), _PASSAGES.c.id < sa.bindparam("after"))
    .limit(1)
)


def insert(connection: sa.Connection, report: Report) -> None:
    """Write a report that is not there yet, with its reviewers' corrections."""
    read = report if report.sound else _clean(report)
    for name, rows in read.rows.items():
        if name not in (*CHANGING, *MADE):
            _insert_rows(connection, METADATA.tables[name], rows)
    report, original = with_corrections(connection, read)
    doc_id = report.rows["documents"][0][0]
    _insert_rows(connection, _TEXTS, [(doc_id, report.text, report.layers, report.edges, _tallies(report))])
    _insert_rows(connection, _READINGS, [(doc_id, ours())])
    _insert_changing(connection, report, original)


def correct_again(connection: sa.Connection, doc_id: str) -> None:
    """Make a report that is there what its corrections make of it now: an undone one leaves no trace."""
    report, original = with_corrections(connection, read_original(connection, doc_id))
    for name in (*CHANGING, *MADE, _PASSAGES.name, ORIGINALS.name):
        table = METADATA.tables[name]
        connection.execute(table.delete().where(table.c.doc_id == doc_id))
    connection.execute(_TEXTS.update().where(_TEXTS.c.doc_id == doc_id), {"tallies": _tallies(report)})
    _insert_changing(connection, report, original)


def _tallies(report: Report) -> str:
    return json.dumps({name: len(rows) for name, rows in report.rows.items() if name in tables()}, sort_keys=True)


def _insert_changing(connection: sa.Connection, report: Report, original: Sequence[tuple[Any, ...]]) -> None:
    """Write what corrections may change, what was read under them, and all that is made of it."""
    for name in CHANGING:
        _insert_rows(connection, METADATA.tables[name], report.rows.get(name, ()))
    _insert_rows(connection, ORIGINALS, original)
    made = to_made(report.rows, report.text) if original or not report.rows.keys() >= set(MADE) else report.rows
    for name in MADE:
        _insert_rows(connection, METADATA.tables[name], made[name])
    _insert_passages(connection, report)


def _insert_passages(connection: sa.Connection, report: Report) -> None:
    first, doc_id = _first_passage(connection, report), report.rows["documents"][0][0]
    passages: list[tuple[Any, ...]] = [(first + number, doc_id, *row) for number, row in enumerate(report.passages)]
    _insert_rows(connection, _PASSAGES, passages)
    DATABASES[connection.dialect.name].add_entries(connection, passages)


def _first_passage(connection: sa.Connection, report: Report) -> int:
    """The number of a report's first passage, which no other report of its day has."""
    document = dict(zip((column.name for column in tables()["documents"]), report.rows["documents"][0], strict=True))
    told = document["issued_on"] or document["period_end"]
    day = date.fromisoformat(str(told)).toordinal() if told else 0
    share = crc32(str(document["doc_id"]).encode()) % SHARES
    while True:
        first = first_number(day, share)
        if connection.scalar(_TAKEN, {"first": first, "after": first + MOST}) is None:
            return first
        share = (share + 1) % SHARES


def _insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Hand whole rows to the driver: three times as quick as one dictionary a row through the compiler."""
    if not rows:
        return
    statement, positional = _insertion(table, connection.dialect)
    names = [column.name for column in table.columns]
    given = list(rows) if positional else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(statement, given)


@cache
def _insertion(table: sa.Table, dialect: sa.Dialect) -> tuple[str, bool]:
    compiled = table.insert().compile(dialect=dialect)
    return str(compiled), dialect.positional


def _clean(report: Report) -> Report:
    """The one place where a report on its way in loses what no database keeps."""
    rows = {name: _clean_rows(found) for name, found in report.rows.items()}
    return replace(report, rows=rows, text=storable(report.text), passages=_clean_rows(report.passages))


def _clean_rows(rows: Sequence[Row]) -> Sequence[Row]:
    return [tuple(storable(cell) for cell in row) for row in rows]
