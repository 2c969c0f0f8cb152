"""The table of who reports how often, «unit, every, due_day», as a user keeps it in CSV or Excel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extractors.patterns import fold
from pipeline.messages import RefusedError
from pipeline.questions.cadence import read_every
from pipeline.questions.owed import Expectation
from pipeline.sheets import read_sheet

_COLUMNS = {
    "unit": "unit", "đơn vị": "unit", "every": "every", "định kỳ": "every", "kỳ": "every",
    "due_day": "due_day", "hạn": "due_day", "hạn nộp": "due_day", "ngày nộp": "due_day",
}  # fmt: skip


def read_expectations(path: Path) -> tuple[Expectation, ...]:
    """The rows of the table; `RefusedError` tells which row is wrong and how to write it.

    `every` is month, quarter, half or year («tháng», «quý», «6 tháng», «năm»). `due_day` is a day of the period's last
    month («20»), or with a plus so many days after the period («+5»); it may be empty.
    """
    rows = read_sheet(path)
    heads = [_COLUMNS.get(fold(cell).strip(), "") for cell in rows[0]] if rows else []
    if "unit" not in heads or "every" not in heads:
        raise RefusedError("Bảng {path} thiếu cột. Dòng đầu phải có: unit, every, due_day.", path=path)
    told = tuple(
        _read_row(dict(zip(heads, row, strict=False)), {"path": path, "line": number})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    )
    if not told:
        raise RefusedError("Bảng {path} chưa có đơn vị nào dưới dòng đầu.", path=path)
    return told


def _read_row(row: Mapping[str, str], where: Mapping[str, object]) -> Expectation:
    unit, every, due = (row.get(name, "").strip() for name in ("unit", "every", "due_day"))
    kind = read_every(every)
    if not unit or kind is None:
        raise RefusedError(
            "{path}, dòng {line}: cần tên đơn vị và định kỳ là month, quarter, half hoặc year "
            "(tháng, quý, 6 tháng, năm), không phải «{every}».",
            **where, every=every,
        )  # fmt: skip
    after = due.startswith("+")
    number = due.removeprefix("+").removesuffix(".0")
    if due and not (
        number.isascii() and number.isdecimal() and (0 if after else 1) <= int(number[:4]) <= 31 * (1 + after)
    ):
        raise RefusedError(
            "{path}, dòng {line}: due_day phải là ngày trong tháng cuối kỳ («20») hoặc số ngày sau kỳ («+5»), "
            "không phải «{due}».",
            **where, due=due,
        )  # fmt: skip
    if not due:
        return Expectation(unit, kind)
    return Expectation(unit, kind, days_after=int(number)) if after else Expectation(unit, kind, int(number))
