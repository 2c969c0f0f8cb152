"""Where a sentence says of a figure what it consists of: «16 văn bản, gồm: …», «05 huyện (…)», «03 văn bản: (1) …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.mention import Span
from pipeline.audit.cues import leading_cue, list_cue, opening_cue, verb_cue
from pipeline.audit.figures import Figure
from pipeline.audit.listings import Listing, read_bullets, read_listing
from pipeline.audit.view import View

# `loose`: what opens the next sentence («Mở 16 lớp. Trong đó, …») or a bracket behind a comma may list the parts of
# another figure, or some parts only: it proves nothing wrong.
How = Literal["whole", "partial", "colon", "bracket", "loose"]

_FARTHEST = {"whole": 220, "partial": 220, "colon": 160, "bracket": 48, "loose": 220}
_GAP = 3  # characters between two sentences of one block
_LONGEST_LIST = 8000  # characters; no list of a report is longer, and an endless sentence must not cost more
_LONGEST_CLAUSE = 1200  # characters before a cue in which its figures stand
_MOST_CUES = 40  # in one sentence; more is no sentence
_MOST_CLAIMS = 12  # figures of one clause
_BREAKS = re.compile(r"[,;:]")
_FAR = re.compile(r"[;:]")


@dataclass(frozen=True, slots=True)
class Statement:
    """Figures, the nearest first, the cue after them and the region that may list their parts.

    `listing` is what the region lists; where the cue ends its block, what the blocks after it list, if anything.
    """

    claims: tuple[Figure, ...]
    how: How
    cue: Span
    region: Span
    listing: Listing | None

    @property
    def nearest(self) -> Figure:
        """The figure right before the cue."""
        return self.claims[0]


def find_statements(view: View) -> Iterator[Statement]:
    """Every place where figures are followed by a cue for a list, in text order."""
    for sentence in view.sentences:
        if view.figures_in(sentence.start, sentence.end):
            yield from _by_cue(view, sentence)
            yield from _by_bracket(view, sentence)
    for before, sentence in pairwise(view.sentences):
        if sentence.start - before.end <= _GAP and "\n" not in view.text[before.end : sentence.start]:
            yield from _across(view, before, sentence)


def _across(view: View, before: Span, sentence: Span) -> Iterator[Statement]:
    """«Mở 16 lớp. Trong đó, cấp tỉnh 10 lớp, cấp huyện 06 lớp.»: what a sentence says of the one before it."""
    cue = opening_cue().match(view.text, sentence.start, sentence.end)
    claims = _claims(view, before.start, before.end) if cue else ()
    if cue and claims and sentence.start - claims[0].span.end <= _FARTHEST["loose"]:
        yield _statement(view, claims, "loose", Span(*cue.span()), sentence.end)


def _by_cue(view: View, sentence: Span) -> Iterator[Statement]:
    last, outer = sentence.start, -1
    cues = list(list_cue().finditer(view.text, sentence.start, sentence.end))
    for cue in cues if len(cues) <= _MOST_CUES else ():
        scope = view.bracket_around(cue.start()) or sentence
        start = max(scope.start, last if last <= cue.start() else scope.start)
        claims = _claims(view, start, _end_of_clause(view, cue))
        how: How = "whole" if cue["whole"] else "partial" if cue["partial"] else "colon"
        end = max(min(scope.end, sentence.end), cue.end())
        if claims and cue.start() - claims[0].span.end <= _FARTHEST[how]:
            if scope.start <= outer:
                end = _end_of_item(view, cue.end(), end)
            outer = cue.start()
            yield _statement(view, claims, how, Span(*cue.span()), end)
        last = cue.end()


def _end_of_clause(view: View, cue: re.Match[str]) -> int:
    """Where the clause ends that «…; trong đó, …» goes on: before the semicolon."""
    end = cue.start()
    while cue["partial"] and end and view.text[end - 1] in " ;,":
        end -= 1
    return end


def _end_of_item(view: View, start: int, end: int) -> int:
    """Where a list within an item of another list ends: «05 lớp, gồm 02 …, 03 …; cấp huyện 10 lớp»."""
    semicolon = view.text.find(";", start, end)
    return semicolon if semicolon >= 0 and len(view.figures_in(start, semicolon)) > 1 else end


def _by_bracket(view: View, sentence: Span) -> Iterator[Statement]:
    for bracket in view.brackets_in(sentence.start, sentence.end):
        claims = _claims(view, sentence.start, bracket.start)
        lead = leading_cue().match(view.text, bracket.start + 1, bracket.end - 1)
        if not claims or (lead and lead["example"]):
            continue
        how: How = "bracket" if not lead else "whole" if lead["whole"] else "partial"
        near = bracket.start - claims[0].span.end <= _FARTHEST["bracket"]
        if not near or _BREAKS.search(view.text, claims[0].span.end, bracket.start):
            if not _goes_back(view, Span(claims[0].span.end, bracket.start), lead is not None):
                continue
            how = "loose"
        start = lead.end() if lead else bracket.start + 1
        yield _statement(view, claims, how, Span(bracket.start, start), bracket.end - 1)


def _goes_back(view: View, between: Span, led: bool) -> bool:
    """True where a bracket may break down a figure that is not right before it.

    «206 người, tăng 5% (trong đó …)»; «80 ha lúa, hoa màu, cây khác (Lào Cai 41, Sơn La 39)», without a further verb.
    """
    words = between.slice(view.text)
    if _FAR.search(words) or len(words) > _FARTHEST["loose"]:
        return False
    return led or not any(verb_cue().match(piece) for piece in words.split(",")[1:])


def _statement(view: View, claims: tuple[Figure, ...], how: How, cue: Span, end: int) -> Statement:
    if end - cue.end > _LONGEST_LIST:
        return Statement(claims, how, cue, Span(cue.end, end), None)
    blank = not view.text[cue.end : end].strip()
    listing = read_bullets(view, end) if blank else read_listing(view, cue.end, end)
    return Statement(claims, how, cue, Span(cue.end, end), listing)


def _claims(view: View, start: int, end: int) -> tuple[Figure, ...]:
    """The figures between two offsets that a list behind them may break down, the nearest first.

    Neither what stands in brackets there, nor what stands before the last semicolon.
    """
    start = max(start, end - _LONGEST_CLAUSE)
    brackets = list(view.brackets_in(start, end))
    start = view.last_outside(";", start, end)
    found = [
        view.as_claim(figure)
        for figure in view.figures_in(start, end)
        if figure.role in ("", "total")
        and not any(bracket.start < figure.span.start < bracket.end for bracket in brackets)
    ]
    return tuple(reversed(found[-_MOST_CLAIMS:]))
