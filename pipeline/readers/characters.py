"""What PDFium says of every character of a page, in one go: its letter, place and font, and how the page is held."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from itertools import compress, repeat
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.readers.errors import UnreadableError
from pipeline.readers.glyphs import BOLD, ITALIC, SPACED, Glyphs
from pipeline.readers.strokes import Frame

MOST_CHARACTERS = 200_000  # of a page
HEAVY = 600  # font weight from which letters are bold
_FORCE_BOLD, _SLANTED = 1 << 18, 1 << 6
_FILL_AND_STROKE = 2  # how letters are drawn to look bold
# What PDFium says for a hyphen at a line's end or drawn from a font that calls it a soft one, and for a letter that it
# cannot tell.
_STAND_INS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0: "\ufffd"}


def read_glyphs(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> tuple[Frame, Glyphs]:
    """The page's characters as they stand when it is held upright, without spaces and what lies beyond its edges.

    `UnreadableError` for a page of more characters than any report has.
    """
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
