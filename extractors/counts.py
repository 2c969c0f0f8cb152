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
from extractors.count_forms import find_forms
from extractors.count_heads import OPENING, STRONG_HEADS, Head, head_before, is_listed, words_before
from extractors.count_pairs import partner_before, read_pair
from extractors.count_sizes import is_dimension, is_frequency
from extractors.lexicon import rows
from extractors.measures import DIVISIBLE, Measure, measure_after, measure_behind_share, measure_by_short_name
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

# «giảm 226 vụ (-3,63%)», «(+6,72%)».
_SIGNED = re.compile(r"\([-–+]$")

# The words before the bracket of «năm (5) dấu gạch nối», «ba (03) văn bản».
_SPELLED = re.compile(r"(?<!\w)(?P<words>[^\W\d_]+(?: [^\W\d_]+){0,2})[ \xa0]\($")

# «tỷ lệ đạt từ 70% trở lên»: at least so many.
_UPWARD = re.compile(r"(?:[ ][^\W\d_]+){0,3}[ ]trở lên\b")

# «cao hơn 0,4%», «ít hơn 12 người»: «hơn» tells by how much, and makes nothing approximate.
_COMPARED = frozenset(("cao", "thấp", "nhiều", "ít", "lớn", "sớm", "muộn", "chậm", "nhanh"))

# «Ban Chỉ đạo 35»: a name that ends in a number, which «35 tỉnh» then repeats.
_NAMED = re.compile(r"an [Cc]hỉ đạo (\d{2,4})\b(?!/)")

_LAST_NUMBER = re.compile(r"\b0*(\d{2,4})$")

_LEVELS = frozenset(["tỉnh", "huyện", "xã", "phường", "quận", "thành", "trung", "cấp", "các"])

# Kinds that a head with a number is not followed by: «Đề án 06 tỉnh» is a name, «lớp 05 học viên» is not.
_AFTER_WEAK_HEAD = frozenset(("person", "event", "thing", "medium", "award", "reaction"))

# «so với cùng kỳ 2023 huyện đạt»: words that a year follows.
_YEAR = re.compile(r"(?:cùng kỳ|dự toán|nguyên đán|tết)[ ](?:19|20)\d\d$", re.IGNORECASE)

_LAST_OF = {"ngày": 31, "tháng": 12, "quý": 4, "tuần": 53, "giờ": 24}

# «15 lượt/1.200 hộ», «65.600 m2/11 vị trí»
_SLASHED = re.compile(r"(?:[a-zà-ỹđ²³]|\bk?m[23])[ ]?/$")

# The first digits of «19 136 hộ», where three more follow.
_TORN = re.compile(r"(?<![\d.,/–-])(?P<digits>[1-9]\d{0,2})[ \xa0]$")
_GROUP = 3

_HIGHEST = 36

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
    found += [Mention(span, span.slice(text), Count(value, words)) for span, value, words in find_forms(text)]
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
    if goes_on(text, start) or _is_torn(text, start, end):
        return
    if amount := amount_at(text, start):
        if not _goes_on(text, start):
            yield _mention(text, start, amount.value, amount.measure, amount.words)
        return
    measure = (
        measure_after(text, end)
        or measure_by_short_name(text, end, context.short_names)
        or measure_behind_share(text, end)
    )
    if measure is None or is_dimension(text, start, measure) or _YEAR.search(text, max(0, start - 12), end):
        return
    value = _read_value(figure.group(), measure.kind)
    if value is None or _is_name(text, start, figure.group(), measure, named):
        return
    if not is_listed(text, start, figure.group(), measure):
        yield from _read_measured(text, figure, value, measure)


def _read_measured(text: str, figure: re.Match[str], value: Decimal, measure: Measure) -> Iterator[Mention[Count]]:
    """The figure, or the pair that it ends, where it is not the number of what stands before it."""
    start = figure.start()
    if partner := partner_before(text, start):
        for span, of_pair, qualifier in read_pair(text, partner, Span(start, measure.until), value, measure):
            yield Mention(span, span.slice(text), Count(of_pair, text[measure.start : measure.end], qualifier))
    elif not _goes_on(text, start):
        head = head_before(text, start)
        numbered = head is not None and _is_number_of(head, figure.group(), measure)
        if head is not None and numbered and _is_kind_only(text, start, head, measure):
            numbered = False
        if not is_frequency(text, start, measure) and not numbered:
            yield _mention(text, start, value, _without_number(text, start, measure))


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


def _is_torn(text: str, start: int, end: int) -> bool:
    """True for the 136 of «19 136 hộ»: a number of thousands, perhaps, whose first digits stand apart."""
    before = _TORN.search(text, max(0, start - 5), start) if end - start == _GROUP else None
    return before is not None and head_before(text, before.start("digits")) is None


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
    if before == "/":  # «15 lượt/1.200 hộ», «15 lượt /1.200 hộ» are two counts
        return _SLASHED.search(text, max(0, start - 6), start) is None
    if before == ":":  # «sản lượng lúa:2.961 tấn», but not «1:2 học sinh»
        return not text[start - 2 : start - 1].islower()
    if before == "+":  # «(+05 vụ)»
        return text[start - 2 : start - 1] != "("
    if before.isalnum() or before in "_@=×":
        return True
    return before in ".,-–" and start > 1 and text[start - 2].isalnum()


def _is_number_of(head: Head, written: str, measure: Measure) -> bool:
    """True where the figure is the head's number: «Điều 5», «Đề án 06 tỉnh», but not «mục tiêu 95%»."""
    if head.kind in STRONG_HEADS:
        return True
    if not written.isdecimal() or measure.kind in DIVISIBLE or _is_beyond(head, written):
        return False
    if head.word == "nhiệm vụ" and measure.kind == "person":  # «hoàn thành xuất sắc nhiệm vụ 12 đồng chí»
        return False
    if head.kind == "date":
        if head.word == "năm":
            return len(written) == 4 or not measure.kind
        return int(written) <= _LAST_OF.get(head.word, 31) or not measure.kind
    return not (written[0] == "0" and measure.kind in _AFTER_WEAK_HEAD)


def _is_beyond(head: Head, written: str) -> bool:
    """True for «thanh loại 375 đối tượng», «các phường 81 đồng chí»: no grade and no ward has so high a number."""
    return int(written) > _HIGHEST and (head.kind == "grade" or head.word in ("phường", "quận"))


def _is_kind_only(text: str, start: int, head: Head, measure: Measure) -> bool:
    """True for «theo kế hoạch 118 cuộc», «kết luận 131 cuộc»: in small letters the head names no document."""
    small = text[start - len(head.word) - 1 : start].islower()
    return head.word in ("kế hoạch", "kết luận", "chuyên đề") and small and measure.kind in ("event", "person", "group")


def _without_number(text: str, start: int, measure: Measure) -> Measure:
    """«tăng 150 số vụ khám phá» counts «vụ»; «12 số báo» are issues of a paper."""
    if text[measure.start : measure.end] != "số" or words_before(text, start)[-1:] not in (["tăng"], ["giảm"]):
        return measure
    counted = measure_after(text, measure.end)
    return counted if counted and counted.kind else measure


def _mention(text: str, start: int, value: Decimal, measure: Measure, words: str = "") -> Mention[Count]:
    qualifier = _qualifier_before(text, start, measure)
    if qualifier:
        start = _start_of(text, start, qualifier)
    elif measure.kind == "share" and (sign := _SIGNED.search(text, max(0, start - 2), start)):
        start, value = start - 1, value if sign.group().endswith("+") else -value
    span = Span(start, measure.until)
    return Mention(span, span.slice(text), Count(value, words or text[measure.start : measure.end], qualifier))


def _qualifier_before(text: str, start: int, measure: Measure) -> str:
    words = words_before(text, start)
    for first in range(len(words)):
        phrase = " ".join(words[first:])
        if phrase == "hơn" and first and words[first - 1] in _COMPARED:
            return ""
        if phrase in _qualifiers() or (phrase == "từ" and _UPWARD.match(text, measure.end)):
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
