"""A file that is whole or not there: «thay-doi.csv» is written as «.thay-doi.csv.part» and moved to its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def put(path: Path, write: Callable[[Path], None]) -> Path:
    """Write beside the place and move there when whole, so that no half-written table is ever taken for one."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path
