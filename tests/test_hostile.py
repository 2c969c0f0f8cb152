"""One folder with every threat in it and good reports among them: one outcome each, and the good come out unharmed."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from pipeline.batch.processes import processes
from pipeline.ingest import Step, ingest
from pipeline.store import Store, open_store
from pipeline.tables import tables
from tests.conftest import REPORTS
from tests.hostile import Hostile, hostile_files

SECONDS = 5.0  # for each file, so that what never ends does not keep the test
GOOD = ("report.docx", "report.pdf", "report-mixed-fonts.pdf")
OUTCOMES = {"indexed", "indexed_partial", "duplicate", "quarantined", "skipped"}


@dataclass(frozen=True)
class Batch:
    """What went in, and what came of it."""

    folder: Path
    hostile: dict[str, Hostile]
    before: dict[str, tuple[object, ...]]
    store: Store
    steps: list[Step]
    connections: int
    temporary: Path


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    """All hostile files and three good reports, ingested once by two workers; nothing may be left behind."""
    root = tmp_path_factory.mktemp("thù địch")
    folder, temporary = root / "kho", root / "tmp"
    folder.mkdir()
    temporary.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(temporary))
        word, pdf = ((REPORTS / name).read_bytes() for name in GOOD[:2])
        made = list(hostile_files(word, pdf, listening.getsockname()[1]))
        for one in made:
            one.make(folder)
        for name in GOOD:
            shutil.copy(REPORTS / name, folder)
        before = look(folder)
        store = open_store(f"sqlite:///{root / 'baocao.db'}", create=True)
        steps = ingest([folder], store=store, workers=2, ocr="off", timeout=SECONDS)
        yield Batch(folder, {one.name: one for one in made}, before, store, steps, waiting(listening), temporary)
    assert [] == list(temporary.iterdir())


def look(folder: Path) -> dict[str, tuple[object, ...]]:
    """All that can be seen of the files from outside, and the bytes of the small ones."""
    seen: dict[str, tuple[object, ...]] = {}
    for entry in os.scandir(folder):
        found = entry.stat(follow_symlinks=False)
        regular = entry.is_file(follow_symlinks=False) and found.st_size < 1_000_000_000
        digest = hashlib.sha256(Path(entry.path).read_bytes()).hexdigest() if regular else ""
        seen[entry.name] = (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino, found.st_nlink, digest)
    return seen


def waiting(listening: socket.socket) -> int:
    """How many connections were opened to it."""
    listening.setblocking(False)
    count = 0
    while True:
        try:
            listening.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def name_of(step: Step) -> str:
    return os.path.basename(os.fsdecode(unquote_to_bytes(step.outcome.path_key)))


def test_the_folder_covers_the_threats_and_takes_no_room() -> None:
    files = list(hostile_files(b"PK\x03\x04" + b"\0" * 999, b"%PDF-1.7" + b"\0" * 999, 1))
    assert len(files) >= 150
    assert len(files) == len({one.name for one in files})


def test_every_file_has_exactly_one_outcome_of_the_closed_lists(batch: Batch) -> None:
    names = [name_of(step) for step in batch.steps]
    assert Counter(batch.before.keys()) == Counter(names)
    kept = [str(row["path_key"]) for row in batch.store.records("outcomes")]
    assert Counter(step.outcome.path_key for step in batch.steps) == Counter(kept)
    assert OUTCOMES >= {step.outcome.outcome for step in batch.steps}


def test_every_file_ends_with_a_reason_that_fits_it(batch: Batch) -> None:
    odd = {
        name: (step.outcome.outcome, step.outcome.reason, step.outcome.message)
        for step in batch.steps
        if (name := name_of(step)) in batch.hostile and step.outcome.reason not in batch.hostile[name].allowed
    }
    assert {} == odd


def test_whoever_was_not_read_is_told_why_and_what_to_do(batch: Batch) -> None:
    silent = [name_of(s) for s in batch.steps if s.outcome.reason and len(s.outcome.message.split(". ")) < 2]
    assert [] == silent


def test_good_reports_come_out_byte_for_byte_as_without_the_others(batch: Batch, tmp_path: Path) -> None:
    alone = open_store(f"sqlite:///{tmp_path / 'alone.db'}", create=True)
    steps = ingest([batch.folder / name for name in GOOD], store=alone, workers=0)
    for step in steps:
        assert facts(alone, step.outcome.doc_id) == facts(batch.store, step.outcome.doc_id)
    assert ["indexed"] * len(GOOD) == [step.outcome.outcome for step in steps]


def facts(store: Store, doc_id: str) -> dict[str, list[tuple[object, ...]]]:
    """All that the store holds of a report, as it was written."""
    names = [name for name in (*tables(), "texts", "passages") if name not in ("outcomes", "directives", "units")]
    wanted = (name for name in names if store.ask(f"SELECT 1 FROM pragma_table_info('{name}') WHERE name = 'doc_id'"))
    return {
        name: [tuple(row) for row in store.ask(f"SELECT * FROM {name} WHERE doc_id = :doc_id", {"doc_id": doc_id})]
        for name in wanted
    }


def test_the_originals_are_as_they_were_and_nothing_was_written_beside_them(batch: Batch) -> None:
    assert batch.before == look(batch.folder)
    assert not Path("/tmp/bi-chiem").exists()
    assert [] == [path for path in (batch.folder / "bi-chiem", Path.cwd() / "bi-chiem") if path.exists()]


def test_no_connection_was_opened(batch: Batch) -> None:
    assert 0 == batch.connections


def test_no_child_is_left(batch: Batch) -> None:
    assert batch.steps
    left = [one for one in processes() if bytes(batch.temporary) in environment(one.pid)]
    assert [] == left


def environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def test_a_second_run_over_it_reads_nothing_again(batch: Batch) -> None:
    again = ingest([batch.folder], store=batch.store, workers=2, ocr="off", timeout=SECONDS)
    assert [] == [name_of(step) for step in again if step.fresh]
