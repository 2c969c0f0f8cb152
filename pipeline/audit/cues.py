"""The words that tell how figures belong together: «gồm», «trong đó», «so với cùng kỳ», «mỗi»."""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import rows
from pipeline.audit.figures import Role


def words(kind: str) -> tuple[str, ...]:
    """The cues of one kind in audit_cues.csv, the longest first."""
    return tuple(sorted((row["cue"] for row in rows("audit_cues") if row["kind"] == kind), key=len, reverse=True))


def _either(kind: str) -> str:
    return "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in words(kind))


@cache
def list_cue() -> re.Pattern[str]:
    """What may open a list of parts: «gồm:», «trong đó có», a colon. Group `whole` or `partial` tells which."""
    return re.compile(
        rf"""\b(?: (?P<whole>{_either("whole")}) | (?P<partial>{_either("partial")}) )\b
             (?:\s+(?:có|là|gồm|có:))? \s* :?
           | (?P<colon> : )(?!\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def opening_cue() -> re.Pattern[str]:
    """«Trong đó,», «Trong số này có»: what opens a sentence on the parts of a figure of the sentence before."""
    return re.compile(rf"(?:{_either('opening')})\b(?:\s+(?:có|là|gồm))?\s*[:,]?\s*", re.IGNORECASE)


@cache
def leading_cue() -> re.Pattern[str]:
    """What opens a note or a bracket: «Cụ thể:», «Trong đó:», «như:»; `example` where only some are named."""
    return re.compile(
        rf"""\s*(?: (?P<whole>{_either("whole")}) | (?P<partial>{_either("partial")})
                  | (?P<example>(?:{_either("example")})(?!\s+sau\b)) )\b (?:\s+(?:có|là|gồm|các))? \s* :?""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def example_cue() -> re.Pattern[str]:
    """«tiêu biểu như», «ví dụ»: what follows are examples, never all."""
    return re.compile(rf"\b(?:{_either('example')})\b(?!\s+sau\b)", re.IGNORECASE)


@cache
def open_cue() -> re.Pattern[str]:
    """«...», «v.v», or an item such as «và một số công văn»: the list does not end."""
    signs = "|".join(re.escape(cue) for cue in words("open") if not cue[0].isalpha() or cue == "v.v")
    items = "|".join(re.escape(cue) for cue in words("open") if cue[0].isalpha() and cue != "v.v")
    return re.compile(rf"{signs}|(?:^|[,;]|\bvà\b)\s*(?:và\s+)?(?:{items})\b", re.IGNORECASE)


@cache
def overlapping_cue() -> re.Pattern[str]:
    """«nữ», «dân tộc», «dưới 40 tuổi»: what one person may be besides something else."""
    return re.compile(rf"\b(?:{_either('overlapping')})\b", re.IGNORECASE)


@cache
def verb_cue() -> re.Pattern[str]:
    """«tổ chức», «ban hành»: after a semicolon they open a new statement, where the list began with figures."""
    return re.compile(rf"\s*(?:{_either('verb')})\b", re.IGNORECASE)


@cache
def _role_before() -> re.Pattern[str]:
    near = "tăng|giảm|vượt"  # only right before a figure: «tăng cường mở 05 lớp» compares nothing
    return re.compile(
        rf"""(?<!\w)(?: (?P<compared> (?:{near})(?:\s+(?:thêm|được|lên|xuống|là))?
                                     | (?!{near})(?:{_either("compared")})(?:\s+[\w/]+){{0,4}} )
                      | (?P<each> (?:{_either("each")})(?:\s+\w+){{0,3}} )
                      | (?P<total> (?:{_either("total")})(?:\s+\w+){{0,4}} )
             ) \s* [:(]? \s* $""",
        re.VERBOSE | re.IGNORECASE,
    )


_BEFORE = 48
_CLAUSE_END = re.compile(r"[;,.](?=\s|$)|[\n\t]")
# «05 hoặc 07 thành viên»: a rule that leaves open how many there are.
_EITHER_BEFORE = re.compile(r"\d\s+(?:hoặc|hay)(?:\s+là)?\s*$")
_EITHER_AFTER = re.compile(r"\s+(?:hoặc|hay)(?:\s+là)?\s+\d")
_COMPARED_AFTER = re.compile(r"(?:\s+[\w/]+){0,3}\s*,?\s*(?:so với|so cùng kỳ)\b")


def role_of(text: str, start: int, end: int) -> Role:
    """The part that the figure from `start` to `end` plays by the words around it.

    >>> text = "mở 28 lớp (tăng 05 lớp so với cùng kỳ), mỗi lớp 50 học viên"
    >>> role_of(text, 3, 9), role_of(text, 16, 22), role_of(text, 48, 59)
    ('', 'compared', 'each')
    >>> role_of("Tổng cộng\\t9\\nTrong đó: 05 đồng chí", 22, 34)  # a table's total, and the note below it
    ''
    """
    before = text[max(0, start - _BEFORE) : start]
    if _EITHER_BEFORE.search(before) or _EITHER_AFTER.match(text, end):
        return "compared"
    stops = list(_CLAUSE_END.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    found = _role_before().search(before)
    if found is not None:
        return "compared" if found["compared"] else "each" if found["each"] else "total"
    return "compared" if _COMPARED_AFTER.match(text, end) else ""
