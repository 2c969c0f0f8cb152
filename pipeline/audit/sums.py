"""Figures against the sum of their parts: «16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 07 quyết định; 03 công văn»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.audit.cues import overlapping_cue
from pipeline.audit.explain import find_reasons
from pipeline.audit.figures import Figure, is_same, relation
from pipeline.audit.intervals import is_contradicted, total
from pipeline.audit.listings import Item, Listing
from pipeline.audit.rounding import is_within_rounding, may_be_rounding, rounds_to
from pipeline.audit.statements import How
from pipeline.audit.view import View
from pipeline.audit.weighed import Part, Weighed, to_finding
from pipeline.facts import Finding

_MEN = re.compile(r"\bnam\b", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:cùng kỳ|năm (?:\d{4}|trước|ngoái)|(?:tháng|quý|kỳ) trước)\b", re.IGNORECASE)
# Three of these in brackets are all of them: «68 đơn (18 đơn khiếu nại, 37 đơn tố cáo, 13 đơn kiến nghị)»; people and
# places may be counted by what they are at once.
_APART = frozenset(("document", "event", "medium", "award", "reaction"))
_UNREAD = re.compile(r"(?<![\w.,/])\d[\d.]*\s(?P<word>\w+)")
_OVER = "các phần cộng lại lớn hơn tổng, có thể trùng nhau"
_TELLING = 3  # parts of a loose list that is worth telling because it names more than there are
_ENDS = re.compile(r"(?<![\w.,/%–-])\d[\d.]*(?=\s*(?:[,;)(]|$))")
_LARGE = 100  # «tỷ đồng», «triệu đồng»
_COLON = re.compile(r":\s*$")


def weigh(view: View, rule: str, claims: Sequence[Figure], listing: Listing, how: How) -> Iterator[Finding]:
    """A finding for each claim (the nearest first) of which the list gives two parts or more."""
    weighed = [_weigh(view, claim, claims, listing, how) for claim in _one_a_measure(claims, listing)]
    if not weighed and (agreeing := _led(claims, listing)):
        weighed = [agreeing]
    for one in weighed:
        if how == "loose" and one.verdict != "match" and (one.why != _OVER or len(one.parts) < _TELLING):
            continue
        yield to_finding(view, rule, one, [other for other in weighed if other is not one])


def _led(claims: Sequence[Figure], listing: Listing) -> Weighed | None:
    """The nearest claim, where figures of one other measure lead all items and add up to it.

    «trao cho 15 đồng chí (01 huy hiệu 60 năm; 14 huy hiệu 30 năm)»: only agreement tells that they are its parts.
    """
    leads = [item.figures[0] for item in listing.items if item.figures and not item.figures[0].role]
    if len(leads) < max(2, len(listing.items)) or len({figure.measure for figure in leads}) > 1 or not claims:
        return None
    if not total(figure.interval for figure in leads).meets(claims[0].interval):
        return None
    return Weighed(claims[0], tuple(Part(figure, at, "loose") for at, figure in enumerate(leads)), "match")


def has_parts(claims: Sequence[Figure], listing: Listing) -> bool:
    """True where the list holds figures that may be parts of one of the claims."""
    return any(len(_parts(claim, listing)) > 1 for claim in claims)


def _one_a_measure(claims: Sequence[Figure], listing: Listing) -> Iterator[Figure]:
    """The claims that have parts of their own; one whose parts another counts exactly («05 kế hoạch») stands back."""
    exact = {part.figure.span for claim in claims for part in _parts(claim, listing) if part.relation == "same"}
    seen: list[Figure] = []
    taken: set[frozenset[Span]] = set()
    for claim in claims:
        parts = _parts(claim, listing)
        own = any(part.relation == "same" for part in parts)
        spans = frozenset(part.figure.span for part in parts)
        if len(parts) < 2 or (not own and (spans & exact or spans in taken)):
            continue
        bare = all(part.relation == "bare" for part in parts)
        if bare and (claim is not claims[0] or all(part.figure.value > claim.value for part in parts)):
            continue
        if not any(is_same(claim.measure, other.measure, claim.kind == other.kind) for other in seen):
            seen.append(claim)
            taken.add(spans)
            yield claim


def _parts(claim: Figure, listing: Listing) -> tuple[Part, ...]:
    """The figures of the list that the claim's measure covers: an item's own, else the only one in brackets."""
    return tuple(part for at, item in enumerate(listing.items) for part in _parts_of(claim, at, item))


def _parts_of(claim: Figure, at: int, item: Item) -> Iterator[Part]:
    usable = [figure for figure in item.figures if not figure.role]
    own = [Part(f, at, kind) for f in usable if f.measure and (kind := relation(claim, f))]
    closest = [part for part in own if part.relation == "same"] or own
    if closest:
        yield from closest
        return
    bare = [figure for figure in usable if not figure.measure]
    measured = [figure for figure in usable if figure.measure]
    if len(bare) == 1 and not measured:
        yield Part(bare[0], at, "bare")
    elif not usable:
        inner = [Part(f, at, kind) for f in item.inner if not f.role and (kind := relation(claim, f))]
        if len(inner) == 1:
            yield inner[0]


def _weigh(view: View, claim: Figure, claims: Sequence[Figure], listing: Listing, how: How) -> Weighed:
    parts = _parts(claim, listing)
    for reading in _readings(claim, parts, listing):
        if len(reading) > 1 and total(part.figure.interval for part in reading).meets(claim.interval):
            return Weighed(claim, reading, "match")
    if claim.interval.exact and rounds_to(claim.value, [part.figure.value for part in parts]):
        return Weighed(claim, parts, "match")
    rivals = [c for c in claims if c is not claim and is_same(c.measure, claim.measure, c.kind == claim.kind)]
    for rival in rivals:
        if total(part.figure.interval for part in parts).meets(rival.interval):
            return Weighed(rival, parts, "match")
    why = _doubt(view, claim, parts, listing, how) or ("trước danh sách có nhiều số cùng loại" if rivals else "")
    if why:
        return Weighed(claim, parts, "unverifiable", why)
    exact = claim.interval.exact and all(part.figure.interval.exact for part in parts)
    if not exact and not is_contradicted(claim.value, claim.qualifier, total(p.figure.interval for p in parts)):
        return Weighed(claim, parts, "unverifiable", "có số ước lượng («trên», «gần», «khoảng»)")
    reasons = find_reasons(claim.value, [p.figure.value for p in parts], [_name(view, listing, p) for p in parts])
    return Weighed(claim, parts, "mismatch", "", reasons if exact else ())


def _readings(claim: Figure, parts: tuple[Part, ...], listing: Listing) -> Iterator[tuple[Part, ...]]:
    """The parts as they stand; the sure ones; those of the first item; one an item; what leads each item."""
    yield parts
    yield tuple(part for part in parts if part.item < listing.sure)
    yield tuple(part for part in parts if part.item == 0)
    firsts = tuple(part for at, part in enumerate(parts) if at == 0 or parts[at - 1].item != part.item)
    if firsts != parts:
        yield firsts
    leads = [
        (at, item.figures[0]) for at, item in enumerate(listing.items) if item.figures and not item.figures[0].role
    ]
    if len(leads) == len(listing.items):
        yield tuple(Part(figure, at, "loose") for at, figure in leads)
    if listing.tangled:
        every = [(at, f) for at, item in enumerate(listing.items) for f in (*item.figures, *item.inner) if not f.role]
        yield tuple(Part(f, at, kind) for at, f in every if (kind := relation(claim, f)))


def _doubt(view: View, claim: Figure, parts: Sequence[Part], listing: Listing, how: How) -> str:
    """Why the parts need not add up to the claim, in words for a clerk; «» where they must."""
    return next((why for doubtful, why in _doubts(view, claim, parts, listing, how) if doubtful), "")


def _doubts(view: View, claim: Figure, parts: Sequence[Part], listing: Listing, how: How) -> Iterator[tuple[bool, str]]:
    kinds = {part.relation for part in parts}
    yield _has_unread(view, claim, parts, listing), "có số chưa đọc được trong danh sách"
    yield listing.open_ended, "danh sách để ngỏ (dấu «…», «một số»)"
    yield listing.sure < len(listing.items), "chưa rõ danh sách kết thúc ở đâu"
    yield listing.tangled, "cách liệt kê lồng nhau, chưa tách rõ được từng phần"
    yield len({part.item for part in parts}) < len(listing.items), f"có phần không nêu số {claim.measure}"
    uneven = any(figure.role in ("share", "each") for item in listing.items for figure in item.figures)
    yield uneven, "trong danh sách có số tỷ lệ hoặc số bình quân"
    yield "loose" in kinds or len(kinds - {"bare"}) > 1, "các phần không cùng loại với tổng"
    yield _TIMES.search(view.text, listing.span.start, listing.span.end) is not None, "danh sách có số của kỳ khác"
    yield _may_overlap(view, claim, parts, listing), "các phần có thể trùng nhau (nữ, dân tộc, độ tuổi …)"
    yield _is_rounded(claim, parts), "chênh lệch có thể do làm tròn"
    some = how == "loose" or (how == "partial" and not _exceeds_in_full(view, claim, parts, listing))
    yield some and _over(claim, parts), _OVER
    yield some, "«trong đó» có thể chỉ nêu một số phần"
    few = len(parts) < 3 or claim.kind not in _APART
    aside = how == "bracket" and kinds <= {"same", "bare"} and few and not _over(claim, parts)
    yield aside, "phần trong ngoặc có thể chỉ nêu một số phần"


def _is_rounded(claim: Figure, parts: Sequence[Part]) -> bool:
    """True where rounding may explain the difference: decimals, or «tỷ đồng», which nobody counts to the last đồng."""
    values = [part.figure.value for part in parts]
    if may_be_rounding(claim.value, values):
        return True
    large = claim.kind == "money" and " " in claim.measure and claim.value >= _LARGE
    return large and is_within_rounding(claim.value, values)


def _has_unread(view: View, claim: Figure, parts: Sequence[Part], listing: Listing) -> bool:
    """True where a figure of what the claim or a part counts, or one like the parts, is none of the list's figures."""
    read = {f.span.start for item in listing.items for f in (*item.figures, *item.inner)}
    counted = {figure.measure.split(" ")[0] for figure in (claim, *(part.figure for part in parts))}
    for found in _UNREAD.finditer(view.text, listing.span.start, listing.span.end):
        if fold(found["word"]) in counted and found.start() not in read and not view.is_read(found.start()):
            return True
    bare = all(part.relation == "bare" for part in parts)  # «Mèo Vạc 5, Tổ 7, Yên Minh 1»: is 7 a number or a name?
    ends = _ENDS.finditer(view.text, listing.span.start, listing.span.end) if bare else ()
    return any(found.start() not in read and not view.is_read(found.start()) for found in ends)


def _may_overlap(view: View, claim: Figure, parts: Sequence[Part], listing: Listing) -> bool:
    """True for people counted by what one may be at once: «10 nữ; 8 là người dân tộc thiểu số»."""
    if claim.kind != "person" and "hộ" not in claim.measure.split():
        return False
    if _MEN.search(view.text, listing.span.start, listing.span.end):
        return False
    items = (listing.items[part.item] for part in parts if _leads(listing, part))
    return any(overlapping_cue().search(view.text, item.span.start, item.span.end) for item in items)


def _leads(listing: Listing, part: Part) -> bool:
    """True where the part is the first figure of its item; those behind «09 lớp với …» are told apart by it."""
    figures = listing.items[part.item].figures
    return bool(figures) and figures[0] is part.figure


def _exceeds_in_full(view: View, claim: Figure, parts: Sequence[Part], listing: Listing) -> bool:
    """True where parts that exclude each other are more than their whole: «16 văn bản, trong đó: 10 …; 08 …»."""
    if not _over(claim, parts) or claim.kind == "person":
        return False
    distinct = len({part.figure.measure for part in parts}) == len(parts)
    if all(part.relation == "kind" for part in parts):
        return distinct
    return _COLON.search(view.text, max(0, listing.span.start - 3), listing.span.start + 1) is not None


def _over(claim: Figure, parts: Sequence[Part]) -> bool:
    return total(part.figure.interval for part in parts).low > claim.interval.high


def _name(view: View, listing: Listing, part: Part) -> str:
    """The item of a part in the report's words, without what encloses it."""
    return listing.items[part.item].span.slice(view.text).strip(" \n;,.-–+")
