"""A province's figure against the sum of its districts: «120 đảng viên» and the twelve figures below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.archive.unit_rows import rows_of
from pipeline.audit.figures import kind_of
from pipeline.questions.series_cells import SeriesRow
from pipeline.questions.series_periods import Stretch

Verdict = Literal["match", "differs", "unverifiable"]

# What does not add up.
_NO_SUM = re.compile(r"\b(?:tỷ lệ|tỉ lệ|bình quân|trung bình|xếp loại|điểm)\b")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a sum may not be the whole, and of which unit: `open`, `approximate`, `not_whole`, `others` below."""

    why: Literal["open", "approximate", "not_whole", "others"]
    unit_name: str


@dataclass(frozen=True, slots=True)
class Check:
    """A total and the sum of its parts in one period.

    `missing` are the units without which it cannot be checked, `doubts` why a sum that differs may not be the whole;
    `found` is the sum of the parts that there are: of the districts, or of these and the other bodies below.
    """

    unit_name: str
    extent: str
    period: Stretch
    verdict: Verdict
    expected: Decimal
    found: Decimal
    missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def difference(self) -> Decimal:
        """How much more the parts are than the total."""
        return self.found - self.expected


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands below a total in one period: sums, who is missing, why the sum may not be the whole."""

    districts: Decimal
    others: Decimal
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def check_totals(measure: str, words: str, periods: Sequence[Stretch], rows: Sequence[SeriesRow]) -> Iterator[Check]:
    """Each exact figure of a whole province against its districts', and against these and the bodies below it.

    Nothing is said of shares and averages, nor where no district tells a figure of the period.
    """
    if kind_of(measure) == "share" or _NO_SUM.search(words):
        return
    for total in rows:
        if total.unit.level != "province" or not total.extent:
            continue
        for at, cell in enumerate(total.cells):
            if cell is None or cell.exact is None:
                continue
            parts = _parts(total, rows, at, date.fromisoformat(periods[at].end))
            if parts is not None:
                yield _check(total, periods[at], cell.exact, parts)


def _parts(total: SeriesRow, rows: Sequence[SeriesRow], at: int, day: date) -> _Parts | None:
    province = total.unit.unit_id
    below = [row for row in rows if row.unit.province_id == province and row is not total]
    districts, others = Decimal(0), Decimal(0)
    missing, doubts, told = list[str](), list[Doubt](), 0
    for district in rows_of("district", {province}, day, None):
        row = _row_of([one for one in below if one.unit.unit_id == district.unit_id], at)
        if row is None:
            missing.append(district.name)
            continue
        told += 1
        value, doubt = _value(row, at)
        districts += value
        doubts += doubt
    if not told:
        return None
    bodies = [row for row in below if row.unit.level == "agency" and not row.unit_id.endswith("tinh-uy")]
    for row in bodies if total.extent == "whole" else ():
        if row.cells[at] is None:
            missing.append(row.name)
            continue
        value, doubt = _value(row, at, is_place=False)
        others += value
        doubts += doubt
    return _Parts(districts, others, tuple(missing), tuple(doubts))


def _row_of(rows: Sequence[SeriesRow], at: int) -> SeriesRow | None:
    """The row that tells a district's figure of the period: that of the whole, else the only one of a body of it."""
    told = [row for row in rows if row.cells[at] is not None]
    whole = [row for row in told if row.extent == "whole"]
    return whole[0] if whole else told[0] if len(told) == 1 else None


def _value(row: SeriesRow, at: int, *, is_place: bool = True) -> tuple[Decimal, list[Doubt]]:
    """The figure, and why it may not be that of the whole unit."""
    cell = row.cells[at]
    if cell is None:
        return Decimal(0), []
    if cell.is_open:
        return Decimal(0), [Doubt("open", row.name)]
    doubts = [Doubt("approximate", row.name)] if cell.exact is None else []
    if is_place and row.extent != "whole":
        doubts.append(Doubt("not_whole", row.name))
    return cell.statements[0].value, doubts


def _check(total: SeriesRow, period: Stretch, expected: Decimal, parts: _Parts) -> Check:
    """What the parts say of the total: where one is missing or in doubt, nothing but that they agree."""
    found = parts.districts + parts.others
    clear = not any(doubt.why in ("open", "approximate") for doubt in parts.doubts)
    doubts = parts.doubts
    verdict: Verdict = "differs"
    if parts.missing:
        verdict = "unverifiable"
    elif clear and expected in (parts.districts, found):
        verdict, found, doubts = "match", expected, ()
    elif parts.doubts:
        verdict = "unverifiable"
    elif found < expected and not parts.others and total.extent == "whole":
        doubts = (Doubt("others", total.name),)
    return Check(total.name, total.extent, period, verdict, expected, found, parts.missing, doubts)
