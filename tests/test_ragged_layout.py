"""Pages whose lines end where the words end, without first lines set in: what runs on and what begins anew."""

from collections.abc import Iterable

from pipeline.readers.layout import lay_out
from tests.test_layout import blocks, step
from tests.typesetting import LEFT, RIGHT, Galley, measure, wrapped

DEED = (
    "Ban Thường vụ Huyện ủy đã chỉ đạo tổ chức hội nghị quán triệt Nghị quyết số 29-NQ/TW, ngày 17/11/2022 của Ban Chấp"
    " hành Trung ương Đảng; đến nay các chi bộ đã hoàn thành kế hoạch, kết nạp 4.872 đồng chí theo Quy định của Trung"
    " ương"
)
SHORT = "Công tác kiểm tra được giữ vững"


def ragged(paragraphs: Iterable[str], left: float = LEFT, right: float = RIGHT, first: int = 0) -> Galley:
    """A page of these paragraphs at its left edge, unjustified, from line `first` on."""
    page, at = Galley(), first
    for paragraph in paragraphs:
        for line in wrapped(paragraph, right - left, 0.0):
            page.line(line, step(at), left)
            at += 1
    return page


def test_a_sentence_runs_on_before_a_name_and_a_figure_where_no_room_was_left() -> None:
    for right in (430.0, 520.0, 540.0):
        every = [f"{DEED}.", SHORT, f"{DEED} năm 2024.", SHORT]
        assert every == blocks(lay_out([ragged(every, right=right).sheet()]))


def test_a_line_that_ends_early_with_a_comma_is_a_paragraph_where_none_is_set_in() -> None:
    every = [f"{DEED}.", "Thực hiện Nghị quyết của Ban Chấp hành,", "Phòng Nông nghiệp huyện kính trình như sau:"]
    assert every == blocks(lay_out([ragged(every).sheet()]))


def test_a_page_with_margins_of_its_own_does_not_move_the_edges_of_the_others() -> None:
    usual, wide = ragged([f"{DEED}.", SHORT] * 3), ragged([f"{DEED} năm 2024.", SHORT] * 3, left=40.0, right=560.0)
    wide.number = 2
    expected = [f"{DEED}.", SHORT] * 3 + [f"{DEED} năm 2024.", SHORT] * 3
    assert expected == blocks(lay_out([usual.sheet(), wide.sheet()]))


def test_a_title_from_edge_to_edge_runs_on_with_a_figure_in_the_middle_of_the_next_line() -> None:
    title = "kết quả lãnh đạo thực hiện nhiệm vụ quý I và phương hướng nhiệm vụ quý"
    page = ragged([f"{DEED}.", SHORT], first=8)
    page.centred("BÁO CÁO", step(0))
    page.centred(title, step(1))
    page.centred("IV năm 2023", step(2))
    assert 20 > RIGHT - LEFT - measure(title) > 0  # nobody sees that it stands in the middle
    document = lay_out([page.sheet()])
    assert ["BÁO CÁO", f"{title} IV năm 2023", f"{DEED}.", SHORT] == blocks(document)
    assert [True, True, False, False] == [block.centred for block in document.blocks]


def test_recipients_begin_a_block_below_a_full_line() -> None:
    last = "Phấn đấu thu ngân sách trên 250 tỷ đồng trong năm; hoàn thành."
    page = ragged([f"{DEED}.", last], first=0)
    page.line("Nơi nhận:", step(20))
    tight = ragged([f"{DEED}.", last, "Nơi nhận:", "- Lưu."])
    for galley in (page, tight):
        assert "Nơi nhận:" in blocks(lay_out([galley.sheet()]))


def letterhead(*left: str, right: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA") -> list[str]:
    """The blocks of the left column of a letterhead with these lines, centred in a column 150 points wide."""
    page = ragged([f"{DEED}.", SHORT], first=16)
    for at, line in enumerate(left):
        page.centred(line, step(at), LEFT + 75)
    page.centred(right, step(0), 430)
    page.centred("Mai Sơn, ngày 20 tháng 5 năm 2024", step(len(left) - 1), 430)
    page.centred("BÁO CÁO", step(12))
    document = lay_out([page.sheet()])
    return [document.text[it.start : it.end] for it in document.blocks if it.column == 1]


def test_a_name_that_found_no_room_on_its_line_of_the_letterhead_is_one_name() -> None:
    assert ["SỞ GIÁO DỤC VÀ ĐÀO TẠO YÊN BÁI", "Số 14"] == letterhead("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "YÊN BÁI", "Số 14")
    assert ["PHÒNG NÔNG NGHIỆP VÀ PTNT", "Số 14"] == letterhead("PHÒNG NÔNG NGHIỆP VÀ", "PTNT", "Số 14")
    assert ["ỦY BAN NHÂN DÂN THANH BA", "Số 14"] == letterhead("ỦY BAN NHÂN DÂN THANH", "BA", "Số 14")


def test_an_organ_below_another_that_fills_its_line_is_a_name_of_its_own() -> None:
    every = ["ỦY BAN NHÂN DÂN TỈNH A", "SỞ NỘI VỤ", "*", "Số 14"]
    assert every == letterhead(*every)
    assert ["TỈNH ỦY ĐỒI", "YÊN BÁI", "Số 14"] == letterhead("TỈNH ỦY ĐỒI", "YÊN BÁI", "Số 14")


def test_an_association_beside_the_organ_is_the_right_column_of_a_letterhead() -> None:
    every = ["BCH ĐOÀN TỈNH ĐỒI MƠ", "*", "Số 14"]
    assert every == letterhead(*every, right="ĐOÀN TNCS HỒ CHÍ MINH")


def test_paragraphs_whose_lines_hang_below_their_first_are_whole() -> None:
    every = [f"{DEED}.", f"{DEED} năm 2024.", SHORT, f"{DEED} năm 2025.", SHORT]
    page, at = Galley(), 0
    for paragraph in every:
        lines = wrapped(paragraph, RIGHT - LEFT - 18, -18)
        for number, line in enumerate(lines):
            page.line(line, step(at), LEFT + (18 if number else 0))
            at += 1
    assert every == blocks(lay_out([page.sheet()]))


def test_the_second_of_an_enumeration_inside_a_sentence_begins_no_item() -> None:
    cut = (
        "- Tham mưu tổ chức 02 chương trình tọa đàm: (1) Về công tác khuyến học,",
        "khuyến tài, xây dựng xã hội học tập suốt đời ở các thôn bản vùng cao;",
        "(2) Về lý luận.",
    )
    page = ragged([f"{DEED}.", *cut, SHORT])
    assert measure(cut[1]) + measure(" (2)") > RIGHT - LEFT
    assert [f"{DEED}.", " ".join(cut), SHORT] == blocks(lay_out([page.sheet()]))
