"""A watched folder: what arrives is read once it has stopped growing, «thang-5.pdf: đã đọc», until someone stops it.

The store knows what was read, so nothing is read twice however often this is started again. The system tells when
something changes; folders on other machines are silent, so everything is looked at again from time to time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from watchfiles import watch as wake
from watchfiles.main import FileChange

from pipeline.batch.arrivals import Arrivals
from pipeline.batch.stopping import stoppable
from pipeline.batch.walk import Met, walk
from pipeline.ingest import UNREAD, Step, ingest, refuse_contradictions
from pipeline.messages import RefusedError
from pipeline.store import StoreError, open_store

SETTLE, EVERY = 5.0, 60.0
_LONGEST_PAUSE = 60.0  # seconds between two tries at a store that cannot be used
_TURN = 1.0  # seconds between two looks at the clock

# What another look may heal while the file stays as it is: who holds it may let go of it.
_FLEETING = frozenset({"CHANGED_DURING_READ", "UNREADABLE"})


@dataclass(slots=True)
class Watched:
    """Folders that are watched, and how their files are read.

    `settle` is how many seconds a file must stay as it is before it is read, `every` after how many all is looked at
    again though nothing was heard; `reading` is what `ingest` is told of how to read. `step` is told of each file read,
    `notice` of what else a person should know: a sentence and what it names.
    """

    folders: Sequence[str]
    url: str
    step: Callable[[Step], None]
    notice: Callable[..., None]
    settle: float = SETTLE
    every: float = EVERY
    reading: Mapping[str, Any] = field(default_factory=dict)
    _arrivals: Arrivals = field(init=False)
    _own: frozenset[str] = frozenset()
    _missing: set[str] = field(default_factory=set)
    _fleeting: set[str] = field(default_factory=set)
    _is_deaf: bool = False
    _trouble: str = ""
    _tries: int = 0
    _not_before: float = 0.0

    def __post_init__(self) -> None:
        self._arrivals = Arrivals(self.settle)

    def once(self) -> bool:
        """Read what is there and does not change for the settling time; whether all of it became a report.

        `RefusedError` where a folder does not exist; `StoreError` where the store cannot be used.
        """
        self.begin()
        with stoppable() as stopped:
            self._arrivals.look(self._files(), time.monotonic())
            until = time.monotonic() + self.settle
            while (left := until - time.monotonic()) > 0:
                _check(stopped)
                time.sleep(min(left, _TURN))
            settled = self._arrivals.look(self._files(), time.monotonic())
            steps = self._read(settled)
            _check(stopped)
        read = {met.key for met in settled}
        for met in self._files():
            if met.key not in read and self._arrivals.is_waiting(met):
                self.notice("vẫn đang thay đổi, để lần sau: {path}", path=met.shown)
        return all(step.outcome.outcome not in UNREAD for step in steps)

    def forever(self) -> None:
        """Read what is there and what arrives, until `KeyboardInterrupt`: Ctrl-C, or SIGTERM.

        `RefusedError` where a folder does not exist at the start. One that goes away later is waited for.
        """
        self.begin()
        last = round_ended = -self.every
        heard = False
        with stoppable() as stopped:
            for changed in self._signals():
                _check(stopped)
                now, heard = time.monotonic(), heard or changed
                is_round = now - round_ended >= self.every
                awaited = heard or self._arrivals.waiting or self._trouble
                if is_round or (awaited and now - last >= self.settle):
                    last, heard = now, False
                    round_ended = now if is_round else round_ended
                    self.look(now, again=is_round)
                    _check(stopped)

    def begin(self) -> None:
        """Make the store where there is none; `RefusedError` where a folder does not exist, or the engine cannot be."""
        given = self.reading
        refuse_contradictions(given.get("engine", "local"), given.get("scheduler", ""), given.get("workers"))
        for folder in self.folders:
            if not os.path.isdir(folder):
                told = "Không có thư mục này: {folder}. Hãy tạo thư mục, hoặc gắn ổ mạng, rồi chạy lại."
                raise RefusedError(told, folder=folder)
        store = open_store(self.url, create=True)
        if store.engine.dialect.name == "sqlite" and (file := store.engine.url.database):
            # A store within the folder changes with each file read, and would never come to rest.
            self._own = frozenset(os.path.abspath(file) + tail for tail in ("", "-wal", "-shm", "-journal"))
        store.engine.dispose()

    def look(self, now: float, *, again: bool = False) -> None:
        """Look at all files, and read those that have settled; those that could not be opened only now and `again`."""
        if now < self._not_before:
            return
        files = self._files()
        settled = self._arrivals.look(files, now)
        if files and not self._missing:  # a folder that comes back holds what was read already
            self._arrivals.drop_gone(files)
        for met in self._arrivals.restless(files, now):
            self.notice("vẫn chưa ngừng thay đổi, chờ tiếp: {path}", path=met.shown)
        if again:
            known = {met.key for met in settled}
            settled += [met for met in files if met.key in self._fleeting - known]
            self._fleeting.clear()
        if not settled:
            return
        try:
            self._read(settled)
        except StoreError as error:
            self._wait_for_store(str(error), now)
        else:
            if self._trouble:
                self.notice("Đã dùng lại được kho.")
            self._trouble, self._tries = "", 0

    def _wait_for_store(self, told: str, now: float) -> None:
        """Try again later, and later each time. What was read may be gone with the store, so nothing counts as read."""
        if told != self._trouble:
            self.notice("Chưa dùng được kho, sẽ thử lại: {why}", why=told)
        self._trouble = told
        self._not_before = now + min(max(self.settle, 0.2) * 2**self._tries, _LONGEST_PAUSE)
        self._tries += 1
        self._arrivals.forget()

    def _files(self) -> list[Met]:
        """All files there are. A folder that went away is told of once, and once more when it is back."""
        there = [folder for folder in self.folders if os.path.isdir(folder)]
        gone = set(self.folders) - set(there)
        for folder in sorted(gone - self._missing):
            self.notice("Không thấy thư mục nữa, chờ đến khi có lại: {path}", path=folder)
        for folder in sorted(self._missing - gone):
            self.notice("Đã thấy lại thư mục: {path}", path=folder)
        self._missing = gone
        try:
            return [met for met in walk(there) if met.file not in self._own]
        except RefusedError:  # it went away in this very moment
            return []

    def _read(self, files: Sequence[Met]) -> list[Step]:
        """Read some files as a batch of their own into the store, which must be there."""
        store = open_store(self.url)
        try:
            steps = ingest((), met=files, store=store, progress=self._tell, **self.reading)
        finally:
            store.engine.dispose()
        reasons = {step.outcome.path_key: step.outcome.reason for step in steps}
        for met in files:
            self._arrivals.read(met)
            if reasons.get(met.key) in _FLEETING:
                self._fleeting.add(met.key)
        return steps

    def _tell(self, step: Step) -> None:
        if step.fresh:
            self.step(step)

    def _signals(self) -> Iterator[bool]:
        """Now and then, and when something changes in the folders: whether it does. The first comes at once."""
        yield True
        while True:
            standing = _standing(self.folders)
            turn = max(min(_TURN, self.settle), 0.05)
            try:
                with closing(_changes(standing, turn)) as changes:
                    for changed in changes:
                        yield bool(changed)
                        if _standing(self.folders) != standing:
                            break
            except (OSError, RuntimeError) as error:  # too many folders to be told of, or one that went away
                if _standing(self.folders) == standing:
                    yield from self._deaf(str(error), turn)
            time.sleep(turn)
            yield False

    def _deaf(self, why: str, turn: float) -> Iterator[bool]:
        """For one round nothing is heard, but the clock goes on."""
        if not self._is_deaf:
            told = "Hệ thống không báo tệp mới ({why}); vẫn xem lại thư mục mỗi {n:g} giây."
            self.notice(told, why=why, n=self.every)
        self._is_deaf = True
        until = time.monotonic() + self.every
        while time.monotonic() < until:
            time.sleep(turn)
            yield False


def _check(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise KeyboardInterrupt


def _changes(standing: Sequence[tuple[str, int, int]], turn: float) -> Generator[set[FileChange], None, None]:
    """What changes in the folders, and nothing after each turn without a change."""
    folders = [folder for folder, *_ in standing]
    if folders:
        yield from wake(
            *folders, watch_filter=None, yield_on_timeout=True, rust_timeout=int(turn * 1000),
            ignore_permission_denied=True,
        )  # fmt: skip


def _standing(folders: Sequence[str]) -> list[tuple[str, int, int]]:
    """The folders that are there, and which ones they are: one that was made anew is another."""
    found = []
    for folder in folders:
        try:
            told = os.stat(folder)
        except OSError:
            continue
        found.append((folder, told.st_dev, told.st_ino))
    return found
