"""From characters at their places to printed lines, whatever order the file draws them in: «T», «ư», «h» → «Thư»."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from pipeline.clean import clean
from pipeline.readers.glyphs import BOLD, ITALIC, SPACED, Glyphs, commonest, shared
from pipeline.readers.printed import Printed, pack_spaces
from pipeline.readers.syllables import is_syllable

# Shares of the letters' height (points of font size).
SPACE = 1 / 8  # a wider gap parts two words
DRAWN_SPACE = 1 / 16  # so does this where the file itself draws a space
SAME_LINE = 0.12  # baselines nearer than this are one line
RAISED_MOST = 0.65  # a mark stands no higher above the line's baseline
LOWERED_MOST = 0.35
SMALL = 0.88  # a raised mark is smaller than this share of its neighbours
REACH = 0.35  # a mark touches the word that it belongs to
AHEAD = 1.0  # before a justified line, a mark may stand so far from it
WIDE_RUN = 0.6  # a gap this wide parts two marks of one height

SPREAD = 0.35  # a line with a larger share of spaces has its letters set apart
LEAST_SPREAD = 5
WORDS_APART = 1.6  # there, a gap so much wider than usual parts two words

WIDE_GAP = 0.7  # a gap that may part two columns
FILLED_IN = 0.35  # a number filled in by hand or machine stands no further from the line's baseline

LONGEST_MARK = 4
LONGEST_FILLING = 12
LONGEST_INDEX = 8
# A figure as Vietnamese prints it, whole: «12.005», «60,1%».
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?%?|\d+(?:,\d+)?%?")
_BULLETS = (["-"], ["–"], ["+"], ["•"])
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


def printed_lines(glyphs: Glyphs, page: int, only: Iterable[int] | None = None) -> list[Printed]:
    """The lines that the characters make, from top to bottom; `only` limits them to some of the characters."""
    groups = _by_baseline(glyphs, range(len(glyphs.text)) if only is None else only)
    raised, filled = _attach(glyphs, groups)
    found = (_line(glyphs, members, raised, filled, page) for members in groups)
    return [line for line in found if line is not None]


def _by_baseline(glyphs: Glyphs, chosen: Iterable[int]) -> list[list[int]]:
    """The characters grouped by baseline, from top to bottom, each group from left to right."""
    base, size = glyphs.base, glyphs.size
    exact: dict[int, list[int]] = {}
    for index in chosen:
        key = int(base[index] * 4)
        if key in exact:
            exact[key].append(index)
        else:
            exact[key] = [index]
    groups: list[list[int]] = []
    last = None
    for key in sorted(exact):
        members = exact[key]
        here = base[members[0]]
        if last is not None and here - last <= SAME_LINE * max(size[members[0]], size[groups[-1][0]]):
            groups[-1] += members
        else:
            groups.append(members)
            last = here
    for members in groups:
        members.sort(key=glyphs.x0.__getitem__)
    return groups


def _attach(glyphs: Glyphs, groups: list[list[int]]) -> tuple[set[int], set[int]]:
    """Move marks, indices and what was filled in into the line they belong to; tells what is raised, what filled in."""
    raised: set[int] = set()
    filled: set[int] = set()
    sizes = [commonest([glyphs.size[i] for i in members]) for members in groups]
    bases = [commonest([glyphs.base[i] for i in members]) for members in groups]
    for at, members in enumerate(groups):
        for home in (at + 1, at + 2, at - 1):
            if not 0 <= home < len(groups) or not members:
                continue
            shift = bases[home] - bases[at]
            if not -LOWERED_MOST * sizes[home] < shift < RAISED_MOST * sizes[home]:
                continue
            longest = LONGEST_MARK if shift > 0 else LONGEST_INDEX
            for run in _runs(glyphs, members):
                small = max(glyphs.size[i] for i in run) <= SMALL * sizes[home]
                marks = small and len(run) <= longest and _touches(glyphs, run, groups[home], sizes[home])
                if marks or (abs(shift) < FILLED_IN * sizes[home] and _fills(glyphs, run, groups[home], sizes[home])):
                    members[:] = [i for i in members if i not in run]
                    groups[home] = sorted([*groups[home], *run], key=glyphs.x0.__getitem__)
                    raised.update(run if marks and shift > 0 else ())
                    filled.update(() if marks else run)
    groups[:] = [members for members in groups if members]
    return raised, filled


def _runs(glyphs: Glyphs, members: Sequence[int]) -> list[list[int]]:
    """The characters of one height in runs that stand together."""
    runs: list[list[int]] = []
    for index in members:
        if runs and glyphs.x0[index] - glyphs.x1[runs[-1][-1]] < WIDE_RUN * glyphs.size[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _touches(glyphs: Glyphs, run: Sequence[int], line: Sequence[int], size: float) -> bool:
    left, right = glyphs.x0[run[0]], glyphs.x1[run[-1]]
    reach = REACH * size
    if 0 <= glyphs.x0[line[0]] - right <= AHEAD * size:
        return True
    return any(abs(glyphs.x1[i] - left) <= reach or abs(glyphs.x0[i] - right) <= reach for i in line)


def _fills(glyphs: Glyphs, run: Sequence[int], line: Sequence[int], size: float) -> bool:
    """True where the run stands in a gap of the line that is made for it: «Số:  67  /2024/QĐ-UBND»."""
    if len(run) > LONGEST_FILLING:
        return False
    left, right = glyphs.x0[run[0]], glyphs.x1[run[-1]]
    before = max((glyphs.x1[i] for i in line if glyphs.x0[i] < left), default=None)
    after = min((glyphs.x0[i] for i in line if glyphs.x0[i] >= left), default=None)
    if before is None or after is None:
        return False
    slack = REACH * size
    return before < left + slack and right < after + slack and max(left - before, after - right) < 2 * size


_CLEAN: dict[str, str] = {}


def _clean(text: str) -> str:
    """One character cleaned; the few hundred that a report is written with are remembered."""
    if len(_CLEAN) > 5000:
        _CLEAN.clear()
    return _CLEAN.setdefault(text, clean(text).strip())


def _line(glyphs: Glyphs, members: Sequence[int], marks: set[int], filled: set[int], page: int) -> Printed | None:
    """The line that these characters make from left to right, or None where nothing of it is seen."""
    texts, lefts, rights, sizes = glyphs.text, glyphs.x0, glyphs.x1, glyphs.size
    size = commonest([sizes[i] for i in members])
    letters: list[str] = []
    edges: list[float] = []
    drawn: list[int] = []
    spaces: list[tuple[int, float, float]] = []
    raised: list[tuple[int, int]] = []
    least, most = DRAWN_SPACE * size, SPACE * size
    end = before = -1.0
    last = ""
    for index in members:
        text = texts[index]
        letter = _CLEAN[text] if text in _CLEAN else _clean(text)
        left, right = lefts[index], rights[index]
        if not letter or (letter == last and left - before < 0.2 * (right - left)):
            continue  # drawn twice, a little apart, to look bold
        gap = left - end
        if letters and (
            (gap > least and (gap > most or glyphs.style[index] & SPACED or letters in _BULLETS))
            or (letter.isdigit() != last.isdigit() and _filled_in(glyphs, drawn[-1], index, filled, gap))
        ):
            spaces.append((len(letters), end, left))
            letters.append(" ")
            edges.append(end)
            drawn.append(index)
        elif left < end and edges and left < edges[-1]:
            left = edges[-1]
        if index in marks or letter in _SUPERSCRIPTS:
            _extend(raised, len(letters))
        before, last = lefts[index], letter
        letters.append(letter)
        edges.append(left)
        drawn.append(index)
        end = right if right > end else end
    if not letters:
        return None
    if len(spaces) > SPREAD * len(letters) and not raised:
        spaces = _drawn_together(letters, edges, drawn, spaces)
    edges.append(max(end, edges[-1]))
    wide = any(right - left > WIDE_GAP * size for _, left, right in spaces)
    looks = [(sizes[i], glyphs.style[i]) for i in drawn] if wide else []
    if max(map(len, letters)) > 1:
        letters, edges, raised, spaces = _evened(letters, edges, raised, spaces)
        looks = looks if len(looks) == len(letters) else []
    styles = {glyphs.style[i] for i in members}
    if len(styles) > 1:
        styles = {glyphs.style[i] for i in members if texts[i].isalnum()} or styles
    both = shared(styles)
    return Printed(
        text="".join(letters),
        edges=array("d", edges),
        page=page,
        base=commonest([glyphs.base[i] for i in members]),
        size=size,
        bold=bool(both & BOLD),
        italic=bool(both & ITALIC),
        packed=pack_spaces(spaces),
        raised=raised,
        bold_start=bool(glyphs.style[members[0]] & BOLD),
        looks=looks,
    )


def _drawn_together(
    letters: list[str], edges: list[float], drawn: list[int], spaces: list[tuple[int, float, float]]
) -> list[tuple[int, float, float]]:
    """Take the gaps between the letters of a spread heading out of the lists: «B Á O   C Á O». The words' gaps.

    A row of figures, or one without wider gaps that part its words, stays as it is.
    """
    if len(spaces) < LEAST_SPREAD or 2 * sum(letter.isalpha() for letter in letters) < len(letters) - len(spaces):
        return spaces
    usual = sorted(right - left for _, left, right in spaces)[len(spaces) // 2]
    narrow = [at for at, left, right in spaces if right - left < WORDS_APART * usual]
    if len(narrow) == len(spaces):
        return spaces
    for at in reversed(narrow):
        del letters[at], edges[at], drawn[at]
    apart = [space for space in spaces if space[0] not in narrow]
    return [(at - bisect_left(narrow, at), left, right) for at, left, right in apart]


def _filled_in(glyphs: Glyphs, one: int, two: int, filled: set[int], gap: float) -> bool:
    """True where a figure and a word only seem to be one word, for one was filled in beside the other: «năm»«2024»."""
    if not (glyphs.text[one].isalnum() and glyphs.text[two].isalnum()):
        return False
    smaller, larger = sorted((glyphs.size[one], glyphs.size[two]))
    other_hand = (one in filled) != (two in filled) or SMALL * larger < smaller < larger
    return gap > DRAWN_SPACE * larger or (other_hand and gap > -SPACE * larger)


def _evened(
    letters: Sequence[str],
    edges: Sequence[float],
    raised: Sequence[tuple[int, int]],
    spaces: Sequence[tuple[int, float, float]],
) -> tuple[list[str], list[float], list[tuple[int, int]], list[tuple[int, float, float]]]:
    """The same where glyphs stand for several characters, such as «ﬃ» in letters: each gets an even share."""
    new_letters: list[str] = []
    new_edges: list[float] = []
    starts: list[int] = []
    for at, letter in enumerate(letters):
        starts.append(len(new_letters))
        share = (edges[at + 1] - edges[at]) / len(letter)
        new_edges += [edges[at] + share * part for part in range(len(letter))]
        new_letters += letter
    starts.append(len(new_letters))
    new_edges.append(edges[-1])
    marks = [(starts[start], starts[end]) for start, end in raised]
    return new_letters, new_edges, marks, [(starts[at], left, right) for at, left, right in spaces]


def _extend(ranges: list[tuple[int, int]], at: int) -> None:
    if ranges and ranges[-1][1] == at:
        ranges[-1] = (ranges[-1][0], at + 1)
    else:
        ranges.append((at, at + 1))


def glued(before: str, after: str) -> bool:
    """True where two lines meet inside a word, so that no space belongs between them.

    >>> glued("Kết luận số 70-", "KL/TW"), glued("năm 2024 -", "2025"), glued("Kết luận số 70", "-KL/TW")
    (True, False, True)
    """
    if before[-1:] in ("-", "/") and before[-2:-1].strip() and before[-2:-1] not in "-/":
        return True
    return after[:1] in ("-", "/") and after[1:2].isalnum() and before[-1:].isdigit()


def split_in_cell(before: str, after: str) -> bool:
    """True where a narrow cell cut a word or a figure between two lines, so that no space belongs between them.

    >>> split_in_cell("Triệ", "u đồng"), split_in_cell("12.0", "05"), split_in_cell("60,1", "%")
    (True, True, True)
    >>> split_in_cell("Thu", "ngân sách"), split_in_cell("12", "05"), split_in_cell("Khối lượng", "kg")
    (False, False, False)
    """
    one, two = before.rpartition(" ")[2], after.partition(" ")[0]
    if one[-1:].isdigit():
        cut = two == "%" or not _FIGURE.fullmatch(one) or not _FIGURE.fullmatch(two)
        return cut and _FIGURE.fullmatch(one + two) is not None and before == one
    if not (one.isalpha() and two[:1].islower()):
        return False
    return is_syllable(one + two) and not (is_syllable(one) and is_syllable(two)) and before == one
