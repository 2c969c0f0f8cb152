"""Pages as they were recognised, which may travel from who recognised them to who reads the whole file.

What the pages of a document settle between them (sizes of letters, numbers of notes) is not in here: that is done when
all are together, so that a document read in pieces equals one that was read in one go.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.readers.hocr import Letter, Recognised, Seen, Word

MOST_UNPACKED = 500_000_000  # bytes of one piece
_HEAD = struct.Struct(">I")  # the length of the piece after it
# What a page, a rule, a line, a word and a letter are made of.
_PAGE = (int, float, float, float, float, int, list, list, list)
_RULE = (float, float, float)
_EDGE = (float, float, float, float)
_LINE = (float, float, float, float, list)
_WORD = (float, bool, list)
_LETTER = (str, float, float, float, float, float, bool)


@dataclass(slots=True)
class Scan:
    """One page: its number, how many pixels make a point, and what was recognised on it."""

    number: int
    scale: float
    seen: Recognised


def pack_scans(scans: Iterable[Scan]) -> bytes:
    """Some pages as they travel. Several such pieces, one after the other, are as good as one.

    >>> page = Recognised(10.0, 20.0, [Seen([Word([Letter("Đ", 1.0, 2.0, 3.5, 4.0, 90.0)], 91.5)])], [(1.0, 2.0, 3.0)])
    >>> unpack_scans(pack_scans([Scan(7, 4.2, page)])) == [Scan(7, 4.2, page)]
    True
    """
    told = json.dumps([_told(scan) for scan in scans], ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    piece = zlib.compress(told.encode("ascii"), 1)
    return _HEAD.pack(len(piece)) + piece


def unpack_scans(packed: bytes) -> list[Scan]:
    """The pages of some pieces, in the order of their numbers; `ValueError` where it is none, or a page comes twice."""
    found: dict[int, Scan] = {}
    at = 0
    while at < len(packed):
        if at + _HEAD.size > len(packed):
            raise ValueError("a piece that is cut off")
        (length,) = _HEAD.unpack_from(packed, at)
        at += _HEAD.size
        for scan in _unpack(packed[at : at + length]):
            if scan.number in found:
                raise ValueError(f"page {scan.number} twice")
            found[scan.number] = scan
        at += length
    return [found[number] for number in sorted(found)]


def _unpack(piece: bytes) -> list[Scan]:
    opened = zlib.decompressobj()
    try:
        told = opened.decompress(piece, MOST_UNPACKED)
        if not opened.eof:
            raise ValueError("a piece that is cut off or too large")
        return [_scan(one) for one in json.loads(told)]
    except (zlib.error, TypeError, IndexError, RecursionError) as error:
        raise ValueError("no recognised pages") from error


def _told(scan: Scan) -> list[Any]:
    seen = scan.seen
    lines = [
        [line.base, line.low, line.high, line.slope, [_told_word(word) for word in line.words]] for line in seen.lines
    ]
    return [
        scan.number, scan.scale, seen.width, seen.height, seen.slope, seen.sideways, seen.rules, seen.edges, lines,
    ]  # fmt: skip


def _told_word(word: Word) -> list[Any]:
    letters = [[one.text, one.x0, one.top, one.x1, one.bottom, one.sure, bool(one.raised)] for one in word.letters]
    return [word.sure, bool(word.bold), letters]


def _scan(given: Any) -> Scan:
    number, scale, width, height, slope, sideways, rules, edges, lines = _checked(given, _PAGE)
    seen = Recognised(width, height, [_line(line) for line in lines], [], slope, sideways)
    seen.rules = [(left, right, y) for left, right, y in (_checked(rule, _RULE) for rule in rules)]
    seen.edges = [(x0, top, x1, bottom) for x0, top, x1, bottom in (_checked(edge, _EDGE) for edge in edges)]
    return Scan(number, scale, seen)


def _line(given: Any) -> Seen:
    base, low, high, slope, words = _checked(given, _LINE)
    return Seen([_word(word) for word in words], base, low, high, slope)


def _word(given: Any) -> Word:
    sure, bold, letters = _checked(given, _WORD)
    return Word([Letter(*_checked(letter, _LETTER)) for letter in letters], sure, bold)


def _checked(given: Any, kinds: Sequence[type]) -> Sequence[Any]:
    """The values, if each is of its kind; a whole number is as good as another."""
    if len(given) != len(kinds) or not all(
        type(value) is kind or (kind is float and type(value) is int) for value, kind in zip(given, kinds, strict=True)
    ):
        raise ValueError("no recognised pages")
    return given  # type: ignore[no-any-return]
