"""Exported files: the same facts in each form, nothing that a spreadsheet would run, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.called import CALLED
from pipeline.exports.export import export
from pipeline.exports.spreadsheets import inert, recovered
from pipeline.exports.workbook import SHEETS
from pipeline.ingest import to_report
from pipeline.rows import Origin
from pipeline.store import Outcome, Store, open_store
from pipeline.tables import tables
from tests.builders import BODY, document, extraction
from tests.databases import address

pytestmark = pytest.mark.databases

HOSTILE = ("=1+1", "+84", "-x", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "\u200b@x", "＝1", "'=1", "''-x", "\r=1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two reports, one of them named and titled to be run by a spreadsheet."""
    made = open_store(address(tmp_path), create=True)
    for name, title in (("tháng 5.pdf", "kết quả công tác"), ("=cmd.pdf", "=HYPERLINK(1)")):
        sha = hashlib.sha256(name.encode()).hexdigest()
        facts = document()
        facts = replace(facts, letterhead=replace(facts.letterhead, title=title))
        report = to_report(extraction(facts), Origin(sha[:12], name, sha, "application/pdf"))
        made.keep(Outcome(name, name, "indexed", sha, doc_id=sha[:12]), report)
    return made


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet(path: Path, name: str) -> Any:
    return openpyxl.load_workbook(path)[name]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_every_table_is_written_also_where_it_is_empty(store: Store, tmp_path: Path, form: str) -> None:
    export(store, tmp_path / "out", form)
    assert sorted(f"{name}.{form}" for name in tables()) == sorted(path.name for path in (tmp_path / "out").iterdir())


def test_csv_begins_with_the_mark_that_excel_needs_and_with_the_columns_names(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, "csv")
    assert (tmp_path / "counts.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,mention_id,page,start,end,text,zone")
    assert [c.name for c in tables()["findings"]] == (tmp_path / "findings.csv").read_text("utf-8-sig").strip().split(
        ","
    )


def as_csv(cell: str | int | float | bool | None) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def test_csv_and_jsonl_say_the_same(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, "csv")
    export(store, tmp_path, "jsonl")
    for name in tables():
        lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        told = [{column: as_csv(cell) for column, cell in line.items()} for line in lines]
        assert told == [{k: recovered(v) for k, v in row.items()} for row in read_csv(tmp_path / f"{name}.csv")]


def test_numbers_are_written_exactly(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, "csv")
    assert ["16", "534", "12.5"] == [row["value"] for row in read_csv(tmp_path / "counts.csv")][:3]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_second_export_writes_the_same_bytes(store: Store, tmp_path: Path, form: str) -> None:
    first, second = (
        {path.name: path.read_bytes() for path in export(store, tmp_path / name, form)} for name in ("1", "2")
    )
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert f"'{text}" == inert(text)


@pytest.mark.parametrize("text", ["16 văn bản", "05-CT/TW", "-12.5", "-3", "'tỉnh", "a=1", "", "(+)"])
def test_what_a_spreadsheet_would_leave_alone_stays_as_it_is(text: str) -> None:
    assert text == inert(text)


@given(st.text(alphabet="=+-@\t\r '\u00a0a1.＝", max_size=8) | st.text())
def test_the_original_text_can_always_be_recovered(text: str) -> None:
    assert text == recovered(inert(text))


def test_hostile_names_and_titles_are_inert_in_csv_and_as_they_were_in_jsonl(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, "csv")
    export(store, tmp_path, "jsonl")
    assert {"'=HYPERLINK(1)", "kết quả công tác"} == {row["title"] for row in read_csv(tmp_path / "documents.csv")}
    assert {"'=cmd.pdf", "tháng 5.pdf"} == {row["source"] for row in read_csv(tmp_path / "documents.csv")}
    titles = {json.loads(line)["title"] for line in (tmp_path / "documents.jsonl").read_text("utf-8").splitlines()}
    assert {"=HYPERLINK(1)", "kết quả công tác"} == titles


def test_parquet_keeps_the_declared_types_also_of_empty_tables(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, "parquet")
    counts = pd.read_parquet(tmp_path / "counts.parquet")
    assert ["16", "534", "12.5"] == list(counts["value"])[:3]
    assert pd.Int64Dtype() == counts["page"].dtype
    empty = pd.read_parquet(tmp_path / "findings.parquet")
    assert [column.name for column in tables()["findings"]] == list(empty.columns)
    assert pd.Int64Dtype() == empty["page"].dtype


def test_the_workbook_has_a_summary_first_and_a_sheet_for_each_table(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    assert ["Tổng hợp", *(SHEETS[name] for name in tables())] == openpyxl.load_workbook(path).sheetnames


def test_the_workbook_speaks_vietnamese_where_the_tables_have_codes(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    codes = {code for column in CALLED.values() for code in column}
    told = {cell.value for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row}
    assert set() == told & codes
    assert {"nội dung", "cước chú", "đã đọc"} <= told


def test_every_sheet_prints_across_one_page_with_its_head_on_each(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    for page in openpyxl.load_workbook(path):
        assert ("landscape", 9, None, 0) == (  # a sheet one page wide says nothing
            page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth,
            page.page_setup.fitToHeight,
        )  # fmt: skip
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows


def test_a_row_is_as_tall_as_its_longest_text_and_the_head_holds_two_lines(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    for page in openpyxl.load_workbook(path).worksheets[1:]:
        assert page.row_dimensions[1].height >= 30
        for row in page.iter_rows(min_row=2):
            long = [cell for cell in row if isinstance(cell.value, str) and not is_hidden(page, cell.column)]
            widths = {cell.column: page.column_dimensions[width_of(page, cell.column)].width for cell in long}
            lines = max((len(str(cell.value)) / widths[cell.column] for cell in long), default=1)
            assert (page.row_dimensions[row[0].row or 0].height or 15) >= min(15 * int(lines), 300), page.title


def width_of(page: Any, column: int) -> str:
    """The name under which the workbook keeps how wide a column is: neighbours of one width have one."""
    return next(str(name) for name, told in page.column_dimensions.items() if told.min <= column <= told.max)


def is_hidden(page: Any, column: int) -> bool:
    return bool(page.column_dimensions[width_of(page, column)].hidden)


def test_moments_stand_in_the_workbook_by_the_clock_of_vietnam(store: Store, tmp_path: Path) -> None:
    moment = "2024-05-30T22:05:53+00:00"
    store.keep(Outcome("/kho/b.pdf", "/kho/b.pdf", "quarantined", reason="EMPTY", tried_at=moment))
    (path,) = export(store, tmp_path, "xlsx")
    cells = [cell for row in sheet(path, "Tệp đã gặp").iter_rows() for cell in row]
    [cell] = [cell for cell in cells if isinstance(cell.value, datetime)]
    assert (datetime(2024, 5, 31, 5, 5, 53), "dd/mm/yyyy hh:mm") == (cell.value, cell.number_format)


def test_nothing_in_the_workbook_is_a_formula(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    cells = [cell for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_in_the_workbook_dates_are_dates_and_numbers_are_numbers(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    page = sheet(path, "Lượt dẫn văn bản")
    header = [cell.value for cell in page[1]]
    assert datetime(2024, 1, 31) == page.cell(2, header.index("Ngày ban hành") + 1).value
    counts = sheet(path, "Số liệu")
    at = [cell.value for cell in counts[1]].index("Giá trị") + 1
    assert [16, 534, 12.5] == [counts.cell(row, at).value for row in (2, 3, 4)]


def test_a_sheet_can_be_filtered_and_its_header_stays_in_sight(store: Store, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "xlsx")
    page = sheet(path, "Số liệu")
    assert "B2" == page.freeze_panes
    assert page.dimensions == page.auto_filter.ref


def test_a_cell_longer_than_a_workbook_holds_is_cut_and_says_so(store: Store, tmp_path: Path) -> None:
    sha = "f" * 64
    long = document(BODY.replace("Mở 09 lớp", "Mở 09 lớp " + "dài " * 10_000))
    long = replace(long, letterhead=replace(long.letterhead, title="dài " * 10_000))
    report = to_report(extraction(long), Origin(sha[:12], "dài.pdf", sha, "application/pdf"))
    store.keep(Outcome("dài.pdf", "dài.pdf", "indexed", sha, doc_id=sha[:12]), report)
    (path,) = export(store, tmp_path, "xlsx")
    longest = max((str(cell.value) for row in sheet(path, "Báo cáo").iter_rows() for cell in row), key=len)
    assert (32_767, "…") == (len(longest), longest[-1])


def test_a_failed_export_leaves_no_half_written_file(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "counts.csv").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        export(store, out, "csv")
    assert [] == [path.name for path in out.iterdir() if path.name.endswith(".part")]
