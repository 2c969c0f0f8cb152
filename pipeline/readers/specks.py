"""What a scanner adds to a page that is no writing: dust after «ban hành. :», rules read as «____», flourishes."""

from __future__ import annotations

import re

from pipeline.readers.hocr import SURE, Recognised, Seen, Word

HEAD = 0.25  # share of the page's height in which a letterhead stands
SHORT = 2
APART = 1.2  # heights of a letter between columns
MARGIN = 0.09  # share of the page's height in which a page number stands
_RULE = re.compile(r"[-–—_=~.…]{4,}")
_DUST = re.compile(r"[:;.,'`´’‘|_~=¬·°^]+")
_ENDED = re.compile(r"[:;.,!?]$")


def without_noise(page: Recognised, *, headed: bool = False) -> list[Seen]:
    """The lines that are writing: no rules, dust and flourishes, and no misread page number in the margins.

    `headed` where the page may have a letterhead, below whose organs a star or a flourish stands.
    """
    for line in page.lines:
        if headed and line.base < HEAD * page.height:
            line.words = [word for at, word in enumerate(line.words) if not _is_flourish(line, at)]
        line.words = [word for word in line.words if not _RULE.fullmatch(word.text)]
        line.words = [word for at, word in enumerate(line.words) if not _is_dust(word, line.words[:at])]
    page.lines = [line for line in page.lines if line.words]
    return [line for line in page.lines if not line.is_junk and not _is_speck(line, page)]


def _is_flourish(line: Seen, at: int) -> bool:
    """True for one or two small letters or signs by themselves, such as a star is read: «xe», «+»."""
    word = line.words[at]
    if len(word.text) > SHORT or word.text[0].isupper() or word.text.isdigit():
        return False
    apart = APART * max(letter.bottom - letter.top for letter in line.letters)
    left = line.words[at - 1].letters[-1].x1 if at else -apart
    right = line.words[at + 1].letters[0].x0 if at + 1 < len(line.words) else word.letters[-1].x1 + 2 * apart
    return word.letters[0].x0 - left > apart and right - word.letters[-1].x1 > apart


def _is_dust(word: Word, before: list[Word]) -> bool:
    """True for a sign by itself that the recogniser doubts, that opens a line, or that follows another's end."""
    if not _DUST.fullmatch(word.text):
        return False
    return word.sure < SURE or "_" in word.text or not before or bool(_ENDED.search(before[-1].text))


def _is_speck(line: Seen, page: Recognised) -> bool:
    in_margin = not MARGIN * page.height < line.base < (1 - MARGIN) * page.height
    alone = all(other is line or abs(other.base - line.base) > line.low for other in page.lines)
    return in_margin and alone and len(line.text) < 4 and not line.text.isalnum()
