"""What a printed figure may mean: «28» is 28, «trên 280» is 280 or a little more, «10-15» lies between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.lexicon import rows

_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; an exact figure is one value."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """True where there is one value only."""
        return self.low == self.high

    def meets(self, other: Interval) -> bool:
        """True where both may be the same value."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        """Every sum of a value of each."""
        return Interval(self.low + other.low, self.high + other.high)


NOTHING = Interval(Decimal(0), Decimal(0))


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of all of them."""
    return sum(intervals, NOTHING)


def interval_of(value: Decimal, qualifier: str = "") -> Interval:
    """What a figure with its qualifier may mean; a rounded figure may be a tenth, or one of its last digits, off.

    «ước 148.200 tấn» is worked out to its last digit: it may be off by one of that, as those are that it adds up.

    >>> interval_of(Decimal(280), "trên")
    Interval(low=Decimal('280'), high=Decimal('308.0'))
    >>> interval_of(Decimal(148200), "ước")
    Interval(low=Decimal('148100'), high=Decimal('148300'))
    >>> interval_of(Decimal(28)).exact
    True
    """
    bound = _bounds().get(qualifier, "") if qualifier else ""
    slack = max(value * _TENTH, _last_place(value))
    match bound:
        case "more" | "at_least":
            return Interval(value, value + slack)
        case "less" | "at_most":
            return Interval(max(value - slack, Decimal(0)), value)
        case "about":
            return Interval(max(value - slack, Decimal(0)), value + slack)
        case "estimate":
            return Interval(max(value - _last_place(value), Decimal(0)), value + _last_place(value))
    return Interval(value, value)


def is_contradicted(value: Decimal, qualifier: str, found: Interval) -> bool:
    """True where what is found cannot be what the words say: «trên 280» and 240, «gần 300» and 500.

    >>> is_contradicted(Decimal(280), "trên", interval_of(Decimal(240)))
    True
    >>> is_contradicted(Decimal(280), "trên", interval_of(Decimal(320)))
    False
    """
    slack = max(value * _TENTH, _last_place(value))
    far = value * _HALF
    match _bounds().get(qualifier, ""):
        case "more" | "at_least":
            return found.high < value - slack or found.low > value + far
        case "less" | "at_most":
            return found.low > value + slack or found.high < value - far
        case "about":
            return found.high < value - far or found.low > value + far
    return not found.meets(interval_of(value, qualifier))


def is_known_qualifier(qualifier: str) -> bool:
    """True for «trên», «gần», «khoảng» …, whose bound the lexicon tells."""
    return qualifier in _bounds()


def _last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not nought: 10 for 280, 100 for 4.100."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) and value else Decimal(1)


@cache
def _bounds() -> dict[str, str]:
    return {row["qualifier"]: row["bound"] for row in rows("qualifiers")}
