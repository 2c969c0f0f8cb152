"""A sentence as a row of pieces: units, directives, dates, cue words («chưa», «tiêu biểu như»), other words, stops."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from extractors.dates import DateSpan
from extractors.lexicon import rows
from extractors.mention import Span
from extractors.unit_heads import head_at
from extractors.units import UnitName
from pipeline.compliance.actors import find_own, find_reporter
from pipeline.compliance.directives import Named, lower
from pipeline.facts import Extraction

Kind = Literal["unit", "directive", "date", "number", "stop", "cue", "word"]

_Token: TypeAlias = tuple[str, int, int]  # word, start, end
_SHARE = re.compile(r"\d{1,2}/\d{1,2}")
_TOKEN = re.compile(r"\d[\d./%]*|[^\W\d_]+|[^\s\w]")
# What follows the body whose name a list shares out: «Công an các huyện A, B», «Hội Nông dân: huyện C».
_LISTED = re.compile(r"[ ](?:các|những|huyện|thị xã|thành phố|quận|xã|phường|thị trấn)[ ]|:")
_HEAD = frozenset({"head"})


class Piece(NamedTuple):
    """A stretch of a sentence that is read as one; a tuple, because a report has thousands.

    `mention` is the index of the mention; `senses` are what a cue may mean (one cue may mean several things),
    `activity` what is done where it names an act; `in_title` is true within the title of a cited document, where
    nothing is done.
    """

    kind: Kind
    start: int
    end: int
    word: str = ""
    mention: int = -1
    senses: frozenset[str] = frozenset()
    activity: str = ""
    in_title: bool = False
    named: Named | None = None

    def means(self, *senses: str) -> bool:
        """True where the piece may have one of the senses."""
        mine = self.senses
        return bool(mine) and not mine.isdisjoint(senses)

    def is_stop(self, marks: str) -> bool:
        """True for one of these punctuation marks."""
        return self.kind == "stop" and self.word in marks

    @property
    def is_act(self) -> bool:
        """True for a word that names an act."""
        return self.activity != ""


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    phrase: str
    senses: frozenset[str]
    activity: str


@cache
def _cues() -> Mapping[str, Mapping[str, tuple[_Cue, ...]]]:
    """All cues by their first and second words («» where there is none), the longest first."""
    activities = {row["cue"]: row["activity"] for row in rows("activities")}
    senses: dict[str, set[str]] = {cue: set() for cue in activities}
    for row in rows("statuses"):
        senses.setdefault(row["cue"], set()).add(row["sense"])
    found: dict[str, dict[str, list[_Cue]]] = {}
    for phrase, meant in senses.items():
        words = tuple(_TOKEN.findall(lower(phrase)))
        cue = _Cue(words, phrase, frozenset(meant), activities.get(phrase, ""))
        found.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append(cue)
    return {
        first: {second: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for second, cues in by_second.items()}
        for first, by_second in found.items()
    }


class Report:
    """An extraction made ready for reading sentence by sentence: its text in small letters, and what stands where."""

    def __init__(self, extraction: Extraction, small: str, directives: Sequence[Named]) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.small = small
        self.directives = directives
        self.reporter = find_reporter(extraction, small)
        self._own = find_own(extraction.mentions, self.reporter)
        self._starts = [one.start for one in directives]
        self._at = dict(self._standing(extraction, directives))

    @staticmethod
    def _standing(extraction: Extraction, directives: Sequence[Named]) -> Iterator[tuple[int, Piece]]:
        for index, mention in enumerate(extraction.mentions):
            if isinstance(mention.value, UnitName):
                if not mention.value.unit_id and extraction.document.text[mention.end : mention.end + 1] == ":":
                    continue  # «Huyện ủy: A, B» is the head of a list
                yield mention.start, Piece("unit", mention.start, mention.end, mention=index)
            elif isinstance(mention.value, DateSpan) and not _is_share(mention.text, extraction, mention.start):
                yield mention.start, Piece("date", mention.start, mention.end, mention=index)
        for one in directives:
            yield one.start, Piece("directive", one.start, one.end, named=one)

    def unit(self, mention: int) -> UnitName | None:
        """The unit of the register that a mention names; None where it stays open."""
        value = self.extraction.mentions[mention].value
        if isinstance(value, UnitName) and value.unit_id:
            return value
        return self._own.get(mention)

    def names_directive(self, start: int, end: int) -> bool:
        """True where a directive is named between two offsets."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def directives_in(self, start: int, end: int) -> Sequence[Named]:
        """The directives named between two offsets; not those that stay open."""
        named = self.directives[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [one for one in named if one.directive_id]

    def pieces(self, span: Span) -> list[Piece]:
        """The pieces of a stretch of the text, in order; the date and issuer of a cited document are part of it."""
        found: list[Piece] = []
        at, title, named = span.start, span.start, span.start  # `named`: the titles of plans, too
        found_tokens = _TOKEN.finditer(self.small, span.start, span.end)
        tokens = [(token.group(), token.start(), token.end()) for token in found_tokens]
        position, standing = 0, self._at
        while position < len(tokens):
            start = tokens[position][1]
            if start < at:
                position += 1
                continue
            piece = standing.get(start) or self._head_of_list(start, start < title)
            if piece is None:
                piece, taken = _read(tokens, position, start < title, standing)
                position += taken
            elif piece.named is not None:
                title = max(title, 0 if piece.named.is_means else piece.named.title)
                named = max(named, piece.named.title)
            elif piece.kind == "unit" and start < named:
                piece = piece._replace(in_title=True)
            at = max(piece.end, piece.named.tail) if piece.named is not None else piece.end
            found.append(piece)
        return found

    def _head_of_list(self, start: int, in_title: bool) -> Piece | None:
        """The body whose name the list after it shares out: «Công an các huyện A, B», «Ủy ban MTTQ các xã: C, D»."""
        text = self.document.text
        found = head_at(text, start) if text[start].isupper() and not in_title else None
        if found is None or found[0].form != "body" or not _LISTED.match(self.small, found[1]):
            return None
        return Piece("cue", start, found[1], self.small[start : found[1]], senses=_HEAD)


def _is_share(written: str, extraction: Extraction, start: int) -> bool:
    """True for «10/11 huyện ủy»: without «ngày» before it, a share rather than a day."""
    before = extraction.document.text[max(start - 5, 0) : start].lower()
    return _SHARE.fullmatch(written) is not None and before != "ngày "


def _read(tokens: Sequence[_Token], position: int, in_title: bool, standing: Container[int]) -> tuple[Piece, int]:
    """The cue, word, number or stop at a token, and how many tokens it takes; no cue runs into a name."""
    word, start, end = tokens[position]
    by_second = _cues().get(word)
    if by_second is not None:
        second = tokens[position + 1][0] if position + 1 < len(tokens) else ""
        for cue in by_second.get(second, ()):
            taken = tokens[position : position + len(cue.words)]
            if tuple([t[0] for t in taken]) == cue.words and not any(t[1] in standing for t in taken[1:]):
                activity = "" if in_title else cue.activity
                return Piece("cue", start, taken[-1][2], cue.phrase, -1, cue.senses, activity, in_title), len(taken)
        for cue in by_second.get("", ()):
            activity = "" if in_title else cue.activity
            return Piece("cue", start, end, cue.phrase, -1, cue.senses, activity, in_title), 1
    kind: Kind = "number" if word[0].isdigit() else "word" if word[0].isalnum() else "stop"
    return Piece(kind, start, end, word, in_title=in_title), 1
