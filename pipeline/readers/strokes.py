"""The straight strokes of a PDF page, from which ruled tables and the rule above the footnotes are known."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

THIN = 3.0  # points: a filled box no wider than this is a stroke
SHORT = 4.0  # points: a shorter stroke rules nothing
MOST_STROKES = 6000  # a page with more is a drawing, not a table
DEEPEST = 4  # forms within forms

Edge = tuple[float, float, float, float]  # x0, top, x1, bottom; one of its sides is nothing


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as it is held to be read: `turn` right angles against the file's own axes; its size; its corner.

    `left` and `top` are the file's coordinates of the visible page's left and upper edge, `right` and `bottom` too.
    """

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: pdfium.PdfPage, turn: int) -> Frame:
        """The visible part of the page, held so that text turned left by `turn` right angles is upright."""
        return cls(turn, *page.get_bbox())

    @property
    def width(self) -> float:
        """Points from left to right, as held."""
        return self.right - self.left if self.turn % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Points from top to bottom, as held."""
        return self.top - self.bottom if self.turn % 2 == 0 else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as points from the left and the top of the page as held."""
        match self.turn:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def place(self, x: float, y: float, box: Sequence[float]) -> tuple[float, float, float]:
        """Left edge, right edge and baseline of a character with this origin and this box in the file."""
        across, base = self.point(x, y)
        (one, _), (two, _) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return across, max(one, two), base

    def box(self, left: float, bottom: float, right: float, top: float) -> Edge:
        """A box of the file as left, top, right, bottom on the page as held."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def strokes(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Edge], bool]:
    """The page's horizontal and vertical strokes, and whether there are pictures; none of a page full of drawing."""
    edges: list[Edge] = []
    has_pictures = False
    for item, kind, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            has_pictures = True
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            edges += _path_edges(item, matrix, frame)
            if len(edges) > MOST_STROKES:
                return [], has_pictures
    return edges, has_pictures


def picture_share(page: pdfium.PdfPage, frame: Frame) -> float:
    """The share of the page that its pictures cover, at most 1."""
    covered = 0.0
    for item, kind, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = _bounds(item, matrix, frame)
            wide = min(x1, frame.width) - max(x0, 0)
            high = min(bottom, frame.height) - max(top, 0)
            covered += max(wide, 0) * max(high, 0)
    return min(covered / (frame.width * frame.height or 1), 1.0)


Matrix = tuple[float, float, float, float, float, float]
_STRAIGHT: Matrix = (1, 0, 0, 1, 0, 0)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """The objects of the page and of the forms on it, each with its kind and the matrix of its form."""
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _within(raw.FPDFPage_GetObject(page.raw, index), _STRAIGHT, 0)


def _within(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix
    elif depth < DEEPEST:
        inner = _times(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _STRAIGHT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: Any, matrix: Matrix, frame: Frame) -> Edge:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    x0, y0 = _apply(matrix, left.value, bottom.value)
    x1, y1 = _apply(matrix, right.value, top.value)
    return frame.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _path_edges(item: Any, matrix: Matrix, frame: Frame) -> Iterator[Edge]:
    """The strokes of one path: a thin box is one, an outlined box four, else each straight piece."""
    x0, top, x1, bottom = _bounds(item, matrix, frame)
    wide, high = x1 - x0, bottom - top
    if high <= THIN or wide <= THIN:
        if wide > SHORT and high <= THIN:
            yield x0, (top + bottom) / 2, x1, (top + bottom) / 2
        elif high > SHORT and wide <= THIN:
            yield (x0 + x1) / 2, top, (x0 + x1) / 2, bottom
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    pieces = raw.FPDFPath_CountSegments(item)
    if pieces <= 5 and not stroke.value:
        return  # a shaded box
    yield from _piece_edges(item, pieces, _times(_matrix(item), matrix), frame)


def _piece_edges(item: Any, pieces: int, matrix: Matrix, frame: Frame) -> Iterator[Edge]:
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(min(pieces, MOST_STROKES)):
        piece = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        here = frame.point(*_apply(matrix, x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(piece)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, here)
        last = here
        if raw.FPDFPathSegment_GetClose(piece):
            yield from _straight(last, first)


def _straight(one: tuple[float, float], two: tuple[float, float]) -> Iterator[Edge]:
    wide, high = abs(one[0] - two[0]), abs(one[1] - two[1])
    if high < 0.5 and wide > SHORT:
        yield min(one[0], two[0]), one[1], max(one[0], two[0]), one[1]
    elif wide < 0.5 and high > SHORT:
        yield one[0], min(one[1], two[1]), one[0], max(one[1], two[1])
