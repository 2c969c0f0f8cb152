"""Provinces and districts whose marks a scan lost or changed: «HUYỆN QUY HỢP» is «HUYỆN QUỲ HỢP», for none other is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.lexicon import rows
from extractors.patterns import strip_marks
from extractors.places import head_of
from extractors.spellings import spelling

LONGEST = 4  # words of a name

# The head of a name, itself or as its committee's, and the words after it that may be the name.
_HEAD = regex.compile(
    r"\b(?P<head>huyện|tỉnh|quận|thị[ ]xã|thành[ ]phố|(?:thị|thành)(?=[ ]u|[ ]ủ))(?:[ ](?:ủy|uỷ|uy))?[ ]"
    rf"(?P<name>\p{{Lu}}[\p{{L}}'’]*(?:[ ]\p{{Lu}}[\p{{L}}'’]*){{0,{LONGEST - 1}}})",
    regex.IGNORECASE,
)
_FULL = {"thị": "thị xã", "thành": "thành phố"}


def misread_places(text: str) -> Iterator[tuple[int, str]]:
    """Where the name of a province or district is misread, in order, and what stands there, as many letters long.

    A name is misread where it is no place's, and but for its marks one place's only.

    >>> list(misread_places("HUYỆN QUY HỢP")), list(misread_places("huyện Quỳ Hợp, tỉnh Đăk Nông"))
    ([(6, 'QUỲ HỢP')], [])
    """
    for match in _HEAD.finditer(text):
        words = match["name"].split(" ")
        if not all(word[0].isupper() for word in words):
            words = words[: next(at for at, word in enumerate(words) if not word[0].isupper())]
        head = match["head"].lower()
        names = _names().get(_FULL.get(head, head), {})
        for count in range(len(words), 0, -1):
            read = " ".join(words[:count])
            known = names.get(strip_marks(read).lower())
            if known is None:
                continue
            if len(known) == 1 and spelling(read) not in map(spelling, known):
                (right,) = known
                yield (
                    match.start("name"),
                    "".join(
                        other.upper() if one.isupper() else other.lower()
                        for one, other in zip(read, right, strict=True)
                    ),
                )
            break


@cache
def _names() -> dict[str, dict[str, frozenset[str]]]:
    """By head, then by name without marks: the names so written."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for table in ("provinces", "districts", "spellings"):
        for row in rows(table):
            head = head_of(row["name"])
            bare = row["name"][len(head) + 1 :]
            of_head = found.setdefault(head, {})
            plain = strip_marks(bare).lower()
            of_head[plain] = of_head.get(plain, frozenset()) | {bare}
    return found
