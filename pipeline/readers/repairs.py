"""Words that a scan shows with marks lost, set right by a closed list: «UY BAN KIEM TRA» is «ỦY BAN KIỂM TRA».

Letter for letter, so that every place in the text stays what it was; each repair is told with what was recognised.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from unicodedata import normalize

import regex

from extractors.misread import is_organ
from extractors.patterns import strip_marks
from pipeline.document import Document, Repair
from pipeline.readers.misread_places import misread_places

# Names and headings; none is another word where some or all of its marks are lost, as «quận ủy» is («Quân ủy»).
_NAMES = (
    "ủy ban nhân dân", "ủy ban kiểm tra", "ủy ban mặt trận tổ quốc", "hội đồng nhân dân", "mặt trận tổ quốc",
    "ban thường vụ", "ban chấp hành", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ban nội chính", "ban bí thư",
    "bộ chính trị", "trung ương", "thường trực", "văn phòng", "đảng bộ", "chi bộ", "công an", "bộ chỉ huy",
    "khối các cơ quan", "khối cơ quan", "cơ quan", "doanh nghiệp", "chủ tịch", "bí thư", "báo cáo", "kế hoạch",
    "chương trình", "thông báo", "hướng dẫn", "nghị quyết", "kết luận", "quy định", "quyết định", "công văn",
    "công tác", "nhiệm vụ", "phương hướng", "kết quả", "hạn chế", "khuyết điểm", "nguyên nhân", "giải pháp", "nơi nhận",
    "đảng cộng sản việt nam", "cộng hòa xã hội chủ nghĩa việt nam", "độc lập", "tỉnh ủy", "thành ủy", "huyện ủy",
    "thị ủy", "đảng ủy", "chi ủy", "cấp ủy", "ủy ban", "nhiệm vụ năm", "cuối năm", "tháng đầu năm", "nhiệm kỳ",
    "thực hiện",
)  # fmt: skip
_RIGHT = {strip_marks(words): words for words in _NAMES}
_LONGEST_FIRST = sorted(_RIGHT, key=len, reverse=True)
_PLAIN = regex.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")
# «thành uy tín», «đang ủy quyền», «xứng đáng bộ đội» and «Thiếu úy Ban Chỉ huy» are other words.
_OF_UY = regex.compile(r" (?:tin|luc|quyen|the|danh|nghiem|hiep|nhiem|thac|vien|phong)\b")
_COMMITTEE = regex.compile(r"(?:HUYỆN|TỈNH) UY")  # «HUYỆN UY PHONG THỔ»
_OF_BO = regex.compile(r" (?:phan|doi|mat|may|mon|truong|nganh|tu lenh)\b")
_RANK = regex.compile(r"\b(?:thieu|trung|thuong|dai) $")
# Words whose hook is read as an acute or lost; what else can be read so is no word: «tống kết», «triến khai».
_HOOKED = (
    "tổ chức", "tổng kết", "tổng số", "kiểm tra", "triển khai", "phát triển", "bổ sung", "đẩy mạnh", "đại biểu",
    "đảng viên", "dân tộc thiểu số", "giải quyết", "kỷ luật", "chỉ đạo", "xử lý", "hiệu quả",
)  # fmt: skip
_ACUTE = str.maketrans("ảẩẳẻểỉỏổởủửỷ", "áấắéếíóốớúứý")
_TONELESS = str.maketrans("ảẩẳẻểỉỏổởủửỷ", "aâăeêioôơuưy")
_OTHER_WORDS = frozenset(("chi đạo", "đây mạnh", "đang viên"))
_MISREAD = {
    **{words.translate(read): words for words in _HOOKED for read in (_ACUTE, _TONELESS)},
    "nhần dân": "nhân dân",
    "lầm nghiệp": "lâm nghiệp",
}
_CLOSED = regex.compile(rf"\b(?:{'|'.join(sorted(_MISREAD.keys() - _OTHER_WORDS))})\b", regex.IGNORECASE)
# The recogniser sets a mark on «chi» that is not there; «chỉ bộ phận» and «chỉ bộ máy» are other words.
_CHI = regex.compile(r"\b[Cc]hỉ(?=[ ](?:bộ\b(?![ ](?:phận|máy|đội|trưởng|ngành|môn)\b)|nhánh\b|cục\b))")
# «Chi thị 05-CT/TW»; in «chi thị trường» and «chi thị xã» no number follows.
_CHI_THI = regex.compile(r"\b[Cc]h[ií](?=[ ]thị[ ](?:số[ ])?\d{1,4}\s?[-–/]\s?CT)")
# «DOANH NGHIỆP TÍNH» ends a name.
_TINH = regex.compile(r"(?<=\b(?:DOANH NGHIỆP|CÔNG AN|NHÂN DÂN|QUÂN SỰ|CƠ QUAN) )T[IÍ]NH(?=$|\s*\n|,)", regex.MULTILINE)
# A Roman number before a heading in capitals: «l- CÔNG TÁC», «|I. KẾT QUẢ».
_NUMERAL = regex.compile(r"^[IVXl|!]{1,4}(?=[ ]?[.\-–/]+[ ]?(?P<heading>[^\n]{8,}))", regex.MULTILINE)
_STROKES = str.maketrans("l|!", "III")
# «276-BC/UBKT U»: the scan lost the «T» and kept its place.
_GAP = regex.compile(
    r"(?<=\d[ ]?[-–/][ ]?[A-ZĐ]{1,3}r?[ ]?[-–/][ ]?)(?P<organ>[A-ZĐ]{1,7})[ ](?P<last>[WU])(?![\w]|[ ]\p{Lu}\p{Ll})"
)
_ALIKE = frozenset("\N{COMBINING ACUTE ACCENT}\N{COMBINING HOOK ABOVE}")


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
    finders = (_lost_marks, _closed, _near, _strokes, _gaps, misread_places)
    found = sorted(one for find in finders for one in find(text))
    return [one for before, one in pairwise([(0, ""), *found]) if one[0] >= before[0] + len(before[1])]


def _lost_marks(text: str) -> Iterator[tuple[int, str]]:
    plain = strip_marks(text).lower()
    if len(plain) != len(text):  # a letter of another script: its places would not be ours
        return
    for match in _PLAIN.finditer(plain):
        name, read = match.group(), text[match.start() : match.end()]
        if (
            (name.endswith("uy") and _OF_UY.match(plain, match.end()) and not _COMMITTEE.fullmatch(read))
            or (name.endswith(" bo") and _OF_BO.match(plain, match.end()))
            or (name.startswith("uy ban") and _RANK.search(plain, max(match.start() - 8, 0), match.start()))
        ):
            continue
        if all(_reads_as(one, other) for one, other in zip(read, _RIGHT[name], strict=True)):
            yield from _unless_right(match.start(), read, _RIGHT[name])


def _near(text: str) -> Iterator[tuple[int, str]]:
    """Words that are others but for what stands beside them."""
    for match in _CHI.finditer(text):
        yield match.start(), f"{match.group()[0]}hi"
    for match in _CHI_THI.finditer(text):
        yield match.start(), f"{match.group()[0]}hỉ"
    for match in _TINH.finditer(text):
        yield match.start(), "TỈNH"


def _closed(text: str) -> Iterator[tuple[int, str]]:
    for match in _CLOSED.finditer(text):
        yield from _unless_right(match.start(), match.group(), _MISREAD[match.group().lower()])


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    for match in _GAP.finditer(text):
        right = f"{match['organ']}T{match['last']}"
        if is_organ(right):
            yield match.start(), right


def _unless_right(at: int, read: str, right: str) -> Iterator[tuple[int, str]]:
    """What is right, in the case of what was read, where that is not what was read."""
    cased = "".join(other.upper() if one.isupper() else other for one, other in zip(read, right, strict=True))
    if cased != read:
        yield at, cased


def _reads_as(read: str, right: str) -> bool:
    """True where a letter can be read so: with marks lost, or with an acute for a hook or a hook for an acute."""
    had, has = _marks(read), _marks(right)
    return had <= has or (had ^ has == _ALIKE and (had & has) == has - _ALIKE)


@cache
def _marks(letter: str) -> frozenset[str]:
    """What a letter carries; the bar of «đ» is a mark as well."""
    return frozenset(normalize("NFD", letter.lower().replace("đ", "d\u0335")))


def _strokes(text: str) -> Iterator[tuple[int, str]]:
    for match in _NUMERAL.finditer(text):
        right = match.group().translate(_STROKES)
        if right != match.group() and match["heading"].isupper():
            yield match.start(), right
