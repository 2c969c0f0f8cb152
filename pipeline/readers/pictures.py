"""A page as a grey picture for recognition: 300 dots an inch, upright, with the skew of the scanner taken out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

DPI = 300
MOST_PIXELS = 100_000_000
SEEN_AT = 75  # dots an inch at which the skew is looked for
MOST_SKEW = 6.0  # degrees
LEAST_SKEW = 0.8  # a smaller one is left to the recogniser, which follows a sloping line
DARK = 140
LEAST_INKED = 200  # so many of the pixels looked at are ink where anything is written
PALE = 100  # ink that is nowhere darker is pale
LEAST_CONTRAST = 25  # below this nothing is written

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """The pixels of a page, how many of them make a point, and by how many right angles it was turned to be read.

    Its lines still fall by `slope` pixels for each pixel to the right.
    """

    pixels: Grey
    scale: float
    turn: int = 0
    slope: float = 0.0

    @property
    def pgm(self) -> bytes:
        """The picture in the plainest format that recognisers read."""
        return to_pgm(self.pixels)

    @property
    def ink(self) -> float:
        """The share of it that is dark."""
        return float((self.pixels[::4, ::4] < DARK).mean())

    def turned(self, turn: int) -> Picture:
        """The same turned left by so many right angles."""
        return replace(self, pixels=np.ascontiguousarray(np.rot90(self.pixels, turn)), turn=turn)


def to_pgm(pixels: Grey) -> bytes:
    """Grey pixels in the plainest format that recognisers read."""
    height, width = pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + pixels.tobytes()


def picture_of(page: pdfium.PdfPage) -> Picture:
    """The page as a straight picture; a page so large that it would pass 100 megapixels is drawn coarser."""
    width, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    drawn = page.render(scale=scale, grayscale=True)
    pixels: Grey = drawn.to_numpy()[:, :, 0] if drawn.to_numpy().ndim == 3 else drawn.to_numpy()
    pixels = np.array(pixels)  # the bitmap's own memory goes with the page
    drawn.close()
    pixels = _darkened(pixels)
    skew = skew_of(pixels, max(round(scale * 72 / SEEN_AT), 1))
    if abs(skew) >= LEAST_SKEW:
        turned = Image.fromarray(pixels).rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pixels, skew = np.asarray(turned), 0.0
    return Picture(pixels, scale, slope=math.tan(math.radians(skew)))


def _darkened(pixels: Grey) -> Grey:
    """The picture with its ink dark and its paper white, where a weak copy or a worn toner left it pale."""
    height, width = pixels.shape
    inner = pixels[height // 10 : -height // 10 or None : 3, width // 10 : -width // 10 or None : 3]  # no dark edges
    if inner.size <= LEAST_INKED:
        return pixels
    ink, paper = float(np.partition(inner, LEAST_INKED, axis=None)[LEAST_INKED]), float(np.median(inner))
    if ink < PALE or paper - ink < LEAST_CONTRAST:
        return pixels
    stretched = (pixels.astype(np.float32) - ink) * (255 / (paper - ink))
    return stretched.clip(0, 255).astype(np.uint8)


def skew_of(pixels: Grey, step: int = 1) -> float:
    """By how many degrees the lines fall to the right: at that angle the rows of ink are sharpest."""
    small = pixels[::step, ::step]
    rows, columns = np.nonzero(small < DARK)
    if not 200 < len(rows) < 0.5 * small.size:
        return 0.0
    if len(rows) > 60_000:
        rows, columns = rows[:: len(rows) // 60_000 + 1], columns[:: len(rows) // 60_000 + 1]
    best = 0.0
    for width, pace in ((MOST_SKEW, 0.5), (0.6, 0.1), (0.1, 0.02)):
        angles = np.arange(best - width, best + width + pace / 2, pace)
        best = float(max(angles, key=lambda angle: _sharpness(rows, columns, float(angle))))
    return round(best, 2)


def _sharpness(rows: NDArray[np.intp], columns: NDArray[np.intp], angle: float) -> float:
    levels = rows - columns * math.tan(math.radians(angle))
    counts = np.bincount((levels - levels.min()).astype(np.intp))
    return float(np.square(np.diff(counts.astype(np.float64))).sum())


def stroke_width(picture: Grey, left: int, top: int, right: int, bottom: int) -> float:
    """How wide the strokes in a box are on average, in pixels; 0 where it is blank. Bold letters have wide ones."""
    dark = picture[max(top, 0) : bottom, max(left, 0) : right] < DARK
    if dark.shape[1] < 2:
        return 0.0
    begins = int(dark[:, 0].sum()) + int((dark[:, 1:] & ~dark[:, :-1]).sum())
    return float(dark.sum()) / begins if begins else 0.0
