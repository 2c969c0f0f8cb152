"""The name of a place in a text and the places that it may mean: «Mèo Vạc», «Phường 12», «Bà Rịa - Vũng Tàu»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extractors import places as register
from extractors.lexicon import rows
from extractors.patterns import one_tone
from extractors.places import CAPITALS, REFORM, Place
from extractors.unit_heads import LETTERHEAD, Head, fold_word, head_at

# A word of a place's name; «Bà Rịa - Vũng Tàu», «Ea H'leo», «Ia H’ Drai», «Phường 1».
_NAME_WORD = re.compile(r"[ \u00a0]{0,2}(?:[-–][ \u00a0]?)?((?:[^\W\d_]{1,2}['’‘ʼ´`][ ]?)?[^\W_]+(?:['’‘ʼ´`][^\W_]+)?)")
# «thị trấn Nông trường Trần Phú», also «NT Trần Phú».
_FARM = re.compile(r"[ \u00a0]{1,2}(?:nông[ \u00a0]trường|N\.?T\b\.?)(?=[ \u00a0])", re.IGNORECASE)
_SMALL_WORD = re.compile(rf"[ ]([^\W\d_{CAPITALS}]{{2,6}})(?!\w)")
_ZEROS = re.compile(r"\b0+(?=\d)")  # «phường 02» is «Phường 2»
_LONGEST_NAME = 6


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


def read_name(text: str, at: int, heads: frozenset[str], scope: Scope) -> Body | None:
    """The longest known name at `at` of a place that bears one of `heads`; its level is left open."""
    words = name_words(text, at, first_digit=bool(heads & {"quận", "phường"}))
    for count in range(len(words), 0, -1):
        key = " ".join(word for word, _ in words[:count])
        found = known(key, heads, scope)
        if found:
            end = words[count - 1][1]
            return Body(at, end, written=as_printed(text[at:end]), candidates=found)
    return _half_small_name(text, at, words, heads, scope) if len(words) == 1 else None


def _half_small_name(
    text: str, at: int, words: list[tuple[str, int]], heads: frozenset[str], scope: Scope
) -> Body | None:
    """A name of two words whose second is printed small: «Tỉnh ủy Quảng trị», of the document's province or another."""
    second = _SMALL_WORD.match(text, words[0][1])
    if second is None:
        return None
    found = known(f"{words[0][0]} {fold_word(second[1])}", heads, scope)
    found = tuple(one for one in found if one.kind == "province" or one.province_id in scope.family)
    if not found or (words[0][0] in _surnames() and all(one.kind == "commune" for one in found)):
        return None
    return Body(at, second.end(), written=as_printed(text[at : second.end()]).title(), candidates=found)


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


def name_words(text: str, at: int, first_digit: bool) -> list[tuple[str, int]]:
    """The words at `at` that a place's name may have, folded, each with its end; with `first_digit` also «12»."""
    words: list[tuple[str, int]] = []
    farm = _FARM.match(text, at)
    if farm is not None:
        at = farm.end()
        words.append(("nông trường", at))
    while len(words) < _LONGEST_NAME:
        step = _NAME_WORD.match(text, at) or _wrapped_word(text, at)
        if step is None or (not words and not text[at : step.start(1)].isspace() and step.start(1) > at):
            break  # «Huyện ủy - Chủ tịch»
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
    if at > LETTERHEAD or text[at : at + 1] != "\n" or not text[max(at - 1, 0) : at].isupper():
        return None
    step = _NAME_WORD.match(text, at + 1)
    return step if step is not None and step[1].isupper() else None


@lru_cache(maxsize=20_000)
def as_printed(name: str) -> str:
    """A name as the text has it, on one line, with its tones in one place; «HÀ GIANG» as «Hà Giang»."""
    name = _ZEROS.sub("", one_tone(" ".join(name.split())))
    return name.title() if name.isupper() else name


def unknown_name(text: str, at: int, level: str) -> int | None:
    """Where a capitalised name ends that the register lacks; None where no name stands, or a person's."""
    words = name_words(text, at, first_digit=level in ("quận", "phường"))
    if not words or text[at : words[-1][1]].isupper():
        return None
    surname = words[0][0] in _surnames()
    if (surname and len(words) > 1) or len(words) > 4 or head_at(text, words[0][1] - len(words[0][0])) is not None:
        return None
    return words[-1][1]


def only_town(text: str, body: Body, scope: Scope) -> Body | None:
    """The province's only city or town for a bare one with a capital, in a list of districts: «Mộc Châu, Thành phố»."""
    bare = not (body.heads or body.committee or body.named or body.central) and text[body.start].isupper()
    towns = register.towns_of(scope.family, body.level) if bare and body.level in ("thành phố", "thị xã") else ()
    standing = tuple(one for one in towns if scope.stood(one))
    return replace(body, written=standing[0].bare, candidates=standing) if len(standing) == 1 else None


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))
