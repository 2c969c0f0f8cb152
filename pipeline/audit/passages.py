"""What a clerk needs beside a finding: the sentence of the claim, the note that breaks it down, the page of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.mention import Span
from pipeline.document import Document
from pipeline.facts import Finding
from pipeline.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Passage:
    """A finding with the words around it. `mark` and `note` are empty where its parts stand in no footnote."""

    finding: Finding
    sentence: str
    page: int
    mark: str = ""
    note: str = ""
    note_page: int = 0


def passages(document: Document, findings: Iterable[Finding]) -> Iterator[Passage]:
    """Each finding with its sentence and, where its parts stand in another footnote than its claim, that note."""
    sentences = tuple(find_sentences(document.text))
    starts = [sentence.start for sentence in sentences]
    for finding in findings:
        at = bisect_right(starts, finding.span.start) - 1
        sentence = sentences[at] if at >= 0 else finding.span
        page = document.page_at(finding.span.start)
        zone = next((zone for part in finding.evidence if (zone := _note(document, finding, part))), None)
        if zone is None:
            yield Passage(finding, sentence.slice(document.text), page)
        else:
            mark, span = zone
            note = span.slice(document.text).strip()
            yield Passage(finding, sentence.slice(document.text), page, mark, note, document.page_at(span.start))


def _note(document: Document, finding: Finding, part: Span) -> tuple[str, Span] | None:
    """The mark and the text of the note in which a part stands, where the claim does not stand in it."""
    zone = document.zone_at(part.start)
    if zone.name != "footnote" or zone.start <= finding.span.start < zone.end:
        return None
    return zone.footnote, Span(zone.start, zone.end)
