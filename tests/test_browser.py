"""The pages in a real browser: what a clerk does with mouse and keys, over the seed."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipeline.ingest import ingest
from pipeline.store import Outcome, Store, open_store
from tests.archives import add
from tests.chromium import CHROMIUM, chromium
from tests.conftest import REPORTS, ROOT

HOSTILE = "<img src=x onerror=alert(1)>.pdf"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trình duyệt")


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    hostile = folder / HOSTILE
    hostile.write_bytes((REPORTS / "report-mixed-fonts.pdf").read_bytes())
    made = open_store(f"sqlite:///{folder / 'baocao.db'}", create=True)
    ingest([REPORTS / "report.pdf", hostile], store=made, workers=0)
    return made


@pytest.fixture(scope="module")
def home(store: Store) -> Iterator[str]:
    """The address of `baocao serve` over the store."""
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--store", str(store.engine.url)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stderr is not None
            yield served.stderr.readline().strip()
        finally:
            served.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of 1366 × 768 on which nothing may come from elsewhere, nothing may be blocked, and nobody may shout."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=home)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("request", lambda request: None if request.url.startswith(home) else wrong.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield opened
    context.close()
    assert [] == wrong


def report_id(store: Store) -> str:
    [doc_id] = store.find("report.pdf")
    return doc_id


def place_of(drawn: Locator) -> tuple[float, float, float, float]:
    box = drawn.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def test_who_has_not_implemented_a_directive_is_found_and_shown_at_its_place_on_the_page(
    page: Page, store: Store
) -> None:
    page.goto("/")
    page.get_by_role("link", name="Theo dõi thực hiện").click()
    page.locator("input[name=directive]").fill("5-ct/tw")
    page.locator("select[name=level]").select_option("district")
    page.locator("select[name=status]").select_option("not_implemented")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("table.matrix tbody th")).to_have_text(["Huyện Vị Xuyên †"])
    page.locator("table.matrix tbody a").click()
    evidence = page.locator("#evidence")
    expect(evidence).to_contain_text("chưa lựa chọn chủ đề riêng")
    evidence.locator("a.source", has_text="report.pdf").click()

    doc_id = report_id(store)
    row = next(
        row for row in store.records("implementations", doc_id)
        if row["status"] == "not_implemented" and row["unit_name"] == "Huyện Vị Xuyên"
    )  # fmt: skip
    expect(page).to_have_url(f"{page.url.partition('/documents')[0]}/documents/{doc_id}#p2:{row['start']}-{row['end']}")
    document = store.document(doc_id)
    expected = list(document.boxes(int(row["start"] or 0), int(row["end"] or 0)))
    drawn = page.locator("rect.target")
    expect(drawn).to_have_count(len(expected))
    left, top, width, _ = place_of(page.locator("#p2 .paper img"))
    scale = width / document.pages[1].width
    for box, rect in zip(expected, drawn.all(), strict=True):
        at = place_of(rect)
        meant = (
            left + box.x0 * scale,
            top + box.top * scale,
            (box.x1 - box.x0) * scale,
            (box.bottom - box.top) * scale,
        )
        assert all(abs(one - other) < 2 for one, other in zip(at, meant, strict=True)), (at, meant)
    assert page.locator("#p2 .paper img").evaluate("img => img.decode().then(() => img.naturalWidth)") == 900
    lit = page.evaluate("[...CSS.highlights.get('target')].map(range => range.toString()).join('')")
    assert document.text[int(row["start"] or 0) : int(row["end"] or 0)] == lit
    seen = page.evaluate("[...CSS.highlights.get('target')][0].getBoundingClientRect().top")
    assert 0 < seen < 768


def test_pointing_at_a_fact_shows_it_on_the_picture_and_in_the_text(page: Page, store: Store) -> None:
    page.goto(f"/documents/{report_id(store)}")
    chip = page.locator(".chip.citations").first
    key = chip.get_attribute("data-key")
    chip.hover()
    expect(page.locator(f"rect.citations.on[data-key='{key}']").first).to_be_attached()
    expect(page.locator(f".fact.on[data-keys~='{key}']").first).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(".on")).to_have_count(0)
    page.locator(f"rect.citations[data-key='{key}']").first.hover()
    expect(chip).to_have_class("chip citations on")


def test_a_finding_is_settled_with_one_key_and_the_next_one_comes(page: Page, store: Store) -> None:
    page.goto(f"/audit/{report_id(store)}")
    first, second = page.locator(".finding").nth(0), page.locator(".finding").nth(1)
    expect(first).to_be_focused()
    expect(first).to_contain_text("9 + 2 + 2 + 9 + 3 + 1 + 1 + 2 = 29 ≠ 28")
    page.keyboard.press("n")
    page.keyboard.type("đã hỏi đơn vị x")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(first).to_have_attribute("data-decision", "confirmed")
    expect(second).to_be_focused()
    page.keyboard.press("g")
    expect(second).to_have_attribute("data-decision", "explained")
    told = [(row["decision"], row["note"]) for row in store.records("reviews")]
    assert sorted([("confirmed", "đã hỏi đơn vị x"), ("explained", "")]) == sorted(told)
    page.reload()
    expect(page.locator(".finding").nth(2)).to_be_focused()


def test_a_good_file_and_a_broken_one_are_submitted(page: Page, store: Store, folder: Path) -> None:
    broken = folder / "hỏng.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    page.goto("/submit")
    page.locator("input[type=file]").set_input_files([REPORTS / "report.docx", broken])
    page.get_by_role("button", name="Nộp").click()
    expect(page.locator("#submission")).to_contain_text("Đã xong.", timeout=90_000)
    rows = page.locator("#submission tbody tr")
    expect(rows.filter(has_text="report.docx")).to_contain_text("đã đọc")
    expect(rows.filter(has_text="hỏng.docx")).to_contain_text("CORRUPT")
    rows.filter(has_text="report.docx").get_by_role("link").click()
    expect(page.locator("#report")).to_contain_text("1862 học viên")


@pytest.mark.parametrize("typed", ['"đại biểu"', '"dai bieu"'])
def test_a_search_by_keyboard_leads_to_the_words_on_the_page(page: Page, typed: str) -> None:
    page.goto("/search")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("đại biểu", ignore_case=True)
    page.locator(".hits .where a").first.click()
    expect(page.locator("rect.target").first).to_be_attached()
    assert "đại biểu" == page.evaluate("[...CSS.highlights.get('target')].map(String).join('')").lower()


def test_a_name_that_is_markup_stays_a_name(page: Page) -> None:
    for address in ("/documents", "/audit", "/search?q=van+ban", "/matrix?directive=05-CT/TW"):
        page.goto(address)
        assert 0 == page.locator("img[src=x]").count()
    page.goto("/documents")
    expect(page.get_by_text(HOSTILE)).to_be_visible()


@pytest.mark.parametrize(
    "address",
    ["/", "/documents", "/matrix", "/search?q=van+ban", "/audit", "/files", "/due", "/plans", "/submit", "/api"],
)
def test_pages_fit_the_screen_and_the_keys_reach_them(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    started = time.monotonic()
    page.goto(address)
    assert time.monotonic() - started < 5


def test_a_report_is_printed_on_a4(page: Page, store: Store) -> None:
    page.goto(f"/audit/{report_id(store)}")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    assert printed.startswith(b"%PDF")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_text_that_is_markup_stays_text(page: Page, store: Store) -> None:
    markup = "<script>alert(1)</script><img src=x onerror=alert(2)><b hx-get=/ hx-trigger=load>"
    doc_id = add(store, "mã độc.pdf", f"Nội dung {markup} độc hại.\n", title=f"kết quả {markup}")
    for address in (f"/documents/{doc_id}", "/search?q=%22%C4%91%E1%BB%99c+h%E1%BA%A1i%22", "/documents"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("<img src=x onerror=alert(2)>")
        assert 0 == page.locator("img[src=x], main script, [hx-trigger=load]").count()


def test_what_was_not_read_is_reached_from_the_first_page_by_keys_alone(page: Page, store: Store) -> None:
    path = f"/kho/{HOSTILE} không đọc được.docx"
    store.keep(Outcome(path, path, "quarantined", reason="CORRUPT", message="Tệp hỏng."))
    page.goto("/")
    link = page.locator("ul.shares a", has_text="chưa đọc được")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/files[?]outcome=quarantined$"))
    row = page.locator("tbody tr", has_text="không đọc được.docx")
    expect(row).to_contain_text(HOSTILE)
    expect(row).to_contain_text("Tệp hỏng.")
    assert 0 == page.locator("img[src=x]").count()


def test_the_first_page_is_printed_on_a4_with_its_charts(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("svg.bars rect").first).to_be_visible()
    printed = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert "Báo cáo theo tháng" in printed[0].get_textpage().get_text_bounded()


def test_a_table_of_many_columns_is_printed_across_with_whole_names(page: Page) -> None:
    page.goto("/matrix")
    page.emulate_media(media="print")
    first = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))[0]
    assert first.get_width() > first.get_height()
    assert "Huyện Đồng Văn" in first.get_textpage().get_text_bounded()
