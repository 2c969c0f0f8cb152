"""Documents and mentions made by hand, for tests of what comes after reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from extractors.mention import Mention, Span, Value
from pipeline.document import Document, Footnote, Letterhead, Line, Page, Section, Stretch, Zone
from pipeline.facts import Extraction
from pipeline.resolve import Resolution

BODY = (
    "I- CÔNG TÁC THAM MƯU\n"
    "Ban Tuyên giáo Huyện ủy Đồi Mơ tham mưu ban hành 16 văn bản thực hiện Kết luận 70-KL/TW, ngày 31/01/2024. "
    "Mở 09 lớp với 534 học viên.\n"
    "II- NHIỆM VỤ TRỌNG TÂM\n"
    "Tiếp tục thực hiện Kết luận 70-KL/TW.\n"
)
NOTE = "Gồm: 12,5 giờ học và 04 báo cáo.\n"


@dataclass(frozen=True, slots=True)
class MadeCitation:
    """A citation as the tables know it."""

    label: ClassVar[str] = "citations"
    doc_type: str
    symbol: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class MadeCount:
    """A count as the tables know it."""

    label: ClassVar[str] = "counts"
    value: Decimal
    measure: str


def document(body: str = BODY, note: str = NOTE) -> Document:
    """A report of two pages and two sections; the sentence of «534 học viên» calls note 4."""
    text = body + note
    second = body.index("II-")
    anchor = body.index("học viên") + len("học viên")
    return Document(
        text=text,
        pages=(Page(1, 595.0, 842.0), Page(2, 595.0, 842.0, quality=0.7)),
        stretches=(Stretch(0, second, 1), Stretch(second, len(text), 2)),
        lines=tuple(_lines(text, second)),
        footnotes=(Footnote("4", anchor, len(body), len(text)),),
        zones=(Zone(len(body), len(text), "footnote", "4"),),
        sections=(
            Section("I", "CÔNG TÁC THAM MƯU", 1, 0, second),
            Section("II", "NHIỆM VỤ TRỌNG TÂM", 1, second, len(body), planned=True),
        ),
        letterhead=Letterhead(
            "Báo cáo", "12-BC/BTGHU", "Ban Tuyên giáo Huyện ủy Đồi Mơ", "Đồi Mơ", date(2024, 5, 10),
            "kết quả công tác tháng 5", date(2024, 5, 1), date(2024, 5, 31),
        ),
    )  # fmt: skip


def _lines(text: str, second: int) -> Iterable[Line]:
    at = 0
    for number, line in enumerate(text.splitlines()):
        edges = tuple(70.0 + 5.25 * i for i in range(len(line) + 1))
        yield Line(at, at + len(line), 1 if at < second else 2, 100.0 + 14 * number, 112.0 + 14 * number, edges)
        at += len(line) + 1


def mention(text: str, words: str, value: Value, after: int = 0) -> Mention[Value]:
    """The mention of `words`, where they first stand from `after` on."""
    start = text.index(words, after)
    return Mention(Span(start, start + len(words)), words, value)


def extraction(made: Document | None = None) -> Extraction:
    """The facts of `document()`: two citations of one directive, three counts, one of them in the note."""
    made = made or document()
    text = made.text
    first = mention(text, "Kết luận 70-KL/TW, ngày 31/01/2024", MadeCitation("Kết luận", "70-KL/TW", date(2024, 1, 31)))
    mentions = (
        mention(text, "16 văn bản", MadeCount(Decimal(16), "văn bản")),
        first,
        mention(text, "534 học viên", MadeCount(Decimal(534), "học viên")),
        mention(text, "Kết luận 70-KL/TW", MadeCitation("Kết luận", "70-KL/TW"), first.end),
        mention(text, "12,5 giờ học", MadeCount(Decimal("12.5"), "giờ học")),
    )
    known = Resolution("70-KL/TW@2024-01-31", "2024-01-31")
    return Extraction(made, mentions, {1: known, 3: known})
