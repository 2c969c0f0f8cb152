"""Series printed: units down, periods across, «·» where no report tells; below them the totals that were checked."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.messages import Words, printable
from pipeline.questions.series import Line, Series
from pipeline.questions.series_told import (
    VERDICTS,
    doubled_units,
    period_label,
    tell_cell,
    tell_check,
    tell_unit,
    title_of,
    to_record,
)
from pipeline.store import Store
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import put, put_table, sheets, to_screen
from pipeline.terminal.writing import put_json

_STYLES = {"match": "green", "differs": "bold red", "unverifiable": "yellow"}
_NAMES, _COLUMN = 36, 12


def print_series(store: Store, found: Series, words: Words, *, as_json: bool) -> None:
    """Print each line as a grid, or all of them as JSON with the evidence of every figure."""
    if as_json:
        record = {"total": found.total, "lines": [to_record(line) for line in found.lines]}
        put_json(record)
        return
    console = to_screen()
    if not found.lines:
        none = "Chưa có số liệu nào được nêu từ hai lần trở lên. Hãy nạp báo cáo của kỳ khác, hoặc bỏ bớt điều kiện."
        tell_nothing(store, words(none), words)
        return
    for line in found.lines:
        put(console, title_of(line, words), "bold")
        wide = max(len(period_label(line.scope, period)) for period in line.periods) + 2
        for shown in sheets(len(line.periods), console, names=_NAMES, each=wide):
            put_table(console, _grid(line, shown, words, console))
        for check in line.checks:
            said = f"{words(VERDICTS[check.verdict]).upper()}  {tell_check(line.scope, check, words)}"
            put(console, said, _STYLES[check.verdict])
        console.print()
    told = "{n} trong {total} dòng số liệu; «·» là kỳ không có báo cáo nào nêu, «|» là nêu khác nhau."
    foot = words(told, n=len(found.lines), total=found.total)
    put(console, foot)


def _grid(line: Line, shown: slice, words: Words, console: Console) -> Table:
    """Some of a line's periods across, its units down."""
    wide = _NAMES + (_COLUMN + 2) * len(line.periods[shown])
    table = Table(box=None, pad_edge=False, width=None if console.is_terminal else max(wide, 80))
    table.add_column(words("Đơn vị"), no_wrap=not console.is_terminal)
    for period in line.periods[shown]:
        table.add_column(period_label(line.scope, period), justify="right", no_wrap=not console.is_terminal)
    doubled = doubled_units(line.rows)
    for row in line.rows:
        cells = [
            Text(tell_cell(cell), style="dim" if cell is None else "bold yellow" if cell.is_open else "")
            for cell in row.cells[shown]
        ]
        table.add_row(Text(printable(tell_unit(row, doubled, words))), *cells)
    return table
