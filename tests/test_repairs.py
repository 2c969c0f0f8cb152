"""What a scanner loses is set right where only one thing can be meant, letter for letter, and told."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.document import Document, Page, Repair, Stretch
from pipeline.ingest import to_report
from pipeline.layers import pack, unpack
from pipeline.readers.repairs import _NAMES, find_misread, repaired
from pipeline.rows import Origin
from pipeline.store import Outcome, open_store
from pipeline.web.app import create_app
from tests.builders import BODY, document, extraction
from tests.conftest import ROOT
from tests.made_reports import write_report
from tests.noisy_scans import Scanner, write_scan
from tests.test_gold import export, score
from tests.test_web import HOME

MISREAD = {
    "UY BAN KIEM TRA": "ỦY BAN KIỂM TRA",
    "HUYỆN UY KRÔNG NÔ": "HUYỆN ỦY KRÔNG NÔ",
    "ĐANG UY KHÔI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH": "ĐẢNG ỦY KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH",
    "BAO CAO": "BÁO CÁO",
    "Uy ban Kiểm tra Tỉnh ủy giám sát": "Ủy ban Kiểm tra Tỉnh ủy giám sát",
    "có 07/38 chỉ bộ trực thuộc": "có 07/38 chi bộ trực thuộc",
    "Ngân hàng Nhà nước chỉ nhánh tỉnh": "Ngân hàng Nhà nước chi nhánh tỉnh",
    "l- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO": "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
    "|l. NHIỆM VỤ TRỌNG TÂM QUÝ IV": "II. NHIỆM VỤ TRỌNG TÂM QUÝ IV",
    "lV- PHƯƠNG HƯỚNG": "IV- PHƯƠNG HƯỚNG",
    "tống kết 10 năm": "tổng kết 10 năm",
    "đã triến khai, bố sung": "đã triển khai, bổ sung",
    "HẠN CHẾ VÀ KẾT QUÁ": "HẠN CHẾ VÀ KẾT QUẢ",
    "ĐÁNG ỦY KHỐI": "ĐẢNG ỦY KHỐI",
    "NHIỆM VỤ 6 THANG CUOI NAM 2005": "NHIỆM VỤ 6 THANG CUỐI NĂM 2005",
    "6 thang đâu năm 2005": "6 tháng đầu năm 2005",
    "HUYỆN UY PHONG THỐ": "HUYỆN ỦY PHONG THỔ",
    "huyện Quy Hợp": "huyện Quỳ Hợp",
    "TỈNH ĐÔNG THAP": "TỈNH ĐỒNG THÁP",
    "CÁC CƠ QUAN VÀ DOANH NGHIỆP TÍNH": "CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH",
    "Chi thị số 05-CT/TW": "Chỉ thị số 05-CT/TW",
    "Số 276-BC/UBKT U": "Số 276-BC/UBKTTU",
}
OTHER_WORDS = (
    "cán bộ có uy tín trở thành uy tín chung", "đang ủy quyền cho cấp dưới", "chỉ bộ phận một cửa", "chỉ bộ máy này",
    "Quân ủy Trung ương", "vẫn phong phú", "có quan hệ", "chi thị trường", "trong tâm trí", "l- công tác khác",
    "Ủy ban nhân dân tỉnh", "Huyện uỷ Đồng Văn", "xứng đáng bộ đội Cụ Hồ", "Thiếu úy Ban Chỉ huy", "ở đây mạnh mẽ",
    "tỉnh Đăk Nông, huyện Ea H'leo", "huyện Đồi Mơ", "số 12-KH/BTG U Minh", "công an tính đến nay", "thành phố biển",
    "giá xăng dầu năm 2024", "ở đâu năm qua",
)  # fmt: skip
# Of poor scans: what is read of the same reports as Word files, but for a twentieth of a count.
FLOORS = {"citations": 1.0, "dates": 1.0, "counts": 0.96, "units": 1.0, "implementations": 1.0}
LOWER = {"made-27-tong-ket-tinh-uy": {"dates": 0.98, "units": 0.91}}


def set_right(text: str) -> str:
    for at, right in find_misread(text):
        text = text[:at] + right + text[at + len(right) :]
    return text


@pytest.mark.parametrize("read", MISREAD)
def test_lost_marks_come_back(read: str) -> None:
    assert MISREAD[read] == set_right(read)


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_other_words_stay(text: str) -> None:
    assert [] == find_misread(text)


@given(st.lists(st.sampled_from([*_NAMES, *MISREAD, *OTHER_WORDS, "\n", " l- ", "Ð", "ủ", "xã"])).map(" ".join))
def test_repairs_keep_every_place_and_leave_nothing_to_repair(text: str) -> None:
    found, end = find_misread(text), 0
    for at, right in found:
        assert at >= end
        end = at + len(right)
    now = set_right(text)
    assert len(text) == len(now)
    assert [] == find_misread(now)


def test_only_recognised_pages_are_set_right_and_what_was_read_is_kept() -> None:
    line = "Uy ban kiểm tra\n"
    pages = (Page(1), Page(2, source="ocr"))
    stretches = (Stretch(0, len(line), 1), Stretch(len(line), 2 * len(line), 2))
    document = repaired(Document(text=2 * line, pages=pages, stretches=stretches, text_source="mixed"))
    assert f"{line}Ủy ban kiểm tra\n" == document.text
    assert (Repair(len(line), "Uy ban kiểm tra"),) == document.repairs
    assert document == unpack(document.text, *pack(document))
    assert len(line) + len("Uy ban kiểm tra") == document.repairs[0].end


def test_what_was_set_right_is_told_at_the_terminal_and_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "ủy <ban>"
    whole = document(BODY.replace("học viên.", f"học viên của {words}."))
    at = whole.text.index(words)
    scanned = replace(whole, text_source="ocr", repairs=tuple(Repair(at, "uy <ban>") for _ in range(7)))
    report = to_report(extraction(scanned), Origin("d" * 12, "quét.pdf", "d" * 64, "application/pdf"))
    store = open_store(f"sqlite:///{tmp_path / 'x.db'}", create=True)
    store.keep(Outcome("quét.pdf", "x", "indexed", "d" * 64, doc_id="d" * 12), report)
    assert 0 == main(["show", "quét.pdf", "--store", store.url])
    out = capsys.readouterr().out
    assert "Chữ nhận dạng sai, đã sửa theo danh mục: 7\n" in out
    assert 5 == out.count("tr. 1  «uy <ban>» → «ủy <ban>»")
    assert "và 2 chỗ khác nữa" in out
    assert 0 == main(["show", "quét.pdf", "--store", store.url, "--json"])
    told = json.loads(capsys.readouterr().out)["repairs"]
    assert 7 * [{"page": 1, "start": at, "read": "uy <ban>", "now": words}] == told
    web = TestClient(create_app(store, tmp_path, reviewer="An"), base_url=HOME)
    assert 7 == web.get(f"/documents/{'d' * 12}").text.count("«uy &lt;ban&gt;» → «ủy &lt;ban&gt;»")


@pytest.mark.parametrize(
    ("name", "scanner"),
    [
        ("made-24-ubkt-tinh-2020", Scanner()),
        ("made-12-huyen-uy-nhiem-ky", Scanner(ink=150)),
        ("made-27-tong-ket-tinh-uy", Scanner()),  # notes on three pages, whose marks touch the signs after them
        ("made-28-ubnd-huyen-2005", Scanner(dots=300, black=150, skew=2)),  # with a table
    ],
)
def test_a_poor_scan_of_a_report_keeps_its_facts(name: str, scanner: Scanner, shared: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("tesseract") is None:
        pytest.skip("needs LibreOffice and Tesseract: see README, «Install»")
    gold = ROOT / "corpus" / "gold" / name
    word = write_report(tmp_path, (gold / "report.txt").read_text("utf-8"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    scan = tmp_path / f"{name}.pdf"
    write_scan(word.with_suffix(".pdf"), scan, scanner)
    wanted = FLOORS | LOWER.get(name, {})
    floors = {table: floor for table, floor in wanted.items() if (gold / f"{table}.csv").exists()}
    score(shared, gold, export(scan, tmp_path), floors)
