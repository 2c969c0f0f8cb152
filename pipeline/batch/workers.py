"""Workers that read files, watched from outside: time, memory, and whatever dies is replaced. Nothing here parses."""

from __future__ import annotations

import json
import os
import resource
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.batch.frames import Frame, Inbox, TooMuchError
from pipeline.batch.processes import TOKEN, end_tree
from pipeline.batch.reading import Failure, Job, Result, out_of_memory, read_job
from pipeline.batch.results import from_frame
from pipeline.limits import Limits
from pipeline.messages import RefusedError

# A worker ends after so many files, or when it holds more than this many bytes after one: what libraries leak goes.
MOST_FILES = 1000
MOST_HELD = 400_000_000
_START = 60.0  # seconds until a new worker must be ready
_MOST_FAILED_STARTS = 3
_PIECE = 1 << 18
_HOME = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job; `died` where the worker did not live to tell, `sealed` its report where it is unopened."""

    job: Job
    result: Result | None
    died: bool = False
    sealed: bytes = b""


@dataclass(slots=True)
class _Worker:
    """One process. `job` is what it reads, since `began`, until `deadline`; not before it is `ready`.

    `peak` and `ours` are bytes: the most that it held, and the most that we had held when it was started.
    """

    process: subprocess.Popen[bytes]
    token: str
    folder: Path
    inbox: Inbox
    deadline: float
    job: Job | None = None
    began: float = 0.0
    time: float = 0.0
    child_time: float = 0.0
    ready: bool = False
    files: int = 0
    peak: int = 0
    ours: int = 0


@dataclass(slots=True)
class Workers:
    """Up to `count` worker processes, started when there is work and replaced when they die."""

    count: int
    limits: Limits
    folder: Path
    most_files: int = MOST_FILES
    unopened: bool = False  # reports are handed on as they came
    network: str = ""
    _all: list[_Worker] = field(default_factory=list)
    _failed_starts: int = 0
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    @property
    def busy(self) -> list[tuple[Job, float]]:
        """The jobs that are being read, each with how many seconds it has been."""
        now = time.monotonic()
        return [(one.job, now - one.began) for one in self._all if one.job is not None]

    def want(self, jobs: int) -> bool:
        """True where a worker is free for a job; starts another one where more jobs wait than workers are there."""
        free = [one for one in self._all if one.job is None]
        if len(free) < jobs and len(self._all) < self.count:
            self._start()
        return any(one.ready for one in free)

    def give(self, job: Job) -> None:
        """Let a free worker read a file; ask `want` before."""
        worker = next(one for one in self._all if one.ready and one.job is None)
        told = asdict(job)
        worker.job, worker.began = job, time.monotonic()
        worker.time, worker.child_time = self.limits.time_for(0), 0.0
        worker.deadline = worker.began + worker.time
        pipe = worker.process.stdin
        try:
            assert pipe is not None
            pipe.write(json.dumps(told).encode("ascii") + b"\n")
            pipe.flush()
        except OSError:
            pass  # it died while it waited; the end of its other pipe tells

    def wait(self, seconds: float) -> list[Done]:
        """What was done by the next event, or nothing within so many seconds."""
        for worker in self._all:
            seconds = min(seconds, max(worker.deadline - time.monotonic(), 0.0)) if self._timed(worker) else seconds
        found = []
        for key, _ in self._selector.select(seconds):
            found += list(self._hear(key.data))
        return found + self.overdue()

    def overdue(self) -> list[Done]:
        """The jobs whose time is up; their workers, and all that these started, are killed."""
        now = time.monotonic()
        late = [one for one in self._all if self._timed(one) and now > one.deadline]
        return [done for worker in late for done in self._end(worker, _too_slow(worker) if worker.job else None)]

    def close(self) -> None:
        """Kill all workers and whatever they started."""
        for worker in list(self._all):
            self._discard(worker)
        self._selector.close()

    def _timed(self, worker: _Worker) -> bool:
        return worker.job is not None or not worker.ready

    def _start(self) -> None:
        token = secrets.token_hex(8)
        folder = self.folder / token
        folder.mkdir(mode=0o700)
        told = {"parent": os.getpid(), "folder": str(folder), "limits": asdict(self.limits)}
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "pipeline.batch.worker",
                json.dumps(told),
            ],  # -P: nothing from the current folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, TOKEN: token, "TMPDIR": str(folder), "PYTHONPATH": _HOME},
            start_new_session=True,
        )
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        worker = _Worker(
            process, token, folder, Inbox(self.limits.result + 1000, unopened=self.unopened), time.monotonic() + _START
        )
        worker.ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)
        self._all.append(worker)

    def _hear(self, worker: _Worker) -> Iterator[Done]:
        """What a worker has to say. Its pipe's end is its own."""
        pipe = worker.process.stdout
        assert pipe is not None
        piece = os.read(pipe.fileno(), _PIECE)
        if not piece:
            yield from self._end(worker, None)
            return
        try:
            for frame in worker.inbox.feed(piece):
                yield from self._take(worker, frame)
        except (TooMuchError, ValueError, KeyError, TypeError, AttributeError) as error:
            told = f"Tiến trình đọc trả về dữ liệu sai ({error})."
            yield from self._end(worker, Failure("CRASH", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", "read"))

    def _take(self, worker: _Worker, frame: Frame) -> Iterator[Done]:
        told, now = frame.told, time.monotonic()
        if "ready" in told:
            worker.ready, self.network, self._failed_starts = True, str(told["network"]), 0
            if worker.process.stderr is not None:
                worker.process.stderr.close()
        elif worker.job is None:
            raise ValueError("nobody asked")
        elif "pages" in told:
            worker.time = self.limits.time_for(int(told["pages"]))
            worker.child_time = self.limits.ocr_seconds_a_page * min(max(int(told["pages"]), 1), self.limits.pages)
            worker.deadline = worker.began + worker.time
        elif "child" in told:
            most = worker.began + worker.time + max(worker.child_time, self.limits.most_seconds)
            worker.deadline = min(max(worker.deadline, now + float(told["child"]) + worker.time), most)
        else:
            # What is no answer to this job ends the worker, with its job.
            result = None if frame.sealed else from_frame(frame, worker.job)
            job, worker.job = worker.job, None
            worker.files += 1
            if worker.files >= self.most_files or _held(worker.process.pid) > MOST_HELD:
                self._discard(worker)
            yield Done(job, result, sealed=frame.sealed)

    def _end(self, worker: _Worker, why: Failure | None) -> Iterator[Done]:
        """A worker that died or must: its job is done, and why; a worker that never was ready counts."""
        errors = b""
        if not worker.ready and worker.process.stderr is not None:
            self._kill(worker)
            errors = worker.process.stderr.read()
            self._failed_starts += 1
        self._discard(worker)
        if worker.job is not None:
            yield Done(worker.job, why or self._cause(worker), died=True)
        elif self._failed_starts >= _MOST_FAILED_STARTS:
            said = errors.decode("utf-8", "replace")[-500:]
            raise RefusedError("Tiến trình đọc tệp không khởi động được: {why}", why=said)

    def _cause(self, worker: _Worker) -> Failure:
        status = worker.process.returncode
        if status == -signal.SIGALRM:
            return _too_slow(worker)
        if worker.peak > 0.8 * self.limits.memory:
            return out_of_memory("read")
        name = signal.Signals(-status).name if status and -status in set(signal.Signals) else f"mã {status}"
        told = f"Tiến trình đọc bị ngắt giữa chừng ({name}): tệp làm hỏng chương trình đọc."
        return Failure("CRASH", f"{told} Hãy mở tệp, lưu lại thành tệp mới rồi nạp tệp mới.", "read")

    def _kill(self, worker: _Worker) -> None:
        end_tree(worker.process.pid, worker.token)
        if worker.process.returncode is None:
            _, status, usage = os.wait4(worker.process.pid, 0)
            worker.process.returncode = os.waitstatus_to_exitcode(status)
            # Where we held as much when it was started, the system tells our own figure, and nothing is known.
            worker.peak = usage.ru_maxrss * 1024 if usage.ru_maxrss * 1024 > worker.ours else 0

    def _discard(self, worker: _Worker) -> None:
        if worker in self._all:
            self._all.remove(worker)
            self._kill(worker)
            self._selector.unregister(worker.process.stdout)  # type: ignore[arg-type]
            for pipe in (worker.process.stdin, worker.process.stdout, worker.process.stderr):
                if pipe is not None:
                    with suppress(OSError):  # over what was written to a dead worker
                        pipe.close()
            shutil.rmtree(worker.folder, ignore_errors=True)


@dataclass(slots=True)
class Here:
    """Reads files in this process, with no protection: for tests, and for files that can be trusted."""

    folder: Path
    count: int = 1
    network: str = ""
    _job: Job | None = None

    @property
    def busy(self) -> list[tuple[Job, float]]:
        """Nothing is being read while anyone can ask."""
        return []

    def want(self, jobs: int) -> bool:
        """True while there is nothing to do."""
        return jobs > 0 and self._job is None

    def give(self, job: Job) -> None:
        """Take a file to read."""
        self._job = job

    def wait(self, seconds: float) -> list[Done]:
        """Read the file that was given, however long it takes."""
        job, self._job = self._job, None
        return [] if job is None else [Done(job, read_job(job, self.folder))]

    def overdue(self) -> list[Done]:
        """Nothing: here nobody watches the clock."""
        return []

    def close(self) -> None:
        """Nothing is open."""


def _too_slow(worker: _Worker) -> Failure:
    told = f"Đọc quá lâu: đã dừng sau {worker.deadline - worker.began:.0f} giây (BAOCAO_SECONDS, --timeout)."
    return Failure("TIMEOUT", f"{told} Hãy mở tệp, lưu lại thành tệp mới rồi nạp, hoặc nâng giới hạn.", "read")


def _held(pid: int) -> int:
    """The bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
