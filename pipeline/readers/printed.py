"""A printed line with the place of every character; it is cut at a mark, or between «Số: 67» and «Hà Nội»."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from pipeline.readers.glyphs import BOLD, ITALIC, commonest, shared

# Shares of the letters' height (points of font size).
COLUMN_GAP = 1.5  # a gap between columns is at least this wide
TWICE = 2.2  # times as wide as the line's other gaps

Space: TypeAlias = tuple[int, float, float]  # a gap between two words: its offset, its left and its right edge


@dataclass(slots=True)
class Printed:
    """A printed line: its text, the left edge of every character and the right edge of the last.

    `packed` are its `spaces`, for a report of a thousand pages has a million; `raised` the ranges of its raised marks;
    `calls` the notes that it calls, as (offset, index of the note), known once the notes are read. `looks` has the size
    and style of every character where a wide gap may part the line into two, else nothing.
    """

    text: str
    edges: array[float]
    page: int
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    packed: array[float] = field(default_factory=lambda: array("d"))
    raised: list[tuple[int, int]] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    bold_start: bool = False
    looks: list[tuple[float, int]] = field(default_factory=list)

    @property
    def spaces(self) -> list[Space]:
        """The gaps between the line's words."""
        offsets, lefts, rights = self.packed[::3], self.packed[1::3], self.packed[2::3]
        return list(zip(map(int, offsets), lefts, rights, strict=True))

    @property
    def x0(self) -> float:
        """The left edge of the line."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """The right edge of the line."""
        return self.edges[-1]

    def first_word(self) -> float:
        """How wide the line's first word is."""
        return self.edges[(self.text + " ").index(" ")] - self.x0

    def widest_gap(self) -> tuple[int, float, float] | None:
        """The one gap that is far wider than the line's others, as between two columns; None where none is."""
        if not self.looks:
            return None
        gaps = sorted(self.spaces, key=lambda space: space[1] - space[2])
        if gaps[0][2] - gaps[0][1] < COLUMN_GAP * self.size:
            return None
        if len(gaps) > 1 and gaps[0][2] - gaps[0][1] < TWICE * (gaps[1][2] - gaps[1][1]):
            return None
        return gaps[0]

    def cut(self, start: int, end: int) -> None:
        """Take the characters from `start` to `end` out of the line."""
        gone = end - start
        self.text = self.text[:start] + self.text[end:]
        # What follows the cut keeps its place; at the line's end, the line's right edge moves in.
        self.edges = self.edges[:start] + self.edges[end:] if end < len(self.edges) - 1 else self.edges[: start + 1]
        kept = ((at, left, right) for at, left, right in self.spaces if not start <= at < end)
        self.packed = pack_spaces((at - gone if at >= end else at, left, right) for at, left, right in kept)
        self.raised = [(a - gone, b - gone) if a >= end else (a, b) for a, b in self.raised if (a, b) != (start, end)]
        self.calls = [(at - gone if at >= end else at, note) for at, note in self.calls]
        self.looks = self.looks[:start] + self.looks[end:]

    def part(self, start: int, end: int) -> Printed:
        """The characters from `start` to `end` as a line of their own."""
        looks = self.looks[start:end]
        seen = [look for look, letter in zip(looks, self.text[start:end], strict=False) if letter.isalnum()] or looks
        both = shared({style for _, style in seen}) if seen else (BOLD * self.bold | ITALIC * self.italic)
        return Printed(
            text=self.text[start:end],
            edges=self.edges[start : end + 1],
            page=self.page,
            base=self.base,
            size=commonest([size for size, _ in seen]) if seen else self.size,
            bold=bool(both & BOLD),
            italic=bool(both & ITALIC),
            packed=pack_spaces((at - start, left, right) for at, left, right in self.spaces if start <= at < end),
            raised=[(a - start, b - start) for a, b in self.raised if start <= a and b <= end],
            calls=[(at - start, note) for at, note in self.calls if start <= at <= end],
            bold_start=bool(looks[0][1] & BOLD) if looks else self.bold_start,
            looks=looks,
        )


def pack_spaces(spaces: Iterable[Space]) -> array[float]:
    """The gaps as a line keeps them: a fifth of the memory.

    >>> pack_spaces([(2, 10.0, 13.5)])
    array('d', [2.0, 10.0, 13.5])
    """
    return array("d", chain.from_iterable(spaces))
