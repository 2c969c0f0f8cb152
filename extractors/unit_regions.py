"""Agencies of a part of the country or with the bare name of a place: «Chi cục Thuế khu vực I», «Công an Hà Giang»."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.unit_heads import Head
from extractors.unit_names import Body, Scope, read_name

# «Chi cục Thuế khu vực I», «Chi cục Kiểm lâm vùng II»: of a numbered part of the country, or of a province.
_REGION = re.compile(r"[ \u00a0]+(?i:(khu vực|vùng))[ \u00a0]+([IVX]{1,5}|\d{1,2})(?![\w./])")
_OF_REGION = re.compile(r"[ \u00a0]+(?i:khu vực)(?=[ \u00a0])")
_PAIR = re.compile(r"[ ]?[-–](?=[ ]?\w)")
_BRANCHES = {"Ngân hàng Nhà nước": "Ngân hàng Nhà nước chi nhánh"}  # what a central body is at a place: «NHNN tỉnh»
# Since 1 July 2025 each province numbers its own (Nghị quyết 81/2025/UBTVQH15).
_COURTS = frozenset({"Tòa án nhân dân", "Viện kiểm sát nhân dân"})
_ANY_BARE_LEVEL = frozenset({"tỉnh", "thành phố", "huyện", "thị xã"})
# The levels of which a place's bare name may be after such a head, and whose document may leave it out.
BARE_LEVELS = {
    "Tỉnh đoàn": frozenset({"tỉnh"}),
    "Thành đoàn": frozenset({"thành phố"}),
    "Huyện đoàn": frozenset({"huyện"}),
    "Quận đoàn": frozenset({"quận"}),
    "Thị đoàn": frozenset({"thị xã"}),
    "Báo": frozenset({"tỉnh", "thành phố"}),
}


def at_place(head: Head) -> Head:
    """The head as it is called with a place: «Ngân hàng Nhà nước chi nhánh» of «Ngân hàng Nhà nước tỉnh»."""
    return replace(head, name=_BRANCHES[head.name]) if head.name in _BRANCHES else head


def read_placed(text: str, alone: Body, scope: Scope) -> Body | None:
    """The agency that begins with the head of `alone`, with its region or the bare name of its place; None without.

    >>> head = Head("Cục Hải quan", "agency", of=frozenset({"name"}))
    >>> read_placed("Cục Hải quan Gia Lai - Kon Tum", Body(0, 12, (head,)), Scope()).heads[0].name
    'Cục Hải quan Gia Lai - Kon Tum'
    """
    return _read_region(text, alone, scope) or _read_bare_name(text, alone, scope)


def _read_region(text: str, alone: Body, scope: Scope) -> Body | None:
    """An agency of a part of the country or of a province: «Chi cục Thuế khu vực I», «… khu vực Bắc Mê - Yên Minh»."""
    head, region = alone.heads[0], _REGION.match(text, alone.end)
    if region is not None:
        whose = "province" if scope.since_reform and head.name in _COURTS and region[2].isdigit() else "region"
        name = f"{at_place(head).name} {region[1].lower()} {region[2]}"
        return Body(alone.start, region.end(), (Head(name, head.kind, alone=whose),))
    named = _OF_REGION.match(text, alone.end)
    first = read_name(text, named.end(), _ANY_BARE_LEVEL, scope) if named else None
    return _read_pair(text, alone, first, scope, "khu vực ") if first else None


def _read_bare_name(text: str, alone: Body, scope: Scope) -> Body | None:
    """A head with the name of its place alone: «Công an Hà Giang», and «Cục Hải quan Gia Lai - Kon Tum» of two."""
    head = alone.heads[0]
    bare = read_name(text, alone.end, BARE_LEVELS.get(head.name, _ANY_BARE_LEVEL), scope)
    if bare is None:
        return None
    # «Công an Hà Giang» is the province's; the city's would be «Công an thành phố Hà Giang»
    provinces = tuple(one for one in bare.candidates if one.kind == "province")
    meant = provinces or tuple(one for one in bare.candidates if one.province_id in scope.family)
    if not meant:
        return None
    one = replace(bare, start=alone.start, heads=(at_place(head),), level=meant[0].head, candidates=meant)
    return _read_pair(text, alone, one, scope) or one


def _read_pair(text: str, alone: Body, first: Body, scope: Scope, region: str = "") -> Body | None:
    """A unit of its own for two places of one rank: «Chi cục Thuế khu vực Bắc Quang - Quang Bình»."""
    joint = _PAIR.match(text, first.end)
    second = read_name(text, joint.end(), _ANY_BARE_LEVEL, scope) if joint else None
    if second is None or _is_province(first) != _is_province(second):
        return None  # «Công an Mèo Vạc - Hà Giang» is an address
    near = all(any(place.province_id in scope.family for place in one.candidates) for one in (first, second))
    name = f"{alone.heads[0].name} {region}{first.written} - {second.written}"
    return Body(alone.start, second.end, (Head(name, alone.heads[0].kind, alone="province" if near else "region"),))


def _is_province(named: Body) -> bool:
    return any(place.kind == "province" for place in named.candidates)
