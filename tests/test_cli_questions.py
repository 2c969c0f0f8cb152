"""`search`, `matrix` and `due` from the command line: what is printed, in both languages, and the exit status."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main
from tests.archives import add, archive
from tests.databases import address
from tests.test_due import CT42, REVIEW, reviewed
from tests.test_matrix import BODY, did

pytestmark = pytest.mark.databases


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, database: str) -> str:
    folder = tmp_path_factory.mktemp("kho")
    store = archive(folder)
    add(store, "may.pdf", CT42 + REVIEW + BODY, done=[reviewed(REVIEW), did("Mèo Vạc", "implemented")])
    add(store, "june.pdf", BODY, done=[did("Mèo Vạc", "not_implemented")], issued_on=date(2024, 5, 28))
    store.engine.dispose()
    return address(folder)


def test_search_prints_the_passage_with_its_page_and_facts(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["search", "tong", "ket", "42-ct/tw", "--store", url])
    out = capsys.readouterr().out
    assert "1. may.pdf  12-BC/VPTU  2024-05-20  tr. 1" in out
    assert "Huyện ủy Bắc Mê đã tổng kết 20 năm" in out
    assert "→ Huyện ủy Bắc Mê: đã thực hiện (42-CT/TW@2004-08-25)" in out
    assert "Đoạn 1–1 trong 1" in out


def test_search_tells_json_and_english(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["search", "Mèo Vạc", "--json", "--limit", "1", "--store", url])
    told = json.loads(capsys.readouterr().out)
    assert (2, False, "june.pdf") == (told["total"], told["more"], Path(told["hits"][0]["source"]).name)
    assert 0 == main(["search", "khongcogi", "--lang", "en", "--store", url])
    assert "Nothing found. Use fewer words, or drop a condition.\n" == capsys.readouterr().out


def test_what_cannot_be_asked_ends_with_status_2_and_a_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["search"], ["search", "x", "--limit", "0"], ["matrix", "--unit", "Đồi Mơ"], ["due", "--period", "?"],
                  ["matrix", "--as-of", "mai"]):  # fmt: skip
        assert 2 == main([*wrong, "--store", url])
        printed = capsys.readouterr()
        assert ("", 1) == (printed.out, printed.err.count("\n"))


def test_the_matrix_is_a_grid_with_letters_and_what_they_mean(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["matrix", "--directive", "05-CT/TW", "--store", url])
    lines = capsys.readouterr().out.splitlines()
    assert ["Huyện", "Mèo", "Vạc", "!"] == next(line.split() for line in lines if line.startswith("Huyện Mèo Vạc"))
    assert ["Huyện", "Xín", "Mần", "·"] == next(line.split() for line in lines if line.startswith("Huyện Xín Mần"))
    assert "! thông tin trái nhau" in lines[-2]
    assert "chưa thực hiện (june.pdf, tr. 1); đã thực hiện (may.pdf, tr. 1)" in lines[-1]


def test_a_directive_that_nobody_speaks_of_is_named(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["matrix", "--directive", "99-CT/TW", "--store", url])
    assert "Chưa có báo cáo nào nói đơn vị nào thực hiện 99-CT/TW." in capsys.readouterr().out


def test_the_matrix_goes_into_no_file_of_another_kind(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main(["matrix", "--to", str(tmp_path / "m.txt"), "--store", url])
    assert "Hãy đặt tên tệp có đuôi .xlsx." in capsys.readouterr().err
    assert [] == list(tmp_path.glob("*m.txt*"))


def test_the_matrix_as_json_has_every_cell(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["matrix", "--json", "--directive", "05-CT/TW", "--level", "district", "--store", url])
    rows = {row["unit_name"]: row["status"] for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (11, "conflict", "no_evidence") == (len(rows), rows["Huyện Mèo Vạc"], rows["Huyện Bắc Mê"])


def test_the_matrix_as_a_sheet_has_colours_and_notes(url: str, tmp_path: Path) -> None:
    file = tmp_path / "ma-tran.xlsx"
    assert 0 == main(["matrix", "--to", str(file), "--store", url])
    sheet = openpyxl.load_workbook(file)["Ma trận"]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    column = next(cell.column - 1 for cell in rows["Đơn vị"] if cell.value == "05-CT/TW@2016-05-15")
    conflict, silent = rows["Huyện Mèo Vạc"][column], rows["Huyện Xín Mần"][column]
    assert ("Thông tin trái nhau", None) == (conflict.value, silent.comment)
    assert conflict.fill.fgColor.rgb != silent.fill.fgColor.rgb
    assert "june.pdf, trang 1" in str(conflict.comment.text if conflict.comment else "")


@pytest.mark.parametrize("command", ["matrix", "series"])
def test_a_sheet_that_cannot_be_written_is_told_in_one_line(
    command: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main([command, "--to", str(tmp_path / "không có" / "x.xlsx"), "--store", url])
    err = capsys.readouterr().err
    assert ("baocao: Không ghi được ra", 1) == (err[:25], err.count("\n"))


def test_due_tells_who_has_reported(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["due", "--period", "2024", "--store", url])
    out = capsys.readouterr().out
    assert "25/08/2024  20 năm  Chỉ thị 42-CT/TW, 25/08/2004, Ban Bí thư" in out
    assert "→ Huyện ủy Bắc Mê: đã thực hiện (may.pdf, tr. 1)" in out
    assert 0 == main(["due", "--period", "2024", "--json", "--store", url])
    assert ["42-CT/TW"] == [one["symbol"] for one in json.loads(capsys.readouterr().out)]
