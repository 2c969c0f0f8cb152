"""Figures with what they count, such as «trên 111.960 lượt truy cập» → 111960, measure «lượt truy cập», «trên».

The value is the figure as printed and the measure the words after it, so «2,5 triệu lượt» is 2.5 «triệu lượt». A share
«22/25 xã» is two counts, 22 and 25, both of «xã»; so is «10-15 người», with the qualifiers «từ» and «đến».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import ClassVar

from extractors.count_amounts import amount_at, goes_on
from extractors.count_heads import OPENING, STRONG_HEADS, Head, head_before, is_listed, words_before
from extractors.lexicon import rows
from extractors.measures import DIVISIBLE, Measure, measure_after, measure_by_short_name
from extractors.mention import NO_CONTEXT, Context, Mention, Span
from extractors.patterns import NUMBER, read_number, read_number_words

# Every run of digits, with the dots and commas inside it.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")

_NUMBER = re.compile(NUMBER)
# «1.234.567.890.123» still counts something; a longer run of digits is a code.
_LONGEST_FIGURE = 24

# «5,341 đại biểu»: a comma between thousands, which only whole things allow.
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_POINT_DECIMAL = re.compile(r"\d+\.\d{1,2}")

# «hai mươi học viên», «ba xã»; «một» is mostly an article, «năm» a year.
_WORDS = re.compile(
    r"(?:hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười)\b"
    r"(?: (?:mươi|một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|bẩy|tám|chín)\b){0,2}"
)

# The words before the bracket of «năm (5) dấu gạch nối», «ba (03) văn bản».
_SPELLED = re.compile(r"(?<!\w)(?P<words>[^\W\d_]+(?: [^\W\d_]+){0,2})[ \xa0]\($")

# The first figure of «22/25 xã», «10-15 người», «từ 10 đến 15 người».
_PARTNER = re.compile(
    rf"(?<![\w/.,:–-])(?P<from>[Tt]ừ )?(?P<first>{NUMBER})(?P<joint>[ ]?/[ ]?|[ ]?[-–][ ]?| đến | hoặc )$"
)

# «đường rộng 5,5m»: how large one thing is, not how much of it there is.
_DIMENSIONS = tuple([word] for word in ("rộng", "cao", "sâu", "dày", "lề", "cách"))

# «Ban Chỉ đạo 35»: a name that ends in a number, which «35 tỉnh» then repeats.
_NAMED = re.compile(r"an [Cc]hỉ đạo (\d{2,4})\b(?!/)")

_LAST_NUMBER = re.compile(r"\b0*(\d{2,4})$")

_LEVELS = frozenset(["tỉnh", "huyện", "xã", "phường", "quận", "thành", "trung", "cấp", "các"])

# Kinds that a head with a number is not followed by: «Đề án 06 tỉnh» is a name, «lớp 05 học viên» is not.
_AFTER_WEAK_HEAD = frozenset(("person", "event", "thing", "medium", "award", "reaction"))

_RATES = tuple([word] for word in ("năm", "tháng", "tuần", "quý", "ngày", "kỳ", "tăng", "giảm", "gấp", "bằng", "hơn"))

# «so với cùng kỳ 2023 huyện đạt»: words that a year follows.
_YEAR = re.compile(r"(?:cùng kỳ|dự toán|nguyên đán|tết)[ ](?:19|20)\d\d$", re.IGNORECASE)

_LAST_OF = {"ngày": 31, "tháng": 12, "quý": 4, "tuần": 53, "giờ": 24}

_QUOTES = ("“", '"', "'", "‘")


@dataclass(frozen=True, slots=True)
class Count:
    """A figure, the words for what it counts, and the word that makes it approximate («trên», «gần») or «»."""

    label: ClassVar[str] = "counts"
    value: Decimal
    measure: str
    qualifier: str = ""


def find_counts(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[Count]]:
    """The counts of `text`, in order.

    >>> [(m.text, str(m.value.value), m.value.measure) for m in find_counts("28 lớp với 1.862 học viên năm 2024")]
    [('28 lớp', '28', 'lớp'), ('1.862 học viên', '1862', 'học viên')]
    >>> [m.value.qualifier for m in find_counts("thu hút trên 111.960 lượt truy cập")]
    ['trên']
    """
    named = frozenset(_NAMED.findall(text)) | _numbers_of(context)
    found = [mention for figure in _FIGURE.finditer(text) for mention in _read_figure(text, figure, named, context)]
    found += [mention for words in _WORDS.finditer(text) for mention in _read_words(text, words)]
    found.sort(key=lambda mention: mention.span)
    yield from found


def _numbers_of(context: Context) -> frozenset[str]:
    """The numbers in which the document's short names end: «Ban Chỉ đạo 35» → 35."""
    return frozenset(found[1] for name in context.short_names if (found := _LAST_NUMBER.search(name)))


def _read_figure(text: str, figure: re.Match[str], named: frozenset[str], context: Context) -> Iterator[Mention[Count]]:
    start, end = figure.span()
    if end - start > _LONGEST_FIGURE:
        return
    following = text[end : end + 1]
    if following == ")" and text[start - 1 : start] == "(":
        yield from _read_spelled(text, figure)
    if not (following in (" ", "\xa0", "%", "‰") or following.isalpha()):
        return
    if goes_on(text, start):
        return
    if amount := amount_at(text, start):
        if not _goes_on(text, start):
            yield _mention(text, start, amount.value, amount.measure, amount.words)
        return
    measure = measure_after(text, end) or measure_by_short_name(text, end, context.short_names)
    if measure is None or _is_dimension(text, start, measure) or _YEAR.search(text, max(0, start - 12), end):
        return
    written = figure.group()
    value = _read_value(written, measure.kind)
    if value is None or _is_name(text, start, written, measure, named) or is_listed(text, start, written, measure):
        return
    if partner := _PARTNER.search(text, max(0, start - 16), start):
        yield from _read_pair(text, partner, Span(start, measure.end), value, measure)
    elif not _goes_on(text, start):
        head = head_before(text, start)
        numbered = head is not None and _is_number_of(head, written, measure)
        if head is not None and numbered and _is_kind_only(text, start, head, measure):
            numbered = False
        if not _is_frequency(text, start, measure) and not numbered:
            yield _mention(text, start, value, measure)


def _read_spelled(text: str, figure: re.Match[str]) -> Iterator[Mention[Count]]:
    """«ba (03) văn bản»: the number in words and the figure in brackets are one count."""
    before = _SPELLED.search(text, max(0, figure.start() - 24), figure.start())
    words = before["words"].split(" ") if before else []
    for first in range(len(words)):
        value = read_number_words(" ".join(words[first:]))
        if before is None or value is None or str(value) != figure.group().lstrip("0"):
            continue
        start = before.end("words") - len(" ".join(words[first:]))
        measure = measure_after(text, figure.end() + 1)
        if measure is not None and head_before(text, start) is None:
            yield _mention(text, start, Decimal(value), measure)
        return


def _is_dimension(text: str, start: int, measure: Measure) -> bool:
    before = words_before(text, start)[-2:]
    return text[measure.start : measure.end] == "m" and before[-1:] in _DIMENSIONS and before != ["mở", "rộng"]


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(row["qualifier"] for row in rows("qualifiers"))


def _read_value(written: str, kind: str) -> Decimal | None:
    """The figure's value; None where one cannot tell. «24,023 tỷ đồng» is a decimal, «5,341 đại biểu» cannot be."""
    if _COMMA_THOUSANDS.fullmatch(written) and (kind not in DIVISIBLE or written.count(",") > 1):
        return Decimal(written.replace(",", "")) if kind else None
    if _NUMBER.fullmatch(written):
        return read_number(written)
    return Decimal(written) if kind in DIVISIBLE and _POINT_DECIMAL.fullmatch(written) else None


def _is_name(text: str, start: int, written: str, measure: Measure, named: frozenset[str]) -> bool:
    """True for «35 tỉnh» where the document has a «Ban Chỉ đạo 35», and for the label of «1 Tổ chức thực hiện»."""
    if written in named and text[measure.start : measure.end].split(maxsplit=1)[0] in _LEVELS:
        return True
    if text[start - 1 : start] in _QUOTES and not measure.kind:  # «thông điệp “5 nhớ”»
        return True
    at_block_start = (text[max(0, start - 8) : start].rstrip(" \xa0") or "\n")[-1] in "\n\t"
    label = text[measure.start].isupper() and measure.kind != "award"
    return at_block_start and (label or (not measure.kind and written[0] != "0"))


def _goes_on(text: str, start: int) -> bool:
    """True where the figure goes on from a word, a symbol or another number: «COVID-19», «30/2020»."""
    before = text[start - 1] if start else " "
    if text[max(0, start - 3) : start] in (" x ", " × "):  # «3 x 4 cm»
        return True
    if before == "/":  # «15 lượt/1.200 hộ» are two counts
        return not text[start - 2 : start - 1].islower()
    if before.isalnum() or before in "_+@:=×":
        return True
    return before in ".,-–" and start > 1 and text[start - 2].isalnum()


def _read_pair(
    text: str, partner: re.Match[str], span: Span, value: Decimal, measure: Measure
) -> Iterator[Mention[Count]]:
    """«22/25 xã» is 22 of 25; «10-15 người» and «từ 10 đến 15 người» are at least 10 and at most 15."""
    first = read_number(partner["first"])
    share = partner["joint"].strip() in ("/", "hoặc")
    head = head_before(text, partner.start())
    printed = partner["first"] + text[span.start : measure.start]
    if not measure.kind or (share and measure.kind == "share"):
        return
    decimals = "." in printed or (share and "," in printed)
    if not decimals and _is_day_or_years(first, value, share):  # «1.978/2.015 trẻ», «5,6/4,8 tỷ đồng» are
        return
    if head is not None and (not share or head.kind in STRONG_HEADS or head.kind == "date"):
        return
    words = text[measure.start : measure.end]
    low, high = ("", "") if share else ("từ", "đến")
    yield Mention(lone := Span(partner.start(), partner.end("first")), lone.slice(text), Count(first, words, low))
    start = partner.start("joint") + 1 if partner["joint"] == " đến " else span.start
    last = Span(start, span.end)
    yield Mention(last, last.slice(text), Count(value, words, high))


def _is_day_or_years(first: Decimal, last: Decimal, share: bool) -> bool:
    """True for «26/4 huyện», «6/2024 xã», «2/3 đại biểu», «2021-2025 xã»; «120/100 hộ», over the plan, is a share."""
    if share:
        month = 1800 <= last < 2300 and not 12 < first < 1800
        return month or (last < first <= 31 and last <= 12) or first < last <= 4
    return last < first or 1800 <= first < 2300


def _is_number_of(head: Head, written: str, measure: Measure) -> bool:
    """True where the figure is the head's number: «Điều 5», «Đề án 06 tỉnh», but not «mục tiêu 95%»."""
    if head.kind in STRONG_HEADS:
        return True
    if not written.isdecimal() or measure.kind in DIVISIBLE:
        return False
    if head.word == "nhiệm vụ" and measure.kind == "person":  # «hoàn thành xuất sắc nhiệm vụ 12 đồng chí»
        return False
    if head.kind == "date":
        if head.word == "năm":
            return len(written) == 4 or not measure.kind
        return int(written) <= _LAST_OF.get(head.word, 31) or not measure.kind
    return not (written[0] == "0" and measure.kind in _AFTER_WEAK_HEAD)


def _is_kind_only(text: str, start: int, head: Head, measure: Measure) -> bool:
    """True for «theo kế hoạch 118 cuộc», «kết luận 131 cuộc»: in small letters the head names no document."""
    small = text[start - len(head.word) - 1 : start].islower()
    return head.word in ("kế hoạch", "kết luận", "chuyên đề") and small and measure.kind in ("event", "person", "group")


def _is_frequency(text: str, start: int, measure: Measure) -> bool:
    """«3 lần/tuần», «mỗi năm 2 lần», «tăng 2 lần» tell how often or how much; «210 mm x 297 mm» how large."""
    words = text[measure.start : measure.end]
    if words.startswith("lần"):
        return "/" in words or text[measure.end : measure.end + 3] == " so" or words_before(text, start)[-1:] in _RATES
    return text[measure.end : measure.end + 3] in (" x ", " × ")


def _mention(text: str, start: int, value: Decimal, measure: Measure, words: str = "") -> Mention[Count]:
    qualifier = _qualifier_before(text, start, measure)
    if qualifier:
        start = _start_of(text, start, qualifier)
    span = Span(start, measure.end)
    return Mention(span, span.slice(text), Count(value, words or text[measure.start : measure.end], qualifier))


def _qualifier_before(text: str, start: int, measure: Measure) -> str:
    words = words_before(text, start)
    for first in range(len(words)):
        phrase = " ".join(words[first:])
        if phrase in _qualifiers():
            return "" if phrase == "trên" and _is_place(text, start, measure) else phrase
    return ""


def _is_place(text: str, start: int, measure: Measure) -> bool:
    """True where «trên» says where: «phát trên 4 trang»; nobody rounds to 4 or to 03."""
    exact = text[start] == "0" or not text[start : measure.start].strip().endswith("0")
    return exact and (measure.kind in ("place", "medium") or text[start] == "0")


def _start_of(text: str, start: int, qualifier: str) -> int:
    """Where the qualifier before `start` begins."""
    at = start
    for _ in qualifier.split():
        head = text[max(0, at - 12) : at].rstrip()
        at = max(0, at - 12) + max(head.rfind(edge) for edge in (" ", "\xa0", "\n", "\t", *OPENING)) + 1
    return at


def _read_words(text: str, words: re.Match[str]) -> Iterator[Mention[Count]]:
    """«hai mươi học viên»: only before a listed measure, and not after a head («tháng hai», «giải ba»)."""
    start, end = words.span()
    if text[end : end + 1] != " " or (start and (text[start - 1].isalnum() or text[start - 1] in "-/(")):
        return
    value = read_number_words(words.group())
    measure = measure_after(text, end) if value is not None else None
    if value is None or measure is None or not measure.kind or text[measure.start].isupper():
        return
    if head_before(text, start) is None and measure.kind not in DIVISIBLE:
        yield _mention(text, start, Decimal(value), measure)
