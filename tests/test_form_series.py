"""Cells of annexed forms as lines of series: named by form, row and column, never mixed with the figures of prose."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.batch.reading import to_report
from pipeline.cli import main
from pipeline.messages import Words
from pipeline.questions.form_view import read_forms
from pipeline.questions.series import Line, find_series
from pipeline.questions.series_told import title_of
from pipeline.rows import Origin
from pipeline.store import Outcome, Store
from pipeline.web.app import create_app
from tests.archives import archive
from tests.little_reports import extraction_of

BODY = "Trong tháng, toàn huyện kết nạp 12 đảng viên (Biểu số 01 kèm theo).\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def keep(store: Store, written: str, month: int = 5, issuer: str = "Huyện ủy Mèo Vạc", last: int = 0) -> str:
    """A report of that month, or of the months until `last`, with what is written; its id."""
    made = extraction_of(written)
    ends = date(2024, (last or month) % 12 + 1, 1).toordinal() - 1
    head = replace(
        made.document.letterhead, issuer=issuer, period_start=date(2024, month, 1), period_end=date.fromordinal(ends),
        issued_on=date.fromordinal(ends), place="Hà Giang",
    )  # fmt: skip
    made = replace(made, document=replace(made.document, letterhead=head))
    name = f"{issuer} {month}-{last} {len(written)}"
    doc_id = hashlib.sha256(name.encode()).hexdigest()[:12]
    report = to_report(made, Origin(doc_id, f"/kho/{name}", doc_id, "application/pdf"))
    store.keep(Outcome(f"/kho/{name}", f"/kho/{name}", "indexed", doc_id, doc_id=doc_id, stage="store"), report)
    return doc_id


def told(store: Store, words: str = "", **asked: object) -> dict[str, dict[str, list[str]]]:
    """Each line of a form by what it counts: whose → its figures over time, gaps as dots."""
    lines = find_series(store, words=words or "biểu", forms=True, **asked).lines  # type: ignore[arg-type]
    return {f"{line.words}, {line.scope}": _drawn(line) for line in lines}


def _drawn(line: Line) -> dict[str, list[str]]:
    cells = {f"{row.name} {row.extent}".strip(): row.cells for row in line.rows}
    return {
        name: ["·" if one is None else "/".join(f"{said.value}" for said in one.statements) for one in row]
        for name, row in cells.items()
    }


def form(*rows: str, title: str = "KẾT QUẢ CÔNG TÁC ĐẢNG VIÊN", name: str = "BIỂU SỐ 01") -> str:
    return "\n".join([name, title, *rows]) + "\n"


ROWS = ("TT | Nội dung | Trong tháng | Lũy kế từ đầu năm", "1 | Kết nạp đảng viên | {} | {}", "2 | Khai trừ | 1 | 3")


def monthly(month: str, total: str, title: str = "KẾT QUẢ CÔNG TÁC ĐẢNG VIÊN") -> str:
    return BODY + form(*(row.format(month, total) for row in ROWS), title=title)


def test_a_cell_is_a_line_by_its_form_its_row_and_its_column_and_the_column_tells_the_time(store: Store) -> None:
    keep(store, monthly("12", "40"), 4)
    keep(store, monthly("15", "55", "Kết quả công tác đảng viên tháng 6 năm 2024"), 6)
    assert {
        "kết nạp đảng viên, month": {"Huyện ủy Mèo Vạc": ["12", "·", "15"]},
        "kết nạp đảng viên, since_year": {"Huyện ủy Mèo Vạc": ["40", "·", "55"]},
        "khai trừ, month": {"Huyện ủy Mèo Vạc": ["1", "·", "1"]},
        "khai trừ, since_year": {"Huyện ủy Mèo Vạc": ["3", "·", "3"]},
    } == told(store)
    titles = {title_of(line, Words("vi")) for line in find_series(store, words="khai trừ", forms=True).lines}
    assert "khai trừ (Biểu số 01: kết quả công tác đảng viên), theo tháng" in titles


def test_figures_of_prose_and_of_forms_are_never_one_line_nor_shown_together(store: Store) -> None:
    for month in (4, 5):
        keep(store, monthly("12", "40"), month)
    prose = find_series(store, words="kết nạp").lines
    assert ["kết nạp đảng viên"] == [line.words for line in prose]
    assert not any(line.form for line in prose)
    forms = find_series(store, words="kết nạp", forms=True).lines
    assert ["Biểu số 01".lower()] * 2 == [line.form for line in forms]
    assert not {line.line for line in prose} & {line.line for line in forms}


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("Thực hiện", "month 2024-05-01 2024-05-31"),
        ("Trong tháng", "month 2024-05-01 2024-05-31"),
        ("Tháng 4/2024", "month 2024-04-01 2024-04-30"),
        ("Quý I/2024", "quarter 2024-01-01 2024-03-31"),
        ("Lũy kế", "tally  2024-05-31"),
        ("Lũy kế đến 31/5/2024", "tally  2024-05-31"),
        ("Từ đầu năm", "since_year 2024-01-01 2024-05-31"),
        ("5 tháng đầu năm 2024", "since_year 2024-01-01 2024-05-31"),
        ("Đến hết tháng 5", "so_far  2024-05-31"),
        ("Trong quý", ""),  # a month's report: which quarter, and how much of it?
        ("Trong tháng/Lũy kế", ""),
        ("Năm 2024", ""),  # in May: what was, or what is to be?
        ("Lũy kế đến 30/6/2024", ""),
        ("Cùng kỳ năm trước", ""),
        ("So với cùng kỳ", ""),
        ("Kế hoạch", ""),
        ("Chỉ tiêu giao", ""),
        ("Ước thực hiện", ""),
        ("Năm sinh", ""),
        ("Điểm", ""),
    ],
)
def test_the_heading_tells_over_which_time_a_cell_counts_or_that_it_counts_nothing(
    store: Store, heading: str, scope: str
) -> None:
    keep(store, form(f"TT | Nội dung | {heading} | Ghi chú", "1 | Kết nạp | 12 | 1/5", "2 | Khai trừ | 13 | đủ"))
    found = find_series(store, words="kết nạp", forms=True).lines
    assert ([scope] if scope else []) == [
        " ".join((line.scope, line.periods[0].start, line.periods[0].end)) for line in found
    ]


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU THÁNG 5 NĂM 2024", "month"),
        ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024", "since_year"),
        ("KẾT QUẢ QUÝ II NĂM 2024", "quarter"),
        ("CHỈ TIÊU GIAO NĂM 2024", ""),
        ("DỰ KIẾN KẾT NẠP ĐẢNG VIÊN", ""),
    ],
)
def test_the_title_tells_the_time_where_the_headings_do_not(store: Store, title: str, scope: str) -> None:
    keep(store, form("TT | Nội dung | Số lượng", "1 | Kết nạp | 12", "2 | Khai trừ | 13", title=title), 1, last=6)
    assert ([scope] if scope else []) == [line.scope for line in find_series(store, words="kết nạp", forms=True).lines]


def test_rows_that_are_units_are_rows_of_one_line_and_their_total_is_that_of_the_districts(store: Store) -> None:
    units = ("TT | Đơn vị | Số lớp", "1 | Huyện Mèo Vạc | 12", "2 | Huyện Yên Minh | 08", " | Tổng cộng | 20")
    keep(store, form(*units, title="MỞ LỚP BỒI DƯỠNG"), issuer="Tỉnh ủy Hà Giang")
    assert {
        "số lớp, month": {
            "Tỉnh Hà Giang districts": ["20"], "Huyện Mèo Vạc whole": ["12"], "Huyện Yên Minh whole": ["8"],
        }
    } == told(store)  # fmt: skip
    (line,) = find_series(store, measure="lớp", forms=True).lines
    assert ["lớp"] == [line.measure]


def test_headings_that_do_not_tell_two_cells_apart_tell_neither(store: Store) -> None:
    rows = ("Nội dung | Trong tháng | Ghi chú", "Học viên | 30 | ", "Nam | 12 | ", "Đảng viên | 9 | ", "Nam | 5 | ")
    keep(store, form(*rows))
    assert {"học viên, month", "đảng viên, month"} == set(told(store))


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (("TT | Nội dung | Số lượng", "1 | Huy hiệu 30 năm tuổi Đảng | 5", "2 | Huy hiệu 40 năm tuổi Đảng | 7"), 2),
        (("TT | Nội dung | Số lượng", "I | Học viên | 5", "1 | Nữ | 3", "II | Đảng viên | 9", "1 | Nữ | 4"), 4),
    ],
)
def test_rows_that_differ_in_a_figure_or_in_what_stands_above_are_lines_of_their_own(
    store: Store, rows: tuple[str, ...], count: int
) -> None:
    keep(store, form(*rows))
    assert count == len(told(store))


def test_forms_of_one_number_with_other_titles_are_other_lines(store: Store) -> None:
    keep(store, monthly("12", "40"), 4)
    keep(store, monthly("99", "990", "ĐẢNG VIÊN ĐI LÀM ĂN XA"), 5)
    found = find_series(store, words="kết nạp", forms=True).lines
    assert 4 == len(found)
    assert not find_series(store, forms=True).lines, "none is told twice"


def test_a_report_without_a_period_tells_only_what_its_form_dates(store: Store) -> None:
    extraction = extraction_of(
        form("TT | Nội dung | Tháng 5/2024 | Lũy kế", "1 | Kết nạp | 12 | 40", "2 | Khác | 1 | 2")
    )
    report = to_report(extraction, Origin("a" * 12, "/kho/a", "a" * 12, "application/pdf"))
    store.keep(Outcome("/kho/a", "/kho/a", "indexed", "a" * 12, doc_id="a" * 12, stage="store"), report)
    assert {"kết nạp, month", "khác, month"} == set(told(store))


def test_where_only_forms_have_what_is_asked_for_that_is_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    keep(store, monthly("12", "40"), 4)
    assert 0 == main(["series", "--store", store.url, "--words", "khai trừ"])
    assert "Trong các biểu kèm theo có 2 dòng số liệu: thêm --forms." in capsys.readouterr().err
    web = TestClient(create_app(store, Path("/nowhere")), base_url="http://127.0.0.1:8321")
    page = web.get("/series?words=khai+trừ").text
    assert '<a href="/series?forms=1&amp;words=khai+tr%E1%BB%AB">Trong các biểu kèm theo có 2 dòng' in page


def test_the_command_shows_the_lines_of_forms_when_asked(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    keep(store, monthly("12", "40"), 4)
    assert 0 == main(["series", "--store", store.url, "--words", "bieu so 01 khai tru", "--forms", "--json"])
    record: Mapping[str, list[Mapping[str, object]]] = json.loads(capsys.readouterr().out)
    assert {"month", "since_year"} == {str(line["scope"]) for line in record["lines"]}
    assert {"biểu số 01"} == {str(line["form"]) for line in record["lines"]}


def test_the_page_of_a_report_shows_its_forms_with_every_cell_linked_to_its_place(store: Store) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    doc_id = keep(store, monthly("12", "40", f"KẾT QUẢ {hostile}").replace("Khai trừ", f"Khai trừ {hostile}"))
    web = TestClient(create_app(store, Path("/nowhere")), base_url="http://127.0.0.1:8321")
    page = web.get(f"/documents/{doc_id}").text
    text = store.text(doc_id)
    assert '<section class="annexed" id="form-1" aria-label="BIỂU SỐ 01">' in page
    assert ["Dòng", "Trong tháng", "Lũy kế từ đầu năm"] == re.findall(r'<th scope="col">([^<]*)</th>', page)
    cells = re.findall(r'<td><a href="#p1:(\d+)-(\d+)">([^<]*)</a></td>', page)
    assert ["12", "40", "1", "3"] == [said for _, _, said in cells]
    assert all(text[int(start) : int(end)] == said for start, end, said in cells)
    named = text.index("Biểu số 01")
    assert f'<a href="#p1:{named}-{named + 10}">câu nêu biểu này</a>' in page
    assert 'href="#form-1">BIỂU SỐ 01: KẾT QUẢ' in page, "beside the sentence that names it"
    assert "<img" not in page
    assert 2 == len(re.findall(r"<th scope=\"row\">[^<]*</th>", page))


def test_a_long_form_is_cut_and_the_page_tells_how_much_is_left(store: Store) -> None:
    wide = " | ".join(f"Cột {number}" for number in range(34))
    body = [f"{number} | Dòng {number} | " + " | ".join(["1"] * 34) for number in range(1, 104)]
    doc_id = keep(store, form(f"TT | Nội dung | {wide}", *body))
    (shown,) = read_forms(store, doc_id)
    assert ((3, 4), 100, 30) == (shown.left, len(shown.rows), len(shown.columns))
    web = TestClient(create_app(store, Path("/nowhere")), base_url="http://127.0.0.1:8321")
    page = web.get(f"/documents/{doc_id}").text
    assert "Còn 3 dòng nữa" in page
    assert "Còn 4 cột nữa" in page


def test_the_page_and_the_api_show_lines_of_forms_when_asked(store: Store) -> None:
    for month in (4, 5):
        keep(store, monthly("12", "40"), month)
    web = TestClient(create_app(store, Path("/nowhere")), base_url="http://127.0.0.1:8321")
    assert "Biểu số 01" not in web.get("/series").text
    assert "kết nạp đảng viên (Biểu số 01: kết quả công tác đảng viên), theo tháng" in web.get("/series?forms=1").text
    assert 4 == web.get("/api/series?forms=true").json()["total"]
    assert 1 == web.get("/api/series").json()["total"]
    assert 200 == web.get("/series.xlsx?forms=1").status_code
