"""What a Word paragraph prints as text: its lines, with the places of notes and page ends; «70-» ⏎ «KL/TW» is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean import clean
from pipeline.readers.word_story import Break, NoteCall, Part, Piece, SectionEnd
from pipeline.readers.word_styles import Look

Mark = Break | SectionEnd | NoteCall

# Noncharacters, which no run's text holds, keep the place of a mark while the text around them is cleaned.
_CALL, _END = "\ufdd0", "\ufdd1"
_PLACES = re.compile(f"([{_CALL}{_END}])")
# «(¹)»: the brackets belong to the mark, and so does the space in «báo cáo ¹.».
_BRACKETED = re.compile(f"\\s*(?:\\(\\s*{_CALL}\\s*\\)|\\[\\s*{_CALL}\\s*\\])")
_SPACED = re.compile(f" +(?={_CALL}[.,;:!?)])")
_SPACES = re.compile(r"\s+")

# «B Á O  C Á O»: letters set apart by hand, and words by two spaces.
_SPELLED = re.compile(r" *[^\W\d_](?: [^\W\d_])+(?: {2,}[^\W\d_](?: [^\W\d_])*)+ *")
_BETWEEN_LETTERS = re.compile(r"(?<! ) (?! )")

# «70-» ⏎ «KL/TW»: nothing stands between a glued hyphen and what follows.
_OPEN = re.compile(r"\w[-/]$")
_ITEM = re.compile(r"\s*(?:(?P<dash>[-–—+•*▪])|(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]|[a-zđ]\)))\s*(?P<first>\S)")
_SPACE = Piece(" ", Look())
_SENTENCE_END = re.compile(r"[;:!?]$|[^\W\d_A-ZĐ]{2}[)”\"]?\.$")  # and not «TP.»
_ENDS = (":", ";", ".", ",", ")", "!", "?")


@dataclass(frozen=True, slots=True)
class WordLine:
    """One line of cleaned text, how all of it looks, and the offsets at which marks stand in it."""

    text: str
    marks: tuple[tuple[int, Mark], ...]
    bold: bool
    italic: bool
    size: float


def to_lines(parts: Sequence[Part], apart: bool) -> list[list[Part]]:
    """The lines of a paragraph: each by itself where they stand `apart` (centred), else only where an item begins.

    The other lines are one again: with a space between, or with nothing inside a symbol cut after its hyphen.
    """
    lines: list[list[Part]] = [[]]
    for part in parts:
        if part == Break("line"):
            lines.append([])
        else:
            lines[-1].append(part)
    if apart or len(lines) == 1:
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        end, start = _plain(before).rstrip(), _plain(line)
        if _begins_item(end, start) or _begins_sentence(end, start) or _ends_heading(before, line):
            joined.append(line)
        else:
            joined[-1] = joined[-1] + ([] if _OPEN.search(end) and start[:1].isalnum() else [_SPACE]) + line
    return joined


def print_line(parts: Iterable[Part], label: str = "") -> WordLine:
    """The text of a line, cleaned, with single spaces, after the label of its list."""
    parts = list(parts)
    marks = [part for part in parts if not isinstance(part, Piece)]
    signs = (
        (part.text if isinstance(part, Piece) else _CALL if isinstance(part, NoteCall) else _END) for part in parts
    )
    raw = clean((f"{label} " if label else "") + "".join(signs))
    if _CALL in raw:
        raw = _SPACED.sub("", _BRACKETED.sub(_CALL, raw))
    if _SPELLED.fullmatch(raw):
        raw = _BETWEEN_LETTERS.sub("", raw)
    text, places = _squeeze(raw)
    pieces = [part for part in parts if isinstance(part, Piece) and part.text.strip()]
    sizes = Counter[float]()
    for piece in pieces:
        sizes[piece.look.size or 0.0] += len(piece.text)
    return WordLine(
        text if text != label else "",
        tuple((min(at, len(text)), mark) for at, mark in zip(places, marks, strict=True)),
        bold=bool(pieces) and all(piece.look.bold for piece in pieces),
        italic=bool(pieces) and all(piece.look.italic for piece in pieces),
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
    )


def _squeeze(raw: str) -> tuple[str, list[int]]:
    """The text with single spaces and without the signs of marks, and the offset of each mark, after its word."""
    text, places = "", list[int]()
    for chunk in _PLACES.split(raw):
        if chunk == _CALL:
            places.append(len(text.rstrip()))
        elif chunk == _END:
            places.append(len(text))
        else:
            spaced = _SPACES.sub(" ", chunk)
            text += spaced.lstrip() if not text or text.endswith(" ") else spaced
    return text.rstrip(), places


def _plain(line: Iterable[Part]) -> str:
    return "".join(part.text for part in line if isinstance(part, Piece))


def _begins_item(end: str, start: str) -> bool:
    """True where a line begins the next item: «- Văn phòng Tỉnh ủy» after «- Thường trực Tỉnh ủy,»."""
    item = _ITEM.match(start)
    if item is None:
        return False
    if item["dash"] and end[-1:].isdigit():
        return False
    return end.endswith(_ENDS) or item["first"].isupper()


def _begins_sentence(end: str, start: str) -> bool:
    """True where a line begins a sentence after the end of one: «Ví dụ 1: …» after «… cấp cơ sở.»."""
    return start.lstrip('“"(')[:1].isupper() and _SENTENCE_END.search(end) is not None


def _ends_heading(before: list[Part], line: list[Part]) -> bool:
    """True where a bold line stands over lines that are not bold and begin a sentence."""
    start = _plain(line).lstrip()
    return (
        print_line(before).bold
        and start[:1].isupper()
        and not any(part.look.bold for part in line if isinstance(part, Piece))
    )
