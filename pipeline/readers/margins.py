"""What stands in the margins of every page, page numbers and running lines, and where the text between them begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.printed import Printed

MARGIN = 0.13  # share of the page's height that can be margin, above and below
DEEPEST = 3  # running lines stand at most three deep
SAME_PLACE = 4.0  # points by which a running line moves from page to page
OFTEN = 0.3  # share of the pages that a running line stands on at least
MOST_PAGES = 1500  # «5/2024» is a month, not a page
GOOD_SHARE = 0.2
JUSTIFIED = 0.4  # so many of the long lines of a justified page end at its edge
LONG = 0.6  # lines that are at least this share of the longest reach from edge to edge
NEAR = 3.0  # points within which lines end together
DEEPEST_INDENT = 5.0  # sizes by which a paragraph's first line is set in at most
MANY = 10  # so many lines that begin together, or end near one place, show where the edge is
NO_ROOM = 40.0  # points: a word that finds no room is seldom longer
SEVERAL = 3  # so many lines that end together show where the edge is

_STOPS = (".", ";", ":", "!", "?", "…")

# «2», «- 2 -», «Trang 2/9»
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:Trang|Page)\s*)?(?P<number>\d{1,4})(?:\s*/\s*(?P<of>\d{1,4}))?[-–—\s]*", re.IGNORECASE
)


@dataclass(slots=True)
class Leaf:
    """A page's lines still to be placed, the left and right edge of its text, how far its paragraphs are set in.

    `hanging` tells that all lines of a paragraph are set in but the first.
    """

    number: int
    width: float
    height: float
    lines: list[Printed]
    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0
    hanging: bool = False


def drop_running_lines(leaves: Sequence[Leaf]) -> None:
    """Leave out page numbers, and the lines that come again at the same place in the margins of many pages."""
    same = Counter(key for leaf in leaves for key in {_key(line.text, line) for line in _margin(leaf)})
    alike = Counter(key for leaf in leaves for key in {_key(_numbered(leaf, line), line) for line in _margin(leaf)})
    least = max(2, OFTEN * len(leaves))
    numbers = _number_keys(leaves)
    for leaf in leaves:
        margin = {id(line) for line in _margin(leaf)}
        gone: set[int] = set()
        for side in (leaf.lines, leaf.lines[::-1]):
            for line, inner in zip(side[:DEEPEST], [*side[1:], None], strict=False):
                number = _page_number(leaf, line)
                is_number = number is not None and _numbers(leaf, line, number, numbers)
                again = _often(same, line.text, line, least + 1) or (
                    _often(alike, _numbered(leaf, line), line, least) and _stands_apart(line, inner)
                )
                if id(line) not in margin or not (is_number or again):
                    break
                gone.add(id(line))
        leaf.lines = [line for line in leaf.lines if id(line) not in gone]


def _margin(leaf: Leaf) -> list[Printed]:
    low, high = MARGIN * leaf.height, (1 - MARGIN) * leaf.height
    outer = leaf.lines[:DEEPEST] + leaf.lines[DEEPEST:][-DEEPEST:]
    return [line for line in outer if line.base < low or line.base - 0.5 * line.size > high]


def _key(text: str, line: Printed) -> tuple[str, int]:
    # Nearness to the edge in steps wide enough for a baseline that moves a little.
    return text, round(line.base / (2 * SAME_PLACE))


def _numbered(leaf: Leaf, line: Printed) -> str:
    """The line without the number of its page: «Báo cáo tháng 5 - trang 3»."""
    return re.sub(rf"(?<!\d){leaf.number}(?!\d)", "#", line.text)


def _often(seen: Counter[tuple[str, int]], text: str, line: Printed, least: float) -> bool:
    _, step = _key(text, line)
    return sum(seen[text, near] for near in (step - 1, step, step + 1)) >= least


def _stands_apart(line: Printed, inner: Printed | None) -> bool:
    """True where the line is set off from the next one inwards, as no line of a paragraph is."""
    if inner is None:
        return True
    gap, size = abs(line.base - inner.base), max(line.size, inner.size)
    return gap > 1.6 * size or abs(line.size - inner.size) > 0.1 * size


def _numbers(leaf: Leaf, line: Printed, number: int, numbers: set[tuple[int, int]]) -> bool:
    return number == leaf.number or (number - leaf.number, _side(leaf, line)) in numbers


def _page_number(leaf: Leaf, line: Printed) -> int | None:
    """The number that the line may give its page; not «5/2024» nor a figure that ends a paragraph."""
    found = _PAGE_NUMBER.fullmatch(line.text)
    if found is None or (found["of"] and not int(found["number"]) <= int(found["of"]) <= MOST_PAGES):
        return None
    near = any(0 < line.base - other.base < 1.6 * line.size and other.x0 < line.x0 + 2 for other in leaf.lines)
    return None if near else int(found["number"])


def _number_keys(leaves: Iterable[Leaf]) -> set[tuple[int, int]]:
    """By how much the printed numbers run ahead of the pages, where at least two agree, above and below."""
    ahead: Counter[tuple[int, int]] = Counter()
    for leaf in leaves:
        for line in _margin(leaf):
            number = _page_number(leaf, line)
            if number is not None:
                ahead[number - leaf.number, _side(leaf, line)] += 1
    return {key for key, count in ahead.items() if count > 1}


def _side(leaf: Leaf, line: Printed) -> int:
    return 0 if line.base < leaf.height / 2 else 1


def find_text_edges(leaves: Sequence[Leaf]) -> None:
    """Set the left and right edge of the text of every page, and how far its paragraphs are set in.

    A page that is not justified takes the edges of all pages of its width, and of those that begin as far from the
    left the place where words found no room.
    """
    groups: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(round(leaf.width), []).append(leaf)
    for group in groups.values():
        left, right, _ = _edges([line for leaf in group for line in leaf.lines], group[0].width)
        ragged: dict[int, list[Leaf]] = {}
        for leaf in group:
            own_left, own_right, is_justified = _edges(leaf.lines, leaf.width)
            # Mirrored margins show on pages of full lines; a page of short or set-in lines shows no edge.
            shows = is_justified or sum(abs(line.x0 - own_left) < 1 for line in leaf.lines) >= MANY
            leaf.left, leaf.right = own_left if shows else min(own_left, left), own_right if is_justified else right
            if not is_justified:
                ragged.setdefault(round(leaf.left), []).append(leaf)
        for alike in ragged.values():
            _set_ragged_right(alike)
    insets = Counter(
        round(line.x0 - leaf.left)
        for leaf in leaves
        for line in leaf.lines
        if 0.5 * line.size < line.x0 - leaf.left < DEEPEST_INDENT * line.size
    )
    hanging = _hang(leaves)
    for leaf in leaves:
        leaf.hanging = hanging
        leaf.indent = insets.most_common(1)[0][0] if insets else 0.0


def _edges(lines: Sequence[Printed], width: float) -> tuple[float, float, bool]:
    """The edges that lines share, and whether they are justified; where not, the furthest that a line reaches."""
    lines = [line for line in lines if line.widest_gap() is None] or lines  # a letterhead may reach further out
    if not lines:
        return width, width, False
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 >= LONG * widest]
    left = min(_shared([line.x0 for line in lines], OFTEN / 3), *(line.x0 for line in long))
    right = -_shared([-line.x1 for line in long], JUSTIFIED, 1.5)
    together = sum(abs(line.x1 - right) <= 1.5 for line in long)
    if together < SEVERAL or together < JUSTIFIED * len(long):
        return left, max(right, width - left), False
    return left, right, True


def _hang(leaves: Iterable[Leaf]) -> bool:
    """True where sentences that found no room on a line go on further in, and nowhere further out."""
    inwards = outwards = 0
    for leaf in leaves:
        for above, below in pairwise(leaf.lines):
            if not below.text[:1].islower() or above.text.endswith(_STOPS) or above.x1 < leaf.right - NO_ROOM:
                continue
            step = (below.x0 - above.x0) / below.size
            inwards += 0.5 < step < DEEPEST_INDENT
            outwards += step < -0.5
    return inwards > 1 and not outwards


def _set_ragged_right(leaves: Sequence[Leaf]) -> None:
    """Many ragged lines reach their edge; few end before any place at which a sentence's next word found no room."""
    ends, no_room = list[float](), list[float]()
    for leaf in leaves:
        near = [line for line in leaf.lines if line.x0 - leaf.left < DEEPEST_INDENT * line.size]
        near = [line for line in near if line.widest_gap() is None]
        ends += (line.x1 for line in near)
        no_room += (
            above.x1 + 0.2 * below.size + below.first_word()
            for above, below in pairwise(near)
            if below.x0 - leaf.left < below.size and below.text[:1].islower() and not above.text.endswith(_STOPS)
        )
    reach = max(ends, default=0.0)
    long = sum(end > reach - NO_ROOM for end in ends)
    for leaf in leaves:
        leaf.right = reach if long >= MANY else min([leaf.right, *(end for end in no_room if end > reach)])


def _shared(ends: Iterable[float], share: float, near: float = NEAR) -> float:
    """The lowest place at which at least two lines, and this share of them, end together; else the lowest of all."""
    ordered = sorted(ends)
    for end in ordered:
        together = bisect_right(ordered, end + near) - bisect_left(ordered, end - near)
        if together >= max(share * len(ordered), 2):
            return end
    return ordered[0]


def commonest_size(lines: Iterable[Printed]) -> float:
    """The size that most letters have."""
    sizes = _sizes(lines)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def body_size(lines: Iterable[Printed]) -> float:
    """The size of running text: the largest that a good share of the letters has, for notes may outweigh the body."""
    sizes = _sizes(lines)
    total = sum(sizes.values())
    return max((size for size, letters in sizes.items() if letters >= GOOD_SHARE * total), default=0.0)


def _sizes(lines: Iterable[Printed]) -> Counter[float]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes
