"""Who recognises the scanned pages of a file: its reader, or others for it: «400 pages» → `ManyScansError`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ManyScansError(Exception):
    """More pages want recognition than one reader should do alone; `numbers` are theirs."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(f"{len(numbers)} pages")
        self.numbers = tuple(numbers)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The reader recognises up to `most` pages; others have done it where `given` names the file with what they saw.

    More than `most` raise `ManyScansError`. Without either, the reader does it all.
    """

    most: int | None = None
    given: str = ""


ALONE = Recognition()
