"""Footnotes of printed pages: where they begin, which line begins which note, and where the body calls each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.readers.margins import Leaf
from pipeline.readers.printed import Printed

SMALLER = 0.93  # a note's letters against the body's
HIGHEST = 0.2  # notes begin below this share of the page
SAME_RULE = 1.5  # points by which the rule above notes differs from page to page
SURE = 2  # points of evidence from which a full-size figure is a note's mark

_MARK = re.compile(r"[(\[]?(?P<mark>\d{1,3}|\*{1,4}|[a-z])[)\]]?")
_FULL_SIZE = re.compile(r"[(\[]?(?P<mark>\*{1,4}|\d{1,3})")
_AFTER_MARK = re.compile(r"[)\]]?\s*|\.\s+")
_ENDED = re.compile(r"[.;:!?…”\")]\s*$")
# «m²», «km³»: a measure's power, not a note's mark.
_POWER = re.compile(r"(?:^|[\s\d(/])[kcdm]?m$")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Note:
    """A note: its mark, its printed lines without the mark, and the page that it begins on."""

    mark: str
    page: int
    lines: list[Printed]


@dataclass(slots=True)
class Call:
    """A raised mark in the body that may call a note."""

    mark: str
    line: Printed
    start: int
    end: int
    page: int


@dataclass(slots=True)
class PageNotes:
    """What stands below the rule of one page: its lines, and from where to where the rule goes."""

    lines: list[Printed] = field(default_factory=list)
    rule: tuple[float, float] | None = None


def take_notes(
    leaf: Leaf, rules: Sequence[tuple[float, float, float]], body_size: float, before: PageNotes
) -> PageNotes:
    """Take the lines of the page's footnotes off the leaf; `before` are those of the page before, which may run on.

    A rule with only smaller lines below it begins them, a short one with a raised mark below it, or one like that of
    the page before; else the smaller lines at the page's foot that begin with a raised mark.
    """
    carried = bool(before.lines)
    for x0, x1, top in sorted(rules, key=lambda rule: rule[2]):
        short = x1 - x0 < 0.6 * (leaf.right - leaf.left)
        if top < HIGHEST * leaf.height or x1 - x0 < 20 or abs(x0 - leaf.left) > 40:
            continue
        below = [line for line in leaf.lines if line.base - 0.5 * line.size > top]
        if not below:
            continue
        small = all(line.size <= SMALLER * body_size for line in below)
        marked = _begins_with_mark(below[0])
        full_size = short and ((marked and below[0].raised) or _alike((x0, x1), before.rule))
        if (small and (marked or carried)) or full_size:
            leaf.lines = [line for line in leaf.lines if line.base - 0.5 * line.size <= top]
            return PageNotes(below, (x0, x1))
    return _without_rule(leaf, body_size)


def _alike(rule: tuple[float, float], other: tuple[float, float] | None) -> bool:
    return other is not None and abs(rule[0] - other[0]) < SAME_RULE and abs(rule[1] - other[1]) < SAME_RULE


def _without_rule(leaf: Leaf, body_size: float) -> PageNotes:
    first = len(leaf.lines)
    while first and leaf.lines[first - 1].size <= SMALLER * body_size:
        first -= 1
    called = next((call.mark for call in find_calls(leaf.lines[:first])), "")
    while first < len(leaf.lines) and not _opens_notes(leaf.lines[first], called):
        first += 1
    below = leaf.lines[first:]
    if not below or below[0].base < HIGHEST * leaf.height or not _begins_with_mark(below[0]):
        return PageNotes()
    leaf.lines = leaf.lines[:first]
    return PageNotes(below)


def _opens_notes(line: Printed, called: str) -> bool:
    """True for a line that begins with a raised mark, or at full size with the first that the page calls: «1 Gồm …»."""
    if line.raised and line.raised[0][0] == 0:
        return True
    rest = line.text[len(called) :]
    return bool(called) and line.text.startswith(called) and rest[:1] in (" ", ")", ".") and rest[1:2].isupper()


def take_endnotes(leaves: Sequence[Leaf], body_size: float) -> list[PageNotes]:
    """Take the notes at the end of all off the leaves: smaller lines that begin with the marks called, in order."""
    feet = [PageNotes() for _ in leaves]
    calls = [call.mark for leaf in leaves for call in find_calls(leaf.lines)]
    for leaf, foot in zip(reversed(leaves), reversed(feet), strict=True):
        first = len(leaf.lines)
        while first and leaf.lines[first - 1].size <= SMALLER * body_size:
            first -= 1
        foot.lines = leaf.lines[first:]
        if first:
            break
    waiting = list(reversed(calls))
    for foot in feet:
        for line in foot.lines:
            if waiting and line.text.startswith(waiting[-1]):
                waiting.pop()
    begins = next((line.text for foot in feet for line in foot.lines), "")
    if not calls or waiting or not begins.startswith(calls[0]):
        return [PageNotes() for _ in leaves]
    for leaf, foot in zip(leaves, feet, strict=True):
        leaf.lines = leaf.lines[: len(leaf.lines) - len(foot.lines)]
    return feet


def _begins_with_mark(line: Printed) -> bool:
    return _raised_mark(line) is not None or _FULL_SIZE.match(line.text) is not None


def _raised_mark(line: Printed) -> tuple[str, int] | None:
    """The raised mark that a note's line begins with, and where the text after it starts."""
    if not line.raised or line.raised[0][0] != 0:
        return None
    end = line.raised[0][1]
    found = _MARK.fullmatch(line.text[:end].translate(_PLAIN))
    return (found["mark"], end) if found else None


def find_calls(lines: Sequence[Printed]) -> Iterator[Call]:
    """The raised marks of the body in reading order, without the powers of measures."""
    for line in lines:
        for start, end in line.raised:
            found = _MARK.fullmatch(line.text[start:end].translate(_PLAIN))
            if found is None or start == 0:
                continue
            if found["mark"] in ("2", "3") and _POWER.search(line.text[:start]):
                continue
            yield Call(found["mark"], line, start, end, line.page)


def read_notes(foot: PageNotes, calls: Sequence[Call], notes: list[Note], right: float) -> None:
    """Add the notes of one page to `notes`; lines before the first mark continue the last note of the page before."""
    expected = [call.mark for call in calls]
    before: Printed | None = None
    for line in foot.lines:
        start = _note_start(line, before, expected, notes, right)
        before = line.part(0, len(line.text))
        if start is None:
            if notes:
                notes[-1].lines.append(line)
            else:  # whose mark nobody can read: its words must not be lost
                notes.append(Note("", line.page, [line]))
            continue
        mark, end = start
        if mark in expected:
            del expected[: expected.index(mark) + 1]
        line.cut(0, _AFTER_MARK.match(line.text, end).end())  # type: ignore[union-attr]
        notes.append(Note(mark, line.page, [line] if line.text else []))


def _note_start(
    line: Printed, before: Printed | None, expected: Sequence[str], notes: Sequence[Note], right: float
) -> tuple[str, int] | None:
    """The mark that the line begins with and where its text starts, or None where it continues a note.

    A mark at full size must be the next that the body calls: «201 tập thể» is note 2 and «01 tập thể».
    """
    raised = _raised_mark(line)
    if raised is not None:
        return raised
    next_mark = expected[0] if expected else _following(notes)
    if next_mark is None or not line.text.startswith(next_mark):
        return None
    evidence = _evidence(line, before, line.text[len(next_mark) :], right) + (1 if expected else -1)
    return (next_mark, len(next_mark)) if evidence >= SURE else None


def _following(notes: Sequence[Note]) -> str | None:
    if not notes:
        return "1"
    return str(int(notes[-1].mark) + 1) if notes[-1].mark.isdigit() else None


def _evidence(line: Printed, before: Printed | None, rest: str, right: float) -> int:
    """How much speaks for a new note on this line: the line before ended early, or a sentence; a capital follows."""
    points = 0
    if before is None:
        points += 1
    else:
        word = line.edges[(line.text + " ").index(" ")] - line.x0
        points += 2 if before.x1 + word + 0.3 * line.size < right else -1
        points += 2 if _ENDED.search(before.text) else -1
    following = rest.lstrip(" )].")[:1]
    if following.isupper():
        points += 2
    elif rest[:1] in (" ", ")", "]"):
        points += 1
    elif re.match(r"0\d\s", rest):
        points += 1  # «201 tập thể»: reports write small figures with a nought
    elif rest[:1] in (".", ",", "/", "-", "%"):
        points -= 2
    return points


def link_notes(notes: Sequence[Note], calls: Sequence[Call], body: Sequence[Printed]) -> None:
    """Take every mark that calls a note out of the body and remember its place; other raised letters stay text.

    A note is called on its own page or on the page before; one at the end of all by the one such mark before it.
    """
    waiting: dict[tuple[str, int], list[Call]] = {}
    for call in reversed(calls):
        waiting.setdefault((call.mark, call.page), []).append(call)
    printed: dict[int, list[Printed]] = {}
    for line in body:
        printed.setdefault(line.page, []).append(line)
    taken: list[tuple[Call, int]] = []
    for index, note in enumerate(notes):
        pages = (note.page, note.page - 1)
        free = next((found for page in pages if (found := waiting.get((note.mark, page)))), None)
        caller = free.pop() if free else _glued_call(note, printed.get(note.page, ()))
        if caller is None:
            caller = _far_call(note, calls, taken)
        if caller is not None:
            taken.append((caller, index))
    # From right to left, so that the places of marks still to be taken stay true.
    for call, index in sorted(taken, key=lambda pair: -pair[0].start):
        start = call.start
        text = call.line.text
        if text[start - 1 : start] == " " and text[call.end : call.end + 1] in ("", " ", ".", ",", ";", ":", ")"):
            start -= 1
        call.line.cut(start, call.end)
        call.line.calls.append((start, index))


def _far_call(note: Note, calls: Sequence[Call], taken: Sequence[tuple[Call, int]]) -> Call | None:
    """The one mark on an earlier page that calls the note, where no other note is called by such a mark."""
    found = [call for call in calls if call.mark == note.mark and call.page < note.page]
    return found[0] if len(found) == 1 and all(call is not found[0] for call, _ in taken) else None


def _glued_call(note: Note, body: Sequence[Printed]) -> Call | None:
    """The one place on the note's page where its mark is glued to a word at full size: «học viên4», «28 lớp12»."""
    if not note.mark:
        return None
    glued = re.compile(rf"(?<=[^\W\d_]){re.escape(note.mark)}(?=[\s.,;:)]|$)")
    found = [
        Call(note.mark, line, match.start(), match.end(), line.page)
        for line in body
        for match in glued.finditer(line.text)
        if not _POWER.search(line.text[: match.start()])
    ]
    return found[0] if len(found) == 1 else None
