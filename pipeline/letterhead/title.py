"""The type, the title and the period of a report: «BÁO CÁO kết quả công tác tháng 5 năm 2024»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import regex

from extractors.dates import DateSpan, find_dates
from extractors.lexicon import rows
from extractors.mention import Context
from extractors.patterns import fold
from extractors.unit_heads import head_at
from pipeline.document import Block
from pipeline.letterhead.top import RULE

LONGEST_TITLE = 700  # characters
# Who decides, by the office: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH», «BỘ TRƯỞNG BỘ TÀI CHÍNH».
_OFFICE = regex.compile(
    r"(?:chủ tịch|bộ trưởng|thủ tướng|(?:tổng )?giám đốc|(?:tổng )?cục trưởng|chánh|hiệu trưởng|viện trưởng|trưởng"
    r"|bí thư|tư lệnh|chính ủy|chỉ huy trưởng|hội đồng|hội nghị|đại hội)\b"
)
# The session of the council that decides: «KHÓA XVIII, KỲ HỌP THỨ 13».
_SESSION = regex.compile(r"\(?(?:khóa|kỳ họp)\b")
_ENDS_TITLE = regex.compile(
    r"Kính gửi|Căn cứ|Phần|[IVX]+\s*[-.]|[A-HĐ]\s*[-.]|\d+\s*[-.]|(?:Điều|Chương)\s+[IVX\d]"
    r"|[-–]\s*\p{L}|\((?:Ban hành )?[Kk]èm theo"
)
# These begin the body, but also a title: «KẾ HOẠCH», «Thực hiện Nghị quyết số …».
_BEGINS_BODY = regex.compile(r"Thực hiện|Theo")
# Where a title turns to what is to come: «…tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024».
_TO_COME = regex.compile(
    r"(?:^|[,;.]|\bvà)\s*(?:phương hướng|nhiệm vụ|kế hoạch|chương trình công tác|dự kiến|giải pháp)"
)
# «thực hiện mục tiêu, nhiệm vụ, giải pháp năm 2023» lists what was carried out.
_CARRIED_OUT = regex.compile(
    r"\bthực hiện(?: (?:các|những))? (?:mục tiêu|chỉ tiêu|chủ trương|chính sách|chương trình)[^.;]{0,40}$"
)
# What a document aims at, not what it reports on: «đến năm 2025», «vào năm 2025», «tầm nhìn 2030».
_UNTIL = regex.compile(r"\b(?:đến|vào|tới|tầm nhìn|định hướng)(?:\s+(?:hết|cuối))?\s+$", regex.IGNORECASE)
# A term of office ends after most of its reports: «trình Đại hội …, nhiệm kỳ 2025 - 2030».
_TERM = regex.compile(r"\bnhiệm kỳ\s+$", regex.IGNORECASE)
# The time of a programme, which is longer than that of one report on it: «giai đoạn 2021-2025, năm 2022».
_STAGE = regex.compile(r"\b(?:giai đoạn|thời kỳ)\s+$", regex.IGNORECASE)
# «11 tháng, nhiệm vụ tháng 12/2023» are the months from January on.
_MONTHS = regex.compile(r"\b(?P<count>0?[2-9]|1[01])\s+tháng(?=\s*(?:[,;]|và\b|$))", regex.IGNORECASE)
_LONGEST_PERIOD = 50  # years; what is longer is an anniversary
# «năm học 2021-2022» runs from September to May, «học kỳ I» of it to January.
_SCHOOL_YEAR = regex.compile(r"(?:\bhọc\s+k[ỳì]\s+(?P<half>II|I|2|1)\W{1,3})?\bnăm học\s+$", regex.IGNORECASE)
# Words that narrow a type down: «BÁO CÁO NHANH», «QUY CHẾ LÀM VIỆC».
_NARROWING = 2
_KINDS = ("month", "quarter", "half", "year", "years", "range")


def _type_in(line: str) -> str:
    """The type that opens a line in capitals, as the lexicon writes it, else «»."""
    line = " ".join(line.split())
    for doc_type in _doc_types():
        if line.startswith(doc_type.upper()) and not line[len(doc_type) :][:1].isalpha():
            rest = line[len(doc_type) :].lstrip(" :")
            if not rest or rest[0].isupper() or rest[0].islower():
                return doc_type
    return ""


@cache
def _doc_types() -> tuple[str, ...]:
    names = {row["doc_type"] for row in rows("doc_types") if row.get("doc_type")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def title_blocks(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The block of the type and the centred or bold ones that go on with the title."""
    lines = [text[block.start : block.end].strip() for block in blocks]
    yield blocks[0]
    length = 0
    for at, line in enumerate(lines[1:], start=1):
        if line.isupper() and _before_grounds(lines, at + 1) and _decides(line, first=not length):
            return
        if length and _BEGINS_BODY.match(line):
            return
        length += len(line)
        styled = blocks[at].centred or blocks[at].bold
        if not styled or length > LONGEST_TITLE or _ENDS_TITLE.match(line) or blocks[at].column:
            return
        if not RULE.fullmatch(line):
            yield blocks[at]


def _before_grounds(lines: Sequence[str], at: int) -> bool:
    """True where the grounds begin there, «Căn cứ Luật …», or after the session of the council."""
    at += at < len(lines) and _SESSION.match(fold(lines[at])) is not None
    return at < len(lines) and lines[at].lstrip(" -–").startswith("Căn cứ")


def _decides(line: str, *, first: bool) -> bool:
    """True for «ỦY BAN NHÂN DÂN TỈNH» before the grounds; a first line that names no body is the title in capitals."""
    words = fold(line)
    return not first or _OFFICE.match(words) is not None or head_at(words, 0) is not None


def join_title(lines: Sequence[str]) -> tuple[str, str]:
    """The type that the first line names, and the title; what narrows the type down keeps it: «BÁO CÁO NHANH …».

    >>> join_title(["BÁO CÁO", "kết quả công tác tháng 5"]), join_title(["BÁO CÁO NHANH", "Tình hình mưa lũ"])
    (('Báo cáo', 'kết quả công tác tháng 5'), ('Báo cáo', 'BÁO CÁO NHANH Tình hình mưa lũ'))
    """
    title = " ".join(lines)
    doc_type = _type_in(title)
    rest = lines[0][len(doc_type) :].strip(" :-–*") if lines else ""
    narrowed = len(lines) > 1 and rest.isupper() and len(rest.split()) <= _NARROWING
    return doc_type, title[len(doc_type) :].strip(" :-–*") if doc_type and not narrowed else title


def names_type(line: str) -> bool:
    """True for the line that names the type: «BÁO CÁO», alone or before the rest of the title, in capitals."""
    return bool(_type_in(line))


def type_of(symbol: str) -> str:
    """The type that the symbol itself names (`CV` is Công văn), for a letter without a title."""
    names = _types_of(symbol)
    return names.pop() if len(names) == 1 else ""


def is_typed(symbol: str) -> bool:
    """True where the symbol names a type, or one of several: `QĐ`."""
    return bool(_types_of(symbol))


def _types_of(symbol: str) -> set[str]:
    parts = set(regex.split(r"[-/]", symbol)) - {""}
    return {row["doc_type"] for row in rows("doc_types") if row.get("abbreviation") in parts}


def read_period(title: str, issued_on: date | None = None) -> tuple[date | None, date | None]:
    """The period that a title reports on: the first one it names, completed from the rest of the title, then the date.

    >>> read_period("kết quả công tác tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))
    >>> read_period("Về công tác cán bộ")
    (None, None)
    >>> read_period("Phê duyệt Chương trình chuyển đổi số đến năm 2025, định hướng đến năm 2030", date(2020, 6, 3))
    (None, None)
    """
    reported = _reported(title)
    context = _context(title, reported, issued_on)
    stage: tuple[date | None, date | None] = (None, None)
    for mention in find_dates(reported, context):
        value, until = mention.value, mention.start
        if value.start_on is None or not _may_be_reported(value, reported[:until], issued_on):
            continue
        if value.kind == "years" and (school := _SCHOOL_YEAR.search(reported, 0, until)):
            return _school_year(value.start_on.year, school["half"] or "")
        if not _STAGE.search(reported, 0, until):
            return value.start_on, value.end_on
        stage = stage if stage[0] else (value.start_on, value.end_on)
    return stage if stage[0] else _first_months(reported, context)


def _reported(title: str) -> str:
    """The title up to where it turns to what is to come."""
    small = title.lower()
    for turn in _TO_COME.finditer(small):
        listed = _CARRIED_OUT.search(small, 0, turn.start()) and not next(find_dates(title[: turn.start()]), None)
        if not listed:
            return title[: turn.start()]
    return title


def _may_be_reported(value: DateSpan, before: str, issued_on: date | None) -> bool:
    """False for a day, a term that still runs, an aim, an anniversary."""
    if value.kind not in _KINDS or value.start_on is None or value.end_on is None:
        return False
    if value.end_on.year - value.start_on.year > _LONGEST_PERIOD:
        return False
    if _TERM.search(before):
        return issued_on is not None and value.end_on.year <= issued_on.year
    return issued_on is None or value.start_on <= issued_on or not _UNTIL.search(before)


def _first_months(reported: str, context: Context) -> tuple[date | None, date | None]:
    """«11 tháng» of the year whose next month is to come: «…, nhiệm vụ tháng 12/2023»."""
    found, after = _MONTHS.search(reported), context.period_start
    if found is None or after is None or after.month != int(found["count"]) + 1:
        return None, None
    return date(after.year, 1, 1), after - timedelta(days=1)


def _context(title: str, reported: str, issued_on: date | None) -> Context:
    """What completes «tháng 12»: the year that the reported part names, «… và cả năm 2021», else what is to come."""
    for part, whole in ((reported, True), (title, False)):
        for value in (mention.value for mention in find_dates(part)):
            if value.kind in _KINDS and value.start_on and not value.inferred:
                end = value.end_on if whole and value.kind == "year" else value.start_on
                return Context(period_start=value.start_on, period_end=end, issued_on=issued_on)
    return Context(issued_on=issued_on)


def _school_year(year: int, half: str) -> tuple[date, date]:
    """The first and the last day of a school year that begins in `year`, or of a term of it («I», «2»)."""
    first = date(year + 1, 1, 1) if half in ("II", "ii", "2") else date(year, 9, 1)
    last = date(year + 1, 1, 31) if half in ("I", "i", "1") else date(year + 1, 5, 31)
    return first, last
