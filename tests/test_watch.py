"""A watched folder: slow copies, broken and replaced files, restarts, a store that goes away; nothing is read twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest

import pipeline.watch
from pipeline.batch.arrivals import Arrivals
from pipeline.batch.walk import Met, walk
from pipeline.cli import main
from pipeline.ingest import Step
from pipeline.messages import RefusedError
from pipeline.store import open_store
from pipeline.watch import Watched

REPORTS = Path(__file__).parent.parent / "corpus" / "reports"
BROKEN = b"PK\x03\x04" + b"\0" * 100


def settled(arrivals: Arrivals, folder: Path, now: float) -> list[str]:
    return [Path(met.file).name for met in arrivals.look(walk([folder]), now)]


def test_a_file_has_arrived_when_it_did_not_change_for_a_while(tmp_path: Path) -> None:
    arrivals = Arrivals(5)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"1")
    assert [] == settled(arrivals, tmp_path, 0)
    file.write_bytes(b"12")
    assert [] == settled(arrivals, tmp_path, 4)
    assert [] == settled(arrivals, tmp_path, 8.9)
    assert ["a.pdf"] == settled(arrivals, tmp_path, 9)


def test_a_file_that_was_read_arrives_again_only_when_it_changes(tmp_path: Path) -> None:
    arrivals, file = Arrivals(5), tmp_path / "a.pdf"
    file.write_bytes(b"1")
    settled(arrivals, tmp_path, 0)
    (met,) = arrivals.look(walk([tmp_path]), 5)
    arrivals.read(met)
    assert ([], False) == (settled(arrivals, tmp_path, 100), arrivals.waiting)
    before = file.stat()
    file.write_bytes(b"2")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # a copy that keeps the time, of the same size
    assert ([], True) == (settled(arrivals, tmp_path, 101), arrivals.waiting)
    assert ["a.pdf"] == settled(arrivals, tmp_path, 106)


def test_files_that_are_gone_are_forgotten_once_they_were_read(tmp_path: Path) -> None:
    arrivals, kept = Arrivals(0), tmp_path / "a.pdf"
    kept.write_bytes(b"1")
    for number in range(20):
        passing = tmp_path / f"{number}.pdf"
        passing.write_bytes(b"1")
        for met in arrivals.look(files := [Met(str(kept)), Met(str(passing))], number):
            arrivals.read(met)
        arrivals.drop_gone(files)
        passing.unlink()
    assert 2 == len(arrivals._seen)
    assert [] == arrivals.look([Met(str(kept))], 99), "what is still there is not read again"


def test_a_watch_forgets_what_went_but_not_what_a_folder_holds_that_is_away(folder: Path, url: str) -> None:
    watched = Watched([str(folder)], url, lambda step: None, lambda *told, **named: None, settle=0.0)
    watched.begin()
    for name in ("a.docx", "b.docx"):
        shutil.copy(REPORTS / "report.docx", folder / name)
    watched.look(0.0)
    (folder / "a.docx").unlink()
    watched.look(1.0)
    assert ["b.docx"] == [Path(key).name for key in watched._arrivals._seen]
    folder.rename(folder.parent / "away")
    watched.look(2.0)
    assert ["b.docx"] == [Path(key).name for key in watched._arrivals._seen]


def test_a_file_that_never_stops_growing_is_told_once(tmp_path: Path) -> None:
    arrivals, told = Arrivals(1), []
    for now in range(100):
        (tmp_path / "a.pdf").write_bytes(b"1" * now)
        assert [] == settled(arrivals, tmp_path, now)
        told += [now for _ in arrivals.restless(walk([tmp_path]), now)]
    assert [31] == told


def test_a_file_that_goes_away_is_not_waited_for(tmp_path: Path) -> None:
    arrivals, file = Arrivals(5), tmp_path / "a.pdf"
    file.write_bytes(b"1")
    settled(arrivals, tmp_path, 0)
    file.unlink()
    assert ([], False) == (settled(arrivals, tmp_path, 1), arrivals.waiting)


class Told:
    """A watch whose looks the test takes itself, and what it told."""

    def __init__(self, folder: Path, url: str, **given: Any) -> None:
        self.steps: list[tuple[str, str]] = []
        self.notices: list[str] = []
        self.watched = Watched(
            [str(folder)], url, self.step, self.notice, reading={"workers": 0, "ocr": "off"}, **given
        )

    def step(self, step: Step) -> None:
        self.steps.append((Path(step.outcome.path).name, step.outcome.reason or step.outcome.outcome))

    def notice(self, sentence: str, **named: object) -> None:
        self.notices.append(sentence.format(**named))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "đến"
    made.mkdir()
    return made


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baocao.db'}?timeout=0.1"


def test_a_store_that_is_held_is_tried_again_and_told_once(folder: Path, url: str, tmp_path: Path) -> None:
    told = Told(folder, url, settle=0)
    told.watched.begin()
    (folder / "a.docx").write_bytes(BROKEN)
    holder = sqlite3.connect(tmp_path / "baocao.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    for now in (0, 100, 200):
        told.watched.look(now)
    assert ([], 1) == (told.steps, len(told.notices))
    assert "Chưa dùng được kho, sẽ thử lại: Kho đang bị chương trình khác giữ quá lâu" in told.notices[0]
    holder.execute("ROLLBACK")
    holder.close()
    told.watched.look(300)
    assert ([("a.docx", "CORRUPT")], "Đã dùng lại được kho.") == (told.steps, told.notices[-1])


def test_a_store_that_is_gone_is_not_made_anew_and_what_it_held_is_read_into_the_one_that_comes(
    folder: Path, url: str, tmp_path: Path
) -> None:
    told = Told(folder, url, settle=0)
    told.watched.begin()
    (folder / "a.docx").write_bytes(BROKEN)
    told.watched.look(0)
    for file in tmp_path.glob("baocao.db*"):
        file.unlink()
    (folder / "b.docx").write_bytes(BROKEN + b"b")
    told.watched.look(100)
    assert ("Chưa có kho dữ liệu" in told.notices[0], []) == (True, list(tmp_path.glob("baocao.db*")))
    open_store(url, create=True)
    told.watched.look(200)
    assert [("a.docx", "CORRUPT"), ("a.docx", "CORRUPT"), ("b.docx", "CORRUPT")] == told.steps


def test_a_folder_that_goes_away_is_waited_for(folder: Path, url: str) -> None:
    told = Told(folder, url, settle=0)
    told.watched.begin()
    away = folder.rename(folder.with_name("tháo ra"))
    told.watched.look(0)
    told.watched.look(1)
    (away / "a.docx").write_bytes(BROKEN)
    away.rename(folder)
    told.watched.look(2)
    assert [("a.docx", "CORRUPT")] == told.steps
    assert [f"Không thấy thư mục nữa, chờ đến khi có lại: {folder}", f"Đã thấy lại thư mục: {folder}"] == told.notices


def test_a_file_that_could_not_be_opened_is_tried_again_though_it_does_not_change(folder: Path, url: str) -> None:
    told = Told(folder, url, settle=0)
    told.watched.begin()
    (folder / "a.docx").symlink_to(folder / "b.bin")  # a link whose file is not there yet
    told.watched.look(0)
    assert [("a.docx", "UNREADABLE")] == told.steps
    told.watched.look(1, again=True)
    assert [("a.docx", "UNREADABLE")] == told.steps
    (folder / "b.bin").write_bytes(BROKEN)
    told.watched.look(2, again=True)
    told.watched.look(3, again=True)
    assert {("a.docx", "CORRUPT"), ("b.bin", "UNSUPPORTED_TYPE")} == set(told.steps[1:])
    assert 3 == len(told.steps)


def test_the_store_itself_is_no_file_that_arrives(folder: Path) -> None:
    told = Told(folder, f"sqlite:///{folder / 'baocao.db'}", settle=0)
    told.watched.begin()
    told.watched.look(0)
    assert [] == told.steps


def test_where_the_system_tells_nothing_the_folder_is_looked_at_all_the_same(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(*_folders: str, **_given: object) -> Iterator[set[Any]]:
        raise OSError("No space left on device")
        yield set()

    monkeypatch.setattr(pipeline.watch, "wake", deaf)
    told = Told(folder, url, settle=0.05, every=0.1)
    (folder / "a.docx").write_bytes(BROKEN)
    told.watched.step = lambda step: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        told.watched.forever()
    assert ["Hệ thống không báo tệp mới (No space left on device); vẫn xem lại thư mục mỗi 0.1 giây."] == told.notices


def test_once_reads_what_is_there_and_ends(folder: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(REPORTS / "report.docx", folder / "a.docx")
    given = ["watch", str(folder), "--once", "--settle", "0.05", "--store", url, "--workers", "1"]
    assert 0 == main(given)
    assert f"  đã đọc: {folder}/a.docx\n" in capsys.readouterr().err
    (folder / "dòng\nmới.docx").write_bytes(BROKEN)
    assert 3 == main(given)
    (line,) = capsys.readouterr().err.splitlines()
    assert f"  chưa đọc được CORRUPT: {folder}/dòng\\nmới.docx — " in line
    (folder / "b.docx").write_bytes(BROKEN + b"b")
    assert 3 == main([*given, "--json"])
    out, err = capsys.readouterr()
    assert ("b.docx" in out, 1, "") == (True, out.count("\n"), err)


def test_once_leaves_what_is_still_growing_for_the_next_run(folder: Path, url: str) -> None:
    told, stopped = Told(folder, url, settle=1), Event()
    (folder / "a.docx").write_bytes(BROKEN)

    def grow() -> None:
        with (folder / "b.docx").open("wb", buffering=0) as file:
            while not stopped.wait(0.02):
                file.write(BROKEN)

    growing = Thread(target=grow)
    growing.start()
    assert not told.watched.once()
    stopped.set()
    growing.join()
    assert [("a.docx", "CORRUPT")] == told.steps
    assert [f"vẫn đang thay đổi, để lần sau: {folder}/b.docx"] == told.notices


@pytest.mark.parametrize("given", [["--settle", "-1"], ["--settle", "nan"], ["--every", "x"]])
def test_what_is_no_time_is_refused(given: list[str], folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["watch", str(folder), *given])
    assert 2 == ended.value.code


def test_what_changes_just_after_a_look_is_not_forgotten(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []

    def signals(_: Watched) -> Iterator[bool]:
        yield from (True, True)
        time.sleep(0.1)
        yield False
        raise KeyboardInterrupt

    monkeypatch.setattr(Watched, "_signals", signals)
    monkeypatch.setattr(Watched, "look", lambda *_, **how: looks.append(how))
    with pytest.raises(KeyboardInterrupt):
        Told(folder, url, settle=0.1, every=1000).watched.forever()
    assert [{"again": True}, {"again": False}] == looks


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(RefusedError, match="Không có thư mục này"):
        Told(tmp_path / "không", url).watched.forever()


class Running:
    """`baocao watch` as a process of its own, and the lines of its log."""

    def __init__(self, folder: Path, url: str) -> None:
        given = [sys.executable, "-m", "pipeline.cli", "watch", str(folder), "--settle", "1", "--ocr", "off",
                 "--workers", "1", "--store", url]  # fmt: skip
        self.process = subprocess.Popen(given, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.lines: list[str] = []
        self._queue: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._queue.put(line.rstrip("\n")[21:] if line[:2] == "20" else line.rstrip("\n"))

    def until(self, is_there: Callable[[Mapping[str, str]], bool]) -> dict[str, str]:
        """Wait until the log says so; what it said of each file, by its name."""
        end = time.monotonic() + 60
        while not is_there(self.files()):
            assert time.monotonic() < end, self.lines
            try:
                self.lines.append(self._queue.get(timeout=0.2))
            except Empty:
                assert self.process.poll() is None, self.lines
        return self.files()

    def files(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for line in self.lines:
            outcome, _, path = line.partition(" — ")[0].partition(": /")
            if path and not outcome.startswith("Đang theo dõi"):
                told[Path(path).name] = f"{told[Path(path).name]}, {outcome}" if Path(path).name in told else outcome
        return told

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextmanager
def running(folder: Path, url: str) -> Iterator[Running]:
    made = Running(folder, url)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()


def copy_slowly(source: Path, to: Path) -> None:
    data = source.read_bytes()
    with to.open("wb") as file:
        for at in range(0, len(data), len(data) // 6 + 1):
            file.write(data[at : at + len(data) // 6 + 1])
            file.flush()
            time.sleep(0.25)


def test_what_arrives_is_read_once_also_after_a_restart(folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    shutil.copy(REPORTS / "report.doc", tmp_path / "june.doc")
    (folder / "hỏng.docx").write_bytes(BROKEN)
    with running(folder, url) as first:
        first.until(lambda _: bool(first.lines))
        (folder / "năm 2024").mkdir()
        (tmp_path / "june.doc").rename(folder / "june.doc")
        copy_slowly(REPORTS / "report.docx", folder / "năm 2024" / "may.docx")
        found = first.until(lambda files: {"hỏng.docx", "may.docx", "june.doc"} <= files.keys())
        assert {"hỏng.docx": "chưa đọc được CORRUPT", "may.docx": "đã đọc", "june.doc": "đã đọc"} == found
        assert 130 == first.end(signal.SIGTERM)
    shutil.copy(REPORTS / "report.pdf", folder / "july.pdf")
    shutil.copy(REPORTS / "report-mixed-fonts.pdf", folder / "hỏng.docx")
    with running(folder, url) as second:
        found = second.until(lambda files: {"july.pdf", "hỏng.docx"} <= files.keys())
        assert {"july.pdf": "đã đọc", "hỏng.docx": "đã đọc"} == found
        shutil.copy(REPORTS / "report.docx", folder / "july.pdf")
        found = second.until(lambda files: "," in files["july.pdf"])
        assert {"july.pdf": "đã đọc, trùng", "hỏng.docx": "đã đọc"} == found
        assert 130 == second.end(signal.SIGINT)
    store = open_store(url)
    assert [] == store.ask("SELECT run_id FROM attempts UNION SELECT run_id FROM runs")
    assert 3 == store.totals()["documents"]
