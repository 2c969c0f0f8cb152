"""«16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 07 quyết định; 03 công văn»: the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.listings import read_bullets, read_listing
from pipeline.audit.reading import Reading
from pipeline.audit.sums import weigh
from pipeline.facts import Finding

RULE = "breakdown"


def wholes_equal_their_parts(reading: Reading) -> Iterator[Finding]:
    """Every figure that its own sentence (or the list under it) breaks down equals the sum of the parts."""
    view = reading.view
    for statement in reading.statements:
        region = statement.region
        if view.text[region.start : region.end].strip():
            yield from weigh(view, RULE, statement.claims, read_listing(view, region.start, region.end), statement.how)
        elif listing := read_bullets(view, region.end):
            yield from weigh(view, RULE, statement.claims, listing, statement.how)
