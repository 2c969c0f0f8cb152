"""What is true of a made year because it was put there: who was late, what was dropped, what does not add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TruePromise:
    """A task of a report and what became of it, as the next reports tell."""

    file: str
    unit: str
    month: int  # for which it was set
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class TrueTotal:
    """A figure of the whole province in a month, and what its units tell together; `gaps` is who sent no report."""

    month: int
    total: int
    parts: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrueForm:
    """A form annexed to a report: its number, how many rows it has, and the total of its first figures."""

    file: str
    number: str
    rows: int
    total: int


@dataclass(slots=True)
class Year:
    """A made year. `mismatches` are the claims that do not agree, by file: (rule, claim)."""

    folder: Path
    year: int
    files: list[str] = field(default_factory=list)
    mismatches: list[tuple[str, str, str]] = field(default_factory=list)
    missing: list[tuple[str, int]] = field(default_factory=list)
    late: list[tuple[str, int, date]] = field(default_factory=list)
    promises: list[TruePromise] = field(default_factory=list)
    figures: dict[tuple[str, int], int] = field(default_factory=dict)  # who joined the Party, by unit and month
    joined: list[TrueTotal] = field(default_factory=list)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)  # directive, district → status
    forms: list[TrueForm] = field(default_factory=list)
