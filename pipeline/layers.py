"""A document as bytes and back, for keeping it in the store: layers as compressed JSON, letters' edges as numbers."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from typing import Any, TypeVar

from pipeline.document import Block, Cell, Document, Footnote, Letterhead, Line, Page, Section, Stretch, Table, Zone

# A twentieth of a point is finer than any eye, and a page of three metres still fits in two bytes an edge.
_GRAIN = 20
_MOST = 0xFFFF

T = TypeVar("T")


def pack(document: Document) -> tuple[bytes, bytes]:
    """The layers of a document, and the edges of its letters; its text is kept as text."""
    layers = {
        "pages": _rows(document.pages),
        "stretches": _rows(document.stretches),
        "blocks": _rows(document.blocks),
        "lines": [(line.start, line.end, line.page, line.top, line.bottom) for line in document.lines],
        "footnotes": _rows(document.footnotes),
        "tables": [(table.start, table.end, _rows(table.cells)) for table in document.tables],
        "zones": _rows(document.zones),
        "sections": _rows(document.sections),
        "letterhead": [day.isoformat() if isinstance(day, date) else day for day in astuple(document.letterhead)],
        "text_source": document.text_source,
        "pages_missing": document.pages_missing,
    }
    packed = json.dumps(layers, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return zlib.compress(packed, 1), zlib.compress(_little(_edges(document)).tobytes(), 1)


def unpack(text: str, packed: bytes, packed_edges: bytes) -> Document:
    """The document that `pack` was given; edges come back to a twentieth of a point."""
    layers = json.loads(zlib.decompress(packed))
    edges = array("H")
    edges.frombytes(zlib.decompress(packed_edges))
    return Document(
        text=text,
        pages=_made(Page, layers["pages"]),
        stretches=_made(Stretch, layers["stretches"]),
        blocks=_made(Block, layers["blocks"]),
        lines=_lines(layers["lines"], _little(edges)),
        footnotes=_made(Footnote, layers["footnotes"]),
        tables=tuple(Table(start, end, _made(Cell, cells)) for start, end, cells in layers["tables"]),
        zones=_made(Zone, layers["zones"]),
        sections=_made(Section, layers["sections"]),
        letterhead=_letterhead(layers["letterhead"]),
        text_source=layers["text_source"],
        pages_missing=layers["pages_missing"],
    )


def _edges(document: Document) -> array[int]:
    counted = [int(x * _GRAIN) for line in document.lines for x in line.edges]
    try:
        return array("H", counted)
    except OverflowError:  # a letter beside the page, or a page beyond three metres
        return array("H", [min(max(edge, 0), _MOST) for edge in counted])


def _rows(layer: Iterable[Any]) -> list[list[Any]]:
    """Each member's fields, in order: much quicker than `astuple`, which copies."""
    members = tuple(layer)
    names = [field.name for field in fields(members[0])] if members else []
    return [[getattr(member, name) for name in names] for member in members]


def _made(kind: type[T], rows: Iterable[list[Any]]) -> tuple[T, ...]:
    return tuple(kind(*row) for row in rows)


def _lines(rows: Iterable[list[Any]], edges: array[int]) -> tuple[Line, ...]:
    lines, at = [], 0
    for start, end, page, top, bottom in rows:
        upto = at + end - start + 1
        lines.append(Line(start, end, page, top, bottom, tuple(edge / _GRAIN for edge in edges[at:upto])))
        at = upto
    return tuple(lines)


def _letterhead(values: list[Any]) -> Letterhead:
    days = {"issued_on", "period_start", "period_end"}
    named: dict[str, Any] = {field.name: value for field, value in zip(fields(Letterhead), values, strict=True)}
    named.update({name: date.fromisoformat(named[name]) for name in days if named[name]})
    return Letterhead(**named)


def _little(numbers: array[int]) -> array[int]:
    """The same bytes on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
