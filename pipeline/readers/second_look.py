"""A place of a scanned page read once more, cut out and in several sizes: «tháng 9/2024», in doubt, is «tháng 5/2024».

The language of the page hinders the reading of loose figures, so it is left out of the second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from pipeline.readers.children import TooSlowError, run
from pipeline.readers.grids import Grid
from pipeline.readers.hocr import Recognised, Seen, Word, spread
from pipeline.readers.pictures import DARK, Grey, to_pgm

SIZES = (1.0, 1.6, 0.6)
UNSURE = 50.0  # confidence, of 100, that a word read so is given
# Confidence below which figures are looked at again: on the scan of the user's report the one month misread (of 263
# words with figures) has 87, nine of ten words have 92 and more.
DOUBT = 91.0
HARDLY, SHORT = 50.0, 3  # so unsure, and of so few letters, is what a figure by itself in a cell is read as
APART = 6.0  # pixels on both sides that are looked at with such a word
BORDER = 30  # white pixels around what is cut out
AGREEING = 2  # so many second looks at least must say the same, and none anything else
SECONDS = 10.0
HALF = 0.5
CAPITAL = 1.45  # the height of a capital or figure in those of an «x», where the line has none

# «(12,5%)», «31/12/2024;», and a symbol in letters that both languages have: «59-NQ/TW».
_FIGURES = re.compile(r"[(]?\d+(?:[.,/-]\d+)*[.,;:)%]*|\d{1,4}-[A-Z]{2}/[A-Z]{2,6}[.,;:)]*")
_NUMBER = re.compile(r"\d{1,2}")  # of a row
# Where a «9» has ink and a «5» has none, in heights of a figure and in its width.
_SHOULDER = (0.62, 0.82)
_RIGHT = 0.55


def read_doubtful_figures(page: Recognised, picture: Grey) -> None:
    """Give words of figures that were read with doubt the figures that second looks agree on.

    A second look counts where it differs in figures alone; where the looks differ, the first reading stays.
    """
    for line in page.lines:
        for word in line.words:
            if _FIGURES.fullmatch(word.text) and (word.sure < DOUBT or _has_open_nine(page, picture, line, word)):
                figures = _agreed(word, _around(page, picture, line, word))
                if figures:
                    _put(word, figures)


def _has_open_nine(page: Recognised, picture: Grey, line: Seen, word: Word) -> bool:
    """True where a «9» is open on the right above its middle: it may be a «5», of which the recogniser is sure."""
    high = line.high or CAPITAL * line.low
    for letter in word.letters:
        if letter.text == "9" and not letter.raised:
            x0, base = page.in_picture(letter.x0, line.base)
            left, right = round(x0 + _RIGHT * (letter.x1 - letter.x0)), round(x0 + letter.x1 - letter.x0) + 1
            shoulder = picture[round(base - _SHOULDER[1] * high) : round(base - _SHOULDER[0] * high), left:right] < DARK
            if shoulder.size and not shoulder.any(axis=1).mean() > HALF:
                return True
    return False


def read_doubtful_cells(page: Recognised, picture: Grey, grids: Sequence[Grid], scale: float) -> None:
    """Give a cell whose one short word was hardly read the figure that second looks agree on: «t» is «1».

    `scale` is how many pixels make a point of the grids.
    """
    inside: dict[tuple[int, int, int], list[tuple[Seen, Word]]] = {}
    for line in page.lines:
        for word in line.words:
            x, y = (word.letters[0].x0 + word.letters[-1].x1) / 2 / scale, (line.base - line.low / 2) / scale
            if (cell := _cell_at(grids, x, y)) is not None:
                inside.setdefault(cell, []).append((line, word))
    for (line, word), *others in inside.values():
        if others or word.sure >= HARDLY or len(word.text) > SHORT:
            continue
        looks = set(readings(page, picture, line, word.letters[0].x0 - APART, word.letters[-1].x1 + APART))
        if len(looks) == 1 and _NUMBER.fullmatch(figure := looks.pop()):
            word.letters, word.sure = spread(figure, word.letters, UNSURE), UNSURE


def _cell_at(grids: Sequence[Grid], x: float, y: float) -> tuple[int, int, int] | None:
    """The cell at a place, in points: its grid, row and column."""
    for at, grid in enumerate(grids):
        for cell in grid.cells:
            if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
                return at, cell.row, cell.column
    return None


def _around(page: Recognised, picture: Grey, line: Seen, word: Word) -> Iterator[str]:
    return readings(page, picture, line, word.letters[0].x0, word.letters[-1].x1)


def _agreed(word: Word, looks: Iterator[str]) -> str:
    """The figures that second looks agree on in place of the word's; «» where one sees the word's, or they differ.

    What has another shape («31ioi/2024») is no reading of figures and says nothing.
    """
    found: list[str] = []
    for look in looks:
        if _bare(look) == _bare(word.text) or (found and _shape(look) == _shape(word.text) and _bare(look) != found[0]):
            return ""
        if _shape(look) == _shape(word.text):
            found.append(_bare(look))
    return found[0] if len(found) >= AGREEING else ""


def _bare(text: str) -> str:
    return text.strip(".,;:")


def _shape(text: str) -> str:
    """A word of figures without what they are.

    >>> _shape("9/2024"), _shape("31ioi/2024;")
    ('0/0000', '00ioi/0000')
    """
    return re.sub(r"\d", "0", _bare(text))


def _put(word: Word, figures: str) -> None:
    rest = iter(filter(str.isdigit, figures))
    for letter in word.letters:
        if letter.text.isdigit():
            letter.text = next(rest)
    word.sure = min(word.sure, UNSURE)


def readings(
    page: Recognised, picture: Grey, line: Seen, left: float, right: float, *, wanted: Sequence[str] = ()
) -> Iterator[str]:
    """What stands between two places of a line, in pixels, read in several sizes, one after the other.

    `wanted` are options of the recogniser. Who has seen enough asks for no more.
    """
    x0, base = page.in_picture(left, line.base)
    top, bottom = round(base - 2.4 * line.low), round(base + 0.8 * line.low)
    cut = picture[max(top, 0) : max(bottom, 0), max(round(x0), 0) : max(round(x0 + right - left), 0)]
    return _read(cut, wanted) if min(cut.shape) > 4 else iter(())


def _read(cut: Grey, wanted: Sequence[str]) -> Iterator[str]:
    framed = Image.fromarray(np.pad(cut, BORDER, constant_values=255))
    for size in SIZES:
        sized = framed.resize((round(framed.width * size), round(framed.height * size)), Image.Resampling.BICUBIC)
        command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "7", "--dpi", "300", *wanted]
        try:
            ended = run(command, given=to_pgm(np.asarray(sized)), seconds=SECONDS, settings={"OMP_THREAD_LIMIT": "1"})
        except TooSlowError:
            return
        yield ended.output.decode("utf-8", "replace").strip()
