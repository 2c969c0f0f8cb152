"""What may stand in a spreadsheet: «=HYPERLINK(…)» of a report is text in it, and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import regex
import xlsxwriter

from pipeline.messages import RefusedError, number
from pipeline.tables import Cell

One = TypeVar("One")

# What a spreadsheet takes for a formula or a command: also after spaces of any kind, and in full-width letters.
# A cell that already wears apostrophes before such a sign gets one more, so that taking one off always recovers it.
_ACTIVE = regex.compile(r"'*[\s\p{Z}\p{C}]*[=+\-@\t\r＝＋－＠]|[\t\r]")
_PLAIN_NUMBER = regex.compile(r"-?[0-9]+(?:\.[0-9]+)?")

# What one cell can hold, and one sheet below its head.
MOST_LETTERS, MOST_ROWS = 32_767, 1_048_575
# Excel keeps fifteen digits of a number; a longer one stays text.
MOST_DIGITS = 15
LONGEST_NOTE = 1_500  # letters of a note beside a cell: a longer one nobody reads
# A head's look, the same in every workbook.
HEAD: Mapping[str, Any] = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE8F0"}


def inert(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would begin a formula. Taking it off recovers it.

    >>> inert("=HYPERLINK(1)"), inert(" @SUM"), inert("- Triển khai"), inert("-12.5"), inert("'tỉnh")
    ("'=HYPERLINK(1)", "' @SUM", "'- Triển khai", '-12.5', "'tỉnh")
    """
    return f"'{text}" if _ACTIVE.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def recovered(cell: str) -> str:
    """The text that `inert` was given.

    >>> recovered("'- Triển khai"), recovered("'tỉnh")
    ('- Triển khai', "'tỉnh")
    """
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell[1:]) else cell


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as may stand there, and a sign that there is more.

    >>> shortened("đã thực hiện", 12), shortened("đã thực hiện", 7)
    ('đã thực hiện', 'đã thự…')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def csv_cell(cell: Cell) -> str:
    """A cell of a table in a CSV file, where no spreadsheet runs it.

    >>> csv_cell(None), csv_cell(True), csv_cell(-3), csv_cell("=1")
    ('', 'true', '-3', "'=1")
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else inert(cell) if isinstance(cell, str) else str(cell)


def write_csv(path: Path, rows: Iterable[Sequence[str]], delimiter: str = ",") -> None:
    """Write rows of text as they are. The mark at the file's start tells Excel that it is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def in_sheet(rows: Iterable[One]) -> Iterator[tuple[int, One]]:
    """The rows of one sheet with their places, its head being 0; `RefusedError` where it cannot hold them all."""
    for at, row in enumerate(rows, start=1):
        if at > MOST_ROWS:
            raise RefusedError(
                "Một trang tính chứa nhiều nhất {most} dòng. Hãy ghi ra tệp .csv, hoặc thu hẹp bằng --period, --unit.",
                most=number(MOST_ROWS),
            )
        yield at, row


@contextmanager
def new_workbook(path: Path, **options: Any) -> Iterator[xlsxwriter.Workbook]:
    """A workbook in which nothing becomes a formula, a link or a number by itself; `OSError` where it cannot be."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), {**plain, **options}) as workbook:
            yield workbook
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error  # the `OSError` that it was made of
