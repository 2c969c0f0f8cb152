"""Files of other places, through fsspec: met, measured, fetched and read like those of a disk."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.batch.walk import walk
from pipeline.ingest import Step, ingest
from pipeline.messages import RefusedError
from pipeline.store import open_store
from pipeline.verify import verify
from tests.conftest import REPORTS
from tests.killing import everything


@pytest.fixture
def kho() -> Iterator[str]:
    """A folder in memory, which no process but ours sees: two reports, and what offices leave beside them."""
    files = fsspec.filesystem("memory")
    for name in ("report.docx", "report.pdf"):
        files.pipe(f"/kho/năm 2024/{name}", (REPORTS / name).read_bytes())
    files.pipe("/kho/~$report.docx", b"x")
    files.pipe("/kho/.git/report.docx", b"x")
    files.pipe("/kho/ghi chú.txt", b"x")
    yield "memory://kho"
    files.rm("/kho", recursive=True)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baocao.db'}"


def told(steps: list[Step]) -> dict[str, tuple[str, str]]:
    return {step.outcome.path: (step.outcome.outcome, step.outcome.reason) for step in steps}


@pytest.mark.parametrize("workers", [0, 1])
def test_files_elsewhere_give_the_same_facts_as_files_here(kho: str, url: str, tmp_path: Path, workers: int) -> None:
    steps = ingest([kho], store=url, workers=workers)
    assert {
        "memory:///kho/.git/report.docx": ("skipped", "IGNORED"),
        "memory:///kho/ghi chú.txt": ("skipped", "UNSUPPORTED_TYPE"),
        "memory:///kho/năm 2024/report.docx": ("indexed", ""),
        "memory:///kho/năm 2024/report.pdf": ("indexed", ""),
        "memory:///kho/~$report.docx": ("skipped", "IGNORED"),
    } == told(steps)
    here = f"sqlite:///{tmp_path}/here.db"
    ingest([REPORTS / "report.docx", REPORTS / "report.pdf"], store=here, workers=1)
    found, facts = everything(url, tmp_path / "url"), everything(here, tmp_path / "path")
    assert {"documents", "outcomes"} == {name for name in facts if found[name] != facts[name]}
    assert {False} == {step.fresh for step in ingest([kho], store=url, workers=workers)}
    assert [] == list(verify(open_store(url)))


def test_a_file_url_is_its_path(tmp_path: Path) -> None:
    shutil.copy(REPORTS / "report.docx", tmp_path / "báo cáo.docx")
    by_url = list(walk([(tmp_path / "báo cáo.docx").as_uri(), tmp_path.as_uri(), f"file://{tmp_path}"]))
    assert list(walk([tmp_path])) == by_url


def test_a_link_in_another_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").symlink_to("/etc/passwd")
    (met,) = walk([f"local://{tmp_path}"])
    assert "NOT_REGULAR_FILE" == met.reason


def test_a_file_elsewhere_that_is_too_large_is_not_fetched(kho: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOCAO_WORD", "1000")
    (step,) = ingest([f"{kho}/năm 2024/report.docx"], store=url, workers=0)
    assert ("TOO_LARGE", "walk") == (step.outcome.reason, step.outcome.stage)
    assert "BAOCAO_WORD" in step.outcome.message


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda files, name: files.pipe(name, b"PK\x03\x04 other"), "CHANGED_DURING_READ"),
        (lambda files, name: files.pipe(name, b"PK\x03\x04" + b"\0" * 200_000_000), "CHANGED_DURING_READ"),
        (lambda files, name: files.rm(name), "UNREADABLE"),
    ],
)
def test_a_file_elsewhere_that_changes_before_it_is_fetched(
    kho: str, url: str, change: object, reason: str, tmp_path: Path
) -> None:
    assert callable(change)
    files, names = fsspec.filesystem("memory"), ["/kho/a.docx", "/kho/b.docx", "/kho/c.docx"]
    for at, name in enumerate(names):
        files.pipe(name, (REPORTS / "report.docx").read_bytes() + b"\0" * at)

    def then(step: Step) -> None:
        if step.done == 1:  # the last has been looked at, and waits
            change(files, names[-1])

    steps = ingest([f"memory:/{name}" for name in names], store=url, workers=1, progress=then)
    assert ("quarantined", reason) == told(steps)["memory:///kho/c.docx"]
    assert ["indexed", "indexed"] == [step.outcome.outcome for step in steps[:2]]


def test_a_file_elsewhere_that_changed_or_is_gone_since_it_was_read_is_told(kho: str, url: str) -> None:
    ingest([f"{kho}/năm 2024"], store=url, workers=0)
    files = fsspec.filesystem("memory")
    files.pipe("/kho/năm 2024/report.docx", b"other")
    files.rm("/kho/năm 2024/report.pdf")
    found = {damage.what: damage.told for damage in verify(open_store(url))}
    assert ["memory:///kho/năm 2024/report.docx", "memory:///kho/năm 2024/report.pdf"] == sorted(found)
    assert "khác lúc đọc" in found["memory:///kho/năm 2024/report.docx"]
    assert "không mở được tệp" in found["memory:///kho/năm 2024/report.pdf"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("memory://không có", "Không có tệp hoặc thư mục này: memory://không có"),
        ("lạ://kho", "Không có tệp hoặc thư mục này"),
        ("zzz://kho", "Không hiểu địa chỉ zzz://kho"),
        ("zip://a.docx::memory://kho.zip", "Không đọc địa chỉ ghép"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(url: str, given: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        ingest([given], store=url)


def test_it_is_said_what_to_install(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(RefusedError, match=r"pip install 'baocao\[s3\]'"):
        ingest(["s3://kho"], store=url)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(RefusedError, match=r"pip install 'baocao\[dask\]'"):
        ingest(["s3://kho"], store=url)


def test_a_batch_stops_while_a_large_file_is_fetched(url: str, kho: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec.filesystem("memory").pipe("/kho/a.docx", (REPORTS / "report.docx").read_bytes() + bytes(8 << 20))
    opened: list[int] = []  # how many pieces were read, each time that the file was opened

    def tell(_files: object, path: str, *_told: object, **_named: object) -> object:
        held, read = io.BytesIO(MemoryFileSystem.store[path].getvalue()), io.BytesIO.read
        opened.append(0)

        class Told(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                opened[-1] += 1
                if len(opened) == 2 and opened[-1] == 1:  # it was looked at, and is fetched
                    os.kill(os.getpid(), signal.SIGINT)
                return read(self, size)

        return Told(held.getvalue())

    monkeypatch.setattr(MemoryFileSystem, "_open", tell)
    with pytest.raises(KeyboardInterrupt):
        ingest([f"{kho}/a.docx"], store=url, workers=0)
    assert 2 == len(opened)
    assert opened[1] < opened[0] - 2
