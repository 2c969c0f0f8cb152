"""The issuing organ by its lines: «TỈNH ỦY HÀ GIANG», «BAN TUYÊN GIÁO» → «Ban Tuyên giáo Tỉnh ủy Hà Giang»."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.patterns import fold
from extractors.places import named
from extractors.unit_heads import Head, head_at, openings

_PROVINCES = frozenset({"tỉnh", "thành phố"})
# A school in the middle of a name: «ĐẢNG ỦY TRƯỜNG ĐẠI HỌC …».
_SCHOOL = regex.compile(r"\btrường (?P<kind>đại học|cao đẳng|trung cấp|chính trị)\b")
_PLACE_HEADS = (
    "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã",
    "phường", "thị trấn", "đặc khu",
)  # fmt: skip
# First words of organs that the register of bodies does not list.
_OPENERS = frozenset({
    "phòng", "trường", "bệnh", "trung", "viện", "học", "công", "tổng", "cụm", "khối", "tiểu", "đội", "trạm", "hạt",
    "nhà", "thư", "bảo", "quỹ", "đồn", "khoa", "tổ", "bộ", "binh", "sư", "quân", "lữ", "trại", "chi", "đoàn", "hợp",
})  # fmt: skip
_BARE_PLACES = tuple(f"{head} " for head in _PLACE_HEADS if not head.endswith("ủy"))
# Committees below another one are named by their own place, parts of an organ only together with the whole.
_COMMITTEES = ("đảng ủy", "đảng bộ", "huyện ủy", "thành ủy", "quận ủy", "thị ủy", "chi bộ")
_SUPERIORS = ("tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy")
_INNER = frozenset({"ban thường vụ", "ban thường trực", "ban chấp hành", "thường trực"})
# A board of these bodies, and the office of any, says little without the whole: «Ban Pháp chế Hội đồng nhân dân tỉnh».
_WITH_BOARDS = ("hội đồng nhân dân", "ủy ban mặt trận")
# Organs of a Party committee of a commune: «Ủy ban Kiểm tra Đảng ủy phường …».
_OF_COMMITTEES = ("ủy ban kiểm tra", "ban ", "cơ quan ")
# Parts of a committee of the people that are named by its place: «Phòng Nội vụ huyện Đồng Văn».
_PARTS = ("phòng ", "trung tâm ", "ban quản lý ")
_PLACED = regex.compile(rf" (?:{'|'.join(_PLACE_HEADS)}) \p{{Lu}}")
_COMMITTEE_OF = regex.compile(r"(?:ủy ban nhân dân|ubnd) (?P<place>.+)", regex.IGNORECASE)
# First words of names that are also the rest of a wrapped place: «BAN CHẤP HÀNH HUYỆN», «VĂN CHẤN».
_OF_PLACES = frozenset({"văn", "thanh", "thành", "thông", "quốc", "tư", "thường", "mặt", "bản", "làng", "biên"})
# A line that ends so is not yet whole; after a level a name of its own may begin: «KHỐI CÁC CƠ QUAN TỈNH», «ĐẢNG ỦY …».
_DANGLING = regex.compile(r"(?:^|\s)(?:và|các|của|quản lý|[-–&])$")
_LEVEL_LAST = regex.compile(r"(?:^|\s)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$")
# A committee of the Youth Union says whose it is in the heading beside it: «BCH TỈNH YÊN BÁI».
_OF_UNION = regex.compile(rf"(?P<part>Ban Chấp hành|Ban Thường vụ)(?: [Đđ]oàn)?(?= (?:{'|'.join(_PLACE_HEADS)})\b)")
_CENTRE = regex.compile(r"\bTrung ương\b(?! Đoàn)")
# «TP HÀ NỘI», «TX. SA PA».
_LEVELS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
_SHORT_LEVEL = regex.compile(r"\b(tp|tx|tt)[. ]\s*(?=\p{L})")
_INITIALS = regex.compile(
    r"\b[bcdđghklmnpqrstvx]{2,}\b", regex.IGNORECASE
)  # what has no vowel is short for words: «PTNT», «TB&XH»
_NATIONAL = regex.compile(r"(?<=^Hội .+) Việt Nam$")  # «HỘI NÔNG DÂN VIỆT NAM», «TỈNH SƠN LA» is the province's
_BLANK = regex.compile(r"\.{3,}|…|_{3,}")  # a form without its office
_LABEL = regex.compile(r"(?:đơn vị\s*:|(?<=^trường)\s*:)\s*", regex.IGNORECASE)
_SMALL = frozenset({"tỉnh", "thành", "phố", "huyện", "quận", "thị", "xã", "trấn", "phường", "và", "số", "các", "của"})
_SECOND_CAPITAL = regex.compile(r"\b(Ban|Sở|Bộ|Cục|Vụ|Viện|Phòng|Trường|Hội(?! đồng)|Báo|Đài)\s+(\p{Ll})")


def issuer_name(organs: Sequence[str], *, union: bool = False) -> str:
    """The name of the issuing organ from the lines of a letterhead, the superior's first; `union` under its heading.

    >>> issuer_name(["TỈNH ỦY HÀ GIANG", "BAN TUYÊN GIÁO"]), issuer_name(["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"])
    ('Ban Tuyên giáo Tỉnh ủy Hà Giang', 'Ban Tổ chức Trung ương')
    >>> issuer_name(["ĐẢNG BỘ TỈNH HÀ GIANG", "HUYỆN ỦY ĐỒNG VĂN"])
    'Huyện ủy Đồng Văn'
    >>> issuer_name(["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"])
    'Ủy ban nhân dân thành phố Hà Nội'
    >>> issuer_name(["TỈNH ỦY TUYÊN QUANG", "ĐẢNG ỦY XÃ MÈO VẠC"])
    'Đảng ủy xã Mèo Vạc'
    >>> issuer_name(["TỈNH PHÚ THỌ", "ỦY BAN NHÂN DÂN XÃ THANH", "BA"])
    'Ủy ban nhân dân xã Thanh Ba'
    >>> issuer_name(["HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM", "TỈNH HÀ GIANG", "BAN THƯỜNG VỤ"])
    'Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Hà Giang'
    >>> issuer_name(["BCH ĐOÀN TỈNH YÊN BÁI", "BAN CHẤP HÀNH HUYỆN", "VĂN CHẤN"], union=True)
    'Ban Chấp hành Đoàn Thanh niên huyện Văn Chấn'
    """
    lines = [_sentence_case(line) for line in _unwrapped(organs)]
    if not lines or any(_BLANK.search(line) for line in lines):
        return ""
    name = _joined(lines)
    return _CENTRE.sub("Trung ương Đoàn", _OF_UNION.sub(r"\g<part> Đoàn Thanh niên", name)) if union else name


def _joined(lines: Sequence[str]) -> str:
    """The last of the names, with as much of those above as it needs to be told from others."""
    *above, last = lines
    words = fold(last)
    superior = above[-1] if above else ""
    if not above or words.startswith(_COMMITTEES):
        return last
    if words.startswith(_BARE_PLACES):
        return f"{_NATIONAL.sub('', superior)} {last[0].lower()}{last[1:]}"
    if fold(superior) == "ban chấp hành trung ương" and words not in _INNER:
        return f"{last} Trung ương"
    whole = _joined(above)
    board = words.startswith("ban ") and fold(whole).startswith(_WITH_BOARDS)
    board = board or (words.startswith(_OF_COMMITTEES) and fold(superior).startswith("đảng ủy"))
    if words in _INNER or words == "văn phòng" or board or fold(superior).startswith(_SUPERIORS):
        return f"{last} {whole}"
    upper = _COMMITTEE_OF.fullmatch(whole)
    return f"{last} {upper['place']}" if upper and words.startswith(_PARTS) and not _PLACED.search(last) else last


def _unwrapped(organs: Sequence[str]) -> list[str]:
    """The names of the organs, each whole: a line in capitals that no name opens goes on with the one before."""
    lines: list[str] = []
    for line in filter(None, (_LABEL.sub(" ", organ).strip() for organ in organs)):
        wrapped = lines and line.isupper() and lines[-1].isupper()
        if wrapped and _goes_on(fold(lines[-1]), fold(line)):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _goes_on(before: str, words: str) -> bool:
    """True where the second line is the rest of the first."""
    if _DANGLING.search(before):
        return True
    return head_at(words, 0) is None and (_LEVEL_LAST.search(before) is not None or not _opens(words))


def _opens(words: str) -> bool:
    """True for words that begin a name of their own."""
    first = words.split(maxsplit=1)[0]
    if first in _OF_PLACES:
        return head_at(words, 0) is not None
    return first in openings() or first in _OPENERS


def _sentence_case(line: str) -> str:
    """«BAN TUYÊN GIÁO» as «Ban Tuyên giáo», «TỈNH ỦY HÀ GIANG» as «Tỉnh ủy Hà Giang»; mixed case stays as printed."""
    line = " ".join(line.split()).strip(" *-–—")
    if any(letter.islower() for letter in line) or not line:
        return line
    words = _SHORT_LEVEL.sub(lambda short: f"{_LEVELS[short[1]]} ", line.lower())
    for head in _PLACE_HEADS:
        found = regex.search(rf"\b{head}\s+(?=\p{{L}})", words)
        if found:
            words = words[: found.end()] + words[found.end() :].title()
            break
    words = _SCHOOL.sub(lambda found: f"Trường {found['kind'].capitalize()}", _with_province(words))
    words = words.replace("trung ương", "Trung ương").replace("việt nam", "Việt Nam")
    words = words[0].upper() + words[1:]
    words = _with_capitals(words) or _SECOND_CAPITAL.sub(lambda found: f"{found[1]} {found[2].upper()}", words)
    return _INITIALS.sub(lambda found: found[0].upper(), words)


def _with_province(words: str) -> str:
    """The line with the province that ends it in capitals: «trường đại học hải dương» as «trường đại học Hải Dương»."""
    for count in (3, 2):
        parts = words.split(" ")
        last = " ".join(parts[-count:])
        if len(parts) > count and any(one.kind == "province" for one in named(last, _PROVINCES)):
            return f"{' '.join(parts[:-count])} {last.title()}"
    return words


def _with_capitals(words: str) -> str:
    """The body that opens the line as the register of bodies prints it: «Ban Tuyên giáo và Dân vận»; «» without one."""
    found = head_at(words, 0)
    if found is None or found[0].form != "body":
        return ""
    body, end = found
    inner = head_at(words, end + 1) if words[end : end + 1] == " " else None
    if inner is not None and inner[0].form == "body":
        return f"{body.name} {inner[0].name}{_called(inner[0], words[inner[1] :])}"
    return body.name + _called(body, words[end:])


def _called(body: Head, name: str) -> str:
    """What a school or a firm is called: «lê hồng phong» as «Lê Hồng Phong»; other bodies have no name of their own."""
    if "title" not in body.of:
        return name
    return regex.sub(r"\p{L}+", lambda word: word[0] if word[0] in _SMALL else word[0].capitalize(), name)
