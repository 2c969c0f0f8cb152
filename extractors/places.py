"""The register of provinces, districts and communes of both eras: «Huyện Mèo Vạc» is VN02.027, of «Tỉnh Hà Giang»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.spellings import spelling

PlaceKind = Literal["province", "district", "commune"]

CAPITALS = "".join(filter(str.isupper, map(chr, range(ord("A"), ord("ỹ") + 1))))

# On this day the districts ended, the communes were drawn anew and 63 provinces became 34.
REFORM = date(2025, 7, 1)

# The word before a place's name, longest first, and the kinds of place that bear it.
HEADS: dict[str, frozenset[PlaceKind]] = {
    "thành phố": frozenset({"province", "district"}),
    "thị trấn": frozenset({"commune"}),
    "đặc khu": frozenset({"commune"}),
    "phường": frozenset({"commune"}),
    "thị xã": frozenset({"district"}),
    "huyện": frozenset({"district"}),
    "quận": frozenset({"district"}),
    "tỉnh": frozenset({"province"}),
    "xã": frozenset({"commune"}),
}
COMMUNE_HEADS = frozenset(head for head, kinds in HEADS.items() if "commune" in kinds)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, district or commune as the State's lists have it; dates are ISO, empty where unknown or open.

    An identifier begins with its parent's, so `VN02.027.00769` lies in the district `VN02.027` of the province `VN02`.
    `also` are its other names; `former` those of them that it bore before it was raised in rank or merged.
    """

    unit_id: str
    name: str
    kind: PlaceKind
    valid_from: str = ""
    valid_to: str = ""
    successor_ids: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    source: str = ""
    former: tuple[str, ...] = ()

    @property
    def parent_id(self) -> str:
        """The identifier of the place that this one is a part of; empty for a province."""
        return self.unit_id.rpartition(".")[0]

    @property
    def province_id(self) -> str:
        """The identifier of its province; a province's own."""
        return self.unit_id.partition(".")[0]

    @property
    def head(self) -> str:
        """The word before the name, in lower case: «thành phố» of «Thành phố Hà Giang»."""
        return head_of(self.name)

    @property
    def bare(self) -> str:
        """The name alone: «Hà Giang» of «Thành phố Hà Giang»."""
        return self.name[len(self.head) + 1 :]

    @property
    def upper_name(self) -> str:
        """The names of what it lies in, nearest first: «Huyện Mèo Vạc, Tỉnh Hà Giang»; empty for a province."""
        upper = place(self.parent_id)
        return ", ".join(filter(None, (upper.name, upper.upper_name))) if upper else ""

    @property
    def since_reform(self) -> bool:
        """True for what was made on 1 July 2025."""
        return self.valid_from == REFORM.isoformat()


@lru_cache(maxsize=20_000)
def head_of(name: str) -> str:
    """The word that says what kind of place a name is, in lower case; empty where none stands.

    >>> head_of("Thị trấn Yên Bình"), head_of("Yên Bình")
    ('thị trấn', '')
    """
    folded = fold(name)
    return next((head for head in HEADS if folded.startswith(head + " ")), "")


def bare_key(name: str) -> str:
    """One form of a name without its head, for looking it up.

    >>> bare_key("Bà Rịa - Vũng Tàu"), bare_key("Hoà Bình"), bare_key("01")
    ('bà rịa vũng tàu', 'hòa bình', '1')
    """
    words = fold(name).replace("-", " ").replace("–", " ").replace("’", "'").split()
    return " ".join(word.lstrip("0") if word.isdigit() else word for word in words)


def places() -> Iterator[Place]:
    """Every place of the register: provinces, then districts, then communes."""
    yield from _provinces_and_districts().values()
    for lines in _commune_lines().values():
        yield from map(_read_commune, lines)


def provinces() -> Iterator[Place]:
    """The provinces, of both eras."""
    return (one for one in _provinces_and_districts().values() if one.kind == "province")


@cache
def place(unit_id: str) -> Place | None:
    """The place with this identifier, or None."""
    found = _provinces_and_districts().get(unit_id)
    if found is not None or "." not in unit_id:
        return found
    for line in _commune_lines().get(unit_id.partition(".")[0], ()):
        if line.startswith(unit_id + ","):
            return _read_commune(line)
    return None


def named(bare: str, heads: frozenset[str], provinces: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """The places called `bare` that bear one of `heads`, however it is spelled; communes only of `provinces`, if given.

    >>> [place.unit_id for place in named("mèo vạc", frozenset({"huyện"}))]
    ['VN02.027']
    """
    found: tuple[Place, ...] = ()
    key = spelling(bare)
    if not heads <= COMMUNE_HEADS:
        found = tuple(dict.fromkeys(one for head, one in _upper_by_name().get(key, ()) if head in heads))
    if heads & COMMUNE_HEADS:
        found += tuple(one for head, one in _communes_named(key, provinces) if head in heads)
    return found


def towns_of(province_ids: frozenset[str], head: str) -> tuple[Place, ...]:
    """The districts of these provinces that bear `head`: the cities of a province.

    >>> [one.name for one in towns_of(frozenset({"VN14"}), "thành phố")]
    ['Thành phố Sơn La']
    """
    every = _provinces_and_districts().values()
    return tuple(
        one for one in every if one.kind == "district" and one.province_id in province_ids and one.head == head
    )


def province_family(name: str, issued_on: date | None) -> frozenset[str]:
    """The identifiers of the province `name` as a document of that day means it, with those that it was made of.

    >>> sorted(province_family("Tỉnh Tuyên Quang", date(2025, 8, 1))), sorted(province_family("Tỉnh Tuyên Quang", None))
    (['VN02', 'VN08', 'VN08@2025'], ['VN08', 'VN08@2025'])
    """
    heads = frozenset({head_of(name)} if head_of(name) else {"tỉnh", "thành phố"})
    key = bare_key(name[len(head_of(name)) :])
    same = {one.unit_id for one in named(key, heads) if one.kind == "province"}
    # the districts of Thừa Thiên Huế stand under Huế's code; a province of 2025 has another's: Quảng Trị Quảng Bình's
    same |= {unit_id.partition("@")[0] for unit_id in same if not unit_id.endswith(f"@{REFORM.year}")}
    if issued_on is None or issued_on < REFORM:
        return frozenset(same)
    parts = {one.unit_id for one in _provinces_and_districts().values() if same & set(one.successor_ids)}
    return frozenset(same | parts)


def name_called(one: Place, level: str, written: str) -> str:
    """The name of the place that a text calls `level` and `written`: a report of its time keeps its former name.

    >>> tinh_gia = named("tĩnh gia", frozenset({"huyện"}))[0]
    >>> tinh_gia.name, name_called(tinh_gia, "huyện", "Tĩnh Gia"), name_called(tinh_gia, "thị xã", "Nghi Sơn")
    ('Thị xã Nghi Sơn', 'Huyện Tĩnh Gia', 'Thị xã Nghi Sơn')
    """
    if level == "thị xã" and one.kind == "district" and one.head == "thành phố":
        return f"Thị xã {one.bare}"
    return next((name for name in one.former if cut_clean(name) == (level, spelling(written))), one.name)


def level_called(one: Place, levels: frozenset[str], written: str) -> str:
    """The level by which a list of «các huyện» means the place, which may since have been raised in rank.

    >>> level_called(named("tĩnh gia", frozenset({"huyện"}))[0], frozenset({"huyện"}), "Tĩnh Gia")
    'huyện'
    """
    called = (head for head, key in map(cut_clean, one.former) if head in levels and key == spelling(written))
    return one.head if one.head in levels else next(called, one.head)


@cache
def _provinces_and_districts() -> Mapping[str, Place]:
    read: dict[str, Place] = {}
    spelled: dict[str, list[str]] = {}
    former: dict[str, list[str]] = {}
    for row in rows("spellings"):
        spelled.setdefault(row["unit_id"], []).append(row["name"])
        if row["source"].startswith("name before"):
            former.setdefault(row["unit_id"], []).append(row["name"])
    for kind, name in (("province", "provinces"), ("district", "districts")):
        for row in rows(name):
            read[row["unit_id"]] = Place(
                row["unit_id"],
                row["name"],
                "province" if kind == "province" else "district",
                row["valid_from"],
                row["valid_to"],
                tuple(row["successor_ids"].split()),
                (*filter(None, row["also"].split("|")), *spelled.get(row["unit_id"], ())),
                row["source"],
                tuple(former.get(row["unit_id"], ())),
            )
    return read


@cache
def _upper_by_name() -> Mapping[str, tuple[tuple[str, Place], ...]]:
    index: dict[str, tuple[tuple[str, Place], ...]] = {}
    for one in _provinces_and_districts().values():
        for head, key in dict.fromkeys(cut_clean(name) for name in (one.name, *one.also)):
            index[key] = (*index.get(key, ()), (head, one))
    return index


def cut_clean(name: str) -> tuple[str, str]:
    """Head and spelling of a name of our own files, whose heads are one; `head_of` is too slow for all."""
    head, _, bare = name.partition(" ")
    if head in ("Thành", "Thị", "Đặc"):
        second, _, bare = bare.partition(" ")
        head = f"{head} {second}"
    return head.lower(), spelling(bare)


@cache
def _commune_lines() -> Mapping[str, list[str]]:
    """The lines of communes.csv by province; they stay text until one is asked for, for speed."""
    text = files("extractors.lexicon").joinpath("communes.csv").read_text(encoding="utf-8")
    by_province: dict[str, list[str]] = {}
    for line in text.splitlines()[1:]:
        by_province.setdefault(line[: line.index(".")], []).append(line)
    return by_province


@cache
def _communes_by_name(province_id: str) -> Mapping[str, list[str]]:
    index: dict[str, list[str]] = {}
    for line in _commune_lines().get(province_id, ()):
        _, name, _, _, _, also, _ = line.split(",")
        names = (name, *also.split("|")) if also else (name,)
        for key in {cut_clean(one)[1] for one in names}:
            index.setdefault(key, []).append(line)
    return index


def _communes_named(key: str, provinces: frozenset[str]) -> Iterator[tuple[str, Place]]:
    for province_id in sorted(provinces) or _commune_lines():
        for line in _communes_by_name(province_id).get(key, ()):
            one = _read_commune(line)
            for head, other in dict.fromkeys(cut_clean(name) for name in (one.name, *one.also)):
                if other == key:
                    yield head, one


@cache
def _read_commune(line: str) -> Place:
    unit_id, name, valid_from, valid_to, successors, also, source = line.split(",")
    alias = tuple(also.split("|")) if also else ()
    return Place(unit_id, name, "commune", valid_from, valid_to, tuple(successors.split()), alias, source)
