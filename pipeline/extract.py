"""Run the extractors over a document: «số 738-BC/BTGTU» in its letterhead is its own number, everywhere else a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors import EXTRACTORS
from extractors.abbreviations import find_abbreviations
from extractors.mention import Context, Mention, Value
from extractors.provinces import find_province
from pipeline.audit import audit
from pipeline.compliance import implementations, relations
from pipeline.document import Document
from pipeline.facts import Extraction
from pipeline.limits import LONGEST_NAME
from pipeline.resolve import resolve
from pipeline.structure import structure


def extract(document: Document) -> Extraction:
    """All facts of a document as read: its structure, the mentions in text order, and what follows from them."""
    document = structure(document)
    mentions = tuple(find_mentions(document))
    extraction = Extraction(document, mentions, resolve(document, mentions))
    return replace(
        extraction,
        relations=relations(extraction),
        implementations=implementations(extraction),
        findings=audit(extraction),
    )


def context_of(document: Document) -> Context:
    """What the document says of itself, for mentions that lean on it."""
    head = document.letterhead
    short_names = {found.value.short: found.value.full for found in find_abbreviations(document.text)}
    return Context(
        issued_on=head.issued_on,
        period_start=head.period_start,
        period_end=head.period_end,
        province=find_province(document.text),
        short_names=short_names,
        issuer=head.issuer,
        ocr=document.text_source != "digital",
    )


def find_mentions(document: Document) -> Iterator[Mention[Value]]:
    """The mentions of every kind in text order. The number in a report's own letterhead cites no other document.

    What would have a name longer than any is not understood, and no mention.
    """
    context = context_of(document)
    found = (mention for extractor in EXTRACTORS for mention in extractor.find(document.text, context))
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        own = mention.label == "citations" and document.zone_at(mention.start).name == "letterhead"
        if not own and all(len(getattr(mention.value, name, "")) <= LONGEST_NAME for name in _NAMES):
            yield mention


_NAMES = ("symbol", "issuer", "measure", "name", "place")
