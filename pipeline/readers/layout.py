"""From the printed lines of all pages to one text in reading order, with every layer that points into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.document import Block, Cell, Document, Footnote, Line, Page, Stretch, Table, TextSource
from pipeline.readers.columns import centred, find_columns, unparted
from pipeline.readers.glyphs import Glyphs
from pipeline.readers.grids import Grid
from pipeline.readers.lines import glued, printed_lines, split_in_cell
from pipeline.readers.margins import Leaf, body_size, commonest_size, drop_running_lines, find_text_edges
from pipeline.readers.notes import Call, Note, PageNotes, find_calls, link_notes, read_notes, take_endnotes, take_notes
from pipeline.readers.paragraphs import Paragraph, Set, paragraphs, usual_pitch
from pipeline.readers.printed import Printed
from pipeline.readers.ruled_tables import RuledTable, joined_tables

ASCENT, DESCENT = 0.9, 0.22  # how far letters reach above and below their baseline, in sizes


@dataclass(slots=True)
class Sheet:
    """A page as the layout takes it: lines from top to bottom without those in tables, tables, horizontal rules."""

    number: int
    width: float
    height: float
    lines: list[Printed] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    quality: float = 0.0
    source: Literal["digital", "ocr"] = "digital"
    characters: int = 0

    @classmethod
    def of(
        cls,
        number: int,
        width: float,
        height: float,
        glyphs: Glyphs,
        *,
        rules: Sequence[tuple[float, float, float]] = (),
        grids: Sequence[Grid] = (),
        quality: float = 1.0,
        source: Literal["digital", "ocr"] = "digital",
    ) -> Sheet:
        """The page with these characters; those inside a ruled table go to their cells."""
        tables, inside = _fill(grids, glyphs, number)
        rest = None if not inside else [index for index in range(len(glyphs.text)) if index not in inside]
        lines = printed_lines(glyphs, number, rest)
        outside = [rule for rule in rules if not any(grid.top - 2 <= rule[2] <= grid.bottom + 2 for grid in grids)]
        return cls(number, width, height, lines, tables, outside, quality, source, len(glyphs.text))


def _fill(grids: Sequence[Grid], glyphs: Glyphs, page: int) -> tuple[list[RuledTable], set[int]]:
    """The tables with the lines of their cells, and which characters they take."""
    tables: list[RuledTable] = []
    taken: set[int] = set()
    for grid in grids:
        members: list[list[int]] = [[] for _ in grid.cells]
        rows: dict[int, list[int]] = {}
        for number, cell in enumerate(grid.cells):
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(number)
        tops = sorted({cell.top for cell in grid.cells})
        for index, base in enumerate(glyphs.base):
            if not grid.top <= base <= grid.bottom + 1:
                continue
            across, down = (glyphs.x0[index] + glyphs.x1[index]) / 2, base - 0.3 * glyphs.size[index]
            for number in rows.get(bisect_right(tops, down) - 1, ()):
                cell = grid.cells[number]
                if cell.x0 <= across <= cell.x1 and cell.top <= down <= cell.bottom:
                    members[number].append(index)
                    taken.add(index)
                    break
        cells = [
            (cell, printed_lines(glyphs, page, letters)) for cell, letters in zip(grid.cells, members, strict=True)
        ]
        if any(lines for _, lines in cells):
            tables.append(RuledTable(grid.top, cells))
    return tables, taken


def lay_out(sheets: Sequence[Sheet], *, text_source: TextSource = "digital", pages_missing: int = 0) -> Document:
    """The document that the pages make."""
    leaves = [Leaf(sheet.number, sheet.width, sheet.height, list(sheet.lines)) for sheet in sheets]
    drop_running_lines(leaves)
    find_text_edges(leaves)
    size = body_size(line for leaf in leaves for line in leaf.lines)
    notes = _notes(sheets, leaves, size)
    flow = [item for sheet, leaf in zip(sheets, leaves, strict=True) for item in _in_order(sheet, leaf)]
    writer = _Writer(len(notes))
    _write_body(flow, writer)
    pages = tuple(Page(sheet.number, sheet.width, sheet.height, sheet.source, sheet.quality) for sheet in sheets)
    return writer.document(notes, pages, text_source, pages_missing)


def _notes(sheets: Sequence[Sheet], leaves: Sequence[Leaf], size: float) -> list[Note]:
    """Take the footnotes off the pages and link each with the place that calls it."""
    feet: list[PageNotes] = []
    for sheet, leaf in zip(sheets, leaves, strict=True):
        feet.append(take_notes(leaf, sheet.rules, size, feet[-1] if feet else PageNotes()))
    if not any(foot.lines for foot in feet):
        feet = take_endnotes(leaves, size)
    notes: list[Note] = []
    calls: list[Call] = []
    body: list[Printed] = []
    for sheet, leaf, foot in zip(sheets, leaves, feet, strict=True):
        here = [*leaf.lines, *(line for table in sheet.tables for _, lines in table.cells for line in lines)]
        on_page = list(find_calls(here))
        read_notes(foot, on_page if on_page or notes else calls, notes, leaf.right)
        calls += on_page
        body += here
    link_notes(notes, calls, body)
    return notes


def _in_order(sheet: Sheet, leaf: Leaf) -> Iterator[Set | RuledTable]:
    """The lines and tables of a page in reading order: left column before right column."""
    tables = sorted(sheet.tables, key=lambda table: table.top, reverse=True)
    columns = find_columns(leaf)
    for index, line in enumerate(leaf.lines):
        while tables and tables[-1].top < line.base:
            yield tables.pop()
        for part in columns:
            if part.first == index:
                for column, side in ((1, part.left), (2, part.right)):
                    yield from (Set(one, leaf.left, leaf.right, column) for one in side)
        if unparted(columns, index):
            yield Set(line, leaf.left, leaf.right, 0, centred(leaf, line), leaf.hanging)
    yield from reversed(tables)


def _write_body(flow: Sequence[Set | RuledTable], writer: _Writer) -> None:
    pitch = usual_pitch([item for item in flow if isinstance(item, Set) and not item.column])
    run: list[Set] = []
    for item in joined_tables(flow):
        if isinstance(item, Set):
            run.append(item)
            continue
        writer.paragraphs(paragraphs(run, pitch))
        run = []
        writer.table(item)
    writer.paragraphs(paragraphs(run, pitch))


class _Writer:
    """Writes the one text and notes what stands where."""

    def __init__(self, notes: int) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._anchors: list[int | None] = [None] * notes
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._starts: list[tuple[int, int]] = []

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def paragraphs(self, found: Iterable[Paragraph]) -> None:
        """Write each paragraph as a block of its own."""
        for paragraph in found:
            first = paragraph.lines[0]
            lines = [one.line for one in paragraph.lines]
            self._block(lines, "paragraph", column=first.column, middle=paragraph.centred)
            self._put("\n")

    def table(self, table: RuledTable) -> None:
        """Write the cells of a table, parted by tabs, its rows by line feeds."""
        start = self._length
        cells: list[Cell] = []
        row = table.cells[0][0].row
        for number, (cell, lines) in enumerate(table.cells):
            if number:
                self._put("\t" if cell.row == row else "\n")
            row = cell.row
            at = self._length
            if lines:
                self._block(lines, "cell")
            cells.append(Cell(cell.row, cell.column, at, self._length, cell.row_span, cell.column_span))
        self._tables.append(Table(start, self._length, tuple(cells)))
        self._put("\n")

    def _block(
        self, lines: Sequence[Printed], kind: Literal["paragraph", "cell"], column: int = 0, *, middle: bool = False
    ) -> None:
        start = self._length
        for number, line in enumerate(lines):
            following = lines[number + 1].text if number + 1 < len(lines) else None
            whole = following is None or glued(line.text, following)
            self._line(line, spaced=not (whole or (kind == "cell" and split_in_cell(line.text, following or ""))))
        bold, italic = all(line.bold for line in lines), all(line.italic for line in lines)
        size = commonest_size(lines)
        self._blocks.append(Block(start, self._length, kind, bold, italic, middle, size, column))

    def _line(self, line: Printed, *, spaced: bool) -> None:
        """Write a printed line; a space before the next line belongs to it, without any width."""
        start = self._length
        for at, note in line.calls:
            self._anchors[note] = start + at
        if not self._starts or self._starts[-1][1] != line.page:
            self._starts.append((start, line.page))
        edges = line.edges + line.edges[-1:] if spaced else line.edges
        self._put(line.text + " " if spaced else line.text)
        top, bottom = max(line.base - ASCENT * line.size, 0.0), line.base + DESCENT * line.size
        self._lines.append(Line(start, self._length, line.page, top, bottom, edges))

    def document(
        self, notes: Sequence[Note], pages: tuple[Page, ...], text_source: TextSource, pages_missing: int
    ) -> Document:
        """Write the notes below the body, and give back the whole."""
        footnotes = []
        for note, anchor in zip(notes, self._anchors, strict=True):
            start = self._length
            if note.lines:
                self._block(note.lines, "paragraph")
            footnotes.append(Footnote(note.mark, anchor, start, self._length))
            self._put("\n")
        ends = [start for start, _ in self._starts[1:]] + [self._length]
        begins = [0, *(start for start, _ in self._starts[1:])]
        stretches = tuple(
            Stretch(start, end, page) for start, end, (_, page) in zip(begins, ends, self._starts, strict=False)
        )
        return Document(
            text="".join(self._parts),
            pages=pages,
            stretches=stretches,
            blocks=tuple(self._blocks),
            lines=tuple(self._lines),
            footnotes=tuple(footnotes),
            tables=tuple(self._tables),
            text_source=text_source,
            pages_missing=pages_missing,
        )
