"""What clerks write short, and what it stands for: «CT05» for Chỉ thị 05-CT/TW, «UBND» for Ủy ban nhân dân."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import rows
from extractors.patterns import fold, one_tone, strip_marks
from pipeline.passages import symbol_of
from pipeline.store import Store

# The short forms of types that are written before a number.
TYPES = "NQ|CT|KL|QĐ|QĐi|KH|HD|TT|CV|TB|NĐ"
_MOST = 300  # documents of one type and number, in an archive of many organs
_LOWER = 4  # letters: «ubnd» is also typed in small letters, «tu» is a word
_YEARS = range(1900, 2100)
_TYPE_IN_SYMBOL = regex.compile(r"\d+\p{L}?(?:/(?P<year>\d{4}))?[-/](?P<type>[^-/@]+)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document as it is asked for by type and number: the types in their short forms, a year where it is told."""

    types: frozenset[str]
    number: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """Where a query says something short, or says in full what reports say short: `also` are other words for it."""

    start: int
    end: int
    also: tuple[tuple[str, ...], ...]
    numbered: Numbered | None = None


def find_shorts(part: str) -> list[Short]:
    """Documents by type and number, and words of which reports use a shorter or longer form; in text order.

    >>> [one.also[0] for one in find_shorts("chi thi 05 UBND")]
    [('chi', 'thi', 'so', '05'), ('uy', 'ban', 'nhan', 'dan')]
    """
    part = one_tone(part)  # «uỷ ban»; as long as before
    found = sorted([*_references(part), *_shorthands(part)], key=lambda one: (one.start, -one.end))
    kept: list[Short] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def known_symbols(store: Store, asked: Numbered) -> tuple[str, ...]:
    """The symbols of the archive's documents with that type and number."""
    number = asked.number.lstrip("0")
    found: set[str] = set()
    for digits in sorted({number, number.zfill(2)}):
        query = "SELECT DISTINCT directive_id FROM citations WHERE directive_id >= :first AND directive_id < :after"
        rows_ = store.ask(query, {"first": f"{digits}-", "after": f"{digits}0"})  # «-», «.» and «/» stand before «0»
        found |= {symbol_of(str(directive)) for (directive,) in rows_}
    return tuple(sorted(one for one in found if _is_meant(one, asked)))[:_MOST]


def _is_meant(symbol: str, asked: Numbered) -> bool:
    match = _TYPE_IN_SYMBOL.match(symbol)
    if match is None or strip_marks(match["type"].lower()) not in asked.types:
        return False
    return asked.year in ("", match["year"])


def _references(part: str) -> Iterator[Short]:
    for match in _reference().finditer(part):
        number = match["number"]
        if len(number) > 3 and int(number) in _YEARS:  # «Kế hoạch 2024»
            continue
        name = strip_marks(fold(match["type"]))
        types, names = _types()[name]
        numbers = dict.fromkeys((number, number.lstrip("0") or number, number.zfill(2)))
        year = (match["year"] or "").lstrip("/")
        ends = [(one, *([year] if year else [])) for one in numbers]
        spelled = [(*called.split(), *so, *end) for called in names for end in ends for so in (("so",), ())]
        numbered = Numbered(types, number, year)
        yield Short(*match.span(), tuple(spelled), numbered)


def _shorthands(part: str) -> Iterator[Short]:
    for match in _shorthand().finditer(part):
        word = match.group()
        called = strip_marks(fold(word))
        if match["short"] and not (word.isupper() or len(word) >= _LOWER):
            continue
        yield Short(*match.span(), _forms()[called])


@cache
def _types() -> dict[str, tuple[frozenset[str], Sequence[str]]]:
    """How a type may be called, without marks: its short forms in symbols, and its names in full."""
    called: dict[str, tuple[set[str], dict[str, None]]] = {}
    short = {strip_marks(one.lower()) for one in TYPES.split("|")}
    for row in rows("doc_types"):
        name, abbreviation = strip_marks(fold(row["doc_type"])), strip_marks(row["abbreviation"].lower())
        if abbreviation not in short:
            continue
        for one in (name, abbreviation):
            types, names = called.setdefault(one, (set(), {}))
            types.add(abbreviation)
            names[name] = None
    return {one: (frozenset(types), tuple(names)) for one, (types, names) in called.items()}


@cache
def _reference() -> regex.Pattern[str]:
    names = {row["doc_type"] for row in rows("doc_types")} | set(TYPES.split("|"))
    known = [one for one in names if strip_marks(fold(one)) in _types()]
    forms = sorted({form for one in known for form in (one.lower(), strip_marks(one.lower()))}, key=len, reverse=True)
    types = "|".join(regex.escape(form) for form in forms)
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<type>{types})\s*(?:(?<=\s)s[ốo]\s*)?(?P<number>\d{{1,4}})(?P<year>/\d{{4}})?"
        r"(?![\p{L}\p{N}]|\s*[-/.–]\s*[\p{L}\p{N}])",
        regex.IGNORECASE,
    )


@cache
def _forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Other words for a short form, and for what is said in full, all without marks."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("shorthands"):
        short, full = strip_marks(fold(row["short"])), strip_marks(fold(row["full"]))
        found.setdefault(short, []).append(tuple(full.split()))
        if row["back"]:
            found.setdefault(full, []).append(tuple(short.replace("-", " ").split()))
    return {called: tuple(forms) for called, forms in found.items()}


@cache
def _shorthand() -> regex.Pattern[str]:
    short = {form for row in rows("shorthands") for form in (row["short"], strip_marks(row["short"]))}
    full = {form for row in rows("shorthands") if row["back"] for form in (row["full"], strip_marks(row["full"]))}
    one, other = (
        "|".join(regex.escape(form) for form in sorted(forms, key=len, reverse=True)) for forms in (short, full)
    )
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?:(?P<short>{one})|{other})(?![\p{{L}}\p{{N}}]|[-/]\p{{L}})", regex.IGNORECASE
    )
