"""What was set right in a scanned report's text, with what the recogniser read: «UY BAN» became «ỦY BAN» on page 1."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.questions.telling import Record
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """One repair: its page, where it begins in the text, what was recognised, and what stands there now."""

    page: int
    start: int
    read: str
    now: str


def read_repairs(store: Store, head: Record) -> list[Repaired]:
    """The repairs of a report, given as its row of `documents`, in the order of its text."""
    if head["text_source"] == "digital":
        return []
    document = store.document(str(head["doc_id"]))
    return [
        Repaired(document.page_at(one.start), one.start, one.read, document.text[one.start : one.end])
        for one in document.repairs
    ]
