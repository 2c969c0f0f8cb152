"""What the words between two directives say of a change: «A sửa đổi khoản 2 Điều 3 của B», «B được thay thế bởi A»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import rows
from pipeline.facts import Relation

# Parts of a directive: who abolishes one of them changes the directive, and does not replace it.
_PART = (
    r"(?:một phần|một số|điều|khoản|điểm|mục|phần|chương|phụ lục|tiết|đoạn|tên|cụm từ|mức|thời hạn|nội dung|danh mục)"
)
_NUMBER = r"(?:\d{1,3}[a-zđ]?|[ivx]{1,5}|[a-zđ])"
_FILLED = rf"(?:[ ,]{{1,2}}(?:{_PART}|{_NUMBER}|toàn bộ|các|và|số|của|tại|trong)){{0,16}}"
# «khoản 2 Điều 3 và Phụ lục I của», «thẩm quyền ban hành văn bản trong một số điều của»
_PARTS = rf"(?:(?: [^\W\d_]+){{0,8}}? (?:trong|tại|của))?{_FILLED}"
# «Quy chế … ban hành kèm theo»
_ANNEXED = (
    r"(?: (?:quy chế|quy định|kế hoạch|đề án|chương trình|phương án|điều lệ|danh mục|bảng giá)[^.;:()\n\t]{0,110}?"
    r" (?:ban hành|phê duyệt|kèm)(?: (?:kèm|theo|tại))*)?"
)
_KIND = (
    r"(?: các)?(?: (?:luật|nghị định|nghị quyết|quyết định|thông tư|quy định|kế hoạch|chỉ thị|hướng dẫn))?:?(?: số)?"
)


@dataclass(frozen=True, slots=True)
class Change:
    """The relation, where in the words its cue stands, and whether the second directive changes the first."""

    relation: Relation
    start: int
    end: int
    passive: bool


def find_change(gap: str) -> Change | None:
    """The change that the words between two directives state, None where they state none.

    >>> find_change(" sửa đổi khoản 2 điều 3 của ")
    Change(relation='amends', start=1, end=8, passive=False)
    >>> find_change(" bị bãi bỏ, thay thế bởi ").relation, find_change(" được sửa đổi tại ").passive
    ('replaces', True)
    >>> find_change(" và dự thảo sửa đổi ") is None
    True
    """
    active, passive = _patterns()
    agent = passive.fullmatch(gap)
    told = agent or active.fullmatch(gap)
    if told is None:
        return None
    relation = _cues()[told["cue"]]
    if relation == "replaces" and (
        _cues().get(told["and"] or "") == "amends" or regex.search(rf"\b{_PART}\b", told["of"])
    ):
        relation = "amends"
    return Change(relation, told.start("cue"), told.end("cue"), passive=agent is not None)


@cache
def _cues() -> dict[str, Relation]:
    return {row["cue"]: row["relation"] for row in rows("relations") if row["relation"] in ("amends", "replaces")}  # type: ignore[misc]


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    cue = "|".join(sorted(_cues(), key=len, reverse=True))
    cues = rf"(?P<cue>{cue})(?:(?:,| và|/)? ?(?P<and>{cue}))*"
    about = r"[ “\"(]{1,2}(?:(?:về việc|về|v/v|hướng dẫn|để|đã) ){0,2}"
    active = rf"{about}{cues}(?P<of>{_PARTS}{_ANNEXED}){_KIND}[ ,]{{0,2}}"
    done = rf"{cues}(?P<of>{_PARTS})"
    agent = rf"(?:(?:được|bị) {done} (?:bằng|theo|bởi|tại)|{cues}(?P<of>) (?:bởi|tại))"
    passive = rf"[ ,(]{{1,3}}(?:(?:nay|đã|sẽ|vừa) ){{0,2}}{agent}"
    return regex.compile(active), regex.compile(rf"{passive}{_KIND} ")
