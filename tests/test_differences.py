"""What `baocao diff` tells of two extractions: what came, what went, what says another thing, and nothing else."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.exports.export import export
from pipeline.questions.corrections import correct, reject
from pipeline.questions.differences import Difference, find_differences, totals
from pipeline.questions.sides import FolderSide, StoreSide, open_side
from pipeline.store import Actor, Store
from tests.archives import add, archive
from tests.databases import address_of
from tests.gained_lost import ROOT, checkout, compare

BODY = (
    "I- CÔNG TÁC THAM MƯU\n"
    "Huyện ủy Mèo Vạc ban hành 16 văn bản thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024 của Bộ Chính trị.\n"
    "Tổ chức 09 lớp với 534 học viên.\n"
    "II- NHIỆM VỤ TRỌNG TÂM\n"
    "Tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị.\n"
)
WORDS = "Huyện ủy Mèo Vạc ban hành 16 văn bản"
DID = {"directive_id": "70-KL/TW@2024-01-31", "unit_name": "Huyện Mèo Vạc", "status": "implemented", "text": WORDS}


def kept(folder: Path, **reports: str) -> Store:
    folder.mkdir()
    store = archive(folder)
    for name, body in reports.items():
        add(store, f"{name}.pdf", body, done=[DID] if WORDS in body else [])
    return store


def differences(old: Store, new: Store) -> list[Difference]:
    return list(find_differences(StoreSide(old), StoreSide(new)))


def told(found: list[Difference]) -> list[tuple[Any, ...]]:
    return [(one.kind, one.label, one.text, *(column for column, _, _ in one.changes)) for one in found]


def sql(store: Store, statement: str) -> None:
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql(statement)


def test_two_extractions_of_the_same_are_the_same_whatever_came_first(tmp_path: Path) -> None:
    other = BODY.replace("16", "17")
    old, new = kept(tmp_path / "1", may=BODY, june=other), kept(tmp_path / "2", june=other, may=BODY)
    assert [] == differences(old, new)


def test_a_fact_that_came_and_one_that_went_are_told_with_their_words_and_place(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    sql(old, "DELETE FROM counts WHERE value = '534'")
    sql(new, "DELETE FROM citations WHERE symbol = '05-CT/TW'")
    found = differences(old, new)
    assert [("gained", "counts", "534 học viên"), ("lost", "citations", "Chỉ thị số 05-CT/TW")] == [
        (one.kind, one.label, one.text[:19]) for one in found
    ]
    (text,) = (str(row["text"]) for row in new.records("counts") if row["value"] == "534")
    assert text == new.text(found[0].doc_id)[found[0].start : found[0].end]
    assert ("value", None, "534") in found[0].changes
    assert ("symbol", "05-CT/TW", None) in found[1].changes
    assert {"citations": 1, "counts": 1} == {label: sum(kinds.values()) for label, kinds in totals(found).items()}


def test_another_value_at_the_same_place_is_altered_and_tells_which_columns(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    sql(new, "UPDATE counts SET value = '543' WHERE value = '534'")
    sql(new, "UPDATE implementations SET status = 'planned', activity = 'phổ biến'")
    sql(new, "UPDATE documents SET title = 'kết quả khác'")
    document, did, count = differences(old, new)
    assert ("altered", "documents", (("title", "kết quả công tác", "kết quả khác"),)) == (
        document.kind, document.label, document.changes,
    )  # fmt: skip
    assert ("implementations", (("status", "implemented", "planned"), ("activity", "", "phổ biến"))) == (
        did.label, did.changes,
    )  # fmt: skip
    assert ("counts", (("value", "534", "543"),)) == (count.label, count.changes)


def test_a_span_that_grew_is_altered_and_not_lost_and_gained(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    sql(new, "UPDATE counts SET \"end\" = start + 3, text = '534', measure = '' WHERE value = '534'")
    assert [("altered", "counts", "534", "text", "measure", "end")] == told(differences(old, new))


def also(store: Store, unit: str, status: str) -> None:
    """Another unit did something, in the same words."""
    columns = 'doc_id, directive_id, place, activity, page, start, "end", text, evidence, words, boxes'
    told = f"SELECT {columns}, '{unit}', '{unit}', '{status}' FROM implementations WHERE unit_name = 'Huyện Mèo Vạc'"
    sql(store, f"INSERT INTO implementations ({columns}, unit_id, unit_name, status) {told}")


def test_of_several_facts_at_one_place_the_most_alike_is_the_one_that_changed(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    for store, status in ((old, "monitored"), (new, "in_progress")):
        also(store, "Huyện Bắc Mê", "planned")
        also(store, "Huyện Xín Mần", status)
    (found,) = differences(old, new)
    assert (("status", "monitored", "in_progress"),) == found.changes
    assert new.text(found.doc_id)[found.start : found.end] == WORDS


def test_identifiers_and_boxes_do_not_count_but_what_they_point_to_does(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    for store, first, second in ((old, "c1", "c2"), (new, "c7", "c9")):
        sql(store, f"UPDATE citations SET mention_id = '{first}', boxes = '{first}' WHERE symbol = '70-KL/TW'")
        sql(store, f"UPDATE citations SET mention_id = '{second}' WHERE symbol = '05-CT/TW'")
        sql(store, f"UPDATE implementations SET evidence = '{first}'")
    assert [] == differences(old, new)
    sql(new, "UPDATE implementations SET evidence = 'c9'")
    ((change,),) = (one.changes for one in differences(old, new))
    assert ("evidence", "Kết luận số 70-KL/TW", "Chỉ thị số 05-CT/TW") == tuple(str(part)[:20] for part in change)


def test_a_report_that_only_one_side_has_comes_or_goes_with_its_facts(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY, june="Mở 03 lớp.\n")
    found = differences(old, new)
    assert {"gained"} == {one.kind for one in found}
    assert {"/kho/june.pdf"} == {one.source for one in found}
    assert ["documents", "counts"] == [one.label for one in found if one.label in ("documents", "counts")]


def test_a_replaced_file_is_compared_by_its_path_and_text_that_moved_is_followed(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY.replace("TÁC THAM", "TÁC XÂY DỰNG, THAM"))
    sql(new, f"UPDATE documents SET sha256 = '{'e' * 64}'")
    sql(new, "UPDATE counts SET value = '10' WHERE value = '9'")
    found = [one for one in differences(old, new) if one.label not in ("documents", "sections")]
    assert [("altered", "counts", "09 lớp", "value")] == told(found)


def test_an_export_and_a_store_are_two_sides_alike(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    sql(new, "UPDATE counts SET value = '543' WHERE value = '534'")
    export(old, tmp_path / "out", "jsonl")
    folder = FolderSide(tmp_path / "out")
    assert [("altered", "counts", "534 học viên", "value")] == told(list(find_differences(folder, StoreSide(new))))
    assert [] == list(find_differences(folder, StoreSide(old)))


def test_a_column_that_only_one_side_knows_is_no_change_of_what_was_read(tmp_path: Path) -> None:
    store = kept(tmp_path / "1", may=BODY)
    export(store, tmp_path / "out", "jsonl")
    path = tmp_path / "out" / "counts.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        del row["qualifier"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert [] == list(find_differences(FolderSide(tmp_path / "out"), StoreSide(store)))


def test_what_a_person_corrected_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = kept(tmp_path / "1"), kept(tmp_path / "2")
    for store in (old, new):
        doc_id = add(store, "may.pdf", BODY)
    facts = {str(row["text"]): str(row["mention_id"]) for row in new.records("counts")}
    actor = Actor("Nguyễn Thị An")
    made = correct(new, doc_id, facts["534 học viên"], {"value": "543"}, why="gõ nhầm", actor=actor)
    gone = reject(new, doc_id, facts["16 văn bản"], why="không phải số liệu", actor=actor)
    sql(new, "UPDATE counts SET value = '8' WHERE text = '09 lớp'")
    found = [one for one in differences(old, new) if one.label == "counts"]
    assert [
        ("lost", "16 văn bản", gone.correction_id),
        ("altered", "09 lớp", ""),
        ("altered", "534 học viên", made.correction_id),
    ] == [(one.kind, one.text, one.corrected) for one in found]
    assert {made.correction_id, gone.correction_id, ""} == {one.corrected for one in differences(new, old)}
    assert 0 == main(["diff", old.url, new.url, "--label", "counts"])
    out = capsys.readouterr().out
    assert "Trong đó do người chỉnh sửa: 2\n" in out
    assert f"Giá trị: 534 → 543  [chỉnh sửa {made.correction_id}]\n" in out


@pytest.fixture
def urls(tmp_path: Path) -> tuple[str, str]:
    old, new = kept(tmp_path / "1", may=BODY), kept(tmp_path / "2", may=BODY)
    sql(new, "UPDATE counts SET value = '543' WHERE value = '534'")
    sql(new, "UPDATE counts SET measure = '=1+1' WHERE value = '9'")
    sql(new, "DELETE FROM citations WHERE symbol = '05-CT/TW'")
    return address_of(old), address_of(new)


@pytest.mark.databases
def test_one_screen_shows_how_much_changed_and_what(urls: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["diff", *urls])
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert ["Số liệu", "0", "0", "2", "2"] == lines[2].rsplit(maxsplit=4)
    assert ["Cộng", "0", "1", "2", "3"] == lines[3].split()
    assert "  ~ Số liệu  tr. 1  «534 học viên»  Giá trị: 534 → 543" in lines
    assert any(line.startswith("  − Lượt dẫn văn bản  tr. 1  «Chỉ thị số 05-CT/TW") for line in lines)
    assert 1 == main(["diff", *urls, "--fail-on", "difference", "--limit", "1", "--lang", "en"])
    assert "2 more: use --limit or --to." in capsys.readouterr().out
    assert 0 == main(["diff", urls[0], "--store", urls[0], "--fail-on", "difference"])
    assert "Hai lần đọc cho cùng kết quả.\n" == capsys.readouterr().out


@pytest.mark.databases
def test_json_csv_and_workbook_have_every_change_and_run_nothing(
    urls: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["diff", *urls, "--json", "--label", "counts", "--limit", "1"])
    made = json.loads(capsys.readouterr().out)
    assert {"counts": {"gained": 0, "lost": 0, "altered": 2}} == made["totals"]
    assert {"value": {"was": "534", "now": "543"}} == made["differences"][1]["changes"]
    for name in ("thay-doi.csv", "thay-doi.xlsx"):
        assert 0 == main(["diff", *urls, "--label", "counts", "--to", str(tmp_path / name)])
    with (tmp_path / "thay-doi.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [("measure", "lớp", "'=1+1"), ("value", "534", "543")] == [
        (row["column"], row["was"], row["now"]) for row in rows
    ]
    sheet = openpyxl.load_workbook(tmp_path / "thay-doi.xlsx").active
    assert sheet is not None
    assert ("=1+1", "s") == (sheet.cell(2, 11).value, sheet.cell(2, 11).data_type)
    assert "Thay đổi" == sheet.cell(1, 1).value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["không-có.db", "x"], "Không có kho hoặc thư mục này"),
        (["{tmp}", "{old}"], "không có documents.jsonl"),
        (["{old}", "{new}", "--label", "conut"], "Không có bảng «conut»"),
        (["{old}", "{new}", "--to", "{tmp}/x.txt"], "đuôi .csv hoặc .xlsx"),
        (["{old}", "{new}", "--to", "{tmp}/không/có/x.csv"], "Không ghi được ra"),
        (["{old}", "{new}", "--to", "{tmp}/không/có/x.xlsx"], "Không ghi được ra"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    urls: tuple[str, str], given: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [one.format(tmp=tmp_path, old=urls[0], new=urls[1]) for one in given]
    assert 2 == main(["diff", *told])
    err = capsys.readouterr().err
    assert (True, 1) == (said in err, err.count("\n"))


def test_a_damaged_export_is_refused(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text("{", "utf-8")
    with pytest.raises(Exception, match="không phải là tệp jsonl"):
        open_side(str(tmp_path))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    shutil.copy(ROOT / "corpus" / "reports" / "report.docx", folder)
    return folder


def test_a_revision_reads_as_itself_and_a_broken_rule_shows(report: Path) -> None:
    with checkout("HEAD") as old, checkout("HEAD") as new:
        assert [] == compare(old, new, report)
        lexicon = new / "extractors" / "lexicon" / "doc_types.csv"
        rules = lexicon.read_text("utf-8").splitlines(keepends=True)
        lexicon.write_text("".join(rule for rule in rules if "Chỉ thị" not in rule), "utf-8")
        found = compare(old, new, report)
    assert "Chỉ thị số 05-CT/TW" in {one.text for one in found if (one.kind, one.label) == ("lost", "citations")}
    assert not old.exists()
