"""Logging in with a real browser: what a viewer cannot do, what a reviewer can, and that names never become code."""

# ruff: noqa: F811  fixtures are asked for by their names
from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pipeline.ingest import ingest
from pipeline.store import Actor, Store, open_store
from pipeline.store.trail import read_changes
from pipeline.store.users import add_user, remove_user
from tests.conftest import REPORTS
from tests.test_browser import browser, home, pytestmark  # noqa: F401

WORD = "mật khẩu đủ dài"
ROOT_USER = Actor("quản trị")
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of one report whose name is markup, with users, one of whom has such a name too."""
    folder = tmp_path_factory.mktemp("đăng nhập")
    hostile = folder / "<img src=x onerror=alert(3)>.docx"
    hostile.write_bytes((REPORTS / "report.docx").read_bytes())
    made = open_store(f"sqlite:///{folder / 'baocao.db'}", create=True)
    ingest([hostile], store=made, workers=0)
    add_user(made, "xem", "viewer", WORD, actor=ROOT_USER)
    add_user(made, "soát", "reviewer", WORD, actor=ROOT_USER)
    add_user(made, HOSTILE, "admin", WORD, actor=Actor(HOSTILE))
    return made


@pytest.fixture
def context(browser: Browser, home: str) -> Iterator[BrowserContext]:
    """A window of its own in which nothing may come from elsewhere, and nobody may shout."""
    opened = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=home)
    wrong: list[str] = []
    opened.on("request", lambda request: None if request.url.startswith(home) else wrong.append(request.url))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    yield opened
    opened.close()
    assert [] == wrong


def log_in(page: Page, name: str, password: str = WORD) -> None:
    expect(page.get_by_label("Tên người dùng")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.locator(".account" if password == WORD else ".notice.bad")).to_be_visible()


def test_a_viewer_reads_a_reviewer_decides_and_who_logs_out_is_out(context: BrowserContext, store: Store) -> None:
    [doc_id] = store.find("<img src=x onerror=alert(3)>.docx")
    page = context.new_page()
    page.goto(f"/audit/{doc_id}")
    expect(page).to_have_title("Đăng nhập · baocao")
    log_in(page, "xem", "một mật khẩu sai")
    expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu không đúng.")
    page.get_by_label("Mật khẩu").fill(WORD)
    page.keyboard.press("Enter")
    expect(page.locator(".account")).to_contain_text("xem")
    assert page.url.endswith(f"/audit/{doc_id}")
    finding = page.locator(".finding").first
    expect(finding).to_be_focused()
    expect(page.get_by_role("button", name="Xác nhận là sai")).to_have_count(0)
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(finding).to_have_attribute("data-decision", "open")
    expect(page.get_by_role("link", name="Nộp báo cáo")).to_have_count(0)
    sent = page.evaluate(
        "async (address) => (await fetch(address, {method: 'POST', body: new URLSearchParams({decision: 'dismissed'}),"
        " headers: JSON.parse(document.body.getAttribute('hx-headers'))})).status",
        f"/audit/{doc_id}/{(finding.get_attribute('id') or '').removeprefix('f-')}",
    )
    assert 403 == sent
    assert [] == list(store.records("reviews"))
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Tên người dùng")).to_be_focused()
    page.goto("/documents")
    expect(page).to_have_title("Đăng nhập · baocao")

    log_in(page, "soát")
    page.goto(f"/audit/{doc_id}")
    expect(page.locator("#reviewer")).to_have_count(0)
    page.keyboard.press("x")
    expect(page.locator(".finding").first).to_have_attribute("data-decision", "confirmed")
    assert ["soát"] == [row["reviewer"] for row in store.records("reviews")]
    told = [(one["who"], one["action"]) for one in read_changes(store)[0]]
    seen = [
        ("soát", "finding_decided"),
        ("soát", "login"),
        ("xem", "logout"),
        ("xem", "login"),
        ("xem", "login_failed"),
    ]
    assert seen == told[:5]
    page.evaluate("document.cookie = 'x=1'")
    assert "x=1" == page.evaluate("document.cookie")  # the session's cookie is for no script to see


def test_names_of_users_and_files_and_notes_never_become_code(context: BrowserContext, store: Store) -> None:
    [doc_id] = store.find("<img src=x onerror=alert(3)>.docx")
    page = context.new_page()
    page.goto("/")
    log_in(page, HOSTILE)
    expect(page.locator(".account")).to_contain_text(HOSTILE)
    page.goto(f"/audit/{doc_id}")
    page.keyboard.press("n")
    page.keyboard.insert_text(HOSTILE)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator(".finding[data-decision=explained]")).to_have_count(1)
    for address in (
        "/trail",
        "/users",
        f"/audit/{doc_id}",
        f"/documents/{doc_id}",
        "/documents",
        f"/trail?who={HOSTILE}",
    ):
        page.goto(address)
        assert 0 == page.locator("img[src=x], main script").count(), address
    page.goto("/trail")
    expect(page.get_by_text(HOSTILE, exact=True).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_who_is_removed_is_out_at_the_next_click_also_within_a_page(context: BrowserContext, store: Store) -> None:
    [doc_id] = store.find("<img src=x onerror=alert(3)>.docx")
    add_user(store, "đi", "reviewer", WORD, actor=ROOT_USER)
    page = context.new_page()
    page.goto("/login")
    log_in(page, "đi")
    page.goto(f"/audit/{doc_id}")
    finding = page.locator(".finding[data-decision=open]").first
    finding.focus()
    remove_user(store, "đi", actor=ROOT_USER)
    page.keyboard.press("b")
    expect(page.get_by_label("Tên người dùng")).to_be_focused()
    assert "đi" not in {row["reviewer"] for row in store.records("reviews")}


def test_the_login_page_needs_no_script(browser: Browser, home: str, store: Store) -> None:
    opened = browser.new_context(base_url=home, java_script_enabled=False)
    page = opened.new_page()
    page.goto("/due?period=2024")
    page.get_by_label("Tên người dùng").fill("xem")
    page.get_by_label("Mật khẩu").fill(WORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    assert page.url.endswith("/due?period=2024")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    opened.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_menu_with_a_long_name_beside_it_stands_in_one_line(
    context: BrowserContext, home: str, language: str
) -> None:
    page = context.new_page()
    page.goto("/")
    log_in(page, HOSTILE)
    page.goto(f"/?lang={language}")
    entries = page.locator(".top a, .top form")
    middles = {round(box["y"] + box["height"] / 2) for one in entries.all() if (box := one.bounding_box())}
    assert len(middles) == 1 or max(middles) - min(middles) <= 2, middles
    assert entries.count() >= 10
    assert page.evaluate("document.querySelector('.top').getBoundingClientRect().right") <= 1366
    last = page.locator(".language").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 1366
    page.goto("/?lang=vi")
