"""The pages: what each shows, what every request must pass, and that text of reports and names stays text."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

from extractors.patterns import strip_marks
from pipeline.ingest import ingest
from pipeline.messages import RefusedError, Words
from pipeline.questions.checked import by_report, open_mismatches, read_audited
from pipeline.questions.overview import read_documents
from pipeline.questions.report_view import Paragraph, read_leaves
from pipeline.store import Store, open_store
from pipeline.web.app import create_app
from pipeline.web.safety import VISIT
from pipeline.web.server import serve
from tests.archives import add, archive
from tests.conftest import REPORTS

HOME = "http://127.0.0.1:8321"
PAGES = ["/", "/documents", "/matrix", "/matrix?directive=05-CT/TW", "/search", "/search?q=ket+luan", "/audit",
         "/due?period=2024", "/files", "/plans", "/plans?period=2024-06", "/series", "/series?words=lop",
         "/submit", "/api"]  # fmt: skip
HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}}"


def browser(store: Store, folder: Path) -> TestClient:
    return TestClient(create_app(store, folder, reviewer="An"), base_url=HOME, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trang")


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    """A store of the seed as PDF and as Word."""
    made = open_store(f"sqlite:///{folder / 'baocao.db'}", create=True)
    ingest([REPORTS / "report.pdf", REPORTS / "report.docx"], store=made, workers=0)
    return made


@pytest.fixture(scope="module")
def web(store: Store, folder: Path) -> Iterator[TestClient]:
    with browser(store, folder / "web") as made:
        yield made


def report_of(store: Store, name: str) -> str:
    [doc_id] = store.find(name)
    return doc_id


def mismatch(store: Store, doc_id: str) -> str:
    return next(str(row["finding_id"]) for row in store.records("findings", doc_id) if row["verdict"] == "mismatch")


def form_token(web: TestClient, address: str = "/submit") -> str:
    found = re.search(r'name="token" value="(\w+)"', web.get(address).text)
    assert found
    return found[1]


# What every page must keep


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_there_in_both_languages_without_inline_code_or_foreign_addresses(
    web: TestClient, store: Store, language: str
) -> None:
    doc_id = report_of(store, "report.pdf")
    for address in [*PAGES, f"/documents/{doc_id}", f"/audit/{doc_id}"]:
        answer = web.get(address + ("&" if "?" in address else "?") + f"lang={language}")
        assert 200 == answer.status_code, address
        assert f'<html lang="{language}">' in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", answer.text)
        assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)
    web.get("/?lang=vi")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8321", "", "localhost.evil"])
def test_a_foreign_host_is_refused(web: TestClient, host: str) -> None:
    answer = web.get("/documents", headers={"Host": host})
    assert 400 == answer.status_code
    assert "report.pdf" not in answer.text
    assert 200 == web.get("/documents", headers={"Host": "localhost:9999"}).status_code


def test_only_forms_of_our_own_pages_are_taken(web: TestClient, store: Store) -> None:
    doc_id = report_of(store, "report.pdf")
    address = f"/audit/{doc_id}/{mismatch(store, doc_id)}"
    token = form_token(web)
    given = {"decision": "dismissed", "token": token}
    refused = [
        web.post(address, data=given, headers={"Origin": "https://evil.example"}),
        web.post(address, data=given, headers={"Sec-Fetch-Site": "cross-site"}),
        web.post(address, data={"decision": "dismissed"}),
        web.post(address, data={**given, "token": "0" * 64}),
        web.post(address, data=given, headers={"Cookie": f"{VISIT}={'a' * 32}"}),
        web.get(f"{address}?decision=dismissed"),
    ]
    assert [403, 403, 403, 403, 403, 405] == [answer.status_code for answer in refused]
    assert [] == list(store.records("reviews"))


def test_a_form_that_is_too_large_is_refused(web: TestClient, store: Store) -> None:
    doc_id = report_of(store, "report.pdf")
    address = f"/audit/{doc_id}/{mismatch(store, doc_id)}"
    given = {"decision": "confirmed", "token": form_token(web), "note": "x" * 200_000}
    assert 413 == web.post(address, data=given).status_code


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/không-có", 404), ("/documents/000000000000", 404), ("/documents/..%2f..%2fetc%2fpasswd", 404),
        ("/static/../app.py", 404), ("/static/%2e%2e/app.py", 404), ("/documents?offset=-1", 422),
        ("/matrix?period=hôm nay", 400), ("/due?period=x", 400), ("/search?q=" + "a" * 2001, 400),
        ("/matrix/cell?of=x&about=y", 404), ("/audit/000000000000", 404), ("/submit/none", 404),
        ("/api/documents/000000000000", 404), ("/api/due?period=x", 400), ("/api/search?status=x", 400),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_in_a_sentence(web: TestClient, address: str, status: int) -> None:
    answer = web.get(address)
    assert (status, False) == (answer.status_code, "Traceback" in answer.text)
    assert "detail" in answer.text if address.startswith("/api") else "<html" in answer.text


def test_our_own_fault_shows_no_traceback_and_keeps_the_headers(tmp_path: Path) -> None:
    store = archive(tmp_path)
    doc_id = add(store, "a.pdf", "Huyện Bắc Mê mở 09 lớp.\n")
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM texts")
    answer = browser(store, tmp_path / "web").get(f"/documents/{doc_id}")
    assert 500 == answer.status_code
    assert "KeyError" not in answer.text
    assert "content-security-policy" in answer.headers


def test_text_and_names_stay_text_on_every_page(tmp_path: Path) -> None:
    store = archive(tmp_path)
    told = {"unit_id": "x", "unit_name": f"Huyện {HOSTILE}", "status": "implemented", "text": HOSTILE,
            "directive_id": f"05-CT/TW{HOSTILE}@2016-05-15", "activity": HOSTILE}  # fmt: skip
    doc_id = add(store, f"{HOSTILE}.pdf", f"Huyện Bắc Mê {HOSTILE} mở 09 lớp theo Kết luận 70-KL/TW.\n", done=[told])
    web = browser(store, tmp_path / "web")
    shown = [f"/documents/{doc_id}", f"/audit/{doc_id}", "/search?q=09+lớp", f"/search?q={HOSTILE}",
             f"/documents?q={HOSTILE}", f"/matrix?unit={HOSTILE}", "/matrix?level=agency"]  # fmt: skip
    met = 0
    for address in [*PAGES, *shown]:
        text = web.get(address).text
        assert "<img src=x" not in text
        assert "49" not in re.findall(r"onerror=alert\(1\)\S*?(49)", text)
        met += "&lt;img src=x onerror=alert(1)&gt;" in text
    assert met >= 7


def test_letters_that_turn_the_reading_order_are_written_out(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add(store, "bao\u202efdp.exe", "Không có gì.\n")
    text = browser(store, tmp_path / "web").get("/documents").text
    assert "\u202e" not in text
    assert r"bao\u202efdp.exe" in text


def test_the_pages_open_for_this_machine_only(store: Store) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::"):
        with pytest.raises(RefusedError, match="chưa có người dùng"):
            serve(store, host=host)


# The report


def test_the_text_of_a_report_is_shown_whole_and_each_note_under_the_words_that_call_it(store: Store) -> None:
    doc_id = report_of(store, "report.pdf")
    leaves = read_leaves(store, doc_id, Words())
    document = store.document(doc_id)

    def said(paragraph: Paragraph) -> Iterator[Paragraph]:
        yield paragraph
        yield from paragraph.notes

    every = [one for leaf in leaves for paragraph in leaf.paragraphs for one in said(paragraph)]
    for one in every:
        assert document.text[one.start : one.end] == "".join(piece.text for piece in one.pieces)
    lost = set(re.findall(r"\w+", document.text)) - set(re.findall(r"\w+", " ".join(
        piece.text for one in every for piece in one.pieces)))  # fmt: skip
    assert {word for word in lost if f" {word} " in document.text} == set()
    calling = next(one for one in every if "1862 học viên" in document.text[one.start : one.end] and one.notes)
    assert ["4"] == [note.mark for note in calling.notes]


def test_a_page_has_its_picture_with_a_box_for_each_fact_at_its_place(web: TestClient, store: Store) -> None:
    doc_id = report_of(store, "report.pdf")
    text = web.get(f"/documents/{doc_id}").text
    first = next(row for row in store.records("citations", doc_id) if row["symbol"] == "70-KL/TW")
    key = str(first["mention_id"]).rpartition(":")[2]
    [_, x0, top, *_] = json.loads(str(first["boxes"]))[0]
    assert f'<rect class="citations" data-key="{key}" x="{x0}" y="{top}"' in text
    assert f'class="chip citations " data-key="{key}"' in text
    picture = web.get(f"/documents/{doc_id}/pages/1.png")
    assert (200, "image/png", b"\x89PNG") == (picture.status_code, picture.headers["content-type"], picture.content[:4])
    for wrong in ("0.png", "99.png", "1.png?width=100000", "x.png"):
        assert web.get(f"/documents/{doc_id}/pages/{wrong}").status_code in (404, 422)


def test_a_word_file_shows_its_text_without_pictures(web: TestClient, store: Store) -> None:
    text = web.get(f"/documents/{report_of(store, 'report.docx')}").text
    assert "1862 học viên" in re.sub(r"<[^>]+>", "", text)
    assert "<img" not in text


def test_a_file_that_was_changed_gives_no_picture_of_what_was_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    shutil.copy(REPORTS / "report.pdf", file)
    store = archive(tmp_path)
    ingest([file], store=store, workers=0)
    with file.open("ab") as opened:
        opened.write(b"\n%")
    with browser(store, tmp_path / "web") as web:
        doc_id = report_of(store, "a.pdf")
        assert "Tệp gốc đã đổi" in web.get(f"/documents/{doc_id}").text
        assert 404 == web.get(f"/documents/{doc_id}/pages/1.png").status_code


# Matrix, search, audit, submission


def test_silence_is_shown_unlike_a_refusal(web: TestClient) -> None:
    text = web.get("/matrix?directive=05-CT/TW&level=district").text
    rows = {name: row for row in text.split("<tr>") for name in re.findall(r'<th scope="row">([^<]+?)\s*<', row)}
    assert 'class="cell not_implemented"' in rows["Huyện Vị Xuyên"]
    assert ">C</a>" in rows["Huyện Vị Xuyên"]
    silent = web.get("/matrix?directive=70-KL/TW&level=district").text
    assert 11 == silent.count('<td class="cell no_evidence">')
    assert "not_implemented" not in re.sub(r'<p class="legend">.*?</p>|<option[^>]*>', "", silent)


def test_the_matrix_shows_only_units_of_a_status_where_one_is_asked_for(web: TestClient) -> None:
    text = web.get("/matrix?directive=05-CT/TW&level=district&status=not_implemented").text
    assert ["Huyện Vị Xuyên"] == re.findall(r'<th scope="row">([^<]+?)\s*<', text)


def test_a_cell_leads_to_the_words_on_the_page(web: TestClient, store: Store) -> None:
    text = web.get("/matrix?directive=05-CT/TW&status=not_implemented&level=district").text
    address = re.findall(r'href="(/matrix/cell[^"]+)"', text)[0].replace("&amp;", "&")
    part = web.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "<html" in web.get(address).text
    doc_id, _, start, end = re.findall(r'href="/documents/(\w+)#p(\d+):(\d+)-(\d+)"', part)[0]
    said = store.text(doc_id)[int(start) : int(end)]
    assert "chưa lựa chọn chủ đề" in said
    boxes = web.get(f"/api/documents/{report_of(store, 'report.pdf')}/boxes?start=0&end=40").json()
    assert {1} == {box["page"] for box in boxes}


def test_the_matrix_is_there_as_a_spreadsheet(web: TestClient) -> None:
    answer = web.get("/matrix.xlsx?directive=05-CT/TW&level=district&status=not_implemented")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert ["Huyện Vị Xuyên"] == [
        str(sheet.cell(row, 1).value).partition(" (")[0] for row in range(2, sheet.max_row + 1)
    ]


@pytest.mark.parametrize("query", ["Đảng ủy", "dang uy", "đảng uỷ"])
def test_search_finds_with_and_without_marks(web: TestClient, query: str) -> None:
    found = re.findall(r"<mark>([^<]+)</mark>", web.get("/search", params={"q": query}).text)
    assert found
    assert {"dang", "uy"} == {strip_marks(word.lower()) for word in found}


@pytest.mark.parametrize("query", ['"', "*", "NEAR(", "a AND", "%", "'; DROP TABLE passages; --", "\x00"])
def test_signs_of_a_search_engine_are_only_signs(web: TestClient, query: str) -> None:
    assert 200 == web.get("/search", params={"q": query}).status_code


def test_facets_narrow_the_search_down_under_a_stable_address(web: TestClient) -> None:
    text = web.get("/search?q=h%E1%BB%8Dc+t%E1%BA%ADp").text
    address = re.findall(r'href="(/search\?directive=05-CT[^"]+)"', text)[0].replace("&amp;", "&")
    assert "/search?directive=05-CT%2FTW%402016-05-15&q=h%E1%BB%8Dc+t%E1%BA%ADp" == address
    assert "05-CT/TW" in web.get(address).text


def test_months_and_types_of_documents_narrow_the_search_down_too(web: TestClient) -> None:
    text = web.get("/search?q=ban").text
    address = re.findall(r'href="(/search\?[^"]*period=2024-[^"]+)">05/2024<', text)[0].replace("&amp;", "&")
    assert 'href="/search?q=ban&amp;type=B%C3%A1o+c%C3%A1o">Báo cáo</a>' in text
    narrowed = web.get(f"{address}&type=b%C3%A1o+c%C3%A1o").text
    assert re.findall(r'<li>\s*<p class="where">', narrowed)
    assert "✕ 05/2024" in narrowed
    assert "<option selected>Báo cáo</option>" in web.get("/search?q=ban&type=B%C3%A1o+c%C3%A1o").text
    assert 400 == web.get("/search?q=ban&type=Truy%E1%BB%87n").status_code
    found = web.get("/api/search", params={"q": "ban", "type": "bao cao", "limit": 1}).json()
    assert ("Báo cáo", "2024-05") == (found["hits"][0]["doc_type"], found["hits"][0]["month"])


def test_a_decision_counts_at_once_and_can_be_taken_back(tmp_path: Path) -> None:
    store = archive(tmp_path)
    ingest([REPORTS / "report.docx"], store=store, workers=0)
    web = browser(store, tmp_path / "web")
    doc_id = report_of(store, "report.docx")
    before = by_report(open_mismatches(store))[doc_id]
    address, token = f"/audit/{doc_id}/{mismatch(store, doc_id)}", form_token(web)
    given = {"decision": "explained", "note": HOSTILE, "reviewer": "Bình"}
    part = web.post(address, data=given, headers={"HX-Request": "true", "X-CSRF-Token": token})
    assert 200 == part.status_code
    assert "<img src" not in part.text
    assert 'data-decision="explained"' in part.text
    assert before - 1 == len(open_mismatches(store))
    [review] = store.records("reviews")
    assert (HOSTILE, "Bình") == (review["note"], review["reviewer"])
    answer = web.post(address, data={"decision": "open", "token": token}, follow_redirects=False)
    assert (303, f"/audit/{doc_id}") == (answer.status_code, answer.headers["location"].partition("#")[0])
    assert before == by_report(open_mismatches(store))[doc_id]
    assert 404 == web.post(address, data={"decision": "nonsense", "token": token}).status_code


def test_files_that_are_submitted_go_the_way_of_every_ingest(tmp_path: Path) -> None:
    store = archive(tmp_path)
    with browser(store, tmp_path / "web") as web:
        files = [
            ("files", ("../../<b>tốt.docx", (REPORTS / "report.docx").read_bytes())),
            ("files", ("hỏng.pdf", b"%PDF-1.7 nothing")),
        ]
        answer = web.post("/submit", data={"token": form_token(web)}, files=files, follow_redirects=False)
        assert 303 == answer.status_code
        address = answer.headers["location"]
        until = time.monotonic() + 90
        while "Đã xong." not in (text := web.get(address).text) and time.monotonic() < until:
            time.sleep(0.2)
    assert "&lt;b&gt;tốt.docx" in text or "b&gt;tốt.docx" in text
    assert "<b>tốt" not in text
    told = {Path(str(row["path"])).name: str(row["outcome"]) for row in store.records("outcomes")}
    assert {"<b>tốt.docx": "indexed", "hỏng.pdf": "quarantined"} == told
    assert all(str(row["path"]).startswith(str(tmp_path / "web")) for row in store.records("outcomes"))
    assert "CORRUPT" in text


def test_a_submission_without_a_file_or_a_token_is_refused(web: TestClient, store: Store) -> None:
    before = len(list(store.records("outcomes")))
    assert 400 == web.post("/submit", data={"token": form_token(web)}).status_code
    assert 403 == web.post("/submit", files=[("files", ("a.pdf", b"%PDF-"))]).status_code
    assert before == len(list(store.records("outcomes")))


def test_the_json_is_read_only_and_described(web: TestClient, store: Store) -> None:
    described = web.get("/api/openapi.json").json()
    assert {"get"} == {way for ways in described["paths"].values() for way in ways}
    assert all(address.startswith("/api/") for address in described["paths"])
    doc_id = report_of(store, "report.pdf")
    assert doc_id in {row["doc_id"] for row in web.get("/api/documents").json()["documents"]}
    rows = web.get(f"/api/documents/{doc_id}/tables/citations").json()
    assert rows == list(store.records("citations", doc_id))
    assert "not_implemented" in {row["status"] for row in web.get("/api/matrix?directive=05-CT/TW").json()["rows"]}


def test_the_reports_to_audit_come_with_most_open_mismatches_first(web: TestClient, store: Store) -> None:
    wrong = by_report(open_mismatches(store))
    found, total = read_audited(store)
    assert 2 == total
    assert sorted(wrong.values(), reverse=True) == [row["open"] for row in found]
    verdicts = Counter(str(row["verdict"]) for row in store.records("findings", str(found[0]["doc_id"])))
    assert dict(verdicts) == {name: found[0][name] for name in verdicts}


def test_a_report_is_found_by_its_name_in_small_letters_and_capitals(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add(store, "Đợt 1 100%.pdf", "Không có gì.\n")
    add(store, "khác.pdf", "Không có gì.\n", province="Yên Bái")
    for typed, expected in (("đợt", 1), ("ĐỢT", 1), ("100%", 1), ("_", 0), ("vptu", 2), ("", 2)):
        assert expected == read_documents(store, typed)[1], typed


class _ReachedError(Exception):
    pass


def test_who_is_told_the_address_can_come_at_once(store: Store) -> None:
    def come(address: str) -> None:
        host, _, port = address.removeprefix("http://").rpartition(":")
        socket.create_connection((host, int(port)), timeout=5).close()
        raise _ReachedError

    with pytest.raises(_ReachedError):
        serve(store, port=0, told=come)
