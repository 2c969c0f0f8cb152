"""One organ's reports of one kind cover one period after the other: «tháng 4», «tháng 5», and no day twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from extractors.patterns import fold
from pipeline.archive.audit.claims import Archive, Contrast, Place, Report
from pipeline.audit.covers import show_day
from pipeline.facts import Verdict

RULE = "sequence"
_LONGEST = 366  # days: longer periods are those of programmes, which run beside each other
_LONGER = 2  # times: periods of one series are of about one length
_MOST_MISSING = 400  # days between two reports; beyond, the series was another one
# A report's title without its numbers and what follows on the next period: «kết quả công tác tháng».
_AHEAD = re.compile(
    r"[,;]?\s*(?:(?:và|,)\s*)?(?:phương hướng|nhiệm vụ|kế hoạch|chương trình)\b.*(?:tháng|quý|tuần|năm).*"
)
_NUMBERS = re.compile(
    r"\d[\d./-]*|(?<=tháng )(?:một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|chạp)\b|\b[ivx]+\b|\W+"
)

# The first place of each report that says its period in full.
_PLACES = (
    'SELECT t.doc_id, t.start, t."end", t.text, t.page, t.boxes FROM dates t JOIN documents d ON d.doc_id = t.doc_id '
    "AND t.start_on = d.period_start AND t.end_on = d.period_end"
)


def periods_do_not_overlap(archive: Archive) -> Iterator[Contrast]:
    """Of two neighbours, neither covers days of the other; days between them that no report covers are told."""
    places = _places(archive)
    for reports in archive.organs():
        series: dict[tuple[str, str], dict[tuple[date, date], list[Report]]] = {}
        for report in reports:
            start_on, end_on = report.start_on, report.end_on
            if start_on and end_on and 0 <= (end_on - start_on).days < _LONGEST and report.title:
                kind = (fold(report.doc_type), subject(report.title))
                series.setdefault(kind, {}).setdefault((start_on, end_on), []).append(report)
        for periods in series.values():
            for before, after in pairwise(sorted(periods)):
                if _are_neighbours(before, after):
                    first = min(periods[before], key=lambda report: (report.symbol, report.doc_id))
                    for report in periods[after]:
                        if archive.wants(report.doc_id) and report.doc_id in places:
                            yield _contrast(report, places[report.doc_id], first, before, after)


def _places(archive: Archive) -> dict[str, Place]:
    query, given = _PLACES, {}
    if archive.doc_id is not None:
        query, given = f"{query} WHERE t.doc_id = :doc_id", {"doc_id": archive.doc_id}
    found: dict[str, Place] = {}
    for doc_id, *words in sorted(map(tuple, archive.ask(query, given))):
        found.setdefault(doc_id, Place(*words))
    return found


def subject(title: str) -> str:
    """What a series reports on, whatever the month.

    >>> subject("Kết quả công tác dân vận tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024")
    'kết quả công tác dân vận tháng'
    >>> subject("kết quả công tác dân vận tháng tư năm 2024") == subject("kết quả công tác dân vận tháng 5/2024")
    True
    """
    words = " ".join(_NUMBERS.sub(" ", _AHEAD.sub("", fold(title))).split())
    return words.removesuffix(" năm")


def _are_neighbours(before: tuple[date, date], after: tuple[date, date]) -> bool:
    """False for cumulative periods, which begin on one day, and for a month beside a week."""
    one, other = (((end - start).days + 1) for start, end in (before, after))
    return before[0] != after[0] and before[1] != after[1] and max(one, other) <= _LONGER * min(one, other)


def _contrast(
    report: Report, place: Place, other: Report, before: tuple[date, date], after: tuple[date, date]
) -> Contrast:
    overlap = (before[1] - after[0]).days + 1
    said = f"{other.name} ({_days(before)})"
    if overlap > 1:
        told = f"Kỳ báo cáo ({_days(after)}) chồng {overlap} ngày lên kỳ của báo cáo trước, {said}."
    else:
        told = f"Khớp: kỳ báo cáo không chồng lên kỳ của báo cáo trước, {said}.{_gap(before[1], after[0])}"
    verdict: Verdict = "mismatch" if overlap > 1 else "match"
    return Contrast(report.doc_id, RULE, verdict, place, _days(before), told)


def _days(period: Sequence[date]) -> str:
    return " – ".join(map(show_day, period))


def _gap(end_on: date, start_on: date) -> str:
    """Days that no report in the archive covers: information, no error."""
    missing = (start_on - end_on).days - 1
    if not 0 < missing <= _MOST_MISSING:
        return ""
    day = timedelta(days=1)
    return f" Kho không có báo cáo cho {_days((end_on + day, start_on - day))} (thông tin, không phải lỗi)."
