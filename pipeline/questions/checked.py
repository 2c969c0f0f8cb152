"""What the checks of a whole archive say: how often each report's figures agree, and which mismatches are open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive.audit import archive_findings
from pipeline.statuses import DECIDED
from pipeline.store import Store
from pipeline.tables import Cell, Row, tables


@dataclass(frozen=True, slots=True)
class OpenMismatch:
    """A finding that does not agree; `between` where only other reports bring it to light."""

    doc_id: str
    source: str
    finding_id: str
    between: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of each report by verdict, the newest report first, and all mismatches, whoever decided on them.

    `between` are the findings of each report that only other reports bring to light, as rows of `findings`.
    """

    verdicts: Mapping[str, Mapping[str, int]]
    mismatches: tuple[OpenMismatch, ...]
    between: Mapping[str, Sequence[Row]]


def read_checked(store: Store) -> Checked:
    """The findings of an archive, those between reports among them. What was decided about them is left out."""
    newest = "coalesce(period_end, issued_on, '') DESC, doc_id"
    sources = {str(doc_id): str(source) for doc_id, source in
               store.ask(f"SELECT doc_id, source FROM documents ORDER BY {newest}")}  # fmt: skip
    counted: dict[str, Counter[str]] = {doc_id: Counter() for doc_id in sources}
    for doc_id, verdict, count in store.ask("SELECT doc_id, verdict, count(*) FROM findings GROUP BY 1, 2"):
        if doc_id in counted:
            counted[doc_id][verdict] += count
    wrong = [
        OpenMismatch(doc_id, sources[doc_id], name, between=False)
        for doc_id, name in store.ask("SELECT doc_id, finding_id FROM findings WHERE verdict = 'mismatch'")
        if doc_id in sources
    ]
    at = {column.name: place for place, column in enumerate(tables()["findings"])}
    between: dict[str, list[Row]] = {}
    for row in archive_findings(store.ask):
        doc_id, verdict = str(row[0]), str(row[at["verdict"]])
        between.setdefault(doc_id, []).append(row)
        if doc_id in counted:
            counted[doc_id][verdict] += 1
            if verdict == "mismatch":
                wrong.append(OpenMismatch(doc_id, sources[doc_id], str(row[at["finding_id"]]), between=True))
    return Checked({doc_id: told for doc_id, told in counted.items() if told}, tuple(wrong), between)


def open_mismatches(store: Store, checked: Checked | None = None) -> list[OpenMismatch]:
    """The mismatches that nobody has explained, dismissed or confirmed: the last decision counts, as it is now."""
    query = "SELECT finding_id, source, decision FROM reviews ORDER BY decided_at"
    last = {(str(finding), str(source)): decision for finding, source, decision in store.ask(query)}
    every = (checked or read_checked(store)).mismatches
    return [one for one in every if last.get((one.finding_id, one.source)) not in DECIDED]


def by_report(wrong: Iterable[OpenMismatch]) -> Counter[str]:
    """How many of them each report has."""
    return Counter(one.doc_id for one in wrong)


def read_audited(
    store: Store, checked: Checked | None = None, *, limit: int = 50, offset: int = 0
) -> tuple[list[dict[str, Cell]], int]:
    """The reports with findings, those with most open mismatches first; and how many reports that are."""
    known = checked or read_checked(store)
    wrong = by_report(open_mismatches(store, known))
    ordered = sorted(known.verdicts, key=lambda doc_id: -wrong[doc_id])
    shown = ordered[offset : offset + limit]
    names = ("doc_id", "source", "title", "issuer", "issued_on")
    listed = store.database.is_listed("d.doc_id", "shown")
    query = f"SELECT {', '.join(f'd.{name}' for name in names)} FROM documents d WHERE {listed}"
    heads = {str(row[0]): dict(zip(names, row, strict=True)) for row in store.ask(query, {"shown": json.dumps(shown)})}
    verdicts = ("mismatch", "unverifiable", "match")
    found: list[dict[str, Cell]] = []
    for doc_id in shown:
        if doc_id in heads:  # it may have gone meanwhile
            counts: dict[str, Cell] = {name: known.verdicts[doc_id].get(name, 0) for name in verdicts}
            found.append({**heads[doc_id], **counts, "open": wrong[doc_id]})
    return found, len(ordered)


def next_to_audit(store: Store, after: str = "", checked: Checked | None = None) -> str:
    """Another report with open mismatches, the one with most of them first; empty where there is none."""
    wrong = by_report(open_mismatches(store, checked))
    wrong.pop(after, None)
    return min(wrong, key=lambda doc_id: (-wrong[doc_id], doc_id), default="")
