"""A real PostgreSQL that the tests start themselves: on a port of loopback, in a temporary folder, as no root."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import psycopg
from psycopg import sql

# A test needs no promise that a power cut breaks nothing; a killed client or server loses nothing all the same.
_QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "64MB",
          "max_connections": "60", "listen_addresses": "127.0.0.1", "autovacuum": "off"}  # fmt: skip
_MEMORY = "/dev/shm"
_USERS = ("postgres", "nobody")
OWNER = "chủ kho"


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work: its port, and the password of its owner."""

    port: int
    password: str
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str = "postgres", *, user: str = OWNER, password: str = "") -> str:
        """The address of a database, as a user writes it behind --store."""
        return f"postgresql://{quote(user)}:{quote(password or self.password)}@127.0.0.1:{self.port}/{quote(database)}"

    def new(self) -> str:
        """The address of a new, empty database."""
        name = f"kho {next(self._numbers)}"
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.address(name)

    def run(self, statement: sql.Composed | sql.SQL, database: str = "postgres") -> list[tuple[object, ...]]:
        """What a statement of the owner's answers."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def server(ways: Mapping[str, str] = MappingProxyType({}), *, in_memory: bool = True) -> Iterator[Server]:
    """A server of our own, which ends with us; `ways` are settings of its own."""
    # In memory where there is such a folder: hundreds of little stores are made here.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_MEMORY if in_memory and os.access(_MEMORY, os.W_OK) else None))
    user = _user()
    try:
        made = _make(folder, user)
        with _started(made, user, ways):
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """The folder of the newest server's programs, where Debian puts them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise FileNotFoundError("no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql")
    return found[-1].parent


def _user() -> str | None:
    """Whom the server runs as: it refuses root."""
    if os.getuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _USERS if name in known)


def _make(folder: Path, user: str | None) -> Server:
    password = secrets.token_hex(8)
    (folder / "password").write_text(password, encoding="ascii")
    if user is not None:
        for path in (folder, folder / "password"):
            shutil.chown(path, user)
    ways = ["--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={folder / 'password'}", "--no-sync"]
    subprocess.run([programs() / "initdb", "--pgdata", folder / "data", "--encoding=UTF8", "--locale=C.UTF-8", *ways],
                   user=user, cwd=folder, check=True, capture_output=True)  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Server(port, password, folder)


@contextmanager
def _started(made: Server, user: str | None, own: Mapping[str, str]) -> Iterator[None]:
    ways = {**_QUICK, **own, "port": str(made.port), "unix_socket_directories": str(made.folder)}
    with (made.folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs() / "postgres", "-D", made.folder / "data", *(f"--{name}={way}" for name, way in ways.items())],
            user=user, cwd=made.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        _wait(made, process)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)  # at once, whoever is connected: nothing of it is kept
        process.wait(30)


def _wait(made: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(made.address(), connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((made.folder / "log").read_text(encoding="utf-8", errors="replace")) from None
            time.sleep(0.05)
