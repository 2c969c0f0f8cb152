"""The words that tell which figures of an archive are of one kind: «kết nạp|đảng viên|người dân tộc», «lũy kế»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.tables import Cell, Row, tables

# «lũy kế», «từ đầu năm đến nay», «cộng dồn», «5 tháng đầu năm», «từ năm 2021 đến nay»; «đến nay» alone may fall.
CUE = re.compile(
    r"""
    \b(?:
      (?P<since>từ\ (?:đầu\ nhiệm\ kỳ|(?:đầu\ )?năm\ (?P<year>(?:19|20)\d\d)))(?:\ (?:cho\ )?đến\ nay)?
    | (?P<of_year>
        (?:tính\ )?từ\ đầu\ năm|\d{1,2}\ tháng\ đầu\ năm
      | (?:l(?:ũy|uỹ)\ kế|tính\ chung|cộng\ dồn)\ \d{1,2}\ tháng(?:\ đầu\ năm)?|l(?:ũy|uỹ)\ kế|cộng\ dồn
      ) (?:\ (?:cho\ )?đến\ (?:nay|thời\ điểm\ (?:này|hiện\ (?:tại|nay)|báo\ cáo)))?
    | (?P<now>đến\ (?:nay|thời\ điểm\ (?:này|hiện\ (?:tại|nay)|báo\ cáo)))
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What ends the reach of such words: «riêng trong tháng», «cùng kỳ năm trước».
OTHER_TIME = re.compile(
    r"\b(?:riêng|trong (?:tháng|kỳ|quý|tuần)|(?:cùng|so với) kỳ|năm trước|kế hoạch)\b", re.IGNORECASE
)
# Words of time, of filling and of counting up that two reports may say differently about one thing.
_FILLING = re.compile(
    r"""
    \b(?:
      (?:tính\ )?(?:từ|đến)(?:\ hết)?\ (?:ngày|tháng|đầu|cuối)\ [\d/.-]+
    | (?:tính\ )?(?:từ|đến)(?:\ hết|\ cuối)?(?:\ ngày)?(?=\s\s|\s*,)  # the date itself is blank
    | giai\ đoạn(?=\s\s)
    | (?:l(?:ũy|uỹ)\ kế|cộng\ dồn|tính\ chung)(?:\ \d{1,2}\ tháng)? | ước(?:\ (?:tính|thực\ hiện))?
    | (?:tính\ )?từ\ đầu\ (?:nhiệm\ kỳ|năm)(?:\ \d{4})? | từ\ năm\ \d{4} | \d{1,2}\ tháng\ đầu\ năm(?:\ \d{4})?
    | (?:cho\ |tính\ )?đến\ (?:nay|thời\ điểm\ (?:này|hiện\ (?:tại|nay)|báo\ cáo))
    | trong\ (?:tháng|kỳ|quý|tuần|năm) | trong | (?:tháng|quý|tuần|năm|ngày)\ [\d/.-]+
    | đã | được | là | có | và | với | cho | tổng\ số | tổng\ cộng
    )\b | \d[\d./-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STOP = re.compile(
    r"[.;:!?()\n\t“”\"]|\b(?:so với|đạt|tăng(?! lên)|giảm(?! (?:xuống )?còn)|bằng|chiếm|trong đó|gồm)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]+")
_BEFORE, _AFTER = 5, 5
_SUBJECT = 12  # words before «đạt», of which the first say most: «thu …», «chi ngân sách nhà nước trên địa bàn»
_FEWEST = 3  # words, the measure's own among them, that must tell what is counted


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as the table of counts holds it."""

    span: Span
    value: str
    measure: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph with its figures, in one text."""

    text: str
    block: Span
    span: Span
    counts: tuple[Counted, ...]

    def clause(self, at: int) -> Span:
        """The stretch between semicolons in which a figure stands."""
        count = self.counts[at].span
        start = max(self.text.rfind(";", self.span.start, count.start) + 1, self.span.start)
        end = self.text.find(";", count.end, self.span.end)
        return Span(start, end if end >= 0 else self.span.end)


def records_of(name: str, rows: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, Cell]]:
    """The rows of one of a report's tables as column → cell."""
    names = [column.name for column in tables()[name]]
    return (dict(zip(names, row, strict=True)) for row in rows.get(name, ()))


def planned_of(rows: Mapping[str, Sequence[Row]]) -> list[Span]:
    """The parts of a report that tell of what is to come."""
    return [Span(int(r["start"] or 0), int(r["end"] or 0)) for r in records_of("sections", rows) if r["planned"]]


def to_counted(record: Mapping[str, Cell]) -> Counted:
    """A row of `counts` as a figure."""
    span = Span(int(record["start"] or 0), int(record["end"] or 0))
    return Counted(span, str(record["value"]), fold(str(record["measure"])), str(record["qualifier"]))


def lead_in(text: str, block: Span) -> int:
    """Where the line begins that says of whom the block speaks: itself, or «Huyện Mèo Vạc:» right above it."""
    end = block.start
    while end and text[end - 1] == "\n":
        end -= 1
    return text.rfind("\n", 0, end) + 1 if text.endswith(":", 0, end) else block.start


def cue_of(text: str, sentence: Span, count: Counted) -> re.Match[str] | None:
    """The words before a figure that make it cumulative; None where others come between, or their bracket ends."""
    cues = list(CUE.finditer(text, sentence.start, count.span.start))
    if not cues or OTHER_TIME.search(text, cues[-1].end(), count.span.start):
        return None
    between = text[cues[-1].end() : count.span.start]
    return None if ";" in between or between.count(")") > between.count("(") else cues[-1]


def since_of(cue: re.Match[str]) -> str:
    """From when a cumulative figure counts: a year, «từ đầu nhiệm kỳ», `year` for this one, `now` for a state."""
    if cue["since"]:
        return cue["year"] or fold(cue["since"])
    return "now" if cue["now"] else "year"


def words_around(text: str, sentence: Span, counts: Sequence[Counted], at: int) -> str:
    """What a figure counts, as the next report repeats it: «kết nạp|đảng viên|người dân tộc»; «» for too few words."""
    before, after = word_parts(text, sentence, counts, at)
    measure = counts[at].measure
    if len(before) + len(after) + len(measure.split()) < _FEWEST or not (before or after):
        return ""
    return f"{' '.join(before)}|{measure}|{' '.join(after)}"


def word_parts(text: str, sentence: Span, counts: Sequence[Counted], at: int) -> tuple[list[str], list[str]]:
    """The words before and behind a figure that tell what it counts: «kết nạp» and «người dân tộc»."""
    count = counts[at]
    start = _parting(text, counts[at - 1], count) if at else sentence.start
    subject: list[str] = []
    for stop in _STOP.finditer(text, start, count.span.start):
        subject = content_words(text[start : stop.start()]) if fold(stop.group()) == "đạt" else []
        start = stop.end()
    before = content_words(text[start : count.span.start])
    if not before and subject:  # «Thu ngân sách nhà nước trên địa bàn đạt 12,5 tỷ đồng»
        return subject[-_SUBJECT:], _words_behind(text, sentence, counts, at)
    if not before and at and start == counts[at - 1].span.end:
        before = [*_verb(text, sentence, counts, at - 1), *counts[at - 1].measure.split()]
    return before[-_BEFORE:], _words_behind(text, sentence, counts, at)


def _words_behind(text: str, sentence: Span, counts: Sequence[Counted], at: int) -> list[str]:
    """The words between a figure and the next, or what ends them."""
    count = counts[at]
    end = counts[at + 1].span.start if at + 1 < len(counts) else sentence.end
    if at + 1 < len(counts) and (parting := _parting(text, count, counts[at + 1])) > count.span.end:
        end = parting
    ends = [
        found.start()
        for found in (_STOP.search(text, count.span.end, end), CUE.search(text, count.span.end, end))
        if found
    ]
    return content_words(text[count.span.end : min([end, *ends])])[:_AFTER]


def _parting(text: str, count: Counted, following: Counted) -> int:
    """Where the next figure's words begin: at «khai trừ» of «12 đảng viên, khai trừ 02»; else right behind this one."""
    comma = text.rfind(",", count.span.end, following.span.start)
    own = text[comma + 1 : following.span.start].split() if comma >= 0 else []
    return comma + 1 if own and own[-1].lower() != "với" and content_words(" ".join(own)) else count.span.end


def _verb(text: str, sentence: Span, counts: Sequence[Counted], at: int) -> list[str]:
    """What is said before the first of figures that follow each other: «mở» of «mở 12 lớp với 300 học viên»."""
    start = _parting(text, counts[at - 1], counts[at]) if at else sentence.start
    for stop in _STOP.finditer(text, start, counts[at].span.start):
        start = stop.end()
    return content_words(text[start : counts[at].span.start])


def content_words(words: str) -> list[str]:
    """The words that tell what is counted, folded, without those of time and filling."""
    return _WORDS.findall(fold(_FILLING.sub(" ", words)))
