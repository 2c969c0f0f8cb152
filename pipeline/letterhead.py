"""What a report says of itself: organ, «Số 738-BC/BTGTU», place, date, title, period; who receives and signs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest

import regex

from extractors.citations import Citation, find_citations
from extractors.dates import find_dates
from extractors.lexicon import rows
from extractors.mention import Context
from extractors.patterns import fold
from extractors.places import named
from extractors.unit_heads import head_at, openings
from pipeline.document import Block, Letterhead, Zone
from pipeline.letterhead_line import read_line
from pipeline.limits import LONGEST_NAME

FIRST_BLOCKS = 30  # a letterhead ends well before the thirtieth block
LONGEST_TITLE = 700  # characters
LONGEST_SIGNATURE = 90  # characters of one line of a signature block

_STATE_TITLE = regex.compile(r"đảng cộng sản việt nam|cộng hòa xã hội chủ nghĩa việt nam|độc lập - tự do - hạnh phúc")
_NUMBER = regex.compile(r"Số\s*:?\s*(?=\S{0,12}.{0,6}[-/])", regex.IGNORECASE)
# «Hà Giang 2, ngày …», «Bà Rịa - Vũng Tàu, ngày …», «Ea H'leo, ngày …»
_PLACE_AND_DATE = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}\d .'’-]{1,40}?)\s*,\s*ngày\b.{0,12}\btháng(?!\p{L})", regex.IGNORECASE
)
# Who decides, by the office: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH», «BỘ TRƯỞNG BỘ TÀI CHÍNH».
_OFFICE = regex.compile(
    r"(?:chủ tịch|bộ trưởng|thủ tướng|(?:tổng )?giám đốc|(?:tổng )?cục trưởng|chánh|hiệu trưởng|viện trưởng|trưởng"
    r"|bí thư|tư lệnh|chính ủy|chỉ huy trưởng|hội đồng|hội nghị|đại hội)\b"
)
_RULE = regex.compile(r"[\s*\-–_=.…o0]*")
_RECIPIENTS = regex.compile(r"Nơi\s+nhận\s*:?", regex.IGNORECASE)
_TO = regex.compile(r"Kính\s+(?:gửi|trình)\s*:", regex.IGNORECASE)
_ITEM = regex.compile(r"[-–+•]")
_ENDS_TITLE = regex.compile(
    r"Kính gửi|Căn cứ|Thực hiện|Theo|Phần|[IVX]+\s*[-.]|[A-HĐ]\s*[-.]|\d+\s*[-.]|(?:Điều|Chương)\s+[IVX\d]"
    r"|[-–]\s*\p{L}"
)
# Where a title turns to what is to come: «…tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024».
_TO_COME = regex.compile(
    r"(?:^|[,;.]|\bvà)\s*(?:phương hướng|nhiệm vụ|kế hoạch|chương trình công tác|dự kiến|giải pháp)"
)
_PROVINCES = frozenset({"tỉnh", "thành phố"})
# What a document aims at, not what it reports on: «đến năm 2025», «đến hết năm 2030».
_UNTIL = regex.compile(r"\bđến(?:\s+hết)?\s+$")
# A school in the middle of a name: «ĐẢNG ỦY TRƯỜNG ĐẠI HỌC …».
_SCHOOL = regex.compile(r"\btrường (?P<kind>đại học|cao đẳng|trung cấp|chính trị)\b")
_NAME = regex.compile(r"(?:\p{Lu}\p{Ll}*\s?){2,5}")  # the signer, such as «Nguyễn Văn Mẫu»
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
_SECOND_CAPITAL = regex.compile(r"\b(Ban|Sở|Bộ|Cục|Vụ|Viện|Phòng|Trường|Hội(?! đồng)|Báo|Đài)\s+(\p{Ll})")


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead as read, and where it stands: `end` is where the title begins, `body` where the title ends."""

    letterhead: Letterhead
    end: int
    body: int


def read_head(text: str, blocks: Sequence[Block]) -> Head:
    """Read the letterhead, the type and the title from the first blocks of a document.

    Whatever does not stand there stays empty: a report without a number has no `symbol`.
    """
    first = [block for block in blocks[:FIRST_BLOCKS] if text[block.start : block.end].strip()]
    opening = _title_at(text, first)
    if opening is None and (in_line := read_line(text, first)) is not None:
        return _head_of_line(text, *in_line)
    before = first[:opening] if opening is not None else _before_body(text, first)
    symbol = issued_on = None
    place, organs = "", []
    for block in before:
        line = text[block.start : block.end].strip()
        if _NUMBER.match(line):
            symbol = symbol or next((mention.value.symbol for mention in find_citations(line)), "")
        elif found := _PLACE_AND_DATE.match(line):
            place = place or found["place"].strip()
            issued_on = issued_on or _day(line)
        elif symbol is not None or place or block.column == 2:
            continue  # «V/v báo cáo kết quả tháng 4» below the number of a letter
        elif not _STATE_TITLE.search(fold(line)) and not _RULE.fullmatch(line):
            organs.append(line)
    title_blocks = list(_title_blocks(text, first[opening:])) if opening is not None else []
    title = " ".join(text[block.start : block.end].strip() for block in title_blocks)
    doc_type, title = _split_type(title)
    start, end = read_period(title, issued_on)
    issuer = issuer_name(organs) if symbol is not None or place else ""
    letterhead = Letterhead(
        doc_type=doc_type or _type_of(symbol or ""),
        symbol=symbol or "",
        issuer=issuer if len(issuer) <= LONGEST_NAME else "",
        place=place,
        issued_on=issued_on,
        title=title,
        period_start=start,
        period_end=end,
    )
    end_of_head = title_blocks[0].start if title_blocks else (before[-1].end if before and (symbol or place) else 0)
    return Head(letterhead, end_of_head, title_blocks[-1].end if title_blocks else end_of_head)


def _head_of_line(text: str, cited: Citation, title_blocks: Sequence[Block]) -> Head:
    """«Nghị định của Chính phủ số 117/2003/NĐ-CP ngày 10/10/2003» and the lines of its title below."""
    title = " ".join(text[block.start : block.end].strip() for block in title_blocks).rstrip(".")
    letterhead = Letterhead(
        doc_type=cited.doc_type, symbol=cited.symbol, issuer=cited.issuer, issued_on=cited.issued_on, title=title
    )
    return Head(letterhead, title_blocks[0].start, title_blocks[-1].end)


def _title_at(text: str, blocks: Sequence[Block]) -> int | None:
    """The index of the block that names the type: «BÁO CÁO», alone or before the rest of the title, in capitals."""
    for at, block in enumerate(blocks):
        if block.kind == "paragraph" and _type_in(text[block.start : block.end]):
            return at
    return None


def _type_in(line: str) -> str:
    """The type that opens a line in capitals, as the lexicon writes it, else «»."""
    line = " ".join(line.split())
    for doc_type in _doc_types():
        if line.startswith(doc_type.upper()) and not line[len(doc_type) :][:1].isalpha():
            rest = line[len(doc_type) :].lstrip(" :")
            if not rest or rest[0].isupper() or rest[0].islower():
                return doc_type
    return ""


@cache
def _doc_types() -> tuple[str, ...]:
    names = {row["doc_type"] for row in rows("doc_types") if row.get("doc_type")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _before_body(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The letterhead of a letter (công văn), which has no title: all up to its place and date or «Kính gửi»."""
    last = 0
    for at, block in enumerate(blocks):
        line = text[block.start : block.end].strip()
        if is_address(line):
            break
        if _NUMBER.match(line) or _PLACE_AND_DATE.match(line) or _STATE_TITLE.search(fold(line)):
            last = at + 1
    return blocks[:last]


def _title_blocks(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The block of the type and the centred or bold ones that go on with the title."""
    yield blocks[0]
    length = 0
    for block, after in zip_longest(blocks[1:], blocks[2:]):
        line = text[block.start : block.end].strip()
        grounds = after is not None and text[after.start : after.end].lstrip(" -–").startswith("Căn cứ")
        if grounds and line.isupper() and _decides(line, first=not length):
            return
        length += len(line)
        styled = block.centred or block.bold
        if not styled or length > LONGEST_TITLE or _ENDS_TITLE.match(line) or block.column:
            return
        if _RULE.fullmatch(line):
            continue
        yield block


def _decides(line: str, *, first: bool) -> bool:
    """True for «ỦY BAN NHÂN DÂN TỈNH» before the grounds; a first line that names no body is the title in capitals."""
    words = fold(line)
    return not first or _OFFICE.match(words) is not None or head_at(words, 0) is not None


def _split_type(title: str) -> tuple[str, str]:
    doc_type = _type_in(title)
    return doc_type, title[len(doc_type) :].strip(" :-–*") if doc_type else title


def _type_of(symbol: str) -> str:
    """The type that the symbol itself names (`CV` is Công văn), for a letter without a title."""
    parts = set(regex.split(r"[-/]", symbol))
    names = {row["doc_type"] for row in rows("doc_types") if row.get("abbreviation") in parts}
    return names.pop() if len(names) == 1 else ""


def _day(line: str) -> date | None:
    return next((mention.value.start_on for mention in find_dates(line) if mention.value.kind == "day"), None)


def read_period(title: str, issued_on: date | None = None) -> tuple[date | None, date | None]:
    """The period that a title reports on: the first one it names, completed from the rest of the title, then the date.

    >>> read_period("kết quả công tác tháng 5, phương hướng nhiệm vụ tháng 6 năm 2024")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))
    >>> read_period("Về công tác cán bộ")
    (None, None)
    >>> read_period("Phê duyệt Chương trình chuyển đổi số đến năm 2025, định hướng đến năm 2030", date(2020, 6, 3))
    (None, None)
    """
    kinds = ("month", "quarter", "half", "year", "years", "range")
    named = [mention.value for mention in find_dates(title) if mention.value.kind in kinds]
    dated = next((value.start_on for value in named if value.start_on and not value.inferred), None)
    context = Context(period_start=dated, period_end=dated, issued_on=issued_on)
    turn = _TO_COME.search(title.lower())
    reported = title[: turn.start()] if turn else title
    for mention in find_dates(reported, context):
        start = mention.value.start_on
        if mention.value.kind not in kinds or not start:
            continue
        if not (issued_on and start > issued_on and _UNTIL.search(reported, 0, mention.span.start)):
            return start, mention.value.end_on
    return None, None


def issuer_name(organs: Sequence[str]) -> str:
    """The name of the issuing organ from the lines of a letterhead, the superior's first.

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
    """
    lines = [_sentence_case(line) for line in _unwrapped(organs)]
    if not lines:
        return ""
    *above, last = lines
    own = fold(last).startswith(_COMMITTEES)
    if above and not own and fold(last).startswith(_BARE_PLACES):
        return f"{above[-1]} {last[0].lower()}{last[1:]}"
    if above and fold(last) in _INNER:
        return f"{last} {issuer_name(above)}"
    superior = above[-1] if above else ""
    if fold(superior) == "ban chấp hành trung ương":
        return f"{last} Trung ương"
    return f"{last} {superior}" if fold(superior).startswith(_SUPERIORS) and not own else last


def _unwrapped(organs: Sequence[str]) -> list[str]:
    """The names of the organs, each whole: a line in capitals that no name opens goes on with the one before."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, organs)):
        first = fold(line).split()[0]
        if lines and line.isupper() and lines[-1].isupper() and first not in openings() and first not in _OPENERS:
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _sentence_case(line: str) -> str:
    """«BAN TUYÊN GIÁO» as «Ban Tuyên giáo», «TỈNH ỦY HÀ GIANG» as «Tỉnh ủy Hà Giang»; mixed case stays as printed."""
    line = " ".join(line.split()).strip(" *-–")
    if any(letter.islower() for letter in line) or not line:
        return line
    words = line.lower()
    for head in _PLACE_HEADS:
        found = regex.search(rf"\b{head}\s+(?=\p{{L}})", words)
        if found:
            words = words[: found.end()] + words[found.end() :].title()
            break
    words = _SCHOOL.sub(lambda found: f"Trường {found['kind'].capitalize()}", _with_province(words))
    words = words.replace("trung ương", "Trung ương").replace("việt nam", "Việt Nam")
    words = words[0].upper() + words[1:]
    return _with_capitals(words) or _SECOND_CAPITAL.sub(lambda found: f"{found[1]} {found[2].upper()}", words)


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
        return f"{body.name} {inner[0].name}{words[inner[1] :]}"
    return body.name + words[end:]


def find_zones(text: str, blocks: Sequence[Block], head: Head) -> Iterator[Zone]:
    """The letterhead, the recipients and the signature among the blocks of the body, in text order."""
    if head.end:
        yield Zone(0, head.end, "letterhead")
    body = [block for block in blocks if block.start >= head.body]
    at = 0
    while at < len(body):
        line = text[body[at].start : body[at].end].strip()
        if is_address(line):
            last = _items_after(text, body, at)
            yield Zone(body[at].start, body[last].end, "recipients")
            at = last + 1
        elif _RECIPIENTS.match(line) or _is_signature(line, body[at]):
            stop = _end_of_close(text, body, at)
            closing = list(_closing(text, body[at:stop]))
            if _is_the_end(text, body, stop) or sum(zone.name == "recipients" for zone in closing) > 1:
                yield from closing
            at = max(stop, at + 1)
        else:
            at += 1


def _is_the_end(text: str, body: Sequence[Block], at: int) -> bool:
    """True where nothing but annexes follows: guidance prints signatures as examples in the middle of its text."""
    if at >= len(body) or body[at].kind == "cell":
        return True
    return text[body[at].start : body[at].end].strip().startswith(_cues("annex"))


def is_address(line: str) -> bool:
    """True for the line on top that names who a report goes to: «Kính gửi: Tỉnh ủy»."""
    return _TO.match(line) is not None


def _items_after(text: str, body: Sequence[Block], at: int) -> int:
    while at + 1 < len(body) and _ITEM.match(text[body[at + 1].start : body[at + 1].end].strip()):
        at += 1
    return at


def _is_signature(line: str, block: Block) -> bool:
    """True for a line such as «T/M BAN THƯỜNG VỤ» or «K/T TRƯỞNG BAN»: capitals that open with a known cue."""
    if block.kind == "cell" or len(line) > LONGEST_SIGNATURE or line != line.upper() or not line[:1].isalpha():
        return False
    return any(line == cue or line.startswith(f"{cue} ") for cue in _cues("signature"))


@cache
def _cues(kind: str) -> tuple[str, ...]:
    return tuple(row["cue"] for row in rows("headings") if row["kind"] == kind)


def _end_of_close(text: str, body: Sequence[Block], at: int) -> int:
    """Where recipients and signature end: at an annex, a table, or a line too long for either."""
    listed = False
    for index in range(at, len(body)):
        line = text[body[index].start : body[index].end].strip()
        listed = listed or bool(_RECIPIENTS.match(line))
        item = listed and bool(_ITEM.match(line))
        if body[index].kind == "cell" or line.startswith(_cues("annex")):
            return index
        if len(line) > LONGEST_SIGNATURE and not item:
            return index
    return len(body)


def _closing(text: str, blocks: Sequence[Block]) -> Iterator[Zone]:
    """Zones over the end of a report: recipients are «Nơi nhận» and its items, all else is the signature.

    In two columns the signature may be read between «Nơi nhận» and its items, or after the first of them.
    """
    listed = receiving = False
    for block in blocks:
        line = text[block.start : block.end].strip()
        if _RECIPIENTS.match(line) or (listed and _ITEM.match(line)):
            listed = receiving = True
        elif block.column == 2 or _is_signature(line, block) or _NAME.fullmatch(line):
            receiving = False
        yield Zone(block.start, block.end, "recipients" if receiving else "signature")
