"""PDF files, real ones and little ones written here: what is read from them, and why some are not."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.document import Document
from pipeline.readers.errors import UnreadableError
from pipeline.readers.pdf import read_pdf
from tests.conftest import REPORTS
from tests.typesetting import pdf_file, shown

NOTE_MARKS = str.maketrans("", "", "¹²³⁴⁵⁶⁷⁸⁹")


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def read_bytes(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "báo cáo.pdf"
    path.write_bytes(content)
    return read_pdf(path, ocr="off")


@pytest.fixture(scope="module", params=["report.pdf", "report-mixed-fonts.pdf"])
def report(request: pytest.FixtureRequest) -> Document:
    return read_pdf(REPORTS / request.param)


def test_every_word_of_the_report_is_read_in_order(report: Document, shared: Path) -> None:
    gold = (shared / "gold/seed/report.txt").read_text(encoding="utf-8").replace("*", "")
    parts = [part.strip() for part in re.split(r"\n\s*\n", gold) if part.strip()]
    notes = [part for part in parts if part[0] in "¹²³⁴⁵⁶⁷⁸⁹"]
    body = [part for part in parts if part not in notes]
    assert " ".join([*body, *notes]).translate(NOTE_MARKS).split() == report.text.split()


def test_nine_notes_are_linked_with_the_words_that_call_them(report: Document) -> None:
    called = [
        "công tác tuyên giáo", "đời sống xã hội", "làm theo Bác", "1862 học viên", "Đảng, Nhà nước", "tháng 5/2024",
        "Thường trực Tỉnh ủy", "tháng 5/2024", "trên 4 trang",
    ]  # fmt: skip
    found = [report.text[: note.anchor].endswith(words) for note, words in zip(report.footnotes, called, strict=True)]
    assert [True] * 9 == found
    assert [str(number) for number in range(1, 10)] == [note.mark for note in report.footnotes]
    second = report.footnotes[1]
    assert report.text[second.start : second.end].startswith("01 tập thể và 02 cá nhân được Thủ tướng")


def test_one_font_or_two_give_the_same_text() -> None:
    one, two = read_pdf(REPORTS / "report.pdf"), read_pdf(REPORTS / "report-mixed-fonts.pdf")
    assert one.text == two.text
    assert [note.anchor for note in one.footnotes] == [note.anchor for note in two.footnotes]


def test_no_block_is_a_page_number_and_headings_are_bold(report: Document) -> None:
    assert [] == [text for text in blocks(report) if text.isdigit()]
    bold = [text for block, text in zip(report.blocks, blocks(report), strict=True) if block.bold]
    assert "II- KẾT QUẢ ĐẠT ĐƯỢC TRÊN CÁC LĨNH VỰC" in bold
    assert not any(text.startswith("Toàn ngành đã tổ chức") for text in bold)


def test_every_block_has_boxes_inside_its_pages(report: Document) -> None:
    for block in report.blocks:
        boxes = list(report.boxes(block.start, block.end))
        assert boxes
        for box in boxes:
            page = report.pages[box.page - 1]
            assert 0 <= box.x0 < box.x1 <= page.width
            assert 0 <= box.top < box.bottom <= page.height
    assert [0, *(stretch.end for stretch in report.stretches)] == [
        *(stretch.start for stretch in report.stretches),
        len(report.text),
    ]


def test_a_scan_is_left_to_the_reader_of_pictures() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(REPORTS / "report-scan.pdf", ocr="off")
    assert "NEEDS_OCR" == caught.value.reason
    assert "--ocr" in caught.value.next_step


def test_a_signed_scan_is_a_scan(shared: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(shared / "corpus/scan/749-QD-TTg-2020.pdf", ocr="off")
    assert "NEEDS_OCR" == caught.value.reason


def test_a_picture_of_a_page_with_a_page_number_printed_on_it_is_a_scan(tmp_path: Path) -> None:
    picture = "q 595 0 0 842 0 0 cm\nBI /W 1 /H 1 /CS /G /BPC 8 ID z EI\nQ\n"
    with pytest.raises(UnreadableError) as caught:
        read_bytes(tmp_path, pdf_file([picture + shown("Trang 2", 290, 800)]))
    assert "NEEDS_OCR" == caught.value.reason


def test_a_running_footer_is_left_out_and_the_letterhead_read_by_columns(shared: Path) -> None:
    document = read_pdf(shared / "corpus/party/38-HD-BTCTW-2025.pdf")
    assert "Tài liệu này thuộc sở hữu" not in document.text
    head = [(block.column, text) for block, text in zip(document.blocks[:7], blocks(document)[:7], strict=True)]
    assert [
        (1, "BAN CHẤP HÀNH TRUNG ƯƠNG"),
        (1, "BAN TỔ CHỨC"),
        (1, "*"),
        (1, "Số 38 - HD/BTCTW"),
        (2, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (2, "Hà Nội, ngày 29 tháng 9 năm 2025"),
        (0, "HƯỚNG DẪN"),
    ] == head


def test_number_and_date_filled_in_when_a_decision_was_signed_are_read(shared: Path) -> None:
    found = blocks(read_pdf(shared / "corpus/state/67-2024.pdf"))
    assert "Số: 67 /2024/QĐ-UBND" in found
    assert "Hà Nội, ngày 21 tháng 11 năm 2024" in found
    assert "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 12 năm 2024." in found


def test_ruled_tables_are_read_cell_by_cell_also_where_a_page_end_cuts_them(shared: Path) -> None:
    document = read_pdf(shared / "corpus/state/NQ-11-2025.pdf")
    rows = [
        line.split("\t") for table in document.tables for line in document.text[table.start : table.end].split("\n")
    ]
    assert ["STT", "Nội dung", "NS Trung ương (%)", "NS Thành phố (%)", "NS xã (%)"] == rows[0]
    assert ["4", "Thuế sử dụng đất phi nông nghiệp"] == next(row for row in rows if row[0] == "4")[:2]
    for table in document.tables:
        assert all(cell.start <= cell.end <= table.end for cell in table.cells)


def test_a_page_turned_sideways_reads_as_it_is_held(tmp_path: Path) -> None:
    turned = shown("Ke hoach so 15-KH/TU", 100, 80, matrix="0 1 -1 0")
    document = read_bytes(tmp_path, pdf_file([turned], extra="/Rotate 90"))
    assert "Ke hoach so 15-KH/TU\n" == document.text
    assert (842.0, 595.0) == (document.pages[0].width, document.pages[0].height)
    (box,) = document.boxes(0, 8)
    assert (80, 100) == (round(box.x0), round(box.top + 0.9 * 14))


def test_a_page_on_its_head_reads_as_it_is_held(tmp_path: Path) -> None:
    turned = shown("Ke hoach so 15-KH/TU", 500, 700, matrix="-1 0 0 -1")
    document = read_bytes(tmp_path, pdf_file([turned], extra="/Rotate 180"))
    assert "Ke hoach so 15-KH/TU\n" == document.text
    (box,) = document.boxes(0, 8)
    assert (95, 700) == (round(box.x0), round(box.top + 0.9 * 14))


def test_boxes_count_from_the_corner_of_the_visible_page(tmp_path: Path) -> None:
    content = shown("Thong bao", 150, 600) + shown("ngoai le", 10, 790)
    document = read_bytes(tmp_path, pdf_file([content], extra="/CropBox [100 100 500 700]"))
    assert "Thong bao\n" == document.text
    assert (400.0, 600.0) == (document.pages[0].width, document.pages[0].height)
    (box,) = document.boxes(0, 5)
    assert (50, 100) == (round(box.x0), round(box.top + 0.9 * 14))


def test_a_hyphen_at_a_line_end_stays_a_hyphen(tmp_path: Path) -> None:
    content = shown("giai doan so 70-", 100, 700) + shown("KL/TW cua Bo Chinh tri", 100, 683)
    assert "giai doan so 70-KL/TW cua Bo Chinh tri\n" == read_bytes(tmp_path, pdf_file([content])).text


def test_a_hyphen_that_its_font_calls_a_soft_one_is_drawn_and_read(tmp_path: Path) -> None:
    to_unicode = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <2D> <00AD> endbfchar"
    font = "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
    content = shown("so 70-KL/TW, giai doan 2021-2025", 100, 700).replace("/F1", "/F3")
    # the second page's content is the font's table
    document = read_bytes(tmp_path, pdf_file([content, to_unicode], fonts=font))
    assert "so 70-KL/TW, giai doan 2021-2025" in document.text


def test_pages_without_text_are_counted_and_the_others_read(tmp_path: Path) -> None:
    drawing = "100 100 m 300 100 l S\n200 200 100 100 re S\n"
    document = read_bytes(tmp_path, pdf_file([shown("Bao cao.", 100, 700), drawing, ""]))
    assert ("Bao cao.\n", 1, 3) == (document.text, document.pages_missing, len(document.pages))


def test_a_table_drawn_with_lines_has_cells(tmp_path: Path) -> None:
    lines = "".join(f"100 {y} m 400 {y} l S\n" for y in (600, 640, 680))
    lines += "".join(f"{x} 600 m {x} 680 l S\n" for x in (100, 250, 400))
    words = shown("Don vi", 110, 655) + shown("So lop", 260, 655) + shown("Doi Mo", 110, 615) + shown("09", 260, 615)
    document = read_bytes(tmp_path, pdf_file([lines + words]))
    assert "Don vi\tSo lop\nDoi Mo\t09\n" == document.text
    assert 4 == len(document.tables[0].cells)


def test_text_written_aslant_over_the_page_is_no_part_of_it(tmp_path: Path) -> None:
    stamp = shown("BAN THAO", 200, 300, 60, "0.7 0.7 -0.7 0.7")
    assert "Bao cao.\n" == read_bytes(tmp_path, pdf_file([shown("Bao cao.", 100, 700) + stamp])).text


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> /ID [<00> <00>]"
    )
    with pytest.raises(UnreadableError) as caught:
        read_bytes(tmp_path, pdf_file([shown("Mat", 100, 700)], crypt=lock))
    assert "ENCRYPTED" == caught.value.reason


@pytest.mark.parametrize("content", [b"day khong phai la PDF", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\x00" * 500])
def test_what_is_no_pdf_is_reported_as_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(tmp_path, content)
    assert "CORRUPT" == caught.value.reason


def test_a_file_cut_short_is_reported_or_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = (REPORTS / "report.pdf").read_bytes()
    with pytest.raises(UnreadableError) as caught:
        read_bytes(tmp_path, whole[: len(whole) * 2 // 3])
    assert caught.value.reason in ("CORRUPT", "NEEDS_OCR")


def test_reading_leaves_no_file_open_and_no_document_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_file([shown("Bao cao.", 100, 700)]))
    assert read_pdf(path).text == read_pdf(path).text
    path.unlink()
    assert pdfium.PdfDocument(pdf_file([""])) is not None
