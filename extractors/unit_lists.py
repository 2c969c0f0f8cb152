"""The names of a phrase, with elliptical lists and groups: «các huyện: Bắc Mê, Yên Minh», «các sở, ban, ngành»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.mention import Span
from extractors.patterns import fold, one_tone
from extractors.places import CAPITALS, COMMUNE_HEADS, HEADS, Place, level_called
from extractors.unit_bodies import admits, read_body
from extractors.unit_groups import (
    COLON,
    COMMON,
    CUT_SHORT,
    FROM,
    GROUP,
    ITEMS,
    KIND,
    LEVEL,
    LEVELS_BEFORE,
    MORE,
    OF_KIND,
    ONWARD,
    SOME,
    in_words,
)
from extractors.unit_heads import COMMITTEES, Head, head_at, openings
from extractors.unit_names import Body, Scope, as_printed, only_town, read_name, unknown_name
from extractors.unit_numbers import is_count
from extractors.unit_villages import read_villages


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
_OFFICES = frozenset({"ban", "ngành", "đoàn thể"})
# Between two items, each may have its own figure: «Mèo Vạc (10), Đồng Văn (5)», «Mèo Vạc 10 lớp, Đồng Văn 5 lớp».
_NEXT_ITEM = re.compile(
    rf"""
    (?: [ ]?\(\d[^()\n\t]{{0,40}}\) | [ ]?:?[ ]\d[\d.]{{0,9}}(?:[ ][^\W\d_{CAPITALS}]{{1,7}}){{1,4}} )?
    (?: [ ]?(?P<by>,|;)[ ]?(?:và[ ])? | [ ](?P<and>và|cùng|hoặc)[ ] )
    """,
    re.VERBOSE,
)
# A name that the register lacks does not end a list: «các xã: Quỳnh Thạch, Quỳnh Bá, Quỳnh Hậu».
_UNKNOWN_WORD = rf"[{CAPITALS}](?:[^\W\d_]|['’]){{0,6}}"
_UNKNOWN_ITEM = re.compile(rf"{_UNKNOWN_WORD}(?:[ ]{_UNKNOWN_WORD}){{0,3}}(?=,[ ]|[ ]và[ ])")
_GOES_ON = re.compile(r"[ ]?[;,][ ](?:và[ ])?|[ ]và[ ]")
# «Phó Bí thư Thường trực Tỉnh ủy» is a person of Tỉnh ủy.
_STANDING = re.compile(r"(?:[Bb]í thư|[Tt]rưởng [Bb]an|[Cc]hủ tịch|[Tt]rưởng [Đđ]oàn)[ ]$")
_OF_ALL = re.compile("tương đương|trực thuộc (?:trung ương|tw|t.ư)")  # «UBND tỉnh, thành phố trực thuộc Trung ương»
_ALONE = {"Chính quyền": "", "Mặt trận Tổ quốc, các đoàn thể": "Mặt trận Tổ quốc"}
_CAPITAL_NEXT = re.compile(rf"[ ][{CAPITALS}]")


def read_bodies(text: str, scope: Scope) -> Iterator[Body]:
    """All names in the text, in its order, each item of a list for itself."""
    at, before = 0, list[Body]()
    for anchor in _anchor().finditer(text):
        if anchor.start() >= at and not _in_symbol(text, anchor):
            found = _go_on(text, anchor.start(), before, scope) or _read_phrase(text, anchor.start(), scope)
            yield from found
            at, before = (found[-1].end, found) if found else (at, before)


def _go_on(text: str, start: int, before: list[Body], scope: Scope) -> list[Body]:
    """The items of «các huyện: C, D» right after «UBND các quận: A, B; »: the body goes on with the list."""
    heads = before[-1].heads if before and text.startswith("các ", start) else ()
    if not heads or "place" not in heads[-1].of or not _GOES_ON.fullmatch(text, before[-1].end, start):
        return []
    if any(
        one.heads != heads or one.committee or as_printed(text[one.start : one.end]) != one.written for one in before
    ):
        return []
    group = GROUP.match(text, start)
    items = _read_group(text, start, group, heads, scope) if group else []
    return items if all(one.named and not one.committee for one in items) else []


def _in_symbol(text: str, anchor: re.Match[str]) -> bool:
    """True for the organ of a sign: «234/BC-MTTQ-BTT», «3078/VPCP-NN»."""
    by = text[max(anchor.start() - 1, 0) : anchor.start()]
    if by not in ("-", "/") or not anchor.group().isupper():
        return False
    before = text[anchor.start() - 2 : anchor.start() - 1]
    return before.isupper() if by == "-" else before.isdigit()


@cache
def _anchor() -> re.Pattern[str]:
    """Where a name may begin: the first word of a head, seen together with what must follow it, for speed."""
    by_letter: dict[str, list[str]] = {}
    for word, follow in openings().items():
        seconds = follow.words | (_GROUP_WORDS if word == "các" else frozenset())
        too = "(?:và )?" if word == "báo" else ""  # «Báo và Đài Phát thanh, Truyền hình»
        ahead = (
            [rf"{_GAP}{too}(?:{'|'.join(sorted(form for one in seconds for form in _cases(one)))})(?!\w)"]
            if seconds
            else []
        )
        if follow.ends:
            ahead.append(
                r"(?!\w)"
                if follow.anything
                else rf"(?:(?:{OF_KIND})?{_GAP}[{CAPITALS}\d]|[ ](?:như|gồm|là)[ :]|[ ]?[:(])"
            )
        for form in _cases(word):
            by_letter.setdefault(form[0], []).append(rf"{re.escape(form[1:])}(?={'|'.join(ahead)})")
    return re.compile(r"\b(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()) + ")")


_GROUP_WORDS = frozenset(
    "tỉnh thành huyện quận thị đảng chi cấp đặc phường xã sở bộ ban ngành đoàn phòng thôn bản tổ".split()  # noqa: SIM905
) | {"ấp", "xóm", "buôn", "làng", "khóm", "khu", "khối", "tiểu"}
_GAP = r"[ \u00a0/&.-]{1,3}"


def _cases(word: str) -> set[str]:
    old_tone = word.replace("ủy", "uỷ").replace("òa", "oà")
    return {form for one in (word, old_tone) for form in (one, one.capitalize(), one.upper())}


def _read_phrase(text: str, start: int, scope: Scope) -> list[Body]:  # noqa: PLR0911 - one line a form
    """The bodies of the phrase that begins at `start`: one name, or all items of a list that its head opens."""
    body = _standing_alone(read_body(text, start, scope))
    standing = body is not None and bool(body.heads) and body.heads[0].name.startswith("Thường trực")
    if (standing and _STANDING.search(text, max(start - 12, 0), start)) or text[max(start - 4, 0) : start] == "phi ":
        return []  # «tổ chức phi chính phủ»
    if body is None or (body.heads and not body.owned):
        at, heads = (start, ()) if body is None else (body.end + 1, body.heads)
        if (not heads or "village" in heads[-1].of) and (villages := read_villages(text, at, heads)):
            return villages
        group = GROUP.match(text, at) or (SOME.match(text, at) if heads else None)
        if group is not None and (body is None or text[body.end] == " "):
            return _read_group(text, start, group, heads, scope)
    if body is None:
        return []
    if body.committee and not body.named and (group := GROUP.match(text, body.end + 1)) is not None:
        return _read_group_of_committees(text, body, group, scope) or [body]
    if body.named and not body.village:
        ellipsis = _List(body.heads, body.committee, frozenset({body.level}), plural=False)
        return [body, *_read_items(text, body.end, ellipsis, scope, body)]
    items = _read_opened_list(text, body, scope)
    if not items and not (body.heads and body.heads[0].alone == "under"):
        return [_in_general(text, body)]
    return items


def _standing_alone(body: Body | None) -> Body | None:
    """What a committee's head means alone: «MTTQ và các đoàn thể xã» is its Front; «chính quyền xã» is no body."""
    if body is None or not body.heads or body.heads[0].name not in _ALONE:
        return body
    head = _ALONE[body.heads[0].name]
    return replace(body, heads=(replace(body.heads[0], name=head, alone=""), *body.heads[1:])) if head else None


def _read_opened_list(text: str, body: Body, scope: Scope) -> list[Body]:
    """The items after a head that lacks a name: «huyện: Vị Xuyên, Mèo Vạc», «Đảng ủy Công an, Quân sự tỉnh»."""
    if body.central or body.village or (body.heads and body.heads[0].alone in ("centre", "region")):
        return []  # «Trường THPT Đồng Văn (huyện Đồng Văn)» opens none
    waits = bool(body.heads) and not body.owned and "under" in body.heads[-1].of
    colon = COLON.match(text, body.end)
    if colon is not None and not set(":(") & set(colon.group()) and head_at(text, colon.end()) is not None:
        return []  # «của Thường trực Tỉnh ủy là Huyện ủy: Bắc Mê, Yên Minh»
    levels = frozenset({body.level}) if body.level else _ANY_LEVEL
    if body.level and not body.heads and (before := LEVELS_BEFORE.search(text, max(body.start - 40, 0), body.start)):
        levels |= frozenset(word.group() for word in LEVEL.finditer(fold(before.group())))
    if colon is not None:
        return _read_items(text, colon.end(), _List(body.heads, body.committee, levels, plural=True), scope)
    ellipsis = _List(body.heads, body.committee, frozenset(), plural=True)
    items = _read_items(text, body.end + 1, ellipsis, scope) if waits else []
    one = items[:1] and all(text.startswith(text[body.start : body.end], item.start) for item in items[1:])
    return [replace(items[0], start=body.start), *items[1:]] if one else items  # «Chi bộ Công an, Chi bộ Quân sự»


def _in_general(text: str, body: Body) -> Body:
    """The body, or the group that it opens: «ban tổ chức tỉnh ủy, thành ủy và tương đương», «UBND huyện, thành phố»."""
    more = MORE.match(text, body.end) if body.level and not body.village and not body.central else None
    if more is None or not more.group():
        return body
    last = len(COMMITTEES[body.level]) if body.committee else len(body.level)
    of_party = bool(body.heads) and not body.committee and "place" not in body.heads[-1].of
    shared = of_party and "ủy" in one_tone(more["items"])  # «Ban Thường vụ tỉnh, thành ủy»
    definite = body.level == "tỉnh" and not shared and (not body.committee or text[body.end - last].isupper())
    if definite and not _OF_ALL.search(more["tail"].lower()):
        return body
    whole = fold(text[body.end - last : body.end]) == (COMMITTEES[body.level].lower() if body.committee else body.level)
    if not whole or not (body.heads or body.committee):
        return body  # «UBND TP, huyện»: the level is cut short
    if not body.committee and "đảng" in fold(more["items"]):
        return body  # «Đảng ủy UBND xã, Đảng ủy các cơ quan Đảng»
    group = in_words(text[body.end - last : more.end()])
    return Body(body.start, more.end(), body.heads, group=group)


def _read_group(
    text: str, start: int, group: re.Match[str], heads: tuple[Head, ...], scope: Scope, *, committee: bool = False
) -> list[Body]:
    """The items that follow «các huyện», or where none does, the group itself: «các huyện ủy, thành ủy»."""
    words = [one_tone(found.group().lower()) for found in ITEMS.finditer(group["items"])]
    if heads and heads[-1].of == {"committee"} and not (committee or any(word.endswith("ủy") for word in words)):
        return []  # «cơ quan Thường trực các Ban Chỉ đạo»
    committees = [level for level, name in COMMITTEES.items() if name.lower() in words]
    named = (CUT_SHORT.get(word, word) for word in words)
    levels = frozenset([*(word for word in named if word in HEADS), *committees])
    if group["all"].lower() == "cấp" and words == ["tỉnh"] and heads and not group["tail"]:
        return [Body(start, group.end(), heads, level="tỉnh")]
    listed = words[1:] == [] or text[group.end() : group.end() + 1] == ":"  # «các sở, ban, ngành: Nội vụ, Tài chính»
    after = words[0] if words[:1] in (["sở"], ["phòng"], ["bộ"]) and set(words[1:]) <= _OFFICES and listed else ""
    if (levels or after) and not group["tail"]:
        ellipsis = _List(heads, committee or bool(committees), levels, plural=True, after=after)
        at_once = bool(levels) or len(words) == 1
        items = _read_group_items(text, group.end(), ellipsis, scope, at_once=at_once)
        if len(items) == 1 and after and items[0].start == group.end() + 1:  # «các Sở Tư pháp» of all provinces
            return [Body(start, items[0].end, heads, group=in_words(text[group.start() : items[0].end]))]
        if items:
            return items
    lone = not words or (len(words) == 1 and not group["tail"] and not committees)
    bare = not heads and not committee and (group["all"].lower() == "cấp" or lone)
    if group.re is SOME or bare:
        return []  # «UBND 05 huyện»
    return [Body(start, group.end(), heads, group=in_words(group.group()))]


def _read_group_items(text: str, end: int, ellipsis: _List, scope: Scope, *, at_once: bool) -> list[Body]:
    """The items after «các huyện», after what they have in common, or where their stretch begins and ends."""
    items = _read_items(text, end + 1, ellipsis, scope) if at_once else []
    if not items and (common := COMMON.match(text, end)) is not None:
        items = _read_items(text, common.end(), ellipsis, scope)
    if not items and (kind := KIND.match(text, end)) is not None:
        items = _read_items(text, kind.end(), ellipsis, scope)
        items = items if len(items) > 1 else []
    return items or _read_stretch(text, end, ellipsis, scope)


def _read_group_of_committees(text: str, body: Body, group: re.Match[str], scope: Scope) -> list[Body]:
    """The committees of «Văn phòng Huyện ủy các huyện: Bắc Mê, Yên Minh», or all of «Huyện ủy các huyện»."""
    levels = {word.group() for word in LEVEL.finditer(fold(group["items"]))}
    if body.level not in levels or text[body.end] != " ":
        return []
    found = _read_group(text, body.start, group, body.heads, scope, committee=True)
    if not any(one.group for one in found):
        return found
    words = text[body.end - len(COMMITTEES[body.level]) : group.end()]
    return [Body(body.start, group.end(), body.heads, group=in_words(words))]


def _read_stretch(text: str, at: int, ellipsis: _List, scope: Scope) -> list[Body]:
    """The places between which a stretch lies: «các tỉnh từ Quảng Trị trở vào»; none where no stretch is named."""
    opened = FROM.match(text, at) if ellipsis.levels else None
    first = _read_item(text, opened.end(), ellipsis, scope, before=[], by="") if opened else None
    onward = ONWARD.match(text, first.end) if first and first.named else None
    if first is None or onward is None:
        return []
    last = _read_item(text, onward.end(), ellipsis, scope, before=[first], by="") if onward["to"] else None
    return [first, last] if last and last.named else [first] if not onward["to"] else []


def _read_items(text: str, at: int, ellipsis: _List, scope: Scope, first: Body | None = None) -> list[Body]:
    """The items of a list; with `first`, those that follow it."""
    items = [first] if first else []
    begun = bool(items)
    while True:
        by = ""
        if begun:
            gap = _NEXT_ITEM.match(text, at)
            if gap is None:
                break
            at, by = gap.end(), gap["by"] or gap["and"]
        item = _read_item(text, at, ellipsis, scope, before=items, by=by)
        if item is None:
            skips = ellipsis.plural and by != ";" and (items or ellipsis.levels)
            unknown = _UNKNOWN_ITEM.match(text, at) if skips else None
            if unknown is None:
                last = _lost_commune(text, at, ellipsis) if skips and items and by else None
                items.extend([last] if last else [])
                break
            lost = _lost_commune(text, at, ellipsis)
            items.extend([lost] if lost else [])
            at, begun = unknown.end(), True
            continue
        items.append(item)
        at, begun = item.end, True
    items = _of_one_district(items)
    return items[1:] if first else items


def _lost_commune(text: str, at: int, ellipsis: _List) -> Body | None:
    """A commune that the register lacks, for it ended before 2025: «Trà Khê» of «các xã: Sơn Bua, Trà Khê, …»."""
    level = next(iter(ellipsis.levels)) if len(ellipsis.levels) == 1 else ""
    end = unknown_name(text, at, level) if level in COMMUNE_HEADS and text[at : at + 1].isupper() else None
    if end is None:
        return None
    written = as_printed(text[at:end])
    return Body(at, end, ellipsis.heads, level, ellipsis.committee, written=written)


def _of_one_district(items: list[Body]) -> list[Body]:
    """Wards of one list lie in one district where one has them all: «các phường 1, 3, Đông Giang» are Đông Hà's."""
    parents = [frozenset(one.parent_id for one in item.candidates) for item in items if item.candidates]
    common = frozenset.intersection(*parents) if len(parents) > 1 else frozenset()
    if not common or all(len(each) == 1 for each in parents):
        return items
    return [
        replace(item, candidates=tuple(one for one in item.candidates if one.parent_id in common)) for item in items
    ]


def _read_item(text: str, at: int, ellipsis: _List, scope: Scope, *, before: list[Body], by: str) -> Body | None:
    bare = read_name(text, at, ellipsis.levels, scope)
    if bare is not None and text[at].isdigit():
        last = before[-1].end if before else 0
        wards = not ellipsis.levels >= _ANY_LEVEL  # «chủ tịch UBND: 22, phó chủ tịch: 28» says nothing of wards
        if not wards or is_count(text, Span(at, bare.end), last, by, plural=ellipsis.plural):
            return None
    if bare is not None and not text[at].isspace():
        meant = _of_the_list(bare, scope, before, ellipsis.levels)
        if meant and not _CAPITAL_NEXT.match(text, bare.end):
            level = level_called(meant[0], ellipsis.levels, bare.written)
            return replace(bare, heads=ellipsis.heads, committee=ellipsis.committee, candidates=meant, level=level)
    if ellipsis.after and text[at : at + 1].isupper():
        department = read_body(text, at, scope, ellipsis.after)
        if department is not None:
            within = bool(ellipsis.heads) and admits(ellipsis.heads[-1], department)  # «Đảng ủy các bộ: Y tế, Tư pháp»
            return replace(department, heads=(*ellipsis.heads, *department.heads)) if within else department
    body = read_body(text, at, scope) if ellipsis.plural else None
    if body is None or not _stands(body, ellipsis):
        return None
    if by == ";" and not (body.heads and body.heads[0].alone == "under"):
        return None  # «UBND các huyện: Bắc Mê, Yên Minh; thành phố Hà Giang»: a clause of its own
    of_districts = any(one.kind == "district" for item in before[:1] for one in item.candidates)
    town = only_town(text, body, scope) if of_districts else None
    return replace(town, heads=ellipsis.heads, committee=ellipsis.committee) if town else _under(ellipsis, body)


def _stands(body: Body, ellipsis: _List) -> bool:
    """True for an item that says whose it is, or may wait for the owner of the next: «Công an, Quân sự tỉnh»."""
    if body.owned or not body.heads:
        return body.owned
    head = body.heads[0]
    waits = bool(ellipsis.heads) and "under" in ellipsis.heads[-1].of and (head.alone == "under" or "member" in head.of)
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


def _under(ellipsis: _List, body: Body) -> Body | None:
    """An item with words of its own: «Công an tỉnh» after «Đảng ủy:» is its committee, «Sở Y tế» stays itself."""
    if not ellipsis.heads:
        return body if not body.heads or body.heads[0].alone != "under" else None
    inner = body.heads[0] if body.heads else None
    if inner is None:
        same_kind = any(HEADS.get(body.level, frozenset()) & HEADS[level] for level in ellipsis.levels)
        fits = not body.committee and same_kind and body.named
    else:
        fits = inner.alone == "under" or "member" in inner.of
    if fits and (admits(ellipsis.heads[-1], body) or not body.owned):
        return replace(body, heads=(*ellipsis.heads, *body.heads), committee=ellipsis.committee or body.committee)
    return None if inner is not None and inner.alone == "under" else body
