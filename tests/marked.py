"""Marked sentences: «thực hiện ⟦Kết luận 70-KL/TW⟧ về thể thao» shows what an extractor should find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from extractors.mention import Mention, Value

Found = TypeVar("Found", bound=Value)

OPEN, CLOSE = "⟦", "⟧"


def unmark(marked: str) -> str:
    """The sentence without its brackets."""
    return marked.replace(OPEN, "").replace(CLOSE, "")


def mark(text: str, mentions: Iterable[Mention[Value]]) -> str:
    """The sentence with a pair of brackets around each mention."""
    parts, at = [], 0
    for mention in mentions:
        parts += [text[at : mention.start], OPEN, text[mention.start : mention.end], CLOSE]
        at = mention.end
    return "".join(parts) + text[at:]


def value_of(written: str, mentions: Iterable[Mention[Found]]) -> Found:
    """The value of the only mention, which is all that is written."""
    (found,) = mentions
    assert written == found.text
    return found.value
