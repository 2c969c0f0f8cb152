"""Dates and periods, such as «tháng 6 năm 2024» → 2024-06-01 to 2024-06-30 and «18/4-26/4/2024» → one range.

A phrase is read from its first figure on: parts («18/4», «26/4/2024») and what joins them («-», «đến», «,», «và»).
Within a phrase the last part gives month and year to those before it. What still lacks a year takes it from the
sentence, then from the document, and is `inferred`; where that is not certain, it stays without dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from extractors.date_parts import JOINT, MONTH_WORDS, Kind, Part, read_first, read_next
from extractors.date_shorthands import read_shorthand
from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import read_number_words

# Where a phrase may begin: a figure, the numeral of «quý III», or the word before «tháng đầu năm».
_FIGURE = re.compile(r"\d+")

_QUARTER_CUE = re.compile(r"[Qq](?:u[ýí]|U[ÝÍ]|úy|ÚY)[ \xa0]{0,3}(?=[IV])")

_MONTHS_CUE = re.compile(r"tháng (?:đầu|cuối) năm")

_MONTH_CUE = re.compile(rf"[Tt](?:háng|HÁNG)[ \xa0]{{1,3}}(?=(?i:{MONTH_WORDS}))")

# «trước ngày 15 tháng 12 hằng năm» is of no year.
_EVERY_YEAR = re.compile(r"[ ](?:hằng|hàng|mỗi)[ ]năm(?!\w)")

_LONGEST_LIST = 31


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last day of a date or period; None where the text and its context do not tell.

    `inferred` is true where a part comes from outside the phrase: «tháng 5» in a report of 2024.
    """

    label: ClassVar[str] = "dates"
    kind: Kind
    start_on: date | None
    end_on: date | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One mention before its year is settled: a part, or the two ends of a range."""

    left: Part
    right: Part
    inferred: bool = False

    @property
    def kind(self) -> Kind:
        if self.left is self.right:
            return self.left.kind
        return "years" if self.left.kind == "year" else "range"

    def dates(self, year: int) -> tuple[date, date] | None:
        """First and last day where the phrase ends in `year`: «25/12 đến 02/01/2025» begins in 2024."""
        right = self.right.dates(year)
        if self.left is self.right or right is None:
            return right
        left = self.left.dates(self.left.year or year)
        if left and self.left.year is None and left[0] > right[1]:
            left = self.left.dates(year - 1)
        return (left[0], right[1]) if left else None


def find_dates(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[DateSpan]]:
    """The dates and periods of `text`, in order.

    >>> [(m.text, str(m.value.start_on), str(m.value.end_on)) for m in find_dates("từ ngày 18/4-26/4/2024")]
    [('18/4-26/4/2024', '2024-04-18', '2024-04-26')]
    >>> [(m.text, m.value.inferred) for m in find_dates("tháng 5, nhiệm vụ tháng 6 năm 2024")]
    [('tháng 5', True), ('tháng 6 năm 2024', False)]
    """
    phrases = list(_phrases(text))
    for at, phrase in enumerate(phrases):
        span = Span(phrase.left.start, phrase.right.end)
        yield Mention(span, span.slice(text), _settle(text, phrases, at, context))


def _phrases(text: str) -> Iterator[_Phrase]:
    done = 0
    for at in _anchors(text):
        if at < done:
            continue
        for phrase in _read_phrases(text, at):
            if phrase.left.start >= done:
                done = phrase.right.end
                yield phrase


def _anchors(text: str) -> list[int]:
    """Where a phrase may begin, in order."""
    anchors = [found.start() for found in _FIGURE.finditer(text)]
    romans = [found.end() for cue in (_QUARTER_CUE, _MONTH_CUE) for found in cue.finditer(text)]
    words = [at for found in _MONTHS_CUE.finditer(text) if (at := _word_before(text, found.start())) is not None]
    return sorted(anchors + romans + words) if romans or words else anchors


def _word_before(text: str, at: int) -> int | None:
    """Where the number word before `at` begins: «sáu» in «sáu tháng đầu năm»."""
    head = text[max(0, at - 12) : at].rstrip()
    word = head.rsplit(None, 1)[-1] if head else ""
    return at - len(text[max(0, at - 12) : at]) + head.rfind(word) if read_number_words(word) else None


def _read_phrases(text: str, at: int) -> Iterator[_Phrase]:
    """The mentions that begin at the figure at `at`: one, or the items of a list."""
    part = read_shorthand(text, at) or read_first(text, at)
    if part is None:
        return
    parts, joints = [part], [""]
    while len(parts) < _LONGEST_LIST and (joint := JOINT.match(text, parts[-1].end)):
        following = read_next(text, joint, parts[-1])
        if following is None:
            break
        parts.append(following)
        joints.append("range" if joint["range"] else "list")
    while parts and (parts[-1].bare or not (parts[-1].cued or parts[-1].year or parts[-1].day)):
        if joints[-1] == "range" and not parts[-1].bare and parts[-1].start - parts[-2].end == 1:
            break  # «tháng 5-6» is a range, «tháng 5, 6 văn bản» is not
        parts.pop()
        joints.pop()
    yield from _fold_parts(parts, joints)


def _fold_parts(parts: list[Part], joints: list[str]) -> Iterator[_Phrase]:
    """Give month and year from each part to the one before it, and make one phrase of the ends of a range."""
    for at in range(len(parts) - 2, -1, -1):
        part, after = parts[at], parts[at + 1]
        if part.bare:
            part = replace(part, first=after.first, last=after.first)
        if part.year is None and after.year is not None and joints[at + 1] == "list":
            part = replace(part, year=after.year)
        parts[at] = part
    at = 0
    while at < len(parts):
        left = right = parts[at]
        if at + 1 < len(parts) and joints[at + 1] == "range":
            at += 1
            right = parts[at]
        at += 1
        forward = left.year is not None and right.year is None
        if forward:  # «30/4/2024 đến 02/5»
            right = replace(right, year=left.year)
        yield _Phrase(left, right, inferred=forward)


def _settle(text: str, phrases: Sequence[_Phrase], at: int, context: Context) -> DateSpan:
    """The phrase with its dates: its own year, else the sentence's, else the document's."""
    phrase = phrases[at]
    if phrase.right.year is None and _EVERY_YEAR.match(text, phrase.right.end):
        return DateSpan(phrase.kind, None, None, inferred=True)
    inferred = phrase.inferred or phrase.left.guessed or phrase.right.guessed
    if phrase.right.year is not None:
        found = phrase.dates(phrase.right.year)
    else:
        inferred = True
        found = _from_sentence(text, phrases, at) or _from_context(phrase, context)
    start_on, end_on = found or (None, None)
    return DateSpan(phrase.kind, start_on, end_on, inferred)


def _from_sentence(text: str, phrases: Sequence[_Phrase], at: int) -> tuple[date, date] | None:
    """«tháng 5 và đầu tháng 6/2024»: the nearest year beside a month, quarter or half in the same sentence."""
    phrase = phrases[at]
    if phrase.kind == "day":
        return None
    for step in (1, -1):
        if not 0 <= at + step < len(phrases):
            continue
        other = phrases[at + step]
        year = other.right.year
        between = text[phrase.right.end : other.left.start] if step > 0 else text[other.right.end : phrase.left.start]
        if year is None or not other.right.first or other.right.day or _parted(between):
            continue
        if anchor := other.dates(year):
            return _nearest(phrase, anchor, earlier=step > 0)
    return None


def _parted(between: str) -> bool:
    return len(between) > 150 or "\n" in between or "\t" in between or ". " in between


def _from_context(phrase: _Phrase, context: Context) -> tuple[date, date] | None:
    """The date nearest to the document's period: «tháng 12» in a report of January 2025 is of 2024."""
    start_on = context.period_start or context.period_end or context.issued_on
    end_on = context.period_end or start_on
    return _nearest(phrase, (start_on, end_on)) if start_on and end_on else None


def _nearest(phrase: _Phrase, anchor: tuple[date, date], earlier: bool | None = None) -> tuple[date, date] | None:
    """The phrase in the year that brings it nearest to `anchor`.

    Two years that are as near within a month are told apart by `earlier`; without it there is no answer.
    """
    years = range(anchor[0].year - 1, anchor[1].year + 2)
    near = sorted((_gap(found, anchor), found) for year in years if (found := phrase.dates(year)))
    if not near:
        return None
    rivals = [found for gap, found in near if gap <= near[0][0] + 31]
    if len(rivals) == 1 or near[0][0] == 0:
        return near[0][1] if near[0][0] or len([1 for gap, _ in near if gap == 0]) == 1 else None
    if earlier is None:
        return None
    return min(rivals) if earlier else max(rivals)


def _gap(found: tuple[date, date], anchor: tuple[date, date]) -> int:
    """Days between two periods; 0 where they touch."""
    return max((found[0] - anchor[1]).days, (anchor[0] - found[1]).days, 0)
