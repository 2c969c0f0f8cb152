"""The store: all of a report or nothing, the same bytes once, and nothing that a database would refuse or lose."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.batch.frames import Inbox, pack_frame
from pipeline.batch.reading import Job
from pipeline.batch.results import from_frame
from pipeline.batch.worker import to_frame
from pipeline.ingest import to_report
from pipeline.layers import pack, unpack
from pipeline.rows import Origin
from pipeline.store import Outcome, Store, StoreError, open_store
from pipeline.store.keeping import ids_of
from pipeline.tables import Report, tables
from tests.builders import BODY, NOTE, document, extraction
from tests.databases import address

pytestmark = pytest.mark.databases


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(url(tmp_path), create=True)


def url(folder: Path) -> str:
    return address(folder)


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def met(path: str, content: str) -> Outcome:
    return Outcome(f"/kho/{path}", f"/kho/{path}", "indexed", sha(content), doc_id=sha(content)[:12], stage="store")


def report(path: str, content: str, body: str = BODY) -> Report:
    origin = Origin(sha(content)[:12], f"/kho/{path}", sha(content), "application/pdf")
    return to_report(extraction(document(body)), origin)


def keep(store: Store, path: str, content: str) -> Outcome:
    return store.keep(met(path, content), report(path, content))


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: list(store.rows(name)) for name in tables()}


def test_what_goes_in_comes_out(store: Store) -> None:
    keep(store, "a.pdf", "a")
    given = report("a.pdf", "a").rows
    assert {name: list(rows) for name, rows in given.items()} == {name: list(store.rows(name)) for name in given}


def test_a_report_comes_back_with_its_text_and_all_its_layers(store: Store) -> None:
    keep(store, "a.pdf", "a")
    made = document()
    found = store.document(sha("a")[:12])
    assert replace(made, lines=()) == replace(found, lines=())
    for line, back in zip(made.lines, found.lines, strict=True):
        assert line.edges == pytest.approx(back.edges, abs=0.05)
        assert replace(line, edges=()) == replace(back, edges=())


def test_letters_beside_the_page_are_kept_as_well() -> None:
    made = document()
    first = replace(made.lines[0], edges=(-3.0, *made.lines[0].edges[1:-1], 4096.0))
    back = unpack(made.text, *pack(replace(made, lines=(first, *made.lines[1:]))))
    assert (-3.0, 4096.0) == (back.lines[0].edges[0], back.lines[0].edges[-1])


def test_the_same_bytes_at_a_second_path_are_a_duplicate_and_change_nothing_else(store: Store) -> None:
    keep(store, "a.pdf", "a")
    before = everything(store)
    assert "duplicate" == keep(store, "b.pdf", "a").outcome
    after = everything(store)
    assert {**before, "outcomes": []} == {**after, "outcomes": []}
    assert ["indexed", "duplicate"] == [row[2] for row in after["outcomes"]]


def test_a_duplicate_stays_one_where_another_run_was_reading_it(store: Store) -> None:
    keep(store, "a.pdf", "a")
    assert ["duplicate", "duplicate"] == [keep(store, "b.pdf", "a").outcome for _ in range(2)]


def test_a_file_is_no_duplicate_of_itself_where_two_runs_met_it(store: Store) -> None:
    kept = keep(store, "a.pdf", "a")
    assert kept == store.keep(replace(kept, outcome="duplicate"))
    assert ["indexed"] == [row["outcome"] for row in store.records("outcomes")]


def test_a_file_that_changed_gets_a_new_report_and_the_old_one_goes(store: Store) -> None:
    keep(store, "a.pdf", "a")
    keep(store, "a.pdf", "changed")
    assert [sha("changed")[:12]] == [row[0] for row in store.rows("documents")]
    assert {sha("changed")[:12]} == {row[0] for row in store.rows("counts")}
    assert 1 == len(list(store.rows("outcomes")))


def test_a_duplicate_inherits_the_report_when_the_first_path_lets_go(store: Store) -> None:
    keep(store, "a.pdf", "a")
    keep(store, "b.pdf", "a")
    keep(store, "a.pdf", "changed")
    outcomes = {row["path"]: (row["outcome"], row["doc_id"]) for row in store.records("outcomes")}
    assert ("indexed", sha("a")[:12]) == outcomes["/kho/b.pdf"]
    assert {"/kho/a.pdf", "/kho/b.pdf"} == {row["source"] for row in store.records("documents")}


def test_a_report_that_was_read_stays_when_its_file_breaks(store: Store) -> None:
    keep(store, "a.pdf", "a")
    broken = replace(met("a.pdf", "broken"), outcome="quarantined", reason="CORRUPT", doc_id="")
    assert sha("a")[:12] == store.keep(broken).doc_id
    assert 1 == len(list(store.rows("documents")))


def test_two_reports_whose_hashes_begin_alike_get_different_ids(store: Store) -> None:
    keep(store, "a.pdf", "a")
    other = sha("a")[:12] + "f" * 52
    with store.transaction() as connection:
        assert (sha("a")[:12], sha("a")[:12]) == ids_of(connection, sha("a"))
        assert ("", sha("a")[:12] + "f" * 8) == ids_of(connection, other)


def test_nothing_of_a_report_stays_when_one_row_is_refused(store: Store) -> None:
    good = report("a.pdf", "a")
    stranger = ("no such report", *good.rows["counts"][0][1:])
    with pytest.raises(sa.exc.IntegrityError):
        store.keep(met("a.pdf", "a"), replace(good, rows={**good.rows, "counts": [stranger]}))
    assert all(not rows for rows in everything(store).values())


def test_nul_and_halves_of_characters_are_replaced_one_for_one(store: Store) -> None:
    broken = BODY.replace("tham mưu", "tham\0mư\ud800")
    store.keep(replace(met("a.pdf", "a"), message="\0lạ\udfff"), report("a.pdf", "a", broken))
    assert BODY.replace("tham mưu", "tham\ufffdmư\ufffd") + NOTE == store.text(sha("a")[:12])
    assert ["\ufffdlạ\ufffd"] == [row["message"] for row in store.records("outcomes")]


def test_what_no_database_keeps_is_replaced_in_a_report_that_a_worker_sends(store: Store) -> None:
    read = report("a.pdf", "a", BODY.replace("tham mưu", "tham\0mưu"))
    (frame,) = Inbox(1_000_000).feed(pack_frame(to_frame(read)))
    origin = Origin(sha("a")[:12], "/kho/a.pdf", sha("a"), "application/pdf")
    sent = from_frame(frame, Job("/kho/a.pdf", "/kho/a.pdf", origin))
    assert isinstance(sent, Report)
    store.keep(met("a.pdf", "a"), sent)
    assert BODY.replace("tham mưu", "tham\ufffdmưu") + NOTE == store.text(sha("a")[:12])


def test_rows_come_in_one_order_however_they_went_in(tmp_path: Path) -> None:
    first, second = (open_store(address(tmp_path, name), create=True) for name in ("1", "2"))
    for name in ("a", "b", "c"):
        keep(first, f"{name}.pdf", name)
    for name in ("c", "a", "b"):
        keep(second, f"{name}.pdf", name)
    assert everything(first) == everything(second)


def test_a_report_is_found_by_its_id_the_beginning_of_it_or_its_file_s_name(store: Store) -> None:
    keep(store, "thang-5/báo cáo.pdf", "a")
    keep(store, "thang-6/báo cáo.pdf", "b")
    a, b = sha("a")[:12], sha("b")[:12]
    assert [a] == store.find(a) == store.find(a[:5]) == store.find("thang-5/báo cáo.pdf")
    assert sorted([a, b]) == store.find("báo cáo.pdf")
    assert [] == store.find("cáo.pdf")
    assert [] == store.find("%")


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Chưa có kho dữ liệu"):
        open_store(url(tmp_path))
    assert [] == list(tmp_path.iterdir())


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baocao.db").write_text("Đây không phải là kho dữ liệu.\n" * 50, encoding="utf-8")
    with pytest.raises(StoreError):
        open_store(url(tmp_path))


@pytest.mark.parametrize("address", ["nowhere", "oracle:///x", "sqlite:////proc/no/such/x.db"])
def test_an_address_that_is_none_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(StoreError):
        open_store(address, create=True)


def test_two_that_write_at_once_wait_for_each_other_and_keep_everything_once(tmp_path: Path) -> None:
    stores = [open_store(url(tmp_path), create=True) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda s: [keep(s, f"{n}.pdf", str(n)) for n in range(40)], stores))
    assert 40 == len(list(stores[0].rows("documents"))) == len(list(stores[0].rows("outcomes")))


def test_a_report_travels_between_processes(tmp_path: Path) -> None:
    assert report("a.pdf", "a") == pickle.loads(pickle.dumps(report("a.pdf", "a")))


def test_what_was_acknowledged_survives_a_kill_and_a_reader_reads_while_another_writes(tmp_path: Path) -> None:
    writer = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path.cwd())!r})
        from pathlib import Path
        from tests.test_store import keep, open_store
        store = open_store({url(tmp_path)!r}, create=True)
        for n in range(10_000):
            keep(store, f"{{n}}.pdf", str(n))
            print(n, flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", writer], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(20)]
        reading = open_store(url(tmp_path))
        assert len(list(reading.rows("outcomes"))) >= len(told)
        os.kill(process.pid, signal.SIGKILL)
        told += [int(line) for line in process.stdout if line.endswith("\n")]
    kept = {row["path"] for row in open_store(url(tmp_path)).records("outcomes")}
    assert {f"/kho/{n}.pdf" for n in told} <= kept
    assert {len(extraction().mentions)} == {
        totals["counts"] + totals["citations"]
        for totals in open_store(url(tmp_path)).totals_by_document(("counts", "citations")).values()
    }


def test_a_store_by_its_file_address_makes_no_folder_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store(f"sqlite:///file:{tmp_path}/kho/baocao.db?uri=true", create=True)
    store.engine.dispose()
    assert ["baocao.db", "kho"] == sorted(path.name for path in tmp_path.rglob("*") if "-" not in path.name)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StoreError, match="của chương trình khác"):
        open_store(f"sqlite:///{path}", create=True)
    with closing(sqlite3.connect(path)) as other:
        assert [("theirs",)] == other.execute("SELECT name FROM sqlite_master").fetchall()


def test_a_file_that_is_no_database_is_told_apart_from_a_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("không phải cơ sở dữ liệu\n" * 100)
    with pytest.raises(StoreError, match="Tệp này không phải là kho dữ liệu của baocao"):
        open_store(f"sqlite:///{path}")
