"""The same form of many reports as one table: «Biểu số 01» of twelve months or thirty units, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.patterns import fold
from pipeline.forms import form_key
from pipeline.messages import RefusedError
from pipeline.periods import Period
from pipeline.store import Store
from pipeline.tables import Cell, Column, Row, made_frame

if TYPE_CHECKING:
    from pipeline.tables import Frame

# What stands before the form's own columns in each row of a stack.
LEADING = ("doc_id", "source", "unit", "period_start", "period_end", "form", "unit_id", "row_heading")


@dataclass(frozen=True, slots=True)
class Held:
    """A form by its name, and in how many reports it is annexed."""

    name: str
    title: str
    reports: int


@dataclass(frozen=True, slots=True)
class Stack:
    """The rows of one form of all reports: cells under `LEADING` and then under `columns`.

    `partial` are the columns that some reports lack, each with how many have it: there the others' cells are None.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    reports: int
    partial: tuple[tuple[str, int], ...]


def list_forms(store: Store) -> list[Held]:
    """The forms that reports annex, those of most reports first."""
    found: dict[tuple[str, int, str], list[tuple[str, str, str]]] = {}
    for name, title, doc_id in store.ask("SELECT form, title, doc_id FROM forms ORDER BY form, title, doc_id"):
        found.setdefault(form_key(str(name)), []).append((str(name), str(title), str(doc_id)))
    held = [Held(told[0][0], told[0][1], len({doc_id for _, _, doc_id in told})) for told in found.values()]
    return sorted(held, key=lambda one: (-one.reports, one.name))


def stack(store: Store, form: str, period: Period | None = None) -> Stack:
    """The rows of a form, by period, unit and file; figures as exact text, words as they are printed.

    Headings that are the same but for capitals and spaces are one column; others are columns of their own.
    `RefusedError` where no report annexes the form.
    """
    records = _records(store, form, period)
    if not records:
        if period is not None and _records(store, form, None):
            told = "Các báo cáo kèm «{form}» không có kỳ nào trong thời gian này. Hãy chọn --period khác."
            raise RefusedError(told, form=form)
        known = ", ".join(dict.fromkeys(one.name for one in list_forms(store)))
        none = "Không có báo cáo nào kèm «{form}», cũng chưa có báo cáo nào kèm biểu."
        other = "Không có báo cáo nào kèm «{form}». Các biểu trong kho: {known}"
        raise RefusedError(other if known else none, form=form, known=known)
    columns: dict[str, str] = {}
    rows: dict[tuple[str, str, int], dict[str, Cell]] = {}
    lead: dict[tuple[str, str, int], Row] = {}
    having: dict[str, set[str]] = {}
    for record, key in zip(records, _column_keys(records), strict=True):
        at = (record["doc_id"], record["form"], record["row"])
        columns.setdefault(key, _told(record["column_heading"], key))
        having.setdefault(key, set()).add(record["doc_id"])
        rows.setdefault(at, {})[key] = record["value"] if record["value"] is not None else record["text"]
        lead.setdefault(at, tuple(record[name] for name in LEADING))
    reports = len({record["doc_id"] for record in records})
    made = tuple((*lead[at], *(cells.get(key) for key in columns)) for at, cells in rows.items())
    partial = tuple((columns[key], len(docs)) for key, docs in having.items() if len(docs) < reports)
    return Stack(tuple(columns.values()), made, reports, partial)


def _records(store: Store, form: str, period: Period | None) -> list[dict[str, Any]]:
    wanted = form_key(form)
    names = [str(name) for (name,) in store.ask("SELECT DISTINCT form FROM forms") if form_key(str(name)) == wanted]
    told = ("doc_id", "source", "unit", "period_start", "period_end", "form", "unit_id", "row_heading", "row", "column",
            "column_heading", "text", "value")  # fmt: skip
    found = []
    for name in sorted(names):
        query = (
            "SELECT c.doc_id, d.source, d.issuer, d.period_start, d.period_end, c.form, c.unit_id, c.row_heading, "
            'c."row", c."column", c.column_heading, c.text, c.value FROM form_cells c '
            'JOIN documents d ON d.doc_id = c.doc_id WHERE c.form = :name ORDER BY c.doc_id, c."row", c."column"'
        )
        found += [dict(zip(told, row, strict=True)) for row in store.ask(query, {"name": name})]
    if period is not None:
        found = [one for one in found if period.meets(str(one["period_start"] or ""), str(one["period_end"] or ""))]
    order = ("period_end", "period_start", "unit", "source", "doc_id", "form")
    return sorted(found, key=lambda one: (*(str(one[name] or "") for name in order), one["row"], one["column"]))


def _column_keys(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each cell's column by its heading; the second column of one heading in a form has a number behind it."""
    keys: dict[tuple[str, str, int], str] = {}
    for record in records:
        at = (record["doc_id"], record["form"], record["column"])
        if at not in keys:
            heading = fold(record["column_heading"])
            alike = sum(one[:2] == at[:2] and key.split("\x1f")[0] == heading for one, key in keys.items())
            keys[at] = f"{heading}\x1f{alike + 1}"
    return [keys[record["doc_id"], record["form"], record["column"]] for record in records]


def _told(heading: str, key: str) -> str:
    number = key.partition("\x1f")[2]
    return heading if number == "1" else f"{heading} ({number})"


def forms(store: Store, form: str, period: Period | None = None) -> Frame:
    """A form of all reports as a frame: a row for each row of each, `LEADING` first, then the form's own columns."""
    made = stack(store, form, period)
    return made_frame([Column(name) for name in (*LEADING, *made.columns)], made.rows)
