"""A figure against the things that a list names: «03 văn bản, gồm: (1) …; (2) …; (3) …» names three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.explain import plain
from pipeline.audit.figures import Figure
from pipeline.audit.intervals import Interval, is_contradicted
from pipeline.audit.items import Named
from pipeline.audit.view import View
from pipeline.facts import Finding, Verdict

_PROPER = ("place", "group", "person", "medium")


def compare(view: View, rule: str, claims: Sequence[Figure], named: Named, adjacent: bool) -> Finding | None:
    """The finding for the claim that the list names the parts of: the one that agrees, else the nearest.

    `adjacent` where nothing but what is counted stands between the figure and its list.
    """
    for claim in claims:
        count = _agreeing(claim, named)
        if count and (named.high > 1 or (claim.kind == "document" and named.how == "documents")):
            return _finding(view, rule, claim, named, count=count)
    claim = claims[0]
    why = _doubt(claim, claims, named, adjacent)
    if why and named.high == 1:
        return None
    count = named.high if claim.value > named.high else named.low
    return _finding(view, rule, claim, named, count=count, why=why)


def _range(named: Named) -> Interval:
    return Interval(Decimal(named.low), Decimal(named.high))


def _agreeing(claim: Figure, named: Named) -> int:
    """How many the list names where that agrees with the claim, else 0. Labels count as they are printed."""
    if named.how == "labels":
        return named.low if claim.interval.meets(Interval(Decimal(named.low), Decimal(named.low))) else 0
    if named.how == "names":
        return next((n for n in sorted(named.counts) if claim.interval.meets(Interval(Decimal(n), Decimal(n)))), 0)
    return min(max(int(claim.value), named.low), named.high) if claim.interval.meets(_range(named)) else 0


def _doubt(claim: Figure, claims: Sequence[Figure], named: Named, adjacent: bool) -> str:
    """Why the list need not name as many as the claim says; «» where it must."""
    return next((why for doubtful, why in _doubts(claim, claims, named, adjacent) if doubtful), "")


def _doubts(claim: Figure, claims: Sequence[Figure], named: Named, adjacent: bool) -> Iterator[tuple[bool, str]]:
    about = not claim.interval.exact and not is_contradicted(claim.value, claim.qualifier, _range(named))
    several = claim.interval.meets(_range(named)) or (named.how == "documents" and named.low != named.high)
    yield not named.clean, named.why
    yield about, "số ước lượng"
    yield named.high < 2, "chỉ nêu một mục"
    yield several, "có mục có thể nêu hai việc hoặc hai văn bản"
    yield len(claims) > 1 and not adjacent, "trước danh sách có nhiều số"
    other = named.how == "documents" and claim.kind != "document"
    yield other, "danh sách nêu văn bản, số đã nêu đếm việc khác"
    loose = (named.how == "names" and claim.kind not in _PROPER) or (named.how != "documents" and not adjacent)
    yield loose, "danh sách có thể không phải là danh sách của số đã nêu"


def _finding(view: View, rule: str, claim: Figure, named: Named, *, count: int, why: str | None = None) -> Finding:
    """The finding: a match where `why` is None, a mismatch where it is empty, else why it cannot be told."""
    verdict: Verdict = "match" if why is None else "unverifiable" if why else "mismatch"
    items = {"labels": "mục được đánh số", "documents": "văn bản được nêu", "names": "tên được nêu"}[named.how]
    said = str(count) if verdict == "match" or named.low == named.high else f"{named.low}-{named.high}"
    explanation = {
        "match": f"Khớp: {said} {items}.",
        "mismatch": f"Đã nêu {plain(claim.value)}, nhưng danh sách có {said} {items}.",
        "unverifiable": f"Chưa kiểm tra được: {why} (danh sách có {said} {items}).",
    }[verdict]
    return Finding(
        rule=rule,
        verdict=verdict,
        claim=claim.span.slice(view.text),
        span=claim.span,
        evidence=named.spans,
        expected=plain(claim.value),
        found=str(count),
        difference=plain(count - claim.value),
        explanation=explanation,
        arithmetic=f"{said} {items}",
    )
