"""The little numbers that call a note, found in the picture itself, for the recogniser reads «giáo¹.» as «giáo!.»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from pipeline.readers.hocr import Letter, Recognised, Seen, Word
from pipeline.readers.pictures import DARK, Grey, stroke_width
from pipeline.readers.syllables import is_syllable

# In heights of the line's «x».
LOWEST, HIGHEST = 0.4, 1.15  # where a mark's foot stands above the baseline
SHORTEST, TALLEST = 0.62, 1.2  # how tall a mark is; quotes and accents are shorter
NARROWEST, WIDEST = 0.1, 0.8  # how wide one figure of a mark is
APART = 0.6  # a mark stands no further from its word
OFF, SIGN_OFF = 0.45, 0.8  # so far from it stands the letter, or the sign, that was read for it
REACH = 1.68  # the lines above may begin here with their descenders
BOLD = 1.3  # strokes so much wider than the page's are bold
_DASHES = frozenset("-–—+•")
_LIKE_FIGURES = frozenset("lIiJjTftrsSbBzZgqoOyY")


@dataclass(frozen=True, slots=True)
class Ink:
    """A stretch of columns with ink, and how far above the baseline its ink begins and ends."""

    left: float
    right: float
    foot: float
    head: float


def find_raised(page: Recognised, picture: Grey) -> None:
    """Mark the letters that stand raised, put in those that were not read, and tell which words are bold."""
    for line in page.lines:
        words = line.words
        for word, after in zip(words, [*words[1:], None], strict=True):
            end = after.letters[0].x0 if after is not None else word.letters[-1].x1 + 2 * line.low
            inks = list(inks_between(page, picture, line, word.letters[0].x0 - 1, end - 1))
            for mark in _marks(inks, line.low, at_start=word is words[0]):
                _raise(word, mark, line)
    _tell_bold(page, picture)


def inks_between(page: Recognised, picture: Grey, line: Seen, left: float, right: float) -> Iterator[Ink]:
    """The stretches of ink between two places of a line, from left to right."""
    x0, base = page.in_picture(left, line.base)
    top, bottom = round(base - REACH * line.low), round(base + 0.25 * line.low)
    start = max(round(x0), 0)
    dark = picture[max(top, 0) : max(bottom, 0), start : max(round(x0 + right - left), 0)] < DARK
    if not dark.size:
        return
    inked = np.flatnonzero(np.diff(np.concatenate(([False], dark.any(axis=0), [False])).astype(np.int8)))
    for first, last in zip(inked[::2], inked[1::2], strict=True):
        rows = np.flatnonzero(dark[:, first:last].any(axis=1))
        foot, head = base - max(top, 0) - rows[-1] - 1, base - max(top, 0) - rows[0]
        yield Ink(left + float(first), left + float(last), float(foot), float(head))


def _marks(inks: Sequence[Ink], low: float, *, at_start: bool) -> Iterator[Ink]:
    """The raised figures among the stretches of ink of one word, those that stand together as one."""
    found: Ink | None = None
    for before, ink in pairwise([None, *inks]):
        assert ink is not None
        touches = before is not None and ink.left - before.right < APART * low
        if not _is_raised(ink, low) or not (touches or (at_start and before is None)):
            if found is not None:
                yield found
            found = None
        elif found is None:
            found = ink
        else:
            found = Ink(found.left, ink.right, min(found.foot, ink.foot), max(found.head, ink.head))
    if found is not None:
        yield found


def _is_raised(ink: Ink, low: float) -> bool:
    return (
        LOWEST * low < ink.foot < HIGHEST * low
        and SHORTEST * low < ink.head - ink.foot < TALLEST * low
        and NARROWEST * low < ink.right - ink.left < WIDEST * low
    )


def _raise(word: Word, mark: Ink, line: Seen) -> None:
    """Mark the letters of the word that were read where the mark stands; put one in where none was."""
    letters = word.letters
    middle = (mark.left + mark.right) / 2
    near = [
        at
        for at, letter in enumerate(letters)
        if abs((letter.x0 + letter.x1) / 2 - middle) < (SIGN_OFF if not letter.text.isalnum() else OFF) * line.low
        and _may_be_mark(word, at)
    ]
    if near:
        figures = [at for at in near if letters[at].text.isdigit()]
        first, last = (figures[0], figures[-1] + 1) if figures else (near[0], near[0] + 1)
        text = "".join(letter.text for letter in letters[first:last])
    else:
        first = last = sum((letter.x0 + letter.x1) / 2 < middle for letter in letters)
        text = ""
    new = Letter(text, mark.left, line.base - mark.head, mark.right, line.base - mark.foot, 0.0, raised=True)
    letters[first:last] = [new]
    if first:
        letters[first - 1].x1 = min(letters[first - 1].x1, mark.left)
        letters[first - 1].x0 = min(letters[first - 1].x0, letters[first - 1].x1)
    if first + 1 < len(letters):
        letters[first + 1].x0 = max(letters[first + 1].x0, mark.right)
        letters[first + 1].x1 = max(letters[first + 1].x1, letters[first + 1].x0)


def _may_be_mark(word: Word, at: int) -> bool:
    """True for a sign or figure, and for a letter without which the word is a syllable: «viênf»."""
    text = word.letters[at].text
    if not text.isalpha():
        return text not in ".,;:"
    rest = "".join(letter.text for letter in word.letters[:at])
    return text in _LIKE_FIGURES and is_syllable(rest) and not is_syllable(rest + text)


def _tell_bold(page: Recognised, picture: Grey) -> None:
    """Tell which words have strokes much wider than the others of their size."""
    widths: dict[float, list[tuple[Word, float]]] = {}
    for line in page.lines:
        for word in line.words:
            x0, y0 = page.in_picture(word.letters[0].x0, line.base - 2 * line.low)
            x1, y1 = page.in_picture(word.letters[-1].x1, line.base)
            width = (
                stroke_width(picture, round(x0), round(y0), round(x1), round(y1)) if word.text not in _DASHES else 0.0
            )
            if width:
                widths.setdefault(line.low, []).append((word, width / line.low))
    everything = [width for each in widths.values() for _, width in each]
    usual = median(everything) if everything else 0.0
    for each in widths.values():
        for word, width in each:
            word.bold = width > BOLD * usual
