"""The questions of a sheet answered in the words of the matrix, with their evidence, or with what was not understood.

«đã thực hiện» where a report says so; «? chưa rõ văn bản: 01-KL/TW (04/04/2016); 01-KL/TW (18/05/2021)» where not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.archive.unit_rows import Level, UnitRow
from pipeline.messages import Words
from pipeline.passages import symbol_of
from pipeline.periods import Period
from pipeline.questions.asked import Question
from pipeline.questions.matrix import CellStatus, Matrix, MatrixCell, matrix, provinces_of
from pipeline.questions.matrix_evidence import to_records
from pipeline.questions.meant import MeantDirective, MeantUnit, read_meant_directive, read_meant_unit
from pipeline.questions.telling import day
from pipeline.statuses import STATUSES
from pipeline.store import Store

_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in the cell: `told`, and why. `status` is empty where the question was not understood.

    `evidence` are the rows of the reports, as the matrix tells them.
    """

    question: Question
    told: str
    status: CellStatus | str = ""
    unit: str = ""
    directive_id: str = ""
    evidence: Sequence[Mapping[str, Any]] = ()


def answer(
    store: Store,
    questions: Sequence[Question],
    words: Words,
    *,
    level: Level | None = None,
    period: Period | None = None,
    as_of: date | None = None,
) -> list[Answer]:
    """The answers, one a question and in their order. `level` tells which of several units of one name are meant."""
    directives = {typed: read_meant_directive(store, typed) for typed in {one.directive for one in questions}}
    ids = sorted({meant.directive_id for meant in directives.values() if meant.directive_id})
    undated = {f"{symbol_of(one)}@?" for one in ids}
    made = matrix(store, directives=sorted({*ids, *undated}), period=period, as_of=as_of) if ids else Matrix((), ())
    provinces = provinces_of(store) | {row.province_id for row in made.units if row.province_id}
    names = {one.unit for one in questions}
    units = {
        name: read_meant_unit(store, name, made.units, provinces, level=level, as_of=as_of) for name in sorted(names)
    }
    evidence = _evidence(store, made, units.values())
    found = []
    for one in questions:
        unit, directive = units[one.unit], directives[one.directive]
        if unit.row is None or not directive.directive_id:
            told = "; ".join([*_unclear_unit(unit, words), *_unclear_directive(directive, words)])
            found.append(Answer(one, f"? {told}"))
        else:
            known, cell = _cell(made, unit.row, directive.directive_id)
            told = words(STATUSES[cell.status])
            if known != directive.directive_id:
                told = f"{told} ({words('báo cáo không ghi ngày của văn bản')})"
            rows = tuple(evidence.get((unit.row.key, known), ()))
            found.append(Answer(one, told, cell.status, unit.row.name, known, rows))
    return found


def _evidence(store: Store, made: Matrix, meant: Iterable[MeantUnit]) -> dict[tuple[str, str], Sequence[Any]]:
    """The rows behind each cell that is asked for, by the unit's key and the directive."""
    asked = {unit.row.key for unit in meant if unit.row is not None}
    shown = replace(made, units=tuple(row for row in made.units if row.key in asked))
    keys = [(row.key, directive) for row in shown.units for directive in shown.directives]
    return {key: record["evidence"] for key, record in zip(keys, to_records(store, shown), strict=True)}


def _cell(made: Matrix, unit: UnitRow, directive: str) -> tuple[str, MatrixCell]:
    """The cell of the directive; where it has none, that of its symbol without a date, if a report says only that."""
    undated = f"{symbol_of(directive)}@?"
    cell, loose = made.cell(unit, directive), made.cell(unit, undated)
    return (undated, loose) if cell.status == "no_evidence" != loose.status else (directive, cell)


def _unclear_unit(unit: MeantUnit, words: Words) -> list[str]:
    if unit.row is not None:
        return []
    if unit.candidates:
        return [words("chưa rõ đơn vị: {candidates}", candidates=_listed(map(_called, unit.candidates)))]
    if unit.alike:
        return [words("không biết đơn vị này, có phải: {candidates}", candidates=_listed(unit.alike))]
    return [words("không biết đơn vị này")]


def _unclear_directive(directive: MeantDirective, words: Words) -> list[str]:
    if directive.directive_id:
        return []
    if directive.candidates:
        listed = _listed(map(tell_directive, directive.candidates))
        return [words("chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: {candidates}", candidates=listed)]
    return [words("không hiểu là văn bản nào")]


def _called(row: UnitRow) -> str:
    return f"{row.name} ({row.province})" if row.province and row.level != "province" else row.name


def _listed(names: Iterable[str]) -> str:
    some = list(dict.fromkeys(names))
    return "; ".join(some[:_MOST_CANDIDATES]) + ("; …" if len(some) > _MOST_CANDIDATES else "")


def tell_directive(directive_id: str) -> str:
    """A directive as a clerk writes it.

    >>> tell_directive("01-KL/TW@2021-05-18"), tell_directive("01-KL/TW@?"), tell_directive("05-CT/TW")
    ('01-KL/TW (18/05/2021)', '01-KL/TW', '05-CT/TW')
    """
    symbol, at, on = directive_id.rpartition("@")
    if not at:
        return directive_id
    return symbol if on == "?" else f"{symbol} ({day(on)})"
