"""How often the store was written to: what was made of it stays true until somebody writes again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from pipeline.archive.citing import Ask

# Said alike by SQLite and PostgreSQL; who writes is alone, so that no number is lost.
_COUNT = sa.text(
    "INSERT INTO meta (key, value) VALUES (:key, '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)"
)
_READ = "SELECT key, value FROM meta WHERE key IN ('written_reports', 'written_corrections', 'written_reviews')"


@dataclass(frozen=True, slots=True)
class Written:
    """How often reports came, went or were read anew, facts were corrected, and findings were decided about."""

    reports: int = 0
    corrections: int = 0
    reviews: int = 0


def count_write(connection: sa.Connection, what: Literal["reports", "corrections", "reviews"]) -> None:
    """Say in a transaction that writes what it writes."""
    connection.execute(_COUNT, {"key": f"written_{what}"})


def read_written(ask: Ask) -> Written:
    """How often the store was written to so far, by whatever process."""
    told = {str(key).removeprefix("written_"): int(value) for key, value in ask(_READ, {})}
    return Written(**told)
