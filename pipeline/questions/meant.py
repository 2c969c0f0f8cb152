"""Which directive and which unit a typed cell means; where it may be several, all of them, and never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import regex

from extractors import lexicon
from extractors.citations import Citation, find_citations
from extractors.mention import Context
from extractors.patterns import fold
from extractors.places import place
from extractors.units import find_units
from pipeline.archive.unit_rows import Level, UnitRow, is_named, rows_called, to_row
from pipeline.clean import clean
from pipeline.passages import bounds_of
from pipeline.questions.asked import SHORT
from pipeline.questions.queries import read_symbols
from pipeline.questions.search import read_directive
from pipeline.store import Store

_NUMBERING = regex.compile(r"^(?:[-–•+*]|[\divxlc]{1,5}[.)/]|[a-zđ][.)])\s+", regex.IGNORECASE)
_LIKELY = 0.75  # how alike a name must be to be offered for one that is not known


@dataclass(frozen=True, slots=True)
class MeantDirective:
    """One directive, as `directive_id`; or none, with those that may be meant."""

    directive_id: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeantUnit:
    """One row of the matrix; or none, with those that may be meant. `alike` are names that look like what was typed."""

    row: UnitRow | None = None
    candidates: tuple[UnitRow, ...] = ()
    alike: tuple[str, ...] = ()


def read_meant_directive(store: Store, typed: str) -> MeantDirective:
    """The directive that a cell means. A symbol that several directives bear needs a date; a number alone, a symbol."""
    written = clean(" ".join(typed.split()))
    if "@" in written:
        symbol = read_directive(written)
        return _dated(store, symbol, written.rpartition("@")[2].strip())
    short = SHORT.fullmatch(written)
    if short:
        called = short["type"].lower()
        types = {row["doc_type"] for row in lexicon.rows("doc_types") if row["abbreviation"].lower() == called}
        return MeantDirective(candidates=_numbered(store, short["number"], types))
    found = [mention.value for mention in find_citations(written, Context())]
    if len(found) > 1:
        return MeantDirective(candidates=tuple(one.symbol or f"{one.doc_type} {one.number}" for one in found))
    if not found:  # in small letters, «5-ct/tw»
        symbols = [symbol for _, _, symbol in read_symbols(written)]
        return _dated(store, symbols[0], "") if len(symbols) == 1 else MeantDirective(candidates=tuple(symbols))
    return _cited(store, found[0])


def _cited(store: Store, one: Citation) -> MeantDirective:
    if not one.symbol:
        return MeantDirective(candidates=_numbered(store, one.number, {one.doc_type}))
    return _dated(store, one.symbol, one.issued_on.isoformat() if one.issued_on else "")


def _dated(store: Store, symbol: str, on: str) -> MeantDirective:
    """The one of that day, if the archive knows it or none of the symbol; the only one where no day is told."""
    known = [one for one in _known(store, symbol) if not one.endswith("@?")]
    if on:
        wanted = f"{symbol}@{on}"
        return MeantDirective(wanted) if wanted in known or not known else MeantDirective(candidates=tuple(known))
    if len(known) > 1:
        return MeantDirective(candidates=tuple(known))
    return MeantDirective(known[0] if known else f"{symbol}@?")


def _known(store: Store, symbol: str) -> list[str]:
    """The directives of the archive that bear the symbol."""
    one = "SELECT directive_id FROM {} WHERE directive_id >= :first AND directive_id < :after"
    query = f"{one.format('citations')} UNION {one.format('implementations')}"
    return sorted(str(directive) for (directive,) in store.ask(query, bounds_of(symbol)))


def _numbered(store: Store, number: str, types: Iterable[str]) -> tuple[str, ...]:
    """The directives of the archive with that number and type."""
    found: set[str] = set()
    for doc_type in sorted(types):
        for digits in {number, number.lstrip("0"), number.zfill(2)}:
            query = "SELECT DISTINCT directive_id FROM citations WHERE number = :number AND doc_type = :doc_type"
            rows = store.ask(query, {"number": digits, "doc_type": doc_type})
            found |= {str(directive) for (directive,) in rows if directive}
    return tuple(sorted(found))


def read_meant_unit(
    store: Store,
    typed: str,
    rows: Sequence[UnitRow],
    provinces: Iterable[str],
    *,
    level: Level | None = None,
    as_of: date | None = None,
) -> MeantUnit:
    """The unit that a cell means, as a row of the matrix: by its name, or by that of a body of it.

    `rows` are those that the matrix has, `provinces` those that the archive's reports come from: a name that there
    is in several provinces means the one there.
    """
    name = _NUMBERING.sub("", clean(" ".join(typed.split()))).strip(" :;,.")
    here = set(provinces)
    found = {row.key: row for row in rows if is_named(name, row.name)}
    found |= {row.key: row for row in rows_called(name, here, as_of)}
    if not found:
        found = {row.key: row for row in _read(store, name, here, rows, as_of)}
    fit = [row for row in found.values() if level in (None, row.level)]
    near = [row for row in fit if row.province_id in here] or fit
    if len(near) == 1:
        return MeantUnit(near[0])
    names = {fold(row.name): row.name for row in rows}
    alike = [] if near else get_close_matches(fold(name), names, n=3, cutoff=_LIKELY)
    return MeantUnit(None, tuple(sorted(near, key=lambda row: row.order)), tuple(names[one] for one in alike))


def _read(
    store: Store, name: str, provinces: Iterable[str], rows: Sequence[UnitRow], as_of: date | None
) -> Iterator[UnitRow]:
    """What the name means in each province, if all of it is a name and a report speaks of the unit."""
    keys = {row.key for row in rows}
    for province in sorted(provinces):
        upper = place(province)
        context = Context(province=upper.name if upper else None)
        for mention in find_units(name, context):
            if mention.text != name or not mention.value.unit_id:
                continue
            for row in to_row(mention.value.unit_id, mention.value.name, as_of):
                if row.level != "agency" or row.key in keys or _is_named_somewhere(store, row.unit_id):
                    yield row


def _is_named_somewhere(store: Store, unit_id: str) -> bool:
    return bool(store.ask("SELECT 1 FROM unit_mentions WHERE unit_id = :unit_id LIMIT 1", {"unit_id": unit_id}))
