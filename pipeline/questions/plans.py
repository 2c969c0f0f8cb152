"""What was promised for a period and what became of it: «Tổ chức hội nghị báo cáo viên» was done, or not heard of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.archive.settling import Known
from pipeline.archive.unit_rows import is_called, to_row
from pipeline.passages import symbol_of
from pipeline.periods import Period
from pipeline.questions.plan_links import Heard, Says, Task, hear
from pipeline.questions.plan_tasks import Planned, Told, directives_of, fill, later, read_series, tasks_of
from pipeline.questions.search import read_directive
from pipeline.store import Store

State = Literal["done", "in_progress", "planned", "not_done", "open", "silent", "no_later_report"]
STATES: tuple[State, ...] = ("not_done", "silent", "open", "planned", "in_progress", "no_later_report", "done")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a later report speaks of a task, and what it says."""

    says: Says
    on: str
    doc_id: str
    source: str
    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A task and what became of it, with where it was set and where it was spoken of again.

    `state` is `silent` where the reports to the end of the planned period and beyond do not speak of it, which does not
    mean that it was not done; `no_later_report` where they do not reach so far; `open` where what they say may be of
    this task or contradicts itself: `evidence` then holds the candidates.
    """

    state: State
    unit_id: str
    unit_name: str
    directives: tuple[str, ...]
    text: str
    period_start: str
    period_end: str
    issuer: str
    doc_id: str
    source: str
    page: int
    start: int
    end: int
    evidence: tuple[Evidence, ...] = ()


def plans(store: Store, period: Period, *, unit: str = "", directive: str = "") -> tuple[Promise, ...]:
    """The tasks planned for the period, each with its outcome in the next reports of the same organ, by organ.

    The period of a plan is that of its heading («nhiệm vụ tháng 6»), else the one after the report's own, and lies
    within the one asked for. A later report speaks of the task where it names the same directive and unit and the same
    kind of act, or where nearly all words of the task stand in one clause of it; what is less stays open.
    """
    return plans_of(read_plans(store, period), unit=unit, directive=directive)


def plans_of(promises: Iterable[Promise], *, unit: str = "", directive: str = "") -> tuple[Promise, ...]:
    """Of some tasks, those of a unit, or of one directive."""
    wanted = read_directive(directive) if directive else ""
    kept = (one for one in promises if not wanted or any(symbol_of(d) == wanted for d in one.directives))
    return tuple(one for one in kept if not unit or _is_of(unit, one))


def read_plans(store: Store, period: Period) -> tuple[Promise, ...]:
    """All tasks planned for the period, as `plans` tells of them."""
    found: list[Promise] = []
    known = Known(store.ask)
    for series in read_series(store).values():
        promised = [(one, part) for one in series for part in one.planned
                    if period.first <= part.first and part.last <= period.last]  # fmt: skip
        if promised:
            needed = {one.doc_id: one for plan, _ in promised for one in (plan, *later(series, plan))}
            fill(store, list(needed.values()), known)
            for plan, part in promised:
                found += _promises(plan, part, later(series, plan))
    return tuple(found)


def _is_of(asked: str, promise: Promise) -> bool:
    rows = to_row(promise.unit_id, promise.unit_name)
    return asked.casefold() == promise.issuer.casefold() or any(is_called(asked, row, None) for row in rows)


def _promises(plan: Told, part: Planned, after: Sequence[Told]) -> Iterator[Promise]:
    """Each task of a planning part, for each unit that it is set to."""
    for clause in tasks_of(plan, part):
        deeds = [
            one for one in plan.deeds if one.status == "planned" and one.start < clause.end and clause.start < one.end
        ]
        units = {(one.unit_id, one.unit_name): None for one in deeds} or {(plan.issuer.unit_id, plan.issuer.name): None}
        for unit_id, unit_name in units:
            mine = [one for one in deeds if (one.unit_id, one.unit_name) == (unit_id, unit_name)]
            directives = tuple(directives_of(plan, clause, mine))
            activities = frozenset(one.activity for one in mine)
            own = to_row(plan.issuer.unit_id, plan.issuer.name)[0].key
            key = to_row(unit_id, unit_name)[0].key
            task = Task(clause.text, key, own, directives, activities, part.first, part.last)
            heard = [one for report in after for one in hear(task, report)]
            state, told = _outcome(task, part, heard, after)
            yield Promise(
                state, unit_id, unit_name, directives, clause.text, part.first.isoformat(), part.last.isoformat(),
                plan.issuer.name, plan.doc_id, plan.source, clause.page, clause.start, clause.end,
                tuple(_evidence(one) for one in told),
            )  # fmt: skip


def _outcome(task: Task, part: Planned, heard: Sequence[Heard], after: Sequence[Told]) -> tuple[State, Sequence[Heard]]:
    """What became of a task, and what is told of it: done where any report says so, else what the last one says."""
    sure = [one for one in heard if one.says != "maybe"]
    by_report: dict[str, set[Says]] = {}
    for one in sure:
        by_report.setdefault(one.report.doc_id, set()).add(one.says)
    if any({"done", "not_done"} <= says for says in by_report.values()):
        return "open", sure
    done = [one for one in sure if one.says == "done"]
    if done:
        covered = {directive for one in done for directive in one.directives}
        partly = bool(task.directives) and covered < set(task.directives) and not any(one.whole for one in done)
        return ("open", sure) if partly else ("done", done)
    if len(heard) > len(sure) and all(one.says == "planned" for one in sure):
        return "open", heard  # «Kết nạp 20 đảng viên»: 18 were, and those of the next month are planned
    if sure:
        last = [one for one in sure if one.report is sure[-1].report]
        for says in ("not_done", "in_progress", "planned"):
            told = [one for one in last if one.says == says]
            if told:
                return says, told
    if heard:
        return "open", heard
    return ("silent" if any(one.on >= part.last for one in after) else "no_later_report"), ()


def _evidence(one: Heard) -> Evidence:
    report = one.report
    return Evidence(
        one.says, report.on.isoformat(), report.doc_id, report.source, one.page, one.start, one.end, one.text
    )
