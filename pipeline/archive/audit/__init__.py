"""Reports checked against each other, when findings are asked for: so they are the same in whatever order reports came.

What belongs to one report is found once, when it is read. What an archive adds is not kept: a report that comes or goes
needs nothing to be done again. `archive_findings(ask, doc_id)` gives rows of `findings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from pipeline.archive.audit.claims import Archive, Contrast, read_archive, to_rows
from pipeline.archive.audit.cumulatives import cumulative_figures_never_fall
from pipeline.archive.audit.dates import directives_have_one_date
from pipeline.archive.audit.periods import periods_do_not_overlap
from pipeline.archive.citing import Ask
from pipeline.tables import Row

__all__ = ["CHECKS", "archive_findings"]

# Each check is a sentence that should be true of an archive; the one place to add one.
CHECKS: tuple[Callable[[Archive], Iterator[Contrast]], ...] = (
    directives_have_one_date,
    periods_do_not_overlap,
    cumulative_figures_never_fall,
)


def archive_findings(ask: Ask, doc_id: str | None = None) -> list[Row]:
    """The findings about one report, or about all, that only other reports bring to light; in the table's order."""
    archive = read_archive(ask, doc_id)
    if doc_id is None and len(archive.reports) < 2:
        return []
    found = chain.from_iterable(check(archive) for check in CHECKS)
    ordered = sorted(found, key=lambda one: (one.doc_id, one.place.start, one.place.end, one.rule, one.against))
    return list(to_rows(ordered))
