"""One unit's name, read from its first word: «Ban Tuyên giáo Huyện ủy Mèo Vạc» is a body of a district's committee."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.places import CAPITALS
from extractors.unit_groups import KIND
from extractors.unit_heads import GLUED, Head, head_at
from extractors.unit_names import Body, Scope, as_printed, known, name_words, read_name, unknown_name
from extractors.unit_regions import at_place, read_placed
from extractors.unit_titles import read_title
from extractors.unit_topics import BOARD_NUMBER, BOARD_OF_RANK, BOARD_TOPIC, office_topic_end

# «xã hội», «tỉnh lỵ»: no bare level of the State.
_COMPOUND = re.compile(r"[ \u00a0](?:hội|viên|luận|lỵ|giao|táo|thuyết|lộ|ngộ|đội|đoàn)(?!\w)", re.IGNORECASE)
# «UBND TP;» is the city's, but «UBND TP, huyện» a group.
_CLAUSE_END = re.compile(
    rf"[ ]?(?:[;.)\n\t]|$)| (?!và )(?![{CAPITALS}])[^\W\d_]|,[ ](?!(?:huyện|thị|quận|xã|phường|TX)\b)"
)
# «Quân khu 2», «Quân khu II», «Sư đoàn 316»; of the army's units those of three digits, and its regions, are one each.
_ARMY_NUMBER = re.compile(r"[ \u00a0](?:(?P<roman>I{1,3}|I?V|VI{1,3}|IX)|(?P<digits>\d{1,4}))(?![\w/%]|\.\d)")
_NUMBER_ENDS = re.compile(rf"[ ]?(?:[,;.)(\n\t]|$)|[ ](?:và|thuộc|đã)[ ]|[ ](?:[-–][ ])?[{CAPITALS}]")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_OF = re.compile(r"[ \u00a0]?(?:của|thuộc)(?=[ \u00a0])")
_GLOSS = re.compile(rf"[ ]\([{CAPITALS}][{CAPITALS}&-]{{1,9}}\)(?=[ ])")  # «Ủy ban Kiểm tra (UBKT) Tỉnh ủy»
_ABROAD = re.compile(
    r"[ ,(]{1,3}(?:[^.;\n\t]{0,30}?[ ,(])?(?:Trung Quốc|Lào(?! Cai)|Cam-?[Pp]u-?[Cc]hia|Hàn Quốc|Nhật Bản|Việt Kiều)"
)
# «bản Nà Pia, xã Cán Chu Phìn»: only a commune after it shows that «bản» is a hamlet.
_IN_COMMUNE = re.compile(r"[ ,(]{1,3}(?:thuộc )?(?:xã|phường|thị trấn)[ \u00a0]", re.IGNORECASE)
_COMMON_WORDS = frozenset({"bản", "làng", "tổ", "buôn", "khối", "khu"})  # that also open hamlets' names
_DEEPEST = 4  # heads in one name: «Chi bộ Văn phòng Ban Thường vụ Tỉnh ủy»
_HYPHENS = (" - ", " – ")
_DEPARTMENTS = ("Phòng ", "Sở ")
_OWNERS = ("block", "centre", "region")  # «Ủy ban Kiểm tra Đảng ủy Quân khu 2»
_PARTY_BODIES = frozenset({"Đảng ủy", "Đảng bộ", "Chi bộ", "Ban Cán sự đảng", "Đảng đoàn"})


def read_body(  # noqa: PLR0911 - one line a form
    text: str, start: int, scope: Scope, after: str = "", deep: int = 0
) -> Body | None:
    """The body whose name begins at `start`, as far as it goes, or None where no head stands there.

    `after` is a word to be thought before it, `deep` how many heads were read before.

    >>> body = read_body("Ban Tuyên giáo Huyện ủy Mèo Vạc tham mưu", 0, Scope())
    >>> [head.name for head in body.heads], body.committee, [place.unit_id for place in body.candidates], body.end
    (['Ban Tuyên giáo'], True, ['VN02.027'], 31)
    """
    opened = head_at(text, start, after)
    if opened is None:
        return None
    head, end = opened
    if head.alone == "block" and not deep:  # «khối Yên Vinh, phường Hưng Phúc»
        return _read_village(text, start, end, Head("khối", "village", "village"))
    if head.form == "body":
        if text.startswith(_HYPHENS, end) and head.name.startswith(_DEPARTMENTS):
            head, end = _with_second_field(text, head, end)
        return _read_heads(text, Body(start, end, (head,)), scope, deep)
    if head.form == "village":
        return _read_village(text, start, end, head)
    if head.form == "board":
        return _read_board(text, Body(start, end, (head,)), scope, deep)
    if head.form == "office":
        return _read_office(text, Body(start, end, (head,)), scope, deep)
    if head.form == "centre":
        return Body(start, end, central=True)
    if (glued := GLUED.get(text[start:end].lower())) is not None:
        found = known(glued, frozenset({head.name}), scope)
        return Body(start, end, level=head.name, written=glued.title(), candidates=found)
    return _read_level(text, start, end, head, scope, of_body=deep > 0)


def _with_second_field(text: str, head: Head, end: int) -> tuple[Head, int]:
    """A department of two fields that no list has: «Phòng Nội vụ - Lao động Thương binh và Xã hội»."""
    kind = head.name.partition(" ")[0]
    second = head_at(text, end + 3, after=kind.lower())
    if second is None:
        return head, end
    return replace(head, name=f"{head.name} - {second[0].name.removeprefix(f'{kind} ')}"), second[1]


def _read_heads(text: str, alone: Body, scope: Scope, deep: int) -> Body:
    """A head with the body that it stands before, «Ban Tổ chức» + «Tỉnh ủy», or alone."""
    head, end = alone.heads[0], alone.end
    inner = _read_inner(text, end, scope, deep)
    if inner is not None and admits(head, inner):
        heads = (at_place(head), *inner.heads)  # no `replace`: this runs for every name, and is four times as fast
        return Body(
            alone.start, inner.end, heads, inner.level, inner.committee, inner.central, inner.village, inner.written,
            inner.candidates,
        )  # fmt: skip
    if "name" in head.of:
        placed = read_placed(text, alone, scope)
        if placed is not None:
            return placed
    numbered = _read_number(text, alone) if "number" in head.of else None
    if numbered is not None:
        return numbered
    stop = read_title(text, end, head.name) if "title" in head.of else end
    if stop > end:
        full = f"{head.name} {' '.join(text[end:stop].split())}"
        return Body(alone.start, stop, (Head(full, head.kind, alone="region"),))
    return alone


def _read_number(text: str, alone: Body) -> Body | None:
    """A unit of the army by its number: «Sư đoàn 316», «Quân khu II»; not «Trung đoàn 12 đồng chí»."""
    head, number = alone.heads[0], _ARMY_NUMBER.match(text, alone.end)
    if number is None:
        return None
    digits = number["digits"] or str(_ROMAN.index(number["roman"]))
    one = head.name.endswith(("khu", "Quân đoàn", "Cảnh sát biển")) or len(digits) == 3
    if not one and not _NUMBER_ENDS.match(text, number.end()):
        return None
    full = Head(f"{head.name} {digits.lstrip('0')}", head.kind, alone="centre" if one else "region")
    return Body(alone.start, number.end(), (full,))


def _read_inner(text: str, end: int, scope: Scope, deep: int) -> Body | None:
    if text.startswith(" (", end) and (gloss := _GLOSS.match(text, end)) is not None:
        end = gloss.end()
    if deep >= _DEEPEST or text[end : end + 1] not in (" ", "\u00a0"):
        return None
    return read_body(text, end + 1, scope, deep=deep + 1)


def admits(head: Head, inner: Body) -> bool:
    """True where `inner` can stand after `head`: «Ban Tổ chức» + «Tỉnh ủy», not «Sở Y tế» + «Sở Nội vụ»."""
    if inner.heads:
        first = inner.heads[0]
        if first.alone == "centre":
            return _admits_central(head, first)
        if first.alone in ("block", "group"):
            return first.alone == "block" and head.name in ("Đảng ủy", "Đảng bộ")
        need = "under" if first.alone == "under" else "committee" if first.kind == "party_committee" else "agency"
        owned = inner.owned or first.alone in ("province", "region") or inner.heads[-1].alone in _OWNERS
        return need in head.of and owned
    for form, has in (("committee", inner.committee), ("centre", inner.central), ("village", inner.village)):
        if has:
            return form in head.of
    return bool(head.of & {"place", "committee"})


def _admits_central(head: Head, first: Head) -> bool:
    """True for «Đảng ủy» + «Bộ Công Thương», «Ủy ban Kiểm tra» + «Quân ủy Trung ương»."""
    if first.kind == "party_committee":
        return "committee" in head.of and first.name.startswith(("Quân ủy", "Đảng ủy"))
    return head.name in _PARTY_BODIES


def _read_level(text: str, start: int, end: int, head: Head, scope: Scope, *, of_body: bool) -> Body | None:
    abbreviated = text[start:end].lower().replace(".", "") in ("tp", "tx", "tt")
    at = end + 1 if abbreviated and text[end : end + 1] == "." else end
    committee = head.form == "committee"
    kind = None if committee else KIND.match(text, end)  # «huyện miền núi Đakrông»
    name = read_name(text, kind.end() - 1 if kind else at, frozenset({head.name}), scope)
    if name is not None:
        return Body(start, name.end, (), head.name, committee, written=name.written, candidates=name.candidates)
    again = _read_level_again(text, start, end, head, scope) if committee else None
    if again is not None:
        return again
    cut_short = abbreviated and not (of_body and head.name == "thành phố" and _CLAUSE_END.match(text, end))
    compound = _COMPOUND.match(text, end)
    if cut_short or (compound and not (of_body and compound.group()[1:] == "giao")):  # «dự toán UBND xã giao»
        return None
    unknown = unknown_name(text, at, head.name)
    if unknown is not None:
        if _ABROAD.match(text, unknown) or committee or head.name in ("tỉnh", "thành phố"):
            return None
        return Body(start, unknown, level=head.name, written=as_printed(text[at:unknown]))
    return Body(start, end, level=head.name, committee=committee)


def _read_level_again(text: str, start: int, end: int, head: Head, scope: Scope) -> Body | None:
    """A committee with its level said twice: «Quận ủy Quận 5», «Thành ủy TP.HCM»."""
    again = head_at(text, end + 1) if text[end : end + 1] == " " else None
    if again is None or again[0] != Head(head.name, again[0].kind, "level"):
        return None
    level = read_body(text, end + 1, scope, deep=1)
    return replace(level, start=start, committee=True) if level is not None and level.candidates else None


def _read_village(text: str, start: int, end: int, head: Head) -> Body | None:
    if head.name == "thôn" and text[max(start - 5, 0) : start].lower() == "nông ":
        return None  # «phát triển nông thôn Việt Nam»
    numbered = head.name not in ("bản", "làng", "buôn")
    words = name_words(text, end, first_digit=numbered)
    if not words or text[start : words[-1][1]].isupper():
        return None
    if words[0][0] in ("trưởng", "phó"):
        return None  # «chức danh xóm Trưởng»
    stop = words[-1][1]
    if (name := text[end:stop].strip()).isupper() and not name.isdigit() and len(name) > 1:
        return None  # «thôn, xóm ĐBKK»
    if head.name in _COMMON_WORDS and not _IN_COMMUNE.match(text, stop):
        return None
    return Body(start, stop, level=head.name, village=f"{head.name.capitalize()} {as_printed(text[end:stop])}")


def _read_board(text: str, alone: Body, scope: Scope, deep: int) -> Body | None:
    head, start, end = alone.heads[0], alone.start, alone.end
    ranked = BOARD_OF_RANK.match(text, end)
    if ranked is not None:
        name = f"{head.name} {ranked['topic'].removeprefix('công tác ')}"
        return Body(start, ranked.end(), (replace(head, name=name),), level=ranked["level"])
    number = BOARD_NUMBER.match(text, end)
    topic = None if number else BOARD_TOPIC.match(text, end)
    if number or topic:
        end = number.end() if number else topic.end() - 1 if topic else end
        subject = text[start:end].split(maxsplit=3)[3].removeprefix("công tác ")
        head = replace(head, name=f"{head.name} {subject}", alone="open" if number else "")
    of = _OF.match(text, end)
    inner = _read_inner(text, of.end() if of else end, scope, deep)
    if inner is not None and inner.owned and not inner.village:
        if inner.heads and inner.heads[0].name != "Đảng bộ":
            inner = None
        elif inner.level and not inner.central:
            return replace(inner, start=start, heads=(head,))
    return Body(start, end, (head,)) if number else None


def _read_office(text: str, alone: Body, scope: Scope, deep: int) -> Body | None:
    """A body that no list has, with its own words and whose it is: «Ban Khoa giáo Tỉnh ủy», «Vụ Pháp chế Bộ Nội vụ»."""
    head, start = alone.heads[0], alone.start
    end = office_topic_end(text, alone.end) if text[start].isupper() or head.name == "Phòng" else None
    inner = _read_inner(text, end, scope, deep) if end is not None else None
    if inner is None or inner.village or inner.group or not (inner.owned or _is_central(inner)):
        return None
    name = f"{head.name} {' '.join(text[alone.end : end].split())}"
    return replace(inner, start=start, heads=(replace(head, name=name), *inner.heads))


def _is_central(body: Body) -> bool:
    return bool(body.heads) and body.heads[0].alone == "centre"
