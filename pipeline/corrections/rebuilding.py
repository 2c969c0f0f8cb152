"""Rows of mentions as what was read out of a report, so that it can be resolved and audited again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from extractors import EXTRACTORS
from extractors.mention import Mention, Span, Value
from pipeline.document import Document
from pipeline.facts import Extraction
from pipeline.resolve import Resolution, resolve
from pipeline.tables import Cell, ColumnKind, tables, value_type

Record = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An extraction made of rows, and what each citation means, by its mention's id."""

    extraction: Extraction
    resolutions: Mapping[str, Resolution]


def rebuild(document: Document, facts: Mapping[str, Sequence[Record]]) -> Rebuilt:
    """The mentions that the rows tell of, resolved within the report."""
    found: list[tuple[str, Mention[Value]]] = []
    for extractor in EXTRACTORS:
        rows = facts.get(extractor.label, ())
        by_name = {row["mention_id"]: row for row in rows}
        made = value_type(extractor)
        kinds = {column.name: column.kind for column in tables()[extractor.label]}
        for row in rows:
            span = Span(int(row["start"] or 0), int(row["end"] or 0))
            told = {**row, **_days(by_name.get(row.get("same_as") or row["mention_id"], row))}
            value: Any = made(**{field.name: _read(told[field.name], kinds[field.name]) for field in fields(made)})  # type: ignore[arg-type]
            found.append((str(row["mention_id"]), Mention(span, span.slice(document.text), value)))
    found.sort(key=lambda one: (one[1].start, -one[1].end))
    mentions = tuple(mention for _, mention in found)
    resolutions = resolve(document, mentions)
    names = {found[index][0]: resolution for index, resolution in resolutions.items()}
    return Rebuilt(Extraction(document, mentions, resolutions), names)


def _days(row: Mapping[str, Cell]) -> Record:
    """The days of a date, which stand where the period is stated in full."""
    return {name: row[name] for name in ("start_on", "end_on") if name in row}


def _read(cell: Cell, kind: ColumnKind) -> object:
    """A cell as the field of the value that it was made of."""
    if kind == "date":
        return date.fromisoformat(str(cell)) if cell else None
    if kind == "decimal":
        return Decimal(str(cell)) if cell else None
    return cell
