"""The parts that a date is written in: «18/4», «tháng 6/2024», «quý III», «6 tháng đầu năm», «2022-2024»."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from extractors.lexicon import rows
from extractors.patterns import read_number_words

Kind = Literal["day", "month", "quarter", "half", "year", "years", "range"]

# What may stand before a part, and the kind of part that it calls for.
_CUES = {"ngày": "day", "tháng": "month", "quý": "quarter", "quí": "quarter", "qúy": "quarter", "năm": "year"}

# «từ 6/2024», «đến 6/2024», «cuối 6/2024»: only after these words is a bare «6/2024» a month, not a number.
_MONTH_CUES = frozenset(["từ", "đến", "tới", "đầu", "giữa", "cuối", "hết", "trước", "sau", "kỳ"])

# «tuần 3 tháng 10/2023», «Đề án 06 tháng 6/2024»: the figure is the number of the week or the project, no day.
_STAGES = frozenset(["tuần", "đợt", "lần", "thứ", "kỳ", "án"])

# «tháng 5» but not «mỗi tháng 2 lần», «01 tháng 2 lần».
_EVERY = frozenset(["mỗi", "hàng", "hằng", "một", "trên", "theo"])

_EDGES = " \xa0(“\"'[:,;.…\n\t"

# The space between two words of a date, which printing may swallow or double, and a pen's blank leaves wide.
_S = r"[ \xa0]{0,8}"

# No date goes on as a symbol or a number: «11/2025/NQ-HĐND», «1.5.2022đ», «21-04-2023 16:52:02».
END = rf"(?![\d/]|[A-ZĐ]|đ\b|[.,]\d|[ ]?-[ ]?[A-ZĐ]{{2}}|{_S}\d{{1,2}}:\d\d:\d\d)"

# What brings the year to a month or quarter: «/2024», «-2024», « - 2024», «.2024», « năm 2024».
_YEAR = rf"(?:[ ]?/[ ]?|[ ]?[-–][ ]?|\.|,?{_S}(?i:năm){_S})(?P<year>\d{{4}}){END}"

_FLAGS = re.VERBOSE | re.IGNORECASE

# «31/01/2024», «1.5.2022», «22-10-2018», «31/ 01/2024»; `END` must see capitals, so no IGNORECASE.
_FULL = re.compile(
    rf"(?P<day>\d{{1,2}})[ ]?(?P<sep>[/.-])[ ]?(?P<month>\d{{1,2}})[ ]?(?P=sep)[ ]?(?P<year>\d{{4}}){END}"
)

# «01/5/24», only after «ngày».
_SHORT = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d\d){END}")

# «19 tháng 4 năm 2023», «01 tháng 12năm 2024», «15 tháng 5».
_WORDED = re.compile(rf"(?P<day>\d{{1,2}}){_S}(?i:tháng){_S}(?P<month>\d{{1,2}})(?!\d)(?:{_YEAR})?")

# «19/5»: neither «30/2020» nor «17/31/2024».
_DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}}){END}")

# «10-3» and «10.3» of «từ ngày 10-3 đến ngày 23-3-2024».
_DASHED = re.compile(rf"(?P<day>\d{{1,2}})(?P<sep>[-.])(?P<month>\d{{1,2}})(?![-–]\d){END}")

# «6 năm 2024», «6/2024», «06-2024», «5», the «3» of «3,4,5 năm 2024».
_MONTH_ROW = r"(?=(?:,\d{1,2}){1,11}(?:[ ]?/[ ]?|[ ]năm[ ])\d{4}(?!\d))"
_MONTH = re.compile(rf"(?P<month>\d{{1,2}})(?!\d| lần| kỳ)(?:{_YEAR}|{END}(?![ ]?/)|{_MONTH_ROW})")

# «Tám năm 1945», «Mười hai/2024»; «một», «giêng» and «chạp» are left out, for they may be of the lunar year.
MONTH_WORDS = r"(?:hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?:[ \xa0](?:một|hai))?)(?!\w)"
_MONTH_IN_WORDS = re.compile(rf"(?P<word>(?i:{MONTH_WORDS}))(?:{_YEAR}|(?![ \xa0]?[\d/]| lần| kỳ))")

# «6/2024» and «8-1954», where a cue such as «từ» stands before.
_MONTH_YEAR = re.compile(rf"(?P<month>\d{{1,2}})[/-](?P<year>\d{{4}}){END}")

# «I/2024», «2 năm 2024», «III», the «II» of «II - III/2024».
_QUARTER = re.compile(
    rf"(?P<quarter>IV|I{{1,3}}|[1-4])(?!\w)(?:{_YEAR}|{END}|(?=[ ]?[-–][ ]?(?:IV|I{{1,3}})(?:/|[ ]năm)))"
)

# «6 tháng đầu năm 2024», «sáu tháng cuối năm», «10 tháng năm 2024», «11 tháng/2023», «9 tháng 2024».
_MONTHS = re.compile(
    rf"""(?P<count>\d{{1,2}}|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:[ ]một)?)[ \xa0]{{0,3}}tháng
    (?: [ \xa0]{{0,3}}(?P<side>đầu|cuối)[ ]?năm (?:{_S}(?P<year>\d{{4}})(?![\d/]))? (?![ ]học)
      | (?:/|[ \xa0]{{1,3}}(?:(?:của[ ])?(?P<of>năm){_S})?)(?P<whole>\d{{4}})(?![\d/]|[.,]\d) )""",
    _FLAGS,
)

# «2022-2024», «2024 – 2030»; «1900-2100 người» counts people.
_YEARS = re.compile(rf"(?P<year>\d{{4}})[ \xa0]{{0,2}}[-–—]{{1,2}}[ \xa0]{{0,2}}(?P<until>\d{{4}}){END}(?![-–])")

# «2024», where «năm» or another year calls for one.
ONE_YEAR = re.compile(r"(?P<year>\d{4})(?![\d/]|[.,]\d|-?[A-ZĐ]|[ ]?[-–—]{1,2}[ ]?\d)")

# «mỗi ngày 2.5 tấn».
_EACH_DAY = re.compile(r"(?:mỗi|một|/|\d)[ ]?ngày[ ]$")

# «10» of «ngày 10 và 11/5/2024», of «ngày 10,11/5/2024» and of «ngày 10,11 và 12 tháng 5».
_DAY_ROW = r"(?=(?:,\d{1,2}){1,11}(?:[ ]và[ ](?:ngày[ ])?\d{1,2})?(?:/\d{1,2}/\d{4}(?!\d)|[ ]tháng[ ]\d{1,2}(?!\d)))"
_BARE = re.compile(rf"(?P<day>\d{{1,2}})(?:(?![\d/:%]|[.,]\d)|{_DAY_ROW})")

# «-», «--», « – », «đến ngày», «đến hết tháng» make a range; «,» and «và» a list, where no new cue but «ngày» follows.
JOINT = re.compile(
    rf"""(?P<range> [ \xa0]{{0,2}}[-–—]{{1,2}}[ \xa0]{{0,2}} | [ \xa0]{{1,3}}(?:đến|tới)(?:[ ]hết)?[ \xa0]{{1,3}} )
           (?P<cue>(?:ngày|tháng|qu[ýí]|qúy|năm){_S})?
       | (?P<list> [ ]?,[ ]{{1,2}}(?:và[ ])? | ,(?=\d|[IV]) | [ ]và[ ] ) (?P<day_cue>ngày{_S})?""",
    _FLAGS,
)


# Kinds that may be the two ends of one range: «từ 8/1954 đến 30/4/1975», «từ năm 2011 đến tháng 6/2019».
_MIXED = ({"day", "month"}, {"year", "month"}, {"year", "day"})

_LISTED = 8  # a whole day is looked for after so many «10-3»


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a phrase as written: «18/4» has no year, the «10» of «ngày 10 và 11/5/2024» no month either."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    first: int = 0
    last: int = 0
    day: int = 0
    until: int = 0
    week: int = 0
    guessed: bool = False
    cued: bool = True

    @property
    def bare(self) -> bool:
        """True for a day that has no month yet."""
        return self.kind == "day" and not self.first

    def dates(self, year: int) -> tuple[date, date] | None:
        """The first and last day in `year`, or None where the calendar has no such day."""
        try:
            if self.week:
                return _week_dates(year, self.week)
            if self.day:
                return date(year, self.first, self.day), date(year, self.first, self.day)
            last = self.last or 12
            until = self.until or year
            return date(year, self.first or 1, 1), date(until, last, monthrange(until, last)[1])
        except ValueError:
            return None


def _week_dates(year: int, week: int) -> tuple[date, date] | None:
    """Monday and Sunday of a week, where it is the same however weeks are counted, else None.

    Some offices count from the week that holds 1 January, others, as ISO 8601, from the one that holds 4 January.
    """
    if date(year, 1, 1).isoweekday() > 4:
        return None
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def read_first(text: str, at: int) -> Part | None:
    """The part that begins at the figure at `at`: it needs a cue, or a form that nothing else has."""
    cue, cue_start = _cue_before(text, at)
    return _read_part(text, at, cue, cue_start)


def _cue_before(text: str, at: int) -> tuple[str, int]:
    """The word before the figure at `at`, in lower case, and where it begins."""
    head = text[max(0, at - 15) : at]
    word = head.rstrip(" \xa0")
    if len(head) - len(word) > 8:
        return "", at
    start = max(word.rfind(edge) for edge in _EDGES) + 1
    return word[start:].lower(), at - len(head) + start


def _read_part(text: str, at: int, cue: str, cue_start: int) -> Part | None:
    """The first part of a phrase: it needs a cue, or a form that nothing else has."""
    kind = _CUES.get(cue)
    if kind is None and cue == "số" and (found := _MONTHS.match(text, at)):
        return _months(found)  # «chuyển đổi số 9 tháng đầu năm 2025»
    if kind is None and (_inside_other(text, at) or cue in ("số", "điều", "khoản")):
        return None
    if cue in _STAGES and _WORDED.match(text, at):
        return None
    if kind == "month" and (ending := _word_ending(text, cue_start)) in _EVERY:
        # «tuần 3 tháng 10/2023»; «01 tháng 2 lần» is no month
        found = _MONTH.match(text, at) if ending == "mỗi" and text[cue_start - 2 : cue_start - 1].isdecimal() else None
        return read_month(found, cue_start) if found and found["year"] else None
    return _read_as(text, at, kind, cue, cue_start)


def read_next(text: str, joint: re.Match[str], before: Part) -> Part | None:
    """The part after a joint, of the same kind; days and months mix: «từ 8/1954 đến 30/4/1975»."""
    at, cue = joint.end(), (joint["cue"] or joint["day_cue"] or "").strip(" \xa0").lower()
    kind = _CUES.get(cue, before.kind)
    mixed = {kind, before.kind} in _MIXED and joint["range"]
    if kind != before.kind and not mixed:
        return None
    start = joint.start("cue" if joint["cue"] else "day_cue") if cue else at
    match kind:
        case "day":
            part = (
                _full_day(text, at, "day", start)
                or (read_month(_MONTH_YEAR.match(text, at), at) if joint["range"] else None)
                or _day(_DAY_MONTH.match(text, at), at)
                or (_day(_DASHED.match(text, at), at) if _DASHED.fullmatch(text, before.start, before.end) else None)
                or _day(_BARE.match(text, at), at)
            )
        case "month":
            part = _full_day(text, at, None, start) or read_month(_MONTH.match(text, at), start)
            part = part or (_month_in_words(text, at, start) if cue else None)
        case "quarter":
            part = _quarter(_QUARTER.match(text, at), start)
        case "year":
            part = read_year(ONE_YEAR.match(text, at), start)
        case _:
            return None
    if part is None or (not cue and kind == "year" and _counted(text, part.end)):
        return None
    if before.kind == "year" != kind and part.year is None:  # «từ năm 2023 đến tháng 6»: of which year?
        return None
    if not joint["list"] and _vague(text, before.start):
        return None
    return part if cue else replace(part, cued=False)


def _read_as(text: str, at: int, kind: str | None, cue: str, cue_start: int) -> Part | None:
    if kind == "quarter":
        part = _quarter(_QUARTER.match(text, at), cue_start)
    elif kind == "month":
        part = read_month(_MONTH.match(text, at), cue_start) or _month_in_words(text, at, cue_start)
    elif kind == "year":
        part = _stretch(text, at, cue) or read_year(ONE_YEAR.match(text, at), cue_start)
    elif kind == "day":
        part = _full_day(text, at, kind, cue_start) or _dashed_day(text, at, cued=True)
        part = part or _day(_DAY_MONTH.match(text, at) or _BARE.match(text, at), at)
    else:
        part = _stretch(text, at, cue) or _full_day(text, at, kind, cue_start)
        part = part or _dashed_day(text, at, cued=False) or _uncued(text, at, cue)
    return part


def _stretch(text: str, at: int, cue: str) -> Part | None:
    """«6 tháng đầu năm 2024», «2022-2024»: what no cue needs to introduce."""
    if found := _MONTHS.match(text, at):
        loose = found["whole"] and not found["of"]  # «12 tháng 2024 hộ được vay»
        return None if loose and _counted(text, found.end()) else _months(found)
    found = _YEARS.match(text, at)
    return _years(text, found, cue) if found else None


def _uncued(text: str, at: int, cue: str) -> Part | None:
    """A part that what stands around it makes a date: «đến 6/2024», «từ 26/4 đến 2/5/2024»."""
    if cue in _MONTH_CUES and (found := _MONTH_YEAR.match(text, at)):
        return read_month(found, at)
    if cue in _MONTH_CUES or cue == "đoạn" or not cue.isalpha():
        return _leading_part(text, at, cue)
    return _tight_days(text, at) or _open_range(text, at)


def _open_range(text: str, at: int) -> Part | None:
    """«30/4» of «đợt 30/4 - 01/5/2024»."""
    found = _DAY_MONTH.match(text, at)
    joint = JOINT.match(text, found.end()) if found else None
    whole = _FULL.match(text, joint.end()) if joint and joint["range"] else None
    return _day(found, at) if whole and whole["sep"] == "/" and not _counted(text, whole.end()) else None


def _full_day(text: str, at: int, kind: str | None, cue_start: int) -> Part | None:
    """«31/01/2024», or with words; the words alone need «ngày» or a year, for «15 tháng 5» may be a time span."""
    if (found := _FULL.match(text, at)) and (found["sep"] == "/" or " " not in found.group()):
        return _day(found, at)
    if kind == "day" and (found := _SHORT.match(text, at)):
        return _day(found, at)
    if (found := _WORDED.match(text, at)) and (kind == "day" or found["year"]):
        return _day(found, cue_start if kind == "day" else at)
    return None


def _dashed_day(text: str, at: int, *, cued: bool) -> Part | None:
    """«10-3» where a whole day of that spelling follows, or after «ngày» where it cannot be a stretch of days."""
    found = _DASHED.match(text, at)
    part = _day(found, at)
    if found is None or part is None:
        return None
    if cued and found["sep"] == "-" and int(found["day"]) > int(found["month"]):
        return part
    if (
        cued
        and found["sep"] == "."
        and not _EACH_DAY.search(text, max(0, at - 14), at)
        and not _counted(text, part.end)
    ):
        return part
    end = found.end()
    for _ in range(_LISTED):
        joint = JOINT.match(text, end)
        following = joint and (_FULL.match(text, joint.end()) or _DASHED.match(text, joint.end()))
        if following is None or following["sep"] != found["sep"]:
            return None
        if following.re is _FULL:
            return part
        end = following.end()
    return None


def _leading_part(text: str, at: int, cue: str) -> Part | None:
    """A part that only what follows makes a date: «từ 26/4 đến 2/5/2024», «từ 2021 đến 2024», «15-16/5/2024»."""
    if (found := _DAY_MONTH.match(text, at)) and (joint := JOINT.match(text, found.end())):
        whole = _FULL.match(text, joint.end()) or (cue == "từ" and _DAY_MONTH.match(text, joint.end()))
        return _day(found, at) if whole and joint["range"] and not _counted(text, whole.end()) else None
    if (found := ONE_YEAR.match(text, at)) and (joint := JOINT.match(text, found.end())):
        other = ONE_YEAR.match(text, joint.end())
        between = other and _plausible(other["year"]) and found["year"] < other["year"]
        return read_year(found, at) if joint["range"] and between and not _counted(text, joint.end() + 4) else None
    if cue == "từ" and (found := _BARE.match(text, at)) and (joint := JOINT.match(text, found.end())):
        return _day(found, at) if joint["range"] and _FULL.match(text, joint.end()) else None
    return _tight_days(text, at)


def _tight_days(text: str, at: int) -> Part | None:
    """«15» of «15-16/5/2024»: the hyphen without spaces, and the days in order."""
    if (found := _BARE.match(text, at)) and text[found.end() : found.end() + 1] in ("-", "–"):
        whole = _FULL.match(text, found.end() + 1)
        if whole and whole["sep"] == "/" and int(found["day"]) < int(whole["day"]) <= 31:
            return _day(found, at)
    return None


def _day(found: re.Match[str] | None, start: int) -> Part | None:
    if found is None:
        return None
    groups = found.groupdict()
    day, month, written = int(groups["day"]), int(groups.get("month") or 0), groups.get("year")
    year = int(written) if written else None
    guessed = bool(written) and len(written or "") == 2
    if year is not None and guessed:
        year += 2000 if year < 70 else 1900
    if year is not None and not 1800 <= year < 2300:
        return None
    possible = 1 <= day <= 31 and (1 <= month <= 12 or "month" not in groups)
    # «45/13/2024» is a slip that a reader must see; «17/31» is a share, «12.31.2024» a number.
    if not possible and (not written or guessed or groups.get("sep", "/") != "/"):
        return None
    return Part(start, found.end(), "day", year, month, month, day, guessed=guessed)


def read_month(found: re.Match[str] | None, start: int) -> Part | None:
    """The month whose number and year the match names, from `start` on; None where it is no month."""
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    month, year = int(found["month"]), found["year"]
    if year and not _plausible(year):
        return None
    return Part(start, found.end(), "month", int(year) if year else None, month, month)


def _month_in_words(text: str, at: int, start: int) -> Part | None:
    """«tháng Tám năm 1945», «tháng Mười»; without a year «Cách mạng tháng Tám» and «Tháng Tám» in a name are none."""
    found = _MONTH_IN_WORDS.match(text, at)
    month = read_number_words(found["word"].lower()) if found else None
    if found is None or month is None or (found["year"] and not _plausible(found["year"])):
        return None
    if not found["year"] and _in_name(text, start, found):
        return None
    return Part(start, found.end(), "month", int(found["year"]) if found["year"] else None, month, month)


def _in_name(text: str, start: int, found: re.Match[str]) -> bool:
    """True for «Cách mạng Tháng Tám», «tháng Ba Bể», and for what is no name of a month: «những tháng năm qua»."""
    before, after = _word_ending(text, start), text[found.end() : found.end() + 2]
    named = before == "mạng" or (text.startswith("Th", start) and before[-1:].isalnum())
    goes_on = after[:1] in (" ", "\xa0") and after[1:].isupper()
    return named or goes_on or found["word"].islower() or found["word"] == "NĂM"


def _quarter(found: re.Match[str] | None, start: int) -> Part | None:
    if found is None or (found["year"] and not _plausible(found["year"])):
        return None
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(found["quarter"]) or int(found["quarter"])
    year = int(found["year"]) if found["year"] else None
    return Part(start, found.end(), "quarter", year, 3 * number - 2, 3 * number)


def _months(found: re.Match[str]) -> Part | None:
    """«6 tháng đầu năm» is a half, «9 tháng đầu năm» a range."""
    count = int(found["count"]) if found["count"].isdecimal() else read_number_words(found["count"].lower())
    written = found["year"] or found["whole"]
    if count is None or not 1 <= count <= 12 or (written and not _plausible(written)):
        return None
    first, last = (13 - count, 12) if (found["side"] or "").lower() == "cuối" else (1, count)
    kind: Kind = "half" if count == 6 else "range"
    return Part(found.start(), found.end(), kind, int(written) if written else None, first, last)


def _years(text: str, found: re.Match[str], cue: str) -> Part | None:
    if not (_plausible(found["year"]) and _plausible(found["until"]) and found["year"] < found["until"]):
        return None
    if cue not in ("năm", "đoạn", "học", "kỳ") and _counted(text, found.end()):
        return None
    return Part(found.start(), found.end(), "years", int(found["year"]), until=int(found["until"]))


def read_year(found: re.Match[str] | None, start: int) -> Part | None:
    """The year that the match names, from `start` on; None where it is none of our time."""
    if found is None or not _plausible(found["year"]):
        return None
    return Part(start, found.end(), "year", int(found["year"]))


def _plausible(year: str) -> bool:
    return 1800 <= int(year) < 2300


@cache
def _measure_heads() -> frozenset[str]:
    return frozenset(row["measure"].split()[0] for row in rows("measures"))


def _counted(text: str, end: int) -> bool:
    """True where the figure before `end` counts what follows: «2000 học viên»."""
    following = text[end : end + 12].split(" ", 2)
    return len(following) > 1 and following[0] == "" and following[1].rstrip(",.;:)") in _measure_heads()


def _inside_other(text: str, at: int) -> bool:
    """True where the figure goes on from a word, a symbol or another number."""
    before = text[at - 1 : at]
    if before.isalnum() or before in ("/", "_", "+", "@"):
        return True
    return before in (".", ",", "-", ":", "–") and text[at - 2 : at - 1].isalnum()


def _word_ending(text: str, at: int) -> str:
    """The word that ends before `at`; «» where a figure does, so that «01 tháng 2 lần» is seen too."""
    line = text[max(0, at - 8) : at].rpartition("\n")[2].rpartition("\t")[2]
    words = [word.lstrip("(“") for word in line.lower().split()]
    return "mỗi" if words and words[-1].isdecimal() and len(words[-1]) < 3 else words[-1] if words else ""


def _vague(text: str, at: int) -> bool:
    """True after «cuối», «giữa»: «từ cuối năm 2023 đến năm 2024» does not begin with the year."""
    return _word_ending(text, at) in ("cuối", "giữa")
