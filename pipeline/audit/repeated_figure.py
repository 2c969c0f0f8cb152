"""«trong tháng đã mở 28 lớp bồi dưỡng nghiệp vụ …», said twice in the same words, gives the same figure twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.mention import Span
from extractors.patterns import fold
from extractors.places import CAPITALS
from pipeline.audit.explain import plain, show
from pipeline.audit.figures import Figure
from pipeline.audit.reading import Reading
from pipeline.audit.view import View
from pipeline.document import Section
from pipeline.facts import Finding

RULE = "repeated_figure"

_BEFORE, _AFTER = 4, 5  # words on either side that must be the same
_CLOSE, _FAR = 10, 16  # words that must be the same in one section, and in two, to speak of one thing
_WINDOW = 240  # characters on either side in which they are looked for
_STOP = re.compile(r"[.;:!?()\n\t“”\"]")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_NAME = re.compile(rf"(?<!\w)[{CAPITALS}]\w+")
# What makes two sentences speak of different times.
_PERIOD = re.compile(r"lũy kế|luỹ kế|từ đầu năm|cùng kỳ|năm|tháng|quý|tuần|đợt|ngày|kỳ", re.IGNORECASE)


def figures_said_twice_agree(reading: Reading) -> Iterator[Finding]:
    """A figure that is said again in the same words about the same units has the same value."""
    view = reading.view
    met: dict[tuple[str, str, str], Figure] = {}
    for figure in view.figures.items:
        if figure.role or figure.qualifier or figure.high is not None:
            continue
        if view.document.zone_at(figure.span.start).name != "body" or _planned(view, figure):
            continue
        key = _key(view, figure)
        if key is None:
            continue
        first = met.setdefault(key, figure)
        if first is not figure:
            finding = _finding(view, first, figure)
            if finding is not None:
                yield finding


def _planned(view: View, figure: Figure) -> bool:
    section = view.document.section_at(figure.span.start)
    return section is not None and section.planned


def _key(view: View, figure: Figure) -> tuple[str, str, str] | None:
    """The words before and after the figure and what it counts; None where there are too few to tell."""
    sentence = view.sentence_at(figure.span.start)
    stop = _STOP.search(view.text, figure.span.end, sentence.end)
    after = _words(view.text[figure.span.end : stop.start() if stop else sentence.end])[:_AFTER]
    start = max(sentence.start, figure.span.start - _WINDOW)
    for found in _STOP.finditer(view.text, start, figure.span.start):
        start = found.end()
    before = _words(view.text[start : figure.span.start])[-_BEFORE:]
    if len(before) < _BEFORE or len(after) < _AFTER or any(word.isdigit() for word in (*before, *after)):
        return None
    return " ".join(before), figure.measure, " ".join(after)


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


def _finding(view: View, first: Figure, again: Figure) -> Finding | None:
    equal = first.value == again.value
    if not equal and _speak_of_others(view, first, again):
        return None
    far = _section(view, first) != _section(view, again)
    sure = equal or _common_words(view, first, again) >= (_FAR if far else _CLOSE)
    arithmetic = f"{show(first.value)} {'=' if equal else '≠'} {show(again.value)}"
    told = "Khớp: hai chỗ nêu cùng một số." if equal else f"Cùng một nội dung nhưng hai số khác nhau: {arithmetic}."
    return Finding(
        rule=RULE,
        verdict="match" if equal else "mismatch" if sure else "unverifiable",
        claim=again.span.slice(view.text),
        span=again.span,
        evidence=(first.span,),
        expected=plain(again.value),
        found=plain(first.value),
        difference=plain(first.value - again.value),
        explanation=told if sure else f"Chưa kiểm tra được: {arithmetic}; hai chỗ có thể nói về hai việc.",
        arithmetic=arithmetic,
    )


def _speak_of_others(view: View, one: Figure, other: Figure) -> bool:
    """True where the two sentences name other units or other times, or stand under headings that name units."""
    first, second = (view.sentence_at(figure.span.start) for figure in (one, other))
    if _units(view, first) != _units(view, second) or _times(view, first) != _times(view, second):
        return True
    if _names(view, first, one) != _names(view, second, other):
        return True
    paths = {section.path: section for figure in (one, other) if (section := _section(view, figure))}
    return len(paths) > 1 and any(
        view.units_in(section.start, section.start + len(section.heading) + 12) for section in paths.values()
    )


def _names(view: View, sentence: Span, figure: Figure) -> set[str]:
    """The words with a capital before the figure, save the first: who did what is counted («Lực lượng Công an …»)."""
    return set(_NAME.findall(view.text, sentence.start + 1, figure.span.start))


def _section(view: View, figure: Figure) -> Section | None:
    return view.document.section_at(figure.span.start)


def _common_words(view: View, one: Figure, other: Figure) -> int:
    """How many words in a row are the same before and behind the two figures, within their sentences."""
    first, second = (view.sentence_at(figure.span.start) for figure in (one, other))
    pairs = ((first, one), (second, other))
    before = [_words(view.text[max(s.start, f.span.start - _WINDOW) : f.span.start])[::-1] for s, f in pairs]
    after = [_words(view.text[f.span.end : min(s.end, f.span.end + _WINDOW)]) for s, f in pairs]
    return sum(_equal(*two) for two in (before, after))


def _equal(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _units(view: View, span: Span) -> set[str]:
    return {fold(unit.value.name) for unit in view.units_in(span.start, span.end)}


def _times(view: View, span: Span) -> list[str]:
    return sorted(fold(found.group()) for found in _PERIOD.finditer(view.text, span.start, span.end))
