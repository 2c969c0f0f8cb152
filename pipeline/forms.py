"""Tables annexed to a report as forms: «Biểu số 01» with its rows, its columns and the words that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mention import Mention, Span, Value
from extractors.patterns import fold
from extractors.units import UnitName
from pipeline.audit.figures import measure_at
from pipeline.audit.grids import Grid, read_grid
from pipeline.document import Cell, Document, Table

# «Biểu số 01», «PHỤ LỤC II», «Mẫu biểu 2a»: what names a form, in its caption and in the sentence that points at it.
_NAME = re.compile(
    r"\b(?P<head>(?:mẫu )?biểu|phụ (?:lục|biểu))(?: (?:mẫu )?số)?[ :]+"
    r"(?P<number>\d{1,3}|[IVX]{1,5})(?P<letter>[a-zđ])?\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"kèm theo|chi tiết|\btheo\b|\btại\b|\bxem\b|đính kèm", re.IGNORECASE)
_NO_TITLE = re.compile(r"\(?(?:ban hành )?(?:đính )?kèm theo\b|\(?(?:đơn vị tính|đvt)\b", re.IGNORECASE)
_MEASURE = re.compile(r"(?:đơn vị tính|đvt)\s*:\s*(?P<measure>[^\n)]{1,40})", re.IGNORECASE)
_MEASURE_COLUMN = re.compile(r"(?:đơn vị tính|đvt|đv tính)\b")
_SHARE = re.compile(r"%|tỷ lệ|tỉ lệ")
_OF_WHICH = frozenset(("nam", "nữ"))
_CAPTION = 6  # lines above a table that may be its caption
_LONGEST_LINE = 300
_NEAR = 60  # characters beside a form's name in which «kèm theo» stands
_RANKS = ("roman", "letter", "number", "deep", "dash")
_ROMAN = {"I": 1, "V": 5, "X": 10}
PATH = " > "  # between a heading and the one below it


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell below the headings: where it stands, what heads it, and the figure in it, if any."""

    row: int
    column: int
    row_heading: str
    column_heading: str
    span: Span
    value: Decimal | None = None
    measure: str = ""
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """An annexed table; `mention` is where the body names it, None where it does not."""

    name: str
    title: str
    span: Span
    rows: int
    columns: int
    mention: Span | None
    cells: tuple[FormCell, ...]


def form_key(name: str) -> tuple[str, int, str]:
    """What two ways of writing one form's name share.

    >>> form_key("Biểu số 01") == form_key("BIỂU 1"), form_key("Phụ lục II") == form_key("phụ lục số 2")
    (True, True)
    """
    found = _NAME.search(name)
    if found is None:
        return fold(name), 0, ""
    return fold(found["head"]).removeprefix("mẫu "), _number(found["number"]), (found["letter"] or "").lower()


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    values = [_ROMAN[letter] for letter in written.upper()]
    return sum(-one if any(one < later for later in values[at + 1 :]) else one for at, one in enumerate(values))


def find_forms(document: Document, mentions: Sequence[Mention[Value]]) -> Iterator[Form]:
    """The tables that a line above them names a form, in text order; of one name, the second is «Biểu số 01 (2)»."""
    met: dict[tuple[str, int, str], int] = {}
    for at, table in enumerate(document.tables):
        after = document.tables[at - 1].end if at else 0
        lines = list(_caption(document.text, max(after, 0), table.start))
        names = ((number, _NAME.match(line.slice(document.text))) for number, line in enumerate(lines))
        named = next(((number, found) for number, found in names if found), None)
        if named is None:
            continue
        line, found = named
        key = form_key(found.group())
        met[key] = met.get(key, 0) + 1
        name = found.group() if met[key] == 1 else f"{found.group()} ({met[key]})"
        caption = Span(lines[line].start, table.start)
        title = _title(document.text, lines[line:], found)
        cells = tuple(_cells(document.text, table, caption, mentions))
        rows, columns = {cell.row for cell in table.cells}, {cell.column for cell in table.cells}
        mention = _mention(document, key, caption)
        yield Form(name, title, Span(table.start, table.end), len(rows), len(columns), mention, cells)


def _caption(text: str, after: int, start: int) -> Iterator[Span]:
    """The lines above a table, from top to bottom, none of another table's."""
    ends = start
    found: list[Span] = []
    while len(found) < _CAPTION and ends > after:
        line = text.rfind("\n", after, ends - 1) + 1 or after
        if "\t" in text[line:ends] or ends - line > _LONGEST_LINE:
            break
        found.append(Span(line, ends))
        ends = line
    return reversed(found)


def _title(text: str, lines: Sequence[Span], named: re.Match[str]) -> str:
    rest = [lines[0].slice(text)[named.end() :].strip(" .:-–\n"), *(line.slice(text).strip() for line in lines[1:])]
    return " ".join(one for one in rest if one and not _NO_TITLE.match(one))


def _mention(document: Document, key: tuple[str, int, str], caption: Span) -> Span | None:
    """Where the body names the form: «(Biểu số 01 kèm theo)»; not in its caption, nor in another table's."""
    for found in _NAME.finditer(document.text, 0, caption.start):
        near = document.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        told = document.zone_at(found.start()).name in ("body", "footnote")
        if told and form_key(found.group()) == key and _POINTS.search(near.replace("\n", " ")):
            return Span(*found.span())
    return None


def _cells(text: str, table: Table, caption: Span, mentions: Sequence[Mention[Value]]) -> Iterator[FormCell]:
    grid = read_grid(text, table)
    if grid is None:
        return
    inside = [one for one in mentions if table.start <= one.start < table.end and isinstance(one.value, UnitName)]
    units = {cell: _unit(cell, inside) for cell in table.cells}
    paths = dict(_row_paths(grid))
    heads = {column: list(_column_heads(grid, column)) for column in grid.columns}
    given = _MEASURE.search(text, caption.start, caption.end)
    measures = _row_measures(grid, heads)
    for (row, column), cell in sorted(grid.cells.items()):
        if row not in grid.rows or column in grid.labels:
            continue
        words = [grid.words(one) for one in heads[column]]
        row_unit = next((units[c] for c in _labels(grid, row) if units[c]), "")
        unit = row_unit or next((units[one] for one in heads[column] if units[one]), "")
        measure = measures.get(row) or _measure_of(words) or (" ".join(given["measure"].split()) if given else "")
        value = grid.value(cell)
        yield FormCell(
            row, column, paths.get(row, ""), PATH.join(words), Span(cell.start, cell.end), value,
            measure if value is not None else "", unit,
        )  # fmt: skip


def _labels(grid: Grid, row: int) -> list[Cell]:
    return [cell for column in grid.labels if (cell := grid.cells.get((row, column))) is not None]


def _unit(cell: Cell, mentions: Sequence[Mention[Value]]) -> str:
    """The unit that a heading names, where it names one."""
    named = {
        one.value.unit_id
        for one in mentions
        if cell.start <= one.start < cell.end and isinstance(one.value, UnitName) and one.value.unit_id
    }
    return named.pop() if len(named) == 1 else ""


def _row_paths(grid: Grid) -> Iterator[tuple[int, str]]:
    """Each row's heading under those of the rows that it belongs to: «I» over «1» over «-»."""
    above: list[tuple[int, str]] = []
    for row in grid.rows:
        label, level = grid.label_as_printed(row) or _short_label(grid, row), grid.levels[row]
        if level not in _RANKS:
            above = []
            yield row, label
            continue
        rank = _RANKS.index(level)
        above = [one for one in above if one[0] < rank]
        yield row, PATH.join([*(name for _, name in above), label])
        above.append((rank, label))


def _short_label(grid: Grid, row: int) -> str:
    """«Nữ», «Tày»: what names a row in two or three letters; not its number, «I» or «a»."""
    numbered = grid.columns[0] if grid.levels[row] else None
    found = (grid.words(grid.cells.get((row, column))) for column in grid.labels if column != numbered)
    return next((words for words in found if any(sign.isalpha() for sign in words)), "")


def _column_heads(grid: Grid, column: int) -> Iterator[Cell]:
    """The cells of the header over a column, from top to bottom; a cell that spans columns stands over all of them."""
    seen: set[Cell] = set()
    for row in grid.header:
        for (top, left), cell in grid.cells.items():
            over = top <= row < top + cell.row_span and left <= column < left + cell.column_span
            if over and top in grid.header and cell not in seen and any(map(str.isalpha, grid.words(cell))):
                seen.add(cell)
                yield cell


def _row_measures(grid: Grid, heads: Mapping[int, Sequence[Cell]]) -> dict[int, str]:
    """What each row counts, where a column «Đơn vị tính» says it."""
    for column in grid.columns:
        if any(_MEASURE_COLUMN.match(fold(grid.words(cell))) for cell in heads[column]):
            cells = ((row, grid.words(grid.cells.get((row, column)))) for row in grid.rows)
            return {row: words for row, words in cells if words}
    return {}


def _measure_of(headings: Sequence[str]) -> str:
    """The listed measure that the lowest heading names: «Số lớp» counts «lớp»; «%» for a share.

    «Nam» below «Đảng viên» tells which of them are counted, and is the measure only where nothing else is.
    """
    of_which = ""
    for heading in reversed(headings):
        words = fold(heading)
        if _SHARE.search(words):
            return "%"
        for start in (found.start() for found in re.finditer(r"\b\w", words)):
            measure = measure_at(words, start)[0]
            if measure in _OF_WHICH:
                of_which = of_which or measure
            elif measure not in ("", "số"):
                return measure
    return of_which
