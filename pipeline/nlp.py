"""The same mentions as spaCy span groups over underthesea's words: `spacy.blank("vi").add_pipe("baocao_citations")`.

spaCy finds all of this by its entry points once `baocao` is installed. Its own Vietnamese needs the package pyvi and
loses line feeds; ours takes underthesea's words, keeps every character where it stands, and cuts a word where a
mention begins or ends, so that every span is exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import regex
import spacy.lang.vi
import underthesea
from confection import Config
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import DummyTokenizer, get_words_and_spaces, registry

from extractors import EXTRACTORS
from extractors.abbreviations import find_abbreviations
from extractors.mention import Context, Extractor, Mention, Value
from extractors.provinces import find_province

TOKENIZER = "baocao.Tokenizer.v1"
_MENTIONS = "baocao"  # where the tokenizer leaves what it found, for the components after it

# One piece of text: letters and digits in a row, or one sign. underthesea joins pieces into words.
_PIECE = regex.compile(r"[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]|\s+")


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """The words of `text` as underthesea sees them, as offsets into the text as it stands.

    underthesea rewrites what it reads («hoà» → «hòa») and drops spaces, so its words are counted in pieces (letters
    or one sign) and laid over the pieces of the text; where the two disagree, the pieces themselves are the words.
    It works sentence by sentence: on a whole text it is quadratic (9 s for 25,000 characters).
    """
    for start, end in _lines(text):
        yield from _words_of(text, start, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in regex.split(r"(?<=[.;:?!\n\t])(?=\s)|\n|\t", text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        if sentence.strip():
            yield start, at


def _words_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    pieces = [found.span() for found in _PIECE.finditer(text, start, end) if not found.group().isspace()]
    at = 0
    for word in underthesea.word_tokenize(text[start:end]):
        count = sum(1 for found in _PIECE.finditer(word) if not found.group().isspace())
        taken = pieces[at : at + count]
        if not taken or _letters(text[taken[0][0] : taken[-1][1]]) != _letters(word):
            break
        yield taken[0][0], taken[-1][1]
        at += count
    yield from pieces[at:]


def _letters(text: str) -> int:
    return sum(1 for letter in text if not letter.isspace())


def find_all(text: str) -> tuple[Mention[Value], ...]:
    """Every mention of every kind in a bare text, in text order; its province and short names are its own."""
    context = Context(
        province=find_province(text),
        short_names={found.value.short: found.value.full for found in find_abbreviations(text)},
    )
    found = (mention for extractor in EXTRACTORS for mention in extractor.find(text, context))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


class Tokenizer(DummyTokenizer):
    """spaCy's tokenizer over underthesea's words: `doc.text == text`, always."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        """The text as a `Doc` whose tokens are words, cut where a mention begins or ends."""
        mentions = find_all(text)
        cuts = sorted({edge for mention in mentions for edge in (mention.start, mention.end)})
        pieces = [text[start:end] for start, end in _cut(find_words(text), cuts)]
        words, spaces = get_words_and_spaces(pieces, text)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[_MENTIONS] = mentions
        return doc


def _cut(words: Iterator[tuple[int, int]], cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The words, cut in two at each of `cuts` (sorted offsets) that falls inside one."""
    for start, end in words:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        yield from pairwise((start, *inside, end))


def create_tokenizer(use_pyvi: bool | None = None) -> Callable[[Language], Any]:
    """The factory of the tokenizer: underthesea's words, or what spaCy itself offers where `use_pyvi` says so."""

    def make(nlp: Language) -> Any:
        if use_pyvi is None:
            return Tokenizer(nlp)
        return spacy.lang.vi.VietnameseTokenizer(nlp.vocab, use_pyvi=use_pyvi)

    return make


registry.tokenizers.register(TOKENIZER, func=create_tokenizer)


class VietnameseDefaults(spacy.lang.vi.VietnameseDefaults):
    """spaCy's own defaults for Vietnamese, with our tokenizer."""

    config = Config({"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


class Vietnamese(spacy.lang.vi.Vietnamese):  # type: ignore[no-untyped-call]
    """spaCy's Vietnamese with underthesea's words in place of pyvi's."""

    Defaults = VietnameseDefaults


class Component:
    """Puts the mentions of one kind into `doc.spans[label]`; each span's `label_` is the kind, `_.value` its value."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        if not Span.has_extension("value"):
            Span.set_extension("value", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The same doc with its span group; where another tokenizer's words are wider, the span widens to them."""
        label = self.extractor.label
        known = doc.user_data.get(_MENTIONS)
        mentions = known if known is not None else find_all(doc.text)
        group = SpanGroup(doc, name=label)
        for mention in mentions:
            if mention.label == label:
                span = doc.char_span(mention.start, mention.end, label=label, alignment_mode="expand")
                assert span is not None, "a mention lies inside its own text"
                span._.value = mention.value
                group.append(span)
        doc.spans[label] = group
        return doc


def _factory(extractor: Extractor) -> Callable[[Language, str], Component]:
    def create(nlp: Language, name: str) -> Component:
        return Component(extractor)

    return create


FACTORIES = {f"baocao_{extractor.label}": _factory(extractor) for extractor in EXTRACTORS}
for _name, _create in FACTORIES.items():
    Language.factory(_name, func=_create)


def __getattr__(name: str) -> Callable[[Language, str], Component]:
    """The factory behind each spaCy entry point: `baocao_citations`, `baocao_dates` …"""
    if name in FACTORIES:
        return FACTORIES[name]
    raise AttributeError(name)
