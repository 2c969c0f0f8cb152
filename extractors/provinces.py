"""Which province a text comes from: the one named in its letterhead, or that of nearly all districts it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extractors.places import CAPITALS, bare_key, cut_clean, head_of, named, place, provinces
from extractors.spellings import spelling


def find_province(text: str) -> str | None:
    """The province whose document this is: that of its letterhead, else the one named most, else that of its districts.

    >>> find_province("TỈNH ỦY HÀ GIANG: báo cáo học tập kinh nghiệm của tỉnh Lào Cai")
    'Tỉnh Hà Giang'
    """
    by_name, dated = _province_patterns()
    opening = text[:_LETTERHEAD]
    issuers = {_province_in(found) for found in by_name.finditer(opening) if found.group().isupper()}
    issuers |= {_province_in(found) for found in dated.finditer(opening)}
    if len(issuers) == 1:
        return issuers.pop()
    if _CENTRAL.search(opening):
        return None
    most = Counter(map(_province_in, by_name.finditer(text, 0, _MAJORITY))).most_common(2)
    if len(most) == 2 and most[0][1] == most[1][1]:
        first = {_province_in(found) for found in by_name.finditer(opening)}
        return first.pop() if len(first) == 1 else None
    return most[0][0] if most else _province_of_districts(text)


_LETTERHEAD, _MAJORITY = 600, 100_000
# A document of the centre has no province, though it may name one.
_CENTRAL = re.compile(r"TRUNG ƯƠNG|CHÍNH PHỦ|QUỐC HỘI|(?<!\w)BỘ [A-ZĐ]")


def _province_in(found: re.Match[str]) -> str:
    return _province_names()[spelling(found[found.lastgroup or 0])]


def _province_of_districts(text: str) -> str | None:
    """The one province in which all districts lie that the text names with «huyện» or «thị xã»; None without any."""
    lying: set[str] = set()
    for found in _DISTRICT.finditer(text, 0, _MAJORITY):
        words = bare_key(found["name"]).split()
        for count in range(len(words), 0, -1):
            meant = named(" ".join(words[:count]), frozenset({"huyện", "thị xã"}))
            if len(meant) == 1:
                lying.add(meant[0].province_id)
            if meant:
                break
    one = place(lying.pop()) if len(lying) == 1 else None
    return one.name if one else None


_DISTRICT = re.compile(rf"\b(?:[Hh]uyện|HUYỆN|[Tt]hị xã)(?: (?:ủy|uỷ|ỦY|UỶ))?:? (?P<name>(?:[{CAPITALS}]\w* ?){{1,3}})")


@cache
def _province_names() -> Mapping[str, str]:
    """Every spelling of a province's name → canonical, of two under one name the later."""
    return {cut_clean(name)[1]: one.name for one in provinces() for name in (one.name, *one.also)}


@cache
def _province_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """«tỉnh Hà Giang», «Thành ủy Hải Phòng», and the letterhead's «Hà Giang, ngày»."""
    every = _written(one.name for one in provinces())
    city = _written(one.name for one in provinces() if one.head == "thành phố")
    named = rf"(?:[Tt]ỉnh|TỈNH)(?: (?:(?:uỷ|ủy)|ỦY|UỶ|đoàn))? (?P<name>{every})(?!\w)"
    of_city = rf"(?:[Tt]hành phố|THÀNH PHỐ|[Tt]hành (?:uỷ|ủy)|THÀNH ỦY|THÀNH UỶ) (?P<city>{city})(?!\w)"
    dated = rf"(?P<name>{every}), ngày"
    # «SỞ Y TẾ BÌNH DƯƠNG» as a line of its own, not «CÔNG AN XÃ HÒA BÌNH»
    organ = (
        rf"(?m:^(?:SỞ|CÔNG AN|CỤC|LIÊN ĐOÀN|BỆNH VIỆN|TRƯỜNG) [^\n\t]{{2,60}}? "
        rf"(?<!XÃ )(?<!PHƯỜNG )(?<!HUYỆN )(?<!QUẬN )(?<!TRẤN )(?P<organ>{every})[ ]*$)"
    )
    return re.compile(rf"\b(?:{named}|{of_city})|{organ}"), re.compile(rf"\b(?:{dated})(?<!Hà Nội, ngày)")


def _written(names: Iterable[str]) -> str:
    """A pattern for these provinces as they are printed: «Hoà Bình», «HÒA BÌNH», «Đăk Lăk», «Bà Rịa-Vũng Tàu»."""
    known = {name[len(head_of(name)) + 1 :] for one in names for name in (one, *_also_called(one))}
    forms = {form for name in known for form in (name, name.upper())}
    return "|".join(_spelled(form) for form in sorted(forms, key=len, reverse=True))


def _also_called(name: str) -> Iterator[str]:
    return (other for one in provinces() if one.name == name for other in one.also)


def _spelled(name: str) -> str:
    name = re.sub("[ -]+", "(?: | ?[-–] ?)", name)
    for letters in (
        "òa|oà",
        "óa|oá",
        "ÒA|OÀ",
        "ÓA|OÁ",
        "Đắk|Đăk|Đak|Dak|Dăk",
        "ĐẮK|ĐĂK|ĐAK|DAK|DĂK",
        "Lắk|Lăk|Lak",
        "LẮK|LĂK|LAK",
    ):
        name = name.replace(letters.partition("|")[0], f"(?:{letters})")
    return name
