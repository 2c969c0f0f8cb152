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
_ANY_TYPE = "|".join(sorted(_NUMBERED_TYPES, key=len, reverse=True))
_BARE_TYPES = "|".join(sorted({row["doc_type"] for row in rows("doc_types") if row["short"] == "bare"}))

# «Chỉ thị số 05», «Công văn số 468», «Nghị định số 117/2004»: a number with no sign after it.
_NUMBERED = re.compile(
    r"(?:số|Số|SỐ)[ ]?:?[ ]?(?P<number>\d{1,4}/(?:19|20)\d\d(?!\d)|\d{1,5}[a-zđ]?)(?:-(?P<kind>[A-ZĐ][A-ZĐa-z]{0,3}))?"
    r"(?:(?![\w&]|[ ]?[-–/][ ]?[\dA-ZĐ]|/[a-zđ]|[.,]\d)|(?=(?:về|của|ngày)[ ]))"
)
# What goes on like a sentence, so that «Kết luận 12 nội dung» is none.
_GOES_ON = (
    r"(?=[ ]?[,;:.!?)”\"\n\t](?!\d|(?<=[.])[A-ZĐ]{2})|$"
    r"|[ ](?:của|về|và|ngày|tại|trên|trong|ở|đã|được|là|với|theo|có|cũng|cùng|gắn|vào"
    r"|còn|thì|hoặc|khóa|khoá|cho|(?:đến|từ)(?![ ]\d)|do|để|mà|như|nên|phải|sẽ|đang|chưa|không|nhằm|nêu|yêu cầu"
    r"|quy định|xác định|chỉ rõ|khẳng định|ban hành|ra đời|đặt|đề ra|giao|trả lời|trước|sau|nói|này)(?!\w)"
    r"|[ ](?:Bộ Chính trị|Ban Bí thư|Trung ương|Chính phủ|(?:Tỉnh|Thành|Huyện) [uỦủỷ]|(?:TW|HĐND|UBND|HU|TU)(?!\w))"
    r"|[ ]\((?!(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:[ ][^\W\d]{2,4})?\)))"
)
_SMALL = r"\d{2,3}[a-zđ]?"
_LARGE = r"(?!(?:19|20)\d\d)\d{4}"
# «Chỉ thị 05», «Nghị quyết 35», «Quyết định 1719»: without «số» only what goes on like a sentence.
_BARE = re.compile(rf"(?P<type>{_BARE_TYPES})[ ](?P<number>{_SMALL}|{_LARGE}){_GOES_ON}")
# «nghị quyết 35», «đề án 06»: these words are no verbs.
_SMALL_TYPED = re.compile(rf"(?<!\w)(?P<type>nghị quyết|nghị định|đề án|thông tư)[ ](?P<number>{_SMALL}){_GOES_ON}")
# «Nghị quyết 847 nghiêm túc»: after a word that takes a document, anything but what is counted may follow.
_AFTER_CUE = re.compile(
    r"(?:thực hiện|theo|tinh thần|triển khai|quán triệt|học tập|tổng kết|sơ kết|nội dung|chấp hành|tuyên truyền|[Đđ]ể"
    r"|gắn với|[Cc]ăn cứ|thay thế|(?<=\d)[ ]và)[ ](?:các[ ])?"
    rf"(?P<whole>(?P<type>{_BARE_TYPES})[ ](?P<number>{_SMALL}|{_LARGE}))"
    r"(?=[ ][^\W\d_A-ZĐ])"
)
_WORD = re.compile(r"[^\W\d_]+")
_NEVER_AFTER = frozenset(("năm", "tháng", "quý", "tuần", "giờ", "phút", "lần", "tuổi", "triệu", "tỷ", "tỉ", "nghìn"))
# «(Kế hoạch 07)»: in brackets of its own a number names what was cited in full before.
_BRACKETED = re.compile(rf"(?<=\()(?P<type>{_ANY_TYPE})[ ](?P<number>\d{{2,4}})(?=\))")
# «Thông báo 89 ngày 05/3/2024»: with its day any type.
_DATED = re.compile(
    rf"(?<!\w)(?P<type>{_ANY_TYPE})[ ](?P<number>\d{{2,4}})(?=,?[ ]ngày[ ]\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d\d)"
)
# «Nghị định 42/2018», «NĐ 73/2023», «Luật 54/2024»: without «số» only the types whose symbols hold the year, so that
# «Kế hoạch 9/2024» is a month's.
_YEARED = re.compile(
    r"(?<!\w)(?P<type>[Nn]ghị định|[Tt]hông tư(?:[ ]liên tịch)?|Luật(?:[ ]số)?|NĐ|TT)[ ]"
    r"(?P<number>\d{1,4}/(?:19|20)\d\d)(?![\w/&]|[ ]?[-–/][ ]?[\dA-ZĐ]|[.,]\d)"
)
# «NQ 35», «NĐ 21», «ĐA 06»; «CT 05», «KL 21», «HD 38» only after a word that takes a document.
_SIGNED = re.compile(
    rf"(?<![\w/-])(?:(?P<sure>NQ|NĐ|ĐA)|(?<=hiện[ ])CT|(?<=theo[ ])CT|(?<=khai[ ])CT|(?<=các[ ])CT"
    r"|(?<=hiện[ ])KL|(?<=theo[ ])KL|(?<=khai[ ])KL|(?<=các[ ])KL|(?<=theo[ ])HD|(?<=hiện[ ])HD)"
    rf"[ ]?(?P<number>{_SMALL}){_GOES_ON}"
)
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
    for pattern in (_BARE, _SMALL_TYPED, _BRACKETED, _DATED, _YEARED):
        for match in pattern.finditer(text):
            yield ShortForm(match.start(), match.end(), _type_of(match["type"]), match["number"])
    for match in _AFTER_CUE.finditer(text):
        if not _counts(text, match.end()):
            yield ShortForm(match.start("whole"), match.end(), match["type"], match["number"])
    for match in _SIGNED.finditer(text):
        yield ShortForm(match.start(), match.end(), TYPE_SIGNS[re.split(r"[ \d]", match.group())[0]], match["number"])


def _further(text: str, first: ShortForm) -> Iterator[ShortForm]:
    """The numbers that follow the first in one row and share its type."""
    row = _MORE.match(text, first.end) if "/" not in first.number else None
    for item in _ITEM.finditer(text, row.start(), row.end()) if row else ():
        yield ShortForm(item.start(), item.end(), first.doc_type, item["number"])


def _type_of(written: str) -> str:
    """The canonical name of a type word or sign; «Luật số» is a Luật."""
    return TYPE_SIGNS.get(written) or {"TT": "Thông tư"}.get(written) or TYPE_WORDS[fold(written.removesuffix(" số"))]


def _counts(text: str, end: int) -> bool:
    """True where the figure before `end` counts what follows: «Kết luận 12 nội dung»."""
    measure = measure_after(text, end)
    following = _WORD.match(text, end + 1)
    return (following is not None and following.group() in _NEVER_AFTER) or (measure is not None and measure.kind != "")
