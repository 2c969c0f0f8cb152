"""How the number and sign of a document are written, and how they are read: «05 - CT/TƯ» is «05-CT/TW»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import rows

# A capital, with at most one small letter after it: «BTGTU», «TTg», «ThU», «BCĐ35», «TB&XH».
_LETTERS = r"[A-ZĐƯÂÔÊĂ&](?:[A-ZĐƯÂÔÊĂ&\d]|[a-zđ](?=[A-ZĐ]|\b)){0,14}"
# Organs joined by hyphens, as Party and State offices write common papers: «BTCTU-BDVTU», «CAT-PC06», «VPTW/nb», and
# circulars of up to eight bodies. With blanks around the hyphen only organs of one level: «BTCTW - BTGTW», since
# «05-CT/TW - CT» goes on like a sentence.
_LEVELLED = r"[A-ZĐ]{2,8}(?P<level>TW|TU|HU|ĐU|QU)(?:[ ][-–][ ][A-ZĐ]{2,8}(?P=level)){1,3}"
# «BTC TW», «VP TU»: a board of a Party committee with its committee set apart.
_SPACED = r"(?:BTC|BTG|BDV|BNC|BKT|VP|UBKT)[ ](?:TW|TƯ|TU|HU)(?!\w)"
_ORGAN = rf"(?:T\.?\s?Ư|T\.W|{_SPACED}|{_LEVELLED}|{_LETTERS}(?:[-–‑/.]{_LETTERS}){{0,7}})(?:/nb)?"

# Number, year, type, organ, with the spaces that writers leave. Scanned at every digit, hence stdlib re, and the digit
# first: what may stand before it is asked after. Since 2025 the Government also counts by subject: «66.7/2025/NQ-CP»;
# before that it issued one number year after year: «19-2017/NQ-CP».
_SYMBOL = re.compile(
    rf"""
    (?P<number>[0-9](?<!\d[0-9])(?<![\d.,]\.[0-9])(?<!\d[.,–-][0-9])
        (?:[0-9]{{0,2}}\.\d{{1,3}}(?=/20\d\d/[A-ZĐ])|[0-9]?-20\d\d(?=/NQ-CP)|[0-9]{{0,5}}(?:[a-zđ]|[A-C](?=[-/]))?))
    (?:[ ]{{0,6}}/[ ]?(?P<year>(?:19|20)\d\d)(?!\d))?
    [ ]{{0,2}}(?P<dash>[-–‑/]?)[ ]?
    (?P<kind>[A-ZĐ][A-Za-zĐđ&]{{0,11}}\d{{0,2}})
    (?:(?P<bar>[ ]?[-–‑/][ ]?|\.)(?P<organ>{_ORGAN}))?
    (?:(?![\w&])|(?=[¹²³⁰⁴-⁹])|(?<=[A-Z])(?=ngày|của|về))
    """,
    re.VERBOSE,
)

# Acts of the National Assembly carry its term instead of a type: «31/2024/QH15», «09/2020/UBTVQH14».
_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d{1,2}")

# A blank to be filled in or a path stands before the digits: «Số:   /2024/QĐ-UBND», «…/2024/QĐ-UBND».
_BLANK = re.compile(r"[/.…_][ ]?$")

# What the letters of one type are sometimes misprinted as; «QĐÐ» has an Icelandic letter that readers turn into «Đ».
_MISPRINTS = {"qđđ": "qđ", "qd": "qđ", "nd": "nđ"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number and sign, taken apart; `text` is the one form in which it is compared.

    `kind` is the type's abbreviation («KL», empty where the sign has none), `organ` the office's («TW»).
    `repaired_from` is what a scanner misread, where the sign had to be repaired.
    """

    text: str
    number: str
    year: str
    kind: str
    organ: str
    repaired_from: str = ""


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """Where a symbol stands in a text. `certain` is false where only a type word before it can tell that it is one."""

    start: int
    end: int
    symbol: Symbol
    certain: bool


def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"].lower(): row["abbreviation"] for row in rows("doc_types") if row["abbreviation"]}


_KINDS = _abbreviations()

# «20-NQTW», «30c/NQCP»: type and organ without their hyphen or bar, where both are of the closed lists.
_GLUED = re.compile(rf"(?P<kind>{'|'.join(sorted(_KINDS.values(), key=len, reverse=True))})(?P<organ>[A-ZĐ]{{2,8}}g?)")
# Organs by their level alone, as Party committees and State bodies of every place sign.
LEVELS = ("TW", "TU", "HU", "ThU", "QU", "ĐU", "UBND", "HĐND", "UBND-NC", "UBND-TH", "UBND-KT", "UBND-VX")


@cache
def known_organs() -> frozenset[str]:
    """The signs of organs that the closed lists have: by their level alone, and those of single issuers."""
    return frozenset((*LEVELS, *(row["symbol"] for row in rows("issuers") if row["symbol"])))


@cache
def _organs() -> frozenset[str]:
    return known_organs() | {"UB", "TTG"}


def find_symbols(text: str) -> Iterator[FoundSymbol]:
    """Every number and sign of a document in `text`, in order.

    >>> [found.symbol.text for found in find_symbols("số31-QĐ/TW, 67 /2024/QĐ-UBND; từ 18/4-26/4/2024, TP/HCM")]
    ['31-QĐ/TW', '67/2024/QĐ-UBND']
    """
    for match in _SYMBOL.finditer(text):
        start = match.start()
        before = text[start - 2 : start] if start > 1 else text[:start]
        if before and (_BLANK.search(before) or _is_letter_before(text, start)):
            continue
        found = _symbol_of(match)
        if found is not None:
            yield found


def read_symbol(written: str) -> Symbol | None:
    """The symbol that `written` is, in whatever spelling, or None where it is none.

    >>> read_symbol("5 - CT/TƯ").text, read_symbol("25/2018/NQ- HĐND").text, read_symbol("12-QĐĐ/TW").text
    ('05-CT/TW', '25/2018/NQ-HĐND', '12-QĐ/TW')
    >>> read_symbol("17/31") is None
    True
    """
    match = _SYMBOL.fullmatch(written.strip())
    found = _symbol_of(match) if match else None
    return found.symbol if found else None


def doc_types_of(symbol: Symbol) -> frozenset[str]:
    """The types that the sign's type part may stand for; several where only the word before it decides.

    >>> sorted(doc_types_of(read_symbol("238-QĐ/TW"))), sorted(doc_types_of(read_symbol("766/QĐ-TTg")))
    (['Quy định', 'Quyết định'], ['Quyết định'])
    """
    family = "state" if _is_state(symbol) else "party"
    if not symbol.kind:
        return frozenset()
    mine = frozenset(t for kind, t, of in _TYPES if kind == symbol.kind and of == family)
    return mine or frozenset(t for kind, t, _ in _TYPES if kind == symbol.kind)


_TYPES = tuple((row["abbreviation"], row["doc_type"], row["family"]) for row in rows("doc_types"))
_PARTY_ORGAN = re.compile(r"(?:TW|TU|HU|ThU|QU|ĐU\w*|ĐH|CB)$")


def _is_state(symbol: Symbol) -> bool:
    """Party offices write «05-CT/TW», State offices «766/QĐ-TTg»; «41/NQ-ĐU» is the Party's by its organ."""
    dashed = symbol.text.startswith(f"{symbol.number}-")
    return not dashed and not _PARTY_ORGAN.search(symbol.organ)


def _is_letter_before(text: str, start: int) -> bool:
    """True where the digits end a word or code («A30-QĐ/TW»), other than a glued «số31-QĐ/TW»."""
    return text[start - 1].isalpha() and text[max(start - 2, 0) : start].lower() != "số"


def _symbol_of(match: re.Match[str]) -> FoundSymbol | None:
    number, year, written, organ = match["number"], match["year"] or "", match["kind"], match["organ"] or ""
    glued = _unglued(match) if not organ else None
    if glued:
        written, organ = glued
    lower = written.lower()
    kind = _KINDS.get(_MISPRINTS.get(lower, lower), "")
    if year and _ASSEMBLY.fullmatch(written) and not organ:
        return _found(match, Symbol(f"{number}/{year}/{written}", number, year, "", written), certain=True)
    organ = _one_organ(organ)
    dash, written_bar = "/" if match["dash"] == "/" else "-", (match["bar"] or "").strip()
    if glued and not year:
        dash = "-" if _PARTY_ORGAN.search(organ) else "/"
    elif not year and dash == "/" and written_bar in ("-", "/") and organ in ("TW", "TU"):  # only the Party signs so
        dash = "-"
    if kind and organ and (match["dash"] or written_bar == "/"):
        # «25/KH.UBND» stays as offices wrote until about 2010; «72-NQ-TW» has no other reading than «72-NQ/TW».
        bar = written_bar if written_bar in ("/", ".") else "/" if dash == "-" else "-"
        number = number.zfill(2) if dash == "-" and not year else number
        text = f"{number}/{year}/{kind}{bar}{organ}" if year else f"{number}{dash}{kind}{bar}{organ}"
        return _found(match, Symbol(text, number, year, kind, organ), certain=bool(match["dash"]))
    if (
        kind
        or year
        or not match["dash"]
        or not written.replace("TTg", "TTG").isupper()
        or sum(map(str.isalpha, written)) < 2
    ):
        return None
    # «468/BTC-QLCS»: letters carry no type, only the office and its division.
    joint = "." if written_bar == "." else "-"
    written = written.replace("TTG", "TTg")
    text = f"{number}{dash}{written}" + (f"{joint}{organ}" if organ else "")
    return _found(match, Symbol(text, number, "", "", written), certain=False)


def _unglued(match: re.Match[str]) -> tuple[str, str] | None:
    """«20-NQTW»: type and organ, where both are listed; «12/TTCP» and «15/TTTU» may be an office's letters alone."""
    glued = _GLUED.fullmatch(match["kind"])
    if glued is None or glued["organ"] not in _organs() or match["kind"] in _organs():
        return None
    told = match["year"] or (match["dash"] and glued["kind"] != "TT")
    return (glued["kind"], glued["organ"]) if told else None


def _found(match: re.Match[str], symbol: Symbol, *, certain: bool) -> FoundSymbol:
    return FoundSymbol(match.start(), match.end(), symbol, certain)


def _one_organ(organ: str) -> str:
    """The organ with one sign for the centre, the Prime Minister and the hyphen: «BTCTƯ» is «BTCTW», «TTG» «TTg»."""
    for written in ("T.Ư", "T. Ư", "T.W", "TƯ", "T Ư"):
        organ = organ.replace(written, "TW")
    organ = "TTg" if organ == "TTG" else organ
    return re.sub(r"[ ]?[-–‑][ ]?", "-", organ).replace(" ", "")
