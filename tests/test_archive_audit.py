"""Reports of an archive against each other: dates of one directive, periods of one series, figures counted up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.audit import archive_findings
from pipeline.messages import Words
from pipeline.questions.explained import told_in
from pipeline.store import Store
from pipeline.tables import Cell
from tests.archives import add, archive

pytestmark = pytest.mark.databases

LAST_DAYS = {3: 31, 4: 30, 5: 31, 6: 30, 7: 31}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def monthly(
    store: Store, month: int, body: str, *, year: int = 2024, name: str = "", province: str = "Hà Giang"
) -> str:
    """The report of a province's office for a month."""
    return add(
        store,
        name or f"{province}-{year}-{month}",
        body,
        issued_on=date(year, month, 25),
        province=province,
        number=month * 10,
        title=f"kết quả công tác dân vận tháng {month} năm {year}, phương hướng, nhiệm vụ tháng {month + 1}",
    )


def told(store: Store, doc_id: str, rule: str) -> list[str]:
    """The findings of one rule about a report: «mismatch 120 đảng viên: 120, 130»."""
    return [
        f"{f['verdict']} {f['claim']}" + (f": {f['expected']}, {f['found']}" if f["expected"] else "")
        for f in store.records("findings", doc_id)
        if f["rule"] == rule
    ]


def explained(store: Store, doc_id: str, rule: str) -> str:
    (finding,) = [f for f in store.records("findings", doc_id) if f["rule"] == rule]
    return str(finding["explanation"])


def joined(total: int, *, month: int | None = None) -> str:
    """What a report says of new members, with the month's own figure or without."""
    if month is None:
        return f"Lũy kế từ đầu năm, toàn tỉnh kết nạp {total} đảng viên."
    return f"Trong tháng, kết nạp {month} đảng viên mới (lũy kế từ đầu năm: {total} đảng viên)."


def test_a_months_figure_and_the_last_total_make_the_new_total(store: Store) -> None:
    april = monthly(store, 4, joined(120, month=25))
    may = monthly(store, 5, joined(150, month=30))
    assert [] == told(store, april, "repeated_figure")
    assert ["match 150 đảng viên: 150, 150"] == told(store, may, "repeated_figure")
    assert "120 + 30 = 150" in explained(store, may, "repeated_figure")


def test_a_total_that_the_month_does_not_explain_is_a_mismatch_that_names_the_other_report(store: Store) -> None:
    monthly(store, 4, joined(120, month=25))
    may = monthly(store, 5, joined(140, month=30))
    assert ["mismatch 140 đảng viên: 140, 150"] == told(store, may, "repeated_figure")
    assert (
        "Lũy kế kỳ trước là 120 (40-BC/VPTU, ngày 25/4/2024, kỳ đến 30/4/2024), thêm 30 trong kỳ thì phải là 150, "
        "không phải 140."
    ) == explained(store, may, "repeated_figure")
    (finding,) = [f for f in store.records("findings", may) if f["rule"] == "repeated_figure"]
    text = store.text(may)
    start, _, end = str(finding["evidence"]).partition("-")
    assert "30 đảng viên mới" == text[int(start) : int(end)]
    assert finding["claim"] == text[int(finding["start"] or 0) : int(finding["end"] or 0)]


def test_a_cumulative_figure_never_falls_also_where_a_report_is_missing_between(store: Store) -> None:
    monthly(store, 3, joined(120))
    may, june = monthly(store, 5, joined(110)), monthly(store, 6, joined(115))
    assert ["mismatch 110 đảng viên: 110, 120"] == told(store, may, "repeated_figure")
    assert ["match 115 đảng viên: 115, 110"] == told(store, june, "repeated_figure")


def test_a_month_between_that_is_missing_leaves_the_sum_open(store: Store) -> None:
    monthly(store, 3, joined(100, month=25))
    may = monthly(store, 5, joined(160, month=30))
    assert ["match 160 đảng viên: 160, 100"] == told(store, may, "repeated_figure")


# What the month before said, what this month says: no mismatch, whatever the figures.
APART = [
    # another activity, another group, another unit
    ("Lũy kế từ đầu năm, toàn tỉnh kết nạp 120 đảng viên.", "Lũy kế từ đầu năm, toàn tỉnh khai trừ 12 đảng viên."),
    (
        "Lũy kế từ đầu năm, toàn tỉnh kết nạp 120 đảng viên.",
        "Lũy kế từ đầu năm, toàn tỉnh kết nạp 30 đảng viên người dân tộc thiểu số.",
    ),
    (
        "Lũy kế từ đầu năm, huyện Mèo Vạc kết nạp 30 đảng viên.",
        "Lũy kế từ đầu năm, huyện Yên Minh kết nạp 20 đảng viên.",
    ),
    (
        "Huyện Mèo Vạc:\nLũy kế từ đầu năm kết nạp 30 đảng viên.",
        "Huyện Yên Minh:\nLũy kế từ đầu năm kết nạp 20 đảng viên.",
    ),
    # the month's own figure, last year's figure, a plan
    ("Lũy kế từ đầu năm, toàn tỉnh kết nạp 120 đảng viên.", "Trong tháng, toàn tỉnh kết nạp 20 đảng viên."),
    (
        "Lũy kế từ đầu năm, toàn tỉnh kết nạp 120 đảng viên.",
        "Lũy kế từ đầu năm đạt kết quả tốt; cùng kỳ năm trước, toàn tỉnh kết nạp 100 đảng viên.",
    ),
    # from another day on
    ("Từ năm 2021 đến nay, toàn tỉnh kết nạp 920 đảng viên.", "Từ đầu năm, toàn tỉnh kết nạp 120 đảng viên."),
    # about so many, a share, what may shrink
    (
        "Lũy kế từ đầu năm, toàn tỉnh kết nạp 120 đảng viên.",
        "Lũy kế từ đầu năm, toàn tỉnh kết nạp khoảng 110 đảng viên.",
    ),
    ("Từ đầu năm đến nay toàn tỉnh còn 120 hộ nghèo.", "Từ đầu năm đến nay toàn tỉnh còn 100 hộ nghèo."),
    # too few words to know what is counted
    ("Lũy kế mở 12 lớp.", "Lũy kế mở 10 lớp."),
]


@pytest.mark.parametrize(("before", "after"), APART)
def test_what_may_be_two_things_is_not_compared(store: Store, before: str, after: str) -> None:
    monthly(store, 4, before)
    may = monthly(store, 5, after)
    assert [] == told(store, may, "repeated_figure")


def test_a_figure_that_one_report_states_twice_and_differently_is_not_compared(store: Store) -> None:
    monthly(store, 4, joined(120))
    may = monthly(store, 5, f"{joined(100)}\n{joined(130)}")
    assert [] == told(store, may, "repeated_figure")


def test_what_counts_until_now_may_fall_and_says_so(store: Store) -> None:
    monthly(store, 4, "Đến nay, toàn tỉnh đã thành lập 120 tổ công tác cộng đồng.")
    may = monthly(store, 5, "Đến nay, toàn tỉnh đã thành lập 118 tổ công tác cộng đồng.")
    assert ["unverifiable 118 tổ công tác: 118, 120"] == told(store, may, "repeated_figure")
    said = explained(store, may, "repeated_figure")
    assert told_in(Words("en"), said).startswith("Unverifiable: the total falls: last 120 (40-BC/VPTU of 25/4/2024")
    june = monthly(
        store, 6, "Trong tháng, toàn tỉnh thành lập 10 tổ công tác cộng đồng (đến nay: 125 tổ công tác cộng đồng)."
    )
    assert ["unverifiable 125 tổ công tác: 125, 128"] == told(store, june, "repeated_figure")
    said = explained(store, june, "repeated_figure")
    assert said.startswith("Chưa kiểm tra được: lũy kế kỳ trước là 118")
    assert said.endswith("Số tính đến nay có thể giảm.")
    assert told_in(Words("en"), said).startswith("Unverifiable: the last total is 118")


def test_another_year_and_another_organ_count_anew(store: Store) -> None:
    monthly(store, 7, joined(120), year=2023)
    may = monthly(store, 5, joined(40))
    other = monthly(store, 6, joined(10), province="Lào Cai")
    assert [[], []] == [told(store, one, "repeated_figure") for one in (may, other)]


def test_one_report_in_two_files_is_one_report(store: Store) -> None:
    monthly(store, 4, joined(120))
    files = [monthly(store, 5, joined(150), name=name) for name in ("may.docx", "may.pdf")]
    june = monthly(store, 6, joined(160))
    assert [["match 150 đảng viên: 150, 120"]] * 2 == [told(store, one, "repeated_figure") for one in files]
    assert ["match tháng 6 năm 2024"] == told(store, june, "sequence")


def test_two_files_of_one_month_that_differ_are_not_taken_for_the_month(store: Store) -> None:
    monthly(store, 4, joined(120))
    monthly(store, 5, joined(200), name="may.docx")
    monthly(store, 5, joined(150), name="may.pdf")
    june = monthly(store, 6, joined(160))
    assert ["match 160 đảng viên: 160, 120"] == told(store, june, "repeated_figure")


def test_months_without_a_report_are_told_and_are_no_error(store: Store) -> None:
    april = monthly(store, 4, "Đã mở hội nghị.")
    july = monthly(store, 7, "Đã mở hội nghị.")
    assert [] == told(store, april, "sequence")
    assert ["match tháng 7 năm 2024"] == told(store, july, "sequence")
    assert "Kho không có báo cáo cho 01/5/2024 – 30/6/2024 (thông tin, không phải lỗi)." in explained(
        store, july, "sequence"
    )


def weekly(store: Store, number: int, days: str, title: str = "công tác báo chí trong tuần") -> str:
    issued_on = date(2024, 5, number)
    return add(
        store, f"{title} {days}", "Nội dung.", issued_on=issued_on, number=number, title=f"{title} (từ ngày {days})"
    )


def test_two_weeks_that_share_days_are_a_mismatch(store: Store) -> None:
    weekly(store, 10, "03/5/2024-12/5/2024")
    after = weekly(store, 17, "10/5/2024-16/5/2024")
    assert ["mismatch 10/5/2024-16/5/2024"] == told(store, after, "sequence")
    assert (
        "Kỳ báo cáo (10/5/2024 – 16/5/2024) chồng 3 ngày lên kỳ của báo cáo trước, 10-BC/VPTU, ngày 10/5/2024 "
        "(03/5/2024 – 12/5/2024)."
    ) == explained(store, after, "sequence")


def test_reports_of_two_kinds_lie_over_each_other_and_neighbours_may_touch(store: Store) -> None:
    weekly(store, 10, "03/5/2024-10/5/2024")
    touching = weekly(store, 17, "10/5/2024-16/5/2024")
    other = weekly(store, 18, "08/5/2024-15/5/2024", title="công tác dân vận trong tuần")
    assert ["match 10/5/2024-16/5/2024"] == told(store, touching, "sequence")
    assert [] == told(store, other, "sequence")


def test_reports_that_all_begin_with_the_year_follow_each_other(store: Store) -> None:
    weekly(store, 10, "01/01/2024-30/4/2024", title="thu ngân sách")
    after = weekly(store, 17, "01/01/2024-16/5/2024", title="thu ngân sách")
    assert [] == told(store, after, "sequence")


DAY_15 = "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về học tập và làm theo."
DAY_16 = DAY_15.replace("15/5", "16/5")


def test_two_reports_that_date_one_directive_differently_point_at_each_other(store: Store) -> None:
    april, may = monthly(store, 4, DAY_15), monthly(store, 5, DAY_16)
    assert [["mismatch Chỉ thị số 05-CT/TW"]] * 2 == [told(store, one, "date_conflict") for one in (april, may)]
    assert "Báo cáo này ghi ngày 15/5/2016, còn 50-BC/VPTU, ngày 25/5/2024 ghi ngày 16/5/2016." in explained(
        store, april, "date_conflict"
    )
    assert "còn 40-BC/VPTU, ngày 25/4/2024 ghi ngày 15/5/2016" in explained(store, may, "date_conflict")


def test_one_against_three_is_told_alone(store: Store) -> None:
    most = [monthly(store, month, DAY_15) for month in (3, 4, 5)]
    slip = monthly(store, 6, DAY_16)
    assert [[]] * 3 == [told(store, one, "date_conflict") for one in most]
    assert ["mismatch Chỉ thị số 05-CT/TW"] == told(store, slip, "date_conflict")


def test_dates_far_apart_may_be_a_wrong_number(store: Store) -> None:
    monthly(store, 4, DAY_15)
    may = monthly(store, 5, "Thực hiện Chỉ thị số 05-CT/TW, ngày 20/9/2018 của Bộ Chính trị.")
    assert ["unverifiable Chỉ thị số 05-CT/TW"] == told(store, may, "date_conflict")


def plan(day: str, subject: str, number: int = 12, organ: str = "BDVHU") -> str:
    return f"Ban hành Kế hoạch số {number}-KH/{organ}, ngày {day} của Ban Dân vận Huyện ủy về {subject}."


def test_one_number_under_two_subjects_may_be_two_documents(store: Store) -> None:
    monthly(store, 4, plan("05/3/2024", "tuyên truyền đại hội đảng các cấp"))
    may = monthly(store, 5, plan("15/3/2024", "khảo sát công tác dân vận khéo"))
    assert ["unverifiable Kế hoạch số 12-KH/BDVHU"] == told(store, may, "date_conflict")


def test_one_number_under_one_subject_is_one_document(store: Store) -> None:
    monthly(store, 4, plan("05/3/2024", "tuyên truyền đại hội đảng các cấp"))
    may = monthly(store, 5, plan("16/4/2024", "tuyên truyền đại hội đảng các cấp"))
    assert ["mismatch Kế hoạch số 12-KH/BDVHU"] == told(store, may, "date_conflict")


def test_the_office_of_another_place_numbers_its_own_documents(store: Store) -> None:
    monthly(store, 4, plan("05/3/2024", "tuyên truyền đại hội đảng các cấp"))
    other = monthly(store, 5, plan("15/3/2024", "tuyên truyền đại hội đảng các cấp"), province="Lào Cai")
    assert [] == told(store, other, "date_conflict")


def test_two_districts_of_one_province_number_their_own_documents(store: Store) -> None:
    monthly(store, 4, plan("05/3/2024", "tuyên truyền đại hội đảng các cấp"), province="Mèo Vạc")
    other = monthly(store, 5, plan("15/3/2024", "tuyên truyền đại hội đảng các cấp"), province="Yên Minh")
    assert [] == told(store, other, "date_conflict")


def test_numbers_that_begin_anew_contradict_nothing(store: Store) -> None:
    yearly = "Thực hiện Nghị quyết số 01/NQ-CP, ngày 01/01/{year} của Chính phủ về nhiệm vụ chủ yếu."
    april, may = (monthly(store, month, yearly.format(year=year)) for month, year in ((4, 2023), (5, 2024)))
    assert [[], []] == [told(store, one, "date_conflict") for one in (april, may)]


def test_two_of_the_central_organs_for_one_directive_differ(store: Store) -> None:
    monthly(store, 4, DAY_15)
    may = monthly(store, 5, DAY_15.replace("Bộ Chính trị", "Ban Bí thư"))
    assert ["mismatch Chỉ thị số 05-CT/TW"] == told(store, may, "date_conflict")
    assert "Báo cáo này ghi của Ban Bí thư, còn 40-BC/VPTU, ngày 25/4/2024 ghi của Bộ Chính trị." == explained(
        store, may, "date_conflict"
    )


def test_findings_are_the_same_whatever_the_order_and_whoever_asks(tmp_path: Path) -> None:
    months = {4: f"{joined(120, month=25)} {DAY_15}", 5: f"{joined(140, month=30)} {DAY_16}", 6: joined(130, month=5)}
    seen = []
    for number, order in enumerate(permutations(months)):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = archive(folder)
        for month in order:
            monthly(store, month, months[month])
        whole = list(store.rows("findings"))
        ids = [str(record["doc_id"]) for record in store.records("documents")]
        assert whole == [row for doc_id in ids for row in store.rows("findings", doc_id)]
        seen.append(whole)
    assert [seen[0]] * 6 == seen
    assert 4 == sum(row[2] == "mismatch" for row in seen[0])


def test_a_finding_keeps_its_name_when_another_report_joins(store: Store) -> None:
    monthly(store, 4, DAY_15)
    may = monthly(store, 5, DAY_16)
    before = [f["finding_id"] for f in store.records("findings", may) if f["rule"] == "date_conflict"]
    monthly(store, 3, DAY_15)
    assert before == [f["finding_id"] for f in store.records("findings", may) if f["rule"] == "date_conflict"]
    names = [(f["doc_id"], f["finding_id"]) for f in store.records("findings")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("late", [0, 1])
def test_a_report_that_comes_while_others_are_compared_is_left_for_the_next_time(store: Store, late: int) -> None:
    body = (
        "Kết nạp 25 đảng viên (lũy kế từ đầu năm {} đảng viên).\nThực hiện Kế hoạch số 12-KH/BTGHU, ngày {}/5/2024.\n"
    )
    ids = [monthly(store, month, body.format(120 - month, month)) for month in (4, 5)]

    def earlier(query: str, given: Mapping[str, Cell]) -> list[Any]:
        """As if one report had come right after the letterheads were read."""
        rows = store.ask(query, given)
        return [row for row in rows if row[0] != ids[late]] if "source, doc_type" in query else rows

    assert {"repeated_figure", "date_conflict", "sequence"} == {row[1] for row in archive_findings(store.ask)}
    for doc_id in (None, ids[1 - late]):
        assert [] == [row for row in archive_findings(earlier, doc_id) if row[1] == "repeated_figure"]
