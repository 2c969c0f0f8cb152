"""From characters at their places to printed lines, whatever order the file draws them in: «T», «ư», «h» → «Thư»."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import combining

from pipeline.clean import clean

BOLD, ITALIC, SPACED = 1, 2, 4

# Shares of the letters' height (points of font size).
SPACE = 1 / 8  # a wider gap parts two words
DRAWN_SPACE = 1 / 16  # so does this where the file itself draws a space
SAME_LINE = 0.12  # baselines nearer than this are one line
RAISED_MOST = 0.65  # a mark stands no higher above the line's baseline
LOWERED_MOST = 0.35
SMALL = 0.88  # a raised mark is smaller than this share of its neighbours
REACH = 0.35  # a mark touches the word that it belongs to
AHEAD = 1.0  # before a justified line, a mark may stand so far from it
WIDE_RUN = 0.6  # a gap this wide parts two marks of one height

SPREAD = 0.35  # a line with a larger share of spaces has its letters set apart
LEAST_SPREAD = 5
WORDS_APART = 1.6  # there, a gap so much wider than usual parts two words

COLUMN_GAP = 1.5  # a gap between columns is at least this wide
TWICE = 2.2  # times as wide as the line's other gaps
WIDE_GAP = 0.7  # a gap that may part two columns
FILLED_IN = 0.35  # a number filled in by hand or machine stands no further from the line's baseline

LONGEST_MARK = 4
LONGEST_FILLING = 12
LONGEST_INDEX = 8
_BULLETS = (["-"], ["–"], ["+"], ["•"])
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


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


@dataclass(slots=True)
class Printed:
    """A printed line: its text, the left edge of every character and the right edge of the last.

    `spaces` are its gaps between words as (offset, left, right); `raised` the ranges of its raised marks; `calls`
    the notes that it calls, as (offset, index of the note), known once the notes are read. `looks` has the size and
    style of every character where a wide gap may part the line into two, else nothing.
    """

    text: str
    edges: array[float]
    page: int
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    spaces: list[tuple[int, float, float]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    bold_start: bool = False
    looks: list[tuple[float, int]] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge of the line."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """The right edge of the line."""
        return self.edges[-1]

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
        self.spaces = [(at - gone if at >= end else at, *gap) for at, *gap in self.spaces if not start <= at < end]  # type: ignore[misc]
        self.raised = [(a - gone, b - gone) if a >= end else (a, b) for a, b in self.raised if (a, b) != (start, end)]
        self.calls = [(at - gone if at >= end else at, note) for at, note in self.calls]
        self.looks = self.looks[:start] + self.looks[end:]

    def part(self, start: int, end: int) -> Printed:
        """The characters from `start` to `end` as a line of their own."""
        looks = self.looks[start:end]
        seen = [look for look, letter in zip(looks, self.text[start:end], strict=False) if letter.isalnum()] or looks
        both = _all_of({style for _, style in seen}) if seen else (BOLD * self.bold | ITALIC * self.italic)
        return Printed(
            text=self.text[start:end],
            edges=self.edges[start : end + 1],
            page=self.page,
            base=self.base,
            size=_commonest([size for size, _ in seen]) if seen else self.size,
            bold=bool(both & BOLD),
            italic=bool(both & ITALIC),
            spaces=[(at - start, left, right) for at, left, right in self.spaces if start <= at < end],
            raised=[(a - start, b - start) for a, b in self.raised if start <= a and b <= end],
            calls=[(at - start, note) for at, note in self.calls if start <= at <= end],
            bold_start=bool(looks[0][1] & BOLD) if looks else self.bold_start,
            looks=looks,
        )


def printed_lines(glyphs: Glyphs, page: int, only: Iterable[int] | None = None) -> list[Printed]:
    """The lines that the characters make, from top to bottom; `only` limits them to some of the characters."""
    groups = _by_baseline(glyphs, range(len(glyphs.text)) if only is None else only)
    raised, filled = _attach(glyphs, groups)
    found = (_line(glyphs, members, raised, filled, page) for members in groups)
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


def _attach(glyphs: Glyphs, groups: list[list[int]]) -> tuple[set[int], set[int]]:
    """Move marks, indices and what was filled in into the line they belong to; tells what is raised, what filled in."""
    raised: set[int] = set()
    filled: set[int] = set()
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
                marks = small and len(run) <= longest and _touches(glyphs, run, groups[home], sizes[home])
                if marks or (abs(shift) < FILLED_IN * sizes[home] and _fills(glyphs, run, groups[home], sizes[home])):
                    members[:] = [i for i in members if i not in run]
                    groups[home] = sorted([*groups[home], *run], key=glyphs.x0.__getitem__)
                    raised.update(run if marks and shift > 0 else ())
                    filled.update(() if marks else run)
    groups[:] = [members for members in groups if members]
    return raised, filled


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
    if 0 <= glyphs.x0[line[0]] - right <= AHEAD * size:
        return True
    return any(abs(glyphs.x1[i] - left) <= reach or abs(glyphs.x0[i] - right) <= reach for i in line)


def _fills(glyphs: Glyphs, run: Sequence[int], line: Sequence[int], size: float) -> bool:
    """True where the run stands in a gap of the line that is made for it: «Số:  67  /2024/QĐ-UBND»."""
    if len(run) > LONGEST_FILLING:
        return False
    left, right = glyphs.x0[run[0]], glyphs.x1[run[-1]]
    before = max((glyphs.x1[i] for i in line if glyphs.x0[i] < left), default=None)
    after = min((glyphs.x0[i] for i in line if glyphs.x0[i] >= left), default=None)
    if before is None or after is None:
        return False
    slack = REACH * size
    return before < left + slack and right < after + slack and max(left - before, after - right) < 2 * size


_CLEAN: dict[str, str] = {}


def _clean(text: str) -> str:
    """One character cleaned; the few hundred that a report is written with are remembered."""
    if len(_CLEAN) > 5000:
        _CLEAN.clear()
    return _CLEAN.setdefault(text, clean(text).strip())


def _line(glyphs: Glyphs, members: Sequence[int], marks: set[int], filled: set[int], page: int) -> Printed | None:
    """The line that these characters make from left to right, or None where nothing of it is seen."""
    texts, lefts, rights, sizes = glyphs.text, glyphs.x0, glyphs.x1, glyphs.size
    size = _commonest([sizes[i] for i in members])
    letters: list[str] = []
    edges: list[float] = []
    drawn: list[int] = []
    spaces: list[tuple[int, float, float]] = []
    raised: list[tuple[int, int]] = []
    least, most = DRAWN_SPACE * size, SPACE * size
    end = before = -1.0
    last = ""
    for index in members:
        text = texts[index]
        letter = _CLEAN[text] if text in _CLEAN else _clean(text)
        left, right = lefts[index], rights[index]
        if not letter or (letter == last and left - before < 0.2 * (right - left)):
            continue  # drawn twice, a little apart, to look bold
        gap = left - end
        if letters and (
            (gap > least and (gap > most or glyphs.style[index] & SPACED or letters in _BULLETS))
            or (letter.isdigit() != last.isdigit() and _filled_in(glyphs, drawn[-1], index, filled, gap))
        ):
            spaces.append((len(letters), end, left))
            letters.append(" ")
            edges.append(end)
            drawn.append(index)
        elif left < end and edges and left < edges[-1]:
            left = edges[-1]
        if index in marks or letter in _SUPERSCRIPTS:
            _extend(raised, len(letters))
        before, last = lefts[index], letter
        letters.append(letter)
        edges.append(left)
        drawn.append(index)
        end = right if right > end else end
    if not letters:
        return None
    if len(spaces) > SPREAD * len(letters) and not raised:
        spaces = _drawn_together(letters, edges, drawn, spaces)
    edges.append(max(end, edges[-1]))
    wide = any(right - left > WIDE_GAP * size for _, left, right in spaces)
    looks = [(sizes[i], glyphs.style[i]) for i in drawn] if wide else []
    if max(map(len, letters)) > 1:
        letters, edges, raised, spaces = _evened(letters, edges, raised, spaces)
        looks = looks if len(looks) == len(letters) else []
    styles = {glyphs.style[i] for i in members}
    if len(styles) > 1:
        styles = {glyphs.style[i] for i in members if texts[i].isalnum()} or styles
    both = _all_of(styles)
    return Printed(
        text="".join(letters),
        edges=array("d", edges),
        page=page,
        base=_commonest([glyphs.base[i] for i in members]),
        size=size,
        bold=bool(both & BOLD),
        italic=bool(both & ITALIC),
        spaces=spaces,
        raised=raised,
        bold_start=bool(glyphs.style[members[0]] & BOLD),
        looks=looks,
    )


def _drawn_together(
    letters: list[str], edges: list[float], drawn: list[int], spaces: list[tuple[int, float, float]]
) -> list[tuple[int, float, float]]:
    """Take the gaps between the letters of a spread heading out of the lists: «B Á O   C Á O». The words' gaps.

    A row of figures, or one without wider gaps that part its words, stays as it is.
    """
    if len(spaces) < LEAST_SPREAD or 2 * sum(letter.isalpha() for letter in letters) < len(letters) - len(spaces):
        return spaces
    usual = sorted(right - left for _, left, right in spaces)[len(spaces) // 2]
    narrow = [at for at, left, right in spaces if right - left < WORDS_APART * usual]
    if len(narrow) == len(spaces):
        return spaces
    for at in reversed(narrow):
        del letters[at], edges[at], drawn[at]
    apart = [space for space in spaces if space[0] not in narrow]
    return [(at - bisect_left(narrow, at), left, right) for at, left, right in apart]


def _filled_in(glyphs: Glyphs, one: int, two: int, filled: set[int], gap: float) -> bool:
    """True where a figure and a word only seem to be one word, for one was filled in beside the other: «năm»«2024»."""
    if not (glyphs.text[one].isalnum() and glyphs.text[two].isalnum()):
        return False
    smaller, larger = sorted((glyphs.size[one], glyphs.size[two]))
    other_hand = (one in filled) != (two in filled) or SMALL * larger < smaller < larger
    return gap > DRAWN_SPACE * larger or (other_hand and gap > -SPACE * larger)


def _evened(
    letters: Sequence[str],
    edges: Sequence[float],
    raised: Sequence[tuple[int, int]],
    spaces: Sequence[tuple[int, float, float]],
) -> tuple[list[str], list[float], list[tuple[int, int]], list[tuple[int, float, float]]]:
    """The same where glyphs stand for several characters, such as «ﬃ» in letters: each gets an even share."""
    new_letters: list[str] = []
    new_edges: list[float] = []
    starts: list[int] = []
    for at, letter in enumerate(letters):
        starts.append(len(new_letters))
        share = (edges[at + 1] - edges[at]) / len(letter)
        new_edges += [edges[at] + share * part for part in range(len(letter))]
        new_letters += letter
    starts.append(len(new_letters))
    new_edges.append(edges[-1])
    marks = [(starts[start], starts[end]) for start, end in raised]
    return new_letters, new_edges, marks, [(starts[at], left, right) for at, left, right in spaces]


def _extend(ranges: list[tuple[int, int]], at: int) -> None:
    if ranges and ranges[-1][1] == at:
        ranges[-1] = (ranges[-1][0], at + 1)
    else:
        ranges.append((at, at + 1))


def _all_of(styles: Iterable[int]) -> int:
    both = BOLD | ITALIC
    for style in styles:
        both &= style
    return both


def glued(before: str, after: str) -> bool:
    """True where two lines meet inside a word, so that no space belongs between them.

    >>> glued("Kết luận số 70-", "KL/TW"), glued("năm 2024 -", "2025"), glued("Kết luận số 70", "-KL/TW")
    (True, False, True)
    """
    if before[-1:] in ("-", "/") and before[-2:-1].strip() and before[-2:-1] not in "-/":
        return True
    return after[:1] in ("-", "/") and after[1:2].isalnum() and before[-1:].isdigit()
