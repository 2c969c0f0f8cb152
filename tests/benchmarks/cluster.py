"""Dask workers against the local pool on the same files, and what a plan for a million pages needs to know."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pipeline.ingest import Step, ingest
from pipeline.store import open_store
from tests.benchmarks.archive import make_archive
from tests.benchmarks.processors import HALF, can_slow, slowed
from tests.conftest import REPORTS
from tests.dask_machines import machines

REPORTS_READ = int(os.environ.get("BAOCAO_BENCH_CLUSTER", "200"))
SCANS = int(os.environ.get("BAOCAO_BENCH_SCANS", "2"))  # copies of the scanned report of the corpus
ROUNDS = 3
UNITS = 25
AS_IT_IS = nullcontext()


@dataclass(frozen=True)
class Taken:
    """One run: seconds from the first report to the last, how many lie between, and this process's seconds of work."""

    seconds: float
    reports: int
    own_work: float

    @property
    def rate(self) -> float:
        """Reports a second, the start of the workers left out."""
        return self.reports / self.seconds


def bench_cluster(say: Callable[[str], None]) -> None:
    """Throughput with 1 and 2 Dask workers and as many local ones, run in turn; then the figures of the plan."""
    say(f"cluster: {REPORTS_READ} made reports, half Word and half PDF, each run into a new store; median of {ROUNDS}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_archive(root / "all", months=-(-REPORTS_READ // UNITS), units=UNITS)
        files = sorted((root / "all").iterdir())[:REPORTS_READ]
        for count in (1, 2):
            _bench_engines(say, root, files, count)
        if can_slow():
            say(f"  the same where each process has a processor of its own, {HALF:.0%} as fast as these:")
            _bench_engines(say, root, files, 2, slowed(HALF))
        _bench_plan(say, root, files)


def _bench_engines(
    say: Callable[[str], None], root: Path, files: list[Path], count: int, how: AbstractContextManager[None] = AS_IT_IS
) -> None:
    """Both engines over the same files, one after the other in each round, so that both meet the same machine."""
    local, dask = [], []
    with machines(Path(tempfile.mkdtemp(dir=root)), count) as there, how:
        for at in range(ROUNDS):
            local.append(_run(files, there.temporary / f"local {at}.db", workers=count))
            dask.append(_run(files, there.temporary / f"dask {at}.db", engine="dask", scheduler=there.address))
    ours, theirs = (median(one.rate for one in runs) for runs in (local, dask))
    overhead = median(mine.rate / other.rate for mine, other in zip(local, dask, strict=True)) - 1
    say(f"  {count} local worker(s) {ours:6.1f} reports/s   {count} Dask worker(s) {theirs:6.1f} reports/s")
    say(f"    overhead {overhead:+.1%} (target: under 10%), of {_all_rates(local, dask)}")
    work = median(one.own_work / one.reports for one in dask) * 1000
    say(f"    the batch itself works {work:.1f} ms a report: it can feed {1000 / work:.0f} reports/s at most")


def _all_rates(local: list[Taken], dask: list[Taken]) -> str:
    return ", ".join(f"{mine.rate:.1f}:{other.rate:.1f}" for mine, other in zip(local, dask, strict=True))


def _bench_plan(say: Callable[[str], None], root: Path, files: list[Path]) -> None:
    """What a page costs, digital and scanned, and in the store: seconds of work, which other programs hardly change."""
    pdfs = [file for file in files if file.suffix == ".pdf"]
    scans = root / "scans"
    scans.mkdir()
    for at in range(SCANS):
        content = (REPORTS / "report-scan.pdf").read_bytes()
        (scans / f"{at}.pdf").write_bytes(content + b"\n%% %d\n" % at)
    say("plan: each page costs, in seconds of work of one core, readers and their programs only")
    for name, given in (("digital", pdfs), ("scanned", sorted(scans.iterdir()))):
        worked, began = _children(), time.perf_counter()
        ingest(given, store=f"sqlite:///{root}/{name}.db", workers=1)
        seconds, work = time.perf_counter() - began, _children() - worked
        pages = open_store(f"sqlite:///{root}/{name}.db").totals()["pages"]
        held = sum(path.stat().st_size for path in root.glob(f"{name}.db*"))
        sizes = f"{held / pages / 1000:.0f} kB in the store, {_size(given) / pages / 1000:.0f} kB in its file"
        say(f"  {name}: {work / pages:.3f} s, {sizes} ({pages} pages; one worker took {seconds / pages:.3f} s a page)")
    say(f"  {os.cpu_count()} processors; a million pages, a third of them scans, are 667,000 and 333,000 times that")


def _size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def _run(files: list[Path], store: Path, **how: object) -> Taken:
    """One ingest; all must be read."""
    times: list[float] = []

    def look(step: Step) -> None:
        if step.outcome.outcome != "indexed":
            raise RuntimeError(f"not read: {step.outcome}")
        times.append(time.perf_counter())

    worked = _own_work()
    ingest(files, store=f"sqlite:///{store}", progress=look, **how)  # type: ignore[arg-type]
    return Taken(times[-1] - times[0], len(times) - 1, _own_work() - worked)


def _own_work() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
