"""Roman numerals by the strokes that the picture shows, for the recogniser reads «III- NHIỆM VỤ» as «HI-» or «II-»."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.hocr import Recognised, Seen, spread
from pipeline.readers.pictures import DARK, Grey
from pipeline.readers.second_look import CAPITAL, UNSURE

# In heights of a capital: where «X» is one stroke, «V» two, and neither a dash nor a full stop is met.
LEVELS = (0.5, 0.54, 0.58, 0.62)
AGREEING = 3  # of these levels: noise may stand at one, and the bar of an «H» at two
END = 0.1  # at its head and its foot an «I» is equally wide, an «L» is not
EVEN = 0.15
APART = 0.25  # letters of one numeral stand no further apart
COVERED = 0.8  # of the place where it was read, a numeral takes so much

Ink = NDArray[np.bool_]

_NUMERAL = re.compile(r"[(“\"]?(?P<numeral>[IVXHLl|!\[\]]{1,6})(?P<sign>[.,;:)\-–/\\⁄”\"]|$)")
_NUMBERED = re.compile(r"(?:quý|khóa|khoá|thứ|kỳ|chương|phần)", re.IGNORECASE)
_AND = re.compile(r"(?:và|,|-|–|đến)")
_SHAPE = re.compile(r"(?P<tens>X{0,3})(?:(?P<before>I)(?=[VX]))?(?P<five>[VX]?)(?P<strokes>I*)")
_ENDS = tuple(".-–/\\)")
_ONE = tuple("ILl|")
_SLASHES = tuple("/\\⁄")
_STROKES = str.maketrans({"H": "II", "L": "I", "l": "I", "|": "I", "!": "I", "[": "I", "]": "I"})


def read_numerals(page: Recognised, picture: Grey) -> None:
    """Give the Roman numerals of headings, quarters, terms and the like as many strokes as the picture shows.

    Where the levels at which strokes are counted differ, or make no numeral, what was read stays.
    """
    last = ""
    for line in page.lines:
        for at, word in enumerate(line.words):
            found = _NUMERAL.match(word.text)
            if found is None:
                continue
            numbered = _is_numbered(line, at, last)
            if numbered or _is_heading(line, at, found):
                _set_right(page, picture, line, at, found, ends="" if numbered or found["sign"] else ".")
        last = line.words[-1].text


def _is_heading(line: Seen, at: int, found: re.Match[str]) -> bool:
    """True for «HI-» and «L» that open a line before «MỤC TIÊU» or «Kết quả»."""
    after = line.words[1].text if at == 0 and len(line.words) > 1 else ""
    if found["sign"]:
        return found["sign"] in _ENDS and len(after) > 1 and after[0].isupper()
    # The full stop was lost.
    return found["numeral"] in _ONE and len(after) > 1 and all(word.text.isupper() for word in line.words[1:3])


def _is_numbered(line: Seen, at: int, last: str) -> bool:
    """True after «quý», «khóa», «lần thứ», and for the next of several: «khóa VII, VHI», «quý II và HI»."""
    before = [last, *(word.text for word in line.words[:at])]
    if _NUMBERED.fullmatch(before[-1].lstrip('(“"')):
        return True
    if _AND.fullmatch(before[-1]):
        before.pop()
    elif not before[-1].endswith(","):
        return False
    return len(before) > 1 and bool(_NUMERAL.fullmatch(before[-1])) and bool(_NUMBERED.fullmatch(before[-2]))


def _set_right(page: Recognised, picture: Grey, line: Seen, at: int, found: re.Match[str], *, ends: str) -> None:
    """Write the numeral as the picture shows it, with the sign that was lost after it."""
    word, (start, end) = line.words[at], found.span("numeral")
    letters = word.letters[start:end]
    if len(word.text) != len(word.letters):
        return
    ink = _ink(page, picture, line, letters[0].x0, _reach(line, at, end, found["sign"]))
    if not ink.any() or ink.shape[1] < COVERED * (letters[-1].x1 - letters[0].x0):
        return  # nothing is there, or the ink is broken
    slash = int(found["sign"] in _SLASHES and _leans(ink))
    right = _numeral(found["numeral"].translate(_STROKES), _strokes(ink) - slash)
    if found["numeral"] == "L" and not _is_even(ink):
        return
    if right and right + ends != found["numeral"]:
        word.letters[start:end] = spread(right + ends, letters, UNSURE)
        word.sure = min(word.sure, UNSURE)


def _reach(line: Seen, at: int, end: int, sign: str) -> float:
    """Where the sign after the numeral begins, or the next word: the recogniser's box may end before the numeral."""
    word = line.words[at]
    if sign == ")" or (sign in _SLASHES and end + 1 < len(word.letters)):
        return word.letters[end].x0
    return line.words[at + 1].letters[0].x0 if at + 1 < len(line.words) else word.letters[-1].x1 + line.low


def _numeral(read: str, strokes: int) -> str:
    """What was read with so many strokes as the picture shows; «» where that is no numeral.

    >>> _numeral("XII", 4), _numeral("II", 2), _numeral("XVIII", 6), _numeral("IV", 3), _numeral("II", 5)
    ('XIII', 'II', 'XVIII', 'IV', '')
    """
    shape = _SHAPE.fullmatch(read)
    if shape is None or not strokes:
        return ""
    head = shape["tens"] + (shape["before"] or "") + shape["five"]
    rest = strokes - len(head) - head.count("V")
    if shape["before"]:
        return read if rest == 0 == len(shape["strokes"]) else ""
    return head + "I" * rest if 0 <= rest <= 3 else ""


def _ink(page: Recognised, picture: Grey, line: Seen, left: float, right: float) -> Ink:
    """Where ink is from the baseline up to a capital's height, in columns that stand together from `left` on."""
    x0, base = page.in_picture(left, line.base)
    high, start = line.high or CAPITAL * line.low, max(round(x0) - 2, 0)
    ink: Ink = picture[max(round(base - high), 0) : max(round(base), 0), start : round(x0 + right - left)] < DARK
    inked = np.flatnonzero(ink.any(axis=0))
    apart = np.flatnonzero(np.diff(inked) > APART * high)
    ink = ink[:, : inked[apart[0]] + 1] if len(apart) else ink
    rows = np.flatnonzero(ink.any(axis=1))
    return ink[rows[0] : rows[-1] + 1] if len(rows) else ink


def _strokes(ink: Ink) -> int:
    """How many strokes stand upright beside each other; 0 where two of the levels at which they are counted differ."""
    found, levels = Counter(_count(_row(ink, level)) for level in LEVELS).most_common(1)[0]
    return found if levels >= AGREEING else 0


def _row(ink: Ink, level: float) -> Ink:
    row: Ink = ink[min(round((1 - level) * len(ink)), len(ink) - 1)]
    return row


def _count(row: Ink) -> int:
    return int(row[:1].sum()) + int((row[1:] & ~row[:-1]).sum())


def _is_even(ink: Ink) -> bool:
    """True where the first letter is as wide at its foot as at its head."""
    (foot, _), (head, _) = _ends(ink, 0)
    return abs(foot - head) < EVEN * len(ink)


def _leans(ink: Ink) -> bool:
    """True where the last stroke leans like that of «II/»."""
    (_, foot), (_, head) = _ends(ink, -1)
    return head - foot > EVEN * len(ink)


def _ends(ink: Ink, which: int) -> list[tuple[int, int]]:
    """How wide the first or last (-1) stretch of ink is at the foot and at the head, and where it ends."""
    found = []
    band = max(round(END * len(ink)), 1)
    for rows in (ink[-band:], ink[:band]):
        row = rows.any(axis=0)
        turns = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
        stretches = list(zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)) or [(0, 0)]
        found.append((stretches[which][1] - stretches[which][0], stretches[which][1]))
    return found
