"""Words and their surroundings, by which a fact is found again: «… ngày ⟦15/5/2016⟧ của Bộ Chính trị …»."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.mention import Span

_AROUND = 60  # characters kept on either side
_ENOUGH = 20  # so many of one side must be the same where the report has changed
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a fact and what stands before and after them; spaces and line breaks count as one space.

    `nth` of `of` tells which one it is where the same words stand several times in the same surroundings.
    """

    words: str
    before: str = ""
    after: str = ""
    nth: int = 0
    of: int = 1


def anchor_of(text: str, span: Span) -> Anchor:
    """The anchor of a span.

    >>> anchor_of("Mở 05 lớp,\\nkết nạp 12 đảng viên.", Span(3, 9))
    Anchor(words='05 lớp', before='Mở ', after=', kết nạp 12 đảng viên.', nth=0, of=1)
    """
    squeezed = _squeeze(text)
    left, right = squeezed.inner(span.start), squeezed.inner(span.end)
    alone = Anchor(squeezed.text[left:right], squeezed.before(left), squeezed.after(right))
    same = list(_same(squeezed, alone))
    return Anchor(alone.words, alone.before, alone.after, same.index(left), len(same))


def find_again(text: str, anchor: Anchor) -> Span | None:
    """Where the anchor's words stand now; None where they cannot be told, which is never guessed.

    They are found where words and surroundings are as they were; else at the only place where twenty characters
    before or after them still are.
    """
    squeezed = _squeeze(text)
    found = list(_same(squeezed, anchor))
    if len(found) == anchor.of:
        return squeezed.outer(found[anchor.nth], len(anchor.words))
    if not found and anchor.of == 1:
        found = [at for at in _standing(squeezed, anchor.words) if _is_alike(squeezed, at, anchor)]
        if len(found) == 1:
            return squeezed.outer(found[0], len(anchor.words))
    return None


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text in which every run of spaces is one, and where each of its characters stood."""

    text: str
    offsets: array[int]

    def inner(self, offset: int) -> int:
        """Where an offset of the text stands here."""
        at = bisect_right(self.offsets, offset) - 1
        return at if self.offsets[at] == offset else at + 1

    def outer(self, start: int, length: int) -> Span:
        """The span of the text that so many characters from `start` are."""
        return Span(self.offsets[start], self.offsets[start + length - 1] + 1)

    def before(self, at: int) -> str:
        return self.text[max(0, at - _AROUND) : at]

    def after(self, at: int) -> str:
        return self.text[at : at + _AROUND]


@lru_cache(maxsize=2)
def _squeeze(text: str) -> _Squeezed:
    """The text squeezed; kept for the next anchor, for a report's corrections are looked for one after another."""
    parts: list[str] = []
    offsets = array("q")
    at = 0
    for gap in _SPACES.finditer(text):
        parts += (text[at : gap.start()], " ")
        offsets.extend(range(at, gap.start() + 1))
        at = gap.end()
    parts.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return _Squeezed("".join(parts), offsets)


def _standing(squeezed: _Squeezed, words: str) -> Iterator[int]:
    at = squeezed.text.find(words) if words else -1
    while at >= 0:
        yield at
        at = squeezed.text.find(words, at + 1)


def _same(squeezed: _Squeezed, anchor: Anchor) -> Iterator[int]:
    """Where the words stand in the very same surroundings."""
    for at in _standing(squeezed, anchor.words):
        if squeezed.before(at) == anchor.before and squeezed.after(at + len(anchor.words)) == anchor.after:
            yield at


def _is_alike(squeezed: _Squeezed, at: int, anchor: Anchor) -> bool:
    """True where the nearest characters before or after are those that were there."""
    left, right = anchor.before[-_ENOUGH:], anchor.after[:_ENOUGH]
    before, after = squeezed.before(at), squeezed.after(at + len(anchor.words))
    return (len(left) == _ENOUGH and before.endswith(left)) or (len(right) == _ENOUGH and after.startswith(right))
