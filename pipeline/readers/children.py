"""Other programs, each run as a child that ends with us: «tesseract», «soffice», with a time limit and no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.readers.effort import tell_child

MOST_WRITTEN = 300_000_000  # bytes that a child may write into one file

# From the strictest on; the first that the system allows is used. A namespace of process ids dies as a whole.
_OFFLINE = (("unshare", "-rnpf", "--kill-child", "--"), ("unshare", "-npf", "--kill-child", "--"), ("unshare", "-n"))


class TooSlowError(Exception):
    """The program did not end in time; it and all that it started were killed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status (negative for a signal), and what it wrote to its standard output."""

    status: int
    output: bytes


def run(
    command: Sequence[str | Path], *, seconds: float, given: bytes = b"", settings: Mapping[str, str] | None = None
) -> Ended:
    """Run a program to its end, offline where the system allows it; `FileNotFoundError` where it is not installed.

    It gets a process group of its own, which is killed whole when the time is up. If we are killed ourselves, so is it.
    """
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(command[0])
    tell_child(seconds)
    child = subprocess.Popen(
        [*_leash(), *offline(), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(settings or {})},
        process_group=0,
    )
    try:
        output, _ = child.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TooSlowError(f"{command[0]} did not end within {seconds:g} s") from error
    finally:
        _end(child)
    return Ended(child.returncode, output)


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)  # the group may outlive its first process
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


@cache
def _leash() -> tuple[str, ...]:
    """What a command line begins with so that the program dies with us, and fills no disk."""
    words: tuple[str, ...] = ()
    if shutil.which("setpriv"):
        words += ("setpriv", "--pdeathsig", "KILL")
    if shutil.which("prlimit"):
        words += ("prlimit", f"--fsize={MOST_WRITTEN}", "--core=0")
    return words


@cache
def offline() -> tuple[str, ...]:
    """What takes the network from a program, by trial; nothing where the system does not allow it."""
    for words in _OFFLINE:
        if shutil.which(words[0]):
            tried = subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False)
            if tried.returncode == 0:
                return words
    return ()
