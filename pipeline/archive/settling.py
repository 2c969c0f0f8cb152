"""Which directive an undated citation means, by all that the archive says: «Kết luận 70-KL/TW» is that of 31/01/2024.

A report's own rows stay as they were read; what the archive adds is worked out when rows are asked for. So it is the
same whatever the order in which reports came, and a report that is added or goes needs nothing to be done again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.places import bare_key, find_province, head_of, named
from extractors.symbols import read_symbol
from pipeline.tables import Cell, Row, tables

# Rows that a query in SQL answers, `:names` filled in.
Ask = Callable[[str, Mapping[str, Cell]], Sequence[Any]]

_UNDATED = "@?"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Organs whose numbers are one series for the whole country.
_CENTRAL = re.compile(r"(?:.*TW(?:/nb)?|TTg|CP|CTN|QH[0-9]+|UBTVQH[0-9]+)")
_PROVINCE_COMMITTEE = re.compile(r".*(?<![HTQX])TU")

# A date that this many times as many reports give as all others together is the date of a directive; the others, which
# are kept where they stand, are slips.
_CLEARLY = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """What the archive knows of a directive that one report leaves undated; `candidates` where it may be several."""

    directive_id: str
    resolved_on: str = ""
    candidates: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What some reports say of a directive: its date or its issuer, and which reports say so."""

    directive_id: str
    told: str
    doc_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Reports that tell different dates (`what` is `issued_on`) or issuers (`issuer`) of one directive."""

    symbol: str
    what: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """What one report says of one directive. `scope` is where its number is one of a kind: a province, or nothing."""

    directive_id: str
    doc_id: str
    issuers: frozenset[str]
    told_on: str
    scope: str

    @property
    def when(self) -> str:
        return self.directive_id.rpartition("@")[2]


def settle(ask: Ask, doc_id: str | None = None, symbol: str | None = None) -> dict[tuple[str, str], Settled]:
    """What the archive says of every undated directive, of one report or of all, of one symbol or of all.

    By report and identifier: («3f2a…», «70-KL/TW@?») → 70-KL/TW@2024-01-31.
    """
    found: dict[tuple[str, str], Settled] = {}
    for one in _open_symbols(ask, doc_id, symbol):
        cited = list(_cited(ask, one))
        dated = _together(row for row in cited if _ISO_DAY.fullmatch(row.when))
        if dated:
            replaced = _replaced(ask, one)
            for row in cited:
                if row.directive_id.endswith(_UNDATED) and doc_id in (None, row.doc_id):
                    settled = _settled(row, dated, replaced)
                    if settled is not None:
                        found[row.doc_id, row.directive_id] = settled
    return found


# The tables whose rows name directives, and the columns that do.
SETTLED_TABLES: Mapping[str, tuple[str, ...]] = {
    "citations": ("directive_id",),
    "implementations": ("directive_id",),
    "directive_relations": ("directive_id", "to_directive_id"),
}


def with_settled(table: str, row: Row, known: Mapping[tuple[str, str], Settled]) -> Row:
    """A row of one of these tables with what the archive knows of the directives it names."""
    at = _columns(table)
    changed = list(row)
    for column in SETTLED_TABLES[table]:
        settled = known.get((str(row[0]), str(row[at[column]])))
        if settled is not None:
            changed[at[column]] = settled.directive_id
            if "candidates" in at:
                changed[at["resolved_on"]] = settled.resolved_on or None
                changed[at["candidates"]] = settled.candidates
    return tuple(changed)


def vanished(ask: Ask, known: Mapping[tuple[str, str], Settled]) -> int:
    """How many undated directives are no entry of their own, because the archive knows them in every report."""
    resolved: dict[str, int] = {}
    for (_, directive_id), settled in known.items():
        resolved[directive_id] = resolved.get(directive_id, 0) + bool(settled.resolved_on)
    query = "SELECT count(DISTINCT doc_id) FROM citations WHERE directive_id = :one"
    return sum(ask(query, {"one": one})[0][0] == reports for one, reports in resolved.items())


@cache
def _columns(table: str) -> Mapping[str, int]:
    return {column.name: index for index, column in enumerate(tables()[table])}


def conflicts(ask: Ask, doc_id: str | None = None) -> Iterator[Conflict]:
    """The directives of which reports tell different dates or issuers, by symbol; only those that one report cites."""
    for symbol in _contested(ask, doc_id):
        by_scope: dict[str, list[_Cited]] = {}
        for row in _cited(ask, symbol):
            if _ISO_DAY.fullmatch(row.when) and not (_is_local(symbol) and not row.scope):
                by_scope.setdefault(row.scope, []).append(row)
        for _, told in sorted(by_scope.items()):
            for group in _same_directives(symbol, {row.directive_id for row in told}):
                if len(group) > 1:
                    yield Conflict(symbol, "issued_on", tuple(_claim(told, one) for one in sorted(group)))
            for directive_id in sorted({row.directive_id for row in told}):
                yield from _issuers_apart(symbol, [row for row in told if row.directive_id == directive_id])


def _contested(ask: Ask, doc_id: str | None) -> list[str]:
    """The symbols of which reports tell several dates or issuers, by symbol."""
    if doc_id is None:
        return [row[0] for row in ask(f"{_SYMBOLS_DATED.format('')} GROUP BY 1 HAVING {_SEVERAL} ORDER BY 1", {})]
    own_query = f"{_SYMBOLS_DATED.format(', directive_id')} AND doc_id = :doc_id GROUP BY 1, 2"
    own: dict[str, list[str]] = {}
    for symbol, directive_id in ask(own_query, {"doc_id": doc_id}):
        own.setdefault(symbol, []).append(directive_id)
    return [symbol for symbol in sorted(own) if _told_apart(ask, symbol, own[symbol])]


def _told_apart(ask: Ask, symbol: str, directive_ids: Sequence[str]) -> bool:
    """True where the ends of the index tell that a symbol has several dates, or a directive several issuers."""
    # «:» is the sign after «9»: all dated identifiers of the symbol stand between, undated ones do not.
    dates = (
        "SELECT min(directive_id), max(directive_id) FROM citations "
        "WHERE directive_id > :first AND directive_id < :after"
    )
    issuers = "SELECT min(issuer), max(issuer) FROM citations WHERE directive_id = :one AND issuer > ''"
    ((first, last),) = ask(dates, {"first": f"{symbol}@", "after": f"{symbol}@:"})
    return first != last or any(len(set(ask(issuers, {"one": one})[0])) > 1 for one in directive_ids)


_SYMBOLS_DATED = (
    "SELECT substr(directive_id, 1, length(directive_id) - 11) AS symbol{} FROM citations "
    "WHERE directive_id LIKE '%@____-__-__'"
)
_SEVERAL = "count(DISTINCT directive_id) > 1 OR count(DISTINCT nullif(issuer, '')) > 1"


def _open_symbols(ask: Ask, doc_id: str | None, symbol: str | None) -> list[str]:
    """The symbols that stand undated in a report, or anywhere; only what has a number can be told apart."""
    if symbol is not None:
        return [symbol] if read_symbol(symbol) else []
    given: dict[str, Cell] = {"undated": f"%{_UNDATED}"}
    query = "SELECT DISTINCT directive_id FROM citations WHERE directive_id LIKE :undated"
    if doc_id is not None:
        query, given = f"{query} AND doc_id = :doc_id", {**given, "doc_id": doc_id}
    symbols = (str(row[0]).removesuffix(_UNDATED) for row in ask(query, given))
    return sorted(one for one in symbols if read_symbol(one))


def _cited(ask: Ask, symbol: str) -> Iterator[_Cited]:
    """What each report says of the directives with this symbol."""
    query = (
        "SELECT c.directive_id, c.doc_id, c.issuer, d.issuer, d.place, coalesce(d.issued_on, d.period_end, '') "
        "FROM citations c JOIN documents d ON d.doc_id = c.doc_id "
        "WHERE c.directive_id >= :first AND c.directive_id < :after "
        "GROUP BY c.directive_id, c.doc_id, c.issuer, d.issuer, d.place, d.issued_on, d.period_end "
        "ORDER BY c.directive_id, c.doc_id"
    )
    told: dict[tuple[str, str], tuple[set[str], str, str, str]] = {}
    # «A» is the letter after «@»: all identifiers of the symbol stand between.
    for directive_id, doc_id, issuer, own, place, when in ask(query, {"first": f"{symbol}@", "after": f"{symbol}A"}):
        told.setdefault((directive_id, doc_id), (set(), own, place, when))[0].update({issuer} - {""})
    local = _is_local(symbol)
    for (directive_id, doc_id), (issuers, own, place, when) in told.items():
        scope = _scope(symbol, frozenset(issuers), province_of(own, place, when)) if local else ""
        yield _Cited(directive_id, doc_id, frozenset(issuers), when, scope)


@lru_cache(maxsize=10_000)
def _is_local(symbol: str) -> bool:
    sign = read_symbol(symbol)
    return sign is None or not any(_CENTRAL.fullmatch(part) for part in (sign.organ, sign.organ.partition("-")[0]))


def is_of_an_office(symbol: str) -> bool:
    """True where a sign names an office that many places have, «KH/BTGHU», and not which.

    >>> is_of_an_office("12-KH/BTGHU"), is_of_an_office("39-NQ/TU"), is_of_an_office("05-CT/TW")
    (True, False, False)
    """
    sign = read_symbol(symbol)
    return _is_local(symbol) and not (sign is not None and _PROVINCE_COMMITTEE.fullmatch(sign.organ))


def _scope(symbol: str, issuers: frozenset[str], province: str) -> str:
    """Where a number is one of a kind: a province for its Party committee, a named issuer below; empty: unknown."""
    sign = read_symbol(symbol)
    if sign is not None and _PROVINCE_COMMITTEE.fullmatch(sign.organ):
        return province
    return f"{province} {fold(min(issuers))}" if province and len(issuers) == 1 else ""


@lru_cache(maxsize=10_000)
def province_of(issuer: str, place: str, when: str) -> str:
    """The identifier of the province from which a report comes, by its letterhead; empty where that does not tell.

    >>> province_of("Ban Tuyên giáo Huyện ủy Mèo Vạc", "Mèo Vạc", "2024-05-20"), province_of("", "Hà Nội", "2024-05-20")
    ('VN02', 'VN01')
    """
    for name in filter(None, (place, find_province(issuer) or "")):
        heads = frozenset({head_of(name)} if head_of(name) else {"tỉnh", "thành phố", "huyện", "thị xã", "quận"})
        same = named(bare_key(name[len(head_of(name)) :]), heads)
        upper = [one for one in same if one.kind == "province"] or same
        valid = {one.province_id for one in upper if _was_there(one.valid_from, one.valid_to, when)}
        if len(valid) == 1:
            return valid.pop()
    return ""


def _was_there(valid_from: str, valid_to: str, when: str) -> bool:
    return not when or (valid_from <= when and (not valid_to or when <= valid_to))


@dataclass(frozen=True, slots=True)
class _Dated:
    """The reports that say the same of one dated directive: thousands of reports cite what few of them tell apart."""

    directive_id: str
    issuers: frozenset[str]
    scope: str
    doc_ids: frozenset[str]

    @property
    def when(self) -> str:
        return self.directive_id.rpartition("@")[2]


def _together(dated: Iterable[_Cited]) -> list[_Dated]:
    reports: dict[tuple[str, frozenset[str], str], set[str]] = {}
    for row in dated:
        reports.setdefault((row.directive_id, row.issuers, row.scope), set()).add(row.doc_id)
    return [_Dated(*told, frozenset(doc_ids)) for told, doc_ids in reports.items()]


def _settled(row: _Cited, dated: Sequence[_Dated], replaced: Mapping[str, str]) -> Settled | None:
    """The only candidate in force on the report's day, or the candidates; None where the archive knows none."""
    if not row.told_on or (_is_local(_symbol(row)) and not row.scope):
        return None
    fitting = [one for one in dated if one.scope == row.scope and one.when <= row.told_on and _one_body(row, one)]
    in_force = [one for one in fitting if replaced.get(one.directive_id, "9999") > row.told_on]
    candidates = sorted(_without_slips(_symbol(row), in_force))
    if not candidates:
        return None
    if len(candidates) > 1:
        return Settled(row.directive_id, "", "; ".join(candidates))
    return Settled(candidates[0], candidates[0].rpartition("@")[2])


def _symbol(row: _Cited) -> str:
    return row.directive_id.rpartition("@")[0]


def _one_body(row: _Cited, other: _Dated) -> bool:
    """True where the issuers that two reports name may be one, or one names none."""
    return not row.issuers or not other.issuers or any(_same(a, b) for a in row.issuers for b in other.issuers)


@lru_cache(maxsize=10_000)
def _same(one: str, other: str) -> bool:
    """True for «Tỉnh ủy» and «Ban Thường vụ Tỉnh ủy Hà Giang»: one name within the other."""
    mine, theirs = f" {fold(one)} ", f" {fold(other)} "
    return mine in theirs or theirs in mine


def _without_slips(symbol: str, dated: Iterable[_Dated]) -> set[str]:
    """The directives that the reports tell of, without those whose dates are clearly slips of the pen."""
    told: dict[str, set[str]] = {}
    for one in dated:
        told.setdefault(one.directive_id, set()).update(one.doc_ids)
    kept: set[str] = set()
    for group in _same_directives(symbol, told):
        most = max(sorted(group), key=lambda directive: len(told[directive]))
        others = sum(len(told[directive]) for directive in group) - len(told[most])
        kept |= {most} if len(told[most]) >= _CLEARLY * others else group
    return kept


def _same_directives(symbol: str, directive_ids: Iterable[str]) -> list[set[str]]:
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


def _replaced(ask: Ask, symbol: str) -> dict[str, str]:
    """The day from which each directive with this symbol was replaced by another."""
    query = (
        "SELECT DISTINCT to_directive_id, directive_id FROM directive_relations WHERE relation = 'replaces' "
        "AND to_directive_id >= :first AND to_directive_id < :after"
    )
    since: dict[str, str] = {}
    for replaced, by in ask(query, {"first": f"{symbol}@", "after": f"{symbol}A"}):
        day = str(by).rpartition("@")[2]
        if _ISO_DAY.fullmatch(day) and date.fromisoformat(day):
            since[replaced] = min(since.get(replaced, day), day)
    return since


def _claim(told: Iterable[_Cited], directive_id: str) -> Claim:
    said = [row.doc_id for row in told if row.directive_id == directive_id]
    return Claim(directive_id, directive_id.rpartition("@")[2], tuple(sorted(said)))


def _issuers_apart(symbol: str, told: Sequence[_Cited]) -> Iterator[Conflict]:
    """A conflict where the issuers that are named for one directive cannot all be one body."""
    by_issuer: dict[str, list[str]] = {}
    for row in told:
        for issuer in row.issuers:
            by_issuer.setdefault(issuer, []).append(row.doc_id)
    names = sorted(by_issuer)
    if any(not _same(one, other) for one in names for other in names):
        directive_id = told[0].directive_id
        claims = (Claim(directive_id, name, tuple(sorted(by_issuer[name]))) for name in names)
        yield Conflict(symbol, "issuer", tuple(claims))
