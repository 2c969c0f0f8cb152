"""The cumulative figures of a report, ready to be compared over an archive: «lũy kế kết nạp 120 đảng viên»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from extractors.mention import Span
from pipeline.archive.wording import (
    CUE,
    OTHER_TIME,
    Counted,
    content_words,
    cue_of,
    lead_in,
    planned_of,
    records_of,
    since_of,
    to_counted,
    words_around,
)
from pipeline.audit.figures import is_same, kind_of
from pipeline.sentences import find_sentences
from pipeline.tables import Row

# `words` tells which figures are of one kind; `since` from when it counts; `added` is what the period alone brought.
COLUMNS = ("doc_id", "words", "since", "claim", "value", "start", "end", "added", "added_start", "added_end")

# Such a state may shrink from one month to the next.
_STATE = re.compile(r"\b(?:còn|hiện|đang|tồn|giảm|dưới|tỷ lệ|tỉ lệ|bình quân|thu nhập)\b", re.IGNORECASE)
_NEAR = 60  # characters before a figure, and half as many behind, in which its own words stand
_LONGEST_PAIR = 90  # characters from a month's figure to its cumulative one


def to_cumulatives(rows: Mapping[str, Sequence[Row]], text: str) -> list[Row]:
    """The report's cumulative figures that can be told apart; of one that is stated twice, and differently, none."""
    if not CUE.search(text):
        return []
    doc_id = str(rows["documents"][0][0])
    planned = planned_of(rows)
    units = sorted((int(r["start"] or 0), str(r["unit_id"] or r["text"])) for r in records_of("unit_mentions", rows))
    found: dict[tuple[str, str], list[Row]] = {}
    for block, counts in _blocks(rows, text):
        if any(span.start <= block.start < span.end for span in planned):
            continue
        lead = lead_in(text, block)
        above = _named(units, lead, block.start)
        for sentence, words, since, total, added in _pairs(text, block, counts):
            named = above | _named(units, sentence.start, sentence.end)
            key, at = f"{words} @ {' '.join(sorted(named))}", total.span
            beside = (added.value, added.span.start, added.span.end) if added else ("", None, None)
            row = (doc_id, key, since, at.slice(text), total.value, at.start, at.end, *beside)
            found.setdefault((key, since), []).append(row)
    return [said[0] for said in found.values() if len({(row[4], row[7]) for row in said}) == 1]


def _named(units: Sequence[tuple[int, str]], start: int, end: int) -> set[str]:
    """The units named in a stretch, of those of the text in order."""
    first, last = (bisect_left(units, at, key=itemgetter(0)) for at in (start, end))
    return {unit for _, unit in units[first:last]}


def _blocks(rows: Mapping[str, Sequence[Row]], text: str) -> Iterator[tuple[Span, list[Counted]]]:
    """The paragraphs of the body that speak of a cumulative figure, each with its figures."""
    body = (to_counted(record) for record in records_of("counts", rows) if record["zone"] == "body")
    counts = sorted(body, key=_begin)
    done = -1
    for cue in CUE.finditer(text):
        if cue.start() < done:
            continue
        start, done = text.rfind("\n", 0, cue.start()) + 1, text.find("\n", cue.start())
        done = len(text) if done < 0 else done
        first, last = (bisect_left(counts, at, key=_begin) for at in (start, done))
        yield Span(start, done), counts[first:last]


def _begin(count: Counted) -> int:
    return count.span.start


def _pairs(
    text: str, block: Span, counts: Sequence[Counted]
) -> Iterator[tuple[Span, str, str, Counted, Counted | None]]:
    """Each cumulative figure of a block: sentence, words, since when, itself, the period's own beside it."""
    alone: dict[str, list[Counted]] = {}
    found: list[tuple[Span, str, str, Counted, Counted | None]] = []
    for sentence in find_sentences(block.slice(text)):
        within = Span(block.start + sentence.start, block.start + sentence.end)
        inside = [count for count in counts if within.covers(count.span)]
        for at, count in enumerate(inside):
            if not _is_counted_up(text, within, count):
                continue
            cue = cue_of(text, within, count)
            added = _added(text, within, inside[at - 1], count) if cue and at else None
            words = words_around(text, within, inside, at - 1 if added else at)
            if words and cue:
                found.append((within, words, since_of(cue), count, added))
            elif words:
                alone.setdefault(words, []).append(count)
    for within, words, since, total, added in found:
        same = alone.get(words, [])
        yield within, words, since, total, added or (same[0] if len(same) == 1 else None)


def _is_counted_up(text: str, sentence: Span, count: Counted) -> bool:
    """True for an exact figure of what happens and stays; «còn 12 hộ nghèo» may fall, and a share too."""
    near = text[max(sentence.start, count.span.start - _NEAR) : min(sentence.end, count.span.end + _NEAR // 2)]
    return not count.qualifier and kind_of(count.measure) != "share" and not _STATE.search(near)


def _added(text: str, sentence: Span, before: Counted, count: Counted) -> Counted | None:
    """The figure right before, alike and not cumulative: «kết nạp 25 đảng viên (lũy kế 120 đảng viên)»."""
    between = text[before.span.end : count.span.start]
    cue = CUE.search(between)
    alike = before.measure and is_same(before.measure, count.measure) and not before.qualifier
    if not alike or cue is None or len(between) > _LONGEST_PAIR or cue_of(text, sentence, before):
        return None
    own = content_words(between[cue.end() :])
    return None if own or "." in between or OTHER_TIME.search(between) else before
