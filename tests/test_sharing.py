"""The scanned pages of one long file are shared out: the same rows as in one go, whoever is killed in the middle."""

from __future__ import annotations

import ctypes
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pipeline.batch.batch import Batch
from pipeline.batch.claims import Run
from pipeline.batch.frames import Frame
from pipeline.batch.processes import TOKEN, processes
from pipeline.batch.reading import Failure, Job, Scans, Wanted
from pipeline.batch.results import from_frame
from pipeline.batch.sharing import MOST_FAILED, Sharing
from pipeline.batch.walk import Met
from pipeline.batch.workers import Done, Here
from pipeline.ingest import Step, ingest
from pipeline.limits import Limits
from pipeline.messages import Words
from pipeline.readers import read, scans
from pipeline.readers.hocr import Letter, Recognised, Seen, Word
from pipeline.readers.pdf import recognise_pages
from pipeline.readers.recognition import ManyScansError, Recognition
from pipeline.readers.scans import Scan, pack_scans, unpack_scans
from pipeline.rows import Origin
from pipeline.store import open_store
from pipeline.terminal.progress import following
from pipeline.verify import verify
from tests.dask_machines import command, environment, machines, until
from tests.killing import everything, of
from tests.long_scans import PAGES, Watched, make_scan, watched_tesseract
from tests.test_ocr import needs_tesseract, some_pages

JOB = Job("/kho/a.pdf", "/kho/a.pdf", Origin("abc", "/kho/a.pdf", "abc", "application/pdf"), most_scans=2)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_scan(tmp_path_factory.mktemp("kho") / "dài.pdf")


@pytest.fixture(scope="module")
def expected(scan: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one reader makes of the file in one go."""
    work = tmp_path_factory.mktemp("một lần")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAOCAO_OCR_PAGES", str(PAGES))
        ingest([scan], store=f"sqlite:///{work}/x.db", workers=1)
    return everything(f"sqlite:///{work}/x.db", work / "out")


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Pieces of two pages, by a Tesseract whose calls are written down."""
    made = watched_tesseract(tmp_path / "bin")
    monkeypatch.setenv("PATH", made.path)
    monkeypatch.setenv("BAOCAO_OCR_PAGES", "2")
    return made


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baocao.db'}"


@contextmanager
def meanwhile(do: threading.Thread) -> Iterator[None]:
    """Something that is done beside."""
    do.start()
    yield
    do.join()


def reader(token: str) -> list[int]:
    """The contained process that has this token, while it lives."""
    mark = f"{TOKEN}={token}".encode()
    return [
        one.pid
        for one in processes()
        if one.state != "Z" and mark in environment(one.pid) and b"pipeline.batch.worker" in command(one.pid)
    ]


@needs_tesseract
def test_the_pages_of_one_file_are_shared_by_all_workers_and_its_rows_are_those_of_one_reading(
    scan: Path, expected: dict[str, str], tesseract: Watched, url: str, tmp_path: Path
) -> None:
    left: list[int] = []
    (step,) = ingest([scan], store=url, workers=2, scans=left.append)
    assert (PAGES, 0) == (left[0], left[-1])
    assert sorted(set(left), reverse=True) == left
    assert len(left) > 2
    assert ("indexed", "", 1) == (step.outcome.outcome, step.outcome.reason, step.outcome.attempts)
    assert 2 == len({who for who, _ in tesseract.calls()})
    assert PAGES == len({width for _, width in tesseract.calls()}) == len(tesseract.calls())
    assert expected == everything(url, tmp_path / "out")
    assert len(expected["citations"].splitlines()) + len(expected["counts"].splitlines()) > 10
    assert [] == list(verify(open_store(url)))


@needs_tesseract
def test_a_worker_that_is_killed_over_some_pages_costs_nothing_but_time(
    scan: Path, expected: dict[str, str], tesseract: Watched, url: str, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill() -> None:
        until(lambda: len(tesseract.calls()) > 2)
        killed.extend(reader(tesseract.calls()[-1][0]))
        os.kill(killed[0], signal.SIGKILL)

    with meanwhile(threading.Thread(target=kill)):
        (step,) = ingest([scan], store=url, workers=2)
    assert 1 == len(killed)
    assert ("indexed", 1) == (step.outcome.outcome, step.outcome.attempts)
    assert expected == everything(url, tmp_path / "out")


@needs_tesseract
def test_a_page_that_takes_its_worker_with_it_each_time_is_missing_and_named_and_the_others_are_read(
    scan: Path, expected: dict[str, str], tesseract: Watched, url: str, tmp_path: Path
) -> None:
    ended = threading.Event()
    tesseract.hang_over(width=2507)

    def kill() -> None:
        while not ended.wait(0.05):
            for who, width in tesseract.calls():
                for pid in reader(who) if width == 2507 else ():
                    os.kill(pid, signal.SIGKILL)

    with meanwhile(threading.Thread(target=kill)):
        try:
            (step,) = ingest([scan], store=url, workers=2)
        finally:
            ended.set()
    outcome = step.outcome
    assert ("indexed_partial", "PAGES_MISSING", 1) == (outcome.outcome, outcome.reason, outcome.attempts)
    assert "Chỉ đọc được 9 trong 10 trang. Không nhận dạng được trang 5. Hãy quét lại các trang ấy" in outcome.message
    assert 3 == [width for _, width in tesseract.calls()].count(2507)  # with its neighbour, and twice alone
    assert [] == open_store(url).ask("SELECT * FROM attempts UNION SELECT * FROM runs")


@needs_tesseract
def test_a_batch_that_is_killed_among_the_pages_leaves_nobody_behind_and_is_done_by_the_next(
    scan: Path, expected: dict[str, str], tesseract: Watched, url: str, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    told = [sys.executable, "-m", "pipeline.cli", "ingest", str(scan), "--store", url, "--workers", "2"]
    environs = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(told, env=environs, stderr=subprocess.DEVNULL, start_new_session=True) as batch:
        until(lambda: len(tesseract.calls()) > 4)
        os.killpg(batch.pid, signal.SIGKILL)
    until(lambda: not of(temporary))
    assert [] == list(open_store(url).records("outcomes"))
    subprocess.run(told, env=environs, stderr=subprocess.DEVNULL, check=True)
    assert expected == everything(url, tmp_path / "out")
    assert [] == list(temporary.iterdir())


@needs_tesseract
def test_two_batches_at_once_read_the_pages_of_one_file_once(
    scan: Path, expected: dict[str, str], tesseract: Watched, url: str, tmp_path: Path
) -> None:
    told = [sys.executable, "-m", "pipeline.cli", "ingest", str(scan), "--store", url, "--workers", "1"]
    batches = [subprocess.Popen(told, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [0, 0] == [batch.wait() for batch in batches]
    assert PAGES == len(tesseract.calls())
    assert expected == everything(url, tmp_path / "out")


@needs_tesseract
def test_the_pages_of_one_file_are_shared_by_dask_workers_one_of_which_is_killed(
    scan: Path, expected: dict[str, str], tesseract: Watched, tmp_path: Path
) -> None:
    with machines(tmp_path / "máy", PATH=tesseract.path) as there:

        def ingested(name: str) -> Step:
            url = f"sqlite:///{tmp_path / name}.db"
            (step,) = ingest([scan], store=url, engine="dask", scheduler=there.address)
            assert expected == everything(url, tmp_path / name)
            return step

        assert "indexed" == ingested("cả hai").outcome.outcome
        assert 2 == len({who for who, _ in tesseract.calls()})
        assert PAGES == len(tesseract.calls())
        killed: list[int] = []

        def kill() -> None:
            until(lambda: len(tesseract.calls()) > PAGES + 2)
            (mine,) = reader(tesseract.calls()[-1][0])
            killed.extend(one.parent for one in processes() if one.pid == mine)
            os.kill(killed[0], signal.SIGKILL)

        with meanwhile(threading.Thread(target=kill)):
            assert ("indexed", 1) == ((told := ingested("một chết").outcome).outcome, told.attempts)
        assert 1 == len(killed)
        assert [] == list(there.temporary.rglob("*.scans"))


@needs_tesseract
def test_what_is_laid_over_a_page_is_recognised_with_it_in_a_piece_as_well(scan: Path, tmp_path: Path) -> None:
    path = some_pages(tmp_path / "đóng dấu.pdf", (scan, 3), (scan, 8))
    bare = read(path)
    cover_foot(path)
    whole = read(path)
    assert bare.text != whole.text
    assert all(page.quality for page in whole.pages)
    kept = tmp_path / "kept"
    kept.write_bytes(pack_scans(recognise_pages(path, [2])) + pack_scans(recognise_pages(path, [1])))
    assert whole == read(path, recognition=Recognition(given=str(kept)))
    with pytest.raises(ManyScansError) as caught:
        read(path, recognition=Recognition(most=1))
    assert (1, 2) == caught.value.numbers


def cover_foot(path: Path) -> None:
    """Lay a black stamp over the lower quarter of each page, as a note that is no part of the page itself."""
    with pdfium.PdfDocument(path.read_bytes()) as pdf:
        for page in pdf:
            width, height = page.get_size()
            stamp = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_STAMP)
            raw.FPDFAnnot_SetRect(stamp, raw.FS_RECTF(left=0, bottom=0, right=width, top=height / 4))
            drawn = f"0 0 0 rg 0 0 {width} {height / 4} re f\0"
            letters = (ctypes.c_ushort * len(drawn))(*map(ord, drawn))
            raw.FPDFAnnot_SetAP(stamp, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, letters)
            raw.FPDFPage_CloseAnnot(stamp)
        pdf.save(path)


@dataclass(slots=True)
class Dying(Here):
    """Reads in this process, and dies over the first whole file that is to be read with what others recognised."""

    given: list[tuple[int, ...]] = field(default_factory=list)
    died: bool = False

    def give(self, job: Job) -> None:
        """Take a file, or pages."""
        self.given.append(job.pages)
        self._job = job

    def wait(self, seconds: float) -> list[Done]:
        """Read it, or die."""
        job = self._job
        if job is None or not job.scans or self.died:
            return Here.wait(self, seconds)
        self.died, self._job = True, None
        return [gone(job)]


@needs_tesseract
def test_no_page_is_recognised_again_when_the_one_who_reads_the_whole_file_dies(
    scan: Path, url: str, tmp_path: Path
) -> None:
    path = some_pages(tmp_path / "ba trang.pdf", (scan, 1), (scan, 7), (scan, 9))
    store, readers = open_store(url, create=True), Dying(tmp_path)
    limits = Limits(ocr_pages=1)
    batch = Batch(store, Run.begin(store), readers, tmp_path, limits, "auto", retry_failed=False, stopped=lambda: False)
    ((outcome, _),) = batch.outcomes([Met(str(path))])
    batch.end()
    assert ("indexed", 2) == (outcome.outcome, outcome.attempts)
    assert [(), (1,), (2,), (3,), (), ()] == readers.given
    assert [] == list(tmp_path.glob("*.scans"))


def test_the_bar_tells_how_many_pages_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with open(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with following(Words("vi")) as told:
            told.scans(1200)
            told.scans(0)
        said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Đang đọc, còn 1.200 trang quét" in said


# What is shared out, and what becomes of pages that cannot be read.


def shared(folder: Path, pages: int = 5, **limits: int) -> Sharing:
    return Sharing.begin(JOB, Wanted(tuple(range(1, pages + 1))), folder, Limits(ocr_pages=2, **limits))


def gone(job: Job, reason: str = "CRASH") -> Done:
    return Done(job, Failure(reason, "vì sao", "read"), died=True)


def good(job: Job) -> Done:
    return Done(job, Scans(job.pages, b"x" * 10))


def test_the_whole_file_is_read_when_all_its_pages_are_back(tmp_path: Path) -> None:
    sharing = shared(tmp_path)
    given = [sharing.give() for _ in range(3)]
    assert [(1, 2), (3, 4), (5,)] == [job.pages for job in given]
    assert 3 == len({job.name for job in given})
    assert [None] * 2 == [sharing.take(good(job)) for job in given[1:]]
    assert not sharing.waiting
    assert sharing.take(Done(given[0], Scans((2,), b"y"))) is None
    last = sharing.give()
    assert ((), None, {1}) == (last.pages, last.most_scans, sharing.lost)
    assert b"x" * 20 + b"y" == Path(last.scans).read_bytes()
    sharing.end()
    assert [] == list(tmp_path.iterdir())


def test_pages_that_took_their_reader_with_them_are_tried_one_by_one_and_twice_before_they_are_lost(
    tmp_path: Path,
) -> None:
    sharing, tried = shared(tmp_path), []
    while sharing.waiting and not sharing.waiting[0].scans:
        job = sharing.give()
        tried.append(job.pages)
        assert sharing.take(gone(job) if 3 in job.pages else good(job)) is None
    assert [(1, 2), (3, 4), (3,), (4,), (5,), (3,)] == tried
    assert {3} == sharing.lost
    assert sharing.give().scans


def test_a_page_that_takes_too_long_is_not_tried_twice_by_itself(tmp_path: Path) -> None:
    sharing, tried = shared(tmp_path), []
    while sharing.waiting and not sharing.waiting[0].scans:
        job = sharing.give()
        tried.append(job.pages)
        sharing.take(gone(job, "TIMEOUT") if 5 in job.pages else good(job))
    assert ([(1, 2), (3, 4), (5,)], {5}) == (tried, sharing.lost)


@pytest.mark.parametrize("reason", ["CHANGED_DURING_READ", "UNREADABLE", "NEEDS_OCR", "INTERNAL"])
def test_what_is_said_of_the_file_ends_it_when_who_still_reads_is_back(reason: str, tmp_path: Path) -> None:
    sharing = shared(tmp_path)
    first, second = sharing.give(), sharing.give()
    assert sharing.take(gone(first, reason)) is None
    assert not sharing.waiting
    told = sharing.take(good(second))
    assert told is not None
    assert reason == told.reason


def test_a_file_that_costs_too_many_readers_is_not_read(tmp_path: Path) -> None:
    sharing, taken = shared(tmp_path, pages=100), 0
    told = None
    while told is None:
        told = sharing.take(gone(sharing.give()))
        taken += 1
    assert (MOST_FAILED + 1, "CRASH") == (taken, told.reason)


def test_a_file_none_of_whose_pages_could_be_recognised_says_why(tmp_path: Path) -> None:
    sharing, told = shared(tmp_path, pages=3), None
    while sharing.waiting:
        told = sharing.take(gone(sharing.give(), "MEMORY"))
    assert told is not None
    assert "MEMORY" == told.reason


def test_what_is_recognised_of_a_file_is_limited(tmp_path: Path) -> None:
    sharing = shared(tmp_path, result=25)
    told = [sharing.take(good(sharing.give())) for _ in range(3)][-1]
    assert told is not None
    assert "TOO_LARGE" == told.reason
    assert "BAOCAO_RESULT" in told.message


def test_a_disk_that_is_full_is_the_file_s_outcome_and_not_the_batch_s_end(tmp_path: Path) -> None:
    sharing = shared(tmp_path / "gone", pages=2)
    told = sharing.take(good(sharing.give()))
    assert told is not None
    assert "UNREADABLE" == told.reason


# What arrives is looked at before it is believed.


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (replace(JOB, pages=(1, 2)), {"scans": [1, 3]}),
        (replace(JOB, pages=(1, 2)), {"scans": [2, 1]}),
        (replace(JOB, pages=(1, 2)), {"scans": [True]}),
        (replace(JOB, pages=(1, 2)), {"wanted": [1, 2, 3]}),
        (JOB, {"scans": [1]}),
        (JOB, {"wanted": [1, 2]}),
        (JOB, {"wanted": [0, 1, 2]}),
        (replace(JOB, most_scans=None), {"wanted": [1, 2, 3]}),
        (replace(JOB, scans="/kho/kept"), {"wanted": [1, 2, 3]}),
    ],
)
def test_an_answer_that_nobody_asked_for_is_refused(asked: Job, told: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        from_frame(Frame(told), asked)


def test_an_answer_about_pages_is_taken() -> None:
    assert Wanted((1, 2, 5)) == from_frame(Frame({"wanted": [1, 2, 5]}), JOB)
    assert Scans((2,), b"x") == from_frame(Frame({"scans": [2]}, b"x"), replace(JOB, pages=(1, 2)))


LETTER = Letter("Đ", 1.0, 2, 1 / 3, 4.0, 90.0)
PAGE = Recognised(10.0, 20.0, [Seen([Word([LETTER], 91.5)], 1.5, 2.5, 3.5, 0.01)], [(1.0, 2.0, 3.0)], 0.01, 2)


def test_recognised_pages_come_back_as_they_were_in_the_order_of_their_numbers() -> None:
    letters = [replace(LETTER, text=text, raised=text == "1") for text in ("\ud800", "1", "ộ")]
    other = Recognised(1.0, 2.0, [Seen([Word(letters, 5.0, bold=True)])])
    packed = (
        pack_scans([Scan(7, 300 / 72, PAGE)]) + pack_scans([]) + pack_scans([Scan(3, 4.0, other), Scan(9, 1.0, PAGE)])
    )
    assert [Scan(3, 4.0, other), Scan(7, 300 / 72, PAGE), Scan(9, 1.0, PAGE)] == unpack_scans(packed)


def packed_as(told: object) -> bytes:
    piece = zlib.compress(json.dumps(told).encode())
    return struct.pack(">I", len(piece)) + piece


@pytest.mark.parametrize(
    "packed",
    [
        b"\0\0",
        b"\0\0\0\x05abcde",
        pack_scans([Scan(7, 4.0, PAGE)])[:-1],
        pack_scans([Scan(7, 4.0, PAGE)]) * 2,
        packed_as(5),
        packed_as([5]),
        packed_as([["7", 4.0, 1.0, 2.0, 0.0, 0, [], []]]),
        packed_as([[7, 4.0, 1.0, 2.0, 0.0, 0, [[1.0, 2.0]], []]]),
        packed_as([[7, 4.0, 1.0, 2.0, 0.0, 0, [], [[1.0, 1.0, 1.0, 0.0, [[5.0, False, [["a", 1, 1, 1, 1, 1, 0]]]]]]]]),
    ],
)
def test_what_is_no_recognised_pages_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"piece|pages|twice"):
        unpack_scans(packed)


def test_recognised_pages_that_unfold_too_far_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack_scans([Scan(7, 4.0, PAGE)])
    monkeypatch.setattr(scans, "MOST_UNPACKED", 20)
    with pytest.raises(ValueError, match="too large"):
        unpack_scans(packed)
