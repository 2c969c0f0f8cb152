"""«03 văn bản, gồm: (1) …; (2) …; (3) …», «05 kế hoạch phối hợp các cơ quan: A, B, C, D; E»: as many as are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.cues import example_cue
from pipeline.audit.figures import coordinated
from pipeline.audit.items import Named, read_items, why_several
from pipeline.audit.naming import compare
from pipeline.audit.reading import Reading
from pipeline.audit.statements import Statement
from pipeline.audit.sums import has_parts
from pipeline.audit.view import View
from pipeline.facts import Finding

RULE = "enumeration"
# «03 văn bản chỉ đạo quan trọng, gồm:», but not «05 hội nghị với kết quả như sau:».
_NEAR = re.compile(
    r"(?:\s(?!(?:về|với|cho|tại|để|do|của|ở|kết quả|nội dung|trên)\b)[^\W\d]+){0,4}"
    r"[\s,:(]*(?:là|gồm|gồm có|bao gồm|cụ thể|cụ thể như sau|như sau|đó là)?[\s,:(]*"
)
_ADJACENT = re.compile(r"[\s,:(]*(?:là|gồm|bao gồm|cụ thể|như sau|đó là)?[\s,:(]*")


def figures_equal_what_is_named(reading: Reading) -> Iterator[Finding]:
    """Every figure whose sentence (or the list under it) names things is as many as it names."""
    view = reading.view
    for statement in reading.statements:
        if statement.how in ("partial", "loose") or _gives_examples(view, statement):
            continue
        named = _named(view, statement)
        if named is None or (statement.how == "bracket" and named.how == "names" and named.low < 2):
            continue
        pattern = _ADJACENT if named.how == "names" else _NEAR
        finding = compare(view, RULE, statement.claims, named, is_adjacent(view, statement, pattern))
        if finding is not None:
            yield finding


def _named(view: View, statement: Statement) -> Named | None:
    region, listing = statement.region, statement.listing
    if listing is None or has_parts(statement.claims, listing):
        return None
    if listing.how != "bullets":
        return read_items(view, region.start, region.end)
    spans = tuple(item.span for item in listing.items)
    unclear = listing.open_ended or listing.tangled
    why = "chưa rõ danh sách kết thúc ở đâu" if unclear else why_several(view, spans)
    return Named(spans, len(spans), len(spans), "labels", not why, why)


def _gives_examples(view: View, statement: Statement) -> bool:
    return example_cue().search(view.text, statement.nearest.span.end, statement.cue.end) is not None


def is_adjacent(view: View, statement: Statement, pattern: re.Pattern[str]) -> bool:
    """True where only what is counted stands between the figure and the list: «05 huyện, thành phố: …»."""
    _, end = coordinated(view.text, statement.nearest.span.end, statement.nearest.kind)
    return pattern.fullmatch(view.text, end, statement.cue.end) is not None
