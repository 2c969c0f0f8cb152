"""Three months of a province in SQLite and in PostgreSQL: every page, every command and every export says the same."""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pandas
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from spacy.vocab import Vocab

from pipeline.cli import main
from pipeline.exports.docbin import to_doc
from pipeline.ingest import ingest
from pipeline.questions.corrections import read_corrections
from pipeline.questions.matrix import matrix
from pipeline.store import Actor, Store, open_store
from pipeline.store.users import add_user
from pipeline.tables import tables
from pipeline.web.app import create_app
from tests.benchmarks.year import make_year
from tests.conftest import REPORTS
from tests.databases import address_of
from tests.postgres import Server
from tests.test_accounts import WORD, enter, every_route, token_in
from tests.test_corrections import BODY
from tests.test_corrections import ingest as put
from tests.test_web import HOME

SEED = ("report.docx", "report.pdf", "report-mixed-fonts.pdf")


@dataclass(frozen=True, slots=True)
class Twins:
    """The same files in two stores, and the pages over each."""

    stores: tuple[Store, Store]
    webs: tuple[TestClient, TestClient]
    folder: Path

    def each(self, work: Callable[[Store], Any]) -> tuple[Any, Any]:
        """What some work answers on SQLite, and on PostgreSQL."""
        return work(self.stores[0]), work(self.stores[1])

    def asked(self, address: str) -> tuple[Any, Any]:
        """What both answer to a browser."""
        return self.webs[0].get(address), self.webs[1].get(address)


@pytest.fixture(scope="module")
def twins(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    folder = tmp_path_factory.mktemp("nam")
    make_year(folder / "2019")
    for file in (folder / "2019").iterdir():
        if file.name > "2019-04":
            file.unlink()  # a quarter of it tells the same in a quarter of the time
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 ")
    (folder / "lại.docx").write_bytes((REPORTS / "report.docx").read_bytes())
    made = []
    for url in (f"sqlite:///{folder}/baocao.db", postgres.new()):
        store = open_store(url, create=True)
        ingest([*(REPORTS / name for name in SEED), folder / "2019"], store=store, workers=2)
        ingest([folder / "hỏng.pdf", folder / "lại.docx"], store=store, workers=0)
        made.append(store)
    apps = [create_app(store, folder / store.engine.dialect.name, reviewer="An") for store in made]
    with TestClient(apps[0], base_url=HOME) as first, TestClient(apps[1], base_url=HOME) as second:
        yield Twins((made[0], made[1]), (first, second), folder)
    for store in made:
        store.engine.dispose()


# Moments, keys made by chance, and the address of the store: all in which two stores of the same files may differ.
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:\+00:00|Z)?|\d\d/\d\d/\d{4} \d\d:\d\d(?::\d\d)?"
)
_KEY = re.compile(r'(name="token" value=|"X-CSRF-Token": )"\w+"')
_CORRECTION = re.compile(r"\bk[0-9a-f]{10}\b")  # a hash of the moment, too
_STORE = re.compile(r"\((?:sqlite|postgresql):/[^)]+\)")


def alike(text: str) -> str:
    """A text without what must differ."""
    return _CORRECTION.sub("chỗ sửa", _STORE.sub("(kho)", _KEY.sub(r"\1", _MOMENT.sub("lúc ấy", text))))


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in a workbook, sheet by sheet."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # openpyxl leaves the little charts out
        book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [tuple(alike(str(cell)) for cell in row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def body(answer: Any) -> Any:
    """What an answer says, as it can be compared."""
    kind = answer.headers["content-type"].partition(";")[0]
    if kind.endswith("sheet"):
        return cells(answer.content)
    return alike(answer.text) if kind.startswith("text/") or kind.endswith("json") else answer.content


# {doc} is the user's report as PDF, {may} a Word report of the year, {cell} a row of the matrix, {finding} a mismatch.
ADDRESSES = [
    "/", "/?down=5", "/files", "/files?outcome=duplicate", "/files?outcome=quarantined", "/documents",
    "/documents?q=H%E1%BB%92+QUANG", "/documents?offset=100", "/due", "/due?period=2015..2030", "/submit", "/api",
    "/documents/{doc}", "/documents/{doc}?fact=c1", "/documents/{may}", "/documents/{doc}/facts/c1",
    "/documents/{doc}/add?start=10&end=20&table=counts", "/documents/{doc}/pages/1.png", "/corrections",
    "/search", "/search?q=k%E1%BA%BFt+n%E1%BA%A1p", "/search?q=dang+vien&period=2019-03", "/search?unit=Hoa+An",
    "/search?directive=05-CT/TW&status=implemented", "/search?q=%22b%C3%A1o+c%C3%A1o%22&type=bao+cao",
    "/suggest?q=05", "/suggest?directive=0", "/matrix", "/matrix?level=district", "/matrix?level=commune",
    "/matrix?directive=05-CT/TW&as_of=2025-08-01", "/matrix?period=2019-03", "/matrix?status=not_implemented",
    "/matrix/cell?of={cell}&about={about}", "/matrix.xlsx", "/matrix.xlsx?directive=05-CT/TW", "/plans",
    "/plans?period=2019", "/plans?period=2019-03&state=silent", "/plans?period=2019&unit=Hoa+An", "/series",
    "/series?down=20", "/series?measure=%C4%91%E1%BA%A3ng+vi%C3%AAn&words=ket+nap&period=2019", "/series?forms=1",
    "/series.xlsx?period=2019", "/audit", "/audit?offset=50", "/audit/{doc}", "/audit/{may}", "/users", "/trail",
    "/api/openapi.json", "/api/documents", "/api/documents?q=huy%E1%BB%87n&limit=7&offset=3", "/api/documents/{doc}",
    "/api/documents/{doc}/boxes?start=0&end=200", "/api/documents/{doc}/findings", "/api/documents/{may}/findings",
    *(f"/api/documents/{{{of}}}/tables/{name}" for of in ("doc", "may") for name, columns in tables().items()
      if columns[0].name == "doc_id"),
    "/api/search?q=dang&limit=100", "/api/search?q=dang&unit=Hoa+An&offset=5", "/api/search?directive=05-CT/TW",
    "/api/corrections", "/api/matrix", "/api/matrix?unit=Hoa+An", "/api/due?period=2015..2030", "/api/trail",
    "/api/plans?period=2019", "/api/missing?period=2019", "/api/series?limit=100",
    "/api/series?level=district&words=lop", "/api/series?forms=true", "/api/forms",
    "/api/forms/rows?form=Bi%E1%BB%83u+s%E1%BB%91+01&period=2019",
]  # fmt: skip
ELSEWHERE = {"/login", "/submit/{key}"}  # asked below, where somebody logs in and sends files


def known(store: Store) -> dict[str, str]:
    """What stands for the names in an address."""
    [doc] = store.find("report.pdf")
    may = next(str(row["doc_id"]) for row in store.records("findings") if row["verdict"] == "mismatch"
               and row["doc_id"] != doc)  # fmt: skip
    made = matrix(store)
    unit, directive = min(made.cells)
    return {"doc": doc, "may": may, "cell": quote(unit), "about": quote(directive)}


@pytest.fixture(scope="module")
def names(twins: Twins) -> dict[str, str]:
    first, second = twins.each(known)
    assert first == second
    return dict(first)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_with_the_same_body(twins: Twins, names: dict[str, str], address: str) -> None:
    first, second = twins.asked(address.format(**names))
    assert (200, 200) == (first.status_code, second.status_code), second.text[-2000:]
    assert body(first) == body(second)


def test_no_page_is_left_out(twins: Twins) -> None:
    paths = [route for route in every_route(twins.webs[0].app.routes) if isinstance(route, APIRoute)]  # type: ignore[attr-defined]
    asked = [address.partition("?")[0].format(doc="a", may="b") for address in ADDRESSES]
    left = {route.path for route in paths if "GET" in (route.methods or ())
            and not any(route.path_regex.match(one) for one in asked)}  # fmt: skip
    assert ELSEWHERE == left


COMMANDS = [
    "status", "status --failed", "verify", "show report.pdf", "search ket nap", "search đảng --period 2019-03",
    "search --directive 05-CT/TW", "matrix", "matrix --directive 05-CT/TW --as-of 2025-08-01", "plans --period 2019",
    "due --period 2015..2030", "plans --period 2019-03 --directive 05-CT/TW", "missing --period 2019", "series",
    "series --measure lớp --period 2019", "series --forms", "forms", "forms --form Biểu_số_01", "audit --limit 30",
    "corrections", "user list", "trail --json",
]  # fmt: skip


def run(store: Store, command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """A command on a store: its exit status, and what it prints."""
    given = [word.replace("_", " ") for word in command.split()]
    status = main([*given, "--store", address_of(store)])
    out, err = capsys.readouterr()
    return status, alike(out), alike(err)


@pytest.mark.parametrize(
    "command", [*COMMANDS, *(f"{one} --json" for one in COMMANDS if one not in ("verify", "trail --json"))]
)
def test_every_command_prints_the_same(twins: Twins, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = twins.each(lambda store: run(store, command, capsys))
    assert first[1].splitlines() == second[1].splitlines()
    assert first == second
    assert 0 == first[0], first[2]
    assert first[1].strip()


def test_no_difference_is_found_between_the_two(twins: Twins, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["diff", *map(address_of, twins.stores), "--fail-on", "difference"]), capsys.readouterr().out


def written(folder: Path) -> Iterator[tuple[str, Any]]:
    """Each file of an export as it can be compared."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".xlsx":
            yield name, cells(path.read_bytes())
        elif path.suffix == ".parquet":
            yield name, alike(pandas.read_parquet(path).to_json(orient="split", force_ascii=False))
        elif path.is_file():
            yield name, alike(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "parquet --partition year", "xlsx", "webannotation"])
def test_every_export_writes_the_same(twins: Twins, form: str, tmp_path: Path) -> None:
    def export(store: Store) -> dict[str, Any]:
        to = tmp_path / store.engine.dialect.name
        assert 0 == main(["export", "--to", str(to), "--format", *form.split(), "--store", address_of(store)])
        return dict(written(to))

    first, second = twins.each(export)
    assert first
    assert first == second


def test_a_report_is_the_same_annotated_document(twins: Twins, names: dict[str, str]) -> None:
    """What `--format docbin` writes of each report; to cut a hundred reports into words would take minutes."""

    def annotated(store: Store) -> dict[str, Any]:
        [head] = store.records("documents", names["may"])
        return dict(to_doc(Vocab(), store, head).to_json())

    first, second = twins.each(annotated)
    assert first["spans"]
    assert first == second


# What people do


@pytest.fixture
def offices(postgres: Server, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """One report with a figure that does not agree, in a store of each kind, which one test may write into."""
    made = [open_store(url, create=True) for url in (f"sqlite:///{tmp_path}/baocao.db", postgres.new())]
    for store in made:
        put(store, "a.pdf", BODY)
    yield made[0], made[1]
    for store in made:
        store.engine.dispose()


def test_users_are_added_locked_and_removed_alike(
    offices: tuple[Store, Store], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(store: Store) -> list[tuple[int, str, str]]:
        told = []
        for deed in ("add An --role viewer", "add an --role admin", "add Đào --role reviewer", "role an --role admin",
                     "password an", "disable đào", "list", "list --json", "enable ĐÀO", "remove Đào", "remove Đào",
                     "list"):  # fmt: skip
            monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORD}\n"))
            asks = " --password-stdin" if deed.startswith(("add", "password")) else ""
            told.append(run(store, f"user {deed}{asks}", capsys))
        return [*told, run(store, "trail", capsys)]

    first, second = map(work, offices)
    assert first == second
    assert [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0] == [status for status, _, _ in first]
    assert 7 == len(first[-1][1].splitlines())


def test_who_logs_in_decides_corrects_and_undoes_alike(offices: tuple[Store, Store], tmp_path: Path) -> None:
    def work(store: Store) -> list[Any]:
        add_user(store, "An", "admin", WORD, actor=Actor("quản trị"))
        app = create_app(store, tmp_path / store.engine.dialect.name, login="always")
        with TestClient(app, base_url=HOME, follow_redirects=False) as web:
            return [*told_by(web, store)]

    first, second = map(work, offices)
    for one, other in zip(first, second, strict=True):
        assert one == other
    assert [401, *[303] * 7, 401] == [one for one in first if isinstance(one, int)]


def told_by(web: TestClient, store: Store) -> Iterator[Any]:
    """What the pages answer to somebody who logs in, decides a finding, corrects, undoes, and looks at it."""
    yield from (web.get("/api/documents").status_code, web.get("/").status_code, enter(web, "AN").status_code)
    [row] = store.records("documents")
    doc = str(row["doc_id"])
    finding = next(str(row["finding_id"]) for row in store.records("findings") if row["verdict"] == "mismatch")
    token = {"token": token_in(web.get("/submit"))}
    yield web.post(f"/audit/{doc}/{finding}", data={**token, "decision": "confirmed", "note": "sai"}).status_code
    new = {"issued_on": "2016-05-15", "doc_type": "Chỉ thị", "symbol": "05-CT/TW", "issuer": "Bộ Chính trị"}
    sent = {**token, **new, "action": "correct", "why": "gõ nhầm ngày"}
    yield web.post(f"/documents/{doc}/facts/c1", data=sent).status_code
    yield web.post(f"/documents/{doc}/facts/n1", data={**token, "action": "reject", "why": "không phải"}).status_code
    one = next(read_corrections(store)).correction.correction_id
    yield from (body(web.get(address)) for address in (f"/documents/{doc}", f"/audit/{doc}", "/matrix", "/"))
    yield web.post(f"/corrections/{one}/undo", data={**token, "doc": doc}).status_code
    pages = ("/corrections", "/trail", "/users", f"/documents/{doc}", f"/api/documents/{doc}/tables/citations",
             f"/api/documents/{doc}/findings", "/api/corrections", "/api/trail")  # fmt: skip
    yield from (body(web.get(address)) for address in pages)
    yield web.post("/logout", data=token).status_code
    yield web.get("/api/documents").status_code
