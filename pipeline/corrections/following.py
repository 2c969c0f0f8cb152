"""What follows from corrected mentions: a citation's new date moves its directive, and who carried that one out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.mention import Span
from pipeline.audit import audit
from pipeline.corrections.correction import Correction
from pipeline.corrections.rebuilding import Record, rebuild
from pipeline.document import Document
from pipeline.facts import Extraction
from pipeline.resolve import Resolution
from pipeline.rows import Places, concluded_cells, finding_rows
from pipeline.tables import Cell, read_spans, tables

Facts = Mapping[str, list[Record]]

_CONCLUDED = ("directive_id", "resolved_on", "candidates")
_MENTIONS = ("citations", "dates", "counts", "unit_mentions")


def follow(
    document: Document, doc_id: str, read: Facts, made: Facts, corrections: Sequence[Correction]
) -> dict[str, list[Record]]:
    """The facts `made` of those that were `read` by correcting mentions, with all that rests on what has changed.

    Directives are resolved and figures audited before and after: what differs is taken over, and what does not stays
    as it was read. An implementation or a relation goes where its citation's directive or its unit goes, and falls
    where all that it rests on was rejected. Each changed row names the correction that moved it.
    """
    if all(made[name] == read[name] for name in _MENTIONS):
        return dict(made)
    before, after = (rebuild(document, facts) for facts in (read, made))
    told = {one.correction_id: one for one in corrections}
    citations = _resolved(made["citations"], before.resolutions, after.resolutions, told)
    moves = _Moves(read, {**made, "citations": citations})
    return {
        **made,
        "citations": citations,
        "implementations": [row for one in made["implementations"] if (row := moves.implementation(one)) is not None],
        "directive_relations": [row for one in made["directive_relations"] if (row := moves.relation(one)) is not None],
        "findings": _audited(made, (before.extraction, after.extraction), doc_id, _Blame.of(made, corrections)),
    }


def _resolved(
    rows: Sequence[Record],
    before: Mapping[str, Resolution],
    after: Mapping[str, Resolution],
    told: Mapping[str, Correction],
) -> list[Record]:
    """The citations, each with the directive that it means now; one that a reviewer names stays."""
    found = []
    for row in rows:
        name, own = str(row["mention_id"]), told.get(str(row["corrected"]))
        if _names_directive(own, told, row) or before.get(name) == after[name]:
            found.append(row)
            continue
        cells = concluded_cells(after[name])
        by = row["corrected"] or _mover(row, told)
        found.append({**row, **{column: cells[column] for column in _CONCLUDED}, "corrected": by})
    return found


def _names_directive(own: Correction | None, told: Mapping[str, Correction], row: Record) -> bool:
    """True where the row's last correction, or one before it at the same words, says which directive is meant."""
    if own is None:
        return False
    same = (one for one in told.values() if one.table == "citations" and one.anchor == own.anchor)
    return any(one.after.get("directive_id") == row["directive_id"] for one in same)


def _mover(row: Record, told: Mapping[str, Correction]) -> str:
    """The last correction of a citation of the same number; else of any citation."""
    cites = [one for one in told.values() if one.table == "citations"]
    numbers = {str(row["number"]).lstrip("0"), ""}
    near = [one for one in cites if {_number(one.before), _number(one.after)} & (numbers - {""})]
    return max(near or cites or list(told.values()), key=lambda one: (one.made_at, one.correction_id)).correction_id


def _number(fields: Mapping[str, Cell]) -> str:
    return str(fields.get("number") or "").lstrip("0")


@dataclass
class _Moves:
    """Where the directives and units of a report's mentions have gone."""

    read: Facts
    made: Facts

    @cached_property
    def _rows(self) -> tuple[dict[str, Record], dict[str, Record]]:
        """Citations and units by mention, as they were read and as they are."""
        kinds = ("citations", "unit_mentions")
        was, now = ({str(r["mention_id"]): r for k in kinds for r in facts[k]} for facts in (self.read, self.made))
        return was, now

    @cached_property
    def _cited(self) -> set[Cell]:
        return {row["directive_id"] for row in self.made["citations"]}

    def implementation(self, row: Record) -> Record | None:
        """The row as it follows from its evidence; None where that was rejected."""
        evidence = str(row["evidence"]).split("; ") if row["evidence"] else []
        for columns in (("directive_id",), ("unit_id", "unit_name", "place")):
            moved = self._moved(row, columns, evidence)
            if moved is None:
                return None
            row = moved
        return row

    def relation(self, row: Record) -> Record | None:
        """The row with the directives that its citation means now; None where that was rejected."""
        if row["mention_id"] not in self._rows[1]:
            return None
        for column in ("directive_id", "to_directive_id"):
            moved = self._moved({**row, "directive_id": row[column]}, ("directive_id",), [str(row["mention_id"])])
            if moved is None:
                return None
            if moved["directive_id"] != row[column]:
                row = {**row, column: moved["directive_id"], "corrected": moved["corrected"]}
        return row

    def _moved(self, row: Record, columns: Sequence[str], evidence: Sequence[str]) -> Record | None:
        """The row with these columns as the mentions have them that it rests on; None where none is left to rest on.

        A directive that no evidence names was meant by its subject: it follows where all citations of it have gone.
        """
        was, now = self._rows
        name = columns[0]
        resting = [one for one in evidence if one in was and _is_same(was[one], row, name)]
        if not resting and name == "directive_id" and row[name] not in self._cited:
            resting = [one for one, told in was.items() if told.get(name) == row[name]]
        if not resting or any(one in now and now[one][name] == row[name] for one in resting):
            return row
        goals = {str(now[one][name]): now[one] for one in resting if one in now}
        if len(goals) != 1 or "" in goals:
            return None
        (goal,) = goals.values()
        taken = {"unit_name": "name"}
        moved = {column: goal[taken.get(column, column)] for column in columns}
        return {**row, **moved, "corrected": goal["corrected"]}


def _is_same(mention: Record, row: Record, name: str) -> bool:
    """True where an implementation has its directive or unit from the mention; one without identifier by its name."""
    if mention.get(name) != row[name]:
        return False
    return name != "unit_id" or row[name] != "" or mention["name"] == row["unit_name"]


@dataclass(frozen=True, slots=True)
class _Blame:
    """Which correction has changed a finding: the one at its figures, else the last of all."""

    places: Sequence[tuple[int, str]]
    last: str

    @classmethod
    def of(cls, made: Facts, corrections: Sequence[Correction]) -> _Blame:
        """The places of all corrected mentions."""
        last = max(corrections, key=lambda one: (one.made_at, one.correction_id)).correction_id
        rows = (row for name in _MENTIONS for row in made[name] if row["corrected"])
        return cls([(int(row["start"] or 0), str(row["corrected"])) for row in rows], last)

    def for_finding(self, row: Record) -> str:
        """The correction by which the finding is as it is."""
        spans = [Span(int(row["start"] or 0), int(row["end"] or 0)), *read_spans(row["evidence"])]
        at = (name for place, name in self.places if any(span.start <= place < span.end for span in spans))
        return next(at, self.last)


def _audited(made: Facts, extractions: Sequence[Extraction], doc_id: str, blame: _Blame) -> list[Record]:
    """The findings without those that no longer arise, and with those that newly do."""
    was, now = ({str(record["finding_id"]): record for record in _records(one, doc_id)} for one in extractions)
    kept = [row for row in made["findings"] if not (row["finding_id"] in was and row["finding_id"] not in now)]
    there = {row["finding_id"] for row in kept}
    differing = {name: row for name, row in now.items() if was.get(name) != row}
    changed = {name: {**row, "corrected": blame.for_finding(row)} for name, row in differing.items()}
    kept = [changed.get(str(row["finding_id"]), row) for row in kept]
    kept += [row for name, row in changed.items() if name not in there]
    return sorted(kept, key=lambda row: (int(row["start"] or 0), int(row["end"] or 0)))


def _records(extraction: Extraction, doc_id: str) -> Iterator[Record]:
    names = [column.name for column in tables()["findings"]]
    checked = replace(extraction, findings=audit(extraction))
    for row in finding_rows(checked, doc_id, Places(extraction.document)):
        yield dict(zip(names, row, strict=True))
