"""Units as rows of the matrix: «Huyện ủy Mèo Vạc» counts for «Huyện Mèo Vạc», a merged province for its successor."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Literal, get_args

from extractors.patterns import fold, strip_marks
from extractors.places import HEADS, Place, bare_key, head_of, named, place, places
from extractors.unit_heads import VILLAGES
from pipeline.messages import RefusedError

Level = Literal["province", "district", "commune", "village", "agency"]
LEVELS: tuple[Level, ...] = get_args(Level)


def read_level(typed: str) -> Level | None:
    """The level that is named, None where none is; `RefusedError` where there is no such level."""
    level = next((known for known in LEVELS if known == typed.strip()), None)
    if level is None and typed.strip():
        raise RefusedError("Không có cấp «{typed}». Các cấp: {known}.", typed=typed.strip(), known=", ".join(LEVELS))
    return level


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of the matrix. `key` tells rows apart; `uppers` are the identifiers of what it lies in, itself first."""

    key: str
    unit_id: str
    name: str
    level: Level
    province: str = ""
    province_id: str = ""
    valid_to: str = ""
    uppers: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Where the row stands: provinces, districts, communes, villages, agencies, each by province and name."""
        return LEVELS.index(self.level), self.province_id, self.unit_id, strip_marks(fold(self.name)), self.key


@lru_cache(maxsize=100_000)
def to_row(unit_id: str, name: str, as_of: date | None = None) -> tuple[UnitRow, ...]:
    """The rows that something which a unit did counts for: one, or the successors of a place that was divided.

    >>> [row.name for row in to_row("VN02.027/huyen-uy-meo-vac", "Huyện ủy Mèo Vạc")]
    ['Huyện Mèo Vạc']
    >>> [row.name for row in to_row("VN02/ban-tuyen-giao-tinh-uy", "Ban Tuyên giáo Tỉnh ủy")]
    ['Ban Tuyên giáo Tỉnh ủy']
    >>> [row.unit_id for row in to_row("VN02", "Tỉnh Hà Giang", date(2025, 8, 1))]
    ['VN08@2025']
    """
    upper, body, _ = unit_id.partition("/")
    one = place(upper) if upper else None
    if one is None:
        return (UnitRow(unit_id or fold(name), unit_id, name, _level_called(name)),)
    if body and _is_village(name):
        return (_body_row(unit_id, name, "village", one),)
    if body and one.kind == "province":
        return (_body_row(unit_id, name, "agency", one),)
    return tuple(_place_row(now) for now in _successors(one, as_of))


def _is_village(name: str) -> bool:
    return fold(name).startswith(tuple(f"{head} " for head in VILLAGES))


def _level_called(name: str) -> Level:
    """The level of a unit that no list has, by the word before its name: «xã Đồi Mơ» is a commune."""
    kinds: frozenset[Level] = frozenset(HEADS.get(head_of(name), ()))
    return "village" if _is_village(name) else min(kinds, default="agency")


def rows_of(
    level: Literal["province", "district", "commune"], provinces: Collection[str], on: date, as_of: date | None
) -> Iterator[UnitRow]:
    """All units of a level in these provinces that there were on that day, and the districts that ended before it."""
    family = set(provinces) | (_predecessors(provinces) if as_of else set())
    every = (one for one in places() if one.kind == "commune") if level == "commune" else _upper_places()
    for one in every:
        if one.kind == level and one.province_id in family and (_is_there(one, on) or (as_of and level == "district")):
            yield _place_row(one)


def provinces_called(asked: str) -> frozenset[str]:
    """The provinces in which there is a province, district or commune of this name."""
    return frozenset(one.province_id for one in _places_called(asked))


def is_called(asked: str, row: UnitRow, as_of: date | None) -> bool:
    """True where the row's unit, or what it lies in or became part of, has the name or identifier that is asked for."""
    for unit_id in (row.unit_id, *row.uppers):
        one = place(unit_id)
        if asked == unit_id or (one is not None and is_named(asked, one.name)):
            return True
        if one is not None and as_of is not None and any(is_named(asked, now.name) for now in _successors(one, as_of)):
            return True
    return is_named(asked, row.name)


@lru_cache(maxsize=100_000)
def is_named(asked: str, name: str) -> bool:
    """True for the whole name or the name without its head; without marks where none were typed.

    >>> is_named("Mèo Vạc", "Huyện Mèo Vạc"), is_named("meo vac", "Huyện Mèo Vạc"), is_named("Mèo Vac", "Huyện Mèo Vạc")
    (True, True, False)
    """
    names = {fold(name), bare_key(name[len(head_of(name)) :])}
    wanted = fold(asked)
    return wanted in names or (wanted == strip_marks(wanted) and wanted in map(strip_marks, names))


def rows_called(asked: str, provinces: Collection[str], as_of: date | None = None) -> Iterator[UnitRow]:
    """The rows of the provinces, districts and communes of this name, wherever they lie.

    Communes are found by names without marks in these provinces only: there are thousands.
    """
    for one in _places_called(asked):
        yield from to_row(one.unit_id, one.name, as_of)
    if asked == strip_marks(asked):
        for one in places():
            if one.kind == "commune" and one.province_id in provinces and is_named(asked, one.name):
                yield from to_row(one.unit_id, one.name, as_of)


def _places_called(asked: str) -> Iterator[Place]:
    head = head_of(asked)
    heads = frozenset({head} if head else HEADS)
    yield from (one for one in _upper_places() if is_named(asked, one.name))  # «meo vac» too
    yield from named(bare_key(asked[len(head) :]), heads)


def _upper_places() -> Iterator[Place]:
    """Provinces and districts, without reading the communes."""
    return takewhile(lambda one: one.kind != "commune", places())


def _successors(one: Place, as_of: date | None) -> tuple[Place, ...]:
    """What the place has become by that day; itself where it is still there or nothing came after it."""
    if as_of is None or not one.valid_to or one.valid_to >= as_of.isoformat() or not one.successor_ids:
        return (one,)
    return tuple(now for now in map(place, one.successor_ids) if now is not None) or (one,)


def _predecessors(provinces: Collection[str]) -> set[str]:
    return {one.unit_id for one in _upper_places() if not set(one.successor_ids).isdisjoint(provinces)}


def _is_there(one: Place, on: date) -> bool:
    day = on.isoformat()
    return one.valid_from <= day and (not one.valid_to or day <= one.valid_to)


@lru_cache(maxsize=100_000)
def _place_row(one: Place) -> UnitRow:
    return UnitRow(one.unit_id, one.unit_id, one.name, one.kind, *_province(one), one.valid_to, _uppers(one))


def _body_row(unit_id: str, name: str, level: Level, one: Place) -> UnitRow:
    return UnitRow(unit_id, unit_id, name, level, *_province(one), uppers=_uppers(one))


def _province(one: Place) -> tuple[str, str]:
    upper = place(one.province_id)
    return (upper.name if upper else "", one.province_id)


def _uppers(one: Place) -> tuple[str, ...]:
    """The place and those it lies in, nearest first."""
    upper = place(one.parent_id) if one.parent_id else None
    return (one.unit_id, *(_uppers(upper) if upper else ()))
