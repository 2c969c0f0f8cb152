"""Reports that lack pages are read once more with `--retry-failed`, and stay as they are unless more is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.batch.batch import Batch
from pipeline.batch.claims import Run
from pipeline.batch.reading import Failure
from pipeline.batch.walk import walk
from pipeline.batch.workers import Done, Here
from pipeline.limits import Limits
from pipeline.questions.corrections import read_corrections, reject
from pipeline.store import Actor, Outcome, Store, open_store
from pipeline.tables import Report, tables
from tests.databases import address
from tests.test_rereading import grow_old
from tests.word_files import p, write_docx

pytestmark = pytest.mark.databases

AT = [column.name for column in tables()["documents"]].index("pages_missing")


@dataclass(slots=True)
class Reading(Here):
    """Reads with so many pages missing, or not at all (None)."""

    missing: int | None = 0

    def wait(self, seconds: float) -> list[Done]:
        """Read, and leave out what is to be missing."""
        return [replace(done, result=self._less(done.result)) for done in Here.wait(self, seconds)]

    def _less(self, result: object) -> Report | Failure:
        assert isinstance(result, Report)
        if self.missing is None:
            return Failure("TIMEOUT", "Đọc quá lâu.", "read")
        (row,) = result.rows["documents"]
        return replace(result, rows={**result.rows, "documents": [(*row[:AT], self.missing, *row[AT + 1 :])]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kho = tmp_path / "kho"
    kho.mkdir()
    write_docx(kho, p("Huyện ủy Đồng Văn mở 3 lớp với 120 học viên."))
    return kho


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(address(tmp_path), create=True)


def read(store: Store, folder: Path, missing: int | None, *, retry: bool = True, reread: bool = False) -> list[Outcome]:
    """What became of the files for which anything was done."""
    work = folder.parent / "work"
    work.mkdir(exist_ok=True)
    readers = Reading(work, missing=missing)
    batch = Batch(store, Run.begin(store), readers, work, Limits(), "auto", retry, lambda: False, reread)
    try:
        return [outcome for outcome, fresh in batch.outcomes(walk([folder])) if fresh]
    finally:
        batch.end()


def held(store: Store) -> list[int]:
    """How many pages each report that is held lacks."""
    return [int(row["pages_missing"] or 0) for row in store.records("documents")]


def test_a_report_that_lacks_pages_is_read_again_only_when_asked(store: Store, folder: Path) -> None:
    assert ["indexed_partial"] == [one.outcome for one in read(store, folder, 3)]
    assert [] == read(store, folder, 0, retry=False)
    assert [("indexed", 2)] == [(one.outcome, one.attempts) for one in read(store, folder, 0)]
    assert [0] == held(store)
    assert [] == read(store, folder, 0)


@pytest.mark.parametrize("missing", [4, 3, None])
def test_a_retry_that_fails_or_reads_no_more_leaves_the_report_as_it_was(
    store: Store, folder: Path, missing: int | None
) -> None:
    (before,) = read(store, folder, 3)
    (after,) = read(store, folder, missing)
    assert replace(before, attempts=2, tried_at=after.tried_at) == after
    assert [3] == held(store)
    assert 1 == len(store.find(before.doc_id))
    assert [] == store.ask("SELECT * FROM attempts")
    assert ["indexed_partial"] == [one.outcome for one in read(store, folder, 2)], "and is tried again"
    assert [2] == held(store)


def test_corrections_stay_when_more_pages_are_read(store: Store, folder: Path) -> None:
    (before,) = read(store, folder, 3)
    fact = next(iter(store.records("counts", before.doc_id)))
    reject(store, before.doc_id, str(fact["mention_id"]), why="thử", actor=Actor("An"))
    read(store, folder, 0)
    assert ["placed"] == [one.state for one in read_corrections(store)]
    assert fact["mention_id"] not in [one["mention_id"] for one in store.records("counts", before.doc_id)]


def test_another_versions_report_is_read_anew_where_as_many_pages_are_read(store: Store, folder: Path) -> None:
    read(store, folder, 3)
    grow_old(store, "0.9.0")
    read(store, folder, 4, retry=False, reread=True)
    assert ([3], 1) == (held(store), len(store.read_by_others()))
    read(store, folder, 3, retry=False, reread=True)
    assert ([3], 0) == (held(store), len(store.read_by_others()))
