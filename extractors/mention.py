"""What every extractor gives back: a span of the text and the value it stands for, such as «1.862 học viên» → 1862."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, Protocol, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into one text.

    >>> Span(3, 7).slice("số 70-KL/TW")
    '70-K'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0, not from {self.start} to {self.end}")

    def slice(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Value(Protocol):
    """What a mention stands for: a frozen dataclass of scalars whose fields are its table's columns."""

    label: ClassVar[str]


V_co = TypeVar("V_co", bound=Value, covariant=True)


@dataclass(frozen=True, slots=True)
class Mention(Generic[V_co]):
    """A span of a text that an extractor found; `text == document.text[span.start:span.end]`, always."""

    span: Span
    text: str
    value: V_co

    @property
    def label(self) -> str:
        """The table and the spaCy span group that the mention belongs to."""
        return self.value.label

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.span.start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says of itself, for mentions that lean on it; empty where nothing is known.

    `issued_on` and the period complete «tháng 5» in a report of 2024; `province` (canonical name, «Tỉnh Hà Giang»)
    tells which «Quang Bình» is meant; `short_names` are the abbreviations that the document defines itself
    («gọi tắt là Ban Chỉ đạo 35»), short name → full name. `issuer` is the organ of its letterhead, «Huyện ủy Mèo Vạc».
    `ocr` is true where a scanner read the text, or a part of it.
    """

    issued_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    province: str | None = None
    short_names: Mapping[str, str] = field(default_factory=dict)
    issuer: str = ""
    ocr: bool = False

    @property
    def year(self) -> int | None:
        """The year that the document speaks of: its period's, else that of its own date."""
        for day in (self.period_end, self.period_start, self.issued_on):
            if day is not None:
                return day.year
        return None


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Extractor:
    """One kind of mention: `find(text, context)` yields its mentions in text order, none overlapping another."""

    label: str
    find: Callable[[str, Context], Iterator[Mention[Value]]]
