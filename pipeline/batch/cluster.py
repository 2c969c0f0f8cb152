"""Files read by Dask workers, on this machine or on many: «--engine dask --scheduler tcp://may-chu:8786».

Only we write the store. What a Dask worker sends back is a frame, looked at like that of a process of our own.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster
from distributed.utils import silence_logging_cmgr

from pipeline.batch.cluster_worker import (
    OtherEditionError,
    UnwantedError,
    ask,
    edition,
    edition_there,
    leave,
    read_there,
)
from pipeline.batch.frames import Inbox, TooMuchError
from pipeline.batch.reading import Failure, Job, Result
from pipeline.batch.results import from_frame
from pipeline.batch.workers import Done
from pipeline.limits import Limits
from pipeline.messages import RefusedError

PATIENCE = 60.0  # seconds without any Dask worker until a batch ends
_LOOPBACK = "127.0.0.1"
CONNECT = 10  # seconds for the scheduler to answer
_COUNT_EVERY = 2.0  # seconds between looks at how many threads there are
_AHEAD = 4  # files on their way for each thread: none waits for the next while its report travels
# What a Dask worker of our own need not do: it holds no data, and what it parses has limits of its own.
_SETTINGS = {"distributed.worker.profile.enabled": False, "distributed.scheduler.allowed-failures": 1}
# Recognised pages travel with the last job of their file, 30 kB each; Dask would warn of more than 10 MB.
_MUCH = {"distributed.admin.large-graph-warning-threshold": "1 GB"}


@dataclass(slots=True)
class Cluster:
    """The threads of all Dask workers as readers of a batch. A file whose Dask worker died is better read alone."""

    client: Client
    name: str
    limits: Limits
    network: str = ""
    count: int = 1
    _flying: dict[str, tuple[Job, Future[Any]]] = field(default_factory=dict)
    _landed: SimpleQueue[tuple[str, object]] = field(default_factory=SimpleQueue)
    _tries: dict[str, int] = field(default_factory=dict)
    _suspects: set[str] = field(default_factory=set)
    _held: deque[Job] = field(default_factory=deque)
    _counted: float = 0.0
    _there: float = field(default_factory=time.monotonic)

    @property
    def busy(self) -> list[tuple[Job, float]]:
        """Nothing: no file can end a batch that only waits for it, so none is blamed for being long in work."""
        return []

    def want(self, jobs: int) -> bool:
        """True where a job would soon be read."""
        alone = self._held or any(self._is_suspect(job) for job, _ in self._flying.values())
        return jobs > 0 and not alone and len(self._flying) < _AHEAD * self.count

    def give(self, job: Job) -> None:
        """Let a Dask worker read a file; one that killed a Dask worker waits until no other is on its way."""
        if self._is_suspect(job) and self._flying:
            self._held.append(job)
        else:
            self._submit(job)

    def wait(self, seconds: float) -> list[Done]:
        """What was done by the next event, or nothing within so many seconds; `RefusedError` where nobody answers."""
        self._look()
        try:
            landed = [self._landed.get(timeout=seconds)]
        except Empty:
            return []
        while not self._landed.empty():
            landed.append(self._landed.get())
        found = [done for key, what in landed for done in self._land(key, what)]
        if self._held and not self._flying:
            self._submit(self._held.popleft())
        return found

    def overdue(self) -> list[Done]:
        """Nothing: the clocks run where the files are read."""
        return []

    def close(self) -> None:
        """Take back what is on its way, and end the processes that read for us."""
        flying, self._flying = [future for _, future in self._flying.values()], {}
        with suppress(Exception):  # where nobody answers, nobody reads for us
            self.client.cancel(flying)
            self.client.run(leave, on_error="ignore", wait=True)
        with suppress(Exception):
            self.client.close(timeout=CONNECT)

    def _submit(self, job: Job) -> None:
        """The key says what is read and how: what two batches ask for is read once. A second try has another key."""
        asked, scans = ask(job, self.limits), Path(job.scans).read_bytes() if job.scans else b""
        tries = self._tries[job.name] = self._tries.get(job.name, 0) + 1
        how = hashlib.sha256(asked.encode() + scans).hexdigest()[:16]
        pages = f"-{job.pages[0]}-{job.pages[-1]}" if job.pages else ""
        key = f"baocao-{job.origin.sha256}{pages}-{how}" + (f"-{tries}" if tries > 1 else "")
        try:
            with dask.config.set(_MUCH):
                future = self.client.submit(read_there, asked, scans, key=key, pure=True)
        except Exception as error:
            raise self._gone() from error
        self._flying[job.name] = job, future
        assert self.client.loop is not None
        self.client.loop.add_callback(self._bring, job.name, future)

    async def _bring(self, key: str, future: Future[Any]) -> None:
        """In the client's thread: fetch what became of a file as soon as that is known."""
        what: object
        try:
            what = await future
        except (Exception, asyncio.CancelledError) as error:
            what = error
        self._landed.put((key, what))

    def _land(self, key: str, what: object) -> Iterator[Done]:
        if key not in self._flying:
            return
        job, future = self._flying.pop(key)
        match what:
            case bytes() as packed, bool() as died, str() as network:
                yield Done(job, self._unpack(packed, job), died)
                self.network = self.network if self.network == "none" else network or self.network
            case KilledWorker():
                self._suspects |= _marks(job)
                yield Done(job, _killed(), died=True)
            case UnwantedError():
                self._submit(job)
            case OtherEditionError() | ModuleNotFoundError():
                raise _other_edition(str(what))
            case RefusedError():
                raise what
            case asyncio.CancelledError():
                raise self._gone()
            case _ if future.status != "error":  # the file was read, and its report lost on its way to us
                self._submit(job)
            case _:
                told = f"Lỗi của chương trình trên máy đọc: {type(what).__name__}: {str(what)[:500]}."
                yield Done(job, Failure("INTERNAL", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", "read"))

    def _is_suspect(self, job: Job) -> bool:
        return not self._suspects.isdisjoint(_marks(job))

    def _unpack(self, packed: bytes, job: Job) -> Result:
        try:
            (frame,) = Inbox(self.limits.result + 1000).feed(packed)
            return from_frame(frame, job)
        except (TooMuchError, ValueError, KeyError, TypeError, AttributeError) as error:
            told = f"Máy đọc trả về dữ liệu sai ({error})."
            return Failure("CRASH", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", "read")

    def _look(self) -> None:
        """See that the scheduler answers and that someone reads; counted anew every now and then."""
        if self.client.status != "running":
            raise self._gone()
        now = time.monotonic()
        if now - self._counted < _COUNT_EVERY:
            return
        try:
            count = sum(self.client.nthreads().values())
        except Exception as error:
            raise self._gone() from error
        self._counted, self.count = now, max(count, 1)
        self._there = now if count or not self._flying else self._there
        if now - self._there > PATIENCE:
            raise RefusedError(
                "Không còn tiến trình đọc nào ở bộ điều phối {scheduler} trong {seconds} giây. Hãy chạy trên các máy "
                "đọc: dask worker {scheduler}. Những báo cáo đã đọc xong vẫn còn trong kho; chạy lại lệnh để đọc tiếp.",
                scheduler=self.name, seconds=round(PATIENCE),
            )  # fmt: skip

    def _gone(self) -> RefusedError:
        return RefusedError(
            "Mất liên lạc với bộ điều phối {scheduler}: hãy xem nó còn chạy không. "
            "Những báo cáo đã đọc xong vẫn còn trong kho; chạy lại lệnh để đọc tiếp.",
            scheduler=self.name,
        )


@contextmanager
def cluster(scheduler: str, workers: int, limits: Limits, folder: Path) -> Iterator[Cluster]:
    """The cluster of a scheduler, or without one a cluster of `workers` processes on this machine, reached by no other.

    `RefusedError` where no scheduler answers, nobody reads for it, or a Dask worker runs another baocao.
    """
    with ExitStack() as stack:
        stack.enter_context(silence_logging_cmgr(logging.CRITICAL))
        address = scheduler or stack.enter_context(_here(workers, folder)).scheduler_address
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False, name="baocao")
        except (OSError, ValueError) as error:
            raise RefusedError(
                "Không nối được tới bộ điều phối {scheduler}. Hãy kiểm tra địa chỉ, hoặc chạy: dask scheduler",
                scheduler=address,
            ) from error
        joined = Cluster(client, address, limits)
        stack.callback(joined.close)
        _compare(client, address)
        yield joined


@contextmanager
def _here(workers: int, folder: Path) -> Iterator[LocalCluster]:
    """Dask workers on this machine only, without a dashboard."""
    settings = {**_SETTINGS, "temporary-directory": str(folder)}
    page = f"{_LOOPBACK}:0"  # each Dask process answers whether it lives; without an address it would do so to all
    with dask.config.set(settings):
        try:
            with _deaf():
                started = LocalCluster(
                    n_workers=workers, threads_per_worker=1, host=_LOOPBACK, memory_limit=0,
                    local_directory=str(folder), dashboard_address=page, worker_dashboard_address=page,
                    scheduler_kwargs={"dashboard": False}, silence_logs=logging.CRITICAL,
                )  # fmt: skip
        except RuntimeError as error:
            raise RefusedError("Không khởi động được các tiến trình Dask trên máy này: {why}", why=error) from error
        with started:
            yield started


@contextmanager
def _deaf() -> Iterator[None]:
    """Threads and processes that start meanwhile never hear Ctrl-C: a terminal sends it to all, but we end them."""
    ensure_running()  # Python's own helper, which would open the ears of whoever starts it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _compare(client: Client, address: str) -> None:
    """See that someone reads, and that all run the same baocao as we do."""
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except TimeoutError as error:
        raise RefusedError(
            "Bộ điều phối {scheduler} chưa có tiến trình đọc nào. Hãy chạy trên các máy đọc: dask worker {scheduler}",
            scheduler=address,
        ) from error
    for where, found in client.run(edition_there, on_error="return").items():
        if isinstance(found, ModuleNotFoundError):
            raise _other_edition(f"{where}: {found}")
        if not isinstance(found, Exception) and not found.endswith(f": {edition()}"):
            raise _other_edition(found)


def _marks(job: Job) -> set[str]:
    """By what a job is known that killed a Dask worker: its file, or each of its pages, which then come one by one."""
    return {f"{job.key} {page}" for page in job.pages} or {job.key}


def _other_edition(theirs: str) -> RefusedError:
    return RefusedError(
        "Máy đọc chạy baocao khác ({theirs}); máy này chạy {ours}. "
        "Hãy cài cùng một bản trên mọi máy rồi khởi động lại các tiến trình dask worker.",
        theirs=theirs, ours=edition(),
    )  # fmt: skip


def _killed() -> Failure:
    told = "Nhiều tiến trình dask worker bị ngắt trong lúc đọc tệp này nên không đọc nữa."
    return Failure("CRASH", f"{told} Hãy mở tệp, lưu lại thành tệp mới; hoặc đọc lại bằng --retry-failed.", "read")
