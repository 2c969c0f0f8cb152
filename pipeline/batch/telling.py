"""What became of a file, as it is told: «Chỉ đọc được 9 trong 10 trang. Không nhận dạng được trang 5. …»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.batch.reading import Failure
from pipeline.batch.walk import Met
from pipeline.store import Outcome
from pipeline.tables import Cell, Report, tables

# These are no reports that failed, but files that were never meant to be read; an old Word file is one that failed.
_SKIPPED = frozenset({"IGNORED", "SYMLINK_DIR", "NOT_REGULAR_FILE", "OUTSIDE_ROOT", "UNSUPPORTED_TYPE"})
_REPORTS = frozenset({"application/msword", "application/rtf"})
_MOST_NAMED = 20  # pages that a message names

_MET_MESSAGES = {
    "IGNORED": "Tệp ẩn hoặc tệp tạm, không phải báo cáo. Không cần làm gì.",
    "SYMLINK_DIR": "Lối tắt tới một thư mục. Nếu cần đọc, hãy nạp thẳng thư mục đó.",
    "NOT_REGULAR_FILE": "Không phải tệp thường (thiết bị, ống dẫn …). Không cần làm gì.",
    "OUTSIDE_ROOT": "Lối tắt tới một tệp ngoài thư mục đang nạp. Nếu cần đọc, hãy nạp thẳng tệp đó.",
    "UNREADABLE": "Không mở được ({detail}). Hãy kiểm tra quyền đọc rồi nạp lại.",
}


def refused(met: Met) -> Failure:
    """Why a file that the walk met must not be opened."""
    return Failure(met.reason, _MET_MESSAGES[met.reason].format(detail=met.detail), "walk")


def failed(outcome: Outcome, failure: Failure, media_type: str) -> Outcome:
    """Whether the file failed or was never meant to be read, and why."""
    skipped = failure.reason in _SKIPPED and media_type not in _REPORTS
    return replace(
        outcome,
        outcome="skipped" if skipped else "quarantined",
        reason=failure.reason,
        message=failure.message,
        stage=failure.stage,
    )


def indexed(outcome: Outcome, report: Report, lost: Sequence[int]) -> Outcome:
    """The outcome of a report. `lost` are the pages that were shared out in vain."""
    document = _document(report)
    pages, missing = int(document["pages"] or 0), pages_missing(report)
    outcome = replace(outcome, doc_id=str(document["doc_id"]))
    if not missing:
        return outcome
    told, next_step = f"Chỉ đọc được {max(pages - missing, 0)} trong {pages} trang.", "Hãy xin lại tệp đủ trang."
    if lost:
        named = ", ".join(map(str, lost[:_MOST_NAMED])) + (" …" if len(lost) > _MOST_NAMED else "")
        told, next_step = f"{told} Không nhận dạng được trang {named}.", "Hãy quét lại các trang ấy rồi nạp tệp mới."
    message = f"{told} {next_step}"
    return replace(outcome, outcome="indexed_partial", reason="PAGES_MISSING", message=message)


def pages_missing(report: Report) -> int:
    """How many pages of the file are not in the report."""
    return int(_document(report)["pages_missing"] or 0)


def _document(report: Report) -> dict[str, Cell]:
    names = [column.name for column in tables()["documents"]]
    return dict(zip(names, report.rows["documents"][0], strict=True))


def killer(times: int) -> Failure:
    """For a file that took its worker with it so often, or was in work when as many batches were killed."""
    told = f"Chương trình đã {times} lần bị ngắt trong lúc đọc tệp này nên không đọc nữa."
    return Failure("CRASH", f"{told} Hãy mở tệp, lưu lại thành tệp mới; hoặc đọc lại bằng --retry-failed.", "read")


def rejected(error: Exception) -> Failure:
    """For a report that the store does not take."""
    told = f"Kho không nhận dữ liệu đọc ra ({type(error).__name__})."
    return Failure("INTERNAL", f"{told} Hãy báo cho người bảo trì, kèm tệp này.", "store")
