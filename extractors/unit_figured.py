"""Places that only their figures list, without «các huyện»: «Gồm: Mèo Vạc 12 lớp, Yên Minh 10 lớp, Đồng Văn 08 lớp»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.places import CAPITALS, level_called
from extractors.unit_names import Body, Scope, read_name

_NAME = rf"[{CAPITALS}][^\W\d_]{{0,9}}(?:[ ](?:[-–][ ])?[{CAPITALS}][^\W\d_]{{0,9}}){{0,4}}"
# «12 lớp», «(12 lớp)», «: 12 lớp», «đạt 98,5%»
_COUNTED = rf"(?:[ ](?!và[ ])[^\W\d_{CAPITALS}]{{1,8}}){{0,4}}"
_FIGURE = rf"(?:[ ]?\(\d[^()\n\t]{{0,40}}\)|(?:[ ]?:|[ ]đạt)?[ ]\d[\d.,]{{0,12}}%?{_COUNTED})"
_BETWEEN = r"(?:[ ]?[,;][ ](?:và[ ])?|[ ]và[ ])"
_LIST = re.compile(
    rf"(?:^|(?<=[\n\t.:;(])|[.:;][ ]|[ ](?:gồm|là|trong[ ]đó)[ ]:?)[ ]?(?P<list>{_NAME}{_FIGURE}{_BETWEEN}(?=\w))"
)
_ITEM_END = re.compile(_FIGURE)
_JOINT = re.compile(_BETWEEN)
_DISTRICTS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_SEVERAL = 3


def read_figured(text: str, scope: Scope) -> Iterator[Body]:
    """The places of every such list of three or more of the document's province; communes, where one district has all.

    >>> from extractors.unit_names import scope_of
    >>> home = scope_of("Tỉnh Hà Giang", None)
    >>> [body.written for body in read_figured("Mèo Vạc 12 lớp, Yên Minh 10 lớp, Đồng Văn 08 lớp", home)]
    ['Mèo Vạc', 'Yên Minh', 'Đồng Văn']
    """
    for found in _LIST.finditer(text) if scope.home is not None else ():
        for levels in (_COMMUNES,) if scope.since_reform else (_DISTRICTS, _COMMUNES):
            names = _of_one_district(_read(text, found.start("list"), levels, scope))
            if len(names) >= _SEVERAL:
                yield from names
                break


def _read(text: str, at: int, levels: frozenset[str], scope: Scope) -> list[Body]:
    """The names from `at` on, as long as each is of the province and has a figure of its own."""
    names = list[Body]()
    while (name := read_name(text, at, levels, scope)) is not None:
        meant = tuple(one for one in name.candidates if one.province_id in scope.family and scope.stood(one))
        figure = _ITEM_END.match(text, name.end)
        if not meant or figure is None:
            break
        names.append(replace(name, level=level_called(meant[0], levels, name.written), candidates=meant))
        joint = _JOINT.match(text, figure.end())
        if joint is None:
            break
        at = joint.end()
    return names


def _of_one_district(names: list[Body]) -> list[Body]:
    """The names, where they are districts; communes, where one district has them all, of that district."""
    if not names or names[0].candidates[0].kind != "commune":
        return names
    parents = frozenset.intersection(*(frozenset(one.parent_id for one in name.candidates) for name in names))
    if len(parents) != 1:
        return []
    return [
        replace(name, candidates=tuple(one for one in name.candidates if one.parent_id in parents)) for name in names
    ]
