"""What a scanner adds to a page that is no writing: dust after «ban hành. :», rules read as «____», flourishes."""

from __future__ import annotations

import re

from pipeline.readers.hocr import SURE, Recognised, Seen, Word

MARGIN = 0.09  # share of the page's height in which a page number stands
_RULE = re.compile(r"[-–—_=~.…]{4,}")
_DUST = re.compile(r"[:;.,'`´’‘|_~=¬·°^]+")
_ENDED = re.compile(r"[:;.,!?]$")


def without_noise(page: Recognised) -> list[Seen]:
    """The lines that are writing: no rules, dust and flourishes, and no misread page number in the margins."""
    for line in page.lines:
        line.words = [word for word in line.words if not _RULE.fullmatch(word.text)]
        line.words = [word for at, word in enumerate(line.words) if not _is_dust(word, line.words[:at])]
    page.lines = [line for line in page.lines if line.words]
    return [line for line in page.lines if not line.is_junk and not _is_speck(line, page)]


def _is_dust(word: Word, before: list[Word]) -> bool:
    """True for a sign by itself that the recogniser doubts, that opens a line, or that follows another's end."""
    if not _DUST.fullmatch(word.text):
        return False
    return word.sure < SURE or "_" in word.text or not before or bool(_ENDED.search(before[-1].text))


def _is_speck(line: Seen, page: Recognised) -> bool:
    in_margin = not MARGIN * page.height < line.base < (1 - MARGIN) * page.height
    alone = all(other is line or abs(other.base - line.base) > line.low for other in page.lines)
    return in_margin and alone and len(line.text) < 4 and not line.text.isalnum()
