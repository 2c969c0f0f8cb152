"""Old Word files through LibreOffice: the same facts as from .docx, nothing reached, nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.readers import children, legacy, read
from pipeline.readers.children import TooSlowError, offline, run
from pipeline.readers.errors import UnreadableError
from tests.conftest import REPORTS

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui"
)


def alive(seconds: str) -> list[str]:
    """The processes that sleep for so long, by their command lines."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if command[:2] == [b"sleep", seconds.encode()]:
                found.append(entry.name)
    return found


@needs_libreoffice
def test_the_old_file_of_the_report_yields_the_facts_of_the_new_one() -> None:
    old, new = extract(read(REPORTS / "report.doc")), extract(read(REPORTS / "report.docx"))
    assert new.document.text == old.document.text
    assert new.mentions == old.mentions
    assert new.document.letterhead == old.document.letterhead
    assert (new.implementations, new.findings, new.relations) == (old.implementations, old.findings, old.relations)


@needs_libreoffice
def test_rich_text_is_read_with_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "-env:x; 'y'.doc"
    path.write_bytes(rb"{\rtf1\ansi Thang 5 co 12 lop{\super\chftn{\footnote\chftn Trong do 10 lop o xa.}}.\par}")
    document = read(path)
    assert "Thang 5 co 12 lop.\nTrong do 10 lop o xa.\n" == document.text
    assert [("1", 17)] == [(note.mark, note.anchor) for note in document.footnotes]


@needs_libreoffice
def test_other_files_that_a_document_names_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MAT", encoding="ascii")
    path = tmp_path / "a.rtf"
    fields = "".join(
        rf'{{\field{{\*\fldinst {name} "{secret}"}}{{\fldrslt cu}}}} '
        for name in ("INCLUDETEXT", "LINK Word.Document.8")
    )
    path.write_text(rf"{{\rtf1\ansi Bao cao {fields}het\par}}", encoding="ascii")
    assert "Bao cao cu cu het\n" == read(path).text


@needs_libreoffice
def test_nothing_is_left_of_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "work"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "work").mkdir()
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi Bao cao thang 5\par}")
    before = path.stat()
    assert "Bao cao thang 5\n" == read(path).text
    assert [] == list((tmp_path / "work").iterdir())
    assert (before.st_mtime_ns, before.st_size) == (path.stat().st_mtime_ns, path.stat().st_size)


@needs_libreoffice
def test_a_file_that_takes_too_long_is_given_up_and_can_be_tried_again(tmp_path: Path) -> None:
    copy = shutil.copyfile(REPORTS / "report.doc", tmp_path / "report.doc")
    with pytest.raises(UnreadableError) as caught:
        legacy.to_docx(copy, seconds=0.05)
    assert ("TIMEOUT", True) == (caught.value.reason, "--retry-failed" in caught.value.next_step)


@needs_libreoffice
def test_a_damaged_old_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(4000)
    )
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert "CORRUPT" == caught.value.reason


def test_an_old_file_with_a_password_is_not_opened(tmp_path: Path) -> None:
    data = bytearray((REPORTS / "report.doc").read_bytes())
    start = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[start + 11] |= 0x01
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert "ENCRYPTED" == caught.value.reason


def test_without_libreoffice_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UnreadableError) as caught:
        read(REPORTS / "report.doc")
    assert "UNSUPPORTED_TYPE" == caught.value.reason
    assert "apt-get install libreoffice-writer-nogui" in caught.value.next_step


@needs_libreoffice
@pytest.mark.skipif(shutil.which("antiword") is None, reason="needs antiword: apt-get install antiword")
def test_words_that_only_the_second_reader_sees_lower_the_quality() -> None:
    document = read(REPORTS / "report.doc")
    assert {1.0} == {page.quality for page in document.pages}
    half = legacy._checked(
        type(document)(text=document.text[: len(document.text) // 2], pages=document.pages), REPORTS / "report.doc"
    )
    assert all(0.4 < page.quality < 0.6 for page in half.pages)


@pytest.mark.parametrize("namespace", [offline(), ()], ids=["in a namespace", "without one"])
def test_a_program_that_hangs_is_killed_with_all_that_it_started(
    namespace: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "offline", lambda: namespace)
    started = time.monotonic()
    with pytest.raises(TooSlowError):
        run(["sh", "-c", "sleep 4711 & sleep 4711 & wait"], seconds=0.5)
    assert time.monotonic() - started < 5
    time.sleep(0.2)
    assert [] == alive("4711")


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv of util-linux")
def test_a_program_dies_with_the_process_that_runs_it() -> None:
    middle = os.fork()
    if middle == 0:
        try:
            run(["sleep", "4712"], seconds=60)
        finally:
            os._exit(0)
    until = time.monotonic() + 10
    while not alive("4712") and time.monotonic() < until:
        time.sleep(0.05)
    assert alive("4712")
    os.kill(middle, signal.SIGKILL)
    os.waitpid(middle, 0)
    time.sleep(0.5)
    assert [] == alive("4712")


@pytest.mark.skipif(not offline(), reason="this system gives no network namespace")
def test_a_program_reaches_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = server.getsockname()[1]
        ended = run(
            [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {port}))"], seconds=20
        )
        assert ended.status != 0
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        run(["no-such-program-of-ours"], seconds=1)
    assert children.MOST_WRITTEN == 300_000_000
