"""A period as a user types it, «2024», «2024-05» or «2024-01..2024-06», as its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.messages import RefusedError

_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Two days and all between them."""

    first: date
    last: date

    def meets(self, start: str, end: str) -> bool:
        """True where a stretch of time, in ISO dates, has a day in common with this one; one end may be unknown.

        >>> read_period("2024-05").meets("2024-01-01", "2024-06-30"), read_period("2024-05").meets("", "2024-04-30")
        (True, False)
        """
        begins, ends = start or end, end or start
        return bool(begins) and begins <= self.last.isoformat() and ends >= self.first.isoformat()


def read_period(typed: str) -> Period:
    """The period that is meant; `RefusedError` where it is none.

    >>> read_period("2024-02").last, read_period("2024-01..2024-06").last, read_period("2024").first
    (datetime.date(2024, 2, 29), datetime.date(2024, 6, 30), datetime.date(2024, 1, 1))
    """
    first, dots, last = typed.strip().partition("..")
    begins, ends = _stretch(first), _stretch(last if dots else first)
    if begins is None or ends is None or begins[0] > ends[1]:
        raise RefusedError("Không hiểu thời gian «{typed}»: viết 2024, 2024-05 hoặc 2024-01..2024-06.", typed=typed)
    return Period(begins[0], ends[1])


def read_day(typed: str) -> date:
    """The day that is meant, «2025-08-01»; `RefusedError` where it is none."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise RefusedError("Không hiểu ngày «{typed}»: viết năm-tháng-ngày, như 2025-08-01.", typed=typed) from error


def _stretch(written: str) -> tuple[date, date] | None:
    found = _POINT.fullmatch(written.strip())
    if found is None:
        return None
    year, month, day = (int(found[name]) if found[name] else 0 for name in ("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None
