"""All that a process started, found and ended: its group, its session, and who ran away from both."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Every process that descends from a worker has this in its environment, wherever it went.
TOKEN = "BAOCAO_WORKER"


@dataclass(frozen=True, slots=True)
class Process:
    """A running process, as the kernel lists it."""

    pid: int
    parent: int
    session: int
    state: str
    started: int


def processes() -> Iterator[Process]:
    """All processes that run now, as far as the system shows them."""
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal() and (found := process(int(entry.name))) is not None:
            yield found


def process(pid: int) -> Process | None:
    """The process with this number, or None where there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    state, parent, _, session, *rest = stat[stat.rindex(b")") + 2 :].split()
    return Process(pid, int(parent), int(session), state.decode(), int(rest[15]))


def end_tree(root: int, token: str, *, within: float = 4.0) -> bool:
    """Kill a process and all that it started; True when none of them is left. The root itself is not reaped."""
    until = time.monotonic() + within
    while True:
        living = [one for one in _tree(root, token) if one.state not in "ZX"]
        if not living:
            return True
        for one in living:
            _kill(one.pid)
        if time.monotonic() > until:
            return False
        time.sleep(0.005)


def _tree(root: int, token: str) -> list[Process]:
    """The process, its descendants, its session, and whoever carries its token."""
    found = {one.pid: one for one in processes()}
    tree = {one.pid for one in found.values() if root in (one.pid, one.session)}
    grown = True
    while grown:
        more = {one.pid for one in found.values() if one.parent in tree} - tree
        tree |= more
        grown = bool(more)
    mark = f"{TOKEN}={token}".encode()
    tree |= {pid for pid in found.keys() - tree if mark in _environment(pid)}
    return [found[pid] for pid in sorted(tree)]


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # another user's, or gone
        return []


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
