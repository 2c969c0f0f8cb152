"""What may stand in a spreadsheet: «=HYPERLINK(…)» of a report is text in it, and never runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import regex
import xlsxwriter

# What a spreadsheet takes for a formula or a command: also after spaces of any kind, and in full-width letters.
# A cell that already wears apostrophes before such a sign gets one more, so that taking one off always recovers it.
_ACTIVE = regex.compile(r"'*[\s\p{Z}\p{C}]*[=+\-@\t\r＝＋－＠]|[\t\r]")
_PLAIN_NUMBER = regex.compile(r"-?[0-9]+(?:\.[0-9]+)?")

# What one cell can hold.
MOST_LETTERS = 32_767
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


@contextmanager
def new_workbook(path: Path, **options: Any) -> Iterator[xlsxwriter.Workbook]:
    """A workbook in which nothing becomes a formula, a link or a number by itself; `OSError` where it cannot be."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), {**plain, **options}) as workbook:
            yield workbook
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error  # the `OSError` that it was made of
