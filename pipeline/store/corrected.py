"""Corrections in the database: kept apart from the reports, laid over each one when it is kept or corrected again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from pipeline.corrections.applying import CHANGING, apply
from pipeline.corrections.correction import Correction, read_record
from pipeline.layers import unpack
from pipeline.passages import to_passages
from pipeline.store.schema import METADATA
from pipeline.store.storable import storable
from pipeline.tables import Report, Row, tables

_DOCUMENTS, _TEXTS = METADATA.tables["documents"], METADATA.tables["texts"]
_CORRECTIONS = METADATA.tables["corrections"]
_STANDING = sa.select(_CORRECTIONS).where(
    sa.or_(_CORRECTIONS.c.source == sa.bindparam("path"), _CORRECTIONS.c.sha256 == sa.bindparam("hash")),
    _CORRECTIONS.c.undone_at == "",
)
# What was read of a report that is corrected: a report without corrections has no row.
ORIGINALS = METADATA.tables["originals"]


def with_corrections(connection: sa.Connection, report: Report) -> tuple[Report, list[tuple[Any, ...]]]:
    """The report as its corrections make it, and the row of `originals` that keeps what was read; none without them.

    Where each correction stands now is written down with it.
    """
    head = dict(zip((column.name for column in tables()["documents"]), report.rows["documents"][0], strict=True))
    doc_id = str(head["doc_id"])
    found = _standing(connection, str(head["source"]), str(head["sha256"]))
    if not found:
        return report, []
    document = unpack(report.text, report.layers, report.edges)
    applied = apply(document, report.rows, found)
    for correction_id, fact in applied.placed.items():
        _place(connection, correction_id, doc_id, fact)
    rows = {**report.rows, **applied.rows}
    changed = {name: report.rows.get(name, ()) for name in CHANGING}
    packed = zlib.compress(json.dumps(changed, ensure_ascii=False).encode())
    corrected = replace(report, rows=rows, passages=to_passages(document, rows))
    return corrected, [(doc_id, packed)]


def _standing(connection: sa.Connection, source: str, sha256: str) -> list[Correction]:
    """The corrections of a report that nobody has undone: of its path, or of the same bytes at another one."""
    found = connection.execute(_STANDING, {"path": storable(source), "hash": sha256})
    return [read_record(row._asdict()) for row in found]


def _place(connection: sa.Connection, correction_id: str, doc_id: str, fact: str) -> None:
    """Note where a correction stands; one that stands in another report is not told to be lost."""
    where = _CORRECTIONS.c.correction_id == correction_id
    if not fact:
        there = sa.select(_DOCUMENTS.c.doc_id).where(_DOCUMENTS.c.doc_id != doc_id)
        where = sa.and_(where, sa.or_(_CORRECTIONS.c.fact == "", _CORRECTIONS.c.doc_id.not_in(there)))
    connection.execute(_CORRECTIONS.update().where(where), {"doc_id": doc_id, "fact": fact})


def forget(connection: sa.Connection, doc_id: str) -> None:
    """A report is gone: its corrections stand nowhere, until its path or its bytes come back."""
    connection.execute(_CORRECTIONS.update().where(_CORRECTIONS.c.doc_id == doc_id), {"doc_id": "", "fact": ""})


def read_original(connection: sa.Connection, doc_id: str) -> Report:
    """A report as it was read, without corrections; `KeyError` where there is none."""
    kept = connection.execute(sa.select(_TEXTS).where(_TEXTS.c.doc_id == doc_id)).one_or_none()
    if kept is None:
        raise KeyError(doc_id)
    rows = {name: _rows(connection, name, doc_id) for name in _of_reports()}
    packed = connection.scalar(sa.select(ORIGINALS.c.rows).where(ORIGINALS.c.doc_id == doc_id))
    if packed is not None:
        read: Mapping[str, Sequence[Sequence[Any]]] = json.loads(zlib.decompress(packed))
        rows.update({name: [tuple(row) for row in found] for name, found in read.items()})
    document = unpack(kept.text, kept.layers, kept.edges)
    return Report(rows, kept.text, kept.layers, kept.edges, to_passages(document, rows))


def _of_reports() -> list[str]:
    """The tables that hold what was read out of reports, themselves among them."""
    names = [name for name in METADATA.tables if name in tables()]
    return [name for name in names if tables()[name][0].name == "doc_id"]


def _rows(connection: sa.Connection, name: str, doc_id: str) -> list[Row]:
    table = METADATA.tables[name]
    order = [table.c[column] for column in ("start", "end") if column in table.c]
    query = sa.select(table).where(table.c.doc_id == doc_id).order_by(*order)
    return [tuple(row) for row in connection.execute(query)]


def documents_of(connection: sa.Connection, correction: Correction) -> list[str]:
    """The reports that a correction is about."""
    same = sa.or_(_DOCUMENTS.c.source == correction.source, _DOCUMENTS.c.sha256 == correction.sha256)
    return list(connection.scalars(sa.select(_DOCUMENTS.c.doc_id).where(same).order_by(_DOCUMENTS.c.doc_id)))
