"""Pages of a PDF as pictures, in a process that holds nothing that matters: `python -m pipeline.web.painter`.

Requests are lines of JSON; each answer is four bytes of length and a PNG, or a length of 0 where there is none.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import BinaryIO

import pypdfium2

from pipeline.batch.containment import cut_network, die_with, limit_memory

_MOST_PIXELS = 6_000_000
_MEMORY = 1_000_000_000


def main() -> None:
    """Paint what is asked for until the asker ends."""
    parent = int(sys.argv[1])
    die_with(parent)
    cut_network()
    die_with(parent)
    limit_memory(_MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        try:
            painted = paint(str(asked["file"]), int(asked["page"]), int(asked["width"]))
        except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError, IndexError):
            painted = b""
        _answer(answers, painted)


def paint(file: str, page: int, width: int) -> bytes:
    """One page as PNG, so many pixels wide; smaller where the page is so long that it would be too large."""
    document = pypdfium2.PdfDocument(file)
    try:
        drawn = document[page - 1]
        across, down = drawn.get_size()
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        picture = drawn.render(scale=scale).to_pil()
        made = io.BytesIO()
        picture.convert("RGB").save(made, "PNG", compress_level=3)
        return made.getvalue()
    finally:
        document.close()


def _answer(answers: BinaryIO, painted: bytes) -> None:
    answers.write(len(painted).to_bytes(4, "big"))
    answers.write(painted)
    answers.flush()


if __name__ == "__main__":
    main()
