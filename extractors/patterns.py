"""How a number and a word are written, and how each is read: «1.862» is 1862, «hòa» and «hoà» are one word."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import regex

# «1.862», «12,5», «05», «111.960»: digits with dots between thousands and a comma before decimals.
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"

_THOUSANDS = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip

# The tone of «oa», «oe», «uy» is printed on either vowel: «hòa» or «hoà», «khỏe» or «khoẻ», «thủy» or «thuỷ».
_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = regex.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})", regex.IGNORECASE)


def read_number(digits: str) -> Decimal:
    """Read a number as Vietnamese prints it.

    >>> read_number("1.862"), read_number("12,5"), read_number("05")
    (Decimal('1862'), Decimal('12.5'), Decimal('5'))
    """
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


def read_number_words(words: str) -> int | None:
    """Read a number below one hundred that is written in words, or None where it is not one.

    >>> read_number_words("hai mươi"), read_number_words("mười lăm"), read_number_words("ba mươi mốt")
    (20, 15, 31)
    >>> read_number_words("mươi hai") is None
    True
    """
    parts = words.lower().split()
    match parts:
        case [one] if one in _ONES and one not in ("mốt", "lăm", "nhăm"):
            return _ONES[one]
        case ["mười", one] if 0 < _ONES.get(one, 0) < 10:
            return 10 + _ONES[one]
        case [ten, "mươi"] if 1 < _ONES.get(ten, 0) < 10:
            return 10 * _ONES[ten]
        case [ten, "mươi", one] | [ten, one] if 1 < _ONES.get(ten, 0) < 10 and 0 < _ONES.get(one, 0) < 10:
            return 10 * _ONES[ten] + _ONES[one] if "mươi" in parts or one in ("mốt", "lăm", "nhăm") else None
    return None


def one_tone(text: str) -> str:
    """The same letters with every tone in one place, of the same length; for comparing, never for printing.

    >>> one_tone("Tỉnh uỷ"), one_tone("hoà bình"), one_tone("quý"), one_tone("thuỷ sản")
    ('Tỉnh ủy', 'hòa bình', 'quý', 'thủy sản')
    """
    return _OLD_TONE.sub(_move_tone, text)


def _move_tone(found: regex.Match[str]) -> str:
    pair = found.group()
    moved = _OLD_TONES[pair.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(pair, moved, strict=True))


def fold(text: str) -> str:
    """One form for comparing names: lower case, one tone placement, composed letters, single spaces.

    >>> fold("Tỉnh  UỶ") == fold("tỉnh ủy")
    True
    """
    return " ".join(one_tone(unicodedata.normalize("NFC", text).lower()).split())


def strip_marks(text: str) -> str:
    """The text without tones and with `đ` as `d`, character for character (NFC in), for search without diacritics.

    >>> strip_marks("Đảng ủy")
    'Dang uy'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
