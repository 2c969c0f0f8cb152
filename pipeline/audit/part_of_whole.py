"""«25 đảng viên, trong đó có 10 đảng viên nữ»: a part is never more than its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mention import Span
from pipeline.audit.cues import list_cue
from pipeline.audit.explain import plain, show
from pipeline.audit.figures import Figure, relation
from pipeline.audit.listings import Listing
from pipeline.audit.reading import Reading
from pipeline.audit.sums import has_parts
from pipeline.audit.view import View
from pipeline.facts import Finding

RULE = "part_of_whole"
_FARTHEST = 24  # characters between the cue and the part that it names


def parts_are_within_their_wholes(reading: Reading) -> Iterator[Finding]:
    """Every figure that «trong đó» names as a part is at most the figure before it that counts the same."""
    view = reading.view
    for claims, region, listing in _named(reading):
        if listing and has_parts(claims, listing):
            continue
        part = _named_part(view, region)
        whole = _whole_of(claims, part) if part else None
        if part and whole:
            yield _finding(view, whole, part, _other_whole(claims, whole, part))


def _named(reading: Reading) -> Iterator[tuple[tuple[Figure, ...], Span, Listing | None]]:
    """The figures before each «trong đó» and what follows it, in the sentence itself or in the note that it calls."""
    for statement in reading.statements:
        if statement.how == "partial":
            yield statement.claims, statement.region, statement.listing
    for called in reading.called:
        if called.how == "partial":
            yield called.claims, called.region, called.listing


def _named_part(view: View, region: Span) -> Figure | None:
    """The figure right after the cue, where it is exact and compares nothing."""
    part = next(iter(view.figures_in(region.start, region.end)), None)
    if part is None or part.role or part.span.start - region.start > _FARTHEST:
        return None
    return part if not list_cue().search(view.text, region.start, part.span.start) else None


def _whole_of(claims: Sequence[Figure], part: Figure) -> Figure | None:
    """The nearest figure before the cue that counts the same, or something that the part is surely a kind of."""
    return next((c for c in claims if not c.also and relation(c, part) in ("same", "kind")), None)


def _other_whole(claims: Sequence[Figure], whole: Figure, part: Figure) -> Figure | None:
    """A figure further off that the part may be of: «21 lượt đơn, đã giải quyết 6 đơn, trong đó lưu 15 đơn»."""
    word = part.measure.split(" ")[0]
    return next((c for c in claims if c is not whole and c.value >= part.value and word in c.measure.split()), None)


def _finding(view: View, whole: Figure, part: Figure, other: Figure | None) -> Finding:
    fits = part.interval.low <= whole.interval.high
    exact = part.interval.exact and whole.interval.exact and other is None
    sign = "≤" if fits else ">"
    arithmetic = f"{show(part.value)} {sign} {show(whole.value)}"
    told = f"Khớp: phần ({show(part.value)}) không lớn hơn tổng ({show(whole.value)})."
    if not fits:
        told = f"Phần «{part.span.slice(view.text)}» lớn hơn tổng «{whole.span.slice(view.text)}»."
        doubt = f"Có thể là phần của «{other.span.slice(view.text)}»." if other else "Có số ước lượng."
        told = told if exact else f"Chưa kiểm tra được: {told} {doubt}"
    return Finding(
        rule=RULE,
        verdict="match" if fits else "mismatch" if exact else "unverifiable",
        claim=whole.span.slice(view.text),
        span=whole.span,
        evidence=(part.span,),
        expected=plain(whole.value),
        found=plain(part.value),
        difference=plain(part.value - whole.value),
        explanation=told,
        arithmetic=arithmetic,
    )
