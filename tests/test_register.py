"""One directive over many reports: what a report leaves undated, others date; what they tell differently is kept."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.archive.conflicts import Claim, Conflict, conflicts
from pipeline.archive.settling import settle
from pipeline.store import Store
from tests.archives import add, archive

KL70 = "Thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024 của Bộ Chính trị về thể thao."
UNDATED = "Quán triệt Kết luận số 70-KL/TW tới đảng viên."
KL01_2016 = "Thực hiện Kết luận số 01-KL/TW, ngày 04/4/2016 của Bộ Chính trị."
KL01_2021 = "Thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị."
KL01 = "Thực hiện Kết luận số 01-KL/TW."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def cited(store: Store, doc_id: str) -> list[tuple[object, ...]]:
    return [(r["directive_id"], r["resolved_on"], r["candidates"]) for r in store.records("citations", doc_id)]


def test_an_undated_citation_means_the_only_directive_in_force_on_the_reports_day(store: Store) -> None:
    add(store, "a", KL70)
    b = add(store, "b", UNDATED)
    assert [("70-KL/TW@2024-01-31", "2024-01-31", "")] == cited(store, b)


def test_what_was_issued_after_the_report_is_not_meant(store: Store) -> None:
    add(store, "a", KL70)
    b = add(store, "b", UNDATED, issued_on=date(2023, 12, 30))
    assert [("70-KL/TW@?", None, "")] == cited(store, b)


def test_a_report_without_a_date_leaves_it_open(store: Store) -> None:
    add(store, "a", KL70)
    b = add(store, "b", UNDATED, issued_on=None)
    assert [("70-KL/TW@?", None, "")] == cited(store, b)


def test_two_directives_in_force_stay_open_and_are_named(store: Store) -> None:
    add(store, "a", KL01_2016)
    add(store, "b", KL01_2021)
    c, early = add(store, "c", KL01), add(store, "d", KL01, issued_on=date(2018, 1, 5))
    assert [("01-KL/TW@?", None, "01-KL/TW@2016-04-04; 01-KL/TW@2021-05-18")] == cited(store, c)
    assert [("01-KL/TW@2016-04-04", "2016-04-04", "")] == cited(store, early)


def test_a_directive_that_was_replaced_is_no_longer_meant(store: Store) -> None:
    add(store, "a", KL01_2016)
    add(store, "b", f"{KL01_2021} Kết luận số 01-KL/TW, ngày 18/5/2021 thay thế Kết luận số 01-KL/TW, ngày 04/4/2016.")
    c = add(store, "c", KL01)
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM directive_relations")
        connection.exec_driver_sql(
            "INSERT INTO directive_relations(doc_id, directive_id, relation, to_directive_id) SELECT doc_id, "
            "'01-KL/TW@2021-05-18', 'replaces', '01-KL/TW@2016-04-04' FROM documents WHERE source = '/kho/b'"
        )
    assert [("01-KL/TW@2021-05-18", "2021-05-18", "")] == cited(store, c)


def test_another_issuers_directive_is_not_meant(store: Store) -> None:
    add(store, "a", KL70)
    b = add(store, "b", "Quán triệt Kết luận số 70-KL/TW của Ban Bí thư.")
    assert [("70-KL/TW@?", None, "")] == cited(store, b)


def test_each_province_counts_its_own_numbers(store: Store) -> None:
    add(store, "a", "Triển khai Nghị quyết số 39-NQ/TU, ngày 05/4/2024 của Tỉnh ủy.")
    same = add(store, "b", "Triển khai Nghị quyết số 39-NQ/TU.")
    other = add(store, "c", "Triển khai Nghị quyết số 39-NQ/TU.", province="Lào Cai")
    assert ["39-NQ/TU@2024-04-05", "39-NQ/TU@?"] == [cited(store, one)[0][0] for one in (same, other)]


def test_tables_agree_on_what_is_meant(store: Store) -> None:
    add(store, "a", KL70)
    words = {"text": UNDATED, "directive_id": "70-KL/TW@?", "unit_name": "Huyện Bắc Mê", "status": "implemented"}
    add(store, "b", UNDATED, done=[words])
    assert ["70-KL/TW@2024-01-31"] == [row["directive_id"] for row in store.records("implementations")]
    assert [("70-KL/TW@2024-01-31", 2, 2)] == [
        (row["directive_id"], row["mentions"], row["documents"]) for row in store.records("directives")
    ]
    assert 1 == store.totals()["directives"]


def test_the_order_of_ingestion_does_not_matter(tmp_path: Path) -> None:
    reports = [("a", KL01_2016), ("b", KL01), ("c", KL01_2021)]
    told = []
    for number, order in enumerate(permutations(reports)):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = archive(folder)
        for name, body in order:
            add(store, name, body)
        told.append((list(store.rows("citations")), list(store.rows("directives")), settle(store.ask)))
    assert [told[0]] * 6 == told


def test_a_date_that_others_contradict_is_kept_and_told(store: Store) -> None:
    a = add(store, "a", "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.")
    b = add(store, "b", "Thực hiện Chỉ thị số 05-CT/TW, ngày 16/5/2016.")
    c = add(store, "c", "Thực hiện Chỉ thị số 05-CT/TW.")
    dates = Conflict(
        "05-CT/TW",
        "issued_on",
        (Claim("05-CT/TW@2016-05-15", "2016-05-15", (a,)), Claim("05-CT/TW@2016-05-16", "2016-05-16", (b,))),
    )
    assert [dates] == list(conflicts(store.ask))
    assert [("05-CT/TW@?", None, "05-CT/TW@2016-05-15; 05-CT/TW@2016-05-16")] == cited(store, c)


def test_a_slip_of_one_report_in_four_does_not_leave_the_others_open(store: Store) -> None:
    for name in "abc":
        add(store, name, "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.")
    slip = add(store, "slip", "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2018.")
    c = add(store, "open", "Thực hiện Chỉ thị số 05-CT/TW.")
    assert "05-CT/TW@2016-05-15" == cited(store, c)[0][0]
    assert "05-CT/TW@2018-05-15" == cited(store, slip)[0][0]


def test_numbers_of_two_terms_contradict_nothing(store: Store) -> None:
    add(store, "a", KL01_2016)
    add(store, "b", KL01_2021)
    assert [] == list(conflicts(store.ask))


def test_issuers_that_cannot_be_one_body_are_told(store: Store) -> None:
    a = add(store, "a", KL70)
    b = add(store, "b", KL70.replace("Bộ Chính trị", "Ban Bí thư"))
    (found,) = conflicts(store.ask)
    assert ("issuer", {"Bộ Chính trị": (a,), "Ban Bí thư": (b,)}) == (
        found.what,
        {claim.told: claim.doc_ids for claim in found.claims},
    )
