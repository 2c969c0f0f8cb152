"""«Chỉ thị 05-CT/TW, ngày 15/5/2016» and «… ngày 15/6/2016» in one report: one document has one date, one issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.audit.covers import show_day
from pipeline.audit.explain import name_slip
from pipeline.audit.reading import Reading
from pipeline.audit.view import Cited, View
from pipeline.facts import Finding

RULE = "date_conflict"

# Organs of which a report knows only one; every district and commune has its own «HU», «ĐU», «UBND».
_ONE_ORGAN = re.compile(
    r"[/-](?:\w*TW|\w*TU|CP|TTg|QH\d*|UBTVQH\d*|CTN|VPCP|TANDTC|VKSNDTC|TTCP|NHNN|UBDT"
    r"|B(?:NV|TC|KHĐT|GDĐT|YT|CA|QP|TTTT|VHTTDL|TP|TNMT|NNPTNT|NNMT|LĐTBXH|GTVT|XD|CT|KHCN|NG|DTTG))$"
)
_SYMBOL_YEAR = re.compile(r"/(?P<year>(?:19|20)\d\d)/")
_BESIDE = re.compile(r"[\s,(]*(?:ban hành )?(?:ngày)?\s*", re.IGNORECASE)
_CENTRAL = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")
_NEAR = 62  # days: two dates of one document seldom lie farther apart than by a slip of the month


def documents_have_one_date(reading: Reading) -> Iterator[Finding]:
    """Every document that a report cites has one date and one issuer in it, and the year that its sign names."""
    view = reading.view
    return chain(_conflicts(view), _signs(view))


def _conflicts(view: View) -> Iterator[Finding]:
    met: dict[str, list[Cited]] = {}
    for cited in view.citations.items:
        symbol = cited.value.symbol
        if cited.value.issued_on is not None and any(sign.isdigit() for sign in symbol):
            met.setdefault(symbol.upper().replace(" ", ""), []).append(cited)
    for mentions in met.values():
        if len(mentions) > 1:
            yield from _compare(view, mentions)


def _compare(view: View, mentions: Sequence[Cited]) -> Iterator[Finding]:
    """The first mention against each later one that differs; one match where all agree."""
    first = mentions[0]
    clean = True
    for other in mentions[1:]:
        clean = clean and other.value.issued_on == first.value.issued_on
        if other.value.issued_on == first.value.issued_on:
            if _issuers_differ(first, other):
                clean = False
                told = f"Một văn bản, hai cơ quan ban hành: {first.value.issuer} và {other.value.issuer}."
                yield Finding(
                    RULE, "mismatch", other.span.slice(view.text), other.span, (first.span,), explanation=told
                )
        elif _same_document(first, other):
            one, two = first.value.issued_on, other.value.issued_on
            assert one is not None
            assert two is not None
            slip = name_slip(f"{two:%d%m%Y}", f"{one:%d%m%Y}")
            told = f"Một văn bản, hai ngày: {show_day(one)} và {show_day(two)}{f' ({slip})' if slip else ''}."
            yield Finding(RULE, "mismatch", other.span.slice(view.text), other.span, (first.span,), explanation=told)
            return
    if clean:
        told = f"Khớp: {len(mentions)} lần dẫn cùng một ngày."
        evidence = tuple(mention.span for mention in mentions[1:])
        yield Finding(RULE, "match", first.span.slice(view.text), first.span, evidence, explanation=told)


def _same_document(one: Cited, other: Cited) -> bool:
    """True where two dates cannot belong to two documents: numbers begin again with each term and each year."""
    first, second = one.value.issued_on, other.value.issued_on
    if first is None or second is None or not _one_organ(one, other):
        return False
    return _same_subject(one, other) or _apart_by_a_slip(first, second)


def _one_organ(one: Cited, other: Cited) -> bool:
    types = {one.value.doc_type, other.value.doc_type}
    if len(types - {""}) > 1 or (len(types) > 1 and "QĐ" in one.value.symbol):
        return False
    ours, theirs = fold(one.value.issuer), fold(other.value.issuer)
    if ours and theirs and not (ours.startswith(theirs) or theirs.startswith(ours)):
        return False
    return _ONE_ORGAN.search(one.value.symbol) is not None or bool(ours and ours == theirs and len(ours.split()) > 3)


def _same_subject(one: Cited, other: Cited) -> bool:
    short, long = sorted((fold(one.value.subject), fold(other.value.subject)), key=len)
    return len(short) >= 24 and long.startswith(short[:40])


def _apart_by_a_slip(one: date, other: date) -> bool:
    """True where the year is the same and the days are near, or only day or month differs."""
    if one.year != other.year:
        return False
    return abs((one - other).days) <= _NEAR or one.day == other.day


def _issuers_differ(one: Cited, other: Cited) -> bool:
    """Two of the three central organs for one document; fuller names of one organ do not differ."""
    organs = [next((name for name in _CENTRAL if c.value.issuer.startswith(name)), "") for c in (one, other)]
    return one.value.symbol.endswith("/TW") and "" not in organs and organs[0] != organs[1]


def _signs(view: View) -> Iterator[Finding]:
    """«30/2020/NĐ-CP, ngày 05/3/2021»: the year in the sign is that of the date."""
    for cited in view.citations.items:
        named = _SYMBOL_YEAR.search(cited.value.symbol)
        day = cited.value.issued_on
        if named is None or day is None or int(named["year"]) == day.year:
            continue
        beside = [d for d in view.dates_in(cited.span.start, cited.span.end + 24) if d.value.start_on == day]
        if not beside or not _is_beside(view, cited.span, beside[0].span):
            continue
        told = f"Ký hiệu ghi năm {named['year']} nhưng ngày ban hành thuộc năm {day.year}."
        yield Finding(RULE, "mismatch", cited.span.slice(view.text), cited.span, (beside[0].span,), explanation=told)


def _is_beside(view: View, cited: Span, day: Span) -> bool:
    between = view.text[min(cited.end, day.start) : day.start]
    return _BESIDE.fullmatch(between) is not None
