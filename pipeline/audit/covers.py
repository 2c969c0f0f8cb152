"""The period that a cited report covers: «số 742-BC/BTGTU, ngày 10/5/2024 báo cáo … (từ ngày 03/5/2024-16/5/2024)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.dates import DateSpan
from extractors.mention import Mention, Span
from extractors.patterns import fold
from pipeline.audit.view import Cited, View

_FARTHEST = 220  # characters from a citation to the period that it covers
_FROM = re.compile(r"(?:từ|kỳ|thời gian|tuần)(?:\s+ngày)?\s*$", re.IGNORECASE)
# A report may also tell what is to come; that period lies ahead of it.
_AHEAD = re.compile(r"kế hoạch|dự kiến|chuẩn bị|phương hướng|lịch|tổ chức", re.IGNORECASE)
_DATE_WORDS = re.compile(r"^[\s,]*(?:ngày\s*)?[\d/.\-\s]+(?:của\s)?[\s,]*")
_REPORTS = ("báo cáo",)


@dataclass(frozen=True, slots=True)
class Cover:
    """A cited report, its date, the days that it covers and the words between, folded («báo cáo … trong tuần»)."""

    cited: Cited
    issued_on: date
    start_on: date
    end_on: date
    span: Span
    subject: str

    @property
    def series(self) -> tuple[str, str]:
        """Reports of one series share the organ's sign and the subject."""
        sign = self.cited.value.symbol
        return sign[sign.find("-") + 1 :] if "-" in sign else sign, self.subject


def find_covers(view: View) -> Iterator[Cover]:
    """The dated reports whose covered days stand behind them in brackets or after «từ ngày», in text order."""
    for at, cited in enumerate(view.citations.items):
        issued_on = cited.value.issued_on
        if issued_on is None or not _is_report(cited):
            continue
        following = view.citations.items[at + 1].span.start if at + 1 < len(view.citations.items) else len(view.text)
        sentence = view.sentence_at(cited.span.start)
        upto = min(following, sentence.end, cited.span.end + _FARTHEST)
        semicolon = view.text.find(";", cited.span.end, upto)
        upto = semicolon if semicolon >= 0 else upto
        for found in view.dates_in(cited.span.start, upto):
            cover = _cover(view, cited, issued_on, found)
            if cover is not None:
                yield cover
                break


def _is_report(cited: Cited) -> bool:
    return fold(cited.value.doc_type) in _REPORTS or "-BC" in cited.value.symbol or "/BC" in cited.value.symbol


def _cover(view: View, cited: Cited, issued_on: date, found: Mention[DateSpan]) -> Cover | None:
    start_on, end_on = found.value.start_on, found.value.end_on
    if found.value.kind != "range" or start_on is None or end_on is None or start_on > end_on:
        return None
    around = view.bracket_around(found.start)
    bracketed = around is not None and around.start > cited.span.start
    if not bracketed and not _FROM.search(view.text, max(0, found.start - 16), found.start):
        return None
    words = view.text[cited.span.end : around.start - 1 if bracketed and around else found.start]
    subject = fold(_DATE_WORDS.sub("", words)).rstrip(" (")
    if _AHEAD.search(subject):
        return None
    return Cover(cited, issued_on, start_on, end_on, found.span, subject)


def show_day(day: date) -> str:
    """A day as reports print it: «03/5/2024».

    >>> show_day(date(2024, 5, 3))
    '03/5/2024'
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
