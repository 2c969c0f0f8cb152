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

from extractors.lexicon import rows
from extractors.measures import DIVISIBLE, Measure, measure_after
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

# «các Điều 5, 6 và 7»: the figures before the last one.
_CHAIN = re.compile(r"(?:\d+[a-zđ]?(?:[,;] | và | hoặc | đến | ?[-–] ?))+$")

# What parts the items of «các phường: 1, Đông Giang và 3», and what a list cannot cross.
_NEXT_ITEM = re.compile(r",[ ]|[ ]và[ ]")
_CLAUSE = re.compile(r"[\n\t.;]")
_LONGEST_LIST = 100

# «Ban Chỉ đạo 35»: a name that ends in a number, which «35 tỉnh» then repeats.
_NAMED = re.compile(r"an [Cc]hỉ đạo (\d{2,4})\b(?!/)")

_LAST_NUMBER = re.compile(r"\b0*(\d{2,4})$")

_LEVELS = frozenset(["tỉnh", "huyện", "xã", "phường", "quận", "thành", "trung", "cấp", "các"])

# Kinds that a head with a number is not followed by: «Đề án 06 tỉnh» is a name, «lớp 05 học viên» is not.
_AFTER_WEAK_HEAD = frozenset(("person", "event", "thing", "medium", "award", "reaction"))

_STRONG_HEADS = frozenset(("article", "form", "number", "ordinal"))

# «mỗi lớp 35 học sinh»: the head is itself counted, the figure is not its number.
_EACH = frozenset(["mỗi", "một", "từng", "cả"])

_RATES = tuple([word] for word in ("năm", "tháng", "tuần", "quý", "ngày", "kỳ", "tăng", "giảm", "gấp", "bằng", "hơn"))

_LAST_OF = {"ngày": 31, "tháng": 12, "quý": 4, "tuần": 53, "giờ": 24}

_QUOTES = ("“", '"', "'", "‘")

_OPENING = "(“\"'["

_CLOSING = ",.;:)”\"'!?…/–-"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure, the words for what it counts, and the word that makes it approximate («trên», «gần») or «»."""

    label: ClassVar[str] = "counts"
    value: Decimal
    measure: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The words before a figure that may make it their number: «Điều», «Ban Chỉ đạo»."""

    word: str
    kind: str


def find_counts(text: str, context: Context = NO_CONTEXT) -> Iterator[Mention[Count]]:
    """The counts of `text`, in order.

    >>> [(m.text, str(m.value.value), m.value.measure) for m in find_counts("28 lớp với 1.862 học viên năm 2024")]
    [('28 lớp', '28', 'lớp'), ('1.862 học viên', '1862', 'học viên')]
    >>> [m.value.qualifier for m in find_counts("thu hút trên 111.960 lượt truy cập")]
    ['trên']
    """
    named = frozenset(_NAMED.findall(text)) | _numbers_of(context)
    found = [mention for figure in _FIGURE.finditer(text) for mention in _read_figure(text, figure, named)]
    found += [mention for words in _WORDS.finditer(text) for mention in _read_words(text, words)]
    found.sort(key=lambda mention: mention.span)
    yield from found


def read_count(written: str) -> Count | None:
    """The count that `written` is as a whole, or None.

    >>> read_count("12,5 tỷ đồng")
    Count(value=Decimal('12.5'), measure='tỷ đồng', qualifier='')
    """
    found = list(find_counts(written))
    return found[0].value if len(found) == 1 and found[0].text == written else None


def _numbers_of(context: Context) -> frozenset[str]:
    """The numbers in which the document's short names end: «Ban Chỉ đạo 35» → 35."""
    return frozenset(found[1] for name in context.short_names if (found := _LAST_NUMBER.search(name)))


def _read_figure(text: str, figure: re.Match[str], named: frozenset[str]) -> Iterator[Mention[Count]]:
    start, end = figure.span()
    if end - start > _LONGEST_FIGURE:
        return
    following = text[end : end + 1]
    if following == ")" and text[start - 1 : start] == "(":
        yield from _read_spelled(text, figure)
    if not (following in (" ", "\xa0", "%", "‰") or following.isalpha()):
        return
    measure = measure_after(text, end)
    if measure is None:
        return
    written = figure.group()
    value = _read_value(written, measure.kind)
    if value is None or _is_name(text, start, written, measure, named) or _is_listed(text, start, written, measure):
        return
    if partner := _PARTNER.search(text, max(0, start - 16), start):
        yield from _read_pair(text, partner, Span(start, measure.end), value, measure)
    elif not _goes_on(text, start):
        head = _head_before(text, start)
        if not _is_frequency(text, start, measure) and (head is None or not _is_number_of(head, written, measure)):
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
        if measure is not None and _head_before(text, start) is None:
            yield _mention(text, start, Decimal(value), measure)
        return


@cache
def _heads() -> dict[str, str]:
    """Head → kind; «total» is for heads whose number is a count: «tổng số 326 văn bản»."""
    return {row["head"]: row["kind"] for row in rows("numbered_heads")}


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


def _is_listed(text: str, start: int, written: str, measure: Measure) -> bool:
    """True for the 4 of «các phường: 1, Đông Giang, 4 tổ chức», a name like those before it.

    After «và», and where «các» is missing, only before what may be a verb: «các phường 1, 3 và 5 hộ» counts 5.
    """
    joint = text[start - 2 : start]
    if joint not in (", ", "à ") or not written.isdecimal() or len(written) > 2:
        return False
    before = _CLAUSE.split(text[max(0, start - _LONGEST_LIST) : start])[-1]
    *items, rest = _NEXT_ITEM.split(before)
    plural = _opens_row(items, written) if not rest else None
    if plural is None or (plural and joint == ", "):
        return plural is not None
    return " ".join(text[measure.start : measure.start + 16].lower().split()[:2]) in _verb_measures()


def _opens_row(items: list[str], written: str) -> bool | None:
    """Whether «các» opens the row of places that ends in the figure; None where the items are no such row."""
    number = ""
    for item in reversed(items):
        words = item.replace("(", " ").split()
        if not words:
            return None
        lead = len(words) - 1
        if words[lead].isdecimal():
            number = number or words[lead]
        else:
            while lead >= 0 and words[lead][0].isupper():
                lead -= 1
            lead += 1
        if lead == len(words):
            return None
        if lead:
            low = [word.lower().strip(":(") for word in words[max(0, lead - 4) : lead]]
            head = _head_of(low)
            zero = written[0] == "0" and number[:1] != "0"
            if head is None or head.kind not in ("place", "group") or not number or zero:
                return None
            return low[-len(head.word.split()) - 1 : -len(head.word.split())] in (["các"], ["những"])
    return None


@cache
def _verb_measures() -> frozenset[str]:
    """Measures that are verbs as well: «các phường 1, 2 và 3 tổ chức hội nghị»."""
    return frozenset(row["measure"] for row in rows("verb_measures"))


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
    head = _head_before(text, partner.start())
    if measure.kind in ("", "share") or _is_day_or_years(first, value, share):
        return
    if head is not None and (not share or head.kind in _STRONG_HEADS or head.kind == "date"):
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


def _words_before(text: str, start: int) -> list[str]:
    """The last four words before `start`, in lower case, back to the last punctuation."""
    words: list[str] = []
    for word in reversed(text[max(0, start - 36) : start].rpartition("\n")[2].rpartition("\t")[2].split()):
        if word[-1] in _CLOSING or len(words) == 4:
            break
        words.insert(0, word.lower().lstrip(_OPENING))
        if word[0] in _OPENING:
            break
    return words


def _head_before(text: str, start: int) -> _Head | None:
    """The head that the figure at `start` is the number of, or a number in the list of: «các Điều 5, 6 và 7»."""
    if chain := _CHAIN.search(text, max(0, start - 40), start):
        head = _head_of(_words_before(text, chain.start()))
        if head is not None and head.kind in _STRONG_HEADS:
            return head
    return _head_of(_words_before(text, start))


def _head_of(words: list[str]) -> _Head | None:
    for first in range(len(words)):
        phrase = " ".join(words[first:])
        if kind := _heads().get(phrase):
            each = first > 0 and (words[first - 1] in _EACH or (kind != "date" and words[first - 1].isdecimal()))
            return None if kind in ("total", "word") or each else _Head(phrase, kind)
    return None


def _is_number_of(head: _Head, written: str, measure: Measure) -> bool:
    """True where the figure is the head's number: «Điều 5», «Đề án 06 tỉnh», but not «mục tiêu 95%»."""
    if head.kind in _STRONG_HEADS:
        return True
    if not written.isdecimal() or measure.kind in DIVISIBLE:
        return False
    if head.kind == "date":
        if head.word == "năm":
            return len(written) == 4 or not measure.kind
        return int(written) <= _LAST_OF.get(head.word, 31) or not measure.kind
    return not (written[0] == "0" and measure.kind in _AFTER_WEAK_HEAD)


def _is_frequency(text: str, start: int, measure: Measure) -> bool:
    """«3 lần/tuần», «mỗi năm 2 lần», «tăng 2 lần» tell how often or how much; «210 mm x 297 mm» how large."""
    words = text[measure.start : measure.end]
    if words.startswith("lần"):
        return "/" in words or text[measure.end : measure.end + 3] == " so" or _words_before(text, start)[-1:] in _RATES
    return text[measure.end : measure.end + 3] in (" x ", " × ")


def _mention(text: str, start: int, value: Decimal, measure: Measure) -> Mention[Count]:
    qualifier = _qualifier_before(text, start, measure)
    if qualifier:
        start = _start_of(text, start, qualifier)
    span = Span(start, measure.end)
    return Mention(span, span.slice(text), Count(value, text[measure.start : measure.end], qualifier))


def _qualifier_before(text: str, start: int, measure: Measure) -> str:
    words = _words_before(text, start)
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
        at = max(0, at - 12) + max(head.rfind(edge) for edge in (" ", "\xa0", "\n", "\t", *_OPENING)) + 1
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
    if _head_before(text, start) is None and measure.kind not in DIVISIBLE:
        yield _mention(text, start, Decimal(value), measure)
