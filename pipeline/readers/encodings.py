"""Letters of the fonts before Unicode: «nhiÖm vô» in .VnTime is «nhiệm vụ», «nhieäm vuï» in VNI-Times too.

TCVN3 is the set VN3 of the standard TCVN 5712:1993, one byte a letter; its capitals with tones are printed by fonts
whose name ends in H, from the codes of small letters. VNI (the company's «VNI Windows» set) writes a letter and then
its mark, one byte each. Both lie on the upper half of Latin-1, so that without their fonts they read as Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from pipeline.readers.syllables import readability

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _HAT, _BREVE = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306"

# Byte → letter, by TCVN 5712:1993 table VN3. B0 to B4 are tones by themselves, for letters that have no byte.
_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB0: _GRAVE + _HOOK + _TILDE + _ACUTE + _DOT + "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậ",
    0xCC: "è",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# Sign → letter, or the marks that it puts on the letter before it; capitals are the capitals of the same signs.
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip

_TCVN3_FONT = re.compile(r"\.?Vn[A-Z3]")  # «.VnTime», «.VnArial NarrowH», «VnTime»
_CAPITALS_FONT = re.compile(r"\.?Vn.*[a-z ]H$")
_VNI_FONT = re.compile(r"VNI[- ]")  # «VNI-Times», «VNI-Helve-Condense»

# Other ways in which an office program may have taken the bytes, when it was told another alphabet.
_ALPHABETS = ("cp1252", "cp1258", "cp1254", "cp1250")
_NO_LEGACY = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")  # letters that no byte of an old font is shown as
FEWEST = 12  # words by which alone it can be told that a text lost its font
SURE, POOR = 0.9, 0.7  # shares of words that are syllables, as converted and as they stand
GARBLED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One way of writing Vietnamese in bytes: its name, and what each Latin-1 sign stands for."""

    name: str
    letters: Mapping[int, str]

    def convert(self, text: str) -> str:
        """The text in Unicode; marks that stand at its beginning are left to the letter before it.

        >>> TCVN3.convert("nhiÖm vô"), VNI.convert("nhieäm vuï QUYEÁT ÑÒNH")
        ('nhiệm vụ', 'nhiệm vụ QUYẾT ĐỊNH')
        """
        return normalize("NFC", text.translate(_as_bytes()).translate(self.letters))


def _tcvn3() -> dict[int, str]:
    return {start + at: letter for start, row in _TCVN3_ROWS.items() for at, letter in enumerate(row)}


def _vni() -> dict[int, str]:
    small = _VNI_LETTERS | _VNI_MARKS
    return {ord(sign): letter for sign, letter in small.items()} | {
        ord(sign.upper()): letter.upper() for sign, letter in small.items()
    }


TCVN3 = Encoding("TCVN3", _tcvn3())
VNI = Encoding("VNI", _vni())
ENCODINGS = (TCVN3, VNI)


@cache
def _as_bytes() -> dict[int, str]:
    """Signs that an office program showed for a byte under another alphabet, back to that byte's Latin-1 sign."""
    back: dict[int, str] = {0xF000 + byte: chr(byte) for byte in range(0x20, 0x100)}  # fonts declared as symbols
    for alphabet in reversed(_ALPHABETS):
        for byte in range(0xA1, 0x100):
            shown = bytes([byte]).decode(alphabet, "ignore")
            if shown and ord(shown) > 0xFF:
                back[ord(shown)] = chr(byte)
    return back


def encoding_of(font: str | None) -> Encoding | None:
    """The encoding that a font's name tells, or None where it is a font of our days.

    >>> encoding_of(".VnTimeH").name, encoding_of("VNI-Times").name, encoding_of("Times New Roman")
    ('TCVN3', 'VNI', None)
    """
    if not font:
        return None
    if _TCVN3_FONT.match(font):
        return TCVN3
    return VNI if _VNI_FONT.match(font) else None


def convert(text: str, font: str | None) -> str:
    """The text of a run in Unicode, by the name of its font; capitals where the font prints capitals.

    >>> convert("thùc hiÖn", ".VnTime"), convert("céng hoµ", ".VnTimeH"), convert("thực hiện", "Times New Roman")
    ('thực hiện', 'CỘNG HOÀ', 'thực hiện')
    """
    encoding = encoding_of(font)
    if encoding is None or not font or _NO_LEGACY.search(text):
        return text  # what is Unicode already was only dressed in an old font's name
    converted = encoding.convert(text)
    return converted.upper() if _CAPITALS_FONT.match(font) else converted


def lost_encoding(text: str, fewest: int = FEWEST) -> Encoding | None:
    """The encoding of a text that lost its font, where its words tell it for certain; None where they do not.

    >>> lost_encoding("C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12 n¨m 2001; theo ®Ò nghÞ cña Bé tr­ëng").name
    'TCVN3'
    >>> lost_encoding("Căn cứ Luật Tổ chức Chính phủ"), lost_encoding("The cat sat on the mat and looked at the rat")
    (None, None)
    """
    if text.isascii() or _NO_LEGACY.search(text):
        return None
    now = readability(text)
    if now.words < fewest or now.syllables > POOR:
        return None
    for encoding in ENCODINGS:
        then = readability(encoding.convert(text))
        if then.is_vietnamese and then.syllables >= SURE:
            return encoding
    return None


def reads_better(text: str, encoding: Encoding) -> bool:
    """True where a few words read as Vietnamese in the encoding that the rest of their document lost, and not as is.

    >>> reads_better("QuyÕt ®Þnh", TCVN3), reads_better("Quyết định", TCVN3), reads_better("Microsoft", TCVN3)
    (True, False, False)
    """
    if text.isascii() or _NO_LEGACY.search(text):
        return False
    now, then = readability(text), readability(encoding.convert(text))
    return then.syllables > now.syllables and then.syllables >= POOR


def is_garbled(text: str) -> bool:
    """True where many words have letters beyond ASCII and yet few are syllables: letters of an encoding not known here.

    >>> is_garbled("thùc hiÖn nhiÖm vô " * 20), is_garbled("thực hiện nhiệm vụ " * 20), is_garbled("plain words " * 50)
    (True, False, False)
    """
    found = readability(text)
    return found.words >= 40 and found.syllables < GARBLED and found.marked > 0.3
