"""Figures right behind what they count: «khiển trách 10, cảnh cáo 04» is ten and four, said without a word between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractors.lexicon import rows
from extractors.mention import Span
from extractors.patterns import NUMBER, read_number

# Of these kinds of measure a figure may stand behind the word.
_KINDS = ("penalty",)


def find_forms(text: str) -> Iterator[tuple[Span, Decimal, str]]:
    """Where a form of punishment is followed by how many there were, that number, and the form.

    >>> [(str(value), form) for _, value, form in find_forms("(khiển trách 10, cảnh cáo: 04; khai trừ 5 đảng viên)")]
    [('10', 'khiển trách'), ('4', 'cảnh cáo')]
    """
    for found in _behind().finditer(text):
        yield Span(*found.span()), read_number(found["figure"]), found["form"]


@cache
def _behind() -> re.Pattern[str]:
    """A form and a figure that ends there: a comma, a bracket, «và», or the end of its sentence follows."""
    forms = "|".join(re.escape(row["measure"]) for row in rows("measures") if row["kind"] in _KINDS)
    return re.compile(
        rf"(?<!\w)(?P<form>{forms})[ ]?:?[ ](?P<figure>{NUMBER})(?![\w/%]|[.,]\d)(?=[ ]?[,;.)(\n]|[ ]và[ ]|$)",
        re.IGNORECASE,
    )
