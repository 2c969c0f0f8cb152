"""What an office sees first: what was read, who has reported in which month, which findings are still open."""

from __future__ import annotations

import json
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.questions.owed import Owed, last_month_of, owed
from pipeline.store import Store
from pipeline.tables import Cell, tables

_WHEN = "coalesce(d.period_end, d.issued_on, '')"

# The findings that do not agree and that nobody has explained or dismissed: the last decision counts.
_OPEN = (
    "SELECT f.doc_id, count(*) AS wrong FROM findings f JOIN documents d ON d.doc_id = f.doc_id "
    "WHERE f.verdict = 'mismatch' AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.finding_id = f.finding_id "
    "AND r.source = d.source AND r.decision IN ('explained', 'dismissed', 'confirmed') AND NOT EXISTS ("
    "SELECT 1 FROM reviews n WHERE n.finding_id = r.finding_id AND n.source = r.source "
    "AND n.decided_at > r.decided_at)) GROUP BY f.doc_id"
)


@dataclass(frozen=True, slots=True)
class Overview:
    """The archive at a glance: reports, files by outcome, reports by month, who reported when, open mismatches.

    `owed` are the reports of the last month that are missing, late or in doubt.
    """

    documents: int
    outcomes: dict[str, int]
    months: dict[str, int]
    reporters: dict[str, dict[str, int]]
    open_findings: int
    open_documents: int
    owed: tuple[Owed, ...] = ()


def overview(store: Store, *, most_months: int = 12) -> Overview:
    """The archive at a glance, over the last months of which there are reports."""
    outcomes = {str(name): int(count) for name, count in store.ask("SELECT outcome, count(*) FROM outcomes GROUP BY 1")}
    counted = store.ask(f"SELECT substr({_WHEN}, 1, 7), d.issuer, count(*) FROM documents d GROUP BY 1, 2 ORDER BY 1")
    months: Counter[str] = Counter()
    reporters: dict[str, dict[str, int]] = {}
    shown = sorted({str(month) for month, _, _ in counted if month})[-most_months:]
    for month, issuer, count in counted:
        if month in shown:
            months[month] += count
            if issuer:
                reporters.setdefault(str(issuer), {})[month] = count
    wrong = open_mismatches(store)
    month = last_month_of(store)
    return Overview(
        documents=sum(int(count) for _, _, count in counted),
        outcomes=outcomes,
        months={month: months[month] for month in shown},
        reporters=dict(sorted(reporters.items())),
        open_findings=sum(wrong.values()),
        open_documents=len(wrong),
        owed=tuple(one for one in owed(store, month) if one.state != "sent") if month else (),
    )


def open_mismatches(store: Store) -> dict[str, int]:
    """How many mismatches of each report nobody has decided about yet."""
    return {str(doc_id): int(wrong) for doc_id, wrong in store.ask(_OPEN)}


def read_documents(
    store: Store, typed: str = "", *, limit: int = 50, offset: int = 0
) -> tuple[list[dict[str, Cell]], int]:
    """The reports, newest first, whose file name, title, symbol or issuer has the typed words; and how many."""
    names = [column.name for column in tables()["documents"]]
    where, given = "1 = 1", dict[str, Cell]()
    for number, word in enumerate(typed.split()[:8]):
        where += f" AND ({' OR '.join(_like(word, number, given))})"
    ((total,),) = store.ask(f"SELECT count(*) FROM documents d WHERE {where}", given)
    columns = ", ".join(f"d.{name}" for name in names)
    query = (
        f"SELECT {columns} FROM documents d WHERE {where} ORDER BY {_WHEN} DESC, d.doc_id LIMIT :limit OFFSET :offset"
    )
    rows = store.ask(query, {**given, "limit": limit, "offset": offset})
    return [dict(zip(names, row, strict=True)) for row in rows], int(total)


_SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


def _like(word: str, number: int, given: dict[str, Cell]) -> Iterator[str]:
    """Where a word stands in what a list shows, in small letters or capitals: a database folds A to a, not Đ to đ."""
    told = "lower(d.source || ' ' || d.title || ' ' || d.symbol || ' ' || d.issuer || ' ' || d.doc_id)"
    literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    forms = (literal, literal.lower(), literal.capitalize(), literal.upper())
    for at, form in enumerate(dict.fromkeys(form.translate(_SMALL) for form in forms)):
        given[f"word{number}x{at}"] = f"%{form}%"
        yield f"({told}) LIKE :word{number}x{at} ESCAPE '\\'"


def read_audited(store: Store, *, limit: int = 50, offset: int = 0) -> tuple[list[dict[str, Cell]], int]:
    """The reports with findings, those with most open mismatches first; and how many reports that are."""
    wrong = open_mismatches(store)
    query = (
        "SELECT d.doc_id FROM documents d WHERE EXISTS (SELECT 1 FROM findings f WHERE f.doc_id = d.doc_id) "
        f"ORDER BY {_WHEN} DESC, 1"
    )
    ordered = sorted((str(doc_id) for (doc_id,) in store.ask(query)), key=lambda doc_id: -wrong.get(doc_id, 0))
    shown = ordered[offset : offset + limit]
    query = (
        "SELECT f.doc_id, d.source, d.title, d.issuer, d.issued_on, "
        "sum(CASE WHEN f.verdict = 'mismatch' THEN 1 ELSE 0 END), "
        "sum(CASE WHEN f.verdict = 'unverifiable' THEN 1 ELSE 0 END), "
        "sum(CASE WHEN f.verdict = 'match' THEN 1 ELSE 0 END) "
        "FROM documents d JOIN findings f ON d.doc_id = f.doc_id "
        f"WHERE {store.database.is_listed('d.doc_id', 'shown')} GROUP BY 1, 2, 3, 4, 5"
    )
    names = ("doc_id", "source", "title", "issuer", "issued_on", "mismatch", "unverifiable", "match")
    found: dict[str, dict[str, Cell]] = {
        str(row[0]): {**dict(zip(names, row, strict=True)), "open": wrong.get(str(row[0]), 0)}
        for row in store.ask(query, {"shown": json.dumps(shown)})
    }
    return [found[doc_id] for doc_id in shown], len(ordered)


def next_to_audit(store: Store, after: str = "") -> str:
    """Another report with open mismatches, the one with most of them first; empty where there is none."""
    wrong = open_mismatches(store)
    wrong.pop(after, None)
    return min(wrong, key=lambda doc_id: (-wrong[doc_id], doc_id), default="")
