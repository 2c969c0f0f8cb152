"""«17/31 chi bộ đạt 54,83 %»: the share is the quotient, rounded or cut off where it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extractors.lexicon import rows
from extractors.mention import Span
from extractors.patterns import read_number
from pipeline.audit.explain import plain, show
from pipeline.audit.intervals import interval_of, is_known_qualifier
from pipeline.audit.reading import Reading
from pipeline.audit.view import View
from pipeline.facts import Finding

RULE = "percentage"

_N = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
_P = r"(?P<percent>\d{1,4}(?:[.,]\d{1,3})?)\s?%"
_QUALIFIERS = "|".join(sorted((row["qualifier"] for row in rows("qualifiers")), key=len, reverse=True))
_Q = rf"(?:(?P<qualifier>{_QUALIFIERS})\s+)?"
# Words between the quotient and the share: no other figure, nothing that opens a new thought.
_GAP = r"[^\d;.:\n\t%]{0,90}?"
# «17/31 chi bộ đạt 54,83 %», «17/31 chi bộ (54,8%)», «17 trong tổng số 31 chi bộ, đạt 54,8%».
_QUOTIENT = re.compile(
    rf"""(?<![\w/.,–-])(?P<part>{_N})
         (?: \s?/\s? | (?:\s+[^\W\d]+){{0,4}}\s+(?:trong|trên)\s+(?:tổng\s+(?:số\s+)?)(?:[^\W\d]+\s+){{0,2}} )
         (?P<whole>{_N})(?![\w/.]\d|-?[A-ZĐ]|/) (?P<gap>{_GAP}) (?<![\d.,]) (?P<share>{_Q} {_P})""",
    re.VERBOSE | re.IGNORECASE,
)
# «54,8% (17/31 chi bộ)».
_SHARE_FIRST = re.compile(
    rf"(?<![\w.,])(?P<share>{_Q}{_P})(?P<gap>[^\d;.:\n\t%()]{{0,40}}?)\s*"
    rf"\((?:đạt |bằng |là )?(?P<part>{_N})\s?/\s?(?P<whole>{_N})(?![\w/])",
    re.IGNORECASE,
)
_OTHER_BASE = re.compile(
    r"tăng|giảm|so với|kế hoạch|chỉ tiêu|dự toán|vượt|cùng kỳ|bình quân|tỷ lệ nghịch|lãi", re.IGNORECASE
)
# What leads from the figures to their share: «17/31 chi bộ đạt», «…, chiếm tỷ lệ», «… (». In «17/18 xã có độ che phủ
# rừng đạt 65%» the share is of something else.
_LEADS = re.compile(
    r"""(?: [^,(]{0,90}[,(]\s* (?:đã\s|đều\s)? (?:đạt|chiếm|bằng|tương\s (?:đương|ứng)|=)? (?:\s*t[ỷỉ]\s lệ)?
          | \s*(?!(?:có|với)\s) (?:[^\W\d]+\s+){0,5}? (?:đạt|chiếm|bằng|=|tương\s đương) (?:\s+t[ỷỉ]\s lệ)?
          | ) [\s(]*""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"trong đó|riêng|còn lại|(?:có|với)\s[^,(]*$|t[ỷỉ] lệ\s+[^\W\d]", re.IGNORECASE)
_BASE_AFTER = re.compile(r"\s*(?:so với|kế hoạch|chỉ tiêu|dự toán|KH\b|cùng kỳ|mức|nghị quyết|NQ\b)", re.IGNORECASE)
_DATE_BEFORE = re.compile(r"(?:ngày|đến|từ|hết|trước|sau|tháng|số)\s*$", re.IGNORECASE)


def shares_equal_their_quotients(reading: Reading) -> Iterator[Finding]:
    """Every share that stands beside its two figures is their quotient."""
    view = reading.view
    if "%" not in view.text:
        return
    for pattern in (_QUOTIENT, _SHARE_FIRST):
        for found in pattern.finditer(view.text):
            finding = _check(view, found)
            if finding is not None:
                yield finding


def _check(view: View, found: re.Match[str]) -> Finding | None:
    part, whole = read_number(found["part"]), read_number(found["whole"])
    before = view.text[max(0, found.start("part") - 10) : found.start("part")]
    if not whole or _OTHER_BASE.search(found["gap"]) or _DATE_BEFORE.search(before):
        return None
    if any(date.start <= found.start("part") < date.end for date in view.dates_in(found.start() - 12, found.end())):
        return None
    percent = Decimal(found["percent"].replace(",", "."))
    qualifier = (found["qualifier"] or "").lower()
    quotient = 100 * part / whole
    places = len(found["percent"].replace(",", ".").partition(".")[2])
    step = Decimal(1).scaleb(-places)
    rounded = {quotient.quantize(step, ROUND_DOWN), quotient.quantize(step, ROUND_HALF_UP)}
    near = qualifier and is_known_qualifier(qualifier) and interval_of(percent, qualifier).meets(interval_of(quotient))
    shown = quotient.quantize(max(step.normalize(), Decimal("0.0001")).min(Decimal("0.01")), ROUND_HALF_UP)
    sign = "=" if percent == shown else "≈"
    arithmetic = f"{show(part)} : {show(whole)} × 100 {sign} {show(shown)}"
    claim = Span(*found.span("share"))
    evidence = (Span(found.start("part"), found.end("whole")),)
    if percent in rounded or near:
        verdict, told = "match", f"Khớp: {arithmetic}."
    elif qualifier or not _is_clear(view, found, claim):
        verdict, told = "unverifiable", f"Chưa kiểm tra được: tỷ lệ có thể tính trên số khác ({arithmetic})."
    else:
        verdict, told = "mismatch", f"{arithmetic}, không phải {show(percent)}."
    return Finding(
        rule=RULE,
        verdict=verdict,  # type: ignore[arg-type]
        claim=claim.slice(view.text),
        span=claim,
        evidence=evidence,
        expected=plain(percent),
        found=plain(shown if percent not in rounded else percent),
        difference=plain(shown - percent if percent not in rounded else Decimal(0)),
        explanation=told,
        arithmetic=arithmetic if verdict != "mismatch" else f"{arithmetic} ≠ {show(percent)}",
    )


def _is_clear(view: View, found: re.Match[str], claim: Span) -> bool:
    """True where the share can only be that of the two figures."""
    if _BASE_AFTER.match(view.text, claim.end):
        return False
    if found.re is _SHARE_FIRST:
        return not found["gap"].strip()
    return _LEADS.fullmatch(found["gap"]) is not None and not _OF_OTHERS.search(found["gap"])
