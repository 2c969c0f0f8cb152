"""Two columns that a Word author set side by side with tabs or blanks: «TỈNH ỦY MẪU ⇥ ĐẢNG CỘNG SẢN VIỆT NAM»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.patterns import fold
from pipeline.readers.word_story import Break, Paragraph, Part, Piece, TableItem

LONGEST = 110  # characters of a line of a letterhead, or of recipients beside a signature
MOST_LINES = 30

_GAP = re.compile(r"\t[\t ]*| {4,}[\t ]*")
_DATE = re.compile(r"\bngày\b.{0,12}\btháng\b", re.IGNORECASE)
_LEADING = re.compile(r"[\t ]*")
# What only a letterhead says, and what only the list of recipients begins with.
_STATE_TITLES = tuple(fold(title) for title in ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam"))
_RECIPIENTS = fold("Nơi nhận")

Item = Paragraph | TableItem


def in_columns(items: Iterable[Item]) -> Iterator[tuple[Item, int]]:
    """The items, each with its column: 1 and 2 where tabs or blanks part a letterhead, or recipients from a signature.

    All of the left column comes before the right one; what stands over the full width has column 0.
    """
    block: _Block | None = None
    for item in items:
        if block is not None:
            if block.takes(item):
                continue
            yield from block.sides()
        block = _opens(item)
        if block is None:
            yield item, 0
    if block is not None:
        yield from block.sides()


def _opens(item: Item) -> _Block | None:
    """The block that the paragraph opens: a state title, or recipients, with something beside it."""
    if isinstance(item, TableItem) or item.label:
        return None
    text = _plain(item)
    if not _GAP.search(text.strip()):
        return None
    for line in text.split("\n"):
        start = len(_leading(line))
        gap = _GAP.search(line, start)
        if gap is None or not line[gap.end() :].strip():
            continue
        left, right = fold(line[start : gap.start()]), fold(line[gap.end() :])
        if left.startswith(_RECIPIENTS) or any(title in right for title in _STATE_TITLES):
            block = _Block(_leading(line).count("\t"), gap.end(), closing=left.startswith(_RECIPIENTS))
            return block if block.takes(item) else None
    return None


class _Block:
    """Lines that stand in two columns, taken one after the other."""

    def __init__(self, tabs: int, start: int, *, closing: bool) -> None:
        self._tabs, self._start, self._closing = tabs, start, closing
        self._left: list[Paragraph] = []
        self._right: list[Paragraph] = []

    def takes(self, item: Item) -> bool:
        """Take the paragraph into its columns; False where it stands over the full width, below the two."""
        if isinstance(item, TableItem) or len(self._left) + len(self._right) > MOST_LINES:
            return False
        if item.shape.starts_page or any(not isinstance(part, Piece) and part != Break("line") for part in item.parts):
            return False
        text = _plain(item)
        if any(len(line.strip()) > LONGEST for line in text.split("\n")):
            return False
        if text.strip() and not _GAP.search(text) and (item.shape.centred or self._ends_before(text)):
            return False
        for line in _lines(item):
            self._place(line)
        return True

    def _ends_before(self, text: str) -> bool:
        """True before an annex; and before the title, once a letterhead has its number and its date."""
        if self._closing:
            return text[0].isalpha() and text.isupper()
        numbered = any(fold(_plain(line)).startswith("số") for line in self._left)
        return numbered and any(_DATE.search(_plain(line)) for line in self._right)

    def _place(self, line: Paragraph) -> None:
        text = _plain(line)
        leading = _leading(text)
        gap = _GAP.search(text, len(leading))
        if gap is not None and text[gap.end() :].strip():
            self._left.append(_cut(line, 0, gap.start()))
            self._right.append(_cut(line, gap.end(), len(text)))
        elif text.strip():
            tabs = leading.count("\t")
            further_in = tabs > self._tabs if tabs else len(leading) > self._start / 2
            (self._right if further_in else self._left).append(line)

    def sides(self) -> Iterator[tuple[Item, int]]:
        """The paragraphs of the left column, then those of the right one."""
        for column, side in ((1, self._left), (2, self._right)):
            for paragraph in side:
                yield paragraph, column


def _plain(paragraph: Paragraph) -> str:
    return "".join(part.text if isinstance(part, Piece) else "\n" for part in paragraph.parts)


def _leading(text: str) -> str:
    found = _LEADING.match(text)
    return found.group() if found else ""


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The lines of the paragraph, each as one of its own."""
    parts: list[Part] = []
    label = paragraph.label
    for part in (*paragraph.parts, Break("line")):
        if part == Break("line"):
            yield replace(paragraph, parts=tuple(parts), label=label)
            parts, label = [], ""
        else:
            parts.append(part)


def _cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The characters of the paragraph from `start` to `end`."""
    parts: list[Part] = []
    at = 0
    for part in paragraph.parts:
        if isinstance(part, Piece):
            inside = part.text[max(start - at, 0) : max(end - at, 0)]
            parts += [Piece(inside, part.look)] if inside else []
            at += len(part.text)
    return replace(paragraph, parts=tuple(parts))
