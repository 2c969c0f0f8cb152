"""Two ingests at once from two machines into one PostgreSQL: nothing lost, nothing twice, no foreign pid trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.batch.claims import SILENCE, Run
from pipeline.store import Store, open_store
from pipeline.verify import verify
from tests.killing import everything, make_reports
from tests.postgres import Server

# Another machine, as far as a process can tell: it sees no process of ours, and another host's name.
ELSEWHERE = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "--uts"]


def start(folder: Path, url: str, temporary: Path, *elsewhere: str) -> subprocess.Popen[str]:
    temporary.mkdir()
    ingest = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder), "--store", url, "--workers", "1"]
    return subprocess.Popen(
        [*elsewhere, *ingest], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip


def test_two_machines_share_the_work_and_do_nothing_twice(postgres: Server, tmp_path: Path) -> None:
    make_reports(tmp_path / "kho", 30)
    alone = f"sqlite:///{tmp_path}/alone.db"
    start(tmp_path / "kho", alone, tmp_path / "a").communicate()
    url = postgres.new()
    open_store(url, create=True).engine.dispose()
    here, there = start(tmp_path / "kho", url, tmp_path / "b"), start(tmp_path / "kho", url, tmp_path / "c", *ELSEWHERE)
    told = [one.communicate(timeout=200)[1] for one in (here, there)]
    assert [3, 3] == [here.returncode, there.returncode], told  # the broken files
    assert everything(alone, tmp_path / "x") == everything(url, tmp_path / "y")
    store = open_store(url)
    assert [] == list(verify(store))
    assert [] == store.ask("SELECT run_id FROM runs UNION SELECT path_key FROM attempts")


@pytest.fixture
def store(postgres: Server) -> Store:
    return open_store(postgres.new(), create=True)


def test_a_run_of_another_machine_holds_its_files_until_it_was_silent_for_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process number says nothing here, where another process may have it."""
    with monkeypatch.context() as there:
        there.setattr("pipeline.batch.claims.machine", lambda: "máy khác")
        assert "ours" == Run.begin(store).claim("/kho/a.pdf", "a").whose
    here = Run.begin(store)
    assert "theirs" == here.claim("/kho/a.pdf", "a").whose
    with store.transaction(writes=True) as connection:
        connection.execute(
            sa.text("UPDATE runs SET beat = beat - :silence WHERE machine = 'máy khác'"), {"silence": SILENCE + 1}
        )
    assert "ours" == here.claim("/kho/a.pdf", "a").whose
