"""What an auditor sees and decides: mismatches first, decisions that outlive a new reading, folded matches."""

import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.audit import Coverage
from pipeline.cli import main
from pipeline.findings import coverage_of, read_findings
from pipeline.ingest import ingest
from pipeline.store import Store, open_store
from tests.conftest import REPORTS

CLAIM = "28 lớp"


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'store.db'}"
    ingest([REPORTS / "report.docx"], store=made)
    return made


def the_finding(store: Store, claim: str = CLAIM) -> str:
    doc_id = str(next(store.records("documents"))["doc_id"])
    return next(str(t.finding["finding_id"]) for t in read_findings(store, doc_id) if t.finding["claim"] == claim)


def decisions(store: Store) -> dict[str, str]:
    doc_id = str(next(store.records("documents"))["doc_id"])
    return {str(t.finding["claim"]): t.decision for t in read_findings(store, doc_id) if t.decision != "open"}


def test_mismatches_come_first_with_sentence_note_and_arithmetic(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", url, "--json"]) == 0
    [report] = json.loads(capsys.readouterr().out)
    verdicts = [finding["verdict"] for finding in report["findings"]]
    assert verdicts == sorted(verdicts, key=["mismatch", "unverifiable", "match"].index)
    first = report["findings"][0]
    assert first["claim"] == CLAIM
    assert "1862 học viên" in first["sentence"]
    assert first["notes"][0]["footnote"] == "4"
    assert first["arithmetic"] == "9 + 2 + 2 + 9 + 3 + 1 + 1 + 2 = 29 ≠ 28"


def test_fail_on_mismatch_tells_a_script(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "report.docx", "--store", url, "--fail-on", "mismatch"]) == 1
    assert "KHÔNG KHỚP  «28 lớp»" in capsys.readouterr().out


def test_what_is_explained_no_longer_fails(url: str) -> None:
    store = open_store(url)
    doc_id = str(next(store.records("documents"))["doc_id"])
    for told in read_findings(store, doc_id):
        if told.finding["verdict"] == "mismatch":
            assert main(["review", str(told.finding["finding_id"]), "--decision", "explained", "--store", url]) == 0
    assert main(["audit", "--store", url, "--fail-on", "mismatch"]) == 0


def test_the_last_decision_counts_and_outlives_a_new_reading(url: str) -> None:
    name = the_finding(open_store(url))
    main(["review", name, "--decision", "confirmed", "--by", "An", "--store", url])
    main(["review", name, "--decision", "dismissed", "--by", "Bình", "--note", "đã hỏi đơn vị", "--store", url])
    store = open_store(url)
    with store.transaction(writes=True) as connection:  # the report goes, as before it is read by another version
        connection.exec_driver_sql("DELETE FROM documents")
        connection.exec_driver_sql("DELETE FROM outcomes")
    ingest([REPORTS / "report.docx"], store=url)
    assert decisions(open_store(url)) == {CLAIM: "dismissed"}
    assert [record["reviewer"] for record in open_store(url).records("reviews")] == ["An", "Bình"]


def test_a_decision_about_one_report_says_nothing_of_the_same_words_in_another(url: str) -> None:
    ingest([REPORTS / "report.pdf"], store=url)
    store = open_store(url)
    ids = [str(record["doc_id"]) for record in store.records("documents") if "docx" in str(record["source"])]
    other = [str(record["doc_id"]) for record in store.records("documents") if "docx" not in str(record["source"])]
    named = next(t for t in read_findings(store, ids[0]) if t.finding["claim"] == CLAIM)
    decide = ["review", str(named.finding["finding_id"]), "--decision", "confirmed", "--store", url]
    assert main(decide) == 2  # which of the two?
    assert main([*decide, "--doc", "report.docx"]) == 0
    assert {t.decision for t in read_findings(store, ids[0])} == {"open", "confirmed"}
    refused = {t.decision for t in read_findings(store, other[0])}
    assert refused == {"open"}


def test_an_unknown_finding_is_refused_in_a_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "nowhere", "--decision", "confirmed", "--store", url]) == 2
    assert "Không có kết quả đối chiếu nào là «nowhere»" in capsys.readouterr().err


def test_coverage_says_how_many_figures_could_be_checked(url: str) -> None:
    store = open_store(url)
    covered = coverage_of(store, str(next(store.records("documents"))["doc_id"]))
    assert Coverage(stated=60, checked=32, held=14, wrong=2) == covered
    assert covered.told == (
        "Báo cáo nêu 60 số liệu; kiểm tra được 32: 14 khớp, 2 không khớp, 16 là phần của số không khớp."
    )


def test_the_workbook_folds_the_matches_away(url: str, tmp_path: Path) -> None:
    main(["export", "--store", url, "--to", str(tmp_path), "--format", "xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "baocao.xlsx")["Soát số liệu"]
    verdict = next(cell.column for cell in sheet[1] if cell.value == "Kết luận")
    shown = [
        sheet.cell(row, verdict).value for row in range(2, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden
    ]
    folded = [sheet.cell(row, verdict).value for row in range(2, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
    assert set(shown) <= {"mismatch", "unverifiable"}
    assert shown.count("mismatch") == 6
    assert set(folded) == {"match"}
