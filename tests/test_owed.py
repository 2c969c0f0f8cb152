"""Reports owed: who reports how often is learned from three in a row or given; who is missing, late, renamed, ended."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.archive.issuers import issuer_of
from pipeline.cli import main
from pipeline.messages import RefusedError
from pipeline.periods import read_period
from pipeline.questions.expected import read_expectations
from pipeline.questions.overview import overview
from pipeline.questions.owed import Expectation, Owed, owed
from pipeline.store import Outcome, Store
from tests.archives import archive, send
from tests.databases import address_of

pytestmark = pytest.mark.databases

AFTERWARDS = date(2026, 1, 1)
BAC_ME = "HUYỆN ỦY BẮC MÊ"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def monthly(
    store: Store, organ: str, months: Iterable[int], *, day: int = 25, year: int = 2024, seat: str = ""
) -> None:
    for month in months:
        send(store, organ, f"kết quả công tác tháng {month} năm {year}", date(year, month, day), seat=seat)


def told(found: Iterable[Owed]) -> list[tuple[str, str, str]]:
    return [(one.unit_name, one.period_end, one.state) for one in found]


def asked(store: Store, period: str, expected: tuple[Expectation, ...] = ()) -> list[tuple[str, str, str]]:
    return told(owed(store, read_period(period), expected, today=AFTERWARDS))


def test_three_months_in_a_row_tell_that_the_next_is_owed(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3))
    assert [("Huyện ủy Bắc Mê", "2024-04-30", "missing")] == asked(store, "2024-04")
    assert [("Huyện ủy Bắc Mê", "2024-03-31", "sent")] == asked(store, "2024-03")


@pytest.mark.parametrize("months", [(1, 2), (1, 3, 5), (1, 2, 4, 5, 7)])
def test_fewer_or_scattered_months_are_no_habit(store: Store, months: tuple[int, ...]) -> None:
    monthly(store, BAC_ME, months)
    assert [] == asked(store, "2024-08")


def test_nothing_was_owed_before_the_first_report_nor_long_after_the_last(store: Store) -> None:
    monthly(store, BAC_ME, (3, 4, 5))
    assert [] == asked(store, "2024-02")
    assert [("Huyện ủy Bắc Mê", "2025-05-31", "missing")] == asked(store, "2025-05")
    assert [] == asked(store, "2025-06")


def test_quarters_half_years_and_years_are_series_of_their_own(store: Store) -> None:
    for title, day in [
        ("quý I năm 2024", date(2024, 3, 25)), ("quý II năm 2024", date(2024, 6, 25)),
        ("quý III năm 2024", date(2024, 9, 25)), ("6 tháng đầu năm 2022", date(2022, 6, 20)),
        ("6 tháng đầu năm 2023", date(2023, 6, 20)), ("6 tháng đầu năm 2024", date(2024, 6, 20)),
        ("năm 2022", date(2022, 12, 20)), ("năm 2023", date(2023, 12, 20)), ("năm 2024", date(2024, 12, 20)),
    ]:  # fmt: skip
        send(store, BAC_ME, f"kết quả công tác {title}", day)
    found = owed(store, read_period("2024"), today=AFTERWARDS)
    assert {("quarter", "2024-03-31", "sent"), ("quarter", "2024-06-30", "sent"), ("quarter", "2024-09-30", "sent"),
            ("half", "2024-06-30", "sent"), ("year", "2024-12-31", "sent"),
            ("quarter", "2024-12-31", "open")} == {(one.every, one.period_end, one.state) for one in found}  # fmt: skip
    assert [] == asked(store, "2025-02"), "no half or quarter ends there"


def test_a_longer_report_to_the_same_day_may_be_the_one_so_it_stays_open(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3, 4, 5))
    quarter = send(store, BAC_ME, "kết quả công tác quý II năm 2024", date(2024, 6, 25))
    (one,) = owed(store, read_period("2024-06"), today=AFTERWARDS)
    assert ("open", (quarter,)) == (one.state, tuple(doc_id for doc_id, _ in one.candidates))


def test_a_report_without_a_period_may_be_the_one_so_it_stays_open(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3))
    unknown = send(store, BAC_ME, "kết quả công tác dân vận", date(2024, 4, 28))
    (one,) = owed(store, read_period("2024-04"), today=AFTERWARDS)
    assert ("open", (unknown,)) == (one.state, tuple(doc_id for doc_id, _ in one.candidates))
    assert [("Huyện ủy Bắc Mê", "2024-07-31", "missing")] == asked(store, "2024-07")


def test_late_is_later_than_the_unit_itself_uses_to_be(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3, 4, 6))
    send(store, BAC_ME, "kết quả công tác tháng 5 năm 2024", date(2024, 6, 8))
    (one,) = owed(store, read_period("2024-05"), today=AFTERWARDS)
    # The others came 6 to 4 days before their month's end; the day is that by which nine of ten were there.
    assert ("late", "usual_day", "2024-05-27", 12) == (one.state, one.basis, one.due_on, one.days)


def test_a_habit_is_no_deadline_so_a_day_or_two_are_not_late(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3, 4))
    send(store, BAC_ME, "kết quả công tác tháng 5 năm 2024", date(2024, 5, 30))
    assert [("Huyện ủy Bắc Mê", "2024-05-31", "sent")] == asked(store, "2024-05")


def test_a_given_day_goes_before_the_habit_and_the_table_alone_counts(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3, 4))
    monthly(store, "HUYỆN ỦY QUANG BÌNH", (1, 2, 3, 4))
    given = (Expectation("Huyện ủy Bắc Mê", "month", due_day=20), Expectation("Đảng ủy Quân sự tỉnh", "month"))
    found = owed(store, read_period("2024-04"), given, today=AFTERWARDS)
    assert [("Đảng ủy Quân sự tỉnh", "missing", "period_end", 0), ("Huyện ủy Bắc Mê", "late", "due_day", 5)] == [
        (one.unit_name, one.state, one.basis, one.days) for one in found
    ]
    after = owed(store, read_period("2024-04"), (Expectation("Huyện Bắc Mê", "month", days_after=5),), today=AFTERWARDS)
    assert [("sent", "2024-05-05")] == [(one.state, one.due_on) for one in after]


def test_what_is_not_due_yet_is_not_missing(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3))
    assert ["not_due"] == [one.state for one in owed(store, read_period("2024-04"), today=date(2024, 4, 20))]


def test_a_unit_raised_in_rank_is_the_same_unit(store: Store) -> None:
    monthly(store, "THỊ ỦY ĐÔNG TRIỀU", (7, 8, 9, 10), seat="Đông Triều")
    assert [("Thị ủy Đông Triều", "2024-11-30", "missing")] == asked(store, "2024-11")
    monthly(store, "THÀNH ỦY ĐÔNG TRIỀU", (11,), seat="Đông Triều")
    assert [("Thành ủy Đông Triều", "2024-11-30", "sent")] == asked(store, "2024-11")
    assert [("Thị ủy Đông Triều", "2024-10-31", "sent")] == asked(store, "2024-10")


def test_a_merged_unit_owes_nothing_and_its_successor_goes_on(store: Store) -> None:
    monthly(store, "HUYỆN ỦY MỸ LỘC", (5, 6, 7), seat="Mỹ Lộc")
    assert [("Huyện ủy Mỹ Lộc", "2024-08-31", "missing")] == asked(store, "2024-08")
    monthly(store, "THÀNH ỦY NAM ĐỊNH", (5, 6, 7, 9), seat="Nam Định")
    assert [("Thành ủy Nam Định", "2024-10-31", "missing")] == asked(store, "2024-10")


def test_a_unit_that_ended_without_a_single_successor_owes_nothing(store: Store) -> None:
    monthly(store, BAC_ME, (3, 4, 5), year=2025)
    assert [("Huyện ủy Bắc Mê", "2025-06-30", "missing")] == asked(store, "2025-06")
    assert [] == asked(store, "2025-07")


def test_organs_of_one_place_owe_each_its_own(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3, 4))
    monthly(store, "HUYỆN ỦY BẮC MÊ\nBAN TUYÊN GIÁO", (1, 2, 3))
    assert [("Ban Tuyên giáo Huyện ủy Bắc Mê", "2024-04-30", "missing"), ("Huyện ủy Bắc Mê", "2024-04-30", "sent")] == (
        asked(store, "2024-04")
    )


def test_an_organ_that_no_register_knows_is_told_by_its_name() -> None:
    one = issuer_of("Đảng ủy Than Quảng Ninh", "Quảng Ninh", "2024-05-20")
    assert one is not None
    assert ("VN22/đảng ủy than quảng ninh", "") == (one.key, one.unit_id)


def test_the_table_is_read_from_csv_and_excel_alike(tmp_path: Path) -> None:
    written = tmp_path / "a.csv"
    written.write_text("Đơn vị;Định kỳ;Hạn nộp\nHuyện ủy Bắc Mê;tháng;20\nTỉnh đoàn;quý;+5\n\nSở A;năm;\n", "utf-8-sig")
    book = openpyxl.Workbook()
    for row in (
        ("unit", "every", "due_day"),
        ("Huyện ủy Bắc Mê", "month", 20),
        ("Tỉnh đoàn", "quarter", "+5"),
        ("Sở A", "year"),
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    expected = (
        Expectation("Huyện ủy Bắc Mê", "month", due_day=20),
        Expectation("Tỉnh đoàn", "quarter", days_after=5),
        Expectation("Sở A", "year"),
    )
    assert expected == read_expectations(written) == read_expectations(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("table", "told"),
    [("unit,every\nA,tuần\n", "dòng 2"), ("unit,every,due_day\nA,month,32\n", "due_day"), ("a,b\n1,2\n", "thiếu cột"),
     ("unit,every,due_day\nA,month,+99\n", "due_day"), ("", "thiếu cột"), ("unit,every\n", "chưa có đơn vị")],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, table: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(table, "utf-8")
    with pytest.raises(RefusedError, match=told):
        read_expectations(tmp_path / "a.csv")


def test_no_table_and_no_workbook_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    for name in ("a.xlsx", "b.csv"):
        with pytest.raises(RefusedError, match="Không đọc được bảng"):
            read_expectations(tmp_path / name)


def test_the_command_prints_for_a_clerk_and_tells_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    monthly(store, BAC_ME, (1, 2, 3))
    url = address_of(store)
    assert 0 == main(["missing", "--period", "2024-04", "--store", url])
    out = capsys.readouterr().out
    assert "CHƯA NỘP  Huyện ủy Bắc Mê, tháng 4/2024" in out
    assert "hạn 26/04/2024 (ngày thường nộp của đơn vị); báo cáo gần nhất: kỳ đến 31/03/2024" in out
    assert "1 báo cáo phải nộp: 1 chưa nộp" in out
    assert "chưa đọc được" not in out
    store.keep(Outcome("/kho/hỏng.pdf", "/kho/hong.pdf", "quarantined", "ab", "CORRUPT"))
    assert 0 == main(["missing", "--period", "2024-04", "--store", url])
    assert "Trong kho có 1 tệp chưa đọc được" in capsys.readouterr().out
    assert 0 == main(["missing", "--period", "2024-04", "--json", "--lang", "en", "--store", url])
    (one,) = json.loads(capsys.readouterr().out)
    assert ("missing", "VN02.031/huyen-uy", True) == (one["state"], one["unit_id"], one["learned"])
    assert 0 == main(["missing", "--period", "2023-04", "--lang", "en", "--store", url])
    assert "It is not known who owes" in capsys.readouterr().out


def test_the_overview_tells_who_has_not_sent_the_last_month(store: Store) -> None:
    monthly(store, BAC_ME, (1, 2, 3))
    monthly(store, "HUYỆN ỦY QUANG BÌNH", (1, 2, 3, 4))
    assert [("Huyện ủy Bắc Mê", "2024-04-30", "missing")] == told(overview(store).owed)
