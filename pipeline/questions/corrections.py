"""Correcting what was read: «--fact 3f2a…:c4 --set issued_on=2016-05-15» holds for good, until it is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from extractors.mention import Span
from pipeline.corrections.anchors import anchor_of
from pipeline.corrections.applying import CHANGING, fact_key, fact_keys, fields_of
from pipeline.corrections.correction import Action, Correction, Fields, named, read_record
from pipeline.corrections.values import CORRECTABLE, NEEDED, Register, Unit, check_order, read_values, same_name
from pipeline.messages import RefusedError, Words
from pipeline.passages import bounds_of
from pipeline.questions.telling import tell
from pipeline.store import Actor, Change, Store
from pipeline.store.change import now
from pipeline.store.correcting import OvertakenError, keep_correction, undo_correction
from pipeline.store.written import read_written
from pipeline.tables import Cell, tables

Record = Mapping[str, Cell]

_LONGEST_WHY = 2_000
_LONGEST_FACT = 5_000  # characters of one fact's words
_TRIES = 20
_RECORDED: Mapping[Action, str] = {"correct": "fact_corrected", "add": "fact_added", "reject": "fact_rejected"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction, and where it stands now: the report and the fact, empty where its old place is not found again."""

    correction: Correction
    doc_id: str
    fact: str

    @property
    def state(self) -> str:
        """`placed`, `unplaced` or `undone`."""
        return "undone" if self.correction.is_undone else "placed" if self.fact else "unplaced"


_Asked = ParamSpec("_Asked")


def _unless_overtaken(decide: Callable[_Asked, Correction]) -> Callable[_Asked, Correction]:
    """Decide once more, on what is there by then, where somebody else has corrected something meanwhile."""

    @wraps(decide)
    def tried(*args: _Asked.args, **named: _Asked.kwargs) -> Correction:
        for _ in range(_TRIES):
            with suppress(OvertakenError):
                return decide(*args, **named)
        raise RefusedError("Nhiều người đang sửa cùng lúc. Hãy thử lại.")

    return tried


@_unless_overtaken
def correct(store: Store, doc_id: str, fact: str, written: Mapping[str, str], *, why: str, actor: Actor) -> Correction:
    """Set fields of a fact; the correction as it was written down. `RefusedError` where a field or value is none."""
    seen = _written(store)
    table, record = find_fact(store, doc_id, fact)
    after = read_values(table, written, register_of(store))
    before = fields_of(table, record)
    if not after or all(before.get(name) == cell for name, cell in after.items()):
        raise RefusedError("Chưa có gì để sửa: giá trị mới giống giá trị đang có.")
    check_order({**before, **after})
    return _keep(store, doc_id, table, record, _Decision("correct", before, after, why, actor, seen))


@_unless_overtaken
def reject(store: Store, doc_id: str, fact: str, *, why: str, actor: Actor) -> Correction:
    """Say that a fact is none; the correction as it was written down."""
    seen = _written(store)
    table, record = find_fact(store, doc_id, fact)
    return _keep(store, doc_id, table, record, _Decision("reject", fields_of(table, record), {}, why, actor, seen))


@_unless_overtaken
def add_fact(
    store: Store, doc_id: str, table: str, span: Span, written: Mapping[str, str], *, why: str, actor: Actor
) -> Correction:
    """Add a fact at a span of the report's text; the correction as it was written down."""
    seen, text = _written(store), store.text(doc_id)
    words = span.slice(text)
    if span.end > len(text) or not words.strip() or len(words) > _LONGEST_FACT:
        raise RefusedError(
            "Đoạn {start}-{end} trống, dài quá {most} ký tự hoặc nằm ngoài báo cáo (báo cáo dài {length} ký tự). "
            "Hãy chọn lại.",
            start=span.start, end=span.end, most=_LONGEST_FACT, length=len(text),
        )  # fmt: skip
    span = Span(span.end - len(words.lstrip()), span.start + len(words.rstrip()))
    after = read_values(table, written, register_of(store))
    if missing := [name for name in NEEDED[table] if not after.get(name)]:
        raise RefusedError("Dữ kiện thuộc bảng {table} phải có: {fields}.", table=table, fields=", ".join(missing))
    if table == "dates" and not (after.get("start_on") and after.get("end_on")):
        raise RefusedError("Mốc thời gian phải có cả start_on và end_on.")
    if table == "citations":
        after = {"how": "explicit", **after}
    for record in store.records(table, doc_id):
        if _is_there(table, record, span, after):
            told = "Ở đó đã có dữ kiện {fact} «{text}». Hãy sửa dữ kiện ấy."
            raise RefusedError(told, fact=fact_key(table, record), text=record["text"])
    empty: Record = {"start": span.start, "end": span.end, "corrected": ""}
    return _keep(store, doc_id, table, empty, _Decision("add", {}, after, why, actor, seen))


@_unless_overtaken
def undo(store: Store, correction: str, *, actor: Actor) -> Correction:
    """Take back a correction, named by its id or the beginning of one; what was read counts again."""
    seen = _written(store)
    met = [one.correction for one in read_corrections(store) if one.correction.correction_id.startswith(correction)]
    if len(met) != 1 or not correction:
        none = "Không có chỗ sửa nào là «{correction}». Xem mã trong: baocao corrections"
        several = "Có nhiều chỗ sửa bắt đầu bằng «{correction}». Xem mã trong: baocao corrections"
        raise RefusedError(several if met else none, correction=correction)
    (one,) = met
    if one.is_undone:
        told = "Chỗ sửa {correction} đã được {name} hoàn tác."
        raise RefusedError(told, correction=one.correction_id, name=one.undone_by)
    change = Change(actor, "correction_undone", _subject(one), dict(one.after), dict(one.before))
    return undo_correction(store, one.correction_id, actor.name, now(), change, seen=seen)


def _written(store: Store) -> int:
    """How often facts of this archive have been corrected, and corrections undone."""
    return read_written(store.ask).corrections


def read_corrections(store: Store, doc_id: str | None = None) -> Iterator[Standing]:
    """All corrections, or those about one report, the earliest first, each with where it stands now."""
    if doc_id is None:
        yield from _standings(store, "1 = 1", {})
    elif (head := next(store.records("documents", doc_id), None)) is not None:
        where = "source = :source OR sha256 = :sha256"
        yield from _standings(store, where, {name: head[name] for name in ("source", "sha256")})


def _standings(store: Store, where: str, given: Record) -> Iterator[Standing]:
    columns = [column.name for column in tables()["corrections"]]
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT {listed} FROM corrections WHERE {where} ORDER BY made_at, correction_id"
    for row in store.ask(query, given):
        record = dict(zip(columns, row, strict=True))
        yield Standing(read_record(record), str(record["doc_id"] or ""), str(record["fact"] or ""))


def find_fact(store: Store, doc_id: str, fact: str) -> tuple[str, Record]:
    """The table and the row of a fact, by its name with or without the report's; `RefusedError` where there is none."""
    wanted = fact if ":" in fact else f"{doc_id}:{fact}"
    for table in CORRECTABLE:
        records = list(store.records(table, doc_id))
        for key, record in zip(fact_keys(table, records), records, strict=True):
            if key == wanted:
                return table, record
    told = "Báo cáo {doc} không có dữ kiện «{fact}». Xem mã bằng: baocao correct {doc} --list"
    raise RefusedError(told, doc=doc_id, fact=fact)


def register_of(store: Store) -> Register:
    """What the archive knows of directives and units."""

    def directives(symbol: str) -> list[str]:
        query = "SELECT DISTINCT directive_id FROM citations WHERE directive_id >= :first AND directive_id < :after"
        return [str(row[0]) for row in store.ask(query, bounds_of(symbol))]

    def units(asked: str) -> list[Unit]:
        query = "SELECT DISTINCT unit_id, name, kind, place FROM unit_mentions WHERE unit_id <> ''"
        known = (Unit(*map(str, row)) for row in store.ask(query))
        return [one for one in known if one.unit_id == asked or same_name(asked, one.name)]

    return Register(directives, units)


def _is_there(table: str, record: Record, span: Span, after: Fields) -> bool:
    """True where a fact of the kind stands over the span; of implementations one may tell several."""
    start, end = int(record["start"] or 0), int(record["end"] or 0)
    if table == "implementations":
        same = all(record[name] == after.get(name) for name in ("directive_id", "unit_id"))
        return same and (start, end) == (span.start, span.end)
    return start < span.end and span.start < end


@dataclass(frozen=True, slots=True)
class _Decision:
    """What is to be done to a fact, by whom and why; refused where it does not say so.

    `seen` is how many corrections had been written when the fact was looked at.
    """

    action: Action
    before: Fields
    after: Fields
    why: str
    actor: Actor
    seen: int

    def __post_init__(self) -> None:
        if not self.why.strip() or len(self.why) > _LONGEST_WHY:
            raise RefusedError("Hãy ghi vì sao sửa (nhiều nhất {most} ký tự).", most=_LONGEST_WHY)
        if not self.actor.name:
            raise RefusedError("Hãy ghi tên người sửa.")


def _keep(store: Store, doc_id: str, table: str, record: Record, decided: _Decision) -> Correction:
    head = next(store.records("documents", doc_id))
    span = Span(int(record["start"] or 0), int(record["end"] or 0))
    made = named(Correction(
        "", str(head["source"]), str(head["sha256"]), table, anchor_of(store.text(doc_id), span), decided.action,
        decided.before, decided.after, decided.actor.name, " ".join(decided.why.split()), now(),
        _added_by(store, record),
    ))  # fmt: skip
    told = _RECORDED[made.action], _subject(made), dict(made.before), dict(made.after)
    keep_correction(store, made, Change(decided.actor, *told), seen=decided.seen)
    return made


def _added_by(store: Store, record: Record) -> str:
    """The correction that added the fact; empty for one that was read."""
    found = _standings(store, "correction_id = :one", {"one": record["corrected"]})
    made = next((one.correction for one in found), None)
    return "" if made is None else made.correction_id if made.action == "add" else made.of


def _subject(one: Correction) -> str:
    return f"{one.correction_id} {one.source} «{one.anchor.words}»"


def to_told(standing: Standing) -> dict[str, Any]:
    """A correction as JSON tells it."""
    one = standing.correction
    return {
        "correction_id": one.correction_id, "state": standing.state, "doc_id": standing.doc_id, "fact": standing.fact,
        "source": one.source, "table": one.table, "text": one.anchor.words, "action": one.action,
        "before": {name: cell for name, cell in one.before.items() if name in one.after or one.action == "reject"},
        "after": dict(one.after), "reviewer": one.reviewer, "why": one.why, "made_at": one.made_at,
        "undone_by": one.undone_by, "undone_at": one.undone_at,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that can be corrected, told in a line."""

    key: str
    table: str
    start: int
    end: int
    text: str
    told: str
    corrected: str


def read_facts(store: Store, doc_id: str, words: Words) -> Iterator[Fact]:
    """The facts of a report that can be corrected, kind by kind in text order."""
    for table in CORRECTABLE:
        records = list(store.records(table, doc_id))
        for key, record in zip(fact_keys(table, records), records, strict=True):
            start, end = int(record["start"] or 0), int(record["end"] or 0)
            text, corrected = str(record["text"]), str(record["corrected"] or "")
            yield Fact(key, table, start, end, text, tell(table, record, words), corrected)


def standing_of(store: Store, correction_id: str) -> Standing:
    """A correction with where it stands now; `KeyError` where there is none of that id."""
    for one in _standings(store, "correction_id = :one", {"one": correction_id}):
        return one
    raise KeyError(correction_id)


def rows_moved(store: Store, correction_id: str) -> dict[str, int]:
    """How many rows of each table are what they are by a correction."""
    counted = {}
    for table in CHANGING:
        (row,) = store.ask(f"SELECT count(*) FROM {table} WHERE corrected = :one", {"one": correction_id})
        if row[0]:
            counted[table] = int(row[0])
    return counted
