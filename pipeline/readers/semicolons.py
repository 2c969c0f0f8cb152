"""Semicolons that were read as colons, by the tail below the line that the picture shows: «Thành Đông: các xã: …»."""

from __future__ import annotations

from pipeline.readers.hocr import Recognised
from pipeline.readers.pictures import Grey
from pipeline.readers.raised import inks_between

# In heights of an «x».
TAIL = 0.2  # a semicolon reaches so far below the line; of 229 colons looked at none did
NEAR = 0.2  # its ink may stand so far beside the place where it was read
WIDEST = 0.4


def read_semicolons(page: Recognised, picture: Grey) -> None:
    """Write «;» for the colons at the end of words that have a tail."""
    for line in page.lines:
        for word in line.words:
            sign = word.letters[-1]
            if sign.text != ":" or len(word.letters) < 2:
                continue
            near = NEAR * line.low
            inks = [
                ink
                for ink in inks_between(page, picture, line, sign.x0 - near, sign.x1 + near)
                if ink.left > sign.x0 - near / 2 and ink.right - ink.left < WIDEST * line.low
            ]
            if len(inks) == 1 and inks[0].foot < -TAIL * line.low:
                sign.text = ";"
