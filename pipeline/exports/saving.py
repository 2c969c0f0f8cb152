"""A list that a command answers as a file of its own: «thay-doi.csv» or «thay-doi.xlsx», by the file's ending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from pipeline.exports.in_place import put
from pipeline.exports.spreadsheets import HEAD, MOST_LETTERS, csv_cell, in_sheet, new_workbook, shortened, write_csv
from pipeline.messages import RefusedError
from pipeline.tables import Cell

_WIDEST = 60


def save_rows(path: Path, names: Sequence[str], labels: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as CSV under the columns' names, or as a workbook under their labels.

    Nothing in them is run by a spreadsheet, names that a report gives among them. `RefusedError` where the ending is
    another, or a sheet cannot hold so many rows; `OSError` where it cannot be written.
    """
    if path.suffix.lower() == ".csv":
        put(path, lambda part: write_csv(part, (list(map(csv_cell, row)) for row in chain([names], rows))))
    elif path.suffix.lower() == ".xlsx":
        put(path, lambda part: _write_xlsx(part, labels, rows))
    else:
        raise RefusedError("Không ghi được kiểu tệp này: {path}. Hãy đặt tên tệp có đuôi .csv hoặc .xlsx.", path=path)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _write_xlsx(path: Path, labels: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with new_workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        head = workbook.add_format(HEAD)
        plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        widths = [len(label) + 2 for label in labels]
        for at, label in enumerate(labels):
            sheet.write_string(0, at, label, head)
        last = 0
        for last, row in in_sheet(rows):
            for at, cell in enumerate(row):
                widths[at] = min(max(widths[at], len(_text(cell)) + 2), _WIDEST)
                if isinstance(cell, int) and not isinstance(cell, bool):
                    sheet.write_number(last, at, cell, plain)
                elif text := _text(cell):
                    sheet.write_string(last, at, shortened(text, MOST_LETTERS), plain)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(labels) - 1)
