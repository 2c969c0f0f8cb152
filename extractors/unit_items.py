"""The items of an elliptical list, each with what all of them share: «Bắc Mê, thị xã Kinh Môn và Công an tỉnh»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.mention import Span
from extractors.places import CAPITALS, COMMUNE_HEADS, HEADS, Place, level_called
from extractors.unit_bodies import admits, read_body
from extractors.unit_heads import Head
from extractors.unit_names import Body, Scope, as_printed, only_town, read_name, unknown_name
from extractors.unit_numbers import is_count


@dataclass(frozen=True, slots=True)
class Shared:
    """What the items of an elliptical list share: the heads before each, and the levels that a bare name may have.

    `plural` is true after «các huyện» and before a colon, where an item may bring a head of its own. `after` is «sở»
    in «các sở: Y tế, Giáo dục và Đào tạo».
    """

    heads: tuple[Head, ...]
    committee: bool
    levels: frozenset[str]
    plural: bool
    after: str = ""


ANY_LEVEL = frozenset(level for level in HEADS if level != "tỉnh")
# Between two items, each may have its own figure: «Mèo Vạc (10), Đồng Văn (5)», «Mèo Vạc 10 lớp, Đồng Văn 5 lớp».
_NEXT_ITEM = re.compile(
    rf"""
    (?: [ ]?\(\d[^()\n\t]{{0,40}}\) | [ ]?:?[ ]\d[\d.]{{0,9}}(?:[ ][^\W\d_{CAPITALS}]{{1,7}}){{1,4}} )?
    (?: [ ]?(?P<by>,|;)[ ]?(?:và[ ])? | [ ](?P<and>và|cùng|hoặc)[ ] )
    """,
    re.VERBOSE,
)
# «các phường: Đội Cấn, Kim Mã (quận Ba Đình cũ); Cửa Đông, Cửa Nam (quận Hoàn Kiếm cũ)»: where the items lie.
_IN_DISTRICT = re.compile(
    rf"[ ]?\((?:thuộc )?(?P<district>(?:quận|huyện|thị xã|thành phố|TP\.?|TX\.?)[ ][{CAPITALS}][^()\d\n\t,;]{{1,25}})\)"
)
# A name that the register lacks does not end a list: «các xã: Quỳnh Thạch, Quỳnh Bá, Quỳnh Hậu».
_UNKNOWN_WORD = rf"[{CAPITALS}](?:[^\W\d_]|['’]){{0,6}}"
_UNKNOWN_ITEM = re.compile(rf"{_UNKNOWN_WORD}(?:[ ]{_UNKNOWN_WORD}){{0,3}}(?=,[ ]|[ ]và[ ])")
_CAPITAL_NEXT = re.compile(rf"[ ][{CAPITALS}]")


def read_items(text: str, at: int, shared: Shared, scope: Scope, first: Body | None = None) -> list[Body]:
    """The items of a list; with `first`, those that follow it."""
    items = [first] if first else []
    begun = bool(items)
    while True:
        by = ""
        if begun:
            gap = _NEXT_ITEM.match(text, at)
            if gap is None and shared.plural and (lies := _IN_DISTRICT.match(text, at)) is not None:
                district = read_body(text, lies.start("district"), scope)
                items.extend([district] if district is not None else [])
                gap = _NEXT_ITEM.match(text, lies.end())
            if gap is None:
                break
            at, by = gap.end(), gap["by"] or gap["and"]
        item = read_item(text, at, shared, scope, before=items, by=by)
        if item is None:
            skips = shared.plural and by != ";" and (items or shared.levels)
            unknown = _UNKNOWN_ITEM.match(text, at) if skips else None
            if unknown is None:
                last = _lost_commune(text, at, shared) if skips and items and by else None
                items.extend([last] if last else [])
                break
            lost = _lost_commune(text, at, shared)
            items.extend([lost] if lost else [])
            at, begun = unknown.end(), True
            continue
        if items and item.written and text[item.start : item.end] == item.written == items[-1].written:
            break  # «Theo UBND tỉnh Vĩnh Long, Vĩnh Long có 102 xã»
        items.append(item)
        at, begun = item.end, True
    items = _of_one_district(items)
    return items[1:] if first else items


def _lost_commune(text: str, at: int, shared: Shared) -> Body | None:
    """A commune that the register lacks, for it ended before 2025: «Trà Khê» of «các xã: Sơn Bua, Trà Khê, …»."""
    level = next(iter(shared.levels)) if len(shared.levels) == 1 else ""
    end = unknown_name(text, at, level) if level in COMMUNE_HEADS and text[at : at + 1].isupper() else None
    if end is None:
        return None
    written = as_printed(text[at:end])
    return Body(at, end, shared.heads, level, shared.committee, written=written)


def _of_one_district(items: list[Body]) -> list[Body]:
    """Wards of one list lie in one district where one has them all: «các phường 1, 3, Đông Giang» are Đông Hà's."""
    parents = [frozenset(one.parent_id for one in item.candidates) for item in items if item.candidates]
    common = frozenset.intersection(*parents) if len(parents) > 1 else frozenset()
    if not common or all(len(each) == 1 for each in parents):
        return items
    return [
        replace(item, candidates=tuple(one for one in item.candidates if one.parent_id in common)) for item in items
    ]


def read_item(text: str, at: int, shared: Shared, scope: Scope, *, before: list[Body], by: str) -> Body | None:
    """The item at `at` under what all share, or None; `before` are the items read, `by` what joins it to the last."""
    bare = read_name(text, at, shared.levels, scope)
    if bare is not None and text[at].isdigit():
        last = before[-1].end if before else 0
        wards = not shared.levels >= ANY_LEVEL  # «chủ tịch UBND: 22, phó chủ tịch: 28» says nothing of wards
        if not wards or is_count(text, Span(at, bare.end), last, by, plural=shared.plural):
            return None
    if bare is not None and not text[at].isspace():
        meant = _of_the_list(bare, scope, before, shared.levels)
        if meant and not _CAPITAL_NEXT.match(text, bare.end):
            level = level_called(meant[0], shared.levels, bare.written)
            return replace(bare, heads=shared.heads, committee=shared.committee, candidates=meant, level=level)
    if shared.after and text[at : at + 1].isupper():
        department = read_body(text, at, scope, shared.after)
        if department is not None:
            within = bool(shared.heads) and admits(shared.heads[-1], department)  # «Đảng ủy các bộ: Y tế, Tư pháp»
            return replace(department, heads=(*shared.heads, *department.heads)) if within else department
    body = read_body(text, at, scope) if shared.plural else None
    if body is None or not _stands(body, shared):
        return None
    if by == ";" and not (body.heads and body.heads[0].alone == "under"):
        return None  # «UBND các huyện: Bắc Mê, Yên Minh; thành phố Hà Giang»: a clause of its own
    of_districts = any(one.kind == "district" for item in before[:1] for one in item.candidates)
    town = only_town(text, body, scope) if of_districts else None
    return replace(town, heads=shared.heads, committee=shared.committee) if town else _under(shared, body)


def _stands(body: Body, shared: Shared) -> bool:
    """True for an item that says whose it is, or may wait for the owner of the next: «Công an, Quân sự tỉnh»."""
    if body.owned or not body.heads:
        return body.owned
    head = body.heads[0]
    waits = bool(shared.heads) and "under" in shared.heads[-1].of and (head.alone == "under" or "member" in head.of)
    return waits or head.alone in ("centre", "province")


def _of_the_list(bare: Body, scope: Scope, before: list[Body], levels: frozenset[str]) -> tuple[Place, ...]:
    """The places that a bare name may mean in this list: of the document's province, or of the items before it.

    In «các tỉnh, thành phố: Lào Cai, Hải Phòng» all are provinces, of wherever.
    """
    if "tỉnh" in levels:
        provinces = tuple(place for place in bare.candidates if place.kind == "province")
        return tuple(place for place in provinces if scope.stood(place)) or provinces
    before = [*before[:1], *before[-3:]]  # enough, and keeps a list of thousands linear
    near = scope.family | {place.province_id for item in before for place in item.candidates}
    found = tuple(one for one in bare.candidates if one.province_id in near) if near else bare.candidates
    standing = tuple(one for one in found if scope.stood(one)) or (found if scope.since_reform else ())
    if before and before[0].candidates and before[0].candidates[0].kind == "commune":
        parents = {place.parent_id for item in before for place in item.candidates}
        standing = tuple(one for one in standing if one.parent_id in parents) or standing
    return standing


def _under(shared: Shared, body: Body) -> Body | None:
    """An item with words of its own: «Công an tỉnh» after «Đảng ủy:» is its committee, «Sở Y tế» stays itself."""
    if not shared.heads:
        return body if not body.heads or body.heads[0].alone != "under" else None
    inner = body.heads[0] if body.heads else None
    if inner is None:
        same_kind = any(HEADS.get(body.level, frozenset()) & HEADS[level] for level in shared.levels)
        fits = not body.committee and same_kind and body.named
    else:
        fits = inner.alone == "under" or "member" in inner.of
    if fits and (admits(shared.heads[-1], body) or not body.owned):
        return replace(body, heads=(*shared.heads, *body.heads), committee=shared.committee or body.committee)
    return None if inner is not None and inner.alone == "under" else body
