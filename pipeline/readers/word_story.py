"""A Word story in reading order: paragraphs and tables; what was inserted stands in it, what was deleted does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.readers.encodings import TCVN3, Encoding, convert, encoding_of, lost_encoding, reads_better
from pipeline.readers.ooxml import bomb
from pipeline.readers.syllables import is_syllable
from pipeline.readers.word_numbering import Numbering
from pipeline.readers.word_styles import VAL, Element, Look, Shape, Styles, W, is_on, number, read_borders

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SEEN_THROUGH = {
    f"{W}ins", f"{W}moveTo", f"{W}sdt", f"{W}sdtContent", f"{W}smartTag", f"{W}customXml", f"{W}hyperlink",
    f"{W}fldSimple", f"{W}dir", f"{W}bdo", f"{W}ruby", f"{W}rubyBase",
}  # fmt: skip
_DELETED = {f"{W}del", f"{W}moveFrom"}
_BOX = f"{W}txbxContent"
_MOST_COLUMNS = 10_000  # Word itself has 63

# White space in a run is a space, and noncharacters are ours to mark places with.
_NOT_TEXT = re.compile("[\\s\ufdd0-\ufdef]")
_SOFT = "\ufdd2"  # an optional hyphen in a TCVN3 font, where the same byte is «ư»
_LETTERS = re.compile(f"[^\\W\\d_]*(?:{_SOFT}[^\\W\\d_]*)+")
# Signs of symbol fonts that a report may use; others stay in private use.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "✓", "\uf0d8": "➢", "\uf0e0": "→", "\uf0a8": "☐", "\uf0fe": "☒",
    "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b4": "×", "\uf0b0": "°", "\uf02d": "-", "\uf02a": "*",
}  # fmt: skip
_SIGN = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text printed in one way."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line or the page ends; `rendered` is where Word last saw a page end."""

    kind: Literal["line", "page", "rendered"]


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """The end of a section, with the section's own properties."""

    properties: Element


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place that calls a footnote or an endnote; `mark` where the author chose it, such as «*»."""

    kind: Literal["footnote", "endnote"]
    note_id: str
    mark: str = ""


Part = Piece | Break | SectionEnd | NoteCall


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its parts in order, the label that its list prints before it, how it stands."""

    parts: tuple[Part, ...]
    label: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class CellItem:
    """A cell of a Word table: the columns it fills, what stands in it, and on how many sides it is ruled."""

    column: int
    span: int
    continues: bool
    ruled_sides: int
    items: tuple[Paragraph | TableItem, ...]


@dataclass(frozen=True, slots=True)
class TableItem:
    """A Word table: its rows in order."""

    rows: tuple[tuple[CellItem, ...], ...]


class Story:
    """Reads the body, a note or a text box into paragraphs and tables; lists and fields run on from part to part."""

    def __init__(self, styles: Styles, numbering: Numbering, lost: Encoding | None = None) -> None:
        self._styles = styles
        self._lost = lost  # the encoding of text that lost its font, if the document has such
        self._numbering = numbering
        self._fields: list[bool] = []  # of each open field: is its result being read?

    def items(self, container: Element) -> Iterator[Paragraph | TableItem]:
        """The paragraphs and tables of a body, a cell, a note or a text box, in order."""
        carried: list[Part] = []  # from paragraphs whose end was deleted
        for child in _flat(container):
            if child.tag == f"{W}p":
                properties = child.find(f"{W}pPr")
                shape = self._styles.shape(properties)
                carried += in_unicode(list(self._parts(child, properties, shape)), self._lost)
                if not _runs_on(properties):
                    yield Paragraph(tuple(carried), self._label(shape), shape)
                    carried = []
                for box in _boxes(child):
                    yield from self.items(box)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
        if carried:
            yield Paragraph(tuple(carried), "", Shape())

    def _parts(self, paragraph: Element, properties: Element | None, shape: Shape) -> Iterator[Part]:
        if shape.starts_page:
            yield Break("page")
        for child in _flat(paragraph):
            if child.tag == f"{W}r":
                yield from self._run(child, shape.style)
            elif child.tag.endswith(("}oMath", "}oMathPara")):
                yield Piece("".join(each.text or "" for each in child.iter(_MATH_TEXT)), Look())
        while not all(self._fields):
            self._fields.pop()  # an instruction left open would swallow the rest of the report
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None:
            yield SectionEnd(section)

    def _label(self, shape: Shape) -> str:
        return self._numbering.label(shape.list_id, shape.list_level, shape.style)

    def _run(self, run: Element, style: str) -> Iterator[Part]:
        look = self._styles.look(run.find(f"{W}rPr"), style)
        call: NoteCall | None = None
        for child in _flat(run):
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif look.hidden or not all(self._fields):
                continue
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind: Literal["footnote", "endnote"] = "footnote" if "footnote" in child.tag else "endnote"
                call = NoteCall(kind, child.get(f"{W}id", ""))
                if child.get(f"{W}customMarkFollows", "0") in ("0", "false", "off"):
                    yield call
                    call = None
            elif child.tag == f"{W}r":  # inside a ruby base
                yield from self._run(child, style)
            elif (part := _part(child, look)) is not None:
                if call is not None and isinstance(part, Piece):
                    part, call = replace(call, mark=part.text.strip()), None
                yield part
        if call is not None:
            yield call

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _table(self, element: Element) -> TableItem:
        style = element.find(f"{W}tblPr/{W}tblStyle")
        borders = self._styles.borders("" if style is None else style.get(VAL, ""))
        borders |= read_borders(element.find(f"{W}tblPr/{W}tblBorders"))
        rows = (row for row in _flat(element) if row.tag == f"{W}tr")
        return TableItem(tuple(tuple(self._row(row, borders)) for row in rows if row.find(f"{W}trPr/{W}del") is None))

    def _row(self, row: Element, borders: dict[str, bool]) -> Iterator[CellItem]:
        column = _columns(row.find(f"{W}trPr/{W}gridBefore"), none=0)
        for cell in _flat(row):
            if cell.tag != f"{W}tc":
                continue
            properties = cell.find(f"{W}tcPr")
            found = {} if properties is None else {str(child.tag): child for child in properties}
            span = _columns(found.get(f"{W}gridSpan"), none=1)
            merge = found.get(f"{W}vMerge")
            continues = merge is not None and merge.get(VAL, "continue") != "restart"
            sides = _sides(borders) | read_borders(found.get(f"{W}tcBorders"))
            gone = continues or f"{W}cellDel" in found
            yield CellItem(column, span, continues, sum(sides.values()), () if gone else tuple(self.items(cell)))
            column += span


def in_unicode(parts: list[Part], lost: Encoding | None) -> list[Part]:
    """The parts of a paragraph with its optional hyphens settled, and in Unicode where its letters lost their font."""
    pieces = [part for part in parts if isinstance(part, Piece)]
    text = "".join(piece.text for piece in pieces)
    if _SOFT in text:
        return _spread(parts, _LETTERS.sub(_with_soft_letters, text))
    encoding = lost_encoding(text) or (lost if lost is not None and reads_better(text, lost) else None)
    if encoding is None:
        return parts
    return [replace(part, text=encoding.convert(part.text)) if isinstance(part, Piece) else part for part in parts]


def _with_soft_letters(word: re.Match[str]) -> str:
    """The word with «ư» for optional hyphens where that makes it a syllable, else without them; as long as before."""
    written = word.group().replace(_SOFT, "Ư" if word.group().isupper() else "ư")
    return written if len(written) > 1 and is_syllable(written) else word.group().replace(_SOFT, "\u00ad")


def _spread(parts: list[Part], text: str) -> list[Part]:
    """The parts with this text, which is as long as theirs, in place of their own."""
    spread: list[Part] = []
    at = 0
    for part in parts:
        if isinstance(part, Piece):
            spread.append(replace(part, text=text[at : at + len(part.text)]))
            at += len(part.text)
        else:
            spread.append(part)
    return spread


def _runs_on(properties: Element | None) -> bool:
    """True where the paragraph's end was deleted or is hidden, so that the next paragraph continues it."""
    mark = None if properties is None else properties.find(f"{W}rPr")
    if mark is None:
        return False
    hidden = mark.find(f"{W}vanish")
    return any(mark.find(tag) is not None for tag in _DELETED) or (hidden is not None and is_on(hidden))


def _part(child: Element, look: Look) -> Part | None:
    """What one element of a run prints, or None where it prints nothing."""
    name = child.tag
    if name == f"{W}t":
        text = _NOT_TEXT.sub(" ", child.text or "")
        text = convert(text, look.font)
        text = _SIGN.sub(lambda sign: _SYMBOLS.get(sign[0], sign[0]), text)
        return Piece(text.upper() if look.caps else text, look)
    if name in _PRINTED:
        return _PRINTED[name](child, look)
    return None


def _break(child: Element, look: Look) -> Part:
    return Break("page" if child.get(f"{W}type") == "page" else "line")


def _symbol(child: Element, look: Look) -> Part:
    """`w:sym`: a character by its code in a symbol font, where F000 is added to the codes of older fonts."""
    try:
        code = int(child.get(f"{W}char", ""), 16)
    except ValueError:
        return Piece("", look)
    letter = chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFDD0 else ""
    return Piece(_SYMBOLS.get(letter, letter), look)


_PRINTED: dict[str, Callable[[Element, Look], Part]] = {
    f"{W}tab": lambda child, look: Piece("\t", look),
    f"{W}ptab": lambda child, look: Piece("\t", look),
    f"{W}noBreakHyphen": lambda child, look: Piece("-", look),
    f"{W}softHyphen": lambda child, look: Piece(_SOFT if encoding_of(look.font) is TCVN3 else "", look),
    f"{W}sym": _symbol,
    f"{W}br": _break,
    f"{W}cr": lambda child, look: Break("line"),
    f"{W}lastRenderedPageBreak": lambda child, look: Break("rendered"),
}


def _flat(element: Element) -> Iterator[Element]:
    """The children that count: through content controls and insertions, without deletions, one branch of choices."""
    for child in element:
        if child.tag in _SEEN_THROUGH:
            yield from _flat(child)
        elif child.tag == f"{_MC}AlternateContent":
            for branch in _branch(child):
                yield from _flat(branch)
        elif child.tag not in _DELETED:
            yield child


def _branch(choices: Element) -> list[Element]:
    """The first branch with text, so that a text box and its older twin are read once."""
    return [branch for branch in choices if next(branch.iter(f"{W}t"), None) is not None][:1]


def _boxes(drawing: Element) -> Iterator[Element]:
    if next(drawing.iter(_BOX), None) is not None:
        for child in _flat(drawing):
            if child.tag == _BOX:
                yield child
            else:
                yield from _boxes(child)


def _columns(element: Element | None, none: int) -> int:
    columns = number(element)
    if columns is None:
        return none
    if columns > _MOST_COLUMNS:
        raise bomb(f"một ô bảng rộng {columns:,} cột")
    return max(columns, none)


def _sides(borders: dict[str, bool]) -> dict[str, bool]:
    """The four sides of a cell as its table rules them, outside or inside."""
    inside_h, inside_v = borders.get("insideH", False), borders.get("insideV", False)
    return {
        "top": borders.get("top", False) or inside_h,
        "bottom": borders.get("bottom", False) or inside_h,
        "left": borders.get("left", False) or inside_v,
        "right": borders.get("right", False) or inside_v,
    }
