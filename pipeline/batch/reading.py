"""One file as rows for the store, or why not: «báo cáo.docx» → `Report`, «rỗng.pdf» → `Failure("EMPTY", …)`."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.archive.made import to_made
from pipeline.facts import Extraction
from pipeline.layers import pack
from pipeline.passages import to_passages
from pipeline.readers.effort import SILENT, Listener, listen
from pipeline.readers.errors import UnreadableError
from pipeline.rows import Origin, to_rows
from pipeline.tables import Report

OcrMode = Literal["auto", "off", "force"]

_CHUNK = 1 << 20
_LONGEST_SUFFIX = 6


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: what it is known by, where it lies, which report it will be, whether to recognise pages."""

    key: str
    file: str
    origin: Origin
    ocr: OcrMode = "auto"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no report: what a worker sends back in a report's place."""

    reason: str
    message: str
    stage: str


def read_report(file: str | os.PathLike[str], origin: Origin, ocr: OcrMode = "auto") -> Report | Failure:
    """One file as rows for the store, or why not. Needs no store and returns plain data, so any process may run it."""
    from pipeline.extract import extract  # noqa: PLC0415  only a process that reads files needs parsers
    from pipeline.readers import read  # noqa: PLC0415

    stage = "read"
    try:
        document = read(Path(file), ocr)
        stage = "extract"
        return to_report(extract(document), origin)
    except UnreadableError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOMEM:
            return out_of_memory(stage)
        return Failure(error.reason, f"{error} {error.next_step}".strip(), stage)
    except MemoryError:
        return out_of_memory(stage)
    except Exception as error:  # the outermost frame: one bad file must not end the batch
        return _ours(error, stage)


def to_report(extraction: Extraction, origin: Origin) -> Report:
    """What the store keeps of one report: its rows, its text and its layers."""
    layers, edges = pack(extraction.document)
    rows = to_rows(extraction, origin)
    rows |= to_made(rows, extraction.document.text)
    return Report(rows, extraction.document.text, layers, edges, to_passages(extraction.document, rows))


def read_job(job: Job, folder: Path, listener: Listener = SILENT) -> Report | Failure:
    """A file read from a copy of its own in `folder`: what is parsed is what was hashed, whoever writes meanwhile.

    The copy's name is ours, so that no name of a file ever reaches a program's command line.
    """
    copy = folder / f"report{suffix(job.file)}"
    listen(listener)
    try:
        if _copy(job.file, copy) != job.origin.sha256:
            return changed()
        return read_report(copy, job.origin, job.ocr)
    except MemoryError:
        return out_of_memory("read")
    except OSError as error:
        return unreadable(error)
    finally:
        copy.unlink(missing_ok=True)


def changed() -> Failure:
    """For a file whose bytes are no longer those that were hashed."""
    return Failure("CHANGED_DURING_READ", "Tệp bị sửa trong lúc đọc. Hãy nạp lại khi tệp đã yên.", "read")


def unreadable(error: OSError) -> Failure:
    """For a file that the system does not give us."""
    why = error.strerror or str(error)
    return Failure("UNREADABLE", f"Không mở được tệp: {why}. Hãy kiểm tra quyền đọc và ổ đĩa rồi nạp lại.", "read")


def out_of_memory(stage: str) -> Failure:
    """For a file that takes more memory than a worker has."""
    told = "Đọc tệp này cần quá nhiều bộ nhớ (giới hạn: BAOCAO_MEMORY)."
    return Failure("MEMORY", f"{told} Hãy tách tệp thành các phần nhỏ hơn, hoặc nâng giới hạn rồi nạp lại.", stage)


def _ours(error: Exception, stage: str) -> Failure:
    told = f"Lỗi của chương trình ở bước {stage}: {type(error).__name__}: {str(error)[:500]}."
    return Failure("INTERNAL", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", stage)


def suffix(file: str) -> str:
    """The end of a file's name, where it is one that a program may be shown.

    >>> suffix("báo cáo.PDF"), suffix("báo cáo.--đọc")
    ('.pdf', '')
    """
    found = os.path.splitext(file)[1].lower()
    return found if found[1:].isascii() and found[1:].isalnum() and len(found) <= _LONGEST_SUFFIX else ""


def open_regular(file: str) -> int:
    """A descriptor for reading a regular file; `OSError` for anything else, and no waiting for a pipe's other end."""
    opened = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError(None, "không còn là tệp thường", file)
    return opened


def _copy(file: str, to: Path) -> str:
    """Copy a file, and tell the hash of what was copied."""
    told = hashlib.sha256()
    with open(open_regular(file), "rb") as source, to.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            told.update(chunk)
            copy.write(chunk)
    return told.hexdigest()
