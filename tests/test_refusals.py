"""What is refused is told in the language that was asked for: at the terminal, on the pages and in the API."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.cli import main
from pipeline.readers.errors import REASONS
from pipeline.store import Outcome
from pipeline.web.app import create_app
from tests.archives import add, archive

# Letters that no English word has; what stands in quotes are the user's or a report's own words.
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”")

WRONG = (
    "show khong-co", "audit khong-co", "search", "search x --limit 0", "search x --offset -1", "search x --status xong",
    "search x --type Thư", "search x --period mai", "matrix --unit Đồi-Mơ", "matrix --as-of mai",
    "matrix --from {folder}/missing.csv", "matrix --from {folder}/empty.csv", "due --period ?", "series --unit Đồi-Mơ",
    "series --measure voi", "forms --form Biểu-9", "review ffff --decision confirmed", "undo ffff",
    "correct kho.pdf --fact zz --set value=1 --why x", "correct kho.pdf --add counts --why x",
    "correct kho.pdf --add counts --span 1-2 --set mau=đỏ --why x",
    "correct kho.pdf --add dates --span 1-2 --set start_on=mai --why x",
    "correct kho.pdf --add citations --span 1-2 --set symbol=abc --why x",
    "correct kho.pdf --add unit_mentions --span 1-2 --set unit=Đồi-Mơ --why x",
    "correct kho.pdf --add counts --span 1-2 --set value=hai --why x",
    "correct kho.pdf --add counts --span 1-999999 --set value=2 --why x",
    "user add", "user add an", "user remove an", "trail --action x", "export --to {folder}/kho.txt/x --format csv",
    "export --to {folder} --format csv --partition year", "ingest {folder}/missing", "ingest {folder} --scheduler tcp://x",
    "watch {folder}/missing", "watch {folder} --scheduler tcp://x", "diff {folder} {folder}",
    "diff {folder}/missing {folder}/missing",
    "missing --expect {folder}/wrong.csv --period 2024", "missing --expect {folder}/row.csv --period 2024",
    "missing --expect {folder}/kho.pdf --period 2024", "serve --host 0.0.0.0", "serve --host 0.0.0.0 --no-login",
)  # fmt: skip
ELSEWHERE = (
    "sqlite:///{folder}/none.db",
    "sqlite:///{folder}/kho.pdf",
    "mysql://x",
    "kho",
    "postgresql://127.0.0.1:1/x",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    store = archive(folder)
    add(store, "kho.pdf", "Huyện ủy Mèo Vạc đã mở 3 lớp trong tháng 5 năm 2024.")
    store.engine.dispose()
    (folder / "kho.pdf").write_bytes(b"%PDF-1.7 \xff\xfe")
    (folder / "kho.txt").write_text("x")
    (folder / "empty.csv").write_text("x,y\n1,2\n")
    (folder / "wrong.csv").write_text("x,y\n1,2\n")
    (folder / "row.csv").write_text("unit,every,due_day\nHuyện ủy Mèo Vạc,hôm nay,99\n")
    return folder


@pytest.mark.parametrize("asked", WRONG)
def test_the_terminal_refuses_in_english(asked: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{folder}/baocao.db"
    assert 2 == main([*asked.format(folder=folder).split(), "--lang", "en", "--store", url]), asked
    assert_english(capsys.readouterr().err)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_store_that_cannot_be_used_is_told_in_english(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main(["status", "--lang", "en", "--store", url.format(folder=folder)])
    assert_english(capsys.readouterr().err)


def assert_english(told: str) -> None:
    assert told.startswith("baocao: "), told
    assert not VIETNAMESE.search(QUOTED.sub("", told)), told


def test_a_setting_that_is_no_number_is_told_in_english(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOCAO_PAGES", "nhiều")
    assert 2 == main(["ingest", str(folder / "kho.txt"), "--lang", "en", "--store", f"sqlite:///{folder}/baocao.db"])
    assert "baocao: BAOCAO_PAGES must be a number, not “nhiều”.\n" == capsys.readouterr().err


def test_pages_and_the_api_refuse_in_the_browsers_language(tmp_path: Path) -> None:
    store = archive(tmp_path)
    with TestClient(create_app(store, tmp_path, reviewer="An"), base_url="http://localhost") as web:
        for address in ("/search?q=x&status=xong", "/matrix?unit=Đồi+Mơ", "/series?unit=Đồi+Mơ", "/plans?period=mai"):
            told = web.get(f"{address}&lang=en").text
            assert_english(f"baocao: {alert(told)}")
            assert VIETNAMESE.search(QUOTED.sub("", alert(web.get(f"{address}&lang=vi").text))), address
        for address in (
            "/api/search?q=x&status=xong",
            "/api/matrix?unit=Đồi+Mơ",
            "/api/due?period=mai",
            "/api/nothing",
        ):
            more = "&" if "?" in address else "?"
            assert_english(f"baocao: {web.get(f'{address}{more}lang=en').json()['detail']}")
        assert_english(f"baocao: {web.post('/submit?lang=en', headers={'Origin': 'https://evil.example'}).text}")


def test_a_part_of_a_page_is_told_why_it_is_refused(tmp_path: Path) -> None:
    store = archive(tmp_path)
    doc_id = add(store, "a.pdf", "Huyện ủy Mèo Vạc đã mở 3 lớp.")
    part = {"HX-Request": "true"}
    with TestClient(create_app(store, tmp_path, reviewer="An"), base_url="http://localhost") as web:
        old = web.post(f"/documents/{doc_id}/facts/x", headers=part, data={"token": "0"})
        assert (403, "Phiên làm việc đã cũ. Hãy tải lại trang rồi làm lại.") == (old.status_code, old.text)
        foreign = web.post(f"/documents/{doc_id}/facts/x", headers={**part, "Origin": "https://evil.example"})
        assert (403, "Yêu cầu đến từ trang khác nên không được thực hiện.") == (foreign.status_code, foreign.text)


def alert(page: str) -> str:
    """What a page says went wrong."""
    found = re.search(r'role="alert">([^<]*)<', page)
    assert found, page
    return html.unescape(found[1])


def test_every_reason_why_a_file_gave_no_report_is_told_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = archive(tmp_path)
    for reason in REASONS:
        message = "Vì sao không đọc được, bằng tiếng Việt."
        store.keep(Outcome(f"/kho/{reason}", f"/kho/{reason}", "quarantined", reason=reason, message=message))
    assert 0 == main(["status", "--failed", "--lang", "en", "--store", f"sqlite:///{tmp_path}/baocao.db"])
    told = capsys.readouterr().out
    assert not VIETNAMESE.search(told)
    assert all(f"[{reason}]" in told for reason in REASONS - {"IGNORED"})
    with TestClient(create_app(store, tmp_path, reviewer="An"), base_url="http://localhost") as web:
        assert "The file is empty. Ask the sender for it again." in web.get("/files?lang=en").text
        assert "bằng tiếng Việt" in web.get("/files?lang=vi").text
