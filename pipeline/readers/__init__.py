"""Files in, documents out: one reader per format; `read(path)` picks one by what is in the file, not by its name."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.readers.errors import UnreadableError
from pipeline.readers.recognition import ALONE, Recognition

if TYPE_CHECKING:
    from pipeline.document import Document

_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm")
_NAMES = (*_WORD_NAMES, ".pdf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_STARTS = (
    b"<", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ",
    b"\x7fELF", b"%!PS", b"#!", b"OggS", b"RIFF", b"ID3",
)  # fmt: skip
_CHUNK = 1 << 20


def read(
    path: str | os.PathLike[str],
    ocr: Literal["auto", "off", "force"] = "auto",
    recognition: Recognition = ALONE,
) -> Document:
    """The document in a file. `UnreadableError` where there is none: why, and what to do about it.

    `ocr` tells which pages of a PDF are recognised from their picture: those without usable text, none, or all.
    `recognition` is for a batch, where others help with that: `ManyScansError` says for which pages they should.
    """
    path = Path(path)
    try:
        head = _first_bytes(path)
        if head.startswith(b"PK") or (path.suffix.lower() in _WORD_NAMES and zipfile.is_zipfile(path)):
            return _read_zip(path)
        if b"%PDF-" in head[:1024]:
            from pipeline.readers.pdf import read_pdf  # noqa: PLC0415 - a reader loads when its format is met

            return read_pdf(path, ocr, recognition)
        if head.startswith(_OLE) and _holds(path, "EncryptedPackage"):
            from pipeline.readers.ooxml import encrypted  # noqa: PLC0415

            raise encrypted()
        old = _old_kind(path, head)
        if old is not None:
            from pipeline.readers.legacy import read_legacy  # noqa: PLC0415

            return read_legacy(path, old)
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp: {error.strerror or error}.",
            reason="UNREADABLE",
            next_step="Hãy kiểm tra quyền đọc tệp và ổ đĩa, rồi nạp lại.",
        ) from error
    raise _unsupported(path, head)


def _first_bytes(path: Path) -> bytes:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(
            "Không phải là một tệp thường.", reason="NOT_REGULAR_FILE", next_step="Hãy bỏ mục này khỏi thư mục báo cáo."
        )
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise UnreadableError("Tệp rỗng, không có byte nào.", reason="EMPTY", next_step="Hãy xin lại tệp từ nơi gửi.")
    return head


def _read_zip(path: Path) -> Document:
    from pipeline.readers.docx import read_docx  # noqa: PLC0415
    from pipeline.readers.ooxml import Package  # noqa: PLC0415

    claims_word = path.suffix.lower() in _WORD_NAMES
    try:
        with Package(path) as package:
            is_word = package.main_part() is not None
            is_damaged = len(package) == 0
    except UnreadableError as error:
        if error.reason == "CORRUPT" and not claims_word:
            raise _unsupported(path, b"PK") from error
        raise
    if is_word:
        return read_docx(path)
    raise _corrupt() if claims_word and is_damaged else _unsupported(path, b"PK")


def _old_kind(path: Path, head: bytes) -> Literal["doc", "rtf"] | None:
    """Which old kind of Word file it is, or None where it is none."""
    if head.lstrip(b"\xef\xbb\xbf\r\n \t").startswith(b"{\\rtf"):
        return "rtf"
    return "doc" if head.startswith(_OLE) and _holds(path, "WordDocument") else None


def _holds(path: Path, stream: str) -> bool:
    """True where an OLE file names that stream in its directory, wherever the directory lies."""
    name = stream.encode("utf-16-le")
    with path.open("rb") as file:
        kept = b""
        while chunk := file.read(_CHUNK):
            if name in kept + chunk:
                return True
            kept = chunk[-len(name) :]
    return False


def _unsupported(path: Path, head: bytes) -> UnreadableError:
    """Why a file that is neither Word nor PDF is not read: another program's file, a wrong name, damage."""
    if head.startswith(_OLE):
        return UnreadableError(
            "Tệp này không phải văn bản Word (có thể là bảng tính, bản trình chiếu, hoặc đã hỏng).",
            reason="UNSUPPORTED_TYPE",
            next_step="Hãy mở tệp bằng chương trình đã tạo ra nó, lưu thành .docx rồi nạp lại.",
        )
    name = path.suffix.lower()
    if name not in _NAMES:
        return UnreadableError(
            "Loại tệp này không đọc được: chỉ đọc tệp Word (.docx, .doc, .rtf) và PDF.",
            reason="UNSUPPORTED_TYPE",
            next_step="Hãy lưu báo cáo thành .docx hoặc .pdf rồi nạp lại.",
        )
    if head.startswith((b"PK", *_OTHER_STARTS)) or _is_plain_text(head):
        return UnreadableError(
            f"Tên tệp là {name} nhưng bên trong là loại tệp khác.",
            reason="TYPE_MISMATCH",
            next_step="Hãy kiểm tra lại tệp; lưu báo cáo thành .docx hoặc .pdf rồi nạp lại.",
        )
    return _corrupt()


def _is_plain_text(head: bytes) -> bool:
    """True where the bytes read as text; the last letter may be cut."""
    text = head.decode("utf-8", "replace").removesuffix("\ufffd")
    return all(
        letter.isprintable() or letter.isspace() for letter in text.removeprefix("\ufeff").replace("\ufffd", "\0")
    )


def _corrupt() -> UnreadableError:
    return UnreadableError(
        "Tệp bị hỏng: không nhận ra được nội dung.",
        reason="CORRUPT",
        next_step="Hãy xin lại tệp từ nơi gửi.",
    )
