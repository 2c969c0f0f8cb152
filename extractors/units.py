"""Who a report names: «Huyện ủy Mèo Vạc», «các huyện: Bắc Mê, Yên Minh», «Đảng ủy: Công an tỉnh, Quân sự tỉnh».

The name is canonical. A body of the document's own tỉnh goes without the province's name, its place tells it: «Tỉnh ủy
Hà Giang» is «Tỉnh ủy», «Công an tỉnh» stays so. A body of a city, district or commune carries its place's name, also
where a city's document leaves it out: «HĐND Thành phố» is «Hội đồng nhân dân thành phố Hà Nội». Without a known place
it keeps what is printed: «Huyện ủy».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from extractors import places as register
from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import fold, one_tone, strip_marks
from extractors.places import HEADS, Place, name_called
from extractors.provinces import find_province
from extractors.spellings import spelling
from extractors.unit_brackets import read_bracketed
from extractors.unit_figured import read_figured
from extractors.unit_heads import UnitKind, head_at
from extractors.unit_lists import read_bodies
from extractors.unit_names import Body, Scope, read_name, scope_of
from extractors.unit_owners import share_owners
from extractors.unit_places import Beside, name_of, place_of
from extractors.unit_seats import issuing_district, seats_of, take_block, take_seat


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as the text names it: `name` is canonical, `place` the province, district or commune it is or belongs to.

    Where a name may mean several places, `unit_id` and `place` are empty and `candidates` lists them, parted by «; ».
    """

    label: ClassVar[str] = "unit_mentions"
    unit_id: str
    name: str
    kind: UnitKind
    place: str = ""
    candidates: str = ""


_LISTED = 12  # an address is looked for after so many items of a list
_ADDRESS = re.compile(r"[ ]?[,(][ ]?(?:(?:của|thuộc)[ ])?|[ ](?:(?:của|thuộc|và)[ ])?|[ ]-[ ]")
_BRACKET = re.compile(r"[ ]?\((?=\w)")
_DISTRICTS = frozenset(head for head, kinds in HEADS.items() if "district" in kinds)
_BLOCK_END = re.compile(r"[\n\t.;]")


def find_units(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[UnitName]]:
    """The units that `text` names, in its order, each over its own words only.

    >>> for mention in find_units("tỉnh Hà Giang, tiêu biểu như các huyện: Bắc Mê, Yên Minh"):
    ...     print(mention.text, "→", mention.value.name, mention.value.unit_id)
    tỉnh Hà Giang → Tỉnh Hà Giang VN02
    Bắc Mê → Huyện Bắc Mê VN02.031
    Yên Minh → Huyện Yên Minh VN02.028
    """
    scope = scope_of(context.province or find_province(text), context.issued_on)
    scope = replace(scope, seats=seats_of(context.issuer, scope))
    read = [*read_bodies(text, scope), *read_bracketed(text, scope), *read_figured(text, scope)]
    bodies = share_owners(text, _in_order(read))
    district = issuing_district(text, bodies)
    seats = scope.seats or tuple(filter(None, (register.place(district),)))
    scope = replace(scope, district=district, seats=seats)
    bodies = take_block(take_seat(text, bodies, scope), context.issuer, scope)
    found = _with_places(text, bodies, scope)
    short = list(_find_short_names(text, context.short_names, scope))
    return _longest([*found, *short]) if short else found


def _in_order(bodies: list[Body]) -> list[Body]:
    """The bodies by place; of two that overlap, the one that was read first stays."""
    kept: list[Body] = []
    for body in sorted(bodies, key=lambda one: (one.start, not (one.named or one.heads or one.group))):
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def _with_places(text: str, bodies: list[Body], scope: Scope) -> Iterator[Mention[UnitName]]:
    """Each body as a mention, a commune with the district that the text names beside it."""
    for body, place, candidates in _resolve(text, bodies, scope):
        if _says_enough(text, body, scope):
            value = _to_unit(body, place, candidates, scope)
            yield Mention(Span(body.start, body.end), text[body.start : body.end], value)


def _resolve(text: str, bodies: list[Body], scope: Scope) -> list[tuple[Body, Place | None, tuple[Place, ...]]]:
    """Each body with its place and its candidates; from the last on back, since an address ends in its province."""
    resolved: list[tuple[Body, Place | None, tuple[Place, ...]]] = []
    proven: set[int] = set()
    for index in range(len(bodies) - 1, -1, -1):
        body = bodies[index]
        follower = resolved[-1] if resolved else None
        beside = Beside()
        if _is_open(body):
            beside = (
                _address(text, body, resolved) or _in_brackets(text, body, scope) or _just_before(text, bodies, index)
            )
        place, candidates = place_of(body, scope, beside)
        if place is not None and beside.ids & {place.parent_id, place.province_id}:
            proven.add(body.start)
        if body.village and follower is not None and _touch(text, body, follower[0]):
            place = follower[1] if follower[1] is not None and follower[1].kind == "commune" else None
        resolved.append((body, place, candidates))
    return _of_one_sense(resolved[::-1], proven)


def _of_one_sense(
    resolved: list[tuple[Body, Place | None, tuple[Place, ...]]], proven: set[int]
) -> list[tuple[Body, Place | None, tuple[Place, ...]]]:
    """A commune's name that stays open means what an address says of it elsewhere in the text, if that is one place.

    Where an address says that it is none that we know, it is none elsewhere, but where its own district stands beside
    it: `proven` is where such bodies begin.
    """
    meant: dict[tuple[str, str], set[Place]] = {}
    unknown: set[tuple[str, str]] = set()
    for body, place, candidates in resolved:
        if place is not None and body.named and place.kind == "commune":
            meant.setdefault((body.level, spelling(body.written)), set()).add(place)
        elif place is None and not candidates and body.candidates:
            unknown.add((body.level, spelling(body.written)))
    told: list[tuple[Body, Place | None, tuple[Place, ...]]] = []
    for body, place, candidates in resolved:
        if (name := (body.level, spelling(body.written))) in unknown and body.candidates and body.start not in proven:
            told.append((body, None, ()))
            continue
        only = meant.get(name, set()) if place is None and candidates else set()
        one = next(iter(only)) if len(only) == 1 else None
        told.append((body, one, ()) if one in candidates else (body, place, candidates))
    return told


def _says_enough(text: str, body: Body, scope: Scope) -> bool:
    """False for a bare «huyện», «đảng ủy» or «chi bộ»: no unit in particular."""
    if body.group or body.named or body.village:
        return True
    if body.heads:
        alone = body.heads[-1].alone
        return body.owned or (alone == "block" and len(body.heads) > 1) or alone not in ("", "under", "block", "number")
    return body.committee and (text[body.start].isupper() or (scope.home is not None and body.level == scope.home.head))


def _is_open(body: Body) -> bool:
    return len(body.candidates) > 1 or any(place.kind == "commune" for place in body.candidates)


def _touch(text: str, body: Body, follower: Body) -> bool:
    """True where an address goes on: «thôn Nà Pia, xã Cán Chu Phìn», «xã Cán Chu Phìn (huyện Mèo Vạc)»."""
    return _ADDRESS.fullmatch(text, body.end, follower.start) is not None


def _address(text: str, body: Body, after: list[tuple[Body, Place | None, tuple[Place, ...]]]) -> Beside | None:
    """The district or province that follows the body, in an address or after the other items of its list."""
    last, level = body, _rank(body)
    for follower, place, candidates in after[: -_LISTED - 1 : -1]:
        if follower.heads or follower.committee or not _touch(text, last, follower):
            return None
        if _rank(follower) > level:
            if " và " in text[last.end : follower.start]:
                return None
            meant = (place,) if place is not None else candidates
            return Beside(frozenset(one.unit_id for one in meant), binding=True)
        if _rank(follower) < level or follower.start - body.end > 200:
            return None
        last = follower
    return None


def _in_brackets(text: str, body: Body, scope: Scope) -> Beside | None:
    """The district named in brackets after a commune: «xã Tân Lập (Bắc Quang)»."""
    opened = _BRACKET.match(text, body.end) if _rank(body) == 1 else None
    name = read_name(text, opened.end(), _DISTRICTS, scope) if opened else None
    if name is None or text[name.end : name.end + 1] not in (")", ",", ";"):
        return None
    return Beside(frozenset(one.unit_id for one in name.candidates if one.kind == "district"))


def _rank(body: Body) -> int:
    kinds = {place.kind for place in body.candidates}
    return 3 if kinds == {"province"} else 2 if "district" in kinds else 1 if kinds else 0


def _just_before(text: str, bodies: list[Body], index: int) -> Beside:
    """The district or province named last in the sentence: «huyện Đan Phượng: xã Tân Lập»."""
    for other in bodies[max(index - 6, 0) : index][::-1]:
        gap = text[other.end : bodies[index].start]
        if len(gap) > 120 or _BLOCK_END.search(gap):
            break
        if _rank(other) > 1:
            return Beside(frozenset(place.unit_id for place in other.candidates))
    return Beside()


def _to_unit(body: Body, place: Place | None, candidates: tuple[Place, ...], scope: Scope) -> UnitName:
    name = name_of(body, place, scope)
    if body.group:
        return UnitName(_joined(scope.home, name), name, "group")
    if body.central or any(head.alone == "centre" for head in body.heads):
        return UnitName(f"VN/{slug(name)}", name, body.heads[0].kind if body.heads else "agency")
    where = name_called(place, body.level, body.written) if place else ""
    kind, listed = _kind_of(body, place, candidates), _listed(candidates)
    if place is not None and kind == place.kind:
        return UnitName(place.unit_id, where, kind, where)
    unit_id = _joined(place, name_of(body, place, scope, bare=False)) if place is not None else ""
    return UnitName(unit_id, name, kind, where, listed)


def _joined(place: Place | None, name: str) -> str:
    return f"{place.unit_id}/{slug(name)}" if place else ""


@lru_cache(maxsize=10_000)
def slug(name: str) -> str:
    """A name as part of an identifier.

    >>> slug("Ban Tuyên giáo Tỉnh ủy")
    'ban-tuyen-giao-tinh-uy'
    """
    return "-".join(re.findall(r"[a-z0-9]+", strip_marks(name).lower()))


def _kind_of(body: Body, place: Place | None, candidates: tuple[Place, ...]) -> UnitKind:
    if body.heads:
        return body.heads[0].kind
    if body.village:
        return "village"
    if body.committee:
        return "party_committee"
    return place.kind if place else candidates[0].kind if candidates else min(HEADS[body.level])


@lru_cache(maxsize=1000)
def _listed(candidates: tuple[Place, ...]) -> str:
    return "; ".join(f"{one.name}, {one.upper_name}" if one.upper_name else one.name for one in candidates)


def _find_short_names(text: str, short_names: Mapping[str, str], scope: Scope) -> Iterator[Mention[UnitName]]:
    """Where the text uses an abbreviation that it defined for an organisation: «Ban Chỉ đạo 35»."""
    meant = {fold(short): (short, full) for short, full in short_names.items() if _names_unit(short, full)}
    if not meant:
        return
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, meant), key=len, reverse=True))})(?!\w)", re.IGNORECASE
    )
    for found in pattern.finditer(one_tone(text)):
        short, full = meant[fold(found.group())]
        many = "các " in fold(f"{short} {full}") or "tương đương" in fold(short)
        name = short[:1].upper() + short[1:]
        span = Span(found.start(), found.end())
        yield Mention(span, span.slice(text), UnitName(_joined(scope.home, name), name, "group" if many else "agency"))


def _names_unit(short: str, full: str) -> bool:
    return any(
        opened is not None and opened[0].form in ("body", "committee", "board")
        for opened in (head_at(short, 0), head_at(full, 0))
    )


def _longest(mentions: list[Mention[UnitName]]) -> Iterator[Mention[UnitName]]:
    """The mentions without those that overlap a longer one, in text order."""
    end = -1
    for mention in _without_shorter(sorted(mentions, key=lambda one: (one.start, -one.end))):
        if mention.start >= end:
            yield mention
            end = mention.end


def _without_shorter(mentions: list[Mention[UnitName]]) -> Iterator[Mention[UnitName]]:
    for index, mention in enumerate(mentions):
        follower = mentions[index + 1] if index + 1 < len(mentions) else None
        if (
            follower is None
            or follower.start >= mention.end
            or follower.end - follower.start <= mention.end - mention.start
        ):
            yield mention
