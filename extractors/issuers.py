"""Who issued a document: «của Ban Bí thư Trung ương Đảng» is «Ban Bí thư»; so may tell the organ of a sign."""

from __future__ import annotations

import re
from datetime import date

from extractors.lexicon import rows
from extractors.patterns import fold, one_tone
from extractors.symbols import Symbol

_WORD = re.compile(r"[^\s,.;:()“”\"«»?!…]+")
_LONGEST = max(len(row["name"].split()) for row in rows("issuers"))
_NAMES = {fold(row["name"]): row for row in rows("issuers")}
_FIRST_WORDS = frozenset(name.split()[0] for name in _NAMES)

# «Ban Tổ chức TW», «Ủy ban Kiểm tra TƯ»
_CENTRE = re.compile(r" (?:tw|tư)(?= |$)")

# «khóa XIII», «, khoá XI», «nhiệm kỳ 2020-2025» tell which term, not which body.
_TERM = re.compile(r"(?:[ ]Đảng)?,?[ ](?:khóa|khoá|nhiệm kỳ)[ ](?:[IVXL]+|thứ[ ]\w+|\d{4}[ ]?[-–][ ]?\d{4})(?!\w)")

# «tỉnh Hà Giang», «Thành phố», «huyện Mèo Vạc», «Hà Giang» after a body that each place has.
_PLACE = re.compile(
    r"(?:[ ](?:[Tt]ỉnh|[Tt]hành[ ]phố|TP|[Hh]uyện|[Qq]uận|[Tt]hị[ ]xã|[Xx]ã|[Pp]hường|[Tt]hị[ ]trấn|cấp[ ]\w+)(?!\w))?"
    r"(?:(?:[ ](?!(?:Về|Quy|Quyết|Ban|Số|Kết|Chỉ|Nghị|Kế|Thông|Hướng|Báo|Công|Chương|Đề|Tờ|Ngày|Sở|Bộ|Ủy|Uỷ"
    r"|Đảng|Tỉnh|Huyện|Thành)(?!\w))"
    r"[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÉÍÓÚÝẮẦẤẾỀỐỒỨỪỦỤ][^\W\d_]*){2,4}|[ ]Huế)?"
)

_PLACE_WORD = re.compile(r"(?<=^ )(?:Tỉnh|Thành Phố|Huyện|Quận|Thị Xã|Xã|Phường|Thị Trấn)(?= |$)")
# «Ban Chấp hành Trung ương Đoàn» is not the Party's.
_UNION = re.compile(r"[ ](?:Đoàn|Hội|Công đoàn|Mặt trận)(?!\w)")

# How the name of an office begins that no row lists.
_HEAD = re.compile(
    r"(?:Ban|Bộ|Bộ trưởng|Giám đốc|Sở|Cục|Tổng cục|Chi cục|Vụ|Viện|Trường|Học viện|Văn phòng|Hội đồng|Hội"
    r"|Đoàn|Tỉnh đoàn|Liên đoàn|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|Ủy ban|Uỷ ban|Mặt trận|Công an|Ngân hàng|Tòa án|Toà án"
    r"|Viện kiểm sát|Thanh tra|Bảo hiểm|Phòng|Trung tâm"
    r"|Tổng công ty|Tập đoàn|Tổng Liên đoàn|Trung ương Đoàn|Trung ương Hội|Kho bạc)(?= )"
)
# A word that no office's name goes on with.
_STOP = frozenset(
    (
        "về", "ngày", "tháng", "quy", "hướng", "đã", "được", "trong", "để", "tại", "theo", "với", "trên", "cho",
        "gửi", "phê", "sửa", "là", "có", "do", "nhằm", "đối", "chỉ", "triển", "tiếp", "đến", "yêu", "tổ", "khóa",
        "khoá", "nêu", "như", "khi", "sẽ", "cần", "phải", "nên", "thì", "mà", "từ", "năm", "số", "này", "nói", "kèm",
        "ban", "bổ", "thay", "giao", "đề", "góp", "cùng", "hỏi", "xin",
    )
)  # fmt: skip
_SHORT_FORMS = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("BCĐ", "Ban Chỉ đạo"))


def read_issuer(text: str, at: int) -> tuple[str, int]:
    """The canonical name of the body named at `at`, and where its name ends; («», at) where none is.

    >>> read_issuer("Ban bí thư Trung ương Đảng khoá XI về việc", 0)
    ('Ban Bí thư', 34)
    >>> read_issuer("Ban thường vụ Tỉnh uỷ Hà Giang về việc", 0)[0]
    'Ban Thường vụ Tỉnh ủy Hà Giang'
    >>> read_issuer("nhân dân trong tỉnh", 0)
    ('', 0)
    """
    known = _known(text, at)
    name, end = known if known else _unknown(text, at)
    if not name:
        return "", at
    term = _TERM.match(text, end)
    return name, term.end() if term else end


def _known(text: str, at: int) -> tuple[str, int] | None:
    """The longest name of the lexicon that stands at `at`, with its place."""
    first = _WORD.match(text, at)
    if first is None or not first.group()[0].isupper() or fold(first.group()) not in _FIRST_WORDS:
        return None
    words = text[at : at + 120].replace("\t", "\n").partition("\n")[0].split(" ")[:_LONGEST]
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count])
        trimmed = written.rstrip(',.;:()“”"…')
        row = _NAMES.get(_CENTRE.sub(" trung ương", fold(trimmed).replace("–", "-")))
        if row is not None and "(" not in trimmed:
            if row["issuer"] == "Ban Chấp hành Trung ương" and _UNION.match(text, at + len(trimmed)):
                return None
            return _with_place(text, row, at + len(trimmed))
    return None


def _with_place(text: str, row: dict[str, str], end: int) -> tuple[str, int]:
    place = _PLACE.match(text, end) if row["place"] else None
    if place is None or not place.group():
        return row["issuer"], end
    written = one_tone(place.group())
    if len(written) > 4 and written.isupper():  # «TỈNH PHÚ YÊN» in a heading
        written = _PLACE_WORD.sub(lambda word: word.group().lower(), written.title())
    return row["issuer"] + written, place.end()


def _unknown(text: str, at: int) -> tuple[str, int]:
    """A name that begins like an office's and runs to a word that no such name goes on with; empty where it is long."""
    if not _HEAD.match(text, at):
        return "", at
    end, count = at, 0
    for word in _WORD.finditer(text, at, at + 120):
        gap = text[end : word.start()]
        listed = gap == ", " and word.group() == "chống"  # «Ban Chỉ đạo phòng, chống thiên tai»
        if count and ((gap != " " and not listed) or _ends_name(text, word)):
            break
        end, count = word.end(), count + 1
    if not 2 <= count <= 12 or end >= at + 119 or text.endswith(" các", at, end):
        return "", at
    name = one_tone(text[at:end])
    for short, full in _SHORT_FORMS:
        name = name.replace(short, full)
    return name, end


def _ends_name(text: str, word: re.Match[str]) -> bool:
    written = word.group()
    if written in ("và", "-", "–"):
        return _known(text, word.end() + 1) is not None or _HEAD.match(text, word.end() + 1) is not None
    if written.isdigit():  # «Ban Chỉ đạo 35»
        return not text.endswith("đạo", 0, word.start() - 1)
    if written == "ban":
        return not text.endswith(("Ủy", "Uỷ"), 0, word.start() - 1)
    return written in _STOP or written in ("Về", "Quy", "Hướng", "Phê", "Sửa")


def issuer_of(symbol: Symbol, issued_on: date | None, province: str | None) -> str:
    """The body that the sign's organ names by itself, or «» where several may be meant («TW», «TU», «UBND»).

    In a city under the Government «TU» is its Thành ủy; `province` tells.

    >>> from extractors.symbols import read_symbol
    >>> issuer_of(read_symbol("1962-CV/BTGTU"), None, None), issuer_of(read_symbol("70-KL/TW"), None, None)
    ('Ban Tuyên giáo Tỉnh ủy', '')
    """
    organ = symbol.organ.removesuffix("/nb").rstrip("0123456789") if "QH" in symbol.organ else symbol.organ
    row = _BY_SYMBOL.get(organ.removesuffix("/nb"))
    if row is None or not _valid(row, issued_on):
        return ""
    if province is not None and province.startswith("Thành phố"):
        return row["issuer"].replace("Tỉnh ủy", "Thành ủy")
    return row["issuer"]


_BY_SYMBOL = {row["symbol"]: row for row in rows("issuers") if row["symbol"]}


def _valid(row: dict[str, str], day: date | None) -> bool:
    """True where the body existed on `day`, or no day is known."""
    written = day.isoformat() if day else ""
    return not written or ((row["valid_from"] or written) <= written <= (row["valid_to"] or written))
