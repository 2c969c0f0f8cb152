"""Slots into words and facts: «{n:2-9 lớp}» becomes «05 lớp», and the count 5 is known."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.benchmarks.archive_directives import committee_of, people_committee_of
from tests.benchmarks.archive_facts import (
    Directive,
    Member,
    Office,
    TrueCitation,
    TrueCount,
    TrueDate,
    TrueImplementation,
    TrueUnit,
)
from tests.benchmarks.archive_phrases import OWN_SUBJECTS, Phrase
from tests.benchmarks.archive_spelling import RANK, Habits, list_units, month_name, whole_month

Fact = TrueCitation | TrueDate | TrueCount | TrueUnit | TrueImplementation

_SLOT = re.compile(r"\{([^{}]+)\}")
_PART = re.compile(r"\{([a-c])(\d?) ")
_TYPES = {"KH": "Kế hoạch", "CV": "Công văn", "BC": "Báo cáo", "HD": "Hướng dẫn"}
_WORDS = {"20": "hai mươi"}
_UNSURE_MEASURES = ("ha", "m2", "%", "tỷ", "triệu")
_QUALIFIERS = ("trên", "gần", "hơn", "khoảng")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(slots=True)
class Scribe:
    """Fills the slots of one report's phrases and keeps what they say."""

    rng: Random
    office: Office
    issued_on: date
    directives: tuple[Directive, ...]
    elsewhere: tuple[Member, ...]
    habits: Habits
    facts: list[Fact] = field(default_factory=list)
    sums: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    cited: set[Directive] = field(default_factory=set)
    number: int = 100
    bound: dict[str, object] = field(default_factory=dict)

    def write(self, phrase: Phrase) -> tuple[str, list[str]]:
        """The sentence and its notes, both with their slots filled."""
        self.bind(phrase)
        first = len(self.facts)
        text = self._fill(phrase.text)
        self._place(first, text, phrase.text)
        notes = []
        for note in phrase.notes:
            inside = len(self.facts)
            notes.append(self._fill(note))
            self._place(inside, notes[-1], note)
        self._record_acts(phrase, text)
        return text, notes

    def fill(self, template: str) -> str:
        """A text outside the phrases, such as a title."""
        self.bound.clear()
        first = len(self.facts)
        text = self._fill(template)
        self._place(first, text, template)
        return text

    def bind(self, phrase: Phrase) -> None:
        """Draw what the phrase's slots stand for, so that its notes and acts speak of the same."""
        rng, whole = self.rng, phrase.text + "".join(phrase.notes)
        self.bound.clear()
        pool = [one for one in self.directives if one.issued_on < self.issued_on]
        ethics = [one for one in self.directives if one.symbol == "05-CT/TW"]
        if "{dur}" in whole:  # «tổng kết 10 năm» has to be true
            pool = [one for one in pool if one.issued_on.year < self.issued_on.year]
        d, e = rng.sample(pool, 2)
        if "{de}" in whole:
            e = rng.choice([one for one in pool if one.doc_type == d.doc_type and one != d] or [e])
        self.bound |= {"d": ethics[0] if phrase.side == "ethics" else d, "e": e, "ethics": ethics[0]}
        self._bind_members(whole)
        self.bound["list"] = rng.randint(2, 4)
        for letter in sorted({found[1] for found in _PART.finditer(whole)}):
            count = max(int(found[2] or 0) for found in _PART.finditer(whole) if found[1] == letter)
            top = 40 if letter == "a" else 260
            parts = tuple(rng.randint(1, top) for _ in range(count))
            self.bound[letter] = parts
            self.sums.append((sum(parts), parts))

    def _bind_members(self, whole: str) -> None:
        rng, members = self.rng, list(self.office.members)
        rng.shuffle(members)
        self.bound["me"] = self.office.member
        committees = list(self.office.committees)
        rng.shuffle(committees)
        for slot in ("u", "v", "w"):
            if f"{{{slot}}}" in whole:
                own = committees if committees and rng.random() < 0.2 else members
                self.bound[slot] = [self._shaped(own.pop())]
        for slot in ("us", "vs"):
            if f"{{{slot}}}" in whole:
                size = min(rng.choice((1, 2, 2, 3, 3, 4)), max(1, len(members) - 4))
                chosen = [members.pop() for _ in range(size)]
                tail = rng.randint(1, 2) if len(committees) > 1 and rng.random() < 0.25 else 0
                self.bound[slot] = self._alike(chosen) + [committees.pop() for _ in range(tail)]

    def _shaped(self, member: Member) -> Member:
        """The place itself, or the organ that leads it."""
        if member.kind == "party_committee" or self.rng.random() < 0.5:
            return member
        return people_committee_of(member) if self.office.side == "state" else committee_of(member)

    def _alike(self, members: list[Member]) -> list[Member]:
        """All of them places, or all of them organs, those with one head together."""
        members.sort(key=lambda member: (RANK.get(member.head, 9), member.tail))
        if self.rng.random() < 0.55:
            return members
        return [people_committee_of(one) if self.office.side == "state" else committee_of(one) for one in members]

    # words -------------------------------------------------------------------------------------------------------

    def _fill(self, template: str) -> str:
        template = template.replace("{pname}", self.office.province)
        text = _SLOT.sub(lambda found: self._say(found[1]), template)
        return text[:1].upper() + text[1:]

    def _say(self, slot: str) -> str:
        name, _, rest = slot.partition(":")
        head, _, noun = slot.partition(" ")
        if slot == "d:subject":
            return self._fill_lower(self._directive("d").subject)
        if slot in ("d", "d+", "d.", "e"):
            return self._cite(slot)
        if slot in ("u", "v", "w", "us", "vs"):
            return self._list(self._members(slot))
        if slot in _PLAIN:
            return _PLAIN[slot](self)
        if head[:1] in "abc" and head[1:].isdigit() | (len(head) == 1) and noun:
            parts: tuple[int, ...] = self.bound[head[0]]  # type: ignore[assignment]
            return self._count(parts[int(head[1]) - 1] if head[1:] else sum(parts), noun)
        return _NAMED[name](self, rest)

    def _fill_lower(self, template: str) -> str:
        text = self._fill(template)
        return text[:1].lower() + text[1:] if not text.startswith("Hồ") else text

    def _count(self, value: int, noun: str, qualifier: str = "") -> str:
        sure = noun.partition(" ")[0] not in _UNSURE_MEASURES
        self.facts.append(TrueCount(Decimal(value), noun, qualifier, "", sure))
        digits = f"{value:,}".replace(",", ".") if self.habits.dotted else str(value)
        if value < 10 and self.habits.padded:
            digits = f"0{value}"
        return " ".join(filter(None, (qualifier, digits, noun)))

    def _random_count(self, rest: str) -> str:
        bounds, _, noun = rest.partition(" ")
        low, high = map(int, bounds.split("-"))
        return self._count(self.rng.randint(low, high), noun)

    def _rough_count(self, rest: str) -> str:
        bounds, _, noun = rest.partition(" ")
        low, high = map(int, bounds.split("-"))
        return self._count(round(self.rng.randint(low, high), -2) or 100, noun, self.rng.choice(_QUALIFIERS))

    def _length(self, rest: str) -> str:
        slot, _, noun = rest.partition(" ")
        bound = self.bound[slot]
        return self._count(bound if isinstance(bound, int) else len(bound), noun)  # type: ignore[arg-type]

    def _written_count(self, rest: str) -> str:
        digits, _, noun = rest.partition(" ")
        self.facts.append(TrueCount(Decimal(digits), noun, "", ""))
        return f"{_WORDS[digits]} {noun}"

    def _percent(self) -> str:
        value = Decimal(self.rng.randint(15, 1290)) / 10
        self.facts.append(TrueCount(value, "%", "", "", sure=False))
        return f"{value}".replace(".", ",") + "%"

    def _all(self) -> str:
        self.facts.append(TrueCount(Decimal(100), "%", "", "", sure=False))
        return "100%"

    def _money(self) -> str:
        large = self.rng.random() < 0.5
        value = Decimal(self.rng.randint(11, 999)) / 10 if large else Decimal(self.rng.randint(20, 990))
        noun = "tỷ đồng" if large else "triệu đồng"
        self.facts.append(TrueCount(value, noun, "", "", sure=False))
        return f"{value}".replace(".", ",") + f" {noun}"

    # dates -------------------------------------------------------------------------------------------------------

    def _dated(self, day: date) -> str:
        self.facts.append(TrueDate(day, day, ""))
        return self.habits.spell_day(day)

    def _some_day(self, months: int = 0) -> date:
        first, last = whole_month(self.issued_on, months)
        last = min(last, self.issued_on) if months == 0 else last
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def _some_days(self, months: int = 0) -> str:
        start, end = sorted((self._some_day(months), self._some_day(months)))
        if start == end:
            start, end = start.replace(day=2), start.replace(day=9)
        self.facts.append(TrueDate(start, end, ""))
        shape = self.rng.choice(("both", "late", "tight"))
        if shape == "both" or self.habits.day == "words":
            return f"{self.habits.spell_day(start)} đến ngày {self.habits.spell_day(end)}"
        if shape == "late" and self.habits.day != "dot":
            return f"{self.habits.spell_day(start, year=False)} đến ngày {self.habits.spell_day(end)}"
        return f"{self.habits.spell_day(start)} - {self.habits.spell_day(end)}"

    def _whole_month(self, months: int) -> str:
        start, end = whole_month(self.issued_on, months)
        self.facts.append(TrueDate(start, end, ""))
        return month_name(start.month) + self.habits.month + str(start.year)

    def _stretch(self, start: date, end: date, words: str) -> str:
        self.facts.append(TrueDate(start, end, ""))
        return words

    def _quarter(self) -> str:
        at = (self.issued_on.month - 1) // 3
        year = self.issued_on.year
        end = date(year, 3 * at + 3, calendar.monthrange(year, 3 * at + 3)[1])
        return self._stretch(date(year, 3 * at + 1, 1), end, f"quý {_ROMAN[at]}{self.habits.month}{year}")

    def _year(self, rest: str = "") -> str:
        year = int(rest or self.issued_on.year)
        return self._stretch(date(year, 1, 1), date(year, 12, 31), f"năm {year}")

    def _years(self, rest: str) -> str:
        first, last = map(int, rest.split("-"))
        return self._stretch(date(first, 1, 1), date(last, 12, 31), f"{first}{self.habits.years}{last}")

    def _half(self, second: bool) -> str:
        year = self.issued_on.year
        if second:
            return self._stretch(date(year, 7, 1), date(year, 12, 31), f"6 tháng cuối năm {year}")
        return self._stretch(date(year, 1, 1), date(year, 6, 30), f"6 tháng đầu năm {year}")

    def _range(self, rest: str) -> str:
        start, end = map(date.fromisoformat, rest.split(":"))
        return self._stretch(start, end, f"{self.habits.spell_day(start)} - {self.habits.spell_day(end)}")

    def _duration(self) -> str:
        years = self.issued_on.year - self._directive("d").issued_on.year
        return f"{years:02d}" if self.habits.padded else str(years)

    # documents ---------------------------------------------------------------------------------------------------

    def _directive(self, slot: str) -> Directive:
        return self.bound[slot]  # type: ignore[return-value]

    def _spelt(self, symbol: str) -> str:
        if self.habits.symbol == "spaced" and symbol.count("-") == 1 and symbol.count("/") == 1:
            return symbol.replace("-", " - ")
        return symbol.replace("/TW", "/TƯ") if self.habits.symbol == "tư" else symbol

    def _cite(self, slot: str) -> str:
        one = self._directive(slot[0])
        dated = slot != "d." and not (one in self.cited and self.rng.random() < 0.4)
        text = one.doc_type + self.habits.number + self._spelt(one.symbol)
        if one.doc_type in ("Nghị định",):
            text = f"{one.doc_type} số {one.symbol}"
        issuer = one.issuer
        self.facts.append(TrueCitation(one.symbol, one.issued_on if dated else None, issuer if dated else "", ""))
        if not dated:
            return text
        self.cited.add(one)
        before, after = self.habits.comma.split("|")
        if self.rng.random() < 0.3:
            issuer = re.sub(r" (khóa [XVI]+)", r" (\1)", issuer)
        for name in {
            one.issuer,
            re.sub(r" Đảng khóa.*| \(?khóa.*", "", one.issuer),
            re.sub(r" khóa.*", "", one.issuer),
        }:
            self.facts.append(TrueUnit(name, "", "", "", sure=False))
        text += f"{before}ngày {self._dated(one.issued_on)}{after} của {issuer}"
        if slot != "d+":
            return text
        subject = self._fill_lower(one.subject)
        quoted = self.rng.random() < 0.2 and "“" not in subject
        return text + (f" “Về {subject}”" if quoted else f" về {subject}")

    def _cite_both(self) -> str:
        one, two = self._directive("d"), self._directive("e")
        self.facts += [TrueCitation(each.symbol, None, "", "") for each in (one, two)]
        if one.doc_type == two.doc_type:
            return f"các {one.doc_type} số {self._spelt(one.symbol)}, số {self._spelt(two.symbol)}"
        return f"{one.doc_type} số {self._spelt(one.symbol)} và {two.doc_type} số {self._spelt(two.symbol)}"

    def symbol(self, kind: str, number: int) -> str:
        """A number of the organ's own: «215-BC/HU», «312/BC-UBND»."""
        if self.office.side == "state":
            return f"{number}/UBND-VX" if kind == "CV" else f"{number}/{kind}-UBND"
        return f"{number:02d}-{kind}/{self.office.tag}"

    def _own(self, kind: str, *, word: bool = True) -> str:
        self.number += self.rng.randint(1, 9)
        symbol, day = self.symbol(kind, self.number), self._some_day()
        self.facts.append(TrueCitation(symbol, day, self.office.member.name, ""))
        self.bound["own"] = Directive(_TYPES[kind], symbol, day, self.office.member.name, "")
        before = self.habits.comma.split("|")[0]
        return (f"{_TYPES[kind]} số " if word else "số ") + f"{symbol}{before}ngày {self._dated(day)}"

    def _own_list(self, kind: str) -> str:
        size: int = self.bound["list"]  # type: ignore[assignment]
        subjects = self.rng.sample(OWN_SUBJECTS, size)
        return "; ".join(f"{self._own(kind, word=at == 0)} về {subject}" for at, subject in enumerate(subjects))

    # units -------------------------------------------------------------------------------------------------------

    def _unit(self, member: Member, *, sure: bool = True) -> None:
        self.facts.append(TrueUnit(member.name, member.kind, member.place, "", sure))

    def _me(self) -> str:
        member, short = self.office.member, self.office.short
        bare = short != member.name and self.rng.random() < 0.3
        self.bound["bare"] = bare
        self._unit(member, sure=not bare)
        if bare:
            self.facts.append(TrueUnit(short, member.kind, member.place, "", sure=False))
        return short if bare else f"{member.head} {member.tail}".strip()

    def _place_name(self) -> str:
        member = self.rng.choice(self.office.members or self.elsewhere)
        self._unit(member)
        return f"{member.head} {member.tail}"

    def _short_unsure(self) -> str:
        short = {"province": "Tỉnh ủy"}.get(self.office.level, self.office.short)
        names = (short, f"Thường trực {short}", self.office.member.name)
        self.facts += [TrueUnit(name, "", "", "", sure=False) for name in names]
        return short

    def _province(self) -> str:
        name = f"Tỉnh {self.office.province}"
        self.facts.append(TrueUnit(name, "province", name, ""))
        return f"tỉnh {self.office.province}"

    def _org(self, name: str) -> str:
        self.facts.append(TrueUnit(name, "agency", "", ""))
        return name

    def _list(self, members: list[Member]) -> str:
        for member in members:
            self._unit(member)
        return list_units(members, self.rng)

    def _members(self, slot: str) -> list[Member]:
        bound = self.bound[slot]
        return bound if isinstance(bound, list) else [bound]  # type: ignore[list-item]

    # facts -------------------------------------------------------------------------------------------------------

    def _place(self, first: int, text: str, phrase: str) -> None:
        clean = text.replace("\x01", "")
        for at in range(first, len(self.facts)):
            if not self.facts[at].where:
                self.facts[at] = replace(self.facts[at], where=clean, phrase=phrase)

    def _record_acts(self, phrase: Phrase, text: str) -> None:
        clean = text.replace("\x01", "")
        for act in phrase.acts:
            slot, which, status, *doubt = act.split()
            one = self._directive(which)
            bare = slot == "me" and bool(self.bound.get("bare"))
            for member in self._members(slot):
                sure = not doubt and not bare
                said = (one.symbol, one.issued_on, member.name, member.place, status, clean, sure, phrase.text)
                self.facts.append(TrueImplementation(*said))


_PLAIN: dict[str, Callable[[Scribe], str]] = {
    "^": lambda self: "\x01",
    "de": Scribe._cite_both,
    "me": Scribe._me,
    "at": Scribe._place_name,
    "short?": Scribe._short_unsure,
    "province": Scribe._province,
    "on": lambda self: self._dated(self._some_day()),
    "on+": lambda self: self._dated(self._some_day(1)),
    "on-on": Scribe._some_days,
    "on+-on": lambda self: self._some_days(1),
    "month": lambda self: self._whole_month(0),
    "last": lambda self: self._whole_month(-1),
    "next": lambda self: self._whole_month(1),
    "next_bare": lambda self: self._whole_month(1),
    "quarter": Scribe._quarter,
    "year": Scribe._year,
    "half": lambda self: self._half(second=False),
    "half2": lambda self: self._half(second=True),
    "pct": Scribe._percent,
    "all": Scribe._all,
    "money": Scribe._money,
    "dur": Scribe._duration,
    "area": lambda self: self.office.area or "đơn vị",
}

_NAMED: dict[str, Callable[[Scribe, str], str]] = {
    "n": Scribe._random_count,
    "q": Scribe._rough_count,
    "k": Scribe._length,
    "words": Scribe._written_count,
    "years": Scribe._years,
    "year": Scribe._year,
    "range": Scribe._range,
    "own": Scribe._own,
    "list": Scribe._own_list,
    "org": Scribe._org,
}
