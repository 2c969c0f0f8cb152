"""The names of a phrase, with elliptical lists and groups: «các huyện: Bắc Mê, Yên Minh», «các sở, ban, ngành»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.patterns import fold, one_tone
from extractors.places import CAPITALS, COMMUNE_HEADS, HEADS
from extractors.unit_bodies import read_body
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
from extractors.unit_items import ANY_LEVEL, Shared, read_item, read_items
from extractors.unit_names import Body, Scope, as_printed
from extractors.unit_villages import read_villages

_OFFICES = frozenset({"ban", "ngành", "đoàn thể"})
_OF_PARTY = ("đảng bộ", "đảng ủy", "chi bộ")
_GOES_ON = re.compile(r"[ ]?[;,][ ](?:và[ ])?|[ ]và[ ]")
# «Phó Bí thư Thường trực Tỉnh ủy» is a person of Tỉnh ủy.
_STANDING = re.compile(r"(?:[Bb]í [Tt]hư|[Tt]rưởng [Bb]an|[Cc]hủ tịch|[Tt]rưởng [Đđ]oàn)[ ]$")
_OF_ALL = re.compile("tương đương|trực thuộc (?:trung ương|tw|t.ư)")  # «UBND tỉnh, thành phố trực thuộc Trung ương»
_ALONE = {"Chính quyền": "", "Mặt trận Tổ quốc, các đoàn thể": "Mặt trận Tổ quốc"}


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
            return _read_party(text, group, heads, scope) or _read_group(text, start, group, heads, scope)
    if body is None:
        return []
    if body.committee and not body.named and (group := GROUP.match(text, body.end + 1)) is not None:
        return _read_group_of_committees(text, body, group, scope) or [body]
    if body.named and not body.village:
        shared = Shared(body.heads, body.committee, frozenset({body.level}), plural=False)
        return [body, *read_items(text, body.end, shared, scope, body)]
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
    levels = frozenset({body.level}) if body.level else ANY_LEVEL
    several = body.level and not body.heads and text[max(body.start - 2, 0) : body.start] in (", ", "à ", "À ")
    if several and (before := LEVELS_BEFORE.search(text, max(body.start - 40, 0), body.start)):
        levels |= frozenset(word.group() for word in LEVEL.finditer(fold(before.group())))
    if colon is not None:
        return read_items(text, colon.end(), Shared(body.heads, body.committee, levels, plural=True), scope)
    shared = Shared(body.heads, body.committee, frozenset(), plural=True)
    items = read_items(text, body.end + 1, shared, scope) if waits else []
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
        shared = Shared(heads, committee or bool(committees), levels, plural=True, after=after)
        at_once = bool(levels) or len(words) == 1
        items = _read_group_items(text, group.end(), shared, scope, at_once=at_once)
        if len(items) == 1 and after in ("sở", "phòng") and items[0].start == group.end() + 1:
            # «các Sở Tư pháp» of all provinces; a ministry there is but once
            return [Body(start, items[0].end, heads, group=in_words(text[group.start() : items[0].end]))]
        if items:
            return items
    lone = not words or (len(words) == 1 and not group["tail"] and not committees)
    bare = not heads and not committee and (group["all"].lower() == "cấp" or lone)
    if group.re is SOME or bare:
        return []  # «UBND 05 huyện»
    return [Body(start, group.end(), heads, group=in_words(group.group()))]


def _read_party(text: str, group: re.Match[str], heads: tuple[Head, ...], scope: Scope) -> list[Body]:
    """The items of «các Đảng bộ Nam Sách, Thanh Hà», «các đảng ủy trực thuộc: Công an, Quân sự», each a committee."""
    first, *rest = [one_tone(found.group().lower()) for found in ITEMS.finditer(group["items"])] or [""]
    opened = head_at(first, 0) if first in _OF_PARTY and not set(rest) - set(HEADS) else None
    colon = COLON.match(text, group.end())
    if opened is None or (group["tail"] and colon is None):
        return []
    levels = frozenset(rest) or (ANY_LEVEL if scope.since_reform else ANY_LEVEL - COMMUNE_HEADS)
    shared = Shared((*heads, opened[0]), committee=False, levels=levels, plural=True)
    items = read_items(text, colon.end() if colon else group.end() + 1, shared, scope)
    over = scope.seats[0] if scope.seats else scope.home
    if over is not None and group["tail"]:  # «Công an» of «trực thuộc: Công an, Biên phòng» is the document's own
        items = [item if item.owned else replace(item, level=over.head) for item in items]
    return items if items and opened[0] in items[0].heads else []


def _read_group_items(text: str, end: int, shared: Shared, scope: Scope, *, at_once: bool) -> list[Body]:
    """The items after «các huyện», after what they have in common, or where their stretch begins and ends."""
    items = read_items(text, end + 1, shared, scope) if at_once else []
    if not items and (common := COMMON.match(text, end)) is not None:
        items = read_items(text, common.end(), shared, scope)
    if not items and (kind := KIND.match(text, end)) is not None:
        items = read_items(text, kind.end(), shared, scope)
        items = items if len(items) > 1 else []
    return items or _read_stretch(text, end, shared, scope)


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


def _read_stretch(text: str, at: int, shared: Shared, scope: Scope) -> list[Body]:
    """The places between which a stretch lies: «các tỉnh từ Quảng Trị trở vào»; none where no stretch is named."""
    opened = FROM.match(text, at) if shared.levels else None
    first = read_item(text, opened.end(), shared, scope, before=[], by="") if opened else None
    onward = ONWARD.match(text, first.end) if first and first.named else None
    if first is None or onward is None:
        return []
    last = read_item(text, onward.end(), shared, scope, before=[first], by="") if onward["to"] else None
    return [first, last] if last and last.named else [first] if not onward["to"] else []
