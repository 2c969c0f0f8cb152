"""Stdout as people read it: «tỉnh [Hà Giang]» is no markup, lines wrap on a screen and stay whole in a file."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.messages import printable


def to_screen(in_file: int | None = None) -> Console:
    """Stdout, where nothing is taken for markup; `in_file` is how many columns a file or a pipe has, if not 80."""
    console = Console(highlight=False, markup=False, emoji=False)
    if in_file is not None and not console.is_terminal:
        console.width = in_file
    return console


def put(console: Console, text: str, style: str = "") -> None:
    """Print a line: wrapped on a screen, whole in a file; what a file's name may hold is made harmless."""
    console.print(Text(printable(text), style=style), soft_wrap=not console.is_terminal)


def put_table(console: Console, table: Table) -> None:
    """Print a table: as wide as a screen allows, as wide as it is in a file."""
    console.print(table, crop=console.is_terminal)


def sheets(columns: int, console: Console, *, names: int, each: int) -> Iterator[slice]:
    """As many of a table's columns at a time as stand beside its names on a screen; in a file, all."""
    most = max((console.width - names) // each, 1) if console.is_terminal else max(columns, 1)
    for first in range(0, columns, most):
        yield slice(first, first + most)
