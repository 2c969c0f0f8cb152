"""The figures of a report's prose as parts of series: «Toàn huyện kết nạp 12 đảng viên», Mèo Vạc's, of May."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar

from extractors.mention import Span
from extractors.patterns import fold, strip_marks
from extractors.places import HEADS, head_of
from pipeline.archive.reporters import Reporter, speaker_of
from pipeline.archive.scopes import Dated, Stretch, stretch_of, whole_period
from pipeline.archive.wording import (
    CUE,
    Counted,
    Sentence,
    content_words,
    lead_in,
    planned_of,
    records_of,
    to_counted,
    word_parts,
)
from pipeline.audit.cues import role_of, words
from pipeline.sentences import find_sentences
from pipeline.tables import Cell, Row, to_cell

# `line` names all figures that count the same; its other columns tell what that is, `plain` without marks. `extent` is
# `whole` for a place with all in it, `districts` for its districts together, empty for what the unit itself did. `form`
# names the form of a figure that stands in one, with its title in `section`; it is empty for a figure of prose.
COLUMNS = (
    "doc_id", "line", "measure", "words", "plain", "about", "others", "section", "form", "scope", "unit_id",
    "unit_name", "extent", "value", "qualifier", "period_start", "period_end", "page", "start", "end", "text",
)  # fmt: skip
NUMBERS = frozenset(("page", "start", "end"))

_LINE_LENGTH = 12
# Of what a share is, and not what has it: «đạt 98% kế hoạch» of anything.
_OF_WHAT = frozenset(
    fold("kế hoạch dự toán chỉ tiêu năm quý tháng giao huyện tỉnh nghị quyết đề ra tổng số cả so với").split()
)
_LONGEST = 80  # characters of a measure: an index holds no more of a broken text
_WHOLE = re.compile(
    r"(?:\btrên\s+địa\s+bàn\s+(?:toàn\s+)?|\b(?:trong\s+)?toàn\s+)"
    r"(?P<head>tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn"
    r"|đảng bộ(?:\s+(?:tỉnh|huyện|thành phố|thị xã|xã))?)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:[\s\-–+•*(]|[\dIVXa-zđ]{1,3}[.)]|riêng\b|tại\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit where it is named."""

    span: Span
    unit_id: str
    name: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """Of whom a figure is told: the unit, how much of it, and who else the sentence names, by name in `others`."""

    unit_id: str
    unit_name: str
    extent: str = ""
    about: str = ""
    others: str = ""
    cue: Span | None = None


_T = TypeVar("_T", _Unit, Dated)


def to_figures(rows: Mapping[str, Sequence[Row]], text: str) -> list[Row]:
    """The figures of a report's body that can be told apart: what each counts, of whom, over which time.

    Left out are parts of plans, comparisons, shares, and figures of which the words leave unit or time open.
    """
    report = next(records_of("documents", rows))
    home = speaker_of(report)
    own = report_period(report)
    planned, headings = planned_of(rows), {str(r["section"]): str(r["heading"]) for r in records_of("sections", rows)}
    units, dates = sorted(_units(rows), key=_start), sorted(_dates(rows), key=_start)
    masked = _masked(text, [*(one.span for one in units), *(one.span for one in dates)])
    found = []
    for sentence, records in _sentences(rows, text):
        if any(span.start <= sentence.block.start < span.end for span in planned):
            continue
        named = _between(units, lead_in(text, sentence.block), sentence.span.end)
        dated = _between(dates, sentence.span.start, sentence.span.end + 1)
        for at, record in enumerate(records):
            stretch = stretch_of(sentence, at, dated, own) if _stands_alone(sentence, at) else None
            if stretch is None:
                continue
            told = _whose(sentence, at, named, home)
            shown = _masked(masked, [told.cue]) if told.cue else masked
            key = _key(replace(sentence, text=shown), at, headings.get(str(record["section"]), ""))
            if key is not None and len(sentence.counts[at].measure) <= _LONGEST:
                found.append(_row(record, sentence.counts[at], key, told, stretch))
    return found


def report_period(report: Mapping[str, Cell]) -> Stretch | None:
    """The time that a report, a row of `documents`, is of; None where it does not tell."""
    start, end = report["period_start"], report["period_end"]
    return whole_period(_day(start), _day(end)) if start and end else None


def _start(one: _Unit | Dated) -> int:
    return one.span.start


def _between(found: Sequence[_T], start: int, end: int) -> Sequence[_T]:
    """Those that begin within these bounds, of all that a report names, in text order."""
    first = bisect_left(found, start, key=_start)
    return found[first : bisect_right(found, end, lo=first, key=_start)]


def _day(iso: Cell) -> date:
    return date.fromisoformat(str(iso))


def _units(rows: Mapping[str, Sequence[Row]]) -> Iterator[_Unit]:
    for record in records_of("unit_mentions", rows):
        if record["unit_id"]:
            yield _Unit(_span(record), str(record["unit_id"]), str(record["name"]), record["kind"] == "group")


def _span(record: Mapping[str, Cell]) -> Span:
    return Span(int(record["start"] or 0), int(record["end"] or 0))


def _dates(rows: Mapping[str, Sequence[Row]]) -> Iterator[Dated]:
    """The dates of which the days are known, also those that point at where they are stated in full."""
    records = {str(record["mention_id"]): record for record in records_of("dates", rows)}
    for record in records.values():
        full = records.get(str(record["same_as"]), record)
        if full["start_on"] and full["end_on"]:
            yield Dated(_span(record), str(record["kind"]), _day(full["start_on"]), _day(full["end_on"]))


def _masked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks for what differs from unit to unit and from month to month."""
    pieces, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            pieces += [text[at : span.start], " " * (span.end - span.start)]
            at = span.end
    return "".join([*pieces, text[at:]])


def _sentences(rows: Mapping[str, Sequence[Row]], text: str) -> Iterator[tuple[Sentence, list[dict[str, Cell]]]]:
    """The sentences of the body that hold figures, and the rows of these."""
    blocks: dict[int, list[dict[str, Cell]]] = {}
    for record in records_of("counts", rows):
        if record["zone"] == "body":
            blocks.setdefault(text.rfind("\n", 0, int(record["start"] or 0)) + 1, []).append(record)
    for start, found in blocks.items():
        records = sorted(found, key=lambda record: int(record["start"] or 0))
        end = text.find("\n", start)
        block = Span(start, end if end >= 0 else len(text))
        for one in find_sentences(block.slice(text)):
            span = Span(start + one.start, start + one.end)
            if inside := [record for record in records if span.covers(_span(record))]:
                yield Sentence(text, block, span, tuple(map(to_counted, inside))), inside


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """False for a comparison, «mỗi lớp 50 học viên», and both sides of «17/31 xã» or «10-15 người»."""
    text, counts = sentence.text, sentence.counts
    for first, second in pairwise(counts[max(at - 1, 0) : at + 2]):
        between = text[first.span.end : second.span.start].strip()
        if between == "/" or (first.qualifier == "từ" and second.qualifier == "đến"):
            return False
        if not between and text[second.span.start] in "/-–":
            return False
    return role_of(text, counts[at].span.start, counts[at].span.end) not in ("compared", "each", "share")


def _whose(sentence: Sentence, at: int, units: Sequence[_Unit], home: Reporter) -> _Told:
    """Of whom the figure is told: the one other unit that its clause begins with, else the report's own."""
    count, clause = sentence.counts[at].span, sentence.clause(at)
    lead = Span(lead_in(sentence.text, sentence.block), sentence.block.start)
    above = [one for one in units if lead.start <= one.span.start < lead.end]
    near = [one for one in units if clause.covers(one.span)]
    if (actor := _actor(sentence.text, clause, near, above, home)) is not None:
        return _Told(actor.unit_id, actor.name, "" if "/" in actor.unit_id else "whole")
    named = [*above, *(one for one in units if sentence.span.covers(one.span))]
    bodies = [one for one in named if "/" in one.unit_id and one.span.start < count.start]
    extent, cue = "", None
    if not bodies:
        cue = _whole(sentence, count, named, home)
        extent = "whole" if cue is not None else ""
    elif len(bodies) == 1 and (extent := _extent_of(bodies[0], home)):
        named.remove(bodies[0])
        cue = _with_whole(sentence, bodies[0].span)
    about, others = _about(named, home, cue)
    place = home.place if extent else None
    if place is not None and (home.speaks_for_place or extent == "districts" or not _is_party(sentence.text, cue)):
        return _Told(place.unit_id, place.name, extent, about, others, cue)
    return _Told(home.unit_id, home.name, extent, about, others, cue)


def _actor(text: str, clause: Span, near: Sequence[_Unit], above: Sequence[_Unit], home: Reporter) -> _Unit | None:
    """The only unit that is named, where it opens the clause or the line above, and is none of the report's own."""
    named = {one.unit_id: one for one in (*above, *near)}
    if len(named) != 1:
        return None
    [one] = named.values()
    own = one.unit_id == home.unit_id or _tail(one.unit_id, home).startswith(("/", "@"))
    opens = one in above or _OPENING.fullmatch(text, clause.start, one.span.start)
    return one if opens and not own and not one.is_group else None


def _extent_of(body: _Unit, home: Reporter) -> str:
    """`districts` for «các huyện, thành phố», `whole` for «Đảng bộ huyện» that the report comes from."""
    tail = _tail(body.unit_id, home)
    return "districts" if tail.startswith("/cac-huyen") else "whole" if tail.startswith("/dang-bo-") else ""


def _about(named: Iterable[_Unit], home: Reporter, cue: Span | None) -> tuple[str, str]:
    """Who else the sentence names, as any unit of the kind would: «/huyen-uy» for its own, identifiers for others.

    Beside these their names, «Huyện ủy» without that of the own place.
    """
    apart = [one for one in named if cue is None or not (one.span.start < cue.end and cue.start < one.span.end)]
    told = {tail: one.name for one in apart if (tail := _tail(one.unit_id, home))}
    own = home.place.name.removeprefix(head_of(home.place.name)) if home.place else ""
    names = {tail: name.removesuffix(own) if tail.startswith("/") and own else name for tail, name in told.items()}
    return " ".join(sorted(told)), "; ".join(names[tail] for tail in sorted(told))


def _tail(unit_id: str, home: Reporter) -> str:
    """How a unit stands to the report's own: «» itself, «@» its place, «/huyen-uy» a body there, else its id."""
    if unit_id == home.unit_id:
        return ""
    if unit_id == home.place_id:
        return "@"
    return unit_id.removeprefix(home.place_id) if unit_id.startswith(f"{home.place_id}/") else unit_id


def _whole(sentence: Sentence, count: Span, named: Sequence[_Unit], home: Reporter) -> Span | None:
    """Where the words stand that make the figure that of the whole: «Toàn huyện», «Huyện Mèo Vạc kết nạp»."""
    place = home.place
    if place is None:
        return None
    found = _WHOLE.search(sentence.text, sentence.span.start, count.start)
    if found is not None:
        head = fold(found["head"])
        fits = head.startswith("đảng bộ") or place.kind in HEADS.get(head, ())
        return Span(*found.span()) if fits else None
    before = (one.span for one in named if one.unit_id == place.unit_id and one.span.start < count.start)
    return next(before, None)


def _with_whole(sentence: Sentence, body: Span) -> Span | None:
    """«Toàn Đảng bộ huyện» where «Đảng bộ huyện» is read as a body: «toàn» is no word of what is counted."""
    found = _WHOLE.search(sentence.text, sentence.span.start, body.end)
    return Span(found.start(), body.end) if found is not None and found.start() < body.end <= found.end() else None


def _is_party(text: str, cue: Span | None) -> bool:
    """True for «toàn Đảng bộ», which is the issuer's own where it does not speak for a place."""
    return cue is not None and "đảng bộ" in fold(cue.slice(text))


def _key(sentence: Sentence, at: int, section: str) -> tuple[str, str, str] | None:
    """The words before and behind that tell what is counted, and the section where they alone say too little."""
    before, after = word_parts(sentence.text, sentence.span, sentence.counts, at)
    if not before and not after and (same := _goes_on(sentence, at)) is not None:
        before, after = word_parts(sentence.text, sentence.span, sentence.counts, same)
    if sentence.counts[at].measure == "%" and set(before) | set(after) <= _OF_WHAT:
        return None
    if not set(before) | set(after) <= _general():
        return " ".join(before), " ".join(after), ""
    heading = " ".join(content_words(section))
    return (" ".join(before), " ".join(after), heading) if heading and (before or after) else None


def _goes_on(sentence: Sentence, at: int) -> int | None:
    """Which figure one goes on from: «kết nạp 09 đảng viên, đạt 5% kế hoạch; lũy kế từ đầu năm 43 đảng viên»."""
    count = sentence.counts[at]
    earlier = [one for one in range(at) if sentence.counts[one].measure != "%"]
    if not earlier or sentence.counts[earlier[-1]].measure != count.measure:
        return None
    start = sentence.counts[at - 1].span.end
    cues = list(CUE.finditer(sentence.text, start, count.span.start))
    between = sentence.text[cues[0].start() : count.span.start] if cues else ""
    return earlier[-1] if cues and set(content_words(between)) <= {"đạt"} else None


@cache
def _general() -> frozenset[str]:
    """Words of things done that tell nothing of what: «tổ chức», «mở», «ban hành»."""
    return frozenset(word for cue in words("verb") for word in fold(cue).split()) | {"các", "những", "thêm", "mới"}


def _row(record: Mapping[str, Cell], count: Counted, key: tuple[str, str, str], told: _Told, stretch: Stretch) -> Row:
    before, after, section = key
    line = line_of(stretch.scope, count.measure, before, after, told.about, section)
    words_ = " ".join(filter(None, (before, count.measure, after)))
    return (
        record["doc_id"], line, count.measure, words_, strip_marks(f"{words_} {section}".strip()), told.about,
        told.others, section, "", stretch.scope, told.unit_id, told.unit_name, told.extent, count.value,
        count.qualifier, to_cell(stretch.start), to_cell(stretch.end), record["page"], record["start"], record["end"],
        record["text"],
    )  # fmt: skip


def line_of(*told: str) -> str:
    """The name of a line, from all that tells it apart from others."""
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:_LINE_LENGTH]
