"""What a clerk needs beside a finding: the sentence of the claim, the notes that break it down, the page of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.facts import Finding
from pipeline.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as it is told beside a finding: its mark, its words, its page."""

    mark: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A finding with the words around it; `notes` are the footnotes in which its parts stand and its claim does not."""

    finding: Finding
    sentence: str
    page: int
    notes: tuple[Note, ...] = ()


def passages(document: Document, findings: Iterable[Finding]) -> Iterator[Passage]:
    """Each finding with its sentence and the notes of its parts."""
    sentences = tuple(find_sentences(document.text))
    starts = [sentence.start for sentence in sentences]
    for finding in findings:
        at = bisect_right(starts, finding.span.start) - 1
        sentence = sentences[at] if at >= 0 else finding.span
        yield Passage(
            finding,
            sentence.slice(document.text),
            document.page_at(finding.span.start),
            tuple(_notes(document, finding)),
        )


def _notes(document: Document, finding: Finding) -> Iterator[Note]:
    """The notes in which a part stands, save that in which the claim itself stands."""
    for note in document.footnotes:
        inside = any(note.start <= part.start < note.end for part in finding.evidence)
        if inside and not note.start <= finding.span.start < note.end:
            yield Note(note.mark, document.text[note.start : note.end].strip(), document.page_at(note.start))
