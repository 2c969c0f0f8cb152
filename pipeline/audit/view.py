"""One extraction as the checks look at it: figures, dates and citations by place, sentences, brackets, notes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, Protocol, TypeVar

from extractors.citations import Citation
from extractors.counts import Count
from extractors.dates import DateSpan
from extractors.lexicon import rows
from extractors.mention import Mention, Span, Value
from extractors.patterns import fold, read_number
from extractors.units import UnitName
from pipeline.audit.cues import role_of
from pipeline.audit.figures import Figure, Role, coordinated, kind_of, measure_at
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
# «03 Nghị quyết; 12 kế hoạch»: a figure before words, at the start of its item or not.
_COUNTED = re.compile(
    r"(?P<opens>(?<=[;:,] )|(?<=và ))?(?<![\w.,/%–-])(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,6}) (?=[^\W\d])"
)
_LONGEST = 160  # characters of a mention
_SHARES = frozenset(("/", "trong tổng số", "trên tổng số"))  # «17/31 xã», «17 trong tổng số 31 xã»
_LONGEST_JOINT = 16  # characters
_NOT_BARE = frozenset(["năm", "tháng", "ngày", "quý", "tuần", "lần", "số"])


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its index among the extraction's mentions."""

    index: int
    span: Span
    value: Citation


class _Placed(Protocol):
    """Whatever stands somewhere in the text."""

    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Placed(Generic[S]):
    """Things in text order, found by where they begin."""

    items: tuple[S, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[S, ...]:
        """Those that begin between two offsets."""
        first = bisect_left(self.starts, start)
        return self.items[first : bisect_left(self.starts, end, first)]


def place(items: Iterable[S]) -> Placed[S]:
    """The things, which come in text order, with where they begin."""
    kept = tuple(items)
    return Placed(kept, tuple(item.span.start for item in kept))


@dataclass(frozen=True, slots=True)
class View:
    """The facts of one report, each kind in text order; made once, by `look`."""

    extraction: Extraction
    text: str
    figures: Placed[Figure]
    dates: Placed[Mention[DateSpan]]
    citations: Placed[Cited]
    units: Placed[Mention[UnitName]]
    sentences: tuple[Span, ...]
    sentence_starts: tuple[int, ...]
    brackets: tuple[Span, ...]
    bracket_starts: tuple[int, ...]
    notes: tuple[Footnote, ...]
    anchors: tuple[int, ...]

    @property
    def document(self) -> Document:
        """The report itself."""
        return self.extraction.document

    def figures_in(self, start: int, end: int) -> Sequence[Figure]:
        """The figures that begin between two offsets, in text order."""
        return self.figures.between(start, end)

    def dates_in(self, start: int, end: int) -> Sequence[Mention[DateSpan]]:
        """The dates that begin between two offsets."""
        return self.dates.between(start, end)

    def citations_in(self, start: int, end: int) -> Sequence[Cited]:
        """The citations that begin between two offsets."""
        return self.citations.between(start, end)

    def units_in(self, start: int, end: int) -> Sequence[Mention[UnitName]]:
        """The units that are named between two offsets."""
        return self.units.between(start, end)

    def sentence_at(self, offset: int) -> Span:
        """The sentence over an offset, or the one that ends there."""
        at = bisect_right(self.sentence_starts, offset) - 1
        if at >= 0 and offset <= self.sentences[at].end:
            return self.sentences[at]
        return Span(offset, offset)

    def brackets_in(self, start: int, end: int) -> Iterator[Span]:
        """The outermost brackets, with their signs, that lie between two offsets."""
        upto = start
        first = bisect_left(self.bracket_starts, start)
        for bracket in self.brackets[first : bisect_left(self.bracket_starts, end, first)]:
            if bracket.start >= upto and bracket.end <= end:
                yield bracket
                upto = bracket.end

    def bracket_around(self, offset: int) -> Span | None:
        """The innermost bracket around an offset, without its signs."""
        at = bisect_right(self.bracket_starts, offset)
        for bracket in reversed(self.brackets[max(0, at - 6) : at]):
            if bracket.start < offset < bracket.end:
                return Span(bracket.start + 1, bracket.end - 1)
        return None

    def last_outside(self, sign: str, start: int, end: int) -> int:
        """Where a sign last stands between two offsets outside of the brackets there; `start` where it does not."""
        at = self.text.rfind(sign, start, end)
        brackets = list(self.brackets_in(start, end)) if at >= 0 else []
        while at >= 0 and (around := next((b for b in brackets if b.start < at < b.end), None)):
            at = self.text.rfind(sign, start, around.start)
        return max(at, start)

    def as_claim(self, figure: Figure) -> Figure:
        """The figure with all that it counts together: «193 xã, phường, thị trấn»."""
        also, _ = coordinated(self.text, figure.span.end, figure.kind)
        return replace(figure, also=also) if also else figure

    def bare_figures(self, start: int, end: int) -> Iterator[Figure]:
        """The figures without a measure between two offsets, each the end of its item: «khiển trách 10, …»."""
        for found in _BARE.finditer(self.text, start, end):
            span = Span(*found.span())
            printed = self.text[max(start, span.start - 24) : span.start].split()
            if self.is_read(span.start):
                continue
            if printed and not printed[-1].endswith((":", ";")) and _is_numbered(printed):
                continue
            yield Figure(span, read_number(found.group()))

    def missed_figures(self, start: int, end: int) -> Iterator[Figure]:
        """Figures that no extractor took but that stand like the others of their list.

        They open their item («03 Nghị quyết») or count what another figure there counts («số 80 đồng chí»).
        """
        known = {figure.measure for figure in self.figures_in(start, end)}
        for found in _COUNTED.finditer(self.text, start, end):
            if self.is_read(found.start("number")):
                continue
            measure, stop = measure_at(self.text, found.end())
            opens = found["opens"] is not None or found.start("number") == start
            if measure and stop <= end and (opens or measure in known):
                span = Span(found.start("number"), stop)
                role = role_of(self.text, span.start, span.end)
                yield Figure(span, read_number(found["number"]), measure, kind_of(measure), "", role)

    def is_read(self, offset: int) -> bool:
        """True where a figure, date, citation or unit stands over the offset."""
        layers = (self.figures, self.dates, self.citations, self.units)
        found = (layer.between(offset - _LONGEST, offset + 1)[-1:] for layer in layers)
        return any(item.span.end > offset for items in found for item in items)


def look(extraction: Extraction) -> View:
    """The extraction, laid out for the checks."""
    document = extraction.document
    mentions = extraction.mentions
    sentences = tuple(find_sentences(document.text))
    brackets = tuple(find_brackets(document.text))
    citations = (
        Cited(index, mention.span, mention.value)
        for index, mention in enumerate(mentions)
        if isinstance(mention.value, Citation)
    )
    return View(
        extraction=extraction,
        text=document.text,
        figures=place(find_figures(document.text, mentions)),
        dates=place(_of_kind(mentions, DateSpan)),
        citations=place(citations),
        units=place(_of_kind(mentions, UnitName)),
        sentences=sentences,
        sentence_starts=tuple(sentence.start for sentence in sentences),
        brackets=brackets,
        bracket_starts=tuple(bracket.start for bracket in brackets),
        notes=document.footnotes,
        anchors=tuple(sorted(note.anchor for note in document.footnotes if note.anchor is not None)),
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
        if following is not None and following.start - mention.end <= _LONGEST_JOINT:
            joint = text[mention.end : following.start].strip()
            of_one = mention.text[-1:].isdigit()  # «15 vụ/22 bị can» counts two things
            if of_one and (joint in _SHARES or (not joint and following.text[:1] == "/")):
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
    kind = kind_of(measure)
    role: Role = "percent" if kind == "share" else role_of(text, mention.start, mention.end)
    return Figure(mention.span, value.value, measure, kind, value.qualifier, role)


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


def _is_numbered(printed: Sequence[str]) -> bool:
    """True where the last words take a number: «Phòng 5», «năm 2024»; not the name of «Hải Phòng 5»."""
    if len(printed) > 1 and printed[-1].istitle() and printed[-2].istitle():
        return False
    words = [word.lower() for word in printed]
    return _is_head(words) or words[-1] in _NOT_BARE


@cache
def _heads() -> frozenset[str]:
    return frozenset(row["head"] for row in rows("numbered_heads") if row["kind"] != "total")


def _is_head(words: Sequence[str]) -> bool:
    """True where the last one, two or three words take a number: «Điều», «Ban Chỉ đạo»."""
    return any(" ".join(words[-count:]) in _heads() for count in range(1, min(3, len(words)) + 1))
