"""A table that a user keeps in CSV or Excel, as rows of text: «unit, every, due_day»."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pipeline.messages import RefusedError

_MOST_ROWS, _MOST_COLUMNS = 10_000, 100
_MOST_BYTES, _MOST_UNPACKED = 5_000_000, 50_000_000
_TOO_LARGE = "Bảng {path} lớn hơn {most} MB. Hãy chỉ giữ những cột cần dùng."


def read_sheet(path: Path) -> list[list[str]]:
    """The rows of a CSV file, or of the first sheet of an XLSX file, every cell as text.

    Raises `RefusedError` where the file cannot be read, or is larger than a table that a person keeps.
    """
    with readable(path, _MOST_BYTES):
        rows = list(_xlsx_rows(path)) if path.suffix.lower() == ".xlsx" else read_csv(path)[0]
    if len(rows) > _MOST_ROWS:
        raise RefusedError("Bảng {path} có hơn {most} dòng. Hãy chia thành nhiều bảng.", path=path, most=_MOST_ROWS)
    return rows


@contextmanager
def readable(path: Path, most: int) -> Iterator[None]:
    """While a table is read: `RefusedError` where it has more than `most` bytes, or cannot be read."""
    try:
        if path.stat().st_size > most:
            raise RefusedError(_TOO_LARGE, path=path, most=most // 1_000_000)
        yield
    except RefusedError:
        raise
    except Exception as error:  # what a damaged workbook raises is its parts' own: of zlib, of two readers of XML …
        told = "Không đọc được bảng {path} ({why}). Hãy ghi thành CSV (UTF-8) hoặc XLSX."
        raise RefusedError(told, path=path, why=" ".join(str(error).split())) from error


def read_csv(path: Path) -> tuple[list[list[str]], str]:
    """The rows of a CSV file, and what parts its cells: Excel writes «;» where the comma is the decimal mark."""
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter)), delimiter


def open_book(path: Path, most: int, **options: bool) -> Any:
    """A workbook as openpyxl has it; `RefusedError` where more than `most` bytes are packed in it."""
    import openpyxl  # noqa: PLC0415  only who has such a table pays for it

    with ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > most:
            raise RefusedError(_TOO_LARGE, path=path, most=most // 1_000_000)
    return openpyxl.load_workbook(path, **options)


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    book = open_book(path, _MOST_UNPACKED, read_only=True, data_only=True)
    try:
        if not book.worksheets:
            return
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()
