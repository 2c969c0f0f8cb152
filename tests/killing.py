"""Batches that are ended in the middle, again and again: `python -m tests.killing 200` (make soak)."""

from __future__ import annotations

import glob
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.batch.processes import Process, processes
from pipeline.exports.export import export
from pipeline.store import open_store
from pipeline.verify import verify
from tests.word_files import p, write_docx

REPORTS = 60
START = 1.5  # seconds within which a batch that has just begun is ended
MOST_FRESH = 15  # files that a batch may read before it is ended

# Of an outcome, what tells when it came about and nothing else.
_WHEN = ("tried_at",)


def make_reports(folder: Path, count: int = REPORTS) -> None:
    """Little reports, each of its own; some are the same twice, some are broken."""
    folder.mkdir()
    for at in range(count):
        name = folder / f"bao cao {at:03}.docx"
        if at % 10 == 7:
            name.write_bytes(b"PK\x03\x04" + bytes(str(at), "ascii") * 40)
            continue
        number = at - 1 if at % 10 == 5 else at
        body = "".join(
            p(f"Huyện ủy Đồi Mơ thực hiện Kết luận số {number + line}-KL/TW, mở {line} lớp với {number} học viên.")
            for line in range(1, 40)
        )
        os.replace(write_docx(folder, body), name)


def start(folder: Path, url: str, temporary: Path, *more: str) -> subprocess.Popen[str]:
    """A batch of two workers in a group of its own. Each line of its log is an acknowledged file."""
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder), "--store", url, "--workers", "2", *more]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip


def kill_at(batch: subprocess.Popen[str], chance: random.Random) -> set[str]:
    """End a batch, and all that it started, at some moment; the files that its log told were done."""
    told, fresh, most = set(), 0, chance.randrange(MOST_FRESH)
    assert batch.stderr is not None
    if most == 0:
        time.sleep(chance.uniform(0, START))
    while fresh < most and (line := batch.stderr.readline()):
        fresh += "không đổi" not in line
        told |= done_in(line)
    time.sleep(chance.uniform(0, 0.1))
    os.killpg(batch.pid, signal.SIGKILL)
    for line in batch.stderr:
        told |= done_in(line)
    batch.wait()
    return told


def done_in(line: str) -> set[str]:
    """The file that a whole line of the log tells of."""
    return {line.split(": ", 1)[1].strip()} if line.startswith("[") and line.endswith("\n") else set()


def everything(url: str, to: Path) -> dict[str, str]:
    """The whole export, as text; outcomes without the time of day."""
    export(open_store(url), to, "jsonl")
    tables = {path.stem: path.read_text(encoding="utf-8") for path in sorted(to.iterdir())}
    tables["outcomes"] = "\n".join(map(str, outcomes(url)))
    return tables


def outcomes(url: str) -> Iterator[dict[str, object]]:
    for row in open_store(url).records("outcomes"):
        yield {name: cell for name, cell in row.items() if name not in _WHEN}


def kill_and_resume(folder: Path, work: Path, kills: int, chance: random.Random, url: str = "") -> tuple[str, int]:
    """A store that was filled by a batch killed so many times at random moments, and how many files were told done.

    It lies in `work`, unless another `url` is given.
    """
    url, temporary = url or f"sqlite:///{work / 'baocao.db'}", work / "tmp"
    temporary.mkdir(parents=True)
    told: set[str] = set()
    for _ in range(kills):
        told |= kill_at(start(folder, url, temporary), chance)
        if url.startswith("sqlite") and not (work / "baocao.db").exists():
            continue
        store = open_store(url, create=True)
        assert [] == store.damages()
        kept = {str(row["path"]) for row in store.records("outcomes")}
        assert told <= kept, f"acknowledged and lost: {sorted(told - kept)}"
    batch = start(folder, url, temporary)
    batch.communicate()
    assert 3 == batch.returncode  # the broken ones
    assert [] == list(verify(open_store(url)))
    assert [] == list(temporary.iterdir())
    return url, len(told)


@contextmanager
def killing(temporary: Path, whom: Callable[[Path], list[int]]) -> Iterator[None]:
    """While this lasts, whoever is named by `whom`, for a folder of a worker with a PDF in it, dies."""
    ended = threading.Event()

    def kill() -> None:
        while not ended.is_set():
            # Not `Path.glob`, which is raised out of by a folder that goes away under it.
            for copy in glob.glob("baocao-*/*/report.pdf", root_dir=temporary):
                for pid in whom((temporary / copy).parent):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            time.sleep(0.002)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        ended.set()
        killer.join()


def of(folder: Path) -> list[Process]:
    """The processes, workers and their children, whose files lie in this folder."""
    return [one for one in processes() if one.state != "Z" and bytes(folder) in environment(one.pid)]


def environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def main() -> None:
    """So many kills as the command line says, ten for each store; an assertion tells what broke."""
    kills, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**9)
    sys.stdout.write(f"{kills} kills, seed {seed}\n")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_reports(root / "kho")
        (root / "tmp").mkdir()
        undisturbed = f"sqlite:///{root / 'undisturbed.db'}"
        start(root / "kho", undisturbed, root / "tmp").communicate()
        expected = everything(undisturbed, root / "expected")
        for done in range(0, kills, 10):
            url, told = kill_and_resume(root / "kho", root / f"{done}", min(10, kills - done), chance)
            assert expected == everything(url, root / f"out {done}")
            sys.stdout.write(f"{done + 10}: {told} files acknowledged before a kill, none lost, none twice\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
