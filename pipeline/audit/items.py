"""How many things a list names: «(1) …; (2) …», «số 738-BC/BTGTU, ngày …; số 739-BC/BTGTU, …», «Mèo Vạc, Yên Minh»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.audit.cues import example_cue, open_cue
from pipeline.audit.figures import measure_kinds
from pipeline.audit.listings import LETTERS, find_labels, outside
from pipeline.audit.view import View

How = Literal["labels", "documents", "names"]

_SEPARATOR = re.compile(r"(?P<semicolon>;)|,(?!\d)|\s(?P<and>và|cùng)\s")
# What ends the last name of a list: «Sở Văn hóa Thể thao và Du lịch về tuyên truyền …».
_TAIL = re.compile(
    r"\s(?:về|để|nhằm|theo|trong|tại|với|đã|được|có|là|do|từ|trên|thực hiện|tham gia|tổ chức|triển khai|đạt"
    r"|giai đoạn)\s"
)
_REFERS = re.compile(
    r"(?:thực hiện|theo|về việc|căn cứ|tại|của|sơ kết|tổng kết|kèm theo|sửa đổi|bổ sung|thay thế)[^;]{0,60}$"
)
# «c) Các ủy viên là …», «một số đơn vị»: an item that names nobody knows how many.
_SEVERAL = re.compile(r"(?:\(?\w{1,3}[).])?\W*(?:các|những|mọi|một số|nhiều|tất cả)\b", re.IGNORECASE)
_LONGEST_REST = 4000  # characters in which a list by labels goes on behind its sentence
_LONGEST_UNIT = 120  # characters
_LONGEST_NAME = 12  # words


@dataclass(frozen=True, slots=True)
class Named:
    """The things that a list names: at least `low`, at most `high` (an «và» may join two or be part of one name).

    `clean` where nothing but the items stands in the list, so that none can hide; `spans` are the items; `counts` are
    the numbers that a reader may count.
    """

    spans: tuple[Span, ...]
    low: int
    high: int
    how: How
    clean: bool
    why: str = ""
    counts: frozenset[int] = frozenset()


def read_items(view: View, start: int, end: int) -> Named | None:
    """The things named between two offsets: by labels, else documents by their symbols, else names by commas."""
    if example_cue().match(view.text, start + len(_blank(view.text, start, end)), end):
        return None
    return _by_labels(view, start, end) or _by_documents(view, start, end) or _by_names(view, start, end)


def _blank(text: str, start: int, end: int) -> str:
    return text[start:end][: len(text[start:end]) - len(text[start:end].lstrip())]


def _open(view: View, start: int, end: int) -> bool:
    return open_cue().search(view.text, start, end) is not None


def _by_labels(view: View, start: int, end: int) -> Named | None:
    labels = find_labels(view.text, start, end)
    block = view.text.find("\n", end)
    block = min(block if block >= 0 else len(view.text), end + _LONGEST_REST)
    if labels and view.bracket_around(start) is None:
        # «… (1) …; (2) …. (3) …»: the list goes on in the next sentences of its block.
        further = find_labels(view.text, start, block)
        labels, end = (further, block) if len(further) > len(labels) else (labels, end)
    if not labels:
        return None
    spans = tuple(Span(a, b) for a, b in pairwise([*labels, end]))
    extra = sum(max(0, _documents_in(view, span) - 1) for span in spans)
    extra += sum(span.slice(view.text).rstrip(" ;.,").count(";") for span in spans[:-1])
    is_open = _open(view, start, end)
    goes_on = _goes_on(view, len(labels) + 1, block)
    why = _why(is_open) or ("chưa rõ danh sách kết thúc ở đâu" if goes_on else "") or why_several(view, spans)
    return Named(spans, len(spans), len(spans) + extra, "labels", not why, why)


def why_several(view: View, spans: Sequence[Span]) -> str:
    """Why items cannot be counted where one begins with «các», «những», «một số»; «» where none does."""
    return "có mục nêu nhiều đối tượng" if any(_SEVERAL.match(view.text, span.start) for span in spans) else ""


def _goes_on(view: View, rank: int, block: int) -> bool:
    """True where the next block begins with the next label: «(4)», «4.», «d)»."""
    marks = {f"({rank})", f"{rank})", f"{rank}.", f"{LETTERS[rank - 1 : rank]})", f"({LETTERS[rank - 1 : rank]})"}
    following = view.text[block + 1 : block + 8].split()[:1]
    return bool(following) and following[0] in marks


def _why(is_open: bool) -> str:
    return "danh sách để ngỏ (dấu «…», «một số»)" if is_open else ""


def _own(view: View, start: int, end: int) -> list[Span]:
    """The documents that a list names for themselves, not those that they refer to («… thực hiện Chỉ thị 05-CT/TW»)."""
    found: list[Span] = []
    for cited in view.citations_in(start, end):
        if not any(sign.isdigit() for sign in cited.value.symbol or cited.value.number):
            continue
        clause = max(view.text.rfind(";", start, cited.span.start) + 1, start)
        before = found[-1].end if found and found[-1].end > clause else clause
        if not _REFERS.search(view.text[before : cited.span.start]):
            found.append(cited.span)
    return found


def _documents_in(view: View, span: Span) -> int:
    return len(_own(view, span.start, span.end))


def _by_documents(view: View, start: int, end: int) -> Named | None:
    """«Công văn số 1962-CV/BTGTU, …; số 1987-CV/BTGTU, …»: one item a semicolon, each with a document of its own."""
    own = _own(view, start, end)
    if not own:
        return None
    chunks = [chunk for chunk in _semicolons(view, start, end) if view.text[chunk.start : chunk.end].strip(" .\n")]
    filled = [chunk for chunk in chunks if any(chunk.start <= span.start < chunk.end for span in own)]
    leads = all(_leads(chunk, own) for chunk in filled)
    is_open = _open(view, start, end)
    clean = len(filled) == len(chunks) and leads and not is_open
    why = _why(is_open) or ("" if clean else "có mục không nêu số, ký hiệu văn bản")
    return Named(tuple(own), len(filled), max(len(own), len(filled)), "documents", clean, why)


def _leads(chunk: Span, own: Sequence[Span]) -> bool:
    """True where the item opens with its document."""
    first = next(span for span in own if chunk.start <= span.start < chunk.end)
    return first.start - chunk.start <= 24


def _semicolons(view: View, start: int, end: int) -> Iterator[Span]:
    cuts = [start, *(at + 1 for at in outside(view, ";", start, end)), end]
    return (Span(a, b) for a, b in pairwise(cuts))


def _by_names(view: View, start: int, end: int) -> Named | None:
    """Names that begin with a capital, parted by commas or semicolons; the list ends before the first other words."""
    brackets = list(view.brackets_in(start, end))
    spans: list[Span] = []
    joints: list[str] = []
    at, clean = start, True
    stops = [
        found
        for found in _SEPARATOR.finditer(view.text, start, end)
        if not _inside(brackets, found.start()) and not (found["and"] and _in_unit(view, found.start()))
    ]
    edges = [(found.start(), found.end(), found) for found in stops]
    for stop, following, found in [*edges, (end, end, None)]:
        span = _trimmed(view.text, at, stop)
        tail = _TAIL.search(view.text, span.start, span.end)
        name = Span(span.start, tail.start()) if tail else span
        if not _is_name(view.text, name):
            clean = clean and bool(spans) and not name.slice(view.text)
            break
        spans.append(name)
        joints.append(_joint(view, found))
        at = following
        if tail:
            break
    else:
        at = end
    if len(spans) < 2:
        return None
    counts = _counts(joints[:-1])
    is_open = _open(view, start, end)
    numbered = bool(view.figures_in(start, spans[-1].end))
    why = _why(is_open) or ("danh sách không tách rõ từng tên" if numbered or not clean else "")
    return Named(tuple(spans), min(counts), max(counts), "names", not why, why, counts)


def _joint(view: View, found: re.Match[str] | None) -> str:
    """«,», «;», or «and» where the words on both sides may be one name («Giáo dục và Đào tạo»)."""
    if found is None or not found["and"]:
        return ";" if found is not None and found["semicolon"] else ","
    following = view.units_in(found.end(), found.end() + 1)
    return "," if following else "and"


def _in_unit(view: View, offset: int) -> bool:
    """True for the «và» within the name of one unit."""
    before = view.units_in(max(0, offset - _LONGEST_UNIT), offset)
    return bool(before) and before[-1].end > offset + 1


def _counts(joints: Sequence[str]) -> frozenset[int]:
    """How many names there are: an «và» may join two or not; a semicolon may end the list, or part items of several."""
    ands, whole = joints.count("and"), len(joints) + 1
    found = {whole - joined for joined in range(ands + 1)}
    if ";" in joints:
        first = joints[: joints.index(";")]
        found |= {len(first) + 1 - joined for joined in range(first.count("and") + 1)}
        found.add(joints.count(";") + 1)
    return frozenset(count for count in found if count > 1) or frozenset((whole,))


def _inside(brackets: Sequence[Span], offset: int) -> bool:
    return any(bracket.start < offset < bracket.end for bracket in brackets)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \n\t“\"'":
        start += 1
    while end > start and text[end - 1] in " \n\t.,;”\"'":
        end -= 1
    return Span(start, end)


def _is_name(text: str, span: Span) -> bool:
    """True for «Sở Y tế», «Hà Giang TV», «thị trấn Phố Bảng»: a capital first, or after a word for what it is."""
    words = span.slice(text).split()
    if not words or len(words) > _LONGEST_NAME:
        return False
    if words[0][0].isupper():
        return True
    lower = 0
    while lower < len(words) and words[lower][0].islower():
        lower += 1
    return 0 < lower <= 3 and lower < len(words) and words[lower][0].isupper() and _is_head(words[:lower])


def _is_head(words: Sequence[str]) -> bool:
    head = fold(" ".join(words))
    return measure_kinds().get(head, "") in ("place", "group", "person") or head in (
        "sở",
        "ban",
        "trường",
        "công an",
        "đảng ủy",
    )
