"""Amounts in two or three scales: «12 tỷ 500 triệu đồng» is 12,5 tỷ đồng, «1 triệu 200 nghìn lượt» 1,2 triệu lượt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.measures import Measure, measure_after
from extractors.patterns import read_number

_AMOUNT = re.compile(
    r"(?P<first>\d{1,3}(?:\.\d{3})?)[ ](?P<scale>tỷ|tỉ|triệu)(?P<rest>(?:[ ]\d{1,3}[ ](?:triệu|nghìn|ngàn)){1,2})(?!\w)"
)
_PART = re.compile(r"[ ](?P<figure>\d+)[ ](?P<scale>triệu|nghìn|ngàn)(?!\w)")
_BEFORE = re.compile(r"(?<![\d,])\d{1,3}(?:\.\d{3})?[ ](?:tỷ|tỉ|triệu)[ ]$")
_SCALES = {"tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3}


@dataclass(frozen=True, slots=True)
class Amount:
    """The value in the scale of its first figure, its words («tỷ đồng»), and the measure after its last figure."""

    value: Decimal
    words: str
    measure: Measure


def amount_at(text: str, start: int) -> Amount | None:
    """The amount whose first figure stands at `start`; None where it has one scale, or scales that do not descend.

    >>> (amount := amount_at("12 tỷ 500 triệu đồng", 0)) and (str(amount.value.normalize()), amount.words)
    ('12.5', 'tỷ đồng')
    """
    found = _AMOUNT.match(text, start)
    if found is None:
        return None
    value, last, end = read_number(found["first"]), found["scale"], start
    for part in _PART.finditer(text, found.start("rest"), found.end("rest")):
        if _SCALES[part["scale"]] >= _SCALES[last]:
            return None
        value += Decimal(part["figure"]).scaleb(_SCALES[part["scale"]] - _SCALES[found["scale"]])
        last, end = part["scale"], part.end("figure")
    measure = measure_after(text, end)
    if measure is None:
        return None
    return Amount(value, found["scale"] + text[measure.start : measure.end].removeprefix(last), measure)


def goes_on(text: str, start: int) -> bool:
    """True where the figure at `start` only goes on with an amount: the 500 of «12 tỷ 500 triệu đồng»."""
    before = _BEFORE.search(text, max(0, start - 16), start)
    part = _PART.match(text, start - 1) if before else None
    return before is not None and part is not None and _SCALES[part["scale"]] < _SCALES[before.group().split()[1]]
