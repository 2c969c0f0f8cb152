"""One file as rows for the store, or why not: «báo cáo.docx» → `Report`, «rỗng.pdf» → `Failure("EMPTY", …)`."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.archive.made import to_made
from pipeline.facts import Extraction
from pipeline.layers import pack
from pipeline.passages import to_passages
from pipeline.readers.effort import SILENT, Listener, listen
from pipeline.readers.errors import UnreadableError
from pipeline.readers.recognition import ALONE, ManyScansError, Recognition
from pipeline.rows import Origin, to_rows
from pipeline.tables import Report

OcrMode = Literal["auto", "off", "force"]

_CHUNK = 1 << 20
_LONGEST_SUFFIX = 6


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: what it is known by, where it lies, which report it will be, whether to recognise pages.

    Where more than `most_scans` pages want recognition, the answer is `Wanted`. Then others get jobs for some of these
    `pages` each, and the last one reads the file with what they recognised, which lies in `scans`.
    """

    key: str
    file: str
    origin: Origin
    ocr: OcrMode = "auto"
    most_scans: int | None = None
    pages: tuple[int, ...] = ()
    scans: str = ""

    @property
    def name(self) -> str:
        """What tells it from all other jobs that are in work: its file and the first and the last of its pages."""
        return f"{self.key} {self.pages[0]}-{self.pages[-1]}" if self.pages else self.key

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Job:
        """A job that travelled as JSON."""
        return cls(**{**told, "origin": Origin(**told["origin"]), "pages": tuple(told["pages"])})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no report: what a worker sends back in a report's place."""

    reason: str
    message: str
    stage: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """These pages of a file want recognition, more than one reader should do alone."""

    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scans:
    """These pages of a file were recognised, and what is on them; those that could not be are left out."""

    pages: tuple[int, ...]
    packed: bytes


Result = Report | Failure | Wanted | Scans


def read_report(
    file: str | os.PathLike[str], origin: Origin, ocr: OcrMode = "auto", recognition: Recognition = ALONE
) -> Report | Failure | Wanted:
    """One file as rows for the store, or why not. Needs no store and returns plain data, so any process may run it."""
    from pipeline.extract import extract  # noqa: PLC0415  only a process that reads files needs parsers
    from pipeline.readers import read  # noqa: PLC0415

    stage = "read"
    try:
        document = read(Path(file), ocr, recognition)
        stage = "extract"
        return to_report(extract(document), origin)
    except ManyScansError as error:
        return Wanted(error.numbers)
    except Exception as error:  # the outermost frame: one bad file must not end the batch
        return _failure(error, stage)


def read_scans(file: Path, pages: tuple[int, ...]) -> Scans | Failure:
    """Some pages of a file, recognised from their picture, or why that failed."""
    from pipeline.readers.pdf import recognise_pages  # noqa: PLC0415
    from pipeline.readers.scans import pack_scans  # noqa: PLC0415

    try:
        scans = recognise_pages(file, pages)
        return Scans(tuple(scan.number for scan in scans), pack_scans(scans))
    except Exception as error:  # as above
        return _failure(error, "read")


def _failure(error: Exception, stage: str) -> Failure:
    """Why a file could not be read, of whatever was raised over it."""
    if isinstance(error, MemoryError):
        return out_of_memory(stage)
    if not isinstance(error, UnreadableError):
        return _ours(error, stage)
    if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOMEM:
        return out_of_memory(stage)
    return Failure(error.reason, f"{error} {error.next_step}".strip(), stage)


def to_report(extraction: Extraction, origin: Origin) -> Report:
    """What the store keeps of one report: its rows, its text and its layers."""
    layers, edges = pack(extraction.document)
    rows = to_rows(extraction, origin)
    rows |= to_made(rows, extraction.document.text)
    return Report(rows, extraction.document.text, layers, edges, to_passages(extraction.document, rows))


def read_job(job: Job, folder: Path, listener: Listener = SILENT) -> Result:
    """A file, or some of its pages, read from a copy of its own in `folder`.

    What is parsed is what was hashed, whoever writes meanwhile. The copy's name is ours, so that no name of a file ever
    reaches a program's command line.
    """
    copy = folder / f"report{suffix(job.file)}"
    listen(listener)
    try:
        if _copy(job.file, copy) != job.origin.sha256:
            return changed()
        if job.pages:
            return read_scans(copy, job.pages)
        return read_report(copy, job.origin, job.ocr, Recognition(job.most_scans, job.scans))
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


def too_large(most: int) -> Failure:
    """For a file of which so much was read that it cannot be handed on."""
    told = f"Nội dung đọc ra lớn quá giới hạn {most:,} byte (BAOCAO_RESULT)."
    return Failure("TOO_LARGE", f"{told} Hãy tách tệp thành các phần nhỏ hơn rồi nạp lại.", "store")


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
