"""Symbols as a scanner misreads them, repaired by the closed lists of types and organs: «01-KI/TW» is «01-KL/TW»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.lexicon import rows
from extractors.symbols import FoundSymbol, Symbol, find_symbols, known_organs, read_symbol

# Signs that are drawn alike; each stands for the first of its row.
_ALIKE = ("IlL1|!TJ]i", "O0QCGoØ", "ÐĐD", "UỦÚVƯ", "B8", "S5", "HN", "EF", "PR")
_SHAPES = str.maketrans({sign: row[0] for row in _ALIKE for sign in row})
# Organs that no list of issuers has; «BTG» for «BTGTU» is written as well, and is no misread «BTC».
_PLAIN = ("QP", "BQP", "QK", "BTL", "HĐ", "UB")
_COMMITTEE = re.compile(r"(?:TW|TU|HU|ĐU)$")
_LONGEST_LEVEL = 3
_TWICE = re.compile("[ĐÐ]{2}")
_FIGURES = str.maketrans("OoØIl|]!", "00011111")

# A number, a type and an organ, of signs that may be misread; tried where a hyphen or bar follows a figure or its like.
_MISREAD = re.compile(
    r"""
    (?P<number>(?<![\w.,/–-])[0-9OoØIl|\]!]{1,4})
    (?:(?<=[0-9])[ ]?/[ ]?(?P<year>(?:19|20)[0-9]{2}))?
    [ ]{0,2}(?P<dash>[-–/])[ ]{0,2}
    (?P<kind>[A-ZĐÐØ0-9l|\]!]{1,5}r?)
    [ ]?(?P<bar>[-–/])[ ]?
    (?P<organ>[A-ZĐÐØƯỦÚÂÔÊĂ0-9l|\]!]{1,8}[ ](?:W|U(?![ ][A-ZĐ][^A-ZĐ]))|[A-ZĐÐØƯỦÚÂÔÊĂ0-9l|\]!]{2,8}g?)
    (?![\w&])
    """,
    re.VERBOSE,
)


def find_scanned_symbols(text: str) -> Iterator[FoundSymbol]:
    """Every symbol in a text that a scanner read: as written where it can be, else as the closed lists repair it.

    >>> [(each.symbol.text, each.symbol.repaired_from) for each in find_scanned_symbols("70- KL/IW và 41-NQ/TW")]
    [('70-KL/TW', '70- KL/IW'), ('41-NQ/TW', '')]
    """
    repaired = {found.start: found for found in _repaired(text)}
    taken = [range(found.start, found.end) for found in repaired.values()]
    for found in find_symbols(text):
        if not any(found.start < each.stop and each.start < found.end for each in taken):
            repaired[found.start] = found
    yield from (repaired[start] for start in sorted(repaired))


def _repaired(text: str) -> Iterator[FoundSymbol]:
    for match in _MISREAD.finditer(text):
        symbol = repair(match)
        if symbol is not None:
            yield FoundSymbol(match.start(), match.end(), symbol, certain=True)


def repair(match: re.Match[str]) -> Symbol | None:
    """The symbol that was misread here, or None where nothing was, or where several could be meant."""
    kind, organ = _closest(match["kind"], _kinds()), _closest(match["organ"], _organs())
    number = match["number"].translate(_FIGURES)
    if kind is None or organ is None or not any(map(str.isdigit, match["number"])):
        return None
    if (kind, organ, number) == (match["kind"], match["organ"], match["number"]):
        return None
    year = f"/{match['year']}" if match["year"] else ""
    symbol = read_symbol(f"{number}{year}{match['dash']}{kind}{match['bar']}{organ}")
    return None if symbol is None else replace(symbol, repaired_from=match.group())


def _closest(written: str, known: frozenset[str]) -> str | None:
    """The one known sign that is what is written, or looks like it but for one letter; None where there is no such.

    >>> known = frozenset(("KL", "KT", "KH"))
    >>> _closest("KN", known), _closest("KL", known), _closest("KI", known)
    ('KH', 'KL', None)
    >>> _closest("UW", frozenset(("TW", "TU"))), _closest("UBKTW", frozenset(("TW", "UBKTTW")))
    ('TW', 'UBKTTW')
    """
    if written in known:
        return written
    written = _TWICE.sub("Đ", written.replace("VV", "W"))
    if written in known:
        return written
    shape = written.translate(_SHAPES)
    alike = [sign for sign in known if sign.translate(_SHAPES) == shape and _differ(sign, written) == 1]
    return alike[0] if len(alike) == 1 else _with_lost(written.replace(" ", "T"), written.replace(" ", ""), known)


def _with_lost(spaced: str, joined: str, known: frozenset[str]) -> str | None:
    """The known sign in which a «T» became a gap, another letter or nothing, or a letter two: «UBKT U», «UW», «ITW»."""
    found = {sign for sign in (spaced, joined, f"{joined[:-1]}T{joined[-1]}") if "T" in sign[-2:]}
    if joined.endswith("W"):  # before which nothing else stands
        found.add(f"{joined[:-2]}TW")
    shapes = joined.translate(_SHAPES)
    for at in range(1, len(joined)):
        if shapes[at] == shapes[at - 1]:
            found |= {joined[: at - 1] + kept + joined[at + 1 :] for kept in {joined[at - 1], joined[at], "T"}}
    found &= known
    return found.pop() if len(found) == 1 else None


def _differ(one: str, two: str) -> int:
    return sum(a != b for a, b in zip(one, two, strict=True))


def is_organ(sign: str) -> bool:
    """True for the sign of an organ of the closed list.

    >>> is_organ("UBKTTW"), is_organ("UBKTW")
    (True, False)
    """
    return sign in _organs()


@cache
def _kinds() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in rows("doc_types") if row["abbreviation"])


@cache
def _organs() -> frozenset[str]:
    whole = known_organs() | frozenset(_PLAIN)
    return whole | {_COMMITTEE.sub("", sign) for sign in whole if len(sign) > _LONGEST_LEVEL}
