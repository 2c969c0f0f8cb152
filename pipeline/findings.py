"""Findings as an auditor reads them: the sentence, the note, the arithmetic, and what was decided about each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from extractors.mention import Span
from pipeline.audit.coverage import Coverage
from pipeline.document import Document
from pipeline.messages import RefusedError
from pipeline.sentences import find_sentences
from pipeline.store import Store
from pipeline.tables import Cell

Record = Mapping[str, Cell]

DECISIONS = ("open", "confirmed", "explained", "dismissed")
_ORDER = {"mismatch": 0, "unverifiable": 1, "match": 2}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with what an auditor needs to judge it.

    `sentence` is where the claim stands, `notes` the footnotes that the evidence lies in (mark, text), `review` the
    last decision about it, empty where there is none.
    """

    finding: Record
    sentence: str
    notes: tuple[tuple[str, str], ...]
    review: Record

    @property
    def decision(self) -> str:
        """`open`, `confirmed`, `explained` or `dismissed`."""
        return str(self.review.get("decision") or "open")


def read_findings(store: Store, doc_id: str) -> list[Told]:
    """The findings of one report, mismatches first, then what could not be verified, then what holds."""
    records = sorted(store.records("findings", doc_id), key=lambda f: (_ORDER[str(f["verdict"])], int(f["start"] or 0)))
    if not records:
        return []
    document = store.document(doc_id)
    sentences = list(find_sentences(document.text))
    starts = [sentence.start for sentence in sentences]
    reviews = _reviews(store, doc_id)
    return [
        Told(
            finding=record,
            sentence=sentences[max(bisect_right(starts, int(record["start"] or 0)) - 1, 0)].slice(document.text),
            notes=tuple(_notes(document, spans_of(record))),
            review=reviews.get(str(record["finding_id"]), {}),
        )
        for record in records
    ]


def spans_of(record: Record) -> list[Span]:
    """The spans of a finding's evidence, from their text in the table: «120-131; 140-152»."""
    parts = [part.partition("-") for part in str(record["evidence"] or "").split("; ") if part]
    return [Span(int(start), int(end)) for start, _, end in parts]


def _notes(document: Document, evidence: Sequence[Span]) -> Iterable[tuple[str, str]]:
    for note in document.footnotes:
        if any(note.start <= span.start < note.end for span in evidence):
            yield note.mark, document.text[note.start : note.end].strip()


def _reviews(store: Store, doc_id: str) -> dict[str, Record]:
    """The last decision on each finding of a report; one made about the same words in another report does not count."""
    source = _source(store, doc_id)
    ours = [record for record in store.records("reviews") if record["source"] == source]
    return {str(record["finding_id"]): record for record in sorted(ours, key=lambda record: str(record["decided_at"]))}


def _source(store: Store, doc_id: str) -> Cell:
    return next(store.records("documents", doc_id))["source"]


def coverage_of(store: Store, doc_id: str) -> Coverage:
    """How many figures a report states, how many of them a check reached, and how many of those hold."""
    wrong, held = set[int](), set[int]()
    for record in store.records("findings", doc_id):
        met = {"mismatch": wrong, "match": held}.get(str(record["verdict"]))
        if met is not None:
            met.update([int(record["start"] or 0), *(span.start for span in spans_of(record))])
    counts = [range(int(c["start"] or 0), int(c["end"] or 0)) for c in store.records("counts", doc_id)]
    checked = [span for span in counts if not (wrong | held).isdisjoint(span)]
    return Coverage(len(counts), len(checked), sum(wrong.isdisjoint(span) for span in checked))


def decide(
    store: Store, finding: str, decision: str, *, reviewer: str, note: str = "", doc_id: str | None = None
) -> None:
    """Write what a reviewer decided about one finding; `RefusedError` where there is none of that name, or several.

    Two reports that say the same have findings of one name: `doc_id` tells which is meant.

    The decision stands apart from the extraction, under the report's path and the finding's own words: it is there
    again when the report is read anew. Earlier decisions stay as history; the last one counts.
    """
    met = [record for record in store.records("findings", doc_id) if str(record["finding_id"]).startswith(finding)]
    names = {(str(record["finding_id"]), record["doc_id"]) for record in met}
    if len(names) != 1:
        told = (
            "Không có kết quả đối chiếu nào là «{finding}»."
            if not names
            else "«{finding}» có ở nhiều báo cáo, hãy thêm --doc."
        )
        raise RefusedError(told.format(finding=finding) + " Xem mã trong: baocao audit")
    record = met[0]
    store.add(
        "reviews",
        {
            "finding_id": record["finding_id"],
            "source": _source(store, str(record["doc_id"])),
            "rule": record["rule"],
            "claim": record["claim"],
            "decision": decision,
            "reviewer": reviewer,
            "note": note,
            "decided_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        },
    )
