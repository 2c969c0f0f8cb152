"""Documents cited by name: «Luật đất đai năm 2024», «Điều lệ Đảng», «Nghị quyết Trung ương 4 (khóa XII)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.lexicon import rows
from extractors.patterns import fold
from extractors.symbols import Symbol, read_symbol

_NAMES = {fold(row["name"]): row["name"] for row in rows("laws")}
_LONGEST = max(len(name.split()) for name in _NAMES)

# Where a name may begin; «pháp luật», «Trường Đại học Luật» and «Luật sư» are sorted out by what follows.
_OPENING = re.compile(r"(?:Luật|luật|Bộ [Ll]uật|Pháp lệnh|Hiến pháp|Điều lệ Đảng)(?![\w])")
_NOT_BEFORE = re.compile(r"(?:[Pp]háp|[Dd]ự thảo|[Đđ]ại học|[Bb]ộ|Khoa|Hội) $")

# What belongs to the name after it: number, year, «(sửa đổi)».
_NUMBERED = re.compile(r"[ ](?:số[ ]?)?(?P<symbol>\d{1,3}/\d{4}/(?:QH\d{1,2}|(?:PL-)?UBTVQH\d{1,2}))(?!\w)")
_YEAR = re.compile(r"[ ](?:năm[ ]|\(năm[ ])?(?:19|20)\d\d(?![\d/-])\)?|[ ]\((?:năm )?(?:19|20)\d\d\)")
_AMENDED = re.compile(
    r"[ ]\((?:sửa đổi|sửa đổi, bổ sung|bổ sung, sửa đổi)(?:[ ]năm[ ]\d{4})?\)|[ ]sửa đổi(?=[ ]năm[ ]\d{4}|[,.;])"
)

# A law that no row lists is one where a number, a day or a year closes its name: «Luật Phòng bệnh ngày 10/12/2025».
_UNLISTED = re.compile(
    r"(?P<name>(?:Luật|Bộ luật|Pháp lệnh)[ ][^\W\d_][^.;:()“”\"\n\t]{1,100}?)"
    r"(?=[ ]số[ ]\d{1,3}/\d{4}/(?:QH|UBTVQH|PL)|,?[ ]\(?ngày[ ]\d|[ ]năm[ ]\d{4})"
)
_NO_NAME = re.compile(
    r"[Ll]uật[ ].*[Ll]uật|[Ss]ửa đổi|[ ](?:được|đã|là|của|theo|về|trong|tại|từ)[ ]|Luật sư|Luật gia"
    r"|[ ]số[ ]|\d/|Chỉ thị|Nghị (?:quyết|định)|Quyết định|Thông tư"
)

# «Luật sửa đổi, bổ sung một số điều của Luật Chứng khoán, Luật Kế toán»: the laws listed are not dated by its day.
_AMENDING = re.compile(
    r"(?P<law>(?:[Ll]uật|Pháp lệnh)[ ][Ss]ửa đổi(?:[,;]?[ ]+bổ sung)?[ ](?:một số )?[Đđ]iều)"
    r"[ ]của[ ](?:các[ ])?(?P<amended>(?:Luật|Bộ luật|Pháp lệnh)[ ][^;.:\n\t]{3,500})"
)
_DAY_FOLLOWS = re.compile(r",?[ ]\(?ngày[ ]\d")
_NUMBER = re.compile(r"[ ]số[ ]\d+/\d{4}/QH\d+")

# «Nghị quyết Trung ương 4 (khóa XII)», «NQ TW4», «Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng khóa
# XIII»; the central committees of Đoàn and Hội hold plenums too.
_PLENUM = re.compile(
    r"""(?P<type>Nghị[ ]quyết(?=[ ])|Kết[ ]luận(?=[ ])|NQ|KL)[ ]?(?:Hội[ ]nghị[ ])?
    (?: (?:lần[ ]thứ[ ])? (?:Trung[ ]ương|TW|T\.?[ ]?[Ưư]|T\.W) (?:[ ]Đảng)? (?:[ ]|(?<=[WƯư])(?=\d))
        (?:lần[ ]thứ[ ]|lần[ ])? (?P<after>\d{1,2}|[IVX]{1,4}(?!\w)|[a-zđôáảí]+)
      | lần[ ]thứ[ ](?P<before>\d{1,2}|[\w]+)[,]?[ ](?:của[ ])?
        (?:Ban[ ][Cc]hấp[ ]hành|BCH)[ ](?:Trung[ ]ương|TW)(?:[ ]Đảng)? (?![ ](?:Đoàn|Hội|Mặt|Công|Tổng)(?!\w)) )
    (?:,?[ ]\(?[Kk]h(?:óa|oá)[ ](?P<term>[IVX]+)\)?)?(?!\w)""",
    re.VERBOSE,
)
# «Nghị quyết Trung ương 4 khóa XI, XII», «Nghị quyết Trung ương 5 và 6 khóa XII»: what a row leaves out.
_MORE_TERMS = re.compile(r"(?:,[ ]|[ ]và[ ])(?P<again>(?:kh(?:óa|oá)[ ])?(?P<term>[IVX]{1,5}))(?!\w)\)?")
_MORE_PLENUMS = re.compile(r"(?:,[ ]|[ ]và[ ])(?P<which>\d{1,2}),?[ ]\(?kh(?:óa|oá)[ ](?P<term>[IVX]{1,5})(?!\w)\)?")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")

# «Nghị quyết Đại hội XIII của Đảng», «Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII».
_CONGRESS = re.compile(
    r"Nghị quyết Đại hội(?P<which>(?: đại biểu)?(?: toàn quốc| Đảng bộ[^,.;:()\n\t]{2,40}?)?)"
    r"(?: Đảng)?(?: toàn quốc)?(?: lần thứ)? (?P<term>[IVX]{1,6})"
    r"(?: của Đảng(?! bộ)|(?P<local> (?:của )?Đảng bộ \w+))?(?!\w)"
)
_SIGNS = {"NQ": "Nghị quyết", "KL": "Kết luận"}
_PLENUM_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True, slots=True)
class Named:
    """A document meant by its name: where it stands, its type, its one name, its issuer, and its number if given.

    `dated` is false where a day that follows belongs to another law; `after` is where its own date would stand.
    """

    start: int
    end: int
    doc_type: str
    name: str
    issuer: str
    symbol: Symbol | None = None
    dated: bool = True
    after: int = 0


def find_named(text: str) -> Iterator[Named]:
    """Every document that `text` cites by name, in order.

    >>> [named.name for named in find_named("tuyên truyền Luật đất đai năm 2024; pháp luật; Nghị quyết Trung ương 4")]
    ['Luật Đất đai', 'Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương']
    """
    found = [*_amending(text), *_laws(text), *_plenums(text), *_congresses(text)]
    end = 0
    for named in sorted(found, key=lambda each: each.start):
        if named.start >= end:
            yield named
            end = named.end


def _laws(text: str) -> Iterator[Named]:
    amendments = tuple(_AMENDING.finditer(text))
    for opening in _OPENING.finditer(text):
        at = opening.start()
        if _NOT_BEFORE.search(text[max(at - 9, 0) : at]) or text[at - 1 : at].isalpha():
            continue
        name, end = _listed(text, at) or _unlisted(text, at)
        if not name:
            continue
        numbered = _NUMBERED.match(text, end)
        symbol = read_symbol(numbered["symbol"]) if numbered else None
        tail = numbered or _YEAR.match(text, end) or _AMENDED.match(text, end)
        if opening.group() == "luật" and not tail:
            continue
        doc_type = next(
            kind for kind in ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp", "Điều lệ") if name.startswith(kind)
        )
        dated = not any(match.start("amended") <= at < match.end() for match in amendments)
        yield Named(at, tail.end() if tail else end, doc_type, name, _LAWGIVERS[doc_type], symbol, dated)


def _amending(text: str) -> Iterator[Named]:
    """«Luật sửa đổi, bổ sung một số điều của Luật A, Luật B ngày …»: a law of its own, dated after the list."""
    for match in _AMENDING.finditer(text):
        law, listed = match["law"], match["amended"]
        if text[match.start() - 1 : match.start()].isalpha() or law.startswith("luật"):
            continue
        day = _DAY_FOLLOWS.search(listed)
        after = match.start("amended") + (day.start() if day else len(listed))
        names = _NUMBER.sub("", text[match.start("amended") : after]) if day else ""
        doc_type = "Luật" if law.startswith("Luật") else "Pháp lệnh"
        name = f"{law} của {names}" if names else law
        yield Named(match.start(), match.end("law"), doc_type, name, _LAWGIVERS[doc_type], None, True, after)


_LAWGIVERS = {
    "Luật": "Quốc hội", "Bộ luật": "Quốc hội", "Hiến pháp": "Quốc hội",
    "Pháp lệnh": "Ủy ban Thường vụ Quốc hội", "Điều lệ": "",
}  # fmt: skip


def _listed(text: str, at: int) -> tuple[str, int] | None:
    """The longest listed name that stands at `at`, and its end."""
    words = text[at : at + 110].replace("\t", "\n").partition("\n")[0].split(" ")[: _LONGEST + 1]
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count]).rstrip(',.;:()“”"…')
        name = _NAMES.get(fold(written))
        if name is not None:
            return name, at + len(written)
    return None


def _unlisted(text: str, at: int) -> tuple[str, int]:
    match = _UNLISTED.match(text, at)
    if match is None or _NO_NAME.search(match["name"]):
        return "", at
    return match["name"], match.end()


def _plenums(text: str) -> Iterator[Named]:
    for match in _PLENUM.finditer(text):
        which, term = _ordinal(match["after"] or match["before"]), match["term"] or ""
        kind = _SIGNS.get(match["type"], match["type"])
        if not which or text[match.start() - 1 : match.start()].isalnum():
            continue
        also = _MORE_PLENUMS.match(text, match.end()) if match["after"] and not term else None
        term = also["term"] if also else term
        yield _plenum(match.start(), match.end(), kind, which, term)
        if also and (other := _ordinal(also["which"])):
            yield _plenum(also.start("which"), also.end(), kind, other, term)
        yield from _further_terms(text, (also or match).end(), kind, which, "" if also else term)


def _further_terms(text: str, at: int, kind: str, which: str, term: str) -> Iterator[Named]:
    """«, XII» after «Nghị quyết Trung ương 4 khóa XI»: the same plenum of later terms, in their order."""
    while term in _ROMANS and (more := _MORE_TERMS.match(text, at)):
        if more["term"] not in _ROMANS[_ROMANS.index(term) + 1 :]:
            return
        at, term = more.end(), more["term"]
        yield _plenum(more.start("again"), more.end("again"), kind, which, term)


def _ordinal(which: str) -> str:
    """«4», «IV», «bốn» and «tư» are the fourth; «» for what is no ordinal."""
    if which in _ROMANS:
        which = str(_ROMANS.index(which) + 1)
    if which.isdigit():
        return _PLENUM_WORDS[int(which) - 1] if 0 < int(which) <= len(_PLENUM_WORDS) else which
    word = "tư" if which == "bốn" else which
    return word if word in _PLENUM_WORDS else ""


def _plenum(start: int, end: int, kind: str, which: str, term: str) -> Named:
    name = f"{kind} Hội nghị lần thứ {which} Ban Chấp hành Trung ương" + (f" khóa {term}" if term else "")
    return Named(start, end, kind, name, "Ban Chấp hành Trung ương")


def _congresses(text: str) -> Iterator[Named]:
    for match in _CONGRESS.finditer(text):
        local = (match["local"] or match["which"].removeprefix(" đại biểu")).strip().removeprefix("của ")
        which = f" {local} lần thứ" if local.startswith("Đảng bộ") else ""
        yield Named(match.start(), match.end(), "Nghị quyết", f"Nghị quyết Đại hội{which} {match['term']}", "")
