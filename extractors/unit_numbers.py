"""Which numbers in a list of wards are names: the 4 of «các phường 1, 3, 4 tổ chức», not «phường 2; 02 hộ»."""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import rows
from extractors.mention import Span
from extractors.patterns import fold

# What follows a number that counts nothing.
NUMBER_ENDS = r"[ ]?(?:[,;.)\n\t]|$)|[ ](?:và|hoặc)[ ]"
_ENDS = re.compile(NUMBER_ENDS)
_NEXT_WORDS = re.compile(r"[ ]([^\W\d_]+)(?:[ ]([^\W\d_]+))?")


def is_count(text: str, number: Span, last: int, by: str, *, plural: bool) -> bool:
    """True where the number counts what follows, rather than names a ward.

    `last` is where the item before it ends (0 without one), `by` what joins the two, and `plural` tells that «các»
    opened the list.

    >>> is_count("phường 2, 3 hộ nghèo", Span(10, 11), 8, ",", plural=False)
    True
    >>> is_count("các phường 2, 3 tổ chức", Span(14, 15), 12, ",", plural=True)
    False
    """
    if text[number.start] == "0" and last and text[last - 2] != "0":
        return True
    if _ENDS.match(text, number.end):
        return False
    following = _NEXT_WORDS.match(text, number.end)
    if by == ";" or following is None:
        return by == ";"
    if plural and (by != "và" or " ".join(filter(None, following.groups())) in _verbs()):
        return False
    return last > 0 and fold(following[1]) in _measure_heads()


@cache
def _measure_heads() -> frozenset[str]:
    return frozenset(fold(row["measure"].partition(" ")[0]) for row in rows("measures"))


@cache
def _verbs() -> frozenset[str]:
    """Measures that are verbs as well: «các phường 1, 2 và 3 tổ chức hội nghị»."""
    return frozenset(row["measure"] for row in rows("verb_measures"))
