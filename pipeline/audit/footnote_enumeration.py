"""«05 báo cáo⁷» and five documents in note 7; «4 trang⁹» and four names in note 9."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.items import read_items
from pipeline.audit.naming import compare
from pipeline.audit.reading import Reading
from pipeline.audit.sums import has_parts
from pipeline.facts import Finding

RULE = "footnote_enumeration"
_NEAR = 40  # characters between the figure and its anchor: «05 báo cáo gửi Thường trực Tỉnh ủy⁷»


def figures_equal_what_their_notes_name(reading: Reading) -> Iterator[Finding]:
    """Every figure of a clause that calls a note is as many as the documents or names in the note."""
    view = reading.view
    for called in reading.called:
        region = called.region
        if called.how == "partial" or called.totals:
            continue
        if has_parts(called.claims, called.listing):
            continue
        named = read_items(view, region.start, region.end)
        if named is None:
            continue
        finding = compare(view, RULE, called.claims, named, called.gap <= (4 if named.how == "names" else _NEAR))
        if finding is not None:
            yield finding
