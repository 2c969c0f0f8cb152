"""A table that a user keeps in CSV or Excel, as rows of text: «unit, every, due_day»."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.messages import RefusedError

_MOST_ROWS, _MOST_COLUMNS = 10_000, 100
_MOST_BYTES, _MOST_UNPACKED = 5_000_000, 50_000_000
_TOO_LARGE = "Bảng {path} lớn hơn {most} MB. Hãy chỉ giữ những cột cần dùng."


def read_sheet(path: Path) -> list[list[str]]:
    """The rows of a CSV file, or of the first sheet of an XLSX file, every cell as text.

    Raises `RefusedError` where the file cannot be read, or is larger than a table that a person keeps.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RefusedError(_TOO_LARGE, path=path, most=_MOST_BYTES // 1_000_000)
        rows = list(_xlsx_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path))
    except (OSError, UnicodeDecodeError, csv.Error, BadZipFile, KeyError, ValueError) as error:
        told = "Không đọc được bảng {path} ({why}). Hãy ghi thành CSV (UTF-8) hoặc XLSX."
        raise RefusedError(told, path=path, why=error) from error
    if len(rows) > _MOST_ROWS:
        raise RefusedError("Bảng {path} có hơn {most} dòng. Hãy chia thành nhiều bảng.", path=path, most=_MOST_ROWS)
    return rows


def _csv_rows(path: Path) -> Iterator[list[str]]:
    """Excel writes «;» where the comma is the decimal mark."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    yield from csv.reader(text.splitlines(keepends=True), delimiter=delimiter)


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    import openpyxl  # noqa: PLC0415  only who has such a table pays for it

    with ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
            raise RefusedError(_TOO_LARGE, path=path, most=_MOST_UNPACKED // 1_000_000)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        if not book.worksheets:
            return
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()
