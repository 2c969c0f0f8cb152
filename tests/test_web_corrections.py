"""Correcting on the report's page: the form of a fact, what it refuses, what it shows afterwards, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.questions.corrections import correct, read_corrections
from pipeline.store import Actor, Store
from pipeline.store.users import add_user
from pipeline.web.app import create_app
from tests.archives import archive
from tests.test_accounts import WORD, entered, token_in
from tests.test_corrections import AN, BODY, NOW, WAS, doc, done, fact, ingest
from tests.test_web import HOME, form_token

pytestmark = pytest.mark.databases

PART = {"HX-Request": "true"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = archive(tmp_path)
    ingest(made, "a.pdf", BODY)
    return made


@pytest.fixture
def web(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store, tmp_path / "web", reviewer="An"), base_url=HOME) as made:
        yield made


def key(store: Store, table: str, text: str) -> str:
    return fact(store, table, text).rpartition(":")[2]


def send(web: TestClient, address: str, **fields: str) -> tuple[int, str, str]:
    """What a form of the pages gets back: status, where it leads, and the text."""
    token = form_token(web)
    answer = web.post(address, data={"token": token, **fields}, headers=PART, follow_redirects=False)
    return answer.status_code, answer.headers.get("hx-redirect", ""), answer.text


def test_every_fact_leads_to_its_form_with_what_was_read(web: TestClient, store: Store) -> None:
    page = web.get(f"/documents/{doc(store)}").text
    for table, text in (("citations", "05-CT/TW"), ("counts", "1.362"), ("unit_mentions", "Yên Minh"),
                        ("dates", "30/10/2016"), ("implementations", "Mèo Vạc")):  # fmt: skip
        address = f"/documents/{doc(store)}/facts/{key(store, table, text)}"
        assert f'href="{address}"' in page
        form = web.get(address, headers=PART).text
        assert "<html" not in form
        assert all(word in form for word in ("Sửa", "Bỏ", "Vì sao sửa", 'name="token"'))
        assert "<html" in web.get(address).text
    form = web.get(f"/documents/{doc(store)}/facts/{key(store, 'citations', '05-CT/TW')}", headers=PART).text
    assert '<input type="date" name="issued_on" value="2016-10-30">' in form
    assert '<option value="Chỉ thị" selected>' in form


def test_a_date_is_corrected_shown_with_who_and_why_and_undone(web: TestClient, store: Store) -> None:
    at = f"/documents/{doc(store)}/facts/c1"
    status, way, _ = send(web, at, action="correct", issued_on="2016-05-15", doc_type="Chỉ thị", symbol="05-CT/TW",
                          issuer="Bộ Chính trị", subject="", why="gõ nhầm ngày", reviewer="Bình")  # fmt: skip
    assert 204 == status
    assert {"Huyện Mèo Vạc", "Huyện Yên Minh"} == set(done(store, NOW))
    (one,) = read_corrections(store)
    assert ("Bình", {"issued_on": "2016-05-15"}) == (one.correction.reviewer, one.correction.after)
    page = web.get(way).text
    assert f"Đã ghi chỗ sửa {one.correction.correction_id}." in page
    assert "2 × Văn bản" in page
    assert "2 × Thực hiện" in page
    assert page.count("<b>đã sửa</b>") == 4
    form = web.get(at, headers=PART).text
    assert "Ngày ban hành: 30/10/2016 → 15/05/2016" in form
    assert "Bình, " in form
    assert "gõ nhầm ngày" in form
    other = web.get(f"/documents/{doc(store)}/facts/c2", headers=PART).text
    assert "theo chỗ sửa ở" in other
    status, way, _ = send(web, f"/corrections/{one.correction.correction_id}/undo", doc=doc(store))
    assert (204, {WAS}) == (status, {row["directive_id"] for row in store.records("citations")})
    assert f"Đã hoàn tác chỗ sửa {one.correction.correction_id}" in web.get(way).text


def test_a_fact_is_rejected_and_a_missing_one_added(web: TestClient, store: Store) -> None:
    status, _, _ = send(web, f"/documents/{doc(store)}/facts/n1", action="reject", why="không phải số liệu")
    assert (204, "09 lớp") == (status, next(read_corrections(store)).correction.anchor.words)
    at = store.text(doc(store)).index("09 lớp")
    address = f"/documents/{doc(store)}/add"
    form = web.get(f"{address}?start={at}&end={at + 6}&table=counts", headers=PART).text
    assert '<input name="value" value="9"' in form  # what the words say by themselves
    place = {"start": str(at), "end": str(at + 6), "table": "counts"}
    assert 204 == send(web, address, **place, value="9", measure="lớp tập huấn", why="thiếu")[0]
    added = [row for row in store.records("counts") if row["corrected"]]
    assert [("09 lớp", "9", "lớp tập huấn", "An")] == [(r["text"], r["value"], r["measure"], "An") for r in added]
    for table in ("citations", "dates", "unit_mentions", "implementations"):
        assert 200 == web.get(f"{address}?start={at}&end={at + 6}&table={table}", headers=PART).status_code


def test_what_is_refused_is_told_in_the_form_and_changes_nothing(web: TestClient, store: Store) -> None:
    at = f"/documents/{doc(store)}/facts/{key(store, 'unit_mentions', 'Yên Minh')}"
    for fields, told in (
        ({"unit_id": "Huyện Đồng Văn"}, "vì sao"),
        ({"unit_id": "Huyện <b>Lạ", "why": "x"}, "danh mục"),
    ):
        status, way, text = send(web, at, action="correct", **fields)
        assert (200, "") == (status, way)
        assert told in text
        assert "<b>Lạ" not in text
    assert [] == list(read_corrections(store))
    token = form_token(web)
    plain = web.post(at, data={"token": token, "action": "reject"}, follow_redirects=False)
    assert (400, True) == (plain.status_code, "<html" in plain.text)


def test_no_other_site_s_form_corrects_anything(web: TestClient, store: Store) -> None:
    form_token(web)
    for address in (f"/documents/{doc(store)}/facts/c1", f"/documents/{doc(store)}/add", "/corrections/k1/undo"):
        for given in ({}, {"token": "0" * 64}):
            assert 403 == web.post(address, data={"action": "reject", "why": "x", **given}).status_code
        foreign = web.post(address, data={"token": form_token(web)}, headers={"Origin": "http://evil.example"})
        assert 403 == foreign.status_code
    assert [] == list(read_corrections(store))


def test_what_is_not_there_is_no_page(web: TestClient, store: Store) -> None:
    for address in ("/facts/c99", "/facts/x", "/add?start=5&end=999999", "/add?start=0&end=3&table=users"):
        assert 404 == web.get(f"/documents/{doc(store)}{address}").status_code
    assert 422 == send(web, f"/documents/{doc(store)}/add", start="x", end="3", table="counts")[0]
    assert 400 == send(web, "/corrections/k0000/undo")[0]


def test_a_correction_whose_place_is_gone_is_told_on_the_page(web: TestClient, store: Store) -> None:
    correct(store, doc(store), "c1", {"issued_on": "2016-05-15"}, why="<i>nhầm</i>", actor=Actor("An"))
    ingest(store, "a.pdf", "Viết lại hết.\n", "viết lại")
    for address in (f"/documents/{doc(store)}", "/corrections"):
        page = web.get(address).text
        assert "không tìm thấy chỗ cũ" in page
        assert "Chỉ thị số 05-CT/TW" in page
        assert "&lt;i&gt;nhầm" in page
    page = web.get(f"/documents/{doc(store)}").text
    assert re.search(r'<details class="notice bad" open>', page)


def test_the_evidence_of_a_cell_leads_to_the_form_of_its_fact(web: TestClient, store: Store) -> None:
    grid = web.get(f"/matrix?directive={WAS}").text
    address = next(one for one in re.findall(r'href="([^"]+)"', grid) if "/matrix/cell" in one).replace("&amp;", "&")
    cell = web.get(address, headers=PART).text
    found = re.search(r'class="correct" href="(/documents/\w+)\?fact=(\w+)#', cell)
    assert found
    assert f'hx-get="{found[1]}/facts/{found[2]}" hx-trigger="load"' in web.get(f"{found[1]}?fact={found[2]}").text
    assert "Thực hiện" in web.get(f"{found[1]}/facts/{found[2]}", headers=PART).text


def test_who_may_only_look_sees_who_corrected_and_is_offered_nothing(store: Store, tmp_path: Path) -> None:
    correct(store, doc(store), "c1", {"issued_on": "2016-05-15"}, why="nhầm", actor=AN)
    add_user(store, "Xem", "viewer", WORD, actor=AN)
    add_user(store, "Soát", "reviewer", WORD, actor=AN)
    for name, offered in (("Xem", False), ("Soát", True)):
        web = entered(store, tmp_path / name, name)
        page = web.get(f"/documents/{doc(store)}").text
        form = web.get(f"/documents/{doc(store)}/facts/c1").text
        assert "nhầm" in form
        shown = ["Bấm vào một dữ kiện" in page, "Vì sao sửa" in form, "Hoàn tác" in form]
        assert [offered] * 3 == shown
    token = token_in(web.get(f"/documents/{doc(store)}/facts/c1"))
    told = {"token": token, "action": "reject", "why": "thử", "reviewer": "Người khác"}
    assert 303 == web.post(f"/documents/{doc(store)}/facts/c1", data=told, follow_redirects=False).status_code
    assert ["An", "Soát"] == [one.correction.reviewer.split()[-1] for one in read_corrections(store)]


def test_the_api_tells_every_correction(web: TestClient, store: Store) -> None:
    made = correct(store, doc(store), "c1", {"issued_on": "2016-05-15"}, why="nhầm", actor=AN)
    told = web.get(f"/api/corrections?doc={doc(store)}").json()
    assert (1, made.correction_id, "placed") == (
        told["total"], told["corrections"][0]["correction_id"], told["corrections"][0]["state"],
    )  # fmt: skip
    assert {"total": 0, "corrections": []} == web.get("/api/corrections?state=unplaced").json()
    assert 404 == web.get("/api/corrections?doc=khong").status_code


def test_english_pages_speak_english_around_the_report_s_words(web: TestClient, store: Store) -> None:
    form = web.get(f"/documents/{doc(store)}/facts/{key(store, 'implementations', 'Mèo Vạc')}?lang=en").text
    assert all(word in form for word in ("Reject", "Who corrects", "in progress", "Status"))
    web.get("/corrections?lang=en")
