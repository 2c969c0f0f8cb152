"""Two columns side by side, each read for itself: the letterhead above, «Nơi nhận» and the signature below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.readers.margins import Leaf
from pipeline.readers.printed import Printed

HEAD = 0.4  # a letterhead stands in this upper share of its page
GUTTER = 0.7  # a gutter is at least this wide, in sizes of the letters beside it
APART = 4.5  # lines of one letterhead stand no further apart, in sizes of their letters
SHORT_TITLE = 0.3  # of the text's width
LONGEST_TITLE = 60  # characters; a sentence that names the State is no letterhead

_STATE_TITLE = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"[^\W\d_][^\d,]{1,40},\s*ngày\b.{0,12}\btháng\b")
_RECIPIENTS = re.compile(r"Nơi\s+nhận\s*:?", re.IGNORECASE)


@dataclass(slots=True)
class Columns:
    """A stretch of lines from `first` up to `last` (excluded) that stands in two columns."""

    first: int
    last: int
    left: list[Printed] = field(default_factory=list)
    right: list[Printed] = field(default_factory=list)


def find_columns(leaf: Leaf) -> list[Columns]:
    """The letterheads and signature blocks of the page, in order; their lines keep their order in each column."""
    found: list[Columns] = []
    for index, line in enumerate(leaf.lines):
        if found and index < found[-1].last:
            continue
        columns = None
        if line.base < HEAD * leaf.height and (at := _right_half(line)) is not None:
            columns = _letterhead(leaf, index, at, found[-1].last if found else 0)
        elif _RECIPIENTS.match(line.text):
            columns = _signature(leaf, index, found[-1].last if found else 0)
        if columns is not None and columns.left and columns.right:
            found.append(columns)
    return found


def _right_half(line: Printed) -> int | None:
    """Where the right half of a letterhead begins on the line: the State's or Party's title, or place and date."""
    if found := _STATE_TITLE.search(line.text):
        return found.start()
    gap = line.widest_gap() if "ngày" in line.text else None
    return gap[0] + 1 if gap is not None and _PLACE_AND_DATE.match(line.text, gap[0] + 1) else None


def _letterhead(leaf: Leaf, index: int, at: int, lowest: int) -> Columns | None:
    line = leaf.lines[index]
    if len(line.text) > 2 * LONGEST_TITLE:
        return None
    gap = _gap_before(line, at)
    edge = gap[2] if gap else line.x0
    if edge < leaf.left + 0.2 * (leaf.right - leaf.left):
        return None  # the title stands over the whole width
    first = index
    while first > lowest and _near(leaf.lines[first - 1], leaf.lines[first]):
        above = leaf.lines[first - 1]
        # «BCH ĐOÀN TỈNH …    ĐOÀN TNCS HỒ CHÍ MINH»: no title of the State shows the gutter, place and date below do.
        if above.x1 >= edge and (gap is None or _part(above, gap[1], edge) is None):
            break
        first -= 1
    return _grow(leaf, first, edge, stops_at_centre=True)


def _signature(leaf: Leaf, index: int, lowest: int) -> Columns | None:
    line = leaf.lines[index]
    middle = leaf.left + 0.4 * (leaf.right - leaf.left)
    gap = line.widest_gap()
    first = index
    while first > lowest and leaf.lines[first - 1].x0 > middle and _near(leaf.lines[first - 1], leaf.lines[first]):
        first -= 1
    below = leaf.lines[first:index] + list(takewhile(lambda it: not _is_heading(leaf, it), leaf.lines[index + 1 :]))
    rights = [gap[2]] if gap else []
    for other in below:
        if other.x0 > middle:
            rights.append(other.x0)
        elif (wide := other.widest_gap()) and wide[2] > middle:
            rights.append(wide[2])
    edge = min(rights, default=0.0)
    return _grow(leaf, first, edge, stops_at_centre=False) if edge > line.edges[min(8, len(line.text))] else None


def _near(upper: Printed, lower: Printed) -> bool:
    return lower.base - upper.base < APART * max(upper.size, lower.size)


def _gap_before(line: Printed, offset: int) -> tuple[int, float, float] | None:
    """The wide gap that parts what stands before the offset from what stands at it."""
    before = [space for space in line.spaces if space[0] < offset]
    wide = max(before, key=lambda space: space[2] - space[1], default=None)
    return wide if wide is not None and wide[2] - wide[1] > GUTTER * line.size else None


def _grow(leaf: Leaf, first: int, edge: float, *, stops_at_centre: bool) -> Columns:
    """Take lines from `first` on as long as each stands on one side of the gutter, or is parted by it."""
    columns = Columns(first, first)
    inner = leaf.left  # how far the left column reaches
    before: Printed | None = None
    for line in leaf.lines[first:]:
        if before is not None and stops_at_centre and not _near(before, line):
            break
        parted = _part(line, inner, edge)
        if parted is not None and stops_at_centre and _is_short_title(leaf, line, parted):
            break
        if parted is not None:
            at, left, right = parted
            inner, edge = max(inner, left), min(edge, right)
            columns.left.append(line.part(0, at))
            columns.right.append(line.part(at + 1, len(line.text)))
        elif _is_heading(leaf, line) or (stops_at_centre and _is_centred(leaf, line)):
            break
        elif line.x1 < edge:
            columns.left.append(line)
            inner = max(inner, line.x1)
        elif line.x0 > inner:
            columns.right.append(line)
            edge = min(edge, line.x0)
        else:
            break
        before = line
        columns.last += 1
    return columns


def _part(line: Printed, inner: float, edge: float) -> tuple[int, float, float] | None:
    """The gap of the line in which the gutter lies: wider than its others where they are words' gaps."""
    best = None
    for at, left, right in line.spaces:
        if right - left > GUTTER * line.size and right > inner and left < edge and line.x0 < edge < line.x1 + 1:
            overlap = min(right, edge) - max(left, inner)
            if overlap > 0 and (best is None or right - left > best[2] - best[1]):
                best = (at, left, right)
    if best is None:
        return None
    others = [right - left for at, left, right in line.spaces if at != best[0]]
    return best if best[2] - best[1] > 1.5 * max(others, default=0.0) else None


def _is_short_title(leaf: Leaf, line: Printed, gap: tuple[int, float, float]) -> bool:
    """True for «BÁO CÁO» in the middle of the page, between whose two words the gutter happens to lie."""
    narrow = line.x1 - line.x0 < SHORT_TITLE * (leaf.right - leaf.left)
    return narrow and gap[2] - gap[1] < 2 * line.size and _is_centred(leaf, line)


def _is_centred(leaf: Leaf, line: Printed) -> bool:
    """True where the line stands in the middle of the whole page: the title below a letterhead does."""
    middle = (line.x0 + line.x1) / 2
    off = min(abs(middle - (leaf.left + leaf.right) / 2), abs(middle - leaf.width / 2))
    return off < 0.05 * (leaf.right - leaf.left)


def _is_heading(leaf: Leaf, line: Printed) -> bool:
    """True where a short line stands in the middle of the whole page: «PHỤ LỤC 1» below a signature."""
    short = line.x0 > leaf.left + 0.2 * (leaf.right - leaf.left)
    return short and line.widest_gap() is None and _is_centred(leaf, line)


def centred(leaf: Leaf, line: Printed) -> bool:
    """True where the line has the same room on both sides: where that is little, very nearly the same."""
    before, after = line.x0 - leaf.left, leaf.right - line.x1
    if abs(before - leaf.indent) < 2 and not (line.text.isupper() and abs(before - after) < 3):
        return False  # a paragraph of one line that happens to end as far from the edge as it begins
    if min(before, after) > 1.5 * line.size:
        return abs(before - after) < 0.35 * line.size + 0.02 * (before + after)
    return min(before, after) > 0.4 * line.size and abs(before - after) < 2


def unparted(columns: Sequence[Columns], index: int) -> bool:
    """True where no columns stand at the line of this index."""
    return not any(part.first <= index < part.last for part in columns)
