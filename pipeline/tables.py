"""What one report yields, as rows of named tables with declared types: `citations`, `dates`, `counts` …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args, get_type_hints

from extractors import EXTRACTORS
from extractors.mention import Extractor, Span, Value

if TYPE_CHECKING:
    import pandas

    Frame: TypeAlias = pandas.DataFrame

ColumnKind = Literal["text", "integer", "boolean", "date", "decimal", "real"]
Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Cell, ...]

# Unknown text is the empty text; an unknown date, number or truth is missing. A `decimal` is plain decimal text.
DTYPES: Mapping[ColumnKind, str] = {
    "text": "string", "integer": "Int64", "boolean": "boolean", "date": "string", "decimal": "string",
    "real": "Float64",
}  # fmt: skip
_EMPTY: Mapping[ColumnKind, Cell] = {"text": ""}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and what its cells hold."""

    name: str
    kind: ColumnKind = "text"

    @property
    def empty(self) -> Cell:
        """What stands in a cell of which nothing is known."""
        return _EMPTY.get(self.kind)


@dataclass(frozen=True, slots=True)
class Report:
    """One report ready for the store: its rows by table, its text, and its layers packed. Plain data that travels.

    `sound` where it is known that no text in it holds what no store keeps.
    """

    rows: Mapping[str, Sequence[Row]]
    text: str
    layers: bytes
    edges: bytes
    passages: Sequence[Row] = ()
    sound: bool = field(default=False, compare=False)


def _columns(declared: str) -> tuple[Column, ...]:
    """«page:integer text» as columns; a name without a kind holds text."""
    pairs = (word.partition(":") for word in declared.split())
    return tuple(Column(name, cast(ColumnKind, kind or "text")) for name, _, kind in pairs)


_MENTION = "doc_id mention_id page:integer start:integer end:integer text zone footnote section"

# The contract: names and order are used from outside. Further columns come after these, never between.
_CONTRACT: Mapping[str, str] = {
    "documents": "doc_id source sha256 media_type pages:integer text_source doc_type symbol issuer issued_on:date "
    "title period_start:date period_end:date quality:real pages_missing:integer place",
    "sections": "doc_id section heading level:integer page:integer start:integer end:integer planned:boolean",
    "footnotes": "doc_id footnote page:integer anchor:integer anchor_page:integer start:integer end:integer text",
    "citations": f"{_MENTION} doc_type number symbol issued_on:date issuer subject how directive_id resolved_on:date "
    "candidates",
    "directives": "directive_id symbol doc_type issued_on:date issuer subject mentions:integer documents:integer",
    "directive_relations": "doc_id directive_id relation to_directive_id mention_id start:integer end:integer "
    "corrected",
    "dates": f"{_MENTION} kind start_on:date end_on:date inferred:boolean same_as",  # same_as: see rows.py
    "counts": f"{_MENTION} value:decimal measure qualifier unit_id notes",  # notes: those that its sentence calls
    "unit_mentions": f"{_MENTION} unit_id name kind place",
    "units": "unit_id name kind parent_id province valid_from:date valid_to:date successor_ids",
    "implementations": "doc_id directive_id unit_id unit_name place status activity period_start:date period_end:date "
    "page:integer start:integer end:integer text evidence words boxes corrected",
    "findings": "doc_id rule verdict claim expected:decimal found:decimal difference:decimal explanation page:integer "
    "start:integer end:integer evidence arithmetic finding_id boxes corrected",
    # `corrected` names the correction by which a row is other than was read; that one's `fact` is where it stands now.
    "corrections": "correction_id doc_id fact source sha256 table text anchor action before after reviewer why made_at "
    "undone_by undone_at",
    "reviews": "finding_id source rule claim decision reviewer note decided_at",
    "outcomes": "path sha256 outcome reason message doc_id stage attempts:integer tried_at path_key",
    "forms": "doc_id form title page:integer start:integer end:integer rows:integer columns:integer mention",
    "form_cells": "doc_id form row:integer column:integer row_heading column_heading text value:decimal measure "
    "unit_id page:integer start:integer end:integer boxes",
}
# These are made from the others when they are asked for, over the whole archive.
DERIVED = frozenset({"directives", "units"})

_KINDS: Mapping[object, ColumnKind] = {
    str: "text", int: "integer", bool: "boolean", date: "date", Decimal: "decimal", float: "real",
}  # fmt: skip


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """Every table's columns, the contract's first; a registered kind of mention brings its table with it."""
    schema = {name: _columns(declared) for name, declared in _CONTRACT.items()}
    for extractor in EXTRACTORS:
        known = schema.get(extractor.label, _columns(_MENTION))
        names = {column.name for column in known}
        further = (Column(name, kind) for name, kind in _fields(value_type(extractor)) if name not in names)
        schema[extractor.label] = (*known, *further)
    last = (Column("boxes"), Column("corrected"))
    return {name: (*columns, *last) if _is_mention(columns) else columns for name, columns in schema.items()}


def _is_mention(columns: Sequence[Column]) -> bool:
    return len(columns) > 1 and columns[1].name == "mention_id"


def mention_tables() -> tuple[str, ...]:
    """The names of the tables that hold mentions: `citations`, `dates` …"""
    return tuple(name for name, columns in tables().items() if _is_mention(columns))


def value_type(extractor: Extractor) -> type[Value]:
    """What an extractor's mentions stand for, from what its `find` declares: `Iterator[Mention[Citation]]`."""
    returned = get_type_hints(extractor.find).get("return")
    for mention in get_args(returned):
        for value in get_args(mention):
            return value  # type: ignore[no-any-return]
    raise ValueError(f"find of «{extractor.label}» must declare that it returns Iterator[Mention[…]]")


def _fields(value: type[Value]) -> Iterator[tuple[str, ColumnKind]]:
    hints = get_type_hints(value)
    for own in fields(value):  # type: ignore[arg-type]
        hint = hints[own.name]
        kinds = [_KINDS[part] for part in (hint, *get_args(hint)) if part in _KINDS]
        yield own.name, kinds[0] if kinds else "text"


def to_cell(value: Any) -> Cell:
    """A fact's field as it stands in a table: dates in ISO form, exact numbers as plain decimal text.

    >>> to_cell(Decimal("12.5")), to_cell(date(2024, 1, 31)), to_cell(("70-KL/TW@?", "70-KL/TW@2024-01-31"))
    ('12.5', '2024-01-31', '70-KL/TW@?; 70-KL/TW@2024-01-31')
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return "; ".join(str(to_cell(part)) for part in value)
    raise ValueError(f"no table can hold {value!r}")


def read_spans(cell: Cell) -> list[Span]:
    """The spans that a cell lists: «120-131; 140-152»."""
    parts = [part.partition("-") for part in str(cell or "").split("; ") if part]
    return [Span(int(start), int(end)) for start, _, end in parts]


def to_frame(name: str, rows: Iterable[Row]) -> pandas.DataFrame:
    """Rows of a table as a DataFrame with the declared types, also where there are no rows."""
    return made_frame(tables()[name], rows)


def made_frame(columns: Sequence[Column], rows: Iterable[Row]) -> Frame:
    """Rows of these columns as a DataFrame with their types; decimals stay text, exact to the last digit."""
    import pandas  # noqa: PLC0415  half a second that only those who want frames should pay

    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    declared = zip(columns, cells, strict=True)
    return pandas.DataFrame({c.name: pandas.Series(list(part), dtype=DTYPES[c.kind]) for c, part in declared})
