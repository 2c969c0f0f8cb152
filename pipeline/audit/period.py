"""«742-BC/BTGTU, ngày 10/5/2024 … (từ ngày 03/5/2024-16/5/2024)»: no report covers days after its own date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import chain

from extractors.mention import Span
from pipeline.audit.covers import Cover, find_covers, show_day
from pipeline.audit.reading import Reading
from pipeline.audit.view import View
from pipeline.facts import Finding, Verdict

RULE = "period"

_DAY = re.compile(
    r"(?<![\w/.,-])(?P<cue>ngày\s{1,2})?(?P<day>\d{1,2})(?P<sep>[/.-]|\s{1,2}tháng\s{1,2})(?P<month>\d{1,2})"
    r"(?:(?P=sep)|\s{1,2}năm\s{1,2})(?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_PRINTED_AHEAD = 3  # days: a weekly report is often dated on Friday and speaks of the week to Sunday


def periods_end_before_their_reports(reading: Reading) -> Iterator[Finding]:
    """Every covered period ends by the report's date, no cited document is younger, every day is in the calendar."""
    view = reading.view
    return chain(_covered(view), _own_period(view), _younger(view), _impossible(view))


def _covered(view: View) -> Iterator[Finding]:
    for cover in find_covers(view):
        said = f"{show_day(cover.start_on)} – {show_day(cover.end_on)}"
        if cover.end_on <= cover.issued_on:
            told = f"Khớp: kỳ báo cáo {said} kết thúc không sau ngày văn bản {show_day(cover.issued_on)}."
            yield _finding(view, cover.span, cover.cited.span, "match", told)
        else:
            told = f"Kỳ báo cáo {said} kết thúc sau ngày của chính văn bản ({show_day(cover.issued_on)}).{_slip(cover)}"
            yield _finding(view, cover.span, cover.cited.span, "mismatch", told)


def _slip(cover: Cover) -> str:
    """A day with one digit typed wrong, a week after the beginning: «16/5» for «06/5», or for «09/5»."""
    week = cover.start_on.toordinal() + 6
    if cover.start_on < cover.issued_on and week <= cover.issued_on.toordinal():
        meant = date.fromordinal(week)
        if sum(a != b for a, b in zip(f"{meant:%d%m%Y}", f"{cover.end_on:%d%m%Y}", strict=True)) <= 2:
            return f" Nếu là báo cáo tuần thì ngày cuối có lẽ là {show_day(meant)}."
    return ""


def _own_period(view: View) -> Iterator[Finding]:
    """The report's own days, where its title names days; a month's report is usually dated before the month ends."""
    head = view.document.letterhead
    if head.issued_on is None or head.period_end is None or head.period_start is None:
        return
    whole = (
        head.period_start.day == 1 and head.period_end.day == monthrange(head.period_end.year, head.period_end.month)[1]
    )
    if whole or not head.title:
        return
    at = view.text.find(head.title)
    span = Span(max(at, 0), max(at, 0) + (len(head.title) if at >= 0 else 0))
    ahead = (head.period_end - head.issued_on).days
    if ahead > _PRINTED_AHEAD:
        told = f"Kỳ báo cáo kết thúc {show_day(head.period_end)}, sau ngày báo cáo ({show_day(head.issued_on)})."
        yield _finding(view, span, span, "mismatch", told)
    elif ahead > 0:
        told = f"Chưa kiểm tra được: kỳ báo cáo kết thúc {ahead} ngày sau ngày báo cáo."
        yield _finding(view, span, span, "unverifiable", told)
    else:
        told = f"Khớp: kỳ báo cáo kết thúc {show_day(head.period_end)}, không sau ngày báo cáo."
        yield _finding(view, span, span, "match", told)


def _younger(view: View) -> Iterator[Finding]:
    issued_on = view.document.letterhead.issued_on
    if issued_on is None:
        return
    for cited in view.citations.items:
        day = cited.value.issued_on
        if day is not None and day > issued_on:
            told = f"Văn bản đề ngày {show_day(day)}, sau ngày của báo cáo dẫn nó ({show_day(issued_on)})."
            yield _finding(view, cited.span, cited.span, "mismatch", told)


def _impossible(view: View) -> Iterator[Finding]:
    """«31/4/2024»: a day that the calendar does not have; of two figures above 12 none is read as a month."""
    undated = [day.span for day in view.dates.items if day.value.start_on is None or day.value.end_on is None]
    for span in undated:
        for found in _DAY.finditer(view.text, max(0, span.start - len("ngày ")), span.end):
            day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
            known = 1 <= month <= 12
            if (known and 1 <= day <= monthrange(year, month)[1]) or not (found["cue"] or (known and 1 <= day <= 31)):
                continue
            wrong = Span(found.start("day"), found.end())
            yield _finding(view, wrong, wrong, "mismatch", f"Lịch không có ngày {wrong.slice(view.text)}.")


def _finding(view: View, claim: Span, evidence: Span, verdict: Verdict, told: str) -> Finding:
    return Finding(RULE, verdict, claim.slice(view.text), claim, (evidence,), explanation=told)
