"""«28 lớp với 1862 học viên⁴» and note 4, «Cụ thể: 09 lớp … với 534 học viên; …»: the note adds up to the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.explain import plain, show
from pipeline.audit.figures import Figure, is_same
from pipeline.audit.listings import Item, Listing
from pipeline.audit.notes import Called
from pipeline.audit.reading import Reading
from pipeline.audit.statements import How
from pipeline.audit.sums import weigh
from pipeline.audit.view import View
from pipeline.facts import Finding, Verdict

RULE = "footnote_total"


def figures_equal_their_notes(reading: Reading) -> Iterator[Finding]:
    """Every figure of a clause that calls a note equals what the note gives for its measure."""
    view = reading.view
    for called in reading.called:
        if called.totals:
            yield from _against_totals(view, called)
        else:
            listing = called.listing
            how = _how(view, called, listing)
            yield from weigh(view, RULE, called.claims, listing, how)
            # What stands behind the anchor may belong to the note; only agreement tells.
            further = weigh(view, RULE, called.further, listing, how)
            yield from (finding for finding in further if finding.verdict == "match")


def _how(view: View, called: Called, listing: Listing) -> How:
    """A note without «Cụ thể» breaks a figure down only where it is nothing but a list of figures."""
    if called.how != "bracket":
        return called.how
    listed = listing.how in ("labels", "semicolons") or all(_is_entry(view, item) for item in listing.items)
    return "whole" if listed else "partial"


def _is_entry(view: View, item: Item) -> bool:
    """True for «04 báo cáo về …» and for «huyện Mèo Vạc 05 hội nghị»: a figure opens or ends the item."""
    if not item.figures:
        return False
    words = view.text[item.figures[-1].span.end : item.span.end].strip(" ;,.\n")
    return item.figures[0].span.start - item.span.start <= 3 or (not words and item.span.end - item.span.start <= 70)


def _against_totals(view: View, called: Called) -> Iterator[Finding]:
    """The claim is the note's own total, or a part of it: «163 văn bản¹» in a note on 326 of two times 163."""
    for claim in called.claims:
        totals = [total for total in called.totals if _same(claim, total)]
        if not totals:
            continue
        if any(total.interval.meets(claim.interval) for total in totals):
            agreeing = [total for total in totals if total.interval.meets(claim.interval)][:1]
            yield _finding(view, claim, agreeing, "match", "Khớp với tổng nêu trong chú thích.")
            continue
        figures = view.figures_in(totals[-1].span.end, called.note.end)
        parts = [figure for figure in figures if _same(claim, figure) and figure.interval.meets(claim.interval)]
        if parts:
            text = f"Khớp: chú thích nêu số này là một phần của {show(totals[0].value)}."
            yield _finding(view, claim, parts[:1], "match", text)
        else:
            text = f"Chưa kiểm tra được: chú thích nêu tổng khác ({show(totals[0].value)})."
            yield _finding(view, claim, totals[:1], "unverifiable", text)
        return


def _same(one: Figure, other: Figure) -> bool:
    return is_same(one.measure, other.measure, one.kind == other.kind)


def _finding(view: View, claim: Figure, parts: Sequence[Figure], verdict: Verdict, explanation: str) -> Finding:
    found = parts[0].value
    return Finding(
        rule=RULE,
        verdict=verdict,
        claim=claim.span.slice(view.text),
        span=claim.span,
        evidence=tuple(part.span for part in parts),
        expected=plain(claim.value),
        found=plain(found),
        difference=plain(found - claim.value),
        explanation=explanation,
        arithmetic=f"{show(claim.value)} {'=' if found == claim.value else '≠'} {show(found)}",
    )
