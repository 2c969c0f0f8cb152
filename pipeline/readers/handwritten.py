"""The number and the day that are written by hand into a scanned letterhead: «Số: ?Ø/QĐ-TTg» is read a second time.

The place is cut out and read for figures alone, in several sizes. Only what these readings agree on is taken; else the
letterhead stays as it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise

from pipeline.readers.hocr import Letter, Recognised, Seen, Word
from pipeline.readers.pictures import Grey
from pipeline.readers.second_look import SIZES, UNSURE, readings

HEAD = 0.4  # share of the page in which a letterhead stands
AGREEING = 2  # so many readings of a day at least must say the same, and no other anything else
ALL = len(SIZES)  # of a number, where nothing tells which one can be
COLUMN = 2.5  # heights of an «x»: a wider gap parts two columns
_WITH_BAR = ("-c", "tessedit_char_whitelist=0123456789/-")
_FIGURES = ("-c", "tessedit_char_whitelist=0123456789")

_NUMBER = re.compile(r"(?P<number>\d{1,5})[ ]?[/-]")
_BARS = "/-–"
_READ = re.compile(r"\d{1,5}[a-zđ]?")


def read_handwritten(page: Recognised, picture: Grey) -> None:
    """Read the number and the date of the page's letterhead again where they are no figures."""
    for line in page.lines:
        if line.base < HEAD * page.height:
            _read_number(line, page, picture)
            _read_day(line, page, picture)


def _read_number(line: Seen, page: Recognised, picture: Grey) -> None:
    """«Số:» at the beginning of a column, and what stands before the next bar or hyphen."""
    for at, (word, after) in enumerate(pairwise(line.words)):
        bar = next((at for at, letter in enumerate(after.letters) if letter.text in _BARS), None)
        begins = at == 0 or word.letters[0].x0 - line.words[at - 1].letters[-1].x1 > COLUMN * line.low
        if word.text.rstrip(":.") not in ("Số", "SỐ") or not begins or not bar or _READ.fullmatch(after.text[:bar]):
            continue
        left, right = word.letters[-1].x1, after.letters[-1].x1
        number = _agreed(readings(page, picture, line, left, right, wanted=_WITH_BAR), _number_in, ALL)
        if number:
            start = (left + after.letters[0].x0) / 2
            after.letters[:bar] = _letters(number, line, start, after.letters[bar].x0)
            after.sure = min(after.sure, UNSURE)
        return


def _number_in(reading: str) -> str:
    found = _NUMBER.match(reading)
    return found["number"] if found else ""


def _read_day(line: Seen, page: Recognised, picture: Grey) -> None:
    """«ngày», a day, «tháng», a month, «năm»."""
    for before, behind, most in (("ngày", "tháng", 31), ("tháng", "năm", 12)):
        first = next((at for at, word in enumerate(line.words) if word.text.lower().startswith(before)), None)
        if first is None:
            continue
        last = next(
            (at for at in range(first + 1, len(line.words)) if line.words[at].text.lower().startswith(behind)), None
        )
        if last is None or last - first > 3:
            continue
        word = line.words[first]
        between = word.text[len(before) :] + "".join(each.text for each in line.words[first + 1 : last])
        if between.isdigit() and 1 <= int(between) <= most:
            continue
        left, right = word.letters[len(before) - 1].x1, line.words[last].letters[0].x0
        day = _agreed(readings(page, picture, line, left, right, wanted=_FIGURES), partial(_up_to, most), AGREEING)
        if day:
            word.letters = word.letters[: len(before)]
            gap = 0.1 * (right - left)
            line.words[first + 1 : last] = [Word(_letters(day, line, left + gap, right - gap), UNSURE, word.bold)]


def _up_to(most: int, reading: str) -> str:
    figures = reading.replace(" ", "")
    return figures if figures.isdigit() and len(figures) < 3 and 1 <= int(figures) <= most else ""


def _agreed(looks: Iterable[str], read: Callable[[str], str], fewest: int) -> str:
    """What several readings say and none denies; «» where there is no such thing."""
    votes = Counter(said for look in looks if (said := read(look)))
    return next(iter(votes)) if len(votes) == 1 and votes.total() >= fewest else ""


def _letters(figures: str, line: Seen, left: float, right: float) -> list[Letter]:
    share = (right - left) / len(figures)
    return [
        Letter(figure, left + at * share, line.base - line.high, left + (at + 1) * share, line.base, UNSURE)
        for at, figure in enumerate(figures)
    ]
