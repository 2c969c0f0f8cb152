"""Queries over the store's passages: «ket luan 70» finds «Kết luận 70-KL/TW», with what was read out of the passage."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from extractors.lexicon import rows
from extractors.patterns import fold
from pipeline.archive.settling import settle
from pipeline.facts import Status
from pipeline.messages import RefusedError
from pipeline.passages import MOST, SHARES, first_number, status_key, symbol_key, symbol_of, unit_key
from pipeline.periods import Period, read_period
from pipeline.questions.hits import Hit, find_hits
from pipeline.questions.queries import Term, read_query, read_symbols
from pipeline.questions.shorthands import known_symbols
from pipeline.store import Store
from pipeline.store.fulltext import Phrase, plain
from pipeline.tables import Cell

LONGEST_QUERY, MOST_HITS, SECONDS = 2_000, 1_000, 2.0

# Where at most one report in so many is of a type, its passages are listed first; else passages are looked at in turn.
_RARE = 20


class SearchError(RefusedError):
    """The search cannot be done as asked: the message tells the user why."""


class NothingAskedError(SearchError):
    """The query has no word and no sign, and nothing else narrows the search down."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits asked for, newest report first, and how many passages there are; `more` where there are yet more."""

    hits: tuple[Hit, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search as conditions over passages `p`, and over the index `i` where words are asked for, and their values."""

    conditions: Sequence[str]
    given: Mapping[str, Cell]
    in_index: bool

    def page(self, *, few: bool = False) -> str:
        """The query for some passages, in their order; where they are few, all are found before they are ordered."""
        number = "i.rowid + 0" if few else "i.rowid" if self.in_index else "p.id"
        order = f"ORDER BY {number} LIMIT :limit OFFSET :offset"
        return f"SELECT p.doc_id, p.page, p.start, p.text {self._from(passages=True)} {order}"

    def count(self) -> str:
        """The query for how many passages there are, up to `:most`; the passages are read only where they must be."""
        passages = not self.in_index or any("p." in condition for condition in self.conditions)
        return f"SELECT count(*) FROM (SELECT 1 AS one {self._from(passages=passages)} LIMIT :most) AS counted"

    def _from(self, *, passages: bool) -> str:
        if not self.in_index:
            return f"FROM passages p WHERE {' AND '.join(self.conditions)}"
        joined, same = (" CROSS JOIN passages p", ["p.id = i.rowid"]) if passages else ("", [])
        where = " AND ".join([*same, *self.conditions])
        return f"FROM passages_index i{joined} WHERE {where}"


def search(
    store: Store,
    query: str,
    *,
    directive: str = "",
    unit: str = "",
    status: str = "",
    period: str = "",
    doc_type: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Answer:
    """The passages that have all of the query's words and facts, with `limit` of them from `offset` on.

    `period` and `doc_type` («Kế hoạch», with or without its marks) are those of the report that a passage stands in.
    `SearchError` where the query is too long, asks for nothing or for too much, or takes longer than two seconds.
    """
    _check(query, status, limit, offset)
    terms = tuple(_told(store, term) for term in read_query(query))
    span = read_period(period) if period else None
    asked = _asked(store, terms, directive=directive, unit=unit, status=status, period=span, doc_type=doc_type)
    until = time.monotonic() + SECONDS
    try:
        counted = _count(store, asked, SECONDS) if asked.in_index and store.database.COUNTS_FIRST else None
        page = asked.page(few=counted is not None and counted <= MOST_HITS)
        found = store.ask(
            page, {**asked.given, "limit": limit, "offset": offset}, within=SECONDS if counted is None else _left(until)
        )
        total, more = offset + len(found), False
        if len(found) == limit or (offset and not found):
            counted = _count(store, asked, _left(until)) if counted is None else counted
            total, more = max(min(counted, MOST_HITS), offset + len(found)), counted > MOST_HITS
    except TimeoutError as error:
        raise SearchError("Tìm quá 2 giây mà chưa xong. Hãy thêm từ, hoặc giới hạn thời gian bằng --period.") from error
    return Answer(tuple(find_hits(store, found, terms)), total, more)


def _count(store: Store, asked: _Asked, within: float) -> int:
    """How many passages there are, as far as they are counted."""
    return int(store.ask(asked.count(), {**asked.given, "most": MOST_HITS + 1}, within=within)[0][0])


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.05)


def _check(query: str, status: str, limit: int, offset: int) -> None:
    if len(query) > LONGEST_QUERY:
        raise SearchError("Câu tìm dài {n} ký tự; nhiều nhất là {most}.", n=len(query), most=LONGEST_QUERY)
    if not 0 < limit <= MOST_HITS:
        raise SearchError("--limit phải từ 1 đến {most}.", most=MOST_HITS)
    if not 0 <= offset < 10**18:
        raise SearchError("--offset không được âm, cũng không được quá 18 chữ số.")
    if status and status not in get_args(Status):
        known = ", ".join(get_args(Status))
        raise SearchError("Không có trạng thái «{status}»: chọn {known}.", status=status, known=known)


def _asked(
    store: Store, terms: Iterable[Term], *, directive: str, unit: str, status: str, period: Period | None, doc_type: str
) -> _Asked:
    wanted: list[Sequence[Phrase]] = []
    conditions: list[str] = []
    given: dict[str, Cell] = {}
    for count, term in enumerate(terms):
        if term.kind == "text":
            conditions.append(store.database.has_text("p.text", f"text{count}"))
            given[f"text{count}"] = term.text
        else:
            wanted.append(_phrases(term))
    wanted.extend([Phrase("facts", (key,))] for key in _fact_keys(directive, unit, status))
    if "@" in directive:
        conditions.append(_means(store, directive.strip(), given))
    number = "i.rowid" if wanted else "p.id"
    if period is not None:
        conditions.append(_within(store, period, given, number))
    if doc_type.strip():
        conditions.append(_of_type(store, doc_type, given, number))
    if wanted:
        matched, values = store.database.matching(wanted)
        conditions.insert(0, matched)
        given.update(values)
    elif not conditions:
        raise NothingAskedError("Chưa biết tìm gì: hãy ghi từ, --directive, --unit, --status, --period hoặc --type.")
    return _Asked(conditions, given, bool(wanted))


def _phrases(term: Term) -> list[Phrase]:
    """The phrases that the term may be; a symbol is met also where it is cited in another spelling."""
    spelled = [Phrase("marked", words) for words in term.spellings()] if term.as_written else []
    cited = [Phrase("facts", (symbol_key(symbol),)) for symbol in (term.symbol, *term.symbols) if symbol]
    also = [Phrase("plain", words) for words in term.also]
    return [*(spelled or [Phrase("plain", term.words)]), *also, *cited]


def _told(store: Store, term: Term) -> Term:
    """The term with the symbols that the archive has for «chỉ thị 05»."""
    return replace(term, symbols=known_symbols(store, term.numbered)) if term.numbered else term


def _fact_keys(directive: str, unit: str, status: str) -> Iterator[str]:
    symbol = symbol_key(read_directive(directive)) if directive else ""
    if status:
        yield status_key(status, symbol, unit_key(unit) if unit else "")
        return
    if directive:
        yield symbol
    if unit:
        yield unit_key(unit)


def read_directive(typed: str) -> str:
    """The symbol that is meant, whatever words and date stand around it.

    >>> read_directive("Chỉ thị 5 - CT/TƯ"), read_directive("70-kl/tw@2024-01-31"), read_directive("Luật Đất đai")
    ('05-CT/TW', '70-KL/TW', 'Luật Đất đai')
    """
    written = symbol_of(typed.strip())
    return next((symbol for _, _, symbol in read_symbols(written)), written)


def _means(store: Store, directive: str, given: dict[str, Cell]) -> str:
    """The passage names this very directive, or leaves it undated in a report where the archive knows that it is."""
    symbol = read_directive(directive)
    given["directive"], given["undated"] = f"{symbol}@{directive.rpartition('@')[2]}", f"{symbol}@?"
    known = settle(store.ask, symbol=symbol)
    given["meant"] = json.dumps([doc for (doc, _), one in known.items() if one.directive_id == given["directive"]])
    given["others"] = json.dumps([doc for (doc, _), one in known.items() if one.directive_id != given["undated"]])
    here = 'm.doc_id = p.doc_id AND m.start >= p.start AND m.start < p."end"'
    others, meant = (store.database.is_listed("m.doc_id", name) for name in ("others", "meant"))
    named = (
        f"(m.directive_id = :directive AND (:directive <> :undated OR NOT {others})"
        f" OR m.directive_id = :undated AND {meant})"
    )
    exists = (f"EXISTS (SELECT 1 FROM {name} m WHERE {here} AND {named})" for name in ("citations", "implementations"))
    return f"({' OR '.join(exists)})"


def _within(store: Store, period: Period, given: dict[str, Cell], number: str) -> str:
    """The passage's report speaks of the period; its number lies between those of the days of such reports."""
    given["first"], given["last"] = period.first.isoformat(), period.last.isoformat()
    reports = (
        "FROM documents WHERE coalesce(period_start, period_end, issued_on) <= :last "
        "AND coalesce(period_end, period_start, issued_on) >= :first"
    )
    days = "coalesce(issued_on, period_end)"
    ((oldest, newest),) = store.ask(f"SELECT min({days}), max({days}) {reports}", dict(given))
    if oldest is None:
        return "1 = 0"
    given["newest"] = first_number(date.fromisoformat(newest).toordinal(), 0)
    given["oldest"] = first_number(date.fromisoformat(oldest).toordinal(), SHARES - 1) + MOST - 1
    return f"{number} BETWEEN :newest AND :oldest AND p.doc_id IN (SELECT doc_id {reports})"


def _of_type(store: Store, typed: str, given: dict[str, Cell], number: str) -> str:
    """The passage's report is of the type; `SearchError` where there is no such type."""
    counted = {str(name): int(count) for name, count in store.ask(_TYPES) if name}
    wanted = [name for name in counted if _bare(name) == _bare(typed)]
    if not wanted and _bare(typed) not in {_bare(row["doc_type"]) for row in rows("doc_types")}:
        none = "Không có loại văn bản «{typed}»; kho chưa có báo cáo nào."
        other = "Không có loại văn bản «{typed}»; trong kho có: {known}."
        raise SearchError(other if counted else none, typed=typed, known=", ".join(sorted(counted, key=_bare)))
    given["types"] = json.dumps(wanted)
    reports = f"SELECT d.doc_id FROM documents d WHERE {store.database.is_listed('d.doc_type', 'types')}"
    if sum(counted[name] for name in wanted) * _RARE <= sum(counted.values()):
        # «+»: the index is read in its order, and each of its rows is looked for among those listed.
        listed = "+i.rowid" if number == "i.rowid" else number
        return f"{listed} IN (SELECT o.id FROM passages o WHERE o.doc_id IN ({reports}))"
    return f"p.doc_id || '' IN ({reports})"


def _bare(name: str) -> str:
    return plain(fold(name.strip()))


_TYPES = "SELECT doc_type, count(*) FROM documents GROUP BY 1"


def read_types(store: Store) -> list[str]:
    """The types of the documents in the store: «Báo cáo», «Kế hoạch»."""
    return sorted((str(name) for name, _ in store.ask(_TYPES) if name), key=_bare)


def suggest(store: Store, typed: str, *, most: int = 10) -> list[str]:
    """The directives whose symbol begins as typed: «05-c» is the beginning of 05-CT/TW."""
    begun = read_directive(typed).upper()
    if not begun:
        return []
    query = (
        "SELECT DISTINCT directive_id FROM citations WHERE directive_id >= :begun AND directive_id < :after "
        "ORDER BY directive_id LIMIT :most"
    )
    given: dict[str, Cell] = {"begun": begun, "after": f"{begun}\U0010ffff", "most": most}
    return [str(directive) for (directive,) in store.ask(query, given)]
