"""Who may use the pages: users, sessions, roles, and that nothing is open by mistake."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount

from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.messages import RefusedError
from pipeline.store import Actor, Store, open_store, passwords, sessions
from pipeline.store.passwords import LONGEST, SHORTEST, is_right, to_hash
from pipeline.store.schema import METADATA
from pipeline.store.sessions import IDLE, TooManyError, WrongPasswordError, find_session, log_in, make_token
from pipeline.store.trail import read_changes
from pipeline.store.users import ROLES, add_user, disable_user, enable_user, remove_user, set_password, set_role, users
from pipeline.web.access import Login, admit, needed
from pipeline.web.app import create_app
from pipeline.web.safety import LOOPBACK, SESSION, check_token
from pipeline.web.server import _hosts, serve
from tests.archives import archive
from tests.conftest import REPORTS

HOME = "http://127.0.0.1:8321"
WORD = "mật khẩu đủ dài"
ROOT = Actor("quản trị")
HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}}"


def client(store: Store, folder: Path, *, login: Login = "with_users", home: str = HOME) -> TestClient:
    app = create_app(store, folder / "web", reviewer="máy này", login=login)
    return TestClient(app, base_url=home, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of one report and one user of each role, whose name is the role."""
    store = archive(tmp_path_factory.mktemp("kho"))
    ingest([REPORTS / "report.docx"], store=store, workers=0)
    for role in ROLES:
        add_user(store, role, role, WORD, actor=ROOT)
    return store


@pytest.fixture
def staffed(store: Store, tmp_path: Path) -> Store:
    """The same, for one test alone."""
    store.flush()
    shutil.copy(str(store.engine.url.database), tmp_path / "baocao.db")
    return open_store(f"sqlite:///{tmp_path / 'baocao.db'}")


def token_in(answer: Any) -> str:
    found = re.search(r'name="token" value="(\w+)"', answer.text)
    assert found, answer.text
    return found[1]


def enter(web: TestClient, name: str, password: str = WORD, then: str = "/") -> Any:
    given = {"name": name, "password": password, "next": then, "token": token_in(web.get("/login"))}
    return web.post("/login", data=given)


def entered(store: Store, folder: Path, name: str) -> TestClient:
    web = client(store, folder)
    assert 303 == enter(web, name).status_code
    return web


def a_mismatch(store: Store) -> tuple[str, str]:
    row = next(row for row in store.records("findings") if row["verdict"] == "mismatch")
    return str(row["doc_id"]), str(row["finding_id"])


def every_route(routes: Iterator[BaseRoute] | list[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from every_route(inner.routes)


def filled(path: str, store: Store) -> str:
    doc_id, finding = a_mismatch(store)
    known = {"doc_id": doc_id, "finding_id": finding, "page": "1"}
    return re.sub(r"{(\w+)}", lambda found: known.get(found[1], "x"), path)


# Passwords and users


def test_a_password_is_kept_as_an_argon2id_hash_and_nothing_else(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    [row] = store.ask("SELECT hash FROM users")
    assert row[0].startswith("$argon2id$")
    store.flush()
    assert all(WORD.encode() not in path.read_bytes() for path in tmp_path.glob("baocao.db*"))


def test_a_password_typed_composed_or_not_is_the_same_and_no_other_is() -> None:
    kept = to_hash("m\u1eadt kh\u1ea9u \u0111\u1ee7 d\u00e0i", "An")
    assert is_right("ma\u0323\u0302t kha\u0302\u0309u \u0111u\u0309 da\u0300i", kept)
    assert not is_right("mat khau du dai", kept)
    assert not is_right("", kept)
    assert not is_right(WORD, "")
    assert not is_right(WORD, "no hash at all")


@pytest.mark.parametrize("weak", ["", "x" * (SHORTEST - 1), "x" * (LONGEST + 1), "nguyenvanan1", "NguyenVanAn@123"])
def test_a_weak_password_is_refused(tmp_path: Path, weak: str) -> None:
    store = archive(tmp_path)
    with pytest.raises(RefusedError, match="Mật khẩu"):
        add_user(store, "nguyenvanan", "viewer", weak, actor=ROOT)
    assert ([], []) == (users(store), read_changes(store)[0])


@pytest.mark.parametrize("name", ["", " An", "An ", "a\nb", "a\u202eb", "a\u200bb", "\0", "x" * 65])
def test_a_name_that_hides_something_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="Tên người dùng"):
        add_user(archive(tmp_path), name, "viewer", WORD, actor=ROOT)


def test_one_name_is_one_user_however_it_is_typed(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add_user(store, "B\u00ecnh", "viewer", WORD, actor=ROOT)
    for same in ("bình", "BI\u0300NH"):
        with pytest.raises(RefusedError, match="Đã có người dùng"):
            add_user(store, same, "admin", WORD, actor=ROOT)
        assert "Bình" == log_in(store, same, WORD, address="")[1].name


def test_what_is_done_to_users_is_in_the_trail(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    set_role(store, "an", "admin", actor=ROOT)
    set_password(store, "an", WORD * 2, actor=ROOT)
    disable_user(store, "an", actor=ROOT)
    enable_user(store, "an", actor=ROOT)
    make_token(store, "an", actor=ROOT)
    remove_user(store, "an", actor=ROOT)
    told, _ = read_changes(store)
    actions = ["user_removed", "token_made", "user_enabled", "user_disabled", "password_changed", "role_changed",
               "user_added"]  # fmt: skip
    assert actions == [one["action"] for one in told]
    assert {("quản trị", "An")} == {(one["who"], one["subject"]) for one in told}
    assert ({"role": "viewer"}, {"role": "admin"}) == (told[-2]["before"], told[-2]["after"])
    assert WORD not in json.dumps(told, ensure_ascii=False)
    for undone in (remove_user, disable_user, make_token):
        with pytest.raises(RefusedError, match="Không có người dùng"):
            undone(store, "An", actor=ROOT)


# Sessions


def test_a_session_ends_when_idle_and_at_the_end_of_the_day(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    key, _ = log_in(store, "An", WORD, address="")
    kept = METADATA.tables["sessions"]

    def aged(seen: timedelta, began: timedelta) -> bool:
        moment = datetime.now(UTC)
        told = {"seen_at": (moment - seen).isoformat(), "began_at": (moment - began).isoformat()}
        with store.transaction(writes=True) as connection:
            connection.execute(sa.update(kept).values(told))
        return find_session(store, key) is not None

    second = timedelta(seconds=30)
    assert aged(IDLE - second, IDLE)
    assert not aged(IDLE + second, IDLE * 2)
    assert aged(timedelta(), sessions.LONGEST - second)
    assert not aged(timedelta(), sessions.LONGEST + second)
    assert aged(timedelta(minutes=10), timedelta(hours=1))
    [[seen]] = store.ask("SELECT seen_at FROM sessions")
    assert datetime.now(UTC) - datetime.fromisoformat(seen) < timedelta(seconds=60)  # it has been seen just now


@pytest.mark.parametrize("end", ["remove", "disable", "password", "logout"])
def test_a_session_ends_at_once_with_its_user_a_new_password_or_logout(tmp_path: Path, end: str) -> None:
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    web = entered(store, tmp_path, "An")
    other = entered(store, tmp_path, "An")
    token = {"Authorization": f"Bearer {make_token(store, 'An', actor=ROOT)}"}
    program = client(store, tmp_path, login="always")
    assert (200, 200) == (web.get("/").status_code, program.get("/api/documents", headers=token).status_code)
    key = web.cookies[SESSION]
    if end == "remove":
        remove_user(store, "An", actor=ROOT)
    elif end == "disable":
        disable_user(store, "An", actor=ROOT)
    elif end == "password":
        set_password(store, "An", WORD * 2, actor=ROOT)
    else:
        assert 303 == web.post("/logout", data={"token": token_in(web.get("/"))}).status_code
        assert 200 == other.get("/").status_code
    assert find_session(store, key) is None
    program.cookies.set(SESSION, key)
    assert 303 == program.get("/").status_code
    program.cookies.clear()
    expected = 200 if end == "logout" else 401
    assert expected == program.get("/api/documents", headers=token).status_code


def test_another_role_counts_from_the_next_request_on(tmp_path: Path) -> None:
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    web = entered(store, tmp_path, "An")
    assert 403 == web.get("/trail").status_code
    set_role(store, "An", "admin", actor=ROOT)
    assert 200 == web.get("/trail").status_code


def test_logging_in_gives_a_new_key_in_a_cookie_that_scripts_and_other_sites_never_see(
    tmp_path: Path, store: Store
) -> None:
    web = client(store, tmp_path)
    web.cookies.set(SESSION, "f" * 64)  # a key that somebody planted
    first = enter(web, "viewer")
    cookie = next(told for told in first.headers.get_list("set-cookie") if told.startswith(SESSION))
    key = cookie.partition("=")[2].partition(";")[0]
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert key != "f" * 64
    assert {"httponly", "samesite=strict", "path=/"} == {part.strip().lower() for part in cookie.split(";")[1:]}
    assert [] == store.ask("SELECT * FROM sessions WHERE key_hash = :key", {"key": key})
    safe = client(store, tmp_path, home="https://127.0.0.1:8321")
    assert all("secure" in told.lower() for told in enter(safe, "viewer").headers.get_list("set-cookie"))


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(tmp_path: Path, store: Store, staffed: Store) -> None:
    disabled = staffed
    disable_user(disabled, "admin", actor=ROOT)
    told = []
    for kept, name in ((store, "viewer"), (store, "không-có"), (disabled, "admin")):
        web = client(kept, tmp_path)
        answer = enter(web, name, "một mật khẩu sai" if kept is store else WORD)
        assert SESSION not in web.cookies
        told.append((answer.status_code, re.sub(r"\b[0-9a-f]{64}\b", "", answer.text).replace(name, "")))
    assert 401 == told[0][0]
    assert "Tên hoặc mật khẩu không đúng." in told[0][1]
    assert told[0] == told[1] == told[2]


def test_as_much_work_is_done_for_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    held: list[str] = []
    hasher = type(passwords._HASHER)
    verify = hasher.verify

    def counted(self: Any, known: str, password: str) -> bool:
        held.append(known.rpartition("$")[0].rpartition("$")[0])  # the parameters, which set the time it takes
        return bool(verify(self, known, password))

    monkeypatch.setattr(hasher, "verify", counted)
    for name in ("viewer", "không-có-ai"):
        with pytest.raises(WrongPasswordError):
            log_in(store, name, "một mật khẩu sai", address="10.0.0.9")
    assert 2 == len(held)
    assert held[0] == held[1]


def test_after_too_many_wrong_passwords_also_the_right_one_has_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_BY_NAME", 2)
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    add_user(store, "Bình", "viewer", WORD, actor=ROOT)
    for name in ("An", "không-có"):
        for number in range(sessions.MOST_BY_NAME):
            with pytest.raises(WrongPasswordError):
                log_in(store, name, "sai", address=f"10.0.0.{number}")
        with pytest.raises(TooManyError):
            log_in(store, name, WORD, address="10.0.1.1")
    assert "Bình" == log_in(store, "Bình", WORD, address="10.0.0.1")[1].name
    failed, count = read_changes(store, action="login_failed")
    assert 2 * sessions.MOST_BY_NAME == count
    assert "không-có" not in json.dumps(failed, ensure_ascii=False)  # it may be a password in the wrong field
    web = client(store, tmp_path)
    answer = enter(web, "An")
    assert (429, "900") == (answer.status_code, answer.headers["retry-after"])
    with store.transaction(writes=True) as connection:
        connection.exec_driver_sql("UPDATE changes SET at = '2020-01-01' || substr(at, 11)")
    assert 303 == enter(web, "An").status_code


def test_one_address_cannot_try_one_name_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_BY_ADDRESS", 2)
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    for number in range(sessions.MOST_BY_ADDRESS):
        with pytest.raises(WrongPasswordError):
            log_in(store, f"tên {number}", "sai", address="10.0.0.1")
    with pytest.raises(TooManyError):
        log_in(store, "An", WORD, address="10.0.0.1")
    assert log_in(store, "An", WORD, address="10.0.0.2")


def test_a_right_password_lets_its_name_begin_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_BY_NAME", 2)
    store = archive(tmp_path)
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    for _ in range(2):
        for _ in range(sessions.MOST_BY_NAME - 1):
            with pytest.raises(WrongPasswordError):
                log_in(store, "An", "sai", address="10.0.0.1")
        assert log_in(store, "An", WORD, address="10.0.0.1")


# Roles


def test_each_route_passes_the_one_place_that_admits(store: Store, tmp_path: Path) -> None:
    app = create_app(store, tmp_path)
    routes = list(every_route(app.routes))
    assert {"/static"} == {route.path for route in routes if isinstance(route, Mount)}
    assert all(isinstance(route, APIRoute | Mount) for route in routes)
    assert [admit, check_token] == [depends.dependency for depends in app.router.dependencies]
    open_to_all = {
        (method, route.path)
        for route in routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
        if needed(method, route.path) is None
    }
    assert {("GET", "/login"), ("POST", "/login")} == open_to_all


def test_a_viewer_can_change_nothing_and_nobody_sees_anything_before_logging_in(staffed: Store, tmp_path: Path) -> None:
    viewer, admin = (entered(staffed, tmp_path, name) for name in ("viewer", "admin"))
    nobody = client(staffed, tmp_path)
    ours = {"X-CSRF-Token": token_in(viewer.get("/audit"))}
    before = staffed.ask("SELECT count(*) FROM changes"), staffed.ask("SELECT count(*) FROM outcomes")
    walked: list[str] = []
    for route in every_route(create_app(staffed, tmp_path).routes):
        if not isinstance(route, APIRoute) or route.path in ("/login", "/logout"):
            continue
        address = filled(route.path, staffed)
        for method in route.methods or ():
            walked.append(method)
            told = nobody.request(method, address)
            assert told.status_code in (401, 303), (method, address)
            assert told.headers.get("location", "/login").startswith("/login")
            assert "report.docx" not in told.text
            if method != "GET":
                assert 403 == viewer.request(method, address, headers=ours).status_code, (method, address)
                assert 403 == admin.request(method, address).status_code, "without our form's token"
    assert {"GET", "POST"} <= set(walked)
    assert before == (staffed.ask("SELECT count(*) FROM changes"), staffed.ask("SELECT count(*) FROM outcomes"))


def test_each_role_sees_and_does_what_it_may(staffed: Store, tmp_path: Path) -> None:
    doc_id, finding = a_mismatch(staffed)
    pages = ["/", "/documents", "/matrix", "/search", f"/audit/{doc_id}", f"/documents/{doc_id}", "/due", "/api"]
    for role, expected in {"viewer": 403, "reviewer": 303, "admin": 303}.items():
        web = entered(staffed, tmp_path, role)
        assert {200} == {web.get(address).status_code for address in pages}
        text = web.get(f"/audit/{doc_id}").text
        assert (role != "viewer") == ('action="/audit/' in text) == (200 == web.get("/submit").status_code)
        given = {"decision": "confirmed", "reviewer": "kẻ khác", "token": token_in(web.get("/"))}
        assert expected == web.post(f"/audit/{doc_id}/{finding}", data=given).status_code
        hidden = {web.get(address).status_code for address in ("/trail", "/users", "/api/trail")}
        assert {200 if role == "admin" else 403} == hidden
    told = {(row["reviewer"], row["decision"]) for row in staffed.records("reviews")}
    assert {("reviewer", "confirmed"), ("admin", "confirmed")} == told
    decided, _ = read_changes(staffed, action="finding_decided")
    assert [("admin", "testclient"), ("reviewer", "testclient")] == [(one["who"], one["address"]) for one in decided]


def test_a_token_reads_the_api_and_nothing_else(
    staffed: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doc_id, finding = a_mismatch(staffed)
    assert 0 == main(["user", "token", "admin", "--store", str(staffed.engine.url)])
    key = capsys.readouterr().out.strip()
    program = client(staffed, tmp_path)
    ours = {"Authorization": f"Bearer {key}"}
    assert 401 == program.get("/api/documents").status_code
    assert 401 == program.get("/api/documents", headers={"Authorization": f"Bearer {'0' * 64}"}).status_code
    assert 1 == program.get("/api/documents", headers=ours).json()["total"]
    assert "paths" in program.get("/api/openapi.json", headers=ours).json()
    assert 303 == program.get("/documents", headers=ours).status_code
    assert 401 == program.post(f"/audit/{doc_id}/{finding}", data={"decision": "open"}, headers=ours).status_code
    program.cookies.set(SESSION, key)
    assert 303 == program.get("/").status_code  # a token is no session
    program.cookies.clear()
    assert 0 == main(["user", "revoke", "admin", "--store", str(staffed.engine.url)])
    assert 401 == program.get("/api/documents", headers=ours).status_code


# Where the pages open


def test_this_machine_needs_no_password_until_there_are_users(tmp_path: Path) -> None:
    store = archive(tmp_path)
    web, free = client(store, tmp_path), client(store, tmp_path, login="never")
    assert (200, 200) == (web.get("/trail").status_code, web.get("/submit").status_code)
    assert "Nhật ký chưa có gì." in web.get("/trail").text
    assert "Đăng xuất" not in web.get("/").text
    assert "/" == web.get("/login").headers["location"]
    add_user(store, "An", "viewer", WORD, actor=ROOT)
    assert "/login?next=%2Fdue%3Fperiod%3D2024" == web.get("/due?period=2024").headers["location"]
    assert 200 == free.get("/trail").status_code


def test_other_machines_are_let_in_only_with_users_and_under_a_name(tmp_path: Path) -> None:
    store = archive(tmp_path)
    for asked in ({"host": "0.0.0.0"}, {"host": "192.168.1.5"}, {"host": "::"}, {"allow_hosts": ["bao-cao.tinh.vn"]},
                  {"proxy": "127.0.0.1"}):  # fmt: skip
        with pytest.raises(RefusedError, match="baocao user add"):
            serve(store, **asked)
    add_user(store, "An", "admin", WORD, actor=ROOT)
    for address in ("0.0.0.0", "::"):
        with pytest.raises(RefusedError, match="--allow-host"):
            serve(store, host=address)
    for wrong in ("http://bao-cao.tinh.vn", "bao-cao.tinh.vn:443", ""):
        with pytest.raises(RefusedError, match="chỉ ghi tên máy"):
            serve(store, host="0.0.0.0", allow_hosts=[wrong])
    with pytest.raises(RefusedError, match="--no-login"):
        serve(store, host="192.168.1.5", no_login=True)
    assert {"bao-cao.tinh.vn"} == _hosts("0.0.0.0", ["Bao-Cao.tinh.vn"])
    assert {"192.168.1.5"} == _hosts("192.168.1.5", [])
    assert LOOPBACK == _hosts("127.0.0.1", [])


def test_where_others_come_in_a_login_is_asked_for_also_when_the_last_user_is_gone(tmp_path: Path) -> None:
    web = client(archive(tmp_path), tmp_path, login="always")
    assert (303, 401) == (web.get("/").status_code, web.get("/api/documents").status_code)


def test_only_the_hosts_that_are_named_are_answered(tmp_path: Path, store: Store) -> None:
    app = create_app(store, tmp_path, hosts=["bao-cao.tinh.vn"])
    web = TestClient(app, base_url="https://bao-cao.tinh.vn", follow_redirects=False)
    assert 200 == web.get("/login").status_code
    for foreign in ("127.0.0.1:8321", "localhost", "evil.example", "bao-cao.tinh.vn.evil.example"):
        assert 400 == web.get("/login", headers={"Host": foreign}).status_code


@pytest.mark.parametrize("trusted", [True, False])
def test_what_a_proxy_says_is_believed_only_where_it_is_named(staffed: Store, trusted: bool) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--store", str(staffed.engine.url)]
    named = ["--proxy", "127.0.0.1"] if trusted else []
    said = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
    with subprocess.Popen([*command, *named], stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stderr is not None
            with httpx.Client(base_url=served.stderr.readline().strip(), headers=said) as web:
                page = web.get("/login")
                visit = page.headers["set-cookie"].partition(";")[0]
                given = {"name": "viewer", "password": WORD, "token": token_in(page)}
                answer = web.post("/login", data=given, headers={"Cookie": visit})
        finally:
            served.terminate()
    assert 303 == answer.status_code
    assert trusted == ("secure" in answer.headers["set-cookie"].lower().split("; "))
    [login] = read_changes(staffed, action="login", limit=1)[0]
    assert ("10.1.2.3" if trusted else "127.0.0.1") == login["address"]


def test_who_is_not_logged_in_comes_back_to_the_page_they_wanted_and_to_no_other_site(
    tmp_path: Path, store: Store
) -> None:
    assert "/audit?offset=50" == enter(client(store, tmp_path), "viewer", then="/audit?offset=50").headers["location"]
    for evil in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n/evil.example",
    ):
        assert "/" == enter(client(store, tmp_path), "viewer", then=evil).headers["location"]
    part = client(store, tmp_path).get("/documents", headers={"HX-Request": "true"})
    assert (401, "/login") == (part.status_code, part.headers["hx-redirect"])


def test_a_form_of_before_the_login_and_one_of_another_site_are_refused(tmp_path: Path, store: Store) -> None:
    web = client(store, tmp_path)
    given = {"name": "viewer", "password": WORD, "token": token_in(web.get("/login"))}
    assert 403 == web.post("/login", data={**given, "token": "0" * 64}).status_code
    assert 403 == web.post("/login", data=given, headers={"Origin": "https://evil.example"}).status_code
    assert 303 == web.post("/login", data=given).status_code
    assert 403 == web.post("/logout", data=given).status_code
    assert 200 == web.get("/").status_code
    assert 303 == web.post("/logout", data={"token": token_in(web.get("/"))}).status_code
    assert SESSION not in web.cookies
    assert ["logout", "login"] == [one["action"] for one in read_changes(store, who="viewer", limit=2)[0]]


def test_names_notes_and_addresses_stay_text_in_the_trail_and_among_the_users(staffed: Store, tmp_path: Path) -> None:
    add_user(staffed, HOSTILE, "admin", WORD, actor=Actor(HOSTILE, HOSTILE))
    web = entered(staffed, tmp_path, HOSTILE)
    doc_id, finding = a_mismatch(staffed)
    given = {"decision": "explained", "note": HOSTILE, "token": token_in(web.get("/"))}
    web.post(f"/audit/{doc_id}/{finding}", data=given)
    for address in ("/", "/trail", f"/trail?who={HOSTILE}", "/users", f"/audit/{doc_id}", "/login?next=/"):
        text = web.get(address).text
        assert "<img src=x" not in text
        assert address.startswith("/login") or "&lt;img src=x onerror=alert(1)&gt;" in text
        assert "}}49" not in text
    assert "<img src=x" not in enter(client(staffed, tmp_path), HOSTILE, "một mật khẩu sai").text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_about_people_have_the_same_headers_and_no_inline_code(
    tmp_path: Path, store: Store, language: str
) -> None:
    web = entered(store, tmp_path, "admin")
    nobody = client(store, tmp_path)
    for asked, address in ((nobody, "/login?"), (web, "/users?"), (web, "/trail?action=login&"), (web, "/?")):
        answer = asked.get(f"{address}lang={language}")
        assert (200, "no-store") == (answer.status_code, answer.headers["cache-control"])
        assert f'<html lang="{language}">' in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", answer.text)
    assert "no-store" == web.get("/api/documents").headers["cache-control"]


# The command line


def test_a_password_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    for second, status in ((WORD, 0), ("một câu khác hẳn", 2)):
        master, slave = os.openpty()
        command = [sys.executable, "-m", "pipeline.cli", "user", "add", "An", "--role", "viewer", "--store", url]
        # A session of its own has no other terminal to ask on.
        with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True) as asked:
            os.close(slave)
            told = _typed(master, [WORD, second])
        assert (status, 0) == (asked.returncode, told.count(WORD))
        assert ("Đã thêm" in told) == (status == 0)
        if status == 0:
            remove_user(open_store(url), "An", actor=ROOT)


def _typed(master: int, answers: list[str]) -> str:
    """What a terminal shows when each question is answered."""
    told = b""
    for answer in answers:
        while not told.endswith(b": "):
            told += os.read(master, 1000)
        os.write(master, f"{answer}\n".encode())
        told += os.read(master, 1000)
    while True:
        try:
            told += os.read(master, 1000)
        except OSError:  # the other end is closed
            return told.decode("utf-8", "replace")


def test_users_are_kept_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORD}\n"))
    assert 0 == main(["user", "add", "an.nv", "--role", "reviewer", "--password-stdin", "--store", url])
    assert 0 == main(["user", "list", "--json", "--store", url])
    printed = capsys.readouterr()
    [told] = json.loads(printed.out)
    assert ("an.nv", "reviewer", False) == (told["name"], told["role"], told["disabled"])
    assert "Đã thêm người dùng «an.nv»." in printed.err
    store = open_store(url)
    assert log_in(store, "an.nv", WORD, address="")
    for deed in ("disable", "enable", "remove"):
        assert 0 == main(["user", deed, "an.nv", "--store", url])
    assert [] == users(store)
    assert 0 == main(["trail", "--json", "--store", url])
    trail = json.loads(capsys.readouterr().out)
    assert ["user_removed", "user_enabled", "user_disabled", "login", "user_added"] == [one["action"] for one in trail]
    assert 0 == main(["trail", "--action", "user_added", "--lang", "en", "--store", url])
    assert "added a user  an.nv  role: → reviewer" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [["user", "add", "An"], ["user", "add", "--role", "admin"], ["user", "remove", "An"], ["user", "password", "An"],
     ["user", "add", "An", "--role", "admin"], ["trail", "--action", "x"]],
)  # fmt: skip
def test_what_cannot_be_done_to_users_ends_with_status_2_and_a_sentence(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    archive(tmp_path)
    assert 2 == main([*wrong, "--store", f"sqlite:///{tmp_path / 'baocao.db'}"])
    printed = capsys.readouterr()
    assert ("", 1) == (printed.out, printed.err.count("\n"))
