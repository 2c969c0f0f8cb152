"""«lũy kế 120 đảng viên» in April and «lũy kế 110» in May: what is counted up never falls, and grows by the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, groupby, pairwise
from typing import Any

from extractors.patterns import fold
from pipeline.archive.audit.claims import Archive, Contrast, Place, Report
from pipeline.audit.covers import show_day
from pipeline.audit.explain import plain, show

RULE = "repeated_figure"

_CUMULATIVES = (
    'SELECT t.doc_id, t.words, t.since, t.claim, t.value, t.start, t."end", t.added, t.added_start, t.added_end, '
    "c.page, c.boxes FROM cumulatives t JOIN counts c ON c.doc_id = t.doc_id AND c.start = t.start "
)
_AT_ONCE = 500  # reports that one query names


@dataclass(frozen=True, slots=True)
class _Tally:
    """One cumulative figure of one report, with what the report's own period added where it says so."""

    report: Report
    value: Decimal
    place: Place
    added: Decimal | None
    added_at: Place | None

    @property
    def end_on(self) -> date:
        return self.report.end_on or date.min

    @property
    def said(self) -> tuple[Decimal, Decimal | None]:
        return self.value, self.added


def cumulative_figures_never_fall(archive: Archive) -> Iterator[Contrast]:
    """A figure counted up from one day is at least the last report's, and that plus what the period between added."""
    whole = _read(archive, None) if archive.doc_id is None else {}
    for reports in archive.organs():
        told = whole if archive.doc_id is None else _read(archive, [report.doc_id for report in reports])
        series: dict[tuple[str, str, str], list[_Tally]] = {}
        for report in reports:
            for words, since, tally in told.get(report.doc_id, ()):
                series.setdefault((fold(report.doc_type), words, since), []).append(tally)
        for (*_, since), tallies in sorted(series.items()):
            yield from _compare(archive, tallies, may_fall=since.startswith("now"))


def _read(archive: Archive, doc_ids: Sequence[str] | None) -> dict[str, list[tuple[str, str, _Tally]]]:
    """The cumulative figures of these reports, or of all: what each counts, from when, and itself."""
    asked = [archive.ask(_CUMULATIVES, {})] if doc_ids is None else []
    for at in range(0, len(doc_ids or ()), _AT_ONCE):
        given = {f"id{number}": doc_id for number, doc_id in enumerate((doc_ids or ())[at : at + _AT_ONCE])}
        asked.append(archive.ask(f"{_CUMULATIVES} WHERE t.doc_id IN (:{', :'.join(given)})", given))
    found: dict[str, list[tuple[str, str, _Tally]]] = {}
    for doc_id, words, since, *told in chain.from_iterable(asked):
        report = archive.reports.get(doc_id)  # None for one that came in this moment
        if report is not None and report.start_on is not None and report.end_on is not None:
            found.setdefault(doc_id, []).append((words, _since(since, report.end_on), _to_tally(report, told)))
    return found


def _to_tally(report: Report, told: Sequence[Any]) -> _Tally:
    claim, value, start, end, added, added_start, added_end, page, boxes = told
    return _Tally(
        report=report,
        value=Decimal(value),
        place=Place(start, end, claim, page, boxes),
        added=Decimal(added) if added else None,
        added_at=Place(added_start, added_end, added) if added else None,
    )


def _since(since: str, end_on: date) -> str:
    """From when a figure counts: what begins with the year begins anew with the next."""
    return f"{since} {end_on.year}" if since in ("year", "now") else since


def _compare(archive: Archive, tallies: Sequence[_Tally], *, may_fall: bool) -> Iterator[Contrast]:
    """Each report's figure against that of the period before; periods of which two reports differ are left out."""
    ordered = sorted(tallies, key=lambda tally: (tally.end_on, tally.report.doc_id))
    periods = [list(same) for _, same in groupby(ordered, key=lambda tally: tally.end_on)]
    clear = [same for same in periods if len({tally.said for tally in same}) == 1]
    for before, after in pairwise(clear):
        for tally in after:
            if archive.wants(tally.report.doc_id):
                yield _contrast(before[0], tally, may_fall)


def _contrast(before: _Tally, after: _Tally, may_fall: bool) -> Contrast:
    other = f"{before.report.name}, kỳ đến {show_day(before.end_on)}"
    evidence: tuple[Place, ...] = ()
    found = before.value
    fell = after.value < before.value
    if after.added is not None and after.added_at is not None and _is_next(before, after):
        found, evidence = before.value + after.added, (after.added_at,)
        equal = found == after.value
        arithmetic = f"{show(before.value)} + {show(after.added)} = {show(found)}"
        arithmetic += "" if equal else f" ≠ {show(after.value)}"
        told = (
            f"Khớp: lũy kế kỳ trước ({other}) cộng số trong kỳ: {arithmetic}."
            if equal
            else f"Lũy kế kỳ trước là {show(before.value)} ({other}), thêm {show(after.added)} trong kỳ thì phải là "
            f"{show(found)}, không phải {show(after.value)}."
        )
    else:
        equal = not fell
        arithmetic = f"{show(before.value)} {'≤' if equal else '>'} {show(after.value)}"
        told = f"Khớp: số lũy kế không giảm so với kỳ trước, {show(before.value)} ({other})."
    if fell:
        told = f"Số lũy kế giảm: kỳ trước là {show(before.value)} ({other}), kỳ này là {show(after.value)}."
    if may_fall and not equal:
        told = f"Chưa kiểm tra được: {told[0].lower()}{told[1:]} Số tính đến nay có thể giảm."
    return Contrast(
        doc_id=after.report.doc_id,
        rule=RULE,
        verdict="match" if equal else "unverifiable" if may_fall else "mismatch",
        place=after.place,
        against=plain(before.value),
        explanation=told,
        evidence=evidence,
        expected=plain(after.value),
        found=plain(found),
        difference=plain(found - after.value),
        arithmetic=arithmetic,
    )


def _is_next(before: _Tally, after: _Tally) -> bool:
    """True where one period follows the other without a day between, and the figures are whole numbers."""
    whole = all(value == value.to_integral_value() for value in (before.value, after.value, after.added or Decimal(0)))
    return whole and after.report.start_on == before.end_on + timedelta(days=1)
