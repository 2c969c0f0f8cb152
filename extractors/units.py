"""Who a report names: «Huyện ủy Mèo Vạc», «các huyện: Bắc Mê, Yên Minh», «Đảng ủy: Công an tỉnh, Quân sự tỉnh»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import ClassVar

from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import fold, one_tone, strip_marks
from extractors.places import HEADS, Place, places_of_kind
from extractors.unit_bodies import Body, Scope, admits, name_of, place_of, read_body, read_name, scope_of
from extractors.unit_heads import COMMITTEES, Head, UnitKind, head_at, openings


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


@dataclass(frozen=True, slots=True)
class _List:
    """What the items of an elliptical list share: the heads before each, and the levels that a bare name may have.

    `plural` is true after «các huyện» and before a colon, where an item may bring a head of its own. `after` is «sở»
    in «các sở: Y tế, Giáo dục và Đào tạo».
    """

    heads: tuple[Head, ...]
    committee: bool
    levels: frozenset[str]
    plural: bool
    after: str = ""


_ANY_LEVEL = frozenset(level for level in HEADS if level != "tỉnh")
_U = "(?:uỷ|ủy)"
# «các huyện ủy, thành ủy», «cấp huyện và tương đương», «các sở, ban, ngành», «các đảng ủy xã, phường, thị trấn».
_ITEM = rf"""(?:
    (?:tỉnh|thành|huyện|quận|thị)[ ]{_U}
  | đảng[ ]{_U} | đảng[ ]bộ | chi[ ]bộ | cấp[ ]{_U}
  | thành[ ]phố | thị[ ]xã | thị[ ]trấn | đặc[ ]khu | huyện | quận | phường | tỉnh | xã(?![ ](?:hội|viên))
  | sở | ban | ngành | đoàn[ ]thể | phòng | thôn | bản | tổ[ ]dân[ ]phố
)(?!\w)"""
_GROUP = re.compile(
    rf"""
    (?P<all>các|cấp|những)
    (?P<items> [ ]{_ITEM} (?: (?:[ ]?[,/][ ]?|[ ]-[ ]|[ ])(?:và[ ])? {_ITEM} ){{0,7}} | (?<=các)[ ]cấp )
    (?P<tail> (?: [ ]và[ ]tương[ ]đương | [ ]trực[ ]thuộc(?:[ ](?:đảng[ ]bộ[ ])?tỉnh)? | [ ]cơ[ ]sở | [ ]bộ[ ]phận){{0,3}} )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ITEMS = re.compile(_ITEM, re.VERBOSE | re.IGNORECASE)
_COLON = re.compile(r"[ ]?(?:như|gồm|là)?[ ]?:[ ]?")
_NEXT_ITEM = re.compile(r"[ ]?(?P<by>,|;)[ ]?(?:và[ ])?|[ ](?P<and>và|cùng|hoặc)[ ]")
_JOINT = re.compile(r"[ ]?[,-][ ]?|[ ]và[ ]|/")
_CAPITAL_NEXT = re.compile(r"[ ][A-ZĐÀ-Ỹ]")
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
    bodies = _share_owners(text, list(_read_bodies(text, scope)))
    found = _with_places(text, bodies, scope)
    return _longest([*found, *_find_short_names(text, context.short_names, scope)])


def find_province(text: str) -> str | None:
    """The province whose document this is: the one of its letterhead, else the one that it names most.

    >>> find_province("TỈNH ỦY HÀ GIANG\\nBAN TUYÊN GIÁO\\n… học tập kinh nghiệm của tỉnh Lào Cai")
    'Tỉnh Hà Giang'
    """
    named, dated = _province_patterns()
    opening = {*_provinces_in(text[:_LETTERHEAD], named), *_provinces_in(text[:_LETTERHEAD], dated)}
    if len(opening) == 1:
        return opening.pop()
    if _CENTRAL.search(text[:_LETTERHEAD]):
        return None
    most = Counter(_provinces_in(text[:_MAJORITY], named)).most_common(2)
    if not most or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


_LETTERHEAD, _MAJORITY = 600, 100_000
# A document of the centre has no province, though it may name one.
_CENTRAL = re.compile(r"TRUNG ƯƠNG|CHÍNH PHỦ|QUỐC HỘI|(?<!\w)BỘ [A-ZĐ]")


def _provinces_in(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for found in pattern.finditer(text):
        yield _province_names()[fold(found[found.lastgroup or 0])]


@cache
def _province_names() -> Mapping[str, str]:
    """Bare folded names of all provinces → canonical, of two under one name the later."""
    return {fold(one.bare): one.name for one in places_of_kind("province")}


@cache
def _province_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """«tỉnh Hà Giang», «Thành ủy Hải Phòng», and the letterhead's «Hà Giang, ngày»."""
    names = [one.bare for one in places_of_kind("province")]
    every = "|".join(sorted({form for name in names for form in (name, name.upper())}, key=len, reverse=True))
    cities = [one.bare for one in places_of_kind("province") if one.head == "thành phố"]
    city = "|".join({form for name in cities for form in (name, name.upper())})
    named = rf"(?:[Tt]ỉnh|TỈNH)(?: (?:{_U}|ỦY|UỶ|đoàn))? (?P<name>{every})(?!\w)"
    of_city = rf"(?:[Tt]hành phố|THÀNH PHỐ|[Tt]hành {_U}|THÀNH ỦY|THÀNH UỶ) (?P<city>{city})(?!\w)"
    dated = rf"(?P<name>{every}), ngày"
    return re.compile(rf"\b(?:{named}|{of_city})"), re.compile(rf"\b(?:{dated})(?<!Hà Nội, ngày)")


def _read_bodies(text: str, scope: Scope) -> Iterator[Body]:
    at = 0
    for anchor in _anchor().finditer(text):
        if anchor.start() >= at:
            for body in _read_phrase(text, anchor.start(), scope):
                yield body
                at = body.end


@cache
def _anchor() -> re.Pattern[str]:
    """Where a name may begin: the first word of a head, seen together with what must follow it, for speed."""
    by_letter: dict[str, list[str]] = {}
    for word, follow in openings().items():
        seconds = follow.words | (_GROUP_WORDS if word == "các" else frozenset())
        ahead = [rf"{_GAP}(?:{'|'.join(sorted(form for one in seconds for form in _cases(one)))})(?!\w)"] if seconds else []
        if follow.ends:
            ahead.append(r"(?!\w)" if follow.anything else rf"(?:{_GAP}[{_CAPITALS}\d]|[ ]?(?:như|gồm|là)?[ ]?:)")
        for form in _cases(word):
            by_letter.setdefault(form[0], []).append(rf"{re.escape(form[1:])}(?={'|'.join(ahead)})")
    return re.compile(r"\b(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()) + ")")


_CAPITALS = "".join(filter(str.isupper, map(chr, range(ord("A"), ord("ỹ") + 1))))
_GROUP_WORDS = frozenset("tỉnh thành huyện quận thị đảng chi cấp đặc phường xã sở ban ngành đoàn phòng thôn bản tổ".split())
_GAP = r"[ \u00a0/&.-]{1,3}"


def _cases(word: str) -> set[str]:
    old_tone = word.replace("ủy", "uỷ").replace("òa", "oà")
    return {form for one in (word, old_tone) for form in (one, one.capitalize(), one.upper())}


def _read_phrase(text: str, start: int, scope: Scope) -> list[Body]:
    """The bodies of the phrase that begins at `start`: one name, or all items of a list that its head opens."""
    body = read_body(text, start, scope)
    if body is None:
        group = _GROUP.match(text, start)
        return _read_group(text, start, group, (), scope) if group else []
    if body.heads and not body.owned and text[body.end : body.end + 1] == " ":
        group = _GROUP.match(text, body.end + 1)
        if group is not None:
            return _read_group(text, start, group, body.heads, scope)
    if body.named and not body.village:
        ellipsis = _List(body.heads, body.committee, frozenset({body.level}), plural=False)
        return [body, *_read_items(text, body.end, ellipsis, scope, body)]
    if body.heads and not body.owned and "under" in body.heads[-1].of:
        items = _read_items(text, body.end + 1, _List(body.heads, False, frozenset(), plural=True), scope)
        if items:
            return items
    colon = _COLON.match(text, body.end)
    if colon is not None and not body.central:
        levels = frozenset({body.level}) if body.level else _ANY_LEVEL
        items = _read_items(text, colon.end(), _List(body.heads, body.committee, levels, plural=True), scope)
        if items:
            return items
    return [body] if not body.heads or body.heads[0].alone != "under" else []


def _read_group(text: str, start: int, group: re.Match[str], heads: tuple[Head, ...], scope: Scope) -> list[Body]:
    """The items that follow «các huyện», or where none does, the group itself: «các huyện ủy, thành ủy»."""
    words = [one_tone(found.group().lower()) for found in _ITEMS.finditer(group["items"])]
    if heads and heads[-1].of == {"committee"} and not any(word.endswith("ủy") for word in words):
        return []  # «cơ quan Thường trực các Ban Chỉ đạo»
    committees = [level for level, name in COMMITTEES.items() if name.lower() in words]
    levels = frozenset([*(word for word in words if word in HEADS), *committees])
    after = words[0] if words in (["sở"], ["phòng"]) else ""
    if (levels or after) and not group["tail"]:
        colon = _COLON.match(text, group.end())
        at = colon.end() if colon else group.end() + 1
        items = _read_items(text, at, _List(heads, bool(committees), levels, plural=True, after=after), scope)
        if items:
            return items
    if not heads and (
        group["all"].lower() == "cấp" or not words or (len(words) == 1 and not group["tail"] and not committees)
    ):
        return []
    name = one_tone(" ".join(group.group().split()))
    return [Body(start, group.end(), heads, group=name.lower() if name.isupper() else name[:1].lower() + name[1:])]


def _read_items(text: str, at: int, ellipsis: _List, scope: Scope, first: Body | None = None) -> list[Body]:
    """The items of a list; with `first`, those that follow it."""
    items = [first] if first else []
    while True:
        by = ""
        if items:
            gap = _NEXT_ITEM.match(text, at)
            if gap is None:
                break
            at, by = gap.end(), gap["by"] or ""
        item = _read_item(text, at, ellipsis, scope, items, by)
        if item is None:
            break
        items.append(item)
        at = item.end
    return items[1:] if first else items


def _read_item(text: str, at: int, ellipsis: _List, scope: Scope, before: list[Body], by: str) -> Body | None:
    bare = read_name(text, at, ellipsis.levels, scope)
    if bare is not None and not text[at].isspace():
        meant = _of_the_list(bare, scope, before)
        if meant and not _CAPITAL_NEXT.match(text, bare.end):
            return replace(
                bare, heads=ellipsis.heads, committee=ellipsis.committee, candidates=meant, level=meant[0].head
            )
    if ellipsis.after and text[at : at + 1].isupper():
        department = read_body(text, at, scope, ellipsis.after)
        if department is not None:
            return department
    if not ellipsis.plural or by == ";":
        return None
    body = read_body(text, at, scope)
    return _under(ellipsis, body) if body is not None and _stands(body, ellipsis) else None


def _stands(body: Body, ellipsis: _List) -> bool:
    """True for an item that says whose it is, or may wait for the owner of the next: «Công an, Quân sự tỉnh»."""
    if body.owned or not body.heads:
        return body.owned
    head = body.heads[0]
    waits = bool(ellipsis.heads) and "under" in ellipsis.heads[-1].of and (head.alone == "under" or "member" in head.of)
    return waits or head.alone in ("centre", "province")


def _of_the_list(bare: Body, scope: Scope, before: list[Body]) -> tuple[Place, ...]:
    """The places that a bare name may mean in this list: of the document's province, or of the items before it."""
    near = scope.family | {place.province_id for item in before for place in item.candidates}
    found = tuple(one for one in bare.candidates if one.province_id in near) if near else bare.candidates
    standing = tuple(one for one in found if scope.stood(one)) or (found if scope.since_reform else ())
    if before and before[0].candidates and before[0].candidates[0].kind == "commune":
        parents = {place.parent_id for item in before for place in item.candidates}
        standing = tuple(one for one in standing if one.parent_id in parents) or standing
    return standing


def _under(ellipsis: _List, body: Body) -> Body | None:
    """An item with words of its own: «Công an tỉnh» after «Đảng ủy:» is its committee, «Sở Y tế» stays itself."""
    if not ellipsis.heads:
        return body if not body.heads or body.heads[0].alone != "under" else None
    inner = body.heads[0] if body.heads else None
    if inner is None:
        fits = not body.committee and body.level in ellipsis.levels and body.named
    else:
        fits = inner.alone == "under" or "member" in inner.of
    if fits and (admits(ellipsis.heads[-1], body) or not body.owned):
        return replace(body, heads=(*ellipsis.heads, *body.heads), committee=ellipsis.committee or body.committee)
    return None if inner is not None and inner.alone == "under" else body


def _share_owners(text: str, bodies: list[Body]) -> list[Body]:
    """Bodies that lack an owner take that of the next: «Huyện ủy, UBND huyện Mèo Vạc», «HĐND, UBND tỉnh»."""
    shared: list[Body] = []
    for body in reversed(bodies):
        follower = shared[-1] if shared else None
        if follower is not None and not body.named and _JOINT.fullmatch(text, body.end, follower.start):
            body = _take_owner(body, follower)
        shared.append(body)
    return shared[::-1]


def _take_owner(body: Body, follower: Body) -> Body:
    owner = replace(follower, heads=())
    if not owner.level or owner.village or owner.group:
        return body
    if body.level:
        fits = body.level == owner.level and owner.named and not body.village
    else:
        fits = (
            bool(body.heads) and bool(follower.heads) and body.heads[-1].name != "Văn phòng" and _alike(body, follower)
        )
    if not fits:
        return body
    return replace(
        body,
        level=owner.level,
        committee=body.committee or (owner.committee and not body.level),
        written=owner.written,
        candidates=owner.candidates,
    )


def _alike(body: Body, follower: Body) -> bool:
    """True for two bodies of one sort, which may share what follows the second: «Thường trực, Ban Thường vụ»."""
    mine, other = body.heads[-1], follower.heads[-1]
    shared = mine.of & other.of & {"place", "committee"}
    return body.heads[0].kind == follower.heads[0].kind and bool(shared) and mine.alone in ("", "open", "under")


def _with_places(text: str, bodies: Iterable[Body], scope: Scope) -> Iterator[Mention[UnitName]]:
    """Each body as a mention, a commune with the district that the text names beside it."""
    bodies = list(bodies)
    for index, body in enumerate(bodies):
        hints = _hints(text, bodies, index) if _is_commune(body) or body.village else frozenset()
        value = _to_unit(text, body, scope, hints, bodies[index + 1] if index + 1 < len(bodies) else None)
        if value is not None:
            yield Mention(Span(body.start, body.end), text[body.start : body.end], value)


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


def _to_unit(text: str, body: Body, scope: Scope, hints: frozenset[str], follower: Body | None) -> UnitName | None:
    place, candidates = place_of(body, scope, hints)
    if body.village and follower is not None and _is_commune(follower):
        beside = text[body.end : follower.start].strip(" ,(") in ("", "thuộc", "của")
        place = place_of(follower, scope, hints)[0] if beside else None
    name = name_of(body, place, scope)
    if not body.heads and not body.committee and not body.village and not body.group:
        if not body.named:
            return None
        kind: UnitKind = place.kind if place else _kind_of(body, candidates)
        if place is not None:
            return UnitName(place.unit_id, place.name, kind, place.name)
        return UnitName("", name, kind, "", _listed(candidates))
    if body.group:
        return UnitName(_joined(scope.home, name), name, "group")
    if not body.owned and body.heads[-1].alone in ("", "under"):
        return None
    if body.committee and not body.heads and not body.named and place is None and not text[body.start].isupper():
        return None
    if body.central or (body.heads and body.heads[0].alone == "centre"):
        return UnitName(f"VN/{slug(name)}", name, body.heads[0].kind if body.heads else "agency")
    kind = body.heads[0].kind if body.heads else "village" if body.village else "party_committee"
    own = name_of(body, place, scope, bare=False)
    return UnitName(_joined(place, own), name, kind, place.name if place else "", _listed(candidates))


def _joined(place: Place | None, name: str) -> str:
    return f"{place.unit_id}/{slug(name)}" if place else ""


@lru_cache(maxsize=10_000)
def slug(name: str) -> str:
    """A name as part of an identifier.

    >>> slug("Ban Tuyên giáo Tỉnh ủy")
    'ban-tuyen-giao-tinh-uy'
    """
    return "-".join(re.findall(r"[a-z0-9]+", strip_marks(name).lower()))


def _kind_of(body: Body, candidates: tuple[Place, ...]) -> UnitKind:
    return candidates[0].kind if candidates else min(HEADS[body.level])


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
