"""A year of a province: every planted case is found in 250 reports, and nothing else is flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.periods import read_period
from pipeline.questions.forms import LEADING, stack
from pipeline.questions.matrix import matrix
from pipeline.questions.overview import overview
from pipeline.questions.owed import owed
from pipeline.questions.plans import plans
from pipeline.questions.series import find_series
from pipeline.store import Store, open_store
from tests.benchmarks.year import make_year
from tests.benchmarks.year_senders import RENAMED, STANDS, senders
from tests.benchmarks.year_truth import Year

RULES = {"footnote": "footnote_total", "so_far": "repeated_figure", "table_total": "table_total",
         "date_conflict": "date_conflict"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A made year in a store, and its files' names by report."""

    made: Year
    store: Store
    files: dict[str, str]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("nam")
    made = make_year(folder / "reports")
    store = open_store(f"sqlite:///{folder / 'baocao.db'}", create=True)
    ingest([folder / "reports"], store=store, workers=2)
    yield Kept(made, store, {str(row["doc_id"]): Path(str(row["source"])).name for row in store.records("documents")})
    store.engine.dispose()


def test_every_report_is_read_under_its_period_and_its_organ(year: Kept) -> None:
    assert {"indexed": 250} == Counter(row["outcome"] for row in year.store.records("outcomes"))
    months = Counter(str(row["period_end"])[:7] for row in year.store.records("documents"))
    short = Counter(f"2019-{month:02d}" for _, month in year.made.missing)
    assert {f"2019-{month:02d}": 21 - short[f"2019-{month:02d}"] for month in range(1, 13)} == months
    assert 21 == len(senders())


def test_every_planted_figure_is_found_and_nothing_else_is_flagged(year: Kept) -> None:
    found = Counter(
        (year.files[str(row["doc_id"])], row["rule"])
        for row in year.store.records("findings") if row["verdict"] != "match"
    )  # fmt: skip
    assert Counter((file, RULES[kind]) for file, kind, _ in year.made.mismatches) == found
    claims = {(year.files[str(row["doc_id"])], row["rule"]): str(row["claim"]) for row in year.store.records("findings")
              if row["verdict"] == "mismatch"}  # fmt: skip
    for file, kind, claim in year.made.mismatches:
        assert claim in claims[file, RULES[kind]]
    checked = Counter(row["rule"] for row in year.store.records("findings") if row["verdict"] == "match")
    assert checked["footnote_total"] > 700, "each report's two notes, but for those that are planted"
    assert checked["table_total"] > 300, "each form's columns"
    assert checked["repeated_figure"] > 190, "each cumulative figure against the month before"
    assert checked["sequence"] > 180


def test_who_is_missing_and_who_was_late(year: Kept) -> None:
    found = owed(year.store, read_period("2019"))
    assert {"missing": 2, "late": 3, "sent": 247} == Counter(one.state for one in found)
    assert sorted(year.made.missing) == sorted(
        (one.unit_name, int(one.period_end[5:7])) for one in found if one.state == "missing"
    )
    late = [(one.unit_name, int(one.period_end[5:7]), one.issued_on) for one in found if one.state == "late"]
    assert sorted((unit, month, day.isoformat()) for unit, month, day in year.made.late) == sorted(late)
    assert all(one.days >= 7 and one.basis == "usual_day" for one in found if one.state == "late")
    assert () == overview(year.store).owed, "all have sent the report of December, in time"


def test_a_unit_with_a_new_rank_owes_and_sends_on_under_its_new_name(year: Kept) -> None:
    found = owed(year.store, read_period("2019"))
    for tail, (month, _, _) in RENAMED.items():
        names = [one.unit_name for one in found if one.unit_name.endswith(tail)]
        assert 12 == len(names), tail
        assert {1: month - 1, 2: 13 - month} == {
            at: names.count(name) for at, name in enumerate(dict.fromkeys(names), 1)
        }


def test_what_became_of_every_task(year: Kept) -> None:
    found = plans(year.store, read_period("2019-02..2020-01"))
    became = Counter((year.files[one.doc_id], one.text, one.state) for one in found)
    assert Counter((one.file, one.text, one.state) for one in year.made.promises) == became
    assert {"done", "not_done", "in_progress", "silent", "no_later_report"} == {one.state for one in found}
    for one in found:
        assert bool(one.evidence) == (one.state not in ("silent", "no_later_report"))
        assert one.text == year.store.text(one.doc_id)[one.start : one.end]
        assert all(told.text == year.store.text(told.doc_id)[told.start : told.end] for told in one.evidence)


@pytest.mark.parametrize(("form", "column"), [("Biểu số 01", "Đảng viên kết nạp"), ("Biểu số 02", "Số lớp")])
def test_one_form_of_all_reports_stacks_into_one_table(year: Kept, form: str, column: str) -> None:
    stacked = stack(year.store, form)
    names = [*LEADING, *stacked.columns]
    held: dict[str, list[tuple[str, Decimal]]] = {}
    for row in stacked.rows:
        cells = dict(zip(names, row, strict=True))
        file = year.files[str(cells["doc_id"])]
        held.setdefault(file, []).append((str(cells["row_heading"]), Decimal(str(cells[column]))))
    planted = {file for file, kind, _ in year.made.mismatches if kind == "table_total"}
    true = {one.file: one for one in year.made.forms if one.number == form[-2:]}
    assert 80 == len(true)
    assert set(true) == set(held)
    for file, rows in held.items():
        *parts, (name, total) = rows
        assert (true[file].rows, "Tổng cộng") == (len(parts), name)
        if file not in planted:
            assert true[file].total == total == sum(value for _, value in parts)


@pytest.mark.parametrize("symbol", STANDS.values())
def test_the_matrix_tells_how_the_districts_stand(year: Kept, symbol: str) -> None:
    made = matrix(year.store, directives=[symbol], level="district")
    (directive,) = made.directives
    told = {one.name: made.cell(one, directive).status for one in made.units}
    assert {one.place.name for one in senders() if one.place} == set(told)
    true = {name: status for (of, name), status in year.made.statuses.items() if of == symbol}
    assert true == {name: status for name, status in told.items() if status != "no_evidence"}
    assert 7 == len(true)


def test_the_province_is_the_sum_of_its_units_but_where_planted(year: Kept) -> None:
    asked = find_series(year.store, measure="đảng viên", words="kết nạp", period=read_period("2019")).lines
    (line,) = (one for one in asked if one.scope == "month")
    assert [f"2019-{month:02d}-01" for month in range(1, 13)] == [one.start for one in line.periods]
    assert 21 == len(line.rows), "a unit that got a new rank is one row"
    below = [
        tuple(None if cell is None else cell.exact for cell in row.cells)
        for row in line.rows
        if row.unit.level != "province"
    ]
    true = [tuple(year.made.figures.get((one.code, month)) for month in range(1, 13)) for one in senders()[:-1]]
    assert sorted(map(str, true)) == sorted(
        str(tuple(None if one is None else int(one) for one in row)) for row in below
    )
    for total, check in zip(year.made.joined, line.checks, strict=True):
        assert total.total == check.expected
        assert tuple(name.replace("Huyện ủy", "Huyện") for name in total.gaps) == check.missing
        assert total.parts == check.found
        if not total.gaps:
            assert ("match" if total.total == total.parts else "differs") == check.verdict
        else:
            assert "unverifiable" == check.verdict


def test_no_other_figure_of_the_province_differs(year: Kept) -> None:
    every = find_series(year.store).lines
    differing = [check for line in every for check in line.checks if check.verdict == "differs"]
    assert [("2019-04-30", 9)] == [(one.period.end, int(-one.difference)) for one in differing]
    scopes = Counter(line.scope for line in every)
    assert {"month": 3, "since_year": 1} == scopes, "who joined, classes, learners; who joined so far"
    assert [20, 20, 20, 21] == sorted(len(line.rows) for line in every), "the province tells no classes, nor so far"
