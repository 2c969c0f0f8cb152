"""How fast the pages answer: 20 people at once over 10,000 reports, while an ingest runs beside them."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from pipeline.ingest import ingest
from pipeline.store import Store, open_store
from tests.benchmarks.archive import make_archive
from tests.benchmarks.archive_search import DIRECTIVES, questions, say
from tests.benchmarks.pages_store import fill_store

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "corpus" / "reports" / "report.pdf"
REPORTS = int(os.environ.get("BAOCAO_BENCH_REPORTS", "10000").partition(",")[0])
PASSAGES = int(os.environ.get("BAOCAO_BENCH_PASSAGES", "100"))
SECONDS = float(os.environ.get("BAOCAO_BENCH_SECONDS", "60"))
KEPT = os.environ.get("BAOCAO_BENCH_STORE", "")  # a file to keep the store in, and to find it again
PEOPLE, TARGET = 20, 0.200
# How long a person looks at a page before the next one: between so many seconds.
LOOKS = (0.5, 1.5)

Addresses = Callable[[random.Random], str]


@dataclass(slots=True)
class Times:
    """The seconds that each page took, and what was no page."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, seconds: float, status: int) -> None:
        """Add one answer."""
        with self.lock:
            self.taken.setdefault(name, []).append(seconds)
            if status != 200:
                self.refused.append(f"{name} {status}")


def bench_pages() -> None:
    """p95 of each page: alone, then with 20 people at once while an ingest runs; the server on one processor."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(KEPT) if KEPT else folder / "pages.db"
        store = _store(path)
        pages = _pages(store)
        make_archive(folder / "more", months=-(-int(SECONDS * 25) // 25), units=25)
        ours, others = _processors()
        say(f"pages: {REPORTS:,} reports of {PASSAGES} passages; the server on processor {ours}, the rest on {others}")
        with _served(path, ours) as (host, port):
            _move(os.getpid(), others)
            alone = Times()
            for page, address in pages.items():
                for turn in range(6):
                    _ask(host, port, page, address(random.Random(turn)), alone if turn else Times())
            _tell("alone", alone)
            crowd = Times()
            with _ingesting(folder / "more", path):
                _crowd(host, port, pages, crowd)
            _tell(f"{PEOPLE} people at once, an ingest beside", crowd)
        read = store.ask("SELECT count(*) FROM documents")[0][0]
        say(f"  {read - REPORTS - 1} reports were ingested meanwhile")
        store.engine.dispose()


def _store(path: Path) -> Store:
    known = path.exists()
    store = open_store(f"sqlite:///{path}", create=True)
    if not known:
        started = time.perf_counter()
        fill_store(store, random.Random(2024), reports=REPORTS, passages=PASSAGES)
        ingest([REPORT], store=store, workers=0)
        say(f"pages: {REPORTS:,} reports stored in {time.perf_counter() - started:.0f} s")
    return store


def _pages(store: Store) -> Mapping[str, Addresses]:
    """Each page by its name, with addresses of it as people ask for them."""
    [real] = store.find("report.pdf")
    made = [str(doc_id) for (doc_id,) in store.ask("SELECT doc_id FROM documents ORDER BY doc_id LIMIT 500")]
    [(last,)] = store.ask("SELECT substr(max(period_start), 1, 7) FROM documents WHERE doc_type = 'Báo cáo'")

    def symbol(chance: random.Random) -> str:
        return chance.choice(DIRECTIVES)[0]

    def search(chance: random.Random) -> str:
        words, filters = next(islice(questions(chance), chance.randrange(17), None))
        return f"/search?{urlencode({'q': words, **filters})}"

    def cell(chance: random.Random) -> str:
        of, name, directive = chance.choice(cells)
        return f"/matrix/cell?{urlencode({'of': of or name, 'about': directive})}"

    cells = store.ask("SELECT unit_id, unit_name, directive_id FROM standings WHERE unit_id <> '' LIMIT 500")
    return {
        "overview": lambda _: "/",
        "reports": lambda chance: f"/documents?offset={50 * chance.randrange(3)}",
        "reports of an organ": lambda chance: f"/documents?q={quote(chance.choice(('huyện ủy', 'Mèo Vạc', 'HU')))}",
        "a report": lambda _: f"/documents/{real}",
        "a long report": lambda chance: f"/documents/{chance.choice(made)}",
        "matrix": lambda _: "/matrix",
        "matrix of a directive": lambda chance: f"/matrix?directive={symbol(chance)}&level=district",
        "evidence": cell,
        "search": search,
        "symbols": lambda chance: f"/suggest?directive={symbol(chance)[:4]}",
        "audit": lambda chance: f"/audit?offset={50 * chance.randrange(3)}",
        "audit of a report": lambda _: f"/audit/{real}",
        "due": lambda chance: f"/due?period={chance.randrange(2024, 2028)}",
        "plans": lambda _: f"/plans?period={last}",
        "series": lambda chance: f"/series?{urlencode({'words': chance.choice(('', 'đảng viên', 'hội nghị'))})}",
        "corrections": lambda _: "/corrections",
        "submission": lambda _: "/submit",
    }


def _processors() -> tuple[set[int], set[int]]:
    """One processor for the server, the others for all else; the same where there is only one."""
    every = sorted(os.sched_getaffinity(0))
    return {every[0]}, set(every[1:] or every)


def _move(process: int, processors: set[int]) -> None:
    with suppress(OSError):
        os.sched_setaffinity(process, processors)


@contextmanager
def _served(path: Path, processors: set[int]) -> Iterator[tuple[str, int]]:
    """`baocao serve` over the store."""
    _move(os.getpid(), processors)  # what is started now stays there
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--store", f"sqlite:///{path}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stderr is not None
            host, _, port = served.stderr.readline().strip().removeprefix("http://").rpartition(":")
            _wait(host, int(port))
            yield host, int(port)
        finally:
            served.terminate()


def _wait(host: str, port: int) -> None:
    """Until the server listens; it tells its address a moment before."""
    for _ in range(100):
        with suppress(OSError), socket.create_connection((host, port), timeout=5):
            return
        time.sleep(0.1)


@contextmanager
def _ingesting(folder: Path, path: Path) -> Iterator[None]:
    """A batch with one worker that goes on until all pages were asked for."""
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder), "--workers", "1", "--store"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, f"sqlite:///{path}"], cwd=ROOT, stdout=quiet, stderr=quiet) as batch:
        try:
            yield
            if batch.poll() is not None:
                say("  the ingest ended before the people did")
        finally:
            batch.send_signal(signal.SIGTERM)


def _crowd(host: str, port: int, pages: Mapping[str, Addresses], times: Times) -> None:
    """So many people, each of whom asks for pages in an order of their own and looks at each for a while."""
    until = time.monotonic() + SECONDS

    def one(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.uniform(0, LOOKS[1]))
        while time.monotonic() < until:
            page = chance.choice(list(pages))
            _ask(host, port, page, pages[page](chance), times)
            time.sleep(chance.uniform(*LOOKS))

    people = [threading.Thread(target=one, args=(number,)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def _ask(host: str, port: int, page: str, address: str, times: Times) -> None:
    started = time.perf_counter()
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.request("GET", address, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    times.note(page, time.perf_counter() - started, answer.status)


def _tell(what: str, times: Times) -> None:
    say(f"  {what} (target: p95 {TARGET * 1000:.0f} ms)")
    for page, taken in times.taken.items():
        ordered = sorted(taken)
        p95 = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
        mark = "" if p95 <= TARGET else "  too slow"
        middle, late = median(ordered) * 1000, p95 * 1000
        say(f"    {page:22} {len(ordered):5} asked   median {middle:6.0f} ms   p95 {late:6.0f} ms{mark}")
    if times.refused:
        say(f"    no page: {', '.join(sorted(set(times.refused)))}")


BENCHES = {"pages": bench_pages}
