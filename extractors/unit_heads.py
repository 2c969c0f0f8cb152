"""The words that open a unit's name, such as «Ban Tuyên giáo», «UBND», «huyện», and the longest one at an offset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.places import HEADS

UnitKind = Literal["province", "district", "commune", "village", "party_committee", "agency", "group"]
Form = Literal["level", "committee", "village", "centre", "board", "office", "body"]

# Kinds of place whose Party committee has a name of its own; that of a commune is «Đảng ủy xã …».
COMMITTEES = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy",
}  # fmt: skip
# Hamlets and quarters. «bản», «làng» and «khối» are also common words; they count only where a commune follows.
VILLAGES = (
    "thôn", "bản", "làng", "ấp", "buôn", "khóm", "khu phố", "tổ dân phố", "tổ", "xóm", "khối", "khối phố", "khu",
    "khu dân cư", "tiểu khu",
)  # fmt: skip
_ABBREVIATIONS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "tphcm": "thành phố"}
GLUED = {"tphcm": "hồ chí minh"}  # a level and its name in one word: «UBND TPHCM»
_ARMED = {"đuqs": "Đảng ủy Quân sự", "đuca": "Đảng ủy Công an", "đubp": "Đảng ủy Biên phòng"}
# Bodies that are too many for a list; each has words of its own up to whose it is: «Ban Khoa giáo Tỉnh ủy».
_OFFICES = ("Ban", "Phòng", "Vụ", "Cục", "Chi cục", "Trung tâm", "Trạm", "Đội", "Xí nghiệp")

# A word with what stands between it and the word before: a space, a hyphen, «/», «&», «,», or the dot of «TP.».
_STEP = re.compile(r"([ \u00a0]{0,3}(?:[-–/&,.][ \u00a0]{0,2})?)(T\.[ƯWXPT](?!\w)|[^\W_]+)")

LETTERHEAD = 600  # characters, within which a letterhead stands


@dataclass(frozen=True, slots=True)
class Head:
    """Words that open a name: their canonical `name`, what kind of unit they make, and what completes them.

    `form` is `level` («huyện»), `committee` («Huyện ủy»), `village`, `centre` («Trung ương»), `board` («Ban Chỉ đạo»),
    `office` («Phòng», with words of its own before its owner) or `body`; for the first two, `name` is the level. `of`
    lists what may follow: committee, place, name (a bare name: «Báo Hà Giang»), title (words of its own: «Trường THPT
    Lê Lợi»), number («Sư đoàn 316»), agency, centre, under, village. `alone` says whose a body is that nothing follows:
    centre, province (the document's), open (nobody's in particular), under (only after «Đảng ủy»), number (none without
    it), block («Đảng ủy Khối», whichever), group, region (it has a name of its own).
    """

    name: str
    kind: UnitKind
    form: Form = "body"
    of: frozenset[str] = frozenset()
    alone: str = ""


@dataclass(slots=True)
class _Node:
    """What may follow, word by word, and the head that ends here."""

    next: dict[str, _Node]
    head: Head | None = None


def head_at(text: str, start: int, after: str = "") -> tuple[Head, int] | None:
    """The longest head that begins at `start`, and where it ends; `after` is a word to be thought before it.

    >>> head, end = head_at("ban tuyên giáo Huyện uỷ", 0)
    >>> head.name, end
    ('Ban Tuyên giáo', 14)
    >>> head_at("Giáo dục và Đào tạo", 0, after="sở")[0].name
    'Sở Giáo dục và Đào tạo'
    """
    node: _Node | None = _tree().next[after] if after else _tree()
    found, at, match = None, start, _STEP.match
    while node is not None and (step := match(text, at) or _wrapped(text, at)) is not None:
        gap, written = step.groups()
        if gap != " ":
            if step.start() != at:
                gap = " "  # wrapped
            elif (at == start) == bool(gap) or "." in gap or ("," in gap and (node := node.next.get(",")) is None):
                break
        elif at == start:
            break
        word, at = fold_word(written), step.end()
        if word == "ủy" and gap.strip():
            break  # «HỘI ĐỒNG NHÂN DÂN TỈNH - ỦY BAN NHÂN DÂN TỈNH»
        if word == "và" and word not in node.next and step.start() > start:
            continue
        node = node.next.get(word)
        if node is not None and node.head is not None:
            found = node.head, at
    return found


def _wrapped(text: str, at: int) -> re.Match[str] | None:
    """The next word of a letterhead's name in capitals that was wrapped: «SỞ KHOA HỌC VÀ CÔNG ⏎ NGHỆ»."""
    if at > LETTERHEAD or text[at : at + 1] != "\n" or not text[max(at - 1, 0) : at].isupper():
        return None
    step = _STEP.match(text, at + 1)
    return step if step is not None and not step[1] and step[2].isupper() else None


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """`fold` of a single word, remembered, without the dots of «T.Ư» and «T.X»."""
    return fold(word).replace(".", "")


@dataclass(frozen=True, slots=True)
class Opening:
    """What may follow the first word of a head: second words, or where `ends`, anything or only a name or a colon."""

    words: frozenset[str]
    ends: bool
    anything: bool


@cache
def openings() -> Mapping[str, Opening]:
    """The folded first words of all heads that can begin a mention, with what may follow each."""
    found: dict[str, Opening] = {}
    for word, node in _tree().next.items():
        head = node.head
        anything = word in GLUED or (head is not None and head.form == "body" and head.of != {"name"})
        found[word] = Opening(frozenset(node.next) - {","}, head is not None, anything)
    return found


@cache
def _tree() -> _Node:
    root = _Node({})
    for written, head in _heads():
        for words in _spellings(written):
            node = root
            for word in words:
                node = node.next.setdefault(word, _Node({}))
            node.head = node.head or head
    return root


def _heads() -> Iterator[tuple[str, Head]]:
    for row in rows("units"):
        head = Head(row["head"], _kind(row["kind"]), "body", frozenset(row["of"].split()), row["alone"])
        for written in (row["head"], *filter(None, row["written"].split("|"))):
            yield written, head
    for level, kinds in HEADS.items():
        yield level, Head(level, min(kinds), "level")
    for short, level in _ABBREVIATIONS.items():
        yield short, Head(level, min(HEADS[level]), "level")
    for level, committee in COMMITTEES.items():
        yield committee, Head(level, "party_committee", "committee")
    for village in VILLAGES:
        yield village, Head(village, "village", "village")
    for centre in ("Trung ương", "Trung ương Đảng", "TW", "TƯ"):
        yield centre, Head("Trung ương", "agency", "centre")
    for short, armed in _ARMED.items():
        yield short, Head(armed, "party_committee", "body", frozenset({"place", "name"}))
    for office in _OFFICES:
        yield office, Head(office, "agency", "office", frozenset({"place", "committee", "agency"}))
    yield "Ban Chỉ đạo", Head("Ban Chỉ đạo", "agency", "board", frozenset({"place", "committee"}))


def _spellings(written: str) -> Iterator[list[str]]:
    """The words of a head with its commas and without; of a department also with commas for its hyphens."""
    words = re.findall(r"[^\W_]+|,", fold(written))
    yield [word for word in words if word not in (",", "và")]
    if "," in words:
        yield [word for word in words if word != "và"]
    elif words[0] in ("sở", "phòng", "bộ") and "-" in written:
        yield [word for word in re.findall(r"[^\W_]+|,", fold(written).replace("-", ",")) if word != "và"]


def _kind(text: str) -> UnitKind:
    if text in ("party_committee", "agency", "group"):
        return text  # type: ignore[return-value]
    raise ValueError(f"units.csv has no kind of unit {text!r}")
