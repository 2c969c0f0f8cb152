"""The README's pictures of the pages are of this version: menu, fields and buttons are those that were pictured.

`pytest tests/test_screenshots.py --update-pictures` takes them anew, from `corpus/reports` and from the made year.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from pipeline.ingest import ingest
from pipeline.questions.corrections import correct
from pipeline.store import Actor, Store, open_store
from tests.benchmarks.year import make_year
from tests.chromium import CHROMIUM, chromium
from tests.conftest import REPORTS, ROOT
from tests.test_browser import report_id

PICTURES = Path(__file__).parent / "golden" / "pages"
WIDTH, HEIGHT, MOST_BYTES = 1366, 768, 100_000
SIZES = ((9, 64), (9, 32), (9, 16), (8, 16), (8, 8), (7, 8))  # twelfths of the screen, colours
FURNITURE = ".top nav a, main form.filters label, main button, thead th[scope=col], table.list thead th, .keys, kbd"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium")


@dataclass(frozen=True, slots=True)
class Site:
    """A store and the address of its pages."""

    store: Store
    home: str


def serve(store: Store) -> Iterator[Site]:
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--store", str(store.engine.url)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stderr is not None
            yield Site(store, served.stderr.readline().strip())
        finally:
            served.terminate()


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The user's report, with one citation corrected."""
    made = open_store(f"sqlite:///{tmp_path_factory.mktemp('seed') / 'baocao.db'}", create=True)
    ingest([REPORTS / "report.pdf"], store=made, workers=0)
    row = next(row for row in made.records("citations") if row["symbol"] == "05-CT/TW")
    subject = "về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    correct(made, report_id(made), str(row["mention_id"]).rpartition(":")[2], {"subject": subject},
            why="báo cáo ghi tắt trích yếu", actor=Actor("Nguyễn Thị An"))  # fmt: skip
    yield from serve(made)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Some units of the made year of a province, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("year")
    made = make_year(folder / "all", formats=("docx",))
    senders = sorted({file.partition("-")[2].partition("-")[2] for file in made.files})[::3]
    broken = folder / "hỏng.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    kept = [folder / "all" / file for file in made.files if file.partition("-")[2].partition("-")[2] in senders]
    store = open_store(f"sqlite:///{folder / 'baocao.db'}", create=True)
    ingest([*kept, broken], store=store, workers=0)
    yield from serve(store)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def open_evidence(page: Page) -> None:
    page.locator("td.not_implemented a").first.click()
    expect(page.locator("#evidence a.source").first).to_be_visible()


def submit_both(page: Page) -> None:
    kind = "application/octet-stream"
    report = (REPORTS / "report.docx").read_bytes()
    good: FilePayload = {"name": "báo cáo tháng 5.docx", "mimeType": kind, "buffer": report}
    broken: FilePayload = {"name": "hỏng.docx", "mimeType": kind, "buffer": b"PK\x03\x04 nothing"}
    page.locator("input[type=file]").set_input_files([good, broken])
    page.get_by_role("button", name="Nộp").click()
    expect(page.locator("#submission")).to_contain_text("Đã xong.", timeout=90_000)


def see_paper(page: Page) -> None:
    page.locator("#p2 .paper img").scroll_into_view_if_needed()
    page.locator("#p2 .paper img").evaluate("img => img.decode()")


def nothing(page: Page) -> None:
    """The page as it opens."""


# Each page of the README: whose store, its address, and what is done there before the picture is taken.
PAGES: dict[str, tuple[str, str, Callable[[Page], None]]] = {
    "overview": ("year", "/", nothing),
    "report": ("seed", "/documents/{report}", see_paper),
    "matrix": ("seed", "/matrix?directive=05-CT/TW&level=district", open_evidence),
    "search": ("seed", "/search?q=%22%C4%91%E1%BA%A3ng+%E1%BB%A7y%22+h%E1%BB%8Dc+t%E1%BA%ADp", nothing),
    "audit": ("seed", "/audit/{report}", nothing),
    "corrections": ("seed", "/corrections", nothing),
    "plans": ("year", "/plans?period=2019-06", nothing),
    "series": ("year", "/series", nothing),
    "submission": ("seed", "/submit", submit_both),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_still_the_one_that_was_pictured(
    name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    whose, address, act = PAGES[name]
    site: Site = request.getfixturevalue(whose)
    if whose == "seed":
        address = address.format(report=report_id(site.store))
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, base_url=site.home)
    try:
        page = context.new_page()
        page.goto(address)
        act(page)
        taken, text = page.screenshot(animations="disabled", caret="hide"), said_on(page)
    finally:
        context.close()
    picture, words = PICTURES / f"{name}.png", PICTURES / f"{name}.txt"
    if request.config.getoption("--update-pictures"):
        PICTURES.mkdir(exist_ok=True)
        picture.write_bytes(smaller(taken))
        words.write_text(f"{digest(picture)}\n{text}\n", encoding="utf-8")
    of_picture, _, told = words.read_text(encoding="utf-8").partition("\n")
    assert told == f"{text}\n", "the page has changed: pytest tests/test_screenshots.py --update-pictures"
    assert of_picture == digest(picture), "the picture and its words were not made together"


def said_on(page: Page) -> str:
    """What the page itself says, a line each: menu, fields, buttons, heads of columns; nothing of reports."""
    told = page.locator(FURNITURE).evaluate_all("all => all.map(one => one.innerText)")
    return "\n".join(dict.fromkeys(line for one in told if (line := " ".join(one.split()))))


def smaller(taken: bytes) -> bytes:
    """The picture in a palette, with as many colours and as large as it may be."""
    with Image.open(io.BytesIO(taken)) as picture:
        for part, colours in SIZES:
            made = io.BytesIO()
            shown = picture.convert("RGB").resize((WIDTH * part // 12, HEIGHT * part // 12), Image.Resampling.LANCZOS)
            shown.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
            if len(made.getvalue()) <= MOST_BYTES:
                break
    return made.getvalue()


def digest(picture: Path) -> str:
    return hashlib.sha256(picture.read_bytes()).hexdigest()


def test_the_pictures_are_small_and_those_that_the_readme_shows_are_there() -> None:
    there = {path.stem: path for path in PICTURES.glob("*.png")}
    assert set(PAGES) == set(there) == {path.stem for path in PICTURES.glob("*.txt")}
    assert {} == {name: path.stat().st_size for name, path in there.items() if path.stat().st_size > MOST_BYTES}
    shown = re.findall(r"tests/golden/pages/(\w+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(shown) <= set(there)
