"""«05 báo cáo⁷» and five documents in note 7; «4 trang⁹» and four names in note 9."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.items import read_items
from pipeline.audit.naming import compare
from pipeline.audit.reading import Reading
from pipeline.audit.sums import has_parts
from pipeline.facts import Finding

RULE = "footnote_enumeration"
# «06 xã đạt chuẩn⁵» with «Gồm các xã: A, B»: what the note names is what the figure counts.
_HEAD = re.compile(r"\s*(?:(?:các|những)\s)?(?P<head>[^\W\d_]+(?:\s[^\W\d_]+)?)\s?:\s")
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
        head = _HEAD.match(view.text, region.start, region.end)
        meant = [claim for claim in called.claims if head and claim.measure.split(",")[0] == head["head"].lower()]
        named = read_items(view, head.end() if head and meant else region.start, region.end)
        if named is None:
            continue
        near = bool(meant) or called.gap <= (4 if named.how == "names" else _NEAR)
        finding = compare(view, RULE, meant or called.claims, named, near)
        if finding is not None:
            yield finding
