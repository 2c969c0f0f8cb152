"""Knowledge as data: each CSV file holds one closed list, with a source and validity dates per row."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv, each as column → text, in the file's order. `FileNotFoundError` where there is none."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
