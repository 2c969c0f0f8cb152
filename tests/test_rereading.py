"""Reports that another version of the program read: told of, and read anew with `--reread`, once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.questions.corrections import read_corrections, reject
from pipeline.store import Actor, Store, open_store
from pipeline.store.schema import METADATA
from pipeline.web.app import create_app
from tests.databases import address
from tests.word_files import p, write_docx

pytestmark = pytest.mark.databases

READINGS = METADATA.tables["readings"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two files with the same bytes and one of other bytes, read by this version."""
    kho = tmp_path / "kho"
    kho.mkdir()
    write_docx(kho, p("Huyện ủy Mèo Vạc thực hiện Chỉ thị 05-CT/TW, ngày 15/5/2016.")).rename(kho / "a.docx")
    shutil.copy(kho / "a.docx", kho / "b.docx")
    write_docx(kho, p("Huyện ủy Đồng Văn mở 3 lớp với 120 học viên.")).rename(kho / "c.docx")
    made = open_store(address(tmp_path), create=True)
    steps = ingest([kho], store=made, workers=0)
    assert ["duplicate", "indexed", "indexed"] == sorted(step.outcome.outcome for step in steps)
    return made


def grow_old(store: Store, version: str | None) -> None:
    """Let all reports have been read by another version; None is one that did not write it down."""
    with store.transaction(writes=True) as connection:
        if version is None:
            connection.execute(READINGS.delete())
        else:
            connection.execute(READINGS.update(), {"version": version})


def read(store: Store, folder: Path, *, reread: bool = False) -> list[str]:
    """The files for which anything was done, by name."""
    return [
        Path(s.outcome.path).name for s in ingest([folder / "kho"], store=store, workers=0, reread=reread) if s.fresh
    ]


@pytest.mark.parametrize("version", [None, "0.9.0"])
def test_what_another_version_read_is_read_anew_when_asked_and_only_once(
    store: Store, tmp_path: Path, version: str | None
) -> None:
    assert frozenset() == store.read_by_others()
    before = {name: list(store.records(name)) for name in ("documents", "citations", "counts", "outcomes")}
    grow_old(store, version)
    assert 2 == len(store.read_by_others())
    assert [] == read(store, tmp_path)
    assert ["a.docx", "c.docx"] == read(store, tmp_path, reread=True)
    assert [] == read(store, tmp_path, reread=True)
    assert frozenset() == store.read_by_others()
    kept = {name: list(store.records(name)) for name in before}
    moved = ("attempts", "tried_at")
    assert [{**one, **dict.fromkeys(moved)} for one in before.pop("outcomes")] == [
        {**one, **dict.fromkeys(moved)} for one in kept.pop("outcomes")
    ]
    assert before == kept


def test_corrections_stay_when_a_report_is_read_anew(store: Store, tmp_path: Path) -> None:
    doc_id = next(one["doc_id"] for one in store.records("documents") if Path(str(one["source"])).name == "c.docx")
    fact = next(iter(store.records("counts", str(doc_id))))
    made = reject(store, str(doc_id), str(fact["mention_id"]), why="thử", actor=Actor("An"))
    grow_old(store, None)
    read(store, tmp_path, reread=True)
    [standing] = read_corrections(store)
    assert (made.correction_id, "placed") == (standing.correction.correction_id, standing.state)
    assert fact["mention_id"] not in [one["mention_id"] for one in store.records("counts", str(doc_id))]


def test_a_report_stays_when_its_file_cannot_be_read_anew(store: Store, tmp_path: Path) -> None:
    grow_old(store, None)
    before = list(store.records("documents"))
    path = tmp_path / "kho" / "c.docx"
    path.unlink()
    assert ["a.docx"] == read(store, tmp_path, reread=True)
    assert [one["doc_id"] for one in before] == [one["doc_id"] for one in store.records("documents")]
    assert 1 == len(store.read_by_others())


def test_status_and_the_first_page_tell_how_to_read_them_anew(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = address(tmp_path)
    told = "2 báo cáo do phiên bản khác của baocao đọc nên có thể thiếu dữ kiện"
    assert 0 == main(["status", "--store", url])
    assert told not in capsys.readouterr().out
    grow_old(store, "0.9.0")
    assert 0 == main(["status", "--store", url])
    assert f"{told}. Đọc lại bằng: baocao ingest --reread THƯ_MỤC" in capsys.readouterr().out
    assert 0 == main(["status", "--json", "--store", url])
    assert 2 == json.loads(capsys.readouterr().out)["read_by_others"]
    assert 0 == main(["forms", "--lang", "en", "--store", url])
    assert "2 reports were read by another version of baocao" in capsys.readouterr().out
    with TestClient(create_app(store, tmp_path, reviewer="An"), base_url="http://localhost") as web:
        assert told in web.get("/").text
    assert 0 == main(["ingest", str(tmp_path / "kho"), "--reread", "--workers", "1", "--store", url])
    assert told not in capsys.readouterr().out


def test_a_report_that_goes_takes_its_reading_along(store: Store) -> None:
    with store.transaction(writes=True) as connection:
        connection.execute(METADATA.tables["documents"].delete())
        assert 0 == connection.scalar(sa.select(sa.func.count()).select_from(READINGS))
