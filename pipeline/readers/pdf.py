"""A PDF → one `Document`: every character at its place, whatever the file's own order of drawing; scans by `ocr`."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import compress, repeat
from pathlib import Path
from typing import Any, Literal
from unicodedata import combining

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.document import Document, TextSource
from pipeline.limits import limits_of
from pipeline.readers.effort import tell_pages
from pipeline.readers.encodings import Encoding, lost_encoding
from pipeline.readers.errors import UnreadableError
from pipeline.readers.glyphs import BOLD, ITALIC, SPACED, Glyphs
from pipeline.readers.grids import find_grids
from pipeline.readers.layout import Sheet, lay_out
from pipeline.readers.second_engine import count_pages, read_pages
from pipeline.readers.stamps import without_stamps
from pipeline.readers.strokes import Frame, picture_share, strokes
from pipeline.readers.syllables import readability

OcrMode = Literal["auto", "off", "force"]

FEW_CHARACTERS = 250  # a page that a picture fills and that has fewer is a scan with a stamp or a number on it
FILLED = 0.5  # the share of the page that a scan's picture covers at least
MOST_PAGES = limits_of().pages
MOST_CHARACTERS = 200_000  # of a page
MOST_FIELDS = 1000  # form fields and notes of a page that are looked at
HEAVY = 600  # font weight from which letters are bold
GARBLED = 0.05  # a text with a larger share of letters that are none is no text
_CID = re.compile(r"\(cid:\d+\)")
_FORCE_BOLD, _SLANTED = 1 << 18, 1 << 6
_FILL_AND_STROKE = 2  # how letters are drawn to look bold
# «Ký bởi: …», «Thời gian ký: …», as characters without spaces
_STAMP = re.compile(r"ký\s?bởi|người\s?ký|ngày\s?ký|thời\s?gian\s?ký|digitally\s?signed", re.IGNORECASE)
# What PDFium says for a hyphen at a line's end, and for a letter that it cannot tell.
_STAND_INS = {0x02: "-", 0xFFFE: "-", 0: "\ufffd"}


class LockedPdfError(UnreadableError):
    """A PDF that asks for a password before it can be read."""


class BrokenPdfError(UnreadableError):
    """A file that is no PDF, or a damaged one."""


class PicturesOnlyError(UnreadableError):
    """A scan: its pages are pictures, and its text layer holds nothing or only the stamp of a signature."""


class GarbledTextError(UnreadableError):
    """A text layer that prints as letters and reads as none: «(cid:12)(cid:7)», private use, another's bad OCR."""


@dataclass(slots=True)
class _PageText:
    """What the text layer of a page holds, and what is wrong with it.

    `missing` where something is printed and no text stands for it; `garbled` where the letters are surely none;
    `doubtful` where they lie over a picture, as another's OCR, and do not read as Vietnamese.
    """

    sheet: Sheet
    missing: bool = False
    garbled: bool = False
    doubtful: bool = False

    @property
    def usable(self) -> bool:
        """True where the text layer is the page's text."""
        return not (self.missing or self.garbled or self.doubtful)


def read_pdf(path: Path, ocr: OcrMode = "auto") -> Document:
    """The document in a PDF; `UnreadableError` says why there is none and what to do.

    Pages whose text layer is missing or bad are recognised from their picture (`auto`), or all are (`force`).
    """
    try:
        with path.open("rb") as file, closing(_open(file)) as pdf:
            pages, recognised = _read_pages(pdf, ocr)
    except BrokenPdfError:
        pages, recognised = [], {}
        if not count_pages(path, MOST_PAGES):
            raise
    _add_lost(pages, path)
    sheets = [_better(page, recognised.get(page.sheet.number)) for page in pages]
    missing = sum(
        (page.missing or page.garbled) and page.sheet is sheet for page, sheet in zip(pages, sheets, strict=True)
    )
    if missing == len(pages) and not any(page.sheet.width for page in pages):
        raise _broken()
    if missing == len(pages) or not any(sheet.characters for sheet in sheets):
        raise _garbled() if any(page.garbled for page in pages) else _pictures_only()
    return lay_out(sheets, text_source=_source(sheets), pages_missing=missing)


def _read_pages(pdf: pdfium.PdfDocument, ocr: OcrMode) -> tuple[list[_PageText], dict[int, Sheet]]:
    """All pages by their text layer, and those that were recognised from their picture."""
    _tell(len(pdf))
    pages = [_read_page(pdf, number) for number in range(1, len(pdf) + 1)]
    wanted = [page.sheet.number for page in pages if page.sheet.width and (ocr == "force" or not page.usable)]
    return pages, _recognise(pdf, wanted, pages) if wanted and ocr != "off" else {}


def _add_lost(pages: list[_PageText], path: Path) -> None:
    """Add the pages that PDFium does not know of or cannot open, with the text that the second engine finds there."""
    count = max(len(pages), count_pages(path, MOST_PAGES))
    lost = [page.sheet.number for page in pages if not page.sheet.width] + list(range(len(pages) + 1, count + 1))
    found = read_pages(path, lost) if lost else {}
    pages[len(pages) :] = [_PageText(Sheet(number, 0.0, 0.0)) for number in range(len(pages) + 1, count + 1)]
    for number in lost:
        sheet = found.get(number, Sheet(number, 0.0, 0.0))
        pages[number - 1] = _PageText(sheet, missing=not sheet.characters)


def _tell(count: int) -> None:
    """Ask for the time that so many pages need; too many are refused."""
    if count > MOST_PAGES:
        raise UnreadableError(
            f"Tệp PDF có {count:,} trang, quá giới hạn {MOST_PAGES:,} trang (BAOCAO_PAGES).",
            reason="TOO_MANY_PAGES",
            next_step="Hãy tách thành các tệp nhỏ hơn, hoặc nâng giới hạn rồi nạp lại.",
        )
    tell_pages(count)


def _recognise(pdf: pdfium.PdfDocument, wanted: list[int], pages: list[_PageText]) -> dict[int, Sheet]:
    """The pages of these numbers by OCR; without Tesseract none, unless nothing else is left to read."""
    # Imported here because most reports are no scans.
    from pipeline.readers.ocr import NoRecogniserError, recognise  # noqa: PLC0415

    try:
        return recognise(pdf, wanted)
    except NoRecogniserError:
        if not any(page.usable and page.sheet.characters for page in pages) and not any(p.doubtful for p in pages):
            raise
        return {}


def _better(page: _PageText, recognised: Sheet | None) -> Sheet:
    """The page as recognised, unless its own text reads better; without the text that stands for nothing."""
    if recognised is not None and recognised.characters:
        own, other = (readability(_text(sheet)) for sheet in (page.sheet, recognised))
        if not page.doubtful or other.syllables * other.words > own.syllables * own.words:
            return recognised
    if page.garbled:
        page.sheet.lines, page.sheet.tables, page.sheet.characters = [], [], 0
    return page.sheet


def _text(sheet: Sheet) -> str:
    return "\n".join(line.text for line in sheet.lines)


def _source(sheets: list[Sheet]) -> TextSource:
    sources = {sheet.source for sheet in sheets if sheet.characters}
    return "mixed" if len(sources) > 1 else sources.pop()


def _pictures_only() -> PicturesOnlyError:
    return PicturesOnlyError(
        "Tệp PDF này là bản quét: các trang chỉ có hình ảnh, không có lớp văn bản.",
        reason="NEEDS_OCR",
        next_step="Hãy đọc lại tệp với --ocr auto (cần cài Tesseract và dữ liệu tiếng Việt).",
    )


def _garbled() -> GarbledTextError:
    return GarbledTextError(
        "Lớp văn bản của tệp PDF này bị hỏng mã: chữ hiện ra nhưng không đọc được thành từ.",
        reason="GARBLED_TEXT",
        next_step="Hãy đọc lại tệp với --ocr force (cần cài Tesseract và dữ liệu tiếng Việt).",
    )


def _open(file: Any) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise LockedPdfError(
                "Tệp PDF được đặt mật khẩu mở tệp.",
                reason="ENCRYPTED",
                next_step="Hãy bỏ mật khẩu hoặc xin bản không có mật khẩu rồi đọc lại.",
            ) from error
        raise _broken() from error
    if not len(pdf):
        pdf.close()
        raise _broken()
    return pdf


def _broken() -> BrokenPdfError:
    return BrokenPdfError(
        "Tệp không phải là PDF hoặc đã hỏng.",
        reason="CORRUPT",
        next_step="Hãy mở thử bằng trình đọc PDF và xin lại bản gốc nếu không mở được.",
    )


def _read_page(pdf: pdfium.PdfDocument, number: int) -> _PageText:
    """One page ready for the layout, and what is wrong with its text layer."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return _PageText(Sheet(number, 0.0, 0.0), missing=True)
    if _fill_in(page):
        page.close()
        page = pdf[number - 1]
    with closing(page):
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            return _PageText(Sheet(number, *page.get_size()), missing=True)
        with closing(textpage):
            frame, glyphs = _glyphs(page, textpage)
        edges, has_pictures = strokes(page, frame)
        missing = _is_scan(page, frame, glyphs, has_pictures) or (not glyphs.text and bool(edges))
        pictured = has_pictures and not missing and picture_share(page, frame) > FILLED
        if missing:
            glyphs = Glyphs()
    grids = find_grids(edges) if glyphs.text else []
    rules = [(x0, x1, top) for x0, top, x1, bottom in edges if x1 - x0 > bottom - top]
    quality = _quality(glyphs)
    sheet = Sheet.of(number, frame.width, frame.height, glyphs, rules=rules, grids=grids, quality=quality)
    if (encoding := _old_encoding(glyphs, sheet)) is not None:
        glyphs = _in_unicode(glyphs, encoding).tidied(frame.width, frame.height)
        sheet = Sheet.of(number, frame.width, frame.height, glyphs, rules=rules, grids=grids, quality=quality)
    sheet.lines = without_stamps(sheet.lines)
    text = _text(sheet)
    garbled = bool(glyphs.text) and (quality < 1 - GARBLED or 7 * len(_CID.findall(text)) > GARBLED * len(text))
    doubtful = pictured and not garbled and not readability(text).is_vietnamese
    return _PageText(sheet, missing, garbled, doubtful)


def _old_encoding(glyphs: Glyphs, sheet: Sheet) -> Encoding | None:
    """The encoding before Unicode in which the page's letters are named, if its words tell one for certain."""
    if all(letter < "\x80" or letter > "\xff" for letter in set(glyphs.text)):
        return None
    return lost_encoding(_text(sheet))


def _in_unicode(glyphs: Glyphs, encoding: Encoding) -> Glyphs:
    """The same letters by their right names; a mark that VNI writes after its letter widens the letter."""
    text = [encoding.convert(letter) for letter in glyphs.text]
    ends = list(glyphs.x1)
    for at in range(1, len(text)):
        if text[at] and combining(text[at][0]):
            ends[at - 1] = max(ends[at - 1], ends[at])
    return Glyphs(text, glyphs.x0, ends, glyphs.base, glyphs.size, glyphs.style)


def _is_scan(page: pdfium.PdfPage, frame: Frame, glyphs: Glyphs, has_pictures: bool) -> bool:
    """True where the page is a picture, and its characters are none or those of a stamp or a page number."""
    if not has_pictures or len(glyphs.text) >= FEW_CHARACTERS:
        return False
    stamped = bool(_STAMP.search("".join(glyphs.text)))
    return not glyphs.text or stamped or picture_share(page, frame) > FILLED


def _fill_in(page: pdfium.PdfPage) -> bool:
    """Print the page's form fields and notes on it, in memory: offices put «Số» and the date there when they sign."""
    kinds = set()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_FIELDS)):
        field = raw.FPDFPage_GetAnnot(page.raw, index)
        kinds.add(raw.FPDFAnnot_GetSubtype(field))
        raw.FPDFPage_CloseAnnot(field)
    if not kinds & {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}:
        return False
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _glyphs(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> tuple[Frame, Glyphs]:
    """The page's characters as they stand when it is held upright, without spaces and what lies beyond its edges."""
    count = raw.FPDFText_CountChars(textpage.raw)
    if count > MOST_CHARACTERS:
        raise UnreadableError(
            f"Một trang có {count:,} chữ, quá giới hạn {MOST_CHARACTERS:,} chữ một trang.",
            reason="TOO_LARGE",
            next_step="Hãy hỏi lại nơi gửi: trang báo cáo không thể nhiều chữ như vậy.",
        )
    codes = _codes(textpage, count)
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    owners = list(map(_text_object, repeat(handle), range(count)))
    origins = _written(_origin, ctypes.c_double, handle, count, (0, 8))
    boxes = _written(_loose_box, ctypes.c_float, handle, count, (0,))
    looks = _looks(textpage, owners)
    turn = _turn(page, codes, owners, looks)
    frame = Frame.of(page, turn)
    chosen = {owner for owner, look in looks.items() if look is not None and look[2] == turn}
    mask = [owner in chosen and (code > 32 or code in _STAND_INS) for owner, code in zip(owners, codes, strict=True)]
    if turn == 0:
        left, top = frame.left, frame.top
        x0 = [x - left for x in compress(origins[0::2], mask)]
        x1 = [x - left for x in compress(boxes[2::4], mask)]
        base = [top - y for y in compress(origins[1::2], mask)]
    else:
        kept = compress(range(count), mask)
        places = [frame.place(origins[2 * i], origins[2 * i + 1], boxes[4 * i : 4 * i + 4]) for i in kept]
        x0, x1, base = ([place[side] for place in places] for side in range(3))
    text = [_STAND_INS.get(code) or chr(code) for code in compress(codes, mask)]
    shown = [looks[owner] or _UNSEEN for owner in compress(owners, mask)]
    # A drawn space has a width; those that PDFium adds have none.
    blank = [code == 32 and x1 > x0 for code, x0, x1 in zip(codes, boxes[0::4], boxes[2::4], strict=True)]
    after = compress([False, *blank], mask)
    style = [look[1] | SPACED if spaced else look[1] for look, spaced in zip(shown, after, strict=True)]
    glyphs = Glyphs(text, x0, x1, base, [look[0] for look in shown], style)
    return frame, glyphs.tidied(frame.width, frame.height)


def _written(
    function: Callable[..., Any], kind: Any, handle: int | None, count: int, places: tuple[int, ...]
) -> list[float]:
    """What the function writes of every character, sixteen bytes each, in one go."""
    buffer = (kind * (16 // ctypes.sizeof(kind) * count))()
    start = ctypes.addressof(buffer)
    addresses = (range(start + place, start + place + 16 * count, 16) for place in places)
    deque(map(function, repeat(handle), range(count), *addresses), maxlen=0)
    return buffer[:]  # type: ignore[no-any-return]


def _quick(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # The same C function without the checks that cost more than the call; one per character, thousands a page.
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_origin = _quick(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_loose_box = _quick(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_text_object = _quick(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)


def _codes(textpage: pdfium.PdfTextPage, count: int) -> list[int]:
    """The code points of all characters, one each."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage.raw, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if not any(0xD800 <= code < 0xE000 for code in set(codes)):
            return codes
    return [raw.FPDFText_GetUnicode(textpage.raw, index) for index in range(count)]


# Size in points, style, and quarter turns of a text object's letters.
Look = tuple[float, int, int]
_UNSEEN: Look = (0.0, 0, 0)


def _looks(textpage: pdfium.PdfTextPage, owners: list[int | None]) -> dict[int | None, Look | None]:
    """How the letters of each text object look; None for those drawn aslant and for what PDFium adds itself."""
    fonts: dict[int, int] = {}
    looks: dict[int | None, Look | None] = {None: None}
    matrix = raw.FS_MATRIX()
    for index, owner in enumerate(owners):
        if owner in looks:
            continue
        raw.FPDFText_GetMatrix(textpage.raw, index, matrix)
        turn = _quarter_turns(matrix.a, matrix.b)
        size = raw.FPDFText_GetFontSize(textpage.raw, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        if turn is None or not 0 < size < 1000:
            looks[owner] = None
            continue
        text_object = ctypes.cast(owner or 0, raw.FPDF_PAGEOBJECT)
        style = _font_style(raw.FPDFTextObj_GetFont(text_object), fonts)
        if raw.FPDFTextObj_GetTextRenderMode(text_object) == _FILL_AND_STROKE:
            style |= BOLD
        if turn == 0 and matrix.c > 0.1 * abs(matrix.d):
            style |= ITALIC
        looks[owner] = (round(size, 2), style, turn)
    return looks


def _quarter_turns(a: float, b: float) -> int | None:
    """How often text is turned left by a right angle; None where it is aslant.

    >>> _quarter_turns(14, 0), _quarter_turns(0, 14), _quarter_turns(10, 10)
    (0, 1, None)
    """
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None


def _font_style(font: Any, known: dict[int, int]) -> int:
    if not font:
        return 0
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in known:
        buffer = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
        name = buffer.value.decode("latin-1").lower()
        flags = raw.FPDFFont_GetFlags(font)
        bold = any(word in name for word in ("bold", "black", "heavy")) or flags & _FORCE_BOLD
        italic = any(word in name for word in ("italic", "oblique")) or flags & _SLANTED
        heavy = raw.FPDFFont_GetWeight(font) >= HEAVY
        known[address] = (BOLD if bold or heavy else 0) | (ITALIC if italic else 0)
    return known[address]


def _turn(
    page: pdfium.PdfPage, codes: list[int], owners: list[int | None], looks: dict[int | None, Look | None]
) -> int:
    """The quarter turns of most of the page's letters: that is how the page is held to be read."""
    turns = {look[2] for look in looks.values() if look is not None}
    if len(turns) < 2:
        return turns.pop() if turns else page.get_rotation() // 90 % 4
    votes = [0, 0, 0, 0]
    for code, owner in zip(codes, owners, strict=True):
        look = looks[owner]
        if look is not None and code > 32:
            votes[look[2]] += 1
    return votes.index(max(votes))


def _quality(glyphs: Glyphs) -> float:
    """The share of a page's characters that are letters as meant: no U+FFFD, no private use."""
    if not glyphs.text:
        return 0.0
    odd = [text for text in set(glyphs.text) if text == "\ufffd" or "\ue000" <= text[0] <= "\uf8ff"]
    bad = sum(glyphs.text.count(text) for text in odd)
    return round(1 - bad / len(glyphs.text), 4)
