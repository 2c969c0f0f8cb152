"""What is made of a report's rows for questions over the whole archive: «thực hiện 05-CT/TW» becomes a standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.archive.cumulatives import to_cumulatives
from pipeline.archive.figures import to_figures
from pipeline.archive.form_figures import to_form_figures
from pipeline.archive.standings import to_standings
from pipeline.tables import Row

# Who reads a report makes these and takes the time; they are made anew where it is corrected.
MADE = ("standings", "cumulatives", "figures")


def to_made(rows: Mapping[str, Sequence[Row]], text: str) -> dict[str, list[Row]]:
    """The rows of the tables `MADE`, from a report's own rows and its text."""
    return {
        "standings": to_standings(rows),
        "cumulatives": to_cumulatives(rows, text),
        "figures": [*to_figures(rows, text), *to_form_figures(rows)],
    }
