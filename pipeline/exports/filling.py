"""A user's own sheet read as text and filled in: only empty cells are written, all else stays as it looks.

«=SUM(A1)» that a report says is text in the copy; a formula of the user's is still a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.exports.in_place import put
from pipeline.exports.spreadsheets import LONGEST_NOTE, MOST_LETTERS, inert, shortened, write_csv
from pipeline.messages import RefusedError
from pipeline.sheets import open_book, read_csv, readable

_MOST_ROWS, _MOST_COLUMNS = 10_000, 500
_MOST_BYTES, _MOST_UNPACKED = 50_000_000, 500_000_000
_BOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is written into one empty cell, and the note beside it."""

    told: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a file."""

    told: str
    to: str


class Sheets:
    """The sheets of a workbook, or the one of a CSV file, by their names, and a copy of them filled in."""

    def __init__(self, path: Path) -> None:
        """Read a file; `RefusedError` where it cannot be read or is larger than what a person keeps."""
        self._path = path
        self._book: Any = None
        self._csv: list[list[str]] = []
        self._delimiter = ","
        with readable(path, _MOST_BYTES):
            if path.suffix.lower() in _BOOKS:
                self._book = open_book(path, _MOST_UNPACKED, keep_vba=path.suffix.lower() == ".xlsm")
            else:
                self._csv, self._delimiter = read_csv(path)

    def rows(self) -> dict[str, list[list[str]]]:
        """Each sheet as rows of text; a formula as it is written."""
        if self._book is None:
            return {"": self._csv}
        return {sheet.title: _rows(sheet) for sheet in self._book.worksheets}

    def fill(self, to: Path, cells: Mapping[str, Mapping[tuple[int, int], Filled]], title: str,
             evidence: Sequence[Sequence[str | Link]]) -> set[tuple[str, int, int]]:  # fmt: skip
        """Write the copy, with the evidence on a sheet of its own; which cells were filled: sheet, row, column.

        `RefusedError` where the ending is not that of the questions; `OSError` where it cannot be written.
        """
        if to.suffix.lower() != self._path.suffix.lower():
            told = "Hãy ghi câu trả lời ra tệp cùng kiểu với câu hỏi: đuôi {suffix}."
            raise RefusedError(told, suffix=self._path.suffix)
        if self._book is None:
            return self._fill_csv(to, cells.get("", {}), evidence)
        every = ((name, place, cell) for name, some in cells.items() for place, cell in some.items())
        filled = {(name, *place) for name, place, cell in every if _fill(self._book[name], place, cell)}
        _add_evidence(self._book, title, evidence)
        put(to, self._book.save)
        return filled

    def _fill_csv(
        self, to: Path, cells: Mapping[tuple[int, int], Filled], evidence: Sequence[Sequence[str | Link]]
    ) -> set[tuple[str, int, int]]:
        rows, filled = [list(row) for row in self._csv], set()
        for (row, column), cell in cells.items():
            rows[row] += [""] * (column + 1 - len(rows[row]))
            if not rows[row][column].strip():
                rows[row][column] = inert(cell.told)
                filled.add(("", row, column))
        put(to, lambda part: write_csv(part, rows, self._delimiter))
        told = [[inert(cell.told if isinstance(cell, Link) else cell) for cell in row] for row in evidence]
        put(to.with_name(f"{to.stem}-can-cu.csv"), lambda part: write_csv(part, told, self._delimiter))
        return filled


def _rows(sheet: Any) -> list[list[str]]:
    if sheet.max_row > _MOST_ROWS:
        told = "Trang «{sheet}» có hơn {most} dòng. Hãy chia thành nhiều bảng."
        raise RefusedError(told, sheet=sheet.title, most=_MOST_ROWS)
    rows = sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS), values_only=True)
    return [[_told(cell) for cell in row] for row in rows]


def _told(cell: Any) -> str:
    """What stands in a cell; a formula over several cells is an object of its own."""
    return "" if cell is None else f"={cell.ref}" if hasattr(cell, "ref") else str(cell)


def _fill(sheet: Any, place: tuple[int, int], filled: Filled) -> bool:
    """Write an empty cell, and never into the hidden part of cells that are joined."""
    from openpyxl.cell import MergedCell  # noqa: PLC0415
    from openpyxl.comments import Comment  # noqa: PLC0415

    cell = sheet.cell(place[0] + 1, place[1] + 1)
    if isinstance(cell, MergedCell) or cell.value not in (None, ""):
        return False
    _write(cell, filled.told)
    if filled.note and cell.comment is None:
        cell.comment = Comment(_clean(shortened(filled.note, LONGEST_NOTE)), "baocao", width=420, height=220)
    return True


def _write(cell: Any, told: str) -> None:
    """Text that stays text: what begins like a formula is none."""
    cell.value = shortened(_clean(told), MOST_LETTERS)
    if told:
        cell.data_type = "s"


def _clean(told: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    return str(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", told))


def _add_evidence(book: Any, title: str, rows: Sequence[Sequence[str | Link]]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet = book.create_sheet(title)
    for at, row in enumerate(rows, start=1):
        for column, told in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            _write(cell, told.told if isinstance(told, Link) else told)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 1:
                cell.font = Font(bold=True)
            if isinstance(told, Link) and told.to:
                cell.hyperlink = told.to
                cell.font = Font(color="0563C1", underline="single")
    for letter, width in zip("ABCDEFGH", (14, 30, 24, 20, 34, 8, 80, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
