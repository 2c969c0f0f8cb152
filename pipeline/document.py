"""One submitted report as one text, with layers that point into it: pages, lines, blocks, footnotes, tables, zones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

TextSource = Literal["digital", "ocr", "mixed"]
ZoneName = Literal["body", "footnote", "table", "letterhead", "recipients", "signature"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in PDF points (0 where the format has none), where its text came from.

    `quality` is between 0 and 1: the share of its text that reads as Vietnamese words.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    source: Literal["digital", "ocr"] = "digital"
    quality: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `edges[i]` is the left edge of the character at `start + i`, the last edge the line's right.

    So `len(edges) == end - start + 1`. PDF points from the page's top left. Only paged formats have lines.
    """

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: Sequence[float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that stands on one page. The stretches of a document cover its text in order."""

    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table cell: the text between two line feeds or tabs, with how it looks.

    `bold` and `italic` are true where the whole block is; `size` is in points (0 where unknown). `column` is 0 for
    the full width, 1 and 2 for the left and right of two columns side by side (letterhead, recipients and signature).
    `level` is the outline level that the file itself gives (1 for «Heading 1»), else 0.
    """

    start: int
    end: int
    kind: Literal["paragraph", "cell"] = "paragraph"
    bold: bool = False
    italic: bool = False
    centred: bool = False
    size: float = 0.0
    column: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: `mark` as printed («1», «*»), `anchor` the offset in the body that calls it (None where unfound).

    Neither the mark before the note nor the mark in the body is part of the text.
    """

    mark: str
    anchor: int | None
    start: int
    end: int

    def is_called_in(self, start: int, end: int) -> bool:
        """True where the note's mark stands in the stretch; one at its very end belongs to it."""
        return self.anchor is not None and start < self.anchor <= end


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: row and column from 0, and where its text stands."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled or Word table. Its cells are parted by tabs, its rows by line feeds, in the one text."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Letters of a scanned page that were surely misread and set right: `read` is what was recognised at `start`."""

    start: int
    read: str

    @property
    def end(self) -> int:
        """Where it ends: a repair is as long as what was recognised."""
        return self.start + len(self.read)


@dataclass(frozen=True, slots=True)
class Zone:
    """Where in the page's logic a stretch of the text stands; what no zone covers is `body`."""

    start: int
    end: int
    name: ZoneName
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: `path` such as «II.2», its heading as printed, and the stretch that it rules.

    `planned` is true under headings such as «phương hướng» and «nhiệm vụ trọng tâm».
    """

    path: str
    heading: str
    level: int
    start: int
    end: int
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the report says of itself; a field stays empty where the report does not say it."""

    doc_type: str = ""
    symbol: str = ""
    issuer: str = ""
    place: str = ""
    issued_on: date | None = None
    title: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text in reading order, and the layers over it. Readers make it; nothing after them changes the text.

    The body comes first, each block ended by a line feed; then the footnotes, one block each, in the order of their
    notes. Layers are sorted by `start`.
    """

    text: str
    pages: tuple[Page, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tables: tuple[Table, ...] = ()
    zones: tuple[Zone, ...] = ()
    sections: tuple[Section, ...] = ()
    letterhead: Letterhead = field(default_factory=Letterhead)
    text_source: TextSource = "digital"
    pages_missing: int = 0
    repairs: tuple[Repair, ...] = ()

    def page_at(self, offset: int) -> int:
        """The page, from 1, on which the character at `offset` stands."""
        at = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1
        return self.stretches[at].page if at >= 0 else 1

    def zone_at(self, offset: int) -> Zone:
        """The zone over the character at `offset`; outside all of them, `body`."""
        at = bisect_right(self.zones, offset, key=lambda zone: zone.start) - 1
        if at >= 0 and offset < self.zones[at].end:
            return self.zones[at]
        return Zone(offset, offset, "body")

    def section_at(self, offset: int) -> Section | None:
        """The innermost section over the character at `offset`; for a footnote, ask with its anchor."""
        found = None
        for section in self.sections:
            if section.start > offset:
                break
            if offset < section.end:
                found = section
        return found

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """The rectangles that the characters from `start` to `end` fill, one per printed line."""
        first = max(bisect_right(self.lines, start, key=lambda line: line.start) - 1, 0)
        for line in self.lines[first:]:
            if line.start >= end:
                break
            left, right = max(start, line.start), min(end, line.end)
            if left < right:
                yield Box(
                    line.page, line.edges[left - line.start], line.top, line.edges[right - line.start], line.bottom
                )
