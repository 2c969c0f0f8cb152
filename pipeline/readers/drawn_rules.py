"""The rules of a scanned table, found in its picture: thin dark strokes that are longer than any letter is.

Found at half the picture's size, along lines that slope as the page's do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pictures import Grey, Picture
from pipeline.readers.strokes import Edge

PAPER = 0.75  # what is darker than such a share of the paper is ink: hairlines are grey
ACROSS, UPRIGHT = 24.0, 22.0  # points: shorter strokes are letters with their marks, or dashes
THICK = 3.5  # points: what is thicker is no rule
NEAR, HAIR = 1.6, 1.7  # points: where so near a rule no more ink than that stands, no letter touches it
FULL = 0.95  # share of a stroke that must be dark
WOBBLE = 4  # dots of the half picture by which a rule may leave its row
ASIDE, BUSY = 3, 0.2  # so many dots beside a rule less than such a share is ink
STRIP = 16  # pixels over which a slope is followed in one step
MOST = 3000  # runs of ink; a page with more is a drawing
BACK = 200  # strokes, of the last ones, that a run may go on from

Dark = NDArray[np.bool_]


@dataclass(slots=True)
class _Stroke:
    """Adjacent runs of ink: the first and last of their rows, and from where to where they reach."""

    first: int
    last: int
    start: int
    end: int


def find_rules(picture: Picture) -> list[Edge]:
    """The rules of a page, in points from its top left as its text is levelled: across and upright."""
    small = _half(picture.pixels)
    dark = small < PAPER * float(np.median(small))
    height, width = dark.shape
    dots, slope = picture.scale / 2, picture.slope
    edges: list[Edge] = []
    for stroke in _strokes(_levelled(dark, slope), round(ACROSS * dots), THICK * dots):
        at = (stroke.first + stroke.last) / 2
        shift = slope * (at - height / 2)
        edges.append(((stroke.start + shift) / dots, at / dots, (stroke.end + shift) / dots, at / dots))
    turned = _levelled(np.ascontiguousarray(dark.T), -slope)
    for stroke in _strokes(turned, round(UPRIGHT * dots), THICK * dots):
        if not _is_alone(turned, stroke):
            continue
        at = (stroke.first + stroke.last) / 2
        rise = slope * (at - width / 2)
        edges.append((at / dots, (stroke.start - rise) / dots, at / dots, (stroke.end - rise) / dots))
    return edges


def without_rules(picture: Picture, edges: Sequence[Edge]) -> Grey:
    """The picture with paper where these rules are, which the recogniser takes for letters; letters on them stay."""
    pixels = picture.pixels.copy()
    height, width = pixels.shape
    dots, slope, paper = picture.scale, picture.slope, float(np.median(pixels[::8, ::8]))
    reach = np.arange(-round(NEAR * dots), round(NEAR * dots) + 1)
    for x0, top, x1, bottom in edges:
        across = x1 - x0 > bottom - top
        along = np.arange(round((x0 if across else top) * dots), round((x1 if across else bottom) * dots) + 1)
        at = top * dots + slope * (along - width / 2) if across else x0 * dots - slope * (along - height / 2)
        aside = (at[:, None] + reach).round().astype(int)
        rows, columns = (aside, along[:, None]) if across else (along[:, None], aside)
        rows, columns = np.broadcast_arrays(rows.clip(0, height - 1), columns.clip(0, width - 1))
        inked = pixels[rows, columns] < PAPER * paper
        bare = inked.sum(axis=1) <= HAIR * dots
        pixels[rows[bare], columns[bare]] = round(paper)
    return pixels


def _half(pixels: Grey) -> Grey:
    """The picture at half its size, each dot as dark as the darkest of four: no hairline is lost."""
    even = pixels[: pixels.shape[0] // 2 * 2, : pixels.shape[1] // 2 * 2]
    return np.minimum(np.minimum(even[::2, ::2], even[1::2, ::2]), np.minimum(even[::2, 1::2], even[1::2, 1::2]))


def _levelled(dark: Dark, slope: float) -> Dark:
    """The same with its rows moved, strip by strip, so that a line of this slope stays in its row."""
    if not slope:
        return dark
    level = dark.copy()
    for left in range(0, dark.shape[1], STRIP):
        down = round(slope * (left + STRIP / 2 - dark.shape[1] / 2))
        level[:, left : left + STRIP] = np.roll(dark[:, left : left + STRIP], -down, axis=0)
    return level


def _strokes(dark: Dark, least: int, thick: float) -> list[_Stroke]:
    """The thin strokes along the rows, at least so many dots long."""
    made: list[_Stroke] = []
    for row, start, end in _runs(dark, least):
        for stroke in reversed(made[-BACK:]):
            if row - stroke.last <= WOBBLE and start < stroke.end and end > stroke.start:
                stroke.last, stroke.start, stroke.end = row, min(start, stroke.start), max(end, stroke.end)
                break
        else:
            made.append(_Stroke(row, row, start, end))
    return [stroke for stroke in made if stroke.last - stroke.first < thick]


def _is_alone(dark: Dark, stroke: _Stroke) -> bool:
    """True where there is paper on both sides; letters that stand one above the other make strokes as well."""
    sides = (stroke.first - ASIDE, stroke.last + ASIDE)
    beside = [dark[at, stroke.start : stroke.end].mean() for at in sides if 0 <= at < dark.shape[0]]
    return all(inked < BUSY for inked in beside)


def _runs(dark: Dark, least: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of each run of ink along a row; a dot's wobble up or down breaks none."""
    if dark.shape[1] <= least:
        return
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    sums = np.zeros((wide.shape[0], wide.shape[1] + 1), np.int32)
    np.cumsum(wide, axis=1, out=sums[:, 1:])
    full = (sums[:, least:] - sums[:, :-least]) >= FULL * least
    steps = np.diff(np.pad(full, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    if len(rows) <= MOST:
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
            yield row, start, end + least - 1
