"""Two figures of one measure: «22/25 xã» is 22 of 25, «10-15 người» at least 10 and at most 15."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.count_heads import STRONG_HEADS, head_before
from extractors.measures import Measure
from extractors.mention import Span
from extractors.patterns import NUMBER, read_number

# The first figure of «22/25 xã», «10-15 người», «từ 10 đến 15 người», «17 trong tổng số 31 chi bộ».
_PARTNER = re.compile(
    rf"(?<![\w/.,:–-])(?P<from>[Tt]ừ )?(?P<first>{NUMBER})"
    r"(?P<joint>[ ]?/[ ]?|[ ]?[-–][ ]?| đến | hoặc | (?:trong|trên) tổng số )$"
)
_LONGEST = 32


def partner_before(text: str, start: int) -> re.Match[str] | None:
    """The figure, with what joins it, that makes a pair with the figure at `start`; None where none does.

    >>> [found and found["first"] for found in (partner_before("17/31 xã", 3), partner_before("17 xã, 31 xã", 7))]
    ['17', None]
    """
    found = _PARTNER.search(text, max(0, start - _LONGEST), start)
    if found and _in_words(found) and head_before(text, found.start()):  # «năm 2024 trong tổng số 20 xã»
        return None
    return found


def _in_words(partner: re.Match[str]) -> bool:
    return partner["joint"].endswith("tổng số ")


def read_pair(
    text: str, partner: re.Match[str], span: Span, value: Decimal, measure: Measure
) -> tuple[tuple[Span, Decimal, str], ...]:
    """Each figure of the pair with its span and qualifier; none where the two are a day, years or a name's number.

    `span` is that of the second figure, `value` its value.
    """
    first = read_number(partner["first"])
    share = partner["joint"].strip() in ("/", "hoặc") or _in_words(partner)
    head = head_before(text, partner.start())
    printed = partner["first"] + text[span.start : min(span.end, measure.start)]
    if not measure.kind or (share and measure.kind == "share"):
        return ()
    decimals = "." in printed or (share and "," in printed)
    if not decimals and _is_day_or_years(first, value, share):  # «1.978/2.015 trẻ», «5,6/4,8 tỷ đồng» are
        return ()
    if head is not None and (not share or head.kind in STRONG_HEADS or head.kind == "date"):
        return ()
    low, high = ("", "") if share else ("từ", "đến")
    start = partner.start("joint") + 1 if partner["joint"] == " đến " else span.start
    return (Span(partner.start(), partner.end("first")), first, low), (Span(start, span.end), value, high)


def _is_day_or_years(first: Decimal, last: Decimal, share: bool) -> bool:
    """True for «26/4 huyện», «6/2024 xã», «2/3 đại biểu», «2021-2025 xã»; «120/100 hộ», over the plan, is a share."""
    if share:
        month = 1800 <= last < 2300 and not 12 < first < 1800
        return month or (last < first <= 31 and last <= 12) or first < last <= 4
    return last < first or 1800 <= first < 2300
