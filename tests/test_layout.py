"""Pages made letter by letter: how their lines become one text with its layers."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.readers.layout import lay_out
from tests.typesetting import LEFT, PITCH, RIGHT, SIZE, Galley, book, measure

WORDS = st.sampled_from(
    ["thực", "hiện", "công", "tác", "tháng", "5", "năm", "2024", "70-KL/TW", "Đảng", "ủy", "-", "1.862"]
)
OPENING = f"Báo cáo {' '.join(['kết quả thực hiện công tác tuyên giáo'] * 6)}."  # shows where the edges are
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: f"Kết quả {' '.join(words)}.")


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def anchored(document: Document) -> list[tuple[str, str, str]]:
    """The footnotes as (mark, what stands before the anchor on its line, text)."""
    text = document.text
    return [
        (note.mark, "" if note.anchor is None else text[: note.anchor].rpartition("\n")[2], text[note.start : note.end])
        for note in document.footnotes
    ]


def step(line: int) -> float:
    return 80 + line * PITCH * SIZE


@given(st.lists(SENTENCES, min_size=1, max_size=12, unique=True), st.integers(425, 455), st.integers(3, 30))
@settings(max_examples=60, deadline=None)
def test_paragraphs_read_the_same_in_any_width_and_over_any_page_end(
    paragraphs: list[str], width: int, depth: int
) -> None:
    every = [OPENING, *paragraphs]
    assert every == blocks(lay_out(book(every, width, depth)))


def test_a_narrow_column_of_many_lines_shows_its_own_edge() -> None:
    paragraph = f"Kết quả {' '.join(['thực hiện công tác tuyên giáo'] * 12)}."
    assert [paragraph] * 4 == blocks(lay_out(book([paragraph] * 4, width=230)))


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.integers(425, 455), st.integers(3, 30))
@settings(max_examples=40, deadline=None)
def test_every_letter_has_a_place_on_its_page(paragraphs: list[str], width: int, depth: int) -> None:
    document = lay_out(book(paragraphs, width, depth))
    for line in document.lines:
        assert line.end - line.start + 1 == len(line.edges)
        assert list(line.edges) == sorted(line.edges)
        assert 0 <= line.edges[0] <= line.edges[-1] <= 595
        assert 0 <= line.top < line.bottom <= 842
    covered = {offset for line in document.lines for offset in range(line.start, line.end)}
    assert {offset for offset, letter in enumerate(document.text) if not letter.isspace()} <= covered
    assert [0, *(stretch.end for stretch in document.stretches)] == [
        *(stretch.start for stretch in document.stretches),
        len(document.text),
    ]
    for block in document.blocks:
        assert all(
            box.page == document.page_at(block.start) for box in list(document.boxes(block.start, block.end))[:1]
        )


def test_letters_drawn_in_any_order_make_the_same_words() -> None:
    page = Galley()
    page.line("Ban Thường vụ Tỉnh ủy ban hành 16 văn bản", 100)
    order = list(range(len(page.glyphs.text)))
    Random(4).shuffle(order)
    mixed = Galley()
    for index in order:
        mixed.letter(page.glyphs.text[index], page.glyphs.x0[index], page.glyphs.base[index])
    assert "Ban Thường vụ Tỉnh ủy ban hành 16 văn bản\n" == lay_out([mixed.sheet()]).text


def test_a_letter_with_its_marks_apart_is_one_letter_with_one_box() -> None:
    page = Galley()
    for x, letter in ((100.0, "Q"), (107.0, "u"), (114.0, "y"), (121.0, "e"), (121.0, "\u0302"), (122.0, "\u0301")):
        page.letter(letter, x, 100)
    page.letter("t", 128, 100)
    document = lay_out([page.sheet()])
    assert "Quyết\n" == document.text
    assert [121.0, 128.0] == list(document.lines[0].edges[3:5])


def test_a_letter_drawn_twice_to_look_bold_is_read_once() -> None:
    page = Galley()
    page.line("Số 15", 100, 100)
    page.line("Số 15", 100, 100.4)
    assert "Số 15\n" == lay_out([page.sheet()]).text


def test_a_symbol_cut_by_a_line_end_is_one_symbol() -> None:
    page = Galley()
    page.justified("thực hiện Kết luận số 70-", step(0))
    page.justified("KL/TW và Nghị quyết số 41/", step(1))
    page.justified("NQ-ĐU, giai đoạn 2024-", step(2))
    page.justified("2025 của Bộ Chính trị -", step(3))
    page.line("Ban Bí thư.", step(4))
    expected = (
        "thực hiện Kết luận số 70-KL/TW và Nghị quyết số 41/NQ-ĐU, giai đoạn 2024-2025 của Bộ Chính trị - Ban Bí thư.\n"
    )
    assert expected == lay_out([page.sheet()]).text


def test_a_symbol_cut_by_a_page_end_with_a_note_and_a_number_between_is_one_symbol() -> None:
    one, two = Galley(1), Galley(2)
    one.line("1", 40, 297)
    one.justified("Ban Tuyên giáo^1^ tham mưu thực hiện Kết luận số 70-", 650, LEFT + 36)
    one.rule(670)
    one.line("^1^Gồm 16 văn bản.", 690, size=10)
    two.line("2", 40, 297)
    two.line("KL/TW của Bộ Chính trị.", 80)
    document = lay_out([one.sheet(), two.sheet()])
    body = "Ban Tuyên giáo tham mưu thực hiện Kết luận số 70-KL/TW của Bộ Chính trị.\n"
    assert f"{body}Gồm 16 văn bản.\n" == document.text
    assert [("1", "Ban Tuyên giáo", "Gồm 16 văn bản.")] == anchored(document)
    at = document.text.index("70-KL")
    assert [1, 2] == [box.page for box in document.boxes(at, at + len("70-KL/TW"))]


def test_page_numbers_and_running_lines_are_left_out_and_a_month_at_the_foot_is_not() -> None:
    pages = []
    for number in range(1, 6):
        page = Galley(number)
        page.line(f"- {number} -", 40, 290)
        page.line("Tài liệu lưu hành nội bộ", 58, 220)
        for at in range(8):
            page.justified(f"Đoạn {number} dòng {at} của báo cáo về công tác tuyên giáo", 90 + at * PITCH * SIZE)
        page.justified("định hướng công tác tuyên truyền tháng", 780)
        page.line(f"{number}/2024.", 780 + PITCH * SIZE)
        pages.append(page.sheet())
    text = lay_out(pages).text
    assert "lưu hành" not in text
    assert 5 == text.count("/2024.")
    assert "- 3 -" not in text


def test_a_figure_that_ends_a_paragraph_at_the_foot_is_no_page_number() -> None:
    page = Galley(3)
    page.justified("Toàn ngành đã tổ chức thành công các lớp học, số lớp là", 780)
    page.line("3", 780 + PITCH * SIZE)
    assert "Toàn ngành đã tổ chức thành công các lớp học, số lớp là 3\n" == lay_out([page.sheet()]).text


def test_a_note_whose_mark_stands_at_full_size_is_told_by_what_the_body_calls() -> None:
    page = Galley()
    page.line("đi vào đời sống xã hội^2^. Học tập và làm theo Bác^3^;", 100)
    page.rule(680)
    page.line("201 tập thể và 02 cá nhân được tặng Bằng khen; 15 tập thể được tặng", 700, size=10)
    page.line("Bằng khen cho có thành tích.", 712, size=10)
    page.line("3Đảng bộ xã có 19 hộ đăng ký.", 724, size=10)
    document = lay_out([page.sheet()])
    assert [
        (
            "2",
            "đi vào đời sống xã hội",
            "01 tập thể và 02 cá nhân được tặng Bằng khen; 15 tập thể được tặng Bằng khen cho có thành tích.",
        ),
        ("3", "đi vào đời sống xã hội. Học tập và làm theo Bác", "Đảng bộ xã có 19 hộ đăng ký."),
    ] == anchored(document)
    assert document.text.startswith("đi vào đời sống xã hội. Học tập và làm theo Bác;\n")


def test_a_figure_that_begins_a_line_of_a_note_is_no_mark() -> None:
    page = Galley()
    page.line("trong năm^1^ và quý^2^.", 100)
    page.rule(680)
    page.justified("^1^Tổng ban hành 326 văn bản trong sáu tháng đầu năm", 700, size=10)
    page.line("2024 của Tỉnh ủy.", 712, size=10)
    page.line("^2^Quý I.", 724, size=10)
    notes = [(mark, text) for mark, _, text in anchored(lay_out([page.sheet()]))]
    assert [("1", "Tổng ban hành 326 văn bản trong sáu tháng đầu năm 2024 của Tỉnh ủy."), ("2", "Quý I.")] == notes


def test_a_note_that_continues_on_the_next_page_is_one_note() -> None:
    one, two = Galley(1), Galley(2)
    one.line("với 1862 học viên^4^.", 100)
    one.rule(680)
    one.justified("^4^Cụ thể: 09 lớp bồi dưỡng đối tượng kết nạp", 700, size=10)
    two.line("Tiếp theo là Nhà nước^5^.", 100)
    two.rule(680)
    two.line("đảng với 534 học viên.", 700, size=10)
    two.line("^5^Công văn số 1962.", 712, size=10)
    assert [
        ("4", "với 1862 học viên", "Cụ thể: 09 lớp bồi dưỡng đối tượng kết nạp đảng với 534 học viên."),
        ("5", "Tiếp theo là Nhà nước", "Công văn số 1962."),
    ] == anchored(lay_out([one.sheet(), two.sheet()]))


def test_notes_at_the_end_of_all_find_their_anchors_on_earlier_pages() -> None:
    one, two, end = Galley(1), Galley(2), Galley(3)
    one.line("tổ chức được 28 lớp^1^ với 1862 học viên^2^.", 100)
    two.line("Tiếp theo là Nhà nước^3^.", 100)
    two.justified("ở đây có một dòng dài", 117)
    end.line("1Gồm 09 lớp bồi dưỡng.", 80, size=10)
    end.line("201 học viên được khen.", 92, size=10)
    end.line("3Công văn số 1962.", 104, size=10)
    document = lay_out([one.sheet(), two.sheet(), end.sheet()])
    assert [
        ("1", "tổ chức được 28 lớp", "Gồm 09 lớp bồi dưỡng."),
        ("2", "tổ chức được 28 lớp với 1862 học viên", "01 học viên được khen."),
        ("3", "Tiếp theo là Nhà nước", "Công văn số 1962."),
    ] == anchored(document)


def test_small_lines_at_the_end_that_nothing_calls_are_no_notes() -> None:
    page = Galley()
    page.justified("Báo cáo kết quả thực hiện công tác", 80)
    page.justified("diện tích 120 m^2^ của trụ sở và x^7^ nữa", 97)
    page.line("1 tập thể được khen.", 200, size=10)
    assert not lay_out([page.sheet()]).footnotes


def test_a_mark_before_a_justified_note_stands_apart_from_it() -> None:
    page = Galley()
    page.line("với 1862 học viên^4^.", 100)
    page.rule(680)
    page.justified("^4^ Cụ thể: 09 lớp bồi dưỡng đối tượng kết nạp Đảng và đảng viên mới", 700)
    page.line("với 534 học viên.", 717)
    assert [
        ("4", "với 1862 học viên", "Cụ thể: 09 lớp bồi dưỡng đối tượng kết nạp Đảng và đảng viên mới với 534 học viên.")
    ] == anchored(lay_out([page.sheet()]))


def test_notes_numbered_anew_on_each_page_and_stars_find_their_own_anchors() -> None:
    pages = []
    for number, mark in ((1, "1"), (2, "1"), (3, "*")):
        page = Galley(number)
        page.line(f"Trang {number} có một chú thích^{mark}^ ở đây{' nữa' * number}.", 100)
        page.rule(680)
        page.line(f"^{mark}^Chú thích của trang {number}.", 700, size=10)
        pages.append(page.sheet())
    assert [
        (mark, f"Trang {number} có một chú thích", f"Chú thích của trang {number}.")
        for number, mark in ((1, "1"), (2, "1"), (3, "*"))
    ] == anchored(lay_out(pages))


def test_a_mark_glued_at_full_size_to_a_word_is_taken_where_it_is_the_only_one() -> None:
    page = Galley()
    page.line("tổ chức được 28 lớp12 với 12 học viên.", 100)
    page.rule(680)
    page.line("^12^Gồm 09 lớp bồi dưỡng.", 700, size=10)
    document = lay_out([page.sheet()])
    assert [("12", "tổ chức được 28 lớp", "Gồm 09 lớp bồi dưỡng.")] == anchored(document)
    assert document.text.startswith("tổ chức được 28 lớp với 12 học viên.\n")


def test_a_power_is_text_and_calls_no_note() -> None:
    page = Galley()
    page.line("diện tích 120 m^2^ của trụ sở^2^.", 100)
    page.rule(680)
    page.line("^2^Đã bàn giao.", 700, size=10)
    document = lay_out([page.sheet()])
    assert "diện tích 120 m2 của trụ sở.\nĐã bàn giao.\n" == document.text
    assert [("2", "diện tích 120 m2 của trụ sở", "Đã bàn giao.")] == anchored(document)


def test_a_raised_mark_without_a_note_stays_in_the_text() -> None:
    page = Galley()
    page.line("lần thứ 1^st^ và công thức x^7^ ở đây.", 100)
    assert "lần thứ 1st và công thức x7 ở đây.\n" == lay_out([page.sheet()]).text


def test_the_letterhead_is_read_column_by_column() -> None:
    page = Galley()
    page.centred("TỈNH ỦY ĐỒI MƠ", 80, 180)
    page.centred("ĐẢNG CỘNG SẢN VIỆT NAM", 80, 430, bold=True)
    page.centred("BAN TUYÊN GIÁO", 97, 180, bold=True)
    page.centred("*", 114, 180)
    page.centred("Số 05-BC/BTGTU", 133, 180)
    page.centred("Đồi Mơ, ngày 20 tháng 5 năm 2024", 135.5, 420)
    page.centred("BÁO CÁO", 180, bold=True)
    page.centred("kết quả công tác tháng 5", 197, bold=True)
    page.justified("Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản", 230, LEFT + 36)
    page.justified("như sau, trong đó có các văn bản của Ban Bí thư và", 247)
    page.justified("của Bộ Chính trị, cùng với văn bản của Ban Thường vụ", 264)
    page.line("Tỉnh ủy.", 281)
    document = lay_out([page.sheet()])
    assert [
        (1, "TỈNH ỦY ĐỒI MƠ"),
        (1, "BAN TUYÊN GIÁO"),
        (1, "*"),
        (1, "Số 05-BC/BTGTU"),
        (2, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (2, "Đồi Mơ, ngày 20 tháng 5 năm 2024"),
        (0, "BÁO CÁO"),
        (0, "kết quả công tác tháng 5"),
        (
            0,
            "Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản như sau, trong đó có các văn bản của Ban Bí thư và "
            "của Bộ Chính trị, cùng với văn bản của Ban Thường vụ Tỉnh ủy.",
        ),
    ] == [(block.column, text) for block, text in zip(document.blocks, blocks(document), strict=True)]
    assert [False, True, False, False, True] == [block.bold for block in document.blocks[:5]]
    assert [True, True] == [block.centred for block in document.blocks[6:8]]


def test_a_letterhead_without_the_title_of_the_state_is_parted_by_its_place_and_date() -> None:
    page = Galley()
    page.centred("TỈNH ỦY ĐỒI MƠ", 80, 180)
    page.centred("BAN TUYÊN GIÁO", 97, 180, bold=True)
    page.centred("Số 05-BC/BTGTU", 133, 180)
    page.centred("Đồi Mơ, ngày 20 tháng 5 năm 2024", 133, 420)
    page.centred("BÁO CÁO", 180, bold=True)
    page.justified("Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản", 230, LEFT + 36)
    page.line("năm 2024.", 247)
    document = lay_out([page.sheet()])
    assert [
        (1, "TỈNH ỦY ĐỒI MƠ"),
        (1, "BAN TUYÊN GIÁO"),
        (1, "Số 05-BC/BTGTU"),
        (2, "Đồi Mơ, ngày 20 tháng 5 năm 2024"),
        (0, "BÁO CÁO"),
    ] == [(block.column, text) for block, text in zip(document.blocks, blocks(document), strict=True)][:5]


def test_a_title_of_two_words_between_which_the_gutter_lies_belongs_to_no_column() -> None:
    page = Galley()
    page.centred("TỈNH ỦY ĐỒI MƠ", 80, 180)
    page.centred("ĐẢNG CỘNG SẢN VIỆT NAM", 80, 430, bold=True)
    page.centred("Số 05-BC/BTGTU", 97, 180)
    page.centred("Đồi Mơ, ngày 20 tháng 5 năm 2024", 97, 420)
    middle = (LEFT + RIGHT) / 2
    page.line("BÁO", 114, middle - 28, bold=True)
    page.line("CÁO", 114, middle + 7, bold=True)
    page.justified("Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản", 147)
    page.line("năm 2024.", 164)
    assert "BÁO CÁO" in blocks(lay_out([page.sheet()]))


def test_recipients_stand_before_the_signature_beside_them() -> None:
    page = Galley()
    page.justified("Trên đây là báo cáo kết quả công tác tháng 5 năm 2024 của", 80, LEFT + 36)
    page.line("Ban Tuyên giáo.", 97)
    page.line("Nơi nhận:", 130, size=12)
    page.centred("K/T TRƯỞNG BAN", 131, 430, bold=True)
    page.line("- Thường trực Tỉnh ủy,", 146, size=11)
    page.centred("PHÓ TRƯỞNG BAN", 148, 430, bold=True)
    page.line("- Ban Tuyên giáo các huyện ủy,", 159, size=11)
    page.line("đảng ủy trực thuộc,", 172, size=11)
    page.line("- Lưu Văn phòng.", 185, size=11)
    page.centred("Lò Thị Mẫu", 230, 430, bold=True)
    document = lay_out([page.sheet()])
    assert [
        (0, "Trên đây là báo cáo kết quả công tác tháng 5 năm 2024 của Ban Tuyên giáo."),
        (1, "Nơi nhận:"),
        (1, "- Thường trực Tỉnh ủy,"),
        (1, "- Ban Tuyên giáo các huyện ủy, đảng ủy trực thuộc,"),
        (1, "- Lưu Văn phòng."),
        (2, "K/T TRƯỞNG BAN"),
        (2, "PHÓ TRƯỞNG BAN"),
        (2, "Lò Thị Mẫu"),
    ] == [(block.column, text) for block, text in zip(document.blocks, blocks(document), strict=True)]


def test_a_recipient_that_takes_two_lines_is_one() -> None:
    page = Galley()
    page.justified("Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản", 80, LEFT + 36)
    page.line("năm 2024.", 97)
    page.line("Nơi nhận:", 130, size=11)
    page.line("T/M BAN THƯỜNG VỤ", 130, 370)
    page.line("- Các đồng chí Ủy viên Ban Chấp hành", 144, size=11)
    page.line("PHÓ BÍ THƯ", 147, 400)
    page.line("Đảng bộ huyện,", 158, size=11)
    page.line("- Lưu Văn phòng.", 172, size=11)
    found = blocks(lay_out([page.sheet()]))
    assert ["- Các đồng chí Ủy viên Ban Chấp hành Đảng bộ huyện,", "- Lưu Văn phòng."] == [
        text for text in found if text.startswith("-")
    ]


def test_an_annex_below_recipients_and_signature_belongs_to_neither() -> None:
    page = Galley()
    page.justified("Trên đây là báo cáo kết quả công tác tháng 5 năm 2024 của", 80, LEFT + 36)
    page.line("Ban Tuyên giáo.", 97)
    page.centred("K/T TRƯỞNG BAN", 125, 430, bold=True)
    page.line("Nơi nhận:", 130, size=12)
    page.line("- Thường trực Tỉnh ủy,", 146, size=11)
    page.line("- Các ban đảng, ban cán sự đảng, đảng đoàn,", 159, size=11)
    page.centred("Lò Thị Mẫu", 200, 430, bold=True)
    page.centred("PHỤ LỤC 1", 240, bold=True)
    document = lay_out([page.sheet()])
    assert [
        (1, "Nơi nhận:"),
        (1, "- Thường trực Tỉnh ủy,"),
        (1, "- Các ban đảng, ban cán sự đảng, đảng đoàn,"),
        (2, "K/T TRƯỞNG BAN"),
        (2, "Lò Thị Mẫu"),
        (0, "PHỤ LỤC 1"),
    ] == [(block.column, text) for block, text in zip(document.blocks, blocks(document), strict=True)][1:]


def test_letters_set_apart_are_words_and_figures_in_a_row_are_not_one_number() -> None:
    page = Galley()
    page.line("B Á O   C Á O", 80)
    page.line("I -   K Ế T   Q U Ả   N Ă M   2 0 2 4", 97)
    page.line("1 2 3   4 5 6   7 8 9", 131)
    page.line("A B C D E G H", 165)
    assert ["BÁO CÁO", "I- KẾT QUẢ NĂM 2024", "1 2 3 4 5 6 7 8 9", "A B C D E G H"] == blocks(lay_out([page.sheet()]))


def test_a_justified_line_with_wide_gaps_is_not_two_columns() -> None:
    page = Galley()
    page.line("Nơi nhận:", 100)
    page.justified("- Văn phòng Tỉnh ủy,", 117)
    page.justified("- Các phòng chuyên môn,", 134)
    page.line("- Lưu Văn phòng.", 151)
    expected = ["Nơi nhận:", "- Văn phòng Tỉnh ủy,", "- Các phòng chuyên môn,", "- Lưu Văn phòng."]
    assert expected == blocks(lay_out([page.sheet()]))


def test_a_table_that_runs_on_overleaf_is_one_table_with_one_head_and_its_cut_row_whole() -> None:
    one, two = Galley(1), Galley(2)
    for page, top in ((one, 700), (two, 60)):
        page.grid((85, 125, 250, 400), (top, top + 40, top + 80))
        for text, x in (("STT", 88), ("Đơn vị", 130), ("Số lớp", 255)):
            page.line(text, top + 18, x)
    one.line("1", 758, 88)
    one.line("Huyện ủy", 758, 130)
    one.line("12", 758, 255)
    two.line("mẫu Đồi Mơ", 118, 130)
    two.grid((85, 125, 250, 400), (140, 180, 220))
    for text, x, y in (("2", 88, 158), ("Xã Mẫu", 130, 158), ("3", 255, 158), ("Cộng", 130, 198), ("15", 255, 198)):
        two.line(text, y, x)
    document = lay_out([one.sheet(), two.sheet()])
    assert "STT\tĐơn vị\tSố lớp\n1\tHuyện ủy mẫu Đồi Mơ\t12\n2\tXã Mẫu\t3\n\tCộng\t15\n" == document.text
    assert [[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]] == [[cell.row for cell in table.cells] for table in document.tables]


def test_a_row_below_a_merged_cell_is_no_cut_row() -> None:
    one, two = Galley(1), Galley(2)
    one.grid((85, 125, 250, 400), (700, 740, 780))
    two.grid((85, 125, 250, 400), (60, 100, 140))
    for page, y, cells in (
        (one, 718, ("1", "Xã Mẫu", "3")),
        (one, 758, ("2", "Xã Đồi", "4")),
        (two, 78, ("", "Xã Mơ", "5")),
        (two, 118, ("", "Cộng", "")),
    ):
        for text, x in zip(cells, (88, 130, 255), strict=True):
            page.line(text, y, x)
    document = lay_out([one.sheet(), two.sheet()])
    assert "1\tXã Mẫu\t3\n2\tXã Đồi\t4\n\tXã Mơ\t5\n\tCộng\t\n" == document.text


def test_a_little_more_room_between_lines_parts_paragraphs_that_are_not_set_in() -> None:
    page = Galley()
    words = [
        "Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản",
        "như sau, trong đó có văn bản của Bộ Chính trị năm 2024.",
    ]
    y = 80.0
    for _ in range(3):
        for line in words:
            page.justified(line, y)
            y += 1.16 * SIZE
        y += 4.25
    assert [" ".join(words)] * 3 == blocks(lay_out([page.sheet()]))


def test_a_title_that_reaches_from_edge_to_edge_is_one_and_a_symbol_in_it_begins_no_item() -> None:
    page = Galley()
    wide = "kết quả thực hiện các nghị quyết của Đảng theo Nghị quyết số"
    symbol = "45-NQ/TW của Bộ Chính trị"
    page.centred("THÔNG BÁO", 80, bold=True)
    page.centred(wide, 97, bold=True)
    page.centred(symbol, 114, bold=True)
    page.justified("Ban Tuyên giáo Tỉnh ủy tham mưu ban hành các văn bản", 147)
    page.line("năm 2024.", 164)
    assert ["THÔNG BÁO", f"{wide} {symbol}"] == blocks(lay_out([page.sheet()]))[:2]


def test_items_begin_blocks_and_a_dash_inside_a_sentence_does_not() -> None:
    page = Galley()
    page.justified("- Đảng ủy khối cơ quan", step(0), LEFT + 36)
    page.justified("- doanh nghiệp tỉnh triển khai: (1) Chương trình;", step(1))
    page.line("(2) Kế hoạch tổng kết.", step(2))
    page.line("- Ban Dân vận.", step(3), LEFT + 36)
    page.line("1. Công tác lý luận", step(4), LEFT + 36, bold=True)
    expected = [
        "- Đảng ủy khối cơ quan - doanh nghiệp tỉnh triển khai: (1) Chương trình; (2) Kế hoạch tổng kết.",
        "- Ban Dân vận.",
        "1. Công tác lý luận",
    ]
    assert expected == blocks(lay_out([page.sheet()]))


def test_a_ruled_table_stands_among_the_paragraphs_with_its_cells_apart() -> None:
    page = Galley()
    page.line("Kết quả như sau:", 80)
    page.grid((85, 250, 400), (100, 140, 180))
    page.line("Đơn vị", 118, 90)
    page.line("Số lớp đã", 115, 255)
    page.line("mở", 132, 255)
    page.line("Xã Đồi Mơ", 158, 90)
    page.line("09", 158, 255)
    page.line("Nhận xét: tốt.", 210)
    document = lay_out([page.sheet()])
    assert "Kết quả như sau:\nĐơn vị\tSố lớp đã mở\nXã Đồi Mơ\t09\nNhận xét: tốt.\n" == document.text
    (table,) = document.tables
    assert [(0, 0, "Đơn vị"), (0, 1, "Số lớp đã mở"), (1, 0, "Xã Đồi Mơ"), (1, 1, "09")] == [
        (cell.row, cell.column, document.text[cell.start : cell.end]) for cell in table.cells
    ]
    assert ["paragraph", "cell", "cell", "cell", "cell", "paragraph"] == [block.kind for block in document.blocks]


def test_a_number_filled_in_a_little_higher_belongs_to_its_line() -> None:
    page = Galley()
    end = page.line("Số:", 100)
    page.line("67", 97, end + 6)
    page.line("/2024/QĐ-UBND", 100, end + 12 + measure("67"))
    assert "Số: 67 /2024/QĐ-UBND\n" == lay_out([page.sheet()]).text


def test_an_empty_page_and_a_page_of_nothing_but_its_number_do_not_break() -> None:
    number = Galley(2)
    number.line("2", 40, 297)
    text = Galley(3)
    text.line("Báo cáo.", 100)
    document = lay_out([Galley(1).sheet(), number.sheet(), text.sheet()])
    assert ("Báo cáo.\n", 3) == (document.text, document.page_at(0))


def test_no_pages_make_an_empty_document() -> None:
    assert "" == lay_out([]).text


def test_lines_reach_no_further_than_the_page() -> None:
    page = Galley(width=200)
    page.line("Một dòng dài hơn cả trang giấy này", 100, RIGHT - 400)
    document = lay_out([page.sheet()])
    assert max(edge for line in document.lines for edge in line.edges) <= 200


def test_a_dash_set_close_to_its_item_is_a_word_of_its_own() -> None:
    page = Galley()
    page.letter("-", LEFT, 100)
    page.line("Ban Dân vận", 100, LEFT + (0.5 + 0.1) * SIZE)
    assert "- Ban Dân vận\n" == lay_out([page.sheet()]).text
