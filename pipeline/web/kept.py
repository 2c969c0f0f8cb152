"""What is dear to make of a whole archive, kept until somebody writes: the matrix, the overview, what is open."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from fastapi import Request

from pipeline.store import Store
from pipeline.store.written import Written, read_written

View = TypeVar("View")

_MOST = 40  # views
_QUICK = 0.05  # seconds: what is made in less is made anew at once
_SHARE = 20  # while reports come in, a view is made anew for at most one part in so many of the time
_OLDEST = 120.0  # seconds that a view may be behind an ingest; never behind a correction


@dataclass(frozen=True, slots=True)
class _Made:
    """A view, when it was begun and of which store, and how many seconds it took."""

    view: object
    written: Written
    day: date
    begun: float
    took: float


@dataclass(slots=True)
class Kept:
    """Views of one store, whoever writes to it. The last ones asked for are kept."""

    store: Store
    _made: OrderedDict[Hashable, _Made] = field(default_factory=OrderedDict)
    _making: dict[Hashable, threading.Lock] = field(default_factory=dict)
    _renewing: set[Hashable] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _behind: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "baocao-views"))

    def find(self, key: Hashable, make: Callable[[Store], View]) -> View:
        """The view of that name as the store is now; `make` makes it where there is none.

        While an ingest writes, one that is dear to make may be some seconds behind it; what a person corrected is
        always in it. Views do not hold what was decided about findings: that is read each time.
        """
        written, now = read_written(self.store.ask), time.monotonic()
        found = self._made.get(key)
        if found is None or found.written.corrections != written.corrections or found.day != date.today():
            return self._make(key, make)
        if found.written.reports != written.reports:
            age = now - found.begun
            if found.took < _QUICK or age > _OLDEST:
                return self._make(key, make)
            if age > found.took * _SHARE:
                self._renew(key, make)
        return cast(View, found.view)

    def close(self) -> None:
        """Make nothing any more."""
        self._behind.shutdown(wait=True, cancel_futures=True)

    def _renew(self, key: Hashable, make: Callable[[Store], object]) -> None:
        """Make the view behind the back of those who look at the last one, unless that is under way."""

        def run() -> None:
            try:
                self._make(key, make)
            finally:
                self._renewing.discard(key)

        with self._lock:
            if key not in self._renewing:
                self._renewing.add(key)
                self._behind.submit(run)

    def _make(self, key: Hashable, make: Callable[[Store], View]) -> View:
        with self._lock_of(key):
            begun, written, day = time.monotonic(), read_written(self.store.ask), date.today()
            found = self._made.get(key)
            if found is not None and _basis(found.written, found.day) == _basis(
                written, day
            ):  # another made it meanwhile
                return cast(View, found.view)
            view = make(self.store)
            with self._lock:
                self._made[key] = _Made(view, written, day, begun, time.monotonic() - begun)
                self._made.move_to_end(key)
                while len(self._made) > _MOST:
                    self._making.pop(self._made.popitem(last=False)[0], None)
            return view

    def _lock_of(self, key: Hashable) -> threading.Lock:
        with self._lock:
            return self._making.setdefault(key, threading.Lock())


def _basis(written: Written, day: date) -> tuple[int, int, date]:
    return written.reports, written.corrections, day


def kept(request: Request, key: Hashable, make: Callable[[Store], View]) -> View:
    """A view of the store whose pages these are."""
    views: Kept = request.app.state.kept
    return views.find(key, make)
