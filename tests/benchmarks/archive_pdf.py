"""A made report as a PDF: justified lines, letterhead in two columns, footnotes under a rule, page numbers on top."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.benchmarks.archive_facts import Form, Report
from tests.benchmarks.truetype import Font, load

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 545.0, 70.0, 775.0
SIZE, NOTE_SIZE, INDENT = 14.0, 10.0, 36.0
PITCH, NOTE_PITCH, GAP = 19.0, 12.5, 5.0
ROW, CELL_SIZE = 21.0, 11.0
_LETTERS = "".join(
    sorted(
        set(
            "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
            "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆFGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZ"
            "0123456789 .,;:!?-–/()%“”+*'\"&…"
        )
    )
)
_STYLES = ("Regular", "Bold", "Italic")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the note marks right after it or inside: pieces of text and, between them, marks."""

    pieces: tuple[str, ...]
    marks: tuple[int, ...] = ()


@dataclass(slots=True)
class Line:
    """Words on one line, where it begins and whether it is driven out to the right edge."""

    words: list[Word]
    x: float
    justified: bool
    bold: bool = False
    before: float = 0.0

    @property
    def marks(self) -> list[int]:
        """The notes that are called on the line."""
        return [mark for word in self.words for mark in word.marks]


@dataclass(slots=True)
class Sheet:
    """A page as content-stream operators, and how far its body and its notes have come."""

    content: list[str] = field(default_factory=list)
    y: float = TOP
    notes: list[int] = field(default_factory=list)


def write_pdf(path: Path, report: Report) -> None:
    """Write the report; the same report gives the same bytes."""
    setter = _Setter({style: load(style, _LETTERS) for style in _STYLES}, report)
    setter.head()
    for paragraph in report.paragraphs:
        bold = paragraph.style in ("section", "part")
        for line in setter.lines(paragraph.text, bold=bold):
            setter.put(line)
    setter.end()
    for form in report.forms:
        setter.form(form)
    path.write_bytes(_file(["\n".join(sheet.content) for sheet in setter.sheets], setter.fonts))


class _Setter:
    """Sets lines on pages, with the notes of a page's lines below them."""

    def __init__(self, fonts: dict[str, Font], report: Report) -> None:
        self.fonts, self.report = fonts, report
        self.sheets = [Sheet()]
        self._marks = count(1)
        self._notes = [
            list(self._wrap(_words(f"\x01 {note}", iter([at])), NOTE_SIZE, 0.0))
            for at, note in enumerate(report.notes, start=1)
        ]

    def head(self) -> None:
        """The letterhead, left and right, and the title."""
        report, sheet = self.report, self.sheets[0]
        lefts = [*((line, "Bold") for line in report.left), (report.symbol, "Regular")]
        rights = [*((line, "Bold") for line in report.right), (report.dateline, "Italic")]
        for column, middle in ((lefts, 180.0), (rights, 420.0)):
            for at, (line, style) in enumerate(column):
                self._centred(line, middle, TOP + 16 * at, style, 12.0)
        sheet.y = TOP + 16 * max(len(lefts), len(rights)) + 20
        for line in report.title:
            for part in self._wrap([Word((word,)) for word in line.split(" ")], SIZE, 0.0, width=400.0, style="Bold"):
                text = " ".join(word.pieces[0] for word in part.words)
                self._centred(text, (LEFT + RIGHT) / 2, sheet.y, "Bold", SIZE)
                sheet.y += PITCH
        sheet.y += 12

    def lines(self, text: str, *, bold: bool) -> Iterator[Line]:
        """The lines of a paragraph, its first set in."""
        found = list(self._wrap(_words(text, self._marks), SIZE, INDENT, style="Bold" if bold else "Regular"))
        found[0].before = GAP
        for line in found:
            line.bold = bold
            yield line

    def put(self, line: Line) -> None:
        """Set a line on this page, or on the next where it and its notes do not fit."""
        sheet = self.sheets[-1]
        notes = sheet.notes + line.marks
        if sheet.y + line.before + PITCH > BOTTOM - self._depth(notes):
            sheet = self._turn()
            notes = line.marks
        sheet.notes = notes
        sheet.y += line.before
        self._set(sheet, line, sheet.y, SIZE, "Bold" if line.bold else "Regular")
        sheet.y += PITCH

    def end(self) -> None:
        """Recipients on the left and the signature on the right, on one page."""
        report = self.report
        if self.sheets[-1].y + 130 > BOTTOM - self._depth(self.sheets[-1].notes):
            self._turn()
        sheet = self.sheets[-1]
        start = sheet.y + 14
        for at, line in enumerate(report.recipients):
            style = "Bold" if at == 0 else "Regular"
            sheet.content.append(_shown(self.fonts[style], line, LEFT, start + 14 * at, 11.0))
        for at, line in enumerate(report.signature):
            self._centred(line, 440.0, start + 17 * at, "Bold", SIZE)
        self._close(sheet)

    def form(self, form: Form) -> None:
        """An annexed form on a page of its own: its number, its title, its ruled table."""
        sheet = self._turn()
        for at, line in enumerate((f"Biểu số {form.number}", form.title)):
            self._centred(line, (LEFT + RIGHT) / 2, TOP + PITCH * at, "Bold", SIZE)
        widths = _widths(form, self.fonts["Bold"])
        top, lefts = TOP + 3 * PITCH, [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
        for number, row in enumerate(form.rows):
            style = "Bold" if number == 0 else "Regular"
            for left, cell in zip(lefts, row, strict=False):
                sheet.content.append(_shown(self.fonts[style], cell, left + 4, top + ROW * number + 15, CELL_SIZE))
        bottom = top + ROW * len(form.rows)
        rules = [(left, top, left, bottom) for left in lefts]
        rules += [(lefts[0], top + ROW * at, lefts[-1], top + ROW * at) for at in range(len(form.rows) + 1)]
        sheet.content += [f"0.7 w {a:.2f} {HEIGHT - b:.2f} m {c:.2f} {HEIGHT - d:.2f} l S" for a, b, c, d in rules]
        sheet.y = bottom

    def _turn(self) -> Sheet:
        self._close(self.sheets[-1])
        sheet = Sheet()
        self.sheets.append(sheet)
        self._centred(str(len(self.sheets)), WIDTH / 2, 45.0, "Regular", 13.0)
        return sheet

    def _close(self, sheet: Sheet) -> None:
        if not sheet.notes:
            return
        y = BOTTOM - self._depth(sheet.notes) + 10
        sheet.content.append(f"0.5 w {LEFT} {HEIGHT - y + 9:.2f} m {LEFT + 144} {HEIGHT - y + 9:.2f} l S")
        y += 4
        for note in sheet.notes:
            for line in self._notes[note - 1]:
                self._set(sheet, line, y, NOTE_SIZE, "Regular")
                y += NOTE_PITCH

    def _depth(self, notes: list[int]) -> float:
        return sum(NOTE_PITCH * len(self._notes[note - 1]) for note in notes) + (18 if notes else 0)

    def _wrap(
        self, words: list[Word], size: float, indent: float, width: float = RIGHT - LEFT, style: str = "Regular"
    ) -> Iterator[Line]:
        font = self.fonts[style]
        blank = font.width(" ", size)
        line = Line([], LEFT + indent, justified=True)
        used = indent
        for word in words:
            wide = sum(font.width(piece, size) for piece in word.pieces) + sum(
                font.width(str(mark), 0.6 * size) for mark in word.marks
            )
            if line.words and used + wide > width:
                yield line
                line, used = Line([], LEFT, justified=True), 0.0
            line.words.append(word)
            used += wide + blank
        line.justified = False
        yield line

    def _set(self, sheet: Sheet, line: Line, y: float, size: float, style: str) -> None:
        font = self.fonts[style]
        blank = font.width(" ", size)
        if line.justified and len(line.words) > 1:
            wide = sum(font.width(piece, size) for word in line.words for piece in word.pieces)
            wide += sum(font.width(str(mark), 0.6 * size) for mark in line.marks)
            blank = (RIGHT - line.x - wide) / (len(line.words) - 1)
        x, run, start = line.x, "", line.x
        shift = -(blank - font.width(" ", size)) / size * 1000
        for at, word in enumerate(line.words):
            for part, piece in enumerate(word.pieces):
                if part:
                    sheet.content.append(_run(style, run, start, y, size))
                    mark = str(word.marks[part - 1])
                    sheet.content.append(_shown(self.fonts["Regular"], mark, x, y - 0.35 * size, 0.6 * size))
                    x += self.fonts["Regular"].width(mark, 0.6 * size)
                    run, start = "", x
                run += f"<{font.encoded(piece)}>" if piece else ""
                x += font.width(piece, size)
            if at < len(line.words) - 1:
                run += f"<{font.encoded(' ')}>{shift:.1f}"
                x += blank
        sheet.content.append(_run(style, run, start, y, size))

    def _centred(self, text: str, middle: float, y: float, style: str, size: float) -> None:
        font = self.fonts[style]
        self.sheets[-1].content.append(_shown(font, text, middle - font.width(text, size) / 2, y, size))


def _widths(form: Form, font: Font) -> list[float]:
    """The width of each column: as wide as its widest cell, and what is left for the second."""
    widths = [max(font.width(row[at], CELL_SIZE) for row in form.rows) + 10 for at in range(len(form.rows[0]))]
    widths[1] += max(RIGHT - LEFT - sum(widths), 0)
    return widths


def _words(text: str, marks: Iterator[int]) -> list[Word]:
    found = []
    for word in text.split(" "):
        pieces = tuple(word.split("\x01"))
        found.append(Word(pieces, tuple(next(marks) for _ in pieces[1:])))
    return found


def _shown(font: Font, text: str, x: float, y: float, size: float) -> str:
    return _run(font.style, f"<{font.encoded(text)}>", x, y, size) if text else ""


def _run(style: str, run: str, x: float, y: float, size: float) -> str:
    return f"BT /{style} {size:g} Tf {x:.2f} {HEIGHT - y:.2f} Td [{run}] TJ ET" if run else ""


def _file(pages: list[str], fonts: dict[str, Font]) -> bytes:
    """The PDF file: catalogue, page tree, pages with deflated contents, and the fonts with their letters."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    names = {}
    for style, font in fonts.items():
        objects += _font(font, len(objects) + 1)
        names[style] = len(objects) - 4
    resources = " ".join(f"/{style} {at} 0 R" for style, at in names.items())
    kids = []
    for content in pages:
        packed = zlib.compress(content.encode("ascii"))
        objects.append(_stream(packed, "/Filter /FlateDecode"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:g} {HEIGHT:g}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << {resources} >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _assembled(objects)


def _font(font: Font, first: int) -> list[bytes]:
    """The five objects of an embedded font with two-byte glyph numbers."""
    widths = " ".join(f"{glyph} [{wide}]" for glyph, wide in sorted(font.widths.items()))
    by_glyph = sorted((glyph, letter) for letter, glyph in font.glyphs.items())
    chunks = [by_glyph[at : at + 100] for at in range(0, len(by_glyph), 100)]
    table = "\n".join(
        f"{len(chunk)} beginbfchar\n"
        + "\n".join(f"<{glyph:04X}> <{ord(letter):04X}>" for glyph, letter in chunk)
        + "\nendbfchar"
        for chunk in chunks
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{table}\nendcmap end end"
    )
    name = f"ARCHIV+{font.name}"
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] "
        f"/ToUnicode {first + 4} 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {first + 2} 0 R /W [{widths}] /CIDToGIDMap /Identity >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-200 -250 1200 1000] /ItalicAngle 0 "
        f"/Ascent 891 /Descent -216 /CapHeight 660 /StemV 80 /FontFile2 {first + 3} 0 R >>".encode(),
        _stream(font.data, f"/Filter /FlateDecode /Length1 {font.length}"),
        _stream(zlib.compress(cmap.encode("ascii")), "/Filter /FlateDecode"),
    ]


def _stream(data: bytes, more: str) -> bytes:
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def _assembled(objects: list[bytes]) -> bytes:
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return body + f"{tail}startxref\n{len(body)}\n%%EOF\n".encode()
