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
class Fetching:
    """The same face as the readers behind it. A copy lies in `folder` until its report is read."""

    readers: Workers | Here
    folder: Path
    limits: Limits
    meanwhile: Callable[[], None] = lambda: None
    _copies: dict[str, Path] = field(default_factory=dict)
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
        copy = self._copies[job.key] = self.folder / f"{secrets.token_hex(8)}{suffix(job.file)}"
        try:
            fetch(job.file, copy, max(self.limits.pdf, self.limits.word), self.meanwhile)
        except OSError as error:
            self._failed.append(Done(job, unreadable(error)))
        else:
            self.readers.give(replace(job, file=str(copy)))

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
            copy.unlink(missing_ok=True)

    def _drop(self, found: list[Done]) -> list[Done]:
        for done in found:
            if (copy := self._copies.pop(done.job.key, None)) is not None:
                copy.unlink(missing_ok=True)
        return found
