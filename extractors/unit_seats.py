"""Whose a body is that its document tells: «Huyện ủy», «Phòng Nội vụ», «Chi bộ Công an» of a district's own report."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors import places as register
from extractors.patterns import one_tone
from extractors.places import CAPITALS, Place
from extractors.unit_heads import LETTERHEAD
from extractors.unit_lists import read_bodies
from extractors.unit_names import Body, Scope
from extractors.unit_owners import OF_LEVELS
from extractors.unit_places import Beside, place_of
from extractors.unit_regions import BARE_LEVELS

_CAPITAL_NEXT = re.compile(rf"[ \u00a0][{CAPITALS}]")
# Bodies that each district had one of, and each commune has since 1 July 2025.
_OF_DISTRICT = ("Phòng ", "Hạt Kiểm lâm", "Trung tâm Y tế", "Trung tâm Chính trị")
# These count in full, not as the common words «Tòa án», «Viện kiểm sát», nor where all courts are meant.
_COURTS = ("Tòa án nhân dân", "Viện kiểm sát nhân dân", "Chi cục Thi hành án dân sự", "Chi cục Thuế")
_OF_ALL_COURTS = re.compile(r"(?:[Ll]uật Tổ chức|[Nn]gành|[Tt]hẩm phán|[Tt]oàn)[ ]$")
_OF_COMMUNE = ("Phòng ", "Ban Xây dựng Đảng")
_CELLS = ("Chi bộ", "Đảng bộ")


def issuing_district(text: str, bodies: list[Body]) -> str:
    """The identifier of the one district that the letterhead names: «THÀNH ỦY ĐÔNG HÀ»; empty without any."""
    named = {
        one.candidates[0].unit_id
        for one in bodies
        if one.start < LETTERHEAD
        and len(one.candidates) == 1
        and one.candidates[0].kind == "district"
        and text[one.start : one.end].isupper()
        and one_tone(text[one.start : one.end]).endswith(one.written.upper())  # not «VKSND, TAND huyện Mèo Vạc»
    }
    return named.pop() if len(named) == 1 else ""


def seats_of(issuer: str, scope: Scope) -> tuple[Place, ...]:
    """The commune and the district whose organ a letterhead names: «Đảng ủy xã Cán Chu Phìn» lies in Huyện Mèo Vạc."""
    for body in read_bodies(issuer, scope):
        place, _ = place_of(body, scope, Beside())
        if body.named and place is not None and place.kind != "province":
            upper = register.place(place.parent_id)
            return (place, upper) if upper is not None and upper.kind == "district" else (place,)
    return ()


def take_block(bodies: list[Body], issuer: str, scope: Scope) -> list[Body]:
    """«Đảng ủy Khối» of a document of «Đảng ủy Khối các cơ quan tỉnh» is that one."""
    own = next((one for one in read_bodies(issuer, scope) if _is_block(one)), None)
    if own is None:
        return bodies
    return [
        replace(own, start=one.start, end=one.end, heads=(*one.heads[:-1], own.heads[1]))
        if one.heads and one.heads[-1].alone == "block" and not one.owned
        else one
        for one in bodies
    ]


def _is_block(body: Body) -> bool:
    return len(body.heads) == 2 and body.heads[0].name == "Đảng ủy" and body.heads[1].name.startswith("Khối ")


def take_seat(text: str, bodies: list[Body], scope: Scope) -> list[Body]:
    """«Đảng ủy» alone is that of the commune that issued the document; «Đảng ủy Công ty …» is not.

    «Phòng Nội vụ» alone is that of its district, and since 1 July 2025 of its commune.
    """
    commune = next((one for one in scope.seats if one.kind == "commune"), None)
    bodies = _take_cells(text, bodies, scope)
    district = next((one for one in scope.seats if one.kind == "district"), None)
    with_offices = commune if scope.since_reform else district
    if with_offices is not None:
        offices = _OF_COMMUNE if scope.since_reform else _OF_DISTRICT
        bodies = [replace(one, level=with_offices.head) if _is_office(text, one, offices) else one for one in bodies]
    if district is not None and not scope.since_reform:
        bodies = [replace(one, level=district.head) if _is_its(text, one, district) else one for one in bodies]
    if commune is None:
        return bodies
    taken: list[Body] = []
    for body in bodies:
        own = replace(body, level=commune.head) if _is_own_committee(text, body) else body
        before = taken[-1] if taken and own is not body else None
        if before is not None and _is_body_of(text, before, own):
            own = replace(own, start=taken.pop().start, heads=before.heads)
        taken.append(own)
    return taken


def _take_cells(text: str, bodies: list[Body], scope: Scope) -> list[Body]:
    """«Chi bộ Tòa án» of a district's document is that of the district's court, «Chi bộ Công an» of its police.

    «Chi bộ Công an» and «Chi bộ Quân sự» of a commune's document are the commune's.
    """
    seat = scope.seats[0] if scope.seats else None
    if seat is not None:
        bodies = [replace(one, level=seat.head) if _is_armed_cell(text, one) else one for one in bodies]
    kind = "commune" if scope.since_reform else "district"
    owner = next((one for one in scope.seats if one.kind == kind), None)
    if owner is None:
        return bodies
    taken: list[Body] = []
    for body in bodies:
        before = taken[-1] if taken else None
        if before is not None and _is_cell_of(text, before, body):
            heads = (*before.heads, *body.heads)
            taken[-1] = replace(body, start=before.start, heads=heads, level=owner.head)
        else:
            taken.append(body)
    return taken


def _is_armed_cell(text: str, body: Body) -> bool:
    """True for «Chi bộ Công an» and «Đảng bộ Quân sự», whose place nothing names."""
    if body.owned or [head.name for head in body.heads[1:]] not in (["Công an"], ["Quân sự"]):
        return False
    return body.heads[0].name in _CELLS and _CAPITAL_NEXT.match(text, body.end) is None


def _is_cell_of(text: str, before: Body, body: Body) -> bool:
    """True for the «Chi bộ» of «Chi bộ Tòa án», whose place neither names."""
    if len(before.heads) != 1 or len(body.heads) != 1 or before.owned or body.owned or body.named:
        return False
    fits = before.heads[0].name in _CELLS and "place" in body.heads[0].of and not body.heads[0].alone
    printed = text[body.start].isupper() or _CAPITAL_NEXT.search(text, body.start, body.end) is not None
    return fits and text[before.end : body.start] == " " and printed  # also «chi bộ phòng Kinh tế»


def _is_body_of(text: str, before: Body, committee: Body) -> bool:
    """True for the «Ban Thường vụ» of «Ban Thường vụ Đảng ủy»."""
    lone = bool(before.heads) and not before.owned and "committee" in before.heads[-1].of
    return lone and len(committee.heads) == 1 and text[before.end : committee.start] == " "


def _is_office(text: str, body: Body, offices: tuple[str, ...]) -> bool:
    """True for «Phòng Nội vụ» without its place, and for «Nội vụ» of «các phòng: Nội vụ, Tư pháp»."""
    lone = not body.owned and len(body.heads) == 1 and body.heads[0].name.startswith(offices)
    return lone and text[body.start].isupper() and text[max(body.start - 4, 0) : body.start] != "Hải "


def _is_its(text: str, body: Body, district: Place) -> bool:
    return _is_court(text, body) or _is_union(body, district)


def _is_court(text: str, body: Body) -> bool:
    """True for «Viện kiểm sát nhân dân» without its place; not for «Tòa án», nor for all of them: «Tòa án hai cấp»."""
    if body.owned or len(body.heads) != 1 or body.heads[0].name not in _COURTS or not text[body.start].isupper():
        return False
    in_full = text[body.end - 3 : body.end].lower() not in (" án", "sát")
    of_all = _OF_ALL_COURTS.search(text, max(body.start - 14, 0), body.start) or text.startswith(OF_LEVELS, body.end)
    return in_full and not of_all


def _is_union(body: Body, district: Place) -> bool:
    """True for the «Huyện đoàn» of a district's document, the «Thị đoàn» of a town's."""
    head = body.heads[0].name if len(body.heads) == 1 and not body.owned else ""
    return head.endswith(" đoàn") and district.head in BARE_LEVELS.get(head, ())


def _is_own_committee(text: str, body: Body) -> bool:
    if body.owned or not body.heads or body.heads[-1].name != "Đảng ủy":
        return False
    return "Đảng" in text[body.start : body.end] and _CAPITAL_NEXT.match(text, body.end) is None
