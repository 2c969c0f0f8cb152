"""One report's facts as rows of the tables: a citation of «70-KL/TW» becomes a row of `citations`."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.dates import DateSpan
from extractors.mention import Mention, Span, Value
from pipeline.document import Document, Section
from pipeline.facts import Extraction
from pipeline.forms import find_forms
from pipeline.resolve import Resolution
from pipeline.sentences import find_sentences
from pipeline.tables import Cell, Row, mention_tables, tables, to_cell

# A mention's id is its report's, a letter and its number; a kind that is not here is written out.
LETTERS = {"citations": "c", "dates": "d", "counts": "n", "unit_mentions": "u", "abbreviations": "a"}

# The nine columns that every mention table begins with; it ends with `boxes` and `corrected`.
_SHARED = 9

_ISO_LENGTH = len("2024-01-31")
_FINDING_ID_LENGTH = 12  # hex digits: two findings of one report that share them by chance are not to be feared


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report came from: its id, its path, what its bytes hash to, and what kind of file it is."""

    doc_id: str
    source: str
    sha256: str
    media_type: str


def to_rows(extraction: Extraction, origin: Origin) -> dict[str, list[Row]]:
    """All rows that one report adds, by table, in the order of the table's columns: plain tuples that travel well."""
    document, doc_id = extraction.document, origin.doc_id
    ids = mention_ids(extraction.mentions, doc_id)
    places = Places(document)
    return {
        "documents": [_document_row(document, origin)],
        "sections": _section_rows(document, doc_id),
        "footnotes": _footnote_rows(document, doc_id),
        **_mention_rows(extraction, doc_id, ids, places),
        "directive_relations": [
            (doc_id, r.directive_id, r.relation, r.to_directive_id, ids[r.mention], r.cue.start, r.cue.end, "")
            for r in extraction.relations
        ],
        "implementations": _implementation_rows(extraction, doc_id, ids, places),
        "findings": finding_rows(extraction, doc_id, places),
        **_form_rows(extraction, doc_id, places),
    }


def mention_ids(mentions: Iterable[Mention[Value]], doc_id: str) -> list[str]:
    """The ids of a report's mentions, numbered within each kind: «3f2a…:c1», «3f2a…:n1», «3f2a…:c2»."""
    numbers: dict[str, int] = {}
    ids = []
    for mention in mentions:
        numbers[mention.label] = number = numbers.get(mention.label, 0) + 1
        ids.append(f"{doc_id}:{LETTERS.get(mention.label, mention.label)}{number}")
    return ids


def _document_row(document: Document, origin: Origin) -> Row:
    head = document.letterhead
    return (
        origin.doc_id, origin.source, origin.sha256, origin.media_type,
        len(document.pages) or None, document.text_source, head.doc_type, head.symbol, head.issuer,
        to_cell(head.issued_on), head.title, to_cell(head.period_start), to_cell(head.period_end),
        _quality(document), document.pages_missing, head.place,
    )  # fmt: skip


def _quality(document: Document) -> float | None:
    """The quality that nine pages of ten reach: one bad page must show, which a mean would hide."""
    qualities = sorted(page.quality for page in document.pages)
    return round(qualities[len(qualities) // 10], 3) if qualities else None


def _section_rows(document: Document, doc_id: str) -> list[Row]:
    return [
        (doc_id, s.path, s.heading, s.level, document.page_at(s.start), s.start, s.end, s.planned)
        for s in document.sections
    ]


def _footnote_rows(document: Document, doc_id: str) -> list[Row]:
    return [
        (doc_id, note.mark, document.page_at(note.start), note.anchor,
         None if note.anchor is None else document.page_at(note.anchor),
         note.start, note.end, document.text[note.start : note.end].strip())
        for note in document.footnotes
    ]  # fmt: skip


def _mention_rows(extraction: Extraction, doc_id: str, ids: Sequence[str], places: Places) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {label: [] for label in mention_tables()}
    stated = _stated_in_full(extraction, ids, places)
    for index, mention in enumerate(extraction.mentions):
        value, start, end = mention.value, mention.start, mention.end
        concluded = stated.get(index) or _concluded(extraction, index, places)
        row: list[Cell] = [doc_id, ids[index], places.page(start), start, end, mention.text, *places.of(start)]
        for name, own, empty in _columns_of(type(value)):
            cell = getattr(value, name) if own and name not in concluded else concluded.get(name)
            row.append(empty if cell is None or cell == "" else cell if type(cell) is str else to_cell(cell))
        row += (places.boxes(start, end), "")
        rows[mention.label].append(tuple(row))
    return rows


@cache
def _columns_of(value: type[Value]) -> tuple[tuple[str, bool, Cell], ...]:
    """What stands after a mention's shared columns: name, whether the value itself holds it, and the empty cell."""
    return tuple((c.name, hasattr(value, c.name), c.empty) for c in tables()[value.label][_SHARED:-2])


def _stated_in_full(extraction: Extraction, ids: Sequence[str], places: Places) -> dict[int, Mapping[str, object]]:
    """Where «tháng 5» leans on the context and its text also says «tháng 5/2024»: a pointer instead of an inference.

    By index of the mention, what its row says in place of its value: `same_as` is the mention that states the same
    period in full, in the body or in the same note, and the dates stand there. Evidence goes before inference.
    """
    full: dict[tuple[object, ...], str] = {}
    leaning: dict[int, tuple[object, ...]] = {}
    for index, mention in enumerate(extraction.mentions):
        value = mention.value
        if isinstance(value, DateSpan) and value.start_on is not None:
            key = (places.of(mention.start)[1], value.start_on, value.end_on)
            if value.inferred:
                leaning[index] = key
            else:
                full.setdefault(key, ids[index])
    return {
        index: {"start_on": None, "end_on": None, "same_as": full[key]} for index, key in leaning.items() if key in full
    }


def _concluded(extraction: Extraction, index: int, places: Places) -> Mapping[str, object]:
    """What a mention's row holds besides its value: a citation's directive, the notes that a count's sentence calls."""
    mention = extraction.mentions[index]
    if mention.label == "counts":
        return {"notes": places.notes(mention.start)}
    if (resolution := extraction.resolutions.get(index)) is not None:
        return concluded_cells(resolution)
    return {}


def concluded_cells(resolution: Resolution) -> dict[str, Cell]:
    """What a citation's row holds of the directive that it means."""
    return {
        "directive_id": resolution.directive_id,
        # Of some laws only the year is known; a date column holds dates.
        "resolved_on": resolution.resolved_on if len(resolution.resolved_on) == _ISO_LENGTH else None,
        "candidates": resolution.candidates,
    }


def _implementation_rows(extraction: Extraction, doc_id: str, ids: Sequence[str], places: Places) -> list[Row]:
    text = extraction.document.text
    return [
        (doc_id, i.directive_id, i.unit_id, i.unit_name, i.place, i.status, i.activity, to_cell(i.period_start),
         to_cell(i.period_end), places.page(i.span.start), i.span.start, i.span.end, i.span.slice(text),
         "; ".join(ids[mention] for mention in i.evidence), i.words, places.boxes(i.span.start, i.span.end), "")
        for i in extraction.implementations
    ]  # fmt: skip


def finding_rows(extraction: Extraction, doc_id: str, places: Places) -> list[Row]:
    """The findings of an extraction as rows, in text order."""
    names = finding_ids(extraction)
    return [
        (doc_id, f.rule, f.verdict, f.claim, f.expected or None, f.found or None, f.difference or None, f.explanation,
         places.page(f.span.start), f.span.start, f.span.end, _spans(f.evidence), f.arithmetic, names[at],
         places.boxes(f.span.start, f.span.end), "")
        for at, f in enumerate(extraction.findings)
    ]  # fmt: skip


def _form_rows(extraction: Extraction, doc_id: str, places: Places) -> dict[str, list[Row]]:
    """The annexed forms, and their cells below the headings; `mention` is where the body names a form."""
    forms, cells, text = list[Row](), list[Row](), extraction.document.text
    for form in find_forms(extraction.document, extraction.mentions):
        named = f"{form.mention.start}-{form.mention.end}" if form.mention else ""
        span = form.span
        forms.append((doc_id, form.name, form.title, places.page(span.start), span.start, span.end, form.rows,
                      form.columns, named))  # fmt: skip
        cells += [
            (doc_id, form.name, one.row, one.column, one.row_heading, one.column_heading, one.span.slice(text),
             to_cell(one.value), one.measure, one.unit_id, places.page(one.span.start), one.span.start, one.span.end,
             places.boxes(one.span.start, one.span.end))
            for one in form.cells
        ]  # fmt: skip
    return {"forms": forms, "form_cells": cells}


def finding_ids(extraction: Extraction) -> list[str]:
    """A name for each finding, from its rule, its claim and the words it rests on, and from nothing else.

    So a decision about it holds when the report is read again, by another version or from another file. Where one
    report says the same twice, the second has a number behind its name.
    """
    text, met, names = extraction.document.text, Counter[str](), []
    for finding in extraction.findings:
        words = [finding.rule, finding.claim, *(span.slice(text) for span in finding.evidence)]
        name = hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:_FINDING_ID_LENGTH]
        met[name] += 1
        names.append(name if met[name] == 1 else f"{name}-{met[name]}")
    return names


def _spans(spans: Iterable[Span]) -> str:
    return "; ".join(f"{span.start}-{span.end}" for span in spans)


class Places:
    """Where offsets of one document stand: page, zone, footnote, section, the notes of their sentence, on paper.

    The document answers the same questions one at a time; this asks them by the hundred.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.page = document.page_at
        self._line_starts = [line.start for line in document.lines]
        self._note_starts = [note.start for note in document.footnotes]
        self._section_starts, self._sections = _innermost(document.sections)
        called = [(note.anchor, note.mark) for note in document.footnotes if note.anchor is not None]
        callers = ((_caller(document.text, anchor), mark) for anchor, mark in called)
        self._callers = sorted(callers, key=_begin)

    def of(self, offset: int) -> tuple[str, str, str]:
        """The zone, the footnote's mark and the section's path; a note stands in the section that calls it."""
        zone = self._document.zone_at(offset)
        asked: int | None = offset
        if zone.name == "footnote" and (at := bisect_right(self._note_starts, offset)):
            asked = self._document.footnotes[at - 1].anchor
        section = -1 if asked is None else bisect_right(self._section_starts, asked) - 1
        return zone.name, zone.footnote, self._sections[section] if section >= 0 else ""

    def notes(self, offset: int) -> str:
        """The marks of the footnotes that the sentence at `offset` calls: «4», «4; 5»."""
        last = first = bisect_right(self._callers, offset, key=_begin)
        while first and self._callers[first - 1][0].end > offset:
            first -= 1
        return "; ".join(mark for _, mark in self._callers[first:last])

    def boxes(self, start: int, end: int) -> str:
        """Where a span stands on paper, to a tenth of a point: «[[1,70.9,120.3,181.5,134.0]]»; empty without pages."""
        drawn = []
        first = max(bisect_right(self._line_starts, start) - 1, 0)
        for line in self._document.lines[first : bisect_left(self._line_starts, end, first)]:
            left, right = max(start, line.start), min(end, line.end)
            if left < right:
                x0, x1 = line.edges[left - line.start], line.edges[right - line.start]
                drawn.append(f"[{line.page},{x0:.1f},{line.top:.1f},{x1:.1f},{line.bottom:.1f}]")
        return f"[{','.join(drawn)}]" if drawn else ""


def _begin(caller: tuple[Span, str]) -> int:
    return caller[0].start


def _caller(text: str, anchor: int) -> Span:
    """The sentence that calls the note at `anchor`: the last one of its paragraph that begins before the mark."""
    start = max(text.rfind("\n", 0, anchor), text.rfind("\t", 0, anchor)) + 1
    end = text.find("\n", anchor)
    calling = Span(start, start)
    for sentence in find_sentences(text[start : end if end >= 0 else len(text)]):
        if start + sentence.start >= anchor:
            break
        calling = Span(start + sentence.start, start + sentence.end)
    return calling


def _innermost(sections: Iterable[Section]) -> tuple[list[int], list[str]]:
    """Where another section becomes the innermost one, and its path; empty outside all of them."""
    points: list[tuple[int, str]] = []
    around: list[Section] = []

    def leave(offset: float) -> None:
        while around and around[-1].end <= offset:
            ended = around.pop().end
            points.append((ended, around[-1].path if around else ""))

    for section in sections:
        leave(section.start)
        around.append(section)
        points.append((section.start, section.path))
    leave(float("inf"))
    return [start for start, _ in points], [path for _, path in points]
