"""Checks of a report's figures and dates against each other: `audit(extraction)` gives the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from pipeline.audit.anniversary import anniversaries_add_up
from pipeline.audit.breakdown import wholes_equal_their_parts
from pipeline.audit.coverage import Coverage, coverage
from pipeline.audit.date_conflict import documents_have_one_date
from pipeline.audit.enumeration import figures_equal_what_is_named
from pipeline.audit.footnote_enumeration import figures_equal_what_their_notes_name
from pipeline.audit.footnote_totals import figures_equal_their_notes
from pipeline.audit.part_of_whole import parts_are_within_their_wholes
from pipeline.audit.percentage import shares_equal_their_quotients
from pipeline.audit.period import periods_end_before_their_reports
from pipeline.audit.reading import Reading, read_for_audit
from pipeline.audit.repeated_figure import figures_said_twice_agree
from pipeline.audit.review import reviews_come_after_their_years
from pipeline.audit.sequence import series_do_not_overlap
from pipeline.audit.table_total import totals_equal_their_cells
from pipeline.audit.term import dates_lie_in_their_terms
from pipeline.facts import Extraction, Finding

__all__ = ["CHECKS", "Coverage", "audit", "coverage"]

# Each check is a sentence that should be true of every report; the one place to add one.
CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    wholes_equal_their_parts,
    figures_equal_what_is_named,
    figures_equal_their_notes,
    figures_equal_what_their_notes_name,
    shares_equal_their_quotients,
    totals_equal_their_cells,
    parts_are_within_their_wholes,
    anniversaries_add_up,
    reviews_come_after_their_years,
    periods_end_before_their_reports,
    series_do_not_overlap,
    dates_lie_in_their_terms,
    documents_have_one_date,
    figures_said_twice_agree,
)


def audit(extraction: Extraction) -> tuple[Finding, ...]:
    """The findings of every check within one report, in text order; each relation is told once."""
    reading = read_for_audit(extraction)
    found = chain.from_iterable(check(reading) for check in CHECKS)
    return tuple(sorted(_once(found), key=lambda finding: (finding.span, finding.rule)))


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Of two findings of one rule on one claim, that which decides: one list may be met by two cues."""
    best: dict[tuple[str, int, int, str], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.span.start, finding.span.end, finding.found)
        known = best.get(key)
        if known is None or (known.verdict == "unverifiable" and finding.verdict != "unverifiable"):
            best[key] = finding
    yield from best.values()
