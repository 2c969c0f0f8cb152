"""Readers that are given files of other places too: «s3://kho/a.pdf» is fetched first, for who reads has no network."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.batch.reading import Job, suffix, unreadable
from pipeline.batch.remote import fetch, is_remote
from pipeline.batch.workers import Done, Here, Workers
from pipeline.limits import Limits


@dataclass(slots=True)
class _Copy:
    """Where a fetched file lies, and the names of the jobs that read it."""

    path: Path
    jobs: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Fetching:
    """The same face as the readers behind it. A copy lies in `folder` while a job for its file is in work.

    `meanwhile` is called often while a file is fetched: clocks go on, and Ctrl-C is heard.
    """

    readers: Workers | Here
    folder: Path
    limits: Limits
    meanwhile: Callable[[], None] = lambda: None
    _copies: dict[str, _Copy] = field(default_factory=dict)
    _failed: list[Done] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files can be read at once."""
        return self.readers.count

    @property
    def network(self) -> str:
        """How the network was taken from the readers."""
        return self.readers.network

    @property
    def busy(self) -> list[tuple[Job, float]]:
        """The jobs that are being read, each with how many seconds it has been."""
        return self.readers.busy

    def want(self, jobs: int) -> bool:
        """True where a reader is free for a job."""
        return self.readers.want(jobs)

    def give(self, job: Job) -> None:
        """Let a free reader read a file, fetched first where it lies elsewhere."""
        if not is_remote(job.file):
            self.readers.give(job)
            return
        try:
            copy = self._copies.get(job.file) or self._fetch(job.file)
        except OSError as error:
            self._failed.append(Done(job, unreadable(error)))
            return
        copy.jobs.add(job.name)
        self.readers.give(replace(job, file=str(copy.path)))

    def _fetch(self, file: str) -> _Copy:
        copy = _Copy(self.folder / f"{secrets.token_hex(8)}{suffix(file)}")
        try:
            fetch(file, copy.path, max(self.limits.pdf, self.limits.word), self.meanwhile)
        except BaseException:
            copy.path.unlink(missing_ok=True)
            raise
        self._copies[file] = copy
        return copy

    def wait(self, seconds: float) -> list[Done]:
        """What was done by the next event, or nothing within so many seconds."""
        failed, self._failed = self._failed, []
        return self._drop(failed + self.readers.wait(0 if failed else seconds))

    def overdue(self) -> list[Done]:
        """The jobs whose time is up."""
        return self._drop(self.readers.overdue())

    def close(self) -> None:
        """End the readers, and remove what was fetched."""
        self.readers.close()
        for copy in self._copies.values():
            copy.path.unlink(missing_ok=True)

    def _drop(self, found: list[Done]) -> list[Done]:
        for done in found:
            for file, copy in list(self._copies.items()):
                copy.jobs.discard(done.job.name)
                if not copy.jobs:
                    del self._copies[file]
                    copy.path.unlink(missing_ok=True)
        return found
