"""Annexed forms: headings of several rows, units in rows, totals that are audited, one form of many reports stacked."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.audit import audit
from pipeline.batch.reading import to_report
from pipeline.cli import main
from pipeline.extract import extract
from pipeline.facts import Extraction
from pipeline.forms import Form, find_forms
from pipeline.messages import RefusedError
from pipeline.periods import read_period
from pipeline.questions.forms import LEADING, forms, list_forms, stack
from pipeline.readers import read
from pipeline.readers.layout import lay_out
from pipeline.rows import Origin
from pipeline.store import Outcome, Store
from tests.archives import archive
from tests.little_reports import extraction_of, findings_of, told
from tests.typesetting import Galley
from tests.word_files import p, table, write_docx

BODY = """
Trong tháng, toàn tỉnh mở 20 lớp bồi dưỡng (Biểu số 01 kèm theo).
BIỂU SỐ 01
KẾT QUẢ MỞ LỚP BỒI DƯỠNG
(Kèm theo Báo cáo số 12-BC/VPTU, ngày 28/5/2024)
"""
ROWS = """
STT | Đơn vị | Số lớp | Số học viên
1 | Huyện Mèo Vạc | 12 | 1.210
2 | Huyện Yên Minh | 08 | 12,5
 | Tổng cộng | 20 | 1.222,5
"""


def forms_of(written: str) -> list[Form]:
    extraction = extraction_of(written)
    return list(find_forms(extraction.document, extraction.mentions))


def cells_of(form: Form) -> list[tuple[str, str, str, str, str]]:
    return [
        (c.row_heading, c.column_heading, "" if c.value is None else f"{c.value:f}", c.measure, c.unit_id)
        for c in form.cells
    ]


def test_a_table_under_a_forms_name_is_that_form_with_its_title_and_the_words_that_name_it() -> None:
    written = BODY + ROWS
    [form] = forms_of(written)
    assert ("BIỂU SỐ 01", "KẾT QUẢ MỞ LỚP BỒI DƯỠNG", 4, 4) == (form.name, form.title, form.rows, form.columns)
    text = extraction_of(written).document.text
    assert form.mention is not None
    assert ("Biểu số 01", " kèm theo") == (form.mention.slice(text), text[form.mention.end : form.mention.end + 9])


def test_cells_have_row_and_column_headings_what_they_count_and_whose_they_are() -> None:
    [form] = forms_of(BODY + ROWS)
    assert [
        ("Huyện Mèo Vạc", "Số lớp", "12", "lớp", "VN02.027"),
        ("Huyện Mèo Vạc", "Số học viên", "1210", "học viên", "VN02.027"),
        ("Huyện Yên Minh", "Số lớp", "8", "lớp", "VN02.028"),
        ("Huyện Yên Minh", "Số học viên", "12.5", "học viên", "VN02.028"),
        ("Tổng cộng", "Số lớp", "20", "lớp", ""),
        ("Tổng cộng", "Số học viên", "1222.5", "học viên", ""),
    ] == cells_of(form)
    text = extraction_of(BODY + ROWS).document.text
    assert ["12", "1.210", "08", "12,5", "20", "1.222,5"] == [cell.span.slice(text) for cell in form.cells]


def test_a_forms_wrong_total_is_a_mismatch() -> None:
    assert "mismatch table_total 21: 21, 20" in told(findings_of(BODY + ROWS.replace("| 20 |", "| 21 |")))
    assert not [line for line in told(findings_of(BODY + ROWS)) if line.startswith("mismatch")]


@pytest.mark.parametrize(
    "caption", ["Bảng dưới đây:", "Biểu đồ tăng trưởng", "Biểu dương 01 tập thể, phụ lục kèm theo", ""]
)
def test_a_table_that_no_line_names_a_form_is_none(caption: str) -> None:
    assert [] == forms_of(f"Mở 20 lớp.\n{caption}\n{ROWS}")


def test_a_name_in_a_sentence_far_above_is_no_caption() -> None:
    assert [] == forms_of("Theo Biểu số 01, mở 20 lớp.\n" + "Nội dung khác.\n" * 8 + ROWS)


def test_rows_below_a_numbered_row_stand_under_it_and_the_measure_comes_from_its_own_column() -> None:
    [form] = forms_of("""
Phụ lục II
TT | Chỉ tiêu | Đơn vị tính | Thực hiện
I | Công tác đảng viên | | 15
1 | Kết nạp | đảng viên | 12
2 | Tỷ lệ | % | 3
II | Đào tạo | lớp | 20
""")
    assert ("Phụ lục II", None) == (form.name, form.mention)
    assert [
        ("Công tác đảng viên", "15", ""),
        ("Công tác đảng viên > Kết nạp", "12", "đảng viên"),
        ("Công tác đảng viên > Tỷ lệ", "3", "%"),
        ("Đào tạo", "20", "lớp"),
    ] == [(row, value, measure) for row, column, value, measure, _ in cells_of(form) if column == "Thực hiện"]


def test_headings_of_two_rows_stand_one_over_the_other() -> None:
    extraction = extraction_of("""
Biểu số 02
STT | Đơn vị | Đảng viên | | Ghi chú
 | | Nam | Nữ |
1 | Huyện Mèo Vạc | 7 | 5 | đủ
2 | Huyện Yên Minh | 4 | 4 |
""")
    [made] = extraction.document.tables
    wide = [
        replace(c, column_span=2) if (c.row, c.column) == (0, 2) else c
        for c in made.cells
        if (c.row, c.column) != (0, 3)
    ]
    document = replace(extraction.document, tables=(replace(made, cells=tuple(wide)),))
    [form] = find_forms(document, extraction.mentions)
    heads = {(cell.column, cell.column_heading) for cell in form.cells}
    assert {(2, "Đảng viên > Nam"), (3, "Đảng viên > Nữ"), (4, "Ghi chú")} == heads
    assert "đảng viên" == form.cells[0].measure


def test_two_forms_of_one_name_are_told_apart() -> None:
    assert ["Biểu số 01", "Biểu số 1 (2)"] == [
        form.name for form in forms_of("Biểu số 01\n" + ROWS + "\nĐoạn giữa.\nBiểu số 1\n" + ROWS)
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_of_a_word_file_is_a_form(tmp_path: Path, ruled: bool) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines()]
    body = "".join(map(p, BODY.strip().splitlines())) + table(*rows, ruled=ruled)
    extraction = extract(read(write_docx(tmp_path, body)))
    [form] = find_forms(extraction.document, extraction.mentions)
    assert ["12", "1210", "8", "12.5", "20", "1222.5"] == [value for _, _, value, _, _ in cells_of(form)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def keep(store: Store, name: str, written: str, month: int) -> str:
    """A report of that month with its form; its id."""
    made: Extraction = extraction_of(written)
    from datetime import date  # noqa: PLC0415

    head = replace(
        made.document.letterhead, issuer="Huyện ủy Mèo Vạc", period_start=date(2024, month, 1),
        period_end=date(2024, month, 28),
    )  # fmt: skip
    made = replace(made, document=replace(made.document, letterhead=head))
    made = replace(made, findings=audit(made))
    doc_id = name.encode().hex()[:12]
    report = to_report(made, Origin(doc_id, f"/kho/{name}", doc_id, "application/pdf"))
    store.keep(Outcome(f"/kho/{name}", f"/kho/{name}", "indexed", doc_id, doc_id=doc_id, stage="store"), report)
    return doc_id


OTHER = ROWS.replace("Số học viên", "Kinh phí").replace("BIỂU SỐ 01", "Biểu 1")


def test_one_form_of_three_reports_is_one_table_and_columns_that_differ_are_shown(store: Store) -> None:
    for name, month, rows in (("c", 3, OTHER), ("a", 1, ROWS), ("b", 2, ROWS)):
        keep(store, name, BODY + rows, month)
    assert [("BIỂU SỐ 01", 3)] == [(one.name, one.reports) for one in list_forms(store)]
    made = stack(store, "biểu 01")
    assert (("Số lớp", "Số học viên", "Kinh phí"), 3) == (made.columns, made.reports)
    assert (("Số học viên", 2), ("Kinh phí", 1)) == made.partial
    assert ["/kho/a"] * 3 + ["/kho/b"] * 3 + ["/kho/c"] * 3 == [row[1] for row in made.rows]
    first, last = made.rows[0], made.rows[-1]
    assert ("Huyện ủy Mèo Vạc", "2024-01-01", "VN02.027", "Huyện Mèo Vạc", "12", "1210", None) == (
        *first[2:4], *first[6:],
    )  # fmt: skip
    assert ("Tổng cộng", "20", None, "1222.5") == last[7:]
    frame = forms(store, "Biểu số 01")
    assert [*LEADING, *made.columns] == list(frame.columns)
    with pytest.raises(RefusedError, match="BIỂU SỐ 01"):
        stack(store, "Phụ lục 9")
    with pytest.raises(RefusedError, match="không có kỳ nào trong thời gian này"):
        stack(store, "biểu 01", read_period("2030"))


def test_the_order_in_which_reports_came_changes_nothing(tmp_path: Path) -> None:
    seen = []
    for number, order in enumerate(permutations((("a", 1, ROWS), ("b", 2, OTHER), ("c", 3, ROWS)))):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = archive(folder)
        for name, month, rows in order:
            keep(made, name, BODY + rows, month)
        seen.append((stack(made, "Biểu số 01"), list(made.rows("forms")), list(made.rows("form_cells"))))
    assert seen[:1] * 6 == seen


def test_the_command_lists_stacks_and_writes_forms(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(store, "a", BODY + ROWS, 1)
    hostile = OTHER.replace("Huyện Mèo Vạc", "=HYPERLINK(1)").replace("Kinh phí", "=SUM(A1)")
    keep(store, "b", BODY + hostile, 2)
    assert 0 == main(["forms", "--store", store.url])
    assert "BIỂU SỐ 01  2 báo cáo  KẾT QUẢ MỞ LỚP BỒI DƯỠNG" in capsys.readouterr().out
    assert 0 == main(["forms", "--store", store.url, "--form", "Biểu số 01"])
    assert "Cột «=SUM(A1)» chỉ có trong 1/2 báo cáo." in capsys.readouterr().out
    assert 0 == main(["forms", "--store", store.url, "--form", "Biểu số 01", "--to", str(tmp_path / "a.csv")])
    head, *rows = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert "'=SUM(A1)" in head.split(",")
    assert "'=HYPERLINK(1)" in "".join(rows)
    assert 2 == main(["forms", "--store", store.url, "--to", str(tmp_path / "b.csv")])
    assert 2 == main(["forms", "--store", store.url, "--form", "Biểu số 07"])


def test_a_ruled_table_of_a_printed_page_is_a_form() -> None:
    page = Galley()
    page.line("Mở 20 lớp (Biểu số 01 kèm theo).", 60)
    page.line("Biểu số 01", 85)
    page.line("Kết quả mở lớp", 105)
    page.grid((85, 200, 300, 400), (120, 160, 200, 240, 280))
    rows = (
        ("Đơn vị", "Số lớp", "Học viên"),
        ("Mèo Vạc", "12", "210"),
        ("Yên Minh", "08", "90"),
        ("Tổng cộng", "20", "300"),
    )
    for number, row in enumerate(rows):
        for left, word in zip((90, 205, 305), row, strict=True):
            page.line(word, 145 + 40 * number, left)
    document = lay_out([page.sheet()])
    [form] = find_forms(document, ())
    assert ("Biểu số 01", "Kết quả mở lớp") == (form.name, form.title)
    assert [("Mèo Vạc", "Số lớp", "12", "lớp"), ("Mèo Vạc", "Học viên", "210", "học viên")] == [
        cell[:4] for cell in cells_of(form)
    ][:2]
    assert form.mention is not None
    assert list(document.boxes(form.cells[0].span.start, form.cells[0].span.end))
