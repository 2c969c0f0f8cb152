"""What a report says of itself, from the first and last blocks of little reports."""

from datetime import date

import pytest

from pipeline.document import Block, Document, Letterhead
from pipeline.letterhead.organs import issuer_name
from pipeline.letterhead.title import read_period
from pipeline.structure import structure


def document(text: str) -> Document:
    """A document of one block a line; `|` before a line puts it into the left column, `>` into the right one, and
    `=` centres it and makes it bold. The signs themselves are not part of the text."""
    blocks, lines, at = [], [], 0
    for line in text.strip("\n").split("\n"):
        sign, rest = (line[0], line[1:]) if line[:1] in ("|", ">", "=") else ("", line)
        style = sign == "="
        column = {"|": 1, ">": 2}.get(sign, 0)
        blocks.append(Block(at, at + len(rest), centred=style, bold=style, column=column))
        lines.append(rest)
        at += len(rest) + 1
    return structure(Document("\n".join(lines) + "\n", blocks=tuple(blocks)))


def zones(text: str) -> list[str]:
    read = document(text)
    return [f"{zone.name}: {read.text[zone.start : zone.end].strip()}" for zone in read.zones]


PARTY = """\
|TỈNH ỦY HÀ GIANG
|BAN TUYÊN GIÁO
|*
|Số 745-BC/BTGTU
>ĐẢNG CỘNG SẢN VIỆT NAM
>Hà Giang, ngày 20 tháng 5 năm 2024
=BÁO CÁO
=kết quả công tác tuyên giáo tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024
I- KẾT QUẢ
1. Công tác tuyên truyền
Đã ban hành 12 văn bản.
|Nơi nhận:
|- Tỉnh ủy (báo cáo),
|- Lưu Văn phòng.
>K/T TRƯỞNG BAN
>PHÓ TRƯỞNG BAN
>Nguyễn Văn Mẫu
"""

STATE = """\
|ỦY BAN NHÂN DÂN
|HUYỆN VỊ XUYÊN
|Số: 208/BC-UBND
>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>Độc lập - Tự do - Hạnh phúc
>Vị Xuyên, ngày 05 tháng 01 năm 2025
=BÁO CÁO
=Tình hình thực hiện nhiệm vụ tháng 12, phương hướng nhiệm vụ tháng 01 năm 2025
Kính gửi:
- Ủy ban nhân dân tỉnh;
- Sở Nội vụ.
I. KẾT QUẢ
"""

LETTER = """\
|TỈNH ỦY HÀ GIANG
|BAN TUYÊN GIÁO
|Số 1962-CV/BTGTU
>ĐẢNG CỘNG SẢN VIỆT NAM
>Hà Giang, ngày 26 tháng 4 năm 2024
Kính gửi: Các huyện ủy, thành ủy
Ban Tuyên giáo Tỉnh ủy đề nghị các đơn vị báo cáo.
"""


def test_a_party_report_tells_organ_number_date_and_period() -> None:
    assert document(PARTY).letterhead == Letterhead(
        doc_type="Báo cáo",
        symbol="745-BC/BTGTU",
        issuer="Ban Tuyên giáo Tỉnh ủy Hà Giang",
        place="Hà Giang",
        issued_on=date(2024, 5, 20),
        title="kết quả công tác tuyên giáo tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024",
        period_start=date(2024, 5, 1),
        period_end=date(2024, 5, 31),
    )


def test_december_in_a_report_of_january_is_last_years() -> None:
    head = document(STATE).letterhead
    assert (head.issuer, head.symbol) == ("Ủy ban nhân dân huyện Vị Xuyên", "208/BC-UBND")
    assert (head.period_start, head.period_end) == (date(2024, 12, 1), date(2024, 12, 31))


def test_a_letter_has_its_type_from_its_number() -> None:
    head = document(LETTER).letterhead
    assert (head.doc_type, head.symbol, head.issued_on) == ("Công văn", "1962-CV/BTGTU", date(2024, 4, 26))


ASKED = """\
|BỘ NỘI VỤ
|———
|Số:. 415/BNV-CCHC
|V/v báo cáo kết quả công tác
|năm 2023.
>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>Độc lập – Tự do – Hạnh phúc
>Hà Nội, ngày 5 tháng 6 năm
>2024
Kính gửi: Ủy ban nhân dân các tỉnh
Bộ Nội vụ đề nghị các tỉnh báo cáo.
"""


def test_a_number_that_names_no_type_is_a_letters_and_its_subject_is_its_title() -> None:
    assert document(ASKED).letterhead == Letterhead(
        doc_type="Công văn",
        symbol="415/BNV-CCHC",
        issuer="Bộ Nội vụ",
        place="Hà Nội",
        issued_on=date(2024, 6, 5),
        title="báo cáo kết quả công tác năm 2023",
    )


def test_a_letter_without_its_number_is_about_something_too() -> None:
    head = document(ASKED.replace("|Số:. 415/BNV-CCHC\n", "").replace("V/v", "Về việc")).letterhead
    assert ("Công văn", "", "Bộ Nội vụ", "báo cáo kết quả công tác năm 2023") == (
        head.doc_type, head.symbol, head.issuer, head.title
    )  # fmt: skip


def test_a_report_sent_as_a_letter_has_the_period_of_its_subject() -> None:
    head = document(ASKED.replace("415/BNV-CCHC", "415/BC-SNV")).letterhead
    assert ("Báo cáo", date(2023, 1, 1), date(2023, 12, 31)) == (head.doc_type, head.period_start, head.period_end)


@pytest.mark.parametrize(
    "lines",
    [
        "|SỞ NỘI VỤ\n|———Số: 12/BC-SNV\n>Hà Giang, ngày 05 tháng 6 năm 2024",
        "SỞ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ\n------- NGHĨA VIỆT NAM\nSố: 12/BC-SNV Độc lập - Tự do - Hạnh phúc\n"
        "Hà Giang, ngày 05 tháng 6 năm 2024",
        "SỞ NỘI VỤ CỘNG HOÀ XHCN VIỆT NAM\nSố: 12/BC-SNV Hà Giang, ngày 05 tháng 6 năm 2024",
        "|SỞ NỘI VỤ\n|Số: 12/BC-SNV\n>Độc lập- Tự do- Hạnh phúc\n>Hà Giang, ngày 05\n>tháng 6 năm 2024",
        "|SỞ NỘI VỤ\n|Số: 12/BC-SNV\n>Hà Giang, ngày 05 tháng6 năm\n>2024",
    ],
)
def test_a_letterhead_is_read_however_its_lines_fell(lines: str) -> None:
    head = document(f"{lines}\n=BÁO CÁO\n").letterhead
    assert ("Sở Nội vụ", "12/BC-SNV", "Hà Giang", date(2024, 6, 5)) == (
        head.issuer, head.symbol, head.place, head.issued_on
    )  # fmt: skip


def test_a_date_may_stand_without_its_place_and_an_organ_without_both() -> None:
    lines = "|TRƯỜNG THCS LŨNG CÚ\n>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert "Trường Trung học cơ sở Lũng Cú" == document(f"{lines}=BÁO CÁO\n").letterhead.issuer
    dated = document(f"{lines}>………, ngày 5 tháng 6 năm 2024\n=BÁO CÁO\n").letterhead
    assert ("", date(2024, 6, 5)) == (dated.place, dated.issued_on)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("=BÁO CÁO NHANH\n=Tình hình mưa lũ", "BÁO CÁO NHANH Tình hình mưa lũ"),
        ("=BÁO CÁO TÌNH HÌNH MƯA LŨ\n=trên địa bàn huyện", "TÌNH HÌNH MƯA LŨ trên địa bàn huyện"),
        ("=KẾ HOẠCH\n=Thực hiện Nghị quyết số 57-NQ/TW", "Thực hiện Nghị quyết số 57-NQ/TW"),
        ("=KẾ HOẠCH\n=Chuyển đổi số năm 2024\n=Thực hiện Kế hoạch số 12-KH/TU", "Chuyển đổi số năm 2024"),
        ("=QUY CHẾ\n=Làm việc\n=(Ban hành kèm theo Quyết định số 5/QĐ-UBND)", "Làm việc"),
    ],
)
def test_a_title_is_whole_and_no_more(lines: str, title: str) -> None:
    assert title == document(f"{lines}\nI. KẾT QUẢ\n").letterhead.title


def test_a_report_without_a_letterhead_has_only_its_title() -> None:
    text = "=BÁO CÁO\n=kết quả công tác quý I năm 2024\nI- KẾT QUẢ\nHà Giang, ngày 5 tháng 4 có mưa lớn kéo dài.\n"
    assert document(text).letterhead == Letterhead(
        doc_type="Báo cáo",
        title="kết quả công tác quý I năm 2024",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 3, 31),
    )


def test_plain_text_has_no_letterhead() -> None:
    assert document("Đã ban hành 12 văn bản.\n").letterhead == Letterhead()


LINE = """\
Nghị định của Chính phủ số 117/2003/NĐ-CP ngày 10/10/2003
về việc tuyển dụng, sử dụng và quản lý cán bộ, công chức
trong các cơ quan nhà nước.
Chính phủ
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
"""


def test_a_gazette_prints_the_letterhead_in_one_line() -> None:
    read = document(LINE)
    assert read.letterhead == Letterhead(
        doc_type="Nghị định",
        symbol="117/2003/NĐ-CP",
        issuer="Chính phủ",
        issued_on=date(2003, 10, 10),
        title="về việc tuyển dụng, sử dụng và quản lý cán bộ, công chức trong các cơ quan nhà nước",
    )
    assert read.zone_at(3).name == "letterhead"
    assert read.zone_at(LINE.index("Chính phủ\nCăn cứ")).name == "body"


@pytest.mark.parametrize(
    "text",
    [
        LINE.replace("về việc tuyển", "Tuyển"),
        LINE.replace("10/10/2003\n", "10/10/2003 có hiệu lực\n"),
        LINE.replace(" ngày 10/10/2003", ""),
        f"Thực hiện {LINE}",
        LINE.partition("\n")[0],
    ],
)
def test_a_first_line_that_says_more_only_cites(text: str) -> None:
    assert document(text).letterhead == Letterhead()


def test_recipients_and_signature_are_told_apart() -> None:
    assert zones(PARTY)[1:] == [
        "recipients: Nơi nhận:",
        "recipients: - Tỉnh ủy (báo cáo),",
        "recipients: - Lưu Văn phòng.",
        "signature: K/T TRƯỞNG BAN",
        "signature: PHÓ TRƯỞNG BAN",
        "signature: Nguyễn Văn Mẫu",
    ]


def test_the_addressees_on_top_receive_and_the_report_goes_on_after_them() -> None:
    read = document(STATE)
    assert [zone.name for zone in read.zones] == ["letterhead", "recipients"]
    assert [section.path for section in read.sections] == ["I"]


def test_an_annex_after_the_signature_is_body_again() -> None:
    assert zones(PARTY + "PHỤ LỤC 01\nHuyện Vị Xuyên có 12 mô hình.\n")[-1] == "signature: Nguyễn Văn Mẫu"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("kết quả công tác tháng 5 năm 2024", ("2024-05-01", "2024-05-31")),
        ("công tác 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2024", ("2024-01-01", "2024-06-30")),
        ("công tác năm 2023, nhiệm vụ trọng tâm năm 2024", ("2023-01-01", "2023-12-31")),
        ("công tác tháng 12 năm 2023, phương hướng tháng 01 năm 2024", ("2023-12-01", "2023-12-31")),
        ("tình hình tuần (từ ngày 10/5/2024 đến ngày 16/5/2024)", ("2024-05-10", "2024-05-16")),
        ("kết quả tháng 12 và cả năm 2021, nhiệm vụ trọng tâm tháng 01/2022", ("2021-12-01", "2021-12-31")),
        ("công tác tháng 12, phương hướng năm 2022", ("2021-12-01", "2021-12-31")),
        ("tổng kết năm học 2021-2022, phương hướng năm học 2022-2023", ("2021-09-01", "2022-05-31")),
        ("sơ kết học kỳ I năm học 2021 - 2022", ("2021-09-01", "2022-01-31")),
        ("tổng kết học kì II, năm học 2021-2022", ("2022-01-01", "2022-05-31")),
        ("chính trị trình Đại hội đại biểu lần thứ I, nhiệm kỳ 2025 - 2030", ("None", "None")),
    ],
)
def test_the_period_is_what_the_title_reports_on(title: str, expected: tuple[str, str]) -> None:
    head = document(f"=BÁO CÁO\n={title}\n").letterhead
    assert (str(head.period_start), str(head.period_end)) == expected


def test_what_a_decision_aims_at_is_no_period_of_a_report() -> None:
    lines = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 749/QĐ-TTg\nHà Nội, ngày 03 tháng 6 năm 2020\n=QUYẾT ĐỊNH\n"
    head = document(f"{lines}=Phê duyệt Chương trình đến năm 2025, định hướng đến hết năm 2030\n").letterhead
    assert (date(2020, 6, 3), None, None) == (head.issued_on, head.period_start, head.period_end)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("VỀ PHÁT TRIỂN NHÀ Ở ĐẾN NĂM 2030", (None, None)),
        ("Về xây dựng huyện thành thị xã vào năm 2030", (None, None)),
        ("Kết quả giữa nhiệm kỳ 2020 - 2025", (None, None)),
        ("Phát triển hạ tầng số đến năm 2025, tầm nhìn 2030", (None, None)),
        ("Kỷ niệm ngày thành lập (01/5/1933 - 01/5/2023)", (None, None)),
        ("Kết quả công tác 11 tháng, nhiệm vụ tháng 9 năm 2023", (None, None)),
        ("Kết quả công tác 11 tháng, nhiệm vụ tháng 12 năm 2023", (date(2023, 1, 1), date(2023, 11, 30))),
        ("Kết quả thực hiện các chỉ tiêu, nhiệm vụ năm 2023", (date(2023, 1, 1), date(2023, 12, 31))),
        (
            "Kết quả thực hiện mục tiêu, nhiệm vụ, giải pháp quý I, nhiệm vụ quý II năm 2023",
            (date(2023, 1, 1), date(2023, 3, 31)),
        ),
        ("Kết quả công tác, nhiệm vụ năm 2024", (None, None)),
        ("Kết quả giảm nghèo giai đoạn 2021-2025, năm 2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("Thực hiện Chiến lược giai đoạn 2021-2025", (date(2021, 1, 1), date(2025, 12, 31))),
        ("Kết quả nhiệm kỳ 2015 - 2020", (date(2015, 1, 1), date(2020, 12, 31))),
        ("Cải cách hành chính năm 2024", (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_what_is_still_to_come_is_no_period(title: str, read: tuple[date | None, date | None]) -> None:
    assert read == read_period(title, date(2023, 12, 20))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["UBND HUYỆN ĐỒNG VĂN", "PHÒNG GD&ĐT"], "Phòng Giáo dục và Đào tạo huyện Đồng Văn"),
        (["UBND TỈNH SƠN LA", "BAN QUẢN LÝ", "KHU KINH TẾ"], "Ban Quản lý Khu kinh tế tỉnh Sơn La"),
        (["SỞ Y TẾ SƠN LA", "TRUNG TÂM Y TẾ HUYỆN MƯỜNG LA"], "Trung tâm Y tế huyện Mường La"),
        (["HĐND TỈNH SƠN LA", "BAN PHÁP CHẾ"], "Ban Pháp chế Hội đồng nhân dân tỉnh Sơn La"),
        (["ỦY BAN NHÂN DÂN", "TỈNH SƠN LA", "VĂN PHÒNG"], "Văn phòng Ủy ban nhân dân tỉnh Sơn La"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"], "Văn phòng Trung ương"),
        (["ĐẢNG ỦY PHƯỜNG", "THÀNH CÔNG"], "Đảng ủy phường Thành Công"),
        (["ĐẢNG ỦY XÃ", "HỘI SƠN"], "Đảng ủy xã Hội Sơn"),
        (["ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH", "ĐẢNG ỦY SỞ Y TẾ"], "Đảng ủy Sở Y tế"),
        (["ĐẢNG ỦY XÃ LŨNG CÚ", "ỦY BAN KIỂM TRA"], "Ủy ban Kiểm tra Đảng ủy xã Lũng Cú"),
        (["HỘI CHỮ THẬP ĐỎ VIỆT NAM", "TỈNH SƠN LA"], "Hội Chữ thập đỏ tỉnh Sơn La"),
        (["PHÒNG GD&ĐT ĐỒNG VĂN", "TRƯỜNG: THCS LŨNG CÚ"], "Trường Trung học cơ sở Lũng Cú"),
        (["UBND TP LÀO CAI", "PHÒNG LAO ĐỘNG - TB&XH"], "Phòng Lao động - Thương binh và Xã hội thành phố Lào Cai"),
        (["HỢP TÁC XÃ CHÈ VÀ PTNT LŨNG CÚ"], "Hợp tác xã Chè Và PTNT Lũng Cú"),
        (["CỤC THUẾ TP. HẢI PHÒNG"], "Cục Thuế thành phố Hải Phòng"),
        (["TRƯỜNG TIỂU HỌC XÃ LŨNG CÚ"], "Trường Tiểu học xã Lũng Cú"),
        (["CHI BỘ TRƯỜNG TIỂU HỌC LŨNG CÚ"], "Chi bộ Trường Tiểu học Lũng Cú"),
        (["CÔNG TY CỔ PHẦN CHÈ SUỐI NÀNG"], "Công ty cổ phần Chè Suối Nàng"),
        (["ỦY BAN NHÂN DÂN", "XÃ ……….."], ""),
    ],
)
def test_an_organ_is_named_by_as_much_as_tells_it_from_others(lines: list[str], name: str) -> None:
    assert name == issuer_name(lines)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["BCH ĐOÀN TỈNH SƠN LA", "BAN CHẤP HÀNH HUYỆN MƯỜNG LA"], "Ban Chấp hành Đoàn Thanh niên huyện Mường La"),
        (["BCH ĐOÀN TỈNH SƠN LA"], "Ban Chấp hành Đoàn Thanh niên tỉnh Sơn La"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG"], "Ban Chấp hành Trung ương Đoàn"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"], "Văn phòng Trung ương Đoàn"),
        (["TỈNH ĐOÀN SƠN LA"], "Tỉnh đoàn Sơn La"),
    ],
)
def test_a_committee_under_the_unions_heading_is_the_unions(lines: list[str], name: str) -> None:
    left = "".join(f"|{line}\n" for line in lines)
    text = f"{left}|***\n|Số: 12-BC/ĐTN\n>ĐOÀN TNCS HỒ CHÍ MINH\n>Sơn La, ngày 5 tháng 6 năm 2024\n=BÁO CÁO\n"
    assert name == document(text).letterhead.issuer


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ĐẢNG ỦY TRƯỜNG ĐẠI HỌC HẢI DƯƠNG", "Đảng ủy Trường Đại học Hải Dương"),
        ("ĐẢNG ỦY BỆNH VIỆN ĐA KHOA BẮC GIANG", "Đảng ủy Bệnh viện đa khoa Bắc Giang"),
        ("ĐẢNG ỦY SỞ Y TẾ", "Đảng ủy Sở Y tế"),
    ],
)
def test_a_school_and_a_province_within_a_name_keep_their_capitals(printed: str, name: str) -> None:
    assert name == issuer_name([printed])


def test_what_a_letter_is_about_does_not_name_its_issuer() -> None:
    about = STATE.replace("|Số: 208/BC-UBND\n", "|Số: 208/BC-UBND\n|V/v kết quả công tác tháng 12\n|năm 2024\n")
    assert document(STATE).letterhead == document(about).letterhead


@pytest.mark.parametrize(
    ("place", "read"),
    [
        ("Hà Giang 2, ngày 12", "Hà Giang 2"),
        ("Bà Rịa - Vũng Tàu, ngày 12", "Bà Rịa - Vũng Tàu"),
        ("Ea H'leo, ngày 12", "Ea H'leo"),
    ],
)
def test_a_place_may_bear_a_number_or_a_hyphen(place: str, read: str) -> None:
    head = document(PARTY.replace("Hà Giang, ngày 20", place)).letterhead
    assert (read, date(2024, 5, 12)) == (head.place, head.issued_on)


def test_the_organ_that_decides_is_no_part_of_the_title() -> None:
    text = STATE.partition("=BÁO CÁO")[0].replace("tháng 01", "tháng01")
    text += "=QUYẾT ĐỊNH\n=Về việc phê duyệt Kế hoạch trồng rừng\n=ỦY BAN NHÂN DÂN HUYỆN\nCăn cứ Luật Lâm nghiệp;\n"
    head = document(text).letterhead
    assert ("Về việc phê duyệt Kế hoạch trồng rừng", date(2025, 1, 5)) == (head.title, head.issued_on)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("=VỀ SỬA ĐỔI NGHỊ QUYẾT SỐ 22/2022/NQ-HĐND", "VỀ SỬA ĐỔI NGHỊ QUYẾT SỐ 22/2022/NQ-HĐND"),
        ("=QUY CHẾ LÀM VIỆC\n=HỘI ĐỒNG NHÂN DÂN HUYỆN", "QUY CHẾ LÀM VIỆC"),
        ("=CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", ""),
        ("=HỘI ĐỒNG NHÂN DÂN HUYỆN VỊ XUYÊN", ""),
        ("=VỀ NHÀ Ở\n=HỘI ĐỒNG NHÂN DÂN HUYỆN VỊ XUYÊN\n=KHÓA XX, KỲ HỌP THỨ 3", "VỀ NHÀ Ở"),
    ],
)
def test_a_title_in_capitals_before_the_grounds_names_no_body(lines: str, title: str) -> None:
    text = f"{STATE.partition('=BÁO CÁO')[0]}=NGHỊ QUYẾT\n{lines}\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"
    assert title == document(text).letterhead.title


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("63/BC.UB", "63/BC.UB"),
        ("63 BC/UB", "63-BC/UB"),
        ("12 - HD/BTCTU - BTGTU", "12-HD/BTCTU-BTGTU"),
        ("88 /BC-e753", "88/BC-e753"),
    ],
)
def test_the_number_is_read_as_offices_type_it(printed: str, symbol: str) -> None:
    assert symbol == document(STATE.replace("208/BC-UBND", printed)).letterhead.symbol
