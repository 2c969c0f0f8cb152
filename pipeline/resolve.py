"""Which directive each citation of one document means: «Kết luận số 01-KL/TW» is the one dated 18/5/2021 beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.abbreviations import Abbreviation
from extractors.citations import Citation, find_citations
from extractors.mention import Mention, Value
from extractors.patterns import fold
from extractors.symbols import doc_types_of, read_symbol
from pipeline.document import Document

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d/-])")
# The year is part of an act's number: «31/2024/QH15».
_SYMBOL_YEAR = re.compile(r"/(?P<year>(?:19|20)\d\d)/")
# What the centre of the Party issues has one sign a type: «Chỉ thị 05 của Bộ Chính trị» is 05-CT/TW. Its decisions and
# regulations have several («QĐ», «QĐi»).
_SIGNS = {"Chỉ thị": "CT", "Nghị quyết": "NQ", "Kết luận": "KL"}
_CENTRE = frozenset({"Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương"})
_LAW_NAME = re.compile(r"(?P<name>(?:Luật|Bộ luật|Pháp lệnh)[ ].+?)(?:[ ]số)?[ ]\d{1,3}/\d{4}/")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The directive that a citation refers to, with what the whole document says of it.

    `directive_id` is empty where the reference stays open; `candidates` («a; b») are then what it may mean.
    `resolved_on` is an ISO date, for a law a year where no more is known, and empty where no date is.
    """

    directive_id: str = ""
    resolved_on: str = ""
    symbol: str = ""
    doc_type: str = ""
    issuer: str = ""
    candidates: str = ""


@dataclass(frozen=True, slots=True)
class Directive:
    """A document that this one refers to: a row of its register."""

    directive_id: str
    symbol: str
    doc_type: str
    issued_on: str
    issuer: str
    subject: str
    mentions: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What all mentions of one symbol and date say together; `name` is a law's, beside its number."""

    symbol: str
    number: str
    when: str
    doc_types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    name: str = ""

    @property
    def directive_id(self) -> str:
        return f"{self.symbol}@{self.when or '?'}"


def resolve(document: Document, mentions: Sequence[Mention[Value]]) -> dict[int, Resolution]:
    """The resolution of each citation, by its index in `mentions`; nothing from outside the document enters."""
    citations = _citations(mentions)
    known = _known(citations.values())
    own = document.letterhead
    if own.symbol and own.issued_on:
        known = _with_own(known, own.symbol, own.doc_type, own.issued_on.isoformat())
    short_names = _short_names(mentions)
    return {index: _resolution(mention, known, short_names) for index, mention in citations.items()}


def directives_of(mentions: Sequence[Mention[Value]], resolutions: Mapping[int, Resolution]) -> tuple[Directive, ...]:
    """The register of one document, in the order of first mention; a reference that stays open is in no row."""
    rows: dict[str, Directive] = {}
    for index, mention in _citations(mentions).items():
        found = resolutions.get(index)
        if found is None or not found.directive_id:
            continue
        row = rows.get(found.directive_id) or Directive(
            found.directive_id, found.symbol, found.doc_type, found.resolved_on, found.issuer, "", 0
        )
        subject = max(row.subject, mention.value.subject, key=len)
        rows[found.directive_id] = replace(row, subject=subject, mentions=row.mentions + 1)
    return tuple(rows.values())


def _citations(mentions: Sequence[Mention[Value]]) -> dict[int, Mention[Citation]]:
    return {
        index: Mention(mention.span, mention.text, _with_sign(mention.value))
        for index, mention in enumerate(mentions)
        if isinstance(mention.value, Citation)
    }


def _with_sign(value: Citation) -> Citation:
    """The citation with the sign that its type and issuer tell: «Chỉ thị số 5 của Ban Bí thư» is 05-CT/TW."""
    sign = _SIGNS.get(value.doc_type) if value.issuer in _CENTRE else None
    if value.symbol or sign is None or not value.number.isdecimal():
        return value
    return replace(value, symbol=f"{value.number.zfill(2)}-{sign}/TW")


def _short_names(mentions: Iterable[Mention[Value]]) -> dict[str, frozenset[str]]:
    """The short names that the document defines («Quy định 294»), folded, with the symbols that they stand for."""
    defined: dict[str, frozenset[str]] = {}
    for mention in mentions:
        value = mention.value
        if isinstance(value, Abbreviation):
            symbols = (found.value.symbol for found in find_citations(value.full))
            defined[fold(value.short)] = frozenset(symbol for symbol in symbols if symbol)
    return defined


def _when(mention: Mention[Citation]) -> str:
    """The day beside the mention, or the year within it: «Luật đất đai năm 2024», «Nghị định 42/2018»."""
    value = mention.value
    if value.issued_on is not None:
        return value.issued_on.isoformat()
    year = _YEAR.search(mention.text) if value.how == "named" else None
    return year.group() if year else value.number.partition("/")[2]


def _known(citations: Iterable[Mention[Citation]]) -> list[_Known]:
    """One entry for each symbol and date, and one for each symbol that no mention dates."""
    said = [(mention, _when(mention)) for mention in citations if mention.value.symbol]
    dated = {mention.value.symbol for mention, when in said if when}
    found: dict[tuple[str, str], _Known] = {}
    for mention, when in said:
        value = mention.value
        if when or value.symbol not in dated:
            one = found.get((value.symbol, when)) or _Known(value.symbol, value.number, when, name=_law_name(mention))
            found[value.symbol, when] = replace(
                one,
                doc_types=_added(one.doc_types, value.doc_type),
                issuers=_added(one.issuers, value.issuer),
                name=one.name or _law_name(mention),
            )
    return _joined_laws(found.values())


def _law_name(mention: Mention[Citation]) -> str:
    """The name of a law that is cited with its number: «Luật Đất đai số 31/2024/QH15»."""
    if mention.value.how == "named":
        return fold(mention.value.symbol)
    named = _LAW_NAME.match(mention.text)
    return fold(named["name"]) if named else ""


def _joined_laws(known: Iterable[_Known]) -> list[_Known]:
    """«Luật Đất đai năm 2024» and «Luật Đất đai số 31/2024/QH15» are one: the name's date goes to the number."""
    every = list(known)
    for law in [one for one in every if one.when and one.name == fold(one.symbol)]:
        twins = [one for one in every if one.symbol != law.symbol and _is_same_law(law, one)]
        fuller = twins or [one for one in every if one is not law and _is_same_law(law, one)]
        if len(fuller) != 1 or (not twins and len(law.when) > 4):
            continue
        every.remove(law)
        if len(law.when) > 4:
            every[every.index(fuller[0])] = replace(fuller[0], when=law.when)
    return every


def _is_same_law(law: _Known, other: _Known) -> bool:
    """True where `other` bears the law's name and tells the same year, and no other day."""
    if law.name != other.name or _year(other) != law.when[:4]:
        return False
    return len(law.when) == 4 or other.when in ("", law.when)


def _year(known: _Known) -> str:
    inside = _SYMBOL_YEAR.search(known.symbol)
    return known.when[:4] or (inside["year"] if inside else "")


def _with_own(known: list[_Known], symbol: str, doc_type: str, when: str) -> list[_Known]:
    """The document's own number and day date the mentions of itself («Kèm theo Kế hoạch số 12-KH/TU»)."""
    sign = read_symbol(symbol)
    if sign is None or any(one.symbol == sign.text and one.when for one in known):
        return known
    own = _Known(sign.text, sign.number, when, (doc_type,) if doc_type else ())
    return [own if one.symbol == own.symbol else one for one in known]


def _added(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if not value or value in values else (*values, value)


def _resolution(
    mention: Mention[Citation], known: Sequence[_Known], short_names: Mapping[str, frozenset[str]]
) -> Resolution:
    value, when = mention.value, _when(mention)
    defined = short_names.get(fold(mention.text), frozenset()) if value.how == "short" else frozenset()
    fitting = [one for one in known if (one.symbol in defined if defined else _may_be(mention, one))]
    agreeing = [one for one in fitting if _agree(when, one) and _same_body(value.issuer, one)]
    candidates = _of_type([one for one in agreeing if when and one.when == when] or agreeing, value)
    if len(candidates) == 1:
        return _meaning(candidates[0], value)
    if candidates or not value.symbol:
        listed = "; ".join(sorted(one.directive_id for one in candidates))
        return Resolution(symbol=value.symbol, doc_type=value.doc_type, issuer=value.issuer, candidates=listed)
    return _meaning(_Known(value.symbol, value.number, when), value)


def _may_be(mention: Mention[Citation], known: _Known) -> bool:
    """Same symbol; for a short mention the same number and a type that was printed or that the sign stands for."""
    value = mention.value
    if value.symbol:
        return value.symbol == known.symbol or (value.how == "named" and fold(value.symbol) == known.name)
    if value.number.partition("/")[0].lstrip("0") != known.number.lstrip("0"):
        return False
    sign = read_symbol(known.symbol)
    return value.doc_type in (known.doc_types or (doc_types_of(sign) if sign else ()))


def _agree(when: str, known: _Known) -> bool:
    """True where two dates may be one: equal, the year of the other, or one unknown."""
    if not when:
        return True
    if not known.when:
        return len(when) > 4 or not _year(known) or _year(known) == when
    return when == known.when or (len(when) == 4 and known.when.startswith(when))


def _same_body(issuer: str, known: _Known) -> bool:
    """True where the issuers may be one; «Ban Thường vụ Tỉnh ủy» is also called by its full name with the province."""
    if not issuer or not known.issuers:
        return True
    mine = fold(issuer)
    return any(mine.startswith(other) or other.startswith(mine) for other in map(fold, known.issuers))


def _of_type(candidates: list[_Known], value: Citation) -> list[_Known]:
    """Of several, those that are called by this very type: «Quy định» and «Quyết định» share the sign QĐ."""
    if len(candidates) < 2 or not value.doc_type:
        return candidates
    exact = [one for one in candidates if value.doc_type in one.doc_types]
    return exact or candidates


def _meaning(known: _Known, value: Citation) -> Resolution:
    sign = read_symbol(known.symbol)
    by_sign = doc_types_of(sign) if sign else frozenset()
    types = [one for one in known.doc_types if one in by_sign] or [*known.doc_types, value.doc_type]
    issuer = _one_body(known.issuers) if known.issuers else value.issuer
    return Resolution(known.directive_id, known.when, known.symbol, types[0], issuer)


def _one_body(issuers: Sequence[str]) -> str:
    """The fullest name where all may be one body, else none: who issued it is then in dispute."""
    fullest = max(issuers, key=len)
    return fullest if all(fold(fullest).startswith(fold(one)) for one in issuers) else ""
