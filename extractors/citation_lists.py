"""Numbers that take the sign of the one behind them: «Nghị quyết số 18, 19-NQ/TW», «từ số 10 đến số 15-KL/TW»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.symbols import Symbol, read_symbol

# «Nghị quyết số 18, 19-NQ/TW»: numbers that share the sign of the last.
_LIST = re.compile(r"(?:(?<![\w/])\d{1,4}[a-zđ]?(?:[ ]?(?:,|;|[ ]và)[ ](?:số[ ])?|,(?=\d)))+$")
_LISTED = re.compile(r"(?:số[ ])?(?P<number>\d{1,4}[a-zđ]?)")

# «các Kết luận từ số 10 đến số 15-KL/TW»: the first number of a row; those between the two are never guessed.
_RANGE = re.compile(r"(?<!\w)[Tt]ừ[ ](?P<first>(?:số[ ])?(?P<number>\d{1,4}[a-zđ]?))[ ]đến[ ](?:số[ ])?$")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class SharedSign:
    """A number that stands from `start` to `end`, and the symbol that it makes with the sign behind it."""

    start: int
    end: int
    symbol: Symbol


def list_before(text: str, at: int) -> int | None:
    """Where the row of numbers begins that leads up to the symbol at `at`; None where none does.

    >>> list_before("Nghị quyết số 18, 19-NQ/TW", 18)
    14
    """
    listed = _LIST.search(text[max(at - _LONGEST, 0) : at])
    return at - len(listed.group()) if listed else None


def listed_numbers(text: str, begin: int, at: int, sign: Symbol) -> Iterator[SharedSign]:
    """The numbers of the row from `begin` up to the symbol at `at`, each with that symbol's sign.

    >>> (sign := read_symbol("19-NQ/TW")) and [one.symbol.text for one in listed_numbers("số 18, 19-NQ/TW", 3, 7, sign)]
    ['18-NQ/TW']
    """
    for item in _LISTED.finditer(text, begin, at):
        if own := _with_number(sign, item["number"]):
            yield SharedSign(item.start(), item.end(), own)


def range_before(text: str, at: int, sign: Symbol) -> tuple[int, SharedSign] | None:
    """Where «từ» stands and the first number of the row that the symbol at `at` ends; None where none does.

    >>> sign = read_symbol("15-KL/TW")
    >>> found = range_before("từ số 10 đến số 15-KL/TW", 16, sign) if sign else None
    >>> found and found[1].symbol.text
    '10-KL/TW'
    """
    found = _RANGE.search(text, max(at - _LONGEST, 0), at)
    own = _with_number(sign, found["number"]) if found else None
    if found is None or own is None:
        return None
    return found.start(), SharedSign(found.start("first"), found.end("first"), own)


def _with_number(sign: Symbol, number: str) -> Symbol | None:
    return read_symbol(number + sign.text.removeprefix(sign.number))
