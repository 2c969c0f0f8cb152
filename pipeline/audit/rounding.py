"""Sums of rounded figures: «717 ha» of «474 ha», «239,5 ha» and «3,8 ha» holds; «12,5» of «5,2» and «7,2» may hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_HALF = Decimal("0.5")
_HUNDREDTH = 100


def rounds_to(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """True where the sum has more decimals than the whole, and is the whole when rounded or cut off by a hundredth.

    >>> rounds_to(Decimal(717), [Decimal(474), Decimal("239.5"), Decimal("3.8")])
    True
    >>> rounds_to(Decimal("717.0"), [Decimal(474), Decimal("239.5"), Decimal("3.8")])
    False
    """
    found, step = sum(parts, Decimal(0)), _step(whole)
    if _step(found) >= step or abs(found - whole) * _HUNDREDTH > abs(whole):
        return False
    return whole in (found.quantize(step, ROUND_HALF_UP), found.quantize(step, ROUND_DOWN))


def may_be_rounding(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """True where figures with decimals differ by no more than the rounding of each may make.

    >>> may_be_rounding(Decimal("12.5"), [Decimal("5.2"), Decimal("7.2")])
    True
    >>> may_be_rounding(Decimal("12.5"), [Decimal("5.2"), Decimal("7.0")]), may_be_rounding(Decimal(3), [Decimal(2)])
    (False, False)
    """
    if all(_step(value) == 1 for value in (whole, *parts)):
        return False
    return is_within_rounding(whole, parts)


def is_within_rounding(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """True where the difference is at most half a unit of the last place of each figure."""
    slack = sum((_HALF * _step(value) for value in (whole, *parts)), Decimal(0))
    return abs(sum(parts, Decimal(0)) - whole) <= slack


def _step(value: Decimal) -> Decimal:
    """One unit of the last place as printed: 0.01 for 12.50, 1 for 717."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
