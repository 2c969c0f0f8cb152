"""A footnote and the clause that calls it: «… 28 lớp đào tạo với 1862 học viên⁴» and what note 4 says of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.mention import Span
from pipeline.audit.cues import leading_cue, list_cue
from pipeline.audit.figures import Figure
from pipeline.audit.listings import Listing, read_listing
from pipeline.audit.statements import How
from pipeline.audit.view import View
from pipeline.document import Footnote

_MOST_CLAIMS = 12  # figures of one clause
_LONGEST_CLAUSE = 1200  # characters before an anchor in which its figures stand


@dataclass(frozen=True, slots=True)
class Called:
    """A note, the figures of the clause that calls it (the nearest to the anchor first), and what it lists.

    `further` are the figures behind the anchor in the same clause: «30 buổi¹ với 3.000 lượt người nghe».
    `totals` are figures that the note itself gives before its own list: «Tổng ban hành 326 văn bản trong đó: …».
    `how` is `whole` after «Cụ thể:», «Gồm:», `partial` after «Trong đó:», `bracket` where the note just begins.
    """

    note: Footnote
    claims: tuple[Figure, ...]
    further: tuple[Figure, ...]
    totals: tuple[Figure, ...]
    how: How
    region: Span
    listing: Listing
    gap: int


def find_called(view: View) -> Iterator[Called]:
    """The notes that are called from a clause with figures; those that open with «như» only give examples."""
    for note in view.notes:
        if note.anchor is None:
            continue
        claims = _claims(view, note.anchor)
        if not claims:
            continue
        lead = leading_cue().match(view.text, note.start, note.end)
        if lead and lead["example"]:
            continue
        how: How = "bracket" if not lead else "whole" if lead["whole"] else "partial"
        start = lead.end() if lead else note.start
        totals = () if lead else _own_totals(view, note)
        region = Span(start, _end(view, note))
        listing = read_listing(view, region.start, region.end)
        gap = note.anchor - claims[0].span.end
        yield Called(note, claims, _further(view, note.anchor), totals, how, region, listing, gap)


def _claims(view: View, anchor: int) -> tuple[Figure, ...]:
    """The figures of the clause that the anchor ends: back to a semicolon or to the last anchor with figures."""
    start = max(view.sentence_at(max(anchor - 1, 0)).start, anchor - _LONGEST_CLAUSE)
    brackets = list(view.brackets_in(start, anchor))
    around = view.bracket_around(anchor)
    if around:
        start = around.start
    start = view.last_outside(";", start, anchor)
    before = bisect_left(view.anchors, anchor) - 1
    if before >= 0 and view.anchors[before] > start and view.figures_in(start, view.anchors[before]):
        start = view.anchors[before]
    found = [
        view.as_claim(figure)
        for figure in view.figures_in(start, anchor)
        if figure.role in ("", "total") and not any(b.start < figure.span.start < b.end <= anchor for b in brackets)
    ]
    return tuple(reversed(found[-_MOST_CLAIMS:]))


def _further(view: View, anchor: int) -> tuple[Figure, ...]:
    """The figures from the anchor to the clause's end or the next anchor."""
    end = view.sentence_at(max(anchor - 1, 0)).end
    semicolon = view.text.find(";", anchor, end)
    following = bisect_left(view.anchors, anchor + 1)
    if following < len(view.anchors):
        end = min(end, view.anchors[following])
    end = min(end, semicolon) if semicolon >= 0 else end
    figures = view.figures_in(anchor, max(anchor, end))
    return tuple(view.as_claim(figure) for figure in figures if figure.role in ("", "total"))


def _own_totals(view: View, note: Footnote) -> tuple[Figure, ...]:
    """The figures before the note's own «gồm», «trong đó»."""
    sentence = view.sentence_at(note.start)
    cue = list_cue().search(view.text, note.start, sentence.end)
    if cue is None:
        return ()
    figures = view.figures_in(note.start, cue.start())
    if cue["colon"] and not any(0 <= cue.start() - figure.span.end <= 2 for figure in figures):
        return ()
    return tuple(figure for figure in figures if figure.role in ("", "total"))


def _end(view: View, note: Footnote) -> int:
    """Where the note's list ends: before a later sentence that opens with «Trong đó», «Riêng», «Tiêu biểu»."""
    at = view.sentence_at(note.start).end
    while at < note.end:
        following = view.sentence_at(min(at + 1, note.end))
        if following.start < at or following.end <= at:
            break
        lead = leading_cue().match(view.text, following.start, following.end)
        if lead and not lead["whole"]:
            return at
        at = following.end
    return note.end
