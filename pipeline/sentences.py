"""Where one sentence of a report ends and the next begins: «TP. Hà Giang có 5.341 hộ; 02 lớp. Đã mở 3 lớp.» is two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from extractors.lexicon import rows
from extractors.mention import Span

# A stop with what closes after it, before a space. No stop of «5.341», «1.5.2022» or «v.v» has one.
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closing>[”\"'’»)\]]*)(?=\s)")
_BLOCK = re.compile(r"[^\n\t]+")
# What is printed as one piece: a remark in brackets, a title in quotes.
_PIECE = re.compile(r"\([^()\n\t]{0,400}\)|“[^“”\n\t]{0,400}”")
_LAST_WORD = re.compile(r"[\w/.-]*$")
# «1.», «II.», «2.1.», «a.»: the label of an item, at the sentence's start or after what opens a list.
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-HĐa-hđ])")
_OPENS = re.compile(r"(?:^|[.:;(–-])\s*$")
_SPACE = re.compile(r"\s*")
_LONGEST_WORD = 24


def find_sentences(text: str) -> Iterator[Span]:
    """The sentences of `text` in order, without the space around them; none crosses a line feed or a tab.

    >>> text = "Mở 09 lớp; 534 học viên. TP. Hà Giang có 5.341 hộ, ngày 1.5.2022 v.v. và còn nữa..."
    >>> [sentence.slice(text) for sentence in find_sentences(text)]
    ['Mở 09 lớp; 534 học viên.', 'TP. Hà Giang có 5.341 hộ, ngày 1.5.2022 v.v. và còn nữa...']
    """
    for block in _BLOCK.finditer(text):
        start, end = block.span()
        pieces: list[tuple[int, int]] | None = None
        for stop in _STOP.finditer(text, start, end):
            if not _opens_sentence(text, stop, end):
                continue
            if pieces is None:
                pieces = [piece.span() for piece in _PIECE.finditer(text, start, end)]
            at = bisect_left(pieces, (stop.start(), 0)) - 1
            if at >= 0 and stop.end() < pieces[at][1]:
                continue
            if not _is_label_or_short_form(text, start, stop):
                yield from _trimmed(text, start, stop.end())
                start = stop.end()
        yield from _trimmed(text, start, end)


def _opens_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    """True where what follows may open a sentence: a capital, a quote, a dash; a figure only after a single stop."""
    at = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]
    if at >= end:
        return False
    after = text[at]
    return after.isupper() or after in "“\"‘'«(-–+•*" or (after.isdigit() and len(stop["stop"]) == 1)


def _is_label_or_short_form(text: str, start: int, stop: re.Match[str]) -> bool:
    """True for the stop of «TP.», of an initial («Nguyễn V. An») and of a label («1. Công tác»)."""
    if len(stop["stop"]) > 1 or stop["stop"] != "." or stop["closing"]:
        return False
    from_ = max(start, stop.start() - _LONGEST_WORD)
    word = _LAST_WORD.search(text, from_, stop.start())
    written = word.group() if word else ""
    if written in _short_forms() or (len(written) == 1 and written.isupper()):
        return True
    opened = text[max(start, from_ - 4) : stop.start() - len(written)]
    return bool(_LABEL.fullmatch(written) and _OPENS.search(opened if opened.strip() else ""))


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in rows("dotted"))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
