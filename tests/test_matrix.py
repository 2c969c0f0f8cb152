"""The matrix: who did what about which directive, by the latest period; merged units count for what they became."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.messages import RefusedError
from pipeline.periods import read_period
from pipeline.questions.matrix import Matrix, matrix
from pipeline.questions.matrix_evidence import to_records
from pipeline.store import Store
from pipeline.tables import Cell
from tests.archives import add, archive

pytestmark = pytest.mark.databases

CT05, KL70 = "05-CT/TW@2016-05-15", "70-KL/TW@2024-01-31"
BODY = "Huyện Bắc Mê, huyện Mèo Vạc, Công an tỉnh và xã Cán Chu Phìn thực hiện nhiệm vụ.\n"
CAT = "dang-uy-cong-an-tinh"
UNITS = {
    "Bắc Mê": ("VN02.031", "Huyện Bắc Mê"),
    "Mèo Vạc": ("VN02.027", "Huyện Mèo Vạc"),
    "Huyện ủy Mèo Vạc": ("VN02.027/huyen-uy-meo-vac", "Huyện ủy Mèo Vạc"),
    "Công an": ("VN02/dang-uy-cong-an-tinh", "Đảng ủy Công an tỉnh"),
    "Hà Giang": ("VN02", "Tỉnh Hà Giang"),
    "Quang Trung": ("VN02.024.00688", "Phường Quang Trung"),
    "thôn": ("VN02.027.00799/thon-na-pia", "Thôn Nà Pia"),
}


def did(unit: str, status: str, directive: str = CT05, month: str = "", activity: str = "") -> dict[str, Cell]:
    unit_id, name = UNITS[unit]
    made: dict[str, Cell] = {
        "unit_id": unit_id, "unit_name": name, "status": status, "directive_id": directive, "activity": activity,
        "text": "Huyện Bắc Mê",
    }  # fmt: skip
    if month:
        span = read_period(month)
        made |= {"period_start": span.first.isoformat(), "period_end": span.last.isoformat()}
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def grid(made: Matrix) -> dict[tuple[str, str], str]:
    """The cells of which something is told."""
    return {
        (unit.name, directive.partition("-")[0]): made.cell(unit, directive).status
        for unit in made.units
        for directive in made.directives
        if made.cell(unit, directive).status != "no_evidence"
    }


def test_every_district_of_the_province_has_a_row_and_silence_is_no_refusal(store: Store) -> None:
    add(store, "a", BODY, done=[did("Bắc Mê", "implemented"), did("Mèo Vạc", "not_implemented")])
    made = matrix(store)
    assert 11 == len(made.units)
    told = {unit.name: made.cell(unit, CT05).status for unit in made.units}
    assert ("implemented", "not_implemented", "no_evidence") == (
        told["Huyện Bắc Mê"], told["Huyện Mèo Vạc"], told["Huyện Xín Mần"],
    )  # fmt: skip


def test_a_body_counts_for_its_district_and_stays_itself_in_the_evidence(store: Store) -> None:
    add(store, "a", BODY, done=[did("Huyện ủy Mèo Vạc", "implemented"), did("Công an", "planned")])
    made = matrix(store)
    assert {("Huyện Mèo Vạc", "05"): "implemented", ("Đảng ủy Công an tỉnh", "05"): "planned"} == grid(made)
    record = next(row for row in to_records(store, made) if row["unit_name"] == "Huyện Mèo Vạc")
    assert ["Huyện ủy Mèo Vạc"] == [told["unit_name"] for told in record["evidence"]]
    assert ["Huyện ủy Mèo Vạc"] == [row["unit_name"] for row in store.records("implementations")][:1]


def test_reports_that_contradict_each_other_are_shown_as_such_with_both(store: Store) -> None:
    add(store, "a", BODY, done=[did("Mèo Vạc", "implemented")])
    add(store, "b", BODY, done=[did("Mèo Vạc", "not_implemented")], issued_on=date(2024, 5, 28))
    made = matrix(store)
    assert {("Huyện Mèo Vạc", "05"): "conflict"} == grid(made)
    record = next(row for row in to_records(store, made) if row["status"] == "conflict")
    assert (["implemented", "not_implemented"], 2) == (record["statuses"], len(record["evidence"]))


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        (["implemented", "planned"], "implemented"),
        (["implemented", "monitored"], "implemented"),
        (["not_implemented", "planned"], "not_implemented"),
        (["in_progress", "not_implemented"], "conflict"),
        (["monitored"], "monitored"),
    ],
)
def test_what_goes_together_is_no_conflict(store: Store, statuses: list[str], shown: str) -> None:
    add(store, "a", BODY, done=[did("Mèo Vạc", status) for status in statuses])
    assert {("Huyện Mèo Vạc", "05"): shown} == grid(matrix(store))


def test_bodies_of_one_name_are_told_apart_by_their_province(store: Store) -> None:
    add(store, "a", BODY, done=[did("Công an", "implemented"), did("Công an", "planned") | {"unit_id": f"VN30/{CAT}"}])
    made = matrix(store)
    assert ["Đảng ủy Công an tỉnh (Tỉnh Hà Giang)", "Đảng ủy Công an tỉnh (Tỉnh Hải Dương)"] == [
        made.called(unit) for unit in made.units if unit.name == "Đảng ủy Công an tỉnh"
    ]


def test_the_latest_period_wins_and_history_stays(store: Store) -> None:
    add(store, "june", BODY, done=[did("Mèo Vạc", "implemented", month="2024-06")], issued_on=date(2024, 6, 20))
    add(store, "may", BODY, done=[did("Mèo Vạc", "not_implemented", month="2024-05")])
    made = matrix(store)
    assert {("Huyện Mèo Vạc", "05"): "implemented"} == grid(made)
    record = next(row for row in to_records(store, made) if row["status"] != "no_evidence")
    assert ["implemented", "not_implemented"] == [told["status"] for told in record["history"]]
    assert ["/kho/june"] == [told["source"] for told in record["evidence"]]
    assert {("Huyện Mèo Vạc", "05"): "not_implemented"} == grid(matrix(store, period=read_period("2024-05")))


def test_a_plan_for_next_month_does_not_hide_what_was_done_this_month(store: Store) -> None:
    done = [did("Mèo Vạc", "implemented", month="2024-05"), did("Mèo Vạc", "planned", month="2024-06")]
    add(store, "may", BODY, done=done, issued_on=date(2024, 5, 28))
    assert {("Huyện Mèo Vạc", "05"): "implemented"} == grid(matrix(store))


def test_directives_are_chosen_in_any_spelling_and_shown_though_nothing_is_told(store: Store) -> None:
    add(store, "a", BODY, done=[did("Bắc Mê", "implemented"), did("Bắc Mê", "planned", KL70)])
    assert {("Huyện Bắc Mê", "70"): "planned"} == grid(matrix(store, directives=["70 - kl/tw"]))
    made = matrix(store, directives=["05-CT/TW@2016-05-15", "99-QĐ/TW"])
    assert (CT05, "99-QĐ/TW@?") == made.directives
    assert {("Huyện Bắc Mê", "05"): "implemented"} == grid(made)
    assert {} == grid(matrix(store, directives=["05-CT/TW@2015-05-15"]))


def test_an_undated_directive_stands_in_the_column_of_the_one_that_it_is(store: Store) -> None:
    add(store, "a", "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.\n" + BODY)
    add(store, "b", "Thực hiện Chỉ thị số 05-CT/TW.\n" + BODY, done=[did("Bắc Mê", "implemented", "05-CT/TW@?")])
    assert (CT05,) == matrix(store).directives


def test_levels_part_the_rows(store: Store) -> None:
    done = [did(unit, "implemented") for unit in UNITS]
    add(store, "a", BODY, done=done)
    told = {level: {name for name, _ in grid(matrix(store, level=level))} for level in
            ("province", "district", "commune", "village", "agency")}  # fmt: skip
    assert {
        "province": {"Tỉnh Hà Giang"},
        "district": {"Huyện Bắc Mê", "Huyện Mèo Vạc"},
        "commune": {"Phường Quang Trung"},
        "village": {"Thôn Nà Pia"},
        "agency": {"Đảng ủy Công an tỉnh"},
    } == told
    assert len(matrix(store, level="commune").units) > 150


def test_a_unit_is_asked_for_with_all_that_lies_in_it(store: Store) -> None:
    add(store, "a", BODY, done=[did(unit, "implemented") for unit in UNITS])
    assert {"Huyện Mèo Vạc", "Thôn Nà Pia"} == {name for name, _ in grid(matrix(store, unit="meo vac"))}
    assert set(grid(matrix(store))) == set(grid(matrix(store, unit="Tỉnh Hà Giang")))
    assert ["Huyện Xín Mần"] == [unit.name for unit in matrix(store, unit="Xín Mần", level="district").units]
    with pytest.raises(RefusedError, match="Đồi Mơ"):
        matrix(store, unit="Đồi Mơ")


def test_after_the_merger_the_new_province_has_what_the_old_ones_districts_did(store: Store) -> None:
    add(store, "a", BODY, done=[did(unit, "implemented") for unit in ("Bắc Mê", "Hà Giang", "Quang Trung")])
    later = matrix(store, unit="Tuyên Quang", as_of=date(2025, 8, 1))
    assert {"Tỉnh Tuyên Quang", "Huyện Bắc Mê", "Phường Hà Giang 1", "Phường Hà Giang 2"} == {n for n, _ in grid(later)}
    bac_me = next(unit for unit in later.units if unit.name == "Huyện Bắc Mê")
    assert ("Tỉnh Hà Giang", "2025-06-30") == (bac_me.province, bac_me.valid_to)
    assert {} == grid(matrix(store, unit="Tuyên Quang"))
    assert {"Tỉnh Tuyên Quang"} == {name for name, _ in grid(matrix(store, level="province", as_of=date(2025, 8, 1)))}


def test_what_was_told_later_than_the_day_asked_for_is_left_out(store: Store) -> None:
    add(store, "a", BODY, done=[did("Bắc Mê", "not_implemented", month="2024-04"), did("Bắc Mê", "implemented")])
    assert {("Huyện Bắc Mê", "05"): "not_implemented"} == grid(matrix(store, as_of=date(2024, 5, 1)))
