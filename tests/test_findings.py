"""What an auditor sees and decides: mismatches first, decisions that outlive a new reading, folded matches."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.audit import Coverage
from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.questions.findings import coverage_of, read_findings
from pipeline.store import Store, open_store
from tests.archives import add, archive
from tests.conftest import REPORTS
from tests.databases import address, address_of

pytestmark = pytest.mark.databases

CLAIM = "28 lớp"


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = address(tmp_path, "store")
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


def test_a_decision_about_one_report_says_nothing_of_the_same_words_in_another(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest([REPORTS / "report.pdf"], store=url)
    store = open_store(url)
    ids = [str(record["doc_id"]) for record in store.records("documents") if "docx" in str(record["source"])]
    other = [str(record["doc_id"]) for record in store.records("documents") if "docx" not in str(record["source"])]
    named = next(t for t in read_findings(store, ids[0]) if t.finding["claim"] == CLAIM)
    decide = ["review", str(named.finding["finding_id"]), "--decision", "confirmed", "--store", url]
    assert main(decide) == 2  # which of the two?
    assert "có ở nhiều báo cáo, hãy thêm --doc" in capsys.readouterr().err
    assert main([*decide, "--doc", "report.docx"]) == 0
    assert {t.decision for t in read_findings(store, ids[0])} == {"open", "confirmed"}
    refused = {t.decision for t in read_findings(store, other[0])}
    assert refused == {"open"}


def test_an_unknown_finding_is_refused_in_a_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "nowhere", "--decision", "confirmed", "--store", url]) == 2
    assert "Không có kết quả đối chiếu nào là «nowhere»" in capsys.readouterr().err
    assert main(["review", "", "--decision", "confirmed", "--store", url]) == 2
    assert "Có nhiều kết quả đối chiếu bắt đầu bằng «»" in capsys.readouterr().err


def test_coverage_says_how_many_figures_could_be_checked(url: str) -> None:
    store = open_store(url)
    covered = coverage_of(store, str(next(store.records("documents"))["doc_id"]))
    assert Coverage(stated=60, checked=32, held=14, wrong=2) == covered
    assert covered.told == (
        "Báo cáo nêu 60 số liệu; kiểm tra được 32: 14 khớp, 2 không khớp, 16 là phần của số không khớp."
    )


def test_what_repeats_is_printed_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", "report.docx", "--store", url])
    printed = capsys.readouterr().out
    assert (1, 1) == (printed.count("Cước chú 4: Cụ thể"), printed.count("Cước chú 4: như trên"))
    assert 2 == printed.count("Câu: như trên")  # the other measure of note 4, the other week of note 7
    assert "tr. 1" not in printed  # a Word file has no pages of its own


def test_english_stands_around_the_reports_own_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["audit", "report.docx", "--store", url, "--lang", "en"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "The report states 60 figures; 32 could be checked: 14 hold, 2 do not, 16 are parts of those" in printed
    assert "3442 − 1580 = 1862: it holds without «01 lớp bồi dưỡng cập nhật" in printed
    assert "Footnote 4: Cụ thể: 09 lớp" in printed
    assert not any(word in printed for word in ("thì khớp", "Khớp", "không phải", "như trên", "Phép tính", "lần dẫn"))


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three reports: one without a mismatch, one with a mismatch, one that differs from the second."""
    monkeypatch.setenv("COLUMNS", "120")
    store = archive(tmp_path)
    add(store, "a.docx", "Ban hành 16 văn bản, gồm: 04 báo cáo; 12 công văn. Mở 03 lớp.")
    add(
        store,
        "b.docx",
        "Ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 11 công văn. Lũy kế cả tỉnh kết nạp 40 đảng viên.",
        title="kết quả công tác tháng 4 năm 2024",
        issued_on=date(2024, 4, 25),
    )
    add(
        store,
        "c.docx",
        "Lũy kế cả tỉnh kết nạp 30 đảng viên. Ban hành 09 văn bản, trong đó: 04 báo cáo; 02 kế hoạch.",
        title="kết quả công tác tháng 5 năm 2024",
        issued_on=date(2024, 5, 25),
    )
    return address_of(store)


def test_an_archive_is_told_mismatches_first_and_summed_up_last(whole: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", whole]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith("  ")]
    heads = [line for line in lines if line.startswith(("KHÔNG", "CHƯA"))]
    assert "KHÔNG KHỚP: 2 chỗ trong 2 báo cáo" == heads[0]
    assert ["KHÔNG KHỚP"] * 3 == [line[:10] for line in heads[:3]]
    assert "1 báo cáo không có chỗ nào không khớp." == lines[-2]
    assert (
        "Cả 3 báo cáo nêu 13 số liệu; kiểm tra được 8: 3 khớp, 2 không khớp, 3 là phần của số không khớp." == lines[-1]
    )


def test_a_limit_says_what_it_leaves_out_and_hides_no_mismatch_from_a_script(
    whole: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--store", whole, "--limit", "1", "--fail-on", "mismatch"]) == 1
    printed = capsys.readouterr().out
    assert "Còn 1 báo cáo nữa" in printed
    assert printed.count(".docx  ") < 4
    assert main(["audit", "--store", whole, "--limit", "1", "--json"]) == 0
    assert 1 == len(json.loads(capsys.readouterr().out))


def test_the_json_of_an_archive_is_that_of_its_reports(whole: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", whole, "--json"]) == 0
    together = json.loads(capsys.readouterr().out)
    for report in together:
        main(["audit", report["doc_id"], "--store", whole, "--json"])
        assert json.loads(capsys.readouterr().out) == [report]
    assert ["mismatch", "mismatch"] == [report["findings"][0]["verdict"] for report in together[:2]]
    assert {"stated", "checked", "held", "wrong", "parts"} == set(together[0]["coverage"])


def test_a_decision_about_what_two_reports_say_counts(whole: str) -> None:
    store = open_store(whole)
    for record in list(store.records("findings")):
        if record["verdict"] == "mismatch":
            names = ["--doc", str(record["doc_id"]), "--store", whole]
            assert main(["review", str(record["finding_id"]), "--decision", "explained", *names]) == 0
    assert main(["audit", "--store", whole, "--fail-on", "mismatch"]) == 0


def test_the_workbook_folds_the_matches_away(url: str, tmp_path: Path) -> None:
    main(["export", "--store", url, "--to", str(tmp_path), "--format", "xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "baocao.xlsx")["Soát số liệu"]
    verdict = next(cell.column for cell in sheet[1] if cell.value == "Kết luận")
    shown = [
        sheet.cell(row, verdict).value for row in range(2, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden
    ]
    folded = [sheet.cell(row, verdict).value for row in range(2, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
    assert set(shown) <= {"không khớp", "chưa kiểm tra được"}
    assert shown.count("không khớp") == 6
    assert set(folded) == {"khớp"}
