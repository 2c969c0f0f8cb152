"""«kỷ niệm 49 năm … (30/4/1975 - 30/4/2024)» and «tổng kết 10 năm thực hiện Kết luận 94-KL/TW, ngày 28/3/2014»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from extractors.dates import DateSpan
from extractors.mention import Mention, Span
from pipeline.audit.explain import name_slip
from pipeline.audit.view import Cited, View
from pipeline.facts import Finding, Verdict

RULE = "anniversary"

_FEAST = re.compile(r"kỷ niệm|(?:lần thứ|tròn|mừng)\s+\d", re.IGNORECASE)
# «49 năm ngày giải phóng …», «lần thứ 134 ngày sinh …».
_YEARS = re.compile(r"(?<![\w/.,-])(?:(?P<nth>\d{1,4})(?=\s+(?:Ngày|ngày)\b)|(?P<years>\d{1,4})\s+năm)(?!\s*\d)\b")
_REVIEW = re.compile(
    r"(?<![\w/.,-])(?P<years>\d{1,2})\s+năm\s+(?:triển khai\s+|tổ chức\s+)?(?:thực hiện|thi hành)\b", re.IGNORECASE
)
_REVIEW_CUE = re.compile(r"(?:tổng kết|sơ kết|đánh giá|nhìn lại|kiểm điểm)[^.;:\n\t\d]{0,40}$", re.IGNORECASE)
_UPCOMING = re.compile(
    r"tổ chức|tham mưu|kế hoạch|triển khai|tập trung|chuẩn bị|ban hành|xây dựng|tiến hành|báo cáo", re.IGNORECASE
)
_FARTHEST = 40  # characters from «thực hiện» to the document


def anniversaries_add_up(view: View) -> Iterator[Finding]:
    """Every anniversary is as many years as lie between its two dates, on the same day of the year."""
    return chain(_feasts(view), _reviews(view))


def _feasts(view: View) -> Iterator[Finding]:
    for sentence in view.sentences:
        dates = view.dates_in(sentence.start, sentence.end)
        if not dates:
            continue
        feast = _FEAST.search(view.text, sentence.start, sentence.end)
        if feast is None:
            continue
        claims = list(_YEARS.finditer(view.text, feast.start(), sentence.end))
        for at, claim in enumerate(claims):
            upto = claims[at + 1].start() if at + 1 < len(claims) else sentence.end
            for bracket in view.brackets_in(claim.end(), upto):
                inside = [d for d in dates if bracket.start < d.start and d.end < bracket.end]
                if len(inside) == 1 and inside[0].value.kind in ("range", "years"):
                    yield from _between(view, claim, inside[0])
                    break
                if len(inside) == 1 and inside[0].value.kind == "day":
                    yield from _since(view, claim, inside[0])
                    break


def _between(view: View, claim: re.Match[str], span: Mention[DateSpan]) -> Iterator[Finding]:
    """The two dates of «(7/5/1954 - 7/5/2024)»; both of one event («(13/3/1954 - 7/5/1954)») tell nothing."""
    start, end = span.value.start_on, span.value.end_on
    if start is None or end is None:
        return
    said, apart = _said(claim), end.year - start.year
    year = _year(view)
    past = year is not None and end.year < year - 1
    if apart != said and (past or apart == 0 or (year is None and apart < said // 2)):
        told = "Chưa kiểm tra được: hai mốc thời gian là của chính sự kiện."
        yield _finding(view, claim, span.span, "unverifiable", told, years=(said, apart))
    elif apart != said:
        told = f"Từ {start.year} đến {end.year} là {apart} năm, không phải {said} năm.{_slip(view, start, end, said)}"
        yield _finding(view, claim, span.span, "mismatch", told, years=(said, apart))
    elif span.value.kind == "range" and (start.day, start.month) != (end.day, end.month):
        told = (
            f"Số năm khớp ({said}) nhưng hai mốc không cùng ngày, tháng: {_day(start)} và {_day(end)}; "
            "có lẽ một trong hai ngày gõ nhầm."
        )
        yield _finding(view, claim, span.span, "mismatch", told)
    else:
        told = f"Khớp: {end.year} − {start.year} = {said}."
        yield _finding(view, claim, span.span, "match", told, years=(said, apart))


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _said(claim: re.Match[str]) -> int:
    return int(claim["years"] or claim["nth"])


def _slip(view: View, start: date, end: date, said: int) -> str:
    """What the wrong year may have been meant to be."""
    meant = start.year + said
    if slip := name_slip(str(end.year), str(meant)):
        year = _year(view)
        future = f"năm {end.year} ở tương lai, " if year and end.year > year + 1 else ""
        return f" {future[:1].upper()}{future[1:]}{'c' if future else 'C'}ó lẽ là {meant} ({slip})."
    if slip := name_slip(str(start.year), str(end.year - said)):
        return f" Có lẽ năm {start.year} là {end.year - said} ({slip})."
    return ""


def _since(view: View, claim: re.Match[str], day: Mention[DateSpan]) -> Iterator[Finding]:
    """«kỷ niệm 134 năm ngày sinh (19/5/1890)» against the report's year; preparations run years ahead."""
    year, start = _year(view), day.value.start_on
    if year is None or start is None or day.value.inferred:
        return
    said, apart = _said(claim), year - start.year
    if said == apart:
        yield _finding(view, claim, day.span, "match", f"Khớp: {year} − {start.year} = {said}.", years=(said, apart))
    else:
        told = f"Chưa kiểm tra được: {year} − {start.year} = {apart}; báo cáo có thể nói về năm khác."
        yield _finding(view, claim, day.span, "unverifiable", told, years=(said, apart))


def _reviews(view: View) -> Iterator[Finding]:
    year = _year(view)
    if year is None:
        return
    for found in _REVIEW.finditer(view.text):
        cited = next(iter(view.citations_in(found.end(), found.end() + _FARTHEST)), None)
        since = _issued(view, cited) if cited else None
        if cited is None or since is None:
            continue
        if view.sentence_at(found.start("years")).end > cited.span.start:
            yield _review(view, found, cited, since, year)


def _issued(view: View, cited: Cited) -> int | None:
    """The year of the directive: written beside it, else the one that it was resolved to."""
    if cited.value.issued_on is not None:
        return cited.value.issued_on.year
    resolution = view.extraction.resolutions.get(cited.index)
    day = str(resolution.resolved_on or "") if resolution else ""
    return int(day[:4]) if day[:4].isdigit() else None


def _review(view: View, found: re.Match[str], cited: Cited, since: int, year: int) -> Finding:
    sentence = view.sentence_at(found.start("years"))
    said, apart = int(found["years"]), year - since
    if said == apart:
        told = f"Khớp: {year} − {since} = {said}."
        return _finding(view, found, cited.span, "match", told, years=(said, apart))
    others = {d.value.end_on.year for d in view.dates_in(sentence.start, sentence.end) if d.value.end_on}
    near = abs(said - apart) <= 1 or bool({since + said - 1, since + said, since + said + 1} & (others - {since}))
    start = max(sentence.start, found.start() - 90)
    cue = _REVIEW_CUE.search(view.text, start, found.start())
    now = cue is not None and (said > apart or _UPCOMING.search(view.text, start, cue.start()) is not None)
    if near or not now:
        told = f"Chưa kiểm tra được: {year} − {since} = {apart}, lệch với {said}; có thể là việc của năm khác."
        return _finding(view, found, cited.span, "unverifiable", told, years=(said, apart))
    told = f"Văn bản ban hành năm {since}: đến năm {year} là {apart} năm, không phải {said} năm."
    return _finding(view, found, cited.span, "mismatch", told, years=(said, apart))


def _year(view: View) -> int | None:
    """The year that the report speaks of."""
    head = view.document.letterhead
    for day in (head.period_end, head.period_start, head.issued_on):
        if day is not None:
            return day.year
    return None


def _finding(
    view: View,
    claim: re.Match[str],
    evidence: Span,
    verdict: Verdict,
    told: str,
    *,
    years: tuple[int, int] | None = None,
) -> Finding:
    """`years` are those said and those that lie between; without them only the rule is told."""
    group = "years" if claim.re is _REVIEW or claim["years"] else "nth"
    span = Span(
        claim.start(group), view.text.index("năm", claim.end(group)) + 3 if group == "years" else claim.end(group)
    )
    said, apart = years or (0, 0)
    return Finding(
        rule=RULE,
        verdict=verdict,
        claim=span.slice(view.text),
        span=span,
        evidence=(evidence,),
        expected=str(said) if years else "",
        found=str(apart) if years else "",
        difference=str(apart - said) if years else "",
        explanation=told,
    )
