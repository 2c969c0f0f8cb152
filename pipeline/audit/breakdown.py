"""«16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 07 quyết định; 03 công văn»: the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.reading import Reading
from pipeline.audit.sums import weigh
from pipeline.facts import Finding

RULE = "breakdown"


def wholes_equal_their_parts(reading: Reading) -> Iterator[Finding]:
    """Every figure that its own sentence (or the list under it) breaks down equals the sum of the parts."""
    view = reading.view
    for statement in reading.statements:
        if statement.listing:
            yield from weigh(view, RULE, statement.claims, statement.listing, statement.how)
