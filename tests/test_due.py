"""Reviews that are due: a directive turns 5, 10, 15 or 20 in the period; who has reported it stands beside it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from pipeline.periods import read_period
from pipeline.questions.due import due
from pipeline.store import Store
from pipeline.tables import Cell
from tests.archives import add, archive

pytestmark = pytest.mark.databases

CT42 = "Thực hiện Chỉ thị số 42-CT/TW, ngày 25/8/2004 của Ban Bí thư về xuất bản.\n"
REVIEW = "Huyện ủy Bắc Mê đã tổng kết 20 năm thực hiện Chỉ thị 42-CT/TW.\n"


def reviewed(text: str, status: str = "implemented", directive: str = "42-CT/TW@2004-08-25") -> dict[str, Cell]:
    return {
        "text": text.strip(), "unit_id": "VN02.031/huyen-uy-bac-me", "unit_name": "Huyện ủy Bắc Mê",
        "place": "Huyện Bắc Mê", "status": status, "activity": "reviewed", "directive_id": directive,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def found(store: Store, period: str) -> list[tuple[str, int, str, list[str]]]:
    return [
        (one.symbol, one.years, one.due_on, [told.unit_name for told in one.reported])
        for one in due(store, read_period(period))
    ]


@pytest.mark.parametrize(
    ("period", "reviews"),
    [
        ("2024", [("42-CT/TW", 20, "2024-08-25", [])]),
        ("2024-08", [("42-CT/TW", 20, "2024-08-25", [])]),
        ("2024-09..2024-12", []),
        ("2019", [("42-CT/TW", 15, "2019-08-25", [])]),
        ("2014", [("42-CT/TW", 10, "2014-08-25", [])]),
        ("2009", [("42-CT/TW", 5, "2009-08-25", [])]),
        ("2023", []),
        ("2029", []),
    ],
)
def test_a_directive_is_due_on_its_anniversary(store: Store, period: str, reviews: list[object]) -> None:
    add(store, "a", CT42)
    assert reviews == found(store, period)


def test_who_reported_the_review_stands_beside_it(store: Store) -> None:
    doc_id = add(store, "a", CT42 + REVIEW, done=[reviewed(REVIEW)])
    (one,) = due(store, read_period("2024"))
    assert [("Huyện ủy Bắc Mê", "implemented", doc_id, "/kho/a")] == [
        (told.unit_name, told.status, told.doc_id, told.source) for told in one.reported
    ]
    assert REVIEW.strip() == asdict(one)["reported"][0]["text"]


def test_a_review_of_another_age_is_not_this_one(store: Store) -> None:
    other = REVIEW.replace("20 năm", "15 năm")
    add(store, "a", CT42 + other, done=[reviewed(other)])
    assert [("42-CT/TW", 20, "2024-08-25", [])] == found(store, "2024")


@pytest.mark.parametrize(
    ("issued_on", "names"),
    [(date(2024, 5, 20), ["Huyện ủy Bắc Mê"]), (date(2022, 5, 20), [])],
)
def test_a_review_without_its_age_counts_near_the_anniversary(store: Store, issued_on: date, names: list[str]) -> None:
    bare = REVIEW.replace(" 20 năm", "")
    add(store, "a", CT42 + bare, done=[reviewed(bare)], issued_on=issued_on)
    assert [("42-CT/TW", 20, "2024-08-25", names)] == found(store, "2024")


def test_a_plan_for_the_review_is_a_plan(store: Store) -> None:
    plan = REVIEW.replace("đã tổng kết", "đã ban hành Kế hoạch tổng kết")
    done = {**reviewed(plan), "activity": "issued_plan", "words": "Kế hoạch tổng kết"}
    add(store, "a", CT42 + plan, done=[done])
    (one,) = due(store, read_period("2024"))
    assert ["planned"] == [told.status for told in one.reported]


def test_another_activity_is_no_review(store: Store) -> None:
    add(store, "a", CT42 + REVIEW, done=[{**reviewed(REVIEW), "activity": "disseminated"}])
    assert [("42-CT/TW", 20, "2024-08-25", [])] == found(store, "2024")


def test_an_undated_mention_counts_for_the_directive_that_it_means(store: Store) -> None:
    add(store, "a", CT42)
    add(store, "b", REVIEW, done=[reviewed(REVIEW, directive="42-CT/TW@?")])
    assert [("42-CT/TW", 20, "2024-08-25", ["Huyện ủy Bắc Mê"])] == found(store, "2024")


def test_letters_and_plans_are_not_reviewed(store: Store) -> None:
    add(store, "a", "Theo Công văn số 468-CV/TU, ngày 01/02/2019 và Kế hoạch số 12-KH/TU, ngày 01/02/2019.")
    assert [] == found(store, "2024")


def test_a_directive_of_29_february_is_due_on_the_28th(store: Store) -> None:
    add(store, "a", "Theo Chỉ thị số 12-CT/TW, ngày 29/02/2004 của Ban Bí thư.")
    assert [("12-CT/TW", 5, "2009-02-28", [])] == found(store, "2009")
    assert [("12-CT/TW", 20, "2024-02-29", [])] == found(store, "2024")
