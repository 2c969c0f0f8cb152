"""Which directive an undated citation means, by all that the archive says: «Kết luận 70-KL/TW» is that of 31/01/2024.

A report's own rows stay as they were read; what the archive adds is worked out when rows are asked for. So it is the
same whatever the order in which reports came, and a report that is added or goes needs nothing to be done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.symbols import read_symbol
from pipeline.archive.citing import ISO_DAY, Ask, Cited, is_local, read_cited, same_body, same_directives
from pipeline.passages import bounds_of
from pipeline.tables import Cell, Row, tables

_UNDATED = "@?"
# A date that this many times as many reports give as all others together is the date of a directive; the others, which
# are kept where they stand, are slips.
_CLEARLY = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """What the archive knows of a directive that one report leaves undated; `candidates` where it may be several."""

    directive_id: str
    resolved_on: str = ""
    candidates: str = ""


# By report and identifier.
SettledRows = Mapping[tuple[str, str], Settled]


def settle(ask: Ask, doc_id: str | None = None, symbol: str | None = None) -> dict[tuple[str, str], Settled]:
    """What the archive says of every undated directive, of one report or of all, of one symbol or of all.

    By report and identifier: («3f2a…», «70-KL/TW@?») → 70-KL/TW@2024-01-31.
    """
    found: dict[tuple[str, str], Settled] = {}
    for one in _open_symbols(ask, doc_id, symbol):
        cited = list(read_cited(ask, one))
        dated = _together(row for row in cited if ISO_DAY.fullmatch(row.when))
        if dated:
            replaced = _replaced(ask, one)
            for row in cited:
                if row.directive_id.endswith(_UNDATED) and doc_id in (None, row.doc_id):
                    settled = _settled(row, dated, replaced)
                    if settled is not None:
                        found[row.doc_id, row.directive_id] = settled
    return found


class Known:
    """What the archive says of undated directives, each asked for once, and only where a report cites it so."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._asked: set[str] = set()
        self._settled: dict[tuple[str, str], Settled] = {}

    def of(self, directives: Iterable[str]) -> Mapping[tuple[str, str], Settled]:
        """What `settle` says of those of the directives that are undated, and of all that were asked for before."""
        for directive in directives:
            if directive.endswith(_UNDATED) and directive not in self._asked:
                self._asked.add(directive)
                self._settled.update(settle(self._ask, symbol=directive.removesuffix(_UNDATED)))
        return self._settled

    def meant(self, doc_id: str, directive: str) -> str:
        """The directive that one of a report's is: itself, unless it is undated and the archive knows."""
        settled = self.of([directive]).get((doc_id, directive))
        return settled.directive_id if settled else directive


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


def _together(dated: Iterable[Cited]) -> list[_Dated]:
    reports: dict[tuple[str, frozenset[str], str], set[str]] = {}
    for row in dated:
        reports.setdefault((row.directive_id, row.issuers, row.scope), set()).add(row.doc_id)
    return [_Dated(*told, frozenset(doc_ids)) for told, doc_ids in reports.items()]


def _settled(row: Cited, dated: Sequence[_Dated], replaced: Mapping[str, str]) -> Settled | None:
    """The only candidate in force on the report's day, or the candidates; None where the archive knows none."""
    if not row.told_on or (is_local(_symbol(row)) and not row.scope):
        return None
    fitting = [one for one in dated if one.scope == row.scope and one.when <= row.told_on and _one_body(row, one)]
    in_force = [one for one in fitting if replaced.get(one.directive_id, "9999") > row.told_on]
    candidates = sorted(_without_slips(_symbol(row), in_force))
    if not candidates:
        return None
    if len(candidates) > 1:
        return Settled(row.directive_id, "", "; ".join(candidates))
    return Settled(candidates[0], candidates[0].rpartition("@")[2])


def _symbol(row: Cited) -> str:
    return row.directive_id.rpartition("@")[0]


def _one_body(row: Cited, other: _Dated) -> bool:
    """True where the issuers that two reports name may be one, or one names none."""
    return not row.issuers or not other.issuers or any(same_body(a, b) for a in row.issuers for b in other.issuers)


def _without_slips(symbol: str, dated: Iterable[_Dated]) -> set[str]:
    """The directives that the reports tell of, without those whose dates are clearly slips of the pen."""
    told: dict[str, set[str]] = {}
    for one in dated:
        told.setdefault(one.directive_id, set()).update(one.doc_ids)
    kept: set[str] = set()
    for group in same_directives(symbol, told):
        most = max(sorted(group), key=lambda directive: len(told[directive]))
        others = sum(len(told[directive]) for directive in group) - len(told[most])
        kept |= {most} if len(told[most]) >= _CLEARLY * others else group
    return kept


def _replaced(ask: Ask, symbol: str) -> dict[str, str]:
    """The day from which each directive with this symbol was replaced by another."""
    query = (
        "SELECT DISTINCT to_directive_id, directive_id FROM directive_relations WHERE relation = 'replaces' "
        "AND to_directive_id >= :first AND to_directive_id < :after"
    )
    since: dict[str, str] = {}
    for replaced, by in ask(query, bounds_of(symbol)):
        day = str(by).rpartition("@")[2]
        if ISO_DAY.fullmatch(day) and date.fromisoformat(day):
            since[replaced] = min(since.get(replaced, day), day)
    return since
