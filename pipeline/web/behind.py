"""Views made in a process of their own, which yields to the one that answers people."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from pipeline.store import Store, StoreError, open_store
from pipeline.store.written import Written, read_written

# One step of nice is a tenth of a processor: who answers people goes first, and what is left is enough for views.
_NICE = 10
_ENDED = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Made:
    """A view, when it was asked for and of which store, and how many seconds of a processor it took."""

    view: object
    written: Written
    day: date
    begun: float
    took: float


@dataclass(slots=True)
class Behind:
    """One process that makes views of a store, one after the other; it is started when the first is asked for.

    A request holds the interpreter while it reckons, and twenty people would wait for a view that nobody of them
    needs now: two seconds of work were 28 seconds of waiting (measured at 10,000 reports, one processor).
    """

    store: Store
    _asking: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "baocao-views"))
    _process: SpawnProcess | None = None
    _pipe: Connection | None = None

    def submit(self, asked: partial[Any]) -> Future[Made]:
        """The view asked for, as soon as what was asked for before is made; what it raises is in the future."""
        return self._asking.submit(self._ask, asked, time.monotonic())

    def close(self) -> None:
        """End the process, whatever it is making."""
        self._asking.shutdown(wait=False, cancel_futures=True)
        if self._process is not None:
            self._process.kill()
        self._asking.shutdown(wait=True)
        if self._process is not None:
            self._process.join(_ENDED)

    def _ask(self, asked: partial[Any], begun: float) -> Made:
        pipe = self._started()
        pipe.send(asked)
        view, written, day, took = pipe.recv()
        if isinstance(view, Exception):
            raise view
        return Made(view, written, day, begun, took)

    def _started(self) -> Connection:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            url = self.store.engine.url.render_as_string(hide_password=False)
            self._process = context.Process(target=make_views, args=(url, theirs), name="baocao-views", daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe


def asked_of(asked: partial[Any], store: Store) -> Any:
    """`partial(matrix, unit=…)` of a store: what a view is of comes first."""
    return asked.func(store, *asked.args, **asked.keywords)


def make_views(url: str, pipe: Connection) -> None:
    """Make what is asked for over the pipe until the asker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends us
    os.nice(_NICE)
    with suppress(EOFError, OSError, StoreError):  # the asker ended, or the store went away
        store = open_store(url)
        while True:
            asked = pipe.recv()
            work, written, day = time.process_time(), read_written(store.ask), date.today()
            try:
                view = asked_of(asked, store)
            except Exception as error:  # it belongs to who asked
                view = error
            pipe.send((view, written, day, time.process_time() - work))
