"""Stdout as people read it: «tỉnh [Hà Giang]» is no markup, lines wrap on a screen and stay whole in a file."""

from __future__ import annotations

from rich.console import Console
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
