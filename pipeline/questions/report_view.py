"""A report laid out for reading: pages of paragraphs, facts marked in them, each note under the words that call it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.corrections.applying import fact_keys
from pipeline.document import Document, Footnote
from pipeline.messages import Words
from pipeline.passages import lines_of
from pipeline.questions.telling import TOLD, tell
from pipeline.store import Store
from pipeline.tables import Cell, Row, mention_tables, read_spans

Record = Mapping[str, Cell]

# Facts that are marked in the text; the inner one shows where one stands in another.
_MARKED = frozenset(name for name, *_ in TOLD)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was read out of the report: `key` names it on the page, `told` says it in a line."""

    key: str
    kind: str
    start: int
    end: int
    told: str
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    tone: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph in which the same facts stand; `mark` is a note's mark that is called before it."""

    start: int
    text: str
    keys: tuple[str, ...] = ()
    kind: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a table row or a note: its pieces, its facts by what they are called, the notes it calls."""

    start: int
    end: int
    look: str
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    notes: tuple[Paragraph, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its size in points (0 where the file has none), its paragraphs, and the facts that stand on it."""

    number: int
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Fact, ...]


def read_leaves(
    store: Store,
    doc_id: str,
    words: Words,
    first: int = 1,
    last: int = 1 << 30,
    *,
    between: Iterable[Row] | None = None,
) -> list[Leaf]:
    """The pages `first` to `last` of a report, with all that was read out of them; `between` as in `read_findings`."""
    document = store.document(doc_id)
    facts = sorted(_facts(store, doc_id, words, between), key=lambda fact: (fact.start, -fact.end))
    page = _View(document, facts, [fact.start for fact in facts], words)
    body: dict[int, list[Paragraph]] = {}
    for start, end in page.lines():
        number = document.page_at(start)
        if first <= number <= last:
            body.setdefault(number, []).append(page.paragraph(start, end))
    drawn: dict[int, list[Fact]] = {}
    for fact in facts:
        for number in dict.fromkeys(box[0] for box in fact.boxes):
            drawn.setdefault(number, []).append(fact)
    sizes = {one.number: (one.width, one.height) for one in document.pages}
    numbers = sorted({*sizes, *body}) or [1]
    return [
        Leaf(n, *sizes.get(n, (0.0, 0.0)), tuple(body.get(n, ())), tuple(drawn.get(n, ())))
        for n in numbers
        if first <= n <= last
    ]


def _facts(store: Store, doc_id: str, words: Words, between: Iterable[Row] | None) -> Iterator[Fact]:
    settled = store.settled(doc_id)
    for name in (one for one in mention_tables() if one in _MARKED):
        for record in store.records(name, doc_id, settled):
            key = str(record["mention_id"]).rpartition(":")[2]
            yield _fact(key, name, record, tell(name, record, words))
    done = list(store.records("implementations", doc_id, settled))
    for name, record in zip(fact_keys("implementations", done), done, strict=True):
        key = name.rpartition(":")[2]
        yield _fact(key, "implementations", record, tell("implementations", record, words), str(record["status"]))
    for number, record in enumerate(store.records("forms", doc_id), 1):
        told = f"{record['form']}: {record['title']}".removesuffix(": ")
        for named in read_spans(record["mention"]):
            yield Fact(f"form-{number}", "forms", named.start, named.end, told)
    for record in store.records("findings", doc_id) if between is None else store.findings(doc_id, between):
        if record["verdict"] == "mismatch":
            line = f"«{record['claim']}» {record['explanation']}"
            yield _fact(f"f-{record['finding_id']}", "findings", record, line, "mismatch")


def _fact(key: str, kind: str, record: Record, told: str, tone: str = "") -> Fact:
    boxes = json.loads(str(record.get("boxes") or "[]"))
    start, end = int(record["start"] or 0), int(record["end"] or 0)
    drawn = tuple(tuple(box) for box in boxes)
    return Fact(key, kind, start, end, told, drawn, tone, str(record.get("corrected") or ""))


@dataclass(frozen=True, slots=True)
class _View:
    document: Document
    facts: Sequence[Fact]
    starts: Sequence[int]
    words: Words

    def lines(self) -> Iterator[tuple[int, int]]:
        """The paragraphs and table rows of the body, then the notes that nothing calls."""
        text = self.document.text
        body_end = min((note.start for note in self.document.footnotes), default=len(text))
        yield from lines_of(text, body_end)
        for note in self.document.footnotes:
            if note.anchor is None:
                yield note.start, note.end

    def paragraph(self, start: int, end: int, note: Footnote | None = None) -> Paragraph:
        """What stands from `start` to `end`, with the notes that are called there."""
        called = [] if note else [one for one in self.document.footnotes if one.is_called_in(start, end)]
        within = self._within(start, end)
        return Paragraph(
            start,
            end,
            "note" if note else self._look(start, end),
            tuple(self._pieces(start, end, within, called)),
            tuple(self._told(within)),
            tuple(self.paragraph(one.start, one.end, one) for one in called),
            note.mark if note else "",
        )

    def _look(self, start: int, end: int) -> str:
        zone = self.document.zone_at(start).name
        if zone != "body":
            return zone
        section = self.document.section_at(start)
        text = self.document.text[start:end]
        if section is not None and start <= section.start < end:
            return f"heading level{min(section.level, 4)}" if len(text) <= len(section.heading) + 12 else "body"
        return "table" if "\t" in text else "body"

    def _within(self, start: int, end: int) -> list[Fact]:
        return list(self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def _pieces(self, start: int, end: int, within: Iterable[Fact], called: Iterable[Footnote]) -> Iterator[Piece]:
        marks = {note.anchor: note.mark for note in called if note.anchor is not None}
        marked = [fact for fact in within if fact.kind in _MARKED]
        edges = {start, end, *(min(at, end) for at in marks)}
        for fact in marked:
            edges.update((fact.start, min(fact.end, end)))
        ordered = sorted(edges)
        for left, right in pairwise(ordered):
            inside = [fact for fact in marked if fact.start <= left < fact.end]
            keys = tuple(fact.key for fact in inside)
            mark = marks.get(left, "") if left > start else ""
            yield Piece(left, self.document.text[left:right], keys, inside[-1].kind if inside else "", mark)
        if end in marks:
            yield Piece(end, "", mark=marks[end])

    def _told(self, within: Sequence[Fact]) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        """The facts of each kind, the same ones told once."""
        labels = [(name, self.words(label)) for name, label, _ in TOLD]
        labels += [("implementations", self.words("Thực hiện")), ("forms", self.words("Biểu kèm theo")),
                   ("findings", self.words("Không khớp"))]  # fmt: skip
        for name, label in labels:
            found = [fact for fact in within if fact.kind == name]
            if found:
                yield label, tuple(found)
