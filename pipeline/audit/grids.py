"""A table as rows and columns of figures: which rows head it, which columns label it, how its rows are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.patterns import fold, read_number
from pipeline.document import Cell, Table

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_BLANK = re.compile(r"[\s\-–—.]*")
_SERIAL = re.compile(r"(?:stt|tt|số tt|số thứ tự)\b")
# Columns whose cells do not add up.
_NO_SUM = re.compile(
    r"%|tỷ lệ|tỉ lệ|bình quân|năm sinh|ghi chú|xếp loại|điểm|mức|so sánh|cùng kỳ|đơn giá|trung bình|ngày|số hiệu"
    r"|số, ký hiệu|tăng|giảm"
)
_YEAR = re.compile(r"năm(?!\s+\d)")  # «Năm», «Năm thành lập», but not «Năm 2024»
_RANKS = (
    ("roman", re.compile(r"[ivxlc]+\.?$")),
    ("letter", re.compile(r"[a-hđ]\.?\)?$")),
    ("deep", re.compile(r"\d+(?:\.\d+)+\.?$")),
    ("number", re.compile(r"\d+\.?$")),
    ("dash", re.compile(r"[-–+*]")),
)
_PART_ROW = re.compile(
    r"(?:[-–+*]\s|trong đó|tr\.đó|bao gồm|gồm|riêng|cộng\b|cùng kỳ|lũy kế|luỹ kế|so sánh|tăng|giảm|\d+\.\d+)"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells by row and column. `header` are the rows of headings, `rows` those below.

    `labels` are the columns of words; `flat` where all rows are of one level; `levels` gives each row's kind of
    number («number», «roman», «»).
    """

    text: str
    cells: Mapping[tuple[int, int], Cell]
    header: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    labels: tuple[int, ...]
    levels: Mapping[int, str]
    flat: bool
    first_number: str

    def words(self, cell: Cell | None) -> str:
        """What the cell says."""
        return " ".join(self.text[cell.start : cell.end].split()) if cell else ""

    def label_as_printed(self, row: int) -> str:
        """The words that name the row."""
        found = [self.words(self.cells.get((row, column))) for column in self.labels]
        return next((words for words in found if any(sign.isalpha() for sign in words) and len(words) > 3), "")

    def label(self, row: int) -> str:
        """The words that name the row, folded; a merged «Tổng cộng» may stand in the column of serial numbers."""
        return fold(self.label_as_printed(row))

    def heading_as_printed(self, column: int) -> str:
        """The heading of the column: the lowest of the header's cells over it."""
        found = [self.words(self.cells.get((row, column))) for row in self.header]
        return next((words for words in reversed(found) if any(sign.isalpha() for sign in words)), "")

    def heading(self, column: int) -> str:
        """The heading of the column, folded."""
        return fold(self.heading_as_printed(column))

    @property
    def header_spans(self) -> bool:
        """True where a heading spans several rows or columns."""
        return any(c.row_span > 1 or c.column_span > 1 for (row, _), c in self.cells.items() if row in self.header)

    @property
    def header_words(self) -> str:
        """All headings, folded."""
        return " ".join(self.heading(column) for column in self.columns)

    def value(self, cell: Cell) -> Decimal | None:
        """The figure in the cell, None where it holds none."""
        words = self.words(cell)
        return read_number(words) if _NUMBER.fullmatch(words) else None

    def is_number(self, cell: Cell) -> bool:
        """True for a figure, a dash or nothing."""
        words = self.words(cell)
        return _NUMBER.fullmatch(words) is not None or _BLANK.fullmatch(words) is not None

    def is_no_sum(self, column: int) -> bool:
        """True for shares, averages, years, remarks and serial numbers."""
        heads = " ".join(fold(self.words(self.cells.get((row, column)))) for row in self.header)
        heading = self.heading(column)
        return any((_NO_SUM.search(heads), _SERIAL.match(heading), _YEAR.match(heading)))

    def readings(self, rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Which rows may add up: all; those of the top level; those with nothing below them."""
        yield tuple(rows)
        if self.flat:
            return
        top = self.levels[rows[0]]
        highest = tuple(row for row in rows if self.levels[row] == top)
        if 1 < len(highest) < len(rows):
            yield highest
            yield tuple(row for row in rows if self.levels[row] != top)


def read_grid(text: str, table: Table) -> Grid | None:
    """The table as a grid; None where it has fewer than three rows or no cell with a figure."""
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    rows = sorted({cell.row for cell in table.cells})
    columns = tuple(sorted({cell.column for cell in table.cells}))
    if len(rows) < 3 or len(columns) < 2:
        return None
    header = _header(text, cells, rows, columns)
    body = tuple(row for row in rows if row not in header)
    labels = tuple(column for column in columns[:3] if _is_label(text, cells, header, body, column))
    if len(body) < 2 or not labels:
        return None
    levels = {row: _level(text, cells.get((row, columns[0]))) for row in body}
    serials = [_words(text, cells.get((row, columns[0]))) for row in body]
    numbered = {levels[row] for row in body if levels[row]}
    names = [fold(_words(text, cells.get((row, column)))) for row in body for column in labels]
    flat = len(numbered) <= 1 and not any(_PART_ROW.match(name) for name in names if not _is_total(name))
    first = next((fold(words).strip(".)") for words in serials if words), "")
    first = first if any(pattern.match(first) for _, pattern in _RANKS) else ""
    return Grid(text, cells, header, body, columns, labels, levels, flat, first)


def _is_total(name: str) -> bool:
    return name.startswith(("tổng", "cộng", "toàn"))


def _words(text: str, cell: Cell | None) -> str:
    return " ".join(text[cell.start : cell.end].split()) if cell else ""


def _header(
    text: str, cells: Mapping[tuple[int, int], Cell], rows: Sequence[int], columns: Sequence[int]
) -> tuple[int, ...]:
    """The rows on top without figures, with the row that counts the columns («A B 1 2 3») where there is one."""
    found: list[int] = []
    for row in rows:
        words = [_words(text, cells.get((row, column))) for column in columns]
        figures = [word for word in words if _NUMBER.fullmatch(word)]
        if figures and not (found and _counts_columns(words)):
            break
        found.append(row)
    named = [row for row in found if _level(text, cells.get((row, columns[0]))) in ("", "letter") or row == rows[0]]
    return tuple(named)


def _counts_columns(words: Sequence[str]) -> bool:
    """True for «1 2 3 4», «A B 1 2 3», «(1) (2) (3)»."""
    figures = [int(word.strip("()")) for word in words if word.strip("()").isdecimal()]
    return len(figures) > 1 and figures == list(range(figures[0], figures[0] + len(figures))) and figures[0] < 4


def _is_label(
    text: str, cells: Mapping[tuple[int, int], Cell], header: Sequence[int], body: Sequence[int], column: int
) -> bool:
    """True for a column of words, and for that of serial numbers."""
    heads = [fold(_words(text, cells.get((row, column)))) for row in header]
    if any(_SERIAL.match(head) for head in heads):
        return True
    words = [_words(text, cells.get((row, column))) for row in body]
    worded = [word for word in words if any(sign.isalpha() for sign in word)]
    return len(worded) * 2 > len([word for word in words if word])


def _level(text: str, cell: Cell | None) -> str:
    words = fold(_words(text, cell))
    return next((kind for kind, pattern in _RANKS if pattern.match(words)), "") if words else ""
