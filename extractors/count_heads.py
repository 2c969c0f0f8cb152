"""What a figure is the number of, by the words before it: «Điều 5», «Ban Chỉ đạo 35», «các phường: 1, 3, 4»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import rows
from extractors.measures import Measure
from extractors.places import CAPITALS

# «các Điều 5, 6 và 7»: the figures before the last one.
_CHAIN = re.compile(r"(?:\d+[a-zđ]?(?:[,;] | và | hoặc | đến | ?[-–] ?))+$")

# What parts the items of «các phường: 1, Đông Giang và 3», and what a list cannot cross.
_NEXT_ITEM = re.compile(r",[ ]|[ ]và[ ]")
_CLAUSE = re.compile(r"[\n\t.;]")
_LONGEST_LIST = 100
# The last word of a name within a sentence.
_IN_NAME = re.compile(rf"[^\W\d_] [{CAPITALS}][^\W\d_]* $")

STRONG_HEADS = frozenset(("article", "form", "number", "ordinal"))

_NEVER_COUNTED = STRONG_HEADS | {"date"}  # «khoản 3 Điều 7 Quy chế này»

# «mỗi lớp 35 học sinh»: the head is itself counted, the figure is not its number.
_EACH = frozenset(["mỗi", "một", "từng", "cả"])

OPENING = "(“\"'["

_CLOSING = ",.;:)”\"'!?…/–-"


@dataclass(frozen=True, slots=True)
class Head:
    """The words before a figure that may make it their number: «Điều», «Ban Chỉ đạo»."""

    word: str
    kind: str


def words_before(text: str, start: int) -> list[str]:
    """The last four words before `start`, in lower case, back to the last punctuation."""
    words: list[str] = []
    for word in reversed(text[max(0, start - 36) : start].rpartition("\n")[2].rpartition("\t")[2].split()):
        if word[-1] in _CLOSING or len(words) == 4:
            break
        words.insert(0, word.lower().lstrip(OPENING))
        if word[0] in OPENING:
            break
    return words


def head_before(text: str, start: int) -> Head | None:
    """The head that the figure at `start` is the number of, or a number in the list of: «các Điều 5, 6 và 7»."""
    if chain := _CHAIN.search(text, max(0, start - 40), start):
        head = _head_of(words_before(text, chain.start()))
        if head is not None and head.kind in STRONG_HEADS:
            return head
    return _head_of(words_before(text, start))


def _head_of(words: list[str]) -> Head | None:
    for first in range(len(words)):
        phrase = " ".join(words[first:])
        if kind := _heads().get(phrase):
            each = first > 0 and (
                words[first - 1] in _EACH or (kind not in _NEVER_COUNTED and words[first - 1].isdecimal())
            )
            return None if kind in ("total", "word") or each else Head(phrase, kind)
    return None


def is_listed(text: str, start: int, written: str, measure: Measure) -> bool:
    """True for the 4 of «các phường: 1, Đông Giang, 4 tổ chức», a name like those before it.

    After «và», and where «các» is missing, only before what may be a verb: «các phường 1, 3 và 5 hộ» counts 5.
    """
    if len(written) == 1 and written != "0" and _IN_NAME.search(text, max(0, start - 24), start):
        return _may_be_verb(text, measure)  # «phường Hà Giang 2 báo cáo»; of what it counts one writes «02»
    joint = text[start - 2 : start]
    if joint not in (", ", "à ") or not written.isdecimal() or len(written) > 2:
        return False
    before = _CLAUSE.split(text[max(0, start - _LONGEST_LIST) : start])[-1]
    *items, rest = _NEXT_ITEM.split(before)
    plural = _opens_row(items, written) if not rest else None
    if plural is None or (plural and joint == ", "):
        return plural is not None
    return _may_be_verb(text, measure)


def _may_be_verb(text: str, measure: Measure) -> bool:
    return " ".join(text[measure.start : measure.start + 16].lower().split()[:2]) in _verb_measures()


def _opens_row(items: list[str], written: str) -> bool | None:
    """Whether «các» opens the row of places that ends in the figure; None where the items are no such row."""
    number = ""
    for item in reversed(items):
        words = item.replace("(", " ").split()
        if not words:
            return None
        lead = len(words) - 1
        if words[lead].isdecimal():
            number = number or words[lead]
        else:
            while lead >= 0 and words[lead][0].isupper():
                lead -= 1
            lead += 1
        if lead == len(words):
            return None
        if lead:
            low = [word.lower().strip(":(") for word in words[max(0, lead - 4) : lead]]
            head = _head_of(low)
            zero = written[0] == "0" and number[:1] != "0"
            if head is None or head.kind not in ("place", "group") or not number or zero:
                return None
            return low[-len(head.word.split()) - 1 : -len(head.word.split())] in (["các"], ["những"])
    return None


@cache
def _verb_measures() -> frozenset[str]:
    """Measures that are verbs as well: «các phường 1, 2 và 3 tổ chức hội nghị»."""
    return frozenset(row["measure"] for row in rows("verb_measures"))


@cache
def _heads() -> dict[str, str]:
    """Head → kind; «total» is for heads whose number is a count: «tổng số 326 văn bản»."""
    return {row["head"]: row["kind"] for row in rows("numbered_heads")}
