"""A document set anew on pages of any size: justified lines, page numbers, and footnotes that may run on overleaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Block, Document, Footnote
from tests.typesetting import PITCH, SIZE, Galley, measure, wrapped


@dataclass(frozen=True, slots=True)
class Format:
    """A page to print on, in points, and how its lines are set."""

    width: float = 595.0
    height: float = 842.0
    left: float = 85.0
    right: float = 55.0
    margin: float = 70.0
    size: float = SIZE
    pitch: float = PITCH
    note: float = 11.0

    @property
    def measure(self) -> float:
        """How wide a line is."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """How high the text of a page is."""
        return self.height - 2 * self.margin


@dataclass(frozen=True, slots=True)
class _Foot:
    """A line of a footnote."""

    text: str
    first: bool
    last: bool


@dataclass(slots=True)
class _Row:
    """A line to be set: how far in, and the lines of the notes that it calls."""

    text: str
    inset: float = 0.0
    last: bool = False
    centred: bool = False
    bold: bool = False
    notes: list[_Foot] = field(default_factory=list)


def printed(document: Document, form: Format) -> list[Galley]:
    """The pages of the document, without its tables and letterhead; a note begins on the page that calls it."""
    pages: list[Galley] = []
    rows: list[_Row] = []
    feet: list[_Foot] = []
    for row in _rows(document, form):
        if rows and _height(len(rows) + 1, _least([*feet, *row.notes]), form) > form.room:
            fitting = _fitting(len(rows), form)
            pages.append(_page(len(pages) + 1, rows, feet[:fitting], form))
            rows, feet = [], feet[fitting:]
        rows.append(row)
        feet += row.notes
    while rows or feet:
        fitting = _fitting(len(rows), form)
        pages.append(_page(len(pages) + 1, rows, feet[:fitting], form))
        rows, feet = [], feet[fitting:]
    return pages


def _least(feet: list[_Foot]) -> int:
    """How many lines of notes a page must hold: all but the first of the last note, which may run on overleaf."""
    return max((at + 1 for at, foot in enumerate(feet) if foot.first), default=1 if feet else 0)


def _rows(document: Document, form: Format) -> Iterator[_Row]:
    """The lines of the body, each with the lines of its notes."""
    text = document.text
    notes = {note.mark: note for note in document.footnotes}
    body_end = min((note.start for note in document.footnotes), default=len(text))
    for block in document.blocks:
        if block.start >= body_end:
            return
        lines = wrapped(_called(text, block, document.footnotes), _in_size(form.measure, form.size))
        for at, line in enumerate(lines):
            marks = line.split("^")[1::2]
            feet = [foot for mark in marks for foot in _feet(text, notes[mark], form)]
            inset = 36.0 * form.size / SIZE if at == 0 and not block.centred else 0.0
            yield _Row(line, inset, at == len(lines) - 1, block.centred, block.bold, feet)


def _in_size(points: float, size: float) -> float:
    """A width as it would be at the size that `measure` takes for granted."""
    return points * SIZE / size


def _called(text: str, block: Block, notes: tuple[Footnote, ...]) -> str:
    """The words of a block with its marks between «^»."""
    words, done = "", block.start
    for note in notes:
        if note.anchor is not None and block.start <= note.anchor <= block.end:
            words += f"{text[done : note.anchor]}^{note.mark}^"
            done = note.anchor
    return words + text[done : block.end]


def _feet(text: str, note: Footnote, form: Format) -> Iterator[_Foot]:
    lines = wrapped(f"^{note.mark}^ {text[note.start : note.end]}", _in_size(form.measure, form.note), 0.0)
    for at, line in enumerate(lines):
        yield _Foot(line, at == 0, at == len(lines) - 1)


def _height(rows: int, feet: int, form: Format) -> float:
    return rows * form.pitch * form.size + feet * PITCH * form.note + 20


def _fitting(rows: int, form: Format) -> int:
    return max(int((form.room - rows * form.pitch * form.size - 20) / (PITCH * form.note)), 1)


def _page(number: int, rows: list[_Row], feet: list[_Foot], form: Format) -> Galley:
    page = Galley(number, form.width, form.height)
    right = form.width - form.right
    page.line(str(number), form.margin / 2, form.width / 2)
    for at, row in enumerate(rows):
        y = form.margin + at * form.pitch * form.size
        width = measure(row.text, form.size)
        if row.centred:
            page.line(row.text, y, (form.left + right - width) / 2, form.size, bold=row.bold)
        elif row.last or row.bold:
            page.line(row.text, y, form.left + row.inset, form.size, bold=row.bold)
        else:
            page.justified(row.text, y, form.left + row.inset, right, form.size)
    top = form.height - form.margin - len(feet) * PITCH * form.note
    if feet:
        page.rule(top - 12, form.left, form.left + 144)
    for at, foot in enumerate(feet):
        y = top + at * PITCH * form.note
        if foot.last:
            page.line(foot.text, y, form.left, form.note)
        else:
            page.justified(foot.text, y, form.left, right, form.note)
    return page
