"""The section tree: labels of every style, jumps, lists that begin again, and what is only planned."""

from datetime import date

import pytest

from pipeline.document import Block
from pipeline.planned import is_planned
from pipeline.sections import find_sections


def tree(text: str) -> list[str]:
    """One line a section: its path, its heading, and `*` where it is planned."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line.rstrip("\n"))))
        at += len(line)
    found = find_sections(text, blocks, len(text))
    return [f"{section.path} {section.heading}{' *' if section.planned else ''}" for section in found]


TREES = {
    "Roman, Arabic and bullets with a run-in heading": (
        """\
I- KẾT QUẢ THỰC HIỆN
1. Công tác tuyên truyền
- Tuyên truyền miệng: Đã tổ chức 12 buổi.
- Tổ chức 3 hội nghị và nhiều hoạt động khác.
2. Công tác khoa giáo
II- PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 6
1. Công tác tuyên truyền
""",
        [
            "I KẾT QUẢ THỰC HIỆN",
            "I.1 Công tác tuyên truyền",
            "I.1.-1 Tuyên truyền miệng",
            "I.2 Công tác khoa giáo",
            "II PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 6 *",
            "II.1 Công tác tuyên truyền *",
        ],
    ),
    "numbers that a typist or a scanner spoilt": (
        """\
I- CÔNG TÁC LÃNH ĐẠO
1. Quán triệt
_H. KẾT QUẢ ĐẠT ĐƯỢC
HI- HẠN CHẾ
lV/ NHIỆM VỤ TRỌNG TÂM QUÝ IV
1. Quán triệt
H. Đây là một đoạn văn thường
T/M BAN THƯỜNG VỤ
TM. ỦY BAN NHÂN DÂN
""",
        [
            "I CÔNG TÁC LÃNH ĐẠO",
            "I.1 Quán triệt",
            "II KẾT QUẢ ĐẠT ĐƯỢC",
            "III HẠN CHẾ",
            "IV NHIỆM VỤ TRỌNG TÂM QUÝ IV *",
            "IV.1 Quán triệt *",
            "IV.1.H Đây là một đoạn văn thường *",
        ],
    ),
    "deep numbers and letters": (
        """\
I. KẾT NẠP ĐẢNG VIÊN
1. Quy trình
1.1- Xây dựng kế hoạch
a) Cấp ủy trực thuộc
b) Cấp ủy cơ sở
1.2- Kết nạp
2. Thủ tục
""",
        [
            "I KẾT NẠP ĐẢNG VIÊN",
            "I.1 Quy trình",
            "I.1.1 Xây dựng kế hoạch",
            "I.1.1.a Cấp ủy trực thuộc",
            "I.1.1.b Cấp ủy cơ sở",
            "I.1.2 Kết nạp",
            "I.2 Thủ tục",
        ],
    ),
    "parts above Roman numerals": (
        """\
Phần thứ nhất. KẾT QUẢ NĂM 2023
I. Công tác xây dựng Đảng
Phần thứ hai. NHIỆM VỤ TRỌNG TÂM NĂM 2024
I. Công tác xây dựng Đảng
""",
        [
            "Phần thứ nhất KẾT QUẢ NĂM 2023",
            "Phần thứ nhất.I Công tác xây dựng Đảng",
            "Phần thứ hai NHIỆM VỤ TRỌNG TÂM NĂM 2024 *",
            "Phần thứ hai.I Công tác xây dựng Đảng *",
        ],
    ),
    "parts whose title stands below": (
        "Phần thứ nhất\nKẾT QUẢ NĂM 2023\nI. Công tác xây dựng Đảng\nPhần thứ hai\nPHƯƠNG HƯỚNG NĂM 2024\n1. Họp\n",
        [
            "Phần thứ nhất KẾT QUẢ NĂM 2023",
            "Phần thứ nhất.I Công tác xây dựng Đảng",
            "Phần thứ hai PHƯƠNG HƯỚNG NĂM 2024 *",
            "Phần thứ hai.1 Họp *",
        ],
    ),
    "articles of an act": (
        "Điều 1. Sửa đổi Nghị quyết\n1. Sửa đổi khoản 2\n2. Thay thế phụ lục\nĐiều 2. Tổ chức thực hiện\n",
        [
            "Điều 1 Sửa đổi Nghị quyết",
            "Điều 1.1 Sửa đổi khoản 2",
            "Điều 1.2 Thay thế phụ lục",
            "Điều 2 Tổ chức thực hiện",
        ],
    ),
    "a writer who skips a number is followed": (
        "I- KẾT QUẢ\n1. Một\n3. Ba\n",
        ["I KẾT QUẢ", "I.1 Một", "I.3 Ba"],
    ),
    "a plan's own parts are plans, whatever their words": (
        "II- NHIỆM VỤ TRỌNG TÂM\n1. Tuyên truyền kết quả phát triển kinh tế\n",
        ["II NHIỆM VỤ TRỌNG TÂM *", "II.1 Tuyên truyền kết quả phát triển kinh tế *"],
    ),
    "tasks under what was done are those that were done": (
        "I. KẾT QUẢ CÔNG TÁC\n1. Nhiệm vụ trọng tâm\n2. Mục tiêu, chỉ tiêu\nII. NHIỆM VỤ TRỌNG TÂM\n",
        ["I KẾT QUẢ CÔNG TÁC", "I.1 Nhiệm vụ trọng tâm", "I.2 Mục tiêu, chỉ tiêu", "II NHIỆM VỤ TRỌNG TÂM *"],
    ),
    "a part for both has parts of each": (
        "I. KẾT QUẢ THÁNG 5, NHIỆM VỤ THÁNG 6\n1. Kết quả\n2. Nhiệm vụ trọng tâm\n",
        ["I KẾT QUẢ THÁNG 5, NHIỆM VỤ THÁNG 6", "I.1 Kết quả", "I.2 Nhiệm vụ trọng tâm *"],
    ),
    "what was done about last month's tasks is not a plan": (
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRỌNG TÂM THÁNG 5\n",
        ["I KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRỌNG TÂM THÁNG 5"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TREES.values(), ids=TREES.keys())
def test_the_tree_is(text: str, expected: list[str]) -> None:
    assert expected == tree(text)


@pytest.mark.parametrize(
    "line",
    [
        "03 văn bản đã ban hành",
        "5.341 đại biểu tham dự",
        "12,5 tỷ đồng đã giải ngân",
        "1.5.2022 là ngày lễ",
        "Căn cứ Điều 5 của Luật",
        "- phối hợp với các ngành",
        "In ấn tài liệu",
    ],
)
def test_a_line_that_only_opens_with_a_figure_is_no_section(line: str) -> None:
    assert tree(line + "\n") == []


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    text = "I- MỘT\n1. Con\nII- HAI\n"
    blocks = [Block(0, 6), Block(7, 13), Block(14, 21)]
    assert [(s.path, s.start, s.end) for s in find_sections(text, blocks, len(text))] == [
        ("I", 0, 14),
        ("I.1", 7, 14),
        ("II", 14, 22),
    ]


MAY = (date(2024, 5, 1), date(2024, 5, 31))
AHEAD = """\
PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM THÁNG 6
Một số nhiệm vụ chủ yếu
Một số nhiệm vụ cụ thể
3 nhiệm vụ trọng tâm
Chương trình công tác tháng 6 năm 2024
Dự kiến công tác tháng tới
Thời gian tới
Nhiệm vụ, giải pháp
Các giải pháp chủ yếu
Giải pháp thực hiện trong thời gian tới
Biện pháp tổ chức thực hiện nhiệm vụ năm 2025
Mục tiêu, chỉ tiêu chủ yếu năm 2025
Quan điểm, mục tiêu và giải pháp
Dự báo tình hình và nhiệm vụ trọng tâm tháng 6
Trọng tâm công tác quý III năm 2024
Trọng tâm chỉ đạo, điều hành trong tháng 6
Định hướng tuyên truyền tháng 6
Nhiệm vụ công tác đảng năm 2025
Nhiệm vụ những tháng cuối năm
Nhiệm vụ của năm tiếp theo
Công tác 3 tháng cuối năm
Công tác tháng 6/2024
Nội dung công tác tháng 6
Triển khai nhiệm vụ tháng 6 năm 2024
Kế hoạch phát triển kinh tế - xã hội năm 2025
Kế hoạch triển khai thời gian tới
Nhiệm vụ, giải pháp thực hiện Nghị quyết trong thời gian tới
Tiếp tục thực hiện Nghị quyết trong thời gian tới"""
PAST = """\
Kết quả thực hiện nhiệm vụ trọng tâm tháng 5
KẾT QUẢ CÔNG TÁC THÁNG 5 VÀ PHƯƠNG HƯỚNG THÁNG 6
Đánh giá việc thực hiện nhiệm vụ năm 2023
Công tác triển khai nhiệm vụ năm học
Công tác lãnh đạo, chỉ đạo thực hiện nhiệm vụ trọng tâm
Lãnh đạo thực hiện nhiệm vụ năm 2024
Tình hình triển khai nhiệm vụ trọng tâm năm 2024
Thực hiện các nhiệm vụ, giải pháp chủ yếu
Thực hiện chương trình công tác năm 2024
Tổ chức thực hiện nhiệm vụ trọng tâm
Tiến độ thực hiện các nhiệm vụ trọng tâm
Mức độ hoàn thành nhiệm vụ năm 2023
Khó khăn, vướng mắc trong thực hiện nhiệm vụ năm 2024
Bài học kinh nghiệm và giải pháp
Những hạn chế cần tập trung khắc phục trong thời gian tới
Nhiệm vụ tháng 5 chưa hoàn thành
Quán triệt, triển khai nhiệm vụ trọng tâm năm 2024
Tổ chức hội nghị triển khai nhiệm vụ năm 2024
Sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm
Xây dựng chương trình công tác năm
Công tác xây dựng kế hoạch phát triển kinh tế - xã hội năm 2025
Phong trào thi đua phấn đấu hoàn thành nhiệm vụ
Bồi dưỡng quần chúng phấn đấu vào Đảng
Tập trung phản ánh các nhiệm vụ, mục tiêu, kết quả phát triển
Chương trình mục tiêu quốc gia giảm nghèo
Mục tiêu 1: Giảm tỷ lệ hộ nghèo
Công tác chuẩn bị bầu cử năm 2026
Công tác trọng tâm tháng 5
Nhiệm vụ tháng 5
Công tác tháng 5
Nhiệm vụ quốc phòng, an ninh
Chức năng, nhiệm vụ
Đề xuất, kiến nghị"""


@pytest.mark.parametrize("heading", AHEAD.splitlines())
def test_a_heading_speaks_of_what_is_to_come(heading: str) -> None:
    assert is_planned(heading, MAY)


@pytest.mark.parametrize("heading", PAST.splitlines())
def test_a_heading_does_not_speak_of_what_is_to_come(heading: str) -> None:
    assert not is_planned(heading, MAY)


@pytest.mark.parametrize(
    ("told", "planned"),
    [
        ((date(2024, 4, 1), date(2024, 4, 30)), True),
        (MAY, False),
        ((date(2024, 1, 1), date(2024, 6, 30)), True),  # a task of one month, in the report of a half year
        (None, True),
    ],
)
def test_the_tasks_of_the_month_that_is_told_of_are_none_to_come(told: tuple[date, date] | None, planned: bool) -> None:
    assert planned is is_planned("Công tác trọng tâm tháng 5", told)


def test_a_month_without_its_year_is_the_next_one() -> None:
    december = (date(2024, 12, 1), date(2024, 12, 31))
    assert [True, False, False] == [is_planned(f"Công tác tháng {month}", december) for month in (1, 11, 12)]
