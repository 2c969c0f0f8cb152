"""A real Dask scheduler and two real Dask workers over TCP on loopback, as an office would start them by hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.processes import Process, processes
from tests.conftest import ROOT

SOON = 90.0  # seconds within which a program must have come up or gone


@dataclass(frozen=True)
class Machines:
    """Where the scheduler listens, and the folder that holds all that its workers write."""

    address: str
    temporary: Path
    scheduler: subprocess.Popen[bytes]

    def workers(self) -> list[Process]:
        """The processes that take tasks, their nannies left out."""
        return [one for one in self._ours() if b"multiprocessing.spawn" in command(one.pid)]

    def readers(self) -> list[Process]:
        """The contained processes that read files for the Dask workers."""
        return [one for one in self._ours() if b"pipeline.batch.worker" in command(one.pid)]

    def _ours(self) -> list[Process]:
        mark = f"TMPDIR={self.temporary}".encode()
        found = [one for one in processes() if one.state != "Z"]
        return [one for one in found if any(told.startswith(mark) for told in environment(one.pid))]


@contextmanager
def machines(temporary: Path, count: int = 2, **settings: str) -> Iterator[Machines]:
    """A scheduler and so many Dask workers of one thread, all killed afterwards; `settings` are variables of Dask."""
    temporary.mkdir(exist_ok=True)
    told = temporary / "scheduler.json"
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary),
        "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", **settings,
    }  # fmt: skip
    started = []

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments, "--host", "127.0.0.1"]
        quiet = subprocess.DEVNULL
        made = subprocess.Popen(command, env=environment, start_new_session=True, stdout=quiet, stderr=quiet)
        started.append(made)
        return made

    try:
        scheduler = start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        until(lambda: told.exists() and told.read_text().endswith("}"))
        address = json.loads(told.read_text())["address"]
        for at in range(count):
            folder = ("--local-directory", str(temporary / f"dask {at}"))
            start("worker", address, "--nthreads", "1", "--no-dashboard", "--memory-limit", "0", *folder)
        made = Machines(address, temporary, scheduler)
        until(lambda: len(made.workers()) == count)
        yield made
    finally:
        for one in started:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def command(pid: int) -> bytes:
    """The command line of a process; empty where it is gone."""
    return _read(pid, "cmdline")


def environment(pid: int) -> list[bytes]:
    """The variables of a process; none where it is gone."""
    return _read(pid, "environ").split(b"\0")


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
