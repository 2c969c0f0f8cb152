"""Word paragraphs and tables laid into one text with its layers; a letterhead's left column comes before its right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extractors.patterns import fold
from pipeline.document import Block, Cell, Stretch, Table
from pipeline.readers.word_lines import Mark, WordLine, print_line, to_lines
from pipeline.readers.word_story import Break, CellItem, NoteCall, Paragraph, Part, Piece, SectionEnd, TableItem
from pipeline.readers.word_styles import Look, Shape, W
from pipeline.readers.word_tabs import in_columns

# What only a letterhead says, and what only the list of recipients begins with.
_STATE_TITLES = tuple(fold(title) for title in ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam"))
_RECIPIENTS = fold("Nơi nhận")
_SPACE = Piece(" ", Look())
_FRAME_ROWS = 3  # a table without lines is a frame for two columns up to here, and longer ones are tables
_OFFICE_ROWS = 10


@dataclass(frozen=True, slots=True)
class Call:
    """Where a note is called: the offset, the page and the number of the section, from 0."""

    anchor: int
    page: int
    section: int
    note: NoteCall


class Layout:
    """Collects the text and its layers while a story is read from its start to its end."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.calls: list[Call] = []
        self.page = 1
        self.pages = 1
        self._text: list[str] = []
        self._at = 0
        self._section = 0
        self._turns: list[tuple[int, int]] = [(0, 1)]
        self._printed_since_turn = False

    @property
    def at(self) -> int:
        """The offset at which the next character will stand."""
        return self._at

    def text(self) -> str:
        """All that was laid so far."""
        return "".join(self._text)

    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of the text that stand on one page each."""
        ends = [*(start for start, _ in self._turns[1:]), self._at]
        pairs = zip(self._turns, ends, strict=True)
        return tuple(Stretch(start, min(end, self._at), page) for (start, page), end in pairs if start < self._at)

    def items(self, items: Iterable[Paragraph | TableItem], column: int = 0) -> None:
        """Lay paragraphs and tables, one after the other."""
        for item, side in in_columns(items):
            if isinstance(item, Paragraph):
                self.paragraph(item, column or side)
            elif is_frame(item):
                self._frame(item, column)
            else:
                self._table(item)

    def paragraph(self, paragraph: Paragraph, column: int = 0) -> None:
        """Lay a paragraph: a block for each of its lines that stands by itself."""
        shape, label = paragraph.shape, paragraph.label
        for line in to_lines(paragraph.parts, apart=bool(shape.centred) or column > 0):
            printed = print_line(line, label)
            if printed.text:
                self.line(printed, shape, column)
                label = ""
            else:
                self._write(printed)

    def line(self, printed: WordLine, shape: Shape, column: int = 0) -> None:
        """Lay one block and end it."""
        self._write(printed)
        start = self._at - len(printed.text)
        self.blocks.append(
            Block(
                start, self._at, bold=printed.bold, italic=printed.italic, centred=bool(shape.centred),
                size=printed.size, column=column, level=shape.level or 0,
            )
        )  # fmt: skip
        self._put("\n")

    def turn_to(self, page: int) -> None:
        """Let the next character stand on that page."""
        self.page = page
        self.pages = max(self.pages, page)
        self._turn_at(self._at)

    def _frame(self, table: TableItem, outer: int) -> None:
        """A table that only sets two columns side by side: the left one first, then the right one."""
        width = _width(table)
        sides: dict[int, list[CellItem]] = {1: [], 2: []}
        for row in table.rows:
            cells = [cell for cell in row if _words(cell)]
            for place, cell in enumerate(cells):
                if cell.span >= width:
                    self._columns(sides, outer)
                    self.items(cell.items, outer)
                    sides = {1: [], 2: []}
                elif place == 1 or (len(cells) == 1 and cell.column > 0):
                    sides[2].append(cell)
                else:
                    sides[1].append(cell)
        self._columns(sides, outer)

    def _columns(self, sides: dict[int, list[CellItem]], outer: int) -> None:
        first, last = self.page, self.page
        for column, cells in sides.items():
            if cells:
                self.turn_to(first)
            for cell in cells:
                self.items(cell.items, outer or column)
            last = max(last, self.page)
        self.turn_to(last)

    def _table(self, table: TableItem) -> None:
        start = self._at
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}  # column → the cell there that may run on downwards
        for at, row in enumerate(table.rows):
            for cell in row:
                if cell.continues and cell.column in open_cells:
                    above = open_cells[cell.column]
                    cells[above] = replace(cells[above], row_span=at - cells[above].row + 1)
            new = [cell for cell in row if not cell.continues]
            for cell, (begin, end) in zip(new, self._row(new), strict=True):
                open_cells[cell.column] = len(cells)
                cells.append(Cell(at, cell.column, begin, end, column_span=cell.span))
            for cell in new:
                self.items(item for item in cell.items if isinstance(item, TableItem))
        if cells:
            self.tables.append(Table(start, self._at, tuple(cells)))

    def _row(self, row: Sequence[CellItem]) -> list[tuple[int, int]]:
        """Lay the cells of a row, parted by tabs, and end it; a row without words leaves no text. The cells' places."""
        lines = [_cell_line(cell) for cell in row]
        filled = any(printed.text for printed in lines)
        first, last, fresh = self.page, self.page, self._printed_since_turn
        places: list[tuple[int, int]] = []
        for cell, printed in zip(row, lines, strict=True):
            if places:
                self._put("\t" if filled else "")
                self.turn_to(first)
                self._printed_since_turn = fresh
            self._write(replace(printed, text="", marks=_leading(printed)))
            if all(begin == end for begin, end in places):
                first, fresh = self.page, self._printed_since_turn  # the row itself begins on the new page
            begin = self._at
            self._write(replace(printed, marks=printed.marks[len(_leading(printed)) :]))
            places.append((begin, self._at))
            last = max(last, self.page)
            if printed.text:
                self.blocks.append(_cell_block(cell, printed, begin))
        if filled:
            self._put("\n")
        self.turn_to(last)
        return places

    def _write(self, printed: WordLine) -> None:
        """Put the text of a line, and let its marks take their places."""
        text, base, done = printed.text, self._at, 0
        for offset, mark in printed.marks:
            self._printed_since_turn |= offset > done
            done = offset
            if isinstance(mark, NoteCall):
                anchor = base + offset if text else max(base - 1, 0)
                self.calls.append(Call(anchor, self.page, self._section, mark))
            elif self._turns_page(mark):
                self.page += 1
                self.pages = max(self.pages, self.page)
                self._printed_since_turn = False
                self._turn_at(base + offset + (1 if text and offset == len(text) else 0))
        self._printed_since_turn |= done < len(text)
        self._put(text)

    def _turns_page(self, mark: Break | SectionEnd) -> bool:
        if isinstance(mark, SectionEnd):
            self._section += 1
            return section_starts_page(mark)
        # Word notes where it saw a page end also after a break that its author set: that is one end, not two.
        return mark.kind == "page" or self._printed_since_turn

    def _turn_at(self, at: int) -> None:
        while self._turns and self._turns[-1][0] >= at:
            self._turns.pop()
        if not self._turns or self._turns[-1][1] != self.page:
            self._turns.append((at, self.page))

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)


def is_frame(table: TableItem) -> bool:
    """True where a table only sets texts side by side, as for the letterhead, or for recipients and signature."""
    rows = [words for row in table.rows if (words := [cell for cell in row if _words(cell)])]
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 1:
        return True
    if any(len(row) > 2 for row in rows):
        return False
    if len(rows) <= _OFFICE_ROWS and any(_is_office_text(_words(cell)) for cell in cells):
        return True
    ruled = sum(cell.ruled_sides >= 2 for cell in cells) * 2 > len(cells)
    return not ruled and (len(rows) <= _FRAME_ROWS or all(len(row) == 1 for row in rows))


def section_starts_page(end: SectionEnd) -> bool:
    """True where the section that follows begins on a new page; it says so itself, at its own end."""
    following = end.properties.xpath(
        "following::w:sectPr[not(parent::w:sectPrChange)][1]/w:type/@w:val", namespaces={"w": W[1:-1]}
    )
    return following != ["continuous"]


def _is_office_text(words: str) -> bool:
    folded = fold(words[:300])
    return folded.startswith(_RECIPIENTS) or any(title in folded for title in _STATE_TITLES)


def _words(cell: CellItem) -> str:
    """The words of a cell and of the tables in it."""
    found = []
    for item in cell.items:
        if isinstance(item, Paragraph):
            found.append("".join(part.text for part in item.parts if isinstance(part, Piece)))
        else:
            found += [_words(inner) for row in item.rows for inner in row]
    return " ".join(found).strip()


def _width(table: TableItem) -> int:
    return max((cell.column + cell.span for row in table.rows for cell in row), default=0)


def _leading(printed: WordLine) -> tuple[tuple[int, Mark], ...]:
    """The page ends that stand before the first letter."""
    return tuple(takewhile(lambda mark: mark[0] == 0 and isinstance(mark[1], Break), printed.marks))


def joined_line(paragraphs: Iterable[Paragraph]) -> WordLine:
    """Paragraphs as one line, as they stand in a table cell or a note."""
    parts: list[Part] = []
    for paragraph in paragraphs:
        if paragraph.label:
            look = next((part.look for part in paragraph.parts if isinstance(part, Piece)), Look())
            parts.append(Piece(f"{paragraph.label} ", look))
        for line in to_lines(paragraph.parts, apart=False):
            parts += [*line, _SPACE]
    return print_line(parts)


def _cell_line(cell: CellItem) -> WordLine:
    return joined_line(item for item in cell.items if isinstance(item, Paragraph))


def _cell_block(cell: CellItem, printed: WordLine, start: int) -> Block:
    centred = any(item.shape.centred for item in cell.items if isinstance(item, Paragraph))
    end = start + len(printed.text)
    return Block(start, end, "cell", printed.bold, printed.italic, centred, printed.size)
