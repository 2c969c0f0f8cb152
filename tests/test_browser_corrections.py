"""Correcting in a real browser: what a reviewer does with mouse and keys, and that it holds after a new reading."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from pipeline.ingest import ingest
from pipeline.store import Store
from tests.conftest import REPORTS
from tests.test_browser import browser, folder, home, page, pytestmark, report_id, store  # noqa: F401

WHY = "báo cáo ghi nhầm đơn vị"


def test_a_unit_is_corrected_by_mouse_and_still_is_after_a_new_reading(page: Page, store: Store, folder: Path) -> None:  # noqa: F811
    doc_id = report_id(store)
    row = next(row for row in store.records("unit_mentions", doc_id) if row["name"] == "Huyện Vị Xuyên")
    key = str(row["mention_id"]).rpartition(":")[2]
    page.goto(f"/documents/{doc_id}#p{row['page']}")
    page.locator(f".chip[data-key='{key}']").click()
    desk = page.locator("#desk")
    expect(desk.locator("input[name=unit_id]")).to_be_focused()
    expect(desk.locator("input[name=unit_id]")).to_have_value("Huyện Vị Xuyên")
    desk.locator("input[name=unit_id]").fill("Huyện Bắc Mê")
    desk.locator("input[name=why]").fill(WHY)
    desk.get_by_role("button", name="Sửa").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi chỗ sửa k")
    expect(page.locator(f".chip[data-key='{key}']")).to_have_text("Huyện Bắc Mê đã sửa")

    with store.transaction(writes=True) as connection:  # as if no file had been met before
        connection.exec_driver_sql("DELETE FROM outcomes")
        connection.exec_driver_sql("DELETE FROM documents")
    ingest([REPORTS / "report.pdf"], store=store, workers=0)
    page.goto(f"/documents/{doc_id}#p{row['page']}")
    chip = page.locator(f".chip[data-key='{key}']")
    expect(chip).to_have_text("Huyện Bắc Mê đã sửa")
    chip.click()
    expect(desk.locator(".corrected")).to_contain_text(WHY)
    desk.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("status")).to_contain_text("Đã hoàn tác")
    expect(page.locator(f".chip[data-key='{key}']")).to_have_text("Huyện Vị Xuyên")


def test_a_figure_is_rejected_by_keyboard_alone(page: Page, store: Store) -> None:  # noqa: F811
    doc_id = report_id(store)
    row = next(row for row in store.records("counts", doc_id))
    key = str(row["mention_id"]).rpartition(":")[2]
    page.goto(f"/documents/{doc_id}")
    page.locator(f".chip[data-key='{key}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#desk input[name=value]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#desk")).to_be_hidden()
    expect(page.locator(f".chip[data-key='{key}']")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#desk input[name=why]").focus()
    page.keyboard.type("không phải số liệu")
    for _ in range(3):  # who corrects, «Sửa», «Bỏ»
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bỏ", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi chỗ sửa k")
    expect(page.locator(f".chip[data-key='{key}']")).to_have_count(0)
    page.get_by_text("Chỗ đã sửa:").click()
    page.locator(".corrections").get_by_role("button", name="Hoàn tác").first.click()
    expect(page.locator(f".chip[data-key='{key}']")).to_have_count(1)


def test_words_that_are_selected_become_a_fact(page: Page, store: Store) -> None:  # noqa: F811
    doc_id = report_id(store)
    page.goto(f"/documents/{doc_id}")
    words = "Trung Quốc"
    start = store.text(doc_id).index(words)
    piece = page.locator(".words span[data-s]", has_text=words).first
    piece.evaluate(
        """(one, words) => {
            const at = one.firstChild.data.indexOf(words), range = document.createRange();
            range.setStart(one.firstChild, at); range.setEnd(one.firstChild, at + words.length);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )
    page.locator("#adding").click()
    desk = page.locator("#desk")
    expect(desk.locator("input[name=start]").first).to_have_value(str(start))
    expect(desk.locator("q")).to_have_text(words)
    expect(page.locator("rect.target")).to_have_count(1)
    desk.get_by_role("button", name="Đơn vị").click()
    expect(desk.locator("input[name=unit_id]")).to_be_focused()
    desk.get_by_role("button", name="Số liệu").click()
    expect(desk.locator("input[name=value]")).to_be_focused()
    desk.locator("input[name=value]").fill("1")
    desk.locator("input[name=measure]").fill("nước")
    desk.locator("input[name=why]").fill("thử")
    desk.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi chỗ sửa k")
    expect(page.locator(".chip.corrected", has_text="1 nước")).to_be_visible()
    assert [(start, words)] == [
        (row["start"], row["text"]) for row in store.records("counts", doc_id) if row["corrected"]
    ]


def test_a_wrong_value_is_told_where_it_was_typed(page: Page, store: Store) -> None:  # noqa: F811
    page.goto(f"/documents/{report_id(store)}")
    page.locator(".fact.counts").first.click()
    page.locator("#desk input[name=value]").fill("một nghìn")
    page.locator("#desk input[name=why]").fill("thử")
    page.locator("#desk input[name=why]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("không phải là số")
    expect(page.locator("#desk input[name=value]")).to_have_value("một nghìn")


def test_a_fact_low_on_its_page_shows_on_the_picture_when_pointed_at(page: Page, store: Store) -> None:  # noqa: F811
    doc_id = report_id(store)
    page.goto(f"/documents/{doc_id}")
    key = page.locator("#p1 rect.unit_mentions").last.get_attribute("data-key")
    page.locator(f".chip[data-key='{key}']").hover()
    drawn = page.locator(f"#p1 rect.on[data-key='{key}']").first
    box = drawn.bounding_box()
    assert box is not None
    assert box["y"] >= 40
    assert box["y"] + box["height"] <= 768
