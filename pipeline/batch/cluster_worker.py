"""What a Dask worker does for a batch: «báo cáo.pdf» through a contained process of its own, and back as one frame.

The Dask worker itself parses nothing. Each of its threads has one process as on a single machine, kept between files.
"""

# ruff: noqa: PLC0415  Dask is there only where this runs, or is asked for
from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from pipeline.batch.fetching import Fetching
from pipeline.batch.frames import pack_frame
from pipeline.batch.reading import Failure, Job, open_regular
from pipeline.batch.remote import is_remote
from pipeline.batch.scratch import scratch
from pipeline.batch.worker import to_frame
from pipeline.batch.workers import Done, Workers
from pipeline.limits import Limits
from pipeline.version import ours

IDLE = 10.0  # seconds until a process that reads nothing ends: its batch may have been killed
_TURN = 0.2  # seconds between looks whether anyone still waits for the file
_ROOT = Path(__file__).parents[2]


class OtherEditionError(Exception):
    """The Dask worker runs another baocao than the one who asked."""


class UnwantedError(Exception):
    """Nobody waits for this file any more."""


@dataclass(slots=True)
class _Seat:
    """One thread of the Dask worker: its contained process, while there is work for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    open: ExitStack = field(default_factory=ExitStack)
    readers: Fetching | None = None
    left: float = 0.0


_seats: dict[int, _Seat] = {}


@lru_cache(maxsize=1)
def edition() -> str:
    """Which baocao this process runs: its version, and a hash over its code and lexicons as they lie here."""
    told = hashlib.sha256()
    for folder in ("extractors", "pipeline"):
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".csv"):
                told.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return f"{ours()} ({told.hexdigest()[:12]})"


def edition_there() -> str:
    """The name of this machine and which baocao it runs."""
    return f"{machine()}: {edition()}"


def ask(job: Job, limits: Limits) -> str:
    """A job as it travels to a Dask worker; the same file with the same settings is the same text.

    What others recognised travels beside it, for their file lies here.
    """
    told = {"edition": edition(), "job": asdict(replace(job, scans="")), "limits": asdict(limits)}
    return json.dumps(told, ensure_ascii=True, sort_keys=True)


def read_there(asked: str, scans: bytes = b"") -> tuple[bytes, bool, str]:
    """Do what an `ask` says: its packed frame, whether its process died over it, how the network was cut.

    `scans` is what others recognised of the file, where it is to be read with that.
    `OtherEditionError` where the one who asks runs another baocao; `RefusedError` where no process can be started.
    """
    told = json.loads(asked)
    if told["edition"] != edition():
        raise OtherEditionError(edition_there())
    job = Job.of(told["job"])
    if (unseen := _unseen(job.file)) is not None:
        return pack_frame(to_frame(unseen)), False, ""
    with _seated(Limits(**told["limits"])) as readers, _given(scans, readers.folder) as kept:
        done = _read(readers, replace(job, scans=kept), _wanted())
        packed = done.sealed if done.result is None else pack_frame(to_frame(done.result))
        return packed, done.died, readers.network


@contextmanager
def _given(scans: bytes, folder: Path) -> Iterator[str]:
    """The file in which recognised pages lie for the contained process; «» where there are none."""
    if not scans:
        yield ""
        return
    kept = folder / f"{secrets.token_hex(8)}.scans"
    kept.write_bytes(scans)
    try:
        yield str(kept)
    finally:
        kept.unlink(missing_ok=True)


def leave() -> None:
    """End the processes that read nothing now."""
    for seat in list(_seats.values()):
        if seat.lock.acquire(blocking=False):
            try:
                _empty(seat)
            finally:
                seat.lock.release()


def machine() -> str:
    """The name of this machine."""
    return socket.gethostname()


def _unseen(file: str) -> Failure | None:
    """Why this machine cannot open a file that another one met; None where it can."""
    if is_remote(file):
        return None
    try:
        os.close(open_regular(file))
    except OSError as error:
        told = f"Máy {machine()} không thấy tệp này ở đường dẫn đó: {error.strerror or error}."
        next_step = "Hãy gắn thư mục chung vào máy ấy cùng một đường dẫn, rồi nạp lại bằng --retry-failed."
        return Failure("UNREADABLE", f"{told} {next_step}", "read")
    return None


def _read(readers: Fetching, job: Job, wanted: Callable[[], bool]) -> Done:
    """What becomes of a file; `UnwantedError` where nobody waits for that any more, and its process is ended."""
    while not readers.want(1):
        readers.wait(_TURN)
        _see_that(wanted, job)
    readers.give(job)
    while not (found := readers.wait(_TURN)):
        _see_that(wanted, job)
    return found[0]


def _see_that(wanted: Callable[[], bool], job: Job) -> None:
    if not wanted():
        raise UnwantedError(job.key)


def _wanted() -> Callable[[], bool]:
    """Whether the task that runs in this thread still has someone who waits for it."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def ask_dask() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state in ("executing", "long-running")

    return ask_dask


@contextmanager
def _seated(limits: Limits) -> Iterator[Fetching]:
    """This thread's contained process, started anew for other limits and after whatever went wrong."""
    seat = _seats.setdefault(threading.get_ident(), _Seat())
    with seat.lock:
        if seat.readers is not None and seat.readers.limits != limits:
            _empty(seat)
        if seat.readers is None:
            folder = seat.open.enter_context(scratch())
            seat.readers = Fetching(Workers(1, limits, folder, unopened=True), folder, limits)
            seat.open.callback(seat.readers.close)
            _keep_watch()
        try:
            yield seat.readers
        except BaseException:
            _empty(seat)
            raise
        seat.left = time.monotonic()


def _empty(seat: _Seat) -> None:
    """End a thread's process and remove its folder."""
    seat.readers = None
    seat.open.close()


@lru_cache(maxsize=1)
def _keep_watch() -> None:
    """Let processes that nobody needs end in time, also when this one ends."""
    Finalize(None, leave, exitpriority=1)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    while True:
        time.sleep(IDLE / 4)
        for seat in list(_seats.values()):
            if seat.readers is not None and time.monotonic() - seat.left > IDLE and not seat.lock.locked():
                with seat.lock:
                    _empty(seat)
