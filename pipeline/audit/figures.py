"""A figure under audit and what it counts: «04 báo cáo» is a part of «16 văn bản», «3 báo cáo viên» is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from extractors.lexicon import rows
from extractors.mention import Span
from extractors.patterns import fold, one_tone
from pipeline.audit.intervals import Interval, interval_of

Role = Literal["", "share", "percent", "compared", "total", "each"]
Relation = Literal["same", "kind", "loose", "bare", ""]

# «đoàn» and «đoàn viên», «tổ» and «tổ chức» are different things although one begins like the other.
_OTHER_THING = frozenset(("viên", "chức"))
_COORDINATED = re.compile(r"\s?(?:,|và|/|-|–)\s?(?:các )?(?=[^\W\d])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, where it stands, what it counts (folded; «» for a bare one) and the part it plays in its sentence.

    `kind` is that of measures.csv; `also` are further measures that it counts together («280 tin, bài, video»);
    `role` tells the figures that are no part of a sum: «17/31», «54,8%», comparisons, totals, «mỗi lớp 50 học viên».
    """

    span: Span
    value: Decimal
    measure: str = ""
    kind: str = ""
    qualifier: str = ""
    role: Role = ""
    also: tuple[str, ...] = ()
    high: Decimal | None = None

    @property
    def interval(self) -> Interval:
        """What the figure may mean."""
        if self.high is not None:
            return Interval(self.value, self.high)
        return interval_of(self.value, self.qualifier)


def relation(whole: Figure, part: Figure) -> Relation:
    """How `part` may belong to `whole`: it counts the same, one kind of it, perhaps a kind of it, or something else.

    >>> at = Span(0, 1)
    >>> whole = Figure(at, Decimal(16), "văn bản", "document")
    >>> relation(whole, Figure(at, Decimal(4), "báo cáo", "document"))
    'kind'
    >>> relation(whole, Figure(at, Decimal(4), "báo cáo viên", "person"))
    ''
    """
    if not part.measure:
        return "bare"
    for measure in (whole.measure, *whole.also):
        if is_same(measure, part.measure, whole.kind == part.kind or measure != whole.measure):
            return "same"
    turns, _, told = whole.measure.partition(" ")
    if turns == "lượt" and told and part.measure in (turns, told):  # of «139 lượt ý kiến» one may be told twice
        return "same" if part.measure == turns else "loose"
    wholes = (whole.measure, *whole.also)
    kinds = {_kind_of(measure, kind_of(measure) or whole.kind, part.measure, part.kind) for measure in wholes}
    return "kind" if "kind" in kinds else "loose" if "loose" in kinds else ""


def is_same(one: str, other: str, same_kind: bool = True) -> bool:
    """True where two measures (folded) count the same: equal, or one is the other with a word more.

    >>> is_same("lớp", "lớp học"), is_same("đoàn", "đoàn viên"), is_same("học viên", "học sinh")
    (True, False, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not same_kind or not short or not long.startswith(short + " "):
        return False
    return long[len(short) + 1 :].split(" ")[0] not in _OTHER_THING


@lru_cache(maxsize=4096)
def _kind_of(whole: str, kind_of_whole: str, part: str, kind: str) -> Relation:
    """How a part's measure lies in the whole's; a row without a whole holds for every whole of its kind."""
    found: Relation = ""
    if any(is_same(row["whole"], whole) and f"{part} ".startswith(row["part"] + " ") for row in _never()):
        return ""
    for row in _kinds():
        if not (is_same(row["whole"], whole) if row["whole"] else row["kind"] == kind_of_whole):
            continue
        if is_same(row["part"], part) if row["part"] else row["kind"] == kind and part != row["whole"]:
            if row["strict"] == "yes":
                return "kind"
            found = "loose"
    return found


@cache
def _never() -> tuple[dict[str, str], ...]:
    """The rows of what lies in no such whole: «chi bộ trực thuộc» is no «tổ chức cơ sở đảng»."""
    return tuple(row for row in _kinds() if row["strict"] == "never")


@cache
def _kinds() -> tuple[dict[str, str], ...]:
    return tuple({**row, "whole": fold(row["whole"]), "part": fold(row["part"])} for row in rows("measure_kinds"))


@cache
def measure_kinds() -> dict[str, str]:
    """Measure (one tone, lower case) → its kind in measures.csv."""
    return {one_tone(row["measure"]): row["kind"] for row in rows("measures")}


@cache
def _longest_measure() -> int:
    return max(len(measure.split()) for measure in measure_kinds())


@lru_cache(maxsize=4096)
def kind_of(measure: str) -> str:
    """The kind of a folded measure; of «triệu lượt», that of «lượt»."""
    return measure_kinds().get(measure) or measure_kinds().get(measure.partition(" ")[2], "")


def coordinated(text: str, end: int, kind: str) -> tuple[tuple[str, ...], int]:
    """The measures like its own that are joined to one ending at `end`, and where the last of them ends.

    >>> coordinated("trên 280 tin, bài, video và phóng sự trong tháng", 12, "medium")
    (('bài', 'video', 'phóng sự'), 36)
    >>> coordinated("05 hội nghị, kết quả như sau", 11, "event")
    ((), 11)
    """
    found: list[str] = []
    while len(found) < 6 and (joint := _COORDINATED.match(text, end)):
        measure, stop = measure_at(text, joint.end())
        if not measure or not _are_alike(kind, kind_of(measure)):
            break
        found.append(measure)
        end = stop
    return tuple(found), end


def _are_alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"group", "place", "person"}


def measure_at(text: str, start: int) -> tuple[str, int]:
    """The longest listed measure at `start` and where it ends; («», start) where there is none."""
    ends: list[int] = []
    at = start
    while len(ends) < _longest_measure() and (word := _WORD.match(text, at)):
        ends.append(word.end())
        if text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    for end in reversed(ends):
        measure = one_tone(text[start:end].lower())
        if measure in measure_kinds():
            return measure, end
    return "", start
