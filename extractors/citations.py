"""Mentions of numbered and named documents, such as «Kết luận số 70-KL/TW, ngày 31/01/2024 của Bộ Chính trị»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from extractors.citation_heads import TYPE_WORDS, Head, head_before
from extractors.citation_lists import list_before, listed_numbers, range_before
from extractors.issuers import issuer_of, read_issuer
from extractors.laws import find_named
from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.misread import find_scanned_symbols
from extractors.patterns import fold
from extractors.short_forms import find_short_forms
from extractors.subjects import read_subject
from extractors.symbols import FoundSymbol, Symbol, doc_types_of, find_symbols

# «các quyết định của Ban Thường vụ: số 12-QĐ/TU»
_PLURAL_HEAD = re.compile(r"(?:[Cc]ác|[Nn]hững|\d)[ ](?P<type>quy[ếe]t định|quy định)(?!\w)[^.;\n\t]*$", re.IGNORECASE)

# «các công văn của UBND tỉnh: số 912/UBND-VX»
_LETTERS_HEAD = re.compile(r"(?:các|những|\d)[ ](?:công văn|văn bản)(?!\w)[^.;\n\t]{0,70}:[ ]$", re.IGNORECASE)

# «TCVN 6909:2001», «QCVN 01:2021/BXD»: standards of the State.
_STANDARD = re.compile(
    r"(?<!\w)(?P<kind>TCVN|QCVN)[ ]?(?P<number>\d{1,5}(?:-\d{1,2})?):(?P<rest>\d{4}(?:/[A-ZĐ]{2,8})?)(?!\w)"
)

_DAY = (
    r"(?P<day>\d{1,2})(?:[ ]?[/.–-][ ]?(?P<month>\d{1,2})[ ]?[/.–-][ ]?(?P<year>\d{4})"
    r"|[ ]{0,3}tháng[ ]{0,3}(?P<month2>\d{1,2})(?:,?[ ]{0,3}năm|/)[ ]{0,3}(?P<year2>\d{4}))"
)
# «Hội nghị Trung ương 7», «khóa XII», «(khóa XI)» may stand before the day.
_TERM = (
    r"(?:[ ,]{1,2}Hội nghị[ ](?:Trung ương[ ]\w{1,4}|lần thứ[ ]\w{1,5}[ ](?:Ban Chấp hành|BCH)"
    r"[ ](?:Trung ương|TW)(?:[ ]Đảng)?))?"
    r"(?:,?[ ]\(?kh(?:óa|oá)[ ][IVX]{1,5}\)?)?"
)
# «, ngày 31/01/2024», «(ngày 22-10-2018)», «ban hành ngày 1.5.2022», «– ngày 05/3/2024», «cùng ngày …», «(31/01/2024)»
_DATE = re.compile(
    rf"{_TERM}(?:[ ][-–](?=[ ]))?[ ,]{{0,3}}(?:cùng[ ])?(?:\([ ]?)?(?:được[ ])?(?:(?:ban hành|ký|ra|đề)[ ])?"
    rf"[Nn]g[àÀ]y:?[ ]{{0,2}}{_DAY}(?!\d)\)?",
    re.IGNORECASE,
)
# «ngày 24/11» tells no year, but the issuer may follow.
_YEARLESS = re.compile(r"[ ,]{1,2}ngày[ ]\d{1,2}/\d{1,2}(?![\d/.-])")
# «…, ngày 22/3/2024 Đảng ủy A tổ chức …»: the day of a deed; so it is before a comma where the issuer stands before it.
_DEED = re.compile(r"(?P<comma>,?)[ ](?=[A-ZĐỦ])[^,.;:\n“\"]{2,90}?[ ](?:đã|tổ chức|ban hành)[ ]")
_BARE_DATE = re.compile(rf"[ ,]{{1,2}}\([ ]?{_DAY}[ ]?\)")
_OF = re.compile(
    r"\)?[ ,]{0,3}(?:của|do)[ ](?:các[ ]|Hội nghị[ ](?:lần thứ[ ]\w{1,5}|Trung ương[ ]\d{1,2})[, ]{1,2})?",
    re.IGNORECASE,
)
# Who signs with the centre's sign; «việc thực hiện Nghị quyết 57-NQ/TW của Đảng ủy xã» is not.
_CENTRAL = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")
_BARE_ISSUER = re.compile(r"[ ,]{1,2}(?=[A-ZĐUỦB])")
_ISSUER_ENDS = re.compile(r",?[ ](?:về[ ]|[“\"])")
# «của Bộ Chính trị, Ban Bí thư về …», «của Bộ Tài chính và Bộ Nội vụ hướng dẫn …»
_AND_ISSUER = re.compile(r"(?P<joint>,|[ ]và)[ ]")
_JOINT_ENDS = re.compile(r",?[ ](?:về[ ]|[“\"]|(?P<act>hướng dẫn[ ]|quy định[ ]))")


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document: its fields are what stands beside it, empty where nothing does.

    `issued_on` is only what is written there; `issuer` is the canonical name, read or told by the sign's organ;
    `how` is `explicit`, `elliptical` (no type word of its own), `short` (number only) or `named`; `repaired_from`
    is what stands in a scanned text where `symbol` had to be repaired: «01-KI/TW» for «01-KL/TW».
    """

    doc_type: str
    number: str
    symbol: str
    issued_on: date | None
    issuer: str
    subject: str
    how: str
    repaired_from: str = ""

    label: ClassVar[str] = "citations"


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A citation's span and what its own words say, before what follows it (from `after`, if set) is read."""

    start: int
    end: int
    doc_type: str
    number: str
    symbol: str
    how: str
    issuer: str = ""
    sign: Symbol | None = None
    dated: bool = True
    after: int = 0


def find_citations(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[Citation]]:
    """Every mention of a document, in text order, from its type word (or «số») to the end of its symbol.

    >>> [m.text for m in find_citations("theo Quy chế 238-QĐ/TW; số 738-BC/BTGTU, ngày 26/4/2024; TP/HCM")]
    ['Quy chế 238-QĐ/TW', 'số 738-BC/BTGTU']
    """
    symbols = find_scanned_symbols(text) if context.ocr else find_symbols(text)
    sightings = _in_order(
        [*_sighted_names(text), *_sighted_standards(text), *_sighted_symbols(text, symbols), *_sighted_shorts(text)]
    )
    for index, seen in enumerate(sightings):
        follower = sightings[index + 1].start if index + 1 < len(sightings) else len(text)
        yield Mention(Span(seen.start, seen.end), text[seen.start : seen.end], _citation(text, seen, follower, context))


def _in_order(sightings: list[_Sighting]) -> list[_Sighting]:
    """By place, none overlapping another; of two that do, the one that says more (listed earlier) stays."""
    rank = {"named": 0, "explicit": 1, "elliptical": 1, "short": 2}
    kept: list[_Sighting] = []
    taken: set[int] = set()
    for seen in sorted(sightings, key=lambda each: rank[each.how]):
        span = range(seen.start, seen.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(seen)
    return sorted(kept, key=lambda each: each.start)


def _sighted_names(text: str) -> Iterator[_Sighting]:
    for named in find_named(text):
        number, symbol = (named.symbol.number, named.symbol.text) if named.symbol else ("", named.name)
        how = "explicit" if named.symbol else "named"
        yield _Sighting(
            named.start,
            named.end,
            named.doc_type,
            number,
            symbol,
            how,
            named.issuer,
            named.symbol,
            named.dated,
            named.after,
        )


def _sighted_standards(text: str) -> Iterator[_Sighting]:
    for match in _STANDARD.finditer(text):
        doc_type = "Tiêu chuẩn" if match["kind"] == "TCVN" else "Quy chuẩn"
        symbol = f"{match['kind']} {match['number']}:{match['rest']}"
        yield _Sighting(match.start(), match.end(), doc_type, match["number"], symbol, "explicit", dated=False)


def _sighted_symbols(text: str, symbols: Iterator[FoundSymbol]) -> Iterator[_Sighting]:
    last: _Sighting | None = None
    for found in symbols:
        for seen in _read_head(text, found.start, found.end, found.symbol, last, certain=found.certain):
            last = seen
            yield seen


def _read_head(
    text: str, start: int, end: int, sign: Symbol, last: _Sighting | None, *, certain: bool
) -> Iterator[_Sighting]:
    """The sightings that end at one symbol: usually one, several in «Nghị quyết số 18, 19-NQ/TW»."""
    yield from _range_start(text, start, sign)
    begin = list_before(text, start)
    if begin is not None:
        head = head_before(text, begin, frozenset())
        if head.word:
            yield from _listed_numbers(text, head, begin, start, sign)
            yield _Sighting(
                start, end, head.doc_type or _only(doc_types_of(sign)), sign.number, sign.text, "elliptical", sign=sign
            )
            return
    types = doc_types_of(sign)
    head = head_before(text, start, types)
    letter = not (certain or head.word) and (
        _is_listed_letter(text, head, last, sign) or _is_letterhead(text, head, start, end)
    )
    if head.form or not (certain or head.word or letter):
        return
    own = head.word and not sign.kind
    doc_type = head.doc_type or _only(types) or _inherited(text, last, start, sign, types, letter=own)
    if not doc_type and (head.word or letter) and not sign.kind and sign.organ and "-" in sign.text:
        doc_type = "Công văn"
    how = "explicit" if head.word and head.start < start else "elliptical"
    yield _Sighting(head.start, end, doc_type, sign.number, sign.text, how, head.issuer, sign)


def _is_listed_letter(text: str, head: Head, last: _Sighting | None, sign: Symbol) -> bool:
    """«Công văn số 912/UBND-VX …; số 919/UBND-VX», «các công văn: số 912/UBND-VX»: letters of one office in a row."""
    if last is not None and last.sign is not None and not last.sign.kind and last.sign.organ == sign.organ:
        return _same_row(text[last.end : head.start])
    return _LETTERS_HEAD.search(text[max(head.start - 90, 0) : head.start]) is not None


def _is_letterhead(text: str, head: Head, start: int, end: int) -> bool:
    """«Số: 912/UBND-VX» as a line of its own stands at the head of a letter."""
    alone = text[head.start - 1 : head.start] in ("", "\n", "\t") and text[end : end + 1] in ("", "\n", "\t")
    return alone and head.numbered and ":" in text[head.start : start]


def _listed_numbers(text: str, head: Head, begin: int, start: int, sign: Symbol) -> Iterator[_Sighting]:
    for index, one in enumerate(listed_numbers(text, begin, start, sign)):
        first, own = index == 0, one.symbol
        doc_type = head.doc_type or _only(doc_types_of(own))
        how = "explicit" if first else "elliptical"
        yield _Sighting(head.start if first else one.start, one.end, doc_type, own.number, own.text, how, sign=own)


def _range_start(text: str, start: int, sign: Symbol) -> Iterator[_Sighting]:
    """«các Kết luận từ số 10 đến số 15-KL/TW»: its first number, where «số» or the type tells that it is one."""
    found = range_before(text, start, sign)
    if found is None:
        return
    at, first = found
    head, own = head_before(text, at, frozenset()), first.symbol
    if head.word or not text[first.start].isdecimal():
        doc_type = head.doc_type or _only(doc_types_of(own))
        yield _Sighting(first.start, first.end, doc_type, own.number, own.text, "elliptical", sign=own)


def _inherited(
    text: str, last: _Sighting | None, start: int, sign: Symbol, types: frozenset[str], *, letter: bool
) -> str:
    """The type that the head of an elliptical list gives, where the sign alone leaves it open.

    What «văn bản» names with a `letter`'s number is none of the acts before it.
    """
    alike = last is not None and last.sign is not None and last.sign.kind == sign.kind and not letter
    if last is not None and alike and last.doc_type and _same_row(text[last.end : start]):
        return last.doc_type
    head = _PLURAL_HEAD.search(text[max(start - 200, 0) : start])
    doc_type = TYPE_WORDS.get(fold(head["type"]), "") if head else ""
    return doc_type if doc_type in types else ""


def _same_row(between: str) -> bool:
    return len(between) < 400 and ". " not in between and "\n" not in between and "\t" not in between


def _only(types: frozenset[str]) -> str:
    return next(iter(types)) if len(types) == 1 else ""


def _sighted_shorts(text: str) -> Iterator[_Sighting]:
    for form in find_short_forms(text):
        yield _Sighting(form.start, form.end, form.doc_type, form.number, "", "short")


def _citation(text: str, seen: _Sighting, follower: int, context: Context) -> Citation:
    """The citation with what follows it: date, issuer and subject, in any order of the first two."""
    issued_on, issuer, at = None, seen.issuer, seen.after or seen.end
    for _ in range(2):
        if issued_on is None and seen.dated:
            year = seen.sign.year if seen.sign else seen.number.partition("/")[2]
            issued_on, at = _read_date(text, at, year, after_issuer=at > (seen.after or seen.end))
        if not issuer and seen.how != "named":
            found, after = _read_issuer(text, at)
            if found and not (seen.sign and seen.sign.organ == "TW" and not found.startswith(_CENTRAL)):
                issuer, at = found, after
    if not issuer and seen.sign:
        issuer = issuer_of(seen.sign, issued_on, context.province)
    subject = "" if seen.how == "named" else read_subject(text, at, follower, after_date=issued_on is not None)
    repaired = seen.sign.repaired_from if seen.sign else ""
    return Citation(seen.doc_type, seen.number, seen.symbol, issued_on, issuer, subject, seen.how, repaired)


def _read_date(text: str, at: int, of_year: str, *, after_issuer: bool) -> tuple[date | None, int]:
    """The day beside a mention; one in brackets of another year than its number's is when it takes effect."""
    match = _DATE.match(text, at) or _BARE_DATE.match(text, at)
    if match and match.re is _BARE_DATE and of_year not in ("", match["year"] or match["year2"]):
        return None, at
    if match is None:
        yearless = _YEARLESS.match(text, at)
        return None, yearless.end() if yearless else at
    deed = _DEED.match(text, match.end()) if text.startswith(", ", at) else None
    if deed and (after_issuer or not deed["comma"]):
        return None, at
    year, month = int(match["year"] or match["year2"]), int(match["month"] or match["month2"])
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:  # «31/02/2024» is no day
        return None, match.end()
    return (day if 1930 <= year < 2100 else None), match.end()


def _read_issuer(text: str, at: int) -> tuple[str, int]:
    of = _OF.match(text, at)
    if of:
        issuer, end = read_issuer(text, of.end())
        return _with_joint(text, issuer, end) if issuer else ("", at)
    # «ngày 10/5/2019 Ban Bí thư về …»; before a verb the same words begin the next clause.
    bare = _BARE_ISSUER.match(text, at)
    if bare:
        issuer, end = read_issuer(text, bare.end())
        if issuer and _ISSUER_ENDS.match(text, end):
            return issuer, end
    return "", at


def _with_joint(text: str, issuer: str, end: int) -> tuple[str, int]:
    """The issuer with the body that issued together with it, where only the subject follows the two."""
    joint = _AND_ISSUER.match(text, end)
    if joint:
        other, after = read_issuer(text, joint.end())
        ends = _JOINT_ENDS.match(text, after) if other else None
        # «của Thủ tướng Chính phủ, Bộ Công an hướng dẫn …»: the second body begins a clause
        if ends and not (joint["joint"] == "," and ends["act"]):
            return f"{issuer}{joint['joint']} {other}", after
    return issuer, end
