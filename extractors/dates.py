"""Dates and periods, such as «tháng 6 năm 2024» → 2024-06-01 to 2024-06-30 and «18/4-26/4/2024» → one range.

A phrase is read from its first figure on: parts («18/4», «26/4/2024») and what joins them («-», «đến», «,», «và»).
Within a phrase the last part gives month and year to those before it. What still lacks a year takes it from the
sentence, then from the document, and is `inferred`; where that is not certain, it stays without dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import ClassVar, Literal

from extractors.lexicon import rows
from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import read_number_words

Kind = Literal["day", "month", "quarter", "half", "year", "years", "range"]

# Where a phrase may begin: a figure, the numeral of «quý III», or the word before «tháng đầu năm».
_FIGURE = re.compile(r"\d+")
_QUARTER_CUE = re.compile(r"[Qq](?:uý|UÝ)[ \xa0]{0,3}(?=[IV])")
_MONTHS_CUE = re.compile(r"tháng (?:đầu|cuối) năm")

# What may stand before a part, and the kind of part that it calls for.
_CUES = {"ngày": "day", "tháng": "month", "quý": "quarter", "quí": "quarter", "năm": "year"}
# «từ 6/2024», «đến 6/2024», «cuối 6/2024»: only after these words is a bare «6/2024» a month, not a number.
_MONTH_CUES = frozenset(["từ", "đến", "tới", "đầu", "giữa", "cuối", "hết", "trước", "sau", "kỳ"])
# «tháng 5» but not «mỗi tháng 2 lần», «01 tháng 2 lần».
_EVERY = frozenset(["mỗi", "hàng", "hằng", "một", "trên", "theo"])
_EDGES = " \xa0(“\"'[:,;.…\n\t"

_S = r"[ \xa0]{0,3}"
# No date goes on as a symbol or a number: «11/2025/NQ-HĐND», «1.5.2022đ», «21-04-2023 16:52:02».
_END = rf"(?![\d/]|[A-ZĐ]|đ\b|[.,]\d|[ ]?-[ ]?[A-ZĐ]{{2}}|{_S}\d{{1,2}}:\d\d:\d\d)"
_YEAR = rf"(?:[ ]?/[ ]?|-|,?{_S}năm{_S})(?P<year>\d{{4}}){_END}"

_FLAGS = re.VERBOSE | re.IGNORECASE
# «31/01/2024», «1.5.2022», «22-10-2018», «31/ 01/2024»; `_END` must see capitals, so no IGNORECASE.
_FULL = re.compile(
    rf"(?P<day>\d{{1,2}})[ ]?(?P<sep>[/.-])[ ]?(?P<month>\d{{1,2}})[ ]?(?P=sep)[ ]?(?P<year>\d{{4}}){_END}"
)
# «01/5/24», only after «ngày».
_SHORT = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d\d){_END}")
# «19 tháng 4 năm 2023», «01 tháng 12năm 2024», «15 tháng 5».
_WORDED = re.compile(
    rf"(?P<day>\d{{1,2}}){_S}(?i:tháng){_S}(?P<month>\d{{1,2}})(?!\d)(?:{_YEAR.replace('năm', '(?i:năm)')})?"
)
# «19/5»: neither «30/2020» nor «17/31/2024».
_DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}}){_END}")
# «6 năm 2024», «6/2024», «06-2024», «5».
_MONTH = re.compile(rf"(?P<month>\d{{1,2}})(?!\d| lần| kỳ)(?:{_YEAR.replace('năm', '(?i:năm)')}|{_END}(?![ ]?/))")
_MONTH_YEAR = re.compile(rf"(?P<month>\d{{1,2}})[/-](?P<year>\d{{4}}){_END}")
# «I/2024», «2 năm 2024», «III».
_QUARTER = re.compile(rf"(?P<quarter>IV|I{{1,3}}|[1-4])(?!\w)(?:{_YEAR.replace('năm', '(?i:năm)')}|{_END})")
# «6 tháng đầu năm 2024», «sáu tháng cuối năm», «10 tháng năm 2024».
_MONTHS = re.compile(
    rf"""(?P<count>\d{{1,2}}|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:[ ]một)?)[ \xa0]{{1,3}}tháng[ \xa0]{{1,3}}
    (?: (?P<side>đầu|cuối)[ ]năm (?:{_S}(?P<year>\d{{4}})(?![\d/]))? (?![ ]học)
      | (?:của[ ])?năm{_S}(?P<whole>\d{{4}})(?![\d/]) )""",
    _FLAGS,
)
# «2022-2024», «2024 – 2030»; «1900-2100 người» counts people.
_YEARS = re.compile(rf"(?P<year>\d{{4}})[ \xa0]{{0,2}}[-–—]{{1,2}}[ \xa0]{{0,2}}(?P<until>\d{{4}}){_END}(?![-–])")
_ONE_YEAR = re.compile(r"(?P<year>\d{4})(?![\d/]|[.,]\d|-?[A-ZĐ]|[ ]?[-–—]{1,2}[ ]?\d)")
_BARE = re.compile(r"(?P<day>\d{1,2})(?![\d/:%]|[.,]\d)")

# «-», «--», « – », «đến ngày», «đến hết tháng» make a range; «,» and «và» a list, where no new cue follows.
_JOINT = re.compile(
    rf"""(?P<range> [ \xa0]{{0,2}}[-–—]{{1,2}}[ \xa0]{{0,2}} | [ \xa0]{{1,3}}(?:đến|tới)(?:[ ]hết)?[ \xa0]{{1,3}} )
           (?P<cue>(?:ngày|tháng|quý|năm){_S})?
       | (?P<list> [ ]?,[ ]{{1,2}}(?:và[ ])? | ,(?=\d) | [ ]và[ ] )""",
    _FLAGS,
)
_LONGEST_LIST = 31


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last day of a date or period; None where the text and its context do not tell.

    `inferred` is true where a part comes from outside the phrase: «tháng 5» in a report of 2024.
    """

    label: ClassVar[str] = "dates"
    kind: Kind
    start_on: date | None
    end_on: date | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a phrase as written: «18/4» has no year, the «10» of «ngày 10 và 11/5/2024» no month either."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    first: int = 0
    last: int = 0
    day: int = 0
    until: int = 0
    guessed: bool = False
    cued: bool = True

    @property
    def bare(self) -> bool:
        """True for a day that has no month yet."""
        return self.kind == "day" and not self.first

    def dates(self, year: int) -> tuple[date, date] | None:
        """The first and last day in `year`, or None where the calendar has no such day."""
        try:
            if self.day:
                return date(year, self.first, self.day), date(year, self.first, self.day)
            last = self.last or 12
            until = self.until or year
            return date(year, self.first or 1, 1), date(until, last, monthrange(until, last)[1])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One mention before its year is settled: a part, or the two ends of a range."""

    left: _Part
    right: _Part
    inferred: bool = False

    @property
    def kind(self) -> Kind:
        if self.left is self.right:
            return self.left.kind
        return "years" if self.left.kind == "year" else "range"

    def dates(self, year: int) -> tuple[date, date] | None:
        """First and last day where the phrase ends in `year`: «25/12 đến 02/01/2025» begins in 2024."""
        right = self.right.dates(year)
        if self.left is self.right or right is None:
            return right
        left = self.left.dates(self.left.year or year)
        if left and self.left.year is None and left[0] > right[1]:
            left = self.left.dates(year - 1)
        return (left[0], right[1]) if left else None


def find_dates(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[DateSpan]]:
    """The dates and periods of `text`, in order.

    >>> [(m.text, str(m.value.start_on), str(m.value.end_on)) for m in find_dates("từ ngày 18/4-26/4/2024")]
    [('18/4-26/4/2024', '2024-04-18', '2024-04-26')]
    >>> [(m.text, m.value.inferred) for m in find_dates("tháng 5, nhiệm vụ tháng 6 năm 2024")]
    [('tháng 5', True), ('tháng 6 năm 2024', False)]
    """
    phrases = list(_phrases(text))
    for at, phrase in enumerate(phrases):
        span = Span(phrase.left.start, phrase.right.end)
        yield Mention(span, span.slice(text), _settle(text, phrases, at, context))


def read_date(written: str) -> DateSpan | None:
    """The date or period that `written` is as a whole, or None.

    >>> read_date("31/01/2024").start_on, read_date("1.5.2022").start_on, read_date("ngày 9 tháng 2 năm 2024").start_on
    (datetime.date(2024, 1, 31), datetime.date(2022, 5, 1), datetime.date(2024, 2, 9))
    """
    found = list(find_dates(written))
    whole = len(found) == 1 and found[0].text == written
    return found[0].value if whole else None


def _phrases(text: str) -> Iterator[_Phrase]:
    done = 0
    for at in _anchors(text):
        if at < done:
            continue
        for phrase in _read_phrases(text, at):
            if phrase.left.start >= done:
                done = phrase.right.end
                yield phrase


def _anchors(text: str) -> list[int]:
    """Where a phrase may begin, in order."""
    anchors = [found.start() for found in _FIGURE.finditer(text)]
    romans = [found.end() for found in _QUARTER_CUE.finditer(text)]
    words = [at for found in _MONTHS_CUE.finditer(text) if (at := _word_before(text, found.start())) is not None]
    return sorted(anchors + romans + words) if romans or words else anchors


def _word_before(text: str, at: int) -> int | None:
    """Where the number word before `at` begins: «sáu» in «sáu tháng đầu năm»."""
    head = text[max(0, at - 12) : at].rstrip()
    word = head.rsplit(None, 1)[-1] if head else ""
    return at - len(text[max(0, at - 12) : at]) + head.rfind(word) if read_number_words(word) else None


def _read_phrases(text: str, at: int) -> Iterator[_Phrase]:
    """The mentions that begin at the figure at `at`: one, or the items of a list."""
    cue, cue_start = _cue_before(text, at)
    part = _read_part(text, at, cue, cue_start)
    if part is None:
        return
    parts, joints = [part], [""]
    while len(parts) < _LONGEST_LIST and (joint := _JOINT.match(text, parts[-1].end)):
        following = _read_next(text, joint, parts[-1])
        if following is None:
            break
        parts.append(following)
        joints.append("range" if joint["range"] else "list")
    while parts and (parts[-1].bare or (not parts[-1].cued and parts[-1].year is None)):
        if joints[-1] == "range" and not parts[-1].bare and parts[-1].start - parts[-2].end == 1:
            break  # «tháng 5-6» is a range, «tháng 5, 6 văn bản» is not
        parts.pop()
        joints.pop()
    yield from _fold_parts(parts, joints)


def _fold_parts(parts: list[_Part], joints: list[str]) -> Iterator[_Phrase]:
    """Give month and year from each part to the one before it, and make one phrase of the ends of a range."""
    for at in range(len(parts) - 2, -1, -1):
        part, after = parts[at], parts[at + 1]
        if part.bare:
            part = replace(part, first=after.first, last=after.first)
        if part.year is None and after.year is not None and joints[at + 1] == "list":
            part = replace(part, year=after.year)
        parts[at] = part
    at = 0
    while at < len(parts):
        left = right = parts[at]
        if at + 1 < len(parts) and joints[at + 1] == "range":
            at += 1
            right = parts[at]
        at += 1
        forward = left.year is not None and right.year is None
        if forward:  # «30/4/2024 đến 02/5»
            right = replace(right, year=left.year)
        yield _Phrase(left, right, inferred=forward)


def _cue_before(text: str, at: int) -> tuple[str, int]:
    """The word before the figure at `at`, in lower case, and where it begins."""
    head = text[max(0, at - 10) : at]
    word = head.rstrip(" \xa0")
    if len(head) - len(word) > 3:
        return "", at
    start = max(word.rfind(edge) for edge in _EDGES) + 1
    return word[start:].lower(), at - len(head) + start


def _read_part(text: str, at: int, cue: str, cue_start: int) -> _Part | None:
    """The first part of a phrase: it needs a cue, or a form that nothing else has."""
    kind = _CUES.get(cue)
    if kind is None and (_inside_other(text, at) or cue in ("số", "điều", "khoản")):
        return None
    if kind == "month" and _word_ending(text, cue_start) in _EVERY:
        return None
    return _read_as(text, at, kind, cue, cue_start)


def _read_as(text: str, at: int, kind: str | None, cue: str, cue_start: int) -> _Part | None:
    if kind == "quarter":
        part = _quarter(_QUARTER.match(text, at), cue_start)
    elif kind == "month":
        part = _month(_MONTH.match(text, at), cue_start)
    elif kind == "year":
        part = _stretch(text, at, cue) or _year(_ONE_YEAR.match(text, at), cue_start)
    elif kind == "day":
        part = _full_day(text, at, kind, cue_start) or _day(_DAY_MONTH.match(text, at) or _BARE.match(text, at), at)
    else:
        part = _stretch(text, at, cue) or _full_day(text, at, kind, cue_start) or _uncued(text, at, cue)
    return part


def _stretch(text: str, at: int, cue: str) -> _Part | None:
    """«6 tháng đầu năm 2024», «2022-2024»: what no cue needs to introduce."""
    if found := _MONTHS.match(text, at):
        return _months(found)
    found = _YEARS.match(text, at)
    return _years(text, found, cue) if found else None


def _uncued(text: str, at: int, cue: str) -> _Part | None:
    """A part that what stands around it makes a date: «đến 6/2024», «từ 26/4 đến 2/5/2024»."""
    if cue in _MONTH_CUES and (found := _MONTH_YEAR.match(text, at)):
        return _month(found, at)
    if cue in _MONTH_CUES or not cue.isalpha():
        return _leading_part(text, at)
    return _tight_days(text, at)


def _full_day(text: str, at: int, kind: str | None, cue_start: int) -> _Part | None:
    """«31/01/2024», or with words; the words alone need «ngày» or a year, for «15 tháng 5» may be a time span."""
    if (found := _FULL.match(text, at)) and (found["sep"] == "/" or " " not in found.group()):
        return _day(found, at)
    if kind == "day" and (found := _SHORT.match(text, at)):
        return _day(found, at)
    if (found := _WORDED.match(text, at)) and (kind == "day" or found["year"]):
        return _day(found, cue_start if kind == "day" else at)
    return None


def _leading_part(text: str, at: int) -> _Part | None:
    """A part that only what follows makes a date: «từ 26/4 đến 2/5/2024», «từ 2021 đến 2024», «15-16/5/2024»."""
    if (found := _DAY_MONTH.match(text, at)) and (joint := _JOINT.match(text, found.end())):
        whole = _FULL.match(text, joint.end())
        return _day(found, at) if whole and joint["range"] else None
    if (found := _ONE_YEAR.match(text, at)) and (joint := _JOINT.match(text, found.end())):
        other = _ONE_YEAR.match(text, joint.end())
        between = other and _plausible(other["year"]) and found["year"] < other["year"]
        return _year(found, at) if joint["range"] and between and not _counted(text, joint.end() + 4) else None
    return _tight_days(text, at)


def _tight_days(text: str, at: int) -> _Part | None:
    """«15» of «15-16/5/2024»: the hyphen without spaces, and the days in order."""
    if (found := _BARE.match(text, at)) and text[found.end() : found.end() + 1] in ("-", "–"):
        whole = _FULL.match(text, found.end() + 1)
        if whole and whole["sep"] == "/" and int(found["day"]) < int(whole["day"]) <= 31:
            return _day(found, at)
    return None


def _read_next(text: str, joint: re.Match[str], before: _Part) -> _Part | None:
    """The part after a joint, of the same kind; days and months mix: «từ 8/1954 đến 30/4/1975»."""
    at, cue = joint.end(), (joint["cue"] or "").strip(" \xa0").lower()
    kind = _CUES.get(cue, before.kind)
    mixed = {kind, before.kind} == {"day", "month"} and joint["range"]
    if kind != before.kind and not mixed:
        return None
    start = joint.start("cue") if cue else at
    match kind:
        case "day":
            part = (
                _full_day(text, at, "day", start)
                or (_month(_MONTH_YEAR.match(text, at), at) if joint["range"] else None)
                or _day(_DAY_MONTH.match(text, at) or _BARE.match(text, at), at)
            )
        case "month":
            part = _full_day(text, at, None, start) or _month(_MONTH.match(text, at), start)
        case "quarter":
            part = _quarter(_QUARTER.match(text, at), start)
        case "year":
            part = _year(_ONE_YEAR.match(text, at), start)
        case _:
            return None
    if part is None or (not cue and kind == "year" and _counted(text, part.end)):
        return None
    if not joint["list"] and _vague(text, before.start):
        return None
    return part if cue else replace(part, cued=False)


def _day(found: re.Match[str] | None, start: int) -> _Part | None:
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
    return _Part(start, found.end(), "day", year, month, month, day, guessed=guessed)


def _month(found: re.Match[str] | None, start: int) -> _Part | None:
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    month, year = int(found["month"]), found["year"]
    if year and not _plausible(year):
        return None
    return _Part(start, found.end(), "month", int(year) if year else None, month, month)


def _quarter(found: re.Match[str] | None, start: int) -> _Part | None:
    if found is None or (found["year"] and not _plausible(found["year"])):
        return None
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(found["quarter"]) or int(found["quarter"])
    year = int(found["year"]) if found["year"] else None
    return _Part(start, found.end(), "quarter", year, 3 * number - 2, 3 * number)


def _months(found: re.Match[str]) -> _Part | None:
    """«6 tháng đầu năm» is a half, «9 tháng đầu năm» a range."""
    count = int(found["count"]) if found["count"].isdecimal() else read_number_words(found["count"].lower())
    written = found["year"] or found["whole"]
    if count is None or not 1 <= count <= 12 or (written and not _plausible(written)):
        return None
    first, last = (13 - count, 12) if (found["side"] or "").lower() == "cuối" else (1, count)
    kind: Kind = "half" if count == 6 else "range"
    return _Part(found.start(), found.end(), kind, int(written) if written else None, first, last)


def _years(text: str, found: re.Match[str], cue: str) -> _Part | None:
    if not (_plausible(found["year"]) and _plausible(found["until"]) and found["year"] < found["until"]):
        return None
    if cue not in ("năm", "đoạn", "học", "kỳ") and _counted(text, found.end()):
        return None
    return _Part(found.start(), found.end(), "years", int(found["year"]), until=int(found["until"]))


def _year(found: re.Match[str] | None, start: int) -> _Part | None:
    if found is None or not _plausible(found["year"]):
        return None
    return _Part(start, found.end(), "year", int(found["year"]))


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
    words = [word.lstrip("(“") for word in text[max(0, at - 8) : at].lower().split()]
    return "mỗi" if words and words[-1].isdecimal() else words[-1] if words else ""


def _vague(text: str, at: int) -> bool:
    """True after «cuối», «giữa»: «từ cuối năm 2023 đến năm 2024» does not begin with the year."""
    return _word_ending(text, at) in ("cuối", "giữa")


def _settle(text: str, phrases: Sequence[_Phrase], at: int, context: Context) -> DateSpan:
    """The phrase with its dates: its own year, else the sentence's, else the document's."""
    phrase = phrases[at]
    inferred = phrase.inferred or phrase.left.guessed or phrase.right.guessed
    if phrase.right.year is not None:
        found = phrase.dates(phrase.right.year)
    else:
        inferred = True
        found = _from_sentence(text, phrases, at) or _from_context(phrase, context)
    start_on, end_on = found or (None, None)
    return DateSpan(phrase.kind, start_on, end_on, inferred)


def _from_sentence(text: str, phrases: Sequence[_Phrase], at: int) -> tuple[date, date] | None:
    """«tháng 5 và đầu tháng 6/2024»: the nearest year beside a month, quarter or half in the same sentence."""
    phrase = phrases[at]
    if phrase.kind == "day":
        return None
    for step in (1, -1):
        if not 0 <= at + step < len(phrases):
            continue
        other = phrases[at + step]
        year = other.right.year
        between = text[phrase.right.end : other.left.start] if step > 0 else text[other.right.end : phrase.left.start]
        if year is None or not other.right.first or other.right.day or _parted(between):
            continue
        if anchor := other.dates(year):
            return _nearest(phrase, anchor, earlier=step > 0)
    return None


def _parted(between: str) -> bool:
    return len(between) > 150 or "\n" in between or "\t" in between or ". " in between


def _from_context(phrase: _Phrase, context: Context) -> tuple[date, date] | None:
    """The date nearest to the document's period: «tháng 12» in a report of January 2025 is of 2024."""
    start_on = context.period_start or context.period_end or context.issued_on
    end_on = context.period_end or start_on
    return _nearest(phrase, (start_on, end_on)) if start_on and end_on else None


def _nearest(phrase: _Phrase, anchor: tuple[date, date], earlier: bool | None = None) -> tuple[date, date] | None:
    """The phrase in the year that brings it nearest to `anchor`.

    Two years that are as near within a month are told apart by `earlier`; without it there is no answer.
    """
    years = range(anchor[0].year - 1, anchor[1].year + 2)
    near = sorted((_gap(found, anchor), found) for year in years if (found := phrase.dates(year)))
    if not near:
        return None
    rivals = [found for gap, found in near if gap <= near[0][0] + 31]
    if len(rivals) == 1 or near[0][0] == 0:
        return near[0][1] if near[0][0] or len([1 for gap, _ in near if gap == 0]) == 1 else None
    if earlier is None:
        return None
    return min(rivals) if earlier else max(rivals)


def _gap(found: tuple[date, date], anchor: tuple[date, date]) -> int:
    """Days between two periods; 0 where they touch."""
    return max((found[0] - anchor[1]).days, (anchor[0] - found[1]).days, 0)
