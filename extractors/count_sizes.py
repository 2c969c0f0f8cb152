"""Figures that tell how large or how often, not how many: «đường rộng 5,5m», «3 lần/tuần», «210 mm x 297 mm»."""

from __future__ import annotations

import re

from extractors.count_heads import words_before
from extractors.count_pairs import partner_before
from extractors.measures import Measure

_DIMENSIONS = tuple([word] for word in ("rộng", "cao", "sâu", "dày", "lề", "cách"))
# «chiều cao bình quân 2,5 m»; a length, such as «tổng chiều dài 88 km», tells how much was made.
_SIDE = re.compile(r"chiều (?:rộng|ngang|cao|sâu|dày)(?: [^\W\d_]+){0,4}[ ]$")
_LONGEST_SIDE = 48
_RATES = frozenset(("năm", "tháng", "tuần", "quý", "ngày", "kỳ", "tăng", "giảm", "gấp", "bằng", "hơn"))
_ABOUT = frozenset(("khoảng", "gần", "trên"))  # «tăng khoảng 3 lần»


def is_dimension(text: str, start: int, measure: Measure) -> bool:
    """True for the metres of one thing: «đường rộng 5,5m», «chiều cao từ 2,2-2,5 m», not «mở rộng 350 m»."""
    if text[measure.start : measure.end] not in ("m", "cm"):
        return False
    partner = partner_before(text, start)
    at = partner.start() if partner else start
    before = words_before(text, at)[-2:]
    if before[-1:] in _DIMENSIONS and before != ["mở", "rộng"]:
        return True
    return _SIDE.search(text, max(0, at - _LONGEST_SIDE), at) is not None


def is_frequency(text: str, start: int, measure: Measure) -> bool:
    """«3 lần/tuần», «mỗi năm 2 lần», «tăng 2 lần» tell how often or how much; «210 mm x 297 mm» how large."""
    words = text[measure.start : measure.end]
    if words.startswith("lần"):
        before = words_before(text, start)
        before = before[:-1] if before[-1:] and before[-1] in _ABOUT else before
        return "/" in words or text[measure.end : measure.end + 3] == " so" or bool(_RATES & set(before[-1:]))
    return text[measure.end : measure.end + 3] in (" x ", " × ")
