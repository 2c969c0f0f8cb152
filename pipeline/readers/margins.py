"""What stands in the margins of every page, page numbers and running lines, and where the text between them begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.readers.lines import Printed

MARGIN = 0.13  # share of the page's height that can be margin, above and below
DEEPEST = 3  # running lines stand at most three deep
SAME_PLACE = 4.0  # points by which a running line moves from page to page
OFTEN = 0.3  # share of the pages that a running line stands on at least
MOST_PAGES = 1500  # «5/2024» is a month, not a page
NARROW = 0.9  # a page whose text is narrower than this share of the others' takes their edges
FEW_LINES = 6  # a page with fewer lines takes its text edges from the others

# «2», «- 2 -», «Trang 2/9»
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:Trang|Page)\s*)?(?P<number>\d{1,4})(?:\s*/\s*(?P<of>\d{1,4}))?[-–—\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Leaf:
    """A page's lines that are still to be placed, the left and right edge of its text, and its paragraphs' indent."""

    number: int
    width: float
    height: float
    lines: list[Printed]
    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0


def drop_running_lines(leaves: Sequence[Leaf]) -> None:
    """Leave out page numbers, and the lines that come again at the same place in the margins of many pages."""
    seen = Counter(key for leaf in leaves for key in {_key(leaf, line) for line in _margin(leaf)})
    least = max(2, OFTEN * len(leaves))
    numbers = _number_keys(leaves)
    for leaf in leaves:
        margin = {id(line) for line in _margin(leaf)}
        for side in (leaf.lines[:], leaf.lines[::-1]):
            for line in side[:DEEPEST]:
                if id(line) in margin and _runs(leaf, line, seen, least, numbers):
                    leaf.lines.remove(line)
                else:
                    break


def _margin(leaf: Leaf) -> list[Printed]:
    low, high = MARGIN * leaf.height, (1 - MARGIN) * leaf.height
    outer = leaf.lines[:DEEPEST] + leaf.lines[DEEPEST:][-DEEPEST:]
    return [line for line in outer if line.base < low or line.base - 0.5 * line.size > high]


def _key(leaf: Leaf, line: Printed) -> tuple[str, int]:
    # Nearness to the edge in steps wide enough for a baseline that moves a little.
    return _DIGITS.sub("#", line.text), round(line.base / (2 * SAME_PLACE))


def _runs(
    leaf: Leaf, line: Printed, seen: Counter[tuple[str, int]], least: float, numbers: set[tuple[int, int]]
) -> bool:
    number = _page_number(leaf, line)
    if number is not None:
        return number == leaf.number or (number - leaf.number, _side(leaf, line)) in numbers
    text, step = _key(leaf, line)
    return sum(seen[text, near] for near in (step - 1, step, step + 1)) >= least


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
    """Set the left and right edge of the text of every page; a page of few lines takes those of its neighbours."""
    widths: dict[int, list[tuple[float, float]]] = {}
    for leaf in leaves:
        if len(leaf.lines) >= FEW_LINES:
            leaf.left, leaf.right = _edges(leaf.lines)
            widths.setdefault(round(leaf.width), []).append((leaf.left, leaf.right))
    usual = {
        width: (median(left for left, _ in known), median(right for _, right in known))
        for width, known in widths.items()
    }
    for leaf in leaves:
        own = (leaf.left, leaf.right) if len(leaf.lines) >= FEW_LINES else _outermost(leaf)
        others = usual.get(round(leaf.width), own)
        if len(leaf.lines) < FEW_LINES or own[1] - own[0] < NARROW * (others[1] - others[0]):
            leaf.left, leaf.right = min(own[0], others[0]), max(own[1], others[1])
    insets = Counter(
        round(line.x0 - leaf.left) for leaf in leaves for line in leaf.lines if line.x0 - leaf.left > 0.5 * line.size
    )
    for leaf in leaves:
        leaf.indent = insets.most_common(1)[0][0] if insets else 0.0


def _outermost(leaf: Leaf) -> tuple[float, float]:
    if not leaf.lines:
        return 0.0, leaf.width
    return min(line.x0 for line in leaf.lines), max(line.x1 for line in leaf.lines)


def _edges(lines: Sequence[Printed]) -> tuple[float, float]:
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    left = next((one for one, two in pairwise(lefts) if two - one < 3), lefts[0])
    right = next((one for one, two in pairwise(rights) if one - two < 3), rights[0])
    return left, right


def commonest_size(lines: Iterable[Printed]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
