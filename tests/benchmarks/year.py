"""A made year of a province: twelve districts, eight Party committees and the province itself, a report each month.

What is planted is told by `Year`: figures that do not add up, plans kept and dropped, late and missing reports, two
units that got a new rank. All else agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.archive_docx import write_docx
from tests.benchmarks.archive_pdf import write_pdf
from tests.benchmarks.year_reports import Maker
from tests.benchmarks.year_senders import MISSING, YEAR, senders
from tests.benchmarks.year_truth import Year

_WRITERS = {"docx": write_docx, "pdf": write_pdf}


def make_year(folder: Path, *, seed: int = 1, formats: Sequence[str] = ("docx", "pdf")) -> Year:
    """Write the reports of the year and tell what is true of them. The same seed gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Year(folder, YEAR)
    maker = Maker(made, seed, senders())
    for month in range(1, 13):
        for sender in maker.senders:
            if (sender.at, month) in MISSING:
                made.missing.append((sender.named(month)[0], month))
                continue
            kind = formats[(sender.at + month) % len(formats)]
            file = folder / f"{YEAR}-{month:02d}-{sender.code}.{kind}"
            made.files.append(file.name)
            _WRITERS[kind](file, maker.report(sender, month, file.name))
    return made


def write_year(folder: Path, say: Callable[[str], None]) -> None:
    """Write the year for a person to look at, and tell what is planted in it."""
    made = make_year(folder)
    say(f"{len(made.files)} reports of {made.year} in {folder}")
    for file, kind, claim in made.mismatches:
        say(f"  does not agree: {file}: {claim} ({kind})")
    for total in made.joined:
        if total.total != total.parts and not total.gaps:
            say(f"  does not add up: month {total.month}: {total.total} of the province, {total.parts} of its units")
    for unit, month in made.missing:
        say(f"  missing: {unit}, month {month}")
    for unit, month, issued_on in made.late:
        say(f"  late: {unit}, month {month}, sent {issued_on:%d/%m/%Y}")
    states = sorted({one.state for one in made.promises})
    counted = ", ".join(f"{sum(one.state == state for one in made.promises)} {state}" for state in states)
    say(f"  tasks: {counted}")
