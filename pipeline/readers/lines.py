"""From characters at their places to printed lines, whatever order the file draws them in: «T», «ư», «h» → «Thư»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import combining

from pipeline.clean import clean

BOLD, ITALIC = 1, 2

# Shares of the letters' height (points of font size).
SPACE = 1 / 8  # a wider gap parts two words
SAME_LINE = 0.12  # baselines nearer than this are one line
RAISED_MOST = 0.65  # a mark stands no higher above the line's baseline
LOWERED_MOST = 0.35
SMALL = 0.88  # a raised mark is smaller than this share of its neighbours
REACH = 0.35  # a mark touches the word that it belongs to
WIDE_RUN = 0.6  # a gap this wide parts two marks of one height

LONGEST_MARK = 4
LONGEST_INDEX = 8
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Glyphs:
    """The characters of a page as parallel lists, in points from the page's top left, in any order, without spaces.

    `text[i]` is one letter with its combining marks; `base[i]` the height of its baseline; `style[i]` adds `BOLD` and
    `ITALIC`. A reader of pictures fills it as well, with words that it has cut evenly into letters.
    """

    text: list[str] = field(default_factory=list)
    x0: list[float] = field(default_factory=list)
    x1: list[float] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    style: list[int] = field(default_factory=list)

    def add(self, text: str, x0: float, x1: float, base: float, size: float, style: int = 0) -> None:  # noqa: PLR0917
        """Put one more letter on the page; a combining mark joins the letter drawn before it."""
        if self.text and combining(text[0]) and abs(base - self.base[-1]) < size and x0 < self.x1[-1] + size:
            self.text[-1] += text
            return
        self.text.append(text)
        self.x0.append(x0)
        self.x1.append(x1)
        self.base.append(base)
        self.size.append(size)
        self.style.append(style)


@dataclass(slots=True)
class Printed:
    """A printed line: its text, the left edge of every character and the right edge of the last.

    `spaces` are its gaps between words as (offset, left, right); `raised` the ranges of its raised marks; `calls`
    the notes that it calls, as (offset, index of the note), known once the notes are read.
    """

    text: str
    edges: list[float]
    page: int
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    spaces: list[tuple[int, float, float]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    bold_start: bool = False

    @property
    def x0(self) -> float:
        """The left edge of the line."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """The right edge of the line."""
        return self.edges[-1]

    def cut(self, start: int, end: int) -> None:
        """Take the characters from `start` to `end` out of the line."""
        gone = end - start
        self.text = self.text[:start] + self.text[end:]
        # What follows the cut keeps its place; at the line's end, the line's right edge moves in.
        self.edges = self.edges[:start] + self.edges[end:] if end < len(self.edges) - 1 else self.edges[: start + 1]
        self.spaces = [(at - gone if at >= end else at, *gap) for at, *gap in self.spaces if not start <= at < end]  # type: ignore[misc]
        self.raised = [(a - gone, b - gone) if a >= end else (a, b) for a, b in self.raised if (a, b) != (start, end)]
        self.calls = [(at - gone if at >= end else at, note) for at, note in self.calls]

    def part(self, start: int, end: int) -> Printed:
        """The characters from `start` to `end` as a line of their own."""
        return Printed(
            text=self.text[start:end],
            edges=self.edges[start : end + 1],
            page=self.page,
            base=self.base,
            size=self.size,
            bold=self.bold,
            italic=self.italic,
            spaces=[(at - start, left, right) for at, left, right in self.spaces if start <= at < end],
            raised=[(a - start, b - start) for a, b in self.raised if start <= a and b <= end],
            calls=[(at - start, note) for at, note in self.calls if start <= at <= end],
            bold_start=self.bold_start,
        )


def printed_lines(glyphs: Glyphs, page: int, only: Iterable[int] | None = None) -> list[Printed]:
    """The lines that the characters make, from top to bottom; `only` limits them to some of the characters."""
    groups = _by_baseline(glyphs, range(len(glyphs.text)) if only is None else only)
    marks = _attach_marks(glyphs, groups)
    found = (_line(glyphs, members, marks, page) for members in groups)
    return [line for line in found if line is not None]


def _by_baseline(glyphs: Glyphs, chosen: Iterable[int]) -> list[list[int]]:
    """The characters grouped by baseline, from top to bottom, each group from left to right."""
    base, size = glyphs.base, glyphs.size
    exact: dict[int, list[int]] = {}
    for index in chosen:
        key = int(base[index] * 4)
        if key in exact:
            exact[key].append(index)
        else:
            exact[key] = [index]
    groups: list[list[int]] = []
    last = None
    for key in sorted(exact):
        members = exact[key]
        here = base[members[0]]
        if last is not None and here - last <= SAME_LINE * max(size[members[0]], size[groups[-1][0]]):
            groups[-1] += members
        else:
            groups.append(members)
            last = here
    for members in groups:
        members.sort(key=glyphs.x0.__getitem__)
    return groups


def _attach_marks(glyphs: Glyphs, groups: list[list[int]]) -> set[int]:
    """Move raised marks and lowered indices into the line that they belong to; tells the raised ones."""
    raised: set[int] = set()
    sizes = [_commonest([glyphs.size[i] for i in members]) for members in groups]
    bases = [_commonest([glyphs.base[i] for i in members]) for members in groups]
    for at, members in enumerate(groups):
        for home in (at + 1, at + 2, at - 1):
            if not 0 <= home < len(groups) or not members:
                continue
            shift = bases[home] - bases[at]
            if not -LOWERED_MOST * sizes[home] < shift < RAISED_MOST * sizes[home]:
                continue
            longest = LONGEST_MARK if shift > 0 else LONGEST_INDEX
            for run in _runs(glyphs, members):
                small = max(glyphs.size[i] for i in run) <= SMALL * sizes[home]
                if small and len(run) <= longest and _touches(glyphs, run, groups[home], sizes[home]):
                    members[:] = [i for i in members if i not in run]
                    groups[home] = sorted([*groups[home], *run], key=glyphs.x0.__getitem__)
                    raised.update(run if shift > 0 else ())
    groups[:] = [members for members in groups if members]
    return raised


def _commonest(values: Sequence[float]) -> float:
    if min(values) == max(values):
        return values[0]
    return Counter(values).most_common(1)[0][0]


def _runs(glyphs: Glyphs, members: Sequence[int]) -> list[list[int]]:
    """The characters of one height in runs that stand together."""
    runs: list[list[int]] = []
    for index in members:
        if runs and glyphs.x0[index] - glyphs.x1[runs[-1][-1]] < WIDE_RUN * glyphs.size[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _touches(glyphs: Glyphs, run: Sequence[int], line: Sequence[int], size: float) -> bool:
    left, right = glyphs.x0[run[0]], glyphs.x1[run[-1]]
    reach = REACH * size
    return any(abs(glyphs.x1[i] - left) <= reach or abs(glyphs.x0[i] - right) <= reach for i in line)


_CLEAN: dict[str, str] = {}


def _clean(text: str) -> str:
    """One character cleaned; the few hundred that a report is written with are remembered."""
    if len(_CLEAN) > 5000:
        _CLEAN.clear()
    return _CLEAN.setdefault(text, clean(text).strip())


def _line(glyphs: Glyphs, members: Sequence[int], marks: set[int], page: int) -> Printed | None:
    """The line that these characters make from left to right, or None where nothing of it is seen."""
    texts, lefts, rights, sizes = glyphs.text, glyphs.x0, glyphs.x1, glyphs.size
    size = _commonest([sizes[i] for i in members])
    letters: list[str] = []
    edges: list[float] = []
    spaces: list[tuple[int, float, float]] = []
    raised: list[tuple[int, int]] = []
    least = SPACE * size
    end = before = -1.0
    last = ""
    for index in members:
        text = texts[index]
        letter = _CLEAN[text] if text in _CLEAN else _clean(text)
        left = lefts[index]
        if not letter or (letter == last and left - before < 0.2 * (rights[index] - left)):
            continue  # drawn twice, a little apart, to look bold
        if edges:
            if left - end > least:
                spaces.append((len(letters), end, left))
                letters.append(" ")
                edges.append(end)
            left = max(left, edges[-1])
        is_mark = index in marks or letter in _SUPERSCRIPTS
        for part, character in enumerate(letter):
            if is_mark:
                _extend(raised, len(letters))
            letters.append(character)
            edges.append(left + (rights[index] - left) * part / len(letter) if part else left)
        before, last = lefts[index], letter
        end = max(end, rights[index], left)
    if not letters:
        return None
    edges.append(end)
    text = "".join(letters)
    styles = [glyphs.style[i] for i in members if texts[i].isalnum()] or [glyphs.style[i] for i in members]
    both = _all_of(styles)
    base = _commonest([glyphs.base[i] for i in members])
    bold_start = bool(styles[0] & BOLD)
    return Printed(
        text, edges, page, base, size, bool(both & BOLD), bool(both & ITALIC), spaces, raised, [], bold_start
    )


def _extend(ranges: list[tuple[int, int]], at: int) -> None:
    if ranges and ranges[-1][1] == at:
        ranges[-1] = (ranges[-1][0], at + 1)
    else:
        ranges.append((at, at + 1))


def _all_of(styles: Sequence[int]) -> int:
    both = BOLD | ITALIC
    for style in set(styles):
        both &= style
    return both


def glued(before: str, after: str) -> bool:
    """True where two lines meet inside a word, so that no space belongs between them.

    >>> glued("Kết luận số 70-", "KL/TW"), glued("năm 2024 -", "2025"), glued("Kết luận số 70", "-KL/TW")
    (True, False, True)
    """
    if before[-1:] in ("-", "/") and before[-2:-1].strip() and before[-2:-1] not in "-/":
        return True
    return after[:1] in ("-", "/") and bool(after[1:2].strip()) and before[-1:].isdigit() and not after[1:2].isspace()


def lines_in_order(lines: Iterable[Printed]) -> Iterator[Printed]:
    """The lines from top to bottom, and from left to right where two share a height."""
    return iter(sorted(lines, key=lambda line: (line.base, line.x0)))
