"""Documents cited by their number alone: «Chỉ thị số 05», «Nghị quyết 18, 19», «Nghị định 42/2018», «NQ 35»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.citation_heads import TYPE_SIGNS, TYPE_WORDS, head_before
from extractors.lexicon import rows
from extractors.measures import measure_after
from extractors.patterns import fold

_NUMBERED_TYPES = frozenset(row["doc_type"] for row in rows("doc_types") if row["short"])
_BARE_TYPES = frozenset(row["doc_type"] for row in rows("doc_types") if row["short"] == "bare")
# These words are no verbs, so that they cite in small letters too: «nghị quyết 35», «đề án 06».
_NOUNS = ("nghị quyết", "nghị định", "đề án", "thông tư")
# The types whose symbols hold the year: «Kế hoạch 9/2024» is a month's.
_YEARED_TYPES = frozenset(
    ("Nghị định", "nghị định", "Thông tư", "thông tư", "Thông tư liên tịch", "thông tư liên tịch", "NĐ", "TT", "Luật")
)
# «CT 05», «KL 21», «HD 38» cite only after a word that takes a document.
_SURE_SIGNS, _SIGNS = frozenset(("NQ", "NĐ", "ĐA")), frozenset(("CT", "KL", "HD"))

# «Chỉ thị số 05», «Công văn số 468», «Nghị định số 117/2004»: a number with no sign after it.
_NUMBERED = re.compile(
    r"(?:số|Số|SỐ)[ ]?:?[ ]?(?P<number>\d{1,4}/(?:19|20)\d\d(?!\d)|\d{1,5}[a-zđ]?)(?:-(?P<kind>[A-ZĐ][A-ZĐa-z]{0,3}))?"
    r"(?:(?![\w&]|[ ]?[-–/][ ]?[\dA-ZĐ]|/[a-zđ]|[.,]\d)|(?=(?:về|của|ngày)[ ]))"
)
# «Chỉ thị 05», «NQ 35», «Luật số 54/2024», whatever goes before and after. The words come first, for speed.
_TYPED = re.compile(
    rf"(?P<type>{'|'.join(sorted({*_NUMBERED_TYPES, *_NOUNS, *_YEARED_TYPES, *_SURE_SIGNS, *_SIGNS}, key=len)[::-1])})"
    r"(?:[ ]|(?<=Luật)[ ]số[ ]|(?<=[A-ZĐ]{2}))(?P<number>\d{1,4}(?:/(?:19|20)\d\d|[a-zđ])?)(?!\w)"
)
_SMALL = r"\d{2,3}[a-zđ]?"
_WHOLE = re.compile(rf"{_SMALL}|(?!(?:19|20)\d\d)\d{{4}}")
# What goes on like a sentence, so that «Kết luận 12 nội dung» is none.
_GOES_ON = (
    r"(?=[ ]?[,;:.!?)”\"\n\t](?!\d|(?<=[.])[A-ZĐ]{2})|$"
    r"|[ ](?:của|về|và|ngày|tại|trên|trong|ở|đã|được|là|với|theo|có|cũng|cùng|gắn|vào"
    r"|còn|thì|hoặc|khóa|khoá|cho|(?:đến|từ)(?![ ]\d)|do|để|mà|như|nên|phải|sẽ|đang|chưa|không|nhằm|nêu|yêu cầu"
    r"|quy định|xác định|chỉ rõ|khẳng định|ban hành|ra đời|đặt|đề ra|giao|trả lời|trước|sau|nói|này)(?!\w)"
    r"|[ ](?:Bộ Chính trị|Ban Bí thư|Trung ương|Chính phủ|(?:Tỉnh|Thành|Huyện) [uỦủỷ]|(?:TW|HĐND|UBND|HU|TU)(?!\w))"
    r"|[ ]\((?!(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:[ ][^\W\d]{2,4})?\)))"
)
_SENTENCE = re.compile(_GOES_ON)
# «Nghị quyết 847 nghiêm túc»: after a word that takes a document, anything but what is counted may follow.
_CUE = re.compile(
    r"(?:thực hiện|theo|tinh thần|triển khai|quán triệt|học tập|tổng kết|sơ kết|nội dung|chấp hành|tuyên truyền|[Đđ]ể"
    r"|gắn với|[Cc]ăn cứ|thay thế|\d[ ]và)[ ](?:các[ ])?$"
)
_ANY_WORD = re.compile(r"[ ][^\W\d_A-ZĐ]")
_SIGN_CUE = re.compile(r"(?:hiện|theo|khai|các)[ ]$")
_NEVER_AFTER = frozenset(("năm", "tháng", "quý", "tuần", "giờ", "phút", "lần", "tuổi", "triệu", "tỷ", "tỉ", "nghìn"))
_WORD = re.compile(r"[^\W\d_]+")
# «Thông báo 89 ngày 05/3/2024»: with its day any type.
_DAY = re.compile(r",?[ ]ngày[ ]\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d")
_NO_SYMBOL = re.compile(r"(?![/&]|[ ]?[-–/][ ]?[\dA-ZĐ]|[.,]\d)")
# «Nghị quyết 18, 19 của Trung ương», «các Chỉ thị số 05, 35 và 40»: the whole row must go on like a sentence.
_MORE = re.compile(rf"(?:(?:,[ ]|[ ]và[ ]|,[ ]và[ ])(?:số[ ])?{_SMALL}(?!\w)){{1,9}}{_GOES_ON}")
_ITEM = re.compile(rf"(?:số[ ])?(?P<number>{_SMALL})(?!\w)")


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A document meant by its number: where the mention stands, the type that it is called, and its number."""

    start: int
    end: int
    doc_type: str
    number: str


def find_short_forms(text: str) -> Iterator[ShortForm]:
    """Every mention of a document by type and number alone; those found by the surer form first.

    >>> [(form.doc_type, form.number) for form in find_short_forms("Kết luận 21, các Chỉ thị 05, 35; kết luận 12 việc")]
    [('Kết luận', '21'), ('Chỉ thị', '05'), ('Chỉ thị', '35')]
    """
    for form in _firsts(text):
        yield form
        yield from _further(text, form)


def _firsts(text: str) -> Iterator[ShortForm]:
    for match in _NUMBERED.finditer(text):
        head = head_before(text, match.start("number"), frozenset())
        known = not match["kind"] or match["kind"] in TYPE_SIGNS
        if known and head.word and head.doc_type in _NUMBERED_TYPES and head.start < match.start():
            yield ShortForm(head.start, match.end(), head.doc_type, match["number"])
    for match in _TYPED.finditer(text):
        if _cites(text, match):
            yield ShortForm(match.start(), match.end(), _type_of(match["type"]), match["number"])


def _cites(text: str, match: re.Match[str]) -> bool:
    """True where a type and a number name a document: by what the type is, and by what stands around the two."""
    written, number, end = match["type"], match["number"], match.end()
    if text[match.start() - 1 : match.start()].isalnum():
        return False
    if "/" in number:
        return written in _YEARED_TYPES and _NO_SYMBOL.match(text, end) is not None
    if not _WHOLE.fullmatch(number) or written == "Luật":
        return False
    sentence, before = _SENTENCE.match(text, end) is not None, text[max(match.start() - 20, 0) : match.start()]
    if written in _SIGNS or written in _SURE_SIGNS or written in _NOUNS:
        return sentence and len(number) < 4 and (written not in _SIGNS or _SIGN_CUE.search(before) is not None)
    if written in _BARE_TYPES and (sentence or (_CUE.search(before) and _goes_on(text, end))):
        return True
    bracketed = before.endswith("(") and text.startswith(")", end)
    return written in _NUMBERED_TYPES and (bracketed or _DAY.match(text, end) is not None)


def _further(text: str, first: ShortForm) -> Iterator[ShortForm]:
    """The numbers that follow the first in one row and share its type."""
    row = _MORE.match(text, first.end) if "/" not in first.number else None
    for item in _ITEM.finditer(text, row.start(), row.end()) if row else ():
        yield ShortForm(item.start(), item.end(), first.doc_type, item["number"])


def _type_of(written: str) -> str:
    """The canonical name of a type word or sign."""
    return TYPE_SIGNS.get(written) or {"TT": "Thông tư"}.get(written) or TYPE_WORDS[fold(written)]


def _goes_on(text: str, end: int) -> bool:
    """True where words follow the figure before `end`, and it does not count them: «Kết luận 12 nội dung»."""
    following = _WORD.match(text, end + 1) if _ANY_WORD.match(text, end) else None
    if following is None or following.group() in _NEVER_AFTER:
        return False
    measure = measure_after(text, end)
    return measure is None or measure.kind == ""
