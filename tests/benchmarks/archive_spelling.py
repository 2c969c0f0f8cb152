"""How one writer spells days, months and lists of units: «05/3/2024» or «05 tháng 3 năm 2024»."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.benchmarks.archive_facts import Member

# In the order in which offices list them; «thị xã» stands before «xã» for reading the end of «UBND thị xã».
RANK = {"huyện": 0, "thị xã": 1, "thành phố": 2, "xã": 0, "phường": 1, "thị trấn": 2}


@dataclass(frozen=True, slots=True)
class Habits:
    """How one writer writes: drawn once a report."""

    day: str  # date style: slash, padded, dash, dot, words
    comma: str  # between number and date, and before the issuer
    number: str  # « số » or « »
    padded: bool
    dotted: bool
    symbol: str  # tight, spaced, tư
    month: str  # «/» or « năm »
    years: str

    def spell_day(self, day: date, *, year: bool = True) -> str:
        """«05/3/2024», «05-03-2024», «05 tháng 3 năm 2024», or without the year «05/3»."""
        style = self.day
        month = f"{day.month:02d}" if style == "padded" or day.month < 3 else str(day.month)
        if style == "words":
            return f"{day.day:02d} tháng {month}" + (f" năm {day.year}" if year else "")
        mark = {"dash": "-", "dot": "."}.get(style, "/")
        return mark.join([f"{day.day:02d}", month] + ([str(day.year)] if year else []))


def habits(rng: Random) -> Habits:
    """One writer's ways, common ones more often."""
    return Habits(
        day=rng.choice(("slash",) * 5 + ("padded", "padded", "dash", "dot", "words")),
        comma=rng.choice((", |", " |", ", |,", " |", ", |")),
        number=rng.choice((" số ", " số ", " số ", " ")),
        padded=rng.random() < 0.8,
        dotted=rng.random() < 0.9,
        symbol=rng.choice(("tight",) * 8 + ("spaced", "tư")),
        month=rng.choice(("/", " năm ")),
        years=rng.choice(("-", " - ", " – ")),
    )


def list_units(members: list[Member], rng: Random) -> str:
    """«các huyện: Lục Yên, Văn Yên; thị xã Nghĩa Lộ», «huyện Lục Yên và huyện Văn Yên»: one way to list them."""
    groups: list[tuple[str, list[str]]] = []
    for member in members:
        if groups and groups[-1][0] == member.head:
            groups[-1][1].append(member.tail)
        else:
            groups.append((member.head, [member.tail]))
    shape = rng.choice(("colon", "colon", "and", "each", "plain"))
    if shape == "each":
        named = [f"{member.head} {member.tail}" for member in members]
        return _and(named)
    texts = [_group(head, tails, shape, rng) for head, tails in groups]
    if shape == "and" and len(texts) > 1:
        return ", ".join(texts[:-1]) + " và " + texts[-1]
    return "; ".join(texts)


def _group(head: str, tails: list[str], shape: str, rng: Random) -> str:
    if len(tails) == 1:
        return f"{head} {tails[0]}"
    joined = _and(tails) if shape == "and" else ", ".join(tails)
    mark = ":" if shape == "colon" else ""
    if head in ("Huyện ủy", "Thành ủy", "Thị ủy"):
        return f"các {head.lower()}{mark} {joined}" if rng.random() < 0.5 else f"{head}: {joined}"
    if head == "Đảng ủy":
        return f"{head}: {joined}"
    place = next(one for one in RANK if head == one or head.endswith(f" {one}"))
    organ = head.removesuffix(place)
    return f"{organ}các {place}{mark} {joined}"


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " và " + names[-1]


def whole_month(day: date, months: int) -> tuple[date, date]:
    """The first and last day of the month that lies `months` after that of `day`."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def month_name(month: int) -> str:
    """«tháng 5», «tháng 01»."""
    return f"tháng {month:02d}" if month < 3 else f"tháng {month}"
