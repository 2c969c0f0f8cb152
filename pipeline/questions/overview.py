"""What an office sees first: what was read, who has reported in which month, which findings are still open."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.questions.checked import OpenMismatch
from pipeline.questions.owed import Owed, last_month_in, owed_in_months, owed_of, read_sent
from pipeline.store import Store
from pipeline.tables import Cell, tables

_WHEN = "coalesce(d.period_end, d.issued_on, '')"


@dataclass(frozen=True, slots=True)
class Overview:
    """The archive at a glance: reports, files by outcome, reports by month, who reported when, open mismatches.

    `owed` are the reports of the last month that are missing, late or in doubt, `states` what is known of those of all
    months shown, by organ and month; `open_between` are the open mismatches that only other reports bring to light,
    `read_by_others` how many reports another version of the program read.
    """

    documents: int
    outcomes: dict[str, int]
    months: dict[str, int]
    reporters: dict[str, dict[str, int]]
    open_findings: int
    open_documents: int
    owed: tuple[Owed, ...] = ()
    states: Mapping[tuple[str, str], Owed] = field(default_factory=dict)
    open_between: int = 0
    read_by_others: int = 0


def overview(store: Store, most_months: int = 12) -> Overview:
    """The archive at a glance, over the last months of which there are reports; `with_open` says what is open in it."""
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
    reports = tuple(read_sent(store))
    last = last_month_in(reports)
    owing = [one for one in owed_in_months(reports, shown) if one.state != "sent"]
    for one in owing:
        reporters.setdefault(one.unit_name, {})
    return Overview(
        documents=sum(int(count) for _, _, count in counted),
        outcomes=outcomes,
        months={month: months[month] for month in shown},
        reporters=dict(sorted(reporters.items())),
        open_findings=0,
        read_by_others=len(store.read_by_others()),
        open_documents=0,
        owed=tuple(one for one in owed_of(reports, last) if one.state != "sent") if last else (),
        states={(one.unit_name, one.period_end[:7]): one for one in owing},
    )


def with_open(seen: Overview, wrong: Iterable[OpenMismatch]) -> Overview:
    """The same with the mismatches that are open now."""
    found = list(wrong)
    return replace(
        seen,
        open_findings=len(found),
        open_documents=len({one.doc_id for one in found}),
        open_between=sum(one.between for one in found),
    )


def read_documents(
    store: Store, typed: str = "", *, limit: int = 50, offset: int = 0
) -> tuple[list[dict[str, Cell]], int]:
    """The reports, newest first, whose file name, title, symbol or issuer has the typed words; and how many."""
    names = [column.name for column in tables()["documents"]]
    where, given = "1 = 1", dict[str, Cell]()
    for number, word in enumerate(typed.split()[:8]):
        where += f" AND ({' OR '.join(_like(word, number, given))})"
    columns = ", ".join(f"d.{name}" for name in names)
    # The words are looked for once, to count the reports and to list them.
    query = (
        f"WITH found AS MATERIALIZED (SELECT d.doc_id FROM documents d WHERE {where}), "
        "counted AS (SELECT count(*) AS total FROM found) "
        f"SELECT c.total, {columns} FROM counted c LEFT JOIN (SELECT d.* FROM found f "
        f"JOIN documents d ON d.doc_id = f.doc_id ORDER BY {_WHEN} DESC, d.doc_id LIMIT :limit OFFSET :offset) d "
        f"ON 1 = 1 ORDER BY {_WHEN} DESC, d.doc_id"
    )
    rows = store.ask(query, {**given, "limit": limit, "offset": offset})
    return [dict(zip(names, row[1:], strict=True)) for row in rows if row.doc_id], int(rows[0].total)


_SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


def _like(word: str, number: int, given: dict[str, Cell]) -> Iterator[str]:
    """Where a word stands in what a list shows, in small letters or capitals: a database folds A to a, not Đ to đ."""
    told = "lower(d.source || ' ' || d.title || ' ' || d.symbol || ' ' || d.issuer || ' ' || d.doc_id)"
    literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    forms = (literal, literal.lower(), literal.capitalize(), literal.upper())
    for at, form in enumerate(dict.fromkeys(form.translate(_SMALL) for form in forms)):
        given[f"word{number}x{at}"] = f"%{form}%"
        yield f"({told}) LIKE :word{number}x{at} ESCAPE '\\'"


def read_outcomes(
    store: Store, outcome: str = "", *, limit: int = 50, offset: int = 0
) -> tuple[list[dict[str, Cell]], int]:
    """What became of the files, by their paths: of all, or those with one outcome; and how many they are."""
    names = [column.name for column in tables()["outcomes"]]
    given: dict[str, Cell] = {"outcome": outcome}
    where = "outcome = :outcome" if outcome else ":outcome = ''"
    ((total,),) = store.ask(f"SELECT count(*) FROM outcomes WHERE {where}", given)
    query = f"SELECT {', '.join(names)} FROM outcomes WHERE {where} ORDER BY path_key LIMIT :limit OFFSET :offset"
    rows = store.ask(query, {**given, "limit": limit, "offset": offset})
    return [dict(zip(names, row, strict=True)) for row in rows], int(total)
