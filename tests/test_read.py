"""What is in a file decides how it is read; what cannot be read says why, from the closed list."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.readers import read
from pipeline.readers.errors import REASONS, UnreadableError
from tests.word_files import p, write_docx

_REPORTS = Path(__file__).parents[1] / "corpus" / "reports"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _reason(path: Path) -> str:
    with pytest.raises(UnreadableError) as found:
        read(path)
    assert found.value.next_step
    return found.value.reason


def _zipped(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return memory.getvalue()


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report", "report.txt", "-report.DOC"])
def test_a_word_file_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = write_docx(tmp_path, p("Kính gửi")).rename(tmp_path / name)
    assert read(path).text == "Kính gửi\n"


def test_a_pdf_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"\r\n" + (_REPORTS / "report.pdf").read_bytes())
    assert "70-KL/TW" in read(path).text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", "EMPTY"),
        ("a.pdf", b"", "EMPTY"),
        ("a.docx", b"PK\x03\x04 and then nothing", "CORRUPT"),
        ("a.docx", _zipped(), "CORRUPT"),
        ("a.docx", bytes(5000), "CORRUPT"),
        ("a.pdf", b"\x93\x11\xf8" * 3000, "CORRUPT"),
        ("a.docx", _zipped("xl/workbook.xml"), "TYPE_MISMATCH"),
        ("a.docx", b"<html><body>B\xc3\xa1o c\xc3\xa1o</body></html>", "TYPE_MISMATCH"),
        ("a.pdf", "Báo cáo tháng 5".encode(), "TYPE_MISMATCH"),
        ("a.pdf", ("ă" * 4000).encode()[1:], "CORRUPT"),
        ("a.pdf", b"x" + ("ă" * 4000).encode(), "TYPE_MISMATCH"),
        ("a.docx", b"\x89PNG\r\n\x1a\n\0\0", "TYPE_MISMATCH"),
        ("a.xlsx", _zipped("xl/workbook.xml"), "UNSUPPORTED_TYPE"),
        ("a.zip", b"PK\x03\x04 and then nothing", "UNSUPPORTED_TYPE"),
        ("a.txt", "Báo cáo".encode(), "UNSUPPORTED_TYPE"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "UNSUPPORTED_TYPE"),
        ("a.doc", _OLE + bytes(600), "UNSUPPORTED_TYPE"),
        ("a.docx", _OLE + bytes(600), "UNSUPPORTED_TYPE"),
        ("a.docx", _OLE + bytes((1 << 20) - 15) + "EncryptedPackage".encode("utf-16-le") + bytes(99), "ENCRYPTED"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _reason(path) == reason


def test_folders_pipes_and_missing_files_do_not_hang(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "x.pdf", tmp_path / "y.docx"
    folder.mkdir()
    os.mkfifo(pipe)
    assert ["NOT_REGULAR_FILE", "NOT_REGULAR_FILE", "UNREADABLE"] == [
        _reason(path) for path in (folder, pipe, tmp_path / "none.docx")
    ]


def test_an_error_crosses_to_another_process_whole() -> None:
    error = UnreadableError("Tệp rỗng.", reason="EMPTY", next_step="Xin lại tệp.")
    again = pickle.loads(pickle.dumps(error))
    assert ("Tệp rỗng.", "EMPTY", "Xin lại tệp.") == (str(again), again.reason, again.next_step)


def test_no_error_is_made_with_a_reason_outside_the_list() -> None:
    with pytest.raises(ValueError, match="LOST"):
        UnreadableError("x", reason="LOST", next_step="y")
    assert len(REASONS) == 23


def test_choosing_a_reader_loads_none() -> None:
    check = "import sys, pipeline.readers; print(sorted({'lxml', 'pypdfium2', 'pdfplumber'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
