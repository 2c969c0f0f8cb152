"""Whether someone asked us to stop: Ctrl-C or SIGTERM, heard between two steps, so that none is left half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Asked:
    """Remembers that a signal came; at the second one, we stop at once."""

    def __init__(self) -> None:
        self._heard = False

    def __call__(self, _number: int, _frame: object) -> None:
        if self._heard:
            raise KeyboardInterrupt
        self._heard = True

    def heard(self) -> bool:
        return self._heard


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether we were asked to stop. Within another one it is the same: what a batch did not hear any more is heard.

    Signals reach only the main thread; in another one nobody asks.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    around = signal.getsignal(signal.SIGTERM)
    if isinstance(around, _Asked):
        yield around.heard
        return
    asked = _Asked()
    before = {number: signal.signal(number, asked) for number in _SIGNALS}
    try:
        yield asked.heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
