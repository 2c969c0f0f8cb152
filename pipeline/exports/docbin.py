"""Reports as spaCy's own files: a `Doc` each over underthesea's words, with the mentions of the tables as span groups.

Each span's `label_` is its kind and its `id_` its mention_id; `doc.user_data["baocao"]` holds the report's rows, so
that also a mention that begins within a word has its exact place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, SpanGroup
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from pipeline.nlp import find_words
from pipeline.store import Store
from pipeline.tables import Cell, mention_tables

_MOST_DOCS = 500  # reports in one file: each is held in memory whole
KEY = "baocao"


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, how many mentions they hold, and how many of them were widened to whole words."""

    files: tuple[Path, ...]
    mentions: int
    widened: int


def write_docbins(store: Store, folder: Path) -> Written:
    """Write every report of the store as a spaCy `Doc`, some hundred to a file; `OSError` where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    vocab, files = Vocab(), []
    mentions = widened = 0
    for number, some in enumerate(_parts([dict(record) for record in store.records("documents")]), start=1):
        held = DocBin(store_user_data=True)
        for document in some:
            doc = to_doc(vocab, store, document)
            mentions += sum(len(doc.spans[label]) for label in mention_tables())
            widened += sum(1 for _ in widened_spans(doc))
            held.add(doc)
        files.append(folder / f"baocao-{number:04}.spacy")
        held.to_disk(files[-1])
    return Written(tuple(files), mentions, widened)


def _parts(documents: Sequence[Mapping[str, Cell]]) -> Iterator[Sequence[Mapping[str, Cell]]]:
    """The reports by the fileful, at least one file: an empty store has one, too."""
    for first in range(0, max(len(documents), 1), _MOST_DOCS):
        yield documents[first : first + _MOST_DOCS]


def to_doc(vocab: Vocab, store: Store, document: Mapping[str, Cell]) -> Doc:
    """One report of the store: `doc.text` is its text, `doc.spans` has a group for each kind of mention.

    The words are underthesea's and know nothing of the mentions; a span whose mention begins or ends within a word
    is as wide as the word.
    """
    doc_id = str(document["doc_id"])
    text = store.text(doc_id)
    words, spaces = get_words_and_spaces([text[start:end] for start, end in find_words(text)], text)
    doc = Doc(vocab, words=words, spaces=spaces)
    rows: dict[str, list[dict[str, Any]]] = {
        label: [dict(record) for record in store.records(label, doc_id)] for label in mention_tables()
    }
    for label, records in rows.items():
        group = SpanGroup(doc, name=label)
        for record in records:
            span = doc.char_span(
                record["start"], record["end"], label=label, span_id=record["mention_id"], alignment_mode="expand"
            )
            assert span is not None, "a mention lies inside its report's text"
            group.append(span)
        doc.spans[label] = group
    doc.user_data[KEY] = {"document": dict(document), **rows}
    return doc


def widened_spans(doc: Doc) -> Iterator[Any]:
    """The spans that are wider than their mentions, for these begin or end within a word."""
    for label in mention_tables():
        places = {row["mention_id"]: (row["start"], row["end"]) for row in doc.user_data[KEY][label]}
        for span in doc.spans[label]:
            if places[span.id_] != (span.start_char, span.end_char):
                yield span
