"""What `verify` says of a store that is whole, of one that is damaged, and of files that changed since."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.store import Store, open_store, sqlite
from pipeline.verify import verify
from tests.conftest import REPORTS
from tests.databases import address


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with two reports."""
    for name in ("report.docx", "report.pdf"):
        shutil.copy(REPORTS / name, tmp_path)
    made = open_store(address(tmp_path), create=True)
    ingest([tmp_path / "report.docx", tmp_path / "report.pdf"], store=made, workers=0)
    return made


def change(store: Store, statement: str) -> None:
    """Break something, as no program of ours would."""
    connection = sqlite3.connect(store.engine.url.database or "")
    sqlite.add_functions(connection)
    connection.execute(statement)
    connection.commit()
    connection.close()


def found(store: Store) -> set[tuple[str, str]]:
    """Where something is wrong, and what: the last word tells."""
    return {(damage.where, damage.what.split()[-1].rsplit("/", 1)[-1]) for damage in verify(store)}


def test_a_whole_store_is_whole(store: Store) -> None:
    assert set() == found(store)


@pytest.mark.parametrize(
    ("statement", "damaged"),
    [
        ("UPDATE counts SET start = start + 1 WHERE rowid = 1", {("store", "counts")}),
        ("UPDATE sections SET \"end\" = 99999999 WHERE rowid = 1", {("store", "sections")}),
        ("DELETE FROM counts WHERE doc_id IN (SELECT doc_id FROM documents)", {("store", "counts")}),
        ("DELETE FROM passages WHERE id = (SELECT min(id) FROM passages)", {("store", "passages")}),
        ("INSERT INTO passages_index(rowid, plain) VALUES (7, 'x')", {("store", "passages_index")}),
        ("UPDATE texts SET layers = X'00' WHERE rowid = 1", {("store", "7fef6a5a9964")}),
        ("DELETE FROM documents WHERE media_type = 'application/pdf'", {("store", "database")}),
        ("DELETE FROM outcomes WHERE path LIKE '%pdf'", {("store", "f2c42079fc64")}),
        ("UPDATE outcomes SET sha256 = 'x' WHERE path LIKE '%pdf'", {("store", "report.pdf"), ("files", "report.pdf")}),
    ],
)  # fmt: skip
def test_what_is_damaged_is_named(store: Store, statement: str, damaged: set[tuple[str, str]]) -> None:
    change(store, statement)
    assert damaged == found(store)


def test_files_that_are_gone_or_changed_are_named_and_the_store_is_whole(store: Store, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").unlink()
    with (tmp_path / "report.docx").open("ab") as file:
        file.write(b"x")
    told = {damage.what.rsplit("/", 1)[-1]: damage.told for damage in verify(store)}
    assert {
        "report.docx": "tệp đã khác lúc đọc. Hãy nạp lại thư mục đó.",
        "report.pdf": "tệp không còn ở đó; báo cáo trong kho vẫn nguyên.",
    } == told


def test_the_command_ends_with_0_where_all_is_well_and_with_1_where_not(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["verify", "--store", store.url])
    assert "Kho nguyên vẹn: 2 báo cáo, 2 tệp đã soát." in capsys.readouterr().out
    (tmp_path / "report.pdf").unlink()
    assert 1 == main(["verify", "--json", "--store", store.url])
    assert ["files"] == [damage["where"] for damage in json.loads(capsys.readouterr().out)["damages"]]


def test_bytes_that_rot_in_the_database_are_noticed(store: Store, tmp_path: Path) -> None:
    store.flush()
    store.engine.dispose()
    file = tmp_path / "baocao.db"
    data = bytearray(file.read_bytes())
    for at in range(40_000, len(data), 50_000):
        data[at : at + 60] = b"\xff" * 60
    file.write_bytes(data)
    assert ("store", "database") in found(open_store(store.url))
