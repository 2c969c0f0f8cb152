"""What is dear to make of a whole archive, kept until somebody writes: the matrix, the overview, what is open."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from fastapi import Request

from pipeline.store import Store
from pipeline.store.written import read_written
from pipeline.web.behind import Behind, Made, asked_of

View = TypeVar("View")

_MOST = 60  # views
_QUICK = 0.02  # seconds of a processor: what is made in less is made anew at once
_SHARE = 20  # while reports come in, a view is made anew for at most one part in so many of the time
_OLDEST = 120.0  # seconds that a view may be behind an ingest; never behind a correction


@dataclass(slots=True)
class Kept:
    """Views of one store, whoever writes to it. Those asked for last are kept.

    A view is a function of the store and of what it is narrowed down to, at the top level of a module, so that another
    process can make it: while one does, this one answers people.
    """

    store: Store
    _made: OrderedDict[Hashable, Made] = field(default_factory=OrderedDict)
    _making: dict[Hashable, threading.Lock] = field(default_factory=dict)
    _renewing: set[Hashable] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _behind: Behind = field(init=False)

    def __post_init__(self) -> None:
        self._behind = Behind(self.store)

    def find(self, make: Callable[..., View], *given: Any, **named: Any) -> View:
        """`make(store, *given, **named)` as the store is now: the view that is kept, or a new one.

        While an ingest writes, one that is dear to make may be some seconds behind it; what a person corrected is
        always in it. Views do not hold what was decided about findings: that is read each time.
        """
        asked = partial(make, *given, **named)
        key = _key_of(asked)
        written, now = read_written(self.store.ask), time.monotonic()
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
        if found is None or found.written.corrections != written.corrections or found.day != date.today():
            return cast(View, self._make(key, asked))
        if found.written.reports != written.reports:
            age = now - found.begun
            if found.took < _QUICK or (age > _OLDEST and key not in self._renewing):
                return cast(View, self._make(key, asked))
            if age > found.took * _SHARE:
                self._renew(key, asked)
        return cast(View, found.view)

    def look(self, make: Callable[..., View], *given: Any, **named: Any) -> View | None:
        """The same where it is at hand; None where somebody would have to wait: what is too old is then made anew."""
        asked = partial(make, *given, **named)
        found = self._made.get(_key_of(asked))
        if found is None:
            return None
        if found.took >= _QUICK and not self._is_whole(found):
            self._renew(_key_of(asked), asked)
            return None
        return self.find(make, *given, **named)

    def _is_whole(self, made: Made) -> bool:
        """True where it holds all corrections, and was made today."""
        return made.written.corrections == read_written(self.store.ask).corrections and made.day == date.today()

    def warm(self, make: Callable[..., object], *given: Any, **named: Any) -> None:
        """Make a view before the first person asks for it."""
        asked = partial(make, *given, **named)
        self._renew(_key_of(asked), asked)

    def close(self) -> None:
        """Make nothing any more."""
        self._behind.close()

    def _renew(self, key: Hashable, asked: partial[Any]) -> None:
        """Make the view behind the back of those who look at the last one, unless that is under way."""

        def take(done: Future[Made]) -> None:
            if not done.cancelled() and done.exception() is None:
                self._keep(key, done.result())
            self._renewing.discard(key)

        with self._lock:
            begun = key not in self._renewing
            self._renewing.add(key)
        if begun:
            self._behind.submit(asked).add_done_callback(take)

    def _make(self, key: Hashable, asked: partial[Any]) -> Any:
        with self._lock_of(key):
            begun, written, day = time.monotonic(), read_written(self.store.ask), date.today()
            found = self._made.get(key)
            if found is not None and _basis(found) == (written.reports, written.corrections, day):
                return found.view  # another made it meanwhile
            work = time.thread_time()
            try:
                view = asked_of(asked, self.store)
            except BaseException:
                self._making.pop(key, None)  # who typed an unknown unit leaves nothing behind
                raise
            self._keep(key, Made(view, written, day, begun, time.thread_time() - work))
            return view

    def _keep(self, key: Hashable, made: Made) -> None:
        """Keep a view unless a newer one is there."""
        with self._lock:
            found = self._made.get(key)
            if found is None or found.begun <= made.begun:
                self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > _MOST:
                self._making.pop(self._made.popitem(last=False)[0], None)

    def _lock_of(self, key: Hashable) -> threading.Lock:
        with self._lock:
            return self._making.setdefault(key, threading.Lock())


def _key_of(asked: partial[Any]) -> Hashable:
    return asked.func, asked.args, tuple(sorted(asked.keywords.items()))


def _basis(made: Made) -> tuple[int, int, date]:
    return made.written.reports, made.written.corrections, made.day


def kept(request: Request, make: Callable[..., View], *given: Any, **named: Any) -> View:
    """A view of the store whose pages these are."""
    views: Kept = request.app.state.kept
    return views.find(make, *given, **named)


def at_hand(request: Request, make: Callable[..., View], *given: Any, **named: Any) -> View | None:
    """The same where nobody has to wait for it."""
    views: Kept = request.app.state.kept
    return views.look(make, *given, **named)
