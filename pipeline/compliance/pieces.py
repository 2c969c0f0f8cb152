"""A sentence as a row of pieces: units, directives, dates, cue words («chưa», «tiêu biểu như»), other words, stops."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.dates import DateSpan
from extractors.lexicon import rows
from extractors.mention import Span
from extractors.units import UnitName
from pipeline.compliance.directives import Named, lower
from pipeline.facts import Extraction

Kind = Literal["unit", "directive", "date", "number", "stop", "cue", "word"]

_TOKEN = re.compile(r"\d[\d./%]*|[^\W\d_]+|[^\s\w]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that is read as one.

    `index` is the mention's; `senses` are what a cue may mean (a cue may mean several things), `activity` what is
    done where it names an act; `in_title` is true within the title of a cited document.
    """

    kind: Kind
    start: int
    end: int
    word: str = ""
    index: int = -1
    senses: frozenset[str] = frozenset()
    activity: str = ""
    in_title: bool = False
    named: Named | None = None

    def means(self, *senses: str) -> bool:
        """True where the piece may have one of the senses."""
        return not self.senses.isdisjoint(senses)

    def is_stop(self, marks: str) -> bool:
        """True for one of these punctuation marks."""
        return self.kind == "stop" and self.word in marks

    @property
    def is_act(self) -> bool:
        """True for a word that names an act, outside a title."""
        return bool(self.activity) and not self.in_title


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    senses: frozenset[str]
    activity: str


@cache
def _cues() -> Mapping[str, tuple[_Cue, ...]]:
    """All cues by their first word, longest first."""
    activities = {row["cue"]: row["activity"] for row in rows("activities")}
    senses: dict[str, set[str]] = {cue: set() for cue in activities}
    for row in rows("statuses"):
        senses.setdefault(row["cue"], set()).add(row["sense"])
    by_first: dict[str, list[_Cue]] = {}
    for phrase, meant in senses.items():
        words = tuple(_TOKEN.findall(lower(phrase)))
        by_first.setdefault(words[0], []).append(_Cue(words, frozenset(meant), activities.get(phrase, "")))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for first, cues in by_first.items()}


class Report:
    """An extraction made ready for reading sentence by sentence: its text in small letters, and what stands where."""

    def __init__(self, extraction: Extraction, small: str, directives: Sequence[Named]) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.small = small
        self.directives = directives
        self._starts = [one.start for one in directives]
        self._at = dict(self._standing(extraction, directives))

    @staticmethod
    def _standing(extraction: Extraction, directives: Sequence[Named]) -> Iterator[tuple[int, Piece]]:
        for index, mention in enumerate(extraction.mentions):
            if isinstance(mention.value, UnitName):
                yield mention.start, Piece("unit", mention.start, mention.end, index=index)
            elif isinstance(mention.value, DateSpan):
                yield mention.start, Piece("date", mention.start, mention.end, index=index)
        for one in directives:
            yield one.start, Piece("directive", one.start, one.end, named=one)

    def names_directive(self, start: int, end: int) -> bool:
        """True where a directive is named between two offsets."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def directives_in(self, start: int, end: int) -> Sequence[Named]:
        """The directives named between two offsets."""
        return self.directives[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def pieces(self, span: Span) -> list[Piece]:
        """The pieces of a stretch of the text, in order; the date and issuer of a cited document are part of it."""
        found: list[Piece] = []
        at, title = span.start, span.start
        tokens = list(_TOKEN.finditer(self.small, span.start, span.end))
        position = 0
        while position < len(tokens):
            token = tokens[position]
            position += 1
            start = token.start()
            if start < at:
                continue
            piece = self._at.get(start)
            if piece is None:
                piece, taken = _read(tokens, position - 1, start < title)
                position += taken - 1
            elif piece.named is not None:
                title = max(title, piece.named.title)
            at = max(piece.end, piece.named.tail) if piece.named is not None else piece.end
            found.append(piece)
        return found


def _read(tokens: Sequence[re.Match[str]], position: int, in_title: bool) -> tuple[Piece, int]:
    """The cue, word, number or stop at a token, and how many tokens it takes."""
    token = tokens[position]
    word = token.group()
    for cue in _cues().get(word, ()):
        size = len(cue.words)
        if size == 1 or tuple(one.group() for one in tokens[position : position + size]) == cue.words:
            end = tokens[position + size - 1].end()
            phrase = " ".join(cue.words)
            return Piece("cue", token.start(), end, phrase, -1, cue.senses, cue.activity, in_title), size
    kind: Kind = "number" if word[0].isdigit() else "word" if word[0].isalnum() else "stop"
    return Piece(kind, token.start(), token.end(), word, in_title=in_title), 1
