"""The stamp of a digital signature, which is no text of the report: «Thời gian ký: 01.06.2020 16:17:30 +07:00»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

# The time of signing, to the second and mostly with its zone; no report gives a date so.
_MOMENT = re.compile(
    r"\d{1,4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,4}[\sT]{1,3}\d{1,2}\s?[:.]\s?\d\d\s?[:.]\s?\d\d(?:\s{0,2}[+-]\s?\d\d\s?[:.]?\s?\d\d)?"
    r"|\d\d:\d\d:\d\d\s{0,2}[+-]\d\d:?\d\d"
)
_LABELS = re.compile(
    r"(?:(?:Người|Được)\s)?[Kk]ý\s(?:số\s)?bởi\s?:|Người\ský\s?:|(?:Thời\sgian|Ngày|Giờ)\ský\s?:|Signature\s[Nn]ot\s"
    r"|Digitally\s[Ss]igned|Chữ\ský\ssố\s(?:của|bởi)\s?:|Signed\s(?:by|on)\s?:"
)
# Lines that stand in a stamp beside such a line, and nowhere else so.
_BESIDE = re.compile(r"(?:E-?mail|Cơ quan|Tổ chức|Chức vụ|Địa điểm|Lý do|Reason|Location|Date)\s?:", re.IGNORECASE)
LONGEST = 110  # characters; a longer line is a sentence that speaks of signing


class Placed(Protocol):
    """A line with its text."""

    @property
    def text(self) -> str:
        """What is written on it."""


PlacedT = TypeVar("PlacedT", bound=Placed)


def without_stamps(lines: Sequence[PlacedT]) -> list[PlacedT]:
    """The lines of a page without those of signatures' stamps; `lines` stand from top to bottom.

    A line that holds the moment of signing goes, and so does what stands directly above or below it in the stamp.
    """
    gone = {at for at, line in enumerate(lines) if is_stamp(line.text)}
    for at in sorted(gone):
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(lines) and near not in gone and _BESIDE.match(lines[near].text):
                gone.add(near)
                near += step
    return [line for at, line in enumerate(lines) if at not in gone]


def is_stamp(text: str) -> bool:
    """True where the line is one of a signature's stamp.

    >>> is_stamp("Tỉnh ủy Sơn La 21-04-2023 16:52:02 +07:00"), is_stamp("Ký bởi: Văn phòng Tỉnh ủy")
    (True, True)
    >>> is_stamp("Hội nghị khai mạc lúc 7:30 ngày 21-04-2023")
    False
    """
    if len(text) > LONGEST:
        return False
    label = _LABELS.match(text.strip())
    return _MOMENT.search(text) is not None or label is not None
