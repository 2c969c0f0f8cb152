"""The batch: every file of a folder ends in exactly one outcome, good ones as facts in the store."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.facts import Extraction
from pipeline.layers import pack
from pipeline.passages import to_passages
from pipeline.rows import Origin, to_rows
from pipeline.store import DEFAULT_URL, Outcome, Report, Store, open_store
from pipeline.tables import tables
from pipeline.walk import Met, walk

# What the first bytes of a file say it is; the name is not asked.
_MEDIA_TYPES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"{\\rtf", "application/rtf"),
)

# These are no reports that failed, but files that were never meant to be read; an old Word file is one that failed.
_SKIPPED = frozenset({"IGNORED", "SYMLINK_DIR", "NOT_REGULAR_FILE", "OUTSIDE_ROOT", "UNSUPPORTED_TYPE"})
_REPORTS = frozenset({"application/msword", "application/rtf"})

# Outcomes after which a report, or part of it, is missing from the store.
UNREAD = frozenset({"quarantined", "indexed_partial"})

_MET_MESSAGES = {
    "IGNORED": "Tệp ẩn hoặc tệp tạm, không phải báo cáo. Không cần làm gì.",
    "SYMLINK_DIR": "Lối tắt tới một thư mục. Nếu cần đọc, hãy nạp thẳng thư mục đó.",
    "NOT_REGULAR_FILE": "Không phải tệp thường (thiết bị, ống dẫn …). Không cần làm gì.",
    "OUTSIDE_ROOT": "Lối tắt tới một tệp ngoài thư mục đang nạp. Nếu cần đọc, hãy nạp thẳng tệp đó.",
    "UNREADABLE": "Không mở được ({detail}). Hãy kiểm tra quyền đọc rồi nạp lại.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One file done: its outcome, whether anything was done for it now, and how far the batch is."""

    outcome: Outcome
    fresh: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no report: what a worker sends back in a report's place."""

    reason: str
    message: str
    stage: str

    def outcome_of(self, media_type: str) -> str:
        """Whether the file failed or was never meant to be read."""
        return "skipped" if self.reason in _SKIPPED and media_type not in _REPORTS else "quarantined"


def ingest(
    paths: Iterable[str | os.PathLike[str]],
    *,
    store: str | Store = DEFAULT_URL,
    retry_failed: bool = False,
    progress: Callable[[Step], None] = lambda step: None,
) -> list[Step]:
    """Read files and folders into the store; what is there already is left as it is. One step for each file met."""
    files = list(walk(paths))
    archive = open_store(store, create=True) if isinstance(store, str) else store
    steps = []
    for done, met in enumerate(files, start=1):
        steps.append(Step(*_ingest_one(met, archive, retry_failed), done, len(files)))
        progress(steps[-1])
    return steps


def read_report(file: str, origin: Origin) -> Report | Failure:
    """One file as rows for the store, or why not. Needs no store and returns plain data, so any process may run it."""
    from pipeline.extract import extract  # noqa: PLC0415  only a process that reads files needs parsers
    from pipeline.readers import read  # noqa: PLC0415
    from pipeline.readers.errors import UnreadableError  # noqa: PLC0415

    stage = "read"
    try:
        document = read(Path(file))
        stage = "extract"
        return to_report(extract(document), origin)
    except UnreadableError as error:
        return Failure(error.reason, f"{error} {error.next_step}".strip(), stage)
    except Exception as error:  # the outermost frame: one bad file must not end the batch
        told = f"Lỗi của chương trình ở bước {stage}: {type(error).__name__}: {error}."
        return Failure("INTERNAL", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", stage)


def to_report(extraction: Extraction, origin: Origin) -> Report:
    """What the store keeps of one report: its rows, its text and its layers."""
    layers, edges = pack(extraction.document)
    rows = to_rows(extraction, origin)
    return Report(rows, extraction.document.text, layers, edges, to_passages(extraction.document, rows))


def _ingest_one(met: Met, store: Store, retry_failed: bool) -> tuple[Outcome, bool]:
    """The outcome of one file, and whether anything had to be done for it."""
    before = store.outcome_at(met.key)
    outcome = Outcome(met.shown, met.key, "indexed", stage="walk", tried_at=_now())
    if not met.reason:
        try:
            marks, (sha256, head) = _marks(met.file), _hash(met.file)
        except OSError as error:
            met = Met(met.file, "UNREADABLE", error.strerror or str(error))
    if met.reason:
        return _note(_failed(outcome, _refusal(met)), before, store)
    again = before is not None and before.sha256 == sha256
    if before is not None and again and not (retry_failed and before.outcome == "quarantined"):
        return before, False
    attempts = before.attempts + 1 if before is not None and again else 1
    outcome = replace(outcome, sha256=sha256, stage="store", attempts=attempts)
    if (holder := store.doc_id_of(sha256)) is not None:
        return store.keep(replace(outcome, outcome="duplicate", doc_id=holder)), True
    origin = Origin(store.new_doc_id(sha256), met.shown, sha256, _media_type(head))
    return _read_one(met.file, outcome, origin, marks, store), True


def _read_one(file: str, outcome: Outcome, origin: Origin, marks: tuple[int, ...], store: Store) -> Outcome:
    result = read_report(file, origin)
    if _marks(file) != marks:
        # Whatever its bytes were, they are no more: without a hash the next run reads the file again.
        changed = Failure("CHANGED_DURING_READ", "Tệp bị sửa trong lúc đọc. Hãy nạp lại khi tệp đã yên.", "read")
        return store.keep(_failed(replace(outcome, sha256=""), changed))
    if isinstance(result, Failure):
        return store.keep(_failed(outcome, result, origin.media_type))
    return store.keep(_indexed(outcome, origin.doc_id, result), result)


def _refusal(met: Met) -> Failure:
    return Failure(met.reason, _MET_MESSAGES[met.reason].format(detail=met.detail), "walk")


def _failed(outcome: Outcome, failure: Failure, media_type: str = "") -> Outcome:
    return replace(
        outcome,
        outcome=failure.outcome_of(media_type),
        reason=failure.reason,
        message=failure.message,
        stage=failure.stage,
    )


def _indexed(outcome: Outcome, doc_id: str, report: Report) -> Outcome:
    names = [column.name for column in tables()["documents"]]
    document = dict(zip(names, report.rows["documents"][0], strict=True))
    pages, missing = int(document["pages"] or 0), int(document["pages_missing"] or 0)
    if not missing:
        return replace(outcome, doc_id=doc_id)
    message = f"Chỉ đọc được {pages} trong {pages + missing} trang. Hãy xin lại tệp đủ trang."
    return replace(outcome, outcome="indexed_partial", reason="PAGES_MISSING", message=message, doc_id=doc_id)


def _note(outcome: Outcome, before: Outcome | None, store: Store) -> tuple[Outcome, bool]:
    """Write an outcome down unless the same was said of the file before."""
    if before is not None and (before.outcome, before.reason, before.message) == (
        outcome.outcome,
        outcome.reason,
        outcome.message,
    ):
        return before, False
    return store.keep(outcome), True


def _marks(file: str) -> tuple[int, ...]:
    """What changes when a file does."""
    found = os.stat(file)
    return found.st_ino, found.st_size, found.st_mtime_ns


def _hash(file: str) -> tuple[str, bytes]:
    with open(file, "rb") as opened:
        head = opened.read(8)
        opened.seek(0)
        return hashlib.file_digest(opened, "sha256").hexdigest(), head


def _media_type(head: bytes) -> str:
    return next((kind for magic, kind in _MEDIA_TYPES if head.startswith(magic)), "application/octet-stream")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
