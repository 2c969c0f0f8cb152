"""The tree of numbered parts: «I-», «1.», «1.1.», «a)», «- Công tác dư luận xã hội: …», and what is only planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile, zip_longest

import regex

from pipeline.document import Block, Section
from pipeline.planned import Lean, lean_of

LONGEST_HEADING = 200  # characters; a longer block is a paragraph that opens with its number or a run-in heading

# Each label at the start of a block, what it admits named beside it.
_LABEL = regex.compile(
    r"""
    (?: (?P<part> (?:Phần|PHẦN|Chương|CHƯƠNG) \s+ (?:thứ\ |THỨ\ )?
                  (?P<part_number> [IVX]{1,5} | \d{1,2} | \p{L}{2,4} ) )
        (?: \s* [.:\-–] | \s* $ )                                                       # «Phần II.», «PHẦN THỨ NHẤT»
      | (?P<article> Điều\ (?P<article_number> \d{1,3} ) ) \s* [.:]                     # «Điều 5.»
      | (?P<roman> [IVX]{1,5} ) \s* [.\-–/)]+ (?=\s|\p{L})                              # «I-», «II.», «III/»
      | (?P<capital> [A-HĐ] ) \s* [.\-–/)]+ (?=\s|\p{L})                                # «A.», «B-»
      | (?P<deep> \d{1,2} (?: \. \d{1,2} ){1,3} ) (?: \s* [.\-–)]+ (?=\s|\p{L}) | (?=\s+\p{Lu}) )  # «1.1-», «2.3.1.»
      | (?P<number> \d{1,2} ) \s* [.\-–/)]+ (?=\s|\p{L})                                # «1.», «2-», «3)»
      | (?P<letter> [a-hđik-p] ) \s* \) (?=\s|\p{L})                                    # «a)», «đ)»
      | (?P<bullet> [-–+•*] ) (?=\s*\p{L})                                              # «- Công tác …:»
    ) \s*
    """,
    regex.VERBOSE,
)
# A Roman number that a typist or a scanner spoilt: «1I-», «_H.», «lV/».
_SPOILT = regex.compile(r"[\W_]{0,2}[IVXHYUlÌÍỊ1|!\[\]]{1,5}\s*[.\-–/]+\s*(?=\p{Lu})")
_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LETTERS = "abcdđeghiklmnop"
_PARTS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as read: its kind («roman», «number», «deep2» …), its rank and how a path writes it."""

    kind: str
    rank: int
    name: str
    width: int


def find_sections(
    text: str, blocks: Sequence[Block], end: int, told: tuple[date, date] | None = None
) -> tuple[Section, ...]:
    """The numbered parts of the body in text order, each up to the next of its level or `end` (an offset).

    `told` is the period that the report tells of, where it tells of one.

    A label opens a part only where its number follows the last one of its kind, or begins again at 1 under a new
    parent: «3.» after «1.» without a 2 is taken (writers skip), «1.» in the middle of a list of «1.» … is a new list.
    """
    found: list[tuple[tuple[_Label, ...], str, int, int]] = []
    stack: list[_Label] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == "cell" or block.start >= end:
            continue
        label = _read_label(text[block.start : block.end], stack)
        if label is None:
            continue
        heading = _heading(text[block.start + label.width : block.end], label.kind)
        if not heading and label.kind == "part" and after is not None:
            heading = _heading_below(text[after.start : after.end])
        if not heading:
            continue
        stack = [*_above(stack, label), label]
        found.append((tuple(stack), heading, block.start, block.end))
    return tuple(_close(found, end, told))


def _read_label(block: str, stack: Sequence[_Label]) -> _Label | None:
    """The label that opens the block, where its rank fits the labels still open."""
    match = _LABEL.match(block)
    for label in _readings(match) if match else ():
        last = next((open_.rank for open_ in reversed(stack) if open_.kind == label.kind), 0)
        if label.kind == "capital" and not last and label.rank > 1 and (spoilt := _read_spoilt(block, stack)):
            return spoilt  # no «H.» stands without a «G.» before it
        if label.kind == "bullet":
            return replace(label, rank=last + 1, name=f"-{last + 1}")
        if label.kind.startswith("deep"):
            return label if _continues(label, stack) else None
        if label.rank > last or label.rank == 1:
            return label
    return None if match else _read_spoilt(block, stack)


def _read_spoilt(block: str, stack: Sequence[_Label]) -> _Label | None:
    """The Roman number that must come next, where a heading in capitals has one that is spoilt: «_H. MỤC TIÊU»."""
    match = _SPOILT.match(block)
    rank = next((open_.rank for open_ in stack if open_.kind == "roman"), 0) + 1
    if match is None or rank == len(_NUMERALS) or len(block) > LONGEST_HEADING or not block[match.end() :].isupper():
        return None
    return _Label("roman", rank, _NUMERALS[rank], match.end())


def _readings(match: regex.Match[str]) -> Iterator[_Label]:
    """What the printed label may be, the likeliest first: «V.» is a Roman five."""
    width = match.end()
    if match["part"]:
        number = match["part_number"]
        rank = _roman(number) if regex.fullmatch(r"[IVX]+", number) else _PARTS.get(number.lower(), 0)
        yield _Label("part", int(number) if number.isdigit() else rank, match["part"], width)
    elif match["article"]:
        yield _Label("article", int(match["article_number"]), match["article"], width)
    elif match["roman"]:
        yield _Label("roman", _roman(match["roman"]), match["roman"], width)
    elif match["capital"]:
        yield _Label("capital", "ABCDĐEGH".find(match["capital"]) + 1, match["capital"], width)
    elif match["deep"]:
        parts = match["deep"].split(".")
        yield _Label(f"deep{len(parts)}", int(parts[-1]), match["deep"], width)
    elif match["number"]:
        yield _Label("number", int(match["number"]), str(int(match["number"])), width)
    elif match["letter"]:
        yield _Label("letter", _LETTERS.find(match["letter"]) + 1, match["letter"], width)
    else:
        yield _Label("bullet", 1, "-", width)


def _continues(label: _Label, stack: Sequence[_Label]) -> bool:
    """True where «2.3» stands under an open «2.» (or after «2.2»): a bare decimal figure does not open a part."""
    parents = [open_.name for open_ in stack if open_.kind in ("number", "deep2", "deep3", "deep4", "article")]
    parent = label.name.rsplit(".", 1)[0]
    return any(name == parent or name.rsplit(".", 1)[0] == parent for name in parents) or label.rank == 1


def _above(stack: Sequence[_Label], label: _Label) -> list[_Label]:
    """The open labels that stay open above this one."""
    for depth, open_ in enumerate(stack):
        if open_.kind == label.kind:
            return list(stack[:depth])
        if label.kind.startswith("deep") and open_.kind.startswith("deep") and open_.kind > label.kind:
            return list(stack[:depth])
        if label.kind != "bullet" and open_.kind == "bullet":
            return list(stack[:depth])
    return list(stack)


def _heading(rest: str, kind: str) -> str:
    """The words of a heading: the whole block where it is short, else what stands before its colon or full stop."""
    rest = rest.strip()
    head, colon, _ = rest.partition(":")
    if kind == "bullet":
        return head.strip() if colon and len(head) <= LONGEST_HEADING else ""
    if len(rest) <= LONGEST_HEADING:
        return rest.rstrip(":").strip()
    if colon and len(head) <= LONGEST_HEADING:
        return head.strip()
    cut = regex.match(r"[^.;]{1,200}(?=[.;])", rest) or regex.match(r".{1,200}(?=\s)", rest)
    return cut.group().strip() if cut else rest[:LONGEST_HEADING]


def _heading_below(line: str) -> str:
    """The words under «Phần thứ hai» or «Chương II», which stands on a line of its own; none where a label follows."""
    line = line.strip()
    return line.rstrip(":") if len(line) <= LONGEST_HEADING and not _LABEL.match(line) else ""


def _close(
    found: Sequence[tuple[tuple[_Label, ...], str, int, int]], end: int, told: tuple[date, date] | None
) -> Iterator[Section]:
    above: list[tuple[int, Lean, bool]] = []  # (level, what its heading says, planned) of the parts still open
    for at, (labels, heading, start, _) in enumerate(found):
        level = len(labels)
        close = next((later[2] for later in found[at + 1 :] if len(later[0]) <= level), end)
        above = [item for item in above if item[0] < level]
        lean = lean_of(heading, told)
        # A plan's own parts are plans, whatever their words: «5. … phản ánh kết quả phát triển kinh tế - xã hội»;
        # and «1. Nhiệm vụ trọng tâm» under «I. KẾT QUẢ THỰC HIỆN» is what was done about it.
        planned = lean == "to_come" or (lean == "task" and not any(item[1] == "done" for item in above))
        planned = planned or any(item[2] for item in above)
        above.append((level, lean, planned))
        yield Section(_path(labels), heading, level, start, close, planned)


def _path(labels: Sequence[_Label]) -> str:
    """«II.2.1» for «II-», «2.», «2.1.»: a deep number carries its parents' digits already."""
    names: list[str] = []
    for label in labels:
        if label.kind.startswith("deep"):
            mine = label.name.split(".")
            above = list(takewhile(str.isdigit, reversed(names)))[::-1]
            names.extend(mine[len(above) :] if mine[: len(above)] == above else mine)
        else:
            names.append(label.name)
    return ".".join(names)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
