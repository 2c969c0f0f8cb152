"""Reports of one series cover one week after the other: «742: 03/5-16/5» and «743: 10/5-16/5» overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.audit.covers import Cover, find_covers, show_day
from pipeline.audit.reading import Reading
from pipeline.audit.view import View
from pipeline.facts import Finding

RULE = "sequence"
_LONGER = 3  # times: periods of one series are of about one length


def series_do_not_overlap(reading: Reading) -> Iterator[Finding]:
    """Two neighbours of a series share at most the day on which one ends and the next begins."""
    view = reading.view
    series: dict[tuple[str, str], list[Cover]] = {}
    for cover in find_covers(view):
        if len(cover.subject.split()) >= 2:
            series.setdefault(cover.series, []).append(cover)
    for covers in series.values():
        covers.sort(key=lambda cover: (cover.issued_on, cover.start_on))
        for before, after in pairwise(covers):
            if before.cited.value.symbol != after.cited.value.symbol and _are_neighbours(before, after):
                yield _finding(view, before, after)


def _are_neighbours(before: Cover, after: Cover) -> bool:
    """False for cumulative periods, which begin on one day, and for a month beside a week."""
    one, other = ((cover.end_on - cover.start_on).days + 1 for cover in (before, after))
    return before.start_on != after.start_on and max(one, other) <= _LONGER * min(one, other)


def _finding(view: View, before: Cover, after: Cover) -> Finding:
    overlap = (min(before.end_on, after.end_on) - max(before.start_on, after.start_on)).days + 1
    one, other = before.cited.value, after.cited.value
    said = f"{one.symbol} ({_days(before)}) và {other.symbol} ({_days(after)})"
    gap = _gap(one.number, other.number)
    if overlap > 1:
        told = f"Hai kỳ báo cáo chồng nhau {overlap} ngày: {said}.{_cut(before, after)}"
    else:
        told = f"Khớp: hai kỳ báo cáo nối tiếp nhau, {said}.{gap}"
    return Finding(
        rule=RULE,
        verdict="mismatch" if overlap > 1 else "match",
        claim=after.span.slice(view.text),
        span=after.span,
        evidence=(before.span, before.cited.span, after.cited.span),
        explanation=told,
    )


def _days(cover: Cover) -> str:
    return f"{show_day(cover.start_on)} – {show_day(cover.end_on)}"


def _gap(one: str, other: str) -> str:
    """Numbers left out between two reports: information, no error."""
    if not (one.isdecimal() and other.isdecimal()) or int(other) - int(one) < 2:
        return ""
    missing = [str(number) for number in range(int(one) + 1, int(other))]
    if len(missing) > 3:
        return ""
    return f" Số {', '.join(missing)} không có trong danh sách (thông tin, không phải lỗi)."


def _cut(before: Cover, after: Cover) -> str:
    """The earlier report's end, where it also lies after that report's own date."""
    if before.end_on > before.issued_on and before.start_on < after.start_on:
        symbol, day = before.cited.value.symbol, show_day(after.start_on)
        return f" Kỳ của {symbol} cũng kết thúc sau ngày của nó: có lẽ phải kết thúc trước {day}."
    return ""
