"""What came back from a worker, looked at before it is believed: a report of this job and no other, or why not."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pipeline.batch.frames import Frame
from pipeline.batch.reading import Failure, Job, Result, Scans, Wanted
from pipeline.rows import Origin
from pipeline.store.schema import METADATA
from pipeline.tables import Report, Row

_CELLS = frozenset({str, int, float, bool, type(None)})
_PASSAGE = len(METADATA.tables["passages"].columns) - 2


def from_frame(frame: Frame, job: Job) -> Result:
    """What a worker says became of a job. `ValueError` where it is no answer to that one.

    What is on recognised pages is not looked at here: only another contained process opens it.
    """
    if "failure" in frame.told:
        return Failure(**{name: str(told) for name, told in frame.told["failure"].items()})
    if job.pages:
        pages = _pages(frame.told["scans"])
        if not set(pages) <= set(job.pages):
            raise ValueError("other pages")
        return Scans(pages, frame.first)
    if "wanted" in frame.told:
        pages = _pages(frame.told["wanted"])
        if job.scans or job.most_scans is None or len(pages) <= job.most_scans:
            raise ValueError("nobody is asked for pages")
        return Wanted(pages)
    return _report(frame, job.origin)


def _pages(given: Any) -> tuple[int, ...]:
    """Numbers of pages in their order."""
    pages = tuple(given)
    if any(type(page) is not int or page < 1 for page in pages) or any(a >= b for a, b in pairwise(pages)):
        raise ValueError("no pages")
    return pages


def _report(frame: Frame, origin: Origin) -> Report:
    told = frame.told["report"]
    rows = {name: _checked(name, given, origin) for name, given in told["rows"].items()}
    documents = rows.get("documents", [])
    if len(documents) != 1 or documents[0][1:4] != (origin.source, origin.sha256, origin.media_type):
        raise ValueError("another report")
    passages = [tuple(row) for row in told["passages"]]
    if not isinstance(told["text"], str) or not all(_is_row(row, _PASSAGE) for row in passages):
        raise ValueError("no text")
    return Report(rows, told["text"], frame.first, frame.second, passages, frame.sound)


def _checked(name: str, given: list[Any], origin: Origin) -> list[Row]:
    """The rows of a table, each of its shape, and of this report."""
    width = len(METADATA.tables[name].columns)
    rows = [tuple(row) for row in given]
    if not all(_is_row(row, width) and row[0] == origin.doc_id for row in rows):
        raise ValueError(f"no rows of {name}")
    return rows


def _is_row(row: tuple[Any, ...], width: int) -> bool:
    return len(row) == width and _CELLS.issuperset(map(type, row))
