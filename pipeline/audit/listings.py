"""A list of parts, cut where a reader cuts it: «04 báo cáo; 02 kế hoạch (01 liên ngành); 07 quyết định»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extractors.mention import Span
from pipeline.audit.cues import list_cue, open_cue, verb_cue
from pipeline.audit.figures import Figure
from pipeline.audit.view import View

How = Literal["labels", "bullets", "semicolons", "commas"]

_LABEL = re.compile(r"(?<!\w)\(?(?P<mark>\d{1,2}|[a-zđ])[.)](?=\s)|(?<!\w)\((?P<inside>\d{1,2}|[a-zđ])\)")
LETTERS = "abcdđeghiklmnopqrstuvxy"
_SEPARATOR = re.compile(r",(?!\d)|\s(?:và|cùng)\s|\.\s")
_LEAD = re.compile(r"(?:[\s+•–-]|và\b|có\b|là\b|gồm\b|\(?\w{1,2}[.)](?=\s)|\(\w{1,2}\))*")
_BULLET = re.compile(r"\s*(?:[-–+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])\s*")
_SEVERAL = 3
_NEAR = 14  # characters before an item's first figure: «trên», «cấp tỉnh»


@dataclass(frozen=True, slots=True)
class Item:
    """One item: where it stands, its own figures, and those in its brackets or under its own «gồm», «trong đó»."""

    span: Span
    figures: tuple[Figure, ...]
    inner: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of one list. `open_ended` where it says that there is more, `tangled` where its levels are mixed.

    `sure` is how many of the items surely belong to it; those after them may be further statements.
    """

    span: Span
    items: tuple[Item, ...]
    how: How
    open_ended: bool = False
    tangled: bool = False
    sure: int = 0


def read_listing(view: View, start: int, end: int) -> Listing:
    """The list that stands between two offsets, by its labels, else its semicolons, else its commas."""
    if labels := find_labels(view.text, start, end):
        bounds = [*labels, end]
        return _listing(view, [Span(a, b) for a, b in pairwise(bounds)], "labels")
    stops = [start, *(at + 1 for at in outside(view, ";", start, end)), end]
    chunks = [Span(a, b) for a, b in pairwise(stops) if view.text[a:b].strip(" ;.,")]
    if not chunks:
        return Listing(Span(start, end), (), "commas")
    kept, sure = _of_one_list(view, chunks)
    if len(kept) > 1 and _ends_at_first(view, kept):
        kept = kept[:1]
    if len(kept) > 1:
        return replace(_listing(view, kept, "semicolons"), sure=sure)
    return _by_commas(view, kept[0])


def read_bullets(view: View, start: int) -> Listing | None:
    """The list that stands in the blocks after an offset, one item a block: «gồm:⏎- 04 báo cáo;⏎- 02 kế hoạch.».

    None where no such list follows. It ends with the first item that ends in a full stop.
    """
    spans: list[Span] = []
    at = view.text.find("\n", start)
    ended = False
    while 0 <= at < len(view.text) - 1 and not ended:
        stop = view.text.find("\n", at + 1)
        stop = stop if stop >= 0 else len(view.text)
        mark = _BULLET.match(view.text, at + 1, stop)
        if not mark:
            break
        spans.append(Span(mark.end(), stop))
        ended = view.text[mark.end() : stop].rstrip().endswith(".")
        at = stop
    if len(spans) < 2:
        return None
    listing = _listing(view, spans, "bullets")
    middle = all(span.slice(view.text).rstrip().endswith((";", ",")) for span in spans[:-1])
    return replace(listing, tangled=not (middle and ended))


def find_labels(text: str, start: int, end: int) -> list[int]:
    """Where the items «(1) …», «(2) …» or «a) …», «b) …» of a list begin, counted up without a gap from the first."""
    found: list[int] = []
    for label in _LABEL.finditer(text, start, end):
        mark = label["mark"] or label["inside"]
        rank = int(mark) if mark.isdigit() else LETTERS.find(mark) + 1
        if rank == len(found) + 1 and (found or label.start() - start <= 60):
            found.append(label.start())
    return found if len(found) > 1 else []


def outside(view: View, sign: str, start: int, end: int) -> Iterator[int]:
    """Where a sign stands outside of brackets."""
    at = start
    for bracket in (*view.brackets_in(start, end), Span(end, end)):
        while (at := view.text.find(sign, at, bracket.start)) >= 0:
            yield at
            at += 1
        at = bracket.end


def _of_one_list(view: View, spans: Sequence[Span]) -> tuple[Sequence[Span], int]:
    """The spans up to the first that opens a new statement, and how many surely belong to the list.

    A list that begins with a figure ends before a verb («04 báo cáo; 12 công văn; tổ chức 05 hội nghị»); other words
    may still belong to it («…; các loại khác 10 văn bản»), as may a verb in a list that does not begin with a figure.
    """
    leads, acts = starts_with_figure(view, spans[0]), _starts_with_verb(view, spans[0])
    sure = len(spans)
    for at, span in enumerate(spans[1:], 1):
        begins, verb = starts_with_figure(view, span), _starts_with_verb(view, span)
        if leads and not begins and verb:
            return spans[:at], min(sure, at)
        if (leads and not begins) or (not leads and verb and not acts):
            sure = min(sure, at)
    return spans, sure


def _ends_at_first(view: View, spans: Sequence[Span]) -> bool:
    """True for «xã A 92 ha, xã B 64 ha, xã C 71 ha; Đảng ủy xã D …»: nothing after the semicolon is of that kind."""
    first, *others = [all_figures(view, span.start, span.end) for span in spans]
    alike = len(first) >= _SEVERAL and len({figure.measure for figure in first}) == 1 and first[0].measure != ""
    return alike and not any(f.kind == first[0].kind or not f.measure for figures in others for f in figures)


def _starts_with_verb(view: View, span: Span) -> bool:
    lead = _LEAD.match(view.text, span.start, span.end)
    return lead is not None and verb_cue().match(view.text, lead.end(), span.end) is not None


def starts_with_figure(view: View, span: Span) -> bool:
    """True where a figure opens the item, after its label, «và» or a qualifier."""
    at = _LEAD.match(view.text, span.start, span.end).end()  # type: ignore[union-attr]
    first = next(iter(view.figures_in(at, span.end)), None)
    return (first is not None and first.span.start <= at + 1) or view.text[at : at + 1].isdigit()


def _listing(view: View, spans: Sequence[Span], how: How) -> Listing:
    whole = Span(spans[0].start, spans[-1].end)
    items = tuple(_item(view, span) for span in spans)
    return Listing(whole, items, how, _is_open(view, whole), sure=len(items))


def _is_open(view: View, span: Span) -> bool:
    return open_cue().search(view.text, span.start, span.end) is not None


def all_figures(view: View, start: int, end: int) -> list[Figure]:
    """Measured and bare figures between two offsets, in text order."""
    found = (*view.figures_in(start, end), *view.bare_figures(start, end), *view.missed_figures(start, end))
    return sorted(found, key=lambda figure: figure.span)


def _item(view: View, span: Span) -> Item:
    """The item with its own figures apart from those in brackets and under a cue of its own."""
    brackets = list(view.brackets_in(span.start, span.end))
    own: list[Figure] = []
    inner: list[Figure] = []
    nested = span.end
    for figure in all_figures(view, span.start, span.end):
        if own and nested == span.end:
            nested = min(_nested_cue(view, own, figure, brackets), span.end)
        hidden = figure.span.start > nested or _within(brackets, figure.span.start)
        (inner if hidden else own).append(figure)
    return Item(span, tuple(own), tuple(inner))


def _by_brackets(view: View, chunk: Span, brackets: Sequence[Span]) -> Listing:
    """«Sủng Máng (02 buổi), Lũng Chinh (03 buổi)»: the figures stand in brackets, one an item."""
    cuts = [chunk.start]
    for before, after in pairwise(brackets):
        separators = list(_SEPARATOR.finditer(view.text, before.end, after.start))
        if separators:
            cuts.append(separators[0].end())
    return _listing(view, [Span(a, b) for a, b in pairwise([*cuts, chunk.end])], "commas")


def _nested_cue(view: View, before: Sequence[Figure], figure: Figure, brackets: Sequence[Span]) -> int:
    """Where the last figure before this one opens a list of its own; beyond the text where it does not.

    A bare colon does so right after what is counted: «05 lớp: 02 lớp …», not in «Mèo Vạc: 5, Yên Minh: 7».
    """
    last = before[-1].span.end
    cue = list_cue().search(view.text, last, figure.span.start)
    if cue is None or _within(brackets, cue.start()):
        return len(view.text) + 1
    if cue["colon"] and _SEPARATOR.search(view.text, last, cue.start()):
        return len(view.text) + 1
    return cue.start()


def _within(brackets: Sequence[Span], offset: int) -> bool:
    return any(bracket.start < offset < bracket.end for bracket in brackets)


def _by_commas(view: View, chunk: Span) -> Listing:
    """A list without semicolons: cut before each figure that counts what the first one counts, or a kind like it."""
    brackets = list(view.brackets_in(chunk.start, chunk.end))
    figures = [f for f in all_figures(view, chunk.start, chunk.end) if not _within(brackets, f.span.start)]
    if not figures:
        return _by_brackets(view, chunk, brackets)
    lead = figures[0]
    again = any(figure.measure == lead.measure for figure in figures[1:])
    cuts = [chunk.start]
    nested = False
    last = figures[0]
    for figure in figures[1:]:
        nested = nested or _nested_cue(view, (last,), figure, brackets) <= chunk.end
        separators = [
            found
            for found in _SEPARATOR.finditer(view.text, last.span.end, figure.span.start)
            if not _within(brackets, found.start())
        ]
        opens = figure.measure in (lead.measure, "") or (not again and figure.kind == lead.kind)
        if separators and opens and not nested:
            cuts.append(separators[-1].end())
        last = figure
    cuts.append(chunk.end)
    kept, sure = _of_one_list(view, [Span(a, b) for a, b in pairwise(cuts)])
    listing = _listing(view, kept, "commas")
    return replace(listing, sure=sure, tangled=nested and len(listing.items[-1].inner) > 1)
