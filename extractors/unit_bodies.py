"""One unit's name, read from its first word: «Ban Tuyên giáo Huyện ủy Mèo Vạc» is a body of a district's committee."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extractors import places as register
from extractors.lexicon import rows
from extractors.patterns import one_tone
from extractors.places import CAPITALS, REFORM, Place
from extractors.unit_heads import Head, fold_word, head_at
from extractors.unit_titles import read_title

# A word of a place's name; «Bà Rịa - Vũng Tàu», «Ea H'leo», «Ia H’ Drai», «Phường 1».
_NAME_WORD = re.compile(r"[ \u00a0]{0,2}(?:[-–][ \u00a0]?)?((?:[^\W\d_]{1,2}['’‘ʼ´`][ ]?)?[^\W_]+(?:['’‘ʼ´`][^\W_]+)?)")
# «thị trấn Nông trường Trần Phú», also «NT Trần Phú».
_FARM = re.compile(r"[ \u00a0]{1,2}(?:nông[ \u00a0]trường|N\.?T\b\.?)(?=[ \u00a0])", re.IGNORECASE)
# «xã hội», «tỉnh lỵ»: no bare level of the State.
_COMPOUND = re.compile(r"[ \u00a0](?:hội|viên|luận|lỵ|giao|táo|thuyết|lộ|ngộ|đội|đoàn)(?!\w)", re.IGNORECASE)
# What a «Ban Chỉ đạo» is for: its number, or lower-case words up to whose it is.
_BOARD_NUMBER = re.compile(r"[ \u00a0](\d{2,4})(?![\w/.-])")
_BOARD_TOPIC = re.compile(r"(?:,?[ \u00a0][^\W\d_A-ZĐ]{1,8}){1,22}?[ \u00a0](?=(?:của )?(?:Đảng bộ|tỉnh|huyện)\b)")
# «Chi cục Thuế khu vực I», «Tòa án nhân dân khu vực 5»: of a numbered part of the country, or of a province.
_REGION = re.compile(r"[ \u00a0]+(?i:khu vực)[ \u00a0]+([IVX]{1,5}|\d{1,2})(?![\w./])")
# «UBND TP;» is the city's, but «UBND TP, huyện» a group.
_CLAUSE_END = re.compile(
    rf"[ ]?(?:[;.)\n\t]|$)| (?!và )(?![{CAPITALS}])[^\W\d_]|,[ ](?!(?:huyện|thị|quận|xã|phường|TX)\b)"
)
# «Quân khu 2», «Quân khu II», «Sư đoàn 316»; of the army's units those of three digits, and its regions, are one each.
_ARMY_NUMBER = re.compile(r"[ \u00a0](?:(?P<roman>I{1,3}|I?V|VI{1,3}|IX)|(?P<digits>\d{1,4}))(?![\w./%])")
_NUMBER_ENDS = re.compile(rf"[ ]?(?:[,;.)(\n\t]|$)|[ ](?:và|thuộc|đã)[ ]|[ ](?:[-–][ ])?[{CAPITALS}]")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_OF = re.compile(r"[ \u00a0]?(?:của|thuộc)(?=[ \u00a0])")
_ABROAD = re.compile(
    r"[ ,(]{1,3}(?:[^.;\n\t]{0,30}?[ ,(])?(?:Trung Quốc|Lào(?! Cai)|Cam-?[Pp]u-?[Cc]hia|Hàn Quốc|Nhật Bản|Việt Kiều)"
)
# «bản Nà Pia, xã Cán Chu Phìn»: only a commune after it shows that «bản» is a hamlet.
_IN_COMMUNE = re.compile(r"[ ,(]{1,3}(?:thuộc )?(?:xã|phường|thị trấn)[ \u00a0]", re.IGNORECASE)
_ZEROS = re.compile(r"\b0+(?=\d)")  # «phường 02» is «Phường 2»
_LETTERHEAD = 600  # characters
_LONGEST_NAME = 6
_COMMON_WORDS = frozenset({"bản", "làng", "tổ", "buôn", "khối", "khu"})  # that also open hamlets' names
_DEEPEST = 4  # heads in one name: «Chi bộ Văn phòng Ban Thường vụ Tỉnh ủy»
# Since 1 July 2025 each province numbers its own (Nghị quyết 81/2025/UBTVQH15).
_COURTS = frozenset({"Tòa án nhân dân", "Viện kiểm sát nhân dân"})
_PARTY_BODIES = frozenset({"Đảng ủy", "Đảng bộ", "Chi bộ", "Ban Cán sự đảng", "Đảng đoàn"})
_ANY_BARE_LEVEL = frozenset({"tỉnh", "thành phố", "huyện", "thị xã"})
_BARE_LEVELS = {
    "Tỉnh đoàn": frozenset({"tỉnh"}),
    "Thành đoàn": frozenset({"thành phố"}),
    "Huyện đoàn": frozenset({"huyện"}),
    "Quận đoàn": frozenset({"quận"}),
    "Thị đoàn": frozenset({"thị xã"}),
    "Báo": frozenset({"tỉnh", "thành phố"}),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the document tells about which «Quang Bình» is meant: its province, what that was made of, and its day.

    `district` is the identifier of the district whose document it is, which tells which «phường 2»; `seats` are the
    district and the commune whose organ issued it, for «Huyện ủy» and «UBND xã» without a name.
    """

    home: Place | None = None
    family: frozenset[str] = frozenset()
    issued_on: date | None = None
    district: str = ""
    seats: tuple[Place, ...] = ()

    @property
    def since_reform(self) -> bool:
        """True for a document of 1 July 2025 or later."""
        return self.issued_on is not None and self.issued_on >= REFORM

    def too_early_for(self, place: Place) -> bool:
        """True where the document is older than the place."""
        return self.issued_on is not None and self.issued_on.isoformat() < place.valid_from

    def stood(self, place: Place) -> bool:
        """True where the place stood on the document's day; without a day, before the reform of 2025."""
        day = self.issued_on.isoformat() if self.issued_on else "2025-06-30"
        return place.valid_from <= day and (not place.valid_to or day <= place.valid_to)


@dataclass(frozen=True, slots=True)
class Body:
    """A unit's name as read: its heads, outermost first, and what they belong to.

    `level` is «huyện» also where no name follows; `committee` is true for «Huyện ủy»; `candidates` are the places
    that the name may mean; `written` is the name of the place as printed, where one follows.
    """

    start: int
    end: int
    heads: tuple[Head, ...] = ()
    level: str = ""
    committee: bool = False
    central: bool = False
    village: str = ""
    written: str = ""
    candidates: tuple[Place, ...] = ()
    group: str = ""

    @property
    def named(self) -> bool:
        """True where a place's name follows the last head."""
        return bool(self.written)

    @property
    def owned(self) -> bool:
        """True where the body says at least of which level it is."""
        return bool(self.level or self.central or self.village or self.group)


def scope_of(province: str | None, issued_on: date | None) -> Scope:
    """The scope of a document of that province (canonical name or None) and day."""
    if not province:
        return Scope(issued_on=issued_on)
    family = register.province_family(province, issued_on)
    scope = Scope(None, family, issued_on)
    name = register.bare_key(province[len(register.head_of(province)) :])
    homes = [one for one in map(register.place, sorted(family)) if one and register.bare_key(one.bare) == name]
    home = next((one for one in homes if scope.stood(one)), homes[0] if homes else None)
    return replace(scope, home=home)


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
        return _read_heads(text, Body(start, end, (head,)), scope, deep)
    if head.form == "village":
        return _read_village(text, start, end, head)
    if head.form == "board":
        return _read_board(text, Body(start, end, (head,)), scope, deep)
    if head.form == "centre":
        return Body(start, end, central=True)
    return _read_level(text, start, end, head, scope, of_body=deep > 0)


def _read_heads(text: str, alone: Body, scope: Scope, deep: int) -> Body:
    """A head with the body that it stands before, «Ban Tổ chức» + «Tỉnh ủy», or alone."""
    head, end = alone.heads[0], alone.end
    inner = _read_inner(text, end, scope, deep)
    if inner is not None and admits(head, inner):
        heads = (head, *inner.heads)  # no `replace`: this runs for every name, and is four times as fast
        return Body(
            alone.start, inner.end, heads, inner.level, inner.committee, inner.central, inner.village, inner.written,
            inner.candidates,
        )  # fmt: skip
    if "name" in head.of:
        region = _REGION.match(text, end)
        if region is not None:
            whose = "province" if scope.since_reform and head.name in _COURTS and region[1].isdigit() else "region"
            regional = Head(f"{head.name} khu vực {region[1]}", head.kind, alone=whose)
            return Body(alone.start, region.end(), (regional,))
        bare = read_name(text, end, _BARE_LEVELS.get(head.name, _ANY_BARE_LEVEL), scope)
        if bare is not None:
            # «Công an Hà Giang» is the province's; the city's would be «Công an thành phố Hà Giang»
            provinces = tuple(one for one in bare.candidates if one.kind == "province")
            meant = provinces or tuple(one for one in bare.candidates if one.province_id in scope.family)
            if meant:
                return replace(bare, start=alone.start, heads=(head,), level=meant[0].head, candidates=meant)
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
    one = head.name.endswith("khu") or len(digits) == 3
    if not one and not _NUMBER_ENDS.match(text, number.end()):
        return None
    full = Head(f"{head.name} {digits.lstrip('0')}", head.kind, alone="centre" if one else "region")
    return Body(alone.start, number.end(), (full,))


def _read_inner(text: str, end: int, scope: Scope, deep: int) -> Body | None:
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
        owned = inner.owned or first.alone in ("province", "region") or inner.heads[-1].alone == "block"
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


def read_name(text: str, at: int, heads: frozenset[str], scope: Scope) -> Body | None:
    """The longest known name at `at` of a place that bears one of `heads`; its level is left open."""
    words = _name_words(text, at, first_digit=bool(heads & {"quận", "phường"}))
    for count in range(len(words), 0, -1):
        key = " ".join(word for word, _ in words[:count])
        found = known(key, heads, scope)
        if found:
            end = words[count - 1][1]
            return Body(at, end, written=as_printed(text[at:end]), candidates=found)
    return None


def known(key: str, heads: frozenset[str], scope: Scope) -> tuple[Place, ...]:
    """The places called `key`: of the document's province where it has one so called, else of the country."""
    return _known(key, heads, scope.family)


@lru_cache(maxsize=20_000)
def _known(key: str, heads: frozenset[str], family: frozenset[str]) -> tuple[Place, ...]:
    near = tuple(one for one in register.named(key, heads, family) if one.province_id in family) if family else ()
    if not near and family and heads == {"thị xã"}:  # «thị xã Tuyên Quang» of a report of 2008 is a city since 2010
        cities = register.named(key, frozenset({"thành phố"}))
        near = tuple(one for one in cities if one.kind == "district" and one.province_id in family)
    return near or register.named(key, heads)


def _name_words(text: str, at: int, first_digit: bool) -> list[tuple[str, int]]:
    words: list[tuple[str, int]] = []
    farm = _FARM.match(text, at)
    if farm is not None:
        at = farm.end()
        words.append(("nông trường", at))
    while len(words) < _LONGEST_NAME:
        step = _NAME_WORD.match(text, at) or _wrapped_word(text, at)
        if step is None:
            break
        word = step[1]
        if word.isdigit():
            if (not words and not first_digit) or len(word) > 2:
                break
            word = word.lstrip("0")
        elif not word[0].isupper():
            break
        at = step.end()
        words.append((fold_word(word).replace("’", "'"), at))
    return words


def _wrapped_word(text: str, at: int) -> re.Match[str] | None:
    """The word on the next line of a letterhead whose name was wrapped: «ỦY BAN NHÂN DÂN XÃ THANH ⏎ BA»."""
    if at > _LETTERHEAD or text[at : at + 1] != "\n" or not text[max(at - 1, 0) : at].isupper():
        return None
    step = _NAME_WORD.match(text, at + 1)
    return step if step is not None and step[1].isupper() else None


def as_printed(name: str) -> str:
    """A name as the text has it, on one line, with its tones in one place; «HÀ GIANG» as «Hà Giang»."""
    name = _ZEROS.sub("", one_tone(" ".join(name.split())))
    return name.title() if name.isupper() else name


def _read_level(text: str, start: int, end: int, head: Head, scope: Scope, *, of_body: bool) -> Body | None:
    abbreviated = text[start:end].lower() in ("tp", "tx", "tt")
    at = end + 1 if abbreviated and text[end : end + 1] == "." else end
    committee = head.form == "committee"
    name = read_name(text, at, frozenset({head.name}), scope)
    if name is not None:
        return Body(start, name.end, (), head.name, committee, written=name.written, candidates=name.candidates)
    again = head_at(text, end + 1) if committee and text[end : end + 1] == " " else None
    if again is not None and again[0] == Head(head.name, again[0].kind, "level"):  # «Quận ủy Quận 5»
        name = read_name(text, again[1], frozenset({head.name}), scope)
        if name is not None:
            return Body(start, name.end, (), head.name, committee, written=name.written, candidates=name.candidates)
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


def unknown_name(text: str, at: int, level: str) -> int | None:
    """Where a capitalised name ends that the register lacks; None where no name stands, or a person's."""
    words = _name_words(text, at, first_digit=level in ("quận", "phường"))
    if not words or text[at : words[-1][1]].isupper():
        return None
    surname = words[0][0] in _surnames()
    if (surname and len(words) > 1) or len(words) > 4 or head_at(text, words[0][1] - len(words[0][0])) is not None:
        return None
    return words[-1][1]


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))


def _read_village(text: str, start: int, end: int, head: Head) -> Body | None:
    numbered = head.name not in ("bản", "làng", "buôn")
    words = _name_words(text, end, first_digit=numbered)
    if not words or text[start : words[-1][1]].isupper():
        return None
    stop = words[-1][1]
    if (name := text[end:stop].strip()).isupper() and not name.isdigit() and len(name) > 1:
        return None  # «thôn, xóm ĐBKK»
    if head.name in _COMMON_WORDS and not _IN_COMMUNE.match(text, stop):
        return None
    return Body(start, stop, level=head.name, village=f"{head.name.capitalize()} {as_printed(text[end:stop])}")


def _read_board(text: str, alone: Body, scope: Scope, deep: int) -> Body | None:
    head, start, end = alone.heads[0], alone.start, alone.end
    number = _BOARD_NUMBER.match(text, end)
    topic = None if number else _BOARD_TOPIC.match(text, end)
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
