"""Dask as the engine: the same facts as on one machine, whoever is killed; each file's reason stays what it is."""

from __future__ import annotations

import difflib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pipeline.batch import cluster, cluster_worker
from pipeline.batch.processes import Process, processes
from pipeline.ingest import Step, ingest
from pipeline.messages import RefusedError
from pipeline.store import open_store
from pipeline.verify import verify
from tests.conftest import REPORTS
from tests.dask_machines import SOON, Machines, machines, until
from tests.hostile import endless
from tests.killing import everything, killing, make_reports, of
from tests.postgres import Server

RUNS = 20
FILES = 16


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("máy") / "tmp") as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Little reports, some twice, some broken, and two real ones."""
    made = tmp_path_factory.mktemp("kho") / "kho"
    make_reports(made, FILES)
    for name in ("report.docx", "report.pdf"):
        shutil.copy(REPORTS / name, made)
    return made


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one machine makes of the folder."""
    work = tmp_path_factory.mktemp("một máy")
    ingest([folder], store=f"sqlite:///{work}/baocao.db", workers=2, ocr="off")
    return everything(f"sqlite:///{work}/baocao.db", work / "out")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baocao.db'}"


def told(steps: list[Step]) -> dict[str, tuple[str, str]]:
    return {Path(step.outcome.path).name: (step.outcome.outcome, step.outcome.reason) for step in steps}


def differing(expected: dict[str, str], found: dict[str, str]) -> str:
    """The first rows that only one of two exports has, what became of the files before all else."""
    rows = [
        f"{name} {row}"
        for name in sorted(expected, key=lambda name: name != "outcomes")
        for row in difflib.unified_diff(expected[name].splitlines(), found[name].splitlines(), lineterm="", n=0)
    ]
    return "\n".join(rows[:20])


def test_two_dask_workers_make_the_same_rows_as_one_machine(
    there: Machines, folder: Path, expected: dict[str, str], url: str, tmp_path: Path
) -> None:
    steps = ingest([folder], store=url, engine="dask", scheduler=there.address, ocr="off")
    assert [(at + 1, FILES + 2) for at in range(FILES + 2)] == [(step.done, step.total) for step in steps]
    assert "" == differing(expected, everything(url, tmp_path / "out"))
    assert open_store(url).recall("network") in ("namespace", "seccomp")
    assert [] == there.readers()
    again = ingest([folder], store=url, engine="dask", scheduler=there.address, ocr="off")
    assert {False} == {step.fresh for step in again}


def test_dask_workers_and_postgresql_make_the_same_rows_as_one_machine_and_a_file(
    there: Machines, folder: Path, expected: dict[str, str], postgres: Server, tmp_path: Path
) -> None:
    urls = [postgres.new(), postgres.new()]
    ingest([folder], store=urls[0], workers=2, ocr="off")
    ingest([folder], store=urls[1], engine="dask", scheduler=there.address, ocr="off")
    for at, url in enumerate(urls):
        assert "" == differing(expected, everything(url, tmp_path / f"out {at}"))
        assert [] == list(verify(open_store(url)))


def test_nothing_is_lost_and_nothing_twice_when_a_worker_is_killed_in_each_of_twenty_runs(
    there: Machines, folder: Path, expected: dict[str, str], tmp_path: Path
) -> None:
    chance, killed = random.Random(6), []
    for run in range(RUNS):
        until(lambda: len(there.workers()) == 2)
        at = chance.randrange(1, FILES - 2)

        def kill(step: Step, at: int = at) -> None:
            if step.done == at:
                killed.append(chance.choice(there.workers()).pid)
                os.kill(killed[-1], signal.SIGKILL)

        url = f"sqlite:///{tmp_path}/{run}.db"
        ingest([folder], store=url, engine="dask", scheduler=there.address, ocr="off", progress=kill)
        assert "" == differing(expected, everything(url, tmp_path / f"out {run}"))
        assert [] == list(verify(open_store(url)))
        assert [] == open_store(url).ask("SELECT * FROM attempts UNION SELECT * FROM runs")
    assert RUNS == len(set(killed))


def test_a_file_that_never_ends_keeps_its_reason_and_its_reader_is_contained(
    there: Machines, tmp_path: Path, url: str
) -> None:
    loop = next(one for one in endless() if one.name == "hình trong hình.pdf")
    kho = tmp_path / "kho"
    kho.mkdir()
    loop.make(kho)
    shutil.copy(REPORTS / "report.docx", kho)
    seen: list[tuple[bool, str]] = []

    def look(step: Step) -> None:
        for reader in there.readers():
            limits = Path(f"/proc/{reader.pid}/limits").read_text().splitlines()
            core, memory = (next(row for row in limits if row.startswith(name)) for name in ("Max core", "Max addr"))
            own = os.readlink(f"/proc/{reader.pid}/ns/net") != os.readlink("/proc/self/ns/net")
            status = Path(f"/proc/{reader.pid}/status").read_text()
            contained = int(memory.split()[3]) < 1_900_000_000 and (own or "Seccomp:\t2" in status)
            seen.append((contained, core.split()[4]))

    steps = ingest([kho], store=url, engine="dask", scheduler=there.address, timeout=2, ocr="off", progress=look)
    assert {"report.docx": ("indexed", ""), loop.name: ("quarantined", "TIMEOUT")} == told(steps)
    assert (True, "0") in seen
    assert {(True, "0")} == set(seen)
    assert [] == there.readers()


def test_a_file_that_kills_its_reader_twice_ends_as_a_crash(there: Machines, tmp_path: Path, url: str) -> None:
    kho = two_reports(tmp_path)
    with killing(there.temporary, lambda folder: [one.pid for one in readers_of(there, folder)]):
        steps = ingest([kho], store=url, engine="dask", scheduler=there.address)
    found = {Path(s.outcome.path).name: (s.outcome.outcome, s.outcome.reason, s.outcome.attempts) for s in steps}
    assert {"report.docx": ("indexed", "", 1), "report.pdf": ("quarantined", "CRASH", 2)} == found
    again = ingest([kho], store=url, engine="dask", scheduler=there.address, retry_failed=True)
    assert {"indexed"} == {step.outcome.outcome for step in again}


def test_a_file_that_kills_its_dask_worker_each_time_ends_as_a_crash_and_the_others_are_read(
    there: Machines, tmp_path: Path, url: str
) -> None:
    kho = two_reports(tmp_path)
    for at in range(6):
        shutil.copy(REPORTS / "report.docx", kho / f"{at}.docx")
        with (kho / f"{at}.docx").open("ab") as file:
            file.write(b"\0" * at)

    with killing(there.temporary, lambda folder: [one.parent for one in readers_of(there, folder)]):
        steps = ingest([kho], store=url, engine="dask", scheduler=there.address)
    assert ("quarantined", "CRASH") == told(steps)["report.pdf"]
    assert {"indexed", "duplicate"} == {s.outcome.outcome for s in steps if not s.outcome.path.endswith(".pdf")}


def two_reports(folder: Path) -> Path:
    kho = folder / "kho"
    kho.mkdir()
    for name in ("report.pdf", "report.docx"):
        shutil.copy(REPORTS / name, kho)
    return kho


def readers_of(there: Machines, folder: Path) -> list[Process]:
    """The contained processes whose files lie in this folder."""
    inside = {one.pid for one in of(folder)}
    return [one for one in there.readers() if one.pid in inside]


def test_a_path_that_a_worker_does_not_see_is_an_outcome_that_names_the_machine(
    there: Machines, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_reports(tmp_path)
    monkeypatch.chdir(tmp_path)
    kho = "/proc/self/cwd/kho"  # there, but for nobody else
    steps = ingest([kho], store=url, engine="dask", scheduler=there.address)
    assert {"report.docx": ("quarantined", "UNREADABLE"), "report.pdf": ("quarantined", "UNREADABLE")} == told(steps)
    assert {"read"} == {step.outcome.stage for step in steps}
    assert all(f"Máy {os.uname().nodename} không thấy tệp này" in step.outcome.message for step in steps)
    healed = ingest([kho], store=url, workers=1, retry_failed=True)
    assert {"indexed"} == {step.outcome.outcome for step in healed}


def test_a_file_of_another_place_is_fetched_by_the_worker_itself(there: Machines, tmp_path: Path, url: str) -> None:
    kho = two_reports(tmp_path)
    steps = ingest([f"local://{kho}"], store=url, engine="dask", scheduler=there.address)
    assert {"report.docx": ("indexed", ""), "report.pdf": ("indexed", "")} == told(steps)
    assert [f"local://{kho}/report.docx", f"local://{kho}/report.pdf"] == sorted(s.outcome.path for s in steps)
    by_path = f"sqlite:///{tmp_path}/path.db"
    ingest([kho], store=by_path, workers=1)
    found, facts = everything(url, tmp_path / "url"), everything(by_path, tmp_path / "path")
    assert {"documents", "outcomes"} == {name for name in facts if found[name] != facts[name]}
    assert [] == list(there.temporary.rglob("*.docx"))


def test_bytes_that_changed_since_they_were_hashed_are_not_read_by_a_worker(
    there: Machines, tmp_path: Path, url: str
) -> None:
    kho = tmp_path / "kho"
    make_reports(kho, 12)
    last = kho / "z.docx"
    shutil.copy(REPORTS / "report.docx", last)
    loop = next(one for one in endless() if one.name == "hình trong hình.pdf")
    loop.make(kho)

    def change(step: Step) -> None:
        if step.done == 1:
            with last.open("ab") as file:
                file.write(b"\0")

    limits = {"engine": "dask", "scheduler": there.address}
    steps = ingest([kho], store=url, timeout=2, progress=change, **limits)  # type: ignore[arg-type]
    assert told(steps)["z.docx"] in (("quarantined", "CHANGED_DURING_READ"), ("indexed", ""))
    assert [] == [damage for damage in verify(open_store(url)) if damage.where == "store"]


def test_a_scheduler_that_goes_away_is_one_error_and_the_batch_goes_on_later(
    folder: Path, expected: dict[str, str], url: str, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    with machines(tmp_path / "máy") as gone:

        def kill(step: Step) -> None:
            acknowledged.append(step.outcome.path)
            if step.done == 5:
                gone.scheduler.kill()

        with pytest.raises(RefusedError, match=r"Mất liên lạc với bộ điều phối tcp://127\.0\.0\.1"):
            ingest([folder], store=url, engine="dask", scheduler=gone.address, ocr="off", progress=kill)
    kept = {str(row["path"]) for row in open_store(url).records("outcomes")}
    assert set(acknowledged) <= kept
    assert len(kept) < FILES + 2
    assert [] == open_store(url).ask("SELECT * FROM attempts UNION SELECT * FROM runs")
    ingest([folder], store=url, workers=2, ocr="off")
    assert "" == differing(expected, everything(url, tmp_path / "out"))


def test_a_cluster_that_nobody_works_for_is_told(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    with (
        machines(tmp_path / "máy", count=0) as empty,
        pytest.raises(RefusedError, match=r"chưa có tiến trình đọc nào.*dask worker tcp://"),
    ):
        ingest([REPORTS], store=url, engine="dask", scheduler=empty.address)


def test_workers_that_all_leave_are_missed(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with machines(tmp_path / "máy") as left:

        def kill(step: Step) -> None:
            for nanny in {one.parent for one in left.workers()}:
                os.killpg(nanny, signal.SIGKILL)

        with pytest.raises(RefusedError, match=r"Không còn tiến trình đọc nào.*chạy lại lệnh"):
            ingest([REPORTS], store=url, engine="dask", scheduler=left.address, ocr="off", progress=kill)


def test_a_scheduler_that_is_not_there_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    with pytest.raises(RefusedError, match=r"Không nối được tới bộ điều phối tcp://127\.0\.0\.1:9"):
        ingest([REPORTS], store=url, engine="dask", scheduler="tcp://127.0.0.1:9")


def test_another_baocao_on_the_other_side_is_refused_before_anything_is_read(
    there: Machines, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cluster, cluster_worker):
        monkeypatch.setattr(module, "edition", lambda: "9.9 (khác)")
    with pytest.raises(RefusedError, match=r"Máy đọc chạy baocao khác .*máy này chạy 9\.9 \(khác\)"):
        ingest([REPORTS], store=url, engine="dask", scheduler=there.address)
    assert [] == list(open_store(url).records("outcomes"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_batch_that_is_stopped_ends_with_130_and_nobody_reads_for_it_any_more(
    there: Machines, tmp_path: Path, url: str, number: signal.Signals
) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    for one in endless():
        one.make(kho)
    shutil.copy(REPORTS / "report.docx", kho)
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(kho), "--store", url, "--engine", "dask"]
    with subprocess.Popen([*command, "--scheduler", there.address], stderr=subprocess.PIPE, text=True) as batch:
        until(lambda: len(there.readers()) == 2)
        batch.send_signal(number)
        _, rest = batch.communicate(timeout=SOON)
    assert 130 == batch.returncode
    assert "Đã dừng. Những báo cáo đã đọc xong vẫn còn trong kho" in rest.splitlines()[-1]
    until(lambda: there.readers() == [])
    assert [] == open_store(url).ask("SELECT * FROM attempts UNION SELECT * FROM runs")


def test_nobody_reads_for_a_batch_that_was_killed(there: Machines, tmp_path: Path, url: str) -> None:
    kho = two_reports(tmp_path)
    next(one for one in endless() if one.name == "hình trong hình.pdf").make(kho)
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(kho), "--store", url, "--engine", "dask"]
    with subprocess.Popen([*command, "--scheduler", there.address], stderr=subprocess.DEVNULL) as batch:
        until(lambda: len(there.readers()) == 2)
        batch.kill()
    until(lambda: there.readers() == [])


# Without a scheduler.


def test_without_a_scheduler_a_cluster_of_this_machine_is_started_that_no_other_can_reach(
    folder: Path, expected: dict[str, str], url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    listening: set[str] = set()

    before = set(psutil.Process().children(recursive=True))

    def look(step: Step) -> None:
        if step.done == FILES:
            started = set(psutil.Process().children(recursive=True)) - before
            found = [each for one in (psutil.Process(), *started) for each in one.net_connections("inet")]
            listening.update(each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN)

    steps = ingest([folder], store=url, engine="dask", workers=2, ocr="off", progress=look)
    assert FILES + 2 == len(steps)
    assert {"127.0.0.1"} == listening
    assert "" == differing(expected, everything(url, tmp_path / "out"))
    assert set(psutil.Process().children(recursive=True)) <= before | trackers()
    assert ("", "") == capfd.readouterr()


def test_ctrl_c_of_a_terminal_reaches_all_processes_and_ends_in_one_sentence(
    folder: Path, tmp_path: Path, url: str
) -> None:
    kho = tmp_path / "kho"
    shutil.copytree(folder, kho)
    next(one for one in endless() if one.name == "hình trong hình.pdf").make(kho)
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(kho), "--store", url, "--engine", "dask"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as batch:
        assert batch.stderr is not None
        assert batch.stderr.readline().startswith("[1/")
        os.killpg(batch.pid, signal.SIGINT)
        _, rest = batch.communicate(timeout=SOON)
    assert 130 == batch.returncode
    (told,) = (line for line in rest.splitlines() if not line.startswith("["))
    assert told.startswith("Đã dừng.")
    until(lambda: not [one for one in processes() if one.session == batch.pid and one.state not in "ZX"])


def trackers() -> set[psutil.Process]:
    """What Python itself keeps for processes that it has started, until the end."""
    return {one for one in psutil.Process().children() if "resource_tracker" in " ".join(one.cmdline())}


def test_without_dask_it_is_said_what_to_install(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pipeline.batch.cluster")
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(RefusedError, match=r"pip install 'baocao\[dask\]'"):
        ingest([REPORTS], store=url, engine="dask")


def test_dask_and_fsspec_are_loaded_only_by_who_asks_for_them() -> None:
    code = "import sys, pipeline.ingest, pipeline.cli; print({'dask', 'distributed', 'fsspec'} & set(sys.modules))"
    assert "set()\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scheduler": "tcp://a:1"}, "--scheduler chỉ dùng với --engine dask"),
        ({"engine": "dask", "scheduler": "tcp://a:1", "workers": 2}, "--workers không dùng với --scheduler"),
    ],
)
def test_flags_that_do_not_go_together_are_refused(url: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        ingest([REPORTS], store=url, **given)  # type: ignore[arg-type]
