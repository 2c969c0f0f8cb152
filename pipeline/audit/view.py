"""One extraction as the checks look at it: figures, dates and citations by place, sentences, brackets, notes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from extractors.citations import Citation
from extractors.counts import Count
from extractors.dates import DateSpan
from extractors.lexicon import rows
from extractors.mention import Mention, Span, Value
from extractors.patterns import fold, read_number
from extractors.units import UnitName
from pipeline.audit.cues import role_of
from pipeline.audit.figures import Figure, kind_of
from pipeline.document import Document, Footnote
from pipeline.facts import Extraction
from pipeline.sentences import find_sentences

V = TypeVar("V", bound=Value)

_BRACKET = re.compile(r"[()\n\t]")
# «(1)», «(a)», «(ii)»: the label of an item, not a remark.
_LABEL = re.compile(r"\(\s?(?:[1-9]\d?|[a-zđ]|[ivx]{1,4})\s?\)")
# A figure that ends its item: «khiển trách 10, cảnh cáo 04», «Mèo Vạc: 05;».
_BARE = re.compile(
    r"(?<![\w.,/:%–-])(?!(?<=\()[1-9]\d?\))(?:\d{1,3}(?:\.\d{3})+|\d{1,6})(?=\s*(?:[;,)(]|\.?\s*$|\.\s|và\b))"
)
_NOT_BARE = frozenset(["năm", "tháng", "ngày", "quý", "tuần", "lần", "số"])


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its index among the extraction's mentions."""

    index: int
    span: Span
    value: Citation


@dataclass(frozen=True, slots=True)
class View:
    """The facts of one report, each kind in text order; made once, by `look`."""

    extraction: Extraction
    text: str
    figures: tuple[Figure, ...]
    dates: tuple[Mention[DateSpan], ...]
    citations: tuple[Cited, ...]
    units: tuple[Mention[UnitName], ...]
    sentences: tuple[Span, ...]
    brackets: tuple[Span, ...]
    taken: tuple[Span, ...]
    notes: tuple[Footnote, ...]
    anchors: tuple[int, ...]

    @property
    def document(self) -> Document:
        """The report itself."""
        return self.extraction.document

    def figures_in(self, start: int, end: int) -> Sequence[Figure]:
        """The figures that begin between two offsets, in text order."""
        return within(self.figures, start, end)

    def dates_in(self, start: int, end: int) -> Sequence[Mention[DateSpan]]:
        """The dates that begin between two offsets."""
        return within(self.dates, start, end)

    def citations_in(self, start: int, end: int) -> Sequence[Cited]:
        """The citations that begin between two offsets."""
        return within(self.citations, start, end)

    def units_in(self, start: int, end: int) -> Sequence[Mention[UnitName]]:
        """The units that are named between two offsets."""
        return within(self.units, start, end)

    def sentence_at(self, offset: int) -> Span:
        """The sentence over an offset, or the one that ends there."""
        at = bisect_right(self.sentences, offset, key=lambda span: span.start) - 1
        if at >= 0 and offset <= self.sentences[at].end:
            return self.sentences[at]
        return Span(offset, offset)

    def brackets_in(self, start: int, end: int) -> Iterator[Span]:
        """The outermost brackets, with their signs, that lie between two offsets."""
        upto = start
        for bracket in within(self.brackets, start, end):
            if bracket.start >= upto and bracket.end <= end:
                yield bracket
                upto = bracket.end

    def bracket_around(self, offset: int) -> Span | None:
        """The innermost bracket around an offset, without its signs."""
        at = bisect_right(self.brackets, offset, key=lambda span: span.start)
        for bracket in reversed(self.brackets[max(0, at - 6) : at]):
            if bracket.start < offset < bracket.end:
                return Span(bracket.start + 1, bracket.end - 1)
        return None

    def bare_figures(self, start: int, end: int) -> Iterator[Figure]:
        """The figures without a measure between two offsets, each the end of its item: «khiển trách 10, …»."""
        for found in _BARE.finditer(self.text, start, end):
            span = Span(*found.span())
            words = self.text[max(start, span.start - 24) : span.start].lower().split()
            at = bisect_right(self.taken, span.start, key=lambda taken: taken.start) - 1
            if at >= 0 and self.taken[at].end > span.start:
                continue
            if words and not words[-1].endswith((":", ";")) and (_is_head(words) or words[-1] in _NOT_BARE):
                continue
            yield Figure(span, read_number(found.group()))


S = TypeVar("S", bound="Figure | Mention[DateSpan] | Mention[UnitName] | Cited | Span")


def _start(item: Figure | Mention[DateSpan] | Mention[UnitName] | Cited | Span) -> int:
    return item.start if isinstance(item, Span) else item.span.start


def within(items: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Those of `items` (in text order) that begin between two offsets."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def look(extraction: Extraction) -> View:
    """The extraction, laid out for the checks."""
    document = extraction.document
    mentions = extraction.mentions
    notes = document.footnotes
    return View(
        extraction=extraction,
        text=document.text,
        figures=tuple(find_figures(document.text, mentions)),
        dates=tuple(_of_kind(mentions, DateSpan)),
        citations=tuple(
            Cited(index, mention.span, mention.value)
            for index, mention in enumerate(mentions)
            if isinstance(mention.value, Citation)
        ),
        units=tuple(_of_kind(mentions, UnitName)),
        sentences=tuple(find_sentences(document.text)),
        brackets=tuple(find_brackets(document.text)),
        taken=tuple(sorted(mention.span for mention in mentions)),
        notes=notes,
        anchors=tuple(sorted(note.anchor for note in notes if note.anchor is not None)),
    )


def _of_kind(mentions: Iterable[Mention[Value]], kind: type[V]) -> Iterator[Mention[V]]:
    return (mention for mention in mentions if isinstance(mention.value, kind))  # type: ignore[misc]


def find_figures(text: str, mentions: Iterable[Mention[Value]]) -> Iterator[Figure]:
    """The counts as figures: both sides of «17/31 xã» are shares, «10-15 người» is one figure with two ends."""
    counts = list(_of_kind(mentions, Count))
    skip = False
    for at, mention in enumerate(counts):
        if skip:
            skip = False
            continue
        following = counts[at + 1] if at + 1 < len(counts) else None
        figure = _figure(text, mention)
        if following is not None and following.start - mention.end <= 3:
            joint = text[mention.end : following.start].strip()
            if joint == "/" or (not joint and following.text[:1] == "/"):
                yield replace(figure, role="share")
                yield replace(_figure(text, following), role="share")
                skip = True
                continue
            if mention.value.qualifier == "từ" and following.value.qualifier == "đến":
                both = Span(mention.start, following.end)
                yield replace(figure, span=both, high=following.value.value, qualifier="")
                skip = True
                continue
        yield figure


def _figure(text: str, mention: Mention[Count]) -> Figure:
    value = mention.value
    measure = fold(value.measure)
    role = role_of(text, mention.start, mention.end)
    return Figure(mention.span, value.value, measure, kind_of(measure), value.qualifier, role)


def find_brackets(text: str) -> Iterator[Span]:
    """Every bracket that closes in its block, with both its signs, by where it opens; no labels such as «(1)»."""
    found: list[Span] = []
    opened: list[int] = []
    for sign in _BRACKET.finditer(text):
        if sign.group() == "(":
            if not _LABEL.match(text, sign.start()):
                opened.append(sign.start())
        elif sign.group() != ")":
            opened.clear()
        elif opened and not _LABEL.fullmatch(text, max(0, text.rfind("(", 0, sign.start())), sign.end()):
            found.append(Span(opened.pop(), sign.end()))
    return iter(sorted(found))


@cache
def _heads() -> frozenset[str]:
    return frozenset(row["head"] for row in rows("numbered_heads") if row["kind"] != "total")


def _is_head(words: Sequence[str]) -> bool:
    """True where the last one, two or three words take a number: «Điều», «Ban Chỉ đạo»."""
    return any(" ".join(words[-count:]) in _heads() for count in range(1, min(3, len(words)) + 1))
