"""The section tree: labels of every style, jumps, lists that begin again, and what is only planned."""

import pytest

from pipeline.document import Block
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
