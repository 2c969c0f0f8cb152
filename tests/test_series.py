"""Series: the same figure over units and periods; gaps stay gaps, what is told twice stays open, totals are checked."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from extractors.places import places
from pipeline.cli import main
from pipeline.corrections.applying import fact_key
from pipeline.exports.saving import save_rows
from pipeline.exports.series_files import write_series
from pipeline.messages import RefusedError, Words
from pipeline.periods import read_period
from pipeline.questions.corrections import correct, undo
from pipeline.questions.series import COLUMNS, Line, find_series, series, to_table
from pipeline.questions.series_cells import SeriesCell, Statement
from pipeline.questions.series_told import tell_cell
from pipeline.store import Actor, Store
from pipeline.web.app import create_app
from pipeline.web.charts import draw
from tests.archives import archive, submit

# openpyxl reads the cells and leaves the charts out; the charts are looked for in the sheet's XML.
SPARKLINES = pytest.mark.filterwarnings("ignore:Sparkline")
MEO_VAC, YEN_MINH = "TỈNH ỦY HÀ GIANG / HUYỆN ỦY MÈO VẠC", "TỈNH ỦY HÀ GIANG / HUYỆN ỦY YÊN MINH"
OFFICE = "TỈNH ỦY HÀ GIANG / VĂN PHÒNG"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def joined(count: str, words: str = "Toàn huyện") -> str:
    return f"{words} kết nạp {count} đảng viên."


def drawn(line: Line) -> dict[str, str]:
    """A line as one reads it: «Huyện Mèo Vạc» → «12 · 15», gaps as dots, several values parted by strokes."""
    return {
        row.name + (f" ({row.extent})" if row.extent else ""): " ".join(
            "·" if cell is None else "/".join(f"{one.qualifier} {one.value}".strip() for one in cell.statements)
            for cell in row.cells
        )
        for row in line.rows
    }


def only(store: Store, **asked: object) -> Line:
    [line] = find_series(store, **asked).lines  # type: ignore[arg-type]
    return line


def test_a_figure_of_each_month_is_one_line_and_a_month_without_it_is_a_gap(store: Store) -> None:
    for month, count in (("2024-01", "12"), ("2024-02", "15"), ("2024-04", "09")):
        submit(store, MEO_VAC, month, joined(count))
    line = only(store)
    assert {"Huyện Mèo Vạc (whole)": "12 15 · 9"} == drawn(line)
    assert ("kết nạp đảng viên", "month") == (line.words, line.scope)
    assert ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"] == [one.end for one in line.periods]


def test_months_quarters_and_the_year_so_far_are_lines_of_their_own(store: Store) -> None:
    for month in ("2024-03", "2024-06"):
        submit(store, MEO_VAC, month, "Trong tháng, toàn huyện kết nạp 12 đảng viên, lũy kế từ đầu năm 60 đảng viên.")
        submit(
            store, MEO_VAC, month, joined("31"), again=1, period=f"quý {'I' if month.endswith('3') else 'II'} năm 2024"
        )
    told = {line.scope: drawn(line) for line in find_series(store).lines}
    assert "12 · · 12" == told["month"]["Huyện Mèo Vạc (whole)"]
    assert "31 31" == told["quarter"]["Huyện Mèo Vạc (whole)"]
    assert "60 60" == told["since_year"]["Huyện Mèo Vạc (whole)"]


@pytest.mark.parametrize(
    ("words", "scope", "start", "end"),
    [
        ("Toàn huyện kết nạp 12 đảng viên.", "month", "2024-05-01", "2024-05-31"),
        ("Tháng 4/2024, toàn huyện kết nạp 12 đảng viên.", "month", "2024-04-01", "2024-04-30"),
        ("Quý I/2024, toàn huyện kết nạp 12 đảng viên.", "quarter", "2024-01-01", "2024-03-31"),
        ("Từ đầu năm đến nay, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01", "2024-05-31"),
        ("Toàn huyện kết nạp 12 đảng viên từ đầu năm đến nay.", "since_year", "2024-01-01", "2024-05-31"),
        ("6 tháng đầu năm, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01", "2024-06-30"),
        ("Toàn huyện lũy kế kết nạp 12 đảng viên.", "tally", None, "2024-05-31"),
        ("Đến nay, toàn huyện kết nạp 12 đảng viên.", "so_far", None, "2024-05-31"),
        ("Lũy kế 5 tháng, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01", "2024-05-31"),
        ("Tính chung 5 tháng, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01", "2024-05-31"),
        ("5 tháng năm 2024, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01", "2024-05-31"),
        ("Từ đầu năm đến hết ngày 20/5/2024, toàn huyện kết nạp 12 đảng viên.", "since_year", "2024-01-01",
         "2024-05-31"),
        ("Tính đến ngày 20/5/2024, toàn huyện kết nạp 12 đảng viên.", "so_far", None, "2024-05-31"),
        ("Đến hết tháng 5, toàn huyện kết nạp 12 đảng viên.", "so_far", None, "2024-05-31"),
        ("Đến thời điểm báo cáo, toàn huyện kết nạp 12 đảng viên.", "so_far", None, "2024-05-31"),
        ("Số đảng viên kết nạp của toàn huyện đến ngày 20/5/2024 đạt 12 đảng viên.", "so_far", None, "2024-05-31"),
        ("Từ ngày 15/4/2024 đến ngày 15/5/2024, toàn huyện kết nạp 12 đảng viên.", "range", "2024-04-15",
         "2024-05-15"),
        ("Tháng qua, toàn huyện kết nạp 12 đảng viên.", "month", "2024-05-01", "2024-05-31"),
    ],
)  # fmt: skip
def test_the_time_that_a_figure_counts_over_is_told_by_its_words(
    store: Store, words: str, scope: str, start: str | None, end: str
) -> None:
    submit(store, MEO_VAC, "2024-05", f"I. CÔNG TÁC XÂY DỰNG ĐẢNG\n{words}")
    [row] = to_table(find_series(store, words="kết nạp").lines)
    told = dict(zip((column.name for column in COLUMNS), row, strict=True))
    assert (scope, start, end, "12") == (told["scope"], told["period_start"], told["period_end"], told["value"])


@pytest.mark.parametrize(
    "words",
    [
        "Phấn đấu toàn huyện kết nạp 12 đảng viên.",
        "Toàn huyện được giao kết nạp 12 đảng viên.",
        "Cùng kỳ năm trước toàn huyện kết nạp 12 đảng viên.",
        "Sau 5 năm, toàn huyện kết nạp 12 đảng viên.",
        "Hằng năm, toàn huyện kết nạp 12 đảng viên.",
        "Tuần qua, toàn huyện kết nạp 12 đảng viên.",
        "Ước 6 tháng đầu năm, toàn huyện kết nạp 12 đảng viên.",
        "Ước thực hiện đến cuối năm, toàn huyện kết nạp 12 đảng viên.",
        "Lũy kế 12 tháng, toàn huyện kết nạp 12 đảng viên.",  # in a report of May
        "Toàn huyện kết nạp tăng 12 đảng viên.",
        "Có 12/19 đảng viên được kết nạp.",
        "Trong quý, toàn huyện kết nạp 12 đảng viên.",  # a month's report: which quarter, and how much of it?
        "Mở 5 lớp, từ đầu năm mở 30 lớp, kết nạp 12 đảng viên.",  # of the month or of the year so far?
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ\nToàn huyện kết nạp 12 đảng viên.",
    ],
)
def test_plans_comparisons_shares_and_figures_of_an_open_time_stand_in_no_series(store: Store, words: str) -> None:
    submit(store, MEO_VAC, "2024-05", words)
    submit(store, MEO_VAC, "2024-06", joined("99"))
    assert ["99"] == [f"{one.value:f}" for one in _statements(only(store, measure="đảng viên"))]


def test_a_figure_goes_on_from_the_one_before_with_its_words(store: Store) -> None:
    for month, told in (("2024-05", ("12,5", "52,4")), ("2024-06", ("13,2", "65,6"))):
        one, year = told
        body = f"Thu ngân sách ước đạt {one} tỷ đồng, bằng 8% dự toán; lũy kế {month[-1]} tháng đạt {year} tỷ đồng, "
        body += "bằng 40% dự toán, tăng 15% so với cùng kỳ. Số hộ nghèo giảm còn 1.236 hộ, đạt 98% kế hoạch."
        submit(store, MEO_VAC, month, body)
    told_of = {(line.words, line.scope): [*drawn(line).values()] for line in find_series(store).lines}
    assert {
        ("thu ngân sách tỷ đồng", "month"): ["12.5 13.2"],
        ("thu ngân sách tỷ đồng", "since_year"): ["52.4 65.6"],
        ("số hộ nghèo giảm còn hộ", "month"): ["1236 1236"],
    } == told_of


def _statements(line: Line) -> list[Statement]:
    return [one for row in line.rows for cell in row.cells if cell for one in cell.statements]


def test_what_differs_in_words_unit_or_people_named_is_never_one_line(store: Store) -> None:
    body = """
    Toàn huyện kết nạp 12 đảng viên, khai trừ 02 đảng viên.
    Toàn huyện kết nạp 15 đảng viên là người dân tộc thiểu số.
    Huyện ủy phối hợp với Huyện ủy Yên Minh kết nạp 03 đảng viên.
    Toàn huyện mở 05 lớp bồi dưỡng với 210 học viên. Toàn huyện mở 02 lớp bồi dưỡng cấp ủy với 80 học viên.
    """
    body += "    Các huyện ủy, thành ủy: Toàn huyện kết nạp 77 đảng viên.\n"  # of which of them?
    for month in ("2024-05", "2024-06"):
        submit(store, MEO_VAC, month, "\n".join(line.strip() for line in body.strip().splitlines()))
    lines = sorted(find_series(store).lines, key=lambda line: line.others)
    told = [(line.words, line.about, *drawn(line).values()) for line in lines]
    assert 9 == len(told)
    assert all("/" not in cells for *_, cells in told)
    assert ("kết nạp đảng viên", "", "12 12") in told
    assert ("mở lớp bồi dưỡng", "", "5 5") in told
    others = {line.others: drawn(line) for line in lines if line.others}
    assert {"Huyện ủy Mèo Vạc": "3 3"} == others["Huyện ủy Yên Minh"]
    assert {"Huyện ủy Mèo Vạc": "77 77"} == others["Các huyện ủy, thành ủy"]


def test_general_words_count_the_same_only_under_one_heading(store: Store) -> None:
    body = "I. CÔNG TÁC TUYÊN GIÁO\nTổ chức 03 hội nghị.\nII. CÔNG TÁC DÂN VẬN\nTổ chức 08 hội nghị."
    submit(store, MEO_VAC, "2024-05", body)
    submit(store, MEO_VAC, "2024-06", body)
    told = {line.section: drawn(line) for line in find_series(store).lines}
    assert {"công tác tuyên giáo": {"Huyện ủy Mèo Vạc": "3 3"}, "công tác dân vận": {"Huyện ủy Mèo Vạc": "8 8"}} == told


def test_two_values_of_one_figure_stay_open_with_both_and_approximations_keep_their_word(store: Store) -> None:
    first = submit(store, MEO_VAC, "2024-05", joined("12"))
    second = submit(store, MEO_VAC, "2024-05", joined("13"), again=1)
    submit(store, MEO_VAC, "2024-06", joined("trên 20"))
    line = only(store)
    assert {"Huyện Mèo Vạc (whole)": "12/13 trên 20"} == drawn(line)
    rows = [dict(zip((column.name for column in COLUMNS), row, strict=True)) for row in to_table([line])]
    assert {("open", first), ("open", second)} == {(row["state"], row["doc_id"]) for row in rows[:2]}
    assert ("stated", "trên", "20") == (rows[2]["state"], rows[2]["qualifier"], rows[2]["value"])


def test_the_same_value_in_two_reports_is_one_cell_with_both_as_evidence(store: Store) -> None:
    submit(store, MEO_VAC, "2024-05", joined("12"))
    submit(
        store, MEO_VAC, "2024-06", "- Toàn huyện kết nạp 14 đảng viên.\nTháng 5/2024, toàn huyện kết nạp 12 đảng viên."
    )
    [row] = only(store).rows
    assert [(2, False, Decimal(12)), (1, False, Decimal(14))] == [
        (len(cell.statements), cell.is_open, cell.exact) for cell in row.cells if cell
    ]


def test_every_statement_points_at_its_words(store: Store) -> None:
    submit(store, MEO_VAC, "2024-05", joined("12"))
    submit(store, YEN_MINH, "2024-05", joined("1.017"))
    for row in to_table(find_series(store).lines):
        told = dict(zip((column.name for column in COLUMNS), row, strict=True))
        assert told["text"] == store.text(str(told["doc_id"]))[int(str(told["start"])) : int(str(told["end"]))]
        assert (1, "/kho/") == (told["page"], str(told["source"])[:5])


def test_series_are_narrowed_by_measure_words_unit_level_and_period(store: Store) -> None:
    for organ in (MEO_VAC, YEN_MINH):
        for month in ("2024-05", "2024-06"):
            submit(store, organ, month, joined("12") + " Toàn huyện mở 05 lớp bồi dưỡng.")
    submit(store, OFFICE, "2024-05", joined("24", "Toàn tỉnh"))
    assert ["lớp", "đảng viên"] == sorted(line.measure for line in find_series(store).lines)
    assert "lớp" == only(store, measure="lop").measure
    assert "mở lớp bồi dưỡng" == only(store, words="lớp bồi dưỡng").words
    assert "mở lớp bồi dưỡng" == only(store, words="boi duong").words
    assert ["Huyện Mèo Vạc"] == [row.name for row in only(store, words="kết nạp", unit="meo vac").rows]
    assert ["Tỉnh Hà Giang"] == [row.name for row in only(store, level="province").rows]
    june = only(store, words="kết nạp", period=read_period("2024-06"))
    assert ["2024-06-30"] == [one.end for one in june.periods]
    for asked in ({"measure": "con trâu"}, {"unit": "Đồi Mơ"}):
        with pytest.raises(RefusedError):
            find_series(store, **asked)  # type: ignore[arg-type]


DISTRICTS = [one.name for one in places() if one.kind == "district" and one.province_id == "VN02"]


def organ_of(district: str) -> str:
    name = district.removeprefix("Thành phố ").removeprefix("Huyện ")
    return f"TỈNH ỦY HÀ GIANG / {'THÀNH ỦY' if district.startswith('Thành') else 'HUYỆN ỦY'} {name.upper()}"


def districts(store: Store, skip: str = "", **other: str) -> int:
    """A report of each district of the province; the sum of what they say."""
    total = 0
    for number, name in enumerate(DISTRICTS, start=10):
        words = "Toàn thành phố" if name.startswith("Thành") else "Toàn huyện"
        if name != skip:
            submit(store, organ_of(name), "2024-05", other.get("body") or joined(str(number), words))
            total += number
    return total


def test_a_total_of_the_province_that_its_districts_add_up_to_matches(store: Store) -> None:
    submit(store, OFFICE, "2024-05", joined(str(districts(store)), "Toàn tỉnh"))
    [check] = only(store).checks
    assert ("match", Decimal(0), ()) == (check.verdict, check.difference, check.missing)


def test_a_total_that_its_districts_do_not_add_up_to_differs_by_so_much(store: Store) -> None:
    submit(store, OFFICE, "2024-05", joined(str(districts(store) - 3), "Toàn tỉnh"))
    [check] = only(store).checks
    assert ("differs", Decimal(3), "Tỉnh Hà Giang") == (check.verdict, check.difference, check.unit_name)


def test_without_a_district_the_total_cannot_be_checked_and_the_district_is_named(store: Store) -> None:
    submit(store, OFFICE, "2024-05", joined(str(districts(store, skip="Huyện Xín Mần")), "Toàn tỉnh"))
    [check] = only(store).checks
    assert ("unverifiable", ("Huyện Xín Mần",)) == (check.verdict, check.missing)


def test_the_bodies_right_below_the_province_are_part_of_its_total(store: Store) -> None:
    total = districts(store)
    police = "TỈNH ỦY HÀ GIANG / ĐẢNG ỦY CÔNG AN TỈNH"
    submit(store, police, "2024-05", joined("7", "Toàn Đảng bộ"))
    submit(store, OFFICE, "2024-05", joined(str(total + 7), "Toàn tỉnh"))
    [check] = only(store).checks
    assert ("match", Decimal(total + 7)) == (check.verdict, check.expected)
    submit(store, OFFICE, "2024-06", joined("12", "Toàn tỉnh"))
    assert ["match"] == [one.verdict for one in only(store).checks]  # of June no district tells anything


def test_an_own_activity_of_the_provinces_office_is_no_total(store: Store) -> None:
    districts(store, body="Toàn huyện mở 05 lớp bồi dưỡng.")
    submit(store, OFFICE, "2024-05", "Văn phòng mở 02 lớp bồi dưỡng.")
    assert {()} == {line.checks for line in find_series(store, words="mở lớp bồi dưỡng").lines}


def test_a_districts_own_activity_makes_no_false_alarm(store: Store) -> None:
    districts(store, body="Mở 05 lớp bồi dưỡng.")
    submit(store, OFFICE, "2024-05", "Toàn tỉnh mở 80 lớp bồi dưỡng.")
    [check] = only(store).checks
    assert ("unverifiable", "not_whole") == (check.verdict, check.doubts[0].why)


def test_shares_are_not_added_up(store: Store) -> None:
    districts(store, body="Toàn huyện giảm nghèo còn 12,5% hộ nghèo theo chuẩn.")
    submit(store, OFFICE, "2024-05", "Toàn tỉnh giảm nghèo còn 12,5% hộ nghèo theo chuẩn.")
    assert () == sum((line.checks for line in find_series(store).lines), ())


def test_the_order_in_which_reports_came_changes_nothing(tmp_path: Path) -> None:
    reports = [
        (MEO_VAC, "2024-05", joined("12"), 0),
        (MEO_VAC, "2024-05", joined("13"), 1),
        (YEN_MINH, "2024-06", joined("khoảng 20"), 0),
        (OFFICE, "2024-05", joined("40", "Toàn tỉnh"), 0),
    ]
    seen = []
    for number, order in enumerate(permutations(reports)):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = archive(folder)
        for organ, month, body, again in order:
            submit(store, organ, month, body, again=again)
        seen.append(find_series(store))
    assert seen[:1] * 24 == seen


def test_the_frame_holds_exact_text_and_gaps(store: Store) -> None:
    for month, count in (("2024-01", "12,5"), ("2024-03", "1.234.567.890.123")):
        submit(store, MEO_VAC, month, f"Toàn huyện giải ngân {count} triệu đồng vốn đầu tư công.")
    frame = series(store)
    assert ["12.5", None, "1234567890123"] == [
        None if cell is None else str(cell)
        for cell in frame["value"].astype(object).where(frame["value"].notna(), None)
    ]
    assert ["stated", "gap", "stated"] == list(frame["state"])
    assert "string" == str(frame["value"].dtype)


def year(store: Store) -> None:
    """Two districts and the province over three months, a gap, two values for one figure, a formula for a name."""
    for month, counts in (("2024-01", (12, 20)), ("2024-03", (15, 22))):
        submit(store, MEO_VAC, month, joined(str(counts[0])))
        submit(store, YEN_MINH, month, joined(str(counts[1])))
    submit(store, YEN_MINH, "2024-03", joined("23"), again=1)
    submit(store, OFFICE, "2024-03", joined("50", "Toàn tỉnh"))


@SPARKLINES
def test_the_workbook_has_a_row_a_unit_gaps_left_blank_and_a_small_chart_in_each_row(
    store: Store, tmp_path: Path
) -> None:
    year(store)
    path = tmp_path / "so-lieu.xlsx"
    write_series(path, find_series(store).lines, Words())
    sheets = load_workbook(path)
    assert ["Theo tháng", "Tổng của tỉnh", "Căn cứ"] == sheets.sheetnames
    rows = [[cell.value for cell in row] for row in sheets["Theo tháng"].iter_rows()]
    assert ["Số liệu", "Đơn vị", "1/2024", "2/2024", "3/2024", "Biểu đồ"] == rows[0]
    assert [
        ["Tỉnh Hà Giang", None, None, 50],
        ["Huyện Mèo Vạc", 12, None, 15],
        ["Huyện Yên Minh", 20, None, "22 | 23"],
    ] == [row[1:5] for row in rows[1:]]
    note = sheets["Theo tháng"]["C3"].comment
    assert note is not None
    assert "12 đảng viên (HUYỆN ỦY MÈO VẠC 2024-01 0, tr. 1)" == note.text
    assert "chưa kiểm tra được" == sheets["Tổng của tỉnh"]["A2"].value
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert 3 == sheet.count("<x14:sparkline>")
    assert "'Theo tháng'!C2:E2" in sheet


@SPARKLINES
def test_a_file_name_or_word_that_looks_like_a_formula_stays_text(store: Store, tmp_path: Path) -> None:
    year(store)
    [line] = find_series(store).lines
    evil = replace(line, words="=HYPERLINK(1)", rows=(replace(line.rows[0], name="@SUM(1)"), *line.rows[1:]))
    write_series(tmp_path / "a.csv", [evil], Words())
    told = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in told
    assert "'@SUM(1)" in told
    write_series(tmp_path / "a.xlsx", [evil], Words())
    cells = [cell for sheet in load_workbook(tmp_path / "a.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {"f"}.isdisjoint({cell.data_type for cell in cells})
    assert any(cell.value == "@SUM(1)" for cell in cells)
    with pytest.raises(RefusedError):
        write_series(tmp_path / "a.docx", [evil], Words())


def test_more_rows_than_a_sheet_holds_are_refused_and_not_cut_off(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year(store)
    found = find_series(store).lines
    monkeypatch.setattr("pipeline.exports.spreadsheets.MOST_ROWS", 3)
    with pytest.raises(RefusedError, match="nhiều nhất 3 dòng"):
        write_series(tmp_path / "a.xlsx", found, Words())
    with pytest.raises(RefusedError, match="nhiều nhất 3 dòng"):
        save_rows(tmp_path / "b.xlsx", ["n"], ["n"], [[n] for n in range(4)])
    save_rows(tmp_path / "c.xlsx", ["n"], ["n"], [[n] for n in range(3)])
    assert ["c.xlsx"] == [path.name for path in tmp_path.iterdir() if path.name.endswith((".xlsx", ".part"))]


@SPARKLINES
def test_a_number_longer_than_a_spreadsheet_keeps_stays_exact_as_text(store: Store, tmp_path: Path) -> None:
    for month in ("2024-01", "2024-02"):
        submit(store, MEO_VAC, month, "Toàn huyện giải ngân 1.234.567.890.123.456 đồng vốn đầu tư công.")
    write_series(tmp_path / "a.xlsx", find_series(store).lines, Words())
    assert "1.234.567.890.123.456" == load_workbook(tmp_path / "a.xlsx")["Theo tháng"]["C2"].value


def test_a_series_in_a_file_has_all_its_periods(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    for month in range(1, 13):
        submit(store, MEO_VAC, f"2024-{month:02d}", joined(str(100 + month)))
    assert 0 == main(["series", "--store", store.url])
    told = capsys.readouterr().out
    assert [f"{month}/2024" for month in range(1, 13)] == re.findall(r"\d+/2024", told)
    assert [str(100 + month) for month in range(1, 13)] == re.findall(r"\b1\d\d\b", told)


@pytest.mark.parametrize("address", ["/series?level=hamlet", "/matrix?level=hamlet"])
def test_a_level_that_is_none_is_refused_on_the_pages(store: Store, address: str) -> None:
    with TestClient(create_app(store, Path("/nowhere")), base_url="http://127.0.0.1:8321") as web:
        page = web.get(address)
    assert (400, True) == (page.status_code, "Không có cấp «hamlet». Các cấp: province, district" in page.text)


def test_the_command_prints_gaps_open_values_and_checked_totals(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year(store)
    assert 0 == main(["series", "--store", store.url, "--words", "kết nạp"])
    told = capsys.readouterr().out
    assert "kết nạp đảng viên, theo tháng" in told
    assert ["Huyện", "Yên", "Minh", "20", "·", "22", "|", "23"] in [line.split() for line in told.splitlines()]
    assert "CHƯA KIỂM TRA ĐƯỢC  Tỉnh Hà Giang, 3/2024: 50" in told
    assert 0 == main(["series", "--store", store.url, "--json", "--lang", "en", "--unit", "Mèo Vạc"])
    [line] = json.loads(capsys.readouterr().out)["lines"]
    assert [("12", "stated"), (None, "gap"), ("15", "stated")] == [(f["value"], f["state"]) for f in line["figures"]]
    assert 0 == main(["series", "--store", store.url, "--to", str(tmp_path / "b.csv")])
    assert 2 == main(["series", "--store", store.url, "--measure", "con trâu"])


def test_a_corrected_figure_takes_its_place_in_the_series_and_leaves_it_when_undone(store: Store) -> None:
    submit(store, MEO_VAC, "2024-01", joined("12"))
    wrong = submit(store, MEO_VAC, "2024-02", joined("150"))
    [record] = store.records("counts", wrong)
    an = Actor("Nguyễn Thị An")
    made = correct(store, wrong, fact_key("counts", record), {"value": "15"}, why="gõ nhầm", actor=an)
    assert {"Huyện Mèo Vạc (whole)": "12 15"} == drawn(only(store))
    undo(store, made.correction_id, actor=an)
    assert {"Huyện Mèo Vạc (whole)": "12 150"} == drawn(only(store))


def test_a_report_that_does_not_say_whose_it_is_stands_for_itself(store: Store) -> None:
    for again in (0, 1):
        submit(store, "MỘT CƠ QUAN", "2024-05", "Toàn huyện kết nạp 12 đảng viên.", again=again)
    rows = only(store).rows
    assert ["MỘT CƠ QUAN 2024-05 0", "MỘT CƠ QUAN 2024-05 1"] == sorted(row.name for row in rows)
    assert {("agency", "12")} == {(row.unit.level, tell_cell(row.cells[0])) for row in rows}


def test_the_page_shows_gaps_charts_and_links_every_point_to_its_words(store: Store, tmp_path: Path) -> None:
    year(store)
    with TestClient(create_app(store, tmp_path), base_url="http://127.0.0.1:8321") as web:
        page = web.get("/series?words=kết nạp&unit=Yên Minh").text
        assert 200 == web.get("/series.xlsx?words=kết nạp").status_code
        assert 400 == web.get("/series?measure=con trâu").status_code
    [record] = [one for one in store.records("counts") if one["text"] == "20 đảng viên"]
    assert 2 == page.count(f'href="/documents/{record["doc_id"]}#p1:{record["start"]}-{record["end"]}"')
    assert 3 == page.count("<circle")
    assert 2 == page.count('class="open"')
    assert 0 == page.count("<polyline")  # a gap, then an open figure
    assert "<script>" not in page
    assert "style=" not in page


def test_a_chart_breaks_at_a_gap_and_keeps_exact_places() -> None:
    def stated(value: str) -> SeriesCell:
        return SeriesCell((Statement(Decimal(value), "", value, "d", "/kho/a", 1, 0, 1),))

    chart = draw([stated("0"), stated("10"), None, stated("5")])
    assert ("4.0,32.0 61.3,4.0",) == chart.lines
    assert [("4.0", "32.0"), ("61.3", "4.0"), ("176.0", "18.0")] == [(one.x, one.y) for one in chart.points]


def test_of_a_figure_that_many_places_tell_differently_the_page_shows_some_and_how_many_more(
    store: Store, tmp_path: Path
) -> None:
    for again in range(7):
        submit(store, "HUYỆN ỦY YÊN MINH", "2024-05", f"Toàn huyện kết nạp {12 + again} đảng viên.", again=again)
    with TestClient(create_app(store, tmp_path), base_url="http://127.0.0.1:8321") as web:
        page = web.get("/series?words=kết nạp").text
    assert 4 == len(re.findall(r">1\d đảng viên</a>", page))
    assert ">+3</span>" in page
    assert "và 3 chỗ khác nữa" in page
    assert 2 == page.count("<circle"), "the lowest and the highest"
