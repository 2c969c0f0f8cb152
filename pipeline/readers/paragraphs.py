"""From printed lines to paragraphs, over page ends too: a sentence is never broken, a new item never swallowed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.readers.lines import glued
from pipeline.readers.printed import Printed

INDENT = 0.7  # sizes: a line set in by so much begins a paragraph
WIDER = 1.22  # a gap between lines so much wider than usual parts paragraphs
ROUNDED = 0.051  # sizes by which distances that round to the same differ
WIDEST = 2.4  # sizes: no two lines of one paragraph stand further apart

# «- », «+ », «• », «1. », «1.2- », «a) », «(1) », «II- », «Điều 1.»
_ITEM = re.compile(
    r"[-–—+*•▪●○◦]\s*(?=\S)"
    r"|\(?\d{1,3}(?:\.\d{1,2}){0,4}\s?[.)\-–/](?=\s|[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\s"
    r"|\(?[a-zđ]{1,3}[.)]\s?(?=\S)"
    r"|(?:[IVX]{1,5}|[A-HĐ])\s?[.\-–)]\s?(?=\S)"
    r"|(?:Điều|Chương|Phần|Mục|Khoản|Phụ lục)\s+(?:\d|[IVXA-Z]+\b|thứ\b)",
)
# What looks like an item's number and is a directive's: «45-NQ/TW», «30-ĐA/HU».
_SYMBOL = re.compile(r"\d{1,4}\s?[-–]\s?[A-ZĐ][A-ZĐa-z]{1,5}\s?/")
_IN_BRACKETS = re.compile(r"\((\d{1,2})\)")
_BULLET = re.compile(r"[-–—+*•▪●○◦]\s*")
# No name of an organ ends with these; with those no organ's name goes on in the next line.
_OPEN_NAME = re.compile(r"(?:\b(?:VÀ|CỦA|CÁC)|[-–,])$")
_ORGAN = re.compile(
    r"(?:SỞ|BAN|PHÒNG|TRƯỜNG|HUYỆN|TỈNH|THÀNH|THỊ|UỶ|ỦY|UBND|HĐND|UBMTTQ|VĂN|ĐẢNG|HỘI|CHI|TRUNG TÂM|CỤC|VỤ|BỘ|VIỆN"
    r"|BỆNH|MẶT|ĐOÀN|LIÊN ĐOÀN|THANH TRA|KIỂM|TÒA|TOÀ|NGÂN|KHO|QUỸ|TỔ|TIỂU|HẠT|TRẠM|XÃ|PHƯỜNG|QUẬN|KHU|KHỐI|TỔNG"
    r"|BCH|BTV|BCĐ|CÔNG (?:AN|ĐOÀN|TY)|THƯỜNG|HỌC VIỆN|ĐẠI HỌC|BẢO HIỂM|ĐÀI|BÁO|NHÀ|ĐỘI|CỘNG|ĐỘC)\b"
)
_RECIPIENTS = re.compile(r"Nơi nhận\s*:")
_ENDED = re.compile(r"[.;:!?…]['”\")\]]*$")
# No sentence, heading or title ends with these.
_OPEN = re.compile(
    r"(?:^|\s)(?:và|của|các|những|cho|với|số|ngày|tháng|theo|tại|từ|về|thuộc|hoặc|trên|trong|bởi)$", re.IGNORECASE
)
_PAUSED = re.compile(r"[.;:,!?…)\]”\"]$")


@dataclass(slots=True)
class Set:
    """A line as it is set: the text edges of its page, its column, whether it stands in the middle.

    `hanging` tells that paragraphs of its page are set in but for their first lines.
    """

    line: Printed
    left: float
    right: float
    column: int = 0
    centred: bool = False
    hanging: bool = False

    @property
    def inset(self) -> float:
        """How far the line is set in from the edge of its page's text; pages may have margins of their own."""
        return self.line.x0 - self.left


@dataclass(slots=True)
class Paragraph:
    """The lines of one paragraph."""

    lines: list[Set] = field(default_factory=list)

    @property
    def centred(self) -> bool:
        """True where it stands in the middle; the first line of a title may reach from edge to edge."""
        rest = self.lines[1:]
        return self.lines[0].centred or (bool(rest) and all(line.centred for line in rest))


def paragraphs(lines: Iterable[Set], pitch: float) -> Iterator[Paragraph]:
    """The paragraphs that the lines make; `pitch` is the usual distance of lines, in sizes of their letters."""
    current: Paragraph | None = None
    for line in lines:
        if current is not None and _continues(current, line, pitch):
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        current = Paragraph([line])
    if current is not None:
        yield current


def usual_pitch(lines: Sequence[Set]) -> float:
    """The distance of two lines that surely belong together, in sizes of their letters; 0 where none is sure."""
    sure: list[float] = []
    for one, two in pairwise(lines):
        above, below = one.line, two.line
        if (
            above.page == below.page
            and _is_full(one, two)
            and _starts_low(below.text)
            and not _ENDED.search(above.text)
        ):
            sure.append((below.base - above.base) / (above.size or 1))
    if not sure:
        return 0.0
    most = Counter(round(pitch, 1) for pitch in sure).most_common(1)[0][0]
    near = sorted(pitch for pitch in sure if abs(pitch - most) <= ROUNDED)
    return near[len(near) // 2]


def _continues(paragraph: Paragraph, new: Set, pitch: float) -> bool:
    """True where the line goes on with the paragraph."""
    old = paragraph.lines[-1]
    above, below = old.line, new.line
    if old.column != new.column or _is_item_start(paragraph, new):
        return False
    if glued(above.text, below.text):
        return True
    goes_on = _goes_on(paragraph, new)
    if above.page == below.page and _far_apart(above, below, pitch):
        return False
    if new.column:
        # «- Các đồng chí Ủy viên Ban Chấp hành» and «Đảng bộ huyện,»: no recipient ends without a sign.
        goes_on = goes_on or (paragraph.lines[0].line.text.startswith(("- ", "– ")) and not _PAUSED.search(above.text))
        goes_on = goes_on and (_starts_low(below.text) or not above.text.endswith(","))
        return above.bold == below.bold and (goes_on or _continues_name(old, new))
    if old.centred or new.centred:
        return _continues_title(old, new, goes_on=goes_on)
    full, indented = _is_full(old, new), _indented(paragraph, new)
    return (goes_on and full) or ((goes_on or full) and not indented and not _changes_look(above, below))


def _goes_on(paragraph: Paragraph, new: Set) -> bool:
    """True where the words tell that the sentence runs on: no full stop above, and no capital or a comma between."""
    above, below = paragraph.lines[-1].line, new.line
    if _ENDED.search(above.text):
        return False
    if _starts_low(below.text) or _OPEN.search(above.text):
        return True
    alike = above.bold == below.bold and above.italic == below.italic
    # At the edge of a paragraph that began further in nothing new begins; a short line above was broken by hand.
    flush = paragraph.lines[0].inset - new.inset > INDENT * below.size and abs(new.inset) < below.size
    # «…, ngày 22-7-2016 của Ban Chấp hành,» and «Phòng Nông nghiệp …» are two where the next word had room.
    paused = above.text.endswith(",") and (flush or bool(new.column) or _is_full(paragraph.lines[-1], new))
    return alike and (paused or (flush and not new.column))


def _starts_low(text: str) -> bool:
    first = text.lstrip("(“\"'")[:1]
    return first.islower() or first in (",", ";", ")", "%")


def _far_apart(above: Printed, below: Printed, pitch: float) -> bool:
    size = max(above.size, below.size)
    gap = below.base - above.base
    if gap > WIDEST * size and gap > 1.6 * pitch * size:
        return True
    goes_on = _starts_low(below.text) and not _ENDED.search(above.text)
    return bool(pitch) and not goes_on and gap > WIDER * pitch * size


def _is_full(old: Set, new: Set) -> bool:
    """True where the next line's first word had no room left on the line before."""
    line = new.line
    return old.line.x1 + 0.2 * line.size + line.first_word() > old.right - 0.1 * line.size


def _is_item_start(paragraph: Paragraph, new: Set) -> bool:
    """True where the line begins an item; not where a dash or a figure of a running sentence happens to stand first."""
    if _RECIPIENTS.match(new.line.text):
        return True
    found = _ITEM.match(new.line.text)
    old = paragraph.lines[-1]
    if found is None or (_SYMBOL.match(new.line.text) and _OPEN.search(old.line.text)):
        return False
    if _indented(paragraph, new) or not _is_full(old, new):
        return not (old.centred and new.centred and new.line.text[:1].isdigit())
    if _BULLET.fullmatch(found.group()):
        return bool(_PAUSED.search(old.line.text)) and not new.line.text[found.end() : found.end() + 1].islower()
    if _follows_inside(paragraph, found.group()):
        return False
    # «(2) Kế hoạch …» at the edge of a paragraph that began further in runs on with it.
    runs_on = paragraph.lines[0].inset - new.inset > INDENT * new.line.size
    return not runs_on and bool(_ENDED.search(old.line.text))


def _follows_inside(paragraph: Paragraph, label: str) -> bool:
    """True where the label before stands within the paragraph: «… gồm: (1) Về công tác khuyến học;» and «(2) Về …»."""
    number = _IN_BRACKETS.match(label)
    before = f"({int(number[1]) - 1})" if number else ""
    return bool(number) and any(
        one.line.text.find(before) > 0 or (at > 0 and one.line.text.startswith(before))
        for at, one in enumerate(paragraph.lines)
    )


def _indented(paragraph: Paragraph, new: Set) -> bool:
    """True where the line is set in like the first of a paragraph, and not like the others of a hanging one."""
    step = INDENT * new.line.size
    if new.inset < step:
        return False
    first = paragraph.lines[0].line
    if len(paragraph.lines) > 1:
        # Inside a paragraph that is set in as a whole, only what stands further in is new.
        return new.inset - paragraph.lines[-1].inset > step
    if new.hanging and new.inset - paragraph.lines[0].inset >= step:
        return False
    if _ITEM.match(first.text) and abs(new.line.x0 - _text_start(first)) < step:
        return False
    return new.inset - paragraph.lines[0].inset > -step


def _text_start(line: Printed) -> float:
    """Where the words of an item begin, after its dash or number."""
    return line.spaces[0][2] if line.spaces else line.x0


def _changes_look(above: Printed, below: Printed) -> bool:
    if abs(above.size - below.size) > 0.1 * max(above.size, below.size):
        return True
    return above.bold != below.bold and (above.bold or not above.text[-1:].isalnum()) and above.bold != below.bold_start


def _continues_title(old: Set, new: Set, *, goes_on: bool) -> bool:
    """True where a title in the middle of the page runs on: not from «BÁO CÁO» to «kết quả …», nor to a name."""
    above, below = old.line, new.line
    in_middle = ((old.centred or _spans(old)) and new.centred) or _share_middle(old, new)
    if not in_middle or above.bold != below.bold or abs(above.size - below.size) > 0.6:
        return goes_on and _is_full(old, new)
    if above.text.isupper() != below.text.isupper() and not below.text[:1].isdigit():
        return False
    room = (old.right - old.left) - (above.x1 - above.x0)
    return goes_on or (room < below.first_word() + 0.5 * below.size) or _hangs(above.text, below.text)


def _continues_name(old: Set, new: Set) -> bool:
    """True where a name in capitals found no room on its line of a letterhead: «SỞ … VÀ ĐÀO TẠO» and «YÊN BÁI»."""
    above, below = old.line, new.line
    if not (above.text.isupper() and below.text.isupper()) or abs(above.size - below.size) > 0.6:
        return False
    if above.x1 - above.x0 <= below.x1 - below.x0 or not below.text.replace(" ", "").isalpha():
        return False
    if _OPEN_NAME.search(above.text):
        return True
    # In a centred column the room left and right of a line is the same, and its left edge is that of the text.
    room = 2 * (above.x0 - old.left) if new.column == 1 else 0.0
    first = below.first_word() + 0.2 * below.size
    if room < 0 or room > first:
        return False
    return " " not in below.text or (new.column == 1 and not _ORGAN.match(below.text))


def _spans(old: Set) -> bool:
    """True where the line leaves so little room on both sides that nobody sees whether it stands in the middle."""
    near = 1.5 * old.line.size
    return old.line.x0 - old.left < near and old.right - old.line.x1 < 3 * near and not _ENDED.search(old.line.text)


def _share_middle(old: Set, new: Set) -> bool:
    """True where the middle of one line is that of the other, which stands in the page's: a page may be half empty."""
    one, two = old.line, new.line
    return abs(one.x0 + one.x1 - two.x0 - two.x1) < 0.3 * two.size and min(old.inset, new.inset) > 0.2 * two.size


def _hangs(above: str, below: str) -> bool:
    return above.endswith(",") or bool(_OPEN.search(above)) or (below[:1].isdigit() and not _ENDED.search(above))
