"""Whether a later report speaks of a task: «Đã mở 02 lớp bồi dưỡng» does of «Mở 02 lớp bồi dưỡng»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from extractors.patterns import fold
from pipeline.archive.unit_rows import to_row
from pipeline.compliance.status import Mood
from pipeline.passages import symbol_of
from pipeline.questions.gist import Gist, read_gist, words_of
from pipeline.questions.plan_doubts import goes_on, is_another, leaves_open, own_part, same_verb
from pipeline.questions.plan_tasks import Clause, Deed, Told

Says = Literal["done", "in_progress", "planned", "not_done", "maybe"]

# Of a task's pairs of syllables, so many must stand in a clause that speaks of it; of a candidate, so many.
_SAME, _LIKE = Decimal("0.75"), Decimal("0.5")
_FEWEST = 2  # pairs that tell a matter at all
_OF_STATUS: Mapping[str, Says] = {
    "implemented": "done", "in_progress": "in_progress", "planned": "planned", "not_implemented": "not_done",
}  # fmt: skip
_OF_MOOD: Mapping[Mood, Says] = {Mood.DONE: "done", Mood.NOT_YET: "not_done", Mood.IN_PROGRESS: "in_progress"}
# «UBND huyện», «Ban Tuyên giáo Huyện ủy»: in whose report no place is named, it is the reporter's own.
_NEAR_BY = re.compile(
    r"(?<!\w)(?:tỉnh|huyện|quận|thành phố|thị xã|xã|phường|thị trấn|(?:tỉnh|huyện|quận|thành|thị|đảng) ủy)$"
)
_OF_PARTY = re.compile(r"(?<!\w)(?:tỉnh|huyện|quận|thành|thị|đảng) ủy$")
_VAGUE = frozenset({"", "other"})
_PERIODS = frozenset({"month", "quarter", "half", "year"})


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it is compared: who shall do it (`unit`, the key of a row of the matrix) and about which directives.

    `own` is the key of the reporting organ; `first` and `last` are the days that are planned for.
    """

    text: str
    unit: str
    own: str
    directives: tuple[str, ...]
    activities: frozenset[str]
    first: date
    last: date
    gist: Gist = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gist", read_gist(self.text, self.last))
        object.__setattr__(self, "words", words_of(self.text))


@dataclass(frozen=True, slots=True)
class Heard:
    """A place of a later report that speaks of a task, or may. `directives` are those of the task that it names;
    `whole` where it names none and tells the task in its own words."""

    says: Says
    report: Told
    page: int
    start: int
    end: int
    text: str
    directives: tuple[str, ...] = ()
    whole: bool = False


def hear(task: Task, report: Told) -> Iterator[Heard]:
    """All that a report says of a task, in its order."""
    deeds = list(_by_directive(task, report))
    told = [*deeds, *(one for one in _by_words(task, report) if not _is_told(one, deeds))]
    sure = [one for one in told if one.says != "maybe"]
    for one in sorted(told, key=lambda one: (one.start, one.says == "maybe")):
        if one.says != "maybe" or not any(other.start < one.end and one.start < other.end for other in sure):
            yield one


def _is_told(one: Heard, deeds: Sequence[Heard]) -> bool:
    """True where a deed says the same, or more surely, of the same words."""
    return any(deed.start < one.end and one.start < deed.end and one.says in (deed.says, "maybe") for deed in deeds)


def _by_directive(task: Task, report: Told) -> Iterator[Heard]:
    """What the report's deeds say: of the same directive, unit and kind of act; of another kind it is a candidate."""
    for deed in report.deeds:
        if deed.directive_id not in task.directives or deed.status not in _OF_STATUS:
            continue
        if to_row(deed.unit_id, deed.unit_name)[0].key != task.unit:
            continue
        says = _OF_STATUS[deed.status]
        gist = read_gist(deed.text, report.on)
        if not _same_act(task, deed, gist) or (says == "done" and _falls_short(task.gist, gist)):
            says = "maybe"
        when = _time(task, gist)
        if when != "other":
            says = says if when == "same" else "maybe"
            yield Heard(says, report, deed.page or 1, deed.start, deed.end, deed.text, (deed.directive_id,))


def _same_act(task: Task, deed: Deed, gist: Gist) -> bool:
    """True where the deed is of the kind that was planned; where one of them names no kind, the words decide."""
    planned = (task.activities | {task.gist.activity}) - _VAGUE
    if planned and deed.activity not in _VAGUE:
        return deed.activity in planned
    if len(task.gist.pairs) < _FEWEST:
        return not planned
    return _share(task.gist, gist) >= (_SAME if planned or deed.activity not in _VAGUE else _LIKE)


def _by_words(task: Task, report: Told) -> Iterator[Heard]:
    """The clauses in which the task's words stand, of the same unit, about no other directive and no other time."""
    if len(task.gist.pairs) < _FEWEST and not task.directives:
        return
    for clause in report.clauses:
        if 2 * len(task.words & words_of(clause.text)) < len(task.words):
            continue
        gist = read_gist(clause.text, report.on)
        when = _time(task, gist)
        cited = {directive for start, directive in report.cited if clause.start <= start < clause.end}
        named = tuple(one for one in task.directives if _is_among(one, cited))
        share = _share(task.gist, gist) if len(task.gist.pairs) >= _FEWEST else Decimal(0)
        if named and task.gist.activity not in _VAGUE and task.gist.activity == gist.activity:
            share = max(share, _SAME)  # «sơ kết … Chỉ thị 05-CT/TW» by whom no register knows
        if share < _LIKE or when == "other" or (task.directives and cited and not named):
            continue
        says = _said(task, clause, gist, report)
        if says is not None and (share < _SAME or when == "later"):
            says = "planned" if says == "planned" and share >= _SAME else "maybe"
        if says is not None:
            yield Heard(says, report, clause.page, clause.start, clause.end, clause.text, named, whole=not named)


def _said(task: Task, clause: Clause, gist: Gist, report: Told) -> Says | None:
    """What a clause that tells of the task says of it; None where it tells of somebody else's."""
    planned = report.plans_at(clause.start)
    who = _keys(gist)
    if task.unit != task.own and task.unit not in who:
        return None
    if gist.actor and task.unit == task.own and not _is_own(task, gist.actor, report):
        return "maybe" if _NEAR_BY.search(fold(gist.actor)) and planned is None else None
    if planned is not None:
        return "planned" if planned.last > task.last else None
    if not {task.gist.activity, gist.activity} & _VAGUE and task.gist.activity != gist.activity:
        return "maybe"
    if set(gist.cues) & set(task.gist.cues):
        gist = read_gist(clause.text, report.on, task.gist.cues)
    if gist.mood is Mood.SILENT and gist.denies and task.gist.activity == gist.activity == "supervised":
        return "not_done"  # who shall inspect and has not
    return _of_the_task(task, clause, gist, report)


def _of_the_task(task: Task, clause: Clause, gist: Gist, report: Told) -> Says:
    """What a clause says that has the words of a task, where it is of the same place, matter and extent."""
    if is_another(task.text, clause.text) or _is_elsewhere(task, gist):
        return "maybe"
    says: Says = _OF_MOOD.get(gist.mood, "maybe")
    if gist.mood is Mood.PLAIN and (gist.acts or same_verb(task.text, clause.text)):
        says = "in_progress" if goes_on(clause.text) else "done"
    short = _falls_short(task.gist, read_gist(own_part(clause.text), report.on)) or leaves_open(task.text, clause.text)
    return "maybe" if says == "done" and short else says


def _is_elsewhere(task: Task, gist: Gist) -> bool:
    """True where a task names a unit, and a clause others in its place: «thanh tra tại xã A», «… tại xã B»."""
    mine, theirs = (_keys(one) - {task.own} for one in (task.gist, gist))
    return bool(mine and theirs) and not mine & theirs


def _is_own(task: Task, actor: str, report: Told) -> bool:
    """True for the reporting organ, whom the task names, «Huyện ủy», as «Huyện ủy Bắc Mê» calls itself, and its boards.

    «Ban Tuyên giáo Huyện ủy» acts for «Huyện ủy»; «UBND huyện» does not.
    """
    own, called = fold(report.issuer.name), fold(actor)
    board = _OF_PARTY.search(called)
    named = _key(actor) in {task.own, *_keys(task.gist)} or own.startswith(called)
    return named or (board is not None and own.startswith(board.group()))


def _share(task: Gist, told: Gist) -> Decimal:
    return Decimal(len(task.pairs & told.pairs)) / max(len(task.pairs), 1)


def _falls_short(task: Gist, told: Gist) -> bool:
    """True where the task names more than was done: «mở 03 lớp», «đã mở 02 lớp»."""
    done: dict[str, Decimal] = {}
    for measure, value in told.measures:
        done[measure] = max(done.get(measure, Decimal(0)), Decimal(value))
    return any(measure in done and done[measure] < Decimal(value) for measure, value in task.measures)


def _time(task: Task, told: Gist) -> Literal["same", "later", "other"]:
    """Whether the periods that a clause names meet that of the task: «… tháng 8» is not what was set for «tháng 6».

    Where the task itself names none, what is told of a later time may be the same done late, or the next of its kind.
    """
    named = [(first, last) for kind, first, last in told.stretches if kind in _PERIODS]
    own = [(first, last) for kind, first, last in task.gist.stretches if kind in _PERIODS]
    meant = own or [(task.first.isoformat(), task.last.isoformat())]
    if not named or any(first <= end and start <= last for first, last in meant for start, end in named):
        return "same"
    return "later" if not own and all(start > task.last.isoformat() for start, _ in named) else "other"


def _is_among(directive: str, cited: Collection[str]) -> bool:
    """True where one of the citations means the directive, or is of its number and leaves the date open."""
    return directive in cited or f"{symbol_of(directive)}@?" in cited


def _keys(gist: Gist) -> set[str]:
    return {_key(unit) for unit in gist.units}


def _key(unit: str) -> str:
    return to_row(unit, unit)[0].key
