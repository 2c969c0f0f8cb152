"""A scan of ten little pages, and a Tesseract that writes down who calls it and may be told to hang over one page."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from pipeline.batch.processes import TOKEN
from pipeline.readers.pictures import DARK
from tests.conftest import REPORTS

PAGES = 10
DOTS = 200  # an inch
PALE = 0.01  # rows with less ink are between lines
# What of the user's scanned report is on each page: bands of its pages, from where to where in their height. Three of
# them have the line that calls a note, and the note.
_PARTS = (
    ((1, 0.08, 0.15),), ((1, 0.708, 0.745), (1, 0.89, 0.94)), ((2, 0.09, 0.14),),
    ((2, 0.25, 0.29), (2, 0.67, 0.71), (2, 0.855, 0.94)), ((3, 0.085, 0.13),), ((3, 0.88, 0.92),),
    ((4, 0.085, 0.13),), ((4, 0.568, 0.605), (4, 0.82, 0.935)), ((5, 0.108, 0.147),), ((6, 0.108, 0.15),),
)  # fmt: skip
_TESSERACT = """#!/bin/sh
case "$1" in --list-langs) exec {real} "$@";; esac
page=$(mktemp -p {folder} page.XXXXXX)
cat > "$page"
head=$(head -c 9 "$page" | tr '\\n' ' ')
case "$*" in *hocr*) echo "${token} $head" >> {folder}/calls;; esac
case "$head" in "P5 $(cat {folder}/hang 2>/dev/null || echo none) "*) sleep 4321;; esac
{real} "$@" < "$page"
status=$?
rm -f "$page"
exit $status
"""


def make_scan(path: Path) -> Path:
    """The scan. Each page is as many dots wide as no other, so that whoever recognises it knows which one it is."""
    pictures = []
    with pdfium.PdfDocument(REPORTS / "report-scan.pdf") as pdf:
        for at, bands in enumerate(_PARTS):
            parts = [_band(pdf, *band) for band in bands]
            made = Image.new("L", (parts[0].width + 4 * at, sum(part.height for part in parts)), 255)
            top = 0
            for part in parts:
                made.paste(part, (0, top))
                top += part.height
            pictures.append(made)
    pictures[0].save(path, "PDF", resolution=DOTS, save_all=True, append_images=pictures[1:])
    return path


def _band(pdf: pdfium.PdfDocument, number: int, top: float, bottom: float) -> Image.Image:
    """A part of a page that cuts through no line, but for tails of letters."""
    drawn: Image.Image = pdf[number - 1].render(scale=DOTS / 72, grayscale=True).to_pil()
    pale = np.flatnonzero((np.asarray(drawn) < DARK).mean(axis=1) < PALE)
    first, last = pale[pale <= top * drawn.height][-1], pale[pale >= bottom * drawn.height][0]
    return drawn.crop((0, int(first), drawn.width, int(last) + 1))


@dataclass(frozen=True)
class Watched:
    """A Tesseract whose calls are written down; `path` is a PATH on which it comes first."""

    folder: Path

    @property
    def path(self) -> str:
        return f"{self.folder}:{os.environ['PATH']}"

    def calls(self) -> list[tuple[str, int]]:
        """Who called for a whole page, by the token of the contained process, and how many dots wide that was."""
        if not (told := self.folder / "calls").exists():
            return []
        return [(line.split()[0], int(line.split()[2])) for line in told.read_text().splitlines()]

    def hang_over(self, width: int) -> None:
        """From now on, a page of that width is never done."""
        (self.folder / "hang").write_text(str(width))


def watched_tesseract(folder: Path) -> Watched:
    """A Tesseract in front of the installed one."""
    folder.mkdir()
    real = shutil.which("tesseract")
    program = folder / "tesseract"
    program.write_text(_TESSERACT.format(real=real, folder=folder, token=TOKEN))
    program.chmod(0o755)
    return Watched(folder)
