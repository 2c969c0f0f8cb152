"""What a reader tells while it reads, so that a file gets the time that it needs: «40 pages», «Tesseract, 60 s»."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """Who wants to know."""

    def pages(self, count: int) -> None:
        """The file has so many pages."""

    def child(self, seconds: float) -> None:
        """Another program starts, and will be ended after so many seconds."""


class _Silent:
    def pages(self, count: int) -> None: ...

    def child(self, seconds: float) -> None: ...


SILENT: Listener = _Silent()

# One process reads one file at a time, so there is one who listens.
_listening: list[Listener] = [SILENT]


def listen(listener: Listener) -> None:
    """From now on this one is told."""
    _listening[0] = listener


def tell_pages(count: int) -> None:
    """The file being read has so many pages."""
    _listening[0].pages(count)


def tell_child(seconds: float) -> None:
    """Another program starts for the file being read, and will be ended after so many seconds."""
    _listening[0].child(seconds)
