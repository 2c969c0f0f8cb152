"""Hamlets of one list, each for itself: «các thôn: Nà Pia, Mèo Chủa», «Chi bộ các tổ dân phố 1, 2 và 5»."""

from __future__ import annotations

import re

from extractors.mention import Span
from extractors.patterns import one_tone
from extractors.places import CAPITALS
from extractors.unit_heads import VILLAGES, Head
from extractors.unit_names import Body
from extractors.unit_numbers import is_count

_HEAD = "|".join(sorted(VILLAGES, key=len, reverse=True))
# Heads that are common words as well, «các bản tin», «các tổ công tác», count before a colon only; the hamlets of the
# mountains before names of two words as well: «các bản Nà Pia, Mèo Chủa», not «các bản Tin, Thảo luận».
_COMMON = "bản|làng|buôn|tổ|khối|khu"
_MOUNTAIN = "bản|làng|buôn"
_OPENING = re.compile(rf"(?:các|những)[ ](?P<head>{_HEAD})(?P<colon>[ ]?:)?[ ](?=[{CAPITALS}\d])", re.IGNORECASE)
_WORD = rf"[{CAPITALS}](?:[^\W\d_{CAPITALS}]|['’]){{1,6}}"
_NAME = re.compile(rf"{_WORD}(?:[ ]{_WORD}){{0,2}}(?:[ ]\d{{1,2}})?(?![\w/])|\d{{1,2}}(?![\w/.%])")
_NEXT = re.compile(r"[ ]?(?P<by>,)[ ](?:và[ ])?|[ ](?P<and>và)[ ]")
_GOES_ON = re.compile(rf"[ ](?:[{CAPITALS}]|(?:{_HEAD})(?!\w))")  # «Trưởng thôn Nguyễn Văn A»
_SEVERAL = 2


def read_villages(text: str, at: int, heads: tuple[Head, ...] = ()) -> list[Body]:
    """The hamlets of the list that begins with «các» at `at`, under the heads before it; none where there is none.

    >>> [body.village for body in read_villages("các thôn: Nà Pia, Mèo Chủa đã họp", 0)]
    ['Thôn Nà Pia', 'Thôn Mèo Chủa']
    """
    opened = _OPENING.match(text, at)
    if opened is None or not (text[opened.end()].isupper() or text[opened.end()].isdigit()):
        return []
    level = one_tone(opened["head"].lower())
    alone = not opened["colon"] and re.fullmatch(_COMMON, level) is not None
    if alone and not re.fullmatch(_MOUNTAIN, level):
        return []
    found, place, by = list[Body](), opened.end(), ""
    while (name := _NAME.match(text, place)) is not None:
        last = found[-1].end if found else 0
        if alone and " " not in name.group():
            break
        counts = name.group().isdigit() and is_count(text, Span(*name.span()), last, by, plural=True)
        if counts or _GOES_ON.match(text, name.end()):
            break
        written = one_tone(name.group())
        bare = written.lstrip("0") if written.isdigit() else written
        village = bare if bare.lower().startswith(f"{level} ") else f"{level.capitalize()} {bare}"  # «các ấp: Ấp 1»
        found.append(Body(place, name.end(), heads, level=level, village=village))
        joint = _NEXT.match(text, name.end())
        if joint is None:
            break
        place, by = joint.end(), joint["by"] or joint["and"]
    return found if opened["colon"] or len(found) >= _SEVERAL else []
