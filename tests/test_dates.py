from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import DateSpan, find_dates
from extractors.mention import Context
from tests.marked import mark, unmark, value_of

FOUND = [
    "ngày ⟦31/01/2024⟧ của Bộ Chính trị",
    "Quyết định ngày ⟦1.5.2022⟧ của Tỉnh ủy",
    "Nghị quyết 35-NQ/TW, ngày ⟦22-10-2018⟧ của Bộ Chính trị",
    "Hướng dẫn số 06-HD/TW, ngày ⟦09-6-2025⟧",
    "Quyết định ⟦31/ 01/2024⟧, dấu cách thừa",
    "Hà Giang, ⟦ngày 19 tháng 4 năm 2023⟧",
    "Hà Giang, ⟦ngày     19      tháng    4   năm 2023⟧",  # figures written into a wide blank
    "Hà Nội, ⟦ngày  29 tháng 9 năm 2025⟧",
    "kể từ ⟦ngày 01 tháng 12năm 2024⟧.",
    "Đồng Xoài, ⟦ngày 14 tháng5 năm 2008⟧",
    "Hà Giang, ngày  ⟦tháng 5 năm 2024⟧",
    "III- NHIỆM VỤ ⟦THÁNG 6 NĂM 2024⟧",
    "phương hướng nhiệm vụ ⟦tháng 6 năm 2024⟧",
    "định hướng tuyên truyền ⟦tháng 6/2024⟧;",
    "giao ban báo chí ⟦tháng 06-2024⟧",
    "từ ⟦6/2024⟧ triển khai trên toàn tỉnh",
    "hoàn thành trước ⟦12/2024⟧",
    "kết quả ⟦quý I/2024⟧, nhiệm vụ ⟦quý II năm 2024⟧",
    "báo cáo ⟦Quý III năm 2023⟧",
    "hoàn thành ⟦tháng 11 - 2019⟧, ⟦quý I – 2020⟧ và năm sau",
    "báo cáo ⟦Quí I/2023⟧, kế hoạch ⟦quí II năm 2023⟧; từ ⟦quí I đến quí III/2023⟧",
    "số liệu ⟦quý 2 năm 2024⟧",
    "giao ban ⟦Qúy III⟧, ⟦Qúy IV năm 2018⟧; từ ⟦qúy I đến qúy III/2019⟧",  # the tone on the other letter
    "giai đoạn ⟦2021 đến 2025⟧, giai đoạn ⟦2021 đến năm 2030⟧; giai đoạn 15 đến 20 ngày",
    "dịp Tết Nguyên đán Quý Mão ⟦2023⟧, đón Tết ⟦2024⟧; vụ Xuân ⟦2024⟧ tăng; Tết 2024 suất quà, vụ mùa 2024 hộ",
    "khai mạc ngày ⟦21.7⟧. Bên cạnh đó, ngày ⟦4.8⟧ tại xã; mỗi ngày 2.5 tấn; 05 ngày 2.5 ha; ngày 12.5 triệu",
    "trong 02 ngày ⟦13⟧,⟦14 tháng 11 năm 2024⟧; các ngày ⟦22⟧,⟦23⟧ và ⟦24/6/2024⟧; ngày ⟦10⟧,⟦11⟧ và ⟦12 tháng 5⟧",
    "sơ kết ⟦6 tháng đầu năm 2024⟧",
    "nhiệm vụ ⟦6 tháng cuối năm 2024⟧",
    "nhiệm vụ ⟦6 thángcuối năm 2024⟧, kết quả ⟦6tháng đầu năm 2024⟧",  # printing has swallowed a space
    "kết quả ⟦9 tháng đầu năm 2024⟧",
    "BÁO CÁO ⟦6 THÁNG ĐẦU NĂM 2024⟧",
    "thu ngân sách ⟦10 tháng năm 2024⟧",
    "kết quả ⟦sáu tháng đầu năm⟧ và ⟦chín tháng đầu năm 2024⟧",
    "tiêu biểu ⟦năm 2024⟧; Luật Đất đai ⟦năm 2024⟧",
    "trong ⟦năm 2022⟧ và ⟦2023⟧, toàn tỉnh",
    "các ⟦năm 2021⟧, ⟦2022⟧, ⟦2023⟧.",
    "giai đoạn II, ⟦2022-2024⟧.",
    "giai đoạn ⟦2021 - 2025⟧ huyện có thêm trường",
    "giai đoạn ⟦2024 – 2030⟧ sâu rộng",
    "năm học ⟦2024-2025⟧ và kỳ thi",
    "nhiệm kỳ ⟦2020 - 2025⟧",
    "kế hoạch 5 năm ⟦2021-2025⟧",
    "lịch sử Đảng bộ, (⟦1976-2020⟧).",
    "kế hoạch năm ⟦2024-2025⟧",
    "giai đoạn ⟦2016-2020⟧, ⟦2021-2025⟧",
    "báo chí (từ ngày ⟦18/4-26/4/2024⟧)",
    "so với cùng kỳ ⟦2023⟧, dự toán ⟦2024⟧; kế hoạch 2024 hộ, kế hoạch ⟦2025⟧ là; Tết Nguyên đán ⟦2024⟧",
    "kết quả chuyển đổi số ⟦9 tháng đầu năm 2025⟧; công văn số 9 tháng trước",
    "từ ⟦năm 2011 đến hết tháng 6/2019⟧; từ ⟦năm 2011⟧ đến ⟦tháng 6⟧; từ ⟦tháng 6/2019 đến năm 2021⟧",
    "đợt ⟦30/4 - 01/5/2024⟧; 3/4 - 1/2 số xã",
    "từ ngày ⟦10-3 đến ngày 23-3-2024⟧; ⟦10-3 đến 23-3-2024⟧; ⟦10.3 – 23.3.2024⟧; từ ngày ⟦10-12 đến 15-12-2024⟧",
    "các ngày ⟦10-3⟧, ⟦12-3⟧ và ⟦23-3-2024⟧; từ ngày ⟦10-3 đến ngày 23-3⟧; ngày ⟦26-3⟧, mỗi ngày 10.3 tấn",
    "từ 10-15 đến ⟦20-12-2024⟧; tăng từ 10-12 đến 15-20 người; ngày 5-7 hằng tháng; tỷ số 10-3",
    "báo chí (từ ngày ⟦01/4/2024-26/4/2024⟧)",
    "trong tuần (từ ⟦26/4/2024--2/5/2024⟧)",
    "từ ⟦26/4/2024 đến 2/5/2024⟧ tại huyện",
    "từ ngày ⟦15/4/2024 đến ngày 14/5/2024⟧",
    "từ ⟦ngày 15 tháng 4 đến ngày 14 tháng 5 năm 2024⟧",
    "từ ngày ⟦15/4 đến hết ngày 14/5/2024⟧",
    "thống nhất đất nước (⟦30/4/1975 -30/4/2204⟧)",
    "Điện Biên Phủ (⟦7/5/1954-7/5/2024⟧)",
    "từ ⟦tháng 1 đến tháng 5/2024⟧",
    "từ ⟦tháng 9-1991 đến tháng 8-2000⟧ học tại xã",
    "từ ⟦8-1954 đến 30-4-1975⟧ công tác tại tỉnh",
    "từ ⟦năm 2021 đến năm 2024⟧",
    "từ ⟦01 đến 15/5/2024⟧ tổ chức chiến dịch",
    "Từ ngày ⟦01 đến ngày 15 tháng 5 năm 2024⟧ tổ chức",
    "giai đoạn từ ⟦2021 đến 2025⟧",
    "⟦tháng 4-5/2024⟧ mở lớp",
    "⟦15-16/5/2024⟧ tổ chức hội nghị",
    "trong các ngày ⟦15-17/5/2024⟧",
    "ngày ⟦10⟧ và ⟦11/5/2024⟧",
    "các ngày ⟦10⟧, ⟦11⟧, ⟦12/5/2024⟧ tại xã",
    "⟦tháng 4⟧ và ⟦5 năm 2024⟧",
    "⟦quý I⟧, ⟦II/2024⟧",
    "trong ⟦tháng 5⟧ và đầu ⟦tháng 6/2024⟧",
    "kết quả ⟦tháng 5⟧, phương hướng ⟦tháng 6 năm 2024⟧",
    "⟦6 tháng đầu năm⟧, nhiệm vụ ⟦6 tháng cuối năm 2024⟧",
    "dư luận xã hội ⟦tháng 5⟧ trên địa bàn",
    "kỷ niệm ngày ⟦19/5⟧",
    "từ đầu ⟦năm 2024⟧ đến nay",
    "đến ⟦năm 2030⟧, tầm nhìn đến ⟦năm 2045⟧",
    "Quyết định số 144-QĐ/TW ngày ⟦09/5/2024⟧ của Bộ Chính trị",
    "trong các ngày ⟦11⟧, ⟦12/7⟧, hội đồng họp",
    "từ ⟦15/7 đến 14/8⟧, các đơn vị phát hiện",
    "tình hình ⟦tháng 5⟧ và ⟦5 tháng năm 2017⟧",
    "ngày …25..⟦tháng 01 năm 2006⟧",
    "ngày ⟦01/5/24⟧ tại huyện",
    "họp ngày ⟦31/02/2024⟧ tại xã",
    "ban hành ngày ⟦45/13/2024⟧",
    "ngày ⟦31/01/2024⟧\n⟦01/02/2024⟧ là hai ngày",
    "trước cách mạng ⟦tháng Tám năm 1945⟧, ở miền Bắc",
    "CÁCH MẠNG ⟦THÁNG TÁM NĂM 1945⟧ và ⟦tháng mười hai năm 2024⟧",
    "kế hoạch ⟦tháng Mười⟧, nhiệm vụ ⟦tháng Mười một⟧; ⟦tháng Năm⟧ này",
    "từ ⟦tháng Tám đến tháng Mười năm 2024⟧ và ⟦tháng năm năm 2023⟧",
    "⟦Tháng Mười⟧, tỉnh tổ chức; ⟦tháng Ba/2024⟧",
    "hoàn thành ⟦11-2019⟧; khánh thành (⟦11-2019⟧); vào ⟦5-2018⟧; số 11-2019; mẫu 11-2019, quyển (3-2019-2)",
    "kết quả thực hiện Đề án 06 ⟦tháng 3 năm 2024⟧",
    "báo cáo ⟦tuần 32/2023⟧, ⟦Tuần 32/2024⟧; tuần 3 ⟦tháng 10/2023⟧, đợt 2 ⟦tháng 6/2024⟧; lần 2 ⟦tháng 5 năm 2024⟧",
    "trong hai năm (⟦2021⟧, ⟦2022⟧), 3 năm (⟦2021⟧, ⟦2022⟧ và ⟦2023⟧); 4 năm (2021 hộ)",
    "dự toán ⟦năm 2024⟧\n⟦Tháng 4/2024⟧, thu được; ⟦NĂM 2024⟧\t⟦Tháng 5/2024⟧",
    "tổng số 15\n⟦tháng 4⟧, thu được; biểu 2\t⟦Tháng 5⟧; ⟦năm 2024⟧ ⟦tháng 4⟧; 15 tháng 4 lần",
    "ngày ⟦02⟧ và ngày ⟦03/5/2024⟧; các ngày ⟦02⟧, ngày ⟦05⟧ và ⟦ngày 06 tháng 5 năm 2024⟧",
    "ngày ⟦12/3⟧ và ngày ⟦15/4/2024⟧",
    "⟦11 tháng/2023⟧, ước ⟦9 tháng 2024⟧; ⟦6 tháng/2024⟧",
    "⟦quý I⟧,⟦II/2024⟧; ⟦quý II - III/2024⟧; ⟦T5/2024⟧, ⟦Q1/2024⟧, ⟦9T/2024⟧, ⟦6T đầu năm 2024⟧",
    "PT5/2024, T15/2024, Q7/2024; ⟦T4-2024⟧",
    "⟦tháng 3⟧,⟦4⟧,⟦5 năm 2024⟧; ngày ⟦10⟧,⟦11⟧,⟦12/5/2024⟧; ⟦tháng 5.2024⟧; tháng 3,5 tấn",
    "⟦ngày 3 tháng Hai năm 2024⟧; ngày ⟦7/1-2005⟧; từ 7/1-2005 xã",
    "tầm nhìn ⟦2045⟧, định hướng đến ⟦2030⟧; mục tiêu đến ⟦2025⟧. Từ ⟦2020⟧ đến nay, từ ⟦2016⟧ - nay; từ 2020 hộ",
    "(⟦2021⟧: 12 hộ; ⟦2022⟧: 15 hộ, ⟦2023⟧: 9 hộ); tỷ số; 2021 x 12; hộ nghèo 2021: 12",
]

TRAPS = [
    "Nghị định số 30/2020/NĐ-CP của Chính phủ",
    "Nghị quyết số 11/2025/NQ-HĐND",
    "Luật số 32/2024/QH15",
    "Quyết định số 05/2024/QĐ-UBND",
    "Quyết định 766/QĐ-TTg của Thủ tướng",
    "Thông tư 12/5/2024/TT-BTC",
    "số 7/2024 của huyện",
    "đạt 17/31 chỉ tiêu",
    "có 5/10 xã, 11/19 xã về đích",
    "điện thoại 0219.3866.123",
    "Điều 5/2 của Quy chế",
    "khoản 1.2 và 1.5.2 của hướng dẫn",
    "chi 1.5.2022đ cho việc này",
    "máy chủ 10.1.5.2024.7",
    "lúc 14h30, 14 giờ 30 phút",
    "ký số 21-04-2023 16:52:02 +07:00",
    "sơ kết 10 năm thực hiện, kỷ niệm 49 năm",
    "trong 5 năm qua và 3 tháng tới",
    "15 tháng 5 ngày làm việc",
    "mỗi tháng 2 lần, hằng tháng 02 kỳ",
    "định kỳ (3 tháng 1 lần)",
    "Hà Nội, ngày ... tháng ... năm ....",
    "Cách mạng tháng Tám và Cách mạng Tháng Mười Nga; quảng trường Tháng Tám",
    "tháng giêng, tháng Giêng, tháng Chạp, tháng một lần, tháng ba lần",
    "những tháng năm qua, NHỮNG THÁNG NĂM, NHỮNG THÁNG NĂM QUA, mỗi tháng Hai buổi, tháng Ba Bể",
    "ngày 26-52025 của Ban Tổ chức",
    "trong tháng, trong quý, năm nay",
    "năm 16 tuổi, năm 100",
    "tháng 13 và tháng 00",
    "1900-2100 người tham gia",
    "trong 12 tháng 2024 hộ được vay",
    "nâng từ 5/10 đến 7/10 xã",
    "độ cao 1800 - 2000 m",
    "1900 2024 là tổng đài",
    "các đồng chí quý mến, quý vị",
    "mã số 2024-2025-01",
    "tỷ lệ 1:2, phiên bản 4.0",
    "kỳ họp thứ 24, khóa XVI",
    "đạt 99,5/100 điểm",
    "12.31.2024 là một dãy số",
    "COVID-19, Web 2.0, công nghiệp 4.0",
    "ngày 10 và ngày kia",
    "trong 15 ngày 20 lớp được mở",
    "giá 2.022.500 đồng",
    "tài khoản 2023/2024/25",
    "QĐ 1/5/2024-BC",
    "2024-2020",
]


@pytest.mark.parametrize("marked", FOUND)
def test_dates_are_found_where_they_are_marked(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_dates(text))


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert text == mark(text, find_dates(text))


VALUES = [
    ("31/01/2024", "day", "2024-01-31", "2024-01-31"),
    ("09-6-2025", "day", "2025-06-09", "2025-06-09"),
    ("ngày 01 tháng 12năm 2024", "day", "2024-12-01", "2024-12-01"),
    ("tháng 2/2024", "month", "2024-02-01", "2024-02-29"),
    ("tháng Tám năm 1945", "month", "1945-08-01", "1945-08-31"),
    ("tháng mười hai năm 2023", "month", "2023-12-01", "2023-12-31"),
    ("tháng Tư năm 2024", "month", "2024-04-01", "2024-04-30"),
    ("tháng 2 năm 2023", "month", "2023-02-01", "2023-02-28"),
    ("Quý III năm 2023", "quarter", "2023-07-01", "2023-09-30"),
    ("quý 4/2024", "quarter", "2024-10-01", "2024-12-31"),
    ("6 tháng đầu năm 2024", "half", "2024-01-01", "2024-06-30"),
    ("sáu tháng cuối năm 2024", "half", "2024-07-01", "2024-12-31"),
    ("9 tháng đầu năm 2024", "range", "2024-01-01", "2024-09-30"),
    ("3 tháng cuối năm 2024", "range", "2024-10-01", "2024-12-31"),
    ("10 tháng năm 2024", "range", "2024-01-01", "2024-10-31"),
    ("năm 2024", "year", "2024-01-01", "2024-12-31"),
    ("2024 – 2030", "years", "2024-01-01", "2030-12-31"),
    ("năm 2021 đến năm 2024", "years", "2021-01-01", "2024-12-31"),
    ("18/4-26/4/2024", "range", "2024-04-18", "2024-04-26"),
    ("10-3 đến ngày 23-3-2024", "range", "2024-03-10", "2024-03-23"),
    ("25-12 đến 02-01-2025", "range", "2024-12-25", "2025-01-02"),
    ("25/12-02/01/2025", "range", "2024-12-25", "2025-01-02"),
    ("26/4/2024--2/5/2024", "range", "2024-04-26", "2024-05-02"),
    ("30/4/1975 -30/4/2204", "range", "1975-04-30", "2204-04-30"),
    ("tháng 11 đến tháng 2/2024", "range", "2023-11-01", "2024-02-29"),
    ("quý II - III/2024", "range", "2024-04-01", "2024-09-30"),
    ("T5/2024", "month", "2024-05-01", "2024-05-31"),
    ("Q1/2024", "quarter", "2024-01-01", "2024-03-31"),
    ("9T/2024", "range", "2024-01-01", "2024-09-30"),
    ("11 tháng/2023", "range", "2023-01-01", "2023-11-30"),
    ("6 tháng 2024", "half", "2024-01-01", "2024-06-30"),
    ("ngày 3 tháng Hai năm 2024", "day", "2024-02-03", "2024-02-03"),
    ("tháng 5.2024", "month", "2024-05-01", "2024-05-31"),
    ("ngày 15 tháng 4 đến ngày 14 tháng 5 năm 2024", "range", "2024-04-15", "2024-05-14"),
]


@pytest.mark.parametrize(("written", "kind", "start_on", "end_on"), VALUES)
def test_a_date_reads_as_its_first_and_last_day(written: str, kind: str, start_on: str, end_on: str) -> None:
    value = value_of(written, find_dates(written))
    assert (kind, start_on, end_on, False) == (value.kind, str(value.start_on), str(value.end_on), value.inferred)


def test_an_impossible_date_is_found_without_days() -> None:
    for written in ("31/02/2024", "45/13/2024"):
        assert DateSpan("day", None, None) == value_of(written, find_dates(written))


def test_elliptical_days_take_month_and_year_from_the_last_of_their_list() -> None:
    found = [mention.value for mention in find_dates("các ngày 10, 11 và 12/5/2024")]
    assert [DateSpan("day", day, day) for day in (date(2024, 5, 10), date(2024, 5, 11), date(2024, 5, 12))] == found


def test_a_range_without_a_year_leans_on_the_report() -> None:
    context = Context(issued_on=date(2024, 5, 20))
    (found,) = find_dates("từ ngày 15/4 đến ngày 14/5", context)
    assert DateSpan("range", date(2024, 4, 15), date(2024, 5, 14), inferred=True) == found.value


MAY = Context(period_start=date(2024, 5, 1), period_end=date(2024, 5, 31))
JANUARY = Context(period_start=date(2025, 1, 1), period_end=date(2025, 1, 31))
YEAR = Context(period_start=date(2024, 1, 1), period_end=date(2024, 12, 31))

COMPLETED = [
    ("tháng 5", MAY, "2024-05-01"),
    ("quý I", MAY, "2024-01-01"),
    ("6 tháng đầu năm", MAY, "2024-01-01"),
    ("6 tháng cuối năm", MAY, "2024-07-01"),
    ("ngày 19/5", MAY, "2024-05-19"),
    ("ngày 15 tháng 6", MAY, "2024-06-15"),
    ("tháng 12", JANUARY, "2024-12-01"),
    ("quý IV", JANUARY, "2024-10-01"),
    ("tháng 2", JANUARY, "2025-02-01"),
    ("tháng 12", YEAR, "2024-12-01"),
    ("tháng 1", YEAR, "2024-01-01"),
    ("tháng 5", Context(issued_on=date(2024, 5, 20)), "2024-05-01"),
    ("tháng 12", Context(issued_on=date(2024, 6, 15)), "None"),
    ("tháng 5", Context(), "None"),
    ("ngày 15 tháng 12 hằng năm", MAY, "None"),
]


@pytest.mark.parametrize(("text", "context", "start_on"), COMPLETED)
def test_a_missing_year_comes_from_the_report_or_stays_open(text: str, context: Context, start_on: str) -> None:
    (found,) = find_dates(text, context)
    assert (start_on, True) == (str(found.value.start_on), found.value.inferred)


def test_the_year_of_the_sentence_goes_before_that_of_the_report() -> None:
    text = "kết quả tháng 12, phương hướng nhiệm vụ tháng 01 năm 2025"
    found = [(str(mention.value.start_on), mention.value.inferred) for mention in find_dates(text, MAY)]
    assert [("2024-12-01", True), ("2025-01-01", False)] == found


def test_two_halves_in_one_sentence_are_of_one_year() -> None:
    first, second = find_dates("6 tháng đầu năm, nhiệm vụ trọng tâm 6 tháng cuối năm 2024")
    assert (date(2024, 1, 1), date(2024, 7, 1)) == (first.value.start_on, second.value.start_on)
    assert (True, False) == (first.value.inferred, second.value.inferred)


def test_a_week_is_dated_where_it_is_the_same_however_weeks_are_counted() -> None:
    same, open_one, none = (found.value for found in find_dates("tuần 32/2024, tuần 32/2023, tuần 54/2024"))
    assert DateSpan("range", date(2024, 8, 5), date(2024, 8, 11), inferred=True) == same
    assert DateSpan("range", None, None, inferred=True) == open_one == none


def test_a_year_of_two_digits_is_inferred() -> None:
    (found,) = find_dates("ngày 01/5/24")
    assert DateSpan("day", date(2024, 5, 1), date(2024, 5, 1), inferred=True) == found.value


NOTATIONS = [
    "{d.day}/{d.month}/{d.year}",
    "{d.day:02}/{d.month:02}/{d.year}",
    "{d.day}.{d.month}.{d.year}",
    "{d.day:02}-{d.month}-{d.year}",
    "ngày {d.day} tháng {d.month} năm {d.year}",
    "ngày {d.day:02} tháng {d.month:02}năm {d.year}",
]


@given(st.dates(date(1800, 1, 1), date(2299, 12, 31)), st.sampled_from(NOTATIONS))
def test_what_is_written_as_a_date_reads_as_that_date(day: date, notation: str) -> None:
    written = notation.format(d=day)
    assert DateSpan("day", day, day) == value_of(written, find_dates(written))


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 300), st.sampled_from(["-", " - ", "--", " đến "]))
def test_two_dates_that_are_joined_read_as_one_range(first: date, days: int, joint: str) -> None:
    last = first + timedelta(days)
    (found,) = find_dates(f"từ {first:%d/%m/}{first.year}{joint}{last:%d/%m/}{last.year}")
    assert DateSpan("range", first, last) == found.value


WORDS = [
    "ngày",
    "tháng",
    "năm",
    "quý",
    "từ",
    "đến",
    "và",
    "6",
    "31",
    "2024",
    "2/5",
    "1/5/2024",
    "--",
    "-",
    ",",
    ".",
    "/",
    "I",
    "IV",
    "đầu",
    "cuối",
    "\n",
    "\t",
    "(",
    "học",
    "00",
    "9999",
    "lần",
    "T",
    "tuần",
    "nay",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
def test_spans_stand_in_order_and_cut_their_own_text_out_of_any_text(words: list[str], gap: str) -> None:
    text = gap.join(words)
    end = 0
    for mention in find_dates(text, MAY):
        assert mention.text == text[mention.start : mention.end]
        assert end <= mention.start < mention.end
        assert "\n" not in mention.text
        end = mention.end


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert [m.text for m in find_dates(text)] == [m.span.slice(text) for m in find_dates(text)]
