"""«kỷ niệm 49 năm … (30/4/1975 - 30/4/2024)»: as many years as lie between, on the same day of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from extractors.dates import DateSpan
from extractors.mention import Mention, Span
from pipeline.audit.explain import name_slip
from pipeline.audit.reading import Reading
from pipeline.audit.view import View
from pipeline.audit.years import report_year, to_finding
from pipeline.facts import Finding

_FEAST = re.compile(r"[Kk]ỷ niệm|KỶ NIỆM|(?:lần thứ|tròn|mừng)\s+\d")
# «49 năm ngày giải phóng …», «lần thứ 134 ngày sinh …».
_YEARS = re.compile(r"(?<![\w/.,-])(?:(?P<nth>\d{1,4})(?=\s+(?:Ngày|ngày)\b)|(?P<years>\d{1,4})\s+năm)(?!\s*\d)\b")


def anniversaries_add_up(reading: Reading) -> Iterator[Finding]:
    """Every anniversary is as many years as lie between its two dates, on the same day of the year."""
    view = reading.view
    last = -1
    for day in view.dates.items:
        sentence = view.sentence_at(day.start)
        if sentence.start == last or view.bracket_around(day.start) is None:
            continue
        last = sentence.start
        feast = _FEAST.search(view.text, sentence.start, sentence.end)
        if feast is not None:
            yield from _feasts(view, feast.start(), sentence.end)


def _feasts(view: View, start: int, end: int) -> Iterator[Finding]:
    """The feasts of a sentence, each with the bracket that follows it before the next."""
    claims = list(_YEARS.finditer(view.text, start, end))
    for claim, following in zip_longest(claims, claims[1:]):
        for bracket in view.brackets_in(claim.end(), following.start() if following else end):
            inside = [day for day in view.dates_in(bracket.start, bracket.end) if day.end < bracket.end]
            kind = inside[0].value.kind if len(inside) == 1 else ""
            if kind in ("range", "years", "day"):
                yield from (_since if kind == "day" else _between)(view, claim, inside[0])
                break


def _between(view: View, claim: re.Match[str], span: Mention[DateSpan]) -> Iterator[Finding]:
    """The two dates of «(7/5/1954 - 7/5/2024)»; both of one event («(13/3/1954 - 7/5/1954)») tell nothing."""
    start, end = span.value.start_on, span.value.end_on
    if start is None or end is None:
        return
    said, apart = _said(claim), end.year - start.year
    year = report_year(view)
    past = year is not None and end.year < year - 1
    if apart != said and (past or apart == 0 or (year is None and apart < said)):
        told = "Chưa kiểm tra được: hai mốc thời gian là của chính sự kiện."
        yield to_finding(view, _span(claim), span.span, "unverifiable", told, years=(said, apart))
    elif apart != said:
        told = f"Từ {start.year} đến {end.year} là {apart} năm, không phải {said} năm.{_slip(view, start, end, said)}"
        yield to_finding(view, _span(claim), span.span, "mismatch", told, years=(said, apart))
    elif span.value.kind == "range" and (start.day, start.month) != (end.day, end.month):
        told = (
            f"Số năm khớp ({said}) nhưng hai mốc không cùng ngày, tháng: {_day(start)} và {_day(end)}; "
            "có lẽ một trong hai ngày gõ nhầm."
        )
        yield to_finding(view, _span(claim), span.span, "mismatch", told)
    else:
        told = f"Khớp: {end.year} − {start.year} = {said}."
        yield to_finding(view, _span(claim), span.span, "match", told, years=(said, apart))


def _span(claim: re.Match[str]) -> Span:
    """«49 năm», or the «134» of «lần thứ 134»."""
    return Span(claim.start(claim.lastgroup or 0), claim.end())


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _said(claim: re.Match[str]) -> int:
    return int(claim["years"] or claim["nth"])


def _slip(view: View, start: date, end: date, said: int) -> str:
    """What the wrong year may have been meant to be."""
    meant = start.year + said
    if slip := name_slip(str(end.year), str(meant)):
        year = report_year(view)
        future = f"năm {end.year} ở tương lai, " if year and end.year > year + 1 else ""
        return f" {future[:1].upper()}{future[1:]}{'c' if future else 'C'}ó lẽ là {meant} ({slip})."
    if slip := name_slip(str(start.year), str(end.year - said)):
        return f" Có lẽ năm {start.year} là {end.year - said} ({slip})."
    return ""


def _since(view: View, claim: re.Match[str], day: Mention[DateSpan]) -> Iterator[Finding]:
    """«kỷ niệm 134 năm ngày sinh (19/5/1890)» against the report's year; preparations run years ahead."""
    year, start = report_year(view), day.value.start_on
    if year is None or start is None or day.value.inferred:
        return
    said, apart = _said(claim), year - start.year
    if said == apart:
        yield to_finding(
            view, _span(claim), day.span, "match", f"Khớp: {year} − {start.year} = {said}.", years=(said, apart)
        )
    else:
        told = f"Chưa kiểm tra được: {year} − {start.year} = {apart}; báo cáo có thể nói về năm khác."
        yield to_finding(view, _span(claim), day.span, "unverifiable", told, years=(said, apart))
