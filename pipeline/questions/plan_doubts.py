"""What keeps a clause with a task's words from telling that it is done: «Đề nghị tổ chức …», «120/200 ha»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from extractors.patterns import read_number
from pipeline.compliance.directives import lower
from pipeline.questions.gist import JOINING

_WORD = re.compile(r"[^\W\d_]+")
# What comes before an act, and leaves it to others or to later; a task that has the word itself is about it.
_BEFORE = (
    "đề nghị", "kiến nghị", "đề xuất", "yêu cầu", "chỉ đạo", "đôn đốc", "nhắc nhở", "hướng dẫn", "giao", "dự thảo",
    "chuẩn bị", "thông báo", "phát động", "khởi công", "đăng ký", "dự kiến", "cơ bản", "bước đầu", "mới dừng",
)  # fmt: skip
_PAPER = re.compile(
    r"(?<!\w)(?:ban hành|xây dựng|lập|phê duyệt|tham mưu)(?: \w+){0,3} "
    r"(?:kế hoạch|phương án|công văn|văn bản|dự thảo)(?!\w)"
)
_PART = re.compile(r"(?<![\d/.,])(\d{1,3}(?:\.\d{3})*)\s?/\s?(\d{1,3}(?:\.\d{3})*)(?![\d/]|[.,]\d)")
_SHARE = re.compile(r"(?<!\w)(?:đạt|bằng|được)\s(?:\w+\s)?(\d{1,2}(?:,\d+)?)\s?%")  # below a hundred
_ORDINAL = re.compile(r"(?<!\w)(thứ|đợt|khóa|lần|đối tượng|giai đoạn|bước|phần|cụm) (\d{1,3}|[ivx]+)(?!\w)")
_SINCE = re.compile(
    r"(?<!\w)(?:lũy kế|luỹ kế|(?:tính )?từ đầu năm|nâng tổng số|trong đó|so với|cộng dồn)(?!\w)", re.IGNORECASE
)
_NOUNS = frozenset({"công tác", "nhiệm vụ", "nội dung", "tình hình", "kế hoạch", "chương trình", "kết quả"})
_NEAR = 8  # syllables


def is_another(task: str, told: str) -> bool:
    """True where another matter stands in the place of a task's: another word between the same ones, another number.

    >>> is_another("Tập huấn công tác mặt trận cho cán bộ", "Tập huấn công tác kiểm tra cho 20 cán bộ")
    True
    >>> is_another("Tổ chức kỳ họp thứ 10", "Tổ chức kỳ họp thứ 9")
    True
    >>> is_another("Mở lớp cho cán bộ", "Mở 2 lớp cho cán bộ")
    False
    """
    mine, theirs = _ordinals(task), _ordinals(told)
    if any(head in theirs and not numbers & theirs[head] for head, numbers in mine.items()):
        return True
    one, other = _syllables(task), _syllables(told)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for before, (what, start, end, first, last), after in zip(steps, steps[1:], steps[2:], strict=False):
        kept = before[0] == after[0] == "equal" and before[2] - before[1] > 1
        if kept and what == "replace" and _tells(one[start:end]) and _tells(other[first:last]):
            return True
    return False


def leaves_open(task: str, told: str) -> bool:
    """True where a clause that has a task's words leaves it to others, to later, or undone, in whole or in part.

    >>> [leaves_open("Trồng 200 ha rừng", told) for told in ("Trồng 120/200 ha rừng", "Trồng 210 ha rừng")]
    [True, False]
    >>> leaves_open("Tổ chức đối thoại", "Đề nghị cấp trên hướng dẫn tổ chức đối thoại")
    True
    >>> leaves_open("Mở lớp bồi dưỡng", "Trong tháng không mở lớp bồi dưỡng")
    True
    """
    asked, said = lower(task), own_part(lower(told))
    opening = " ".join(_syllables(told)[:_NEAR])
    if any(f" {word} " in f" {opening} " and word not in asked for word in _BEFORE):
        return True
    if _PAPER.search(said) and not _PAPER.search(asked) and "kế hoạch" not in asked:
        return True
    if any(read_number(part[1]) < read_number(part[2]) for part in _PART.finditer(said)):
        return True
    if "%" not in asked and any(Decimal(share[1].replace(",", ".")) < 100 for share in _SHARE.finditer(said)):
        return True
    return "không" not in _syllables(task) and _denied(_syllables(task), _syllables(told))


def own_part(told: str) -> str:
    """What a clause tells of its own time, before «lũy kế …», «nâng tổng số …», «so với cùng kỳ».

    >>> own_part("kết nạp 18 đảng viên, lũy kế từ đầu năm 80 đảng viên")
    'kết nạp 18 đảng viên, '
    """
    rest = _SINCE.search(told)
    return told[: rest.start()] if rest and told[: rest.start()].strip() else told


def goes_on(told: str) -> bool:
    """True for «Trong tháng, huyện tiếp tục rà soát …»."""
    return "tiếp tục" in " ".join(_syllables(told)[:_NEAR])


def same_verb(task: str, told: str) -> bool:
    """True where a clause opens with a task's verb: «Ra quân …», «Đã khánh thành …», «Cấp được 310 giấy …».

    >>> same_verb("Ra quân phát quang đường", "Trong tháng, ra quân phát quang 12 km đường")
    True
    >>> same_verb("Công tác tuyên truyền", "Công tác tuyên truyền")
    False
    """
    one, other = _syllables(task), _syllables(told)[:_NEAR]
    if " ".join(one[:2]) in _NOUNS or not one:
        return False
    return any(
        other[at] == one[0] and (other[at + 1 : at + 2] == one[1:2] or other[at + 1 : at + 2] == ["được"])
        for at in range(len(other))
    )


def _denied(task: Sequence[str], told: Sequence[str]) -> bool:
    """True for «không mở lớp» where the task is to open it."""
    words = set(task) - JOINING
    return any(word == "không" and told[at + 1 : at + 2] and told[at + 1] in words for at, word in enumerate(told))


def _ordinals(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for head, number in _ORDINAL.findall(lower(text)):
        found.setdefault(head, set()).add(number.lstrip("0"))
    return found


def _tells(words: Sequence[str]) -> bool:
    """True for words with something of their own in them."""
    return any(word not in JOINING for word in words)


def _syllables(text: str) -> list[str]:
    return _WORD.findall(lower(text))
