"""Which files of a watched folder have arrived: «thang-5.pdf» has not changed for five seconds and is not read yet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.batch.walk import Met

# A file that changes for so many times the settling time is told of.
_PATIENCE = 30

# What a look at a file tells without opening it; a file that is copied over with the same size and time still has
# another time of change.
_State = tuple[str, int, int, int]


@dataclass(slots=True)
class _Seen:
    """A file at the last look: its state and since when it is so, since when it waits, whether it was read."""

    state: _State
    since: float
    waits_since: float
    done: bool = False
    told: bool = False


@dataclass(slots=True)
class Arrivals:
    """The files of some folders over several looks. `settle` is how many seconds a file must stay as it is."""

    settle: float
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _waiting: set[str] = field(default_factory=set)

    @property
    def waiting(self) -> bool:
        """True where a file was there at the last look that has not been read."""
        return bool(self._waiting)

    def look(self, files: Iterable[Met], now: float) -> list[Met]:
        """The files that have settled and are to be read. `now` is in seconds; it never runs backwards."""
        settled, waiting = [], set()
        for met in files:
            if (state := _state(met)) is None:
                continue
            seen = self._seen.get(met.key)
            if seen is None or seen.state != state:
                waits_since = now if seen is None or seen.done else seen.waits_since
                told = seen is not None and not seen.done and seen.told
                seen = self._seen[met.key] = _Seen(state, now, waits_since, told=told)
            if not seen.done:
                waiting.add(met.key)
                if now - seen.since >= self.settle:
                    settled.append(met)
        for gone in self._waiting - waiting:
            if not self._seen[gone].done:
                del self._seen[gone]
        self._waiting = waiting
        return settled

    def is_waiting(self, met: Met) -> bool:
        """True where the file was not read as it is now, by what the last look saw."""
        return met.key in self._waiting or met.key not in self._seen

    def read(self, met: Met) -> None:
        """The file has been read as it was at the last look."""
        self._seen[met.key].done = True
        self._waiting.discard(met.key)

    def restless(self, files: Iterable[Met], now: float) -> Iterator[Met]:
        """The files that have been changing for too long, each told once."""
        for met in files:
            seen = self._seen.get(met.key)
            if seen is not None and not seen.done and not seen.told and self._is_late(seen, now):
                seen.told = True
                yield met

    def _is_late(self, seen: _Seen, now: float) -> bool:
        return now - seen.since < self.settle and now - seen.waits_since > _PATIENCE * self.settle

    def drop_gone(self, files: Iterable[Met]) -> None:
        """Forget the files that are no more: a folder that is emptied each day would be remembered for ever."""
        there = {met.key for met in files}
        for gone in self._seen.keys() - there:
            del self._seen[gone]
        self._waiting &= there

    def forget(self) -> None:
        """Nothing is known to have been read: the store was away and may be another one."""
        self._seen.clear()
        self._waiting.clear()


def _state(met: Met) -> _State | None:
    """What can be seen of a file from outside; None where it is gone by now."""
    try:
        told = os.lstat(met.file) if met.reason else os.stat(met.file)
    except OSError:
        return (met.reason, 0, 0, 0) if met.reason else None
    return met.reason, told.st_size, told.st_mtime_ns, told.st_ctime_ns
