"""The scanned pages of one file, shared out over many readers: «400 pages» → 50 jobs of 8, and one for the file."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from pipeline.batch.reading import Failure, Job, Scans, Wanted, too_large, unreadable
from pipeline.batch.workers import Done
from pipeline.limits import Limits

# What one page may do to its reader; the rest of the file is as good as without it. All else is said of the whole file.
_OF_A_PAGE = frozenset({"CRASH", "TIMEOUT", "MEMORY", "TOO_LARGE"})
MOST_TRIES = 2  # of a page by itself that takes its reader with it, which may have been killed by chance
MOST_FAILED = 12  # so many readings of pages may fail so: more are the file's doing, and bounded is what it may cost


@dataclass(slots=True)
class Sharing:
    """One file whose scanned pages many readers recognise, each some of them, and then one reads it.

    `waiting` are the jobs that may be given to readers now. `lost` are the pages that nobody could recognise. What was
    recognised lies in the file `kept` until the whole is read.
    """

    first: Job
    kept: Path
    limits: Limits
    waiting: deque[Job] = field(default_factory=deque)
    lost: set[int] = field(default_factory=set)
    _flying: dict[str, Job] = field(default_factory=dict)
    _tries: dict[int, int] = field(default_factory=dict)
    _failed: int = 0
    _size: int = 0
    _last: Failure | None = None
    _failure: Failure | None = None

    @classmethod
    def begin(cls, job: Job, wanted: Wanted, folder: Path, limits: Limits) -> Sharing:
        """Share out the pages that a first reading asks for. What comes of them is kept in `folder`."""
        made = cls(job, folder / f"{job.origin.sha256}.scans", limits)
        pages = wanted.pages[: limits.pages]
        made.waiting += [made._piece(piece) for piece in cut(pages, limits.ocr_pages)]
        return made

    @property
    def left(self) -> int:
        """How many pages are still to be recognised."""
        return sum(len(job.pages) for job in (*self.waiting, *self._flying.values()))

    def give(self) -> Job:
        """The next job of those that wait, which is now on its way."""
        job = self.waiting.popleft()
        if job.pages:
            self._flying[job.name] = job
        return job

    def take(self, done: Done) -> Failure | None:
        """Keep what was recognised, or see what is to be done about pages that were not.

        When nothing more is to come, the job that reads the whole file waits, or why that cannot be is told.
        """
        del self._flying[done.job.name]
        match done.result:
            case Scans(pages, packed):
                self._keep(pages, packed, done.job)
            case Failure() if done.result.reason in _OF_A_PAGE:
                self._try_again(done.job.pages, done.result)
            case Failure():
                self._failure = self._failure or done.result
        if self._failure is not None:
            self.waiting.clear()
        if self.waiting or self._flying:
            return None
        if self._failure is None and not self._size:
            self._failure = self._last
        if self._failure is None:
            self.read(self.first)
        return self._failure

    def read(self, job: Job) -> None:
        """Let the whole file be read with what was recognised, by this job for it."""
        self.waiting.append(replace(job, most_scans=None, scans=str(self.kept)))

    def end(self) -> None:
        """Nothing is kept any more."""
        self.kept.unlink(missing_ok=True)

    def _piece(self, pages: Sequence[int]) -> Job:
        return replace(self.first, most_scans=None, pages=tuple(pages))

    def _keep(self, pages: Sequence[int], packed: bytes, job: Job) -> None:
        self.lost |= set(job.pages) - set(pages)
        self._size += len(packed) if pages else 0
        if self._size > self.limits.result:
            self._failure = self._failure or too_large(self.limits.result)
            return
        try:
            with self.kept.open("ab") as file:
                file.write(packed if pages else b"")
        except OSError as error:  # the disk may be full
            self._failure = self._failure or unreadable(error)

    def _try_again(self, pages: Sequence[int], failure: Failure) -> None:
        """Pages that took their reader with them are tried one by one, so that only the one that does it is lost."""
        self._failed += 1
        self._last = failure
        if self._failed > MOST_FAILED:
            self._failure = self._failure or failure
        elif len(pages) > 1:
            self.waiting.extendleft(self._piece([page]) for page in reversed(pages))
        else:
            (page,) = pages
            tries = self._tries[page] = self._tries.get(page, 0) + 1
            if failure.reason == "CRASH" and tries < MOST_TRIES:
                self.waiting.append(self._piece(pages))
            else:
                self.lost.add(page)


def cut(pages: Sequence[int], most: int) -> list[Sequence[int]]:
    """The pages in pieces of at most so many, none much smaller than the others.

    >>> cut([1, 2, 5, 6, 7], 2), cut([1, 2, 3, 4], 8)
    ([[1, 2], [5, 6], [7]], [[1, 2, 3, 4]])
    >>> [len(piece) for piece in cut(range(9), 8)]
    [5, 4]
    """
    count = -(-len(pages) // max(most, 1))
    ends = [-(-len(pages) * at // count) for at in range(count + 1)]
    return [pages[start:end] for start, end in pairwise(ends)]
