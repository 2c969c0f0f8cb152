"""Where reports tell different dates or issuers of one directive: «05-CT/TW» of 15/5/2016, and of 15/5/2026."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.archive.citing import ISO_DAY, Ask, Cited, is_local, read_cited, same_body, same_directives


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


def conflicts(ask: Ask, doc_id: str | None = None) -> Iterator[Conflict]:
    """The directives of which reports tell different dates or issuers, by symbol; only those that one report cites."""
    for symbol in _contested(ask, doc_id):
        by_scope: dict[str, list[Cited]] = {}
        for row in read_cited(ask, symbol):
            if ISO_DAY.fullmatch(row.when) and not (is_local(symbol) and not row.scope):
                by_scope.setdefault(row.scope, []).append(row)
        for _, told in sorted(by_scope.items()):
            for group in same_directives(symbol, {row.directive_id for row in told}):
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


def _claim(told: Iterable[Cited], directive_id: str) -> Claim:
    said = [row.doc_id for row in told if row.directive_id == directive_id]
    return Claim(directive_id, directive_id.rpartition("@")[2], tuple(sorted(said)))


def _issuers_apart(symbol: str, told: Sequence[Cited]) -> Iterator[Conflict]:
    """A conflict where the issuers that are named for one directive cannot all be one body."""
    by_issuer: dict[str, list[str]] = {}
    for row in told:
        for issuer in row.issuers:
            by_issuer.setdefault(issuer, []).append(row.doc_id)
    names = sorted(by_issuer)
    if any(not same_body(one, other) for one in names for other in names):
        directive_id = told[0].directive_id
        claims = (Claim(directive_id, name, tuple(sorted(by_issuer[name]))) for name in names)
        yield Conflict(symbol, "issuer", tuple(claims))
