"""«tổng kết 10 năm thực hiện Kết luận số 94-KL/TW, ngày 28/3/2014» stands in a report of 2024."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mention import Span
from pipeline.audit.reading import Reading
from pipeline.audit.view import Cited, View
from pipeline.audit.years import report_year, to_finding
from pipeline.facts import Finding

_REVIEW = re.compile(r"năm (?:triển khai |tổ chức )?(?:thực hiện|thi hành)\b")
_YEARS = re.compile(r"(?<![\w/.,-])(?P<years>\d{1,2}) $")
_CUE = re.compile(r"(?:tổng kết|sơ kết|đánh giá|nhìn lại|kiểm điểm)[^.;:\n\t\d]{0,40}$", re.IGNORECASE)
# What tells that the review is being held, not remembered.
_UPCOMING = re.compile(
    r"tổ chức|tham mưu|kế hoạch|triển khai|tập trung|chuẩn bị|ban hành|xây dựng|tiến hành|báo cáo", re.IGNORECASE
)
_FARTHEST = 40  # characters from «thực hiện» to the document
_BEFORE = 90  # characters in which the cue stands


def reviews_come_after_their_years(reading: Reading) -> Iterator[Finding]:
    """Every review after n years of a dated directive stands in a report of n years later."""
    view = reading.view
    year = report_year(view)
    if year is None:
        return
    for found in _REVIEW.finditer(view.text):
        years = _YEARS.search(view.text, max(0, found.start() - 5), found.start())
        cited = next(iter(view.citations_in(found.end(), found.end() + _FARTHEST)), None)
        since = _issued(view, cited) if cited else None
        if years is None or cited is None or since is None:
            continue
        claim = Span(years.start("years"), found.start() + len("năm"))
        if view.sentence_at(claim.start).end > cited.span.start:
            yield _review(view, claim, cited, int(years["years"]), year - since)


def _issued(view: View, cited: Cited) -> int | None:
    """The year of the directive: written beside it, else the one that it was resolved to."""
    if cited.value.issued_on is not None:
        return cited.value.issued_on.year
    resolution = view.extraction.resolutions.get(cited.index)
    day = str(resolution.resolved_on or "") if resolution else ""
    return int(day[:4]) if day[:4].isdigit() else None


def _review(view: View, claim: Span, cited: Cited, said: int, apart: int) -> Finding:
    year = report_year(view) or 0
    since = year - apart
    if said == apart:
        told = f"Khớp: {year} − {since} = {said}."
        return to_finding(view, claim, cited.span, "match", told, years=(said, apart))
    if (
        abs(said - apart) <= 1
        or not _is_held_now(view, claim, said, apart)
        or _fits_another_year(view, claim, said, since)
    ):
        told = f"Chưa kiểm tra được: {year} − {since} = {apart}, lệch với {said}; có thể là việc của năm khác."
        return to_finding(view, claim, cited.span, "unverifiable", told, years=(said, apart))
    told = f"Văn bản ban hành năm {since}: đến năm {year} là {apart} năm, không phải {said} năm."
    return to_finding(view, claim, cited.span, "mismatch", told, years=(said, apart))


def _is_held_now(view: View, claim: Span, said: int, apart: int) -> bool:
    """True where the words speak of a review under way; one of more years than have passed can be no memory."""
    start = max(view.sentence_at(claim.start).start, claim.start - _BEFORE)
    cue = _CUE.search(view.text, start, claim.start)
    return cue is not None and (said > apart or _UPCOMING.search(view.text, start, cue.start()) is not None)


def _fits_another_year(view: View, claim: Span, said: int, since: int) -> bool:
    """True where the sentence names a year in which, give or take one, the review falls."""
    sentence = view.sentence_at(claim.start)
    named = {date.value.end_on.year for date in view.dates_in(sentence.start, sentence.end) if date.value.end_on}
    return any(abs(year - since - said) <= 1 for year in named - {since})
