"""Files through readers into the store, one outcome each: begun, read, kept; «hỏng.docx» is noted as `CORRUPT`."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pipeline.batch.claims import BEAT, MOST_KILLS, Claim, Run
from pipeline.batch.gate import look
from pipeline.batch.reading import Failure, Job, OcrMode, Scans, Wanted
from pipeline.batch.sharing import Sharing
from pipeline.batch.telling import failed, indexed, killer, pages_missing, refused, rejected
from pipeline.batch.walk import Met
from pipeline.batch.workers import Done
from pipeline.limits import Limits
from pipeline.rows import Origin
from pipeline.store import REJECTED, Outcome, Store
from pipeline.tables import Report

# What the bytes of a file do to any worker, whatever the file's name.
_BY_BYTES = frozenset({"TIMEOUT", "MEMORY", "CRASH"})

_SLOW = 2.0  # seconds: a file that is so long in work may be what ended the run, a quicker one was there by chance
_TURN = 0.2  # seconds between looks at signals, clocks and claims
_WAITING = 2  # files that wait for each reader


class Readers(Protocol):
    """Whoever reads files for a batch: processes of this machine, Dask workers on many, or this process itself."""

    @property
    def count(self) -> int:
        """How many files are read at once."""

    @property
    def network(self) -> str:
        """How the network was taken from who reads; «none» where it was not, empty where nobody has read yet."""

    @property
    def busy(self) -> list[tuple[Job, float]]:
        """The jobs that are being read, each with how many seconds it has been."""

    def want(self, jobs: int) -> bool:
        """True where a job may be given."""

    def give(self, job: Job) -> None:
        """Take a job; `want` is asked before."""

    def wait(self, seconds: float) -> list[Done]:
        """What was done by the next event, or nothing within so many seconds."""

    def overdue(self) -> list[Done]:
        """The jobs whose time is up."""

    def close(self) -> None:
        """End whoever reads."""


@dataclass(slots=True)
class _Task:
    """A file that is to be read, what was said of it before, and what will be."""

    met: Met
    before: Outcome | None
    outcome: Outcome
    media_type: str
    job: Job | None = None
    elsewhere: bool = False
    sharing: Sharing | None = None
    kills: int = 0
    slow: bool = False

    @property
    def is_retry(self) -> bool:
        """True where the pages that a report lacks are looked for once more: it stays unless more are read now."""
        before = self.before
        return before is not None and before.sha256 == self.outcome.sha256 and before.outcome == "indexed_partial"


@dataclass(slots=True)
class Batch:
    """One run over some files. Files with the same bytes are read once, the first of them; killers come last.

    `scans` is told how many pages of long scans are still to be recognised, whenever that changes.
    """

    store: Store
    run: Run
    readers: Readers
    folder: Path
    limits: Limits
    ocr: OcrMode
    retry_failed: bool
    stopped: Callable[[], bool]
    reread: bool = False
    scans: Callable[[int], None] = lambda left: None
    _outdated: frozenset[str] = frozenset()
    _ready: deque[_Task] = field(default_factory=deque)
    _late: deque[_Task] = field(default_factory=deque)
    _elsewhere: deque[_Task] = field(default_factory=deque)
    _twins: dict[str, list[_Task]] = field(default_factory=dict)
    _begun: dict[str, _Task] = field(default_factory=dict)
    _deadly: dict[str, Failure] = field(default_factory=dict)
    _overdue: list[Done] = field(default_factory=list)
    _suspects: frozenset[str] = frozenset()
    _left: int = 0
    _beaten: float = field(default_factory=time.monotonic)

    def outcomes(self, files: Iterable[Met]) -> Iterator[tuple[Outcome, bool]]:
        """What became of each file, in the order in which that is known, and whether anything was done for it now."""
        self._suspects = self.run.suspects()
        self._outdated = self.store.read_by_others() if self.reread else frozenset()
        for met in files:
            yield from self._meet(met)
            yield from self._turn(0)
            while len(self._ready) > _WAITING * self.readers.count:
                yield from self._turn(_TURN)
        while self._ready or self._begun or self._late or self._elsewhere:
            if not self._ready and not self._begun:
                self._ready, self._late = self._late, deque()
                if not self._ready:
                    time.sleep(_TURN)
                    self._ready, self._elsewhere = self._elsewhere, deque()
            yield from self._turn(_TURN)

    def end(self) -> None:
        """End the readers, and take back what was begun and is not done."""
        self.readers.close()
        if self.readers.network and self.readers.network != self.store.recall("network"):
            self.store.remember("network", self.readers.network)
        self.run.end([key for key, task in self._begun.items() if task.slow])

    def _meet(self, met: Met) -> Iterator[tuple[Outcome, bool]]:
        """Look at a file: it is done already, must not be read, or is put in the queue."""
        before = self.store.outcome_at(met.key)
        outcome = Outcome(met.shown, met.key, "indexed", stage="walk", tried_at=_now())
        seen = refused(met) if met.reason else look(met.file, self.limits, self.glance)
        if isinstance(seen, Failure):
            yield self._note(failed(outcome, seen, ""), before)
            return
        again = before is not None and before.sha256 == seen.sha256
        if before is not None and again and not self._is_wanted(before):
            yield before, False
            return
        attempts = before.attempts + 1 if before is not None and again else 1
        outcome = replace(outcome, sha256=seen.sha256, stage="store", attempts=attempts)
        queue = self._late if met.key in self._suspects else self._ready
        self._queue(_Task(met, before, outcome, seen.media_type), queue)

    def _is_wanted(self, before: Outcome) -> bool:
        """True where a file that is as it was is read anew: it failed or lacks pages, or another version read it."""
        if self.retry_failed and before.outcome in ("quarantined", "indexed_partial"):
            return True
        return before.outcome not in ("quarantined", "duplicate") and before.doc_id in self._outdated

    def _queue(self, task: _Task, queue: deque[_Task]) -> None:
        """Let a file wait for a reader, or for the file with the same bytes that is waiting or being read already."""
        if task.outcome.sha256 in self._twins:
            self._twins[task.outcome.sha256].append(task)
        else:
            self._twins[task.outcome.sha256] = []
            queue.append(task)

    def _turn(self, seconds: float) -> Iterator[tuple[Outcome, bool]]:
        """Hand out what waits, wait so long for what comes back, hand out again, and keep what came.

        No reader waits while the report that it has just read is kept: that is a sixth of the reading.
        """
        if self.stopped():
            raise KeyboardInterrupt
        yield from self._hand_out()
        overdue, self._overdue = self._overdue, []
        came = overdue + self.readers.wait(seconds)
        if came:
            yield from self._hand_out()
        for done in came:
            yield from self._settle(done)
        for job, age in self.readers.busy:
            if age > self._slow(job) and not self._begun[job.key].slow:
                self.run.blame(job.key)
                self._begun[job.key].slow = True
        self._tell_scans()
        self._beat()

    def _hand_out(self) -> Iterator[tuple[Outcome, bool]]:
        while (shared := self._shared()) is not None and self.readers.want(len(shared.waiting) + len(self._ready)):
            self.readers.give(shared.give())
        while self._ready and self.readers.want(len(self._ready)):
            yield from self._begin(self._ready.popleft())

    def _tell_scans(self) -> None:
        left = sum(task.sharing.left for task in self._begun.values() if task.sharing is not None)
        if left != self._left:
            self._left = left
            self.scans(left)

    def _slow(self, job: Job) -> float:
        """After how many seconds in work a job may be what ended the run. Pages to recognise take their time."""
        return _SLOW + self.limits.ocr_seconds_a_page * len(job.pages)

    def glance(self) -> None:
        """While a large file is looked at or fetched, the clocks of others go on."""
        if self.stopped():
            raise KeyboardInterrupt
        self._overdue += self.readers.overdue()
        self._beat()

    def _beat(self) -> None:
        """From time to time, tell the other runs that this one lives."""
        if time.monotonic() - self._beaten > BEAT:
            self.run.beat()
            self._beaten = time.monotonic()

    def _begin(self, task: _Task) -> Iterator[tuple[Outcome, bool]]:
        """Give a file to a reader, its attempt counted first, unless what becomes of it is known without."""
        sha256 = task.outcome.sha256
        if task.elsewhere and (now := self.store.outcome_at(task.met.key)) is not None and now != task.before:
            yield from self._done(task, now, fresh=False)
            return
        held = task.before is not None and task.before.sha256 == sha256 and task.before.outcome != "duplicate"
        claim = self.run.claim(task.met.key, sha256, reread=held, retry=task.is_retry and self.retry_failed)
        if claim.whose == "report":
            kept = self.store.keep(replace(task.outcome, outcome="duplicate", doc_id=claim.doc_id))
            yield from self._done(task, kept, fresh=kept.outcome == "duplicate")  # else another run has just read it
        elif (failure := self._deadly.get(sha256)) is not None:
            yield from self._done(task, self._fail(task, task.outcome, failure))
        elif claim.whose == "theirs":
            task.elsewhere = True
            self._elsewhere.append(task)
        elif claim.whose == "killed":
            outcome = replace(task.outcome, attempts=claim.kills)
            yield from self._done(task, self._fail(task, outcome, killer(claim.kills)))
        else:
            self._give(task, claim)

    def _give(self, task: _Task, claim: Claim) -> None:
        task.kills, task.slow = claim.kills, False
        origin = Origin(claim.doc_id, task.met.shown, task.outcome.sha256, task.media_type)
        task.job = Job(task.met.key, task.met.file, origin, self.ocr, self.limits.ocr_pages)
        self._begun[task.met.key] = task
        if task.sharing is None:
            self.readers.give(task.job)
        else:  # its reader died when all pages had been recognised
            task.sharing.read(task.job)

    def _shared(self) -> Sharing | None:
        """The first file that is being read and has pages, or itself, to give to a reader."""
        sharing = (task.sharing for task in self._begun.values())
        return next((one for one in sharing if one is not None and one.waiting), None)

    def _settle(self, done: Done) -> Iterator[tuple[Outcome, bool]]:
        """Keep what a reader made of a file. One that only killed its worker gets a second try, after all others."""
        task, result = self._begun[done.job.key], done.result
        assert result is not None, "a report is opened before it comes here"
        if isinstance(result, Wanted | Scans) or done.job.pages:
            shared = self._share(task, done)
            if shared is None:
                return
            result = shared
        elif isinstance(result, Failure) and done.died and result.reason == "CRASH":
            if not task.slow:
                self.run.blame(done.job.key)
            if task.kills + 1 < MOST_KILLS:
                task.outcome = replace(task.outcome, attempts=task.outcome.attempts + 1)
                del self._begun[done.job.key]
                self._late.append(task)
                return
        outcome = self._keep(task, result)
        del self._begun[done.job.key]
        yield from self._done(task, outcome)

    def _share(self, task: _Task, done: Done) -> Failure | None:
        """Share out a file's scanned pages, or take what became of some; why the file cannot be read, once known."""
        if isinstance(done.result, Wanted):
            assert task.job is not None
            task.sharing = Sharing.begin(task.job, done.result, self.folder, self.limits)
            return None
        assert task.sharing is not None
        return task.sharing.take(done)

    def _keep(self, task: _Task, result: Report | Failure) -> Outcome:
        if isinstance(result, Failure):
            if result.reason in _BY_BYTES:
                self._deadly[task.outcome.sha256] = result
            # Whatever a changed file's bytes were, they are no more: without a hash the next run reads it again.
            sha256 = "" if result.reason == "CHANGED_DURING_READ" else task.outcome.sha256
            return self._fail(task, replace(task.outcome, sha256=sha256), result)
        if task.is_retry and not self._reads_more(task, result):
            return self._stay(task)
        try:
            lost = sorted(task.sharing.lost) if task.sharing is not None else []
            return self.store.keep(indexed(task.outcome, result, lost), result)
        except REJECTED as error:
            return self._fail(task, task.outcome, rejected(error))

    def _fail(self, task: _Task, outcome: Outcome, failure: Failure) -> Outcome:
        """Write down why a file cannot be read; where its report is held with some pages, that stays as it is."""
        if task.is_retry and outcome.sha256:
            return self._stay(task)
        return self.store.keep(failed(outcome, failure, task.media_type))

    def _reads_more(self, task: _Task, report: Report) -> bool:
        """True where fewer pages are missing than in the report that is held; as many will do for another version's."""
        assert task.before is not None
        held = next(self.store.records("documents", task.before.doc_id), None)
        if held is None:
            return True
        was, now = int(held["pages_missing"] or 0), pages_missing(report)
        return now < was or (now == was and task.before.doc_id in self._outdated)

    def _stay(self, task: _Task) -> Outcome:
        """The report that is held stays, and one more attempt at it is counted."""
        assert task.before is not None
        now = task.outcome
        return self.store.keep(replace(task.before, attempts=now.attempts, tried_at=now.tried_at))

    def _done(self, task: _Task, outcome: Outcome, *, fresh: bool = True) -> Iterator[tuple[Outcome, bool]]:
        if task.sharing is not None:
            task.sharing.end()
        for twin in reversed(self._twins.pop(task.outcome.sha256, [])):
            self._ready.appendleft(twin)
        yield outcome, fresh

    def _note(self, outcome: Outcome, before: Outcome | None) -> tuple[Outcome, bool]:
        """Write an outcome down unless the same was said of the file before."""
        told = (outcome.outcome, outcome.reason, outcome.message)
        if before is not None and (before.outcome, before.reason, before.message) == told:
            return before, False
        return self.store.keep(outcome), True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
