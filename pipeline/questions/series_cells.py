"""What one unit's figures of a series are: «trên 20» where a report states it, two values that stay open, a gap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.archive.unit_rows import UnitRow


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure where a report states it; `qualifier` is «trên», «gần» … where it is approximate."""

    value: Decimal
    qualifier: str
    text: str
    doc_id: str
    source: str
    page: int
    start: int
    end: int

    @property
    def said(self) -> tuple[Decimal, str]:
        """What two statements must share to say the same."""
        return self.value, self.qualifier


@dataclass(frozen=True, slots=True)
class SeriesCell:
    """What the reports state of one unit and one period; `open` where they state different values."""

    statements: tuple[Statement, ...]

    @property
    def is_open(self) -> bool:
        """True where different values are stated: all of them are kept, and none is the value."""
        return len({one.said for one in self.statements}) > 1

    @property
    def exact(self) -> Decimal | None:
        """The value where one is stated, and without «trên» or «gần»."""
        first = self.statements[0]
        return None if self.is_open or first.qualifier else first.value


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One unit's figures, one cell a period; None is a gap: no report states it. It is never nought."""

    unit: UnitRow
    unit_id: str
    name: str
    extent: str
    cells: tuple[SeriesCell | None, ...]
