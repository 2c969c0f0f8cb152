"""How fast a folder becomes a store: reports a second, one worker against two, memory, and a second run over it."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.ingest import Step, ingest
from tests.benchmarks.archive import make_archive
from tests.benchmarks.processors import HALF, can_slow, slowed

SIZES = tuple(map(int, os.environ.get("BAOCAO_BENCH_REPORTS", "100,1000").split(",")))  # 10,000 take some minutes
UNITS = 25  # of the made archive: so many reports a month
_PEAKS: set[float] = set()  # of the workers seen so far


def bench_batch(say: Callable[[str], None], digital_pdfs: list[Path], plumb: Callable[[list[Path]], int]) -> None:
    """All figures of the batch. `plumb` is pdfplumber alone over the same pages."""
    say(f"batch: made reports of {UNITS} units, half Word and half PDF, into a new store; {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _bench_growth(say, root)
        _bench_workers(say, root)
        _bench_contained(say, root, digital_pdfs, plumb)
    say(f"  peak memory of a worker {max(_PEAKS):.0f} MB (target: 300)")


def _bench_growth(say: Callable[[str], None], root: Path) -> None:
    make_archive(root / "all", months=-(-max(SIZES) // UNITS), units=UNITS)
    files = sorted((root / "all").iterdir())
    costs = []
    for size in SIZES:
        folder = root / f"{size}"
        folder.mkdir()
        for file in files[:size]:
            os.link(file, folder / file.name)
        worked = _worked()
        first = _timed([folder], root / f"{size}.db")
        costs.append((_worked() - worked) / size)
        again = _timed([folder], root / f"{size}.db")
        growth = f"{costs[-1] / costs[0]:.2f} of the cost a report at {SIZES[0]} (target: 1.15)"
        say(f"  {size:6,} reports: {size / first:.1f} a second, {costs[-1] * 1000:.0f} ms of work each, {growth}")
        say(f"         a second run takes {again / first:.1%} of the first (target: 5%)")


def _bench_workers(say: Callable[[str], None], root: Path) -> None:
    files = sorted((root / "all").iterdir())[: min(400, max(SIZES))]
    _bench_processors(say, root, files)
    if can_slow():
        with slowed(HALF):
            times = [_timed(files, root / f"slow{workers}.db", workers) for workers in (1, 2)]
        each = f"where each process has a processor of its own, {HALF:.0%} as fast as these"
        say(f"  2 workers against 1, {each}: {times[0] / times[1]:.2f} times as fast (target: 1.8)")


def _bench_processors(say: Callable[[str], None], root: Path, files: list[Path]) -> None:
    """Both on the processors that are there, which two readers and the batch share."""
    times = {1: _timed(files, root / "w1.db", 1)}
    own, read = _worked(resource.RUSAGE_SELF), _worked(resource.RUSAGE_CHILDREN)
    times[2] = _timed(files, root / "w2.db", 2)
    own, read = _worked(resource.RUSAGE_SELF) - own, _worked(resource.RUSAGE_CHILDREN) - read
    # One worker reads while the batch keeps what it read before; two and the batch want two processors and a part.
    most = min(2.0, (os.cpu_count() or 1) * max(own, read) / (own + read))
    say(
        f"  2 workers against 1: {times[1] / times[2]:.2f} times as fast ({most:.2f} is the most that "
        f"{os.cpu_count()} processors have), {len(files)} reports, {own / len(files) * 1000:.1f} ms of each the batch's"
    )


def _bench_contained(
    say: Callable[[str], None], root: Path, pdfs: list[Path], plumb: Callable[[list[Path]], int]
) -> None:
    """The whole way through one worker, against pdfplumber's bare text; ten copies of each file, each of its own."""
    copies, folder = 10, root / "pdfs"
    folder.mkdir()
    for at in range(copies):
        for path in pdfs:
            with shutil.copyfile(path, folder / f"{at}-{path.name}").open("ab") as file:
                file.write(b"\n%% %d\n" % at)
    ours = _timed([folder], root / "pdfs.db", 1)
    began = time.perf_counter()
    pages = plumb(pdfs)
    theirs = (time.perf_counter() - began) * copies
    rate = f"{pages * copies / ours:.1f} pages/s, its start and the store with it"
    say(f"  digital PDFs through one worker: {rate}: {theirs / ours:.1f} times pdfplumber's extract_text (target: 5)")


def _worked(*whose: int) -> float:
    """Seconds of work of this process and of those that it saw end: what else the machine does leaves it as it is."""
    whose = whose or (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def _peaks() -> Iterator[float]:
    """The most memory, in MB, that each child of this process has held since it became what it is.

    The usage that a parent is told of its children counts what the parent itself held when it started them.
    """
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        yield int(line.split()[1]) / 1024


def _timed(paths: list[Path], store: Path, workers: int | None = None) -> float:
    """Seconds from files to committed facts; all of them must have been read."""
    unread: list[Step] = []

    def look(step: Step) -> None:
        _PEAKS.update(_peaks())
        if step.outcome.outcome != "indexed":
            unread.append(step)

    began = time.perf_counter()
    ingest(paths, store=f"sqlite:///{store}", workers=workers, progress=look)
    taken = time.perf_counter() - began
    if unread:
        raise RuntimeError(f"not read: {unread[0].outcome}")
    return taken
