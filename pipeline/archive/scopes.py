"""Of which time a figure speaks: «trong tháng», «quý II/2024», «6 tháng đầu năm», «lũy kế»; else that of its report."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.archive.wording import CUE, Counted, Sentence, since_of

# `since_year` counts from 1 January to the period's end; `tally` («lũy kế») and `so_far` («đến nay») from a day untold.
Scope = Literal[
    "week", "month", "quarter", "half", "nine_months", "year", "range", "since_year", "since", "tally", "so_far"
]

_MONTHS: dict[tuple[int, int], Scope] = {(1, 6): "half", (7, 12): "half", (1, 9): "nine_months", (1, 12): "year"}
_BESIDE = 16  # characters: «từ đầu năm đến hết ngày 20/5»
_PERIODS = frozenset(("month", "quarter", "half", "year", "years", "range"))

# What was not, or is not yet, or was at another time.
_NOT_NOW = re.compile(
    r"""
    \b(?: cùng\ kỳ | so\ với | (?:năm|tháng|quý|kỳ|tuần)\ trước | kế\ hoạch\ (?:giao|đề\ ra|năm|tháng|quý)
      | (?:hằng|hàng|mỗi)\ (?:năm|quý|tháng|tuần) | bình\ quân | trung\ bình | đến\ (?:cuối|hết)\ năm
      | chỉ\ tiêu | mục\ tiêu | phấn\ đấu | dự\ kiến | sẽ | được\ giao | \d{1,2}\ tháng\ cuối\ năm
      | đến\ (?:cuối\ )?năm\ \d{4} | tháng\ (?:tới|sau) | quý\ (?:tới|sau) | nghị\ quyết\ đề\ ra
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_ESTIMATE = re.compile(r"\bước\b", re.IGNORECASE)  # «Ước 6 tháng đầu năm», in a report of May
# The report's own period, where that is of this kind: «trong tháng», «trong kỳ báo cáo».
_OWN = re.compile(r"\btrong (?P<kind>tháng|quý|tuần|năm|kỳ)\b(?! (?:\d|[IVX]))", re.IGNORECASE)
_OWN_KIND: dict[str, Scope] = {"tháng": "month", "quý": "quarter", "tuần": "week", "năm": "year"}
# What was done «trong tuần qua», and over a stretch that is not told from when: «sau 5 năm».
_PAST = re.compile(r"\b(?:(?P<many>\d{1,2})\s)?(?P<kind>tháng|quý|tuần|năm) qua\b", re.IGNORECASE)
_LONG = re.compile(
    r"\b(?:sau|qua|trong)\s(?:gần\s|hơn\s|trên\s)?\d{1,2}\s(?:năm|tháng)\b(?!\s+(?:đầu\snăm|qua\b))", re.IGNORECASE
)
_FIRST_MONTHS = re.compile(r"(?P<months>\d{1,2}) tháng(?P<of_year> đầu năm)?", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"\s*(?:năm\s+)?(?P<year>(?:19|20)\d\d)\b")
# A date that tells when: at the sentence's start, or after «trong».
_INTRODUCES = re.compile(
    r"(?:^[\s\-–+•*\d.)]*|\btrong\s+)(?:trong\s+)?(?:từ\s+(?:ngày\s+)?|giai\sđoạn\s+)?$", re.IGNORECASE
)
# «đến 31/5/2024», «tính đến hết tháng 5»: until when a heading counts.
_UNTIL = re.compile(r"(?:\b(?:tính|kể)\s+)?\bđến\s+(?:hết\s+)?(?:ngày\s+)?$", re.IGNORECASE)
# The same where a sentence or a clause opens with it.
_OPENS_UNTIL = re.compile(
    r"(?:(?:^[\s\-–+•*\d.)]*|[,;(]\s*)(?:tính\s+)?|\btính\s+)đến\s+(?:hết\s+)?(?:ngày\s+)?$", re.IGNORECASE
)
_REACHED = re.compile(r"\s*,?\s*(?:ước\s+)?(?:đạt|là|có|được)\b", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(r"[,;(]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that a figure counts over; `start` is None where it is not told from when."""

    scope: Scope
    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: its kind, and the days that it stands for."""

    span: Span
    kind: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that tell when, and the time that they tell; None where that cannot be known."""

    span: Span
    told: Stretch | None


def whole_period(start: date, end: date) -> Stretch:
    """A period with the name that fits its length.

    >>> whole_period(date(2024, 4, 1), date(2024, 6, 30)).scope
    'quarter'
    >>> whole_period(date(2024, 4, 15), date(2024, 5, 14)).scope
    'range'
    """
    scope: Scope = "range"
    if (end - start).days == 6:
        scope = "week"
    elif start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year:
        months = end.month - start.month + 1
        scope = _MONTHS.get((start.month, end.month), "since_year" if start.month == 1 else "range")
        scope = "month" if months == 1 else "quarter" if months == 3 and start.month % 3 == 1 else scope
    return Stretch(scope, start, end)


def stretch_of(sentence: Sentence, at: int, dates: Sequence[Dated], own: Stretch | None) -> Stretch | None:
    """The time that a sentence's figure counts over; None where its words leave that open, or it has not happened.

    `own` is the report's period: what a figure without other words counts over.
    """
    count = sentence.counts[at]
    if _NOT_NOW.search(sentence.text, sentence.clause(at).start, count.span.start):
        return None
    cues = sorted(_cues(sentence.text, sentence.span, dates, own), key=lambda cue: cue.span.start)
    behind = _behind(sentence, at, cues)
    before = [cue for cue in cues if cue.span.end <= count.span.start and not _is_closed(sentence.text, cue, count)]
    if not before:
        return behind.told if behind else own
    told = before[-1].told
    if (
        told
        and own
        and told.end > own.end
        and _ESTIMATE.search(sentence.text, sentence.clause(at).start, count.span.start)
    ):
        return None
    if behind is not None or not _reaches(sentence, at, before[-1]):
        return own if behind is None and all(cue.told == own for cue in before) else None
    return before[-1].told


def is_of_other_time(words: str) -> bool:
    """True for «cùng kỳ năm trước», «chỉ tiêu», «dự kiến»: what was at another time, or is not yet."""
    return _NOT_NOW.search(words) is not None


def heading_stretch(heading: str, dates: Sequence[Dated], own: Stretch | None) -> tuple[Stretch | None, list[Span]]:
    """The time that the heading of a form's row or column tells, and its words that tell it: «Lũy kế từ đầu năm».

    Without such words there are no spans; with them the time is None where they leave it open, or tell several.
    `own` is the report's period.
    """
    counted = list(CUE.finditer(heading))
    told = [_cumulative(heading, found, own) if own else None for found in counted]
    if len(told) > 1:  # «Lũy kế từ đầu năm»: the second says from when
        told = [one for one in told if one is None or one.scope != "tally"]
    spans = [Span(*found.span()) for found in counted]
    for found in _OWN.finditer(heading):
        span = Span(*found.span())
        if not any(one.start < span.end and span.start < one.end for one in spans):
            kind = _OWN_KIND.get(found["kind"].lower())
            spans.append(span)
            told.append(own if own and kind in (None, own.scope) else None)
    for one in dates:
        until = _UNTIL.search(heading, 0, one.span.start)
        begin = until.start() if until else one.span.start
        said = any(span.start <= one.span.start < span.end for span in spans)
        if not said and not (counted and _agrees(one, own)):
            told.append(None if counted else _dated(one, is_until=until is not None))
        spans.append(Span(begin, one.span.end))
    kept = set(told)
    return (kept.pop() if len(kept) == 1 else None), spans


def _agrees(date_: Dated, own: Stretch | None) -> bool:
    """True where «lũy kế đến 31/5», «lũy kế năm 2024» counts until the report's period ends."""
    return own is not None and (date_.end == own.end or (date_.kind == "year" and date_.end.year == own.end.year))


def _dated(date_: Dated, *, is_until: bool) -> Stretch | None:
    """The time that a heading's date tells; `is_until` where it stands behind «đến»."""
    if is_until:
        return Stretch("so_far", None, date_.end)
    return whole_period(date_.start, date_.end) if date_.kind in _PERIODS else None


def _cues(text: str, sentence: Span, dates: Sequence[Dated], own: Stretch | None) -> Iterator[_Cue]:
    """The words of a sentence that tell when: cumulative ones, the report's own period, dates."""
    taken: list[Span] = []
    for found in CUE.finditer(text, sentence.start, sentence.end):
        taken.append(Span(*found.span()))
        yield _Cue(taken[-1], _cumulative(text, found, own) if own else None)
    for found in _OWN.finditer(text, sentence.start, sentence.end):
        span = Span(*found.span())
        dated = any(span.start <= one.span.start <= span.end + 1 for one in dates)
        if not dated and not any(one.start < span.end and span.start < one.end for one in taken):
            kind = _OWN_KIND.get(found["kind"].lower())
            yield _Cue(span, own if own and kind in (None, own.scope) else None)
    for found in (
        *_PAST.finditer(text, sentence.start, sentence.end),
        *_LONG.finditer(text, sentence.start, sentence.end),
    ):
        kind = _OWN_KIND[found["kind"].lower()] if found.re is _PAST and not found["many"] else None
        yield _Cue(Span(*found.span()), own if own and kind == own.scope else None)
    for date_ in dates:
        beside = any(span.start <= date_.span.start <= span.end + _BESIDE for span in taken)
        if not beside and _is_until(text, sentence, date_.span):
            here = own is not None and own.start is not None and own.start <= date_.end <= own.end
            yield _Cue(date_.span, Stretch("so_far", None, own.end if own and here else date_.end))
        elif sentence.covers(date_.span) and date_.kind in _PERIODS and not beside:
            if _INTRODUCES.search(text[sentence.start : date_.span.start]):
                yield _Cue(date_.span, whole_period(date_.start, date_.end))
            elif own is None or own.start is None or date_.end < own.start or date_.start > own.end:
                yield _Cue(date_.span, None)


def _is_until(text: str, sentence: Span, date_: Span) -> bool:
    """True for «Tính đến ngày 20/5, …» and «giải ngân đến ngày 20/5 đạt …»; not for «Hoàn thành đến 31/5»."""
    before = text[sentence.start : date_.start]
    told = _REACHED.match(text, date_.end) is not None and _UNTIL.search(before) is not None
    return told or _OPENS_UNTIL.search(before) is not None


def _cumulative(text: str, found: re.Match[str], own: Stretch) -> Stretch | None:
    """«từ đầu năm», «lũy kế», «đến nay» as a stretch that ends with the report's period."""
    since = since_of(found)
    if since == "now":
        return Stretch("so_far", None, own.end)
    if since != "year":
        start = date(int(since), 1, 1) if since.isdecimal() else None
        return Stretch("since_year" if start and start.year == own.end.year else "since", start, own.end)
    months = _FIRST_MONTHS.search(found.group())
    if months and not months["of_year"] and int(months["months"]) != own.end.month:
        return None  # «lũy kế 12 tháng», in a report of May
    if "đầu năm" not in fold(found.group()) and months is None:
        return Stretch("tally", None, own.end)
    named = _YEAR_AFTER.match(text, found.end())
    return _of_year(found.group(), int(named["year"]) if named else own.end.year, own)


def _of_year(words: str, year: int, own: Stretch) -> Stretch | None:
    """«5 tháng đầu năm» ends with May, «từ đầu năm» with the report's period."""
    months = _FIRST_MONTHS.search(words)
    last = int(months["months"]) if months else own.end.month
    if not 1 <= last <= 12 or (months is None and year != own.end.year):
        return None
    end = date(year, last, monthrange(year, last)[1]) if months else own.end
    return Stretch("since_year", date(year, 1, 1), end)


def _is_closed(text: str, cue: _Cue, count: Counted) -> bool:
    """True where the bracket that the cue stands in ends before the figure."""
    between = text[cue.span.end : count.span.start]
    return between.count(")") > between.count("(")


def _reaches(sentence: Sentence, at: int, cue: _Cue) -> bool:
    """False beyond a semicolon; and, where the cue came after another figure, beyond the comma after the next one."""
    between = Span(cue.span.end, sentence.counts[at].span.start)
    if ";" in between.slice(sentence.text):
        return False
    earlier = any(one.span.start < cue.span.start for one in sentence.counts)
    following = next(one for one in sentence.counts if one.span.start >= cue.span.end)
    return not earlier or "," not in sentence.text[following.span.end : between.end]


def _behind(sentence: Sentence, at: int, cues: Sequence[_Cue]) -> _Cue | None:
    """The cue behind a figure that belongs to it: «120 đảng viên từ đầu năm đến nay», with no other figure after."""
    end = sentence.counts[at].span.end
    stop = _ENDS_CLAUSE.search(sentence.text, end, sentence.span.end)
    upto = stop.start() if stop else sentence.span.end
    if any(end <= one.span.start < upto for one in sentence.counts):
        return None
    return next((cue for cue in cues if end <= cue.span.start < upto), None)
