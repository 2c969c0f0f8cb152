"""The matrix and the reviews that are due, printed: a letter a cell, readable without colour, and what each means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.archive.unit_rows import UnitRow
from pipeline.messages import Words, printable
from pipeline.questions.due import Due
from pipeline.questions.matrix import Matrix
from pipeline.questions.matrix_evidence import to_records
from pipeline.questions.telling import day
from pipeline.statuses import LETTERS, STATUSES
from pipeline.store import Store
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import put, put_table, sheets, to_screen
from pipeline.terminal.writing import put_json

_STYLES = {"implemented": "green", "in_progress": "cyan", "planned": "blue", "not_implemented": "red",
           "monitored": "magenta", "conflict": "bold yellow", "no_evidence": "dim"}  # fmt: skip

# The width of a column of the grid, and of the units' names.
_COLUMN, _NAMES = 14, 44


def print_matrix(store: Store, made: Matrix, words: Words, *, as_json: bool) -> None:
    """Print the grid with a letter for each cell, or each cell with its evidence and history as JSON."""
    if as_json:
        told = {"directives": list(made.directives), "rows": list(to_records(store, made))}
        put_json(told)
        return
    console = to_screen()
    if not made.units or not made.directives:
        tell_nothing(store, _nothing(made, words), words)
        return
    for shown in sheets(len(made.directives), console, names=_NAMES, each=_COLUMN + 2):
        put_table(console, _grid(made, made.directives[shown], words, console))
    letters = LETTERS[words.language]
    legend = "   ".join(f"{letters[status]} {words(called)}" for status, called in STATUSES.items())
    put(console, legend)
    for line in _conflicts(store, made, words):
        put(console, line, "yellow")


def _nothing(made: Matrix, words: Words) -> str:
    """What is said where there is no row: of the directives asked for, where some were."""
    asked = ", ".join(directive.removesuffix("@?") for directive in made.directives)
    if asked:
        told = "Chưa có báo cáo nào nói đơn vị nào thực hiện {asked}. Xem đoạn dẫn văn bản: baocao search --directive"
        return words(told, asked=asked)
    told = "Chưa có báo cáo nào nói đơn vị nào thực hiện văn bản nào. Hãy nạp thêm báo cáo, hoặc bỏ bớt điều kiện."
    return words(told)


def _grid(made: Matrix, directives: Sequence[str], words: Words, console: Console) -> Table:
    width = None if console.is_terminal else _NAMES + (_COLUMN + 2) * len(directives)
    table = Table(box=None, pad_edge=False, width=width)
    table.add_column(words("Đơn vị"), no_wrap=not console.is_terminal)
    for directive in directives:
        symbol, _, when = directive.rpartition("@")
        table.add_column(Text(f"{printable(symbol)}\n{day(when)}"), justify="center")
    letters = LETTERS[words.language]
    for unit in made.units:
        statuses = [made.cell(unit, directive).status for directive in directives]
        cells = [Text(letters[status], style=_STYLES[status]) for status in statuses]
        table.add_row(Text(_name(unit, made, words)), *cells)
    return table


def _name(unit: UnitRow, made: Matrix, words: Words) -> str:
    """The unit's name, and till when there was such a unit where it is gone by the day from which one looks."""
    gone = made.as_of is not None and unit.valid_to and unit.valid_to < made.as_of.isoformat()
    until = f" ({words('đến {day}', day=day(unit.valid_to))})" if gone else ""
    return f"{printable(made.called(unit))}{until}"


def _conflicts(store: Store, made: Matrix, words: Words) -> Iterator[str]:
    """Both sides of each contradiction, with the page."""
    if all(cell.status != "conflict" for cell in made.cells.values()):
        return
    for record in to_records(store, made):
        if record["status"] == "conflict":
            told = ((words(STATUSES[one["status"]]), one) for one in record["evidence"])
            sides = "; ".join(
                f"{said} ({PurePosixPath(one['source']).name}, {words('tr.')} {one['page']})" for said, one in told
            )
            where = f" ({record['province']})" if record["unit_name"] in made.doubled else ""
            yield f"! {record['unit_name']}{where}, {record['directive_id']}: {sides}"


def print_due(store: Store, reviews: Sequence[Due], words: Words, *, as_json: bool) -> None:
    """Print the reviews that are due, each with those who have reported it."""
    if as_json:
        put_json([asdict(one) for one in reviews])
        return
    console = to_screen()
    if not reviews:
        none = "Không có văn bản nào tròn 5, 10, 15 hoặc 20 năm trong thời gian này. Hãy chọn --period khác."
        tell_nothing(store, words(none), words)
    for one in reviews:
        age = words("{years} năm", years=one.years)
        head = f"{day(one.due_on)}  {age}  {one.doc_type} {one.symbol}, {day(one.issued_on)}, {one.issuer}"
        put(console, head.rstrip(", "), "bold")
        if one.subject:
            console.print(Text(f"   {printable(one.subject)}"), soft_wrap=not console.is_terminal)
        for told in one.reported:
            where = f"{PurePosixPath(told.source).name}, {words('tr.')} {told.page}"
            line = f"   → {told.unit_name}: {words(STATUSES[told.status])} ({where})"
            put(console, line, "green")
        if not one.reported:
            console.print(Text(f"   {words('chưa có đơn vị nào báo cáo')}", style="yellow"))
