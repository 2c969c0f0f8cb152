"""Dates in the short forms of notes and headings: «T5/2024», «9T/2024», «tuần 32/2024», «cùng kỳ 2023»."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.date_parts import END, MONTH_WORDS, ONE_YEAR, Part, read_month, read_year
from extractors.patterns import read_number_words

_YEAR4 = r"(?:19|20)\d\d"
_OWN = r"(?<![\w/.,-])"  # no word, code or figure goes on into it

# «T5/2024», «T4-2024», «Q1/2024».
_LETTERED = re.compile(rf"{_OWN}(?P<unit>[TQ])(?P<number>\d{{1,2}})[/-](?P<year>{_YEAR4}){END}")
# «9T/2024», «9T đầu năm 2024», «9T năm 2024».
_FIRST_MONTHS = re.compile(rf"{_OWN}(?P<count>\d{{1,2}})T(?:/|[ ](?:đầu[ ])?năm[ ])(?P<year>{_YEAR4})(?!\d)(?![/-]\d)")
# «tuần 32/2024».
_WEEK = re.compile(rf"(?<!\w)[Tt](?:uần|UẦN)[ ](?P<week>\d{{1,2}})/(?P<year>{_YEAR4}){END}")
# «hai năm (2021, 2022)»: the first of the years in brackets.
_BRACKETED_YEAR = re.compile(rf"(?<=[Nn]ăm[ ]\()(?P<year>{_YEAR4})(?=,[ ]?{_YEAR4}|[ ]và[ ]{_YEAR4})")
# «hoàn thành 11-2019», «(11-2019)»: with a hyphen no share and no symbol.
_DASHED_MONTH = re.compile(
    rf"(?:(?<=thành[ ])|(?<=vào[ ])|(?<=trong[ ])|(?<=\()(?=[\d-]{{6,7}}\)))"
    rf"(?P<month>\d{{1,2}})-(?P<year>{_YEAR4}){END}"
)
# «từ 2020 đến nay», «(2016 - nay)».
_SINCE = re.compile(rf"(?<![\w/.,–-])(?<!ăm[ ])(?P<year>{_YEAR4})(?=(?:[ ]đến|[ ]?[-–])[ ]nay(?!\w))")
# «ngày 7/1-2005»: the year after a hyphen, as in older reports.
_MIXED_DAY = re.compile(rf"(?<=ày[ ])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})[ ]?[-–][ ]?(?P<year>{_YEAR4}){END}")
# «ngày 3 tháng Hai năm 2024».
_WORDED_DAY = re.compile(
    rf"(?<!\w)[Nn](?:gày|GÀY)[ ](?P<day>\d{{1,2}})[ ](?i:tháng)[ ](?P<month>(?i:{MONTH_WORDS}))[ ](?i:năm)[ ]"
    rf"(?P<year>{_YEAR4}){END}"
)
# What names a year without «năm», and how its clause goes on: «so với cùng kỳ 2023,», «Tết Nguyên đán 2024 là».
_YEAR_BEFORE = re.compile(
    r"(?:cùng kỳ|dự toán|kế hoạch|[Nn]guyên đán|NGUYÊN ĐÁN|Tết|TẾT|[Vv]ụ[ ](?:mùa|[Xx]uân|[Đđ]ông|[Hh]è|[Cc]hiêm|thu)"
    r"|(?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý)[ ](?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Tị|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)"
    r"|(?:[Tt]ầm nhìn|TẦM NHÌN|định hướng|ĐỊNH HƯỚNG|mục tiêu|hướng)(?:[ ](?:đến|tới|ĐẾN))?"
    r"|đến hết|tính đến|trước|cuối|đầu|giữa)[ ]$"
)
_YEAR_AFTER = re.compile(r"[ ]?(?:[.,;:)\n\t]|$)|[ ](?:và|là|thì|của|trên|đạt|tăng|giảm|tại|theo|cho|giao)(?!\w)")
# «(2021: 12 hộ; 2022: 15 hộ)»: years that label the figures of a row.
_LABEL_BEFORE = re.compile(r"(?:[(;,][ ]?|\n[-+•*][ ])$")
_LABEL_AFTER = re.compile(r"[ ]?:[ ]?\d")

_LONGEST_CUE = 6


def read_shorthand(text: str, at: int) -> Part | None:
    """The part that begins at, or just before, the figure at `at` in one of the short forms; None where none does.

    >>> (part := read_shorthand("Kết quả T5/2024", 9)) and (part.start, part.kind, part.year, part.first)
    (8, 'month', 2024, 5)
    """
    return (
        _lettered(text, at) or _first_months(text, at) or _week(text, at) or _year(text, at) or _day(text, at)
        or read_month(_DASHED_MONTH.match(text, at), at) or _named_year(text, at)
    )  # fmt: skip


def _lettered(text: str, at: int) -> Part | None:
    found = _LETTERED.match(text, at - 1) if at else None
    if found is None:
        return None
    number, year = int(found["number"]), int(found["year"])
    if found["unit"] == "T":
        return Part(at - 1, found.end(), "month", year, number, number) if 1 <= number <= 12 else None
    return Part(at - 1, found.end(), "quarter", year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def _first_months(text: str, at: int) -> Part | None:
    found = _FIRST_MONTHS.match(text, at)
    count = int(found["count"]) if found else 0
    if found is None or not 1 < count <= 12:
        return None
    return Part(at, found.end(), "half" if count == 6 else "range", int(found["year"]), 1, count)


def _week(text: str, at: int) -> Part | None:
    found = next(_WEEK.finditer(text, max(0, at - _LONGEST_CUE), min(len(text), at + 8)), None)
    if found is None or found.start("week") != at:
        return None
    return Part(found.start(), found.end(), "range", int(found["year"]), week=int(found["week"]), guessed=True)


def _year(text: str, at: int) -> Part | None:
    found = _BRACKETED_YEAR.match(text, at) or _SINCE.match(text, at)
    return Part(at, found.end(), "year", int(found["year"])) if found else None


def _named_year(text: str, at: int) -> Part | None:
    """«2023» of «so với cùng kỳ 2023», «dự toán 2024;»: only where the clause ends or goes on behind it."""
    found = ONE_YEAR.match(text, at)
    part = read_year(found, at)
    if part is None:
        return None
    if _YEAR_BEFORE.search(text, max(0, at - 24), at) and _YEAR_AFTER.match(text, part.end):
        return part
    labels = _LABEL_BEFORE.search(text, max(0, at - 3), at) and _LABEL_AFTER.match(text, part.end)
    return part if labels and text[at : at + 2] in ("19", "20") else None


def _day(text: str, at: int) -> Part | None:
    found = _MIXED_DAY.match(text, at)
    if found is None and (worded := _WORDED_DAY.match(text, max(0, at - 5))) and worded.start("day") == at:
        month = read_number_words(worded["month"].lower())
        part = Part(worded.start(), worded.end(), "day", int(worded["year"]), day=int(worded["day"]))
        return replace(part, first=month, last=month) if month else None
    if found is None or not (1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12):
        return None
    month = int(found["month"])
    return Part(at, found.end(), "day", int(found["year"]), month, month, int(found["day"]))
