"""A number of years under audit: «49 năm» between two dates, «10 năm» since a directive."""

from __future__ import annotations

from extractors.mention import Span
from pipeline.audit.view import View
from pipeline.facts import Finding, Verdict

RULE = "anniversary"


def report_year(view: View) -> int | None:
    """The year that the report speaks of: its period's, else that of its own date."""
    head = view.document.letterhead
    return next((day.year for day in (head.period_end, head.period_start, head.issued_on) if day is not None), None)


def to_finding(
    view: View, claim: Span, evidence: Span, verdict: Verdict, told: str, *, years: tuple[int, int] | None = None
) -> Finding:
    """The finding; `years` are those said and those that lie between, None where it is not they that differ."""
    said, apart = years or (0, 0)
    return Finding(
        rule=RULE,
        verdict=verdict,
        claim=claim.slice(view.text),
        span=claim,
        evidence=(evidence,),
        expected=str(said) if years else "",
        found=str(apart) if years else "",
        difference=str(apart - said) if years else "",
        explanation=told,
    )
