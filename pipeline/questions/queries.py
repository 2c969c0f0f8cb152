"""A query as a user types it: «ket luan "đảng ủy" 05 - ct/tw» is words, a phrase, a symbol. Nothing is an operator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import regex

from extractors.patterns import one_tone
from extractors.symbols import find_symbols
from pipeline.clean import clean
from pipeline.questions.shorthands import Numbered, find_shorts
from pipeline.store.fulltext import plain

_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
# What the index takes for one word. Letters beyond these are looked for in the text itself.
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}\p{Co}]+")
_INDEXED = re.compile(r"[0-9A-Za-z²³¹À-ÖØ-öø-ɏḀ-ỿ]+")

# The two places of a tone: a writer may use either, and the index keeps what is printed.
_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ",
    "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_MOST_SPELLINGS = 4  # words of one phrase whose tone is looked for in both places, each doubling the work


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a passage must have: words in a row, as written where a word has marks; or the text itself.

    `symbol` is the symbol that the words are a spelling of: a citation of it will do as well. So will other words,
    `also`, and citations of the documents of a type and number, `numbered`, of which the archive has these `symbols`.
    """

    kind: Literal["words", "text"]
    words: tuple[str, ...] = ()
    symbol: str = ""
    text: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    numbered: Numbered | None = None
    symbols: tuple[str, ...] = ()

    @property
    def as_written(self) -> bool:
        """True where the marks count: «đảng» is not «dang»."""
        return any(word != plain(word) for word in self.words)

    def spellings(self) -> Iterator[tuple[str, ...]]:
        """The words with each tone in either place: «hòa bình», «hoà bình»."""
        doubled = [index for index, word in enumerate(self.words) if _other_tone(word) != word][:_MOST_SPELLINGS]
        if not self.as_written or not doubled:
            yield self.words
            return
        for choice in product((False, True), repeat=len(doubled)):
            moved = {index for index, other in zip(doubled, choice, strict=True) if other}
            yield tuple(_other_tone(word) if index in moved else word for index, word in enumerate(self.words))


def read_query(typed: str) -> tuple[Term, ...]:
    """The terms of a query; each must be met.

    >>> [term.words for term in read_query('ket luan* "Đảng ủy"')]
    [('ket',), ('luan',), ('đảng', 'ủy')]
    >>> read_query("05 - ct/tw")[0].symbol, read_query("NEAR OR").__len__(), read_query("*")[0].text
    ('05-CT/TW', 2, '*')
    """
    asked = clean(typed)
    terms: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(asked):
        terms.extend(_loose(asked[at : quoted.start()]))
        terms.extend(_phrase(quoted[1] if quoted[1] is not None else quoted[2]))
        at = quoted.end()
    terms.extend(_loose(asked[at:]))
    if not terms:  # signs alone, «*» or «"»: they stand in the text as they are
        terms = [Term("text", text=chunk.strip('"“”') or chunk) for chunk in asked.split()]
    return tuple(dict.fromkeys(terms))


def _loose(part: str) -> Iterator[Term]:
    """Words outside quotes: each alone, but what is written together stays together, and a symbol is one."""
    at = 0
    for start, end, symbol in read_symbols(part):
        yield from _worded(part[at:start])
        words = tuple(word.lower() for word in _WORD.findall(part[start:end]))
        yield Term("words", words, symbol)
        at = end
    yield from _worded(part[at:])


def _worded(part: str) -> Iterator[Term]:
    """Words outside symbols: «CT05» and «UBND» are one term with what they stand for."""
    at = 0
    for short in find_shorts(part):
        yield from _chunks(part[at : short.start])
        for term in _phrase(part[short.start : short.end]):
            yield replace(term, also=short.also, numbered=short.numbered)
        at = short.end
    yield from _chunks(part[at:])


def _chunks(part: str) -> Iterator[Term]:
    for chunk in part.split():
        yield from _phrase(chunk)


def _phrase(written: str) -> Iterator[Term]:
    """Words in a row. Where a letter is none of the index's, the words around it and the letters themselves."""
    row: list[str] = []
    for word in _WORD.findall(written):
        if _INDEXED.fullmatch(word):
            row.append(one_tone(word.lower()))
            continue
        yield Term("text", text=word)
        if row:
            yield Term("words", tuple(row))
        row = []
    if row:
        yield Term("words", tuple(row))


def read_symbols(part: str) -> Iterator[tuple[int, int, str]]:
    """Where symbols stand, in letters of any size, and what they are: «5-ct/tw» is 05-CT/TW."""
    capitals = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in part)
    end = 0
    found = {(one.start, one.end): one.symbol.text for one in find_symbols(capitals) if one.certain}
    found |= {(one.start, one.end): one.symbol.text for one in find_symbols(part) if one.certain}
    for (start, after), symbol in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= end:
            yield start, after, symbol
            end = after


def _other_tone(word: str) -> str:
    """The word with its tone in the other place, or the word itself.

    >>> _other_tone("hòa"), _other_tone("quý"), _other_tone("đảng")
    ('hoà', 'quý', 'đảng')
    """
    other = _TONES.get(word[-2:])
    return word if other is None or word[-3:-2] == "q" else word[:-2] + other
