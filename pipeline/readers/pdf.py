"""A PDF → one `Document`: every character at its place, whatever the file's own order of drawing; scans by `ocr`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from unicodedata import combining

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.document import Document, TextSource
from pipeline.limits import limits_of
from pipeline.readers.characters import read_glyphs
from pipeline.readers.effort import tell_pages
from pipeline.readers.encodings import Encoding, lost_encoding
from pipeline.readers.errors import UnreadableError
from pipeline.readers.glyphs import Glyphs
from pipeline.readers.grids import find_grids
from pipeline.readers.layout import Sheet, lay_out
from pipeline.readers.recognition import ALONE, ManyScansError, Recognition
from pipeline.readers.repairs import repaired
from pipeline.readers.scans import Scan, unpack_scans
from pipeline.readers.second_engine import count_pages, read_pages
from pipeline.readers.stamps import without_stamps
from pipeline.readers.strokes import Frame, picture_share, strokes
from pipeline.readers.syllables import readability

OcrMode = Literal["auto", "off", "force"]

FEW_CHARACTERS = 250  # a page that a picture fills and that has fewer is a scan with a stamp or a number on it
FILLED = 0.5  # the share of the page that a scan's picture covers at least
MOST_PAGES = limits_of().pages
MOST_FIELDS = 1000  # form fields and notes of a page that are looked at
GARBLED = 0.05  # a text with a larger share of letters that are none is no text
_CID = re.compile(r"\(cid:\d+\)")
# «Ký bởi: …», «Thời gian ký: …», as characters without spaces
_STAMP = re.compile(r"ký\s?bởi|người\s?ký|ngày\s?ký|thời\s?gian\s?ký|digitally\s?signed", re.IGNORECASE)


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


def read_pdf(path: Path, ocr: OcrMode = "auto", recognition: Recognition = ALONE) -> Document:
    """The document in a PDF; `UnreadableError` says why there is none and what to do.

    Pages whose text layer is missing or bad are recognised from their picture (`auto`), or all are (`force`); by whom,
    and when `ManyScansError` asks for others, is told by `recognition`.
    """
    try:
        with path.open("rb") as file, closing(_open(file)) as pdf:
            pages, recognised = _read_pages(pdf, ocr, recognition)
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
    return repaired(lay_out(sheets, text_source=_source(sheets), pages_missing=missing))


def recognise_pages(path: Path, numbers: Sequence[int]) -> list[Scan]:
    """These pages of a PDF recognised from their picture, each by itself, as `given` to who reads the whole file.

    `UnreadableError` where the file has no such page, or nothing is there to recognise with.
    """
    from pipeline.readers.ocr import read_scans  # noqa: PLC0415

    with path.open("rb") as file, closing(_open(file)) as pdf:
        tell_pages(len(numbers))
        if max(numbers) > len(pdf):
            raise _broken()
        for number in numbers:
            _read_page(pdf, number)  # prints fields and notes on the page, as who reads the whole file does
        return read_scans(pdf, numbers)


def _read_pages(
    pdf: pdfium.PdfDocument, ocr: OcrMode, recognition: Recognition
) -> tuple[list[_PageText], dict[int, Sheet]]:
    """All pages by their text layer, and those that were recognised from their picture."""
    _tell(len(pdf))
    pages = [_read_page(pdf, number) for number in range(1, len(pdf) + 1)]
    wanted = [page.sheet.number for page in pages if page.sheet.width and (ocr == "force" or not page.usable)]
    return pages, _recognise(pdf, wanted, pages, recognition) if wanted and ocr != "off" else {}


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


def _recognise(
    pdf: pdfium.PdfDocument, wanted: list[int], pages: list[_PageText], recognition: Recognition
) -> dict[int, Sheet]:
    """The pages of these numbers by OCR; without Tesseract none, unless nothing else is left to read."""
    # Imported here because most reports are no scans.
    from pipeline.readers.ocr import NoRecogniserError, read_scans, require_tesseract, to_sheets  # noqa: PLC0415

    if recognition.given:
        given = unpack_scans(Path(recognition.given).read_bytes())
        return to_sheets([scan for scan in given if scan.number in set(wanted)])
    try:
        require_tesseract()
        if recognition.most is not None and len(wanted) > recognition.most:
            raise ManyScansError(wanted)
        return to_sheets(read_scans(pdf, wanted))
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
            frame, glyphs = read_glyphs(page, textpage)
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


def _quality(glyphs: Glyphs) -> float:
    """The share of a page's characters that are letters as meant: no U+FFFD, no private use."""
    if not glyphs.text:
        return 0.0
    odd = [text for text in set(glyphs.text) if text == "\ufffd" or "\ue000" <= text[0] <= "\uf8ff"]
    bad = sum(glyphs.text.count(text) for text in odd)
    return round(1 - bad / len(glyphs.text), 4)
