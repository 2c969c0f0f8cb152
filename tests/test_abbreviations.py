"""Short names that a report defines, and what stands behind them."""

from __future__ import annotations

import pytest

from extractors.abbreviations import find_abbreviations
from tests.marked import mark, unmark


@pytest.mark.parametrize(
    "marked",
    [
        "Ban Tuyên giáo Tỉnh ủy ⟦(sau đây viết tắt là BTGTU)⟧ tham mưu",
        "Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương ⟦(sau đây gọi tắt là “Quy định 294”)⟧",
        "Đảng ủy xã, phường, ⟦sau đây gọi chung là đảng ủy cơ sở⟧, có trách nhiệm",
        "Ủy ban nhân dân ⟦(UBND)⟧ tỉnh; phát triển kinh tế - xã hội ⟦(KT-XH)⟧",
        "(có biểu số 01 kèm theo), (USD), Công ty Sao Mai (ABC), (gọi tắt)",
    ],
)
def test_a_definition_is_marked_with_its_brackets(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_abbreviations(text))


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("tỉnh, Ban tuyên giáo các huyện ủy, thành ủy (viết tắt là Ban tuyên giáo các huyện và tương đương) tham mưu",
         "Ban tuyên giáo các huyện và tương đương", "Ban tuyên giáo các huyện ủy, thành ủy"),
        ("Cơ quan Thường trực Ban Chỉ đạo phòng thủ dân sự của tỉnh (gọi tắt là Ban Chỉ đạo 12)",
         "Ban Chỉ đạo 12", "Ban Chỉ đạo phòng thủ dân sự của tỉnh"),
        ("theo Quy định số 294-QĐ/TW của Ban Chấp hành Trung ương (sau đây gọi tắt là Quy định 294)",
         "Quy định 294", "Quy định số 294-QĐ/TW của Ban Chấp hành Trung ương"),
        ("giao Ban Tuyên giáo Tỉnh uỷ (sau đây viết tắt là BTGTU)", "BTGTU", "Ban Tuyên giáo Tỉnh uỷ"),
        ("Công an, Quân sự, Biên phòng (sau đây gọi chung là lực lượng vũ trang)", "lực lượng vũ trang", ""),
        ("Ban Tổ chức, Ban Dân vận tỉnh (gọi tắt là Ban chuyên môn)", "Ban chuyên môn", ""),
        ("Ban A giao việc. Hội nghị (gọi tắt là Ban chuyên môn)", "Ban chuyên môn", ""),
    ],
)  # fmt: skip
def test_the_full_name_begins_where_the_short_names_words_do_or_stays_empty(text: str, short: str, full: str) -> None:
    (mention,) = find_abbreviations(text)
    assert (short, full) == (mention.value.short, mention.value.full)
