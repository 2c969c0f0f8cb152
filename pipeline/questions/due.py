"""Which directive reaches its 5-, 10-, 15- or 20-year review in a period, and who has reported it: 42-CT/TW in 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.archive.settling import Known
from pipeline.periods import Period
from pipeline.store import Store
from pipeline.tables import Cell

YEARS = (5, 10, 15, 20)

# What is reviewed after years: documents that bind until something else is decided. Plans, letters and reports are not.
_REVIEWED = frozenset({"Chỉ thị", "Nghị quyết", "Kết luận", "Quy định", "Thông tri", "Quy chế", "Đề án",
                       "Chiến lược", "Chương trình", "Chương trình hành động"})  # fmt: skip

# «sơ kết 05 năm», «tổng kết 20 năm»
_AFTER = re.compile(r"(?<!\d)(?P<years>\d{1,2})\s+năm(?!\s+\d)", re.IGNORECASE)

# A review that names no number of years is that of the anniversary within so many months.
_MONTHS_APART = 12


@dataclass(frozen=True, slots=True)
class Reported:
    """One report's word on a review: who, how far, and where it stands."""

    unit_id: str
    unit_name: str
    status: str
    doc_id: str
    source: str
    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A directive that turns `years` years old on `due_on`, and what the reports say of its review."""

    directive_id: str
    symbol: str
    doc_type: str
    issuer: str
    subject: str
    issued_on: str
    years: int
    due_on: str
    reported: tuple[Reported, ...]


def due(store: Store, period: Period) -> tuple[Due, ...]:
    """The reviews that fall into the period, by day; each with those who have reported it."""
    return due_in(read_due(store), period)


def due_in(reviews: Iterable[Due], period: Period) -> tuple[Due, ...]:
    """Of some reviews, those that fall into the period."""
    return tuple(one for one in reviews if period.first <= date.fromisoformat(one.due_on) <= period.last)


def read_due(store: Store) -> tuple[Due, ...]:
    """The reviews of all directives that any report dates, whenever they fall, by day."""
    candidates = [(directive, issued, years, day) for directive, issued in _dated(store)
                  for years, day in _anniversaries(issued)]  # fmt: skip
    told = _directives(store, {directive for directive, *_ in candidates})
    reviews = _reviews(store, {directive for directive, *_ in candidates})
    found = []
    for directive, issued, years, day in candidates:
        row = told.get(directive)
        if row is None:  # its last report went meanwhile
            continue
        reported = tuple(one for one, words, on in reviews.get(directive, ()) if _is_of(years, day, words, on))
        if row["doc_type"] in _REVIEWED or reported:
            symbol, doc_type, issuer, subject = (
                str(row[name] or "") for name in ("symbol", "doc_type", "issuer", "subject")
            )
            found.append(
                Due(directive, symbol, doc_type, issuer, subject, issued.isoformat(), years, day.isoformat(), reported)
            )
    return tuple(sorted(found, key=lambda one: (one.due_on, one.directive_id)))


def _dated(store: Store) -> Iterator[tuple[str, date]]:
    """Every directive that any report dates."""
    query = "SELECT DISTINCT directive_id FROM citations WHERE directive_id LIKE '%@____-__-__' ORDER BY directive_id"
    for (directive,) in store.ask(query):
        try:
            yield directive, date.fromisoformat(directive.rpartition("@")[2])
        except ValueError:  # a report may cite «ngày 31/02/2024»
            continue


def _anniversaries(issued: date) -> Iterator[tuple[int, date]]:
    """The days on which a directive turns 5, 10, 15 and 20; one of 29 February on the 28th."""
    for years in YEARS:
        leap = issued.month == 2 and issued.day == 29 and (issued.year + years) % 4 != 0
        yield years, issued.replace(year=issued.year + years, day=28 if leap else issued.day)


def _directives(store: Store, wanted: Iterable[str]) -> dict[str, Mapping[str, Cell]]:
    """What the register says of these directives."""
    listed = set(wanted)
    return {str(row["directive_id"]): row for row in store.records("directives") if row["directive_id"] in listed}


def _reviews(store: Store, wanted: Iterable[str]) -> dict[str, list[tuple[Reported, str, str]]]:
    """Who says of a review of these directives what, with the words around it and the day it is told for."""
    listed = set(wanted)
    known = Known(store.ask)
    found: dict[str, list[tuple[Reported, str, str]]] = {}
    for query in (_IMPLEMENTATIONS, _RELATIONS):
        for directive, unit_id, name, status, doc_id, source, page, start, end, text, words, on in store.ask(query):
            meant = known.meant(doc_id, directive)
            if meant in listed:
                one = Reported(unit_id, name, status, doc_id, source, page or 1, start, end, text)
                found.setdefault(meant, []).append((one, f"{words} {text}", on))
    return found


_ON = "coalesce(m.period_end, d.period_end, d.issued_on, '')"
# Who issued «Kế hoạch tổng kết 20 năm thực hiện Chỉ thị 42-CT/TW» has planned the review, no more.
_PLAN = "m.activity = 'issued_plan' AND (lower(m.words) LIKE '%tổng kết%' OR lower(m.words) LIKE '%sơ kết%')"
_IMPLEMENTATIONS = (
    f"SELECT m.directive_id, m.unit_id, m.unit_name, CASE WHEN {_PLAN} AND m.status = 'implemented' THEN 'planned' "
    'ELSE m.status END, m.doc_id, d.source, m.page, m.start, m."end", m.text, m.words, '
    f"{_ON} FROM implementations m JOIN documents d ON d.doc_id = m.doc_id "
    f"WHERE m.activity = 'reviewed' OR ({_PLAN}) ORDER BY {_ON}, m.unit_name, m.doc_id, m.start, m.unit_id"
)
# «Báo cáo tổng kết 20 năm thực hiện Chỉ thị 42-CT/TW»: a document that sums a directive up, cited by some report.
_RELATIONS = (
    "SELECT m.to_directive_id, '', d.issuer, 'implemented', m.doc_id, d.source, c.page, c.start, c.\"end\", c.text, "
    "c.subject, coalesce(d.period_end, d.issued_on, '') FROM directive_relations m "
    "JOIN documents d ON d.doc_id = m.doc_id "
    "JOIN citations c ON c.doc_id = m.doc_id AND c.mention_id = m.mention_id "
    "WHERE m.relation = 'sums_up' ORDER BY m.doc_id, c.start"
)


def _is_of(years: int, day: date, words: str, on: str) -> bool:
    """True where the words name this number of years; where they name none, the anniversary must be near."""
    named = {int(found["years"]) for found in _AFTER.finditer(words)} & set(YEARS)
    if named:
        return years in named
    if not on:
        return False
    told = date.fromisoformat(on)
    return abs((told.year - day.year) * 12 + told.month - day.month) <= _MONTHS_APART
