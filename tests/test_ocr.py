"""Scans: the same words, notes, columns and facts as from the file with text, by the Tesseract that is installed."""

from __future__ import annotations

import csv
import fcntl
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors.citations import Citation, find_citations
from extractors.mention import Context
from pipeline.document import Document
from pipeline.extract import context_of, extract
from pipeline.readers import ocr, read
from pipeline.readers.children import run
from pipeline.readers.errors import UnreadableError
from pipeline.readers.hocr import read_hocr, settle_sizes
from pipeline.readers.mark_numbers import number_marks
from pipeline.readers.ocr import INSTALL, _command, recognise
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pictures import picture_of, skew_of
from pipeline.readers.second_look import read_doubtful_figures
from pipeline.readers.stamps import is_stamp, without_stamps
from pipeline.rows import Origin, to_rows
from pipeline.tables import tables
from tests.conftest import REPORTS
from tests.typesetting import pdf_file, shown

SCAN = REPORTS / "report-scan.pdf"


def has_tesseract() -> bool:
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


needs_tesseract = pytest.mark.skipif(not has_tesseract(), reason=f"needs Tesseract with Vietnamese: {INSTALL}")


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The report's scan as read: eleven pages, read once for all tests and all processes that run them."""
    if not has_tesseract():
        pytest.skip(f"needs Tesseract with Vietnamese: {INSTALL}")
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if base.name.startswith("popen-") else base) / "scan.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(read(SCAN)))
    document = pickle.loads(kept.read_bytes())
    assert isinstance(document, Document)
    return document


@pytest.fixture(scope="module")
def digital() -> Document:
    return read(REPORTS / "report.pdf")


def some_pages(path: Path, *wanted: tuple[Path, int]) -> Path:
    """A PDF of some pages of others."""
    made = pdfium.PdfDocument.new()
    for source, number in wanted:
        with pdfium.PdfDocument(source) as pdf:
            made.import_pages(pdf, [number - 1])
    made.save(path)
    made.close()
    return path


def picture_of_page(number: int, change: Callable[[Image.Image], Image.Image], path: Path) -> Path:
    """A PDF of one page of the scan, its picture changed."""
    with pdfium.PdfDocument(SCAN) as pdf:
        drawn = pdf[number - 1].render(scale=200 / 72, grayscale=True).to_pil()
    change(drawn).save(path, "PDF", resolution=200)
    return path


def likeness(one: str, two: str) -> float:
    """The share of the words of `one` that stand in `two` in the same order."""
    first, second = one.split(), two.split()
    return sum(
        match.size for match in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    ) / len(first)


def test_references_and_dates_of_the_scan_meet_the_gold(scan: Document, shared: Path, tmp_path: Path) -> None:
    rows = to_rows(extract(scan), Origin("scan", "report-scan.pdf", "0", "application/pdf"))
    for name in ("citations", "dates", "counts", "unit_mentions"):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.name for column in tables()[name]])
            writer.writerows(rows[name])
    command = [sys.executable, str(shared / "tools/score.py"), str(shared / "gold/seed"), str(tmp_path), "--misses"]
    floors = ["--at-least", "citations=0.97", "--at-least", "dates=0.99", "--at-least", "counts=0.97"]
    done = subprocess.run([*command, *floors], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "citations" in done.stdout


def test_nearly_every_word_is_read(scan: Document, digital: Document) -> None:
    assert likeness(digital.text, scan.text) > 0.985


def test_the_paragraphs_are_those_of_the_digital_file(scan: Document, digital: Document) -> None:
    def starts(document: Document) -> str:
        return " ".join(
            "".join(document.text[block.start : block.end].lower().split())[:12] for block in document.blocks
        )

    assert likeness(starts(digital), starts(scan)) > 0.95
    assert likeness(starts(scan), starts(digital)) > 0.95


def test_the_notes_hang_where_they_are_called(scan: Document, digital: Document) -> None:
    def called(document: Document) -> list[tuple[str, str, int]]:
        return [
            (note.mark, document.text[(note.anchor or 0) - 4 : note.anchor], document.page_at(note.start))
            for note in document.footnotes
        ]

    assert called(digital) == called(scan)


def test_headings_are_bold_and_page_numbers_are_no_text(scan: Document) -> None:
    headings = [scan.text[b.start : b.end] for b in scan.blocks if b.bold and b.kind == "paragraph"]
    assert ["1. Tham mưu Thường trực, Ban Thường vụ", "3. Công tác thông tin - tổng hợp"] == [
        heading for heading in headings if heading.startswith(("1. Tham", "3. Công"))
    ]
    assert not re.search(r"^\W*\d{0,2}\W*$", scan.text.rstrip("\n"), re.MULTILINE)


def test_each_page_says_that_it_was_recognised_and_how_surely(scan: Document) -> None:
    assert "ocr" == scan.text_source
    assert [("ocr", True)] * 11 == [(page.source, 0.8 < page.quality < 1) for page in scan.pages]
    assert context_of(scan).ocr


def test_every_letter_has_its_place_on_its_page(scan: Document) -> None:
    at = scan.text.index("Hồ Chí Minh")
    (box, *_) = scan.boxes(at, at + 11)
    page = scan.pages[box.page - 1]
    assert 0 < box.x0 < box.x1 < page.width
    assert 0 < box.top < box.bottom < page.height


def test_what_was_repaired_says_what_was_read(scan: Document) -> None:
    found = [m for m in extract(scan).mentions if isinstance(m.value, Citation) and m.value.repaired_from]
    assert "70-KL/TW" in {m.value.symbol for m in found if isinstance(m.value, Citation)}
    assert all(scan.text[m.start : m.end] == m.text for m in found)
    assert all(m.value.repaired_from in m.text for m in found if isinstance(m.value, Citation))


@needs_tesseract
@pytest.mark.parametrize(
    ("read_as", "sure", "settled"),
    [
        ("25/9/2004", 80.0, "25/8/2004"),  # in doubt, and the second looks agree
        ("25/9/2004", 95.0, "25/9/2004"),  # not in doubt: nobody looks again
        ("25/8/2004", 80.0, "25/8/2004"),
        ("2/8/2004", 80.0, "2/8/2004"),  # of another shape: that is no misread figure
    ],
)
def test_figures_in_doubt_are_looked_at_again(read_as: str, sure: float, settled: str) -> None:
    with pdfium.PdfDocument(SCAN) as pdf, closing(pdf[0]) as page:
        picture = picture_of(page)
    ended = run(_command(picture), given=picture.pgm, seconds=60)
    seen = read_hocr(ended.output)
    settle_sizes([seen])
    (word,) = (word for line in seen.lines for word in line.words if word.text == "25/8/2004")
    del word.letters[1 : 1 + len(word.text) - len(read_as)]
    for letter, sign in zip(word.letters, read_as, strict=True):
        letter.text = sign
    word.sure = sure
    read_doubtful_figures(seen, picture.pixels)
    assert settled == word.text


@needs_tesseract
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda picture: picture.rotate(3.5, fillcolor=255), id="askew"),
        pytest.param(lambda picture: picture.rotate(-2.0, fillcolor=255), id="askew the other way"),
        pytest.param(lambda picture: picture.rotate(180), id="upside down"),
        pytest.param(lambda picture: picture.rotate(90, expand=True), id="lying"),
    ],
)
def test_a_page_is_read_however_it_lay_on_the_glass(
    change: Callable[[Image.Image], Image.Image], digital: Document, tmp_path: Path
) -> None:
    upper = picture_of_page(
        3, lambda picture: change(picture.crop((0, 0, picture.width, picture.height // 2))), tmp_path / "a.pdf"
    )
    stretch = next(stretch for stretch in digital.stretches if stretch.page == 3)
    half = " ".join(digital.text[stretch.start : stretch.end].split()[:200])
    assert likeness(half, read(upper).text) > 0.95


def test_the_skew_of_a_picture_is_told_to_a_tenth_of_a_degree() -> None:
    lines = np.full((800, 600), 255, dtype=np.uint8)
    lines[100:700:20, 50:550] = 0
    for angle in (-4.0, -1.3, 0.0, 0.7, 5.0):
        turned = np.asarray(Image.fromarray(lines).rotate(-angle, fillcolor=255))
        assert angle == pytest.approx(skew_of(turned), abs=0.1)


@needs_tesseract
def test_only_pages_without_text_are_recognised(tmp_path: Path) -> None:
    path = some_pages(tmp_path / "a.pdf", (REPORTS / "report.pdf", 1), (SCAN, 11))
    document = read(path)
    assert "mixed" == document.text_source
    assert ["digital", "ocr"] == [page.source for page in document.pages]
    assert "trân trọng báo cáo" in document.text
    assert "ocr" == read(path, ocr="force").text_source
    alone = read(path, ocr="off")
    assert (1, "digital") == (alone.pages_missing, alone.text_source)


@needs_tesseract
def test_a_text_layer_of_letters_that_are_none_gives_way_to_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_file([shown("(cid:12)(cid:7)(cid:91)" * 4, 72, 700)]))
    document = read_pdf(path)
    assert "ocr" == document.text_source
    with pytest.raises(UnreadableError) as caught:
        read_pdf(path, ocr="off")
    assert "GARBLED_TEXT" == caught.value.reason


def test_a_scan_is_not_read_where_recognition_is_off() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(SCAN, ocr="off")
    assert "NEEDS_OCR" == caught.value.reason


def test_without_tesseract_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ocr._languages.cache_clear()
    try:
        with pytest.raises(UnreadableError) as caught:
            read(SCAN)
    finally:
        ocr._languages.cache_clear()
    assert "NEEDS_OCR" == caught.value.reason
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in caught.value.next_step


@needs_tesseract
def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pdfium.PdfDocument(SCAN) as pdf, pytest.raises(UnreadableError) as caught:
        recognise(pdf, [1], seconds=0.1)
    assert "TIMEOUT" == caught.value.reason


@needs_tesseract
def test_the_number_and_the_day_written_by_hand_are_read(shared: Path, tmp_path: Path) -> None:
    path = some_pages(tmp_path / "a.pdf", (shared / "corpus/scan/749-QD-TTg-2020.pdf", 1))
    head = extract(read(path)).document.letterhead
    assert ("749/QĐ-TTg", "2020-06-03") == (head.symbol, str(head.issued_on))


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Tỉnh ủy Sơn La 21-04-2023 16:52:02 +07:00", True),
        ("Thời gian ký: 01.06.2020 16:17:30 +07:00", True),
        ("Ký bởi: Cổng Thông tin điện tử Chính phủ", True),
        ("Người ký: Văn phòng Tỉnh ủy", True),
        ("21-04-2023 16:52:02", True),
        ("Hội nghị khai mạc lúc 16:52 ngày 21-04-2023", False),
        ("Quyết định này có hiệu lực kể từ ngày ký.", False),
        ("Hà Giang, ngày 26 tháng 5 năm 2024", False),
        ("Người ký: " + "ông " * 40, False),
    ],
)
def test_the_stamp_of_a_signature_is_told_from_text(line: str, stamp: bool) -> None:
    assert stamp is is_stamp(line)


class Placed:
    """A line of text."""

    def __init__(self, text: str) -> None:
        self.text = text


def test_what_stands_in_the_stamp_goes_with_it() -> None:
    page = [
        "BÁO CÁO",
        "Ký bởi: Tỉnh ủy",
        "Email: a@b.vn",
        "Cơ quan: Tỉnh ủy",
        "Thời gian ký: 1.6.2020 16:17:30 +07:00",
        "Email: c@d.vn",
        "Kính gửi",
    ]
    assert ["BÁO CÁO", "Kính gửi"] == [line.text for line in without_stamps([Placed(text) for text in page])]
    plain = ["BÁO CÁO", "Email: a@b.vn", "Kính gửi"]
    assert plain == [line.text for line in without_stamps([Placed(text) for text in plain])]


def test_a_stamp_on_a_page_with_text_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    stamp = shown("Tinh uy 21-04-2023 16:52:02 +07:00", 300, 800)
    path.write_bytes(pdf_file([stamp + shown("Bao cao thang 5", 72, 700)]))
    assert "Bao cao thang 5\n" == read_pdf(path).text


@pytest.mark.parametrize(
    ("written", "symbol", "repaired_from"),
    [
        ("Kết luận số 01-KI/TW, ngày 18/5/2021", "01-KL/TW", "01-KI/TW"),
        ("Kết luận số 70- KL/IW", "70-KL/TW", "70- KL/IW"),
        ("Quy chế 238-QĐ/LW", "238-QĐ/TW", "238-QĐ/LW"),
        ("Chỉ thị số O5-CT/TW", "05-CT/TW", "O5-CT/TW"),
        ("Chỉ thị số 42-CT/TVV", "42-CT/TW", "42-CT/TVV"),
        ("Quyết định số 766/QĐ-ITg", "766/QĐ-TTg", "766/QĐ-ITg"),
        ("Chỉ thị số 45-CT/UW.", "45-CT/TW", "45-CT/UW"),
        ("Kết luận số 06-KL/ITW", "06-KL/TW", "06-KL/ITW"),
        ("Kết luận số 06-KL/T W, ngày", "06-KL/TW", "06-KL/T W"),
        ("Hướng dẫn số 02-HD/UBKT W, ngày", "02-HD/UBKTTW", "02-HD/UBKT W"),
        ("Công văn số 9186-CV/BKTW", "9186-CV/BKTTW", "9186-CV/BKTW"),
        ("Kế hoạch số 88/KH-UBNDĐ ngày", "88/KH-UBND", "88/KH-UBNDĐ"),
        ("Kế hoạch số 25-KH/BTG, ngày", "25-KH/BTG", ""),
        ("Kế hoạch số 12-KH/BTG U Minh", "12-KH/BTG", ""),
        ("Chỉ thị số 917/1999/CT-QP", "917/1999/CT-QP", ""),
        ("Kết luận số 70-KL/TW", "70-KL/TW", ""),
        ("Báo cáo số 738-BC/BTGTU", "738-BC/BTGTU", ""),
        ("Báo cáo số 12-BC/SXYZ", "12-BC/SXYZ", ""),
    ],
)
def test_a_misread_reference_is_repaired_and_says_so(written: str, symbol: str, repaired_from: str) -> None:
    (mention,) = find_citations(written, Context(ocr=True))
    assert (symbol, repaired_from) == (mention.value.symbol, mention.value.repaired_from)
    assert repaired_from in mention.text


@pytest.mark.parametrize(
    "written", ["phòng I1-KH/LL", "Kết luận số 01-XI/TW", "từ 18/4-26/4/2024", "TP/HCM", "10/IO/TV"]
)
def test_what_several_signs_could_be_stays_as_it_was_read(written: str) -> None:
    assert not [m for m in find_citations(written, Context(ocr=True)) if m.value.repaired_from]


def test_nothing_is_repaired_in_a_text_that_no_scanner_read() -> None:
    assert not [m for m in find_citations("Kết luận số 01-KI/TW; 70-KL/IW") if m.value.repaired_from]


def hocr(*lines: tuple[str, float, float]) -> bytes:
    """What Tesseract says of these lines: text, height of the baseline, size of the letters; «^1^» is raised."""
    spans = []
    for text, base, size in lines:
        x, words = 300.0, []
        for word in text.split(" "):
            letters, left = [], x
            for part, piece in enumerate(word.split("^")):
                for letter in piece:
                    high = 0.4 if part % 2 else 0.46 if letter in "acemnorsuvxz" else 0.66
                    foot = base - (0.4 * size if part % 2 else 0)
                    box = f"x_bboxes {x:.0f} {foot - high * size:.0f} {x + size / 2:.0f} {foot:.0f}; x_conf 99"
                    letters.append(f"<span class='ocrx_cinfo' title='{box}'>{letter}</span>")
                    x += size / 2
            box = f"bbox {left:.0f} 0 {x:.0f} 0; x_wconf 96"
            words.append(f"<span class='ocrx_word' title='{box}'>{''.join(letters)}</span>")
            x += size / 3
        spans.append(f"<span class='ocr_line' title='bbox 0 0 9 1; baseline 0 0'>{''.join(words)}</span>")
    return f"<html><div class='ocr_page' title='bbox 0 0 2480 3508'>{''.join(spans)}</div></html>".encode()


def numbered(*pages: Iterable[tuple[str, float, float]]) -> list[list[str]]:
    """The marks of each page as they are numbered, those in the body and then those before the notes."""
    seen = [read_hocr(hocr(*page)) for page in pages]
    settle_sizes(seen)
    for page in seen:
        for line in page.lines:
            for letter in line.letters:
                letter.raised = letter.bottom < line.base - 10
    number_marks(seen)
    return [
        ["".join(letter.text for letter in line.letters if letter.raised) for line in page.lines if line.low > 20]
        + [line.text.split(" ")[0] for line in page.lines if line.low <= 20]
        for page in seen
    ]


BODY = [(f"thực hiện nhiệm vụ công tác trong tháng {at}", 400.0 + 70 * at, 58.0) for at in range(9)]


def test_marks_that_were_misread_are_numbered_by_their_notes() -> None:
    one = [*BODY, ("công tác tuyên giáo^!^ của", 1100.0, 58.0), ("lTổng ban hành các văn bản", 3000.0, 40.0)]
    two = [
        *BODY,
        ("làm theo Bác^?^ và học viên^”^ của", 1100.0, 58.0),
        ("201 tập thể và cá nhân", 3000.0, 40.0),
        ("3Đảng bộ", 3050.0, 40.0),
    ]
    first, second = numbered(one, two)
    assert (["1"], "1Tổng") == (first[-2:-1], first[-1])
    assert ["23", "201", "3Đảng"] == second[-3:]


def test_a_mark_that_was_read_as_no_figure_or_not_at_all_is_that_of_the_one_note_called() -> None:
    call = ("công tác tuyên giáo^”^ của", 1100.0, 58.0)
    for note, mark in (("5Š Tháng năm và tháng sáu", "1"), ("Năm nay vào tháng sáu", "1"), ("3 Tháng sáu", "3")):
        (page,) = numbered([*BODY, call, (note, 3000.0, 40.0)])
        assert [mark, mark] == page[-2:]


def test_a_year_that_begins_a_line_of_a_note_is_not_the_next_mark() -> None:
    notes = [("1 Tháng năm", 2900.0, 40.0), ("2021 của xã", 2950.0, 40.0), ("2 Tháng sáu", 3000.0, 40.0)]
    (page,) = numbered([*BODY, ("tuyên giáo^!^ và công tác^”^ của", 1100.0, 58.0), *notes])
    assert ["12", "1", "2021", "2"] == page[-4:]


def test_signs_in_a_word_are_read_as_they_are_meant() -> None:
    seen = read_hocr(hocr(("giảm 0,6%o; quý I⁄2005 TỈNHỦY số 02-HD/UBKTT W", 400.0, 58.0)))
    assert "giảm 0,6‰; quý I/2005 TỈNH ỦY số 02-HD/UBKTTW" == seen.text


def test_a_raised_sign_that_calls_no_note_is_left_as_it_was_read() -> None:
    (page,) = numbered([*BODY, ("nhiệt độ là 30^°^ vào", 1100.0, 58.0)])
    assert "" == page[-1]
