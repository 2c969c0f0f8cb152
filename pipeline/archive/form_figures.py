"""The cells of annexed forms as parts of series: «Biểu số 01», row «Kết nạp», column «Trong tháng» is one line.

A line of a form never holds a figure of prose, nor one of another form, nor one under other headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.dates import find_dates
from extractors.mention import Context
from extractors.patterns import fold, strip_marks
from extractors.places import place
from pipeline.archive.figures import COLUMNS, line_of, report_period
from pipeline.archive.reporters import Reporter, speaker_of
from pipeline.archive.scopes import Dated, Stretch, heading_stretch, is_of_other_time
from pipeline.archive.wording import records_of
from pipeline.forms import PATH, form_key
from pipeline.tables import Cell, Row, to_cell

# What a row is called that adds up the units above it.
_TOTAL = re.compile(r"(?:tổng (?:cộng|số)|tổng|cộng|toàn (?:tỉnh|huyện|thành phố|thị xã|xã|phường|đảng bộ))(?: chung)?")
# Columns of figures that count nothing: «Năm sinh», «Số quyết định», «Điểm».
_NO_COUNT = re.compile(
    r"\b(?:năm sinh|ngày|số hiệu|số,? ký hiệu|số quyết định|số điện thoại|ghi chú|điểm|xếp loại|mức|năm thành lập)\b"
    r"|^(?:năm|số|stt|tt)$"
)
# Columns of what was to be, or was guessed to come: «Kế hoạch», «KH năm», «Ước thực hiện».
_AHEAD = re.compile(r"(?:kế hoạch|kh|chỉ tiêu|mục tiêu|dự kiến|ước)\b")
_RESULTS = re.compile(r"\b(?:kết quả|tình hình|thực hiện)\b")  # «Kết quả thực hiện các chỉ tiêu» has happened
_TWICE = re.compile(r" \(\d+\)$")  # «Biểu số 01 (2)»: the second of one name in a report
_NUMERAL = re.compile(r"\b[ivx]+$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading without its words of time; `when` is the time that they tell, `open` where that cannot be known."""

    words: str
    when: Stretch | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a report, as a line names it; `by_unit` where its rows are units."""

    name: str
    title: _Heading
    key: str
    by_unit: bool
    only_districts: bool


@dataclass(frozen=True, slots=True)
class _Report:
    """What the cells of a report share: who speaks, of which time, and the units that it names, by identifier."""

    home: Reporter
    own: Stretch | None
    context: Context
    units: Mapping[str, str]
    surfaces: Mapping[str, tuple[str, ...]]

    def heading(self, printed: str, *unit_ids: str) -> _Heading:
        """What a heading says but for time, and for the unit whose figures it heads."""
        dates = [
            Dated(found.span, found.value.kind, found.value.start_on, found.value.end_on)
            for found in find_dates(printed, self.context)
            if found.value.start_on and found.value.end_on
        ]
        told, spans = heading_stretch(printed, dates, self.own)
        rest = "".join(sign for at, sign in enumerate(printed) if not any(one.start <= at < one.end for one in spans))
        words = fold(rest)
        for surface in (one for unit_id in unit_ids for one in self.surfaces.get(unit_id, ())):
            words = words.replace(surface, " ")
        return _Heading(_tidy(words), told, bool(spans) and told is None)


def to_form_figures(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The figures of a report's annexed forms: what row and column say they count, of whom, over which time.

    Left out are plans and comparisons, figures whose headings leave the time open, and those that two cells of one
    form have under the same headings.
    """
    if not rows.get("form_cells"):
        return []
    report = _report(rows)
    cells: dict[str, list[dict[str, Cell]]] = {}
    for record in records_of("form_cells", rows):
        cells.setdefault(str(record["form"]), []).append(record)
    found = []
    for form in records_of("forms", rows):
        if is_of_other_time(str(form["title"])) and not _RESULTS.search(fold(str(form["title"]))):
            continue
        inside = cells.get(str(form["form"]), [])
        told = list(_figures(report, _form(report, form, inside), inside))
        met = Counter(map(_said_of, told))
        found += [row for row in told if met[_said_of(row)] == 1]
    return found


def _said_of(row: Row) -> tuple[Cell, ...]:
    """What two cells must not share, or else their headings do not tell them apart."""
    record = dict(zip(COLUMNS, row, strict=True))
    return tuple(record[name] for name in ("line", "unit_id", "extent", "period_start", "period_end"))


def _report(rows: Mapping[str, Sequence[Row]]) -> _Report:
    head = next(records_of("documents", rows))
    issued_on, start, end = (date.fromisoformat(str(head[name])) if head[name] else None
                             for name in ("issued_on", "period_start", "period_end"))  # fmt: skip
    context = Context(issued_on, start, end)
    units, surfaces = dict[str, str](), dict[str, tuple[str, ...]]()
    for record in records_of("unit_mentions", rows):
        if record["unit_id"] and record["kind"] != "group":
            unit_id = str(record["unit_id"])
            units[unit_id] = str(record["name"])
            said = {*surfaces.get(unit_id, ()), fold(" ".join(str(record["text"]).split()))}
            surfaces[unit_id] = tuple(sorted(said, key=lambda one: (-len(one), one)))
    return _Report(speaker_of(head), report_period(head), context, units, surfaces)


def _form(report: _Report, form: Mapping[str, Cell], cells: Sequence[Mapping[str, Cell]]) -> _Form:
    name = _TWICE.sub("", str(form["form"]))
    title = report.heading(str(form["title"]), report.home.unit_id, report.home.place_id)
    of_row = {int(cell["row"] or 0): (str(cell["row_heading"]), str(cell["unit_id"])) for cell in cells}
    rows = [unit_id for heading, unit_id in of_row.values() if not _is_total(heading)]
    named = {unit_id for unit_id in rows if unit_id in report.units}
    places = [place(unit_id) for unit_id in named]
    return _Form(
        _NUMERAL.sub(lambda found: found.group().upper(), fold(name)),
        title,
        " ".join(map(str, form_key(name))),
        2 * len([unit_id for unit_id in rows if unit_id in named]) > len(rows),
        all(one is not None and one.kind not in ("province", "commune") for one in places)
        and not any("/" in unit_id for unit_id in named),
    )


def _is_total(heading: str) -> bool:
    return _TOTAL.fullmatch(_tidy(fold(heading))) is not None


def _figures(report: _Report, form: _Form, cells: Sequence[Mapping[str, Cell]]) -> Iterator[Row]:
    for cell in cells:
        over, beside = str(cell["column_heading"]), str(cell["row_heading"])
        if cell["value"] is None or not _is_counted(over) or is_of_other_time(over) or is_of_other_time(beside):
            continue
        unit_id = str(cell["unit_id"]) if str(cell["unit_id"]) in report.units else ""
        row, column = report.heading(beside, unit_id), report.heading(over, unit_id)
        stretch = _stretch(report, form, row, column)
        if stretch is None:
            continue
        total = form.by_unit and not unit_id and _is_total(beside)
        whose = _whose(report, form, unit_id, is_total=total)
        yield _row(form, cell, ("" if total else row.words, column.words), whose, stretch)


def _is_counted(column: str) -> bool:
    """False for «Năm sinh», «Ghi chú», «Kế hoạch»."""
    lowest = fold(column.rpartition(PATH)[2])
    return not (_NO_COUNT.search(lowest) or _AHEAD.match(lowest))


def _stretch(report: _Report, form: _Form, row: _Heading, column: _Heading) -> Stretch | None:
    """The time that the headings tell; else the form's title, else the report; None where they leave it open."""
    if row.open or column.open or (row.when and column.when and row.when != column.when):
        return None
    told = column.when or row.when
    if told is None:
        told = None if form.title.open else form.title.when or report.own
    ahead = told is not None and report.own is not None and told.end > report.own.end  # «Năm 2024» in a report of May
    return None if ahead else told


def _whose(report: _Report, form: _Form, unit_id: str, *, is_total: bool) -> tuple[str, str, str]:
    """Of whom a cell tells: the unit of its heading, the whole place for a total of units, else the report's own."""
    home = report.home
    if unit_id:
        return unit_id, report.units[unit_id], "" if "/" in unit_id else "whole"
    if is_total and home.place is not None:
        districts = form.only_districts and home.place.kind == "province"
        return home.place.unit_id, home.place.name, "districts" if districts else "whole"
    return home.unit_id, home.name, ""


def _row(
    form: _Form, cell: Mapping[str, Cell], headings: tuple[str, str], whose: tuple[str, str, str], stretch: Stretch
) -> Row:
    measure = fold(str(cell["measure"]))
    title = form.title.words
    words = " – ".join(filter(None, headings)) or title or form.name
    line = line_of(stretch.scope, measure, *headings, form.key, title)
    plain = strip_marks(" ".join(_WORDS.findall(f"{words} {measure} {title} {form.name}")))
    return (
        cell["doc_id"], line, measure, words, plain, "", "", title, form.name, stretch.scope, *whose, cell["value"], "",
        to_cell(stretch.start), to_cell(stretch.end), cell["page"], cell["start"], cell["end"], cell["text"],
    )  # fmt: skip


def _tidy(words: str) -> str:
    """Words without the brackets and strokes that a time left behind: «số lớp ( )» → «số lớp»."""
    bare = re.sub(r"\(\s*\)", " ", words)
    return " ".join(bare.split()).strip(" ,.;:/–-*+>")
