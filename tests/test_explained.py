"""Every sentence in which a check explains itself has its English."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.messages import Words
from pipeline.questions.explained import told_in
from tests.archives import add, archive
from tests.little_reports import cases, findings_of
from tests.test_audit import AGREE, DIFFER, EXPLAINED, NOTE_FOUR, TRAPS

# Words of our own sentences; within «…» the report's own may stand.
_OURS = re.compile(
    r"\b(?:khớp|không|nhưng|được|chưa|thuộc|kết thúc|danh sách|có thể|có lẽ|nêu|kỳ|lần dẫn|ngày)\b", re.IGNORECASE
)


def left_over(explanation: str) -> str:
    """What stays Vietnamese outside of quotes."""
    english = told_in(Words("en"), explanation)
    return english if _OURS.search(re.sub(r"«[^»]*»", "", english)) else ""


@pytest.mark.parametrize("reports", [AGREE, DIFFER, TRAPS], ids=["agree", "differ", "traps"])
def test_what_a_report_is_told_has_its_english(reports: str) -> None:
    explanations = {finding.explanation for _, report, _ in cases(reports) for finding in findings_of(report)}
    assert len(explanations) > 10
    assert [] == [left for one in sorted(explanations) if (left := left_over(one))]


def test_what_would_explain_a_difference_has_its_english() -> None:
    reports = [NOTE_FOUR, *(report for report, _ in EXPLAINED)]
    assert [] == [left for report in reports for f in findings_of(report) if (left := left_over(f.explanation))]


def test_what_an_archive_is_told_has_its_english(tmp_path: Path) -> None:
    store = archive(tmp_path)
    # month → new members, members so far, and what 05-CT/TW is said to be
    told_of = {
        3: (20, 90, "15/5/2016 của Bộ Chính trị"),
        4: (30, 120, "15/6/2016 của Bộ Chính trị"),
        5: (30, 140, "20/9/2018 của Ban Bí thư"),
        7: (30, 130, "15/5/2016 của Ban Bí thư"),
        8: (30, 170, "15/5/2016 của Bộ Chính trị"),
    }
    for month, (added, total, day) in told_of.items():
        body = f"Trong tháng, kết nạp {added} đảng viên (lũy kế {total} đảng viên). Chỉ thị số 05-CT/TW, ngày {day}."
        title = f"kết quả công tác tháng {month} năm 2024"
        add(store, str(month), body, issued_on=date(2024, month, 25), number=month, title=title)
    told = [str(f["explanation"]) for f in store.records("findings")]
    assert len(told) >= 8
    assert [] == [left for one in told if (left := left_over(one))]


def test_what_is_not_known_stays_as_it_is() -> None:
    assert "Một câu chưa ai dịch." == told_in(Words("en"), "Một câu chưa ai dịch.")
    assert "Khớp: 4 + 2 = 6." == told_in(Words("vi"), "Khớp: 4 + 2 = 6.")
