"""What a reviewer says holds: it wins over what was read, is found again, moves what rests on it, and can be undone."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline.questions.corrections
from extractors.mention import Span
from pipeline.corrections.anchors import anchor_of, find_again
from pipeline.corrections.applying import fact_key
from pipeline.corrections.values import CORRECTABLE
from pipeline.document import Block, Document
from pipeline.exports.export import export
from pipeline.extract import extract
from pipeline.ingest import to_report
from pipeline.limits import LONGEST_NAME
from pipeline.messages import RefusedError
from pipeline.questions.corrections import add_fact, correct, read_corrections, reject, undo
from pipeline.questions.matrix import matrix
from pipeline.questions.search import search
from pipeline.rows import Origin
from pipeline.store import Actor, Outcome, Store
from pipeline.store.corrected import read_original
from pipeline.store.schema import METADATA
from pipeline.store.trail import read_changes
from pipeline.tables import Cell
from pipeline.verify import verify
from tests.archives import archive

pytestmark = pytest.mark.databases

AN, BINH = Actor("Nguyễn Thị An"), Actor("Trần Văn Bình")
HEAD = "TỈNH ỦY HÀ GIANG\nVĂN PHÒNG\nSố 12-BC/VPTU\nHà Giang, ngày 20 tháng 5 năm 2024\nBÁO CÁO\nkết quả công tác\n"
BODY = """I. KẾT QUẢ
1. Triển khai các chỉ thị, nghị quyết
Huyện ủy Mèo Vạc đã ban hành kế hoạch thực hiện Chỉ thị số 05-CT/TW, ngày 30/10/2016 của Bộ Chính trị.
Huyện ủy Yên Minh đã ban hành kế hoạch thực hiện Chỉ thị số 05-CT/TW; mở 09 lớp với 1.362 học viên.
Ban hành 16 văn bản, gồm: 04 báo cáo; 11 công văn.
"""
WAS, NOW = "05-CT/TW@2016-10-30", "05-CT/TW@2016-05-15"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = archive(tmp_path)
    ingest(made, "a.pdf", BODY)
    return made


def ingest(store: Store, name: str, body: str, content: str = "") -> str:
    """Keep a report as a batch does; its id. `content` stands for the file's bytes."""
    text = HEAD + body
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line) - 1, centred=line.strip() in ("BÁO CÁO", "kết quả công tác")))
        at += len(line)
    sha256 = hashlib.sha256((content or name).encode()).hexdigest()
    origin = Origin(sha256[:12], f"/kho/{name}", sha256, "application/pdf")
    outcome = Outcome(f"/kho/{name}", f"/kho/{name}", "indexed", sha256, doc_id=sha256[:12], stage="store")
    store.keep(outcome, to_report(extract(Document(text, blocks=tuple(blocks))), origin))
    return sha256[:12]


def doc(store: Store) -> str:
    (record,) = store.records("documents")
    return str(record["doc_id"])


def fact(store: Store, table: str, text: str, nth: int = 0) -> str:
    """The name of the fact with these words in it."""
    found = [record for record in store.records(table, doc(store)) if text in str(record["text"])]
    return fact_key(table, found[nth])


def cells(store: Store, table: str, column: str) -> list[Cell]:
    return [record[column] for record in store.records(table)]


def everything(store: Store) -> dict[str, list[str]]:
    """Every table of the store but those that remember the corrections themselves, or count what was written."""
    with store.transaction() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in METADATA.tables.items()
            if name not in ("corrections", "changes", "meta")
        }


def done(store: Store, directive: str) -> dict[str, str]:
    """What the matrix says of each unit that some report tells of."""
    made = matrix(store, directives=[directive])
    return {unit.name: made.cell(unit, directive).status for unit in made.units if (unit.key, directive) in made.cells}


def states(store: Store) -> list[str]:
    return [one.state for one in read_corrections(store)]


def redate(store: Store) -> str:
    where = fact(store, "citations", "05-CT/TW")
    return correct(store, doc(store), where, {"issued_on": "2016-05-15"}, why="báo cáo gõ nhầm", actor=AN).correction_id


def test_a_corrected_date_moves_the_directive_and_all_that_rests_on_it(store: Store) -> None:
    units = {"Huyện Mèo Vạc": "implemented", "Huyện Yên Minh": "implemented"}
    assert units == done(store, WAS)
    made = redate(store)
    for table in ("citations", "implementations"):
        assert {NOW} == set(cells(store, table, "directive_id")), table
        assert {made} == set(cells(store, table, "corrected")), table
    assert {"2016-05-15", None} == set(cells(store, "citations", "issued_on"))
    assert ["2016-05-15"] * 2 == cells(store, "citations", "resolved_on")
    assert units == done(store, NOW)
    assert [NOW] == cells(store, "directives", "directive_id")
    assert [] == [damage for damage in verify(store) if damage.where == "store"]


def test_a_citation_whose_directive_nobody_knows_is_of_no_day_either(store: Store) -> None:
    where = fact(store, "citations", "05-CT/TW")
    correct(store, doc(store), where, {"directive_id": ""}, why="không rõ văn bản nào", actor=AN)
    [row] = [row for row in store.records("citations") if row["corrected"]]
    assert ("", None, "") == (row["directive_id"], row["resolved_on"], row["candidates"])


def test_a_corrected_unit_moves_what_it_did_and_is_found_by_search(store: Store) -> None:
    assert not search(store, "", unit="Đồng Văn").hits
    where = fact(store, "unit_mentions", "Yên Minh")
    correct(store, doc(store), where, {"unit": "Huyện Đồng Văn"}, why="sai", actor=AN)
    assert {"Huyện Mèo Vạc", "Huyện Đồng Văn"} == set(done(store, WAS))
    assert 1 == len(search(store, "", unit="Đồng Văn", directive="05-CT/TW").hits)
    assert not search(store, "", unit="Yên Minh").hits
    assert "VN02.026" in cells(store, "units", "unit_id")


def test_a_rejected_citation_takes_what_rests_on_it_alone(store: Store) -> None:
    reject(store, doc(store), fact(store, "unit_mentions", "Yên Minh"), why="không phải đơn vị thực hiện", actor=AN)
    assert {"Huyện Mèo Vạc"} == set(done(store, WAS))
    for nth in (1, 0):
        reject(store, doc(store), fact(store, "citations", "05-CT/TW", nth), why="không phải dẫn văn bản", actor=AN)
    assert [] == cells(store, "citations", "text") == cells(store, "implementations", "text")
    assert {} == done(store, WAS)
    assert [] == [damage for damage in verify(store) if damage.where == "store"]


def test_a_corrected_figure_is_audited_again(store: Store) -> None:
    assert ["mismatch"] == cells(store, "findings", "verdict")
    where = fact(store, "counts", "11 công văn")
    made = correct(store, doc(store), where, {"value": "12"}, why="bản quét mờ", actor=AN)
    assert ["match"] == cells(store, "findings", "verdict")
    assert [made.correction_id] == cells(store, "findings", "corrected")
    undo(store, made.correction_id[:6], actor=AN)
    assert ["mismatch"] == cells(store, "findings", "verdict")


def test_a_better_reading_of_the_same_words_takes_nothing_away(store: Store) -> None:
    made = redate(store)
    with store.transaction() as connection:
        report = read_original(connection, doc(store))
    wider = []
    for row in report.rows["citations"]:
        text = f"{row[5]}, ngày 30/10/2016" if row[1] == f"{doc(store)}:c1" else row[5]
        wider.append((*row[:4], int(str(row[3])) + len(str(text)), text, *row[6:]))
    outcome = store.outcome_at("/kho/a.pdf")
    assert outcome is not None
    store.keep(outcome, replace(report, rows={**report.rows, "citations": wider}))
    first = next(store.records("citations"))
    assert ("Chỉ thị số 05-CT/TW", NOW, made) == (first["text"], first["directive_id"], first["corrected"])
    assert {"Huyện Mèo Vạc", "Huyện Yên Minh"} == set(done(store, NOW))


def test_a_fraction_of_thousandths_is_written_so_that_nobody_takes_it_for_thousands(store: Store) -> None:
    where = fact(store, "counts", "1.362")
    correct(store, doc(store), where, {"value": "1.3620"}, why="số lẻ", actor=AN)
    assert ["1.362"] == [row["value"] for row in store.records("counts") if row["corrected"]]


def test_a_changed_finding_names_the_correction_at_its_figures(store: Store) -> None:
    first = correct(store, doc(store), fact(store, "counts", "11 công văn"), {"value": "12"}, why="mờ", actor=AN)
    correct(store, doc(store), fact(store, "counts", "09 lớp"), {"value": "8"}, why="mờ", actor=AN)
    assert [first.correction_id] == cells(store, "findings", "corrected")


def test_an_implementation_s_status_wins_and_comes_back_when_undone(store: Store) -> None:
    before = everything(store)
    where = fact(store, "implementations", "Mèo Vạc")
    made = correct(store, doc(store), where, {"status": "planned"}, why="mới có kế hoạch", actor=AN)
    assert {"Huyện Mèo Vạc": "planned", "Huyện Yên Minh": "implemented"} == done(store, WAS)
    undo(store, made.correction_id, actor=Actor("Lý Văn Bình"))
    assert before == everything(store)
    (one,) = read_corrections(store)
    assert ("undone", "Lý Văn Bình") == (one.state, one.correction.undone_by)


def test_a_missing_fact_is_added_where_its_words_stand(store: Store) -> None:
    text = store.text(doc(store))
    at = text.index("kế hoạch thực hiện Chỉ thị số 05-CT/TW;")
    span = Span(at - 1, at + len("kế hoạch") + 1)
    written = {"directive": "05-CT/TW", "unit": "Huyện Đồng Văn", "status": "in_progress"}
    made = add_fact(store, doc(store), "implementations", span, written, why="bỏ sót", actor=AN)
    (row,) = [row for row in store.records("implementations") if row["corrected"]]
    assert ("kế hoạch", made.correction_id, WAS) == (row["text"], row["corrected"], row["directive_id"])
    assert "in_progress" == done(store, WAS)["Huyện Đồng Văn"]
    moved = redate(store)
    assert moved in {row["corrected"] for row in store.records("citations")}
    assert "placed" == states(store)[0]


def test_a_citation_that_is_added_dates_those_that_lean_on_it(store: Store) -> None:
    reject(store, doc(store), fact(store, "citations", "05-CT/TW"), why="chọn sai đoạn", actor=AN)
    assert ["05-CT/TW@?"] == cells(store, "citations", "directive_id")
    assert {"Huyện Yên Minh"} == set(done(store, "05-CT/TW@?"))  # what rested on the rejected one alone is gone
    at = store.text(doc(store)).index("05-CT/TW, ngày")
    written = {"symbol": "5 - CT/TƯ", "issued_on": "2016-05-15", "issuer": "Bộ Chính trị"}
    words = Span(at, at + len("05-CT/TW"))
    made = add_fact(store, doc(store), "citations", words, written, why="đúng đoạn", actor=AN)
    assert [NOW, NOW] == cells(store, "citations", "directive_id")
    assert {made.correction_id} == set(cells(store, "citations", "corrected"))
    assert ["Chỉ thị", "Chỉ thị"] == cells(store, "citations", "doc_type")
    assert {"Huyện Yên Minh"} == set(done(store, NOW))


def test_what_was_added_can_be_corrected_and_goes_with_it(store: Store) -> None:
    before = everything(store)
    at = store.text(doc(store)).index("Triển khai")
    words = Span(at, at + len("Triển khai"))
    added = add_fact(store, doc(store), "counts", words, {"value": "3", "measure": "chỉ thị"}, why="a", actor=AN)
    where = next(str(row["mention_id"]) for row in store.records("counts") if row["corrected"])
    correct(store, doc(store), where, {"value": "4"}, why="b", actor=AN)
    assert ["4"] == [row["value"] for row in store.records("counts") if row["corrected"]]
    undo(store, added.correction_id, actor=AN)
    assert ["undone", "unplaced"] == states(store)
    assert {**before, "originals": []} == {**everything(store), "originals": []}


def test_corrections_hold_when_the_same_bytes_are_read_again(store: Store) -> None:
    redate(store)
    reject(store, doc(store), fact(store, "counts", "09 lớp"), why="không phải", actor=AN)
    before = everything(store)
    ingest(store, "a.pdf", BODY)
    assert before == everything(store)
    assert ["placed", "placed"] == states(store)


def test_corrections_hold_when_the_report_changes_around_them(store: Store) -> None:
    made = redate(store)
    reject(store, doc(store), fact(store, "counts", "09 lớp"), why="không phải", actor=AN)
    ingest(store, "a.pdf", "Mở đầu mới.\n" + BODY.replace("11 công văn", "13 công văn"), "bản sửa")
    assert {NOW} == set(cells(store, "citations", "directive_id"))
    assert {made} == set(cells(store, "citations", "corrected"))
    assert "09 lớp" not in cells(store, "counts", "text")
    assert ["placed", "placed"] == states(store)


def test_the_same_bytes_at_another_path_are_corrected_too(store: Store) -> None:
    redate(store)
    ingest(store, "b.pdf", BODY, "a.pdf")
    ingest(store, "a.pdf", "Một báo cáo khác hẳn.\n", "khác")
    kept = next(str(row["doc_id"]) for row in store.records("documents") if row["source"] == "/kho/b.pdf")
    assert [NOW, NOW] == [row["directive_id"] for row in store.records("citations", kept)]
    assert ["placed"] == states(store)


def test_where_the_old_place_is_gone_nothing_is_guessed_and_nothing_lost(store: Store) -> None:
    redate(store)
    ingest(store, "a.pdf", "Thực hiện Chỉ thị số 05-CT/TW, ngày 30/10/2016 tại mọi nơi.\n", "viết lại")
    assert [WAS] == cells(store, "citations", "directive_id")
    assert ["unplaced"] == states(store)
    ingest(store, "a.pdf", BODY, "trở lại")
    assert {NOW} == set(cells(store, "citations", "directive_id"))
    assert ["placed"] == states(store)


def test_words_that_stand_twice_alike_are_told_apart_by_their_order() -> None:
    text = "Mở 05 lớp.\n" * 2
    second = Span(14, 20)
    assert "05 lớp" == second.slice(text)
    anchor = anchor_of(text, second)
    assert second == find_again(text, anchor)
    assert find_again(text + text, anchor) is None


def test_line_breaks_move_no_anchor() -> None:
    text = "Huyện ủy Mèo Vạc đã mở 05 lớp bồi dưỡng cho cán bộ cơ sở."
    anchor = anchor_of(text, Span(text.index("05"), text.index("05") + 6))
    broken = text.replace(" ", "\n ")
    found = find_again(broken, anchor)
    assert found is not None
    assert "05\n lớp" == found.slice(broken)


def test_a_fact_that_is_read_no_more_stays_as_the_reviewer_had_it(store: Store) -> None:
    made = correct(store, doc(store), fact(store, "counts", "1.362"), {"value": "1862"}, why="mờ", actor=AN)

    with store.transaction() as connection:
        report = read_original(connection, doc(store))
    fewer = {**report.rows, "counts": [row for row in report.rows["counts"] if "1.362" not in str(row[5])]}
    outcome = store.outcome_at("/kho/a.pdf")
    assert outcome is not None
    store.keep(outcome, replace(report, rows=fewer))
    assert [("1.362 học viên", "1862", made.correction_id)] == [
        (row["text"], row["value"], row["corrected"]) for row in store.records("counts") if row["corrected"]
    ]


@pytest.mark.parametrize(
    ("table", "text", "written", "told"),
    [
        ("citations", "05-CT/TW", {"issued_on": "15/5/2016"}, "không phải là ngày"),
        ("citations", "05-CT/TW", {"issued_on": "2016-02-30"}, "không phải là ngày"),
        ("citations", "05-CT/TW", {"symbol": "năm"}, "không phải là số, ký hiệu"),
        ("citations", "05-CT/TW", {"doc_type": "Bài thơ"}, "hãy chọn một trong"),
        ("citations", "05-CT/TW", {"zone": "body"}, "không có trường"),
        ("citations", "05-CT/TW", {"symbol": ""}, "không được để trống"),
        ("counts", "1.362", {"value": "1.862,5"}, "không phải là số"),
        ("counts", "1.362", {"value": "1e5"}, "không phải là số"),
        ("counts", "1.362", {"value": "1.862"}, "có thể là 1862"),
        ("counts", "1.362", {"value": "1362"}, "Chưa có gì để sửa"),
        ("unit_mentions", "Yên Minh", {"unit": "Huyện Không Có"}, "danh mục không có"),
        ("unit_mentions", "Yên Minh", {"unit": "Xã Tân Lập"}, "có thể là"),
        ("implementations", "Mèo Vạc", {"status": "xong"}, "hãy chọn một trong"),
        ("implementations", "Mèo Vạc", {"directive": "99-CT/TW"}, "kho không có văn bản"),
        ("implementations", "Mèo Vạc", {"period_start": "2024-05-01", "period_end": "2024-04-01"}, "đứng sau"),
        ("dates", "30/10/2016", {"kind": "century"}, "hãy chọn một trong"),
        ("dates", "30/10/2016", {"start_on": "2016-11-01"}, "đứng sau"),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence(
    store: Store, table: str, text: str, written: dict[str, str], told: str
) -> None:
    before = everything(store)
    with pytest.raises(RefusedError, match=told):
        correct(store, doc(store), fact(store, table, text), written, why="thử", actor=AN)
    assert (before, []) == (everything(store), states(store))


def test_a_correction_says_why_and_by_whom(store: Store) -> None:
    where = fact(store, "counts", "09 lớp")
    for why, actor in ((" ", AN), ("vì thế", Actor("")), ("x" * 3000, AN)):
        with pytest.raises(RefusedError):
            reject(store, doc(store), where, why=why, actor=actor)


def test_no_fact_is_added_over_another_or_outside_the_text(store: Store) -> None:
    text = store.text(doc(store))
    at = text.index("09 lớp")
    last = len(text)
    for start, end, told in ((at + 1, at + 4, "đã có dữ kiện"), (last - 3, last + 9, "nằm ngoài"), (0, 0, "trống")):
        with pytest.raises(RefusedError, match=told):
            add_fact(store, doc(store), "counts", Span(start, end), {"value": "9"}, why="thử", actor=AN)
    with pytest.raises(RefusedError, match="phải có: unit_id"):
        add_fact(store, doc(store), "unit_mentions", Span(0, 4), {}, why="thử", actor=AN)


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object]) -> None:
    """Let somebody else act once, between a reviewer's look and word: when this function is called."""
    whole = getattr(pipeline.questions.corrections, name)
    acted: list[object] = []

    def called(*told: object) -> object:
        if not acted:
            acted.append(None)
            act()
        return whole(*told)

    monkeypatch.setattr(f"pipeline.questions.corrections.{name}", called)


def test_what_two_reviewers_add_at_one_moment_is_there_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = store.text(doc(store)).index("chỉ thị")
    told = (store, doc(store), "counts", Span(at, at + 7), {"value": "3", "measure": "chỉ thị"})
    meanwhile(monkeypatch, "anchor_of", lambda: add_fact(*told, why="b", actor=BINH))
    with pytest.raises(RefusedError, match="Ở đó đã có dữ kiện"):
        add_fact(*told, why="a", actor=AN)
    assert [BINH.name] == [one.correction.reviewer for one in read_corrections(store)]


def test_a_correction_tells_what_it_changes_though_another_came_in_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = fact(store, "counts", "1.362")
    told = (store, doc(store), where)
    meanwhile(monkeypatch, "anchor_of", lambda: correct(*told, {"value": "1362.5"}, why="b", actor=BINH))
    made = correct(*told, {"value": "1363"}, why="a", actor=AN)
    assert ("1362.5", "1363") == (made.before["value"], made.after["value"])


def test_of_two_who_undo_a_correction_at_one_moment_the_first_did_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = redate(store)
    meanwhile(monkeypatch, "now", lambda: undo(store, made, actor=BINH))
    with pytest.raises(RefusedError, match=f"đã được {BINH.name} hoàn tác"):
        undo(store, made, actor=AN)
    assert [BINH.name] == [one.correction.undone_by for one in read_corrections(store)]


def test_the_last_of_two_corrections_wins_and_leaves_the_first_when_undone(store: Store) -> None:
    where = fact(store, "counts", "1.362")
    correct(store, doc(store), where, {"value": "1862"}, why="một", actor=AN)
    second = correct(store, doc(store), where, {"value": "1962"}, why="hai", actor=AN)
    assert ["1962"] == [row["value"] for row in store.records("counts") if row["corrected"]]
    undo(store, second.correction_id, actor=AN)
    assert ["1862"] == [row["value"] for row in store.records("counts") if row["corrected"]]
    with pytest.raises(RefusedError, match="đã được"):
        undo(store, second.correction_id, actor=AN)


def test_what_is_corrected_is_exported_and_in_the_audit_trail(store: Store, tmp_path: Path) -> None:
    made = redate(store)
    export(store, tmp_path / "out", "csv")
    with (tmp_path / "out" / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (made, "citations", "correct", AN.name) == tuple(
        row[name] for name in ("correction_id", "table", "action", "reviewer")
    )
    assert ({"issued_on": "2016-05-15"}, "2016-10-30") == (
        json.loads(row["after"]),
        json.loads(row["before"])["issued_on"],
    )
    with (tmp_path / "out" / "citations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {(NOW, made)} == {(row["directive_id"], row["corrected"]) for row in csv.DictReader(file)}
    undo(store, made, actor=AN)
    told, _ = read_changes(store)
    assert ["correction_undone", "fact_corrected"] == [change["action"] for change in told]


FIELDS = {
    "citations": [
        {"issued_on": "2016-05-15"},
        {"symbol": "06-CT/TW"},
        {"directive": "70-KL/TW@2024-01-31"},
        {"issued_on": ""},
    ],
    "dates": [{"start_on": "2016-01-01"}, {"kind": "month"}],
    "counts": [{"value": "12"}, {"measure": "kế hoạch"}, {"qualifier": "trên"}],
    "unit_mentions": [{"unit": "Huyện Đồng Văn"}, {"unit_id": "VN02"}],
    "implementations": [{"status": "monitored"}, {"unit": "Huyện Đồng Văn"}, {"directive": "70-KL/TW@2024-01-31"}],
}


# What is done to a fact: to which of its table, and its rejection where nothing is set.
STEPS = st.lists(
    st.sampled_from(sorted(CORRECTABLE)).flatmap(
        lambda table: st.tuples(st.just(table), st.integers(0, 9), st.sampled_from([None, *FIELDS[table]]))
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, order=st.permutations(range(4)))
def test_whatever_is_corrected_and_undone_every_table_is_as_before(
    store: Store, steps: list[tuple[str, int, dict[str, str] | None]], order: list[int]
) -> None:
    before, kept = everything(store), []
    for table, nth, written in steps:
        rows = list(store.records(table))
        if not rows:
            continue
        where = fact_key(table, rows[nth % len(rows)])
        try:
            if written is None:
                kept.append(reject(store, doc(store), where, why="thử", actor=AN))
            else:
                kept.append(correct(store, doc(store), where, written, why="thử", actor=AN))
        except RefusedError:
            continue
        assert [] == [damage for damage in verify(store) if damage.where == "store"]
        text = store.text(doc(store))
        assert all(text[int(r["start"] or 0) : int(r["end"] or 0)] == r["text"] for r in store.records(table))
    for at in order:
        if at < len(kept):
            undo(store, kept[at].correction_id, actor=AN)
    assert before == everything(store)


@given(text=st.text(alphabet="ab \n", min_size=1, max_size=60), data=st.data())
def test_every_stretch_of_words_is_found_again_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if words == words.strip():
        assert Span(start, end) == find_again(text, anchor_of(text, Span(start, end)))


def test_a_name_longer_than_any_is_refused_and_a_long_subject_is_not(store: Store) -> None:
    long = "Ủ" * (LONGEST_NAME + 1)
    for table, fact_, column in (("citations", "05-CT/TW", "issuer"), ("counts", "1.362", "measure")):
        with pytest.raises(RefusedError, match=f"dài quá {LONGEST_NAME} ký tự"):
            correct(store, doc(store), fact(store, table, fact_), {column: long}, why="thử", actor=AN)
        correct(store, doc(store), fact(store, table, fact_), {column: long[1:]}, why="thử", actor=AN)
    correct(store, doc(store), fact(store, "citations", "05-CT/TW"), {"subject": long}, why="thử", actor=AN)
    assert long[1:] in {row["issuer"] for row in store.records("citations")}
