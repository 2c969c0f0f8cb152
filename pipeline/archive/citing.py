"""What each report says of one directive: «70-KL/TW, ngày 31/01/2024 của Bộ Chính trị» here, undated there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.symbols import read_symbol
from pipeline.archive.issuers import province_of
from pipeline.passages import bounds_of
from pipeline.tables import Cell

# Rows that a query in SQL answers, `:names` filled in.
Ask = Callable[[str, Mapping[str, Cell]], Sequence[Any]]

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Organs whose numbers are one series for the whole country.
_CENTRAL = re.compile(r"(?:.*TW(?:/nb)?|TTg|CP|CTN|QH[0-9]+|UBTVQH[0-9]+)")
_PROVINCE_COMMITTEE = re.compile(r".*(?<![HTQX])TU")


@dataclass(frozen=True, slots=True)
class Cited:
    """What one report says of one directive. `scope` is where its number is one of a kind: a province, or nothing."""

    directive_id: str
    doc_id: str
    issuers: frozenset[str]
    told_on: str
    scope: str

    @property
    def when(self) -> str:
        """The day that it gives the directive; «?» where it gives none."""
        return self.directive_id.rpartition("@")[2]


def read_cited(ask: Ask, symbol: str) -> Iterator[Cited]:
    """What each report says of the directives with this symbol."""
    query = (
        "SELECT c.directive_id, c.doc_id, c.issuer, d.issuer, d.place, coalesce(d.issued_on, d.period_end, '') "
        "FROM citations c JOIN documents d ON d.doc_id = c.doc_id "
        "WHERE c.directive_id >= :first AND c.directive_id < :after "
        "GROUP BY c.directive_id, c.doc_id, c.issuer, d.issuer, d.place, d.issued_on, d.period_end "
        "ORDER BY c.directive_id, c.doc_id"
    )
    told: dict[tuple[str, str], tuple[set[str], str, str, str]] = {}
    for directive_id, doc_id, issuer, own, place, when in ask(query, bounds_of(symbol)):
        told.setdefault((directive_id, doc_id), (set(), own, place, when))[0].update({issuer} - {""})
    local = is_local(symbol)
    for (directive_id, doc_id), (issuers, own, place, when) in told.items():
        scope = _scope(symbol, frozenset(issuers), province_of(own, place, when)) if local else ""
        yield Cited(directive_id, doc_id, frozenset(issuers), when, scope)


@lru_cache(maxsize=10_000)
def is_local(symbol: str) -> bool:
    """True where a number is not one for the whole country: «39-NQ/TU» is another in each province."""
    sign = read_symbol(symbol)
    return sign is None or not any(_CENTRAL.fullmatch(part) for part in (sign.organ, sign.organ.partition("-")[0]))


def is_of_an_office(symbol: str) -> bool:
    """True where a sign names an office that many places have, «KH/BTGHU», and not which.

    >>> is_of_an_office("12-KH/BTGHU"), is_of_an_office("39-NQ/TU"), is_of_an_office("05-CT/TW")
    (True, False, False)
    """
    sign = read_symbol(symbol)
    return is_local(symbol) and not (sign is not None and _PROVINCE_COMMITTEE.fullmatch(sign.organ))


def _scope(symbol: str, issuers: frozenset[str], province: str) -> str:
    """Where a number is one of a kind: a province for its Party committee, a named issuer below; empty: unknown."""
    sign = read_symbol(symbol)
    if sign is not None and _PROVINCE_COMMITTEE.fullmatch(sign.organ):
        return province
    return f"{province} {fold(min(issuers))}" if province and len(issuers) == 1 else ""


@lru_cache(maxsize=10_000)
def same_body(one: str, other: str) -> bool:
    """True for «Tỉnh ủy» and «Ban Thường vụ Tỉnh ủy Hà Giang»: one name within the other."""
    mine, theirs = f" {fold(one)} ", f" {fold(other)} "
    return mine in theirs or theirs in mine


def same_directives(symbol: str, directive_ids: Iterable[str]) -> list[set[str]]:
    """The identifiers in groups that must mean one directive, though their dates differ."""
    groups: list[set[str]] = []
    for directive_id in sorted(directive_ids):
        same = [group for group in groups if any(_must_be_one(symbol, directive_id, other) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append({directive_id}.union(*same))
    return groups


def _must_be_one(symbol: str, one: str, other: str) -> bool:
    """True where no organ gives a number twice: within a term of the Party's centre, within a year elsewhere.

    The same day of another year is a slip too, «15/5/2016» and «15/5/2026»; not so where numbers begin anew with each
    year: «01/NQ-CP» is of 01/01 in every year.
    """
    mine, theirs = one.rpartition("@")[2], other.rpartition("@")[2]
    if mine[:4] == theirs[:4]:
        return True
    sign = read_symbol(symbol)
    central = sign is not None and sign.organ.endswith("TW")
    return central and (mine[4:] == theirs[4:] or _term(mine) == _term(theirs))


def _term(day: str) -> str:
    """The term of office of the Party's centre in which a day lies."""
    for valid_from, valid_to, term in _terms():
        if valid_from <= day and (not valid_to or day < valid_to):
            return term
    return day


@cache
def _terms() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["valid_from"], row["valid_to"], row["term"]) for row in rows("terms"))
