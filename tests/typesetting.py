"""Pages set by hand, letter by letter, and the PDF files that they make; for tests of how pages are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.readers.glyphs import BOLD, Glyphs
from pipeline.readers.grids import find_grids
from pipeline.readers.layout import Sheet

LEFT, RIGHT, SIZE = 85.0, 540.0, 14.0
PITCH = 1.2  # distance of two lines, in sizes
LETTER, BLANK = 0.5, 0.28  # widths, in sizes


@dataclass(slots=True)
class Galley:
    """A page to set lines on; «^2^» is set small and raised."""

    number: int = 1
    width: float = 595.0
    height: float = 842.0
    glyphs: Glyphs = field(default_factory=Glyphs)
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def line(self, text: str, y: float, x: float = LEFT, size: float = SIZE, *, bold: bool = False) -> float:
        """Set a line on the baseline `y` and tell where it ends."""
        return self._set(text, x, y, size, blank=BLANK * size, style=BOLD if bold else 0)

    def justified(self, text: str, y: float, x: float = LEFT, right: float = RIGHT, size: float = SIZE) -> None:
        """Set a line whose words are driven apart until it ends at `right`."""
        blanks = text.count(" ")
        room = right - x - measure(text, size) + blanks * BLANK * size
        self._set(text, x, y, size, blank=room / blanks if blanks else BLANK * size)

    def centred(self, text: str, y: float, middle: float = (LEFT + RIGHT) / 2, *, bold: bool = False) -> None:
        """Set a line around `middle`."""
        self.line(text, y, middle - measure(text) / 2, bold=bold)

    def _set(self, text: str, x: float, y: float, size: float, *, blank: float, style: int = 0) -> float:
        for part, piece in enumerate(text.split("^")):
            small = part % 2 == 1
            high, base = (0.6 * size, y - 0.35 * size) if small else (size, y)
            for letter in piece:
                if letter == " ":
                    x += blank
                    continue
                self.letter(letter, x, base, high, style)
                x += LETTER * high
        return x

    def letter(self, letter: str, x: float, y: float, size: float = SIZE, style: int = 0) -> None:
        """Set one letter with its left edge at `x`."""
        glyphs = self.glyphs
        glyphs.text.append(letter)
        glyphs.x0.append(x)
        glyphs.x1.append(x + LETTER * size)
        glyphs.base.append(y)
        glyphs.size.append(size)
        glyphs.style.append(style)

    def rule(self, y: float, x0: float = LEFT, x1: float = LEFT + 144) -> None:
        """Draw a thin line across, such as the one above footnotes."""
        self.strokes.append((x0, y, x1, y))

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> None:
        """Rule a table with these upright and level strokes."""
        self.strokes += [(columns[0], y, columns[-1], y) for y in rows]
        self.strokes += [(x, rows[0], x, rows[-1]) for x in columns]

    def sheet(self) -> Sheet:
        """The page as the layout takes it."""
        rules = [(x0, x1, y0) for x0, y0, x1, y1 in self.strokes if y0 == y1]
        glyphs = self.glyphs.tidied(self.width, self.height)
        return Sheet.of(self.number, self.width, self.height, glyphs, rules=rules, grids=find_grids(self.strokes))


def measure(text: str, size: float = SIZE) -> float:
    """How wide a line is; what stands between two «^» is set small."""
    widths = (
        (BLANK if letter == " " else LETTER * (0.6 if part % 2 else 1))
        for part, piece in enumerate(text.split("^"))
        for letter in piece
    )
    return sum(widths) * size


def wrapped(text: str, width: float, indent: float = 36.0) -> list[str]:
    """The words in lines that fit the width, the first of them set in."""
    lines: list[str] = []
    room = width - indent
    for word in text.split(" "):
        if lines and measure(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            room = width if lines else room
            lines.append(word)
    return lines


def book(
    paragraphs: Iterable[str], width: float = RIGHT - LEFT, depth: int = 30, *, numbered: bool = True
) -> list[Sheet]:
    """Pages of justified paragraphs with first lines set in, `depth` lines a page, page numbers above."""
    pages: list[Galley] = []
    used = depth
    for paragraph in paragraphs:
        lines = wrapped(paragraph, width)
        for at, line in enumerate(lines):
            if used == depth:
                pages.append(Galley(len(pages) + 1))
                used = 0
                if numbered:
                    pages[-1].line(str(len(pages)), 40, 297)
            x = LEFT + (36.0 if at == 0 else 0.0)
            y = 80 + used * PITCH * SIZE
            if at == len(lines) - 1:
                pages[-1].line(line, y, x)
            else:
                pages[-1].justified(line, y, x, LEFT + width)
            used += 1
    return [page.sheet() for page in pages]


def pdf_file(
    pages: Sequence[str], *, box: str = "0 0 595 842", extra: str = "", crypt: str = "", fonts: str = ""
) -> bytes:
    """A PDF of these content streams, with `F1` Helvetica and `F2` Helvetica-Bold; `extra` goes into every page."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
        f"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> {fonts} >>",
    ]
    for at, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {extra} "
            f"/Resources << /Font 3 0 R >> /Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body = "%PDF-1.7\n"
    places = []
    for number, thing in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{thing}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {crypt} >>\n"
    return f"{body}{tail}startxref\n{len(body)}\n%%EOF\n".encode("latin-1")


def shown(text: str, x: float, y: float, size: float = 14, matrix: str = "1 0 0 1") -> str:
    """A content stream that prints one line."""
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"
