"""Whether a heading speaks of what is to come: «NHIỆM VỤ TRỌNG TÂM THÁNG 6», and not «Kết quả thực hiện nhiệm vụ»."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

import regex

from extractors.lexicon import rows
from extractors.patterns import fold

# `to_come` says so by itself, a `task` where the part over it does not tell of results, which `done` says.
Lean = Literal["to_come", "task", "done", ""]
_LONGEST = 25  # words; what is longer is a sentence, and says by its beginning what it is about
_LIGHT = r"(?:(?:một\ số|các|những|về|\d{1,2}|[a-zđ]\)|[-–+•*])\s+)*+"  # «Một số nhiệm vụ», «3 nhiệm vụ»
# A heading begins with its cue, or has it after a comma or «và» where it begins with its like: «Mục tiêu, giải pháp».
_LIKE = r"(?:quan\ điểm|dự\ báo|bối\ cảnh|mục\ tiêu|chỉ\ tiêu|nhiệm\ vụ|nội\ dung|đề\ xuất|kiến\ nghị|tình\ hình)"
_OPENS = rf"^{_LIGHT}(?:{_LIKE}\b.*?(?:[,;:.(–\-]\s*|\bvà\s+){_LIGHT})??\K"
_TIME = regex.compile(
    r"""
      \btháng\s+0?(?P<month>1[0-2]|[1-9])(?!\d) (?: \s*(?:/|-|năm)\s*(?P<of>[12]\d{3}) )?  # «tháng 6», «tháng 6/2024»
    | \bquý\s+(?P<quarter>i{1,3}|iv|[1-4])\b (?: \s*(?:/|-|năm)\s*(?P<of>[12]\d{3}) )?           # «quý III/2024»
    | \bnăm\s+(?P<of>[12]\d{3})(?!\s*[-–])                                                     # «năm 2025»
    """,
    regex.VERBOSE,
)
_HALF = 6  # months
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def is_planned(heading: str, told: tuple[date, date] | None = None) -> bool:
    """True where a heading speaks of what is to come; of «kết quả …, phương hướng …» the first word decides.

    `told` is the period that the report tells of: «Công tác tháng 6» is planned in the report of May alone.

    >>> is_planned("NHIỆM VỤ TRỌNG TÂM THÁNG 6 NĂM 2024"), is_planned("Kết quả thực hiện nhiệm vụ trọng tâm tháng 5")
    (True, False)
    >>> is_planned("Công tác tuyên truyền"), is_planned("Nhiệm vụ trọng tâm đã thực hiện")
    (False, False)
    >>> [is_planned("Công tác trọng tâm tháng 6", (date(2024, month, 1), date(2024, month, 30))) for month in (5, 6)]
    [True, False]
    """
    return lean_of(heading, told) in ("to_come", "task")


def lean_of(heading: str, told: tuple[date, date] | None = None) -> Lean:
    """What a heading says of the time of what stands below it; nothing where it names both, or neither."""
    words = fold(heading)
    if " đã " in f" {words} ":
        return "done"
    at = {kind: _first(kind, words) for kind in ("to_come", "planned", "task", "matter", "done", "flaw", "doing")}
    closed = min(at["done"], at["flaw"])
    open_ = min(closed, at["doing"])
    ahead, own = _times(words, told)
    if (ahead and at["matter"] < closed and at["matter"] <= at["doing"]) or _comes_first(words, at["to_come"], closed):
        return "to_come"
    if min(at["planned"], at["task"]) < open_:
        return "to_come" if at["planned"] < at["task"] else "done" if own else "task"
    both = len(_TIME.findall(words)) > 1  # «Kết quả tháng 5, nhiệm vụ tháng 6»
    return "done" if at["done"] < min(at["to_come"], at["planned"], at["task"]) and not both else ""


def _comes_first(words: str, at: int, closed: int) -> bool:
    """True where «thời gian tới» stands before what says that it was done, and a sentence begins with it."""
    return at < closed and (at < _LONGEST or len(words.split()) <= _LONGEST)


def _first(kind: str, words: str) -> int:
    """Where a cue of the kind stands first; behind the words where there is none."""
    found = _cues(kind).search(words)
    return found.start() if found else len(words)


@cache
def _cues(kind: str) -> regex.Pattern[str]:
    """The cues of a kind as one pattern; tasks and matters count only where a heading opens with them."""
    cues = "|".join(regex.escape(row["cue"]) for row in rows("headings") if row["kind"] == kind)
    opens = _OPENS if kind in ("task", "matter") else ""
    return regex.compile(rf"{opens}\b(?:{cues})\b(?!\s+\d{{1,2}}\s*[:.])")


def _times(words: str, told: tuple[date, date] | None) -> tuple[bool, bool]:
    """Whether a heading names a time after that of the report, and whether the only one that it names is its own."""
    if told is None:
        return False, False
    named = list(_stretches(words, told[1]))
    ahead = any(first > told[1] for first, _ in named)
    return ahead, bool(named) and all(one == told for one in named)


def _stretches(words: str, until: date) -> Iterator[tuple[date, date]]:
    """The months, quarters and years that a heading names; one without its year is the nearest to `until`."""
    found = list(_TIME.finditer(words))
    years = [int(match["of"]) for match in found if match["of"]]
    for match in found:
        if not match["month"] and not match["quarter"]:
            yield date(int(match["of"]), 1, 1), date(int(match["of"]), 12, 31)
            continue
        last = int(match["month"] or 3 * _number(match["quarter"]))
        first = last if match["month"] else last - 2
        near = until.year + (last - until.month < -_HALF)  # «tháng 1», in a report of tháng 12
        year = int(match["of"]) if match["of"] else years[0] if years else near
        yield date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _number(quarter: str) -> int:
    return _QUARTERS[quarter] if quarter in _QUARTERS else int(quarter)
