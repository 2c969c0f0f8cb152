"""One fact laid out for correcting: its fields as a form asks for them, and what was said of it before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors import EXTRACTORS
from extractors.mention import Span
from pipeline.corrections.anchors import find_again
from pipeline.corrections.values import CHOICES, CORRECTABLE, NEEDED
from pipeline.extract import context_of
from pipeline.messages import Words
from pipeline.questions.corrections import Standing, find_fact, read_corrections
from pipeline.questions.telling import day, tell
from pipeline.statuses import ACTIVITIES, DATE_KINDS, STATUSES
from pipeline.store import Store
from pipeline.tables import Cell, to_cell

Record = Mapping[str, Cell]

# What each field of a fact is called; English stands in the pages' words.
LABELS: Mapping[str, str] = {
    "doc_type": "Loại văn bản", "symbol": "Số, ký hiệu", "issued_on": "Ngày ban hành", "issuer": "Cơ quan ban hành",
    "subject": "Trích yếu", "directive_id": "Mã văn bản", "kind": "Loại mốc", "start_on": "Từ ngày",
    "end_on": "Đến ngày", "value": "Giá trị", "measure": "Đối tượng đếm", "qualifier": "Mức độ", "unit_id": "Đơn vị",
    "status": "Trạng thái", "activity": "Việc đã làm", "period_start": "Từ ngày", "period_end": "Đến ngày",
}  # fmt: skip
_CALLED: Mapping[str, str] = {**STATUSES, **DATE_KINDS, **ACTIVITIES}
# A unit is asked for by its name; its identifier is taken as well.
_NAMES: Mapping[str, str] = {"unit_mentions": "name", "implementations": "unit_name"}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LONGEST_WORDS = 300  # words that are read to fill in a form


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; `choices` are value and label where there is a closed list, `listed` names suggestions."""

    name: str
    label: str
    value: str
    look: Literal["text", "date", "choice"] = "text"
    choices: tuple[tuple[str, str], ...] = ()
    listed: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A fact with its form; `by` are the corrections that made it what it is, its own last."""

    key: str
    table: str
    told: str
    words: str
    page: int
    start: int
    end: int
    fields: tuple[Field, ...]
    by: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction of a report with where its words stand there; `page` 0 where they are not found again."""

    standing: Standing
    page: int = 0
    start: int = 0
    end: int = 0


def read_card(store: Store, doc_id: str, fact: str, words: Words) -> Card:
    """A fact of a report by its name; `RefusedError` where there is none."""
    table, record = find_fact(store, doc_id, fact)
    key = fact.rpartition(":")[2]
    told = tell(table, record, words)
    by = (
        one for one in read_corrections(store, doc_id)
        if one.state == "placed"
        and (one.fact == f"{doc_id}:{key}" or one.correction.correction_id == record["corrected"])
    )  # fmt: skip
    return Card(
        key, table, told, str(record["text"]), int(record["page"] or 1), int(record["start"] or 0),
        int(record["end"] or 0), tuple(fields_for(table, record, words)), tuple(by),
    )  # fmt: skip


def fields_for(table: str, record: Record, words: Words) -> Iterator[Field]:
    """The fields of a kind of fact, filled in with what the record holds; of an empty one, empty."""
    for name in CORRECTABLE[table]:
        value = str(record.get(_NAMES.get(table, name) if name == "unit_id" else name) or "")
        look: Literal["text", "date", "choice"] = "text"
        choices: tuple[tuple[str, str], ...] = ()
        if name.endswith("_on") or name.startswith("period_"):
            look = "date"
        elif name in CHOICES:
            look = "choice"
            blank = () if name in NEEDED[table] else (("", "—"),)
            known = dict.fromkeys([*CHOICES[name](), *filter(None, [value])])
            choices = (*blank, *((one, words(_CALLED[one]) if one in _CALLED else one) for one in known))
        listed = {"unit_id": "units", "directive_id": "directives"}.get(name, "")
        yield Field(name, words(LABELS[name]), value, look, choices, listed, name in NEEDED[table])


def changed_fields(fields: Iterable[Field], sent: Mapping[str, str]) -> dict[str, str]:
    """What a form sent that differs from what it showed."""
    return {
        one.name: sent[one.name].strip() for one in fields if one.name in sent and sent[one.name].strip() != one.value
    }


def suggest_fields(store: Store, doc_id: str, table: str, span: Span, words: Words) -> tuple[Field, ...]:
    """The fields for a fact that is to be added, filled in with what the words say by themselves."""
    text = span.slice(store.text(doc_id))[:_LONGEST_WORDS]
    extractor = next((one for one in EXTRACTORS if one.label == table), None)
    found = list(extractor.find(text, context_of(store.document(doc_id)))) if extractor else []
    record: Record = {}
    if len(found) == 1:
        record = {name: to_cell(getattr(found[0].value, name, None)) for name in (*CORRECTABLE[table], "name")}
    return tuple(fields_for(table, record, words))


def listed_of(store: Store, doc_id: str) -> dict[str, list[str]]:
    """The units and directives of a report, to choose from."""
    units = {str(row["name"]) for row in store.records("unit_mentions", doc_id) if row["unit_id"]}
    directives = {str(row["directive_id"]) for row in store.records("citations", doc_id) if row["directive_id"]}
    return {"units": sorted(units), "directives": sorted(directives)}


def read_placed(store: Store, doc_id: str) -> list[Placed]:
    """The corrections of a report with where their words stand, those that stand nowhere first."""
    standings = list(read_corrections(store, doc_id))
    if not standings:
        return []
    document = store.document(doc_id)
    found = []
    for one in standings:
        span = find_again(document.text, one.correction.anchor)
        found.append(Placed(one, document.page_at(span.start), span.start, span.end) if span else Placed(one))
    order = {"unplaced": 0, "placed": 1, "undone": 2}
    return sorted(found, key=lambda placed: order[placed.standing.state])


def told_changes(standing: Standing, words: Words) -> Sequence[str]:
    """What a correction sets, field by field: «Ngày ban hành: 30/10/2016 → 15/05/2016»."""
    one = standing.correction
    shown = [name for name in one.after if name in CORRECTABLE[one.table]]
    taken = {name: _NAMES[one.table] if name == "unit_id" else name for name in shown if one.table in _NAMES}
    return [
        f"{words(LABELS[name])}: {_called(one.before.get(taken.get(name, name)), words)} → "
        f"{_called(one.after.get(taken.get(name, name)), words)}"
        for name in shown
    ]


def _called(cell: Cell, words: Words) -> str:
    told = str(cell or "—")
    if _ISO_DAY.fullmatch(told):
        return day(told)
    return words(_CALLED[told]) if told in _CALLED else told
