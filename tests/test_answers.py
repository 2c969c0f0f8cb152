"""A sheet of questions: a filled copy in the words of the matrix, nothing guessed, nothing of the user's changed."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.formula import ArrayFormula

from pipeline.cli import main
from pipeline.questions.asked import find_questions
from pipeline.store import Store
from tests.archives import add, archive
from tests.test_matrix import BODY, did

KL01 = "Kết luận số 01-KL/TW, ngày {} của Bộ Chính trị"
TWO = f"Thực hiện {KL01.format('18/5/2021')}; {KL01.format('04/4/2016')}. Kết luận số 70-KL/TW, ngày 31/01/2024.\n"
HOSTILE = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = archive(tmp_path_factory.mktemp("kho"))
    done = [
        did("Mèo Vạc", "implemented"),
        did("Huyện ủy Mèo Vạc", "implemented"),
        did("Công an", "not_implemented"),
        {**did("Bắc Mê", "planned", "70-KL/TW@2024-01-31"), "text": HOSTILE},
        did("Bắc Mê", "in_progress", "09-CT/TW@?"),
    ]
    add(made, "may.pdf", f"{BODY}{TWO}{HOSTILE}\n", done=done)
    add(made, "june.pdf", BODY, done=[did("Công an", "implemented")], issued_on=date(2024, 5, 28))
    return made


def book(path: Path, rows: Sequence[Sequence[Any]]) -> Any:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))  # type: ignore[union-attr]
    made.save(path)
    return made


def asked(store: Store, folder: Path, rows: Sequence[Sequence[Any]], *given: str) -> list[list[Any]]:
    """The first sheet of the answers."""
    book(folder / "hỏi.xlsx", rows)
    assert 0 == main(["matrix", "--from", str(folder / "hỏi.xlsx"), "--store", store.url, *given])
    sheet = openpyxl.load_workbook(folder / "hỏi-tra-loi.xlsx").worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_grid_is_answered_in_the_words_of_the_matrix_whatever_the_spelling(store: Store, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Theo dõi Chỉ thị 05-CT/TW"],
        ["TT", "Đơn vị", "Chỉ thị 5 - CT/TƯ", "70-kl/tw", "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "Ghi chú"],
        [1, "Huyện Mèo Vạc"],
        [2, "2. huyện ủy Bắc Mê:"],
        [3, "Huyện Quản Bạ"],
        [4, "Đảng ủy Công an tỉnh"],
    ]
    no = "chưa có thông tin"
    assert [
        ["đã thực hiện", no, "đã thực hiện", None],
        [no, "có kế hoạch", no, None],
        [no, no, no, None],
        ["thông tin trái nhau", no, "thông tin trái nhau", None],
    ] == [row[2:] for row in asked(store, tmp_path, rows)[2:]]


def test_a_list_is_answered_in_its_next_column_or_in_the_one_that_says_so(store: Store, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Đơn vị", "Văn bản"], ["Huyện Mèo Vạc", "05-CT/TW"], ["Huyện Bắc Mê", "70-KL/TW"]]
    assert ["Trạng thái", "đã thực hiện", "có kế hoạch"] == [row[2] for row in asked(store, tmp_path, rows)]
    rows = [["Kết quả", "Văn bản", "Đơn vị"], [None, "05-CT/TW", "Huyện Mèo Vạc"], [None, "70-KL/TW", "Huyện Bắc Mê"]]
    assert ["Kết quả", "đã thực hiện", "có kế hoạch"] == [row[0] for row in asked(store, tmp_path, rows)]
    rows = [["Đơn vị", "Kết quả thực hiện văn bản"], ["Huyện Mèo Vạc", "05-CT/TW"], ["Huyện Bắc Mê", "70-KL/TW"]]
    assert ["Trạng thái", "đã thực hiện", "có kế hoạch"] == [row[2] for row in asked(store, tmp_path, rows)]
    rows = [["Huyện Mèo Vạc", "05-CT/TW"]]
    assert [["Huyện Mèo Vạc", "05-CT/TW", "đã thực hiện"]] == asked(store, tmp_path, rows)


@pytest.mark.parametrize(
    ("unit", "directive", "told"),
    [
        ("Hà Giang", "05-CT/TW", "? chưa rõ đơn vị: Tỉnh Hà Giang; Thành phố Hà Giang (Tỉnh Hà Giang)"),
        ("meo vac", "05-CT/TW", "? chưa rõ đơn vị: Huyện Mèo Vạc (Tỉnh Hà Giang); Thị trấn Mèo Vạc (Tỉnh Hà Giang)"),
        ("Huyện Mèo Vac", "05-CT/TW", "? không biết đơn vị này, có phải: Huyện Mèo Vạc"),
        ("Ban Đồi Mơ", "05-CT/TW", "? không biết đơn vị này"),
        ("Ban Dân vận Tỉnh ủy", "05-CT/TW", "? không biết đơn vị này"),
        ("Huyện Mèo Vạc", "Kết luận 01-KL/TW",
         "? chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: 01-KL/TW (04/04/2016); 01-KL/TW (18/05/2021)"),
        ("Huyện Mèo Vạc", "KL 70", "? chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: 70-KL/TW (31/01/2024)"),
        ("Huyện Mèo Vạc", "Kết luận số 70-KL/TW, ngày 30/01/2024",
         "? chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: 70-KL/TW (31/01/2024)"),
        ("Huyện Mèo Vạc", "05-CT/TW và 70-KL/TW",
         "? chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: 05-CT/TW; 70-KL/TW"),
        ("Huyện Mèo Vạc", "KL 71", "? không hiểu là văn bản nào"),
        ("Huyện Mèo Vạc", "Kết luận số 01-KL/TW, ngày 18/5/2021", "chưa có thông tin"),
        ("Huyện Mèo Vạc", "Chỉ thị 99-CT/TW", "chưa có thông tin"),
        ("Huyện Bắc Mê", "Chỉ thị 09-CT/TW", "đang thực hiện"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_said_and_not_guessed(
    store: Store, tmp_path: Path, unit: str, directive: str, told: str
) -> None:
    assert told == asked(store, tmp_path, [["Đơn vị", directive], [unit]])[1][1]


def test_a_level_tells_which_of_two_units_is_meant(store: Store, tmp_path: Path) -> None:
    found = asked(store, tmp_path, [["Đơn vị", "05-CT/TW"], ["Mèo Vạc"]], "--level", "district")
    assert "đã thực hiện" == found[1][1]


def test_a_report_that_does_not_date_the_directive_answers_with_these_words(tmp_path: Path) -> None:
    made = archive(tmp_path)
    other = "Chỉ thị số 05-CT/TW, ngày 15/5/2016; Chỉ thị số 05-CT/TW, ngày 01/01/2011 của tỉnh.\n"
    add(made, "may.pdf", f"{BODY}{other}", done=[did("Mèo Vạc", "planned", "05-CT/TW@?")])
    rows = [["Đơn vị", "Chỉ thị 05-CT/TW, ngày 15/5/2016"], ["Huyện Mèo Vạc"]]
    assert "có kế hoạch (báo cáo không ghi ngày của văn bản)" == asked(made, tmp_path, rows)[1][1]


def test_a_period_narrows_the_answers(store: Store, tmp_path: Path) -> None:
    found = asked(store, tmp_path, [["Đơn vị", "05-CT/TW"], ["Huyện Mèo Vạc"]], "--as-of", "2024-01-01")
    assert "chưa có thông tin" == found[1][1]


def test_what_the_user_wrote_and_how_it_looks_stays(store: Store, tmp_path: Path) -> None:
    made = book(tmp_path / "hỏi.xlsx", [["Đơn vị", "05-CT/TW", "70-KL/TW"], *([f"Huyện {n}"] for n in
                ("Mèo Vạc", "Bắc Mê", "Quản Bạ", "Yên Minh", "Xín Mần"))])  # fmt: skip
    sheet = made.active
    sheet["B2"], sheet["B3"], sheet["C4"] = "=1+1", "đã hỏi", ArrayFormula("C4:C4", "=SUM(1)")
    sheet["B5"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C3"].comment = Comment("của tôi", "tôi")
    sheet.column_dimensions["A"].width = 33
    sheet.merge_cells("B6:C6")
    made.create_sheet("Căn cứ")["A1"] = "cũ"
    made.save(tmp_path / "hỏi.xlsx")
    assert 0 == main(["matrix", "--from", str(tmp_path / "hỏi.xlsx"), "--to", str(tmp_path / "đáp.xlsx"),
                      "--store", store.url])  # fmt: skip
    answers = openpyxl.load_workbook(tmp_path / "đáp.xlsx")
    assert ["Sheet", "Căn cứ", "Căn cứ (2)"] == answers.sheetnames
    sheet = answers.worksheets[0]
    assert ("=1+1", "đã hỏi", "=SUM(1)") == (sheet["B2"].value, sheet["B3"].value, sheet["C4"].value.text)
    assert ("chưa có thông tin", "00FFFF00") == (sheet["B5"].value, sheet["B5"].fill.fgColor.rgb)
    assert ("có kế hoạch", "của tôi") == (sheet["C3"].value, sheet["C3"].comment.text)
    assert (33, "chưa có thông tin") == (sheet.column_dimensions["A"].width, sheet["B6"].value)
    assert ["B6:C6"] == [str(merged) for merged in sheet.merged_cells.ranges]
    assert "cũ" == answers["Căn cứ"]["A1"].value
    assert "đã hỏi" == openpyxl.load_workbook(tmp_path / "hỏi.xlsx").worksheets[0]["B3"].value


def test_each_answer_has_its_evidence_and_nothing_in_it_is_run(store: Store, tmp_path: Path) -> None:
    asked(store, tmp_path, [["Đơn vị", "70-KL/TW", "05-CT/TW"], ["Huyện Bắc Mê"], ["Huyện Mèo Vạc"], ["Ban Đồi Mơ"]])
    answers = openpyxl.load_workbook(tmp_path / "hỏi-tra-loi.xlsx")
    note = answers.worksheets[0]["B2"].comment
    assert f"có kế hoạch: {HOSTILE} (may.pdf, tr. 1)" == note.text
    sheet = answers["Căn cứ"]
    head, first, *rest = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert ["Ô", "Đơn vị", "Văn bản", "Trạng thái", "Tệp", "Trang", "Câu", "Liên kết"] == head
    assert ["B2", "Huyện Bắc Mê", "70-KL/TW (31/01/2024)", "có kế hoạch", "may.pdf", "1", HOSTILE, "mở tệp"] == first
    assert ("s", "file:///kho/may.pdf#page=1") == (sheet["G2"].data_type, sheet["H2"].hyperlink.target)
    assert ["B4", "Ban Đồi Mơ", "70-KL/TW", "? không biết đơn vị này"] == rest[-2][:4]
    every = [cell.data_type for page in answers for row in page.iter_rows() for cell in row]
    assert "f" not in every


def test_a_csv_is_answered_too(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "hỏi.csv"
    questions.write_text("Đơn vị;70-KL/TW;05-CT/TW\nHuyện Bắc Mê;;=1+1\nHuyện Mèo Vạc\n", encoding="utf-8-sig")
    assert 0 == main(["matrix", "--from", str(questions), "--store", store.url, "--lang", "en"])
    told = capsys.readouterr().err
    assert "3 cells answered, 0 not understood" in told
    assert "1 cells had words already" in told
    with (tmp_path / "hỏi-tra-loi.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [["Huyện Bắc Mê", "planned", "=1+1"], ["Huyện Mèo Vạc", "no evidence", "done"]] == rows[1:]
    evidence = (tmp_path / "hỏi-tra-loi-can-cu.csv").read_text("utf-8-sig")
    assert f"'{HOSTILE}" in evidence


def test_json_tells_each_answer(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book(tmp_path / "hỏi.xlsx", [["Đơn vị", "05-CT/TW"], ["Huyện Mèo Vạc"]])
    assert 0 == main(["matrix", "--from", str(tmp_path / "hỏi.xlsx"), "--json", "--store", store.url])
    (told,) = json.loads(capsys.readouterr().out)
    assert ("implemented", "05-CT/TW@2016-05-15", 2) == (told["status"], told["directive_id"], len(told["evidence"]))
    assert not (tmp_path / "hỏi-tra-loi.xlsx").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--from", "{tmp}/không.xlsx"], "Không đọc được bảng"),
        (["--from", "{tmp}/hỏng.xlsx"], "Không đọc được bảng"),
        (["--from", "{tmp}/đứt.xlsx"], "Không đọc được bảng"),
        (["--from", "{tmp}/trống.xlsx"], "Không thấy câu hỏi nào"),
        (["--from", "{tmp}/hỏi.xlsx", "--to", "{tmp}/hỏi.xlsx"], "là bảng hỏi"),
        (["--from", "{tmp}/hỏi.xlsx", "--to", "{tmp}/đáp.csv"], "cùng kiểu với câu hỏi"),
        (["--from", "{tmp}/hỏi.xlsx", "--to", "{tmp}/không/đáp.xlsx"], "Không ghi được ra"),
        (["--from", "{tmp}/hỏi.xlsx", "--unit", "Mèo Vạc"], "bỏ --directive, --unit"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    store: Store, tmp_path: Path, given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book(tmp_path / "hỏi.xlsx", [["Đơn vị", "05-CT/TW"], ["Huyện Mèo Vạc"]])
    book(tmp_path / "trống.xlsx", [["Đơn vị", "Ghi chú"], ["Huyện Mèo Vạc"]])
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    with ZipFile(tmp_path / "hỏi.xlsx") as whole, ZipFile(tmp_path / "đứt.xlsx", "w") as broken:
        for part in whole.namelist():
            content = whole.read(part)
            broken.writestr(part, content[: len(content) // 2] if "sheet1" in part else content)
    assert 2 == main(["matrix", "--store", store.url, *(one.format(tmp=tmp_path) for one in given)])
    err = capsys.readouterr().err
    assert (True, 1) == (said in err, err.count("\n"))


def test_no_table_of_figures_is_taken_for_questions() -> None:
    assert ([], None) == find_questions([["Đơn vị", "Tháng 5/2024", "30%"], ["Huyện Mèo Vạc", "12", "1.862"]])
    assert ([], None) == find_questions([])
