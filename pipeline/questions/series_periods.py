"""The columns of a series: every month from the first that is told of to the last, also those of which nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.periods import Period
from pipeline.questions.cadence import MONTHS, Every, index_of, stretch

# A cumulative figure stands under the day until which it counts.
_EVERY: dict[str, Every] = {"month": "month", "quarter": "quarter", "half": "half", "year": "year"}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A column: first and last day in ISO form; `start` is empty where it is not told from when a figure counts."""

    start: str
    end: str


def columns_of(told: Iterable[tuple[str, str, str]], asked: Period | None = None) -> tuple[Stretch, ...]:
    """The columns for figures of one scope (scope, first day, last day), in order of time, gaps filled.

    Months, quarters, half-years and years follow each other without a hole; so do figures of a year so far, by the
    month or by the quarter as they come. Other stretches stand as they are told. `asked` narrows the columns down.

    >>> told = [("month", "2024-01-01", "2024-01-31"), ("month", "2024-03-01", "2024-03-31")]
    >>> [column.end for column in columns_of(told)]
    ['2024-01-31', '2024-02-29', '2024-03-31']
    """
    given = sorted(set(told), key=lambda one: (one[2], one[1]))
    found = {Stretch(start, end) for _, start, end in given}
    if given and len({scope for scope, _, _ in given}) == 1:
        found |= set(_between(given[0][0], sorted(found, key=lambda one: one.end)))
    kept = (one for one in found if asked is None or asked.first.isoformat() <= one.end <= asked.last.isoformat())
    return tuple(sorted(kept, key=lambda one: (one.end, one.start)))


def _between(scope: str, found: list[Stretch]) -> Iterable[Stretch]:
    first, last = date.fromisoformat(found[0].end), date.fromisoformat(found[-1].end)
    every = _EVERY.get(scope) or (_step(found) if scope in ("since_year", "tally") else None)
    if every is None:
        return
    for index in range(index_of(every, first), index_of(every, last) + 1):
        start, end = stretch(every, index)
        if scope in _EVERY:
            yield Stretch(start.isoformat(), end.isoformat())
        elif not any(start.isoformat() <= one.end <= end.isoformat() for one in found):
            yield Stretch(f"{end.year}-01-01" if scope == "since_year" else "", end.isoformat())


def _step(found: list[Stretch]) -> Every | None:
    """How often cumulative figures come: by the quarter where all end with one, else by the month."""
    ends = [date.fromisoformat(one.end) for one in found]
    for every in ("year", "half", "quarter", "month"):
        if all(end.month % MONTHS[every] == 0 for end in ends):
            return every
    return None
