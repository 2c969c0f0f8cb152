"""«Kết luận số 100-KL/TW, ngày 18/8/2014 của Ban Bí thư khóa XI»: the date lies within the term that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from extractors.lexicon import rows
from extractors.mention import Span
from pipeline.audit.reading import Reading
from pipeline.audit.view import Cited, View
from pipeline.facts import Finding

RULE = "term"

_TERM = re.compile(r"(?:,|\()?\s*(?:khóa|khoá|Khóa|Khoá)\s+(?P<term>[IVX]{1,5})\b")
_CENTRAL = re.compile(r"Bộ Chính trị|Ban Bí thư|Trung ương|TW\b", re.IGNORECASE)
# Other bodies number their own terms.
_OTHERS = re.compile(
    r"Quốc hội|Hội đồng nhân dân|HĐND|tỉnh|thành phố|huyện|Đại hội|khóa|khoá|kỳ họp|\bvề\b|thực hiện|Nghị quyết"
    r"|Kết luận|Chỉ thị|Quy định|gắn với|số\s+\d|\d-\w+/",
    re.IGNORECASE,
)
_FARTHEST = 130
_DAYS_BETWEEN = timedelta(days=31)  # documents of the days around a congress name either term


@cache
def _terms() -> dict[str, tuple[date, date]]:
    return {
        row["term"]: (date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"] or "9999-12-31"))
        for row in rows("terms")
    }


def dates_lie_in_their_terms(reading: Reading) -> Iterator[Finding]:
    """Every dated document of the central organs that names a term was issued in it."""
    view = reading.view
    for at, cited in enumerate(view.citations.items):
        issued_on = cited.value.issued_on
        if issued_on is None or not cited.value.symbol.endswith("/TW"):
            continue
        upto = view.citations.items[at + 1].span.start if at + 1 < len(view.citations.items) else len(view.text)
        finding = _check(view, cited, issued_on, min(upto, cited.span.start + _FARTHEST))
        if finding is not None:
            yield finding


def _check(view: View, cited: Cited, issued_on: date, upto: int) -> Finding | None:
    found = _TERM.search(view.text, cited.span.start, upto)
    if found is None or found["term"] not in _terms():
        return None
    written = view.dates_in(cited.span.start, found.start())
    after = max((date_.end for date_ in written), default=cited.span.start)
    between = view.text[after : found.start()]
    if not written or len(between) > 60 or any(sign in between for sign in ";:.\n“”"):
        return None
    if not _CENTRAL.search(between) or _OTHERS.search(between):
        return None
    start, end = _terms()[found["term"]]
    span = Span(found.start("term") - 5, found.end("term"))
    if start - _DAYS_BETWEEN <= issued_on <= end + _DAYS_BETWEEN:
        told = f"Khớp: {issued_on:%d/%m/%Y} thuộc nhiệm kỳ khóa {found['term']}."
        return Finding(RULE, "match", span.slice(view.text), span, (cited.span,), explanation=told)
    right = next((name for name, (first, last) in _terms().items() if first <= issued_on < last), "")
    told = f"Ngày {issued_on:%d/%m/%Y} không thuộc nhiệm kỳ khóa {found['term']}"
    told += f", mà thuộc khóa {right}." if right else "."
    return Finding(RULE, "mismatch", span.slice(view.text), span, (cited.span,), explanation=told)
