"""The other PDF engine, pdfminer: how many pages it counts, and the text of those that PDFium lost in silence."""

from __future__ import annotations

import signal
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.readers.glyphs import BOLD, ITALIC, Glyphs
from pipeline.readers.layout import Sheet

COUNT_SECONDS = 5.0  # of work; a 308-byte file keeps pdfminer busy for ever
READ_SECONDS = 30.0
_ODD = 0.05  # a page with a larger share of letters that are none is not read


class _TooLongError(Exception):
    """The time is up."""


def count_pages(path: Path, most: int, seconds: float = COUNT_SECONDS) -> int:
    """How many pages the page tree holds, each counted by itself; 0 where this engine finds none in time."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415  a fifth of a second to load
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    count = 0
    try:
        with path.open("rb") as file, _at_most(seconds):
            for _ in PDFPage.create_pages(PDFDocument(PDFParser(file))):
                count += 1
                if count > most:
                    break
    except Exception:  # whatever is wrong, it is only a second opinion
        return 0
    return count


def read_pages(path: Path, numbers: Collection[int], seconds: float = READ_SECONDS) -> dict[int, Sheet]:
    """The pages with these numbers that this engine can read in time."""
    import pdfplumber  # noqa: PLC0415  only for files that the first engine cannot read

    read: dict[int, Sheet] = {}
    try:
        with _at_most(seconds), pdfplumber.open(path) as pdf:
            for page in pdf.pages[: max(numbers)]:
                sheet = _sheet(page) if page.page_number in numbers else None
                if sheet is not None:
                    read[page.page_number] = sheet
                page.close()
    except Exception:  # the pages that were read until now are good
        return read
    return read


def _sheet(page: Any) -> Sheet | None:
    chars = [char for char in page.chars if char["upright"] and char["text"].strip()]
    odd = sum(char["text"] == "\ufffd" or char["text"].startswith("(cid:") for char in chars)
    if odd > _ODD * len(chars):
        return None
    chars = [char for char in chars if len(char["text"]) == 1]
    glyphs = Glyphs(
        [char["text"] for char in chars],
        [char["x0"] for char in chars],
        [char["x1"] for char in chars],
        [page.height - char["matrix"][5] for char in chars],
        [round(char["size"], 2) for char in chars],
        [_style(char["fontname"].lower()) for char in chars],
    )
    quality = round(1 - odd / len(chars), 4) if chars else 0.0
    tidy = glyphs.tidied(page.width, page.height)
    return Sheet.of(page.page_number, page.width, page.height, tidy, rules=[], grids=[], quality=quality)


def _style(font: str) -> int:
    return (BOLD if "bold" in font else 0) | (ITALIC if "italic" in font or "oblique" in font else 0)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """An exception once so many seconds of work have passed. Only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
