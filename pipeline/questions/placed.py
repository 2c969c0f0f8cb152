"""The rows of one report as facts with a place: «70-KL/TW» at 312-320 says doc_type, symbol, issued_on …"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

from pipeline.questions.sides import Record
from pipeline.tables import Cell

# Where a row stands, what it is called by and who touched it; the rest is what it says.
_PLACE = frozenset({"doc_id", "mention_id", "finding_id", "start", "end", "boxes", "anchor", "corrected"})
# Cells that point to other rows by identifiers, or to the text by offsets.
_POINTERS = frozenset({"evidence", "same_as"})
_SPAN = regex.compile(r"(?:[^;\s]+:)?\d+-\d+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row as it is compared: where it stands in the new text, and what it says."""

    start: int
    end: int
    says: Mapping[str, Cell]
    record: Record

    def alike(self, other: Placed) -> int:
        """How many of its cells the other has as well."""
        return sum(1 for name, cell in self.says.items() if name in other.says and other.says[name] == cell)

    def shared(self, other: Placed) -> float:
        """The share of both stretches that they have in common, 1.0 where they are the same."""
        if (self.start, self.end) == (other.start, other.end):
            return 1.0
        both = min(self.end, other.end) - max(self.start, other.start)
        return both / (max(self.end, other.end) - min(self.start, other.start)) if both > 0 else 0.0


def place(label: str, records: Iterable[Record], words: Mapping[str, str], moved: Callable[[int], int]) -> list[Placed]:
    """The rows of one kind with their places. `words` are those of each mention, by its identifier."""
    return [_placed(label, record, words, moved) for record in records]


def _placed(label: str, record: Record, words: Mapping[str, str], moved: Callable[[int], int]) -> Placed:
    start, end = offset(record, "start"), offset(record, "end")
    if label == "sections":  # a part lies within another, headings do not
        end = start + max(len(str(record["heading"])), 1)
    says = {
        column: _pointed(str(cell or ""), words) if column in _POINTERS else cell
        for column, cell in record.items()
        if column not in _PLACE
    }
    at = moved(start)
    return Placed(at, at + end - start, says, record)


def _pointed(cell: str, words: Mapping[str, str]) -> str:
    """The words that identifiers stand for: those are numbered anew in each extraction. Offsets are left out.

    >>> _pointed("3f2a:c1; 3f2a:u4; 12-34", {"3f2a:c1": "70-KL/TW", "3f2a:u4": "Huyện Mèo Vạc"})
    '70-KL/TW; Huyện Mèo Vạc'
    """
    return "; ".join(words.get(part, part) for part in cell.split("; ") if not _SPAN.fullmatch(part))


def words_of(rows: Mapping[str, Iterable[Record]]) -> dict[str, str]:
    """The words of each mention, by its identifier."""
    found = (record for one in rows.values() for record in one if "mention_id" in record and "text" in record)
    return {str(record["mention_id"]): str(record["text"]) for record in found}


def offset(record: Record, name: str) -> int:
    """The offset in a cell."""
    return int(record[name] or 0)


def stay(at: int) -> int:
    """Where an offset stands in a text that is the same: there."""
    return at


def moving(olds: Mapping[str, Iterable[Record]], news: Mapping[str, Iterable[Record]]) -> Callable[[int], int]:
    """Where an offset of the old text stands in the new one: there too, unless the report was read as another text.

    An export does not hold the text. It is another one where the words of two mentions at one place do not agree;
    then the mentions that follow each other with the same words tell how far it has moved.
    """
    was, now = _mentions(olds), _mentions(news)
    if _agree(was, now):
        return stay
    sequence = SequenceMatcher(None, [words for _, words in was], [words for _, words in now], autojunk=False)
    starts: list[int] = []
    steps: list[int] = []
    for at, to, size in sequence.get_matching_blocks():
        starts.extend(was[at + n][0] for n in range(size))
        steps.extend(now[to + n][0] - was[at + n][0] for n in range(size))

    def moved(at: int) -> int:
        return at + (steps[max(bisect_right(starts, at) - 1, 0)] if steps else 0)

    return moved


def _mentions(rows: Mapping[str, Iterable[Record]]) -> list[tuple[int, str]]:
    """Where the mentions of a report stand, and their words."""
    found = (record for one in rows.values() for record in one if "mention_id" in record and "text" in record)
    return sorted({(offset(record, "start"), str(record["text"])) for record in found})


def _agree(was: Sequence[tuple[int, str]], now: Sequence[tuple[int, str]]) -> bool:
    """True where what both say of one stretch of the text is the same letters."""
    letters = {start + n: letter for start, words in was for n, letter in enumerate(words)}
    both = [(letters[start + n], letter) for start, words in now for n, letter in enumerate(words)
            if start + n in letters]  # fmt: skip
    return all(one == other for one, other in both) and bool(both or not was or not now)
