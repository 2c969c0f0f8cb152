"""Forms printed: which there are, or the rows of one of all reports, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from rich.table import Table

from pipeline.messages import Words, printable
from pipeline.questions.forms import LEADING, Held, Stack
from pipeline.store import Store
from pipeline.terminal.nothing import tell_nothing
from pipeline.terminal.screen import put, put_table, to_screen
from pipeline.terminal.writing import put_json


def print_held(store: Store, held: Sequence[Held], words: Words, *, as_json: bool) -> None:
    """Print the forms that reports annex, and how many reports do."""
    if as_json:
        put_json([asdict(one) for one in held])
        return
    console = to_screen()
    if not held:
        tell_nothing(store, words("Chưa có báo cáo nào kèm biểu. Hãy nạp thêm báo cáo có biểu kèm theo."), words)
    for one in held:
        told = words("{n} báo cáo", n=one.reports)
        put(console, f"{one.name}  {told}  {one.title}")


def print_stack(made: Stack, words: Words, *, as_json: bool) -> None:
    """Print the rows of a form, and the columns that some reports lack."""
    if as_json:
        names = (*LEADING, *made.columns)
        rows = [dict(zip(names, row, strict=True)) for row in made.rows]
        told = {"reports": made.reports, "partial": [list(one) for one in made.partial], "rows": rows}
        put_json(told)
        return
    console = to_screen()
    width = None if console.is_terminal else 100 + 20 * len(made.columns)
    table = Table(box=None, pad_edge=False, width=width)
    for name in (words("Tệp"), words("Đơn vị"), words("Kỳ báo cáo"), words("Dòng"), *made.columns):
        table.add_column(printable(name))
    for row in made.rows:
        told_ = dict(zip(LEADING, row, strict=False))
        file, period = PurePosixPath(str(told_["source"])).name, str(told_["period_end"] or "")[:7]
        cells = ("·" if cell is None else str(cell) for cell in row[len(LEADING) :])
        table.add_row(*map(printable, (file, str(told_["unit"]), period, str(told_["row_heading"]), *cells)))
    put_table(console, table)
    for line in tell_partial(made, words):
        put(console, line, "yellow")


def tell_partial(made: Stack, words: Words) -> Iterator[str]:
    """«Cột «Số lớp» chỉ có trong 2/3 báo cáo»."""
    for name, having in made.partial:
        yield words("Cột «{name}» chỉ có trong {n}/{total} báo cáo.", name=name, n=having, total=made.reports)
