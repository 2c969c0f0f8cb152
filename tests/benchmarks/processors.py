"""A processor of its own for each process, all equally slow: what a machine with more processors would measure.

Readers, the batch and whatever hands reports on share few processors here, and then take time from each other. Where
the system can hold each process to a part of one processor (cgroups, version 1, as root), a machine of two is one of
four that are half as fast.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

_CPU = Path("/sys/fs/cgroup/cpu")
HALF = 0.5
_PERIOD = 5000  # microseconds: each process works for its part of them
_TURN = 0.05  # seconds between looks for new processes


def can_slow() -> bool:
    """True where the system lets us hold processes to a part of a processor."""
    return os.access(_CPU / "cgroup.procs", os.W_OK)


@contextmanager
def slowed(part: float) -> Iterator[None]:
    """Meanwhile this process and each that it started or starts, by itself, has such a part of one processor."""
    home = _CPU / f"baocao-bench-{os.getpid()}"
    over = threading.Event()
    placed: set[int] = set()

    def place() -> None:
        every = [psutil.Process(), *psutil.Process().children(recursive=True)]
        for pid in {one.pid for one in every} - placed:
            with suppress(OSError):
                _place(pid, home, part)
                placed.add(pid)

    def watch() -> None:
        while not over.wait(_TURN):
            place()

    home.mkdir()
    watcher = threading.Thread(target=watch)
    place()
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        _free(home)


def _place(pid: int, home: Path, part: float) -> None:
    own = home / str(pid)
    own.mkdir(exist_ok=True)
    (own / "cpu.cfs_period_us").write_text(str(_PERIOD))
    (own / "cpu.cfs_quota_us").write_text(str(round(_PERIOD * part)))
    (own / "cgroup.procs").write_text(str(pid))


def _free(home: Path) -> None:
    """All processes as fast again as they were."""
    for own in home.iterdir():
        if own.is_dir():
            for pid in (own / "cgroup.procs").read_text().split():
                with suppress(OSError):
                    (_CPU / "cgroup.procs").write_text(pid)
            own.rmdir()
    home.rmdir()
