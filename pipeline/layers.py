"""A document as bytes and back, for keeping it in the store: layers as compressed JSON, letters' edges as numbers."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from pipeline.document import (
    Block,
    Cell,
    Document,
    Footnote,
    Letterhead,
    Line,
    Page,
    Repair,
    Section,
    Stretch,
    Table,
    Zone,
)

# Of the four bytes of a number the last says less than a thirtieth of a point: it is not kept.
_KEPT = (3, 2, 1)

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
        "repairs": _rows(document.repairs),
    }
    packed = json.dumps(layers, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return zlib.compress(packed, 1), zlib.compress(_pack_edges(document.lines), 1)


def unpack(text: str, packed: bytes, packed_edges: bytes) -> Document:
    """The document that `pack` was given; edges come back to a thirtieth of a point."""
    layers = json.loads(zlib.decompress(packed))
    return Document(
        text=text,
        pages=_made(Page, layers["pages"]),
        stretches=_made(Stretch, layers["stretches"]),
        blocks=_made(Block, layers["blocks"]),
        lines=_lines(layers["lines"], _unpack_edges(zlib.decompress(packed_edges))),
        footnotes=_made(Footnote, layers["footnotes"]),
        tables=tuple(Table(start, end, _made(Cell, cells)) for start, end, cells in layers["tables"]),
        zones=_made(Zone, layers["zones"]),
        sections=_made(Section, layers["sections"]),
        letterhead=_letterhead(layers["letterhead"]),
        text_source=layers["text_source"],
        pages_missing=layers["pages_missing"],
        repairs=_made(Repair, layers.get("repairs", ())),  # before version 1.2 there were none
    )


def _pack_edges(lines: Iterable[Line]) -> bytes:
    """The edges of all letters, the first bytes of all numbers before the second ones: so they pack well."""
    numbers = _little(array("f", chain.from_iterable([line.edges for line in lines]))).tobytes()
    return b"".join(numbers[at::4] for at in _KEPT)


def _unpack_edges(planes: bytes) -> array[float]:
    count = len(planes) // len(_KEPT)
    numbers = bytearray(4 * count)
    for plane, at in enumerate(_KEPT):
        numbers[at::4] = planes[plane * count : (plane + 1) * count]
    edges = array("f")
    edges.frombytes(bytes(numbers))
    return _little(edges)


def _rows(layer: Iterable[Any]) -> list[list[Any]]:
    """Each member's fields, in order: much quicker than `astuple`, which copies."""
    members = tuple(layer)
    names = [field.name for field in fields(members[0])] if members else []
    return [[getattr(member, name) for name in names] for member in members]


def _made(kind: type[T], rows: Iterable[list[Any]]) -> tuple[T, ...]:
    return tuple(kind(*row) for row in rows)


def _lines(rows: Iterable[list[Any]], edges: array[float]) -> tuple[Line, ...]:
    lines, at = [], 0
    for start, end, page, top, bottom in rows:
        upto = at + end - start + 1
        lines.append(Line(start, end, page, top, bottom, edges[at:upto]))
        at = upto
    return tuple(lines)


def _letterhead(values: list[Any]) -> Letterhead:
    days = {"issued_on", "period_start", "period_end"}
    named: dict[str, Any] = {field.name: value for field, value in zip(fields(Letterhead), values, strict=True)}
    named.update({name: date.fromisoformat(named[name]) for name in days if named[name]})
    return Letterhead(**named)


def _little(numbers: array[float]) -> array[float]:
    """The same bytes on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
