"""A claim beside its parts, and how a clerk is told of it: «04 + 02 + 07 + 03 = 16»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.explain import Reason, plain, show, tell, write_sum
from pipeline.audit.figures import Figure, Relation
from pipeline.audit.intervals import Interval, total
from pipeline.audit.view import View
from pipeline.facts import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a sum and the number of the item that it stands in."""

    figure: Figure
    item: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim beside its parts: the verdict, why it could not be told, and what would explain a difference."""

    claim: Figure
    parts: tuple[Part, ...]
    verdict: Verdict
    why: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def found(self) -> Interval:
        """What the parts add up to."""
        return total(part.figure.interval for part in self.parts)


def to_finding(view: View, rule: str, one: Weighed, others: Sequence[Weighed]) -> Finding:
    """The finding of one claim; `others` are the claims that the same list breaks down."""
    values = [part.figure.value for part in one.parts]
    found = sum(values, Decimal(0))
    expected = one.claim.value
    equal = found == expected
    arithmetic = write_sum(values) + ("" if equal else f" ≠ {show(expected)}" if one.verdict == "mismatch" else "")
    explanation = {
        "match": _matching(one, arithmetic, equal=equal),
        "unverifiable": f"Chưa kiểm tra được: {one.why} ({arithmetic}; số đã nêu: {show(expected)}).",
        "mismatch": "",
    }[one.verdict]
    if one.verdict == "mismatch":
        explanation = _explain(one, others, expected, found)
    return Finding(
        rule=rule,
        verdict=one.verdict,
        claim=one.claim.span.slice(view.text),
        span=one.claim.span,
        evidence=tuple(part.figure.span for part in one.parts),
        expected=plain(expected),
        found=plain(found),
        difference=plain(found - expected),
        explanation=explanation,
        arithmetic=arithmetic,
    )


def _matching(one: Weighed, arithmetic: str, *, equal: bool) -> str:
    if equal:
        return f"Khớp: {arithmetic}."
    exact = one.claim.interval.exact and one.found.exact
    return f"Khớp khi làm tròn: {arithmetic}." if exact else f"Khớp với số ước lượng: {arithmetic}."


def _explain(one: Weighed, others: Sequence[Weighed], expected: Decimal, found: Decimal) -> str:
    """The reasons; where one item left out explains other measures of the same list too, that one alone."""
    wrong = [other for other in others if other.verdict == "mismatch"]
    shared = [
        (reason, [(other, twin) for other in wrong if (twin := _same_item(reason, one, other))])
        for reason in one.reasons
        if reason.kind == "left_out"
    ]
    full = [(reason, twins) for reason, twins in shared if twins and len(twins) == len(wrong)]
    if len(full) != 1:
        return tell(one.reasons, expected, found)
    reason, twins = full[0]
    also = "; ".join(
        f"số {other.claim.measure} ({show(other.found.low)} − {show(twin)} = {show(other.claim.value)})"
        for other, twin in twins
    )
    return f"{tell([reason], expected, found)} Cũng phần này giải thích {also}."


def _same_item(reason: Reason, one: Weighed, other: Weighed) -> Decimal | None:
    """The figure that the same item gives the other claim, where leaving it out explains that one too."""
    item = one.parts[reason.part].item
    for twin in other.reasons:
        if twin.kind == "left_out" and other.parts[twin.part].item == item:
            return other.parts[twin.part].figure.value
    return None
