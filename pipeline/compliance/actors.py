"""Who acts: a unit that is named, or the reporting organ; «Huyện ủy» alone is the reporting district's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.mention import Context, Mention, Value
from extractors.patterns import fold
from extractors.provinces import find_province
from extractors.units import UnitName, find_units
from pipeline.facts import Extraction

# «Ban Tuyên giáo Tỉnh ủy Hà Giang trân trọng báo cáo.»
_REPORTS = re.compile(r"[^.\n]{0,40}?(?:trân trọng |xin |kính )(?:trân trọng )?báo cáo")
# How a name ends that leaves out its place, by the head of the place that it then means.
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "Huyện": ("huyện ủy", "huyện"), "Thành phố": ("thành ủy", "thành phố"), "Thị xã": ("thị ủy", "thị xã"),
    "Quận": ("quận ủy", "quận"), "Xã": ("đảng ủy", "xã"), "Phường": ("đảng ủy", "phường"),
    "Thị trấn": ("đảng ủy", "thị trấn"), "Đặc khu": ("đảng ủy", "đặc khu"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a unit and its mention (-1 for the reporting organ that only the letterhead names)."""

    unit: UnitName
    mention: int


def find_reporter(extraction: Extraction, small: str) -> Actor | None:
    """The reporting organ, where the report says who that is: its letterhead, or «… trân trọng báo cáo»."""
    mentions, document = extraction.mentions, extraction.document
    if document.letterhead.issuer:
        unit = _read_unit(document.letterhead.issuer, find_province(document.text))
        if unit is None:
            return None
        return Actor(unit, next((at for at, m in enumerate(mentions) if _names(m, unit)), -1))
    for at in range(len(mentions) - 1, -1, -1):
        value = mentions[at].value
        if isinstance(value, UnitName) and document.zone_at(mentions[at].start).name == "body":
            reports = value.unit_id and _REPORTS.match(small, mentions[at].end)
            return Actor(value, at) if reports else None
    return None


def find_own(mentions: Sequence[Mention[Value]], reporter: Actor | None) -> dict[int, UnitName]:
    """The units that a report from a district or commune names as its own, by their mention.

    «Huyện ủy» without a place is its Huyện ủy; «xã A», where several districts have one, the one in its district.
    """
    place = reporter.unit.place if reporter else ""
    head = next((head for head in _LEVELS if place.startswith(f"{head} ")), "")
    own = _own_block(mentions, reporter) if reporter else {}
    for index, mention in enumerate(mentions) if head else ():
        value = mention.value
        if isinstance(value, UnitName) and not value.unit_id:
            unit = _one_within(value, place) if value.candidates else _without_place(value, head, place)
            if unit is not None:
                own[index] = unit
    return own


def _own_block(mentions: Sequence[Mention[Value]], reporter: Actor) -> dict[int, UnitName]:
    """«Đảng ủy Khối» of a report of «Đảng ủy Khối các cơ quan tỉnh» is its own."""
    block = "Đảng ủy Khối"
    if not reporter.unit.name.startswith(f"{block} "):
        return {}
    values = ((at, mention.value) for at, mention in enumerate(mentions))
    return {at: reporter.unit for at, value in values if isinstance(value, UnitName) and value.name == block}


def _one_within(value: UnitName, place: str) -> UnitName | None:
    """The only candidate that lies in the place: «Xã A, Huyện B, Tỉnh C; Xã A, Huyện D, Tỉnh C»."""
    within = [one for one in value.candidates.split("; ") if f", {place}, " in one]
    if len(within) != 1:
        return None
    _, _, address = within[0].partition(", ")
    unit = _read_unit(f"{value.name}, {address}", address.rpartition(", ")[2])
    return unit if unit is not None and unit.name == value.name else None


def _without_place(value: UnitName, head: str, place: str) -> UnitName | None:
    level = next((level for level in _LEVELS[head] if fold(value.name).endswith(level)), "")
    if not level:
        return None
    bare = place if level == "đảng ủy" else place.removeprefix(f"{head} ")
    unit = _read_unit(f"{value.name} {bare}", None)
    return unit if unit is not None and unit.place == place else None


@lru_cache(maxsize=512)
def _read_unit(name: str, province: str | None) -> UnitName | None:
    """The unit of a full name, which it opens: a body that no register knows is not the district in its name."""
    found = next(find_units(name, Context(province=province)), None)
    return found.value if found is not None and found.value.unit_id and not found.start else None


def _names(mention: Mention[Value], unit: UnitName) -> bool:
    return isinstance(mention.value, UnitName) and mention.value.unit_id == unit.unit_id
