"""What one file may cost before it is given up: «60 s + 0.5 s a page», each settable as `BAOCAO_SECONDS=120`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from pipeline.messages import RefusedError

# Letters of the name of an organ, a place, a measure or a directive. The longest in the lexicons has 67; what goes on
# for longer is a line without spaces or a broken text layer, and no key of PostgreSQL (2,700 bytes) takes three of it.
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """Time in seconds, sizes in bytes. Set each by an environment variable: its name in capitals after `BAOCAO_`.

    Up to `ocr_pages` scanned pages of a file are recognised by its reader; more are shared out in pieces of that many,
    each with the time of a file of so many pages. Opening the file again costs little against 1 to 5 s for each page.
    """

    seconds: float = 60
    seconds_a_page: float = 0.5
    most_seconds: float = 600
    ocr_seconds_a_page: float = 60
    ocr_pages: int = 8
    memory: int = 1_500_000_000
    result: int = 256_000_000
    pdf: int = 500_000_000
    word: int = 100_000_000
    pages: int = 10_000

    def time_for(self, pages: int) -> float:
        """How long reading may take, pages to recognise left out.

        >>> Limits().time_for(0), Limits().time_for(40), Limits().time_for(5000)
        (60.0, 80.0, 600.0)
        """
        return float(min(self.seconds + self.seconds_a_page * pages, max(self.most_seconds, self.seconds)))


def limits_of(settings: Mapping[str, str] = os.environ) -> Limits:
    """The limits, as the environment sets them.

    >>> limits_of({"BAOCAO_PAGES": "20000"}).pages
    20000
    """
    given: dict[str, float] = {}
    for field in fields(Limits):
        if (told := settings.get(f"BAOCAO_{field.name.upper()}")) is not None:
            try:
                given[field.name] = float(told) if field.type == "float" else int(told)
            except ValueError as error:
                setting = f"BAOCAO_{field.name.upper()}"
                raise RefusedError("{name} phải là một số, không phải «{typed}».", name=setting, typed=told) from error
    return replace(Limits(), **given)  # type: ignore[arg-type]
