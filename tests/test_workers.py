"""Workers are contained: time, memory, network and lifetime; whatever they do, the batch and its store stay whole."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.claims import Run
from pipeline.batch.frames import Frame, Inbox, TooMuchError, pack_frame
from pipeline.batch.processes import Process
from pipeline.batch.reading import Failure, Job, Result, read_job
from pipeline.batch.results import from_frame
from pipeline.batch.workers import Done, Workers
from pipeline.ingest import ingest
from pipeline.limits import Limits
from pipeline.rows import Origin
from pipeline.store import Store, open_store
from pipeline.tables import Report
from tests.conftest import REPORTS
from tests.hostile import endless
from tests.killing import killing, of

SOON = 5.0  # seconds after its deadline in which a worker must be gone
_HANGING = """#!/bin/sh
case "$1" in --list-langs) echo vie; exit;; esac
setsid sleep 4321 &
sleep 4321
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "nháp"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'baocao.db'}", create=True)


def job(path: Path) -> Job:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Job(str(path), str(path), Origin(sha256[:12], str(path), sha256, "application/pdf"))


def done(workers: Workers, within: float = 60) -> Done:
    """What comes back next."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if found := workers.wait(0.1):
            return found[0]
    raise AssertionError("nothing came back")


def read(workers: Workers, path: Path) -> Done:
    start(workers, path)
    return done(workers)


def start(workers: Workers, path: Path) -> None:
    until = time.monotonic() + 30
    while not workers.want(1):
        workers.wait(0.1)
        assert time.monotonic() < until
    workers.give(job(path))


@pytest.fixture
def workers(folder: Path) -> Iterator[Workers]:
    made = Workers(1, Limits(), folder)
    yield made
    made.close()
    assert [] == of(folder)
    assert [] == list(folder.iterdir())


def test_a_worker_reads_the_same_as_we_do(workers: Workers, tmp_path: Path) -> None:
    path = REPORTS / "report.pdf"
    theirs, ours = read(workers, path).result, read_job(job(path), tmp_path)
    assert isinstance(theirs, Report)
    assert isinstance(ours, Report)
    assert replace(ours, rows={name: list(rows) for name, rows in ours.rows.items()}) == theirs


def test_a_file_that_never_ends_is_given_up_in_time_and_the_next_one_read(folder: Path, tmp_path: Path) -> None:
    loop = next(one for one in endless() if one.name == "hình trong hình.pdf")
    loop.make(tmp_path)
    workers = Workers(1, Limits(seconds=1, seconds_a_page=0), folder)
    start(workers, tmp_path / loop.name)
    began = time.monotonic()
    found = done(workers)
    assert time.monotonic() - began < 1 + SOON
    assert ("TIMEOUT", True) == (getattr(found.result, "reason", ""), found.died)
    assert isinstance(read(workers, REPORTS / "report.docx").result, Report)
    workers.close()
    assert [] == of(folder)


def test_the_kernel_ends_a_worker_when_the_batch_is_held_up(folder: Path, tmp_path: Path) -> None:
    loop = next(one for one in endless() if one.name == "hình trong hình.pdf")
    loop.make(tmp_path)
    workers = Workers(1, Limits(seconds=1, seconds_a_page=0), folder)
    start(workers, tmp_path / loop.name)
    time.sleep(1 + SOON)  # nobody looks at any clock meanwhile
    assert [] == of(folder)
    assert "TIMEOUT" == getattr(done(workers).result, "reason", "")
    workers.close()


def test_a_file_that_takes_more_memory_than_it_may_is_given_up(folder: Path) -> None:
    workers = Workers(1, Limits(memory=2_000_000), folder)
    found = read(workers, REPORTS / "report.pdf").result
    assert "MEMORY" == getattr(found, "reason", found)
    workers.close()


def test_a_worker_writes_no_core_has_its_limits_and_no_network(workers: Workers, folder: Path) -> None:
    read(workers, REPORTS / "report.docx")
    (worker,) = of(folder)
    limits = Path(f"/proc/{worker.pid}/limits").read_text()
    core, memory = (
        next(row for row in limits.splitlines() if row.startswith(name)) for name in ("Max core", "Max addr")
    )
    assert "0" == core.split()[4]
    assert 1_500_000_000 < int(memory.split()[3]) < 1_900_000_000
    assert workers.network in ("namespace", "seccomp")


@pytest.mark.parametrize("way", ["namespace", "seccomp"])
def test_neither_a_worker_nor_its_children_can_connect(way: str) -> None:
    ask = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        assert 0 == subprocess.run([sys.executable, "-c", ask, port], check=False).returncode
        code = (
            "import subprocess, sys; from pipeline.batch.containment import cut_network\n"
            f"if cut_network([{way!r}]) == 'none': sys.exit(7)\n"
            f"child = subprocess.run([sys.executable, '-c', {ask!r}, sys.argv[1]], capture_output=True)\n"
            f"if child.returncode == 0: sys.exit(8)\n{ask}"
        )
        ended = subprocess.run([sys.executable, "-c", code, port], check=False, capture_output=True)
    if ended.returncode == 7:
        pytest.skip(f"this system knows no {way}")
    assert 1 == ended.returncode
    assert b"OSError" in ended.stderr or b"PermissionError" in ended.stderr


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Tesseract that hangs, and leaves behind a child in a session of its own."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(_HANGING)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")


def sleepers(folder: Path) -> list[Process]:
    return [one for one in of(folder) if b"4321" in Path(f"/proc/{one.pid}/cmdline").read_bytes().split(b"\0")]


def until_they_sleep(folder: Path, workers: Workers | None = None) -> None:
    until = time.monotonic() + 60
    while not len(sleepers(folder)) >= 2:
        assert time.monotonic() < until, "the hanging program was not started"
        if workers is None or not workers.wait(0.05):
            time.sleep(0.05)


@pytest.mark.usefixtures("hanging")
def test_a_worker_s_children_go_with_it_wherever_they_went(folder: Path) -> None:
    workers = Workers(1, Limits(), folder)
    start(workers, REPORTS / "report-scan.pdf")
    until_they_sleep(folder, workers)
    workers.close()
    assert [] == of(folder)


@pytest.mark.usefixtures("hanging")
def test_everything_goes_when_the_batch_itself_is_killed(tmp_path: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(REPORTS / "report-scan.pdf")]
    told = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        [*command, "--store", f"sqlite:///{tmp_path}/x.db"], env=told, stderr=subprocess.DEVNULL
    ) as batch:
        until_they_sleep(folder)
        batch.kill()
    until = time.monotonic() + SOON
    while of(folder) and time.monotonic() < until:
        time.sleep(0.05)
    assert [] == of(folder)


def test_a_worker_is_replaced_after_so_many_files(folder: Path) -> None:
    workers = Workers(1, Limits(), folder, most_files=1)
    pids = []
    for name in ("report.docx", "report.pdf"):
        start(workers, REPORTS / name)
        pids += [one.pid for one in of(folder)]
        assert isinstance(done(workers).result, Report)
    workers.close()
    assert 2 == len(set(pids))


def test_a_file_that_kills_its_worker_twice_is_left_alone_until_asked_for(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kho = tmp_path / "kho"
    kho.mkdir()
    for name in ("report.pdf", "report.docx"):
        (kho / name).write_bytes((REPORTS / name).read_bytes())
    with killing(tmp_path, lambda folder: [one.pid for one in of(folder)]):
        steps = ingest([kho], store=store, workers=1)
    told = {Path(s.outcome.path).name: (s.outcome.outcome, s.outcome.reason, s.outcome.attempts) for s in steps}
    assert {"report.docx": ("indexed", "", 1), "report.pdf": ("quarantined", "CRASH", 2)} == told
    assert [False, False] == [step.fresh for step in ingest([kho], store=store, workers=1)]
    again = ingest([kho], store=store, workers=1, retry_failed=True)
    assert {"indexed"} == {step.outcome.outcome for step in again}


def test_bytes_that_are_no_longer_those_that_were_hashed_are_not_read(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes((REPORTS / "report.docx").read_bytes())
    asked = job(path)
    path.write_bytes((REPORTS / "report.pdf").read_bytes())
    assert "CHANGED_DURING_READ" == getattr(read_job(asked, folder), "reason", "")
    path.unlink()
    os.mkfifo(path)
    assert "UNREADABLE" == getattr(read_job(asked, folder), "reason", "")
    assert [] == list(folder.iterdir())


def test_the_batch_itself_loads_no_parser(tmp_path: Path) -> None:
    code = (
        "import sys; from pipeline.ingest import ingest\n"
        f"steps = ingest([{str(REPORTS / 'report.pdf')!r}], store='sqlite:///{tmp_path}/x.db', workers=1)\n"
        "parsers = {'pypdfium2', 'lxml', 'pdfplumber', 'pdfminer', 'PIL', 'docx', 'numpy'} & set(sys.modules)\n"
        "print(steps[0].outcome.outcome, sorted(parsers))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "indexed []\n" == told


def test_nothing_from_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("json.py", "pipeline.py", "sitecustomize.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    steps = ingest([REPORTS / "report.docx"], store=f"sqlite:///{tmp_path}/x.db", workers=1)
    assert ("indexed", False) == (steps[0].outcome.outcome, (tmp_path / "ran").exists())


# What arrives from a worker is looked at before it is believed.


def test_messages_come_whole_whatever_the_pieces() -> None:
    frames = [Frame({"text": "Đảng \ud800\0"}, b"1", b"22"), Frame({})]
    packed = b"".join(map(pack_frame, frames))
    for size in (1, 7, len(packed)):
        inbox = Inbox(1000)
        assert frames == [f for at in range(0, len(packed), size) for f in inbox.feed(packed[at : at + size])]


def test_who_only_hands_a_report_on_need_not_open_it() -> None:
    report, other = Frame({"report": {"text": "Đảng"}}, b"1"), Frame({"pages": 3})
    sealed, opened = Inbox(1000, unopened=True).feed(pack_frame(report) + pack_frame(other))
    assert ({}, other) == (sealed.told, opened)
    assert [report] == list(Inbox(1000).feed(sealed.sealed))


@pytest.mark.parametrize(
    ("written", "sound"), [('"Đảng"', True), ('"\\u0000"', False), ('"\ud800"', False), ('"\\ud800"', False)]
)
def test_a_message_tells_whether_every_store_keeps_its_letters(written: str, sound: bool) -> None:
    told = f'{{"text":{written}}}'.encode("utf-8", "surrogatepass")
    (frame,) = Inbox(1000).feed(b"\0" + len(told).to_bytes(4) + b"\0" * 8 + told)
    assert sound == frame.sound


@pytest.mark.parametrize(
    "packed", [b"\xff" * 13, pack_frame(Frame({"a": "b" * 2000})), b"\0\0\0\0\x02" + b"\0" * 8 + b"[]"]
)
def test_too_much_and_no_message_are_refused(packed: bytes) -> None:
    with pytest.raises(TooMuchError):
        list(Inbox(1000).feed(packed))


def test_rows_of_another_shape_or_another_report_are_refused(tmp_path: Path) -> None:
    path = REPORTS / "report.docx"
    asked = job(path)
    report = read_job(asked, tmp_path)
    assert isinstance(report, Report)
    good = {"rows": dict(report.rows), "text": report.text, "passages": report.passages}

    def given(**changed: object) -> Result:
        return from_frame(Frame({"report": {**good, **changed}}, report.layers, report.edges), asked)

    assert isinstance(given(), Report)
    count = report.rows["counts"][0]
    for rows in ([("stranger", *count[1:])], [count[:-1]], [(*count[:-1], ["list"])]):
        with pytest.raises(ValueError, match="counts"):
            given(rows={**report.rows, "counts": rows})
    wrong: tuple[dict[str, object], ...] = ({"rows": {}}, {"text": 5}, {"passages": [(1, 2)]})
    for changed in wrong:
        with pytest.raises(ValueError, match=r"no text|another report"):
            given(**changed)


# Who reads which file.


def test_what_we_hold_ourselves_is_no_memory_of_a_worker(folder: Path) -> None:
    held = bytearray(300_000_000)
    made = Workers(1, Limits(memory=350_000_000), folder)
    start(made, REPORTS / "report.pdf")
    os.kill(made._all[0].process.pid, signal.SIGKILL)
    told = done(made).result
    made.close()
    assert isinstance(told, Failure)
    assert ("CRASH", 300_000_000) == (told.reason, len(held))


def test_a_worker_that_sends_another_report_ends_and_its_job_comes_back(workers: Workers, tmp_path: Path) -> None:
    start(workers, REPORTS / "report.pdf")
    (one,), asked = workers._all, job(REPORTS / "report.pdf")
    one.job = replace(asked, origin=replace(asked.origin, doc_id="another"))
    told = done(workers)
    assert isinstance(told.result, Failure)
    assert (str(REPORTS / "report.pdf"), True, "CRASH") == (told.job.key, told.died, told.result.reason)
    assert isinstance(read(workers, REPORTS / "report.pdf").result, Report)


def test_a_file_that_another_run_reads_is_left_to_it_until_that_run_is_gone(store: Store) -> None:
    first, second = Run.begin(store), Run.begin(store)
    assert ["ours", "theirs"] == [first.claim("/a", "1").whose, second.claim("/a", "1").whose]
    first.end()
    assert "ours" == second.claim("/a", "1").whose


def test_a_file_that_was_in_work_for_long_when_two_runs_died_is_left_alone(store: Store) -> None:
    for killed in (False, False, True):
        run = Run.begin(store)
        claim = run.claim("/a", "1")
        assert killed == (claim.whose == "killed")
        if not killed:
            run.blame("/a")
            forget(store)
    assert "ours" == run.claim("/a", "other bytes").whose


def test_a_file_that_was_there_by_chance_is_read_again_but_not_for_ever(store: Store) -> None:
    told = []
    for _ in range(7):
        told.append(Run.begin(store).claim("/a", "1").whose)
        forget(store)
    assert ["ours"] * 6 + ["killed"] == told


def test_what_was_begun_is_taken_back_when_a_run_is_stopped(store: Store) -> None:
    for _ in range(9):
        run = Run.begin(store)
        assert "ours" == run.claim("/a", "1").whose
        run.blame("/a")
        run.end(["/a"])


def forget(store: Store) -> None:
    """As if the machine had been switched off: nobody lives who began."""
    import sqlalchemy as sa  # noqa: PLC0415

    with store.transaction(writes=True) as connection:
        connection.execute(sa.text("UPDATE runs SET machine = 'gone', beat = 0"))
