"""Tables of who did what: a column of units, and «x», «Đã ban hành» or «Chưa» under «Ban hành kế hoạch»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.mention import Span
from pipeline.compliance.clauses import find_clauses
from pipeline.compliance.directives import Named
from pipeline.compliance.pieces import Piece, Report
from pipeline.compliance.statements import Setting
from pipeline.compliance.status import Mood, find_act, read_mood, to_status
from pipeline.document import Cell, Table
from pipeline.facts import Implementation

# What stands alone in a cell for yes and for no; «-» and an empty cell say nothing.
_YES = frozenset(("x", "v", "✓", "✔", "√", "☑", "có", "đã", "rồi", "đạt", "xong", "đã có", "+"))
_NO = frozenset(("chưa", "không", "chưa có", "không có", "✗", "✘", "☐"))
_NEAR_START = 14  # characters before a unit's name in its cell: «1. », «Huyện »


@dataclass(frozen=True, slots=True)
class _Label:
    """What a heading cell says of its row or column."""

    directives: tuple[Named, ...] = ()
    mood: Mood = Mood.PLAIN
    activity: str = ""
    units: tuple[int, ...] = ()


def read_table(report: Report, table: Table, setting: Setting) -> Iterator[Implementation]:
    """The rows of a table in which units stand in one column, or in one row, and what they did in the others.

    `setting` tells which directives the heading or the caption over the table names.
    """
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    labels = {place: _label(report, cell) for place, cell in cells.items()}
    upright = _axis(labels, 1)
    lying = _axis(labels, 0)
    if upright is None and lying is None:
        return
    across = upright is None or (lying is not None and lying[1] > upright[1])
    if across and lying is not None:
        cells = {(column, row): cell for (row, column), cell in cells.items()}
        labels = {(column, row): label for (row, column), label in labels.items()}
        axis = lying[0]
    elif upright is not None:
        axis = upright[0]
    first = min(row for (row, column), label in labels.items() if column == axis and label.units)
    for (row, column), cell in sorted(cells.items()):
        owner = labels.get((row, axis), _Label())
        if row >= first and column != axis and owner.units:
            head = _head(labels, first, column)
            yield from _cell(report, cell, owner, head, setting)


def _label(report: Report, cell: Cell) -> _Label:
    pieces = report.pieces(Span(cell.start, cell.end))
    act = find_act(pieces, 0, len(pieces))
    return _Label(
        directives=tuple(piece.named for piece in pieces if piece.named is not None and piece.named.directive_id),
        mood=read_mood(pieces),
        activity=act.activity if act else "",
        units=tuple(_units(report, cell, pieces)),
    )


def _units(report: Report, cell: Cell, pieces: Sequence[Piece]) -> Iterator[int]:
    """The unit that a cell is about: the one that it begins with, where nothing follows but what belongs to it."""
    for piece in pieces[:4]:
        if piece.kind == "unit" and piece.start - cell.start <= _NEAR_START and not any(one.is_act for one in pieces):
            if report.unit(piece.mention) is not None:
                yield piece.mention
            return


def _axis(labels: Mapping[tuple[int, int], _Label], side: int) -> tuple[int, int] | None:
    """The column (side 1) or row (side 0) that holds most units, at least two, and how many."""
    counts: dict[int, int] = {}
    for place, label in labels.items():
        if label.units:
            counts[place[side]] = counts.get(place[side], 0) + 1
    best = max(counts, key=lambda at: (counts[at], -at), default=None)
    return (best, counts[best]) if best is not None and counts[best] >= 2 else None


def _head(labels: Mapping[tuple[int, int], _Label], first: int, column: int) -> _Label:
    """What the heading cells over a column say together; a heading that spans columns stands over its first only."""
    head = _Label(activity="")
    for row in range(first):
        label = labels.get((row, column))
        if label is None:
            continue
        head = replace(
            head,
            directives=label.directives or head.directives,
            mood=label.mood if label.mood is not Mood.PLAIN else head.mood,
            activity=label.activity or head.activity,
        )
    return head


def _cell(report: Report, cell: Cell, owner: _Label, head: _Label, setting: Setting) -> Iterator[Implementation]:
    directives = head.directives or owner.directives or (setting.topic.directives if setting.topic else ())
    text = report.document.text[cell.start : cell.end].strip()
    if not directives or not text:
        return
    for mood, activity, words in _said(report, cell, text, head):
        status = to_status(mood, setting.planned)
        for one in directives:
            for member in owner.units if status else ():
                unit = report.unit(member)
                if unit is not None and status:
                    yield Implementation(
                        one.directive_id, unit.unit_id, unit.name, unit.place, status, activity,
                        Span(cell.start, cell.end), tuple(sorted({*one.evidence, member})), words, *setting.period,
                    )  # fmt: skip


def _said(report: Report, cell: Cell, text: str, head: _Label) -> Iterator[tuple[Mood, str, str]]:
    """What a cell says under its heading: mood, activity, words."""
    mark = report.small[cell.start : cell.end].strip(" .\n")
    knows = bool(head.activity or head.directives) or head.mood not in (Mood.PLAIN, Mood.SILENT)
    if mark in _YES:
        if knows:
            yield (head.mood if head.mood is not Mood.PLAIN else Mood.DONE), head.activity or "other", text
        return
    if mark in _NO:
        if knows and head.mood in (Mood.PLAIN, Mood.DONE):
            yield Mood.NOT_YET, head.activity or "other", text
        return
    for clause in find_clauses(report.pieces(Span(cell.start, cell.end))):
        act = find_act(clause.pieces, 0, len(clause.pieces))
        mood = read_mood(clause.pieces)
        own = any(piece.named is not None and piece.named.is_means for piece in clause.pieces)
        if act is None and own and head.activity == "issued_plan":
            yield (head.mood if head.mood is not Mood.PLAIN else Mood.DONE), "issued_plan", text
        elif (act is not None or mood not in (Mood.PLAIN, Mood.SILENT)) and _is_about_this(clause.pieces):
            activity = act.activity if act and act.activity != "other" else head.activity or "other"
            yield (mood if mood is not Mood.PLAIN else Mood.DONE), activity, text


def _is_about_this(pieces: Sequence[Piece]) -> bool:
    """True where a cell's clause says little but what was done: other words may name another matter."""
    return sum(piece.kind == "word" for piece in pieces) <= 6 and not any(
        piece.named is not None and not piece.named.is_means for piece in pieces
    )
