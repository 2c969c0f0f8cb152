"""The batch: every file of a folder ends in exactly one outcome, good ones as facts in the store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.batch.batch import Batch, Readers
from pipeline.batch.claims import Run
from pipeline.batch.fetching import Fetching
from pipeline.batch.reading import OcrMode, to_report
from pipeline.batch.scratch import scratch
from pipeline.batch.stopping import stoppable
from pipeline.batch.walk import Met, walk
from pipeline.batch.workers import Here, Workers
from pipeline.limits import Limits, limits_of
from pipeline.messages import RefusedError
from pipeline.store import DEFAULT_URL, Outcome, Store, StoreError, open_store

__all__ = ["UNREAD", "Engine", "Step", "ingest", "to_report"]

Engine = Literal["local", "dask"]

# Outcomes after which a report, or part of it, is missing from the store.
UNREAD = frozenset({"quarantined", "indexed_partial"})


@dataclass(frozen=True, slots=True)
class Step:
    """One file done: its outcome, whether anything was done for it now, and how far the batch is."""

    outcome: Outcome
    fresh: bool
    done: int
    total: int


def ingest(
    paths: Iterable[str | os.PathLike[str]],
    *,
    store: str | Store = DEFAULT_URL,
    workers: int | None = None,
    retry_failed: bool = False,
    reread: bool = False,
    ocr: OcrMode = "auto",
    timeout: float | None = None,
    met: Iterable[Met] = (),
    engine: Engine = "local",
    scheduler: str = "",
    progress: Callable[[Step], None] = lambda step: None,
    scans: Callable[[int], None] = lambda left: None,
) -> list[Step]:
    """Read files and folders into the store; what is there already is left as it is. One step for each file met.

    With `reread` the reports that another version of the program read are read anew, and with `retry_failed` the files
    that could not be read, in whole or in part: a report stays as it is unless more pages of it are read. What
    reviewers decided and corrected stays.

    Files are read in `workers` processes (as many as there are processors), which are contained; with 0 they are read
    in this one, for files that can be trusted. `timeout` is the most seconds that a file may take, the recognition of
    scanned pages left out: each of those has its own time. `met` are files that another walk has met already. With the
    engine `dask` the files are read by the Dask workers of a `scheduler`, or of `workers` processes on this machine
    where none is named. `progress` is told of each file that is done, `scans` how many scanned pages are still to be
    recognised of files that have many, which are shared out over all who read.
    """
    refuse_contradictions(engine, scheduler, workers)
    files = [*walk(paths), *met]
    archive = open_store(store, create=True) if isinstance(store, str) else store
    limits = limits_of() if timeout is None else replace(limits_of(), seconds=timeout, most_seconds=timeout)
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    steps: list[Step] = []
    with (
        scratch() as folder,
        stoppable() as stopped,
        _readers(engine, scheduler, count, limits, folder) as readers,
    ):
        batch = Batch(archive, Run.begin(archive), readers, folder, limits, ocr, retry_failed, stopped, reread, scans)
        if isinstance(readers, Fetching):
            readers.meanwhile = batch.glance
        with _ended(batch):
            for outcome, fresh in batch.outcomes(files):
                steps.append(Step(outcome, fresh, len(steps) + 1, len(files)))
                progress(steps[-1])
    return steps


def refuse_contradictions(engine: Engine, scheduler: str, workers: int | None) -> None:
    """`RefusedError` where an engine is told what only another one can do."""
    if scheduler and engine != "dask":
        raise RefusedError("--scheduler chỉ dùng với --engine dask.")
    if scheduler and workers is not None:
        raise RefusedError("--workers không dùng với --scheduler: các máy đọc tự định số tiến trình của mình.")


@contextmanager
def _readers(engine: Engine, scheduler: str, count: int, limits: Limits, folder: Path) -> Iterator[Readers]:
    """Who reads the files, until the batch has ended."""
    if engine == "local":
        yield Fetching(Workers(count, limits, folder) if count else Here(folder), folder, limits)
        return
    try:
        from pipeline.batch.cluster import cluster  # noqa: PLC0415  only who asks for Dask needs it
    except ImportError as error:
        raise RefusedError("Chưa cài Dask ({why}). Hãy chạy: pip install 'baocao[dask]'", why=error) from error
    with cluster(scheduler, max(count, 1), limits, folder) as joined:
        yield joined


@contextmanager
def _ended(batch: Batch) -> Iterator[None]:
    """However a batch ends, no worker is left, and what was begun and not done is taken back."""
    try:
        yield
    except BaseException:
        with suppress(StoreError):  # where it is the store that ended the batch, that is told
            batch.end()
        raise
    batch.end()
