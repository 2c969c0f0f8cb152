"""How much of a report could be checked: silence is not correctness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.counts import Count
from extractors.mention import Span
from pipeline.facts import Extraction, Finding


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures are stated, how many of them a check could reach, and how many of those hold."""

    stated: int = 0
    checked: int = 0
    held: int = 0

    def __add__(self, other: Coverage) -> Coverage:
        """The coverage of two reports together."""
        return Coverage(self.stated + other.stated, self.checked + other.checked, self.held + other.held)

    @property
    def told(self) -> str:
        """One line for a clerk, also where nothing can be checked.

        >>> Coverage(60, 30, 28).told
        'Báo cáo nêu 60 số liệu; kiểm tra được 30, trong đó 28 khớp.'
        >>> Coverage(4).told
        'Báo cáo nêu 4 số liệu; không có số nào kiểm tra được.'
        """
        if not self.checked:
            return f"Báo cáo nêu {self.stated} số liệu; không có số nào kiểm tra được."
        return f"Báo cáo nêu {self.stated} số liệu; kiểm tra được {self.checked}, trong đó {self.held} khớp."


def coverage(extraction: Extraction, findings: Iterable[Finding] | None = None) -> Coverage:
    """The coverage of one report: a figure is checked as a claim or as a part of one; it holds in no mismatch."""
    findings = extraction.findings if findings is None else tuple(findings)
    counts = [mention.span for mention in extraction.mentions if isinstance(mention.value, Count)]
    held = _spans(findings, "match")
    wrong = _spans(findings, "mismatch")
    checked = [span for span in counts if _meets(span, held) or _meets(span, wrong)]
    return Coverage(len(counts), len(checked), sum(not _meets(span, wrong) for span in checked))


def _spans(findings: Iterable[Finding], verdict: str) -> set[int]:
    """Every offset at which a claim or a part of the findings begins."""
    return {
        span.start for finding in findings if finding.verdict == verdict for span in (finding.span, *finding.evidence)
    }


def _meets(span: Span, starts: set[int]) -> bool:
    return any(at in starts for at in range(span.start, span.end))
