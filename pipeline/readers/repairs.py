"""Words that a scan shows with marks lost, set right by a closed list: «UY BAN KIEM TRA» is «ỦY BAN KIỂM TRA».

Letter for letter, so that every place in the text stays what it was; each repair is told with what was recognised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from unicodedata import normalize

import regex

from extractors.patterns import strip_marks
from pipeline.document import Document, Repair

# Names and headings; none is another word where some or all of its marks are lost, as «quận ủy» is («Quân ủy»).
_NAMES = (
    "ủy ban nhân dân", "ủy ban kiểm tra", "ủy ban mặt trận tổ quốc", "hội đồng nhân dân", "mặt trận tổ quốc",
    "ban thường vụ", "ban chấp hành", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ban nội chính", "ban bí thư",
    "bộ chính trị", "trung ương", "thường trực", "văn phòng", "đảng bộ", "chi bộ", "công an", "bộ chỉ huy",
    "khối các cơ quan", "khối cơ quan", "cơ quan", "doanh nghiệp", "chủ tịch", "bí thư", "báo cáo", "kế hoạch",
    "chương trình", "thông báo", "hướng dẫn", "nghị quyết", "kết luận", "quy định", "quyết định", "công văn",
    "công tác", "nhiệm vụ", "phương hướng", "kết quả", "hạn chế", "khuyết điểm", "nguyên nhân", "giải pháp", "nơi nhận",
    "đảng cộng sản việt nam", "cộng hòa xã hội chủ nghĩa việt nam", "độc lập", "tỉnh ủy", "thành ủy", "huyện ủy",
    "thị ủy", "đảng ủy", "chi ủy", "cấp ủy", "ủy ban",
)  # fmt: skip
_RIGHT = {strip_marks(words): words for words in _NAMES}
_LONGEST_FIRST = sorted(_RIGHT, key=len, reverse=True)
_PLAIN = regex.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")
# «thành uy tín», «đang ủy quyền» are other words.
_OF_UY = regex.compile(r" (?:tin|luc|quyen|the|danh|nghiem|hiep|nhiem|thac|vien|phong)\b")
# The recogniser sets a mark on «chi» that is not there; «chỉ bộ phận» and «chỉ bộ máy» are other words.
_CHI = regex.compile(r"\b[Cc]hỉ(?=[ ](?:bộ\b(?![ ](?:phận|máy|đội|trưởng|ngành|môn)\b)|nhánh\b|cục\b))")
# A Roman number before a heading in capitals: «l- CÔNG TÁC», «|I. KẾT QUẢ».
_NUMERAL = regex.compile(r"^[IVXl|!]{1,4}(?=[ ]?[.\-–/]+[ ]?(?P<heading>[^\n]{8,}))", regex.MULTILINE)
_STROKES = str.maketrans("l|!", "III")


def repaired(document: Document) -> Document:
    """The document with what is surely misread on its recognised pages set right, and told in `repairs`."""
    recognised = {page.number for page in document.pages if page.source == "ocr"}
    text, repairs = list(document.text), list[Repair]()
    for stretch in document.stretches:
        if stretch.page in recognised:
            for at, right in find_misread(document.text[stretch.start : stretch.end]):
                start = stretch.start + at
                repairs.append(Repair(start, document.text[start : start + len(right)]))
                text[start : start + len(right)] = right
    return replace(document, text="".join(text), repairs=tuple(repairs)) if repairs else document


def find_misread(text: str) -> list[tuple[int, str]]:
    """Where words of a text (NFC) are misread, in order, and what stands there, as many letters long.

    >>> find_misread("UY BAN KIEM TRA"), find_misread("có uy tín"), find_misread("l- CÔNG TÁC ĐẢNG")
    ([(0, 'ỦY BAN KIỂM TRA')], [], [(0, 'I')])
    """
    not_only = [(match.start(), f"{match.group()[0]}hi") for match in _CHI.finditer(text)]
    return sorted([*_lost_marks(text), *_strokes(text), *not_only])


def _lost_marks(text: str) -> Iterator[tuple[int, str]]:
    plain = strip_marks(text).lower()
    if len(plain) != len(text):  # a letter of another script: its places would not be ours
        return
    for match in _PLAIN.finditer(plain):
        if match.group().endswith("uy") and _OF_UY.match(plain, match.end()):
            continue
        read = text[match.start() : match.end()]
        pairs = list(zip(read, _RIGHT[match.group()], strict=True))
        if all(_marks(one) <= _marks(other) for one, other in pairs):
            right = "".join(other.upper() if one.isupper() else other for one, other in pairs)
            if right != read:
                yield match.start(), right


@cache
def _marks(letter: str) -> frozenset[str]:
    """What a letter carries; the bar of «đ» is a mark as well."""
    return frozenset(normalize("NFD", letter.lower().replace("đ", "d\u0335")))


def _strokes(text: str) -> Iterator[tuple[int, str]]:
    for match in _NUMERAL.finditer(text):
        right = match.group().translate(_STROKES)
        if right != match.group() and match["heading"].isupper():
            yield match.start(), right
