"""A batch that is killed, stopped, or finds its disk full or its store locked: nothing acknowledged is lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.store import open_store
from pipeline.verify import verify
from tests.databases import address
from tests.killing import done_in, everything, kill_and_resume, make_reports, start

KILLS = 10  # for each of five stores in each database; `make soak` makes it two hundred


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("giết") / "kho"
    make_reports(made)
    return made


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed run makes of the folder."""
    work = tmp_path_factory.mktemp("yên")
    (work / "tmp").mkdir()
    start(folder, f"sqlite:///{work}/baocao.db", work / "tmp").communicate()
    return everything(f"sqlite:///{work}/baocao.db", work / "out")


@pytest.mark.databases
@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_and_nothing_twice_however_often_a_batch_is_killed(
    folder: Path, expected: dict[str, str], tmp_path: Path, seed: int
) -> None:
    url, _ = kill_and_resume(folder, tmp_path / "work", KILLS, random.Random(seed), address(tmp_path, "kill"))
    assert expected == everything(url, tmp_path / "out")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_that_is_stopped_ends_with_130_keeps_what_it_told_and_leaves_nothing_behind(
    folder: Path, expected: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    (tmp_path / "tmp").mkdir()
    batch = start(folder, url, tmp_path / "tmp")
    told = first_lines(batch, 5)
    batch.send_signal(number)
    _, rest = batch.communicate(timeout=10)
    assert 130 == batch.returncode
    assert "Đã dừng. Những báo cáo đã đọc xong vẫn còn trong kho" in rest
    kept = {str(row["path"]) for row in open_store(url).records("outcomes")}
    assert told <= kept
    assert [] == open_store(url).ask("SELECT * FROM attempts UNION SELECT * FROM runs")
    assert [] == list((tmp_path / "tmp").iterdir())
    assert expected == resumed(folder, url, tmp_path)


def first_lines(batch: subprocess.Popen[str], count: int) -> set[str]:
    assert batch.stderr is not None
    return set().union(*(done_in(batch.stderr.readline()) for _ in range(count)))


def resumed(folder: Path, url: str, work: Path) -> dict[str, str]:
    """The export after another run, which nothing disturbs."""
    batch = start(folder, url, work / "tmp")
    batch.communicate()
    assert 3 == batch.returncode
    assert [] == list(verify(open_store(url)))
    return everything(url, work / "out")


def test_a_full_disk_is_told_and_what_was_told_done_is_there(
    folder: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    kept, disk = tmp_path / "kept", tmp_path / "disk"
    for made in (kept, disk, tmp_path / "tmp"):
        made.mkdir()
    ingest = f"{sys.executable} -m pipeline.cli ingest '{folder}' --workers 2 --store sqlite:///{disk}/baocao.db"
    script = f"mount -t tmpfs -o size=1m none {disk} || exit 77; {ingest}; status=$?; cp {disk}/* {kept}; exit $status"
    ended = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    if ended.returncode == 77 or "unshare" in ended.stderr:
        pytest.skip("this system lets nobody but root make a little disk")
    assert 2 == ended.returncode
    assert "Ổ đĩa chứa kho đã đầy" in ended.stderr
    check_what_was_told(ended.stderr, kept)
    assert expected == resumed(folder, f"sqlite:///{kept}/baocao.db", tmp_path)


def test_a_store_that_may_not_grow_is_told_as_well(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    url = f"sqlite:///{tmp_path}/baocao.db"
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder), "--workers", "2", "--store", url]
    limited = ["prlimit", "--fsize=1500000", *command]
    ended = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert 2 == ended.returncode
    assert "Ổ đĩa chứa kho báo lỗi đọc ghi hoặc đã đầy" in ended.stderr
    check_what_was_told(ended.stderr, tmp_path)
    assert expected == resumed(folder, url, tmp_path)


def check_what_was_told(log: str, folder: Path) -> None:
    store = open_store(f"sqlite:///{folder}/baocao.db", create=True)
    told = set().union(*map(done_in, log.splitlines(keepends=True)))
    assert told
    assert told <= {str(row["path"]) for row in store.records("outcomes")}
    assert [] == store.damages()


def test_a_locked_store_is_told_and_nothing_is_lost(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    url = f"sqlite:///{tmp_path}/baocao.db"
    batch = start(folder, f"{url}?timeout=0.5", tmp_path / "tmp")
    told = first_lines(batch, 3)
    other = sqlite3.connect(tmp_path / "baocao.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    _, rest = batch.communicate(timeout=30)
    other.close()
    assert 2 == batch.returncode
    assert "Kho đang bị chương trình khác giữ quá lâu" in rest
    told |= set().union(*map(done_in, rest.splitlines(keepends=True)))
    assert told <= {str(row["path"]) for row in open_store(url).records("outcomes")}
    assert expected == resumed(folder, url, tmp_path)


def test_a_store_that_may_only_be_read_is_told_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    open_store(f"sqlite:///{tmp_path}/baocao.db", create=True).engine.dispose()
    batch = start(folder, f"sqlite:///file:{tmp_path}/baocao.db?mode=ro&uri=true", tmp_path / "tmp")
    _, told = batch.communicate(timeout=30)
    assert 2 == batch.returncode
    assert "Kho chỉ cho đọc, không ghi được" in told
    assert 1 == len(told.splitlines())


def test_two_batches_at_once_share_the_work_and_read_nothing_twice(
    folder: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "tmp").mkdir()
    url = f"sqlite:///{tmp_path}/baocao.db"
    batches = [start(folder, url, tmp_path / "tmp") for _ in range(2)]
    logs = [batch.communicate(timeout=120)[1] for batch in batches]
    assert [3, 3] == [batch.returncode for batch in batches]
    assert [60, 60] == [len(log.splitlines()) for log in logs]
    indexed = [line for log in logs for line in log.splitlines() if "] đã đọc: " in line]
    assert len(indexed) == len({line.split(": ", 1)[1] for line in indexed})
    # Of two files with the same bytes, the one that was done first is the report's source.
    which = {"outcomes": "", "documents": ""}
    assert {**expected, **which} == {**everything(url, tmp_path / "out"), **which}


def test_folders_of_killed_runs_are_swept_and_those_of_living_ones_stay(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    batch = start(folder, f"sqlite:///{tmp_path}/a.db", temporary)
    first_lines(batch, 1)
    batch.kill()
    batch.wait()
    assert 1 == len(list(temporary.iterdir()))
    living = start(folder, f"sqlite:///{tmp_path}/b.db", temporary)
    first_lines(living, 1)
    assert 1 == len(list(temporary.iterdir()))
    start(folder, f"sqlite:///{tmp_path}/c.db", temporary).communicate()
    assert [3, 0] == [living.wait(), len(list(temporary.iterdir()))]
