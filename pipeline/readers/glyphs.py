"""The characters of a page, each at its place and with its look, before they are lines: «T» at 85, 120, 14 pt, bold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import combining

BOLD, ITALIC, SPACED = 1, 2, 4


@dataclass(slots=True)
class Glyphs:
    """The characters of a page as parallel lists, in points from the page's top left, in any order, without spaces.

    `text[i]` is one letter with its combining marks; `base[i]` the height of its baseline; `style[i]` adds `BOLD` and
    `ITALIC`, and `SPACED` where the file draws a space before the letter. A reader of pictures fills it as well, with
    words that it has cut evenly into letters.
    """

    text: list[str] = field(default_factory=list)
    x0: list[float] = field(default_factory=list)
    x1: list[float] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    style: list[int] = field(default_factory=list)

    def tidied(self, width: float, height: float) -> Glyphs:
        """The same without what stands off the page, and with each combining mark on the letter drawn before it."""
        marks = {text for text in set(self.text) if combining(text[0])}
        blank = {text for text in set(self.text) if text.isspace()}
        if not self.text or not (marks or blank or self._strays(width, height)):
            return self
        kept = Glyphs()
        columns = zip(self.text, self.x0, self.x1, self.base, self.size, self.style, strict=True)
        for text, x0, x1, base, size, style in columns:
            if text in blank or not 0 <= base <= height or x1 <= 0 or x0 >= width:
                continue
            if text in marks and kept.text and abs(base - kept.base[-1]) < size and x0 < kept.x1[-1] + size:
                kept.text[-1] += text
                continue
            kept.text.append(text)
            kept.x0.append(max(x0, 0.0))
            kept.x1.append(min(max(x1, x0), width))
            kept.base.append(base)
            kept.size.append(size)
            kept.style.append(style)
        return kept

    def _strays(self, width: float, height: float) -> bool:
        outside = min(self.base) < 0 or max(self.base) > height
        return outside or min(self.x0) < 0 or max(self.x1) > width


def commonest(values: Sequence[float]) -> float:
    """The value that most of them are; of several, the first."""
    if min(values) == max(values):
        return values[0]
    return Counter(values).most_common(1)[0][0]


def shared(styles: Iterable[int]) -> int:
    """What all styles have in common of `BOLD` and `ITALIC`."""
    both = BOLD | ITALIC
    for style in styles:
        both &= style
    return both
