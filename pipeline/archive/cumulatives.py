"""The cumulative figures of a report, ready to be compared over an archive: «lũy kế kết nạp 120 đảng viên»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.mention import Span
from extractors.patterns import fold
from pipeline.audit.figures import is_same, kind_of
from pipeline.sentences import find_sentences
from pipeline.tables import Cell, Row, tables

# `words` tells which figures are of one kind; `since` from when it counts; `added` is what the period alone brought.
COLUMNS = ("doc_id", "words", "since", "claim", "value", "start", "end", "added", "added_start", "added_end")

# «lũy kế», «từ đầu năm đến nay», «cộng dồn», «5 tháng đầu năm», «từ năm 2021 đến nay»; «đến nay» alone may fall.
_CUE = re.compile(
    r"""
    \b(?:
      (?P<since>từ\ (?:đầu\ nhiệm\ kỳ|(?:đầu\ )?năm\ (?P<year>(?:19|20)\d\d)))(?:\ (?:cho\ )?đến\ nay)?
    | (?P<of_year>(?:tính\ )?từ\ đầu\ năm|l(?:ũy|uỹ)\ kế|cộng\ dồn|\d{1,2}\ tháng\ đầu\ năm)(?:\ (?:cho\ )?đến\ nay)?
    | (?P<now>đến\ nay)
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What ends the reach of such words: «riêng trong tháng», «cùng kỳ năm trước».
_OTHER_TIME = re.compile(
    r"\b(?:riêng|trong (?:tháng|kỳ|quý|tuần)|(?:cùng|so với) kỳ|năm trước|kế hoạch)\b", re.IGNORECASE
)
# Words of time, of filling and of counting up that two reports may say differently about one thing.
_FILLING = re.compile(
    r"""
    \b(?:
      (?:tính\ )?(?:từ|đến)(?:\ hết)?\ (?:ngày|tháng|đầu|cuối)\ [\d/.-]+ | l(?:ũy|uỹ)\ kế | cộng\ dồn
    | (?:tính\ )?từ\ đầu\ (?:nhiệm\ kỳ|năm)(?:\ \d{4})? | từ\ năm\ \d{4} | \d{1,2}\ tháng\ đầu\ năm(?:\ \d{4})?
    | (?:cho\ |tính\ )?đến\ (?:nay|thời\ điểm\ hiện\ tại) | trong\ (?:tháng|kỳ|quý|tuần|năm) | trong
    | (?:tháng|quý|tuần|năm|ngày)\ [\d/.-]+ | đã | được | là | có | và | với | cho | tổng\ số | tổng\ cộng
    )\b | \d[\d./-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STOP = re.compile(r"[.;:!?()\n\t“”\"]|\b(?:so với|đạt|tăng|giảm|bằng|chiếm|trong đó|gồm)\b", re.IGNORECASE)
# Such a state may shrink from one month to the next.
_STATE = re.compile(r"\b(?:còn|hiện|đang|tồn|giảm|dưới|tỷ lệ|tỉ lệ|bình quân|thu nhập)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_BEFORE, _AFTER = 5, 5
_FEWEST = 3  # words, the measure's own among them, that must tell what is counted
_NEAR = 60  # characters before a figure, and half as many behind, in which its own words stand
_LONGEST_PAIR = 90  # characters from a month's figure to its cumulative one


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure as the table of counts holds it."""

    span: Span
    value: str
    measure: str
    qualifier: str


def to_cumulatives(rows: Mapping[str, Sequence[Row]], text: str) -> list[Row]:
    """The report's cumulative figures that can be told apart; of one that is stated twice, and differently, none."""
    if not _CUE.search(text):
        return []
    doc_id = str(rows["documents"][0][0])
    planned = _planned(rows)
    units = [(int(r["start"] or 0), str(r["unit_id"] or r["text"])) for r in _records("unit_mentions", rows)]
    found: dict[tuple[str, str], list[Row]] = {}
    for block, counts in _blocks(rows, text):
        if any(span.start <= block.start < span.end for span in planned):
            continue
        above = {unit for at, unit in units if _lead_in(text, block) <= at < block.start}
        for sentence, words, since, total, added in _pairs(text, block, counts):
            named = above | {unit for at, unit in units if sentence.start <= at < sentence.end}
            key, at = f"{words} @ {' '.join(sorted(named))}", total.span
            beside = (added.value, added.span.start, added.span.end) if added else ("", None, None)
            row = (doc_id, key, since, at.slice(text), total.value, at.start, at.end, *beside)
            found.setdefault((key, since), []).append(row)
    return [said[0] for said in found.values() if len({(row[4], row[7]) for row in said}) == 1]


def _records(name: str, rows: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, Cell]]:
    names = [column.name for column in tables()[name]]
    return (dict(zip(names, row, strict=True)) for row in rows.get(name, ()))


def _planned(rows: Mapping[str, Sequence[Row]]) -> list[Span]:
    return [Span(int(r["start"] or 0), int(r["end"] or 0)) for r in _records("sections", rows) if r["planned"]]


def _blocks(rows: Mapping[str, Sequence[Row]], text: str) -> Iterator[tuple[Span, list[_Count]]]:
    """The paragraphs of the body that speak of a cumulative figure, each with its figures."""
    counts = [_to_count(record) for record in _records("counts", rows) if record["zone"] == "body"]
    done = -1
    for cue in _CUE.finditer(text):
        if cue.start() < done:
            continue
        start, done = text.rfind("\n", 0, cue.start()) + 1, text.find("\n", cue.start())
        done = len(text) if done < 0 else done
        yield Span(start, done), [count for count in counts if start <= count.span.start < done]


def _to_count(record: Mapping[str, Cell]) -> _Count:
    span = Span(int(record["start"] or 0), int(record["end"] or 0))
    return _Count(span, str(record["value"]), fold(str(record["measure"])), str(record["qualifier"]))


def _lead_in(text: str, block: Span) -> int:
    """Where the line begins that says of whom the block speaks: itself, or «Huyện Mèo Vạc:» right above it."""
    above = text[: block.start].rstrip("\n")
    return above.rfind("\n") + 1 if above.endswith(":") else block.start


def _pairs(text: str, block: Span, counts: Sequence[_Count]) -> Iterator[tuple[Span, str, str, _Count, _Count | None]]:
    """Each cumulative figure of a block: sentence, words, since when, itself, the period's own beside it."""
    alone: dict[str, list[_Count]] = {}
    found: list[tuple[Span, str, str, _Count, _Count | None]] = []
    for sentence in find_sentences(block.slice(text)):
        within = Span(block.start + sentence.start, block.start + sentence.end)
        inside = [count for count in counts if within.covers(count.span)]
        for at, count in enumerate(inside):
            if not _is_counted_up(text, within, count):
                continue
            cue = _cue_of(text, within, count)
            added = _added(text, within, inside[at - 1], count) if cue and at else None
            words = _words_around(text, within, inside, at - 1 if added else at)
            if words and cue:
                found.append((within, words, _since(cue), count, added))
            elif words:
                alone.setdefault(words, []).append(count)
    for within, words, since, total, added in found:
        same = alone.get(words, [])
        yield within, words, since, total, added or (same[0] if len(same) == 1 else None)


def _is_counted_up(text: str, sentence: Span, count: _Count) -> bool:
    """True for an exact figure of what happens and stays; «còn 12 hộ nghèo» may fall, and a share too."""
    near = text[max(sentence.start, count.span.start - _NEAR) : min(sentence.end, count.span.end + _NEAR // 2)]
    return not count.qualifier and kind_of(count.measure) != "share" and not _STATE.search(near)


def _cue_of(text: str, sentence: Span, count: _Count) -> re.Match[str] | None:
    """The words before a figure that make it cumulative; None where others come between, or their bracket ends."""
    cues = list(_CUE.finditer(text, sentence.start, count.span.start))
    if not cues or _OTHER_TIME.search(text, cues[-1].end(), count.span.start):
        return None
    between = text[cues[-1].end() : count.span.start]
    return None if ";" in between or between.count(")") > between.count("(") else cues[-1]


def _since(cue: re.Match[str]) -> str:
    if cue["since"]:
        return cue["year"] or fold(cue["since"])
    return "now" if cue["now"] else "year"


def _added(text: str, sentence: Span, before: _Count, count: _Count) -> _Count | None:
    """The figure right before, alike and not cumulative: «kết nạp 25 đảng viên (lũy kế 120 đảng viên)»."""
    between = text[before.span.end : count.span.start]
    cue = _CUE.search(between)
    alike = before.measure and is_same(before.measure, count.measure) and not before.qualifier
    if not alike or cue is None or len(between) > _LONGEST_PAIR or _cue_of(text, sentence, before):
        return None
    own = _content(between[cue.end() :])
    return None if own or "." in between or _OTHER_TIME.search(between) else before


def _words_around(text: str, sentence: Span, counts: Sequence[_Count], at: int) -> str:
    """What a figure counts, as the next report repeats it: «kết nạp|đảng viên|người dân tộc»; «» for too few words."""
    count = counts[at]
    start = counts[at - 1].span.end if at else sentence.start
    for stop in _STOP.finditer(text, start, count.span.start):
        start = stop.end()
    before = _content(text[start : count.span.start])
    if not before and at and start == counts[at - 1].span.end:
        before = [*_verb(text, sentence, counts, at - 1), *counts[at - 1].measure.split()]
    end = counts[at + 1].span.start if at + 1 < len(counts) else sentence.end
    ends = [
        found.start()
        for found in (_STOP.search(text, count.span.end, end), _CUE.search(text, count.span.end, end))
        if found
    ]
    after = _content(text[count.span.end : min([end, *ends])])
    if len(before) + len(after) + len(count.measure.split()) < _FEWEST or not (before or after):
        return ""
    return f"{' '.join(before[-_BEFORE:])}|{count.measure}|{' '.join(after[:_AFTER])}"


def _verb(text: str, sentence: Span, counts: Sequence[_Count], at: int) -> list[str]:
    """What is said before the first of figures that follow each other: «mở» of «mở 12 lớp với 300 học viên»."""
    start = counts[at - 1].span.end if at else sentence.start
    for stop in _STOP.finditer(text, start, counts[at].span.start):
        start = stop.end()
    return _content(text[start : counts[at].span.start])


def _content(words: str) -> list[str]:
    return _WORDS.findall(fold(_FILLING.sub(" ", words)))
