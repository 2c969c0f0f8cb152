"""Series as files: a table of figures as CSV, or a workbook with a sheet for each kind of time and a chart per line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.exports.in_place import put
from pipeline.exports.saving import save_rows
from pipeline.exports.spreadsheets import HEAD, LONGEST_NOTE, MOST_DIGITS, in_sheet, new_workbook, shortened
from pipeline.messages import Words
from pipeline.questions.series import COLUMNS, Line, to_table
from pipeline.questions.series_cells import SeriesCell
from pipeline.questions.series_told import (
    SCOPES,
    VERDICTS,
    doubled_units,
    period_label,
    tell_cell,
    tell_check,
    tell_unit,
    title_of,
)

_LEADING = 2  # columns before the periods


def write_series(path: Path, lines: Sequence[Line], words: Words) -> None:
    """Write the lines as `.csv` (one figure a row) or `.xlsx`; `RefusedError` for others, or too many rows."""
    if path.suffix.lower() == ".xlsx":
        put(path, lambda part: _write_workbook(part, lines, words))
    else:
        names = [column.name for column in COLUMNS]
        save_rows(path, names, names, to_table(lines))


def _write_workbook(path: Path, lines: Sequence[Line], words: Words) -> None:
    with new_workbook(path) as workbook:
        looks = {
            "head": workbook.add_format(HEAD),
            "cell": workbook.add_format({"valign": "top", "num_format": "#,##0.################"}),
            "whole": workbook.add_format({"valign": "top", "num_format": "#,##0"}),
            "open": workbook.add_format({"valign": "top", "bg_color": "#FFE28A"}),
            "gap": workbook.add_format({"bg_color": "#F0F0F0"}),
            "wrap": workbook.add_format({"valign": "top", "text_wrap": True}),
        }
        scopes = [scope for scope in SCOPES if any(line.scope == scope for line in lines)]
        for scope in scopes:
            _write_scope(workbook, scope, [line for line in lines if line.scope == scope], looks, words)
        _write_checks(workbook.add_worksheet(words("Tổng của tỉnh")), lines, looks, words)
        _write_evidence(workbook.add_worksheet(words("Căn cứ")), lines, looks)


def _write_scope(workbook: Any, scope: str, lines: Sequence[Line], looks: dict[str, Any], words: Words) -> None:
    """Lines of one kind of time under common columns, and in the last one a small chart of each row."""
    name = words(SCOPES[scope])
    sheet = workbook.add_worksheet(name[0].upper() + name[1:31])
    periods = sorted({period for line in lines for period in line.periods}, key=lambda one: (one.end, one.start))
    at = {period: _LEADING + number for number, period in enumerate(periods)}
    chart = _LEADING + len(periods)
    heads = [words("Số liệu"), words("Đơn vị"), *(period_label(scope, one) for one in periods), words("Biểu đồ")]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, looks["head"])
    row, quoted = 0, sheet.get_name().replace("'", "''")
    lines_told = ((each, doubled_units(each.rows)) for each in lines)
    for row, (line, doubled, unit) in in_sheet((each, twice, unit) for each, twice in lines_told for unit in each.rows):
        sheet.write_string(row, 0, title_of(line, words), looks["wrap"])
        sheet.write_string(row, 1, tell_unit(unit, doubled, words), looks["wrap"])
        for period, cell in zip(line.periods, unit.cells, strict=True):
            _write_cell(sheet, (row, at[period]), cell, looks)
        first, last = xl_rowcol_to_cell(row, _LEADING), xl_rowcol_to_cell(row, chart - 1)
        sheet.add_sparkline(row, chart, {"range": f"'{quoted}'!{first}:{last}", "markers": True, "show_hidden": True})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 30)
    sheet.set_column(_LEADING, chart - 1, 11)
    sheet.set_column(chart, chart, 24)
    sheet.freeze_panes(1, _LEADING)
    sheet.autofilter(0, 0, max(row, 1), chart)


def _write_cell(sheet: Any, place: tuple[int, int], cell: SeriesCell | None, looks: dict[str, Any]) -> None:
    """The value as a number where one is stated exactly, else the words; a note tells the files and pages."""
    if cell is None:
        sheet.write_blank(*place, None, looks["gap"])
        return
    value = cell.exact
    digits = len(f"{value:f}".strip("-").replace(".", "")) if value is not None else 0
    if value is not None and digits <= MOST_DIGITS:
        # The file's own form of a number: the digits come out as they are, there are no more than it keeps.
        sheet.write_number(*place, float(value), looks["whole" if value == value.to_integral_value() else "cell"])
    else:
        sheet.write_string(*place, tell_cell(cell), looks["open" if cell.is_open else "cell"])
    told = "\n".join(f"{one.text} ({PurePosixPath(one.source).name}, tr. {one.page})" for one in cell.statements)
    sheet.write_comment(*place, shortened(told, LONGEST_NOTE), {"author": "baocao", "width": 300})


def _write_checks(sheet: Any, lines: Sequence[Line], looks: dict[str, Any], words: Words) -> None:
    heads = (words("Kết quả"), words("Số liệu"), words("Nội dung"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, looks["head"])
    told = [(line, check) for line in lines for check in line.checks]
    told.sort(key=lambda one: ("differs", "unverifiable", "match").index(one[1].verdict))
    for row, (line, check) in in_sheet(told):
        cells = (words(VERDICTS[check.verdict]), title_of(line, words), tell_check(line.scope, check, words))
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, looks["wrap"])
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 2, 70)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(told), 1), 2)


def _write_evidence(sheet: Any, lines: Sequence[Line], looks: dict[str, Any]) -> None:
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.name, looks["head"])
    row = 0
    for row, told in in_sheet(to_table(lines)):
        for at, cell in enumerate(told):
            if isinstance(cell, int):
                sheet.write_number(row, at, cell)
            elif cell:
                sheet.write_string(row, at, str(cell))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)
