"""What changed between two extractions of one archive: «70-KL/TW» gained a date, a finding was lost, a unit is another.

Rows are the same fact where they are of one kind and stand at the same place of the same report; their order and
their identifiers do not count. A report is the same where its bytes are, else where its path is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.questions.placed import Placed, moving, offset, place, stay, words_of
from pipeline.questions.sides import Record, Side
from pipeline.tables import Cell

Kind = Literal["gained", "lost", "altered"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "altered")
Change = tuple[str, Cell, Cell]

_ABOUT_FILE = frozenset({"doc_id", "source"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is only in the new extraction, only in the old one, or says another thing in each.

    `changes` are the columns that differ, each with what was and what is; all that it said where a fact came or went.
    `corrected` is the correction by which it is so, empty where it was read so.
    """

    kind: Kind
    label: str
    source: str
    doc_id: str
    page: int | None
    start: int
    end: int
    text: str
    changes: tuple[Change, ...]
    corrected: str = ""


def find_differences(old: Side, new: Side, labels: Sequence[str] = ()) -> Iterator[Difference]:
    """The differences, report by report by their paths, in the order of the text; of all kinds of facts or of some."""
    for before, after in _reports(old, new):
        found = list(_of_report(old, new, before, after, labels))
        yield from sorted(found, key=lambda one: (one.label != "documents", one.start, one.end, one.label, one.kind))


def totals(differences: Iterable[Difference]) -> dict[str, dict[Kind, int]]:
    """How many of each label were gained, lost and altered, labels in alphabetical order."""
    counted = Counter((one.label, one.kind) for one in differences)
    return {label: {kind: counted[label, kind] for kind in KINDS} for label in sorted({label for label, _ in counted})}


def _reports(old: Side, new: Side) -> list[tuple[Record | None, Record | None]]:
    """The reports of both sides in pairs, by what their bytes hash to, else by their paths."""
    befores = {str(record["doc_id"]): record for record in old.records("documents")}
    afters = list(new.records("documents"))
    pairs: list[tuple[Record | None, Record | None]] = []
    for column in ("sha256", "source"):
        known = {str(record[column]): doc_id for doc_id, record in befores.items()}
        left = []
        for after in afters:
            doc_id = known.pop(str(after[column]), None)
            if doc_id is None:
                left.append(after)
            else:
                pairs.append((befores.pop(doc_id), after))
        afters = left
    pairs += [(before, None) for before in befores.values()] + [(None, after) for after in afters]
    return sorted(pairs, key=lambda pair: str((pair[1] or pair[0] or {})["source"]))


def _of_report(
    old: Side, new: Side, before: Record | None, after: Record | None, labels: Sequence[str]
) -> Iterator[Difference]:
    """The differences of one report. Of one that only one side has, all facts came or went with it."""
    shown = after or before or {}
    names = sorted(old.labels() | new.labels())
    olds = {name: _records(old, name, before) for name in names}
    news = {name: _records(new, name, after) for name in names}
    moved, was, now = moving(olds, news), words_of(olds), words_of(news)
    if not labels or "documents" in labels:
        yield from _compare("documents", shown, _document(before), _document(after))
    rejected = _rejections(new, after) + _rejections(old, before)
    for name in names:
        if not labels or name in labels:
            olden, recent = place(name, olds[name], was, moved), place(name, news[name], now, stay)
            yield from _with_rejections(list(_compare(name, shown, olden, recent)), rejected)


def _with_rejections(found: Sequence[Difference], rejected: Sequence[tuple[str, str, str]]) -> Iterator[Difference]:
    """What is on one side alone because someone said that it is none; not where others of these words went, too."""
    alone = Counter((one.label, one.text) for one in found if one.kind != "altered")
    for one in found:
        ids = [correction for label, text, correction in rejected if (label, text) == (one.label, one.text)]
        if one.kind != "altered" and not one.corrected and len(ids) == alone[one.label, one.text]:
            yield replace(one, corrected="; ".join(sorted(ids)))
        else:
            yield one


def _records(side: Side, name: str, document: Record | None) -> list[Record]:
    return [] if document is None else list(side.records(name, str(document["doc_id"])))


def _rejections(side: Side, document: Record | None) -> list[tuple[str, str, str]]:
    """The facts of a report that someone said are none, whose rows are not there any more: table, words, correction."""
    found = [] if document is None else side.records("corrections", str(document["doc_id"]))
    return [
        (str(one["table"]), " ".join(str(one["text"]).split()), str(one["correction_id"]))
        for one in found
        if one["action"] == "reject" and not one["undone_at"]
    ]


def _document(record: Record | None) -> list[Placed]:
    """What a report says of itself, as a fact at its beginning."""
    if record is None:
        return []
    says = {name: cell for name, cell in record.items() if name not in _ABOUT_FILE}
    return [Placed(0, 0, says, {**record, "start": 0, "end": 0, "page": None})]


def _compare(name: str, shown: Record, was: Sequence[Placed], now: Sequence[Placed]) -> Iterator[Difference]:
    """Facts of one kind in one report: those that say the same at the same place go out, the rest is paired off.

    A column that only one side knows is no change of what was read.
    """
    old_columns, new_columns = _columns(was), _columns(now)
    columns = old_columns & new_columns if was and now else old_columns | new_columns
    lost, gained = _without_equals(was, now, sorted(columns))
    pairs = _pairs(lost, gained)
    for at, to in pairs.items():
        one = _difference("altered", name, shown, gained[to], _changes(lost[at], gained[to], columns))
        # What was undone is other than it was by the correction of the old side.
        yield one if one.corrected else replace(one, corrected=str(lost[at].record.get("corrected") or ""))
    for fact in (fact for at, fact in enumerate(lost) if at not in pairs):
        yield _difference("lost", name, shown, fact, [(one, cell, None) for one, cell in fact.says.items()])
    came = set(pairs.values())
    for fact in (fact for to, fact in enumerate(gained) if to not in came):
        yield _difference("gained", name, shown, fact, [(one, None, cell) for one, cell in fact.says.items()])


def _changes(was: Placed, now: Placed, columns: frozenset[str]) -> Iterator[Change]:
    """The columns that differ in the order of the table, and the place where it is another."""
    for name in now.says:
        if name in columns and was.says[name] != now.says[name]:
            yield name, was.says[name], now.says[name]
    for name, before, after in (("start", was.start, now.start), ("end", was.end, now.end)):
        if before != after:
            yield name, was.record[name], now.record[name]


def _columns(facts: Iterable[Placed]) -> frozenset[str]:
    return frozenset(name for fact in facts for name in fact.says)


def _without_equals(
    was: Sequence[Placed], now: Sequence[Placed], columns: Sequence[str]
) -> tuple[list[Placed], list[Placed]]:
    def key(fact: Placed) -> tuple[Cell, ...]:
        return (fact.start, fact.end, *(fact.says.get(name) for name in columns))

    left, lost, gained = Counter(map(key, now)), [], []
    for fact in was:
        left[key(fact)] -= 1
        if left[key(fact)] < 0:
            lost.append(fact)
    for fact in now:
        if left[key(fact)] > 0:
            left[key(fact)] -= 1
            gained.append(fact)
    return lost, gained


def _pairs(lost: Sequence[Placed], gained: Sequence[Placed]) -> dict[int, int]:
    """Which fact became which, as places in both lists: those that share most of their place, then the most alike."""
    order = sorted(range(len(gained)), key=lambda to: gained[to].start)
    starts = [gained[to].start for to in order]
    longest = max((fact.end - fact.start for fact in gained), default=0)
    couples = []
    for at, fact in enumerate(lost):
        first, last = bisect_left(starts, fact.start - longest), bisect_left(starts, max(fact.end, fact.start + 1))
        couples += [(-fact.shared(gained[to]), -fact.alike(gained[to]), at, to) for to in order[first:last]]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for shared, _, at, to in sorted(couples):
        if shared and at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)
    return pairs


def _difference(kind: Kind, name: str, shown: Record, fact: Placed, changes: Iterable[Change]) -> Difference:
    record = fact.record
    told = next((record[one] for one in ("text", "heading", "claim", "title") if record.get(one)), "")
    page = record.get("page")
    return Difference(
        kind, name, str(shown["source"]), str(shown["doc_id"]), int(page) if page else None,
        offset(record, "start"), offset(record, "end"), " ".join(str(told).split()), tuple(changes),
        str(record.get("corrected") or ""),
    )  # fmt: skip
