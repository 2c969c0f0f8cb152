"""How often a report comes: «tháng 5/2024» is a month, and three months in a row tell that the next is owed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal, get_args

from extractors.patterns import fold

Every = Literal["month", "quarter", "half", "year"]
EVERY: tuple[Every, ...] = get_args(Every)

MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# What a table that a user writes may say.
_WRITTEN: dict[str, Every] = {
    "month": "month", "monthly": "month", "tháng": "month", "hằng tháng": "month", "hàng tháng": "month",
    "quarter": "quarter", "quarterly": "quarter", "quý": "quarter", "hằng quý": "quarter", "hàng quý": "quarter",
    "half": "half", "half-yearly": "half", "6 tháng": "half", "06 tháng": "half", "sáu tháng": "half",
    "year": "year", "yearly": "year", "năm": "year", "hằng năm": "year", "hàng năm": "year",
}  # fmt: skip

# So many periods in a row make a habit.
LEARNED_FROM = 3
# Of half-years many offices report the first alone, and the year for the second.
_STEPS: dict[Every, tuple[int, ...]] = {"month": (1,), "quarter": (1,), "half": (1, 2), "year": (1,)}
# A unit of which nothing was heard for longer than about a year has left off, as far as an archive can tell.
_QUIET: dict[Every, int] = {"month": 12, "quarter": 4, "half": 3, "year": 2}


def read_every(written: str) -> Every | None:
    """How often a table says, in English or Vietnamese; None where it is neither.

    >>> read_every("Hằng tháng"), read_every("quarterly"), read_every("tuần")
    ('month', 'quarter', None)
    """
    return _WRITTEN.get(fold(written).strip())


def every_of(start: date, end: date) -> Every | None:
    """Which kind of period two days span exactly; None for any other stretch, such as the first nine months."""
    for every in EVERY:
        if (start, end) == stretch(every, index_of(every, start)):
            return every
    return None


def index_of(every: Every, day: date) -> int:
    """The number of the period in which a day lies, counted so that the next one has the next number."""
    return (day.year * 12 + day.month - 1) // MONTHS[every]


def stretch(every: Every, index: int) -> tuple[date, date]:
    """The first and last day of a period.

    >>> stretch("quarter", index_of("quarter", date(2024, 5, 20)))
    (datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    """
    first = index * MONTHS[every]
    last = first + MONTHS[every] - 1
    year, month = divmod(last, 12)
    return date(first // 12, first % 12 + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def ending_in(every: Every, first: date, last: date) -> Iterator[int]:
    """The periods of a kind that end between two days."""
    for index in range(index_of(every, first), index_of(every, last) + 1):
        if first <= stretch(every, index)[1] <= last:
            yield index


def is_expected(every: Every, sent: Collection[int], index: int) -> bool:
    """True where the periods that a unit has reported tell that it owes this one too.

    Three in a row are a habit; it holds from the first of them on, and until nothing was heard for about a year.

    >>> is_expected("month", {1, 2, 3}, 5), is_expected("month", {1, 2, 4}, 5), is_expected("half", {0, 2, 4}, 5)
    (True, False, False)
    """
    if (
        not sent
        or index < min(sent)
        or max((one for one in sent if one <= index), default=index) < index - _QUIET[every]
    ):
        return False
    for step in _STEPS[every]:
        alike = {one for one in sent if (one - index) % step == 0}
        if any(all(one + step * at in alike for at in range(LEARNED_FROM)) for one in alike):
            return True
    return False
