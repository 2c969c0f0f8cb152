"""A series in words: «kết nạp đảng viên, theo tháng», «5/2024», «trên 20», «120: cộng các huyện được 118, chênh 2»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.messages import Words
from pipeline.questions.series import COLUMNS, Line, to_table
from pipeline.questions.series_cells import SeriesCell, SeriesRow, Statement
from pipeline.questions.series_periods import Stretch
from pipeline.questions.series_totals import Check
from pipeline.questions.telling import day, decimal, quarter_of

# Over which time a line's figures count; the English stands in `messages`.
SCOPES: Mapping[str, str] = {
    "week": "theo tuần", "month": "theo tháng", "quarter": "theo quý", "half": "theo nửa năm",
    "nine_months": "9 tháng đầu năm", "year": "theo năm", "range": "theo kỳ báo cáo", "since_year": "lũy kế từ đầu năm",
    "since": "lũy kế từ các năm trước", "tally": "lũy kế", "so_far": "đến nay",
}  # fmt: skip
EXTENTS: Mapping[str, str] = {"whole": "toàn đơn vị", "districts": "các huyện cộng lại", "": "riêng đơn vị"}
VERDICTS: Mapping[str, str] = {"match": "khớp", "differs": "lệch", "unverifiable": "chưa kiểm tra được"}
_DOUBTS: Mapping[str, str] = {
    "open": "{unit} có nhiều số khác nhau", "approximate": "số của {unit} chỉ là gần đúng",
    "not_whole": "{unit} không nói rõ đó là số của toàn đơn vị",
    "others": "phần chênh có thể của đơn vị trực thuộc tỉnh không phải là huyện",
}  # fmt: skip
GAP = "·"
_MOST_NAMES = 3


def title_of(line: Line, words: Words) -> str:
    """What a line counts, and over which time: «kết nạp đảng viên, theo tháng»."""
    named = ": ".join(one for one in (f"{line.form[:1].upper()}{line.form[1:]}", line.section) if one)
    where = f" ({named})" if named else ""
    about = f" [{line.others}]" if line.others else ""
    return f"{line.words}{where}{about}, {words(SCOPES[line.scope])}"


def period_label(scope: str, period: Stretch) -> str:
    """A column's heading, short.

    >>> period_label("month", Stretch("2024-05-01", "2024-05-31")), period_label("tally", Stretch("", "2024-05-31"))
    ('5/2024', '→ 31/05/2024')
    """
    end = date.fromisoformat(period.end)
    match scope:
        case "month":
            return f"{end.month}/{end.year}"
        case "quarter":
            return f"{quarter_of(end.month)}/{end.year}"
        case "year":
            return str(end.year)
        case "half" | "nine_months" | "since_year":
            first = date.fromisoformat(period.start).month
            return f"{first}–{end.month}/{end.year}"
    return f"{day(period.start)} → {day(period.end)}" if period.start else f"→ {day(period.end)}"


def tell_statement(one: Statement) -> str:
    """«trên 1.862»."""
    return f"{one.qualifier} {decimal(f'{one.value:f}')}".strip()


def tell_cell(cell: SeriesCell | None) -> str:
    """«12», «trên 20», «12 | 13» where both are stated; a gap is «·», never nought."""
    if cell is None:
        return GAP
    return " | ".join(dict.fromkeys(tell_statement(one) for one in cell.statements))


def doubled_units(rows: Iterable[SeriesRow]) -> frozenset[str]:
    """The units of which a line has several rows, by `unit_id`."""
    counted = Counter(row.unit.unit_id for row in rows)
    return frozenset(unit_id for unit_id, count in counted.items() if count > 1)


def tell_unit(row: SeriesRow, doubled: Collection[str], words: Words) -> str:
    """The unit's name, and how much of it the figures tell where the line also has others of it (`doubled_units`)."""
    alike = row.unit.unit_id in doubled
    return f"{row.name} ({words(EXTENTS[row.extent])})" if alike or row.extent == "districts" else row.name


def tell_check(scope: str, check: Check, words: Words) -> str:
    """«Tỉnh Hà Giang, 5/2024: 120; cộng các đơn vị được 118, chênh 2»."""
    who = f"{check.unit_name}, {period_label(scope, check.period)}: {decimal(f'{check.expected:f}')}"
    found, apart = decimal(f"{check.found:f}"), decimal(f"{abs(check.difference):f}")
    if check.missing:
        shown = ", ".join(check.missing[:_MOST_NAMES])
        more = len(check.missing) - _MOST_NAMES
        shown = words("{units} và {n} đơn vị khác", units=shown, n=more) if more > 0 else shown
        return f"{who}; {words('chưa kiểm tra được vì thiếu số của {units}', units=shown)}"
    if check.verdict == "match":
        return f"{who}; {words('khớp với tổng các đơn vị')}"
    told = words("cộng các đơn vị được {found}, chênh {apart}", found=found, apart=apart)
    if check.doubts:
        first = check.doubts[0]
        told += f" ({words(_DOUBTS[first.why], unit=first.unit_name)})"
    return f"{who}; {told}"


def to_record(line: Line) -> dict[str, Any]:
    """A line as JSON: its figures as rows of `COLUMNS`, and the totals that were checked."""
    names = [column.name for column in COLUMNS]
    checks = [
        {"unit_name": one.unit_name, "extent": one.extent, "period_start": one.period.start or None,
         "period_end": one.period.end, "verdict": one.verdict, "expected": f"{one.expected:f}",
         "found": f"{one.found:f}", "difference": f"{one.difference:f}", "missing": list(one.missing),
         "doubts": [[doubt.why, doubt.unit_name] for doubt in one.doubts]}
        for one in line.checks
    ]  # fmt: skip
    told = {name: getattr(line, name) for name in ("line", "words", "measure", "scope", "others", "section", "form")}
    figures = (dict(zip(names, row, strict=True)) for row in to_table([line]))
    return {**told, "figures": [{n: c for n, c in row.items() if n not in told} for row in figures], "checks": checks}
