"""Who a report names: «Huyện ủy Mèo Vạc», «các huyện: Bắc Mê, Yên Minh», «Đảng ủy: Công an tỉnh, Quân sự tỉnh»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import fold, one_tone, strip_marks
from extractors.places import HEADS, Place, find_province
from extractors.unit_bodies import Body, Scope, name_of, place_of, scope_of
from extractors.unit_heads import UnitKind, head_at
from extractors.unit_lists import read_bodies

__all__ = ["UnitName", "find_province", "find_units"]


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
    bodies = read_bodies(text, scope)
    found = _with_places(text, bodies, scope)
    return _longest([*found, *_find_short_names(text, context.short_names, scope)])


def _with_places(text: str, bodies: list[Body], scope: Scope) -> Iterator[Mention[UnitName]]:
    """Each body as a mention, a commune with the district that the text names beside it."""
    for index, body in enumerate(bodies):
        if not _says_enough(text, body, scope):
            continue
        hints = _hints(text, bodies, index) if body.village or _is_commune(body) else frozenset()
        place, candidates = place_of(body, scope, hints)
        if body.village and index + 1 < len(bodies):
            place = _place_beside(text, body, bodies[index + 1], scope)
        yield Mention(Span(body.start, body.end), text[body.start : body.end], _to_unit(body, place, candidates, scope))


def _says_enough(text: str, body: Body, scope: Scope) -> bool:
    """False for a bare «huyện», «đảng ủy» or «chi bộ»: no unit in particular."""
    if body.group or body.named or body.village:
        return True
    if body.heads:
        return body.owned or body.heads[-1].alone not in ("", "under")
    return body.committee and (text[body.start].isupper() or (scope.home is not None and body.level == scope.home.head))


def _place_beside(text: str, village: Body, follower: Body, scope: Scope) -> Place | None:
    """The commune that follows a village: «thôn Nà Pia, xã Cán Chu Phìn»."""
    if not _is_commune(follower) or text[village.end : follower.start].strip(" ,(") not in ("", "thuộc", "của"):
        return None
    return place_of(follower, scope)[0]


def _is_commune(body: Body) -> bool:
    return len(body.candidates) > 1 or any(place.kind == "commune" for place in body.candidates)


def _hints(text: str, bodies: list[Body], index: int) -> frozenset[str]:
    """The districts and provinces named after the body in its sentence, else those just before it."""
    body = bodies[index]
    for others, limit in ((bodies[index + 1 : index + 9], 60), (bodies[max(index - 6, 0) : index][::-1], 120)):
        for other in others:
            gap = text[body.end : other.start] if other.start >= body.end else text[other.end : body.start]
            if len(gap) > limit or _BLOCK_END.search(gap):
                break
            upper = [place for place in other.candidates if place.kind != "commune"]
            if upper:
                return frozenset(place.unit_id for place in upper)
    return frozenset()


def _to_unit(body: Body, place: Place | None, candidates: tuple[Place, ...], scope: Scope) -> UnitName:
    name = name_of(body, place, scope)
    if body.group:
        return UnitName(_joined(scope.home, name), name, "group")
    if body.central or (body.heads and body.heads[0].alone == "centre"):
        return UnitName(f"VN/{slug(name)}", name, body.heads[0].kind if body.heads else "agency")
    kind, where, listed = _kind_of(body, place, candidates), place.name if place else "", _listed(candidates)
    if place is not None and kind == place.kind:
        return UnitName(place.unit_id, place.name, kind, where)
    return UnitName(_joined(place, name_of(body, place, scope, bare=False)), name, kind, where, listed)


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
