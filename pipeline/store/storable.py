r"""The one place where text on its way into the store loses what no database keeps: «a\0b» becomes «a�b»."""

from __future__ import annotations

from typing import Any

import regex

# What no database keeps alike: NUL, and halves of a character that no encoding can write.
_UNSTORABLE = regex.compile("[\0\ud800-\udfff]")


def storable(cell: Any) -> Any:
    """The same cell, of the same length, with U+FFFD for each character that cannot be kept."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", cell) if isinstance(cell, str) else cell
