"""Places at a clause's end, after how many or what they are: «còn 02 huyện chưa hoàn thành (Bắc Mê, Yên Minh)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.patterns import one_tone
from extractors.places import CAPITALS, level_called
from extractors.unit_bodies import read_body
from extractors.unit_heads import COMMITTEES
from extractors.unit_names import Body, Scope, only_town, read_name

_U = "(?:uỷ|ủy)"
_LEVEL = (
    r"(?:xã|phường|thị[ ]trấn|đặc[ ]khu|thị[ ]xã|thành[ ]phố"
    rf"|huyện(?:[ ]{_U})?|quận(?:[ ]{_U})?|thị[ ]{_U}|thành[ ]{_U})"
)
_MANY = r"(?:\d{1,3}|(?i:các|những|nhiều|một[ ]số))"
# Where a list may open. A set of letters comes first, which the engine looks for alone.
_START = re.compile(
    r"[\dCcNnMm](?<![\w.,].)"
    r"(?:(?<=\d)\d{0,2}|(?<=[Cc])(?:ác|ÁC|òn)|(?<=[Nn])(?:hững|hiều|HỮNG|HIỀU)|(?<=[Mm])ột số)"
    rf"(?=[ ](?i:(?P<levels>{_LEVEL})|địa phương|đơn vị|cấp {_U}))"
)
# «02 huyện», «05 xã, thị trấn», «một số xã», with what is said of them up to the bracket or the colon.
_OPENING = re.compile(
    rf"""
    {_MANY}[ ] (?i:
        (?P<levels> {_LEVEL} (?: (?:,[ ]|[ ]và[ ]) {_LEVEL} ){{0,3}} )
        (?P<said> [ ] (?: (?! \d[ ]{_LEVEL} | {_LEVEL}[ ](?-i:[{CAPITALS}]) ) [^.;:()\n\t] ){{1,120}}? )
        (?: [ ]?\((?:gồm[ ]|là[ ]|như[ ])?:?[ ]? | [ ]?:[ ] | [ ](?:là|gồm)[ ] )
        (?P<names> [{CAPITALS}] [^.;:()\n\t]{{1,400}} ) (?= [).;\n] | $ )
    )
    """,
    re.VERBOSE,
)
# «một số địa phương làm tốt như: Mèo Vạc, Yên Minh»: districts, since 1 July 2025 communes; of no province, provinces.
# So too «một số cấp ủy», «các đơn vị» of a province, «… thực hiện Kết luận …, ngày … như: Mèo Vạc, thị xã Việt Yên».
_LOCALITIES = re.compile(
    rf"""
    (?:{_MANY}|còn)[ ]
    (?: (?P<localities>địa[ ]phương) | đơn[ ]vị | cấp[ ]{_U} )
    (?: [ ] [^.;:()…\n\t]{{1,160}}? )?
    (?: [ ]?:[ ] | [ ]\( | [ ](?:như|gồm|là)[ ]?:?[ ] )
    (?P<names> [{CAPITALS}] [^.;:()…\n\t]{{1,300}}? ) (?= [ ]?[).;…\n] | $ )
    """,
    re.VERBOSE,
)
_DISTRICTS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
_COMMUNES = frozenset({"xã", "phường", "đặc khu"})
_PROVINCES = frozenset({"tỉnh", "thành phố"})
_WORD = re.compile(_LEVEL)
_SAID_OF_THEM = re.compile(r"[ ](?:đã|chưa|đang|vẫn|còn|được|có|đến nay)[ ]")
_NEXT = re.compile(r"[ ]?,[ ](?:và[ ])?|[ ]và[ ]")


def read_bracketed(text: str, scope: Scope) -> Iterator[Body]:
    """The places of every such list; a list with a name that is none of the level's is left alone.

    >>> [body.written for body in read_bracketed("02 huyện chưa hoàn thành (Bắc Mê, Yên Minh)", Scope())]
    ['Bắc Mê', 'Yên Minh']
    """
    of_levels = of_localities = 0  # where the last list of each ends
    for start in _START.finditer(text):
        at = start.start()
        if start["levels"] and at >= of_levels and (found := _OPENING.match(text, at)) is not None:
            of_levels = found.end()
            yield from _read_level_list(text, found, scope)
        elif not start["levels"] and at >= of_localities and (found := _LOCALITIES.match(text, at)) is not None:
            of_localities = found.end()
            if found["localities"] or scope.home is not None:
                within = _PROVINCES if scope.home is None else _COMMUNES if scope.since_reform else _DISTRICTS
                names = _read_names(text, found.start("names"), found.end("names"), within, scope, committees=False)
                yield from names if len(names) > 1 else ()


def _read_level_list(text: str, found: re.Match[str], scope: Scope) -> tuple[Body, ...]:
    words = [one_tone(word.group().lower()) for word in _WORD.finditer(found["levels"])]
    committees = {name.lower(): level for level, name in COMMITTEES.items()}
    levels = frozenset(committees.get(word, word) for word in words)
    of_committees = all(word in committees for word in words)
    return _read_names(text, found.start("names"), found.end("names"), levels, scope, committees=of_committees)


def _read_names(
    text: str, at: int, end: int, levels: frozenset[str], scope: Scope, *, committees: bool
) -> tuple[Body, ...]:
    names: list[Body] = []
    while True:
        name = read_name(text, at, levels, scope) or _with_head(text, at, levels, scope)
        if name is None or name.end > end:
            return ()
        near = tuple(one for one in name.candidates if one.province_id in scope.family)
        if scope.family and not near:
            return ()
        meant = near or name.candidates
        names.append(
            replace(name, level=level_called(meant[0], levels, name.written), candidates=meant, committee=committees)
        )
        if name.end == end or _SAID_OF_THEM.match(text, name.end):
            return tuple(names)
        joint = _NEXT.match(text, name.end)
        if joint is None:
            return ()
        at = joint.end()


def _with_head(text: str, at: int, levels: frozenset[str], scope: Scope) -> Body | None:
    """An item with the word for its level, «thị xã Việt Yên», or the province's only city, «Mộc Châu, Thành phố»."""
    body = read_body(text, at, scope)
    if body is None or body.heads or body.committee or body.level not in levels:
        return None
    if body.named:
        return body if body.candidates else None
    return only_town(text, body, scope)
