"""Who reads which file: each is begun in the store before it is opened, so that a run that was killed leaves a trace.

Several runs may share a store, on one machine or many. A file belongs to the run that claimed it as long as that lives.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from pipeline.batch.processes import process
from pipeline.store import REJECTED, Store
from pipeline.store.keeping import ids_of
from pipeline.store.readings import is_read_by_others
from pipeline.store.schema import METADATA

# A run on another machine that was not heard of for so many seconds is no more; each is heard of every `BEAT`.
SILENCE, BEAT = 120, 10
# A file that took the worker with it so often is left alone; one that was begun so often and never done is, too.
MOST_KILLS, MOST_TRIES = 2, 6

_RUNS, _ATTEMPTS = METADATA.tables["runs"], METADATA.tables["attempts"]
_OUTCOMES = METADATA.tables["outcomes"]
_READ = ("indexed", "duplicate")  # what no run reads again while its bytes stay the same
_FILE, _BYTES = (sa.bindparam(name, type_=sa.Text) for name in ("file", "bytes"))
_HELD = sa.select(_ATTEMPTS).where(_ATTEMPTS.c.path_key == _FILE)
_DONE = sa.select(_OUTCOMES.c.path_key).where(
    _OUTCOMES.c.path_key == _FILE, _OUTCOMES.c.sha256 == _BYTES, _OUTCOMES.c.outcome.in_(_READ)
)
# A report that lacks pages, of the path that holds it.
_LACKING = sa.select(_OUTCOMES.c.path_key).where(
    _OUTCOMES.c.path_key == _FILE, _OUTCOMES.c.sha256 == _BYTES, _OUTCOMES.c.outcome == "indexed_partial",
    _OUTCOMES.c.doc_id == sa.bindparam("holder", type_=sa.Text),
)  # fmt: skip
_BEGIN = _ATTEMPTS.insert()


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether a file may be read now: it is `ours`, another run reads it (`theirs`), or it has `killed` too often.

    `kills` is how often it took its worker with it, or was in work when a run was killed, and long in work. Where a
    `report` with its bytes is there already, `doc_id` is that one's; else it is the id for the report to be.
    """

    whose: Literal["ours", "theirs", "killed", "report"]
    kills: int = 0
    doc_id: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest at work on a store."""

    store: Store
    run_id: str

    @classmethod
    def begin(cls, store: Store) -> Run:
        """A new run, known to all others that share the store. Those that died are forgotten."""
        run = cls(store, secrets.token_hex(8))
        told = {"run_id": run.run_id, "machine": machine(), "pid": os.getpid(), "began": _began(os.getpid())}
        with store.transaction(writes=True) as connection:
            now = _now(connection)
            for other in connection.execute(sa.select(_RUNS)).all():
                if not _lives(other, now):
                    connection.execute(_RUNS.delete().where(_RUNS.c.run_id == other.run_id))
            connection.execute(_RUNS.insert(), {**told, "beat": now})
        return run

    def claim(self, path_key: str, sha256: str, *, reread: bool = False, retry: bool = False) -> Claim:
        """Count an attempt at a file before it is made, unless another run is at it or it has killed too often.

        With `reread` a report that another version read counts as none for the path that holds it, with `retry` one
        that lacks pages.
        """
        try:
            return self._claim(path_key, sha256, reread=reread, retry=retry)
        except REJECTED:  # another run, on another machine, was quicker by a moment
            return Claim("theirs")

    def _claim(self, path_key: str, sha256: str, *, reread: bool, retry: bool) -> Claim:
        with self.store.transaction(writes=True) as connection:
            holder, doc_id = ids_of(connection, sha256)
            anew = bool(holder) and reread and is_read_by_others(connection, holder)
            if holder and retry and not anew:
                lacking = {"file": path_key, "bytes": sha256, "holder": holder}
                anew = connection.execute(_LACKING, lacking).first() is not None
            if holder and not anew:
                return Claim("report", doc_id=holder)
            held = connection.execute(_HELD, {"file": path_key}).one_or_none()
            if held is None:
                # Another run may have finished the file since we looked at what became of it.
                if not anew and connection.execute(_DONE, {"file": path_key, "bytes": sha256}).first() is not None:
                    return Claim("theirs")
                mine = {"path_key": path_key, "sha256": sha256, "run_id": self.run_id, "tries": 1, "kills": 0}
                connection.execute(_BEGIN, mine)
                return Claim("ours", doc_id=doc_id)
            if held.run_id != self.run_id and self._is_held(connection, held.run_id):
                return Claim("theirs")
            same = held.sha256 == sha256
            tries, kills = (held.tries, held.kills) if same else (0, 0)
            if kills >= MOST_KILLS or tries >= MOST_TRIES:
                return Claim("killed", kills or tries)
            mine = {"sha256": sha256, "run_id": self.run_id, "tries": tries + 1, "kills": kills}
            still = (_ATTEMPTS.c.path_key == path_key, _ATTEMPTS.c.run_id == held.run_id)
            took = connection.execute(_ATTEMPTS.update().where(*still), mine).rowcount
            return Claim("ours", kills, doc_id) if took else Claim("theirs")

    def suspects(self) -> frozenset[str]:
        """The files that killed before: they are better read after all others."""
        with self.store.transaction() as connection:
            return frozenset(connection.scalars(sa.select(_ATTEMPTS.c.path_key).where(_ATTEMPTS.c.kills > 0)))

    def blame(self, path_key: str) -> None:
        """Count a kill: the file's worker died, or it has been in work for so long that a kill would be its doing."""
        with self.store.transaction(writes=True) as connection:
            more = {"kills": _ATTEMPTS.c.kills + 1}
            connection.execute(_ATTEMPTS.update().where(_ATTEMPTS.c.path_key == path_key).values(more))

    def beat(self) -> None:
        """Tell the other runs that this one lives."""
        with self.store.transaction(writes=True) as connection:
            connection.execute(_RUNS.update().where(_RUNS.c.run_id == self.run_id), {"beat": _now(connection)})

    def end(self, blamed: Collection[str] = ()) -> None:
        """Take back what was begun and not done, for it is nobody's fault, and see all that was written onto the disk.

        `blamed` are those that were blamed only for being long in work.
        """
        mine = _ATTEMPTS.c.run_id == self.run_id
        with self.store.transaction(writes=True) as connection:
            if blamed:
                less = {"kills": _ATTEMPTS.c.kills - 1}
                connection.execute(_ATTEMPTS.update().where(mine, _ATTEMPTS.c.path_key.in_(blamed)).values(less))
            connection.execute(_ATTEMPTS.delete().where(mine, _ATTEMPTS.c.kills == 0))
            connection.execute(_ATTEMPTS.update().where(mine).values(tries=_ATTEMPTS.c.tries - 1))
            connection.execute(_RUNS.delete().where(_RUNS.c.run_id == self.run_id))
        self.store.flush()

    def _is_held(self, connection: sa.Connection, run_id: str) -> bool:
        other = connection.execute(sa.select(_RUNS).where(_RUNS.c.run_id == run_id)).one_or_none()
        return other is not None and _lives(other, _now(connection))


def _lives(run: Any, now: int) -> bool:
    """True where a run goes on. On our machine the kernel knows at once; of others there is only their silence."""
    if run.machine == machine():
        return bool(_began(run.pid) == run.began)
    return bool(now - run.beat < SILENCE)


def machine() -> str:
    """This machine since it was started, and the world of process numbers that we see."""
    parts = [socket.gethostname()]
    for source in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        try:
            parts.append(os.readlink(source) if source.endswith("pid") else Path(source).read_text("ascii").strip())
        except OSError:
            parts.append("")
    return " ".join(parts)


def _began(pid: int) -> str:
    """When a process was started, which tells it from a later one with its number."""
    found = process(pid)
    return "" if found is None or found.state in "ZX" else str(found.started)


def _now(connection: sa.Connection) -> int:
    """Seconds by the database's clock, which all machines share."""
    return int(connection.scalar(sa.select(sa.extract("epoch", sa.func.current_timestamp()))) or 0)
