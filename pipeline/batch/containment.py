"""What a worker takes from itself before it opens a file: memory, core dumps, the network, and a life without us."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
from collections.abc import Callable, Mapping, Sequence

_PDEATHSIG, _NO_NEW_PRIVS, _SET_SECCOMP = 1, 38, 22
_NEWUSER, _NEWNET = 0x10000000, 0x40000000

# For the filter: what the machine calls itself, and its number for `socket`.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP = 425  # could open sockets past the filter; the number is the same everywhere
_X32 = 0x40000000  # the second set of numbers that x86_64 answers to

_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, however that happens."""
    _libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def limit_memory(most: int) -> None:
    """Let this process take `most` bytes beyond what it has, write no core, and be the first that the kernel ends.

    The limit is soft, so that a child program may be given more.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = most + _size_now()
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        pass  # without it only the order changes


def _size_now() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def cut_network(ways: Sequence[str] = ("namespace", "seccomp")) -> str:
    """Take the network from this process and all its children; the way that worked, or «none»."""
    return next((way for way in ways if _WAYS[way]()), "none")


def _own_network() -> bool:
    """A network of our own, with nothing in it. Who is not root needs a user namespace for that."""
    user, group = os.getuid(), os.getgid()
    if user == 0 and _libc.unshare(_NEWNET) == 0:
        return True
    if _libc.unshare(_NEWUSER | _NEWNET) != 0:
        return False
    maps = (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1"))
    try:
        for name, line in maps:
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(line)
    except OSError:
        pass  # our own files stay open to us, only their owner's name is lost
    return True


def _no_sockets() -> bool:
    """A filter in the kernel: `socket` gives local ones only, everything else is refused."""
    if platform.machine() not in _MACHINES:
        return False
    machine, number = _MACHINES[platform.machine()]
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    refused, allowed = 0x00050000 | errno.EACCES, 0x7FFF0000
    # operation, to skip where true, to skip where false, operand; the last two lines refuse and allow
    steps = (
        (load, 0, 0, 4), (equal, 0, 7, machine),
        (load, 0, 0, 0), (at_least, 5, 0, _X32), (equal, 4, 0, _IO_URING_SETUP), (equal, 0, 4, number),
        (load, 0, 0, 16), (equal, 2, 0, int(socket.AF_UNIX)), (equal, 1, 0, int(socket.AF_UNSPEC)),
        (give, 0, 0, refused), (give, 0, 0, allowed),
    )  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(_libc.prctl(_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0)


_WAYS: Mapping[str, Callable[[], bool]] = {"namespace": _own_network, "seccomp": _no_sockets}
