"""What a sheet asks: units down and directives across, or a list of both; «Huyện Mèo Vạc» × «Chỉ thị 05-CT/TW»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.citations import find_citations
from extractors.mention import Context
from extractors.patterns import fold
from pipeline.questions.queries import read_symbols
from pipeline.questions.shorthands import TYPES

Rows = Sequence[Sequence[str]]

# «KL 70», «CT05»: the short form that clerks write in a table's head.
SHORT = regex.compile(rf"(?P<type>{TYPES})[\s.-]*(?P<number>\d{{1,4}})", regex.IGNORECASE)
_UNIT_HEADS = regex.compile(r"đơn vị|địa phương|cơ quan|\bunits?\b|huyện|tên")
_ANSWER_HEADS = regex.compile(r"trạng thái|kết quả|tình hình|trả lời|\bstatus\b|\banswers?\b")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Question:
    """One cell to fill: its row and column from 0, and the unit and the directive that it is about, as typed."""

    row: int
    column: int
    unit: str
    directive: str


@dataclass(frozen=True, slots=True)
class Head:
    """A head that a list lacks: the column of the answers is told what it holds."""

    row: int
    column: int


def find_questions(rows: Rows) -> tuple[list[Question], Head | None]:
    """The questions of a sheet, in its order; none where it holds no directive beside or above units."""
    named = [(at, column) for at, row in enumerate(rows) for column, cell in enumerate(row) if names_directive(cell)]
    columns = [column for _, column in named]
    often = max(set(columns), key=lambda column: (columns.count(column), -column), default=0)
    if columns.count(often) > 1:
        return _of_list(rows, often, [at for at, column in named if column == often])
    grid = _of_grid(rows, named)
    return (grid, None) if grid or not named else _of_list(rows, named[0][1], [named[0][0]])


def names_directive(cell: str) -> bool:
    """True where a cell means one document, in any of the usual spellings.

    >>> [names_directive(cell) for cell in ("Chỉ thị 5 - CT/TƯ", "KL 70", "Huyện Mèo Vạc", "=A1")]
    [True, True, False, False]
    """
    written = " ".join(cell.split())
    if not written or written.startswith("=") or len(written) > 300:
        return False
    found = any(find_citations(written, Context())) or any(read_symbols(written))
    return found or bool(SHORT.fullmatch(written))


def _of_grid(rows: Rows, named: Sequence[tuple[int, int]]) -> list[Question]:
    """Directives in one row, units in a column on their left."""
    heads: dict[int, list[int]] = {}
    for at, column in named:
        if column:
            heads.setdefault(at, []).append(column)
    for at, columns in sorted(heads.items(), key=lambda item: (-len(item[1]), item[0])):
        below = range(at + 1, len(rows))
        units = _unit_column(rows, at, range(min(columns)), below)
        if units is not None:
            return [
                Question(row, column, _cell(rows, row, units), _cell(rows, at, column))
                for row in below
                if _says_something(_cell(rows, row, units))
                for column in columns
            ]
    return []


def _of_list(rows: Rows, directives: int, filled: Sequence[int]) -> tuple[list[Question], Head | None]:
    """A directive and a unit in each row; the answers stand in the column that says so, or in the next empty one."""
    first, last = min(filled), max(filled)
    head = first - 1
    width = max(map(len, rows))
    left, right = reversed(range(directives)), range(directives + 1, width)
    units = _unit_column(rows, head, [*left, *right], filled)
    if units is None:
        return [], None
    others = [at for at in range(width) if head >= 0 and at not in (directives, units)]
    told = [at for at in others if _ANSWER_HEADS.search(fold(_cell(rows, head, at)))]
    every = range(max(head, 0), last + 1)
    empty = (at for at in range(max(directives, units) + 1, width + 1) if not any(_cell(rows, r, at) for r in every))
    answers = told[0] if told else next(empty)
    questions = [
        Question(row, answers, _cell(rows, row, units), _cell(rows, row, directives))
        for row in range(first, len(rows))
        if _says_something(_cell(rows, row, units)) and _cell(rows, row, directives)
    ]
    return questions, Head(head, answers) if head >= 0 and not told else None


def _unit_column(rows: Rows, head: int, columns: Sequence[int], below: Sequence[int]) -> int | None:
    """The column whose head says that it holds units, else the first that holds words."""
    worded = [at for at in columns if any(_says_something(_cell(rows, row, at)) for row in below)]
    called = (at for at in worded if head >= 0 and _UNIT_HEADS.search(fold(_cell(rows, head, at))))
    return next(called, worded[0] if worded else None)


def _says_something(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not cell.startswith("=")


def _cell(rows: Rows, row: int, column: int) -> str:
    return " ".join(rows[row][column].split()) if 0 <= row < len(rows) and column < len(rows[row]) else ""
