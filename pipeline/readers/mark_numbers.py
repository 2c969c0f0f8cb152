"""Which number each raised mark of a scan stands for: its notes come in order, so «giáo!» is 1, «hội?» 2, «Bác?» 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.readers.hocr import Letter, Recognised, Seen, Word
from pipeline.readers.syllables import is_syllable

SMALLER = 0.93  # a note's letters against the body's
NEAR = 0.6  # heights of an «x» that a rule may reach into the line below it
SHORTEST_RULE = 0.1  # share of the page's width
FOOT = 0.6  # heights of an «x» above the baseline, where a mark stands
MARK_WIDE = 0.5  # of an «x», of a mark that was not read
OVER = 0.35  # heights of an «x» above a note's letters, where the rule stands that the scan lost

# What one figure of a mark is read as; the number that must come next decides.
_LIKE = {
    "1": "1lI!|i'’‘]ì†",
    "2": "2?z",
    "3": "3?",
    "4": "4“",
    "5": "5?sS",
    "6": "6",
    "7": "7?”",
    "8": "8”B",
    "9": "9?",
}


# What no mark is read as: a dash before an item, a letterhead's star in a line of its own.
_NO_MARKS = frozenset("-–—•.,;:")
# What a mark is read as that touches the sign after it, so that it stands in no ink of its own: «viên',».
_TOUCHING = frozenset("'’‘`´!?")


@dataclass(slots=True)
class _Foot:
    """The small lines at a page's foot, and the lines among them that begin a note.

    `likely` are the page's marks with those signs that may be marks, each with its line, in the order of the text.
    """

    likely: list[tuple[Seen, Letter]]
    lines: list[Seen]
    starts: list[tuple[str, Seen]] = field(default_factory=list)

    @property
    def calls(self) -> list[Letter]:
        """The marks that are seen to be some: they are raised."""
        return [letter for _, letter in self.likely if letter.raised]


def number_marks(pages: Sequence[Recognised]) -> None:
    """Give the raised letters their numbers, in the body and before the notes; those that call no note are no marks."""
    body = _body(pages)
    following = 1
    for page in pages:
        foot = _foot_of(page, body)
        following = _find_starts(foot, following)
        for number, letter in _paired(foot):
            if not letter.raised:
                line = next(line for line, other in foot.likely if other is letter)
                letter.top, letter.bottom = _top(line), line.base - FOOT * line.low  # the box may be its line's
            letter.text, letter.raised = number, True
        for number, line in foot.starts:
            _write_start(line, number)
        if foot.starts and not any(_is_above(rule, foot.lines[0], page) for rule in page.rules):
            first = foot.starts[0][1]
            left = min(line.letters[0].x0 for line in foot.lines)
            page.rules.append((left, left + 0.25 * page.width, _top(first) - OVER * first.low))
    for letter in _raised(line for page in pages for line in page.lines):
        if not letter.text.isdigit() and letter.text != "*":
            letter.raised = False


def _body(pages: Iterable[Recognised]) -> float:
    """The height of «x» in running text: the tallest that a good share of the letters has."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.low] += len(line.text)
    return max((size for size, letters in sizes.items() if letters > 0.2 * sizes.total()), default=0.0)


def _raised(lines: Iterable[Seen]) -> list[Letter]:
    return [letter for line in lines for letter in line.letters if letter.raised]


def _foot_of(page: Recognised, body: float) -> _Foot:
    lines = sorted(page.lines, key=lambda line: line.base)
    first = len(lines)
    while first and (lines[first - 1].low <= SMALLER * body or len(lines[first - 1].text) < 4):
        first -= 1
    return _Foot(list(_likely(lines[:first])), lines[first:])


def _likely(lines: Iterable[Seen]) -> Iterator[tuple[Seen, Letter]]:
    """Raised letters, and signs at the end of a word that no sign before them opened."""
    for line in lines:
        opened = any(word.text[0] in _TOUCHING for word in line.words)
        for place, word in enumerate(line.words):
            begins = place == 0 and word.text == "*"  # a note of its own, or a letterhead's star
            last = max((at for at, letter in enumerate(word.letters) if letter.text not in ".,;:)"), default=0)
            for at, letter in enumerate(word.letters):
                ends = at == last and at > 0 and word.letters[at - 1].text.isalpha()
                called = letter.raised and letter.text not in _NO_MARKS and not begins
                if called or (ends and not opened and letter.text in _TOUCHING):
                    yield line, letter


def _find_starts(foot: _Foot, following: int) -> int:
    """Find the lines that begin the page's notes, each with its number; gives back the number after the last."""
    for at, line in enumerate(foot.lines):
        for number in (following, 1) if not foot.starts else (following,):
            if len(foot.starts) < len(foot.likely) and _begins_note(str(number), line, foot.lines[at + 1 :]):
                foot.starts.append((str(number), line))
                following = number + 1
                break
    if not foot.starts and len(foot.calls) == 1 and foot.lines and _begins_unread(foot.lines[0]):
        read = foot.lines[0].words[0].text
        following = int(read) if read.isdecimal() else following
        foot.starts.append((str(following), foot.lines[0]))
        following += 1
    return following


def _begins_note(number: str, line: Seen, rest: Sequence[Seen]) -> bool:
    """True where the line begins with the number; where that runs on («2021 của»), if no other does better."""
    if not _begins_with(line, number):
        return False
    whole = len(line.words[0].letters) > len(number) and line.words[0].text.isdigit() and not line.letters[0].raised
    return not whole or not any(_begins_with(other, number) and not other.words[0].text[1:] for other in rest)


def _begins_unread(line: Seen) -> bool:
    """True where the line begins with what must be a mark, for it is no word («5Š Tháng 5»), or with none at all.

    A list of recipients in small letters calls nothing.
    """
    first, after = line.words[0].text, line.words[1].text if len(line.words) > 1 else ""
    if line.text.startswith("Nơi nhận") or first in _NO_MARKS:
        return False
    return is_syllable(first) and first[0].isupper() if len(first) > 2 else after[:1].isupper()


def _begins_with(line: Seen, number: str) -> bool:
    """True where the line's first letters can be the number, and something follows."""
    letters = line.letters
    if letters[0].raised:
        return letters[0].text in ("", number) or all(map(_alike, letters[0].text, number))
    start = letters[: len(number)]
    if len(letters) < len(number) + 2:
        return False
    return all(_alike(letter.text, figure) for letter, figure in zip(start, number, strict=True))


def _alike(read: str, figure: str) -> bool:
    return read == figure or read in _LIKE.get(figure, "")


def _paired(foot: _Foot) -> list[tuple[str, Letter]]:
    """The calls of a page with the numbers of its notes: in order, or by what was read where there are more calls."""
    numbers = [number for number, _ in foot.starts]
    for calls in (foot.calls, [letter for _, letter in foot.likely]):
        if len(numbers) == len(calls):
            return list(zip(numbers, calls, strict=True))
    return [(number, call) for number in numbers for call in foot.calls if call.text == number]


def _write_start(line: Seen, number: str) -> None:
    first = line.letters[0]
    if first.raised:
        first.text = number
        return
    word = line.words[0]
    if len(word.text) > 2 and is_syllable(word.text):  # the mark was not read
        width, top = MARK_WIDE * line.low, line.base - 1.6 * line.low
        foot = line.base - FOOT * line.low
        mark = Letter(number, first.x0 - 2 * width, top, first.x0 - width, foot, 0.0, raised=True)
        line.words.insert(0, Word([mark], 0.0))
        return
    if len(word.letters) == len(number) + 1 and not word.text[-1].isdigit() and not is_syllable(word.text):
        word.letters.pop()  # of one mark two letters were read
    for letter, figure in zip(line.letters, number, strict=False):
        letter.text = figure


def _top(line: Seen) -> float:
    return line.base - 1.6 * line.low


def _is_above(rule: tuple[float, float, float], first: Seen, page: Recognised) -> bool:
    left, right, y = rule
    return (
        right - left > SHORTEST_RULE * page.width and _top(first) - 4 * first.low < y < _top(first) + NEAR * first.low
    )
