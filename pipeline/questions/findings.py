"""Findings as an auditor reads them: the sentence, the note, the arithmetic, and what was decided about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, starmap
from typing import Any, cast

from extractors.mention import Span
from pipeline.archive.audit import archive_findings
from pipeline.audit.coverage import Coverage, cover
from pipeline.audit.passages import passages
from pipeline.facts import Finding, Verdict
from pipeline.messages import RefusedError
from pipeline.statuses import DECIDED
from pipeline.store import Actor, Change, Store
from pipeline.store.change import now
from pipeline.tables import Cell, Row, read_spans, tables

Record = Mapping[str, Cell]

DECISIONS = ("open", *DECIDED)
CLOSED = frozenset({"explained", "dismissed"})  # after these a finding is nobody's work any more
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


def read_findings(store: Store, doc_id: str, between: Iterable[Row] | None = None) -> list[Told]:
    """The findings of one report, mismatches first, then what could not be verified, then what holds.

    `between` are those that other reports bring to light, where they are known already.
    """
    records = list(store.records("findings", doc_id) if between is None else store.findings(doc_id, between))
    return tell(store, doc_id, records, _reviews(store, doc_id)) if records else []


def tell(store: Store, doc_id: str, records: Iterable[Record], reviews: Mapping[str, Record]) -> list[Told]:
    """Some findings of one report with their sentences and notes, mismatches first."""
    ordered = sorted(records, key=lambda record: (_ORDER[str(record["verdict"])], int(record["start"] or 0)))
    told = passages(store.document(doc_id), map(finding_of, ordered))
    return [
        Told(
            finding=record,
            sentence=passage.sentence,
            notes=tuple((note.mark, note.text) for note in passage.notes),
            review=reviews.get(str(record["finding_id"]), {}),
        )
        for record, passage in zip(ordered, told, strict=True)
    ]


def finding_of(record: Record) -> Finding:
    """A row of `findings` as the check made it."""
    words = ("rule", "claim", "expected", "found", "difference", "explanation", "arithmetic")
    return Finding(
        verdict=cast(Verdict, str(record["verdict"])),
        span=Span(int(record["start"] or 0), int(record["end"] or 0)),
        evidence=tuple(spans_of(record)),
        **{name: str(record[name] or "") for name in words},
    )


def spans_of(record: Record) -> list[Span]:
    """The spans of a finding's evidence, from their text in the table: «120-131; 140-152»."""
    return read_spans(record["evidence"])


def _reviews(store: Store, doc_id: str) -> dict[str, Record]:
    """The last decision on each finding of a report; one made about the same words in another report does not count."""
    names = [column.name for column in tables()["reviews"]]
    query = f"SELECT {', '.join(names)} FROM reviews WHERE source = :source ORDER BY decided_at"
    rows = store.ask(query, {"source": _source(store, doc_id)})
    return {record["finding_id"]: record for record in (dict(zip(names, row, strict=True)) for row in rows)}


def _source(store: Store, doc_id: str) -> Cell:
    return next(store.records("documents", doc_id))["source"]


def coverage_of(store: Store, doc_id: str, told: Iterable[Told] | None = None) -> Coverage:
    """How far the checks of one report reach over its figures; `told` are its findings where they were read already."""
    records = store.records("findings", doc_id) if told is None else (one.finding for one in told)
    figures = (Span(int(count["start"] or 0), int(count["end"] or 0)) for count in store.records("counts", doc_id))
    return cover(figures, map(finding_of, records))


@dataclass(frozen=True, slots=True)
class Survey:
    """What an archive's audit comes to: the findings of each report that do not agree or could not be verified.

    `loud` holds those by report, `coverages` that of every report, `others` the rows that only other reports bring to
    light; no text has been read for it.
    """

    loud: Mapping[str, Sequence[Record]]
    coverages: Mapping[str, Coverage]
    reviews: Mapping[tuple[str, str], Record]
    others: Mapping[str, Sequence[Row]]

    def decision(self, record: Record) -> str:
        """What was decided about a finding."""
        review = self.reviews.get((str(record["doc_id"]), str(record["finding_id"])), {})
        return str(review.get("decision") or "open")

    def is_open(self, record: Record) -> bool:
        """True where nobody has explained or dismissed the finding yet."""
        return self.decision(record) not in CLOSED

    def told(self, store: Store, doc_id: str, verdict: str) -> list[Told]:
        """The findings of one verdict of one report with their sentences and notes; what is still open first."""
        records = [record for record in self.loud[doc_id] if record["verdict"] == verdict]
        return sorted(self._tell(store, doc_id, records), key=lambda one: one.decision in CLOSED)

    def all_told(self, store: Store, doc_id: str) -> list[Told]:
        """All findings of one report, as `read_findings` has them."""
        own = store.ask(f"SELECT {_ALL} FROM findings WHERE doc_id = :doc_id", {"doc_id": doc_id})
        return self._tell(store, doc_id, [_record(row) for row in (*own, *self.others.get(doc_id, ()))])

    def _tell(self, store: Store, doc_id: str, records: Sequence[Record]) -> list[Told]:
        reviews = {str(one["finding_id"]): self.reviews.get((doc_id, str(one["finding_id"])), {}) for one in records}
        return tell(store, doc_id, records, reviews) if records else []


def survey(store: Store) -> Survey:
    """The audit of a whole archive, read in batches of reports: how far it reaches, and what does not agree."""
    sources = {str(record["source"]): str(record["doc_id"]) for record in store.records("documents")}
    others = _by_report(archive_findings(store.ask))
    loud: dict[str, list[Record]] = {}
    coverages: dict[str, Coverage] = {}
    ids = sorted(sources.values())
    for at in range(0, len(ids), _BATCH):
        batch = ids[at : at + _BATCH]
        given = {"first": batch[0], "last": batch[-1]}
        figures, judged, open_ = (_by_report(store.ask(query, given)) for query in (_FIGURES, _JUDGED, _LOUD))
        for doc_id in batch:
            further = others.get(doc_id, [])
            spans = (Span(start, end) for _, start, end in figures.get(doc_id, ()))
            findings = chain(starmap(_judged, judged.get(doc_id, ())), map(finding_of, map(_record, further)))
            coverages[doc_id] = cover(spans, findings)
            told = [_record(row) for row in (*open_.get(doc_id, ()), *further)]
            if told := [record for record in told if record["verdict"] != "match"]:
                loud[doc_id] = told
    ordered = sorted(store.records("reviews"), key=lambda record: str(record["decided_at"]))
    reviews = {(sources.get(str(one["source"]), ""), str(one["finding_id"])): one for one in ordered}
    return Survey(loud, coverages, reviews, others)


_BATCH = 500  # reports whose figures and findings are in memory at a time
_OF_BATCH = "WHERE doc_id BETWEEN :first AND :last"
_ALL = ", ".join(f'"{column.name}"' for column in tables()["findings"])
_FIGURES = f'SELECT doc_id, start, "end" FROM counts {_OF_BATCH}'
_JUDGED = f"SELECT doc_id, verdict, start, evidence FROM findings {_OF_BATCH}"
_LOUD = f"SELECT {_ALL} FROM findings {_OF_BATCH} AND verdict <> 'match'"


def _by_report(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _record(row: Row) -> Record:
    return dict(zip((column.name for column in tables()["findings"]), row, strict=True))


def _judged(_doc_id: str, verdict: Verdict, start: int, evidence: str) -> Finding:
    """As much of a finding as coverage asks for."""
    return Finding("", verdict, "", Span(start, start), tuple(spans_of({"evidence": evidence})))


def decide(
    store: Store,
    finding: str,
    decision: str,
    *,
    reviewer: str,
    note: str = "",
    doc_id: str | None = None,
    actor: Actor | None = None,
) -> None:
    """Write what a reviewer decided about one finding; `RefusedError` where there is none of that name, or several.

    Two reports that say the same have findings of one name: `doc_id` tells which is meant.

    The decision stands apart from the extraction, under the report's path and the finding's own words: it is there
    again when the report is read anew. Earlier decisions stay as history; the last one counts. The audit trail names
    the `actor`, where it is not the reviewer who does this.
    """
    record = _the_finding(store, finding, doc_id)
    source = _source(store, str(record["doc_id"]))
    last = _reviews(store, str(record["doc_id"])).get(str(record["finding_id"]), {})
    decided = {"decision": decision, "reviewer": reviewer, "note": note}
    change = Change(
        actor or Actor(reviewer), "finding_decided", f"{record['finding_id']} {source}",
        {name: last[name] for name in decided if last}, decided,
    )  # fmt: skip
    store.add(
        "reviews",
        {
            "finding_id": record["finding_id"],
            "source": source,
            "rule": record["rule"],
            "claim": record["claim"],
            **decided,
            "decided_at": now(),
        },
        change,
    )


def _the_finding(store: Store, asked: str, doc_id: str | None) -> Record:
    """The finding of this name, or of the only one that begins so; `RefusedError` where there is none, or several."""
    given: dict[str, Cell] = {"asked": asked, "length": len(asked), "doc_id": doc_id or ""}
    own = store.ask(
        f"SELECT {_ALL} FROM findings WHERE substr(finding_id, 1, :length) = :asked AND :doc_id IN ('', doc_id)", given
    )
    between = (_record(row) for row in archive_findings(store.ask, doc_id))
    met = [*map(_record, own), *(one for one in between if str(one["finding_id"]).startswith(asked))]
    names = {str(one["finding_id"]) for one in met}
    if len(met) == 1:
        return met[0]
    none = "Không có kết quả đối chiếu nào là «{finding}». Xem mã trong: baocao audit"
    several = "«{finding}» có ở nhiều báo cáo, hãy thêm --doc. Xem mã trong: baocao audit"
    alike = "Có nhiều kết quả đối chiếu bắt đầu bằng «{finding}», hãy ghi đủ mã. Xem mã trong: baocao audit"
    raise RefusedError(none if not names else several if len(names) == 1 else alike, finding=asked)
